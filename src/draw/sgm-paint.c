/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-paint.h"

#include <math.h>
#include <string.h>

#include "draw/sgm-border-style.h"

/* Pixels that are written at a time; a run may reach over its end by that. */
#define STEP 8

/* A paint under borders of every strength, so that a pixel takes no sums. */
typedef struct
{
  guint32 plain[256];
  guint32 stripe[256];
  guint32 blank[STEP]; /* without a border */
  guint32 dash;
  gboolean striped;
} Shade;

/* There are few kinds of paint, and many areas, which only say which kind they
 * have when they are seen: to make this takes no longer for more areas. */
struct _SgmPaints
{
  gatomicrefcount ref_count;
  SgmTheme *theme; /* what tells the kind, or NULL where it is the area's index */
  guint n_areas;
  guint n_shades;
  Shade shades[]; /* and one more, of what has no paint */
};

static const guint32 missing_stripe = 0x8c464646; /* grey of 55 % */

static guint32
premultiply (double r,
             double g,
             double b,
             double a)
{
  return (guint32) lrint (a * 255) << 24 | (guint32) lrint (r * a * 255) << 16
         | (guint32) lrint (g * a * 255) << 8 | (guint32) lrint (b * a * 255);
}

/* Two channels at a time, each in a half of the word. */
static inline guint32
scale_color (guint32 color,
             guint32 part)
{
  guint32 even = (color & 0x00ff00ff) * part + 0x00800080;
  guint32 odd = (color >> 8 & 0x00ff00ff) * part + 0x00800080;

  even = (even + (even >> 8 & 0x00ff00ff)) >> 8 & 0x00ff00ff;
  odd = (odd + (odd >> 8 & 0x00ff00ff)) & 0xff00ff00;
  return even | odd;
}

static inline guint32
over (guint32 above,
      guint32 below)
{
  return above + scale_color (below, 255 - (above >> 24));
}

/* The hue's strong tone: darker on a light map, lighter on a dark one. */
static guint32
stripe_over (const SgmColor *color,
             gboolean        dark,
             guint32         below)
{
  if (dark)
    return over (premultiply (1 - (1 - color->r) * 0.55, 1 - (1 - color->g) * 0.55,
                              1 - (1 - color->b) * 0.55, 0.75), below);
  return over (premultiply (color->r * 0.62, color->g * 0.42, color->b * 0.42, 0.75), below);
}

/**
 * sgm_paint_for_class:
 * @class: a class of a theme
 * @dark: whether it is seen on a dark map
 *
 * Returns: how its areas look
 */
SgmPaint
sgm_paint_for_class (const SgmThemeClass *class,
                     gboolean             dark)
{
  const SgmColor *color = dark ? &class->dark : &class->light;
  guint32 plain = premultiply (color->r, color->g, color->b, color->a);

  switch (class->pattern)
    {
    case SGM_PATTERN_SOLID:
      return (SgmPaint) { plain, plain, 0 };
    case SGM_PATTERN_HATCHED:
      return (SgmPaint) { plain, stripe_over (color, dark, plain), 0 };
    case SGM_PATTERN_MISSING:
      return (SgmPaint) { 0, missing_stripe, 0 };
    case SGM_PATTERN_DASHED:
      return (SgmPaint) { 0, 0, plain };
    case SGM_PATTERN_EMPTY:
    default:
      return (SgmPaint) { 0, 0, 0 };
    }
}

static void
make_shade (Shade          *shade,
            const SgmPaint *paint,
            guint32         border)
{
  for (guint i = 0; i < 256; i++)
    {
      guint32 above = scale_color (border, i);

      shade->plain[i] = over (above, paint->color);
      shade->stripe[i] = over (above, paint->stripe);
    }
  for (guint i = 0; i < STEP; i++)
    shade->blank[i] = shade->plain[0];
  shade->dash = paint->dash;
  shade->striped = paint->color != paint->stripe;
}

static SgmPaints *
make_paints (const SgmPaint *kinds,
             guint           n_kinds,
             guint32         border)
{
  const SgmPaint nothing = { 0, 0, 0 };
  SgmPaints *paints = g_malloc0 (sizeof *paints + (n_kinds + 1) * sizeof (Shade));

  g_atomic_ref_count_init (&paints->ref_count);
  paints->n_shades = n_kinds;
  for (guint i = 0; i < n_kinds; i++)
    make_shade (&paints->shades[i], &kinds[i], border);
  make_shade (&paints->shades[n_kinds], &nothing, border);
  return paints;
}

/**
 * sgm_paints_new:
 * @theme: (nullable): what to show
 * @n_areas: how many areas the theme's area set has
 * @dark: whether it is seen on a dark map
 *
 * Takes some microseconds, however many areas there are.
 *
 * Returns: (transfer full): how the areas look
 */
SgmPaints *
sgm_paints_new (SgmTheme *theme,
                guint     n_areas,
                gboolean  dark)
{
  guint n_classes = theme != NULL ? sgm_theme_get_n_classes (theme) : 0;
  g_autofree SgmPaint *classes = g_new0 (SgmPaint, n_classes + 1);
  SgmPaints *paints;

  for (guint i = 0; i < n_classes; i++)
    classes[i] = sgm_paint_for_class (sgm_theme_get_class (theme, i), dark);
  paints = make_paints (classes, n_classes, sgm_border_style_get_color (dark));
  if (n_classes > 0)
    {
      paints->theme = sgm_theme_ref (theme);
      paints->n_areas = n_areas;
    }
  return paints;
}

/**
 * sgm_paints_new_for_items:
 * @items: (array length=n_areas): how each area is filled, by its index
 * @n_areas: how many there are
 * @border: the borders' colour at full strength, premultiplied ARGB
 *
 * Returns: (transfer full): the same as a whole
 */
SgmPaints *
sgm_paints_new_for_items (const SgmPaint *items,
                          guint           n_areas,
                          guint32         border)
{
  SgmPaints *paints = make_paints (items, n_areas, border);

  paints->n_areas = n_areas;
  return paints;
}

SgmPaints *
sgm_paints_ref (SgmPaints *paints)
{
  g_atomic_ref_count_inc (&paints->ref_count);
  return paints;
}

void
sgm_paints_unref (SgmPaints *paints)
{
  if (!g_atomic_ref_count_dec (&paints->ref_count))
    return;

  g_clear_pointer (&paints->theme, sgm_theme_unref);
  g_free (paints);
}

static inline const Shade *
get_shade (const SgmPaints *paints,
           guint            area)
{
  guint kind = area;

  if (area >= paints->n_areas)
    return &paints->shades[paints->n_shades];
  if (paints->theme != NULL)
    kind = sgm_theme_get_area_class (paints->theme, area);
  return &paints->shades[MIN (kind, paints->n_shades)];
}

static guint
owner_at (const SgmRaster *raster,
          int              row,
          guint            column)
{
  guint n;
  const SgmRun *run = sgm_raster_get_row (raster, CLAMP (row, 0, sgm_raster_get_height (raster) - 1), &n);

  while (run->end <= column)
    run++;
  return run->area;
}

/* Lays dashes over a run's pixels that lie near another area. */
static void
paint_dashes (const SgmRaster *raster,
              guint            row,
              guint            first,
              const SgmRun    *run,
              guint32          dash,
              guint            phase,
              guint            scale,
              guint32         *pixels)
{
  guint reach = SGM_PAINT_DASH_WIDTH * scale;
  guint width = sgm_raster_get_width (raster);

  for (guint x = first; x < run->end; x++)
    {
      gboolean rim = (x - first < reach && first > 0) || (run->end - x <= reach && run->end < width)
                     || owner_at (raster, (int) row - (int) reach, x) != run->area
                     || owner_at (raster, row + reach, x) != run->area;

      if (rim && (x + phase) % (SGM_PAINT_DASH_PERIOD * scale) < SGM_PAINT_DASH_LENGTH * scale)
        pixels[x] = over (dash, pixels[x]);
    }
}

/* Most runs are short where there are many areas: whole steps are written
 * without asking where the run ends, and the next run covers what is too much. */
static void
paint_plain (guint32       *pixels,
             const guint8  *borders,
             guint          first,
             guint          end,
             guint          width,
             const Shade   *shade)
{
  const guint32 *colors = shade->plain;
  guint x = first;

  for (; x < end && x + STEP <= width; x += STEP)
    {
      guint64 lines;

      memcpy (&lines, borders + x, sizeof lines);
      if (lines == 0)
        memcpy (pixels + x, shade->blank, sizeof shade->blank);
      else
        for (guint i = 0; i < STEP; i += 4)
          {
            pixels[x + i] = colors[borders[x + i]];
            pixels[x + i + 1] = colors[borders[x + i + 1]];
            pixels[x + i + 2] = colors[borders[x + i + 2]];
            pixels[x + i + 3] = colors[borders[x + i + 3]];
          }
    }
  for (; x < end; x++)
    pixels[x] = colors[borders[x]];
}

static void
paint_striped (guint32      *pixels,
               const guint8 *borders,
               guint         phase,
               guint         first,
               guint         end,
               guint         scale,
               const Shade  *shade)
{
  for (guint x = first; x < end; x++)
    {
      gboolean stripe = (x + phase) % (SGM_PAINT_STRIPE_PERIOD * scale) < SGM_PAINT_STRIPE_WIDTH * scale;

      pixels[x] = (stripe ? shade->stripe : shade->plain)[borders[x]];
    }
}

/**
 * sgm_raster_paint_part:
 * @raster: a raster
 * @paints: how the areas look
 * @scale: device pixels in a logical one
 * @part: what of the raster; no area may reach over its left and right
 * @pixels: (array): premultiplied ARGB of the part's size, overwritten
 * @stride: how many pixels a row of @pixels has
 *
 * Gives the numbers their colours. Takes about half a nanosecond for a pixel,
 * however many areas there are; any thread.
 */
void
sgm_raster_paint_part (const SgmRaster             *raster,
                       const SgmPaints             *paints,
                       guint                        scale,
                       const cairo_rectangle_int_t *part,
                       guint32                     *pixels,
                       gsize                        stride)
{
  g_autofree guint8 *borders = g_malloc (sgm_raster_get_width (raster));
  guint right = part->x + part->width;

  pixels -= part->x;
  for (int row = part->y; row < part->y + part->height; row++, pixels += stride)
    {
      guint phase = (sgm_raster_get_phase (raster) + row) % (SGM_PAINT_STRIPE_PERIOD * scale);
      guint n, first = part->x;
      const SgmRun *runs = sgm_raster_get_row (raster, row, &n);

      sgm_raster_get_borders (raster, row, borders);
      for (guint i = 0; i < n; i++)
        {
          const Shade *shade = get_shade (paints, runs[i].area);
          guint end = MIN (runs[i].end, right);

          if (end <= first)
            continue;
          if (shade->striped)
            paint_striped (pixels, borders, phase, first, end, scale, shade);
          else
            paint_plain (pixels, borders, first, end, right, shade);
          if (shade->dash != 0)
            paint_dashes (raster, row, first, &runs[i], shade->dash, phase, scale, pixels);
          first = end;
        }
    }
}

/**
 * sgm_raster_paint:
 * @raster: a raster
 * @paints: how the areas look
 * @scale: device pixels in a logical one
 * @pixels: (array): premultiplied ARGB of the raster's size, overwritten
 * @stride: how many pixels a row of @pixels has
 *
 * The same for the whole raster.
 */
void
sgm_raster_paint (const SgmRaster *raster,
                  const SgmPaints *paints,
                  guint            scale,
                  guint32         *pixels,
                  gsize            stride)
{
  cairo_rectangle_int_t whole = { 0, 0, sgm_raster_get_width (raster), sgm_raster_get_height (raster) };

  sgm_raster_paint_part (raster, paints, scale, &whole, pixels, stride);
}
