/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"
#include "geo/sgm-datum.h"

G_BEGIN_DECLS

/* What is nearer than this many metres is where it belongs. */
#define SGM_IMPORT_SHIFT_NEAR 100.0

/**
 * SgmImportShift:
 *
 * Compares places of areas of a file with the present areas. Chinese map
 * services shift what they show by some hundred metres: areas that are shifted
 * so lie about as far from the present ones, all to the same side.
 */
typedef struct _SgmImportShift SgmImportShift;

SgmImportShift *sgm_import_shift_new        (SgmAreaSet      *areas);
void            sgm_import_shift_free       (SgmImportShift  *shift);
void            sgm_import_shift_add        (SgmImportShift  *shift,
                                             const char      *code,
                                             double           x,
                                             double           y);
SgmDatum        sgm_import_shift_guess      (SgmImportShift  *shift,
                                             double          *distance);
guint           sgm_import_shift_get_n_same (SgmImportShift  *shift);
double          sgm_import_shift_get_inside (SgmImportShift  *shift,
                                             SgmDatum         datum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportShift, sgm_import_shift_free)

G_END_DECLS
