/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-legend.h"

#include <glib/gi18n.h>

#include "kit/sgm-bin.h"
#include "kit/sgm-swatch.h"

struct _SgmLegend
{
  AdwBin parent_instance;
  GtkToggleButton *fold;
  GtkLabel *title;
  GtkImage *arrow;
  GtkWidget *body;
  GtkLabel *explanation;
  GtkLabel *note;
  GtkGrid *classes;
  SgmTheme *theme;
  SgmLevel level;
};

G_DEFINE_FINAL_TYPE (SgmLegend, sgm_legend, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_UNFOLDED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
on_fold (SgmLegend *self)
{
  gboolean unfolded = gtk_toggle_button_get_active (self->fold);

  gtk_widget_set_visible (self->body, unfolded);
  gtk_image_set_from_icon_name (self->arrow, unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNFOLDED]);
}

static void
sgm_legend_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_UNFOLDED:
      g_value_set_boolean (value, gtk_toggle_button_get_active (SGM_LEGEND (object)->fold));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_legend_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_UNFOLDED:
      gtk_toggle_button_set_active (SGM_LEGEND (object)->fold, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_legend_dispose (GObject *object)
{
  SgmLegend *self = SGM_LEGEND (object);

  g_clear_pointer (&self->theme, sgm_theme_unref);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_LEGEND);
  G_OBJECT_CLASS (sgm_legend_parent_class)->dispose (object);
}

static void
sgm_legend_class_init (SgmLegendClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = sgm_legend_dispose;
  object_class->get_property = sgm_legend_get_property;
  object_class->set_property = sgm_legend_set_property;

  /**
   * SgmLegend:unfolded:
   *
   * Whether more than the theme's name is shown.
   */
  properties[PROP_UNFOLDED] =
    g_param_spec_boolean ("unfolded", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-legend.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmLegend, fold);
  gtk_widget_class_bind_template_child (widget_class, SgmLegend, title);
  gtk_widget_class_bind_template_child (widget_class, SgmLegend, arrow);
  gtk_widget_class_bind_template_child (widget_class, SgmLegend, body);
  gtk_widget_class_bind_template_child (widget_class, SgmLegend, explanation);
  gtk_widget_class_bind_template_child (widget_class, SgmLegend, note);
  gtk_widget_class_bind_template_child (widget_class, SgmLegend, classes);
  gtk_widget_class_bind_template_callback (widget_class, on_fold);
}

static void
sgm_legend_init (SgmLegend *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_class (SgmLegend           *self,
           const SgmThemeClass *theme_class,
           int                  row)
{
  g_autofree char *count = g_strdup_printf ("%u", theme_class->count);
  GtkWidget *label = gtk_label_new (theme_class->label);
  GtkWidget *number = gtk_label_new (count);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (number, "caption");
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "dim-label");
  gtk_grid_attach (self->classes, sgm_swatch_new (theme_class), 0, row, 1, 1);
  gtk_grid_attach (self->classes, label, 1, row, 1, 1);
  gtk_grid_attach (self->classes, number, 2, row, 1, 1);
}

static void
show_classes (SgmLegend *self)
{
  GtkWidget *child;
  guint first, n;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->classes))) != NULL)
    gtk_grid_remove (self->classes, child);
  sgm_theme_get_legend (self->theme, self->level, &first, &n);
  for (guint i = 0; i < n; i++)
    add_class (self, sgm_theme_get_class (self->theme, first + i), i);
  gtk_widget_set_visible (GTK_WIDGET (self->classes), n > 0);
}

/**
 * sgm_legend_set_theme:
 * @theme: (nullable): what the map shows; the card is hidden without one
 * @level: the level that the map shows
 */
void
sgm_legend_set_theme (SgmLegend *self,
                      SgmTheme  *theme,
                      SgmLevel   level)
{
  g_autofree char *note = NULL;

  g_return_if_fail (SGM_IS_LEGEND (self));

  if (theme == self->theme && level == self->level)
    return;
  if (theme != NULL)
    sgm_theme_ref (theme);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  self->theme = theme;
  self->level = level;
  gtk_widget_set_visible (GTK_WIDGET (self), theme != NULL && sgm_theme_get_n_classes (theme) > 0);
  if (theme == NULL)
    return;

  note = sgm_theme_dup_note (theme, level);
  gtk_label_set_text (self->title, sgm_theme_get_title (theme));
  gtk_label_set_text (self->explanation, sgm_theme_get_explanation (theme));
  gtk_label_set_text (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  show_classes (self);
}
