/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmSlip:
 *
 * An order on one sheet of paper (纸质派单): a heading, lines of what each is
 * called and what it is, a map, blanks to be filled in by hand, and a small
 * line at the foot.
 */
typedef struct _SgmSlip SgmSlip;

SgmSlip *sgm_slip_new       (const char      *heading,
                             const char      *note);
void     sgm_slip_free      (SgmSlip         *slip);

void     sgm_slip_add       (SgmSlip         *slip,
                             const char      *label,
                             const char      *value);
void     sgm_slip_add_blank (SgmSlip         *slip,
                             const char      *label);
void     sgm_slip_set_map   (SgmSlip         *slip,
                             cairo_surface_t *map);
void     sgm_slip_set_foot  (SgmSlip         *slip,
                             const char      *foot);
char    *sgm_slip_to_text   (const SgmSlip   *slip);
void     sgm_slip_draw      (const SgmSlip   *slip,
                             cairo_t         *cr,
                             double           width,
                             double           height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmSlip, sgm_slip_free)

G_END_DECLS
