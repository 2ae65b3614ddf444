/* Where a note's front matter is: between a first line "---" and the next line "---" or "...". */
#include "yaml/yaml.h"

/* The line that begins at `at`, without its end; *next is behind it. */
static sei_str line_at(sei_str text, size_t at, size_t *next) {
    size_t end = sei_str_find_byte(text, '\n', at);
    *next = end == SEI_STR_NONE ? text.size : end + 1;
    sei_str line = sei_str_slice(text, at, end == SEI_STR_NONE ? text.size : end);
    if (line.size && line.at[line.size - 1] == '\r')
        line.size--;
    return line;
}

static bool is_fence(sei_str line, sei_str fence) {
    if (!sei_str_starts(line, fence))
        return false;
    return sei_str_trim_ascii(sei_str_slice(line, fence.size, line.size)).size == 0;
}

bool sei_yaml_front_matter(sei_str note, sei_str *yaml, sei_str *body) {
    size_t start = sei_str_starts(note, SEI_STR("\xEF\xBB\xBF")) ? 3 : 0;
    size_t at = 0;
    if (!is_fence(line_at(note, start, &at), SEI_STR("---")) || at == note.size)
        return false;
    for (size_t from = at; at < note.size;) {
        size_t line_start = at;
        sei_str line = line_at(note, at, &at);
        if (is_fence(line, SEI_STR("---")) || is_fence(line, SEI_STR("..."))) {
            *yaml = sei_str_slice(note, from, line_start);
            *body = sei_str_slice(note, at, note.size);
            return true;
        }
    }
    return false;
}
