/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-tile.h"

#include <math.h>

#include "basemap/sgm-basemap-names.h"
#include "basemap/sgm-basemap-painter.h"
#include "geo/sgm-mercator.h"

#define TILE_SIZE 256

/* By how far a road's casing stands out on each side, pixels. */
#define CASING 0.8

#define N_ZOOMS (SGM_BASEMAP_MAX_ZOOM - SGM_BASEMAP_MIN_ZOOM + 1)

typedef enum
{
  FORM_GROUND,
  FORM_WATER, /* a line whose width is in metres */
  FORM_ROAD,
  FORM_RAILWAY,
} Form;

/**
 * Style:
 * @fill: colour of the ground, water or road
 * @casing: colour of a road's edge
 * @from: the lowest zoom at which a ground is drawn
 * @metres: width of a water
 * @widths: of a road, in pixels, for each zoom; 0 where it is not drawn
 */
typedef struct
{
  Form form;
  guint32 fill;
  guint32 casing;
  guint from;
  double metres;
  double widths[N_ZOOMS];
} Style;

#define WATER 0xcfdde5
#define EDGE 0xddd8ce

/* Muted, since the overlay is to speak. */
static const Style styles[SGM_GROUND_N_KINDS] = {
  [SGM_GROUND_DISTRICT] = { FORM_GROUND, 0xf4f1eb, 0, 0 },
  [SGM_GROUND_RESIDENTIAL] = { FORM_GROUND, 0xefeae3, 0, 12 },
  [SGM_GROUND_FIELD] = { FORM_GROUND, 0xf0f1e6, 0, 12 },
  [SGM_GROUND_PARK] = { FORM_GROUND, 0xe0ead7, 0, 12 },
  [SGM_GROUND_POND] = { FORM_GROUND, WATER, 0, 13 },
  [SGM_GROUND_CANAL] = { FORM_WATER, WATER, 0, 11, 22 },
  [SGM_GROUND_STREAM] = { FORM_WATER, WATER, 0, 10, 110 },
  [SGM_GROUND_LANE] = { FORM_ROAD, 0xffffff, EDGE, 0, 0, { 0, 0, 0, 0, 0, 1.2, 2.2, 4.5 } },
  [SGM_GROUND_STREET] = { FORM_ROAD, 0xffffff, EDGE, 0, 0, { 0, 0, 0, 0, 1.3, 2.4, 4, 7 } },
  [SGM_GROUND_TERTIARY] = { FORM_ROAD, 0xffffff, EDGE, 0, 0, { 0, 0, 0, 1.4, 2.2, 3.6, 5.5, 9 } },
  [SGM_GROUND_RIVER] = { FORM_WATER, WATER, 0, 9, 850 },
  [SGM_GROUND_PRIMARY] = { FORM_ROAD, 0xffffff, 0xd6d0c4, 0, 0, { 1, 1.4, 1.8, 2.5, 3.6, 5, 7.5, 12 } },
  [SGM_GROUND_RAILWAY] = { FORM_RAILWAY, 0xffffff, 0xc3bdb3, 0, 0, { 0, 0, 1, 1.4, 1.8, 2.2, 2.8, 3.4 } },
  [SGM_GROUND_MOTORWAY] = { FORM_ROAD, 0xfdf3dc, 0xdccdaa, 0, 0, { 1.4, 1.8, 2.4, 3.2, 4.4, 6, 9, 14 } },
};

/* One tile in the making. */
typedef struct
{
  const SgmGround *ground;
  guint zoom;
  double size;     /* of the world, pixels */
  SgmBox box;      /* what is drawn, in Web Mercator with the widest line's reach */
  double metre;    /* in pixels */
  cairo_t *cr;     /* in pixels of the world */
} Tile;

static void
set_color (cairo_t *cr,
           guint32  color)
{
  cairo_set_source_rgb (cr, (color >> 16) / 255.0, (color >> 8 & 0xff) / 255.0,
                        (color & 0xff) / 255.0);
}

static gboolean
boxes_meet (const SgmBox *a,
            const SgmBox *b)
{
  return a->min_x <= b->max_x && b->min_x <= a->max_x
         && a->min_y <= b->max_y && b->min_y <= a->max_y;
}

/* Points closer than a third of a pixel to the last one are left out. */
static void
add_path (Tile                   *tile,
          const SgmGroundFeature *feature)
{
  gboolean pen_down = FALSE;
  double last_x = 0;
  double last_y = 0;

  for (guint i = 0; i < feature->n_points; i++)
    {
      double x = feature->points[2 * i] * tile->size;
      double y = feature->points[2 * i + 1] * tile->size;

      if (isnan (x))
        {
          pen_down = FALSE;
          continue;
        }
      if (!pen_down)
        cairo_move_to (tile->cr, x, y);
      else if (i + 1 < feature->n_points && fabs (x - last_x) + fabs (y - last_y) < 0.33)
        continue;
      else
        cairo_line_to (tile->cr, x, y);
      pen_down = TRUE;
      last_x = x;
      last_y = y;
    }
}

/* One path of all there is of a kind in the tile; returns whether there is
 * any. */
static gboolean
add_kind (Tile          *tile,
          SgmGroundKind  kind)
{
  gboolean any = FALSE;

  for (guint i = 0; i < sgm_ground_get_n_features (tile->ground); i++)
    {
      const SgmGroundFeature *feature = sgm_ground_get_feature (tile->ground, i);

      if (feature->kind > kind)
        break;
      if (feature->kind != kind || !boxes_meet (&feature->box, &tile->box))
        continue;
      add_path (tile, feature);
      any = TRUE;
    }
  return any;
}

static double
get_road_width (Tile          *tile,
                SgmGroundKind  kind)
{
  return styles[kind].widths[tile->zoom - SGM_BASEMAP_MIN_ZOOM];
}

static void
draw_ground (Tile          *tile,
             SgmGroundKind  kind)
{
  if (tile->zoom < styles[kind].from || !add_kind (tile, kind))
    return;

  set_color (tile->cr, styles[kind].fill);
  cairo_fill (tile->cr);
}

static void
draw_water (Tile          *tile,
            SgmGroundKind  kind)
{
  if (tile->zoom < styles[kind].from || !add_kind (tile, kind))
    return;

  set_color (tile->cr, styles[kind].fill);
  cairo_set_line_width (tile->cr, MAX (0.8, styles[kind].metres * tile->metre));
  cairo_stroke (tile->cr);
}

/* The edges of several kinds of roads first, so that they open into each
 * other where they meet. */
static void
draw_roads (Tile          *tile,
            SgmGroundKind  first,
            SgmGroundKind  last)
{
  for (int fill = 0; fill <= 1; fill++)
    for (SgmGroundKind kind = first; kind <= last; kind++)
      {
        double width = get_road_width (tile, kind);

        if (width == 0 || styles[kind].form != FORM_ROAD || !add_kind (tile, kind))
          continue;
        set_color (tile->cr, fill ? styles[kind].fill : styles[kind].casing);
        cairo_set_line_width (tile->cr, fill ? width : width + 2 * CASING);
        cairo_stroke (tile->cr);
      }
}

static void
draw_railway (Tile *tile)
{
  const double dashes[] = { 6, 6 };
  double width = get_road_width (tile, SGM_GROUND_RAILWAY);

  if (width == 0 || !add_kind (tile, SGM_GROUND_RAILWAY))
    return;

  set_color (tile->cr, styles[SGM_GROUND_RAILWAY].casing);
  cairo_set_line_width (tile->cr, width);
  cairo_stroke_preserve (tile->cr);

  cairo_save (tile->cr);
  cairo_set_line_cap (tile->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (tile->cr, dashes, 2, 0);
  set_color (tile->cr, styles[SGM_GROUND_RAILWAY].fill);
  cairo_set_line_width (tile->cr, width * 0.5);
  cairo_stroke (tile->cr);
  cairo_restore (tile->cr);
}

static void
draw_tile (Tile   *tile,
           GArray *names)
{
  cairo_set_fill_rule (tile->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join (tile->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (tile->cr, CAIRO_LINE_CAP_ROUND);

  for (SgmGroundKind kind = SGM_GROUND_DISTRICT; kind <= SGM_GROUND_POND; kind++)
    draw_ground (tile, kind);
  draw_water (tile, SGM_GROUND_CANAL);
  draw_water (tile, SGM_GROUND_STREAM);
  draw_roads (tile, SGM_GROUND_LANE, SGM_GROUND_TERTIARY);
  draw_water (tile, SGM_GROUND_RIVER);
  draw_railway (tile);
  draw_roads (tile, SGM_GROUND_PRIMARY, SGM_GROUND_MOTORWAY);
  if (names != NULL)
    {
      SgmBox box = {
        tile->box.min_x * tile->size, tile->box.min_y * tile->size,
        tile->box.max_x * tile->size, tile->box.max_y * tile->size,
      };

      sgm_basemap_names_draw (names, tile->cr, &box);
    }
}

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * sgm_basemap_tile_make:
 * @ground: what there is
 * @names: (nullable) (element-type SgmGroundName): the names of the zoom
 * @zoom: zoom level, %SGM_BASEMAP_MIN_ZOOM to %SGM_BASEMAP_MAX_ZOOM
 * @x: column from the west
 * @y: row from the north
 *
 * Draws a tile. May be called in any thread.
 *
 * Returns: (transfer full): a PNG of 256 pixels a side
 */
GBytes *
sgm_basemap_tile_make (const SgmGround *ground,
                       GArray          *names,
                       guint            zoom,
                       guint            x,
                       guint            y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, TILE_SIZE, TILE_SIZE);
  GByteArray *png = g_byte_array_new ();
  Tile tile = { ground, zoom };
  double n = 1u << zoom;
  double reach;

  g_return_val_if_fail (zoom >= SGM_BASEMAP_MIN_ZOOM && zoom <= SGM_BASEMAP_MAX_ZOOM, NULL);

  tile.size = TILE_SIZE * n;
  tile.metre = 1 / sgm_mercator_metres_per_pixel (sgm_mercator_latitude (y / n), zoom);
  tile.cr = cairo_create (surface);
  reach = MAX (16, styles[SGM_GROUND_RIVER].metres * tile.metre) / tile.size;
  tile.box = (SgmBox) { x / n - reach, y / n - reach, (x + 1) / n + reach, (y + 1) / n + reach };

  sgm_basemap_set_ground (tile.cr, FALSE);
  cairo_paint (tile.cr);
  cairo_translate (tile.cr, -(double) x * TILE_SIZE, -(double) y * TILE_SIZE);
  draw_tile (&tile, names);
  cairo_destroy (tile.cr);

  cairo_surface_write_to_png_stream (surface, append_bytes, png);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}
