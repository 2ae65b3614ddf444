/* Ends the process on a broken invariant. */
#include "base/assert.h"

#include <stdio.h>
#include <stdlib.h>

void sei_assert_fail(const char *condition, const char *file, int line) {
    fprintf(stderr, "seihon: %s:%d: broken invariant: %s\n", file, line, condition);
    abort();
}
