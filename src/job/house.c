/* Opens what jobs share: the program's data folder (fonts and styles, found relative to the program
 * so that a first run needs no system font), the font library, and the vault around a source.
 *
 * Rule that is easy to break: memory here unwinds like a job's, so every outside resource is
 * recorded in the house the moment it is open, and sei_house_close releases what is recorded. */
#include "job/house.h"

#include "base/path.h"

/* Where fonts/ and styles/ may lie, seen from the folder of the program: installed, then build
 * trees. Last comes where they were to be installed. */
static const char *const data_places[] = {"../share/seihon", "..", "../..", "../../..", "."};

static bool has_data(sei_house *house, sei_str place) {
    sei_str fonts = sei_arena_print(&house->arena, "%.*s/fonts", SEI_STR_ARG(place));
    sei_str styles = sei_arena_print(&house->arena, "%.*s/styles", SEI_STR_ARG(place));
    house->program_data = place;
    return sei_os_is_folder(fonts) && sei_os_is_folder(styles);
}

static bool find_program_data(sei_house *house, sei_str given, sei_status *status) {
    sei_str program;
    if (given.size > 0)
        return has_data(house, given) ||
               sei_status_set(status, SEI_FAILED_USAGE,
                              "the folders fonts and styles are not in %.*s", SEI_STR_ARG(given));
    if (!sei_os_program_folder(&house->arena, &program))
        return sei_status_set(status, SEI_FAILED_RUN, "cannot tell where the program is");
    for (size_t i = 0; i < sizeof data_places / sizeof *data_places; i++)
        if (has_data(house, sei_arena_print(&house->arena, "%.*s/%s", SEI_STR_ARG(program),
                                            data_places[i])))
            return true;
    return has_data(house, SEI_STR(SEI_DATA_FOLDER)) ||
           sei_status_set(status, SEI_FAILED_USAGE,
                          "the folders fonts and styles are neither beside the program (%.*s) nor "
                          "in %s; install it with cmake --install",
                          SEI_STR_ARG(program), SEI_DATA_FOLDER);
}

static bool open_fonts(sei_house *house, const sei_house_request *request, sei_status *status) {
    sei_str bundled =
        sei_arena_print(&house->arena, "%.*s/fonts", SEI_STR_ARG(house->program_data));
    if (request->font_folder_count >= SEI_HOUSE_FONT_FOLDERS_MAX)
        return sei_status_set(status, SEI_FAILED_USAGE, "too many --font-dir (at most %d)",
                              SEI_HOUSE_FONT_FOLDERS_MAX - 1);
    if (!sei_root_open(&house->fonts[0], &house->arena, bundled, status))
        return false;
    house->font_count = 1;
    for (size_t i = 0; i < request->font_folder_count; i++) {
        if (!sei_root_open(&house->fonts[house->font_count], &house->arena,
                           request->font_folders[i], status)) {
            status->code = SEI_FAILED_USAGE;
            return false;
        }
        house->font_count++;
    }
    house->library = sei_font_library_open(&house->memory, house->fonts, house->font_count,
                                           !request->no_system_fonts, status);
    return house->library != NULL;
}

/* The system's patterns: without them words stay whole. */
#define PATTERN_FOLDER "/usr/share/hyphen"

static bool open_data(sei_house *house, const sei_house_request *request, sei_status *status) {
    if (!find_program_data(house, request->data, status))
        return false;
    sei_str styles =
        sei_arena_print(&house->arena, "%.*s/styles", SEI_STR_ARG(house->program_data));
    if (!sei_root_open(&house->styles, &house->arena, styles, status))
        return false;
    sei_status absent;
    if (!sei_root_open(&house->patterns, &house->arena, SEI_STR(PATTERN_FOLDER), &absent))
        house->patterns.fd = -1;
    return open_fonts(house, request, status);
}

/* The part of a real path below a root's, "" for the root itself; false when it is not inside. */
static bool path_below(sei_str root, sei_str real, sei_str *below) {
    bool is_below = sei_path_is_below(real, root);
    size_t start = sei_str_ends(root, SEI_STR("/")) ? root.size : root.size + 1;
    *below = is_below ? sei_str_slice(real, start, real.size) : SEI_STR("");
    return is_below || sei_str_equal(real, root);
}

static bool place_source(sei_house *house, sei_str root, sei_str real, sei_status *status) {
    return path_below(root, real, &house->note) ||
           sei_status_set(status, SEI_FAILED_USAGE, "%.*s is not inside the vault %.*s",
                          SEI_STR_ARG(real), SEI_STR_ARG(root));
}

/* A style file on the command line may lie anywhere: its folder becomes a root, opened before the
 * fence. A file inside the vault is read below the vault's root, and a path that is no file from
 * the current folder is taken to be one of the vault's. */
static bool place_style(sei_house *house, sei_str style, sei_status *status) {
    sei_str real, below;
    house->style = style;
    if (!sei_style_is_path(style) || !sei_os_real_path(&house->arena, style, &real) ||
        sei_os_is_folder(real))
        return true;
    if (path_below(house->vault.root.path, real, &below)) {
        house->style = below;
        return true;
    }
    sei_str folder = sei_path_folder(real);
    house->style = sei_path_name(real);
    return sei_root_open(&house->style_folder, &house->arena,
                         folder.size ? sei_arena_copy(&house->arena, folder) : SEI_STR("/"),
                         status);
}

static bool open_vault(sei_house *house, const sei_house_request *request, sei_status *status) {
    sei_str real, root;
    if (!sei_os_real_path(&house->arena, request->source, &real))
        return sei_status_set(status, SEI_FAILED_INPUT, "there is no file or folder %.*s",
                              SEI_STR_ARG(request->source));
    house->source_is_folder = sei_os_is_folder(real);
    if (request->vault.size) {
        if (!sei_os_real_path(&house->arena, request->vault, &root) || !sei_os_is_folder(root))
            return sei_status_set(status, SEI_FAILED_USAGE, "--vault: there is no folder %.*s",
                                  SEI_STR_ARG(request->vault));
    } else if (!sei_vault_root_for(&house->arena, real, &root, status)) {
        return false;
    }
    if (!place_source(house, root, real, status) ||
        !sei_vault_open(&house->vault, &house->arena, root, status))
        return false;
    house->has_vault = true;
    return place_style(house, request->style, status);
}

/* Runs the opening so that exhausted memory becomes a status. */
static bool guarded(sei_house *house, const sei_house_request *request, bool with_vault,
                    sei_status *status) {
    jmp_buf escape;
    house->memory.escape = &escape;
    if (setjmp(escape) == 0)
        return open_data(house, request, status) &&
               (!with_vault || open_vault(house, request, status));
    return sei_status_set(status, SEI_FAILED_RUN, "out of memory while opening fonts and vault");
}

static void begin(sei_house *house, const sei_house_request *request) {
    *house = (sei_house){0};
    house->styles.fd = -1;
    house->patterns.fd = -1;
    house->style_folder.fd = -1;
    sei_memory_init(&house->memory, request->allocator, 0);
    sei_arena_init(&house->arena, &house->memory);
}

bool sei_house_open_data(sei_house *house, const sei_house_request *request, sei_status *status) {
    begin(house, request);
    bool opened = guarded(house, request, false, status);
    house->memory.escape = NULL;
    return opened;
}

bool sei_house_open(sei_house *house, const sei_house_request *request, sei_status *status) {
    begin(house, request);
    bool opened = guarded(house, request, true, status);
    house->memory.escape = NULL;
    return opened;
}

static bool has_suffix(sei_str path, sei_str suffix) {
    return path.size > suffix.size &&
           sei_str_equal_ascii_case(sei_str_slice(path, path.size - suffix.size, path.size),
                                    suffix);
}

static bool is_book_file(sei_str path) {
    return has_suffix(path, SEI_STR(".yaml")) || has_suffix(path, SEI_STR(".yml"));
}

bool sei_house_source_kind(const sei_house *house, bool as_book, sei_assemble_kind *kind,
                           sei_status *status) {
    if (house->source_is_folder && !as_book)
        return sei_status_set(status, SEI_FAILED_USAGE,
                              "this is a folder; name a note inside it, or say --book to make one "
                              "book of all its notes");
    *kind = house->source_is_folder     ? SEI_ASSEMBLE_FOLDER
            : is_book_file(house->note) ? SEI_ASSEMBLE_FILE
            : as_book                   ? SEI_ASSEMBLE_MAP
                                        : SEI_ASSEMBLE_NOTE;
    return true;
}

const sei_root *sei_house_style_root(const sei_house *house) {
    return house->style_folder.fd >= 0 ? &house->style_folder : &house->vault.root;
}

sei_str sei_house_source_stem(const sei_house *house) {
    sei_str path = house->note.size ? house->note : house->vault.root.path;
    sei_str name = sei_vault_name(path);
    if (house->source_is_folder)
        return name.size ? name : SEI_STR("book"); /* the root of the file system */
    return is_book_file(name) ? sei_path_stem(name) : name;
}

void sei_house_close(sei_house *house) {
    if (house->has_vault)
        sei_vault_close(&house->vault);
    if (house->library)
        sei_font_library_close(house->library);
    for (size_t i = 0; i < house->font_count; i++)
        sei_root_close(&house->fonts[i]);
    if (house->styles.fd >= 0)
        sei_root_close(&house->styles);
    if (house->patterns.fd >= 0)
        sei_root_close(&house->patterns);
    if (house->style_folder.fd >= 0)
        sei_root_close(&house->style_folder);
    sei_memory_fini(&house->memory);
}
