/* A broken invariant is a bug of ours: it stops the worker, in release builds too (DESIGN, Errors). */
#ifndef SEI_BASE_ASSERT_H
#define SEI_BASE_ASSERT_H

#ifdef __cplusplus
extern "C" {
#endif

/* Prints "file:line: condition" and aborts. The process fence turns it into a message. */
void sei_assert_fail(const char *condition, const char *file, int line);

#define sei_assert(condition)                                                                      \
    ((condition) ? (void)0 : sei_assert_fail(#condition, __FILE__, __LINE__))

#ifdef __cplusplus
}
#endif

#endif
