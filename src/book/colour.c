/* Code → runs of keywords, strings, comments, numbers and names, by the language's row in
 * colour_table.c.
 *
 * One pass from left to right: at each place the first that fits of comment, string, number and
 * word is taken. Nothing is nested and nothing is looked for twice, so that no text takes longer
 * than its length. The rule that is easy to break: what never ends (a comment, a string of several
 * lines) reaches to the end of the text; a string in a line ends with the line. */
#include "book/colour.h"

#include "base/vec.h"

#define LETTER_MAX 12 /* bytes of one character with its first quote: '\u{1F4AA}' */

typedef struct scanner {
    sei_arena *arena;
    const sei_colour_language *language;
    sei_str text;
    size_t at;
    bool at_head; /* only white space stands before `at` in its line */
    bool in_tag;  /* MARKUP */
    SEI_VEC(sei_code_run) runs;
} scanner;

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Letters of any script: what is no ASCII is one. */
static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool has_trait(const scanner *s, unsigned trait) {
    return (s->language->traits & trait) != 0;
}

static char byte_at(const scanner *s, size_t at) {
    return at < s->text.size ? s->text.at[at] : '\0';
}

static bool is_in_word(const scanner *s, size_t at) {
    const char c = byte_at(s, at);
    return is_letter(c) || is_digit(c) ||
           (c == '-' && has_trait(s, SEI_COLOUR_DASHES) && is_letter(byte_at(s, at + 1)));
}

static bool stands_at(const scanner *s, size_t at, sei_str word) {
    return sei_str_starts(sei_str_slice(s->text, at, s->text.size), word);
}

static size_t line_end(const scanner *s, size_t from) {
    const size_t end = sei_str_find_byte(s->text, '\n', from);
    return end == SEI_STR_NONE ? s->text.size : end;
}

/* Everything from `at` to `end` is of one kind. */
static bool take(scanner *s, size_t end, sei_code_kind kind) {
    const sei_code_run run = {(uint32_t)s->at, (uint32_t)(end - s->at), kind};
    SEI_VEC_ADD(s->arena, &s->runs, run);
    s->at = end;
    return true;
}

/* --- comments and strings -------------------------------------------------------------------- */

/* From `at`, which begins with `open`, behind the next `close`. */
static size_t behind_close(const scanner *s, sei_str open, sei_str close) {
    const size_t end = sei_str_find(s->text, close, s->at + open.size);
    return end == SEI_STR_NONE ? s->text.size : end + close.size;
}

static bool take_comment(scanner *s) {
    const sei_colour_language *language = s->language;
    sei_str close = sei_str_from(language->block_comment ? language->block_comment : ""), open;
    if (sei_str_split(&close, ' ', &open) && open.size && stands_at(s, s->at, open))
        return take(s, behind_close(s, open, close), SEI_CODE_COMMENT);
    if (has_trait(s, SEI_COLOUR_SPARSE) && s->at > 0 && !is_blank(s->text.at[s->at - 1]))
        return false;
    sei_str rest = sei_str_from(language->line_comments ? language->line_comments : ""), word;
    while (rest.size && sei_str_split(&rest, ' ', &word))
        if (stands_at(s, s->at, word))
            return take(s, line_end(s, s->at), SEI_CODE_COMMENT);
    return false;
}

/* The end of a string in a line that begins at `at`. */
static size_t string_end(const scanner *s) {
    const char quote = s->text.at[s->at];
    size_t i = s->at + 1;
    for (; i < s->text.size && s->text.at[i] != '\n'; i++) {
        if (s->text.at[i] == quote)
            return i + 1;
        if (s->text.at[i] == '\\' && i + 1 < s->text.size && s->text.at[i + 1] != '\n')
            i++;
    }
    return i;
}

/* 'a', '\n': one character and not, as in Rust, a lifetime. Looks no further than one is long. */
static bool take_letter(scanner *s) {
    const bool is_escape = byte_at(s, s->at + 1) == '\\';
    const char first = byte_at(s, s->at + 1);
    size_t end = s->at + (is_escape ? 3 : 2);
    while (end - s->at < LETTER_MAX && byte_at(s, end) != '\'' && byte_at(s, end) != '\n' &&
           (is_escape || ((unsigned char)byte_at(s, end) & 0xC0) == 0x80))
        end++;
    const bool is_one = byte_at(s, end) == '\'' && first != '\'' && first != '\n';
    return is_one && take(s, end + 1, SEI_CODE_STRING);
}

/* Whether the string that ends at `end` is a key: {"size": 1}. */
static bool is_key_end(const scanner *s, size_t end) {
    while (byte_at(s, end) == ' ' || byte_at(s, end) == '\t')
        end++;
    return byte_at(s, end) == ':' || (byte_at(s, end) == '=' && byte_at(s, end + 1) != '=');
}

static bool take_string(scanner *s) {
    const sei_colour_language *language = s->language;
    sei_str rest = sei_str_from(language->long_quotes ? language->long_quotes : ""), word;
    while (rest.size && sei_str_split(&rest, ' ', &word))
        if (stands_at(s, s->at, word))
            return take(s, behind_close(s, word, word), SEI_CODE_STRING);
    const char c = s->text.at[s->at];
    if (c == '\'' && has_trait(s, SEI_COLOUR_LETTERS))
        return take_letter(s);
    if (!language->quotes ||
        sei_str_find_byte(sei_str_from(language->quotes), c, 0) == SEI_STR_NONE)
        return false;
    const size_t end = string_end(s);
    const bool is_key = has_trait(s, SEI_COLOUR_KEYS) && is_key_end(s, end);
    return take(s, end, is_key ? SEI_CODE_NAME : SEI_CODE_STRING);
}

/* --- numbers and words ----------------------------------------------------------------------- */

static bool take_number(scanner *s) {
    size_t end = s->at;
    if (!is_digit(s->text.at[s->at]))
        return false;
    while (is_digit(byte_at(s, end)) || is_letter(byte_at(s, end)) ||
           (byte_at(s, end) == '.' && is_digit(byte_at(s, end + 1)))) {
        if ((unsigned char)s->text.at[end] >= 0x80)
            break; /* 3章 */
        end++;
    }
    return take(s, end, SEI_CODE_NUMBER);
}

static bool is_keyword(const scanner *s, sei_str word) {
    sei_str rest = sei_str_from(s->language->keywords ? s->language->keywords : ""), keyword;
    const bool any_case = has_trait(s, SEI_COLOUR_ANY_CASE);
    while (rest.size && sei_str_split(&rest, ' ', &keyword))
        if (any_case ? sei_str_equal_ascii_case(keyword, word) : sei_str_equal(keyword, word))
            return true;
    return false;
}

static size_t word_end(const scanner *s, size_t from) {
    while (is_in_word(s, from))
        from++;
    return from;
}

/* A word behind a sign that makes it one of its kind: $name, @decorator, #include, \section. */
static bool take_signed(scanner *s) {
    const char c = s->text.at[s->at];
    const bool is_sigil = (c == '$' || c == '@') && has_trait(s, SEI_COLOUR_SIGILS);
    const bool is_directive = c == '#' && s->at_head && has_trait(s, SEI_COLOUR_DIRECTIVES);
    const bool is_command = c == '\\' && has_trait(s, SEI_COLOUR_COMMANDS);
    if (!is_sigil && !is_directive && !is_command)
        return false;
    size_t from = s->at + 1;
    while (is_directive && byte_at(s, from) == ' ')
        from++;
    const size_t end = word_end(s, from);
    return end > from && take(s, end, is_sigil ? SEI_CODE_NAME : SEI_CODE_KEYWORD);
}

static bool take_word(scanner *s) {
    if (!is_letter(s->text.at[s->at]))
        return false;
    const size_t end = word_end(s, s->at);
    const sei_str word = sei_str_slice(s->text, s->at, end);
    if (s->at_head && has_trait(s, SEI_COLOUR_KEYS) && is_key_end(s, end))
        return take(s, end, SEI_CODE_NAME);
    if (is_keyword(s, word))
        return take(s, end, SEI_CODE_KEYWORD);
    s->at = end;
    return true;
}

/* --- markup ---------------------------------------------------------------------------------- */

/* The name of a tag with its '<', "</" or "<?". */
static bool take_tag(scanner *s) {
    size_t from = s->at + 1;
    if (s->in_tag || s->text.at[s->at] != '<')
        return false;
    while (byte_at(s, from) == '/' || byte_at(s, from) == '?' || byte_at(s, from) == '!')
        from++;
    size_t end = from;
    while (is_letter(byte_at(s, end)) || is_digit(byte_at(s, end)) || byte_at(s, end) == '-' ||
           byte_at(s, end) == ':')
        end++;
    if (end == from)
        return false;
    s->in_tag = true;
    return take(s, end, SEI_CODE_KEYWORD);
}

/* One step in a tag, or in the text between tags. */
static bool take_markup(scanner *s) {
    if (take_comment(s) || take_tag(s))
        return true;
    if (!s->in_tag)
        return false;
    const char c = s->text.at[s->at];
    if (c == '>') {
        s->in_tag = false;
        return take(s, s->at + 1, SEI_CODE_KEYWORD);
    }
    if (is_letter(c)) {
        size_t end = s->at;
        while (is_letter(byte_at(s, end)) || is_digit(byte_at(s, end)) || byte_at(s, end) == '-' ||
               byte_at(s, end) == ':')
            end++;
        return take(s, end, SEI_CODE_NAME);
    }
    return take_string(s);
}

/* --- lines ----------------------------------------------------------------------------------- */

/* One line of a difference. */
static void take_diff_line(scanner *s) {
    const size_t end = line_end(s, s->at);
    const bool is_file = stands_at(s, s->at, SEI_STR("+++")) || stands_at(s, s->at, SEI_STR("---"));
    const char c = byte_at(s, s->at);
    if (end > s->at && is_file)
        take(s, end, SEI_CODE_KEYWORD);
    else if (stands_at(s, s->at, SEI_STR("@@")))
        take(s, end, SEI_CODE_NAME);
    else if (c == '+' || c == '-')
        take(s, end, c == '+' ? SEI_CODE_INSERTED : SEI_CODE_DELETED);
    s->at = end < s->text.size ? end + 1 : end;
}

static bool take_any(scanner *s) {
    if (has_trait(s, SEI_COLOUR_MARKUP))
        return take_markup(s);
    return take_comment(s) || take_string(s) || take_signed(s) || take_number(s) || take_word(s);
}

static void scan(scanner *s) {
    while (s->at < s->text.size) {
        const char c = s->text.at[s->at];
        if (has_trait(s, SEI_COLOUR_DIFF)) {
            take_diff_line(s);
        } else if (is_blank(c)) {
            s->at_head |= c == '\n';
            s->at++;
        } else {
            if (!take_any(s))
                s->at++;
            s->at_head = c == '-' && s->at_head; /* "- key:" of YAML */
        }
    }
}

void sei_colour_code(sei_arena *arena, sei_node *code) {
    scanner s = {.arena = arena,
                 .language = sei_colour_find(code->as.code.info),
                 .text = code->as.code.text,
                 .at_head = true};
    if (!s.language || s.text.size > UINT32_MAX)
        return;
    scan(&s);
    code->as.code.runs = s.runs.at;
    code->as.code.run_count = s.runs.size;
}
