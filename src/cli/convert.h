/* The verbs pdf, epub and build: one source → its outputs. */
#ifndef SEI_CLI_CONVERT_H
#define SEI_CLI_CONVERT_H

#include "cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Converts the session's one source, or dumps it; returns the exit code. */
int sei_convert_run(sei_session *session);

#ifdef __cplusplus
}
#endif

#endif
