/* What the breaker saw and what came of it, as text: nearly every test of setting reads this. */
#include "para/dump.h"

#include "base/diag.h"

static const char *const shrink_names[SEI_SHRINK_STEPS] = {
    "none", "word", "dot", "punctuation", "comma", "latin", "stop",
};
static const char *const stretch_names[SEI_STRETCH_STEPS] = {
    "none", "word", "latin", "solid", "all", "letter",
};
static const char *const tail_names[] = {"full", "cut", "hang"};

static int per_mille(const sei_items *items, int64_t length) {
    int64_t size = items->size > 0 ? items->size : 1;
    return (int)((length * 1000 + (length < 0 ? -size / 2 : size / 2)) / size);
}

static void dump_item(sei_buf *out, const sei_passage *passage, const sei_items *items,
                      const sei_item *item) {
    uint32_t end = sei_passage_end_of(passage, item->cluster);
    const sei_cluster *cluster = &passage->clusters[item->cluster];
    sei_json_escape(out, sei_str_slice(passage->text, cluster->text_at, end));
    sei_buf_print(out, " cl-%02d body=%d", cluster->class, per_mille(items, item->body));
    sei_buf_print(out, " gap=%d", per_mille(items, item->gap));
    if (item->shrink_step != SEI_SHRINK_NONE) {
        sei_buf_print(out, " shrink=%s:%d", shrink_names[item->shrink_step],
                      per_mille(items, item->shrink));
    }
    if (item->stretch_step != SEI_STRETCH_NONE) {
        sei_buf_print(out, " stretch=%s:%d", stretch_names[item->stretch_step],
                      per_mille(items, item->stretch));
    }
    if (item->tail != 0 || item->tail_cut != 0) {
        sei_buf_print(out, " tail=%d/%d", per_mille(items, item->tail),
                      per_mille(items, item->tail_cut));
    }
    if (item->flags & SEI_ITEM_BREAK)
        sei_buf_print(out, " break=%d", item->penalty);
    sei_buf_add_byte(out, '\n');
}

void sei_dump_items(sei_buf *out, const sei_passage *passage, const sei_items *items,
                    const sei_broken *broken, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const sei_broken_line *line = &broken->at[i];
        for (uint32_t k = line->from; k < line->to; k++)
            dump_item(out, passage, items, &items->at[k]);
        sei_buf_print(out, "| need=%d cost=%d tail=%s%s%s\n", per_mille(items, line->fit.need),
                      (int)line->fit.cost, tail_names[line->fit.tail], line->is_last ? " last" : "",
                      line->fit.is_over ? " over" : "");
    }
}

static void print_points(sei_buf *out, int64_t length) {
    char text[32];
    int size = sei_length_print(text, length);
    sei_buf_add(out, (sei_str){text, (size_t)size});
}

void sei_dump_lines(sei_buf *out, const sei_lines *lines) {
    for (uint32_t i = 0; i < lines->count; i++) {
        const sei_line *line = &lines->at[i];
        sei_buf_print(out, "line %u ", (unsigned)i + 1);
        print_points(out, line->length);
        for (uint32_t k = 0; k < line->piece_count; k++) {
            const sei_line_piece *piece = &line->pieces[k];
            sei_buf_add_byte(out, ' ');
            print_points(out, piece->along);
            sei_buf_add_byte(out, ':');
            if (piece->run)
                sei_json_escape(out, piece->run->text);
            else
                sei_buf_add(out, SEI_STR("box"));
        }
        sei_buf_print(out, "%s%s\n", line->has_hyphen ? " hyphen" : "",
                      line->is_last ? " last" : "");
    }
}
