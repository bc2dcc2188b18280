/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "draw/sgm-border-mask.h"
#include "draw/sgm-view.h"

G_BEGIN_DECLS

/**
 * SgmOutlines:
 *
 * The lines of many polygons that are no areas of the district, such as those
 * of a file that somebody is about to import: whatever their shape and their
 * number, overlapping or not. Made by one thread with sgm_outlines_new(),
 * sgm_outlines_add() and sgm_outlines_end(); from then on immutable and to be
 * read from any thread. Reference-counted.
 */
typedef struct _SgmOutlines SgmOutlines;

SgmOutlines  *sgm_outlines_new     (double             tolerance);
void          sgm_outlines_add     (SgmOutlines       *outlines,
                                    const SgmGeometry *geometry);
void          sgm_outlines_end     (SgmOutlines       *outlines);
SgmOutlines  *sgm_outlines_ref     (SgmOutlines       *outlines);
void          sgm_outlines_unref   (SgmOutlines       *outlines);
guint         sgm_outlines_get_n   (const SgmOutlines *outlines);
const SgmBox *sgm_outlines_get_box (const SgmOutlines *outlines);
gboolean      sgm_outlines_draw    (const SgmOutlines *outlines,
                                    const SgmView     *view,
                                    SgmBorderMask     *mask,
                                    GCancellable      *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmOutlines, sgm_outlines_unref)

G_END_DECLS
