/* What each verb does with parsed options. */
#ifndef SEI_CLI_COMMAND_H
#define SEI_CLI_COMMAND_H

#include "cli/option.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Runs the verb; returns the process's exit code (DESIGN, Errors). */
int sei_command_run(const sei_options *options);

#ifdef __cplusplus
}
#endif

#endif
