/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-alert.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-wording.h"

#define SECONDS 8

struct _SgmAlert
{
  GObject parent_instance;
  SgmDistrict *district;
  AdwToastOverlay *toasts; /* weak */
};

G_DEFINE_FINAL_TYPE (SgmAlert, sgm_alert, G_TYPE_OBJECT)

static void
sgm_alert_finalize (GObject *object)
{
  SgmAlert *self = SGM_ALERT (object);

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
