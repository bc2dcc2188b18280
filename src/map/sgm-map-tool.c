/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-tool.h"

#include <glib/gi18n.h>

#include "kit/sgm-size-text.h"

GType
sgm_map_tool_get_type (void)
{
  static const GEnumValue values[] = {
    { SGM_MAP_TOOL_NONE, "SGM_MAP_TOOL_NONE", "none" },
    { SGM_MAP_TOOL_RECTANGLE, "SGM_MAP_TOOL_RECTANGLE", "rectangle" },
    { SGM_MAP_TOOL_LASSO, "SGM_MAP_TOOL_LASSO", "lasso" },
    { SGM_MAP_TOOL_LENGTH, "SGM_MAP_TOOL_LENGTH", "length" },
    { SGM_MAP_TOOL_AREA, "SGM_MAP_TOOL_AREA", "area" },
    { SGM_MAP_TOOL_POLYGON, "SGM_MAP_TOOL_POLYGON", "polygon" },
    { SGM_MAP_TOOL_CIRCLE, "SGM_MAP_TOOL_CIRCLE", "circle" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("SgmMapTool", values));
  return type;
}

/**
 * sgm_map_tool_get_form:
 * @tool: a tool, not %SGM_MAP_TOOL_NONE
 *
 * Returns: what one draws with it
 */
SgmSketchForm
sgm_map_tool_get_form (SgmMapTool tool)
{
  static const SgmSketchForm forms[] = {
    [SGM_MAP_TOOL_RECTANGLE] = SGM_SKETCH_RECTANGLE,
    [SGM_MAP_TOOL_LASSO] = SGM_SKETCH_LASSO,
    [SGM_MAP_TOOL_LENGTH] = SGM_SKETCH_LINE,
    [SGM_MAP_TOOL_AREA] = SGM_SKETCH_POLYGON,
    [SGM_MAP_TOOL_POLYGON] = SGM_SKETCH_POLYGON,
    [SGM_MAP_TOOL_CIRCLE] = SGM_SKETCH_CIRCLE,
  };

  return forms[tool];
}

/**
 * sgm_map_tool_selects:
 *
 * Returns: whether the tool selects areas; such a tool is drawn with by
 *   dragging, the others by clicking
 */
gboolean
sgm_map_tool_selects (SgmMapTool tool)
{
  return tool == SGM_MAP_TOOL_RECTANGLE || tool == SGM_MAP_TOOL_LASSO;
}

/**
 * sgm_map_tool_asks:
 *
 * Returns: whether the tool asks what is inside a shape
 */
gboolean
sgm_map_tool_asks (SgmMapTool tool)
{
  return tool == SGM_MAP_TOOL_POLYGON || tool == SGM_MAP_TOOL_CIRCLE;
}

/**
 * sgm_map_tool_get_hint:
 *
 * Returns: what to do with the tool, translated
 */
const char *
sgm_map_tool_get_hint (SgmMapTool tool)
{
  switch (tool)
    {
    case SGM_MAP_TOOL_RECTANGLE:
      return _("Drag across the areas to select; with Ctrl they are added");
    case SGM_MAP_TOOL_LASSO:
      return _("Draw around the areas to select; with Ctrl they are added");
    case SGM_MAP_TOOL_LENGTH:
      return _("Click from point to point; Enter or a double click ends the line");
    case SGM_MAP_TOOL_AREA:
      return _("Click the corners; Enter or a double click closes the outline");
    case SGM_MAP_TOOL_POLYGON:
      return _("Click the corners around what you ask about; Enter or a double click closes the outline");
    case SGM_MAP_TOOL_CIRCLE:
      return _("Click the middle and then the rim of what you ask about");
    case SGM_MAP_TOOL_NONE:
    default:
      return "";
    }
}

/**
 * sgm_map_tool_dup_value:
 * @tool: a tool
 * @sketch: what is drawn with it
 *
 * Returns: (transfer full) (nullable): what is measured, translated; %NULL
 *   where there is nothing to tell
 */
char *
sgm_map_tool_dup_value (SgmMapTool       tool,
                        const SgmSketch *sketch)
{
  g_autofree char *length = NULL;
  g_autofree char *area = NULL;

  if (sgm_map_tool_selects (tool) || !sgm_sketch_is_whole (sketch))
    return NULL;
  if (sgm_sketch_crosses (sketch))
    return g_strdup (_("The outline crosses itself"));
  length = sgm_size_text_dup_length (sgm_sketch_get_length (sketch));
  if (tool == SGM_MAP_TOOL_LENGTH)
    return g_steal_pointer (&length);
  area = sgm_size_text_dup_area (sgm_sketch_get_area (sketch));
  if (tool == SGM_MAP_TOOL_CIRCLE)
    /* Translators: the radius and the area of a circle */
    return g_strdup_printf (_("radius %s · %s"), length, area);
  /* Translators: the area of a polygon and the length of its outline */
  return g_strdup_printf (_("%s · %s around"), area, length);
}
