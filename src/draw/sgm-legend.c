/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-legend.h"

#include "draw/sgm-paint.h"
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
#define SPACE 5.0
#define MIN_WIDTH 200.0

/**
 * Card:
 * @labels: (element-type PangoLayout): what is said of each class
 * @counts: (element-type PangoLayout): how many areas it has
 * @explanation: wrapped to the card's width
 * @note: (nullable): the same
 *
 * A legend's texts, laid out. Belongs to one thread.
 */
typedef struct
{
  guint first;
  guint n_classes;
  PangoLayout *title;
  PangoLayout *explanation;
  GPtrArray *labels;
  GPtrArray *counts;
  PangoLayout *note;
  double width;
  double height;
} Card;

static double
get_width (PangoLayout *layout)
{
  double width, height;

  sgm_text_get_size (layout, &width, &height);
  return width;
}

static double
get_height (PangoLayout *layout)
{
  double width, height;

  sgm_text_get_size (layout, &width, &height);
  return height;
}

static PangoLayout *
wrap (const char *text,
      double      width)
{
  PangoLayout *layout = sgm_text_new (text, NOTE_SIZE, PANGO_WEIGHT_NORMAL);

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static void
card_init (Card     *card,
           SgmTheme *theme,
           SgmLevel  level)
{
  g_autofree char *note = sgm_theme_dup_note (theme, level);
  double inner;

  *card = (Card) { 0 };
  sgm_theme_get_legend (theme, level, &card->first, &card->n_classes);
  if (card->n_classes == 0)
    return;

  card->labels = g_ptr_array_new_with_free_func (g_object_unref);
  card->counts = g_ptr_array_new_with_free_func (g_object_unref);
  card->title = sgm_text_new (sgm_theme_get_title (theme), TITLE_SIZE, PANGO_WEIGHT_BOLD);
  inner = MAX (MIN_WIDTH, get_width (card->title));
  for (guint i = 0; i < card->n_classes; i++)
    {
      const SgmThemeClass *class = sgm_theme_get_class (theme, card->first + i);
      g_autofree char *count = g_strdup_printf ("%u", class->count);
      PangoLayout *label = sgm_text_new (class->label, TEXT_SIZE, PANGO_WEIGHT_NORMAL);
      PangoLayout *number = sgm_text_new (count, TEXT_SIZE, PANGO_WEIGHT_NORMAL);

      g_ptr_array_add (card->labels, label);
      g_ptr_array_add (card->counts, number);
      inner = MAX (inner, SWATCH_WIDTH + GAP + get_width (label) + COUNT_GAP + get_width (number));
    }
  card->explanation = wrap (sgm_theme_get_explanation (theme), inner);
  card->width = inner + 2 * PADDING;
  card->height = 2 * PADDING + get_height (card->title) + get_height (card->explanation)
                 + 2 * SPACE + card->n_classes * ROW_HEIGHT;
  if (note != NULL)
    {
      card->note = wrap (note, inner);
      card->height += get_height (card->note);
    }
}

static void
card_clear (Card *card)
{
  g_clear_object (&card->title);
  g_clear_object (&card->explanation);
  g_clear_pointer (&card->labels, g_ptr_array_unref);
  g_clear_pointer (&card->counts, g_ptr_array_unref);
  g_clear_object (&card->note);
}

/**
 * sgm_legend_get_size:
 * @theme: a theme
 * @level: the level that the map shows
 * @width: (out): logical pixels
 * @height: (out): logical pixels; 0 where the theme has no legend
 *
 * Tells how large sgm_legend_draw() draws.
 */
void
sgm_legend_get_size (SgmTheme *theme,
                     SgmLevel  level,
                     double   *width,
                     double   *height)
{
  Card card;

  card_init (&card, theme, level);
  *width = card.width;
  *height = card.height;
  card_clear (&card);
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
      cairo_set_line_width (cr, SGM_PAINT_DASH_WIDTH);
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

static void
show (cairo_t     *cr,
      gboolean     dark,
      PangoLayout *layout,
      double       opacity,
      double       x,
      double       y)
{
  double ink = dark ? 1.0 : 0.1;

  cairo_move_to (cr, x, y);
  cairo_set_source_rgba (cr, ink, ink, ink, opacity);
  pango_cairo_show_layout (cr, layout);
}

/* A line of which capitals and digits are centred on y. */
static void
show_centred (cairo_t     *cr,
              gboolean     dark,
              PangoLayout *layout,
              double       opacity,
              double       x,
              double       y)
{
  show (cr, dark, layout, opacity, x,
        y + TEXT_SIZE * 0.36 - pango_layout_get_baseline (layout) / (double) PANGO_SCALE);
}

/**
 * sgm_legend_draw:
 * @theme: a theme
 * @level: the level that the map shows
 * @cr: a cairo context
 * @dark: whether it is seen on a dark map
 * @scale: device pixels in a logical one
 * @x: left edge, logical pixels
 * @y: top edge
 *
 * Draws a card that explains the theme's classes, and how many areas are in
 * each. Draws nothing where the theme has no classes.
 */
void
sgm_legend_draw (SgmTheme *theme,
                 SgmLevel  level,
                 cairo_t  *cr,
                 gboolean  dark,
                 int       scale,
                 double    x,
                 double    y)
{
  double row = y + PADDING;
  Card card;

  card_init (&card, theme, level);
  if (card.n_classes == 0)
    return;

  sgm_legend_draw_card (cr, dark, x, y, card.width, card.height);
  show (cr, dark, card.title, 0.9, x + PADDING, row);
  row += get_height (card.title);
  show (cr, dark, card.explanation, 0.65, x + PADDING, row);
  row += get_height (card.explanation) + SPACE;

  for (guint i = 0; i < card.n_classes; i++, row += ROW_HEIGHT)
    {
      const SgmThemeClass *class = sgm_theme_get_class (theme, card.first + i);
      PangoLayout *count = g_ptr_array_index (card.counts, i);

      sgm_legend_draw_swatch (class, cr, dark, scale, x + PADDING,
                              row + (ROW_HEIGHT - SWATCH_HEIGHT) / 2, SWATCH_WIDTH, SWATCH_HEIGHT);
      show_centred (cr, dark, g_ptr_array_index (card.labels, i), 0.9,
                    x + PADDING + SWATCH_WIDTH + GAP, row + ROW_HEIGHT / 2);
      show_centred (cr, dark, count, 0.65, x + card.width - PADDING - get_width (count),
                    row + ROW_HEIGHT / 2);
    }
  if (card.note != NULL)
    show (cr, dark, card.note, 0.65, x + PADDING, row + SPACE);
  card_clear (&card);
}
