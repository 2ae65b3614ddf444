/* What shapes every document of a batch alike → one number. */
#include "base/limits.h"
#include "batch/manifest.h"

/* A style may extend others of its folder: all of them count. `books` are no styles. */
static void add_folder(sei_buf *out, sei_arena *arena, const sei_root *root, const sei_map *books) {
    sei_walk_entry *entries;
    size_t count;
    sei_status ignored = {0};
    if (root->fd < 0 || !sei_root_walk(root, arena, &entries, &count, NULL, &ignored))
        return;
    for (size_t i = 0; i < count; i++) {
        sei_str bytes = SEI_STR("");
        bool is_style = sei_str_ends(entries[i].path, SEI_STR(".yaml")) ||
                        sei_str_ends(entries[i].path, SEI_STR(".yml")) ||
                        sei_str_ends(entries[i].path, SEI_STR(".css"));
        if (is_style && !sei_map_find(books, entries[i].path) &&
            sei_root_read(root, arena, entries[i].path, SEI_LIMIT_FILE, &bytes, &ignored))
            sei_buf_print(out, "%.*s %llx\n", SEI_STR_ARG(entries[i].path),
                          (unsigned long long)sei_str_hash(bytes, 0));
    }
}

static void add_options(sei_buf *out, const sei_job_request *job) {
    const sei_imposition *sheets = &job->imposition;
    sei_buf_print(out, "%s %u %d %d %d %lld %d\n", SEI_VERSION, job->formats, (int)job->lang,
                  (int)job->breaks, job->keeps_imposition, (long long)job->epoch,
                  job->leaves_notes_bare);
    sei_buf_print(out, "%.*s %d %u %d %d %d %d %d %d %d\n", SEI_STR_ARG(job->pdf_standard),
                  (int)sheets->scheme, sheets->signature, sheets->sheet_width, sheets->sheet_height,
                  sheets->turns_on_long_edge, (int)sheets->sides, sheets->creep, sheets->has_marks,
                  sheets->is_gray);
    for (size_t i = 0; i < job->setting_count; i++)
        sei_buf_print(out, "%.*s=%.*s\n", SEI_STR_ARG(job->settings[i].path),
                      SEI_STR_ARG(job->settings[i].value));
}

static void add_strings(sei_buf *out, const sei_str *strings, size_t count) {
    sei_buf_print(out, "%zu\n", count);
    for (size_t i = 0; i < count; i++)
        sei_buf_print(out, "%.*s\n", SEI_STR_ARG(strings[i]));
}

/* What decides which documents links may lead to, besides the names that are looked up. */
static void add_choice(sei_buf *out, const sei_house *house, const sei_batch_plan *whole,
                       const sei_batch_plan_request *asked) {
    sei_buf_print(out, "%.*s\n", SEI_STR_ARG(house->note)); /* the folder that was asked for */
    add_strings(out, asked->match, asked->match_count);
    add_strings(out, asked->exclude, asked->exclude_count);
    add_strings(out, house->vault.settings.ignored, house->vault.settings.ignored_count);
    for (size_t i = 0; i < whole->count; i++)
        if (whole->documents[i].refusal.size > 0)
            add_strings(out, &whole->documents[i].source.path, 1);
}

uint64_t sei_manifest_key(sei_arena *arena, const sei_job_request *job, const sei_batch_plan *whole,
                          const sei_batch_plan_request *asked) {
    const sei_house *house = job->house;
    const sei_vault *vault = &house->vault;
    sei_map books, none;
    sei_buf out;
    sei_map_init(&books, arena);
    sei_map_init(&none, arena);
    for (size_t i = 0; i < whole->count; i++)
        if (whole->documents[i].source.kind == SEI_ASSEMBLE_FILE)
            sei_map_add(&books, whole->documents[i].source.path, &books);
    sei_buf_init(&out, arena->memory);
    add_options(&out, job);
    add_choice(&out, house, whole, asked);
    sei_buf_print(&out, "%.*s\n%.*s\n%d\n%.*s\n", SEI_STR_ARG(house->style),
                  SEI_STR_ARG(vault->seihon_yaml), vault->settings.strict_line_breaks,
                  SEI_STR_ARG(vault->settings.attachment_folder));
    add_folder(&out, arena, &house->styles, &none);
    add_folder(&out, arena, &house->style_folder, &none);
    add_folder(&out, arena, &vault->root, &books);
    sei_font_library_list(house->library, &out);
    uint64_t key = sei_str_hash(sei_buf_str(&out), 0);
    sei_buf_fini(&out);
    return key;
}
