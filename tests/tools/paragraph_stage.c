/* The paragraph stage alone: sets every line of a file as a paragraph, for the benchmark, which
 * counts what total-fit costs beside first-fit.
 *     paragraph_stage start|first|total FILE
 * `start` opens the fonts and sets nothing: what both pay before they begin. */
#include "para/fixture.h"

#include <stdlib.h>

static sei_str read_file(sei_arena *arena, const char *path) {
    FILE *file = fopen(path, "rb");
    long size = 0;
    if (!file || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0) {
        fprintf(stderr, "paragraph_stage: cannot read %s\n", path);
        exit(1);
    }
    rewind(file);
    char *bytes = sei_arena_alloc(arena, (size_t)size + 1);
    const size_t count = fread(bytes, 1, (size_t)size, file);
    fclose(file);
    return (sei_str){bytes, count};
}

int main(int argc, char **argv) {
    fixture f;
    if (argc != 3) {
        fprintf(stderr, "usage: paragraph_stage start|first|total FILE\n");
        return 2;
    }
    fixture_open(&f);
    sei_str rest = read_file(&f.arena, argv[2]), line;
    f.style.first_fit = !strcmp(argv[1], "first");
    f.style.measure = 40 * EM;
    uint64_t lines = 0;
    while (strcmp(argv[1], "start") != 0 && sei_str_split(&rest, '\n', &line)) {
        const sei_span span = fixture_span(&f, line);
        lines += line.size ? sei_para_set(&f.context, &f.style, &span, 1).count : 0;
    }
    printf("%llu lines\n", (unsigned long long)lines);
    fixture_close(&f);
    return TEST_RESULT();
}
