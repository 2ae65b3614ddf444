/* seihon batch. */
#ifndef SEI_CLI_BATCH_H
#define SEI_CLI_BATCH_H

#include "cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Makes every document of a vault into files below -o; returns the exit code. */
int sei_batch_run(sei_session *session);

#ifdef __cplusplus
}
#endif

#endif
