/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-time-label.h"

#include <glib/gi18n.h>

#include "kit/sgm-ticker.h"
#include "kit/sgm-time-text.h"

struct _SgmTimeLabel
{
  AdwBin parent_instance;
  GtkLabel *label;
  gint64 moment;
  gboolean is_due;
};

G_DEFINE_FINAL_TYPE (SgmTimeLabel, sgm_time_label, ADW_TYPE_BIN)

static void
refresh (SgmTimeLabel *self)
{
  g_autofree char *text = NULL;
  gint64 now = sgm_ticker_get_now ();

  if (self->moment == 0)
    text = g_strdup ("");
  else if (self->is_due)
    text = sgm_time_text_dup_left (now, self->moment);
  else
    text = sgm_time_text_dup_ago (now, self->moment);

  if (g_strcmp0 (text, gtk_label_get_text (self->label)) == 0)
    return;
  gtk_label_set_text (self->label, text);
  if (self->is_due && self->moment != 0 && self->moment <= now)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "error");
}

static void
on_tick (SgmTicker    *ticker,
         SgmTimeLabel *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static gboolean
on_query_tooltip (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard_mode,
                  GtkTooltip *tooltip,
                  gpointer    data)
{
  SgmTimeLabel *self = SGM_TIME_LABEL (widget);
  g_autofree char *exact = NULL;
  g_autofree char *text = NULL;

  if (self->moment == 0)
    return FALSE;

  exact = sgm_time_text_dup_exact (self->moment);
  /* Translators: %s is a date and time */
  text = self->is_due ? g_strdup_printf (_("Due %s"), exact) : g_strdup (exact);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
sgm_time_label_map (GtkWidget *widget)
{
  refresh (SGM_TIME_LABEL (widget));
  GTK_WIDGET_CLASS (sgm_time_label_parent_class)->map (widget);
}

static void
sgm_time_label_class_init (SgmTimeLabelClass *class)
{
  GTK_WIDGET_CLASS (class)->map = sgm_time_label_map;
}

static void
sgm_time_label_init (SgmTimeLabel *self)
{
  self->label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->label, 1);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  g_signal_connect_object (sgm_ticker_get_default (), "tick", G_CALLBACK (on_tick), self, 0);
}

GtkWidget *
sgm_time_label_new (void)
{
  return g_object_new (SGM_TYPE_TIME_LABEL, NULL);
}

static void
set_moment (SgmTimeLabel *self,
            gint64        moment,
            gboolean      is_due)
{
  g_return_if_fail (SGM_IS_TIME_LABEL (self));

  self->moment = moment;
  self->is_due = is_due;
  refresh (self);
}

/**
 * sgm_time_label_set_ago:
 * @moment: a moment in the past, UTC milliseconds, or 0 to show nothing
 */
void
sgm_time_label_set_ago (SgmTimeLabel *self,
                        gint64        moment)
{
  set_moment (self, moment, FALSE);
}

/**
 * sgm_time_label_set_due:
 * @moment: when something is due, UTC milliseconds, or 0 to show nothing
 */
void
sgm_time_label_set_due (SgmTimeLabel *self,
                        gint64        moment)
{
  set_moment (self, moment, TRUE);
}
