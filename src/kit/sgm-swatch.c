/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-swatch.h"

struct _SgmSwatch
{
  GtkDrawingArea parent_instance;
  SgmPattern pattern;
  SgmColor light;
  SgmColor dark;
};

G_DEFINE_FINAL_TYPE (SgmSwatch, sgm_swatch, GTK_TYPE_DRAWING_AREA)

static void
hatch (cairo_t *cr,
       double   width,
       double   height)
{
  cairo_set_line_width (cr, 1);
  for (double x = -height + 2.5; x < width; x += 5)
    {
      cairo_move_to (cr, x, height);
      cairo_line_to (cr, x + height, 0);
    }
  cairo_stroke (cr);
}

static void
draw (GtkDrawingArea *area,
      cairo_t        *cr,
      int             width,
      int             height,
      gpointer        data)
{
  SgmSwatch *self = SGM_SWATCH (area);
  gboolean is_dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const SgmColor *color = is_dark ? &self->dark : &self->light;
  GdkRGBA text;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &text);
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  cairo_save (cr);
  cairo_clip_preserve (cr);
  switch (self->pattern)
    {
    case SGM_PATTERN_SOLID:
      cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a);
      cairo_fill_preserve (cr);
      break;
    case SGM_PATTERN_HATCHED:
      cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a);
      cairo_fill_preserve (cr);
      cairo_new_path (cr);
      cairo_set_source_rgba (cr, is_dark ? 0 : 1, is_dark ? 0 : 1, is_dark ? 0 : 1, 0.7);
      hatch (cr, width, height);
      break;
    case SGM_PATTERN_MISSING:
      cairo_new_path (cr);
      cairo_set_source_rgba (cr, text.red, text.green, text.blue, 0.4);
      hatch (cr, width, height);
      break;
    case SGM_PATTERN_DASHED:
    case SGM_PATTERN_EMPTY:
      break;
    }
  cairo_restore (cr);

  cairo_new_path (cr);
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  if (self->pattern == SGM_PATTERN_DASHED)
    cairo_set_dash (cr, (double[]) { 3, 2 }, 2, 0);
  cairo_set_source_rgba (cr, text.red, text.green, text.blue,
                         self->pattern == SGM_PATTERN_DASHED ? 0.8 : 0.3);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
sgm_swatch_class_init (SgmSwatchClass *class)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sgm_swatch_init (SgmSwatch *self)
{
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self), 22);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self), 14);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self), draw, NULL, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * sgm_swatch_new:
 * @theme_class: what to show; it is copied
 */
GtkWidget *
sgm_swatch_new (const SgmThemeClass *theme_class)
{
  SgmSwatch *self = g_object_new (SGM_TYPE_SWATCH, NULL);

  self->pattern = theme_class->pattern;
  self->light = theme_class->light;
  self->dark = theme_class->dark;
  return GTK_WIDGET (self);
}
