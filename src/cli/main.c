/* seihon (製本): the program. Reserves the standard descriptors, sets the handlers that tidy up
 * after a signal, parses the command line and runs the verb. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "batch/staging.h"
#include "batch/worker.h"
#include "cli/command.h"

/* A closed descriptor 0–2 would be given to a file of ours, which messages would then overwrite. */
static void reserve_standard_descriptors(void) {
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) != fd)
            _exit(SEI_FAILED_RUN);
}

static void on_signal(int number) {
    sei_worker_abandon();
    sei_staging_abandon();
    signal(number, SIG_DFL);
    raise(number);
}

static void set_handlers(void) {
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_NODEFER};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &action, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file too large is an error of write */
}

int main(int argc, char **argv) {
    sei_options options;
    sei_status status = {0};
    reserve_standard_descriptors();
    set_handlers();
    if (!sei_options_parse(&options, argc, argv, &status)) {
        fprintf(stderr, "seihon: %s\n", status.message);
        return (int)status.code;
    }
    return sei_command_run(&options);
}
