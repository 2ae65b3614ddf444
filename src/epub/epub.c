/* Book → EPUB: plan the files, write each, pack them. mimetype stands first and is stored; the rest
 * follows in a fixed order. */
#include "epub/epub.h"

#include <string.h>

#include "epub/archive.h"
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
    for (size_t i = 0; i < plan->request->book->asset_count; i++) {
        const sei_epub_image *image = &plan->images[i];
        if (image->name.size)
            pack(packing, in_book(packing, image->name), image->bytes,
                 strcmp(image->media_type, "image/svg+xml") != 0);
    }
}

bool sei_epub_make(const sei_epub_request *request, sei_str *bytes, sei_status *status) {
    struct packing packing = {.arena = request->arena};
    sei_epub_plan plan;
    sei_epub_plan_make(&plan, request);
    pack(&packing, SEI_STR("mimetype"), SEI_STR("application/epub+zip"), true);
    pack(&packing, SEI_STR("META-INF/container.xml"), sei_package_container(&plan), false);
    pack(&packing, SEI_STR("book/package.opf"), sei_package_opf(&plan), false);
    pack(&packing, SEI_STR("book/nav.xhtml"), sei_package_nav(&plan), false);
    pack(&packing, SEI_STR("book/toc.ncx"), sei_package_ncx(&plan), false);
    pack(&packing, SEI_STR("book/style/book.css"), sei_sheet_make(request), false);
    pack(&packing, SEI_STR("book/text/title.xhtml"), sei_xhtml_title_page(&plan), false);
    for (size_t i = 0; i < plan.file_count; i++)
        pack(&packing, in_book(&packing, plan.files[i].name), sei_xhtml_file(&plan, &plan.files[i]),
             false);
    pack_images(&packing, &plan);
    return sei_archive_make(request->arena, packing.entries.at, packing.entries.size, bytes,
                            status);
}
