/* Names → UUIDs (RFC 9562, version 5). Private to book/. */
#ifndef SEI_BOOK_UUID_H
#define SEI_BOOK_UUID_H

#include "base/arena.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "urn:uuid:…" of a name in the URL namespace: the same on every machine. */
sei_str sei_uuid_of_name(sei_arena *arena, sei_str name);

/* SHA-1 (FIPS 180-4) of the bytes: 20 bytes into `digest`. For names only, not for security. */
void sei_uuid_sha1(sei_str bytes, uint8_t digest[20]);

#ifdef __cplusplus
}
#endif

#endif
