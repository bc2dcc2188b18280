/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "geo/sgm-sketch.h"

G_BEGIN_DECLS

/**
 * SgmMapTool:
 * @SGM_MAP_TOOL_NONE: none: a click selects
 * @SGM_MAP_TOOL_RECTANGLE: selects the areas in a rectangle
 * @SGM_MAP_TOOL_LASSO: selects the areas in a loop
 * @SGM_MAP_TOOL_LENGTH: measures a line
 * @SGM_MAP_TOOL_AREA: measures a polygon
 * @SGM_MAP_TOOL_POLYGON: asks what is inside a polygon
 * @SGM_MAP_TOOL_CIRCLE: asks what is inside a circle
 *
 * What the pointer does on the map.
 */
typedef enum
{
  SGM_MAP_TOOL_NONE,
  SGM_MAP_TOOL_RECTANGLE,
  SGM_MAP_TOOL_LASSO,
  SGM_MAP_TOOL_LENGTH,
  SGM_MAP_TOOL_AREA,
  SGM_MAP_TOOL_POLYGON,
  SGM_MAP_TOOL_CIRCLE,
} SgmMapTool;

#define SGM_TYPE_MAP_TOOL (sgm_map_tool_get_type ())
GType          sgm_map_tool_get_type  (void);

SgmSketchForm  sgm_map_tool_get_form  (SgmMapTool       tool);
gboolean       sgm_map_tool_selects   (SgmMapTool       tool);
gboolean       sgm_map_tool_asks      (SgmMapTool       tool);
const char    *sgm_map_tool_get_hint  (SgmMapTool       tool);
char          *sgm_map_tool_dup_value (SgmMapTool       tool,
                                       const SgmSketch *sketch);

G_END_DECLS
