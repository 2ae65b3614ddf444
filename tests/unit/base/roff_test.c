/* Roff: no text becomes a request or an escape. */
#include "base/roff.h"

#include "test.h"

TEST(text_is_escaped) {
    sei_memory memory;
    sei_buf out;
    sei_memory_init(&memory, sei_allocator_system(), 0);
    sei_buf_init(&out, &memory);
    sei_roff_add_text(&out, SEI_STR(".so a\n'b --c \\d. 製本"));
    CHECK_STR(sei_buf_str(&out), "\\&.so a\n\\&'b \\-\\-c \\ed. 製本");
    sei_buf_clear(&out);
    sei_roff_add_term(&out, SEI_STR("-o"), SEI_STR("FILE"), SEI_STR(".x"));
    CHECK_STR(sei_buf_str(&out), ".TP\n\\fB\\-o\\fR \\fIFILE\\fR\n\\&.x\n");
    sei_memory_fini(&memory);
}

int main(void) {
    RUN(text_is_escaped);
    return TEST_RESULT();
}
