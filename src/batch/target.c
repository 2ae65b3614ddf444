/* Names of outputs → paths that may be written. A book file's name is taken apart into its parts
 * and put together again, so that nothing of its spelling survives; then the folders are made one
 * by one, each looked at with its links resolved before the next is made in it.
 *
 * Rule that is easy to break: the name comes from a vault that may be hostile. It must neither
 * leave the root nor stand for anything but a file of the format. */
#include "batch/target.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"

#define FOLDER_MODE 0777 /* less the umask */
#define NAME_ROOM 240    /* bytes of a name, which may have 255 with its suffix */

static bool refuse(sei_status *status, sei_format format, sei_str name, const char *why) {
    return sei_status_set(status, SEI_FAILED_USAGE,
                          "output: %s: \"%.*s\" %s; say where with -o, or mend the book file",
                          sei_format_name(format), SEI_STR_ARG(name), why);
}

static bool is_part(sei_str part, const char *text) {
    return sei_str_equal(part, sei_str_from(text));
}

/* Whether a file's name has something before ".pdf" or ".epub". */
static bool has_suffix(sei_str name, sei_format format) {
    sei_str suffix = sei_str_from(sei_format_name(format));
    size_t at = name.size > suffix.size + 1 ? name.size - suffix.size : 0;
    return at > 1 && name.at[at - 1] == '.' &&
           sei_str_equal_ascii_case(sei_str_slice(name, at, name.size), suffix);
}

bool sei_target_last_part(sei_str name, sei_format format, sei_str *part, sei_status *status) {
    *part = sei_path_name(name);
    if (sei_str_find_byte(name, 0, 0) != SEI_STR_NONE)
        return refuse(status, format, name, "is no name of a file");
    return has_suffix(*part, format) ||
           refuse(status, format, name,
                  format == SEI_FORMAT_PDF ? "must end in .pdf" : "must end in .epub");
}

/* Adds the parts of `from` to the path; false when ".." would leave the root. */
static bool add_parts(sei_arena *arena, sei_str *path, sei_str from) {
    sei_str part;
    while (sei_str_split(&from, '/', &part)) {
        if (part.size == 0 || is_part(part, "."))
            continue;
        if (!is_part(part, ".."))
            *path = path->size == 0 ? part
                                    : sei_arena_print(arena, "%.*s/%.*s", SEI_STR_ARG(*path),
                                                      SEI_STR_ARG(part));
        else if (path->size == 0)
            return false;
        else
            *path = sei_path_folder(*path);
    }
    return true;
}

bool sei_target_below_root(sei_arena *arena, sei_str book_file, sei_str name, sei_format format,
                           sei_str *path, sei_status *status) {
    sei_str last;
    if (name.size && name.at[0] == '/')
        return refuse(status, format, name,
                      "is absolute, and a book file may only name files "
                      "inside its vault");
    if (!sei_target_last_part(name, format, &last, status))
        return false;
    *path = sei_path_folder(book_file);
    return add_parts(arena, path, name) ||
           refuse(status, format, name, "leaves the vault's folder");
}

static bool fail(sei_status *status, sei_str folder) {
    return sei_status_set(status, SEI_FAILED_RUN, "cannot make the folder %.*s: %s",
                          SEI_STR_ARG(folder), strerror(errno));
}

/* `folder` ends with NUL. One that is there is none to make, whatever it is: who opens it says. */
static bool make_folder(sei_str folder, sei_status *status) {
    return mkdir(folder.at, FOLDER_MODE) == 0 || errno == EEXIST || fail(status, folder);
}

sei_str sei_target_stem(sei_arena *arena, sei_str stem) {
    const sei_str name = sei_path_name(stem);
    size_t end = stem.size - name.size + NAME_ROOM;
    if (name.size <= NAME_ROOM)
        return stem;
    while (((unsigned char)stem.at[end] & 0xC0) == 0x80)
        end--; /* no part of a character */
    return sei_arena_print(arena, "%.*s~%08x", (int)end, stem.at,
                           (unsigned)(sei_str_hash(stem, 0) & 0xFFFFFFFF));
}

bool sei_target_make_below(sei_arena *arena, sei_str root, sei_str path, sei_str *whole,
                           sei_status *status) {
    sei_str folder, real, part;
    if (!sei_os_real_path(arena, root, &real))
        return fail(status, root);
    root = folder = real;
    for (sei_str rest = path; sei_str_find_byte(rest, '/', 0) != SEI_STR_NONE;) {
        sei_str_split(&rest, '/', &part);
        sei_str next = sei_arena_print(arena, "%.*s/%.*s", SEI_STR_ARG(folder), SEI_STR_ARG(part));
        if (!make_folder(next, status))
            return false;
        if (!sei_os_real_path(arena, next, &real) ||
            !(sei_str_equal(real, root) || sei_path_is_below(real, root)))
            return sei_status_set(status, SEI_FAILED_USAGE,
                                  "%.*s leads out of the vault; say where to write with -o",
                                  SEI_STR_ARG(next));
        folder = real;
        path = rest;
    }
    *whole = sei_arena_print(arena, "%.*s/%.*s", SEI_STR_ARG(folder), SEI_STR_ARG(path));
    return true;
}

bool sei_target_make_folder(sei_arena *arena, sei_str folder, sei_status *status) {
    for (size_t i = 1; i <= folder.size; i++) {
        if (i < folder.size && folder.at[i] != '/')
            continue;
        sei_str above = sei_arena_copy(arena, sei_str_slice(folder, 0, i));
        if (!sei_os_is_folder(above) && !make_folder(above, status))
            return false;
    }
    return sei_os_is_folder(folder) ||
           sei_status_set(status, SEI_FAILED_USAGE, "%.*s is a file, not a folder to write into",
                          SEI_STR_ARG(folder));
}
