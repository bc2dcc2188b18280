/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-tile.h"

#include <math.h>

#include <cairo.h>

#include "draw/sgm-png.h"
#include "geo/sgm-mercator.h"

/* A tile in units in which it has this side, whatever its pixels. */
#define TILE_SIZE 256

/* By how far a road's casing stands out on each side. */
#define CASING 0.8
#define BRIDGE_CASING 1.3

/* How far things reach beyond their points: waters, in metres; ways and others,
 * in pixels. */
#define WATER_REACH 600.0
#define WAY_REACH 40.0
#define OTHER_REACH 4.0

/* From this zoom on a road is at least as wide as it really is. */
#define TRUE_WIDTH_ZOOM 15

#define SPOT_RADIUS 2.2
#define THIN 0.6

/* Levels above the ground and below it that are told apart. */
#define MAX_LEVEL 3

/* One tile in the making. */
typedef struct
{
  const SgmBasemapTile *tile;
  const SgmGround *ground;
  const SgmBasemapStyle *style;
  guint zoom;
  SgmBasemapShade shade;
  double size;     /* of the world, pixels */
  SgmBox box;      /* of the tile, in Web Mercator */
  cairo_t *cr;     /* in pixels of the world */
  GArray *found;   /* numbers of features, of the kind at hand */
} Drawing;

static void
set_color (cairo_t         *cr,
           SgmBasemapColor  color)
{
  cairo_set_source_rgb (cr, (color >> 16 & 0xff) / 255.0, (color >> 8 & 0xff) / 255.0,
                        (color & 0xff) / 255.0);
}

static const SgmBasemapLook *
get_look (Drawing       *drawing,
          SgmGroundKind  kind)
{
  return sgm_basemap_style_get_look (drawing->style, kind);
}

/* In pixels, where the feature lies and not where the tile does, so that it is
 * as wide on the next tile. */
static double
get_metre (Drawing                *drawing,
           const SgmGroundFeature *feature)
{
  double latitude = sgm_mercator_latitude ((feature->box.min_y + feature->box.max_y) / 2);

  return 1 / sgm_mercator_metres_per_pixel (latitude, drawing->zoom);
}

static double
get_reach (Drawing       *drawing,
           SgmGroundKind  kind)
{
  double latitude = sgm_mercator_latitude (drawing->box.min_y);

  if (kind >= SGM_GROUND_STREAM && kind <= SGM_GROUND_RIVER)
    return WATER_REACH / sgm_mercator_metres_per_pixel (latitude, drawing->zoom) + OTHER_REACH;
  return kind >= SGM_GROUND_PATH && kind <= SGM_GROUND_RAILWAY ? WAY_REACH : OTHER_REACH;
}

/* The features of a kind that may be seen, and how the kind looks; NULL where
 * there is nothing to draw. */
static const SgmBasemapLook *
find (Drawing       *drawing,
      SgmGroundKind  kind)
{
  const SgmBasemapLook *look = get_look (drawing, kind);
  double reach = get_reach (drawing, kind) / drawing->size;
  SgmBox box = {
    drawing->box.min_x - reach, drawing->box.min_y - reach,
    drawing->box.max_x + reach, drawing->box.max_y + reach,
  };

  if (drawing->zoom < look->from)
    return NULL;
  sgm_ground_find (drawing->ground, kind, &box, drawing->found);
  return drawing->found->len > 0 ? look : NULL;
}

static const SgmGroundFeature *
get_found (Drawing *drawing,
           guint    i)
{
  return sgm_ground_get_feature (drawing->ground, g_array_index (drawing->found, guint, i));
}

/* Points closer than a third of a pixel to the last one are left out. */
static void
add_path (Drawing                *drawing,
          const SgmGroundFeature *feature)
{
  double near = 0.33 * TILE_SIZE / drawing->tile->size;
  gboolean pen_down = FALSE;
  double last_x = 0;
  double last_y = 0;

  for (guint i = 0; i < feature->n_points; i++)
    {
      double x = feature->points[2 * i] * drawing->size;
      double y = feature->points[2 * i + 1] * drawing->size;

      if (isnan (x))
        {
          pen_down = FALSE;
          continue;
        }
      if (!pen_down)
        cairo_move_to (drawing->cr, x, y);
      else if (i + 1 < feature->n_points && !isnan (feature->points[2 * i + 2])
               && fabs (x - last_x) + fabs (y - last_y) < near)
        continue;
      else
        cairo_line_to (drawing->cr, x, y);
      pen_down = TRUE;
      last_x = x;
      last_y = y;
    }
}

/* What would be less than half a pixel is left out. */
static gboolean
is_visible (Drawing                *drawing,
            const SgmGroundFeature *feature)
{
  return (feature->box.max_x - feature->box.min_x) * drawing->size > 0.5
         || (feature->box.max_y - feature->box.min_y) * drawing->size > 0.5;
}

/* Each on its own, since some lie over others. */
static void
draw_polygons (Drawing       *drawing,
               SgmGroundKind  kind)
{
  const SgmBasemapLook *look = find (drawing, kind);
  SgmBasemapColor casing;

  if (look == NULL || look->fill[drawing->shade] == SGM_BASEMAP_NO_COLOR)
    return;
  casing = drawing->zoom > look->from ? look->casing[drawing->shade] : SGM_BASEMAP_NO_COLOR;
  cairo_set_line_width (drawing->cr, THIN);
  for (guint i = 0; i < drawing->found->len; i++)
    {
      const SgmGroundFeature *feature = get_found (drawing, i);

      if (!is_visible (drawing, feature))
        continue;
      add_path (drawing, feature);
      set_color (drawing->cr, look->fill[drawing->shade]);
      if (casing == SGM_BASEMAP_NO_COLOR)
        {
          cairo_fill (drawing->cr);
          continue;
        }
      cairo_fill_preserve (drawing->cr);
      set_color (drawing->cr, casing);
      cairo_stroke (drawing->cr);
    }
}

static double
get_kind_width (Drawing              *drawing,
                const SgmBasemapLook *look)
{
  return look->widths[drawing->zoom - SGM_BASEMAP_MIN_ZOOM];
}

static void
draw_water_lines (Drawing       *drawing,
                  SgmGroundKind  kind)
{
  const SgmBasemapLook *look = find (drawing, kind);
  SgmBasemapColor color;

  if (look == NULL)
    return;
  color = look->fill[drawing->shade];
  if (color == SGM_BASEMAP_NO_COLOR)
    return;
  set_color (drawing->cr, color);
  for (guint i = 0; i < drawing->found->len; i++)
    {
      const SgmGroundFeature *feature = get_found (drawing, i);
      double metres = feature->width > 0 ? feature->width : look->metres;

      /* One in a pipe is not seen. */
      if (feature->level < 0)
        continue;
      add_path (drawing, feature);
      cairo_set_line_width (drawing->cr, MAX (get_kind_width (drawing, look), metres * get_metre (drawing, feature)));
      cairo_stroke (drawing->cr);
    }
}

/* Ways ---------------------------------------------------------------------- */

static double
get_way_width (Drawing                *drawing,
               const SgmBasemapLook   *look,
               const SgmGroundFeature *feature)
{
  double width = get_kind_width (drawing, look);

  if (drawing->zoom >= TRUE_WIDTH_ZOOM && width > 0)
    width = MAX (width, feature->width * get_metre (drawing, feature));
  return width;
}

static int
get_level (const SgmGroundFeature *feature)
{
  return CLAMP (feature->level, -MAX_LEVEL, MAX_LEVEL);
}

/* The edges of the ways of a kind at a level. Those of a tunnel are dashed;
 * those of a bridge are plain to see, and end where it does. */
static void
draw_casings (Drawing       *drawing,
              SgmGroundKind  kind,
              int            level)
{
  static const double dashes[] = { 3, 2.5 };
  const SgmBasemapLook *look = find (drawing, kind);
  double casing = level > 0 ? BRIDGE_CASING : CASING;

  if (look == NULL || look->casing[drawing->shade] == SGM_BASEMAP_NO_COLOR)
    return;
  cairo_set_line_cap (drawing->cr, level == 0 ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  if (level < 0)
    cairo_set_dash (drawing->cr, dashes, 2, 0);
  set_color (drawing->cr, look->casing[drawing->shade]);
  for (guint i = 0; i < drawing->found->len; i++)
    {
      const SgmGroundFeature *feature = get_found (drawing, i);
      double width = get_way_width (drawing, look, feature);

      if (width <= 0 || get_level (feature) != level)
        continue;
      add_path (drawing, feature);
      cairo_set_line_width (drawing->cr, width + 2 * casing);
      cairo_stroke (drawing->cr);
    }
  cairo_set_dash (drawing->cr, NULL, 0, 0);
}

static void
draw_fills (Drawing       *drawing,
            SgmGroundKind  kind,
            int            level)
{
  const SgmBasemapLook *look = find (drawing, kind);
  SgmBasemapColor color;

  if (look == NULL || look->fill[drawing->shade] == SGM_BASEMAP_NO_COLOR)
    return;
  color = look->fill[drawing->shade];
  /* What is below the ground shines through. */
  if (level < 0)
    cairo_set_source_rgba (drawing->cr, (color >> 16 & 0xff) / 255.0, (color >> 8 & 0xff) / 255.0,
                           (color & 0xff) / 255.0, 0.5);
  else
    set_color (drawing->cr, color);
  cairo_set_line_cap (drawing->cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < drawing->found->len; i++)
    {
      const SgmGroundFeature *feature = get_found (drawing, i);
      double width = get_way_width (drawing, look, feature);

      if (width <= 0 || get_level (feature) != level)
        continue;
      add_path (drawing, feature);
      cairo_set_line_width (drawing->cr, width);
      cairo_stroke (drawing->cr);
    }
}

/* A dark line with light sleepers in it. */
static void
draw_railways (Drawing *drawing,
               int      level)
{
  static const double dashes[] = { 6, 6 };
  const SgmBasemapLook *look = find (drawing, SGM_GROUND_RAILWAY);
  double width;

  if (look == NULL)
    return;
  width = get_kind_width (drawing, look);
  cairo_set_line_cap (drawing->cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < drawing->found->len; i++)
    {
      const SgmGroundFeature *feature = get_found (drawing, i);

      if (width <= 0 || get_level (feature) != level)
        continue;
      add_path (drawing, feature);
      if (look->casing[drawing->shade] != SGM_BASEMAP_NO_COLOR)
        {
          set_color (drawing->cr, look->casing[drawing->shade]);
          cairo_set_line_width (drawing->cr, width);
          cairo_stroke_preserve (drawing->cr);
        }
      if (look->fill[drawing->shade] != SGM_BASEMAP_NO_COLOR && level >= 0)
        {
          cairo_set_dash (drawing->cr, dashes, 2, 0);
          set_color (drawing->cr, look->fill[drawing->shade]);
          cairo_set_line_width (drawing->cr, width * 0.5);
          cairo_stroke_preserve (drawing->cr);
          cairo_set_dash (drawing->cr, NULL, 0, 0);
        }
      cairo_new_path (drawing->cr);
    }
}

static gboolean
has_level (Drawing *drawing,
           int      level)
{
  for (SgmGroundKind kind = SGM_GROUND_PATH; kind <= SGM_GROUND_RAILWAY; kind++)
    {
      if (find (drawing, kind) == NULL)
        continue;
      for (guint i = 0; i < drawing->found->len; i++)
        if (get_level (get_found (drawing, i)) == level)
          return TRUE;
    }
  return FALSE;
}

/* From below to above, and at each level the edges of all kinds first, so that
 * ways open into each other where they meet. */
static void
draw_ways (Drawing *drawing)
{
  for (int level = -MAX_LEVEL; level <= MAX_LEVEL; level++)
    {
      if (level != 0 && !has_level (drawing, level))
        continue;
      for (SgmGroundKind kind = SGM_GROUND_PATH; kind <= SGM_GROUND_MOTORWAY; kind++)
        draw_casings (drawing, kind, level);
      for (SgmGroundKind kind = SGM_GROUND_PATH; kind <= SGM_GROUND_MOTORWAY; kind++)
        draw_fills (drawing, kind, level);
      draw_railways (drawing, level);
    }
}

/* A dot for what one finds one's way by; its name is set beside it. */
static void
draw_spots (Drawing *drawing)
{
  const SgmBasemapLook *look = find (drawing, SGM_GROUND_SPOT);

  if (look == NULL || look->fill[drawing->shade] == SGM_BASEMAP_NO_COLOR)
    return;
  set_color (drawing->cr, look->fill[drawing->shade]);
  for (guint i = 0; i < drawing->found->len; i++)
    {
      const SgmGroundFeature *feature = get_found (drawing, i);

      if (feature->shape != SGM_GROUND_SHAPE_POINT)
        continue;
      cairo_arc (drawing->cr, feature->points[0] * drawing->size, feature->points[1] * drawing->size,
                 SPOT_RADIUS, 0, 2 * G_PI);
      cairo_fill (drawing->cr);
    }
}

static void
draw (Drawing               *drawing,
      const SgmBasemapNames *names)
{
  cairo_set_fill_rule (drawing->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join (drawing->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (drawing->cr, CAIRO_LINE_CAP_ROUND);

  for (SgmGroundKind kind = SGM_GROUND_DISTRICT; kind <= SGM_GROUND_WATER; kind++)
    draw_polygons (drawing, kind);
  for (SgmGroundKind kind = SGM_GROUND_STREAM; kind <= SGM_GROUND_RIVER; kind++)
    draw_water_lines (drawing, kind);
  draw_polygons (drawing, SGM_GROUND_BUILDING);
  draw_ways (drawing);
  draw_spots (drawing);
  if (names != NULL)
    {
      SgmBox box = {
        drawing->box.min_x * drawing->size, drawing->box.min_y * drawing->size,
        drawing->box.max_x * drawing->size, drawing->box.max_y * drawing->size,
      };

      sgm_basemap_names_draw (names, drawing->style, drawing->shade, drawing->cr, &box);
    }
}

/**
 * sgm_basemap_tile_make:
 * @tile: which tile
 * @ground: what there is, sealed
 * @style: how it is drawn
 * @names: (nullable): the names of the zoom
 *
 * Draws a tile. May be called in any thread.
 *
 * Returns: (transfer full): a PNG
 */
GBytes *
sgm_basemap_tile_make (const SgmBasemapTile  *tile,
                       const SgmGround       *ground,
                       const SgmBasemapStyle *style,
                       const SgmBasemapNames *names)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, tile->size, tile->size);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  Drawing drawing = { tile, ground, style, tile->zoom, tile->shade };
  double n = 1u << tile->zoom;
  GBytes *png;

  g_return_val_if_fail (tile->zoom >= SGM_BASEMAP_MIN_ZOOM && tile->zoom <= SGM_BASEMAP_MAX_ZOOM, NULL);

  drawing.found = found;
  drawing.size = TILE_SIZE * n;
  drawing.cr = cairo_create (surface);
  drawing.box = (SgmBox) { tile->x / n, tile->y / n, (tile->x + 1) / n, (tile->y + 1) / n };

  set_color (drawing.cr, sgm_basemap_style_get_land (style, tile->shade));
  cairo_paint (drawing.cr);
  cairo_scale (drawing.cr, tile->size / (double) TILE_SIZE, tile->size / (double) TILE_SIZE);
  cairo_translate (drawing.cr, -(double) tile->x * TILE_SIZE, -(double) tile->y * TILE_SIZE);
  draw (&drawing, names);
  cairo_destroy (drawing.cr);

  png = sgm_png_encode (surface);
  cairo_surface_destroy (surface);
  return png;
}
