/* Front matter, titles, languages, encodings and identifiers. */
#include "book/date.h"
#include "book/encoding.h"
#include "book/language.h"
#include "book/uuid.h"

#include "book/temp_book.h"

TEST(every_key_is_read) {
    assemble_text(
        "---\ntitle: 題\nsubtitle: 副題\nauthors:\n  - 山田\n  - \"[[people/佐藤|佐藤花子]]\"\n"
        "date: 2024/9/8\ncreated: 2024-09-08\nmodified: 2024-11-29 10:30\n"
        "description: 説明\nsource: https://example.com/\npublisher: 社\nrights: CC BY\n"
        "identifier: isbn:1\ntags:\n  - 📑\n  - \"#a/b\"\nlanguage: zh_TW\n---\n文\n");
    const sei_book_info *info = &book->info;
    CHECK_STR(info->title, "題");
    CHECK_STR(info->subtitle, "副題");
    CHECK_INT(info->author_count, 2);
    CHECK_STR(info->authors[0], "山田");
    CHECK_STR(info->authors[1], "佐藤花子");
    CHECK_STR(info->date, "2024-09-08");
    CHECK_STR(info->created, "2024-09-08");
    CHECK_STR(info->modified, "2024-11-29T10:30:00Z");
    CHECK_STR(info->description, "説明");
    CHECK_STR(info->url, "https://example.com/");
    CHECK_STR(info->publisher, "社");
    CHECK_STR(info->rights, "CC BY");
    CHECK_STR(info->identifier, "isbn:1");
    CHECK_INT(info->tag_count, 2);
    CHECK_STR(info->tags[0], "📑");
    CHECK_STR(info->tags[1], "a/b");
    CHECK_INT(info->lang, SEI_LANG_ZH_HANT);
    CHECK_STR(info->lang_tag, "zh-TW");
    CHECK_INT(book->root->first->as.chapter.lang, SEI_LANG_ZH_HANT);
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(null_and_empty_values_are_absent) {
    assemble_text(
        "---\ntitle:\naliases:\nparents: ~\nauthor: \"\"\ntags: []\ndate: null\n---\n文\n");
    CHECK_STR(book->info.title, "n");
    CHECK_INT(book->info.author_count, 0);
    CHECK_INT(book->info.tag_count, 0);
    CHECK_STR(book->info.date, "");
    CHECK_STR(messages(), "");
    temp_end();
}

TEST(old_scalar_keys_are_read) {
    assemble_text("---\nauthor: 山田 太郎\ntag: a, b c\n---\n");
    CHECK_INT(book->info.author_count, 1);
    CHECK_STR(book->info.authors[0], "山田 太郎");
    CHECK_INT(book->info.tag_count, 3);
    CHECK_STR(book->info.tags[2], "c");
    temp_end();
}

static void check_title(const char *text, const char *title, bool is_shown) {
    assemble_text(text);
    CHECK_STR(book->info.title, title);
    CHECK_STR(book->root->first->as.chapter.title, title);
    CHECK(book->root->first->as.chapter.show_title == is_shown);
    temp_end();
}

TEST(the_title_is_given_or_the_single_leading_heading_or_the_file_name) {
    check_title("---\ntitle: 題\n---\n# 見出し\n", "題", true);
    check_title("---\ntitle: 見出し\n---\n# **見出し**　\n", "見出し", false);
    check_title("# 見出し[^1]\n\n[^1]: 注\n", "見出し", false);
    check_title("# 一\n\n# 二\n", "n", true);
    check_title("# n\n\n# 二\n", "n", false);
    check_title("文\n\n# 見出し\n", "n", true);
    check_title("## 見出し\n", "n", true);
    check_title("", "n", true);
}

TEST(a_file_that_is_no_note_by_name_gives_its_stem_as_title) {
    temp_start();
    temp_file("記録.第2版.txt", "文\n");
    assemble("記録.第2版.txt");
    CHECK_STR(book->info.title, "記録.第2版");
    temp_end();
}

TEST(broken_yaml_is_reported_at_its_line_and_the_text_kept) {
    assemble_text("---\ntitle: 題\nlist: [a, b\n---\n本文\n");
    CHECK_STR(book->info.title, "n");
    CHECK_STR(tree(), "paragraph\n  text \"本文\"\n");
    CHECK_INT(diags.size, 1);
    CHECK_INT(diags.at[0].id, SEI_DIAG_FRONT_MATTER);
    sei_place place = sei_source_place(diags.at[0].source, diags.at[0].offset);
    CHECK(place.line == 3 || place.line == 4);
    temp_end();
    assemble_text("---\njust words\n---\n本文\n");
    CHECK_STR(messages(), "n.md:2:1: warning: the front matter is left out: it is no list of "
                          "\"name: value\" lines [front-matter]\n");
    temp_end();
    assemble_text("---\ntitle: x\nno end\n");
    CHECK_STR(book->info.title, "n");
    temp_end();
}

TEST(dates_become_iso_8601) {
    temp_start();
    static const char *const cases[][2] = {
        {"2024-09-08", "2024-09-08"},
        {"2024/9/8", "2024-09-08"},
        {"2024.09.08", "2024-09-08"},
        {"2024年9月8日", "2024-09-08"},
        {"20240908", "2024-09-08"},
        {"2024", "2024"},
        {"2024-09", "2024-09"},
        {"2024年9月", "2024-09"},
        {"2024-09-08T10:30:05", "2024-09-08T10:30:05Z"},
        {"2024-09-08 1:30", "2024-09-08T01:30:00Z"},
        {"2024-09-08T10:30:05.123Z", "2024-09-08T10:30:05Z"},
        {"2024-09-08T10:30+0900", "2024-09-08T10:30:00+09:00"},
        {"2024-02-29", "2024-02-29"},
        {"2023-02-29", "2023-02-29"}, /* no such day: as written */
        {"2024-13-01", "2024-13-01"},
        {"2024-09-08T25:00", "2024-09-08T25:00"},
        {"2024-09-08x", "2024-09-08x"},
        {"2024年秋", "2024年秋"},
        {"先日", "先日"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK_STR(sei_date_normalise(&arena, sei_str_from(cases[i][0])), cases[i][1]);
    temp_end();
}

TEST(languages_are_told_from_the_text) {
    CHECK_INT(sei_language_guess(SEI_STR("これは日本語です。URL")), SEI_LANG_JA);
    CHECK_INT(sei_language_guess(SEI_STR("这是中文，没有问题。")), SEI_LANG_ZH_HANS);
    CHECK_INT(sei_language_guess(SEI_STR("這是中文，沒有問題，說話。")), SEI_LANG_ZH_HANT);
    CHECK_INT(sei_language_guess(SEI_STR("会議概要 駅前広場 営業時間")), SEI_LANG_JA);
    CHECK_INT(sei_language_guess(SEI_STR("한국어 문장입니다.")), SEI_LANG_KO);
    CHECK_INT(sei_language_guess(SEI_STR("Plain English.")), SEI_LANG_EN);
    CHECK_INT(sei_language_guess(SEI_STR("123")), SEI_LANG_EN);
}

TEST(the_language_asked_for_wins_over_the_note_and_that_over_the_text) {
    temp_start();
    temp_file("n.md", "---\nlang: en-GB\n---\nこれは日本語です。\n");
    temp_file("m.md",
              "これは日本語です。[x](https://example.com/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa)\n");
    assemble("n.md");
    CHECK_INT(book->info.lang, SEI_LANG_EN);
    CHECK_STR(book->info.lang_tag, "en-GB");
    sei_vault_close(&vault);
    assemble_with("n.md", SEI_LANG_KO, SEI_BREAKS_AUTO);
    CHECK_INT(book->info.lang, SEI_LANG_KO);
    CHECK_STR(book->info.lang_tag, "ko");
    sei_vault_close(&vault);
    assemble("m.md");
    CHECK_INT(book->info.lang, SEI_LANG_JA);
    CHECK_INT(book->root->first->as.chapter.lang, SEI_LANG_NONE);
    temp_end();
}

TEST(wishes_come_from_the_map_and_from_flat_keys) {
    assemble_text("---\nseihon:\n  style: a5-booklet\n  set: { text.size: 10pt }\n---\n");
    CHECK_STR(wishes.style, "a5-booklet");
    CHECK_INT(wishes.setting_count, 1);
    CHECK_STR(wishes.settings[0].path, "text.size");
    CHECK_STR(wishes.settings[0].value, "10pt");
    temp_end();
    assemble_text("---\nseihon-style: a6\nseihon-impose: saddle\n---\n");
    CHECK_STR(wishes.style, "a6");
    CHECK_STR(wishes.impose, "saddle");
    temp_end();
    assemble_text("文\n");
    CHECK_STR(wishes.style, "");
    CHECK_INT(wishes.setting_count, 0);
    temp_end();
}

static void check_breaks(const char *app, const char *yaml, const char *note, sei_breaks asked,
                         sei_node_kind kind) {
    temp_start();
    if (app)
        temp_file(".obsidian/app.json", app);
    if (yaml)
        temp_file("seihon.yaml", yaml);
    temp_file("n.md", note);
    assemble_with("n.md", SEI_LANG_NONE, asked);
    CHECK((node_of(SEI_NODE_LINE_BREAK, NULL) != NULL) == (kind == SEI_NODE_LINE_BREAK));
    temp_end();
}

TEST(a_newline_means_what_the_nearest_setting_says) {
    const sei_node_kind hard = SEI_NODE_LINE_BREAK, soft = SEI_NODE_SOFT_BREAK;
    const char *wishing = "---\nseihon-breaks: markdown\n---\na\nb\n";
    check_breaks(NULL, NULL, "a\nb\n", SEI_BREAKS_AUTO, soft);
    check_breaks("{}", NULL, "a\nb\n", SEI_BREAKS_AUTO, hard);
    check_breaks("{\"strictLineBreaks\": true}", NULL, "a\nb\n", SEI_BREAKS_AUTO, soft);
    check_breaks("{}", "breaks: markdown\n", "a\nb\n", SEI_BREAKS_AUTO, soft);
    check_breaks(NULL, "breaks: obsidian\n", "a\nb\n", SEI_BREAKS_AUTO, hard);
    check_breaks("{}", NULL, wishing, SEI_BREAKS_AUTO, soft);
    check_breaks("{}", NULL, wishing, SEI_BREAKS_OBSIDIAN, hard);
    check_breaks("{}", NULL, "a\nb\n", SEI_BREAKS_MARKDOWN, soft);
    assemble_text("---\nseihon-breaks: sometimes\n---\na\nb\n");
    CHECK_INT(diags.size, 1);
    CHECK_INT(diags.at[0].id, SEI_DIAG_STYLE);
    temp_end();
}

TEST(identifiers_are_names_and_the_same_every_time) {
    temp_start();
    uint8_t digest[20];
    sei_uuid_sha1(SEI_STR("abc"), digest);
    CHECK(memcmp(digest,
                 "\xA9\x99\x3E\x36\x47\x06\x81\x6A\xBA\x3E\x25\x71\x78\x50\xC2\x6C\x9C\xD0\xD8\x9D",
                 20) == 0);
    sei_uuid_sha1(SEI_STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), digest);
    CHECK(memcmp(digest,
                 "\x84\x98\x3E\x44\x1C\x3B\xD2\x6E\xBA\xAE\x4A\xA1\xF9\x51\x29\xE5\xE5\x46\x70\xF1",
                 20) == 0);
    sei_uuid_sha1(SEI_STR(""), digest);
    CHECK(memcmp(digest,
                 "\xDA\x39\xA3\xEE\x5E\x6B\x4B\x0D\x32\x55\xBF\xEF\x95\x60\x18\x90\xAF\xD8\x07\x09",
                 20) == 0);
    /* python3: uuid.uuid5(uuid.NAMESPACE_URL, "n.md") */
    CHECK_STR(sei_uuid_of_name(&arena, SEI_STR("n.md")),
              "urn:uuid:cc20006b-4e35-5b83-b353-1690c6918fb6");
    temp_end();
    assemble_text("x");
    CHECK_STR(book->info.identifier, "urn:uuid:cc20006b-4e35-5b83-b353-1690c6918fb6");
    temp_end();
}

/* "これはテストです。" in the encodings, with kanji enough to be text. */
#define SJIS "\x82\xB1\x82\xEA\x82\xCD\x83\x65\x83\x58\x83\x67\x82\xC5\x82\xB7\x81\x42\n"
#define EUC "\xA4\xB3\xA4\xEC\xA4\xCF\xA5\xC6\xA5\xB9\xA5\xC8\xA4\xC7\xA4\xB9\xA1\xA3\n"

static const char *likely(const char *bytes) {
    return sei_encoding_decode(&arena, sei_str_from(bytes)).likely;
}

TEST(other_encodings_are_converted_repaired_or_named) {
    temp_start();
    sei_encoding_result read = sei_encoding_decode(&arena, SEI_STR("\xEF\xBB\xBF# あ"));
    CHECK_STR(read.text, "# あ");
    CHECK_INT(read.replaced, 0);
    read = sei_encoding_decode(&arena, SEI_STR("\xFF\xFE\x42\x30\x3D\xD8\x00\xDE\n\0"));
    CHECK_STR(read.text, "あ😀\n");
    read = sei_encoding_decode(&arena, SEI_STR("\xFE\xFF\x30\x42\xD8\x00\x00\x61"));
    CHECK_STR(read.text, "あ\xEF\xBF\xBD"
                         "a");
    CHECK_INT(read.replaced, 1);
    CHECK_INT(read.first, 3);
    read = sei_encoding_decode(&arena, SEI_STR("\xFF\xFE\x61"));
    CHECK_INT(read.replaced, 1);
    read = sei_encoding_decode(&arena, SEI_STR("あ\xFFい\xC0\x80"));
    CHECK_STR(read.text, "あ\xEF\xBF\xBDい\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK_INT(read.replaced, 3);
    CHECK_INT(read.first, 3);
    CHECK(read.likely == NULL);
    CHECK_STR(sei_str_from(likely(SJIS)), "Shift_JIS");
    CHECK_STR(sei_str_from(likely(EUC)), "EUC-JP");
    CHECK(likely("これはテストです。\xFF") == NULL);
    CHECK(likely("caf\xE9 na\xEFve") == NULL);                   /* Latin-1 */
    CHECK(likely("\xD6\xD0\xB9\xFA\xC8\xCB\xC3\xF1\n") == NULL); /* GB 2312, no kana */
    CHECK(likely(SJIS "\xFF") == NULL);
    temp_end();
}

TEST(a_note_in_another_encoding_fails_and_says_which) {
    assemble_text(SJIS);
    CHECK(book == NULL);
    CHECK_INT(book_status.code, SEI_FAILED_INPUT);
    CHECK(strstr(book_status.message, "Shift_JIS") != NULL);
    temp_end();
    assemble_text("一\n二\xFF三\xFF\n");
    CHECK_STR(messages(),
              "n.md:2:2: warning: 2 places that are not UTF-8; the first is here [encoding]\n");
    temp_end();
    temp_start();
    assemble("gone.md");
    CHECK(book == NULL);
    CHECK(book_status.code != SEI_OK && book_status.message[0] != '\0');
    temp_end();
}

int main(void) {
    RUN(every_key_is_read);
    RUN(null_and_empty_values_are_absent);
    RUN(old_scalar_keys_are_read);
    RUN(the_title_is_given_or_the_single_leading_heading_or_the_file_name);
    RUN(a_file_that_is_no_note_by_name_gives_its_stem_as_title);
    RUN(broken_yaml_is_reported_at_its_line_and_the_text_kept);
    RUN(dates_become_iso_8601);
    RUN(languages_are_told_from_the_text);
    RUN(the_language_asked_for_wins_over_the_note_and_that_over_the_text);
    RUN(wishes_come_from_the_map_and_from_flat_keys);
    RUN(a_newline_means_what_the_nearest_setting_says);
    RUN(identifiers_are_names_and_the_same_every_time);
    RUN(other_encodings_are_converted_repaired_or_named);
    RUN(a_note_in_another_encoding_fails_and_says_which);
    return TEST_RESULT();
}
