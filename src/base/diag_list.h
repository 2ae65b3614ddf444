/* Every diagnostic once: X(name, "id", severity, "what it means and what to do"). From this table
 * come the enum, the ids users name with -W, the manual's list and the completeness test. Keep it
 * sorted by id; the last field is the manual's sentence, not the message. */
#ifndef SEI_BASE_DIAG_LIST_H
#define SEI_BASE_DIAG_LIST_H

/* clang-format off */
#define SEI_DIAG_LIST(X)                                                                           \
    X(ALIAS_LINK, "alias-link", WARNING, "A link names an alias; Obsidian itself resolves only file names. Link to the note and show the alias: [[note|alias]].") \
    X(ATTACHMENT_UNUSED, "attachment-unused", WARNING, "No note of the vault shows or links this attachment (told by check of a whole vault).") \
    X(BOOK_FILE, "book-file", ERROR, "A book file has an unknown key or a value that does not fit; the message names the nearest right one. No book is made.") \
    X(CHAPTER_DUPLICATE, "chapter-duplicate", WARNING, "A book lists a note twice; it is a chapter once, where it is listed first.") \
    X(CHAPTER_MISSING, "chapter-missing", WARNING, "A book file lists a note that is not in the vault, or a pattern that matches none; the book is made without it.") \
    X(CSS_REFERENCE, "css-reference", WARNING, "A style sheet of the vault takes something from another file or from the network; an EPUB carries none of it.") \
    X(DYNAMIC_BLOCK, "dynamic-block", WARNING, "A block whose result is made while Obsidian runs (a query, a diagram, a button); its source is printed as code.") \
    X(EMBED_CYCLE, "embed-cycle", WARNING, "A note embeds itself, directly or through others; a link stands in the place of the inner embed.") \
    X(EMBED_DEPTH, "embed-depth", WARNING, "Embeds nest more than five deep, as in Obsidian; a link stands in the place of the inner embed.") \
    X(EMBED_UNSUPPORTED, "embed-unsupported", WARNING, "An embed of a kind that has no printed form; its name is printed.") \
    X(ENCODING, "encoding", WARNING, "Bytes that are not UTF-8 were replaced. Save the note as UTF-8.") \
    X(FRONT_MATTER, "front-matter", WARNING, "The front matter is not valid YAML; it is left out and the text is kept.") \
    X(GLYPH_MISSING, "glyph-missing", WARNING, "No font at hand has this character. Install the package named, or add a font with --font-dir.") \
    X(HEADING_MISSING, "heading-missing", WARNING, "A link or embed names a heading or block that its note does not have; the link leads to the note's start, the embed is left out.") \
    X(HTML_UNSUPPORTED, "html-unsupported", WARNING, "An HTML element outside the allow-list is left out; its text is kept.") \
    X(IMAGE_BROKEN, "image-broken", WARNING, "An image cannot be decoded; a box with its name stands in its place.") \
    X(IMAGE_MISSING, "image-missing", WARNING, "An image is not in the vault; a box with its name stands in its place.") \
    X(IMAGE_REMOTE, "image-remote", WARNING, "An image on the network is never fetched; a link stands in its place.") \
    X(IMAGE_TEXT, "image-text", WARNING, "An image has no text for those who cannot see it; its file's name stands in. Write one: ![[image.png|what it shows]] or ![what it shows](image.png).") \
    X(LIMIT, "limit", WARNING, "A limit was reached and something was cut; the message says what and which.") \
    X(LINK_AMBIGUOUS, "link-ambiguous", WARNING, "Several notes have this name; the message names the one that was taken.") \
    X(LINK_MISSING, "link-missing", WARNING, "A link names no note of the vault; it is printed as plain text.") \
    X(MAP_REMARK, "map-remark", WARNING, "A map's list items say more than the link to their chapter; the rest is not printed. Put it into the note or a paragraph of its own, or say map-text: drop.") \
    X(NAME_DUPLICATE, "name-duplicate", WARNING, "Several notes have one name, so that a link by it means the nearest (told by check of a whole vault).") \
    X(NOTE_DUPLICATE, "note-duplicate", WARNING, "A footnote label is defined twice; the first definition is used.") \
    X(NOTE_UNDEFINED, "note-undefined", WARNING, "A footnote mark has no definition; it is printed as written.") \
    X(NOTE_UNUSED, "note-unused", WARNING, "A footnote is defined and never used; it is not printed.") \
    X(OVERFULL, "overfull", WARNING, "Something is wider than the type area and was broken or scaled.") \
    X(READ_FAILED, "read-failed", ERROR, "A file cannot be read.") \
    X(STYLE, "style", ERROR, "A style file, front matter or --set has a value that does not fit.") \
    X(STYLE_UNKNOWN, "style-unknown", ERROR, "A style file, front matter or --set names a property that there is none of.") \
    X(URL_UNSAFE, "url-unsafe", WARNING, "A link with a scheme other than http, https or mailto is printed as plain text.")
/* clang-format on */

#endif
