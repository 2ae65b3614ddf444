/* How something that can fail for the world's sake ended: files, fonts, memory (DESIGN, Errors). */
#ifndef SEI_BASE_STATUS_H
#define SEI_BASE_STATUS_H

#include "base/attribute.h"
#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sei_status_code {
    SEI_OK = 0,
    SEI_FAILED_INPUT, /* the document has no output for its own sake: exit 1 */
    SEI_FAILED_USAGE, /* usage or configuration: exit 2 */
    SEI_FAILED_RUN    /* the run itself could not go on: exit 3 */
} sei_status_code;

typedef struct sei_status {
    sei_status_code code;
    char message[496]; /* one line for a person, control characters not yet escaped; "" when OK */
} sei_status;

/* Sets code and message (cut at a character when too long); returns false, so that a function can
 * say: return sei_status_set(status, SEI_FAILED_INPUT, "cannot read %s: %s", …). */
bool sei_status_set(sei_status *status, sei_status_code code, const char *format, ...)
    SEI_PRINTF(3, 4);

#ifdef __cplusplus
}
#endif

#endif
