/* The container: named files → the bytes of a ZIP as OCF wants it. */
#ifndef SEI_EPUB_ARCHIVE_H
#define SEI_EPUB_ARCHIVE_H

#include "base/arena.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_archive_entry {
    sei_str name; /* ASCII, NUL behind it */
    sei_str bytes;
    bool is_stored; /* not compressed: mimetype, images that are compressed already */
} sei_archive_entry;

/* In the order given, with fixed dates and attributes: equal entries give equal bytes. False with a
 * status when libzip fails. */
bool sei_archive_make(sei_arena *arena, const sei_archive_entry *entries, size_t count,
                      sei_str *bytes, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
