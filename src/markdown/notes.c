/* Footnotes: marks find their notes by folded label, notes are put in the order of their first
 * marks.
 *
 * Marks of the text come first, then those within notes, in the order in which the notes are
 * printed. A note without a mark keeps number 0 and stands at the end; so does a second definition
 * of a label. */
#include "markdown/build.h"
#include "unicode/unicode.h"

static void report(sei_build *build, sei_diag_id id, const sei_node *node, const char *format) {
    sei_diag_add(build->scan->diags, id, build->scan->source, node->offset, format,
                 SEI_STR_ARG(node->as.note.label));
}

/* Takes the body out of the text. */
void sei_notes_add(sei_build *build, sei_node *note) {
    sei_node_unlink(note);
    SEI_VEC_ADD(build->scratch, &build->notes, note);
    if (note->as.note.label.size == 0)
        return;
    sei_str key = sei_unicode_fold(build->scratch, note->as.note.label);
    if (sei_map_find(&build->notes_by_label, key)) {
        report(build, SEI_DIAG_NOTE_DUPLICATE, note,
               "the footnote [^%.*s] is defined twice; the first definition is used");
        note->anchor = 1; /* cleared below: it is no longer to be reported as unused */
    } else {
        sei_map_add(&build->notes_by_label, key, note);
    }
}

static sei_node *note_of(sei_build *build, const sei_node *mark) {
    sei_node *note = build->inline_notes[mark->id - 1];
    if (note || mark->as.note.label.size == 0)
        return note;
    return sei_map_find(&build->notes_by_label,
                        sei_unicode_fold(build->scratch, mark->as.note.label));
}

/* Without a note, a mark is the text that was written. */
static void make_text(sei_build *build, sei_node *mark) {
    sei_str text = mark->as.note.label.size
                       ? sei_arena_print(build->arena, "[^%.*s]", SEI_STR_ARG(mark->as.note.label))
                       : SEI_STR("");
    report(build, SEI_DIAG_NOTE_UNDEFINED, mark, "the footnote [^%.*s] is not defined");
    mark->kind = SEI_NODE_TEXT;
    mark->as.note.note = NULL;
    mark->as.text = text;
}

/* Binds the marks below `root`; notes that get their first one join the end of `notes`. */
static void bind_below(sei_build *build, sei_node *root, sei_node *notes, bool counts) {
    for (sei_node *node = root; node; node = sei_node_next(root, node)) {
        if (node->kind != SEI_NODE_NOTE_MARK || node->id == 0)
            continue;
        sei_node *note = note_of(build, node);
        node->id = 0;
        if (!note) {
            make_text(build, node);
            continue;
        }
        node->as.note.note = note;
        if (!counts)
            continue;
        node->as.note.mark_count = ++note->as.note.mark_count;
        if (!note->parent) {
            note->as.note.number = notes->last ? notes->last->as.note.number + 1 : 1;
            sei_node_append(notes, note);
        }
        node->as.note.number = note->as.note.number;
    }
}

static void add_unused(sei_build *build, sei_node *notes) {
    for (size_t i = 0; i < build->notes.size; i++) {
        sei_node *note = build->notes.at[i];
        bool is_duplicate = note->anchor != 0;
        note->anchor = 0;
        if (note->parent)
            continue;
        if (!is_duplicate)
            report(build, SEI_DIAG_NOTE_UNUSED, note, "the footnote [^%.*s] is never used");
        sei_node_append(notes, note);
        bind_below(build, note, notes, false);
    }
}

void sei_notes_bind(sei_build *build) {
    sei_node *notes = sei_node_new(build->arena, SEI_NODE_NOTES, build->root->source,
                                   build->notes.size ? build->notes.at[0]->offset : 0);
    bind_below(build, build->root, notes, true);
    for (sei_node *note = notes->first; note; note = note->next)
        bind_below(build, note, notes, true);
    add_unused(build, notes);
    if (notes->first)
        sei_node_append(build->root, notes);
}
