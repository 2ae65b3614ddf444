/* What is to be done with an imposed PDF. */
#ifndef SEI_CLI_ADVICE_H
#define SEI_CLI_ADVICE_H

#include "cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Says how to print and fold what a job made; nothing when it is not imposed. */
void sei_advice_say(sei_session *session, const sei_job_result *result);

#ifdef __cplusplus
}
#endif

#endif
