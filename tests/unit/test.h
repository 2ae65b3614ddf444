/* A unit test is a program of CHECKs:
 *     #include "test.h"
 *     TEST(names_what_must_hold) { CHECK(1 + 1 == 2); CHECK_STR(sei_str_from("a"), "a"); }
 *     int main(void) { RUN(names_what_must_hold); return TEST_RESULT(); }
 * SEI_TEST_ROOT is the project's folder. */
#ifndef SEI_TEST_H
#define SEI_TEST_H

#include <stdio.h>
#include <string.h>

#include "base/str.h"

static int test_failures;
static int test_checks;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        test_checks++;                                                                             \
        if (!(condition)) {                                                                        \
            test_failures++;                                                                       \
            fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, __func__, #condition);          \
        }                                                                                          \
    } while (0)

#define CHECK_INT(actual, expected)                                                                \
    do {                                                                                           \
        long long test_a = (long long)(actual), test_e = (long long)(expected);                    \
        test_checks++;                                                                             \
        if (test_a != test_e) {                                                                    \
            test_failures++;                                                                       \
            fprintf(stderr, "%s:%d: %s: %s is %lld, not %lld\n", __FILE__, __LINE__, __func__,     \
                    #actual, test_a, test_e);                                                      \
        }                                                                                          \
    } while (0)

/* actual: a sei_str; expected: a C string. */
#define CHECK_STR(actual, expected)                                                                \
    do {                                                                                           \
        sei_str test_a = (actual);                                                                 \
        const char *test_e = (expected);                                                           \
        test_checks++;                                                                             \
        if (!sei_str_equal(test_a, sei_str_from(test_e))) {                                        \
            test_failures++;                                                                       \
            fprintf(stderr, "%s:%d: %s: %s is\n  \"%.*s\"\nnot\n  \"%s\"\n", __FILE__, __LINE__,   \
                    __func__, #actual, SEI_STR_ARG(test_a), test_e);                               \
        }                                                                                          \
    } while (0)

#define TEST(name) static void name(void)
#define RUN(name) name()

static int test_result(const char *file) {
    const char *base = strrchr(file, '/');
    printf("%s: %d checks, %d failed\n", base ? base + 1 : file, test_checks, test_failures);
    return test_failures != 0 || test_checks == 0;
}
#define TEST_RESULT() test_result(__FILE__)

#endif
