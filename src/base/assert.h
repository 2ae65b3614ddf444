/* A broken invariant is a bug of ours: it stops the worker, in release builds too. */
#ifndef SEI_BASE_ASSERT_H
#define SEI_BASE_ASSERT_H

#include "base/attribute.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Prints "file:line: condition" and aborts. The process fence turns it into a message. */
void sei_assert_fail(const char *condition, const char *file, int line) SEI_NORETURN;

#define sei_assert(condition)                                                                      \
    ((condition) ? (void)0 : sei_assert_fail(#condition, __FILE__, __LINE__))

#ifdef __cplusplus
}
#endif

#endif
