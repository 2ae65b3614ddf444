/* Ends the process on a broken invariant, in every build. The parent (batch/worker.c) sees the
 * signal and says which document it was; the line printed here says where. No memory is taken: the
 * invariant may be the allocator's. */
#include "base/assert.h"

#include <stdio.h>
#include <stdlib.h>

void sei_assert_fail(const char *condition, const char *file, int line) {
    fprintf(stderr, "seihon: %s:%d: broken invariant: %s\n", file, line, condition);
    abort();
}
