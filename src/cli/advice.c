/* A finished imposition → how to print, fold and cut it, in two or three lines. Nobody should have
 * to know what a signature is to get a booklet. */
#include "cli/advice.h"

#define THICK 20      /* sheets of office paper that a stapler and a fold still take */
#define THICK_SPLIT 4 /* sheets in a signature, when a pile is thicker */

static void say(sei_str text) {
    sei_session_say(SEI_STR(""), text);
}

/* How the printer is to be set. */
static void say_printing(sei_arena *arena, const sei_imposition *imposition, uint32_t sheets,
                         bool has_backs) {
    const char *paper = sheets == 1 ? "1 sheet" : sei_arena_print(arena, "%u sheets", sheets).at;
    const char *edge = imposition->turns_on_long_edge ? "long" : "short";
    if (!has_backs)
        say(SEI_STR("to print: 1 sheet, on one side, at 100 %"));
    else if (imposition->sides == SEI_IMPOSE_BOTH)
        say(sei_arena_print(arena,
                            "to print: %s, on both sides, turned over the %s edge, at 100 %%",
                            paper, imposition->scheme == SEI_IMPOSE_PAD4 ? "long" : edge));
    else
        say(sei_arena_print(arena, "to print: the %s of %s; %s, at 100 %%",
                            imposition->sides == SEI_IMPOSE_FRONT ? "fronts" : "backs", paper,
                            imposition->sides == SEI_IMPOSE_FRONT
                                ? "then the pile again with --sides back"
                                : "onto the pile that has its fronts"));
}

static void say_folding(sei_arena *arena, uint32_t sheets) {
    say(SEI_STR("to bind: fold the pile in the middle, first page outside, and staple it in the "
                "fold"));
    if (sheets > THICK)
        say(sei_arena_print(arena,
                            "%u sheets are thick to fold and staple: --impose saddle:%d makes "
                            "thinner ones to sew",
                            (unsigned)sheets, THICK_SPLIT));
}

/* What is to be done with the paper. */
static void say_binding(sei_arena *arena, const sei_imposition *imposition, uint32_t sheets) {
    switch (imposition->scheme) {
    case SEI_IMPOSE_SADDLE:
        if (imposition->signature && imposition->signature < sheets)
            say(sei_arena_print(arena,
                                "to bind: fold each %u sheets together, lay the folded ones in a "
                                "row and sew or glue their backs",
                                (unsigned)imposition->signature));
        else
            say_folding(arena, sheets);
        break;
    case SEI_IMPOSE_ZINE8:
        say(SEI_STR("to fold: once along the sheet's length, then into eighths; cut the line in "
                    "the middle, push the ends together and fold round the cover"));
        break;
    case SEI_IMPOSE_TWO_UP:
    case SEI_IMPOSE_PAD4:
    case SEI_IMPOSE_NONE:
        break;
    }
}

void sei_advice_say(sei_session *session, const sei_job_result *result) {
    const sei_imposition *imposition = &result->imposition;
    sei_arena *arena = &session->arena;
    if (imposition->scheme == SEI_IMPOSE_NONE)
        return;
    const uint32_t sheets = sei_impose_sheet_count(imposition->scheme, (uint32_t)result->pages);
    const bool has_backs = imposition->scheme != SEI_IMPOSE_ZINE8 &&
                           !(imposition->scheme == SEI_IMPOSE_TWO_UP && result->pages <= 2);
    say_printing(arena, imposition, sheets, has_backs);
    say_binding(arena, imposition, sheets);
}
