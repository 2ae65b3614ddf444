/* Look-up: every rule of obsidian A5, each on a vault of its own. */
#include "vault/vault.h"

#include "vault/index.h"
#include "vault/temp_vault.h"

static sei_vault_match match;

/* The path that a link from a note finds, "" for none. */
static sei_str find(const char *link, const char *from) {
    const sei_vault_file *file;
    match = sei_vault_find(&vault, sei_str_from(link), sei_str_from(from), &file);
    CHECK((file != NULL) == (match != SEI_MATCH_NONE));
    return file ? file->path : SEI_STR("");
}

static void files(const char *const *names) {
    temp_start();
    for (; *names; names++)
        temp_file(*names, "");
    temp_open();
}
#define FILES(...) files((const char *const[]){__VA_ARGS__, NULL})

TEST(the_exact_vault_path_comes_first) {
    FILES("note.md", "sub/note.md", "sub/sub/note.md", "sub/from.md");
    CHECK_STR(find("note", "sub/from.md"), "note.md");
    CHECK_INT(match, SEI_MATCH_FOUND);
    CHECK_STR(find("sub/note", "sub/from.md"), "sub/note.md");
    CHECK_STR(find("/sub/note.md", "sub/from.md"), "sub/note.md");
    CHECK_INT(match, SEI_MATCH_FOUND);
    temp_end();
}

TEST(then_the_folder_of_the_source_but_not_its_ancestors) {
    FILES("longfolder/a/from.md", "longfolder/a/note.md", "b/note.md", "longfolder/x.md", "c/x.md");
    CHECK_STR(find("note", "longfolder/a/from.md"), "longfolder/a/note.md");
    CHECK_STR(find("x", "longfolder/a/from.md"), "c/x.md");
    temp_end();
}

TEST(a_path_may_be_relative_to_the_source_folder) {
    FILES("a/from.md", "a/img/p.png", "i/img/p.png");
    CHECK_STR(find("img/p.png", "a/from.md"), "a/img/p.png");
    CHECK_STR(find("img/p.png", "from.md"), "a/img/p.png");
    CHECK_INT(match, SEI_MATCH_AMBIGUOUS);
    temp_end();
}

TEST(then_the_shortest_path_string_and_ties_by_code_point) {
    FILES("aaaaaaaaaa/n.md", "b/c/d/n.md", "yy/t.md", "xx/t.md");
    CHECK_STR(find("n", "from.md"), "b/c/d/n.md");
    CHECK_INT(match, SEI_MATCH_AMBIGUOUS);
    CHECK_STR(find("t", "from.md"), "xx/t.md");
    CHECK_STR(find("d/n", "from.md"), "b/c/d/n.md");
    CHECK_INT(match, SEI_MATCH_FOUND);
    temp_end();
}

TEST(dots_are_relative_and_never_leave_the_vault) {
    FILES("a/b/from.md", "a/n.md", "a/b/m.md", "n.md", "x/m.md");
    CHECK_STR(find("../n", "a/b/from.md"), "a/n.md");
    CHECK_STR(find("./m", "a/b/from.md"), "a/b/m.md");
    CHECK_STR(find("../../n.md", "a/b/from.md"), "n.md");
    CHECK_STR(find("../b/./m.md", "a/b/from.md"), "a/b/m.md");
    CHECK_STR(find("a/../n", "a/b/from.md"), "n.md");
    CHECK_STR(find("./n", "a/b/from.md"), "");
    CHECK_STR(find("../../../n", "a/b/from.md"), "");
    CHECK_STR(find("../../../../etc/passwd", "a/b/from.md"), "");
    CHECK_STR(find("/etc/passwd", "a/b/from.md"), "");
    CHECK_STR(find("..", "a/b/from.md"), "");
    CHECK_STR(find("", "a/b/from.md"), "");
    CHECK_STR(find("/", "a/b/from.md"), "");
    CHECK_STR(find("a//b///m", "from.md"), "a/b/m.md");
    temp_end();
}

TEST(case_is_folded_for_names_and_extensions) {
    FILES("Log.md", "Ext.MD", "Ünder.md", "pic.PNG", "STRASSE.md");
    CHECK_STR(find("log", "from.md"), "Log.md");
    CHECK_STR(find("LOG", "from.md"), "Log.md");
    CHECK_STR(find("ext", "from.md"), "Ext.MD");
    CHECK_STR(find("Ext.md", "from.md"), "Ext.MD");
    CHECK_STR(find("ünder", "from.md"), "Ünder.md");
    CHECK_STR(find("PIC.png", "from.md"), "pic.PNG");
    CHECK_STR(find("straße", "from.md"), "STRASSE.md");
    temp_end();
}

TEST(exact_bytes_win_over_folds) {
    FILES("a/Note.md", "note.md", "long/NOTE.md");
    CHECK_STR(find("NOTE", "from.md"), "long/NOTE.md");
    CHECK_STR(find("Note", "from.md"), "a/Note.md");
    CHECK_STR(find("nOTE", "from.md"), "note.md");
    temp_end();
}

#define GA_NFD "か\xE3\x82\x99" /* が as macOS writes it */

TEST(composed_and_decomposed_names_are_one) {
    FILES("学校" GA_NFD ".md", "がっこう.md");
    CHECK_STR(find("学校が", "from.md"), "学校" GA_NFD ".md");
    CHECK_INT(match, SEI_MATCH_FOUND);
    CHECK_STR(find(GA_NFD "っこう", "from.md"), "がっこう.md");
    temp_end();
}

TEST(with_both_forms_on_disk_the_bytes_decide) {
    FILES("が.md", GA_NFD ".md", "p/ぱ.md", "p/q/は\xE3\x82\x9A.md");
    CHECK_STR(find("が", "from.md"), "が.md");
    CHECK_STR(find(GA_NFD, "from.md"), GA_NFD ".md");
    CHECK_STR(find("は\xE3\x82\x9A", "from.md"), "p/q/は\xE3\x82\x9A.md");
    temp_end();
}

TEST(emoji_and_wide_spaces_are_names_like_any) {
    FILES("📑第1節　ICT産業の動向.md", "✔\xEF\xB8\x8F done.md", "☎ call.md");
    CHECK_STR(find("📑第1節　ICT産業の動向", "from.md"), "📑第1節　ICT産業の動向.md");
    CHECK_STR(find("📑第1節　ict産業の動向.md", "from.md"), "📑第1節　ICT産業の動向.md");
    CHECK_STR(find("📑第1節 ICT産業の動向", "from.md"), "");
    CHECK_STR(find("✔ done", "from.md"), "✔\xEF\xB8\x8F done.md");
    CHECK_STR(find("☎\xEF\xB8\x8F call", "from.md"), "☎ call.md");
    temp_end();
}

TEST(an_extension_is_needed_but_for_notes) {
    FILES("pic.png", "doc.pdf", "Note.1.md", "Other.2", "Other.2.md");
    CHECK_STR(find("pic", "from.md"), "");
    CHECK_STR(find("pic.png", "from.md"), "pic.png");
    CHECK_STR(find("doc.pdf", "from.md"), "doc.pdf");
    CHECK_STR(find("Note.1", "from.md"), "Note.1.md");
    CHECK_STR(find("Other.2", "from.md"), "Other.2");
    CHECK_STR(find("Other.2.md", "from.md"), "Other.2.md");
    CHECK_STR(find("https://example.com", "from.md"), "");
    temp_end();
}

TEST(aliases_are_the_last_resort) {
    temp_start();
    temp_file("long/ai.md", "---\naliases: [人工知能, \"A, B\"]\n---\n");
    temp_file("b.md", "---\nalias: KI, 機械\n---\n");
    temp_file("real.md", "---\naliases:\n  - b\n  - 人工知能\n---\n");
    temp_file("broken.md", "---\naliases: [x\n---\n");
    temp_file("null.md", "---\naliases:\n---\n");
    temp_open();
    CHECK_STR(find("b", "from.md"), "b.md");
    CHECK_INT(match, SEI_MATCH_FOUND);
    CHECK_STR(find("人工知能", "from.md"), "real.md");
    CHECK_INT(match, SEI_MATCH_ALIAS);
    CHECK_STR(find("ki", "from.md"), "b.md");
    CHECK_STR(find("機械", "from.md"), "b.md");
    CHECK_STR(find("A, B", "from.md"), "long/ai.md");
    CHECK_STR(find("x", "from.md"), "");
    temp_end();
}

TEST(keys_that_only_concern_writing_links_change_nothing) {
    static const char *const formats[] = {"shortest", "relative", "absolute"};
    for (size_t i = 0; i < 3; i++) {
        temp_start();
        temp_file(".obsidian/app.json",
                  sei_arena_print(&arena,
                                  "{\"newLinkFormat\": \"%s\", \"useMarkdownLinks\": %s, "
                                  "\"promptDelete\":false}",
                                  formats[i], i ? "true" : "false")
                      .at);
        temp_file("a/n.md", "");
        temp_file("b/n.md", "");
        temp_open();
        CHECK(!vault.settings.strict_line_breaks);
        CHECK_STR(vault.settings.attachment_folder, "");
        CHECK_STR(find("n", "b/from.md"), "b/n.md");
        CHECK_STR(find("a/n", "b/from.md"), "a/n.md");
        CHECK_STR(find("../a/n", "b/from.md"), "a/n.md");
        temp_end();
    }
}

TEST(an_ignored_folder_may_be_written_in_another_form) {
    temp_start();
    temp_file(".obsidian/app.json", "{\"userIgnoreFilters\": [\"が/\"]}");
    temp_file(GA_NFD "/n.md", "");
    temp_open();
    CHECK(vault.files[0].is_ignored);
    temp_end();
}

TEST(hidden_files_are_none_and_every_other_kind_is_a_file) {
    FILES(".hidden.md", ".git/x.md", "a.base", "b.canvas", "c.PDF", "d.markdown", "e.md", "f.webm");
    CHECK_INT(vault.file_count, 6);
    CHECK_STR(find("c.pdf", "e.md"), "c.PDF");
    CHECK_STR(find("b.canvas", "e.md"), "b.canvas");
    CHECK_STR(find("b", "e.md"), "");
    CHECK_STR(find("d", "e.md"), ""); /* no note to Obsidian */
    for (size_t i = 0; i < vault.file_count; i++)
        CHECK(vault.files[i].is_note == sei_str_equal(vault.files[i].path, SEI_STR("e.md")));
    temp_end();
}

TEST(opening_reads_no_note_and_aliases_need_only_its_start) {
    temp_start();
    const size_t size = (size_t)1 << 20;
    char *text = calloc(1, size);
    for (int i = 0; i < 40; i++) {
        int head = snprintf(text, size, "---\naliases: [A%d]\n---\n", i);
        memset(text + head, 'x', size - (size_t)head);
        temp_bytes(sei_arena_print(&arena, "%d.md", i).at, text, size);
    }
    free(text);
    size_t before = memory.used;
    temp_open();
    CHECK(memory.used - before < size);
    CHECK_STR(find("a7", "0.md"), "7.md");
    CHECK_INT(match, SEI_MATCH_ALIAS);
    CHECK(memory.used - before < size);
    temp_end();
}

TEST(ignored_folders_are_marked_and_still_found) {
    temp_start();
    temp_file(".obsidian/app.json", "{\n\t\"strictLineBreaks\": true,\n"
                                    "\t\"attachmentFolderPath\": \"files\",\n"
                                    "\t\"userIgnoreFilters\": [\"templates/\", \"/x.*/\"]\n}");
    temp_file("templates/t.md", "");
    temp_file("n.md", "");
    temp_file(".trash/gone.md", "");
    temp_open();
    CHECK(vault.settings.is_vault);
    CHECK(vault.settings.strict_line_breaks);
    CHECK_STR(vault.settings.attachment_folder, "files");
    CHECK_INT(vault.settings.ignored_count, 2);
    CHECK_STR(find("t", "n.md"), "templates/t.md");
    CHECK_STR(find("gone", "n.md"), "");
    CHECK_INT(vault.file_count, 2);
    CHECK(!vault.files[0].is_ignored && vault.files[0].is_note);
    CHECK(vault.files[1].is_ignored);
    temp_end();
}

TEST(a_folder_without_obsidian_keeps_the_defaults) {
    FILES("n.md");
    CHECK(!vault.settings.is_vault && !vault.settings.strict_line_breaks);
    CHECK_INT(vault.seihon_yaml.size, 0);
    temp_end();
    temp_start();
    temp_file(".obsidian/app.json", "{ broken");
    temp_file("seihon.yaml", "style: a5\n");
    temp_open();
    CHECK(vault.settings.is_vault && !vault.settings.strict_line_breaks);
    CHECK_STR(vault.seihon_yaml, "style: a5\n");
    temp_end();
}

TEST(links_out_of_the_vault_are_not_files_of_it) {
    temp_start();
    temp_file("in.md", "");
    CHECK(symlink("/etc/passwd", temp_path("passwd.md")) == 0);
    CHECK(symlink("/etc", temp_path("etc")) == 0);
    CHECK(symlink(".", temp_path("loop")) == 0);
    temp_open();
    sei_str bytes;
    sei_status status;
    for (size_t i = 0; i < vault.file_count; i++) {
        bool is_read = sei_vault_read(&vault, &arena, &vault.files[i], &bytes, &status);
        CHECK(is_read == sei_str_equal(vault.files[i].path, SEI_STR("in.md")));
    }
    CHECK_STR(find("etc/passwd", "in.md"), "");
    CHECK_STR(find("loop/in", "in.md"), "");
    CHECK_STR(find("in", "in.md"), "in.md");
    temp_end();
}

TEST(the_nearest_name_is_offered) {
    FILES("京都旅行.md", "京都.md", "大阪旅行メモ.md", "sub/Meeting notes.md", "a.md", "photo.png");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("京都族行")), "京都旅行");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("meting note")), "Meeting notes");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("x/Meeting nodes.md")), "Meeting notes");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("fhoto.png")), "photo.png");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("全く別の名前")), "");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("京部")), "京都");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("無い写真.png")), "");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("b")), "");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("")), "");
    temp_end();
}

TEST(a_name_among_others_is_offered) {
    FILES("a.md");
    const sei_str names[] = {SEI_STR("背景と目的"), SEI_STR("まとめ"), SEI_STR("Installing it")};
    size_t count = sizeof names / sizeof names[0];
    CHECK_STR(sei_vault_suggest_among(&vault, SEI_STR("背景と目標"), names, count), "背景と目的");
    CHECK_STR(sei_vault_suggest_among(&vault, SEI_STR("instaling it"), names, count),
              "Installing it");
    CHECK_STR(sei_vault_suggest_among(&vault, SEI_STR("別の見出し"), names, count), "");
    CHECK_STR(sei_vault_suggest_among(&vault, SEI_STR("まとめ方"), names, 0), "");
    vault.index->suggest_work = 8; /* not even one name */
    CHECK_STR(sei_vault_suggest_among(&vault, SEI_STR("背景と目標"), names, count), "");
    temp_end();
}

TEST(the_distance_is_levenshtein) {
    FILES("kitten sitting.md");
    /* 14 characters: at most 4 edits */
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("sitten kitting")), "kitten sitting");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("tten sittingxx")), "kitten sitting");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("xxxxxn sitting")), "");
    CHECK_STR(sei_vault_suggest(&vault, SEI_STR("itten  sittin")), "kitten sitting");
    temp_end();
}

TEST(the_root_is_the_nearest_folder_with_obsidian) {
    temp_start();
    temp_file("v/.obsidian/app.json", "{}");
    temp_file("v/a/b/n.md", "");
    temp_file("w/n.md", "");
    sei_str root, real;
    sei_status status;
    CHECK(sei_os_real_path(&arena, sei_str_from(temp_root), &real));
    CHECK(sei_vault_root_for(&arena, sei_str_from(temp_path("v/a/b/n.md")), &root, &status));
    CHECK_STR(root, sei_arena_print(&arena, "%.*s/v", SEI_STR_ARG(real)).at);
    CHECK(sei_vault_root_for(&arena, sei_str_from(temp_path("v")), &root, &status));
    CHECK_STR(root, sei_arena_print(&arena, "%.*s/v", SEI_STR_ARG(real)).at);
    CHECK(sei_vault_root_for(&arena, sei_str_from(temp_path("w/n.md")), &root, &status));
    CHECK_STR(root, sei_arena_print(&arena, "%.*s/w", SEI_STR_ARG(real)).at);
    CHECK(!sei_vault_root_for(&arena, sei_str_from(temp_path("gone.md")), &root, &status));
    CHECK_INT(status.code, SEI_FAILED_INPUT);
    temp_end();
}

TEST(what_a_look_up_found_is_marked_as_used) {
    temp_start();
    temp_file("a.md", "---\naliases: [A]\n---\n");
    temp_file("b.md", "");
    temp_file("c.png", "");
    temp_file("d.png", "");
    temp_open();
    find("c.png", "b.md"); /* nobody asks yet */
    uint8_t used[4] = {0, 0, 0, 0};
    vault.used = used;
    find("gone", "b.md");
    sei_vault_suggest(&vault, SEI_STR("d.pngg"));
    CHECK(!used[0] && !used[1] && !used[2] && !used[3]);
    find("C.png", "b.md");
    find("A", "b.md");
    CHECK(used[0] && !used[1] && used[2] && !used[3]);
    find("aa", "b.md");
    CHECK(!used[1] && !used[3]);
    temp_end();
}

TEST(names_of_several_notes_are_listed_in_groups) {
    const sei_vault_duplicate *groups;
    temp_start();
    temp_file(".obsidian/app.json", "{\"userIgnoreFilters\": [\"old/\"]}");
    const char *const names[] = {
        "z/Log.md",   "a/LOG.md", "log.MD",  "b/が.md", "c/か\xE3\x82\x99.md",
        "old/one.md", "one.md",   "p/x.png", "q/x.png", "z/two.md"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        temp_file(names[i], "");
    temp_open();
    CHECK_INT(sei_vault_find_duplicates(&vault, &arena, &groups), 2);
    CHECK_STR(groups[0].name, "LOG");
    CHECK_INT(groups[0].count, 3);
    CHECK_STR(groups[0].files[0]->path, "a/LOG.md");
    CHECK_STR(groups[0].files[1]->path, "log.MD");
    CHECK_STR(groups[0].files[2]->path, "z/Log.md");
    CHECK_STR(groups[1].name, "が");
    CHECK_INT(groups[1].count, 2);
    temp_end();
    FILES("n.md");
    CHECK_INT(sei_vault_find_duplicates(&vault, &arena, &groups), 0);
    temp_end();
}

TEST(every_kind_of_file_that_obsidian_shows_is_known) {
    static const char *const rows[] = {"avif bmp gif jpeg jpg png svg webp",
                                       "flac m4a mp3 ogg wav webm 3gp mkv mov mp4 ogv pdf",
                                       "base canvas"};
    static const sei_vault_type_kind kinds[] = {SEI_TYPE_IMAGE, SEI_TYPE_MEDIA, SEI_TYPE_VIEW};
    temp_start();
    for (size_t i = 0; i < 3; i++) {
        sei_str rest = sei_str_from(rows[i]), word;
        while (sei_str_split(&rest, ' ', &word)) {
            const sei_vault_type *type =
                sei_vault_type_of(sei_arena_print(&arena, "a.b/c.%.*s", SEI_STR_ARG(word)));
            CHECK(type && type->kind == kinds[i]);
        }
    }
    CHECK(sei_vault_type_of(SEI_STR("n.MD"))->kind == SEI_TYPE_NOTE);
    CHECK(sei_vault_type_of(SEI_STR("p.JPeG"))->kind == SEI_TYPE_IMAGE);
    CHECK(!sei_vault_type_of(SEI_STR("t.csv")) && !sei_vault_type_of(SEI_STR("png")) &&
          !sei_vault_type_of(SEI_STR("")) && !sei_vault_type_of(SEI_STR("a.")));
    temp_end();
}

TEST(names_of_paths) {
    CHECK_STR(sei_vault_name(SEI_STR("a/b/c.md")), "c");
    CHECK_STR(sei_vault_name(SEI_STR("c.MD")), "c");
    CHECK_STR(sei_vault_name(SEI_STR("a/Note.1.md")), "Note.1");
    CHECK_STR(sei_vault_name(SEI_STR("a/p.png")), "p.png");
    CHECK_STR(sei_vault_name(SEI_STR("")), "");
}

TEST(a_name_spelled_in_ten_thousand_ways_costs_no_more) {
    temp_start();
    for (unsigned i = 0; i < 10000; i++) {
        char name[] = "d/abcdefghijklmn.md";
        for (unsigned bit = 0; bit < 14; bit++)
            name[2 + bit] = (char)(i >> bit & 1 ? name[2 + bit] - 32 : name[2 + bit]);
        temp_file(name, "");
    }
    double before = sei_os_cpu_seconds();
    temp_open();
    for (int i = 0; i < 20000; i++) {
        find("aBcDeFgHiJkLmN", "from.md");
        CHECK_INT(match, SEI_MATCH_AMBIGUOUS);
    }
    double seconds = sei_os_cpu_seconds() - before;
    printf("10,000 spellings of a name: 20,000 look-ups in %.3f s\n", seconds);
    CHECK(seconds < 10.0); /* sanitizers and a busy machine included */
    temp_end();
}

TEST(ten_thousand_files_are_indexed_and_asked_at_once) {
    temp_start();
    for (int i = 0; i < 10000; i++)
        temp_file(sei_arena_print(&arena, "folder %d/部 %d/節　%d.md", i % 20, i % 100, i).at, "");
    double before = sei_os_cpu_seconds();
    temp_open();
    double opened = sei_os_cpu_seconds();
    for (int i = 0; i < 10000; i++) {
        find(sei_arena_print(&arena, "節　%d", i).at, "folder 3/from.md");
        CHECK_INT(match, SEI_MATCH_FOUND);
    }
    for (int i = 0; i < 10000; i++) {
        find(sei_arena_print(&arena, "欠　%d", i).at, "folder 3/from.md");
        CHECK_INT(match, SEI_MATCH_NONE);
        sei_vault_suggest(&vault, sei_arena_print(&arena, "節　長い名前 %d", i));
    }
    double asked = sei_os_cpu_seconds();
    CHECK_INT(vault.file_count, 10000);
    printf("10,000 files: opened in %.3f s, 20,000 look-ups and suggestions in %.3f s\n",
           opened - before, asked - opened);
    CHECK(opened - before < 3.0); /* sanitizers and a busy machine included */
    CHECK(asked - opened < 20.0);
    temp_end();
}

int main(void) {
    RUN(the_exact_vault_path_comes_first);
    RUN(then_the_folder_of_the_source_but_not_its_ancestors);
    RUN(a_path_may_be_relative_to_the_source_folder);
    RUN(then_the_shortest_path_string_and_ties_by_code_point);
    RUN(dots_are_relative_and_never_leave_the_vault);
    RUN(case_is_folded_for_names_and_extensions);
    RUN(exact_bytes_win_over_folds);
    RUN(composed_and_decomposed_names_are_one);
    RUN(with_both_forms_on_disk_the_bytes_decide);
    RUN(emoji_and_wide_spaces_are_names_like_any);
    RUN(an_extension_is_needed_but_for_notes);
    RUN(aliases_are_the_last_resort);
    RUN(keys_that_only_concern_writing_links_change_nothing);
    RUN(an_ignored_folder_may_be_written_in_another_form);
    RUN(hidden_files_are_none_and_every_other_kind_is_a_file);
    RUN(opening_reads_no_note_and_aliases_need_only_its_start);
    RUN(ignored_folders_are_marked_and_still_found);
    RUN(a_folder_without_obsidian_keeps_the_defaults);
    RUN(links_out_of_the_vault_are_not_files_of_it);
    RUN(the_nearest_name_is_offered);
    RUN(a_name_among_others_is_offered);
    RUN(the_distance_is_levenshtein);
    RUN(the_root_is_the_nearest_folder_with_obsidian);
    RUN(what_a_look_up_found_is_marked_as_used);
    RUN(names_of_several_notes_are_listed_in_groups);
    RUN(every_kind_of_file_that_obsidian_shows_is_known);
    RUN(names_of_paths);
    RUN(a_name_spelled_in_ten_thousand_ways_costs_no_more);
    RUN(ten_thousand_files_are_indexed_and_asked_at_once);
    return TEST_RESULT();
}
