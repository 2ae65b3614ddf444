/* A path → its folder, its name, its stem; and whether it lies below another. The rule that is easy
 * to break: "ab" is not below "a", which a comparison of beginnings alone would say. */
#include "base/path.h"

sei_str sei_path_folder(sei_str path) {
    size_t slash = sei_str_find_last_byte(path, '/');
    return sei_str_slice(path, 0, slash == SEI_STR_NONE ? 0 : slash);
}

sei_str sei_path_name(sei_str path) {
    size_t slash = sei_str_find_last_byte(path, '/');
    return slash == SEI_STR_NONE ? path : sei_str_slice(path, slash + 1, path.size);
}

sei_str sei_path_stem(sei_str path) {
    sei_str name = sei_path_name(path);
    size_t dot = sei_str_find_last_byte(name, '.');
    return dot == SEI_STR_NONE || dot == 0 ? name : sei_str_slice(name, 0, dot);
}

bool sei_path_is_below(sei_str path, sei_str folder) {
    size_t size = sei_str_ends(folder, SEI_STR("/")) ? folder.size - 1 : folder.size;
    if (folder.size == 0)
        return path.size > 0;
    return path.size > size + 1 && path.at[size] == '/' &&
           sei_str_equal(sei_str_slice(path, 0, size), sei_str_slice(folder, 0, size));
}
