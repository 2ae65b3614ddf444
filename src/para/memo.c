/* Two small caches that outlive a paragraph. Both only save work or repetition: what they answer
 * depends on their arguments alone. */
#include "para/memo.h"

#include "base/diag.h"
#include "base/utf8.h"
#include "doc/node.h"

#define TRIM_SLOTS 512u
#define TRIM_TOLERANCE 60 /* em/1000 */

typedef struct trim {
    const sei_face *face;
    uint32_t glyph;
    uint8_t class; /* 0: free */
    bool fits;
} trim;

struct sei_para_reported {
    uint32_t *code_points; /* open addressing; 0 is free */
    size_t count, room;    /* room is a power of two */
    trim trims[TRIM_SLOTS];
};

static struct sei_para_reported *memo_of(sei_passage *passage) {
    sei_para_context *context = passage->context;
    if (!context->reported) {
        struct sei_para_reported *memo = SEI_NEW(context->arena, struct sei_para_reported);
        memo->room = 64;
        memo->code_points = SEI_NEW_ARRAY(context->arena, uint32_t, memo->room);
        context->reported = memo;
    }
    return context->reported;
}

static size_t slot_of(const uint32_t *code_points, size_t room, uint32_t code_point) {
    size_t at = (code_point * 2654435761u) & (room - 1);
    while (code_points[at] != 0 && code_points[at] != code_point)
        at = (at + 1) & (room - 1);
    return at;
}

/* True when the code point was not there yet. */
static bool add_code_point(sei_passage *passage, uint32_t code_point) {
    struct sei_para_reported *memo = memo_of(passage);
    size_t at = slot_of(memo->code_points, memo->room, code_point);
    if (memo->code_points[at] == code_point)
        return false;
    memo->code_points[at] = code_point;
    memo->count++;
    if (memo->count * 2 > memo->room) {
        size_t room = memo->room * 2;
        uint32_t *larger = SEI_NEW_ARRAY(passage->context->arena, uint32_t, room);
        for (size_t i = 0; i < memo->room; i++)
            if (memo->code_points[i] != 0)
                larger[slot_of(larger, room, memo->code_points[i])] = memo->code_points[i];
        memo->code_points = larger;
        memo->room = room;
    }
    return true;
}

void sei_memo_report_missing(sei_passage *passage, const sei_cluster *cluster,
                             uint32_t code_point) {
    if (!add_code_point(passage, code_point))
        return;
    const sei_span *span = &passage->spans[cluster->span];
    const sei_source *source = NULL;
    size_t offset = 0;
    if (span->node && passage->context->sources) {
        source = passage->context->sources[span->node->source];
        offset = (size_t)span->node->offset + span->node_offset +
                 (cluster->text_at - passage->span_starts[cluster->span]);
    }
    char character[5] = {0};
    (void)sei_utf8_encode(character, code_point);
    sei_diag_add(passage->context->diags, SEI_DIAG_GLYPH_MISSING, source, offset,
                 "no font has the character U+%04X %s; install %s", (unsigned)code_point, character,
                 sei_font_package_for(code_point));
}

static bool ink_fits(const sei_segment *segment, uint32_t glyph, sei_jlreq_class class) {
    int box[4];
    if (!sei_face_ink(segment->face, glyph, box))
        return false;
    int64_t em = segment->units_per_em, slack = em * TRIM_TOLERANCE / 1000;
    switch (class) {
    case SEI_CLASS_OPENING:
        return box[0] >= em / 2 - slack;
    case SEI_CLASS_DOT:
        return box[0] >= em / 4 - slack && box[2] <= em - em / 4 + slack;
    default:
        return box[2] <= em / 2 + slack;
    }
}

bool sei_memo_is_trimmable(sei_passage *passage, const sei_segment *segment, uint32_t glyph,
                           sei_jlreq_class class) {
    trim *slot = &memo_of(passage)->trims[(glyph * 31u + class) % TRIM_SLOTS];
    if (slot->class != class || slot->glyph != glyph || slot->face != segment->face)
        *slot = (trim){segment->face, glyph, class, ink_fits(segment, glyph, class)};
    return slot->fits;
}
