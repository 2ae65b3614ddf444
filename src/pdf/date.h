/* Dates of the front matter, ISO 8601 or nearly → an instant in UTC, as PDF and XMP write it. */
#ifndef SEI_PDF_DATE_H
#define SEI_PDF_DATE_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sei_pdf_date {
    int year, month, day, hour, minute, second; /* UTC, Gregorian */
} sei_pdf_date;

/* "2024", "2024-05", "2024-05-01" (also with '/' or '.'), then perhaps 'T' or a space and
 * "12:30[:15[.5]]" and 'Z' or "+09:00"; a time without a zone is UTC. False for anything else, and
 * for years outside 1 … 9999. */
bool sei_pdf_date_parse(sei_str text, sei_pdf_date *date);

/* Seconds since 1970-01-01T00:00:00Z, clamped to the years 1 … 9999. */
sei_pdf_date sei_pdf_date_from_epoch(int64_t seconds);

/* "D:20240501033015Z": 17 bytes and a NUL. */
void sei_pdf_date_print(const sei_pdf_date *date, char out[24]);

/* "2024-05-01T03:30:15Z": 20 bytes and a NUL. */
void sei_pdf_date_print_iso(const sei_pdf_date *date, char out[24]);

#ifdef __cplusplus
}
#endif

#endif
