/* What is said of a book in more than one place. */
#include "doc/book.h"

sei_str sei_book_date(const sei_book_info *info) {
    const sei_str date = info->date.size > 0       ? info->date
                         : info->modified.size > 0 ? info->modified
                                                   : info->created;
    const size_t time = sei_str_find_byte(date, 'T', 0);
    return time == SEI_STR_NONE ? date : sei_str_slice(date, 0, time);
}
