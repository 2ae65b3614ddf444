/* Paths as they are written: names parted by '/'. Nothing here looks at a file (base/os.h does);
 * what is returned borrows the path. */
#ifndef SEI_BASE_PATH_H
#define SEI_BASE_PATH_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

sei_str sei_path_folder(sei_str path); /* what stands before the last '/'; "" without one */
sei_str sei_path_name(sei_str path);   /* what stands behind it; the path without one */
sei_str sei_path_stem(sei_str path);   /* the name without its last ".suffix"; ".a" stays ".a" */

/* Whether the path leads into the folder, by its spelling: so both must be free of "..", or
 * resolved. Any path is below "", none is below itself; the folder may end in '/'. */
bool sei_path_is_below(sei_str path, sei_str folder);

#ifdef __cplusplus
}
#endif

#endif
