/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-painter.h"

#include <math.h>

#include "draw/sgm-png.h"
#include "tiles/sgm-tile-check.h"

#define TILE_SIZE 256
#define MAX_ENLARGED 6

/* The land of the plain base map, also where there are no tiles. */
#define LAND 0xea, 0xe8, 0xe3

/* The luminance of a light map's faintest letters and lines, and that of the
 * deepest water. */
#define INK 0.88
#define DEEP 0.75

static int
get_luminance (int r,
               int g,
               int b)
{
  return (r * 54 + g * 183 + b * 19) >> 8;
}

/* Slate instead of a light map's land and roads; what was drawn on them in
 * darker ink is drawn in lighter. */
static double
darken_ground (double luminance)
{
  if (luminance < INK)
    return 0.13 + (INK - luminance) * 1.2;
  if (luminance < 0.945)
    return 0.13 + (luminance - INK) * 0.6;
  return 0.169 + (luminance - 0.945) * 1.9;
}

/* Water stays darker than the land. */
static double
darken_water (double luminance)
{
  if (luminance < DEEP)
    return 0.07 + (DEEP - luminance) * 1.7;
  return 0.07 + (luminance - DEEP) * 0.4;
}

/* Both for each luminance from 0 to 255. */
typedef struct
{
  int ground[256];
  int water[256];
} Darkness;

static const Darkness *
get_darkness (void)
{
  static Darkness darkness;
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      for (int i = 0; i < 256; i++)
        {
          darkness.ground[i] = lrint (CLAMP (darken_ground (i / 255.0), 0.0, 1.0) * 255);
          darkness.water[i] = lrint (CLAMP (darken_water (i / 255.0), 0.0, 1.0) * 255);
        }
      g_once_init_leave (&made, 1);
    }
  return &darkness;
}

static guint32
darken_color (const Darkness *darkness,
              int             r,
              int             g,
              int             b)
{
  int light = get_luminance (r, g, b);
  int blueness = CLAMP (b - (r + g) / 2 - 3, 0, 8);
  int dark = (darkness->water[light] * blueness + darkness->ground[light] * (8 - blueness)) / 8;

  r = CLAMP (dark + (r - light) / 2 - 2, 0, 255);
  g = CLAMP (dark + (g - light) / 2, 0, 255);
  b = CLAMP (dark + (b - light) / 2 + 6, 0, 255);
  return (guint32) r << 16 | (guint32) g << 8 | (guint32) b;
}

/* Colours of cairo's transparent images are weighted by their opacity. */
static guint32
darken_pixel (const Darkness *darkness,
              guint32         pixel)
{
  guint alpha = pixel >> 24;
  guint32 dark;

  if (alpha == 0)
    return 0;
  if (alpha == 0xff)
    return 0xff000000 | darken_color (darkness, pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff);
  dark = darken_color (darkness, MIN ((pixel >> 16 & 0xff) * 255 / alpha, 255),
                       MIN ((pixel >> 8 & 0xff) * 255 / alpha, 255), MIN ((pixel & 0xff) * 255 / alpha, 255));
  return alpha << 24 | ((dark >> 16 & 0xff) * alpha / 255) << 16 | ((dark >> 8 & 0xff) * alpha / 255) << 8
         | (dark & 0xff) * alpha / 255;
}

/**
 * sgm_basemap_darken:
 * @surface: an image of a light, muted map, in %CAIRO_FORMAT_ARGB32 or
 *   %CAIRO_FORMAT_RGB24; what is transparent stays so
 *
 * Recolours a map for a dark window. May be called in any thread.
 */
void
sgm_basemap_darken (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const Darkness *darkness = get_darkness ();
  guint32 opaque = cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24 ? 0xff000000 : 0;
  guint8 *data;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    {
      guint32 *pixels = (guint32 *) (void *) (data + (gsize) y * stride);

      for (int x = 0; x < width; x++)
        pixels[x] = darken_pixel (darkness, pixels[x] | opaque);
    }
  cairo_surface_mark_dirty (surface);
}

/**
 * sgm_basemap_set_ground:
 * @cr: a cairo context
 * @dark: whether the map is dark
 *
 * Sets the source to what the map looks like where it has no tiles.
 */
void
sgm_basemap_set_ground (cairo_t  *cr,
                        gboolean  dark)
{
  static const int land[] = { LAND };
  guint32 color = (guint32) land[0] << 16 | (guint32) land[1] << 8 | (guint32) land[2];

  if (dark)
    color = darken_color (get_darkness (), land[0], land[1], land[2]);
  cairo_set_source_rgb (cr, (color >> 16) / 255.0, (color >> 8 & 0xff) / 255.0,
                        (color & 0xff) / 255.0);
}

/* The tile's picture, or NULL where it is absent or none that cairo reads. */
static cairo_surface_t *
load_tile (SgmMbtiles *tiles,
           gboolean    dark,
           guint       zoom,
           guint       x,
           guint       y)
{
  gboolean has_dark = dark && sgm_mbtiles_has_dark (tiles);
  g_autoptr (GBytes) image = has_dark ? sgm_mbtiles_read_dark (tiles, zoom, x, y, NULL)
                                      : sgm_mbtiles_read (tiles, zoom, x, y, NULL);
  cairo_surface_t *tile;

  if (image == NULL || sgm_tile_check (image) != SGM_TILE_FORMAT_PNG)
    return NULL;
  tile = sgm_png_decode (image);
  if (tile != NULL && dark && !has_dark)
    sgm_basemap_darken (tile);
  return tile;
}

/* Paints a tile, or the part of it at @x, @y that is @up levels below, into a
 * rectangle whose edges are on whole device pixels, so that neighbours meet
 * without a seam at any zoom. */
static void
paint_tile (cairo_t         *cr,
            cairo_surface_t *tile,
            const double    *rectangle,
            guint            up,
            guint            x,
            guint            y)
{
  double parts = 1u << up;
  double size = cairo_image_surface_get_width (tile) / parts;

  cairo_save (cr);
  cairo_rectangle (cr, rectangle[0], rectangle[1], rectangle[2], rectangle[3]);
  cairo_clip (cr);
  cairo_translate (cr, rectangle[0], rectangle[1]);
  cairo_scale (cr, rectangle[2] / size, rectangle[3] / size);
  cairo_translate (cr, -size * (x % (1u << up)), -size * (y % (1u << up)));
  cairo_set_source_surface (cr, tile, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* A tile that is not there yet is cut out of the one above it. */
static void
paint_place (SgmMbtiles   *tiles,
             cairo_t      *cr,
             gboolean      dark,
             guint         zoom,
             guint         x,
             guint         y,
             const double *rectangle)
{
  cairo_surface_t *tile = NULL;
  guint up = 0;

  while (tile == NULL && up <= MAX_ENLARGED && zoom - up >= sgm_mbtiles_get_min_zoom (tiles))
    {
      tile = load_tile (tiles, dark, zoom - up, x >> up, y >> up);
      if (tile == NULL && (up == zoom || !sgm_mbtiles_is_unfinished (tiles)))
        return;
      if (tile == NULL)
        up++;
    }
  if (tile == NULL)
    return;
  paint_tile (cr, tile, rectangle, up, x, y);
  cairo_surface_destroy (tile);
}

/* The zoom of the tiles whose pixels are nearest to the picture's. */
static guint
choose_zoom (SgmMbtiles    *tiles,
             const SgmView *view)
{
  double best = round (view->zoom + log2 (view->scale));

  return CLAMP (best, sgm_mbtiles_get_min_zoom (tiles), sgm_mbtiles_get_max_zoom (tiles));
}

/**
 * sgm_basemap_paint:
 * @tiles: the base map
 * @cr: a cairo context in the view's logical pixels
 * @view: what part of the map, how large and whether dark
 *
 * Paints the base map of a view. Tiles that are absent, damaged or no PNG
 * leave the ground bare. Waits for the disk.
 */
void
sgm_basemap_paint (SgmMbtiles    *tiles,
                   cairo_t       *cr,
                   const SgmView *view)
{
  guint zoom = choose_zoom (tiles, view);
  guint n = 1u << zoom;
  double side = TILE_SIZE * exp2 (view->zoom - zoom) * view->scale; /* of a tile, device pixels */
  double left = view->x * n * side - view->width * view->scale / 2.0;
  double top = view->y * n * side - view->height * view->scale / 2.0;
  int first_x = MAX (0, floor (left / side));
  int first_y = MAX (0, floor (top / side));
  int last_x = MIN (n - 1.0, floor ((left + view->width * view->scale) / side));
  int last_y = MIN (n - 1.0, floor ((top + view->height * view->scale) / side));

  for (int y = first_y; y <= last_y; y++)
    for (int x = first_x; x <= last_x; x++)
      {
        double x1 = round (x * side - left) / view->scale;
        double y1 = round (y * side - top) / view->scale;
        double x2 = round ((x + 1) * side - left) / view->scale;
        double y2 = round ((y + 1) * side - top) / view->scale;

        paint_place (tiles, cr, view->dark, zoom, x, y, (double[]) { x1, y1, x2 - x1, y2 - y1 });
      }
}
