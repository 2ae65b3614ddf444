/* ZIP through libzip, in memory. Dates are set as DOS fields, since libzip's own conversion depends
 * on the time zone (spec/robustness, B5). libzip's callbacks allocate by malloc: nothing here
 * unwinds while an archive is open. */
#include "epub/archive.h"

#include <zip.h>

#define DOS_DATE ((zip_uint16_t)(0 << 9 | 1 << 5 | 1)) /* 1980-01-01 */
#define DEFLATE_LEVEL 9

static bool fail(sei_status *status, const char *what) {
    return sei_status_set(status, SEI_FAILED_RUN, "cannot make the EPUB: %s", what);
}

static bool add_entry(zip_t *zip, const sei_archive_entry *entry, sei_status *status) {
    zip_source_t *source =
        zip_source_buffer(zip, entry->bytes.at ? entry->bytes.at : "", entry->bytes.size, 0);
    zip_int64_t index = source ? zip_file_add(zip, entry->name.at, source, ZIP_FL_ENC_GUESS) : -1;
    if (index < 0) {
        if (source)
            zip_source_free(source);
        return fail(status, zip_strerror(zip));
    }
    zip_uint64_t at = (zip_uint64_t)index;
    zip_int32_t method = entry->is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    if (zip_set_file_compression(zip, at, method, entry->is_stored ? 0 : DEFLATE_LEVEL) != 0 ||
        zip_file_set_dostime(zip, at, 0, DOS_DATE, 0) != 0 ||
        zip_file_set_external_attributes(zip, at, 0, ZIP_OPSYS_DOS, 0) != 0)
        return fail(status, zip_strerror(zip));
    return true;
}

/* Reads the finished archive out of its source into memory that `try` gives. */
static bool read_back(sei_arena *arena, zip_source_t *source, sei_str *bytes, sei_status *status) {
    zip_stat_t info;
    if (zip_source_stat(source, &info) != 0 || zip_source_open(source) != 0)
        return fail(status, "the archive cannot be read back");
    char *room = sei_memory_try(arena->memory, NULL, (size_t)info.size + 1);
    zip_int64_t got = room ? zip_source_read(source, room, info.size) : -1;
    zip_source_close(source);
    if (got < 0 || (zip_uint64_t)got != info.size)
        return fail(status, room ? "the archive cannot be read back" : "out of memory");
    *bytes = (sei_str){room, (size_t)got};
    return true;
}

static bool fill(zip_t *zip, const sei_archive_entry *entries, size_t count, sei_status *status) {
    for (size_t i = 0; i < count; i++)
        if (!add_entry(zip, &entries[i], status)) {
            zip_discard(zip);
            return false;
        }
    if (zip_close(zip) != 0) {
        fail(status, zip_strerror(zip));
        zip_discard(zip);
        return false;
    }
    return true;
}

bool sei_archive_make(sei_arena *arena, const sei_archive_entry *entries, size_t count,
                      sei_str *bytes, sei_status *status) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    if (!source)
        return fail(status, zip_error_strerror(&error));
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    bool made = zip ? fill(zip, entries, count, status) : fail(status, zip_error_strerror(&error));
    made = made && read_back(arena, source, bytes, status);
    zip_source_free(source);
    zip_error_fini(&error);
    return made;
}
