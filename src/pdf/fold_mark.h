/* The marks for folding and cutting on a sheet's front: geometry alone, for the PDF and for
 * pictures. */
#ifndef SEI_PDF_FOLD_MARK_H
#define SEI_PDF_FOLD_MARK_H

#include "pdf/impose.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEI_FOLD_MARK_WIDTH (SEI_POINT / 4)
#define SEI_FOLD_MARKS_MAX 16

/* Fills in the strokes that show where the plan's sheets are folded (drawn dashed) and cut (drawn
 * whole), and returns how many they are. Each goes upwards or to the right. */
uint32_t sei_fold_marks_make(const sei_impose_plan *plan,
                             sei_impose_line marks[SEI_FOLD_MARKS_MAX]);

#ifdef __cplusplus
}
#endif

#endif
