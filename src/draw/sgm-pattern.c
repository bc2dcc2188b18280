/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-pattern.h"

#include <math.h>

#include "draw/sgm-paint.h"

/* Fills a square that repeats, with the stripes of sgm_raster_paint(). */
static void
paint_stripes (cairo_surface_t *surface,
               const SgmPaint  *paint,
               int              scale)
{
  int side = cairo_image_surface_get_width (surface);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  for (int y = 0; y < side; y++)
    {
      guint32 *row = (guint32 *) (void *) (cairo_image_surface_get_data (surface) + (gsize) y * stride);

      for (int x = 0; x < side; x++)
        row[x] = (x + y) % side < SGM_PAINT_STRIPE_WIDTH * scale ? paint->stripe : paint->color;
    }
  cairo_surface_mark_dirty (surface);
}

/**
 * sgm_pattern_create:
 * @class: a class of a theme
 * @dark: whether it is seen on a dark map
 * @scale: device pixels in a logical one
 * @origin_x: where the hatching begins, logical pixels
 * @origin_y: the same downwards
 *
 * Makes the source to fill the class's areas with. Hatching is as wide at
 * every zoom; an origin that is fixed to the world keeps it from swimming
 * while the map is moved.
 *
 * Returns: (transfer full) (nullable): the source, or %NULL where the class
 *   has no fill
 */
cairo_pattern_t *
sgm_pattern_create (const SgmThemeClass *class,
                    gboolean             dark,
                    int                  scale,
                    double               origin_x,
                    double               origin_y)
{
  const SgmColor *color = dark ? &class->dark : &class->light;
  SgmPaint paint = sgm_paint_for_class (class, dark);
  int side = SGM_PAINT_STRIPE_PERIOD * scale;
  cairo_surface_t *surface;
  cairo_pattern_t *pattern;
  cairo_matrix_t matrix;

  if (class->pattern == SGM_PATTERN_EMPTY || class->pattern == SGM_PATTERN_DASHED)
    return NULL;
  if (class->pattern == SGM_PATTERN_SOLID)
    return cairo_pattern_create_rgba (color->r, color->g, color->b, color->a);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  paint_stripes (surface, &paint, scale);
  cairo_surface_set_device_scale (surface, scale, scale);
  pattern = cairo_pattern_create_for_surface (surface);
  cairo_surface_destroy (surface);
  cairo_matrix_init_translate (&matrix,
                               -round (fmod (origin_x, SGM_PAINT_STRIPE_PERIOD) * scale) / scale,
                               -round (fmod (origin_y, SGM_PAINT_STRIPE_PERIOD) * scale) / scale);
  cairo_pattern_set_matrix (pattern, &matrix);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  return pattern;
}

/**
 * sgm_pattern_set_dashed_line:
 * @class: a class whose pattern is %SGM_PATTERN_DASHED
 * @dark: whether it is seen on a dark map
 * @cr: a cairo context
 *
 * Sets the source and the dashes of the border of the class's areas.
 */
void
sgm_pattern_set_dashed_line (const SgmThemeClass *class,
                             gboolean             dark,
                             cairo_t             *cr)
{
  const SgmColor *color = dark ? &class->dark : &class->light;
  const double dashes[] = { SGM_PAINT_DASH_LENGTH, SGM_PAINT_DASH_PERIOD - SGM_PAINT_DASH_LENGTH };

  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}
