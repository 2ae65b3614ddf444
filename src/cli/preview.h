/* `seihon preview`: the pages of a source as pictures in a folder. */
#ifndef SEI_CLI_PREVIEW_H
#define SEI_CLI_PREVIEW_H

#include "cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Runs the verb for the session's source; returns the exit code. */
int sei_preview_run(sei_session *session);

#ifdef __cplusplus
}
#endif

#endif
