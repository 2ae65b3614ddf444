/* A file's extension → what Obsidian takes the file for (spec: obsidian A1, "File types"). */
#include "vault/vault.h"

static const sei_vault_type types[] = {
    {"3gp", "audio file", SEI_TYPE_MEDIA}, {"avif", "image", SEI_TYPE_IMAGE},
    {"base", "base", SEI_TYPE_VIEW},       {"bmp", "image", SEI_TYPE_IMAGE},
    {"canvas", "canvas", SEI_TYPE_VIEW},   {"flac", "audio file", SEI_TYPE_MEDIA},
    {"gif", "image", SEI_TYPE_IMAGE},      {"jpeg", "image", SEI_TYPE_IMAGE},
    {"jpg", "image", SEI_TYPE_IMAGE},      {"m4a", "audio file", SEI_TYPE_MEDIA},
    {"md", "note", SEI_TYPE_NOTE},         {"mkv", "video file", SEI_TYPE_MEDIA},
    {"mov", "video file", SEI_TYPE_MEDIA}, {"mp3", "audio file", SEI_TYPE_MEDIA},
    {"mp4", "video file", SEI_TYPE_MEDIA}, {"ogg", "audio file", SEI_TYPE_MEDIA},
    {"ogv", "video file", SEI_TYPE_MEDIA}, {"pdf", "PDF file", SEI_TYPE_MEDIA},
    {"png", "image", SEI_TYPE_IMAGE},      {"svg", "image", SEI_TYPE_IMAGE},
    {"wav", "audio file", SEI_TYPE_MEDIA}, {"webm", "audio or video file", SEI_TYPE_MEDIA},
    {"webp", "image", SEI_TYPE_IMAGE},
};

const sei_vault_type *sei_vault_type_of(sei_str path) {
    size_t dot = sei_str_find_last_byte(path, '.');
    sei_str extension = dot == SEI_STR_NONE ? SEI_STR("") : sei_str_slice(path, dot + 1, path.size);
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (sei_str_equal_ascii_case(extension, sei_str_from(types[i].extension)))
            return &types[i];
    return NULL;
}
