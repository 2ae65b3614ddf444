/* An example of libseihon: a note and its diagnostics.
 *
 *     cc $(pkg-config --cflags seihon) convert.c $(pkg-config --libs seihon) -o convert
 *     ./convert NOTE.md NOTE.pdf
 *
 * tests/library/install.sh builds it against an installed tree, in C and in C++, and runs it. */
#include <fcntl.h>
#include <seihon/seihon.h>
#include <stdio.h>
#include <unistd.h>

/* All options of a job are strings; the first that does not fit says why. */
static seihon_status set_options(seihon_job *job, const char *note) {
    seihon_status status = seihon_job_set(job, SEIHON_SOURCE, note);
    if (status == SEIHON_OK)
        status = seihon_job_set(job, SEIHON_STYLE, "a5-booklet");
    if (status == SEIHON_OK)
        status = seihon_job_set(job, SEIHON_SETTING, "text.size=9pt");
    return status;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "convert: a note and a file to write, please\n");
        return SEIHON_FAILED_USAGE;
    }
    const int output = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);
    seihon_job *job = seihon_job_new(NULL, NULL);
    seihon_status status = SEIHON_FAILED_RUN;
    if (job != NULL && output >= 0)
        status = set_options(job, argv[1]);
    if (status == SEIHON_OK)
        status = seihon_job_run(job, SEIHON_PDF, output, STDERR_FILENO);
    if (status == SEIHON_OK)
        printf("%d pages by seihon %s\n", (int)seihon_job_count(job, SEIHON_PAGES),
               seihon_version());
    else
        fprintf(stderr, "convert: %s\n", job != NULL ? seihon_job_message(job) : "no memory");
    seihon_job_free(job);
    close(output);
    return status;
}
