/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foreign-maker.h"

#include <string.h>

#include <cpl_string.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "exchange/sgm-gdal.h"

/* Squares of a hundredth of a degree, from the north-west on. */
#define WEST 113.10
#define NORTH 22.58
#define SIDE 0.01

/* Free with g_free(). */
char *
foreign_get_code (guint index)
{
  return g_strdup_printf ("440704001015%03u", index + 1);
}

char *
foreign_get_name (guint index)
{
  return g_strdup_printf ("桥南第%u网格", index + 1);
}

static OGRSpatialReferenceH
make_crs (const char *text)
{
  OGRSpatialReferenceH crs = OSRNewSpatialReference (NULL);

  g_assert_cmpint (OSRSetFromUserInput (crs, text), ==, OGRERR_NONE);
  OSRSetAxisMappingStrategy (crs, OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}

static OGRCoordinateTransformationH
make_projection (const ForeignPlan *plan)
{
  const char *text = plan->projection != NULL ? plan->projection : plan->crs;
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
make_square (const ForeignPlan            *plan,
             OGRCoordinateTransformationH  projection,
             guint                         index)
{
  static const int corners[][2] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 }, { 0, 0 } };
  OGRGeometryH polygon = OGR_G_CreateGeometry (wkbPolygon);
  OGRGeometryH ring = OGR_G_CreateGeometry (wkbLinearRing);

  for (gsize i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      double x = WEST + SIDE * (index % plan->n_columns + corners[i][0]);
      double y = NORTH - SIDE * (index / plan->n_columns + corners[i][1]);

      sgm_datum_convert (SGM_DATUM_CGCS2000, plan->datum, &x, &y);
      if (projection != NULL)
        g_assert_true (OCTTransform (projection, 1, &x, &y, NULL));
      OGR_G_AddPoint_2D (ring, x, y);
    }
  OGR_G_AddGeometryDirectly (polygon, ring);
  return polygon;
}

static void
add_field (OGRLayerH   layer,
           const char *name)
{
  OGRFieldDefnH field = OGR_Fld_Create (name, OFTString);

  OGR_Fld_SetWidth (field, 60);
  g_assert_cmpint (OGR_L_CreateField (layer, field, TRUE), ==, OGRERR_NONE);
  OGR_Fld_Destroy (field);
}

static void
add_row (OGRLayerH                     layer,
         const ForeignPlan            *plan,
         OGRCoordinateTransformationH  projection,
         guint                         index)
{
  OGRFeatureH row = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  g_autofree char *code = foreign_get_code (index);
  g_autofree char *name = foreign_get_name (index);

  OGR_F_SetFieldString (row, OGR_F_GetFieldIndex (row, plan->code_field), code);
  OGR_F_SetFieldString (row, OGR_F_GetFieldIndex (row, plan->name_field), name);
  OGR_F_SetGeometryDirectly (row, make_square (plan, projection, index));
  g_assert_cmpint (OGR_L_CreateFeature (layer, row), ==, OGRERR_NONE);
  OGR_F_Destroy (row);
}

void
foreign_make (const char        *path,
              const ForeignPlan *plan)
{
  OGRSpatialReferenceH crs = NULL;
  OGRCoordinateTransformationH projection;
  GDALDriverH driver;
  GDALDatasetH data;
  OGRLayerH layer;
  char **options = NULL;

  sgm_gdal_init ();
  if (plan->crs != NULL)
    crs = make_crs (plan->crs);
  projection = make_projection (plan);
  if (plan->encoding != NULL)
    options = CSLSetNameValue (options, "ENCODING", plan->encoding);

  driver = GDALGetDriverByName (plan->driver);
  g_assert_nonnull (driver);
  data = GDALCreate (driver, path, 0, 0, 0, GDT_Unknown, NULL);
  g_assert_nonnull (data);
  layer = GDALDatasetCreateLayer (data, plan->layer, crs, wkbPolygon, options);
  g_assert_nonnull (layer);
  add_field (layer, plan->code_field);
  add_field (layer, plan->name_field);
  for (guint i = 0; i < plan->n_columns * plan->n_rows; i++)
    add_row (layer, plan, projection, i);

  GDALClose (data);
  CSLDestroy (options);
  if (projection != NULL)
    OCTDestroyCoordinateTransformation (projection);
  if (crs != NULL)
    OSRDestroySpatialReference (crs);
}

void
foreign_write (const char *path,
               const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}
