/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * SgmMapStrip:
 *
 * What stands quietly along the map's lower edge: the scale, the place that
 * is pointed at or selected, its coordinates, where the base map is from, and
 * what is wrong with it.
 *
 * The place is a label that takes the focus, so that it can be read out.
 */
#define SGM_TYPE_MAP_STRIP (sgm_map_strip_get_type ())
G_DECLARE_FINAL_TYPE (SgmMapStrip, sgm_map_strip, SGM, MAP_STRIP, GtkWidget)

void sgm_map_strip_set_viewport    (SgmMapStrip     *self,
                                    ShumateViewport *viewport);
void sgm_map_strip_set_place       (SgmMapStrip     *self,
                                    const char      *text,
                                    const char      *value);
void sgm_map_strip_set_coordinates (SgmMapStrip     *self,
                                    double           longitude,
                                    double           latitude,
                                    const char      *code);
void sgm_map_strip_no_coordinates  (SgmMapStrip     *self);
void sgm_map_strip_set_notice      (SgmMapStrip     *self,
                                    const char      *text);
void sgm_map_strip_set_attribution (SgmMapStrip     *self,
                                    const char      *text);

G_END_DECLS
