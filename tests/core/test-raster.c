/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-paint.h"

#include <math.h>

#include "domain/sgm-tables.h"
#include "geo/sgm-mercator.h"
#include "sample/sgm-partition.h"

typedef struct
{
  SgmAreaSet *areas;
  SgmShapes *shapes;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sgm_partition_make (11, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  f->areas = sgm_area_set_new (records, &error);
  g_assert_no_error (error);
  f->shapes = sgm_shapes_new (f->areas);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  sgm_shapes_unref (f->shapes);
  sgm_area_set_unref (f->areas);
}

/* The frame that has the whole district in it, with some room. */
static SgmRasterFrame
frame_all (Fixture  *f,
           double    zoom,
           SgmLevel  level)
{
  const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (f->areas, 0)->geometry);
  double pixels = 256 * exp2 (zoom);
  double x = sgm_mercator_x (box->min_x) - 10 / pixels;
  double y = sgm_mercator_y (box->max_y) - 10 / pixels;

  return (SgmRasterFrame) {
    x, y, zoom, 1,
    20 + (sgm_mercator_x (box->max_x) - x) * pixels,
    20 + (sgm_mercator_y (box->min_y) - y) * pixels,
    level,
  };
}

static guint
owner_at (SgmRaster *raster,
          guint      row,
          guint      column)
{
  guint n;
  const SgmRun *run = sgm_raster_get_row (raster, row, &n);

  while (run->end <= column)
    run++;
  return run->area;
}

static guint8
border_at (SgmRaster *raster,
           guint      row,
           guint      column)
{
  g_autofree guint8 *strengths = g_malloc (sgm_raster_get_width (raster));

  sgm_raster_get_borders (raster, row, strengths);
  return strengths[column];
}

/* Runs cover every row from its first to its last column. */
static void
count_pixels (SgmRaster *raster,
              int        width,
              int        height,
              guint     *counts)
{
  for (int row = 0; row < height; row++)
    {
      guint n, column = 0;
      const SgmRun *run = sgm_raster_get_row (raster, row, &n);

      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (run[i].end, >, column);
          g_assert_true (i == 0 || run[i].area != run[i - 1].area);
          if (run[i].area != SGM_AREA_NONE)
            counts[run[i].area] += run[i].end - column;
          column = run[i].end;
        }
      g_assert_cmpuint (column, ==, width);
    }
}

/* As every pixel has one owner, an area's number of pixels is its size. */
static void
test_areas (Fixture       *f,
            gconstpointer  data)
{
  SgmRasterFrame frame = frame_all (f, 15.4, SGM_LEVEL_UNIT);
  g_autoptr (SgmRaster) raster = sgm_raster_new (f->shapes, &frame, NULL);
  g_autofree guint *counts = g_new0 (guint, sgm_area_set_get_n_areas (f->areas));
  double total = 0, exact_total = 0, worst = 0;
  double square_metres; /* of a pixel */
  guint first, end;

  count_pixels (raster, frame.width, frame.height, counts);
  sgm_area_set_get_level (f->areas, SGM_LEVEL_UNIT, &first, &end);
  for (guint i = first; i < end; i++)
    {
      total += counts[i];
      exact_total += sgm_area_set_get (f->areas, i)->size;
    }
  square_metres = exact_total / total;
  /* Web Mercator is a sphere's; sizes are the ellipsoid's. */
  g_assert_cmpfloat_with_epsilon (square_metres / pow (sgm_mercator_metres_per_pixel (22.55, frame.zoom), 2),
                                  1, 0.006);
  for (guint i = first; i < end; i++)
    {
      double pixels = sgm_area_set_get (f->areas, i)->size / square_metres;

      /* What rounding at the rim can change grows with the rim, not the area: a
       * border along the rows can win or lose one of them. */
      worst = MAX (worst, fabs (counts[i] - pixels) / sqrt (pixels));
    }
  g_test_message ("worst difference %.2f of the square root of the size", worst);
  g_assert_cmpfloat (worst, <, 1.5);
}

/* No pixel inside the district is without an owner: there is no seam. */
static void
test_no_seam (Fixture       *f,
              gconstpointer  data)
{
  for (double zoom = 12; zoom < 15; zoom += 0.4)
    {
      SgmRasterFrame frame = frame_all (f, zoom, SGM_LEVEL_UNIT);
      SgmRasterFrame whole = frame_all (f, zoom, SGM_LEVEL_DISTRICT);
      g_autoptr (SgmRaster) units = sgm_raster_new (f->shapes, &frame, NULL);
      g_autoptr (SgmRaster) district = sgm_raster_new (f->shapes, &whole, NULL);

      for (int row = 0; row < frame.height; row++)
        for (int column = 0; column < frame.width; column++)
          g_assert_true ((owner_at (units, row, column) == SGM_AREA_NONE)
                         == (owner_at (district, row, column) == SGM_AREA_NONE));
    }
}

/* A pixel belongs to the area in which its centre lies. */
static void
test_owner (Fixture       *f,
            gconstpointer  data)
{
  SgmRasterFrame frame = frame_all (f, 17.2, SGM_LEVEL_UNIT);
  double pixels = 256 * exp2 (frame.zoom);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (SgmRaster) raster = NULL;
  guint n_inside = 0;

  frame.x += 3000 / pixels;
  frame.y += 3000 / pixels;
  frame.width = 1500;
  frame.height = 1500;
  raster = sgm_raster_new (f->shapes, &frame, NULL);
  for (guint i = 0; i < 20000; i++)
    {
      guint column = g_rand_int_range (random, 0, frame.width);
      guint row = g_rand_int_range (random, 0, frame.height);
      const SgmArea *area = sgm_area_set_find_at (f->areas, SGM_LEVEL_UNIT,
                                                  sgm_mercator_longitude (frame.x + (column + 0.5) / pixels),
                                                  sgm_mercator_latitude (frame.y + (row + 0.5) / pixels));
      guint owner = owner_at (raster, row, column);

      /* Vertices are floats here: a centre on a rim may fall to either side. */
      if (owner != (area != NULL ? area->index : SGM_AREA_NONE))
        g_assert_cmpuint (border_at (raster, row, column), >, 0);
      else
        n_inside += owner != SGM_AREA_NONE;
    }
  g_assert_cmpuint (n_inside, >, 10000);
}

/* Two tiles side by side are the same as one large one. */
static void
test_tiles_meet (Fixture       *f,
                 gconstpointer  data)
{
  SgmRasterFrame whole = frame_all (f, 13.6, SGM_LEVEL_UNIT);
  SgmRasterFrame half = whole;
  g_autoptr (SgmRaster) together = sgm_raster_new (f->shapes, &whole, NULL);
  g_autoptr (SgmRaster) east = NULL;
  g_autofree guint8 *in_whole = g_malloc (whole.width);
  g_autofree guint8 *in_half = g_malloc (whole.width);
  const int cut = 256;

  half.x += cut / (256 * exp2 (half.zoom));
  half.width -= cut;
  east = sgm_raster_new (f->shapes, &half, NULL);
  for (int row = 0; row < half.height; row++)
    {
      sgm_raster_get_borders (together, row, in_whole);
      sgm_raster_get_borders (east, row, in_half);
      for (int column = 0; column < half.width; column++)
        {
          g_assert_cmpint (ABS (in_whole[column + cut] - in_half[column]), <=, 2);
          if (owner_at (together, row, column + cut) != owner_at (east, row, column))
            g_assert_cmpint (in_whole[column + cut], >, 0);
        }
    }
}

static GBytes *
wkb_with_hole (void)
{
  const double rings[] = {
    113.0, 22.0, 113.1, 22.0, 113.1, 22.1, 113.0, 22.1, 113.0, 22.0,
    113.03, 22.03, 113.03, 22.07, 113.07, 22.07, 113.07, 22.03, 113.03, 22.03,
    113.2, 22.0, 113.3, 22.0, 113.3, 22.1, 113.2, 22.1, 113.2, 22.0,
  };
  const guint ring_ends[] = { 5, 10, 15 };
  const guint polygon_ends[] = { 2, 3 };
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_polygons (rings, ring_ends, 3, polygon_ends, 2);

  return sgm_geometry_to_wkb (geometry);
}

static guint
owner_at_place (SgmRaster            *raster,
                const SgmRasterFrame *frame,
                double                longitude,
                double                latitude)
{
  double pixels = 256 * exp2 (frame->zoom);

  return owner_at (raster, (sgm_mercator_y (latitude) - frame->y) * pixels,
                   (sgm_mercator_x (longitude) - frame->x) * pixels);
}

static void
test_holes (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  SgmRecord *record = sgm_record_new (&sgm_table_area, 1);
  g_autoptr (GBytes) wkb = wkb_with_hole ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmAreaSet) areas = NULL;
  g_autoptr (SgmShapes) shapes = NULL;
  g_autoptr (SgmRaster) raster = NULL;
  SgmRasterFrame frame = { sgm_mercator_x (112.99), sgm_mercator_y (22.11), 12, 1, 1000, 500, SGM_LEVEL_DISTRICT };

  sgm_record_set_int (record, SGM_AREA_LEVEL, SGM_LEVEL_DISTRICT);
  sgm_record_set_text (record, SGM_AREA_CODE, "440704");
  sgm_record_set_text (record, SGM_AREA_NAME, "区");
  sgm_record_set_bytes (record, SGM_AREA_GEOMETRY, wkb);
  g_ptr_array_add (records, record);
  areas = sgm_area_set_new (records, &error);
  g_assert_no_error (error);
  shapes = sgm_shapes_new (areas);
  raster = sgm_raster_new (shapes, &frame, NULL);
  g_assert_cmpuint (owner_at_place (raster, &frame, 113.01, 22.05), ==, 0);
  g_assert_cmpuint (owner_at_place (raster, &frame, 113.05, 22.05), ==, SGM_AREA_NONE);
  g_assert_cmpuint (owner_at_place (raster, &frame, 113.15, 22.05), ==, SGM_AREA_NONE);
  g_assert_cmpuint (owner_at_place (raster, &frame, 113.25, 22.05), ==, 0);
}

/* Colours are exact where no border is, and every border shows. */
static void
test_paint (Fixture       *f,
            gconstpointer  data)
{
  SgmRasterFrame frame = frame_all (f, 12.4, SGM_LEVEL_GRID);
  g_autoptr (SgmRaster) raster = sgm_raster_new (f->shapes, &frame, NULL);
  guint n = sgm_area_set_get_n_areas (f->areas);
  g_autofree SgmPaint *items = g_new (SgmPaint, n);
  g_autoptr (SgmPaints) paints = NULL;
  g_autofree guint32 *pixels = g_new (guint32, frame.width * frame.height);
  g_autofree guint8 *borders = g_malloc (frame.width);

  for (guint i = 0; i < n; i++)
    items[i] = (SgmPaint) { 0x80000000 | (i & 0x7f) << 16 | (i >> 7), 0x80000000 | (i & 0x7f) << 16 | (i >> 7), 0 };
  paints = sgm_paints_new_for_items (items, n, 0xffffffff);
  sgm_raster_paint (raster, paints, 1, pixels, frame.width);
  for (int row = 0; row < frame.height; row++)
    {
      sgm_raster_get_borders (raster, row, borders);
      for (int column = 0; column < frame.width; column++)
        {
          guint owner = owner_at (raster, row, column);
          guint32 pixel = pixels[row * frame.width + column];

          if (borders[column] == 0)
            g_assert_cmphex (pixel, ==, owner == SGM_AREA_NONE ? 0 : items[owner].color);
          else
            g_assert_cmpuint (pixel & 0xff, >=, borders[column] - 1);
        }
    }
}

/* What is painted of the part that has something in it is the same, and there
 * is nothing beside it. */
static void
test_extents (Fixture       *f,
              gconstpointer  data)
{
  SgmRasterFrame frame = frame_all (f, 13.1, SGM_LEVEL_UNIT);
  g_autoptr (SgmRaster) raster = sgm_raster_new (f->shapes, &frame, NULL);
  const cairo_rectangle_int_t *extents = sgm_raster_get_extents (raster);
  guint n = sgm_area_set_get_n_areas (f->areas);
  g_autofree SgmPaint *items = g_new (SgmPaint, n);
  g_autoptr (SgmPaints) paints = NULL;
  g_autofree guint32 *pixels = g_new (guint32, frame.width * frame.height);
  g_autofree guint32 *part = NULL;

  for (guint i = 0; i < n; i++)
    items[i] = (SgmPaint) { 0xff000000 | i, i % 3 == 0 ? 0xff00ff00 : 0xff000000 | i, i % 5 == 0 ? 0xffff0000 : 0 };
  paints = sgm_paints_new_for_items (items, n, 0xffffffff);
  g_assert_cmpint (extents->x, >, 0);
  g_assert_cmpint (extents->y, >, 0);
  g_assert_cmpint (extents->x + extents->width, <, frame.width);
  g_assert_cmpint (extents->y + extents->height, <, frame.height);
  part = g_new (guint32, extents->width * extents->height);
  sgm_raster_paint (raster, paints, 1, pixels, frame.width);
  sgm_raster_paint_part (raster, paints, 1, extents, part, extents->width);
  for (int row = 0; row < frame.height; row++)
    for (int column = 0; column < frame.width; column++)
      {
        int x = column - extents->x, y = row - extents->y;
        gboolean within = x >= 0 && x < extents->width && y >= 0 && y < extents->height;

        g_assert_cmphex (pixels[row * frame.width + column], ==, within ? part[y * extents->width + x] : 0);
      }
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  SgmRasterFrame frame = frame_all (f, 12, SGM_LEVEL_UNIT);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (sgm_raster_new (f->shapes, &frame, cancellable));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/raster/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("areas", test_areas);
  ADD ("no-seam", test_no_seam);
  ADD ("owner", test_owner);
  ADD ("tiles-meet", test_tiles_meet);
  ADD ("paint", test_paint);
  ADD ("extents", test_extents);
  ADD ("cancel", test_cancel);
#undef ADD
  g_test_add_func ("/raster/holes", test_holes);
  return g_test_run ();
}
