/* A manuscript → a chapter: a copy of its tree in which every embed is replaced by what it shows.
 * One walk in document order goes through the chapter and into what it splices in, so nothing
 * recurses; frames say which copy of which note a node stands in, and with that the depth, the
 * cycles and the footnotes that belong to it. Footnote bodies are copied at their first mark to the
 * chapter's end, where the same walk reaches them: numbers by first mark, marks inside notes
 * included, fall out.
 *
 * The rule that is easy to break: what the walk replaces must hand it a node to go on from. */
#include "book/splice.h"

uint32_t sei_splice_add_frame(sei_splice *splice, sei_manuscript *manuscript, const sei_node *part,
                              uint32_t parent) {
    sei_assembly *assembly = splice->assembly;
    uint32_t depth = parent ? assembly->frames.at[parent - 1].depth + 1 : 0;
    SEI_VEC_ADD(assembly->arena, &assembly->frames, (sei_frame){manuscript, part, parent, depth});
    return (uint32_t)assembly->frames.size;
}

/* An embed (or a Markdown image) → what it shows. */
static sei_node *replace_embed(sei_splice *splice, sei_node *embed) {
    sei_assembly *assembly = splice->assembly;
    sei_target *target = &embed->as.link.target;
    if (target->is_markdown_link && sei_link_has_scheme(target->path))
        return sei_picture_replace_remote(splice, embed);
    sei_link_decode(assembly->arena, target);
    if (target->path.size == 0 && (target->subpath.size > 0 || !target->is_markdown_link))
        return sei_piece_replace(splice, embed, assembly->manuscripts.at[embed->source]);
    const sei_vault_file *file = target->path.size > 0 ? sei_link_find(assembly, embed) : NULL;
    if (file && file->is_note) {
        sei_str none = {NULL, 0};
        return sei_piece_replace(splice, embed, sei_manuscript_open(assembly, file->path, none));
    }
    bool is_image = sei_asset_is_image(file ? file->path : target->path);
    if (is_image || (!file && embed->kind == SEI_NODE_IMAGE && !sei_asset_is_media(target->path))) {
        if (!file)
            sei_link_report_missing(assembly, SEI_DIAG_IMAGE_MISSING, embed);
        return sei_picture_replace(splice, embed, file);
    }
    if (file)
        return sei_picture_replace_media(splice, embed, file);
    sei_link_report_missing(assembly, SEI_DIAG_LINK_MISSING, embed);
    return sei_picture_replace(splice, embed, NULL);
}

static sei_node *add_notes(sei_splice *splice) {
    if (!splice->notes) {
        splice->notes = sei_node_new(splice->assembly->arena, SEI_NODE_NOTES,
                                     splice->chapter->source, splice->chapter->offset);
        sei_node_append(splice->chapter, splice->notes);
    }
    return splice->notes;
}

/* The copy of a manuscript's NOTE for one frame. */
static sei_node *note_copy(sei_splice *splice, const sei_node *note, uint32_t frame) {
    sei_assembly *assembly = splice->assembly;
    sei_str key =
        sei_arena_print(assembly->arena, "%lx %lx", (unsigned long)frame, (unsigned long)note->id);
    sei_node *copy = sei_map_find(&assembly->notes, key);
    if (!copy) {
        sei_node *notes = add_notes(splice);
        copy = sei_node_copy(assembly->arena, note);
        copy->id = frame;
        copy->as.note.number = notes->last ? notes->last->as.note.number + 1 : 1;
        copy->as.note.mark_count = 0;
        sei_map_add(&assembly->notes, key, copy);
        sei_node_append(notes, copy);
    }
    return copy;
}

static void bind_mark(sei_splice *splice, sei_node *mark) {
    if (!mark->as.note.note) { /* markdown leaves undefined marks as text; be it so here */
        sei_str label = mark->as.note.label;
        sei_slot_replace_by_text(
            splice, mark, sei_arena_print(splice->assembly->arena, "[^%.*s]", SEI_STR_ARG(label)));
        return;
    }
    sei_node *note = note_copy(splice, mark->as.note.note, sei_link_frame(mark));
    mark->as.note.note = note;
    mark->as.note.number = note->as.note.number;
    mark->as.note.mark_count = ++note->as.note.mark_count;
}

static void expand(sei_splice *splice) {
    sei_node *node = splice->chapter;
    while (node) {
        if (node->kind == SEI_NODE_EMBED || node->kind == SEI_NODE_IMAGE) {
            node = replace_embed(splice, node);
            continue;
        }
        if (node->kind == SEI_NODE_NOTE_MARK)
            bind_mark(splice, node);
        node = sei_node_next(splice->chapter, node);
    }
}

/* A title that another note gave the chapter takes the place of its heading's text. */
static void retitle(sei_splice *splice, sei_node *heading) {
    sei_arena *arena = splice->assembly->arena;
    sei_str title = splice->chapter->as.chapter.title;
    if (sei_str_equal(sei_manuscript_plain_text(arena, heading), title))
        return;
    while (heading->first)
        sei_node_unlink(heading->first);
    sei_node *text = sei_node_new(arena, SEI_NODE_TEXT, heading->source, heading->offset);
    text->as.text = title;
    sei_node_append(heading, text);
}

sei_node *sei_splice_chapter(sei_assembly *assembly, sei_node *parent, const sei_piece *shown,
                             sei_str title, bool title_leads) {
    sei_manuscript *manuscript = shown->manuscript;
    bool is_start = shown->first == manuscript->tree->first; /* also of an empty note */
    sei_node *chapter = sei_node_new(assembly->arena, SEI_NODE_CHAPTER, manuscript->source->number,
                                     is_start ? 0 : shown->first->offset);
    sei_splice splice = {assembly, chapter, NULL};
    chapter->as.chapter.title = title;
    chapter->as.chapter.show_title = title.size > 0 && !title_leads;
    chapter->id = sei_splice_add_frame(&splice, manuscript, shown->part, 0);
    sei_node_append(parent, chapter);
    sei_piece_copy(assembly->arena, shown, chapter);
    if (title_leads)
        retitle(&splice, chapter->first);
    expand(&splice);
    return chapter;
}
