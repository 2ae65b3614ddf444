/* Dates as people write them → ISO 8601. Private to book/. */
#ifndef SEI_BOOK_DATE_H
#define SEI_BOOK_DATE_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "2024/9/8", "2024年9月8日", "20240908", "2024-09-08 10:30", "2024-09-08T10:30:00.5+09:00" →
 * "2024-09-08", "2024-09-08T10:30:00Z", "2024-09-08T10:30:00+09:00"; a year or a month alone keeps
 * its precision; a time without a zone is UTC. What is no date is returned as it is. */
sei_str sei_date_normalise(sei_arena *arena, sei_str text);

#ifdef __cplusplus
}
#endif

#endif
