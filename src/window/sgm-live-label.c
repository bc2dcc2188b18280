/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-live-label.h"

#include <glib/gi18n.h>

#include "kit/sgm-ticker.h"
#include "kit/sgm-time-text.h"

struct _SgmLiveLabel
{
  AdwBin parent_instance;
  GtkWidget *dot;
  GtkLabel *label;
  SgmWorkspace *workspace; /* weak */
};

G_DEFINE_FINAL_TYPE (SgmLiveLabel, sgm_live_label, ADW_TYPE_BIN)

static void
refresh (SgmLiveLabel *self)
{
  SgmDistrict *district = self->workspace != NULL ? sgm_workspace_get_district (self->workspace) : NULL;
  g_autofree char *ago = NULL;
  g_autofree char *text = NULL;
  g_autofree char *exact = NULL;
  g_autofree char *tooltip = NULL;
  gboolean is_live;

  gtk_widget_set_visible (GTK_WIDGET (self), district != NULL);
  if (district == NULL)
    return;

  ago = sgm_time_text_dup_ago (sgm_ticker_get_now (), sgm_district_get_changed_at (district));
  exact = sgm_time_text_dup_exact (sgm_district_get_changed_at (district));
  is_live = !sgm_district_is_sample (district) || sgm_workspace_is_simulated (self->workspace);
  if (!sgm_district_is_sample (district))
    /* Translators: %s is how long ago something last changed, such as “2 s ago” */
    text = g_strdup_printf (_("Live · %s"), ago);
  else if (is_live)
    text = g_strdup_printf (_("Live · simulated · %s"), ago);
  else
    text = g_strdup_printf (_("Paused · %s"), ago);
  /* Translators: %s is a date and time */
  tooltip = g_strdup_printf (_("Last change: %s"), exact);

  if (g_strcmp0 (gtk_label_get_text (self->label), text) != 0)
    gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  if (is_live)
    gtk_widget_add_css_class (self->dot, "live");
  else
    gtk_widget_remove_css_class (self->dot, "live");
}

static void
sgm_live_label_dispose (GObject *object)
{
  g_clear_weak_pointer (&SGM_LIVE_LABEL (object)->workspace);
  G_OBJECT_CLASS (sgm_live_label_parent_class)->dispose (object);
}

static void
sgm_live_label_class_init (SgmLiveLabelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sgm_live_label_dispose;
}

static void
sgm_live_label_init (SgmLiveLabel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->dot = adw_bin_new ();
  gtk_widget_set_valign (self->dot, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->dot, "live-dot");
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_box_append (GTK_BOX (box), self->dot);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (sgm_ticker_get_default (), "tick", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sgm_live_label_set_workspace:
 * @workspace: (nullable): what to tell about
 */
void
sgm_live_label_set_workspace (SgmLiveLabel *self,
                              SgmWorkspace *workspace)
{
  g_set_weak_pointer (&self->workspace, workspace);
  refresh (self);
}
