/* What the tests of para share: the bundled fonts, a context, and short ways to set text. */
#ifndef SEI_TEST_PARA_FIXTURE_H
#define SEI_TEST_PARA_FIXTURE_H

#include "base/buf.h"
#include "para/para.h"
#include "test.h"

#define EM 10240 /* ten points: tenths of a millimetre of an em are whole units */

typedef struct fixture {
    sei_memory memory;
    sei_arena arena, scratch;
    sei_diags diags;
    sei_font_library *library;
    sei_font_set *fonts;
    sei_root root;
    sei_para_context context;
    sei_para_style style;
    sei_text_look look;
} fixture;

static void fixture_open(fixture *f) {
    *f = (fixture){0};
    sei_status status = {0};
    sei_memory_init(&f->memory, sei_allocator_system(), 0);
    sei_arena_init(&f->arena, &f->memory);
    sei_arena_init(&f->scratch, &f->memory);
    sei_diags_init(&f->diags, &f->arena);
    sei_str folder = sei_str_from(SEI_TEST_ROOT "/fonts");
    CHECK(sei_root_open(&f->root, &f->arena, folder, &status));
    f->library = sei_font_library_open(&f->memory, &f->root, 1, false, &status);
    CHECK(f->library != NULL);
    sei_font_request request = {0};
    request.families[SEI_FACE_SERIF].regular = SEI_STR("NotoSerifJP-Regular.ttf");
    request.families[SEI_FACE_SERIF].bold = SEI_STR("NotoSerifJP-Bold.ttf");
    request.families[SEI_FACE_SANS].regular = SEI_STR("NotoSansJP-Regular.ttf");
    request.families[SEI_FACE_SANS].bold = SEI_STR("NotoSansJP-Bold.ttf");
    request.families[SEI_FACE_MONO].regular = SEI_STR("SourceCodePro-Regular.ttf");
    request.families[SEI_FACE_EMOJI].regular = SEI_STR("NotoEmoji-Regular.ttf");
    request.latin[SEI_FACE_SERIF].regular = SEI_STR("SourceSerif4-Regular.ttf");
    request.latin[SEI_FACE_SERIF].italic = SEI_STR("SourceSerif4-Italic.ttf");
    f->fonts = sei_font_set_open(f->library, &request, &status);
    if (!f->fonts)
        fprintf(stderr, "%s\n", status.message);
    CHECK(f->fonts != NULL);
    f->context = (sei_para_context){.arena = &f->arena, .scratch = &f->scratch};
    f->context.fonts = f->fonts;
    f->context.diags = &f->diags;
    f->style = (sei_para_style){.measure = 20 * EM, .size = EM, .profile = SEI_PROFILE_JLREQ};
    f->style.latin_gap = 250;
    f->style.is_justified = true;
    f->style.lang = SEI_LANG_JA;
    f->look = (sei_text_look){.role = SEI_FACE_SERIF, .size = EM};
}

static void fixture_close(fixture *f) {
    sei_font_set_close(f->fonts);
    sei_font_library_close(f->library);
    sei_root_close(&f->root);
    sei_arena_fini(&f->arena);
    sei_arena_fini(&f->scratch);
    sei_memory_fini(&f->memory);
}

static sei_span fixture_span(const fixture *f, sei_str text) {
    return (sei_span){.kind = SEI_SPAN_TEXT, .text = text, .look = f->look};
}

static inline sei_lines fixture_set(fixture *f, const char *text) {
    sei_span span = fixture_span(f, sei_str_from(text));
    return sei_para_set(&f->context, &f->style, &span, 1);
}

/* The dump of one text: items, breaks, lines. */
static inline sei_str fixture_dump(fixture *f, const char *text) {
    sei_span span = fixture_span(f, sei_str_from(text));
    sei_buf out;
    sei_buf_init(&out, &f->memory);
    sei_para_dump(&f->context, &f->style, &span, 1, &out);
    sei_str copy = sei_arena_copy(&f->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return copy;
}

/* The texts of a paragraph's lines joined by '|', dropped spaces left out. */
static inline sei_str fixture_lines(fixture *f, const sei_lines *lines) {
    sei_buf out;
    sei_buf_init(&out, &f->memory);
    for (uint32_t i = 0; i < lines->count; i++) {
        if (i > 0)
            sei_buf_add_byte(&out, '|');
        for (uint32_t k = 0; k < lines->at[i].piece_count; k++)
            if (lines->at[i].pieces[k].run)
                sei_buf_add(&out, lines->at[i].pieces[k].run->text);
    }
    sei_str copy = sei_arena_copy(&f->arena, sei_buf_str(&out));
    sei_buf_fini(&out);
    return copy;
}

#endif
