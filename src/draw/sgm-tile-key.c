/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-tile-key.h"

#include <math.h>

/* A view whose zoom differs less than this from a tile's is at the tile's zoom:
 * over the widest screen it makes less than a pixel. */
#define SAME_ZOOM 0.0006

guint
sgm_tile_key_hash (gconstpointer key)
{
  const SgmTileKey *k = key;

  return (((guint) k->x * 73856093u) ^ ((guint) k->y * 19349663u)) + (guint) k->zoom * 83492791u + k->scale;
}

gboolean
sgm_tile_key_equal (gconstpointer a,
                    gconstpointer b)
{
  const SgmTileKey *first = a;
  const SgmTileKey *second = b;

  return first->x == second->x && first->y == second->y && first->zoom == second->zoom
         && first->scale == second->scale;
}

/**
 * sgm_tile_zoom:
 * @zoom: a zoom level
 *
 * Returns: the zoom as tiles count it
 */
int
sgm_tile_zoom (double zoom)
{
  return lrint (zoom * 1000);
}

static double
get_pixels (int zoom,
            int scale)
{
  return 256 * exp2 (zoom / 1000.0) * scale;
}

/**
 * sgm_tile_key_get_frame:
 *
 * Returns: what a raster for the tile has to show
 */
SgmRasterFrame
sgm_tile_key_get_frame (const SgmTileKey *key)
{
  double pixels = get_pixels (key->zoom, key->scale);
  double zoom = key->zoom / 1000.0;

  return (SgmRasterFrame) {
    .x = key->x * SGM_TILE_SIZE / pixels,
    .y = key->y * SGM_TILE_SIZE / pixels,
    .zoom = zoom,
    .scale = key->scale,
    .width = SGM_TILE_SIZE,
    .height = SGM_TILE_SIZE,
    .level = sgm_view_get_level (zoom),
  };
}

/* Where the world's corner lies in the view, and how much tiles are scaled. At
 * a tile's own zoom the corner is on a whole pixel, and so is everything. */
static double
get_placing (const SgmTileKey *key,
             const SgmView    *view,
             double           *corner_x,
             double           *corner_y)
{
  double pixels = get_pixels (key->zoom, key->scale);
  double ratio = fabs (view->zoom - key->zoom / 1000.0) < SAME_ZOOM
                   ? 1 : exp2 (view->zoom - key->zoom / 1000.0);

  *corner_x = view->width * view->scale / 2.0 - view->x * pixels * ratio;
  *corner_y = view->height * view->scale / 2.0 - view->y * pixels * ratio;
  if (ratio == 1)
    {
      *corner_x = rint (*corner_x);
      *corner_y = rint (*corner_y);
    }
  return ratio;
}

/**
 * sgm_tile_key_get_place:
 * @key: a tile
 * @view: what is seen, of the same scale
 * @place: (out): where the tile lies in it, device pixels
 *
 * Neighbours meet on a whole pixel at any zoom, so that there is no seam.
 */
void
sgm_tile_key_get_place (const SgmTileKey      *key,
                        const SgmView         *view,
                        cairo_rectangle_int_t *place)
{
  double x, y;
  double side = SGM_TILE_SIZE * get_placing (key, view, &x, &y);

  place->x = rint (x + key->x * side);
  place->y = rint (y + key->y * side);
  place->width = (int) rint (x + (key->x + 1) * side) - place->x;
  place->height = (int) rint (y + (key->y + 1) * side) - place->y;
}

static int
compare_distances (gconstpointer a,
                   gconstpointer b,
                   gpointer      data)
{
  const SgmTileKey *first = a;
  const SgmTileKey *second = b;
  const double *middle = data;
  double one = hypot (first->x + 0.5 - middle[0], first->y + 0.5 - middle[1]);
  double other = hypot (second->x + 0.5 - middle[0], second->y + 0.5 - middle[1]);

  return (one > other) - (one < other);
}

/**
 * sgm_tile_keys_cover:
 * @view: what is seen
 * @zoom: the tiles' zoom, thousandths
 * @margin: how many tiles more on each side
 *
 * Returns: (transfer full) (element-type SgmTileKey): the tiles that cover the
 *   view, the middle ones first
 */
GArray *
sgm_tile_keys_cover (const SgmView *view,
                     int            zoom,
                     int            margin)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (SgmTileKey));
  SgmTileKey key = { zoom, view->scale, 0, 0 };
  double x, y;
  double side = SGM_TILE_SIZE * get_placing (&key, view, &x, &y);
  double middle[] = { (view->width * view->scale / 2.0 - x) / side, (view->height * view->scale / 2.0 - y) / side };
  int west = floor (-x / side) - margin;
  int east = ceil ((view->width * view->scale - x) / side) + margin;
  int north = floor (-y / side) - margin;
  int south = ceil ((view->height * view->scale - y) / side) + margin;

  for (key.y = north; key.y < south; key.y++)
    for (key.x = west; key.x < east; key.x++)
      g_array_append_val (keys, key);
  g_array_sort_with_data (keys, compare_distances, middle);
  return keys;
}
