/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-dispatch.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-error-dialog.h"
#include "kit/sgm-wording.h"

/* An order that was given in this window and can be undone. */
typedef struct
{
  gint64 task;
  gint64 version;
} Order;

struct _SgmDispatch
{
  GObject parent_instance;
  SgmChoice *choice;
  AdwToastOverlay *toasts; /* NULL once its window is closed */
  AdwToast *toast;         /* the one with the undo button, while it shows */
  GArray *orders;          /* of Order, the latest last */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (SgmDispatch, sgm_dispatch, G_TYPE_OBJECT)

static void
let_toast_go (SgmDispatch *self)
{
  if (self->toast != NULL)
    g_signal_handlers_disconnect_by_data (self->toast, self);
  g_clear_object (&self->toast);
}

static void
sgm_dispatch_finalize (GObject *object)
{
  SgmDispatch *self = SGM_DISPATCH (object);

  let_toast_go (self);
  g_clear_weak_pointer (&self->toasts);
  g_clear_object (&self->choice);
  g_clear_pointer (&self->orders, g_array_unref);
  G_OBJECT_CLASS (sgm_dispatch_parent_class)->finalize (object);
}

static void
sgm_dispatch_class_init (SgmDispatchClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_dispatch_finalize;
}

static void
sgm_dispatch_init (SgmDispatch *self)
{
  self->orders = g_array_new (FALSE, FALSE, sizeof (Order));
}

/**
 * sgm_dispatch_new:
 * @choice: what the orders are made from
 * @toasts: where to say how it went
 */
SgmDispatch *
sgm_dispatch_new (SgmChoice       *choice,
                  AdwToastOverlay *toasts)
{
  SgmDispatch *self = g_object_new (SGM_TYPE_DISPATCH, NULL);

  self->choice = g_object_ref (choice);
  g_set_weak_pointer (&self->toasts, toasts);
  return self;
}

/* @text is markup. */
static void
say (SgmDispatch *self,
     const char  *text,
     gboolean     can_undo)
{
  AdwToast *toast = adw_toast_new (text);

  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  let_toast_go (self);
  if (can_undo)
    {
      adw_toast_set_button_label (toast, _("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      adw_toast_set_timeout (toast, 8);
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      self->toast = g_object_ref (toast);
      g_signal_connect_object (toast, "dismissed", G_CALLBACK (let_toast_go), self, G_CONNECT_SWAPPED);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
submit (SgmDispatch         *self,
        SgmChange           *change,
        GAsyncReadyCallback  callback)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);

  self->is_busy = TRUE;
  /* What was asked for is done even where the window is closed meanwhile. */
  g_application_hold (g_application_get_default ());
  sgm_change_set_who (change, g_get_user_name ());
  sgm_change_set_origin (change, "smart-grid-map");
  sgm_store_submit_async (sgm_district_get_store (district), change, NULL, callback,
                          g_object_ref (self));
}

static SgmEntry *
finish (SgmDispatch  *self,
        GObject      *store,
        GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  SgmEntry *entry = sgm_store_submit_finish (SGM_STORE (store), result, &error);

  self->is_busy = FALSE;
  g_application_release (g_application_get_default ());
  if (entry == NULL && self->toasts != NULL)
    sgm_error_dialog_show (GTK_WIDGET (self->toasts), error);
  return entry;
}

static const SgmPatchOp *
find_task (SgmEntry *entry)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (entry->patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (entry->patch, i);

      if (op->table == &sgm_table_task && op->kind == SGM_PATCH_INSERT)
        return op;
    }
  return NULL;
}

static void
on_assigned (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (SgmDispatch) self = data;
  g_autoptr (SgmEntry) entry = finish (self, source, result);
  const SgmPatchOp *op = entry != NULL ? find_task (entry) : NULL;
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  SgmRecord *task;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  Order order;

  if (op == NULL)
    return;
  order.task = op->id;
  order.version = 1;
  g_array_append_val (self->orders, order);

  task = sgm_district_get_record (district, &sgm_table_task, op->id);
  if (task == NULL || self->toasts == NULL)
    return;
  name = sgm_wording_dup_person (district, sgm_record_get_int (task, SGM_TASK_PERSON));
  /* Translators: %s is a person */
  text = g_markup_printf_escaped (_("Assigned to %s"), name);
  say (self, text, TRUE);
}

static void
on_withdrawn (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (SgmDispatch) self = data;
  g_autoptr (SgmEntry) entry = finish (self, source, result);

  if (entry == NULL)
    return;
  /* The event waits for an order again: it is shown as it is now. */
  sgm_choice_look_again (self->choice);
  if (self->toasts != NULL)
    say (self, _("Order withdrawn"), FALSE);
}

/**
 * sgm_dispatch_assign:
 *
 * Sends what is chosen. Does nothing where there is nothing to send.
 */
void
sgm_dispatch_assign (SgmDispatch *self)
{
  g_autoptr (SgmChange) change = NULL;

  if (self->is_busy)
    return;
  change = sgm_choice_new_change (self->choice);
  if (change != NULL)
    submit (self, change, on_assigned);
}

static void
forget (SgmDispatch *self,
        gint64       task)
{
  for (guint i = self->orders->len; i > 0; i--)
    if (g_array_index (self->orders, Order, i - 1).task == task)
      g_array_remove_index (self->orders, i - 1);
}

static void
withdraw (SgmDispatch *self,
          gint64       task,
          gint64       version)
{
  g_autoptr (SgmChange) change = sgm_change_new_withdraw (task, version);

  forget (self, task);
  submit (self, change, on_withdrawn);
}

/**
 * sgm_dispatch_withdraw:
 *
 * Takes back the order about the chosen event.
 */
void
sgm_dispatch_withdraw (SgmDispatch *self)
{
  SgmRecord *task = sgm_district_get_active_task (sgm_choice_get_district (self->choice),
                                                  sgm_choice_get_event (self->choice));

  if (!self->is_busy && task != NULL)
    withdraw (self, sgm_record_get_id (task), sgm_record_get_version (task));
}

/**
 * sgm_dispatch_undo:
 *
 * Takes back the latest order that was given in this window.
 */
void
sgm_dispatch_undo (SgmDispatch *self)
{
  Order order;

  if (self->is_busy)
    return;
  if (self->orders->len == 0)
    {
      say (self, _("There is nothing to undo"), FALSE);
      return;
    }
  order = g_array_index (self->orders, Order, self->orders->len - 1);
  withdraw (self, order.task, order.version);
}
