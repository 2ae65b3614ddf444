/* Text → the roff of a manual page. The pages' fixed parts are written by hand; what comes from a
 * table goes through here. The rule that is easy to break: '.' and '\'' at a line's start are
 * requests. */
#include "base/roff.h"

void sei_roff_add_text(sei_buf *out, sei_str text) {
    for (size_t i = 0; i < text.size; i++) {
        const char byte = text.at[i];
        const bool begins_line = out->size == 0 || out->at[out->size - 1] == '\n';
        if (begins_line && (byte == '.' || byte == '\''))
            sei_buf_add(out, SEI_STR("\\&"));
        if (byte == '\\')
            sei_buf_add(out, SEI_STR("\\e"));
        else if (byte == '-')
            sei_buf_add(out, SEI_STR("\\-"));
        else
            sei_buf_add_byte(out, byte);
    }
}

void sei_roff_add_term(sei_buf *out, sei_str name, sei_str takes, sei_str text) {
    sei_buf_add(out, SEI_STR(".TP\n\\fB"));
    sei_roff_add_text(out, name);
    sei_buf_add(out, SEI_STR("\\fR \\fI"));
    sei_roff_add_text(out, takes);
    sei_buf_add(out, SEI_STR("\\fR\n"));
    sei_roff_add_text(out, text);
    sei_buf_add_byte(out, '\n');
}
