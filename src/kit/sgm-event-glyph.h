/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "base/sgm-record.h"

G_BEGIN_DECLS

/**
 * SgmEventGlyph:
 *
 * The sign that an event has on the map, as a small picture for lists.
 */
#define SGM_TYPE_EVENT_GLYPH (sgm_event_glyph_get_type ())
G_DECLARE_FINAL_TYPE (SgmEventGlyph, sgm_event_glyph, SGM, EVENT_GLYPH, GtkDrawingArea)

void sgm_event_glyph_set_event (SgmEventGlyph *self,
                                SgmRecord     *event);

G_END_DECLS
