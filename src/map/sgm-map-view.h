/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "district/sgm-area-kin.h"
#include "district/sgm-inside.h"
#include "draw/sgm-outlines.h"
#include "draw/sgm-theme.h"
#include "map/sgm-map-tool.h"
#include "tiles/sgm-mbtiles.h"
#include "tiles/sgm-tile-stack.h"

G_BEGIN_DECLS

/**
 * SgmMapView:
 *
 * The map: base map, areas, labels, events, hover and selection, with tools,
 * zoom buttons, scale and attribution on it. It owns the state of what is
 * shown where; what is selected are any areas and at most one event.
 *
 * Properties: `selection` (read-only boxed SgmSelection), `area` (gint64
 * record id of the area among them that was selected last, 0 for none),
 * `event` (gint64, 0 for none), `hovered` (gint64 area id), `theme-kind`
 * (guint), `theme` (read-only boxed SgmTheme, for the legend), `level`
 * (the finest SgmLevel that can be clicked at this zoom), `tool`
 * (SgmMapTool).
 *
 * Signals: `area-clicked` (gint64 area) and `event-clicked` (gint64 event)
 * when the user did it by mouse or key, after the properties have changed;
 * `events-clicked` (GArray of gint64 events, double x, double y) when several
 * stand where the user clicked, who is to choose one of them;
 * `context-menu` (double x, double y) in widget coordinates; `inside-changed`
 * when sgm_map_view_get_inside() has another answer.
 *
 * Selecting an event also selects its unit, unless the selected area holds it
 * already; selecting an area that does not hold the event lets go of it.
 *
 * Keys: the arrows go on to the selected area's neighbour in that direction,
 * or move the map where nothing is selected, a tool is in hand or Shift is
 * held; + and − zoom, Home shows the whole district, Page Up and Page Down go
 * up and down the levels, Escape goes one step back (and is left to others
 * where one area is selected and nothing is drawn),
 * Menu and Shift+F10 ask for the context menu. While something is drawn, Enter
 * ends it and Backspace takes back a point.
 */
#define SGM_TYPE_MAP_VIEW (sgm_map_view_get_type ())
G_DECLARE_FINAL_TYPE (SgmMapView, sgm_map_view, SGM, MAP_VIEW, GtkWidget)

GtkWidget *sgm_map_view_new            (void);
void       sgm_map_view_set_district   (SgmMapView   *self,
                                        SgmDistrict  *district);
void       sgm_map_view_set_tiles      (SgmMapView   *self,
                                        SgmMbtiles   *tiles);
void       sgm_map_view_set_stack      (SgmMapView   *self,
                                        SgmTileStack *stack);
void       sgm_map_view_add_cover      (SgmMapView   *self,
                                        GtkWidget    *cover);
void       sgm_map_view_set_theme_kind (SgmMapView   *self,
                                        guint         kind);
SgmTheme  *sgm_map_view_get_theme      (SgmMapView   *self);
SgmLevel   sgm_map_view_get_level      (SgmMapView   *self);
gint64     sgm_map_view_get_area       (SgmMapView   *self);
void       sgm_map_view_select_area    (SgmMapView   *self,
                                        gint64        area);
SgmSelection *sgm_map_view_get_selection (SgmMapView *self);
void       sgm_map_view_select_areas   (SgmMapView   *self,
                                        SgmSelection *selection);
void       sgm_map_view_select_kin     (SgmMapView   *self,
                                        SgmKinship    kinship);
const SgmInside *sgm_map_view_get_inside (SgmMapView *self);
SgmMapTool sgm_map_view_get_tool       (SgmMapView   *self);
void       sgm_map_view_set_tool       (SgmMapView   *self,
                                        SgmMapTool    tool);
gboolean   sgm_map_view_cancel         (SgmMapView   *self);
gint64     sgm_map_view_get_event      (SgmMapView   *self);
void       sgm_map_view_select_event   (SgmMapView   *self,
                                        gint64        event);
void       sgm_map_view_show_area      (SgmMapView   *self,
                                        gint64        area);
void       sgm_map_view_show_event     (SgmMapView   *self,
                                        gint64        event);
void       sgm_map_view_show_all       (SgmMapView   *self);
void       sgm_map_view_show_box       (SgmMapView   *self,
                                        const SgmBox *box);
void       sgm_map_view_set_preview    (SgmMapView   *self,
                                        SgmOutlines  *outlines);
void       sgm_map_view_set_mark       (SgmMapView   *self,
                                        SgmGeometry  *geometry,
                                        gboolean      is_grave);
void       sgm_map_view_zoom_by        (SgmMapView   *self,
                                        double        levels);
void       sgm_map_view_get_view       (SgmMapView   *self,
                                        double       *longitude,
                                        double       *latitude,
                                        double       *zoom);
void       sgm_map_view_set_view       (SgmMapView   *self,
                                        double        longitude,
                                        double        latitude,
                                        double        zoom);

G_END_DECLS
