/* watch: a source is made again whenever something is saved that it is made of. */
#ifndef SEI_CLI_WATCH_H
#define SEI_CLI_WATCH_H

#include "cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Runs until a signal ends the program; returns an exit code only when it cannot begin or go on. */
int sei_watch_run(sei_session *session);

#ifdef __cplusplus
}
#endif

#endif
