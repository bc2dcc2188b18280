/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-pattern.h"

#include <math.h>

/* Logical pixels from one hatching line to the next, along x. */
#define PERIOD 9
#define LINE_WIDTH 1.8

static void
hatch (cairo_t *cr)
{
  /* Three lines, so that those of the neighbouring repetitions that reach
   * into the corners are there too. */
  for (int i = -1; i <= 1; i++)
    {
      cairo_move_to (cr, i * PERIOD - 1, PERIOD + 1);
      cairo_line_to (cr, (i + 1) * PERIOD + 1, -1);
    }
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
}

/* The hue's strong tone: darker on a light map, lighter on a dark one. */
static void
set_line_color (cairo_t        *cr,
                const SgmColor *color,
                gboolean        dark)
{
  double r = color->r;
  double g = color->g;
  double b = color->b;

  if (dark)
    cairo_set_source_rgba (cr, 1 - (1 - r) * 0.55, 1 - (1 - g) * 0.55, 1 - (1 - b) * 0.55, 0.75);
  else
    cairo_set_source_rgba (cr, r * 0.75, g * 0.3, b * 0.3, 0.75);
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
  cairo_surface_t *surface;
  cairo_pattern_t *pattern;
  cairo_matrix_t matrix;
  cairo_t *cr;

  if (class->pattern == SGM_PATTERN_EMPTY || class->pattern == SGM_PATTERN_DASHED)
    return NULL;
  if (class->pattern == SGM_PATTERN_SOLID)
    return cairo_pattern_create_rgba (color->r, color->g, color->b, color->a);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, PERIOD * scale, PERIOD * scale);
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  if (class->pattern == SGM_PATTERN_MISSING)
    {
      cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.55);
    }
  else
    {
      cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a);
      cairo_paint (cr);
      set_line_color (cr, color, dark);
    }
  hatch (cr);
  cairo_destroy (cr);

  pattern = cairo_pattern_create_for_surface (surface);
  cairo_surface_destroy (surface);
  cairo_matrix_init_translate (&matrix,
                               -round (fmod (origin_x, PERIOD) * scale) / scale,
                               -round (fmod (origin_y, PERIOD) * scale) / scale);
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
  const double dashes[] = { 5, 3.5 };

  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}
