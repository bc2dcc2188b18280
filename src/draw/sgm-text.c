/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-text.h"

/* One family for Chinese and Latin letters and digits alike, where it is
 * there: mixed, they stand at different heights. */
#define FONT "Noto Sans CJK SC, Noto Sans SC, Sans"

static void
context_free (gpointer context)
{
  g_object_unref (context);
}

/* Pango's objects belong to one thread, so each has its own context over its
 * own font map. Letters are not fitted to pixels, so that text is as wide at
 * every scale and what fits once fits always. */
static PangoContext *
get_context (void)
{
  static GPrivate contexts = G_PRIVATE_INIT (context_free);
  PangoContext *context = g_private_get (&contexts);
  cairo_font_options_t *options;

  if (context != NULL)
    return context;

  context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  options = cairo_font_options_create ();
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  g_private_set (&contexts, context);
  return context;
}

/**
 * sgm_text_new:
 * @text: one line
 * @size: of the letters, in units of the cairo context it is for
 * @weight: of the letters
 *
 * Sets a line of text. The layout belongs to the calling thread.
 *
 * Returns: (transfer full): the layout
 */
PangoLayout *
sgm_text_new (const char  *text,
              double       size,
              PangoWeight  weight)
{
  PangoLayout *layout = pango_layout_new (get_context ());
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/**
 * sgm_text_space:
 * @layout: a line of text
 * @spacing: what to add between letters
 *
 * Spaces a line's letters out.
 */
void
sgm_text_space (PangoLayout *layout,
                double       spacing)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (spacing * PANGO_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

void
sgm_text_get_size (PangoLayout *layout,
                   double      *width,
                   double      *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  *width = logical.width / (double) PANGO_SCALE;
  *height = logical.height / (double) PANGO_SCALE;
}

/**
 * sgm_text_add_halo:
 * @layout: a line of text
 * @cr: a cairo context with its source set and its point at the text's top left
 * @width: how far the halo reaches out of the letters
 *
 * Draws the letters all around where they will be, so that text drawn over it
 * stands out from any ground. The context's point stays.
 */
void
sgm_text_add_halo (PangoLayout *layout,
                   cairo_t     *cr,
                   double       width)
{
  /* Drawn again, letters come from a cache; stroking their outlines takes
   * fifteen times as long. */
  static const double around[][2] = {
    { 1, 0 }, { 0.7, 0.7 }, { 0, 1 }, { -0.7, 0.7 }, { -1, 0 }, { -0.7, -0.7 }, { 0, -1 }, { 0.7, -0.7 },
  };
  double x;
  double y;

  cairo_get_current_point (cr, &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    {
      cairo_move_to (cr, x + around[i][0] * width, y + around[i][1] * width);
      pango_cairo_show_layout (cr, layout);
    }
  cairo_move_to (cr, x, y);
}
