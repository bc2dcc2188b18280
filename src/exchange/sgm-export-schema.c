/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-export-schema.h"

#include <glib/gi18n-lib.h>

#define TEXT SGM_EXPORT_TYPE_TEXT
#define INT SGM_EXPORT_TYPE_INT
#define REAL SGM_EXPORT_TYPE_REAL
#define TIME SGM_EXPORT_TYPE_TIME

#define THEME SGM_EXPORT_USE_THEME
#define PERSONAL SGM_EXPORT_USE_PERSONAL
#define MARK { "exported", TEXT, SGM_EXPORT_USE_MARK }

#define AREA_FIELDS \
  { \
    { "code", TEXT }, { "name", TEXT }, { "label", TEXT }, { "kind", TEXT }, { "parent", TEXT }, \
    { "valid_from", TIME }, { "area_m2", REAL }, \
    { "theme_val", REAL, THEME }, { "theme_cls", TEXT, THEME }, \
  }

static const SgmExportSchema schemas[SGM_N_EXPORT_LAYERS] = {
  [SGM_EXPORT_LAYER_DISTRICT] = { "district", N_("District"), SGM_EXPORT_SHAPE_POLYGON, AREA_FIELDS },
  [SGM_EXPORT_LAYER_STREET] = { "street", N_("Streets"), SGM_EXPORT_SHAPE_POLYGON, AREA_FIELDS },
  [SGM_EXPORT_LAYER_COMMUNITY] = { "community", N_("Villages and communities"), SGM_EXPORT_SHAPE_POLYGON, AREA_FIELDS },
  [SGM_EXPORT_LAYER_GRID] = { "grid", N_("Grids"), SGM_EXPORT_SHAPE_POLYGON, AREA_FIELDS },
  [SGM_EXPORT_LAYER_UNIT] = { "unit", N_("Minimal units"), SGM_EXPORT_SHAPE_POLYGON, AREA_FIELDS },
  [SGM_EXPORT_LAYER_EVENT] = {
    "event", N_("Events"), SGM_EXPORT_SHAPE_POINT,
    {
      { "no", TEXT }, { "title", TEXT }, { "matter", TEXT }, { "matter_no", INT }, { "stage", TEXT },
      { "stage_no", INT }, { "urgency", TEXT }, { "urgency_no", INT }, { "source", TEXT }, { "reported", TIME },
      { "due", TIME }, { "closed", TIME }, { "unit", TEXT }, { "grid", TEXT }, { "overdue", INT },
      { "time_left", REAL }, { "assignee", INT }, { "reporter", TEXT, PERSONAL }, MARK,
    },
  },
  [SGM_EXPORT_LAYER_PLACE] = {
    "place", N_("Places"), SGM_EXPORT_SHAPE_POINT,
    { { "kind", TEXT }, { "name", TEXT }, { "state", TEXT }, { "area", TEXT } },
  },
  [SGM_EXPORT_LAYER_PERSON] = {
    "person", N_("People"), SGM_EXPORT_SHAPE_NONE,
    {
      { "id", INT }, { "kind", TEXT }, { "channel", TEXT }, { "on_duty", INT }, { "skills", TEXT },
      { "name", TEXT, PERSONAL }, { "phone", TEXT, PERSONAL }, MARK,
    },
  },
  [SGM_EXPORT_LAYER_POST] = {
    "post", N_("Posts"), SGM_EXPORT_SHAPE_NONE,
    { { "person", INT }, { "role", TEXT }, { "area", TEXT }, { "valid_from", TIME } },
  },
  [SGM_EXPORT_LAYER_ORGANIZATION] = {
    "organization", N_("Party organizations"), SGM_EXPORT_SHAPE_NONE,
    {
      { "id", INT }, { "level", TEXT }, { "name", TEXT }, { "members", INT }, { "groups", INT },
      { "households", INT }, { "secretary", TEXT, PERSONAL }, MARK,
    },
  },
  [SGM_EXPORT_LAYER_COVERAGE] = {
    "coverage", N_("Coverage by party organizations"), SGM_EXPORT_SHAPE_NONE,
    { { "org", INT }, { "area", TEXT }, { "kind", TEXT }, { "valid_from", TIME } },
  },
  [SGM_EXPORT_LAYER_FACT] = {
    "fact", N_("Figures of the ledger"), SGM_EXPORT_SHAPE_NONE,
    { { "area", TEXT }, { "measure", TEXT }, { "at", TIME }, { "value", REAL }, { "total", REAL } },
  },
};

static const struct
{
  const char *id;
  const char *title;
  const char *driver; /* GDAL's short name */
  const char *ending;
  gboolean folder;
} formats[SGM_N_EXPORT_FORMATS] = {
  [SGM_EXPORT_FORMAT_GEOPACKAGE] = { "geopackage", N_("GeoPackage"), "GPKG", ".gpkg", FALSE },
  [SGM_EXPORT_FORMAT_GEOJSON] = { "geojson", N_("GeoJSON"), "GeoJSON", ".geojson", TRUE },
  [SGM_EXPORT_FORMAT_SHAPEFILE] = { "shapefile", N_("Shapefile"), "ESRI Shapefile", ".shp", TRUE },
  [SGM_EXPORT_FORMAT_CSV] = { "csv", N_("CSV (for spreadsheets)"), "CSV", ".csv", TRUE },
};

const SgmExportSchema *
sgm_export_schema_get (SgmExportLayer layer)
{
  g_return_val_if_fail (layer < SGM_N_EXPORT_LAYERS, NULL);

  return &schemas[layer];
}

/**
 * sgm_export_schema_find:
 * @name: a layer's name
 *
 * Returns: the layer, or -1
 */
int
sgm_export_schema_find (const char *name)
{
  for (int i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if (g_str_equal (schemas[i].name, name))
      return i;
  return -1;
}

/**
 * sgm_export_layer_get_title:
 *
 * Returns: what people call the layer, translated
 */
const char *
sgm_export_layer_get_title (SgmExportLayer layer)
{
  return _(sgm_export_schema_get (layer)->title);
}

/**
 * sgm_export_layer_get_level:
 *
 * Returns: the level of the areas in it; %SGM_LEVEL_NONE where it has others
 */
SgmLevel
sgm_export_layer_get_level (SgmExportLayer layer)
{
  return layer <= SGM_EXPORT_LAYER_UNIT ? (SgmLevel) (SGM_LEVEL_DISTRICT + layer) : SGM_LEVEL_NONE;
}

/**
 * sgm_export_format_get_id:
 *
 * Returns: its stable name, for settings and the command line
 */
const char *
sgm_export_format_get_id (SgmExportFormat format)
{
  return formats[format].id;
}

const char *
sgm_export_format_get_title (SgmExportFormat format)
{
  return _(formats[format].title);
}

/**
 * sgm_export_format_get_driver:
 *
 * Returns: GDAL's short name of it
 */
const char *
sgm_export_format_get_driver (SgmExportFormat format)
{
  return formats[format].driver;
}

/**
 * sgm_export_format_get_ending:
 *
 * Returns: how names of its files end, with the dot
 */
const char *
sgm_export_format_get_ending (SgmExportFormat format)
{
  return formats[format].ending;
}

/**
 * sgm_export_format_is_folder:
 *
 * Returns: whether an export is a folder of files, not one file
 */
gboolean
sgm_export_format_is_folder (SgmExportFormat format)
{
  return formats[format].folder;
}

/**
 * sgm_export_format_find:
 * @id: a format's stable name
 *
 * Returns: the format, or -1
 */
int
sgm_export_format_find (const char *id)
{
  for (int i = 0; i < SGM_N_EXPORT_FORMATS; i++)
    if (g_ascii_strcasecmp (formats[i].id, id) == 0)
      return i;
  return -1;
}
