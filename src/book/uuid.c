/* A name → its version 5 UUID (RFC 9562, 5.5): the first 16 bytes of SHA-1 over a namespace's UUID
 * and the name, with version and variant set. SHA-1 is FIPS 180-4, 6.1; the whole message is in
 * memory, so it is padded in a copy. */
#include "book/uuid.h"

#include <string.h>

/* RFC 9562, 6.6: the namespace for URLs. */
static const uint8_t url_namespace[16] = {0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
                                          0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8};

typedef struct sha1 {
    uint32_t state[5];
} sha1;

static uint32_t rotate(uint32_t word, unsigned by) {
    return word << by | word >> (32 - by);
}

static void schedule(const uint8_t block[64], uint32_t words[80]) {
    for (size_t t = 0; t < 16; t++) {
        words[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 |
                   (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
    }
    for (size_t t = 16; t < 80; t++)
        words[t] = rotate(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
}

static uint32_t mix(size_t t, uint32_t b, uint32_t c, uint32_t d) {
    if (t < 20)
        return ((b & c) | (~b & d)) + 0x5A827999u;
    if (t < 40)
        return (b ^ c ^ d) + 0x6ED9EBA1u;
    if (t < 60)
        return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDCu;
    return (b ^ c ^ d) + 0xCA62C1D6u;
}

static void add_block(sha1 *hash, const uint8_t block[64]) {
    uint32_t words[80];
    uint32_t *state = hash->state;
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    schedule(block, words);
    for (size_t t = 0; t < 80; t++) {
        uint32_t next = rotate(a, 5) + mix(t, b, c, d) + e + words[t];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void sei_uuid_sha1(sei_str bytes, uint8_t digest[20]) {
    sha1 hash = {{0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u}};
    const uint8_t *at = (const uint8_t *)bytes.at;
    size_t whole = bytes.size / 64 * 64, rest = bytes.size - whole;
    uint8_t tail[128] = {0};
    for (size_t i = 0; i < whole; i += 64)
        add_block(&hash, at + i);
    if (rest > 0)
        memcpy(tail, at + whole, rest);
    tail[rest] = 0x80;
    size_t tail_size = rest < 56 ? 64 : 128;
    uint64_t bits = (uint64_t)bytes.size * 8;
    for (size_t i = 0; i < 8; i++)
        tail[tail_size - 1 - i] = (uint8_t)(bits >> (8 * i));
    for (size_t i = 0; i < tail_size; i += 64)
        add_block(&hash, tail + i);
    for (size_t i = 0; i < 20; i++)
        digest[i] = (uint8_t)(hash.state[i / 4] >> (24 - 8 * (i % 4)));
}

sei_str sei_uuid_of_name(sei_arena *arena, sei_str name) {
    char *message = sei_arena_alloc(arena, sizeof url_namespace + name.size);
    uint8_t id[20];
    memcpy(message, url_namespace, sizeof url_namespace);
    if (name.size > 0)
        memcpy(message + sizeof url_namespace, name.at, name.size);
    sei_uuid_sha1((sei_str){message, sizeof url_namespace + name.size}, id);
    id[6] = (uint8_t)((id[6] & 0x0F) | 0x50);
    id[8] = (uint8_t)((id[8] & 0x3F) | 0x80);
    return sei_arena_print(arena,
                           "urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
                           "%02x%02x%02x%02x%02x%02x",
                           id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7], id[8], id[9],
                           id[10], id[11], id[12], id[13], id[14], id[15]);
}
