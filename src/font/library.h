/* The library from the inside. */
#ifndef SEI_FONT_LIBRARY_H
#define SEI_FONT_LIBRARY_H

#include "font/face.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_system sei_system;

/* A font file of the folders; nothing of it is read before a face is asked for. */
typedef struct sei_font_file {
    const sei_root *root;
    sei_str path; /* below the root */
} sei_font_file;

struct sei_font_library {
    sei_memory *memory;
    sei_arena arena;
    FT_Library freetype;
    const sei_font_file *files; /* in the order of the folders, then of paths */
    size_t file_count;
    sei_face *faces;    /* every open one; they stay until the library is closed */
    sei_system *system; /* NULL without system fonts */
};

/* The face of a file name, "name.ttc#2" for one of a collection: opened on first demand. NULL with
 * a status that names the file. */
const sei_face *sei_font_library_find(sei_font_library *library, sei_str name, sei_status *status);

/* The face of a file below a root. `path` must live as long as the library. */
const sei_face *sei_font_library_face(sei_font_library *library, const sei_root *root, sei_str path,
                                      uint32_t index, sei_status *status);

#ifdef __cplusplus
}
#endif

#endif
