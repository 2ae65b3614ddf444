/* Records as lines of fields, one after the other, which a reader takes without trust: a record
 * counts once its end is read, so that a journal cut off by a kill loses its last record only.
 *
 *     D path key                  a document begins
 *     I path size time inode hash an input
 *     L name from found           a look-up
 *     O path size time            an output
 *     E                           it ends
 *
 * Rule that is easy to break: a document is up to date only when every input has its content, every
 * name that was looked up leads where it led (nowhere, too), and every output stands as it was
 * written. */
#include "batch/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/sink.h"
#include "base/vec.h"

#define HEAD "seihon manifest 1\n"
#define MANIFEST_MAX ((size_t)1 << 30)
#define FIELDS_MAX 6

/* --- text ------------------------------------------------------------------------------------ */

static void put_field(sei_buf *out, sei_str field) {
    sei_buf_add_byte(out, '\t');
    for (size_t i = 0; i < field.size; i++) {
        unsigned char byte = (unsigned char)field.at[i];
        if (byte < ' ' || byte == '%' || byte == 0x7F)
            sei_buf_print(out, "%%%02X", byte);
        else
            sei_buf_add_byte(out, (char)byte);
    }
}

static int hex_digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static sei_str field_text(sei_arena *arena, sei_str field) {
    char *out = sei_arena_alloc(arena, field.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < field.size; i++) {
        bool is_escape = field.at[i] == '%' && i + 2 < field.size &&
                         hex_digit(field.at[i + 1]) >= 0 && hex_digit(field.at[i + 2]) >= 0;
        out[size++] = is_escape
                          ? (char)(hex_digit(field.at[i + 1]) * 16 + hex_digit(field.at[i + 2]))
                          : field.at[i];
        i += is_escape ? 2 : 0;
    }
    return (sei_str){out, size};
}

static void put_record(sei_buf *out, const sei_manifest_record *record) {
    sei_buf_add_byte(out, 'D');
    put_field(out, record->document);
    sei_buf_print(out, "\t%lld\n", (long long)record->key);
    for (size_t i = 0; i < record->input_count; i++) {
        const sei_manifest_input *input = &record->inputs[i];
        sei_buf_add_byte(out, 'I');
        put_field(out, input->path);
        sei_buf_print(out, "\t%lld\t%lld\t%lld\t%lld\n", (long long)input->info.size,
                      (long long)input->info.modified, (long long)input->info.inode,
                      (long long)input->hash);
    }
    for (size_t i = 0; i < record->lookup_count; i++) {
        sei_buf_add_byte(out, 'L');
        put_field(out, record->lookups[i].name);
        put_field(out, record->lookups[i].from);
        put_field(out, record->lookups[i].found);
        sei_buf_add_byte(out, '\n');
    }
    for (size_t i = 0; i < record->output_count; i++) {
        sei_buf_add_byte(out, 'O');
        put_field(out, record->outputs[i].path);
        sei_buf_print(out, "\t%lld\t%lld\n", (long long)record->outputs[i].size,
                      (long long)record->outputs[i].modified);
    }
    sei_buf_add(out, SEI_STR("E\n"));
}

/* --- reading --------------------------------------------------------------------------------- */

/* A record in the making. */
struct reader {
    sei_manifest *manifest;
    sei_manifest_record *record; /* NULL: none is open */
    SEI_VEC(sei_manifest_input) inputs;
    SEI_VEC(sei_manifest_lookup) lookups;
    SEI_VEC(sei_manifest_output) outputs;
};

static int64_t number_of(sei_str field) {
    int64_t value = 0;
    return sei_str_parse_int(field, &value) ? value : 0;
}

static void *copy_list(sei_arena *arena, const void *list, size_t count, size_t size) {
    void *copy = sei_arena_alloc_array(arena, count, size);
    if (count > 0)
        memcpy(copy, list, count * size);
    return copy;
}

static void end_record(struct reader *reader) {
    sei_arena *arena = reader->manifest->arena;
    sei_manifest_record *record = reader->record;
    reader->record = NULL;
    if (!record)
        return;
    record->input_count = reader->inputs.size;
    record->lookup_count = reader->lookups.size;
    record->output_count = reader->outputs.size;
    record->inputs =
        copy_list(arena, reader->inputs.at, record->input_count, sizeof *record->inputs);
    record->lookups =
        copy_list(arena, reader->lookups.at, record->lookup_count, sizeof *record->lookups);
    record->outputs =
        copy_list(arena, reader->outputs.at, record->output_count, sizeof *record->outputs);
    sei_map_add(&reader->manifest->records, record->document, record);
}

/* Whether it names a file below the output folder: --prune removes what a record names. */
static bool is_output_path(sei_str path) {
    sei_str part;
    bool is_below = path.size > 0 && !memchr(path.at, 0, path.size);
    while (is_below && sei_str_split(&path, '/', &part))
        is_below = part.size > 0 && !sei_str_starts(part, SEI_STR(".")); /* no "..", no dot file */
    return is_below;
}

static void read_line(struct reader *reader, char kind, const sei_str fields[FIELDS_MAX]) {
    sei_arena *arena = reader->manifest->arena;
    switch (kind) {
    case 'D':
        reader->record = SEI_NEW(arena, sei_manifest_record);
        reader->record->document = field_text(arena, fields[0]);
        reader->record->key = (uint64_t)number_of(fields[1]);
        reader->inputs.size = reader->lookups.size = reader->outputs.size = 0;
        return;
    case 'I':
        SEI_VEC_ADD(arena, &reader->inputs,
                    (sei_manifest_input){.path = field_text(arena, fields[0]),
                                         .info = {.size = (uint64_t)number_of(fields[1]),
                                                  .modified = number_of(fields[2]),
                                                  .inode = (uint64_t)number_of(fields[3])},
                                         .hash = (uint64_t)number_of(fields[4])});
        return;
    case 'L':
        SEI_VEC_ADD(arena, &reader->lookups,
                    (sei_manifest_lookup){field_text(arena, fields[0]),
                                          field_text(arena, fields[1]),
                                          field_text(arena, fields[2])});
        return;
    case 'O':
        SEI_VEC_ADD(arena, &reader->outputs,
                    (sei_manifest_output){field_text(arena, fields[0]),
                                          (uint64_t)number_of(fields[1]), number_of(fields[2])});
        if (!is_output_path(reader->outputs.at[reader->outputs.size - 1].path))
            reader->record = NULL; /* not written by a batch: the whole record does not count */
        return;
    case 'E':
        end_record(reader);
        return;
    default:
        reader->record = NULL;
    }
}

/* A file of records; one that is not there has none. */
static void read_records(sei_manifest *manifest, const char *name) {
    struct reader reader = {.manifest = manifest};
    sei_root root = {.fd = -1};
    sei_str text, line, field;
    sei_status ignored = {0};
    bool is_read =
        sei_root_open(&root, manifest->arena, manifest->folder, &ignored) &&
        sei_root_read(&root, manifest->arena, sei_str_from(name), MANIFEST_MAX, &text, &ignored) &&
        sei_str_starts(text, SEI_STR(HEAD));
    sei_root_close(&root);
    while (is_read && sei_str_split(&text, '\n', &line)) {
        sei_str fields[FIELDS_MAX] = {{NULL, 0}};
        sei_str rest = line;
        char kind = sei_str_split(&rest, '\t', &field) && field.size == 1 ? field.at[0] : ' ';
        for (size_t i = 0; i < FIELDS_MAX && sei_str_split(&rest, '\t', &field); i++)
            fields[i] = field;
        if (!sei_str_equal(line, SEI_STR("seihon manifest 1")))
            read_line(&reader, kind, fields);
    }
}

/* --- opening and closing --------------------------------------------------------------------- */

static const char *path_in(const sei_manifest *manifest, const char *name) {
    return sei_arena_print(manifest->arena, "%.*s/%s", SEI_STR_ARG(manifest->folder), name).at;
}

/* Without a journal the manifest at the end has everything all the same. */
static void close_journal(sei_manifest *manifest) {
    if (manifest->journal >= 0)
        close(manifest->journal);
    manifest->journal = -1;
}

/* What a run killed in the middle of a line has left is ended by the line's own. */
static void open_journal(sei_manifest *manifest) {
    manifest->journal =
        open(path_in(manifest, ".seihon-journal"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    off_t size = manifest->journal < 0 ? -1 : lseek(manifest->journal, 0, SEEK_END);
    const char *begin = size == 0 ? HEAD : "\n";
    if (size >= 0 && write(manifest->journal, begin, strlen(begin)) < 0)
        close_journal(manifest);
}

bool sei_manifest_open(sei_manifest *manifest, sei_arena *arena, sei_str folder,
                       sei_status *status) {
    *manifest = (sei_manifest){.arena = arena, .folder = folder, .lock = -1, .journal = -1};
    sei_map_init(&manifest->records, arena);
    manifest->lock = open(path_in(manifest, ".seihon-lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (manifest->lock < 0)
        return sei_status_set(status, SEI_FAILED_RUN, "cannot write into %.*s: %s",
                              SEI_STR_ARG(folder), strerror(errno));
    if (flock(manifest->lock, LOCK_EX | LOCK_NB) != 0) {
        close(manifest->lock);
        manifest->lock = -1;
        return sei_status_set(status, SEI_FAILED_RUN,
                              "another batch is writing into %.*s; wait for its end, or name "
                              "another folder",
                              SEI_STR_ARG(folder));
    }
    read_records(manifest, ".seihon-manifest");
    read_records(manifest, ".seihon-journal");
    manifest->was_broken_off = access(path_in(manifest, ".seihon-journal"), F_OK) == 0;
    open_journal(manifest); /* from the start: it also tells that a run was killed */
    return true;
}

bool sei_manifest_close(sei_manifest *manifest, sei_status *status) {
    sei_sink sink = {.folder = -1, .fd = -1};
    sei_buf out;
    sei_buf_init(&out, manifest->arena->memory);
    sei_buf_add(&out, SEI_STR(HEAD));
    for (size_t i = 0; i < manifest->records.size; i++) {
        const sei_manifest_record *record = manifest->records.entries[i].value;
        if (!record->is_forgotten)
            put_record(&out, record);
    }
    bool is_written = sei_sink_open(&sink, sei_str_from(path_in(manifest, ".seihon-manifest")),
                                    NULL, 0, status) &&
                      sei_sink_write(&sink, sei_buf_str(&out), status) &&
                      sei_sink_commit(&sink, status);
    sei_sink_drop(&sink);
    sei_buf_fini(&out);
    close_journal(manifest);
    if (is_written)
        unlink(path_in(manifest, ".seihon-journal"));
    close(manifest->lock);
    return is_written;
}

/* --- up to date or not ----------------------------------------------------------------------- */

static bool is_same_info(const sei_file_info *a, const sei_file_info *b) {
    return a->size == b->size && a->modified == b->modified && a->inode == b->inode;
}

/* An input that only looks changed gets its new looks. */
static bool has_changed(const sei_vault *vault, sei_arena *scratch, sei_manifest_input *input) {
    sei_file_info info;
    uint64_t hash;
    if (!sei_root_stat(&vault->root, input->path, &info))
        return true;
    if (is_same_info(&info, &input->info))
        return false;
    if (info.size != input->info.size || !sei_input_hash(vault, scratch, input->path, &hash) ||
        hash != input->hash)
        return true;
    input->info = info;
    return false;
}

static bool leads_elsewhere(sei_vault *vault, const sei_manifest_lookup *lookup) {
    const sei_vault_file *file = sei_vault_find_again(vault, lookup->name, lookup->from);
    return !sei_str_equal(file ? file->path : SEI_STR(""), lookup->found);
}

static bool is_gone(const sei_manifest *manifest, sei_arena *scratch,
                    const sei_manifest_output *output) {
    struct stat status;
    sei_str path = sei_arena_print(scratch, "%.*s/%.*s", SEI_STR_ARG(manifest->folder),
                                   SEI_STR_ARG(output->path));
    return stat(path.at, &status) != 0 || (uint64_t)status.st_size != output->size ||
           status.st_mtim.tv_sec * INT64_C(1000000000) + status.st_mtim.tv_nsec != output->modified;
}

sei_str sei_manifest_why(sei_manifest *manifest, const sei_batch_document *document,
                         sei_house *house, uint64_t key, sei_arena *scratch) {
    const sei_manifest_record *record = sei_map_find(&manifest->records, document->source.path);
    if (!record || record->is_forgotten)
        return SEI_STR("new");
    if (record->key != key)
        return SEI_STR("options, styles, fonts or settings changed");
    for (size_t i = 0; i < record->input_count; i++)
        if (has_changed(&house->vault, scratch, &record->inputs[i]))
            return sei_arena_print(scratch, "%.*s changed", SEI_STR_ARG(record->inputs[i].path));
    for (size_t i = 0; i < record->lookup_count; i++)
        if (leads_elsewhere(&house->vault, &record->lookups[i]))
            return sei_arena_print(scratch, "\"%.*s\" leads elsewhere",
                                   SEI_STR_ARG(record->lookups[i].name));
    for (size_t i = 0; i < record->output_count; i++)
        if (is_gone(manifest, scratch, &record->outputs[i]))
            return sei_arena_print(scratch, "%.*s is not as it was written",
                                   SEI_STR_ARG(record->outputs[i].path));
    return SEI_STR("");
}

/* --- what a run adds ------------------------------------------------------------------------- */

/* A file that is not in the vault's index (a style outside it) is in the key. */
static bool add_inputs(struct reader *reader, const sei_vault *vault, const sei_file_info *infos,
                       size_t count) {
    sei_manifest *manifest = reader->manifest;
    if (!manifest->index.files)
        sei_inode_index_init(&manifest->index, manifest->arena, vault);
    const sei_input_list files = sei_inputs_find(&manifest->index, manifest->arena, infos, count);
    for (size_t i = 0; i < files.size; i++) {
        const sei_vault_file *file = files.at[i];
        sei_manifest_input input = {.path = file->path, .info = file->info};
        sei_file_info now;
        if (!sei_input_hash(vault, manifest->arena, file->path, &input.hash) ||
            !sei_root_stat(&vault->root, file->path, &now) || !is_same_info(&now, &file->info))
            return false;
        SEI_VEC_ADD(manifest->arena, &reader->inputs, input);
    }
    return true;
}

/* "name\0from\0found\0" each; the same look-up counts once. */
static void add_lookups(struct reader *reader, sei_str text) {
    sei_arena *arena = reader->manifest->arena;
    sei_map seen;
    sei_str name, from, found;
    sei_map_init(&seen, arena);
    text = sei_arena_copy(arena, text);
    const char *start = text.at;
    while (sei_str_split(&text, 0, &name) && sei_str_split(&text, 0, &from) &&
           sei_str_split(&text, 0, &found)) {
        sei_str whole = {name.at, (size_t)(found.at - name.at) + found.size};
        if (start && !sei_map_add(&seen, whole, reader))
            SEI_VEC_ADD(arena, &reader->lookups, (sei_manifest_lookup){name, from, found});
    }
}

/* What an earlier run made of the document in a format that this one was not asked for is still
 * its: it is stale once the document is gone. */
static void keep_outputs(struct reader *reader) {
    sei_manifest *manifest = reader->manifest;
    const sei_manifest_record *older = sei_map_find(&manifest->records, reader->record->document);
    const size_t made = reader->outputs.size;
    for (size_t i = 0; older && i < older->output_count; i++) {
        bool is_made = is_gone(manifest, manifest->arena, &older->outputs[i]);
        for (size_t n = 0; n < made; n++)
            is_made |= sei_str_equal(reader->outputs.at[n].path, older->outputs[i].path);
        if (!is_made)
            SEI_VEC_ADD(manifest->arena, &reader->outputs, older->outputs[i]);
    }
}

void sei_manifest_add(sei_manifest *manifest, const sei_house *house, sei_str document,
                      uint64_t key, const sei_file_info *infos, size_t info_count, sei_str lookups,
                      const sei_manifest_output *outputs, size_t output_count) {
    struct reader reader = {.manifest = manifest,
                            .record = SEI_NEW(manifest->arena, sei_manifest_record)};
    reader.record->document = document;
    reader.record->key = key;
    if (!add_inputs(&reader, &house->vault, infos, info_count))
        return;
    add_lookups(&reader, lookups);
    for (size_t i = 0; i < output_count; i++)
        SEI_VEC_ADD(manifest->arena, &reader.outputs, outputs[i]);
    keep_outputs(&reader);
    end_record(&reader);
    sei_buf line;
    sei_buf_init(&line, manifest->arena->memory);
    put_record(&line, sei_map_find(&manifest->records, document));
    if (manifest->journal >= 0 &&
        write(manifest->journal, line.at, line.size) != (ssize_t)line.size)
        close_journal(manifest); /* a part of a record must be the last thing in it */
    sei_buf_fini(&line);
}

/* --- stale outputs --------------------------------------------------------------------------- */

static void map_plan(const sei_batch_plan *plan, sei_map *planned) {
    for (size_t i = 0; i < plan->count; i++)
        sei_map_add(planned, plan->documents[i].source.path, &plan->documents[i]);
}

size_t sei_manifest_stale(const sei_manifest *manifest, const sei_batch_plan *whole,
                          sei_arena *arena, const sei_str **outputs) {
    SEI_VEC(sei_str) found = {0};
    sei_map planned;
    sei_map_init(&planned, arena);
    map_plan(whole, &planned);
    for (size_t i = 0; i < manifest->records.size; i++) {
        const sei_manifest_record *record = manifest->records.entries[i].value;
        bool is_stale = !record->is_forgotten && !sei_map_find(&planned, record->document);
        for (size_t o = 0; is_stale && o < record->output_count; o++)
            if (!is_gone(manifest, arena, &record->outputs[o])) /* else it is another's by now */
                SEI_VEC_ADD(arena, &found, record->outputs[o].path);
    }
    *outputs = found.at;
    return found.size;
}

void sei_manifest_forget_stale(sei_manifest *manifest, const sei_batch_plan *whole) {
    sei_map planned;
    sei_map_init(&planned, manifest->arena);
    map_plan(whole, &planned);
    for (size_t i = 0; i < manifest->records.size; i++) {
        sei_manifest_record *record = manifest->records.entries[i].value;
        if (!sei_map_find(&planned, record->document))
            record->is_forgotten = true;
    }
}
