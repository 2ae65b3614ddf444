/* One call of the program: its options, its memory, the house that is open, and what it has said.
 * Everything a user sees on the terminal goes through here: results and listings on standard
 * output, messages on standard error. */
#ifndef SEI_CLI_SESSION_H
#define SEI_CLI_SESSION_H

#include "batch/depfile.h"
#include "batch/inputs.h"
#include "batch/worker.h"
#include "cli/option.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_session {
    const sei_options *options;
    sei_memory memory;
    sei_arena arena;
    sei_house house;
    uint64_t warnings, errors; /* of every report so far */
    sei_inode_index inodes;    /* of the house's vault; at the first need */
    sei_depfile *depfile;      /* gets what outputs were made of; NULL: nobody asks */
} sei_session;

/* Opens the house around a source. False with a status. */
bool sei_session_open_house(sei_session *session, const char *source, sei_status *status);

/* A job of the session's options; its kind, source and formats are left to the caller. */
sei_worker_request sei_session_worker_request(sei_session *session);

/* Writes what a verb printed into `text` to standard output; an empty text has no bytes to write.
 */
void sei_session_print(const sei_buf *text);

/* Prints "seihon: subject: message" on standard error; `subject` may be empty. */
void sei_session_say(sei_str subject, sei_str message);

/* Says a status; returns the exit code that it means. */
int sei_session_fail(sei_str subject, const sei_status *status);

/* With --report json: one line of "type":"document". `output` is "" where there is none; `more` is
 * what sei_session_hashes gives, or "". */
void sei_session_print_document(const sei_session *session, sei_str input, sei_str output,
                                const sei_status *failure, const sei_job_result *result,
                                sei_str more);

/* With --report json: the hashes of an output, which `descriptor` holds, and of the files that it
 * was made of, for its line. */
sei_str sei_session_hashes(sei_session *session, int descriptor, const sei_file_info *inputs,
                           size_t input_count);

/* With -v: pages, characters, seconds and memory of a job. */
void sei_session_print_figures(const sei_session *session, sei_str subject,
                               const sei_job_result *result);

/* Where diagnostics go: JSON lines to standard output, text to standard error. */
int sei_session_report_descriptor(const sei_session *session);

/* An exit code with --strict taken into account. */
int sei_session_exit_code(const sei_session *session, int code);

#ifdef __cplusplus
}
#endif

#endif
