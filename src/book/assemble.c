/* One note → a book of one chapter: read, parse, splice, bind, seal (assembly.h tells the flow). A
 * file that cannot be read is the only failure; all else becomes diagnostics. */
#include "book/assemble.h"

#include "base/buf.h"
#include "base/limits.h"
#include "book/assembly.h"
#include "book/language.h"
#include "style/front.h"

/* The text that a language is guessed from: enough to tell, whatever the note's length. */
#define SAMPLE_BYTES ((size_t)64 << 10)

bool sei_assembly_report_once(sei_assembly *assembly, sei_diag_id id, const sei_node *node) {
    sei_str key = sei_arena_print(assembly->arena, "%x %lx %lx", (unsigned)id,
                                  (unsigned long)node->source, (unsigned long)node->offset);
    return sei_map_add(&assembly->reported, key, assembly) == NULL;
}

const sei_source *sei_assembly_source(const sei_assembly *assembly, const sei_node *node) {
    return assembly->manuscripts.at[node->source]->source;
}

static sei_assembly *new_assembly(const sei_assemble_request *request) {
    sei_assembly *assembly = SEI_NEW(request->arena, sei_assembly);
    assembly->arena = request->arena;
    assembly->vault = request->vault;
    assembly->diags = request->diags;
    assembly->markdown.wikilinks = true;
    sei_map_init(&assembly->manuscripts_by_path, request->arena);
    sei_map_init(&assembly->assets_by_path, request->arena);
    sei_map_init(&assembly->reported, request->arena);
    sei_map_init(&assembly->notes, request->arena);
    assembly->root = sei_node_new(request->arena, SEI_NODE_BOOK, 0, 0);
    return assembly;
}

static sei_breaks parse_breaks(sei_str word) {
    return sei_str_equal(word, SEI_STR("obsidian"))   ? SEI_BREAKS_OBSIDIAN
           : sei_str_equal(word, SEI_STR("markdown")) ? SEI_BREAKS_MARKDOWN
                                                      : SEI_BREAKS_AUTO;
}

/* The vault's seihon.yaml, else Obsidian's setting; outside a vault Markdown's own rule. */
static sei_breaks vault_breaks(sei_arena *arena, const sei_vault *vault) {
    size_t error_offset;
    sei_status status;
    const sei_yaml *map = sei_yaml_parse(arena, vault->seihon_yaml, &error_offset, &status);
    sei_breaks breaks = parse_breaks(sei_yaml_text(sei_yaml_find(map, SEI_STR("breaks"))));
    if (breaks != SEI_BREAKS_AUTO) {
        return breaks;
    }
    bool is_obsidian = vault->settings.is_vault && !vault->settings.strict_line_breaks;
    return is_obsidian ? SEI_BREAKS_OBSIDIAN : SEI_BREAKS_MARKDOWN;
}

/* The request, else the note, else the vault. */
static sei_breaks choose_breaks(const sei_assemble_request *request,
                                const sei_manuscript *manuscript, sei_str wish) {
    sei_breaks wished = parse_breaks(wish);
    if (wish.size > 0 && wished == SEI_BREAKS_AUTO) {
        sei_diag_add(request->diags, SEI_DIAG_STYLE, manuscript->source, manuscript->front_offset,
                     "breaks is \"%.*s\"; it can be obsidian or markdown", SEI_STR_ARG(wish));
    }
    if (request->breaks != SEI_BREAKS_AUTO) {
        return request->breaks;
    }
    return wished != SEI_BREAKS_AUTO ? wished : vault_breaks(request->arena, request->vault);
}

/* Reads what the note wishes; returns what a newline means in it. */
static sei_breaks read_wishes(const sei_assemble_request *request, const sei_manuscript *manuscript,
                              sei_assemble_wishes *wishes) {
    sei_style_setting *settings;
    sei_str style, impose, breaks;
    size_t count =
        sei_style_front_settings(request->arena, manuscript->source, manuscript->front_offset,
                                 manuscript->front, &settings, &style, &impose, &breaks);
    if (wishes) {
        *wishes = (sei_assemble_wishes){style, impose, settings, count};
    }
    return choose_breaks(request, manuscript, breaks);
}

static sei_lang guess_lang(sei_assembly *assembly) {
    sei_buf sample;
    sei_buf_init(&sample, assembly->arena->memory);
    const sei_node *root = assembly->root;
    for (const sei_node *node = root; node && sample.size < SAMPLE_BYTES;
         node = sei_node_next(root, node)) {
        if (node->kind == SEI_NODE_TEXT) {
            sei_buf_add(&sample, node->as.text);
        }
    }
    sei_buf_add(&sample, assembly->book.info.title);
    sei_lang lang = sei_language_guess(sei_buf_str(&sample));
    sei_buf_fini(&sample);
    return lang;
}

/* "zh_CN" → "zh-CN". */
static sei_str well_formed_tag(sei_arena *arena, sei_str tag) {
    char *out = sei_arena_alloc(arena, tag.size);
    for (size_t i = 0; i < tag.size; i++) {
        out[i] = tag.at[i] == '_' ? '-' : tag.at[i];
    }
    return (sei_str){out, tag.size};
}

/* --lang, else the front matter, else the text. */
static void fill_lang(sei_assembly *assembly, const sei_manuscript *manuscript, sei_lang wanted,
                      sei_node *chapter) {
    sei_book_info *info = &assembly->book.info;
    sei_str tag = sei_metadata_text(manuscript, "lang");
    tag = tag.size > 0 ? tag : sei_metadata_text(manuscript, "language");
    sei_lang given = sei_lang_parse(tag);
    chapter->as.chapter.lang = given;
    info->lang = wanted != SEI_LANG_NONE  ? wanted
                 : given != SEI_LANG_NONE ? given
                                          : guess_lang(assembly);
    info->lang_tag = given != SEI_LANG_NONE && info->lang == given
                         ? well_formed_tag(assembly->arena, tag)
                         : sei_str_from(sei_lang_tag(info->lang));
}

static size_t embed_budget(size_t input) {
    size_t by_input =
        input < SIZE_MAX / SEI_LIMIT_EMBED_FACTOR ? input * SEI_LIMIT_EMBED_FACTOR : SIZE_MAX;
    return by_input > SEI_LIMIT_EMBED_BYTES ? by_input : SEI_LIMIT_EMBED_BYTES;
}

const sei_book *sei_assemble(const sei_assemble_request *request, sei_assemble_wishes *wishes,
                                  sei_status *status) {
    sei_assembly *assembly = new_assembly(request);
    sei_manuscript *manuscript = sei_manuscript_read(assembly, request->note, request->note_bytes);
    if (!manuscript->source) {
        *status = manuscript->failure;
        return NULL;
    }
    sei_breaks breaks = read_wishes(request, manuscript, wishes);
    assembly->markdown.newline_breaks = breaks == SEI_BREAKS_OBSIDIAN;
    assembly->embed_budget = embed_budget(manuscript->source->bytes.size);
    sei_manuscript_open(assembly, request->note, request->note_bytes);
    sei_metadata_fill(assembly, manuscript);
    sei_node *chapter = sei_splice_chapter(assembly, manuscript);
    sei_link_bind(assembly);
    fill_lang(assembly, manuscript, request->lang, chapter);
    sei_seal(assembly);
    return &assembly->book;
}

const sei_file_info *sei_assemble_inputs(const sei_book *book, size_t *count) {
    const sei_assembly *assembly = (const sei_assembly *)(const void *)book;
    *count = assembly->inputs.size;
    return assembly->inputs.at;
}
