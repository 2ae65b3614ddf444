/* Folders of font files → faces, opened once and shared by every set (font.h).
 *
 * Files are only listed when the library is opened; a face is mapped, checked and opened when it is
 * first asked for, by the parent before it forks or by the worker inside its fence. Rule that is
 * easy to break: memory here belongs to the house, which has no way out once it is open, so what
 * runs during a job takes memory by sei_memory_try and fails with a status. */
#include "font/library.h"

#include "base/limits.h"
#include "base/path.h"
#include "base/vec.h"
#include "font/set.h"
#include "font/sfnt.h"
#include "font/system.h"

static bool is_font_file(sei_str path) {
    static const char *const endings[] = {".ttf", ".otf", ".ttc", ".otc"};
    if (path.size < 4)
        return false;
    sei_str ending = sei_str_slice(path, path.size - 4, path.size);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (sei_str_equal_ascii_case(ending, sei_str_from(endings[i])))
            return true;
    return false;
}

static bool list_files(sei_font_library *library, const sei_root *folders, size_t folder_count,
                       sei_status *status) {
    SEI_VEC(sei_font_file) files = {0};
    for (size_t i = 0; i < folder_count; i++) {
        sei_walk_entry *entries = NULL;
        size_t count = 0;
        if (!sei_root_walk(&folders[i], &library->arena, &entries, &count, NULL, status))
            return false;
        for (size_t j = 0; j < count; j++)
            if (is_font_file(entries[j].path))
                SEI_VEC_ADD(&library->arena, &files, (sei_font_file){&folders[i], entries[j].path});
    }
    library->files = files.at;
    library->file_count = files.size;
    return true;
}

sei_font_library *sei_font_library_open(sei_memory *memory, const sei_root *folders,
                                        size_t folder_count, bool use_system, sei_status *status) {
    sei_font_library *library = sei_memory_resize(memory, NULL, sizeof *library);
    *library = (sei_font_library){.memory = memory};
    sei_arena_init(&library->arena, memory);
    bool opened = list_files(library, folders, folder_count, status);
    if (opened && FT_Init_FreeType(&library->freetype) != 0)
        opened = sei_status_set(status, SEI_FAILED_RUN, "cannot start FreeType");
    if (opened && use_system)
        library->system = sei_system_open(library);
    if (opened)
        return library;
    sei_font_library_close(library);
    return NULL;
}

void sei_font_library_close(sei_font_library *library) {
    while (library->faces) {
        sei_face *next = library->faces->next;
        sei_face_close(library->faces);
        library->faces = next;
    }
    sei_system_close(library->system);
    if (library->freetype)
        FT_Done_FreeType(library->freetype);
    sei_arena_fini(&library->arena);
    sei_memory_free(library->memory, library);
}

/* By path below a folder, else by name in any folder below. */
static const sei_font_file *find_file(const sei_font_library *library, sei_str name) {
    for (size_t i = 0; i < library->file_count; i++)
        if (sei_str_equal(library->files[i].path, name))
            return &library->files[i];
    for (size_t i = 0; i < library->file_count; i++)
        if (sei_str_equal(sei_path_name(library->files[i].path), name))
            return &library->files[i];
    return NULL;
}

/* Cuts "#2" off the name of a collection. */
static uint32_t split_index(sei_str *name) {
    size_t hash = sei_str_find_last_byte(*name, '#');
    int64_t index = 0;
    if (hash == SEI_STR_NONE ||
        !sei_str_parse_int(sei_str_slice(*name, hash + 1, name->size), &index) || index < 0 ||
        index > UINT16_MAX)
        return 0;
    *name = sei_str_slice(*name, 0, hash);
    return (uint32_t)index;
}

const sei_face *sei_font_library_face(sei_font_library *library, const sei_root *root, sei_str path,
                                      uint32_t index, sei_status *status) {
    for (sei_face *face = library->faces; face; face = face->next)
        if (face->root == root && face->index == index && sei_str_equal(face->path, path))
            return face;
    sei_str bytes;
    if (!sei_root_map(root, path, SEI_LIMIT_FONT_FILE, &bytes, status))
        return NULL;
    const char *wrong = NULL;
    sei_face *face = sei_face_open(library->memory, library->freetype, path, bytes, index, &wrong);
    if (!face) {
        sei_status_set(status, SEI_FAILED_INPUT, "cannot use the font %.*s: %s", SEI_STR_ARG(path),
                       wrong);
        return NULL;
    }
    face->root = root;
    face->next = library->faces;
    library->faces = face;
    return face;
}

const sei_face *sei_font_library_find(sei_font_library *library, sei_str name, sei_status *status) {
    sei_str path = name;
    uint32_t index = 0;
    const sei_font_file *file = find_file(library, path);
    if (!file) {
        index = split_index(&path);
        file = find_file(library, path);
    }
    if (file)
        return sei_font_library_face(library, file->root, file->path, index, status);
    sei_status_set(status, SEI_FAILED_USAGE,
                   "there is no font file %.*s in the font folders; see seihon fonts, or add its "
                   "folder with --font-dir",
                   SEI_STR_ARG(name));
    return NULL;
}

static void list_face(const sei_font_library *library, const sei_font_file *file, sei_str bytes,
                      uint32_t index, sei_buf *out) {
    const char *wrong = NULL;
    sei_face *face =
        sei_face_open(library->memory, library->freetype, file->path, bytes, index, &wrong);
    sei_buf_add(out, file->path);
    if (index)
        sei_buf_print(out, "#%u", (unsigned)index);
    if (face)
        sei_buf_print(out, "\t%s\t%s\t%s\t%u glyphs\n", face->family, face->style,
                      face->info.format == SEI_FACE_CFF ? "CFF" : "TrueType",
                      (unsigned)face->info.glyph_count);
    else
        sei_buf_print(out, "\tcannot be used: %s\n", wrong);
    sei_face_close(face);
}

/* Each face takes a mapping of its own and gives it back. */
static void list_file(const sei_font_library *library, const sei_font_file *file, sei_buf *out) {
    uint32_t count = 1;
    for (uint32_t index = 0; index < count; index++) {
        sei_str bytes;
        sei_status status = {0};
        if (!sei_root_map(file->root, file->path, SEI_LIMIT_FONT_FILE, &bytes, &status)) {
            sei_buf_print(out, "%.*s\t%s\n", SEI_STR_ARG(file->path), status.message);
            return;
        }
        if (sei_sfnt_face_count(bytes) > count)
            count = sei_sfnt_face_count(bytes);
        list_face(library, file, bytes, index, out);
    }
}

void sei_font_library_list(const sei_font_library *library, sei_buf *out) {
    for (size_t i = 0; i < library->file_count; i++)
        if (find_file(library, library->files[i].path) == &library->files[i])
            list_file(library, &library->files[i], out);
}
