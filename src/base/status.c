/* Statuses: one line for a person. A message is cut at a character when it is too long, so that
 * what is printed stays UTF-8 if it was; escaping is left to whoever prints it (sei_diag_escape).
 */
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
    if (size < 0)
        status->message[0] = 0;
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
