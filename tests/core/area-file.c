/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "area-file.h"

#include <string.h>

#include <cpl_string.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "domain/sgm-code.h"
#include "exchange/sgm-gdal.h"

#define N_ACROSS 8
#define N_UP 2
#define N_IN_GRID 4

static void
shape_free (gpointer data)
{
  AreaShape *shape = data;

  g_free (shape->code);
  g_free (shape->name);
  g_array_unref (shape->vertices);
  g_free (shape);
}

AreaShape *
area_shape_new (SgmLevel      level,
                const char   *code,
                const char   *name,
                const double *v,
                guint         n)
{
  AreaShape *shape = g_new0 (AreaShape, 1);

  shape->level = level;
  shape->code = g_strdup (code);
  shape->name = g_strdup (name);
  shape->vertices = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_vals (shape->vertices, v, 2 * n);
  return shape;
}

AreaShape *
area_shape_new_box (SgmLevel    level,
                    const char *code,
                    const char *name,
                    double      west,
                    double      south,
                    double      east,
                    double      north)
{
  const double v[] = { west, south, east, south, east, north, west, north, west, south };

  return area_shape_new (level, code, name, v, 5);
}

/* The town ------------------------------------------------------------------ */

/* In units from the south-west. */
static void
add (GPtrArray  *town,
     SgmLevel    level,
     const char *code,
     const char *name,
     guint       x,
     guint       y,
     guint       width,
     guint       height)
{
  g_ptr_array_add (town, area_shape_new_box (level, code, name, TOWN_WEST + TOWN_SIDE * x, TOWN_SOUTH + TOWN_SIDE * y,
                                             TOWN_WEST + TOWN_SIDE * (x + width), TOWN_SOUTH + TOWN_SIDE * (y + height)));
}

static void
add_grid (GPtrArray  *town,
          const char *community,
          guint       number,
          guint       x,
          guint       y)
{
  g_autofree char *code = g_strdup_printf ("%s%03u", community, number);
  g_autofree char *name = g_strdup_printf ("第%u网格", number);

  add (town, SGM_LEVEL_GRID, code, name, x, y, N_IN_GRID, 1);
  for (guint i = 0; i < N_IN_GRID; i++)
    {
      g_autofree char *unit_code = g_strdup_printf ("%s%03u", code, i + 1);
      g_autofree char *unit_name = g_strdup_printf ("%s%u号单元", name, i + 1);

      add (town, SGM_LEVEL_UNIT, unit_code, unit_name, x + i, y, 1, 1);
    }
}

/* The whole town, parents before their parts. */
GPtrArray *
area_town_new (void)
{
  static const char *const communities[][2] = { { TOWN_COMMUNITY, "桥南社区" }, { TOWN_VILLAGE, "礼东村" } };
  GPtrArray *town = g_ptr_array_new_with_free_func (shape_free);

  add (town, SGM_LEVEL_DISTRICT, TOWN_DISTRICT, "江海区", 0, 0, N_ACROSS, N_UP);
  add (town, SGM_LEVEL_STREET, TOWN_STREET, "江南街道", 0, 0, N_ACROSS, N_UP);
  for (guint i = 0; i < G_N_ELEMENTS (communities); i++)
    {
      add (town, SGM_LEVEL_COMMUNITY, communities[i][0], communities[i][1], N_IN_GRID * i, 0, N_IN_GRID, N_UP);
      for (guint y = 0; y < N_UP; y++)
        add_grid (town, communities[i][0], y + 1, N_IN_GRID * i, y);
    }
  return town;
}

/* Only the areas of a level. */
GPtrArray *
area_town_take (SgmLevel level)
{
  GPtrArray *town = area_town_new ();

  for (guint i = town->len; i-- > 0;)
    if (((AreaShape *) town->pdata[i])->level != level)
      g_ptr_array_remove_index (town, i);
  return town;
}

AreaShape *
area_shapes_find (GPtrArray  *shapes,
                  const char *code)
{
  for (guint i = 0; i < shapes->len; i++)
    {
      AreaShape *shape = shapes->pdata[i];

      if (g_strcmp0 (shape->code, code) == 0)
        return shape;
    }
  g_assert_not_reached ();
}

/* Files --------------------------------------------------------------------- */

static OGRSpatialReferenceH
make_crs (const char *text)
{
  OGRSpatialReferenceH crs = OSRNewSpatialReference (NULL);

  g_assert_cmpint (OSRSetFromUserInput (crs, text), ==, OGRERR_NONE);
  OSRSetAxisMappingStrategy (crs, OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}

static OGRCoordinateTransformationH
make_projection (const AreaFile *file)
{
  const char *text = file->projection != NULL ? file->projection : file->crs;
  OGRSpatialReferenceH from, to;
  OGRCoordinateTransformationH projection;

  if (text == NULL)
    return NULL;
  from = make_crs ("EPSG:4490");
  to = make_crs (text);
  projection = OCTNewCoordinateTransformation (from, to);
  g_assert_nonnull (projection);
  OSRDestroySpatialReference (from);
  OSRDestroySpatialReference (to);
  return projection;
}

static OGRGeometryH
make_polygon (const AreaFile               *file,
              OGRCoordinateTransformationH  projection,
              const GArray                 *vertices)
{
  OGRGeometryH polygon = OGR_G_CreateGeometry (wkbPolygon);
  OGRGeometryH ring = OGR_G_CreateGeometry (wkbLinearRing);

  for (guint i = 0; i < vertices->len / 2; i++)
    {
      double x = g_array_index (vertices, double, 2 * i);
      double y = g_array_index (vertices, double, 2 * i + 1);

      sgm_datum_convert (SGM_DATUM_CGCS2000, file->datum, &x, &y);
      if (projection != NULL)
        g_assert_true (OCTTransform (projection, 1, &x, &y, NULL));
      OGR_G_AddPoint_2D (ring, file->swapped ? y : x, file->swapped ? x : y);
    }
  OGR_G_AddGeometryDirectly (polygon, ring);
  return polygon;
}

static void
add_field (OGRLayerH   layer,
           const char *name)
{
  OGRFieldDefnH field;

  if (name == NULL)
    return;
  field = OGR_Fld_Create (name, OFTString);
  OGR_Fld_SetWidth (field, 60);
  g_assert_cmpint (OGR_L_CreateField (layer, field, TRUE), ==, OGRERR_NONE);
  OGR_Fld_Destroy (field);
}

static void
set_field (OGRFeatureH  row,
           const char  *name,
           const char  *value)
{
  if (name != NULL && value != NULL)
    OGR_F_SetFieldString (row, OGR_F_GetFieldIndex (row, name), value);
}

static void
add_row (OGRLayerH                     layer,
         const AreaFile               *file,
         OGRCoordinateTransformationH  projection,
         const AreaShape              *shape)
{
  static const char *const levels[] = { NULL, "区", "街道", "村（社区）", "网格", "最小单元" };
  OGRFeatureH row = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  g_autofree char *parent = sgm_code_dup_parent (shape->code);

  set_field (row, file->code_field, file->short_codes && parent != NULL ? shape->code + strlen (parent) : shape->code);
  set_field (row, file->name_field, shape->name);
  set_field (row, file->parent_field, parent);
  set_field (row, file->level_field, levels[shape->level]);
  if (shape->level == SGM_LEVEL_COMMUNITY)
    set_field (row, file->kind_field, g_str_has_suffix (shape->name, "村") ? "村" : "社区");
  if (g_str_equal (file->driver, "DXF"))
    OGR_F_SetFieldString (row, OGR_F_GetFieldIndex (row, "Layer"), "0");
  OGR_F_SetGeometryDirectly (row, make_polygon (file, projection, shape->vertices));
  g_assert_cmpint (OGR_L_CreateFeature (layer, row), ==, OGRERR_NONE);
  OGR_F_Destroy (row);
}

static char **
make_options (const AreaFile *file)
{
  char **options = NULL;

  if (file->encoding != NULL)
    options = CSLSetNameValue (options, "ENCODING", file->encoding);
  if (g_str_equal (file->driver, "CSV"))
    options = CSLSetNameValue (options, "GEOMETRY", "AS_WKT");
  if (g_str_equal (file->driver, "GeoJSON"))
    options = CSLSetNameValue (options, "COORDINATE_PRECISION", "9");
  return options;
}

/* A Shapefile without a .prj has no coordinate system, although it was written
 * with one. */
void
area_file_write (const char     *path,
                 GPtrArray      *shapes,
                 const AreaFile *file)
{
  OGRSpatialReferenceH crs = NULL;
  OGRCoordinateTransformationH projection;
  GDALDriverH driver;
  GDALDatasetH data;
  OGRLayerH layer;
  char **options;

  sgm_gdal_init ();
  if (file->crs != NULL)
    crs = make_crs (file->crs);
  projection = make_projection (file);
  options = make_options (file);
  driver = GDALGetDriverByName (file->driver);
  g_assert_nonnull (driver);
  data = GDALCreate (driver, path, 0, 0, 0, GDT_Unknown, NULL);
  g_assert_nonnull (data);
  layer = GDALDatasetCreateLayer (data, file->layer, crs, wkbPolygon, options);
  g_assert_nonnull (layer);
  add_field (layer, file->parent_field);
  add_field (layer, file->code_field);
  add_field (layer, file->name_field);
  add_field (layer, file->kind_field);
  add_field (layer, file->level_field);
  for (guint i = 0; i < shapes->len; i++)
    add_row (layer, file, projection, shapes->pdata[i]);

  GDALClose (data);
  CSLDestroy (options);
  if (projection != NULL)
    OCTDestroyCoordinateTransformation (projection);
  if (crs != NULL)
    OSRDestroySpatialReference (crs);
}
