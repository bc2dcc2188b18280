/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-legend.h"

#include "draw/sgm-pattern.h"
#include "draw/sgm-text.h"

#define PADDING 14.0
#define SWATCH_WIDTH 28.0
#define SWATCH_HEIGHT 17.0
#define GAP 10.0
#define ROW_HEIGHT 24.0
#define COUNT_GAP 22.0
#define TITLE_SIZE 14.0
#define TEXT_SIZE 12.5
#define NOTE_SIZE 11.0

static void
measure (const char  *text,
         double       size,
         PangoWeight  weight,
         double      *width,
         double      *height)
{
  g_autoptr (PangoLayout) layout = sgm_text_new (text, size, weight);

  sgm_text_get_size (layout, width, height);
}

static char *
dup_count (const SgmThemeClass *class)
{
  return g_strdup_printf ("%u", class->count);
}

/* Room for the title and the note above and below the classes. */
static double
get_title_height (void)
{
  return TITLE_SIZE * 1.9;
}

static double
get_note_height (SgmTheme *theme)
{
  return sgm_theme_get_note (theme) != NULL ? NOTE_SIZE * 1.9 : 0;
}

/**
 * sgm_legend_get_size:
 * @theme: a theme
 * @width: (out): logical pixels
 * @height: (out): logical pixels; 0 where the theme has no legend
 *
 * Tells how large sgm_legend_draw() draws.
 */
void
sgm_legend_get_size (SgmTheme *theme,
                     double   *width,
                     double   *height)
{
  guint n_classes = sgm_theme_get_n_classes (theme);
  double widest = 0;
  double h;
  double w;

  *width = *height = 0;
  if (n_classes == 0)
    return;

  for (guint i = 0; i < n_classes; i++)
    {
      const SgmThemeClass *class = sgm_theme_get_class (theme, i);
      g_autofree char *count = dup_count (class);
      double count_width;

      measure (class->label, TEXT_SIZE, PANGO_WEIGHT_NORMAL, &w, &h);
      measure (count, TEXT_SIZE, PANGO_WEIGHT_NORMAL, &count_width, &h);
      widest = MAX (widest, SWATCH_WIDTH + GAP + w + COUNT_GAP + count_width);
    }
  measure (sgm_theme_get_title (theme), TITLE_SIZE, PANGO_WEIGHT_BOLD, &w, &h);
  widest = MAX (widest, w);
  if (sgm_theme_get_note (theme) != NULL)
    {
      measure (sgm_theme_get_note (theme), NOTE_SIZE, PANGO_WEIGHT_NORMAL, &w, &h);
      widest = MAX (widest, w);
    }
  *width = widest + 2 * PADDING;
  *height = 2 * PADDING + get_title_height () + n_classes * ROW_HEIGHT + get_note_height (theme);
}

/**
 * sgm_legend_draw_swatch:
 * @class: a class of a theme
 * @cr: a cairo context
 * @dark: whether it is seen on a dark background
 * @scale: device pixels in a logical one
 * @x: left edge
 * @y: top edge
 *
 * Draws a small rectangle that looks like the class's areas on the map.
 */
void
sgm_legend_draw_swatch (const SgmThemeClass *class,
                        cairo_t             *cr,
                        gboolean             dark,
                        int                  scale,
                        double               x,
                        double               y,
                        double               width,
                        double               height)
{
  cairo_pattern_t *pattern = sgm_pattern_create (class, dark, scale, x, y);
  double grey = dark ? 0.8 : 0.42;

  cairo_save (cr);
  cairo_rectangle (cr, x + 0.5, y + 0.5, width - 1, height - 1);
  if (pattern != NULL)
    {
      cairo_set_source (cr, pattern);
      cairo_fill_preserve (cr);
      cairo_pattern_destroy (pattern);
    }
  cairo_set_source_rgba (cr, grey, grey, grey, 0.65);
  cairo_set_line_width (cr, 1);
  if (class->pattern == SGM_PATTERN_DASHED)
    {
      sgm_pattern_set_dashed_line (class, dark, cr);
      cairo_set_line_width (cr, 1.8);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * sgm_legend_draw_card:
 * @cr: a cairo context
 * @dark: whether it is seen on a dark map
 * @x: left edge, logical pixels
 * @y: top edge
 *
 * Draws what text is put on so that the map does not disturb it.
 */
void
sgm_legend_draw_card (cairo_t  *cr,
                      gboolean  dark,
                      double    x,
                      double    y,
                      double    width,
                      double    height)
{
  double paper = dark ? 0.14 : 1.0;
  double edge = dark ? 1.0 : 0.0;
  double radius = 12;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, paper, paper, paper, 0.95);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, edge, edge, edge, 0.14);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* Text of which capitals and digits are centred on y, from x on or, where
 * right, up to x. */
static void
draw_text (cairo_t     *cr,
           gboolean     dark,
           const char  *text,
           double       size,
           PangoWeight  weight,
           double       opacity,
           gboolean     right,
           double       x,
           double       y)
{
  g_autoptr (PangoLayout) layout = sgm_text_new (text, size, weight);
  double ink = dark ? 1.0 : 0.1;
  double width;
  double height;

  sgm_text_get_size (layout, &width, &height);
  cairo_move_to (cr, right ? x - width : x,
                 y + size * 0.36 - pango_layout_get_baseline (layout) / (double) PANGO_SCALE);
  cairo_set_source_rgba (cr, ink, ink, ink, opacity);
  pango_cairo_show_layout (cr, layout);
}

/**
 * sgm_legend_draw:
 * @theme: a theme
 * @cr: a cairo context
 * @dark: whether it is seen on a dark map
 * @scale: device pixels in a logical one
 * @x: left edge, logical pixels
 * @y: top edge
 *
 * Draws a card that explains the theme's classes, and how many grids are in
 * each. Draws nothing where the theme has no classes.
 */
void
sgm_legend_draw (SgmTheme *theme,
                 cairo_t  *cr,
                 gboolean  dark,
                 int       scale,
                 double    x,
                 double    y)
{
  double width;
  double height;
  double row = y + PADDING;

  sgm_legend_get_size (theme, &width, &height);
  if (height == 0)
    return;

  sgm_legend_draw_card (cr, dark, x, y, width, height);
  draw_text (cr, dark, sgm_theme_get_title (theme), TITLE_SIZE, PANGO_WEIGHT_BOLD, 0.9, FALSE,
             x + PADDING, row + TITLE_SIZE * 0.7);
  row += get_title_height ();

  for (guint i = 0; i < sgm_theme_get_n_classes (theme); i++)
    {
      const SgmThemeClass *class = sgm_theme_get_class (theme, i);
      g_autofree char *count = dup_count (class);

      sgm_legend_draw_swatch (class, cr, dark, scale, x + PADDING,
                              row + (ROW_HEIGHT - SWATCH_HEIGHT) / 2, SWATCH_WIDTH, SWATCH_HEIGHT);
      draw_text (cr, dark, class->label, TEXT_SIZE, PANGO_WEIGHT_NORMAL, 0.9, FALSE,
                 x + PADDING + SWATCH_WIDTH + GAP, row + ROW_HEIGHT / 2);
      draw_text (cr, dark, count, TEXT_SIZE, PANGO_WEIGHT_NORMAL, 0.65, TRUE,
                 x + width - PADDING, row + ROW_HEIGHT / 2);
      row += ROW_HEIGHT;
    }
  if (sgm_theme_get_note (theme) != NULL)
    draw_text (cr, dark, sgm_theme_get_note (theme), NOTE_SIZE, PANGO_WEIGHT_NORMAL, 0.6, FALSE,
               x + PADDING, y + height - PADDING - NOTE_SIZE * 0.5);
}
