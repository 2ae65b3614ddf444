/* Question callouts → the exercises at their chapter's end, with the answers behind.
 *
 * The question is the callout's title and what stands before its answer. The answer is a callout in
 * it that is folded or says so (answer, success and its aliases); without one it is all below the
 * title, or below the first block where there is no title. Question and answer are items of two
 * lists, each with a link to the other. The rule that is easy to break: links may lead to a
 * callout, so that the node itself becomes the item. */
#include "book/assembly.h"

typedef struct exercise_walk {
    sei_assembly *assembly;
    sei_node *chapter;
    sei_node *questions, *answers; /* LISTs of the chapter; NULL until it has any */
} exercise_walk;

static sei_lang lang_of(const exercise_walk *walk) {
    const sei_lang lang = walk->chapter->as.chapter.lang;
    return lang == SEI_LANG_NONE ? walk->assembly->book.info.lang : lang;
}

static bool is_kind(const sei_node *node, const char *name) {
    return node->kind == SEI_NODE_CALLOUT && sei_style_callout_kind(node->as.callout.type) ==
                                                 sei_style_callout_kind(sei_str_from(name));
}

/* Only what stands in the text itself: a list or quote keeps what is in it. */
static bool is_question(const sei_node *node) {
    const sei_node *parent = node->parent;
    while (parent && (parent->kind == SEI_NODE_DIVISION || parent->kind == SEI_NODE_EMBEDDED))
        parent = parent->parent;
    return is_kind(node, "question") && parent && parent->kind == SEI_NODE_CHAPTER;
}

static bool is_answer(const sei_node *node) {
    return node->kind == SEI_NODE_CALLOUT &&
           (node->as.callout.fold == SEI_FOLD_CLOSED || is_kind(node, "success") ||
            sei_str_equal_ascii_case(node->as.callout.type, SEI_STR("answer")));
}

/* Makes an item of a callout; whether it had a title. */
static bool make_item(sei_node *callout) {
    sei_node *title = callout->first;
    const bool has_title = title->first != NULL;
    callout->kind = SEI_NODE_ITEM;
    callout->as.item.task = 0;
    callout->as.item.number = 0;
    title->kind = SEI_NODE_PARAGRAPH;
    if (!has_title)
        sei_node_unlink(title);
    return has_title;
}

/* The answer as an item, taken out of the question; NULL when there is none. */
static sei_node *take_answer(const exercise_walk *walk, sei_node *question) {
    sei_node *own = question->first;
    while (own && !is_answer(own))
        own = own->next;
    make_item(question);
    if (own) {
        make_item(own);
        sei_node_unlink(own);
        return own;
    }
    if (!question->first || !question->first->next)
        return NULL;
    sei_node *answer = sei_node_new(walk->assembly->arena, SEI_NODE_ITEM,
                                    question->first->next->source, question->first->next->offset);
    while (question->first->next) {
        sei_node *block = question->first->next;
        sei_node_unlink(block);
        sei_node_append(answer, block);
    }
    return answer;
}

static void add_item(exercise_walk *walk, sei_node **list, sei_node *item, int32_t number) {
    if (!*list) {
        *list = sei_node_new(walk->assembly->arena, SEI_NODE_LIST, item->source, item->offset);
        (*list)->as.list.ordered = true;
        (*list)->as.list.delimiter = '.';
        (*list)->as.list.start = number;
    }
    item->as.item.number = number;
    sei_node_append(*list, item);
}

/* A link to the target at the item's end, in its last paragraph or one of its own. */
static void add_link(exercise_walk *walk, sei_node *item, sei_node *target, sei_str text) {
    sei_arena *arena = walk->assembly->arena;
    sei_node *place = item->last;
    sei_node *link = sei_node_new(arena, SEI_NODE_LINK, item->source, item->offset);
    sei_node *shown = sei_node_new(arena, SEI_NODE_TEXT, item->source, item->offset);
    if (!place || place->kind != SEI_NODE_PARAGRAPH) {
        place = sei_node_new(arena, SEI_NODE_PARAGRAPH, item->source, item->offset);
        sei_node_append(item, place);
    }
    shown->as.text = text;
    sei_node_append(link, shown);
    if (place->last) {
        sei_node *space = sei_node_new(arena, SEI_NODE_TEXT, item->source, item->offset);
        space->as.text = SEI_STR(" ");
        sei_node_append(place, space);
    }
    sei_node_append(place, link);
    target->anchor = 1; /* seal.c numbers them */
    SEI_VEC_ADD(arena, &walk->assembly->links, (sei_bound_link){link, target});
}

/* Numbers the answer as its question is numbered. */
static void take_question(exercise_walk *walk, sei_node *question) {
    sei_node *answer = take_answer(walk, question);
    const sei_node *before = walk->questions ? walk->questions->last : NULL;
    const int32_t number = before ? before->as.item.number + 1 : 1;
    sei_node_unlink(question);
    add_item(walk, &walk->questions, question, number);
    if (!answer)
        return;
    add_item(walk, &walk->answers, answer, number);
    add_link(walk, question, answer, SEI_STR("→"));
    add_link(walk, answer, question, SEI_STR("←"));
}

static void close_chapter(exercise_walk *walk) {
    if (walk->questions) {
        const sei_style_exercise_titles titles = sei_style_exercise_titles_of(lang_of(walk));
        const int level = sei_study_section_level(walk->chapter);
        sei_study_add_section(walk->assembly, walk->chapter, walk->questions, level,
                              titles.questions);
        if (walk->answers)
            sei_study_add_section(walk->assembly, walk->chapter, walk->answers, level,
                                  titles.answers);
    }
    walk->questions = walk->answers = NULL;
}

void sei_exercise_gather(sei_assembly *assembly) {
    exercise_walk walk = {.assembly = assembly};
    sei_node *root = assembly->root, *next;
    for (sei_node *node = root; node; node = next) {
        if (node->kind == SEI_NODE_CHAPTER) {
            if (walk.chapter)
                close_chapter(&walk);
            walk.chapter = node;
        }
        const bool is_taken = is_question(node);
        next = is_taken ? sei_node_skip(root, node) : sei_node_next(root, node);
        if (is_taken)
            take_question(&walk, node);
    }
    if (walk.chapter)
        close_chapter(&walk);
}
