/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-alert.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-wording.h"
#include "panels/sgm-choice.h"

#define SECONDS 8

struct _SgmAlert
{
  GObject parent_instance;
  SgmDistrict *district;
  AdwToastOverlay *toasts; /* weak */
  GHashTable *notified;    /* ids of the events that the desktop tells of */
};

G_DEFINE_FINAL_TYPE (SgmAlert, sgm_alert, G_TYPE_OBJECT)

static void
withdraw (gint64 event)
{
  g_autofree char *id = g_strdup_printf ("urgent-%" G_GINT64_FORMAT, event);

  g_application_withdraw_notification (g_application_get_default (), id);
}

static void
withdraw_all (SgmAlert *self)
{
  GHashTableIter iter;
  gpointer event;

  g_hash_table_iter_init (&iter, self->notified);
  while (g_hash_table_iter_next (&iter, &event, NULL))
    withdraw (*(gint64 *) event);
  g_hash_table_remove_all (self->notified);
}

static void
sgm_alert_finalize (GObject *object)
{
  SgmAlert *self = SGM_ALERT (object);

  withdraw_all (self);
  g_hash_table_unref (self->notified);
  g_clear_object (&self->district);
  g_clear_weak_pointer (&self->toasts);
  G_OBJECT_CLASS (sgm_alert_parent_class)->finalize (object);
}

static void
sgm_alert_class_init (SgmAlertClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_alert_finalize;
}

static void
sgm_alert_init (SgmAlert *self)
{
  self->notified = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* Who looks at the window needs nobody else to tell it. */
static void
on_window_active (SgmAlert  *self,
                  GParamSpec *pspec,
                  GtkWindow  *window)
{
  if (gtk_window_is_active (window))
    withdraw_all (self);
}

/* Where the dispatcher is in another window, the desktop tells. */
static void
notify (SgmAlert   *self,
        SgmRecord  *event,
        const char *place)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->toasts));
  gint64 id = sgm_record_get_id (event);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  if (!GTK_IS_WINDOW (root) || gtk_window_is_active (GTK_WINDOW (root)))
    return;
  if (g_signal_handler_find (root, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self) == 0)
    g_signal_connect_object (root, "notify::is-active", G_CALLBACK (on_window_active), self, G_CONNECT_SWAPPED);
  /* Translators: %s is what has happened */
  title = g_strdup_printf (_("Urgent: %s"), sgm_record_get_text (event, SGM_EVENT_TITLE));
  name = g_strdup_printf ("urgent-%" G_GINT64_FORMAT, id);
  notification = g_notification_new (title);
  g_notification_set_body (notification, place);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_URGENT);
  g_notification_set_default_action_and_target (notification, "app.show-event", "(sx)",
                                                sgm_store_get_path (sgm_district_get_store (self->district)), id);
  g_application_send_notification (g_application_get_default (), name, notification);
  g_hash_table_add (self->notified, g_memdup2 (&id, sizeof id));
}

static void
tell (SgmAlert  *self,
      SgmRecord *event)
{
  g_autofree char *place = sgm_wording_dup_event_place (self->district, event);
  g_autofree char *title = NULL;
  AdwToast *toast;

  /* Translators: the first %s is what has happened, the second where */
  title = g_markup_printf_escaped (_("Urgent: %s · %s"), sgm_record_get_text (event, SGM_EVENT_TITLE),
                                   place);
  toast = adw_toast_new (title);
  adw_toast_set_timeout (toast, SECONDS);
  adw_toast_set_button_label (toast, _("Show"));
  adw_toast_set_action_target (toast, "x", sgm_record_get_id (event));
  adw_toast_set_action_name (toast, "win.show-event");
  adw_toast_overlay_add_toast (self->toasts, toast);
  notify (self, event, place);
}

/* An event that does not wait any more is no news. */
static void
forget (SgmAlert *self,
        gint64    id)
{
  SgmRecord *event = sgm_district_get_record (self->district, &sgm_table_event, id);

  if (event != NULL && sgm_choice_event_waits (self->district, event))
    return;
  if (g_hash_table_remove (self->notified, &id))
    withdraw (id);
}

static void
on_changed (SgmAlert *self,
            SgmEntry *entry)
{
  if (entry == NULL || self->toasts == NULL)
    return;
  for (guint i = 0; i < sgm_patch_get_n_ops (entry->patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (entry->patch, i);
      SgmRecord *event;

      if (op->table == &sgm_table_event)
        forget (self, op->id);
      if (op->table != &sgm_table_event || op->kind != SGM_PATCH_INSERT)
        continue;
      event = sgm_district_get_record (self->district, &sgm_table_event, op->id);
      if (event != NULL && sgm_record_get_int (event, SGM_EVENT_URGENCY) == SGM_URGENCY_URGENT
          && sgm_stage_is_open (sgm_record_get_int (event, SGM_EVENT_STAGE)))
        tell (self, event);
    }
}

/**
 * sgm_alert_new:
 * @toasts: where to tell
 */
SgmAlert *
sgm_alert_new (SgmDistrict     *district,
               AdwToastOverlay *toasts)
{
  SgmAlert *self = g_object_new (SGM_TYPE_ALERT, NULL);

  self->district = g_object_ref (district);
  g_set_weak_pointer (&self->toasts, toasts);
  g_signal_connect_object (district, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return self;
}
