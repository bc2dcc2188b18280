/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-outbox-bar.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"

struct _SgmOutboxBar
{
  AdwBin parent_instance;
  GtkWidget *gateway;
  GtkWidget *parked;
  GtkLabel *parked_label;
  GtkWidget *show;

  SgmDistrict *district;
  SgmFeeds *feeds;
};

G_DEFINE_FINAL_TYPE (SgmOutboxBar, sgm_outbox_bar, ADW_TYPE_BIN)

static void
refresh (SgmOutboxBar *self)
{
  g_autoptr (GPtrArray) messages = sgm_district_dup_records (self->district, &sgm_table_outbox);
  g_autofree char *text = NULL;
  SgmRecord *task = NULL;
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      if (sgm_record_get_int (messages->pdata[i], SGM_OUTBOX_STATE) != SGM_OUTBOX_STATE_PARKED)
        continue;
      if (n++ == 0)
        task = sgm_district_get_record (self->district, &sgm_table_task,
                                        sgm_record_get_int (messages->pdata[i], SGM_OUTBOX_TASK));
    }
  text = g_strdup_printf (ngettext ("%u message could not be sent", "%u messages could not be sent", n), n);
  gtk_label_set_text (self->parked_label, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->show), "x",
                                    task != NULL ? sgm_record_get_int (task, SGM_TASK_EVENT) : (gint64) 0);
  gtk_widget_set_visible (self->parked, n > 0);
  gtk_widget_set_visible (self->gateway, !sgm_feeds_has_gateway (self->feeds));
}

static void
on_district_changed (SgmOutboxBar *self,
                     SgmEntry     *entry)
{
  gboolean concerns = entry == NULL;

  for (guint i = 0; entry != NULL && i < sgm_patch_get_n_ops (entry->patch); i++)
    concerns = concerns || sgm_patch_get_op (entry->patch, i)->table == &sgm_table_outbox;
  if (concerns)
    refresh (self);
}

static void
sgm_outbox_bar_dispose (GObject *object)
{
  SgmOutboxBar *self = SGM_OUTBOX_BAR (object);

  g_clear_object (&self->district);
  g_clear_object (&self->feeds);
  G_OBJECT_CLASS (sgm_outbox_bar_parent_class)->dispose (object);
}

static void
sgm_outbox_bar_class_init (SgmOutboxBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sgm_outbox_bar_dispose;
}

static GtkWidget *
new_row (const char *icon,
         GtkLabel  **label)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  *label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (*label, 0);
  gtk_label_set_wrap (*label, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (*label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (*label), "caption");
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (*label));
  gtk_widget_add_css_class (row, "outbox-row");
  gtk_widget_hide (row);
  return row;
}

static void
sgm_outbox_bar_init (SgmOutboxBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkLabel *label;

  self->gateway = new_row ("network-offline-symbolic", &label);
  gtk_label_set_text (label, _("No terminal gateway is connected: orders are not sent."));
  self->parked = new_row ("dialog-warning-symbolic", &self->parked_label);
  self->show = gtk_button_new_with_label (_("Show"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->show), "win.show-event");
  gtk_widget_add_css_class (self->show, "flat");
  gtk_box_append (GTK_BOX (self->parked), self->show);
  gtk_box_append (GTK_BOX (box), self->parked);
  gtk_box_append (GTK_BOX (box), self->gateway);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * sgm_outbox_bar_set_feeds:
 * @district: whose messages
 * @feeds: what knows whether there is a way to the terminals
 */
void
sgm_outbox_bar_set_feeds (SgmOutboxBar *self,
                          SgmDistrict  *district,
                          SgmFeeds     *feeds)
{
  g_return_if_fail (self->feeds == NULL);

  self->district = g_object_ref (district);
  self->feeds = g_object_ref (feeds);
  g_signal_connect_object (feeds, "notify::gateway", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (district, "changed", G_CALLBACK (on_district_changed), self, G_CONNECT_SWAPPED);
  refresh (self);
}
