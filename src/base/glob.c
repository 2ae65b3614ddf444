/* A pattern with *, ** and ? against a path. No recursion: after a mismatch only the last star is
 * tried again with one character (or, for **, one folder) more, since what an earlier one could
 * take the later one can take as well. So a match costs at most pattern times path. */
#include "base/glob.h"

#include "base/utf8.h"

/* Where to go on after a mismatch: behind the star, with the text it has taken so far. */
typedef struct star {
    bool is_set;
    size_t pattern, text;
} star;

static bool spend(size_t *steps) {
    if (*steps > 0)
        --*steps;
    return *steps > 0;
}

/* One name against one name of the pattern. */
static bool match_name(sei_str pattern, sei_str name, size_t *steps) {
    star last = {false, 0, 0};
    size_t p = 0, n = 0;
    while (n < name.size && spend(steps)) {
        size_t p_next = p, n_next = n;
        uint32_t want = p < pattern.size ? sei_utf8_next(pattern, &p_next) : 0;
        uint32_t have = sei_utf8_next(name, &n_next);
        if (want == '*') {
            last = (star){true, p_next, n};
            p = p_next;
        } else if (p < pattern.size && (want == '?' || want == have)) {
            p = p_next;
            n = n_next;
        } else if (last.is_set) {
            sei_utf8_next(name, &last.text);
            p = last.pattern;
            n = last.text;
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.at[p] == '*')
        p++;
    return n == name.size && p == pattern.size;
}

/* The name that begins at `at`; *next is where the one behind it begins, past the end when there is
 * none. */
static sei_str name_at(sei_str path, size_t at, size_t *next) {
    size_t slash = sei_str_find_byte(path, '/', at);
    size_t end = slash == SEI_STR_NONE ? path.size : slash;
    *next = end + 1;
    return sei_str_slice(path, at, end);
}

bool sei_glob_match(sei_str pattern, sei_str path, size_t *steps) {
    star last = {false, 0, 0};
    size_t p = 0, n = 0;
    while (n <= path.size && spend(steps)) {
        size_t p_next = p, n_next;
        bool has_want = p <= pattern.size;
        sei_str want = has_want ? name_at(pattern, p, &p_next) : SEI_STR("");
        sei_str have = name_at(path, n, &n_next);
        if (has_want && sei_str_equal(want, SEI_STR("**"))) {
            last = (star){true, p_next, n};
            p = p_next;
        } else if (has_want && match_name(want, have, steps)) {
            p = p_next;
            n = n_next;
        } else if (last.is_set) {
            name_at(path, last.text, &last.text);
            p = last.pattern;
            n = last.text;
        } else {
            return false;
        }
    }
    return *steps > 0 && n > path.size && p > pattern.size;
}
