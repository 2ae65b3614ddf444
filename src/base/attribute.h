/* What the compiler is told of functions beyond C11, where it understands it. */
#ifndef SEI_BASE_ATTRIBUTE_H
#define SEI_BASE_ATTRIBUTE_H

#if defined(__GNUC__)
/* Arguments are checked against the printf format that is argument number `format_at`; the first
 * of them is number `first`, 0 for a va_list. */
#define SEI_PRINTF(format_at, first) __attribute__((format(printf, format_at, first)))
#define SEI_NORETURN __attribute__((noreturn))
#else
#define SEI_PRINTF(format_at, first)
#define SEI_NORETURN
#endif

#endif
