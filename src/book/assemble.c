/* A source → a book: plan, then splice every chapter in its place, bind, and, when the
 * style is known, seal (assembly.h tells the
 * flow). A source that cannot be read or says nothing that a book could be made of is the only
 * failure; all else becomes diagnostics. */
#include "book/assemble.h"

#include "base/buf.h"
#include "base/limits.h"
#include "book/assembly.h"
#include "book/language.h"
#include "book/plan.h"

/* The text that a language is guessed from: enough to tell, whatever the note's length. */
#define SAMPLE_BYTES ((size_t)64 << 10)
/* Less text does not tell that a chapter is in another language than its book. */
#define CHAPTER_SAMPLE_MIN ((size_t)400)

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
    assembly->note = request->note;
    assembly->siblings = request->siblings;
    assembly->markdown.wikilinks = true;
    sei_map_init(&assembly->manuscripts_by_path, request->arena);
    sei_map_init(&assembly->assets_by_path, request->arena);
    sei_map_init(&assembly->reported, request->arena);
    sei_map_init(&assembly->notes, request->arena);
    assembly->root = sei_node_new(request->arena, SEI_NODE_BOOK, 0, 0);
    return assembly;
}

/* The language of the text below a node, `title` counted; NONE below `least` bytes. */
static sei_lang guess_lang(sei_assembly *assembly, const sei_node *root, sei_str title,
                           size_t least) {
    sei_buf sample;
    sei_buf_init(&sample, assembly->arena->memory);
    for (const sei_node *node = root; node && sample.size < SAMPLE_BYTES;
         node = sei_node_next(root, node))
        if (node->kind == SEI_NODE_TEXT)
            sei_buf_add(&sample, node->as.text);
    sei_buf_add(&sample, title);
    sei_lang lang = sample.size < least ? SEI_LANG_NONE : sei_language_guess(sei_buf_str(&sample));
    sei_buf_fini(&sample);
    return lang;
}

/* "zh_CN" → "zh-CN". */
static sei_str well_formed_tag(sei_arena *arena, sei_str tag) {
    char *out = sei_arena_alloc(arena, tag.size);
    for (size_t i = 0; i < tag.size; i++)
        out[i] = tag.at[i] == '_' ? '-' : tag.at[i];
    return (sei_str){out, tag.size};
}

/* The language that a note says it is written in. *tag: as it is written there. */
static sei_lang given_lang(const sei_manuscript *manuscript, sei_str *tag) {
    *tag = sei_metadata_text(manuscript, "lang");
    *tag = tag->size > 0 ? *tag : sei_metadata_text(manuscript, "language");
    return sei_lang_parse(*tag);
}

/* --lang, else what the source says, else the text. */
static void fill_lang(sei_assembly *assembly, const sei_manuscript *manuscript, sei_lang wanted) {
    sei_book_info *info = &assembly->book.info;
    sei_str tag;
    sei_lang given = given_lang(manuscript, &tag);
    info->lang = wanted != SEI_LANG_NONE  ? wanted
                 : given != SEI_LANG_NONE ? given
                                          : guess_lang(assembly, assembly->root, info->title, 0);
    info->lang_tag = given != SEI_LANG_NONE && info->lang == given
                         ? well_formed_tag(assembly->arena, tag)
                         : sei_str_from(sei_lang_tag(info->lang));
}

/* A chapter that says nothing of its language is in the book's, unless there is enough of its text
 * to tell that it is in another. */
static void fill_chapter_langs(sei_assembly *assembly) {
    const sei_node *root = assembly->root;
    for (sei_node *node = assembly->root; node; node = sei_node_next(root, node)) {
        if (node->kind != SEI_NODE_CHAPTER || node->as.chapter.lang != SEI_LANG_NONE)
            continue;
        sei_lang lang = guess_lang(assembly, node, node->as.chapter.title, CHAPTER_SAMPLE_MIN);
        node->as.chapter.lang = lang == assembly->book.info.lang ? SEI_LANG_NONE : lang;
    }
}

static sei_node *add_part(sei_assembly *assembly, sei_node *parent, const sei_plan_entry *entry) {
    sei_node *part = sei_node_new(assembly->arena, SEI_NODE_PART, entry->source, entry->offset);
    sei_manuscript *manuscript = entry->manuscript;
    part->as.chapter.title = entry->title;
    part->as.chapter.show_title = true;
    sei_node_append(parent, part);
    if (entry->heading)
        sei_targets_add_heading(&manuscript->primary, entry->heading, part, manuscript->source);
    if (entry->is_index)
        manuscript->start = part;
    return part;
}

static sei_node *add_chapter(sei_assembly *assembly, sei_node *parent,
                             const sei_plan_entry *entry) {
    sei_manuscript *manuscript = entry->shown.manuscript;
    sei_node *chapter =
        sei_splice_chapter(assembly, parent, &entry->shown, entry->title, entry->title_leads);
    sei_str tag;
    chapter->as.chapter.lang = given_lang(manuscript, &tag);
    bool is_first = !manuscript->start || manuscript->start->kind == SEI_NODE_EMBEDDED;
    manuscript->start = is_first ? chapter : manuscript->start;
    return chapter;
}

/* Links to the source itself lead to the book's start: chapters like to link back to their map. */
static void bind_source(sei_assembly *assembly, const sei_plan *plan) {
    sei_manuscript *manuscript = plan->manuscript;
    if (!manuscript->start)
        manuscript->start = assembly->root->first;
    if (plan->heading) {
        sei_targets_add_heading(&manuscript->primary, plan->heading, assembly->root->first,
                                manuscript->source);
    }
}

/* The plan's entries as a tree: each in the nearest part before it that is less deep. */
static void build(sei_assembly *assembly, const sei_plan *plan) {
    sei_node *open = assembly->root;
    for (size_t i = 0; i < plan->entries.size; i++) {
        const sei_plan_entry *entry = &plan->entries.at[i];
        while (open != assembly->root && open->as.chapter.depth >= entry->depth)
            open = open->parent;
        sei_node *made =
            entry->is_part ? add_part(assembly, open, entry) : add_chapter(assembly, open, entry);
        made->as.chapter.depth = entry->depth;
        open = entry->is_part ? made : open;
    }
    bind_source(assembly, plan);
}

static size_t embed_budget(size_t input) {
    size_t by_input =
        input < SIZE_MAX / SEI_LIMIT_EMBED_FACTOR ? input * SEI_LIMIT_EMBED_FACTOR : SIZE_MAX;
    return by_input > SEI_LIMIT_EMBED_BYTES ? by_input : SEI_LIMIT_EMBED_BYTES;
}

sei_book *sei_assemble(const sei_assemble_request *request, sei_assemble_wishes *wishes,
                       sei_status *status) {
    sei_assembly *assembly = new_assembly(request);
    sei_planner planner = {.request = request,
                           .assembly = assembly,
                           .wishes = wishes,
                           .glob_steps = SEI_LIMIT_GLOB_STEPS};
    sei_map_init(&planner.listed, request->arena);
    sei_map_init(&planner.counted, request->arena);
    if (!sei_plan_make(&planner, status))
        return NULL;
    const sei_plan *plan = &planner.plan;
    assembly->embed_budget = embed_budget(planner.bytes);
    sei_metadata_fill(assembly, plan->manuscript, plan->title, plan->name);
    build(assembly, plan);
    sei_link_bind(assembly);
    fill_lang(assembly, plan->manuscript, request->lang);
    if (request->kind != SEI_ASSEMBLE_NOTE && request->lang == SEI_LANG_NONE)
        fill_chapter_langs(assembly);
    assembly->is_many = request->kind != SEI_ASSEMBLE_NOTE;
    return &assembly->book;
}

void sei_assemble_finish(sei_book *book, const sei_style *style) {
    sei_assembly *assembly = (sei_assembly *)(void *)book;
    if (style && style->study.has_exercises)
        sei_exercise_gather(assembly);
    struct sei_index *index = style ? sei_index_gather(assembly, style) : NULL;
    if (style)
        sei_study(assembly, style);
    sei_index_add(assembly, index);
    sei_address_add(assembly);
    sei_seal(assembly);
}

const sei_file_info *sei_assemble_inputs(const sei_book *book, size_t *count) {
    const sei_assembly *assembly = (const sei_assembly *)(const void *)book;
    *count = assembly->inputs.size;
    return assembly->inputs.at;
}
