/* The verb check: notes, folders and book files → their diagnostics, and no file. */
#ifndef SEI_CLI_CHECK_H
#define SEI_CLI_CHECK_H

#include "cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Checks every source of the command line; returns the exit code. */
int sei_check_run(sei_session *session);

#ifdef __cplusplus
}
#endif

#endif
