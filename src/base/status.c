/* Statuses: one line for a person. */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool sei_status_set(sei_status *status, sei_status_code code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(status->message, sizeof status->message, format, arguments);
    va_end(arguments);
    status->code = code;
    if (size >= (int)sizeof status->message) {
        /* cut at a character: drop the continuation bytes and the lead byte of a torn one */
        size_t end = sizeof status->message - 1;
        while (end > 0 && ((unsigned char)status->message[end - 1] & 0xC0) == 0x80)
            end--;
        if (end > 0 && (unsigned char)status->message[end - 1] >= 0xC0)
            end--;
        status->message[end] = 0;
    }
    return false;
}
