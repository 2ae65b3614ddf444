/* Terms to learn → what a red sheet hides, or blanks to fill in with their answers behind.
 *
 * What a term is, the style says: a highlight, a bold word or both (study.highlight, study.bold). A
 * blank is a link to its answer, the answer a link back, so that print and e-readers agree; the
 * blanks of a chapter are numbered from 1. Runs when links are bound and before anything has its
 * number. The rule that is easy to break: a term gives nothing away twice, so that headings, whose
 * text also stands in the contents and at the page's head, keep what they have. */
#include "book/assembly.h"

/* Level of the heading above the answers where a chapter has no headings of its own. */
#define ANSWERS_LEVEL 2

typedef struct study_walk {
    sei_assembly *assembly;
    const sei_style *style;
    sei_node *chapter;  /* at hand */
    sei_node *answers;  /* of it: a LIST, NULL until it has a blank */
    sei_node *appendix; /* CHAPTER with the answers of all, NULL until there is one */
    uint32_t count;     /* blanks of the chapter */
} study_walk;

static sei_node *new_node(const study_walk *study, sei_node_kind kind, const sei_node *place) {
    return sei_node_new(study->assembly->arena, kind, place->source, place->offset);
}

static void move_children(sei_node *from, sei_node *to) {
    while (from->first) {
        sei_node *child = from->first;
        sei_node_unlink(child);
        sei_node_append(to, child);
    }
}

/* --- which terms ----------------------------------------------------------------------------- */

static const sei_node *leaf_of(const sei_node *node) {
    while (sei_node_shape_of(node->kind) == SEI_SHAPE_INLINE)
        node = node->parent;
    return node;
}

/* Text that names what follows: it must be read. */
static bool is_title(const sei_node *leaf) {
    return leaf->kind == SEI_NODE_HEADING || leaf->kind == SEI_NODE_CALLOUT_TITLE ||
           leaf->kind == SEI_NODE_CAPTION || leaf->kind == SEI_NODE_FIGURE ||
           (leaf->kind == SEI_NODE_CELL && leaf->parent->kind == SEI_NODE_ROW &&
            (leaf->parent->as.row.is_head || leaf->as.cell.is_head));
}

static bool ends_line(const sei_node *neighbour) {
    return !neighbour || neighbour->kind == SEI_NODE_LINE_BREAK;
}

/* Bold print alone on its lines is a title, too. */
static bool is_lead(const sei_node *strong) {
    return strong->parent->kind == SEI_NODE_PARAGRAPH && ends_line(strong->previous) &&
           ends_line(strong->next);
}

bool sei_study_is_title(const sei_node *node) {
    return is_title(leaf_of(node)) || (node->kind == SEI_NODE_STRONG && is_lead(node));
}

static sei_study_term wish_of(const study_walk *study, const sei_node *node) {
    if (node->kind == SEI_NODE_HIGHLIGHT)
        return study->style->study.highlight;
    return node->kind == SEI_NODE_STRONG && !is_lead(node) ? study->style->study.bold
                                                           : SEI_STUDY_AS_IT_IS;
}

static bool is_in_link(const sei_node *node) {
    const sei_node *link = sei_node_ancestor(node, SEI_NODE_LINK);
    return link && leaf_of(link) == leaf_of(node);
}

/* --- blanks and answers ---------------------------------------------------------------------- */

int sei_study_section_level(const sei_node *chapter) {
    const sei_node *node = chapter->first;
    int level = 0;
    if (node && chapter->as.chapter.title.size > 0 && !chapter->as.chapter.show_title)
        node = node->next;
    for (; node; node = node->next)
        if (sei_node_opens_section(node) && (level == 0 || node->as.heading.level < level))
            level = node->as.heading.level;
    return level > 0 ? level : ANSWERS_LEVEL;
}

static void add_heading(const sei_assembly *assembly, sei_node *list, int level, sei_str title) {
    sei_node *heading = sei_node_new(assembly->arena, SEI_NODE_HEADING, list->source, list->offset);
    sei_node *text = sei_node_new(assembly->arena, SEI_NODE_TEXT, list->source, list->offset);
    heading->as.heading.level = level;
    heading->as.heading.is_made = true;
    text->as.text = title;
    sei_node_append(heading, text);
    sei_node_insert_before(list, heading);
}

void sei_study_add_section(sei_assembly *assembly, sei_node *chapter, sei_node *list, int level,
                           sei_str title) {
    if (chapter->last && chapter->last->kind == SEI_NODE_NOTES)
        sei_node_insert_before(chapter->last, list);
    else
        sei_node_append(chapter, list);
    add_heading(assembly, list, level, title);
}

/* The answers of the chapter as its last section, before its notes; at a book's end on a page of
 * their own, where no reader sees them beside the blanks. */
static void close_chapter(study_walk *study) {
    sei_node *chapter = study->chapter, *list = study->answers;
    const sei_lang lang = chapter->as.chapter.lang != SEI_LANG_NONE
                              ? chapter->as.chapter.lang
                              : study->assembly->book.info.lang;
    sei_study_add_section(study->assembly, chapter, list, sei_study_section_level(chapter),
                          sei_style_answers_title(lang));
    if (!study->style->study.chapter_has_answers)
        sei_node_insert_before(list->previous, new_node(study, SEI_NODE_PAGE_BREAK, list));
}

/* The answers of the chapter in the book's last chapter, below the chapter's title. */
static void add_to_appendix(study_walk *study) {
    sei_node *list = study->answers;
    if (!study->appendix) {
        study->appendix = new_node(study, SEI_NODE_CHAPTER, study->chapter);
        study->appendix->as.chapter.title =
            sei_style_answers_title(study->assembly->book.info.lang);
        study->appendix->as.chapter.show_title = study->appendix->as.chapter.is_made = true;
        study->appendix->as.chapter.depth = 1;
    }
    sei_node_append(study->appendix, list);
    if (study->chapter->as.chapter.title.size > 0)
        add_heading(study->assembly, list, ANSWERS_LEVEL, study->chapter->as.chapter.title);
}

static void place_answers(study_walk *study) {
    if (study->answers && (study->style->study.chapter_has_answers || !study->assembly->is_many))
        close_chapter(study);
    else if (study->answers)
        add_to_appendix(study);
    study->answers = NULL;
    study->count = 0;
}

/* What cannot stand in the answer, which is a link itself: links become text, and what is led to or
 * leads elsewhere stays in the sentence. */
static void clear_answer(sei_node *term) {
    sei_node *place = term, *next;
    for (sei_node *node = term->first; node; node = next) {
        next = sei_node_next(term, node);
        if (node->kind == SEI_NODE_LINK) {
            sei_node_splice_up(node);
        } else if (node->kind == SEI_NODE_NOTE_MARK || node->kind == SEI_NODE_ANCHOR) {
            sei_node_unlink(node);
            sei_node_insert_after(place, node);
            place = node;
        }
    }
}

static void bind(study_walk *study, sei_node *link, sei_node *target) {
    target->anchor = 1; /* seal.c numbers them */
    SEI_VEC_ADD(study->assembly->arena, &study->assembly->links, (sei_bound_link){link, target});
}

/* An item of the answers: what the term holds, as a link to the blank. */
static void add_answer(study_walk *study, sei_node *term, sei_node *blank_link) {
    if (!study->answers) {
        study->answers = new_node(study, SEI_NODE_LIST, term);
        study->answers->as.list.ordered = study->answers->as.list.tight = true;
        study->answers->as.list.delimiter = '.';
        study->answers->as.list.start = 1;
    }
    sei_node *item = new_node(study, SEI_NODE_ITEM, term);
    sei_node *paragraph = new_node(study, SEI_NODE_PARAGRAPH, term);
    sei_node *back = new_node(study, SEI_NODE_LINK, term);
    item->as.item.number = (int32_t)study->count;
    sei_node_append(study->answers, item);
    sei_node_append(item, paragraph);
    sei_node_append(paragraph, back);
    move_children(term, back);
    bind(study, blank_link, item);
    bind(study, back, blank_link);
}

/* Puts a blank in the term's place; returns it. */
static sei_node *make_blank(study_walk *study, sei_node *term) {
    sei_str text;
    clear_answer(term);
    text = sei_node_plain_text(study->assembly->arena, term);
    if (text.size == 0)
        return term;
    sei_node *link = new_node(study, SEI_NODE_LINK, term);
    sei_node *blank = new_node(study, SEI_NODE_BLANK, term);
    blank->as.blank.number = ++study->count;
    blank->as.blank.answer = text;
    sei_node_append(link, blank);
    sei_node_insert_before(term, link);
    sei_node_unlink(term);
    add_answer(study, term, link);
    return link;
}

/* --- the red sheet --------------------------------------------------------------------------- */

/* A highlight becomes a term; bold print stays bold around one. */
static void make_term(const study_walk *study, sei_node *node) {
    if (node->kind == SEI_NODE_HIGHLIGHT) {
        node->kind = SEI_NODE_TERM;
        return;
    }
    sei_node *term = new_node(study, SEI_NODE_TERM, node);
    move_children(node, term);
    sei_node_append(node, term);
}

/* --- the walk -------------------------------------------------------------------------------- */

/* Returns the node that stands in the place now; what is in it has been seen to. */
static sei_node *take_term(study_walk *study, sei_node *node, sei_study_term wish) {
    if (is_title(leaf_of(node)) || (wish == SEI_STUDY_BLANK && is_in_link(node)))
        return node;
    if (wish == SEI_STUDY_BLANK)
        return make_blank(study, node);
    make_term(study, node);
    return node;
}

void sei_study(sei_assembly *assembly, const sei_style *style) {
    study_walk study = {.assembly = assembly, .style = style};
    sei_node *root = assembly->root, *next;
    if (style->study.highlight == SEI_STUDY_AS_IT_IS && style->study.bold == SEI_STUDY_AS_IT_IS)
        return;
    for (sei_node *node = root; node; node = next) {
        const sei_study_term wish = wish_of(&study, node);
        if (node->kind == SEI_NODE_CHAPTER) {
            place_answers(&study);
            study.chapter = node;
        }
        next = wish == SEI_STUDY_AS_IT_IS ? sei_node_next(root, node)
                                          : sei_node_skip(root, take_term(&study, node, wish));
    }
    place_answers(&study);
    if (study.appendix)
        sei_node_append(root, study.appendix);
}
