/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <gdal.h>
#include <glib/gstdio.h>
#include <ogr_srs_api.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap-source.h"
#include "exchange/sgm-gdal.h"
#include "geo/sgm-mercator.h"
#include "scratch.h"

/* Maps are made by GDAL and by osmium, not by code of this program. */

#define X 113.12
#define Y 22.55

typedef struct
{
  char *folder;
  char *path;
  SgmBasemapStyle *style;
  SgmGeometry *district;
  SgmBasemapSource source;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  const double ring[] = { X - 0.05, Y - 0.05, X + 0.05, Y - 0.05, X + 0.05, Y + 0.05, X - 0.05, Y + 0.05, X - 0.05, Y - 0.05 };
  const guint n = 5;
  const guint one = 1;

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, data, NULL);
  f->style = sgm_basemap_style_new ();
  f->district = sgm_geometry_new_polygons (ring, &n, 1, &one, 1);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  sgm_basemap_style_unref (f->style);
  sgm_geometry_unref (f->district);
  scratch_free (f->folder);
  g_free (f->path);
}

static SgmGround *
read_map (Fixture      *f,
          const char   *path,
          SgmDatum      datum,
          GError      **error)
{
  return sgm_basemap_source_read (path, f->style, f->district, datum, &f->source, NULL, NULL, NULL, error);
}

/* The only feature of a kind. */
static const SgmGroundFeature *
get_only (SgmGround     *ground,
          SgmGroundKind  kind)
{
  static const SgmBox world = { 0, 0, 1, 1 };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  sgm_ground_find (ground, kind, &world, found);
  g_assert_cmpuint (found->len, ==, 1);
  return sgm_ground_get_feature (ground, g_array_index (found, guint, 0));
}

/* By how many metres the first point of a feature lies off. */
static double
get_distance (const SgmGroundFeature *feature,
              double                  x,
              double                  y)
{
  return hypot (feature->points[0] - sgm_mercator_x (x), feature->points[1] - sgm_mercator_y (y)) * 40075016 * cos (Y * G_PI / 180);
}

/* OpenStreetMap -------------------------------------------------------------- */

static const char osm[] =
  "<?xml version='1.0' encoding='UTF-8'?><osm version='0.6' generator='test'>"
  "<node id='1' lat='22.55' lon='113.12' version='1'/><node id='2' lat='22.55' lon='113.13' version='1'/>"
  "<node id='3' lat='22.56' lon='113.13' version='1'/><node id='4' lat='22.56' lon='113.12' version='1'/>"
  "<node id='5' lat='22.545' lon='113.12' version='1'><tag k='place' v='village'/><tag k='name' v='英南村'/>"
  "<tag k='name:en' v='Yingnan'/></node>"
  "<node id='6' lat='30' lon='120' version='1'><tag k='place' v='village'/><tag k='name' v='远村'/></node>"
  "<way id='1' version='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='primary'/><tag k='name' v='迎宾大道'/>"
  "<tag k='name:en' v='Yingbin Avenue'/><tag k='bridge' v='yes'/><tag k='layer' v='2'/><tag k='width' v='24'/></way>"
  "<way id='2' version='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='4'/><nd ref='1'/>"
  "<tag k='building' v='yes'/></way>"
  "<way id='3' version='1'><nd ref='1'/><nd ref='3'/><tag k='highway' v='residential'/><tag k='tunnel' v='yes'/></way>"
  "<way id='4' version='1'><nd ref='1'/><nd ref='3'/><tag k='power' v='line'/><tag k='name' v='x'/></way>"
  "<way id='5' version='1'><nd ref='1'/><nd ref='2'/><nd ref='3'/><nd ref='1'/></way>"
  "<relation id='1' version='1'><member type='way' ref='5' role='outer'/><tag k='type' v='multipolygon'/>"
  "<tag k='natural' v='water'/><tag k='name' v='礼乐河'/></relation>"
  "</osm>";

static void
check_osm (Fixture    *f,
           const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmGround) ground = read_map (f, path, SGM_DATUM_CGCS2000, &error);
  const SgmGroundFeature *road;

  g_assert_no_error (error);
  g_assert_true (f->source.is_osm);
  g_assert_cmpuint (f->source.n_drawn, ==, 5);
  g_assert_cmpuint (f->source.n_other, ==, 1);
  g_assert_cmpuint (f->source.n_faults, ==, 0);

  road = get_only (ground, SGM_GROUND_PRIMARY);
  g_assert_cmpstr (road->name, ==, "迎宾大道");
  g_assert_cmpstr (road->name_en, ==, "Yingbin Avenue");
  g_assert_cmpint (road->level, ==, 2);
  g_assert_cmpfloat (road->width, ==, 24);
  g_assert_cmpfloat (get_distance (road, 113.12, 22.55), <, 0.1);
  g_assert_cmpint (get_only (ground, SGM_GROUND_STREET)->level, ==, -1);
  g_assert_cmpint (get_only (ground, SGM_GROUND_BUILDING)->shape, ==, SGM_GROUND_SHAPE_POLYGON);
  g_assert_cmpstr (get_only (ground, SGM_GROUND_WATER)->name, ==, "礼乐河");
  g_assert_cmpstr (get_only (ground, SGM_GROUND_QUARTER)->name, ==, "英南村");
  g_assert_nonnull (get_only (ground, SGM_GROUND_DISTRICT));
}

static void
test_osm (Fixture       *f,
          gconstpointer  data)
{
  g_assert_true (g_file_set_contents (f->path, osm, -1, NULL));
  check_osm (f, f->path);
}

/* An extract as they are given away; GDAL reads but does not write it. */
static void
test_pbf (Fixture       *f,
          gconstpointer  data)
{
  g_autofree char *osmium = g_find_program_in_path ("osmium");
  g_autofree char *pbf = g_strconcat (f->path, ".pbf", NULL);
  char *arguments[] = { osmium, (char *) "cat", f->path, (char *) "-o", pbf, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (osmium == NULL)
    {
      g_test_skip ("osmium-tool is not installed");
      return;
    }
  g_assert_true (g_file_set_contents (f->path, osm, -1, NULL));
  g_assert_true (g_spawn_sync (NULL, arguments, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  check_osm (f, pbf);
}

/* What is cut off or is none is refused with a sentence, and so is a file that
 * has nothing here. */
static void
test_bad_files (Fixture       *f,
                gconstpointer  data)
{
  static const char *const contents[] = {
    "", "x", "<osm version='0.6'>", "<?xml version='1.0'?><osm version='0.6' generator='t'></osm>",
    "<?xml version='1.0'?><osm version='0.6' generator='t'><node id='6' lat='30' lon='120' version='1'>"
    "<tag k='place' v='village'/></node></osm>",
    "<?xml version='1.0'?><osm version='0.6' generator='t'><node id='6' lat='22.55' lon='113.12' version='1'>"
    "<tag k='name' v='x'/></node></osm>",
    "<?xml version='1.0'?><osm version='0.6' generator='t'><node id='6' lat='nan' lon='1e99' version='1'>"
    "<tag k='place' v='village'/></node></osm>",
  };
  g_autofree char *missing = g_build_filename (f->folder, "none.osm.pbf", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (SgmGround) ground = NULL;

      g_assert_true (g_file_set_contents (f->path, contents[i], -1, NULL));
      ground = read_map (f, f->path, SGM_DATUM_CGCS2000, &fault);
      g_test_message ("%u: %s", i, fault != NULL ? fault->message : "read");
      g_assert_null (ground);
      g_assert_error (fault, SGM_ERROR, SGM_ERROR_INVALID);
      g_assert_true (g_str_has_suffix (fault->message, "."));
    }
  for (gsize cut = 1; cut < sizeof osm; cut += 97)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (SgmGround) ground = NULL;

      g_assert_true (g_file_set_contents (f->path, osm, cut, NULL));
      ground = read_map (f, f->path, SGM_DATUM_CGCS2000, &fault);
      g_assert_true (ground != NULL || fault != NULL);
    }
  g_assert_null (read_map (f, missing, SGM_DATUM_CGCS2000, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (f->path, osm, -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (sgm_basemap_source_read (f->path, f->style, f->district, SGM_DATUM_CGCS2000, &f->source, NULL, NULL,
                                          cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Plain layers ----------------------------------------------------------------- */

static OGRLayerH
add_layer (GDALDatasetH        set,
           const char         *name,
           int                 epsg,
           OGRwkbGeometryType  type,
           const char         *encoding)
{
  OGRSpatialReferenceH crs = OSRNewSpatialReference (NULL);
  char *options[] = { (char *) encoding, NULL };
  OGRLayerH layer;
  OGRFieldDefnH field = OGR_Fld_Create ("名称", OFTString);

  OSRImportFromEPSG (crs, epsg);
  OSRSetAxisMappingStrategy (crs, OAMS_TRADITIONAL_GIS_ORDER);
  layer = GDALDatasetCreateLayer (set, name, crs, type, options);
  OGR_Fld_SetWidth (field, 80);
  g_assert_cmpint (OGR_L_CreateField (layer, field, TRUE), ==, OGRERR_NONE);
  OGR_Fld_Destroy (field);
  OSRDestroySpatialReference (crs);
  return layer;
}

static void
add_wkt (OGRLayerH   layer,
         const char *wkt,
         const char *name)
{
  OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  OGRGeometryH geometry = NULL;
  char *at = (char *) wkt;

  g_assert_cmpint (OGR_G_CreateFromWkt (&at, NULL, &geometry), ==, OGRERR_NONE);
  OGR_F_SetGeometryDirectly (feature, geometry);
  OGR_F_SetFieldString (feature, 0, name);
  g_assert_cmpint (OGR_L_CreateFeature (layer, feature), ==, OGRERR_NONE);
  OGR_F_Destroy (feature);
}

/* A GeoPackage in GCJ-02 whose layers have Chinese names, and a Shapefile
 * folder in EPSG:4547 and GBK: both come out where they are. */
static void
test_layers (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmGround) ground = NULL;
  GDALDatasetH set;
  OGRLayerH layer;
  double x = X;
  double y = Y;
  g_autofree char *line = NULL;

  sgm_datum_convert (SGM_DATUM_CGCS2000, SGM_DATUM_GCJ02, &x, &y);
  line = g_strdup_printf ("LINESTRING (%.8f %.8f, %.8f %.8f)", x, y, x + 0.01, y);
  set = GDALCreate (GDALGetDriverByName ("GPKG"), f->path, 0, 0, 0, GDT_Unknown, NULL);
  layer = add_layer (set, "道路中心线", 4490, wkbLineString, NULL);
  add_wkt (layer, line, "东海路");
  layer = add_layer (set, "水系", 4490, wkbPolygon, NULL);
  add_wkt (layer, "POLYGON ((113.1 22.5,113.11 22.5,113.11 22.51,113.1 22.5))", "礼乐河");
  layer = add_layer (set, "其他", 4490, wkbPolygon, NULL);
  add_wkt (layer, "POLYGON ((113.1 22.5,113.11 22.5,113.11 22.51,113.1 22.5))", "x");
  GDALClose (set);

  ground = read_map (f, f->path, SGM_DATUM_GCJ02, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (f->source.n_drawn, ==, 2);
  g_assert_cmpuint (f->source.n_other, ==, 1);
  g_assert_false (f->source.is_osm);
  g_assert_cmpstr (get_only (ground, SGM_GROUND_STREET)->name, ==, "东海路");
  g_assert_cmpfloat (get_distance (get_only (ground, SGM_GROUND_STREET), X, Y), <, 0.1);
  g_assert_nonnull (get_only (ground, SGM_GROUND_WATER));
}

static void
test_shapefiles (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmGround) ground = NULL;
  GDALDatasetH set;
  OGRLayerH layer;

  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  set = GDALCreate (GDALGetDriverByName ("ESRI Shapefile"), f->path, 0, 0, 0, GDT_Unknown, NULL);
  layer = add_layer (set, "roads", 4547, wkbLineString, "ENCODING=GBK");
  /* 113.1, 22.55 in EPSG:4547. */
  add_wkt (layer, "LINESTRING (407423.988 2494983.030, 408000 2494983)", "东海路");
  layer = add_layer (set, "buildings", 4547, wkbPolygon, "ENCODING=GBK");
  add_wkt (layer, "POLYGON ((407423.988 2494983.030, 407500 2494983, 407500 2495000, 407423.988 2494983.030))", "");
  /* Far away. */
  add_wkt (layer, "POLYGON ((607423 2494983, 607500 2494983, 607500 2495000, 607423 2494983))", "");
  GDALClose (set);

  ground = read_map (f, f->path, SGM_DATUM_CGCS2000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (f->source.n_drawn, ==, 2);
  g_assert_cmpfloat (get_distance (get_only (ground, SGM_GROUND_STREET), 113.1, 22.55), <, 0.1);
  g_assert_cmpstr (get_only (ground, SGM_GROUND_STREET)->name, ==, "东海路");
  g_assert_nonnull (get_only (ground, SGM_GROUND_BUILDING));
}

/* A shore of a hundred thousand points is cut into pieces whose area is the
 * same but for where they overlap. */
static double
get_area (const SgmGroundFeature *feature)
{
  double sum = 0;

  for (guint i = 0; i + 1 < feature->n_points; i++)
    if (!isnan (feature->points[2 * i]) && !isnan (feature->points[2 * i + 2]))
      sum += feature->points[2 * i] * feature->points[2 * i + 3] - feature->points[2 * i + 2] * feature->points[2 * i + 1];
  return fabs (sum) / 2;
}

static void
test_cut (Fixture       *f,
          gconstpointer  data)
{
  static const SgmBox world = { 0, 0, 1, 1 };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) wkt = g_string_new ("POLYGON ((");
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmGround) ground = NULL;
  const guint n = 100000;
  double area = 0;
  double whole = G_PI * 0.03 * 0.03 / (360.0 * 360.0) / cos (Y * G_PI / 180);
  GDALDatasetH set = GDALCreate (GDALGetDriverByName ("GPKG"), f->path, 0, 0, 0, GDT_Unknown, NULL);
  OGRLayerH layer = add_layer (set, "water", 4490, wkbPolygon, NULL);

  for (guint i = 0; i <= n; i++)
    g_string_append_printf (wkt, "%s%.9f %.9f", i > 0 ? "," : "", X + 0.03 * cos (2 * G_PI * (i % n) / n),
                            Y + 0.03 * sin (2 * G_PI * (i % n) / n));
  g_string_append (wkt, "))");
  add_wkt (layer, wkt->str, "湖");
  GDALClose (set);

  ground = read_map (f, f->path, SGM_DATUM_CGCS2000, &error);
  g_assert_no_error (error);
  sgm_ground_find (ground, SGM_GROUND_WATER, &world, found);
  g_assert_cmpuint (found->len, >, 50);
  for (guint i = 0; i < found->len; i++)
    {
      const SgmGroundFeature *piece = sgm_ground_get_feature (ground, g_array_index (found, guint, i));

      g_assert_cmpuint (piece->n_points, <=, 1600);
      area += get_area (piece);
    }
  g_assert_cmpfloat (area, >, whole * 0.999);
  g_assert_cmpfloat (area, <, whole * 1.35);
}

/* An ocean is cut off where the map ends: what is far away would be drawn in
 * the wrong place. */
static void
test_ocean (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmGround) ground = NULL;
  GDALDatasetH set = GDALCreate (GDALGetDriverByName ("GPKG"), f->path, 0, 0, 0, GDT_Unknown, NULL);
  const SgmGroundFeature *ocean;

  add_wkt (add_layer (set, "water", 4490, wkbPolygon, NULL), "POLYGON ((-170 -80,170 -80,170 80,-170 80,-170 -80))", "洋");
  GDALClose (set);
  ground = read_map (f, f->path, SGM_DATUM_CGCS2000, &error);
  g_assert_no_error (error);
  ocean = get_only (ground, SGM_GROUND_WATER);
  g_assert_cmpfloat (ocean->box.max_x - ocean->box.min_x, <, 0.01);
  g_assert_cmpfloat (ocean->box.min_x, <, sgm_mercator_x (X - 0.3));
  g_assert_cmpfloat (ocean->box.max_y, >, sgm_mercator_y (Y - 0.3));
  g_assert_cmpfloat (get_area (ocean), >, 0.5 * (ocean->box.max_x - ocean->box.min_x) * (ocean->box.max_y - ocean->box.min_y));
}

#define ADD(name, file, function) \
  g_test_add ("/basemap-source/" name, Fixture, file, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  sgm_gdal_init ();

  ADD ("osm", "map.osm", test_osm);
  ADD ("pbf", "map.osm", test_pbf);
  ADD ("bad-files", "map.osm", test_bad_files);
  ADD ("cancel", "map.osm", test_cancel);
  ADD ("layers", "map.gpkg", test_layers);
  ADD ("shapefiles", "folder", test_shapefiles);
  ADD ("cut", "map.gpkg", test_cut);
  ADD ("ocean", "map.gpkg", test_ocean);
  return g_test_run ();
}
