/* tables.c is what jlreq/generate.py makes of the .tsv files today. */
#include <stdlib.h>

#include "para/tables.h"
#include "test.h"

#define FOLDER SEI_TEST_ROOT "/src/para/"

TEST(tables_are_up_to_date) {
    FILE *made = popen("python3 " FOLDER "jlreq/generate.py", "r");
    FILE *kept = fopen(FOLDER "tables.c", "r");
    CHECK(made && kept);
    if (!made || !kept)
        return;
    int a, b;
    size_t size = 0;
    do {
        a = getc(made);
        b = getc(kept);
        size++;
    } while (a == b && a != EOF);
    CHECK_INT(a, b);
    CHECK(size > 10000);
    fclose(kept);
    CHECK_INT(pclose(made), 0);
}

TEST(known_pairs) {
    CHECK_INT(sei_pair_rules[2][19].before, 4);  /* 」漢: a half */
    CHECK_INT(sei_pair_rules[15][27].before, 2); /* あA: a quarter */
    CHECK_INT(sei_pair_rules[1][19].rule, SEI_RULE_NO);
    CHECK_INT(sei_pair_rules[19][19].rule, SEI_RULE_YES);
    CHECK_INT(sei_pair_rules[19][19].stretch, SEI_STRETCH_SOLID);
    CHECK_INT(sei_pair_rules[6][19].shrink[SEI_TABLE_JLREQ].step, SEI_SHRINK_NONE);
}

int main(void) {
    RUN(tables_are_up_to_date);
    RUN(known_pairs);
    return TEST_RESULT();
}
