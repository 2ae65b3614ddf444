/* The natural order of names. Private to book/. */
#ifndef SEI_BOOK_ORDER_H
#define SEI_BOOK_ORDER_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A key for a name, to be compared with sei_str_compare_natural: letters folded, full-width digits
 * and Han numerals (where they are numbers: "第十二章", "三、") as ASCII digits, no character below
 * U+0020. So 第2章 comes before 第10章, and 第二章 before 第十章. */
sei_str sei_order_key(sei_arena *arena, sei_str name);

#ifdef __cplusplus
}
#endif

#endif
