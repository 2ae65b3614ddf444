/* A style file with bytes changed or cut off: it loads, or says what is wrong; nothing else. */
#include "sample.h"

static void load_bytes(sample *s, sei_str bytes) {
    char path[128];
    sei_arena_mark mark = sei_arena_mark_take(&s->arena);
    snprintf(path, sizeof path, "%s/t.yaml", s->folder);
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(bytes.at, 1, bytes.size, file) == bytes.size && fclose(file) == 0);
    sei_diags_init(&s->diags, &s->arena);
    s->status = (sei_status){0};
    bool good = sample_load(s, "t.yaml");
    CHECK(good == (s->status.code == SEI_OK));
    CHECK(good == (s->diags.size == 0));
    if (good)
        CHECK(sei_style_measure(&s->style) <= s->style.page.width &&
              sei_style_type_height(&s->style) <= s->style.page.height);
    sei_arena_mark_release(&s->arena, mark);
}

TEST(a_damaged_style_loads_or_says_why) {
    static const char changes[] = "\n:{}[]\"#-9 \x80";
    sample s;
    sei_str base = SEI_STR("");
    sample_open(&s);
    CHECK(sei_root_read(&s.styles, &s.arena, SEI_STR("base.yaml"), 1 << 20, &base, &s.status));
    char *bytes = (char *)(uintptr_t)sei_arena_copy(&s.arena, base).at;
    for (size_t at = 0; at < base.size; at += 5) {
        char kept = bytes[at];
        bytes[at] = changes[at / 5 % (sizeof changes - 1)];
        load_bytes(&s, (sei_str){bytes, base.size});
        bytes[at] = kept;
    }
    for (size_t size = 0; size < base.size; size += 13)
        load_bytes(&s, (sei_str){bytes, size});
    strcpy(s.made[s.made_count++], sei_arena_print(&s.arena, "%s/t.yaml", s.folder).at);
    sample_close(&s);
}

int main(void) {
    RUN(a_damaged_style_loads_or_says_why);
    return TEST_RESULT();
}
