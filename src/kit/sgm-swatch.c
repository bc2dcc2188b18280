/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-swatch.h"

#include "draw/sgm-legend.h"

struct _SgmSwatch
{
  GtkDrawingArea parent_instance;
  SgmThemeClass theme_class; /* without its label */
};

G_DEFINE_FINAL_TYPE (SgmSwatch, sgm_swatch, GTK_TYPE_DRAWING_AREA)

static void
draw (GtkDrawingArea *area,
      cairo_t        *cr,
      int             width,
      int             height,
      gpointer        data)
{
  sgm_legend_draw_swatch (&SGM_SWATCH (area)->theme_class, cr,
                          adw_style_manager_get_dark (adw_style_manager_get_default ()),
                          gtk_widget_get_scale_factor (GTK_WIDGET (area)), 0, 0, width, height);
}

static void
sgm_swatch_class_init (SgmSwatchClass *class)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sgm_swatch_init (SgmSwatch *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "swatch");
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

  self->theme_class = *theme_class;
  self->theme_class.label = NULL;
  return GTK_WIDGET (self);
}
