/* Book → EPUB: plan the files, write each, pack them. mimetype stands first and is stored; the rest
 * follows in a fixed order. */
#include "epub/epub.h"

#include <string.h>

#include "epub/archive.h"
#include "epub/navigation.h"
#include "epub/package.h"
#include "epub/plan.h"
#include "epub/sheet.h"
#include "epub/xhtml.h"

struct packing {
    sei_arena *arena;
    SEI_VEC(sei_archive_entry) entries;
};

static void pack(struct packing *packing, sei_str name, sei_str bytes, bool is_stored) {
    SEI_VEC_ADD(packing->arena, &packing->entries,
                (sei_archive_entry){.name = name, .bytes = bytes, .is_stored = is_stored});
}

static sei_str in_book(struct packing *packing, sei_str name) {
    return sei_arena_print(packing->arena, "book/%.*s", SEI_STR_ARG(name));
}

static void pack_images(struct packing *packing, const sei_epub_plan *plan) {
    if (plan->made_cover.name.size)
        pack(packing, in_book(packing, plan->made_cover.name), plan->made_cover.bytes, true);
    for (size_t i = 0; i < plan->request->book->asset_count; i++) {
        const sei_epub_image *image = &plan->images[i];
        if (image->name.size)
            pack(packing, in_book(packing, image->name), image->bytes,
                 strcmp(image->media_type, "image/svg+xml") != 0);
    }
}

static void pack_fonts(struct packing *packing, const sei_epub_fonts *fonts) {
    for (size_t i = 0; i < fonts->count; i++)
        pack(packing, in_book(packing, fonts->at[i].name), fonts->at[i].bytes, false);
}

/* The navigation document has its place in the package also where the spine does without it. */
static void pack_pages(struct packing *packing, const sei_epub_plan *plan) {
    for (size_t i = 0; i < plan->file_count; i++) {
        const sei_epub_file *file = &plan->files[i];
        if (file->kind == SEI_EPUB_CONTENTS)
            continue;
        sei_str bytes =
            file->kind == SEI_EPUB_TEXT ? sei_xhtml_text(plan, file) : sei_xhtml_matter(plan, file);
        pack(packing, in_book(packing, file->name), bytes, false);
    }
}

bool sei_epub_make(const sei_epub_request *request, sei_str *bytes, sei_status *status) {
    struct packing packing = {.arena = request->arena};
    sei_epub_plan plan;
    sei_epub_plan_make(&plan, request);
    pack(&packing, SEI_STR("mimetype"), SEI_STR("application/epub+zip"), true);
    pack(&packing, SEI_STR("META-INF/container.xml"), sei_package_container(&plan), false);
    pack(&packing, SEI_STR("book/package.opf"), sei_package_opf(&plan), false);
    pack(&packing, SEI_STR("book/nav.xhtml"), sei_navigation_document(&plan), false);
    pack(&packing, SEI_STR("book/toc.ncx"), sei_navigation_ncx(&plan), false);
    pack(&packing, SEI_STR("book/style/book.css"), sei_sheet_make(request, &plan.fonts), false);
    pack_pages(&packing, &plan);
    pack_images(&packing, &plan);
    pack_fonts(&packing, &plan.fonts);
    return sei_archive_make(request->arena, packing.entries.at, packing.entries.size, bytes,
                            status);
}
