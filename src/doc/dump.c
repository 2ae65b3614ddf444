/* The dump of a tree and of a book: one node a line, every attribute that is not zero or empty, so
 * that tests (and the comparison of two translations) see the whole truth. Ids are left out: they
 * are the order of the lines. Attributes stand in the order of sei_node's members; a switch without
 * default makes a new kind declare what it prints. */
#include "base/diag.h"
#include "doc/book.h"

static void add_text(sei_buf *out, sei_str text) {
    sei_buf_add_byte(out, ' ');
    sei_json_escape(out, text);
}

static void add_string(sei_buf *out, const char *name, sei_str value) {
    if (value.size > 0) {
        sei_buf_print(out, " %s=", name);
        sei_json_escape(out, value);
    }
}

static void add_number(sei_buf *out, const char *name, int64_t value) {
    if (value != 0)
        sei_buf_print(out, " %s=%lld", name, (long long)value);
}

static void add_flag(sei_buf *out, const char *name, bool value) {
    if (value)
        sei_buf_print(out, " %s", name);
}

static void add_word(sei_buf *out, const char *name, const char *word) {
    if (word)
        sei_buf_print(out, " %s=%s", name, word);
}

static void add_lang(sei_buf *out, sei_lang lang) {
    add_word(out, "lang", lang == SEI_LANG_NONE ? NULL : sei_lang_tag(lang));
}

static void add_character(sei_buf *out, const char *name, uint32_t character) {
    if (character != 0) {
        sei_buf_print(out, " %s=\"", name);
        if (character == '"' || character == '\\')
            sei_buf_add_byte(out, '\\');
        sei_buf_add_code_point(out, character);
        sei_buf_add_byte(out, '"');
    }
}

static const char *align_word(sei_align align) {
    switch (align) {
    case SEI_ALIGN_NONE:
        return NULL;
    case SEI_ALIGN_LEFT:
        return "left";
    case SEI_ALIGN_CENTER:
        return "center";
    case SEI_ALIGN_RIGHT:
        return "right";
    }
    return NULL;
}

static const char *fold_word(sei_fold fold) {
    switch (fold) {
    case SEI_FOLD_NONE:
        return NULL;
    case SEI_FOLD_OPEN:
        return "open";
    case SEI_FOLD_CLOSED:
        return "closed";
    }
    return NULL;
}

static void add_chapter(sei_buf *out, const sei_node *node) {
    add_string(out, "title", node->as.chapter.title);
    add_string(out, "number", node->as.chapter.number);
    add_flag(out, "show-title", node->as.chapter.show_title);
    add_lang(out, node->as.chapter.lang);
    bool has_depth = node->kind == SEI_NODE_PART || node->as.chapter.depth > 1;
    add_number(out, "depth", has_depth ? node->as.chapter.depth : 0);
}

static void add_heading(sei_buf *out, const sei_node *node) {
    add_number(out, "level", node->as.heading.level);
    add_number(out, "depth", node->as.heading.depth);
    add_flag(out, "html", node->as.heading.is_html);
    add_string(out, "number", node->as.heading.number);
}

static void add_list(sei_buf *out, const sei_node *node) {
    add_flag(out, "ordered", node->as.list.ordered);
    add_flag(out, "tight", node->as.list.tight);
    add_character(out, "delimiter", (unsigned char)node->as.list.delimiter);
    add_number(out, "start", node->as.list.start);
}

static void add_item(sei_buf *out, const sei_node *node) {
    add_character(out, "task", node->as.item.task);
    add_number(out, "number", node->as.item.number);
}

static void add_callout(sei_buf *out, const sei_node *node) {
    add_string(out, "type", node->as.callout.type);
    add_string(out, "metadata", node->as.callout.metadata);
    add_word(out, "fold", fold_word(node->as.callout.fold));
}

static void add_verbatim(sei_buf *out, const sei_node *node) {
    add_string(out, "info", node->as.code.info);
    add_text(out, node->as.code.text);
}

static void add_table(sei_buf *out, const sei_node *node) {
    add_number(out, "columns", node->as.table.column_count);
    const sei_align *aligns = node->as.table.aligns;
    for (uint32_t i = 0; aligns && i < node->as.table.column_count; i++) {
        const char *word = align_word(aligns[i]);
        sei_buf_print(out, "%s%s", i == 0 ? " aligns=" : ",", word ? word : "none");
    }
}

static void add_row_or_cell(sei_buf *out, const sei_node *node) {
    if (node->kind == SEI_NODE_ROW) {
        add_flag(out, "head", node->as.row.is_head);
        return;
    }
    add_number(out, "column", node->as.cell.column);
    add_word(out, "align", align_word(node->as.cell.align));
    add_number(out, "more-columns", node->as.cell.more_columns);
    add_number(out, "more-rows", node->as.cell.more_rows);
    add_flag(out, "head", node->as.cell.is_head);
}

static void add_division(sei_buf *out, const sei_node *node) {
    add_word(out, "align", align_word(node->as.division.align));
    add_string(out, "title", node->as.division.title);
}

/* Everything that has a target or shows an image. */
static void add_link(sei_buf *out, const sei_node *node) {
    const sei_target *target = &node->as.link.target;
    const sei_image_node *image = &node->as.link.image;
    add_string(out, "path", target->path);
    add_string(out, "subpath", target->subpath);
    add_flag(out, "alias", target->has_alias);
    add_flag(out, "markdown", target->is_markdown_link);
    add_number(out, "to", target->anchor);
    add_string(out, "sibling", target->sibling);
    add_string(out, "alt", image->alt);
    add_number(out, "width", image->width);
    add_number(out, "height", image->height);
    add_number(out, "asset", image->asset);
    add_string(out, "title", node->as.link.title);
}

static void add_note(sei_buf *out, const sei_node *node) {
    add_string(out, "name", node->as.note.label);
    add_number(out, "number", node->as.note.number);
    add_number(out, "mark", node->as.note.mark_count);
}

static void add_span(sei_buf *out, const sei_node *node) {
    add_lang(out, node->as.span.lang);
    add_flag(out, "reading", node->as.span.is_reading);
    add_number(out, "base", node->as.span.base);
}

static void add_blank(sei_buf *out, const sei_node *node) {
    add_number(out, "number", node->as.blank.number);
    add_string(out, "answer", node->as.blank.answer);
}

static void add_inline(sei_buf *out, const sei_node *node) {
    switch (node->kind) {
    case SEI_NODE_TEXT:
    case SEI_NODE_CODE:
    case SEI_NODE_MATH:
    case SEI_NODE_TAG:
        add_text(out, node->as.text);
        return;
    case SEI_NODE_SPAN:
        add_span(out, node);
        return;
    case SEI_NODE_BLANK:
        add_blank(out, node);
        return;
    case SEI_NODE_CELL_LIST:
        add_list(out, node);
        return;
    case SEI_NODE_CELL_ITEM:
        add_item(out, node);
        return;
    case SEI_NODE_IMAGE:
    case SEI_NODE_LINK:
    case SEI_NODE_WIKILINK:
    case SEI_NODE_EMBED:
        add_link(out, node);
        return;
    case SEI_NODE_NOTE_MARK:
        add_note(out, node);
        return;
    case SEI_NODE_SOFT_BREAK:
    case SEI_NODE_LINE_BREAK:
    case SEI_NODE_EMPHASIS:
    case SEI_NODE_STRONG:
    case SEI_NODE_STRIKE:
    case SEI_NODE_HIGHLIGHT:
    case SEI_NODE_UNDERLINE:
    case SEI_NODE_SUPERSCRIPT:
    case SEI_NODE_SUBSCRIPT:
    case SEI_NODE_SMALL:
    case SEI_NODE_KEYBOARD:
    case SEI_NODE_TERM:
    case SEI_NODE_ANCHOR:
        SEI_NODE_LIST(SEI_NODE_IF_BLOCK)
    case SEI_NODE_KIND_COUNT:
        return;
    }
}

static void add_attributes(sei_buf *out, const sei_node *node) {
    switch (node->kind) {
    case SEI_NODE_PART:
    case SEI_NODE_CHAPTER:
        add_chapter(out, node);
        return;
    case SEI_NODE_HEADING:
        add_heading(out, node);
        return;
    case SEI_NODE_LIST:
        add_list(out, node);
        return;
    case SEI_NODE_ITEM:
        add_item(out, node);
        return;
    case SEI_NODE_CALLOUT:
        add_callout(out, node);
        return;
    case SEI_NODE_CODE_BLOCK:
    case SEI_NODE_MATH_BLOCK:
        add_verbatim(out, node);
        return;
    case SEI_NODE_TABLE:
        add_table(out, node);
        return;
    case SEI_NODE_ROW:
    case SEI_NODE_CELL:
        add_row_or_cell(out, node);
        return;
    case SEI_NODE_DIVISION:
        add_division(out, node);
        return;
    case SEI_NODE_FIGURE:
    case SEI_NODE_QR_CODE:
    case SEI_NODE_EMBEDDED:
        add_link(out, node);
        return;
    case SEI_NODE_NOTE:
        add_note(out, node);
        return;
    case SEI_NODE_INDEX_ENTRY:
    case SEI_NODE_BOOK:
    case SEI_NODE_PARAGRAPH:
    case SEI_NODE_QUOTE:
    case SEI_NODE_CALLOUT_TITLE:
    case SEI_NODE_CAPTION:
    case SEI_NODE_RULE:
    case SEI_NODE_PAGE_BREAK:
    case SEI_NODE_NOTES:
        return;
        SEI_NODE_LIST(SEI_NODE_IF_INLINE)
        add_inline(out, node);
        return;
    case SEI_NODE_KIND_COUNT:
        return;
    }
}

static void add_place(sei_buf *out, const sei_node *node, const sei_source *const *sources,
                      size_t source_count, sei_place_cursor *cursor) {
    if (node->source >= source_count)
        return;
    sei_place place = sei_place_cursor_move(cursor, sources[node->source], node->offset);
    sei_buf_add(out, SEI_STR(" @"));
    if (source_count > 1)
        sei_buf_print(out, "%lu/", (unsigned long)node->source);
    sei_buf_print(out, "%lu:%lu", (unsigned long)place.line, (unsigned long)place.column);
}

void sei_doc_dump(const sei_node *root, const sei_source *const *sources, size_t source_count,
                  sei_buf *out) {
    size_t depth = 0;
    sei_place_cursor cursor = {0}; /* a long line is not counted from its start for each node */
    for (const sei_node *node = root; node;) {
        for (size_t i = 0; i < depth; i++)
            sei_buf_add(out, SEI_STR("  "));
        sei_buf_add(out, sei_str_from(sei_node_name(node->kind)));
        add_string(out, "label", node->label);
        add_number(out, "anchor", node->anchor);
        add_attributes(out, node);
        add_place(out, node, sources, source_count, &cursor);
        sei_buf_add_byte(out, '\n');
        const sei_node *next = sei_node_next(root, node);
        if (node->first)
            depth++;
        else if (next) /* down to the level of next, whose parent is an ancestor of node */
            for (const sei_node *up = node; up->parent != next->parent; up = up->parent)
                depth--;
        node = next;
    }
}

static void add_info_line(sei_buf *out, const char *name, sei_str value) {
    if (value.size > 0) {
        sei_buf_print(out, "%s", name);
        add_text(out, value);
        sei_buf_add_byte(out, '\n');
    }
}

static void dump_info(const sei_book_info *info, sei_buf *out) {
    add_info_line(out, "title", info->title);
    add_info_line(out, "subtitle", info->subtitle);
    for (size_t i = 0; i < info->author_count; i++)
        add_info_line(out, "author", info->authors[i]);
    for (size_t i = 0; i < info->tag_count; i++)
        add_info_line(out, "tag", info->tags[i]);
    add_info_line(out, "date", info->date);
    add_info_line(out, "created", info->created);
    add_info_line(out, "modified", info->modified);
    add_info_line(out, "description", info->description);
    add_info_line(out, "publisher", info->publisher);
    add_info_line(out, "version", info->version);
    add_info_line(out, "rights", info->rights);
    add_info_line(out, "url", info->url);
    add_info_line(out, "identifier", info->identifier);
    sei_buf_print(out, "lang %s", sei_lang_tag(info->lang));
    add_text(out, info->lang_tag);
    sei_buf_add_byte(out, '\n');
}

static const char *asset_word(sei_asset_kind kind) {
    switch (kind) {
    case SEI_ASSET_BROKEN:
        return "broken";
    case SEI_ASSET_PNG:
        return "png";
    case SEI_ASSET_JPEG:
        return "jpeg";
    case SEI_ASSET_GIF:
        return "gif";
    case SEI_ASSET_WEBP:
        return "webp";
    case SEI_ASSET_AVIF:
        return "avif";
    case SEI_ASSET_SVG:
        return "svg";
    }
    return "";
}

void sei_book_dump(const sei_book *book, sei_buf *out) {
    dump_info(&book->info, out);
    if (book->cover)
        sei_buf_print(out, "cover %lu\n", (unsigned long)book->cover);
    for (size_t i = 0; i < book->source_count && book->source_count > 1; i++) {
        sei_buf_print(out, "source %zu", i);
        add_text(out, book->sources[i]->path);
        sei_buf_add_byte(out, '\n');
    }
    for (size_t i = 0; i < book->asset_count; i++) {
        const sei_asset *asset = &book->assets[i];
        sei_buf_print(out, "asset %zu %s", i + 1, asset_word(asset->kind));
        add_text(out, asset->path);
        add_number(out, "bytes", (int64_t)asset->bytes.size);
        add_number(out, "width", asset->width);
        add_number(out, "height", asset->height);
        sei_buf_add_byte(out, '\n');
    }
    sei_place_cursor cursor = {0};
    for (size_t i = 0; i < book->anchor_count; i++) {
        const sei_node *node = book->anchors[i].node;
        sei_buf_print(out, "anchor %zu %s", i + 1, sei_node_name(node->kind));
        add_place(out, node, book->sources, book->source_count, &cursor);
        sei_buf_add_byte(out, '\n');
    }
    sei_doc_dump(book->root, book->sources, book->source_count, out);
}
