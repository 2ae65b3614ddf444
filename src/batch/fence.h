/* What a worker gives up before it reads a byte of the vault's text: writing, the network, other
 * programs (Landlock and seccomp where the kernel has them) and unbounded resources. */
#ifndef SEI_BATCH_FENCE_H
#define SEI_BATCH_FENCE_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_fence {
    const char *const *read_below; /* folders that may be read; NULL at the end */
    size_t memory_limit;           /* bytes of address space; 0: none (sanitizers need none) */
    double cpu_seconds;            /* 0: none */
} sei_fence;

/* Closes the fence around this process, for good. What the kernel does not know is left out: the
 * program's own rules (reads through base/os, writes through the sink) still stand. */
void sei_fence_close(const sei_fence *fence);

#ifdef __cplusplus
}
#endif

#endif
