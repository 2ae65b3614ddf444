/* The one change that a subset CFF table needs. */
#ifndef SEI_FONT_CFF_H
#define SEI_FONT_CFF_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Makes the charset of a CID-keyed CFF table the identity (CID n is glyph n), in place. A table
 * that is not CID-keyed is left as it is: there a PDF takes codes for glyph ids anyway. False when
 * the table is broken. */
bool sei_cff_number_cids(char *table, size_t size);

#ifdef __cplusplus
}
#endif

#endif
