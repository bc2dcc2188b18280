/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-qgis-project.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "geo/sgm-mercator.h"

#define HEAD "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
#define QGIS_VERSION "3.22.16"

/* Half of the world's width in Web Mercator, metres. */
#define HALF_WORLD 20037508.342789244

/* How much more than the areas is seen, on each side. */
#define MARGIN 0.05

/* Like the ground of the base map. */
static const char *const grounds[2][3] = { { "234", "232", "227" }, { "42", "43", "46" } };

/* QGIS gives layers another id where it is a short one. */
static const char *const ids[SGM_N_EXPORT_LAYERS] = {
  "smart_grid_map_district",     "smart_grid_map_street",   "smart_grid_map_community",
  "smart_grid_map_grid",         "smart_grid_map_unit",     "smart_grid_map_event",
  "smart_grid_map_place",        "smart_grid_map_person",   "smart_grid_map_post",
  "smart_grid_map_organization", "smart_grid_map_coverage", "smart_grid_map_fact",
};

/* From the top to the bottom: borders of larger areas lie over smaller ones. */
static const SgmExportLayer order[] = {
  SGM_EXPORT_LAYER_EVENT, SGM_EXPORT_LAYER_PLACE, SGM_EXPORT_LAYER_DISTRICT, SGM_EXPORT_LAYER_STREET,
  SGM_EXPORT_LAYER_COMMUNITY, SGM_EXPORT_LAYER_GRID, SGM_EXPORT_LAYER_UNIT,
};

static gboolean
has_layer (const SgmQgisProject *project,
           SgmExportLayer        layer)
{
  return (project->layers & (1u << layer)) != 0;
}

static gboolean
has_shapes (SgmExportLayer layer)
{
  return sgm_export_schema_get (layer)->shape != SGM_EXPORT_SHAPE_NONE;
}

static char *
dup_source (const SgmQgisProject *project,
            SgmExportLayer        layer)
{
  const SgmExportSchema *schema = sgm_export_schema_get (layer);

  if (project->file != NULL)
    return g_strdup_printf ("./%s|layername=%s", project->file, schema->name);
  if (project->format == SGM_EXPORT_FORMAT_SHAPEFILE && !has_shapes (layer))
    return g_strdup_printf ("./%s.dbf", schema->name);
  return g_strdup_printf ("./%s%s", schema->name, sgm_export_format_get_ending (project->format));
}

static void
write_crs (SgmQgisXml *xml,
           int         epsg)
{
  g_autofree char *name = g_strdup_printf ("EPSG:%d", epsg);

  /* QGIS goes by the name only where there is a number of its own, which it
   * then leaves alone. */
  sgm_qgis_xml_open (xml, "spatialrefsys", NULL);
  sgm_qgis_xml_text (xml, "srsid", "1");
  sgm_qgis_xml_text (xml, "authid", name);
  sgm_qgis_xml_close (xml);
}

static void
write_number (SgmQgisXml *xml,
              const char *name,
              double      number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  sgm_qgis_xml_text (xml, name, g_ascii_formatd (text, sizeof text, "%.3f", number));
}

/* The tree of layers ---------------------------------------------------------- */

static void
write_tree_layer (SgmQgisXml           *xml,
                  const SgmQgisProject *project,
                  SgmExportLayer        layer)
{
  g_autofree char *source = dup_source (project, layer);

  sgm_qgis_xml_put (xml, "layer-tree-layer", "id", ids[layer], "name", sgm_export_layer_get_title (layer), "source",
                    source, "providerKey", "ogr", "checked", "Qt::Checked", "expanded",
                    layer <= SGM_EXPORT_LAYER_EVENT ? "1" : "0", NULL);
}

static void
write_tree (SgmQgisXml           *xml,
            const SgmQgisProject *project)
{
  sgm_qgis_xml_open (xml, "layer-tree-group", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (has_layer (project, order[i]))
      write_tree_layer (xml, project, order[i]);
  sgm_qgis_xml_open (xml, "layer-tree-group", "name", _("Tables"), "checked", "Qt::Checked", "expanded", "0", NULL);
  for (SgmExportLayer i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if (has_layer (project, i) && !has_shapes (i))
      write_tree_layer (xml, project, i);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/* Layers ---------------------------------------------------------------------- */

static void
write_layer (SgmQgisXml           *xml,
             const SgmQgisProject *project,
             SgmExportLayer        layer)
{
  const SgmQgisStyle style = { project->theme, project->dark };
  gboolean areas = sgm_export_layer_get_level (layer) != SGM_LEVEL_NONE;
  g_autofree char *source = dup_source (project, layer);

  sgm_qgis_xml_open (xml, "maplayer", "type", "vector", "geometry",
                     areas ? "Polygon" : has_shapes (layer) ? "Point" : "No geometry", "wkbType",
                     areas ? "MultiPolygon" : has_shapes (layer) ? "Point" : "NoGeometry", "labelsEnabled",
                     areas ? "1" : "0", "hasScaleBasedVisibilityFlag", "0", "simplifyDrawingHints", areas ? "1" : "0",
                     "simplifyDrawingTol", "1", "simplifyLocal", "1", NULL);
  sgm_qgis_xml_text (xml, "id", ids[layer]);
  sgm_qgis_xml_text (xml, "datasource", source);
  sgm_qgis_xml_text (xml, "layername", sgm_export_layer_get_title (layer));
  sgm_qgis_xml_open (xml, "srs", NULL);
  if (has_shapes (layer))
    write_crs (xml, project->format == SGM_EXPORT_FORMAT_GEOJSON ? 4326 : project->epsg);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_text (xml, "provider", "ogr");
  if (has_shapes (layer))
    sgm_qgis_style_write (xml, &style, layer);
  sgm_qgis_xml_close (xml);
}

/* The view -------------------------------------------------------------------- */

static SgmBox
get_view (const SgmQgisProject *project)
{
  SgmBox view = {
    (2 * sgm_mercator_x (project->box.min_x) - 1) * HALF_WORLD,
    (1 - 2 * sgm_mercator_y (project->box.min_y)) * HALF_WORLD,
    (2 * sgm_mercator_x (project->box.max_x) - 1) * HALF_WORLD,
    (1 - 2 * sgm_mercator_y (project->box.max_y)) * HALF_WORLD,
  };
  double margin = MAX (view.max_x - view.min_x, view.max_y - view.min_y) * MARGIN;

  return (SgmBox) { view.min_x - margin, view.min_y - margin, view.max_x + margin, view.max_y + margin };
}

static void
write_canvas (SgmQgisXml           *xml,
              const SgmQgisProject *project)
{
  SgmBox view = get_view (project);

  sgm_qgis_xml_open (xml, "mapcanvas", "name", "theMapCanvas", "annotationsVisible", "1", NULL);
  sgm_qgis_xml_text (xml, "units", "meters");
  sgm_qgis_xml_open (xml, "extent", NULL);
  write_number (xml, "xmin", view.min_x);
  write_number (xml, "ymin", view.min_y);
  write_number (xml, "xmax", view.max_x);
  write_number (xml, "ymax", view.max_y);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_text (xml, "rotation", "0");
  sgm_qgis_xml_open (xml, "destinationsrs", NULL);
  write_crs (xml, 3857);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/* The same for programs that show a project without a window. */
static void
write_view (SgmQgisXml           *xml,
            const SgmQgisProject *project)
{
  SgmBox view = get_view (project);
  const double numbers[] = { view.min_x, view.min_y, view.max_x, view.max_y };
  char texts[G_N_ELEMENTS (numbers)][G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_ascii_formatd (texts[i], sizeof texts[i], "%.3f", numbers[i]);
  sgm_qgis_xml_open (xml, "ProjectViewSettings", "UseProjectScales", "0", NULL);
  sgm_qgis_xml_open (xml, "DefaultViewExtent", "xmin", texts[0], "ymin", texts[1], "xmax", texts[2], "ymax", texts[3],
                     NULL);
  write_crs (xml, 3857);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/* The colour behind everything, that layers are projected, and that paths go
 * with the folder. */
static void
write_properties (SgmQgisXml           *xml,
                  const SgmQgisProject *project)
{
  static const char *const names[] = { "CanvasColorRedPart", "CanvasColorGreenPart", "CanvasColorBluePart" };

  sgm_qgis_xml_open (xml, "properties", NULL);
  sgm_qgis_xml_open (xml, "Gui", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    sgm_qgis_xml_value (xml, names[i], "int", grounds[project->dark ? 1 : 0][i]);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_open (xml, "SpatialRefSys", NULL);
  sgm_qgis_xml_value (xml, "ProjectionsEnabled", "int", "1");
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_open (xml, "Paths", NULL);
  sgm_qgis_xml_value (xml, "Absolute", "bool", "false");
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/**
 * sgm_qgis_project_dup_text:
 * @project: a project
 *
 * Returns: (transfer full): the contents of its file (`.qgs`)
 */
char *
sgm_qgis_project_dup_text (const SgmQgisProject *project)
{
  SgmQgisXml *xml = sgm_qgis_xml_new ();
  g_autofree char *text = NULL;

  sgm_qgis_xml_open (xml, "qgis", "version", QGIS_VERSION, "projectname", project->title, NULL);
  sgm_qgis_xml_text (xml, "title", project->title);
  sgm_qgis_xml_open (xml, "projectCrs", NULL);
  write_crs (xml, 3857);
  sgm_qgis_xml_close (xml);
  write_tree (xml, project);
  write_canvas (xml, project);
  sgm_qgis_xml_open (xml, "projectlayers", NULL);
  for (SgmExportLayer i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if (has_layer (project, i))
      write_layer (xml, project, i);
  sgm_qgis_xml_close (xml);
  write_properties (xml, project);
  write_view (xml, project);
  sgm_qgis_xml_close (xml);
  text = sgm_qgis_xml_end (xml);
  return g_strconcat (HEAD, text, NULL);
}
