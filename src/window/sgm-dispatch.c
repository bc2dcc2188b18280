/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-dispatch.h"

#include <glib/gi18n.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "kit/sgm-error-dialog.h"
#include "kit/sgm-ticker.h"
#include "kit/sgm-time-text.h"
#include "kit/sgm-wording.h"
#include "window/sgm-order-print.h"

/* libadwaita 1.2 ends the program where a toast that was put off for another
 * one comes back while it is still going, so these are not said faster. */
#define REST_MS 500

/* What was done in this window and can be taken back. */
typedef struct
{
  SgmChangeKind kind;
  gint64 task; /* of an order that was given, withdrawn or told of, else 0 */
  gint64 seq; /* of the journal */
  guint n_more; /* so many before it were done together with it */
} Deed;

struct _SgmDispatch
{
  GObject parent_instance;
  SgmChoice *choice;
  AdwToastOverlay *toasts; /* NULL once its window is closed */
  AdwToast *toast;         /* the one with the undo button, while it shows */
  gint64 said_at;          /* when a toast was shown last, on the monotonic clock */
  char *next_text;         /* what is said after a rest, or NULL */
  gboolean next_can_undo;
  guint rest_id;
  GArray *deeds;           /* of Deed, the latest last */
  SgmChangeKind undone;    /* what is being taken back */
  guint n_more;            /* so many have to follow it */
  gboolean is_busy;
  gint64 conflict_event;   /* nobody has said yet what a colleague did with it */
  char *conflict;          /* what the store said */
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
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_free (self->next_text);
  g_clear_weak_pointer (&self->toasts);
  g_clear_object (&self->choice);
  g_clear_pointer (&self->deeds, g_array_unref);
  g_free (self->conflict);
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
  self->deeds = g_array_new (FALSE, FALSE, sizeof (Deed));
}

static void on_choice_changed (SgmDispatch *self);

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
  g_signal_connect_object (choice, "changed", G_CALLBACK (on_choice_changed), self, G_CONNECT_SWAPPED);
  return self;
}

static void
show_toast (SgmDispatch *self,
            const char  *text,
            gboolean     can_undo)
{
  AdwToast *toast;

  if (self->toasts == NULL)
    return;
  self->said_at = g_get_monotonic_time ();
  toast = adw_toast_new (text);
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

static gboolean
on_rested (gpointer data)
{
  SgmDispatch *self = data;
  g_autofree char *text = g_steal_pointer (&self->next_text);

  self->rest_id = 0;
  show_toast (self, text, self->next_can_undo);
  return G_SOURCE_REMOVE;
}

/* Only the latest of what is said at once is news.
 * @text is markup. */
static void
say (SgmDispatch *self,
     const char  *text,
     gboolean     can_undo)
{
  gint64 rest = self->said_at + REST_MS * 1000 - g_get_monotonic_time ();

  if (rest <= 0 && self->rest_id == 0)
    {
      show_toast (self, text, can_undo);
      return;
    }
  g_free (self->next_text);
  self->next_text = g_strdup (text);
  self->next_can_undo = can_undo;
  if (self->rest_id == 0)
    self->rest_id = g_timeout_add ((guint) (rest / 1000) + 1, on_rested, self);
}

static void
say_plainly (SgmDispatch *self,
             const char  *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  say (self, markup, FALSE);
}

/* Conflicts -------------------------------------------------------------- */

static void
say_nothing_was_sent (SgmDispatch *self)
{
  g_autofree char *news = sgm_choice_dup_news (self->choice);
  /* Translators: %s is a sentence: who has done what with the event */
  g_autofree char *text = g_strdup_printf (_("Nothing was sent. %s"),
                                           news != NULL ? news : _("The event has changed meanwhile."));

  say_plainly (self, text);
}

/* The store refuses before it has told what the colleague did. That follows at
 * once, and is what the dispatcher wants to know. */
static void
on_choice_changed (SgmDispatch *self)
{
  gboolean is_about = sgm_choice_get_event (self->choice) == self->conflict_event;

  if (self->conflict == NULL || (is_about && !sgm_choice_is_stale (self->choice)))
    return;
  if (is_about)
    say_nothing_was_sent (self);
  else
    say_plainly (self, self->conflict);
  g_clear_pointer (&self->conflict, g_free);
}

static void
tell_error (SgmDispatch  *self,
            const GError *error)
{
  if (!g_error_matches (error, SGM_ERROR, SGM_ERROR_CONFLICT))
    {
      if (self->toasts != NULL)
        sgm_error_dialog_show (GTK_WIDGET (self->toasts), error);
      return;
    }
  g_free (self->conflict);
  self->conflict = g_strdup (error->message);
  on_choice_changed (self);
}

/* Orders ----------------------------------------------------------------- */

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
  if (entry == NULL)
    tell_error (self, error);
  return entry;
}

static gint64
find_id (SgmEntry       *entry,
         const SgmTable *table)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (entry->patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (entry->patch, i);

      if (op->table == table)
        return op->id;
    }
  return 0;
}

/* What was done oneself is no news: the event is shown as it is now. */
static void
look_again_at (SgmDispatch *self,
               gint64       event)
{
  if (sgm_choice_get_event (self->choice) == event)
    sgm_choice_look_again (self->choice);
}

static void
remember (SgmDispatch *self,
          SgmEntry    *entry)
{
  Deed deed = { entry->kind, find_id (entry, &sgm_table_task), entry->seq, 0 };

  g_array_append_val (self->deeds, deed);
}

static char *
dup_sentence (SgmChangeKind  kind,
              const char    *person,
              const char    *event)
{
  if (kind == SGM_CHANGE_ASSIGN)
    /* Translators: the first %s is a person, the second an event */
    return g_markup_printf_escaped (_("Assigned to %s: %s"), person, event);
  if (kind == SGM_CHANGE_WITHDRAW)
    /* Translators: the first %s is a person, the second an event */
    return g_markup_printf_escaped (_("Withdrawn from %s: %s"), person, event);
  /* Translators: the first %s is a person, the second an event */
  return g_markup_printf_escaped (_("%s has the order again: %s"), person, event);
}

static void
say_what_was_done (SgmDispatch *self,
                   SgmEntry    *entry,
                   gboolean     can_undo)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  SgmRecord *task = sgm_district_get_record (district, &sgm_table_task, find_id (entry, &sgm_table_task));
  SgmRecord *event = sgm_district_get_record (district, &sgm_table_event, find_id (entry, &sgm_table_event));
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (task == NULL || event == NULL)
    return;
  name = sgm_wording_dup_person (district, sgm_record_get_int (task, SGM_TASK_PERSON));
  text = dup_sentence (entry->kind, name, sgm_record_get_text (event, SGM_EVENT_TITLE));
  say (self, text, can_undo);
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (SgmDispatch) self = data;
  g_autoptr (SgmEntry) entry = finish (self, source, result);

  if (entry == NULL)
    return;
  remember (self, entry);
  look_again_at (self, find_id (entry, &sgm_table_event));
  say_what_was_done (self, entry, TRUE);
}

static void
on_taken_back (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (SgmDispatch) self = data;
  g_autoptr (SgmEntry) entry = finish (self, source, result);

  if (entry == NULL)
    return;
  if (self->n_more > 0)
    {
      sgm_dispatch_undo (self);
      return;
    }
  look_again_at (self, find_id (entry, &sgm_table_event));
  if (self->undone == SGM_CHANGE_ADVANCE)
    say (self, _("Taken back: the worker is still to be told"), FALSE);
  else if (find_id (entry, &sgm_table_task) == 0)
    say (self, _("Taken back: all is as it was before"), FALSE);
  else
    say_what_was_done (self, entry, FALSE);
}

/**
 * sgm_dispatch_assign:
 *
 * Sends what is chosen. Where somebody else did something with the event
 * meanwhile, says what; does nothing where there is nothing to send.
 */
void
sgm_dispatch_assign (SgmDispatch *self)
{
  g_autoptr (SgmChange) change = NULL;

  if (self->is_busy)
    return;
  if (sgm_choice_is_stale (self->choice))
    {
      say_nothing_was_sent (self);
      return;
    }
  change = sgm_choice_new_change (self->choice);
  if (change == NULL)
    return;
  self->conflict_event = sgm_choice_get_event (self->choice);
  submit (self, change, on_done);
}

static void
forget (SgmDispatch *self,
        gint64       task)
{
  for (guint i = self->deeds->len; i > 0; i--)
    if (g_array_index (self->deeds, Deed, i - 1).task == task)
      g_array_remove_index (self->deeds, i - 1);
}

/**
 * sgm_dispatch_withdraw:
 *
 * Takes back the order about the chosen event.
 */
void
sgm_dispatch_withdraw (SgmDispatch *self)
{
  gint64 event = sgm_choice_get_event (self->choice);
  SgmRecord *task = sgm_district_get_active_task (sgm_choice_get_district (self->choice), event);
  g_autoptr (SgmChange) change = NULL;

  if (self->is_busy || task == NULL)
    return;
  forget (self, sgm_record_get_id (task));
  self->conflict_event = -1;
  change = sgm_change_new_withdraw (sgm_record_get_id (task), sgm_record_get_version (task));
  submit (self, change, on_done);
}

/* That an order was sent meanwhile changes nothing for whoever takes it back;
 * that the worker goes already does. */
static gint64
get_version (SgmDispatch *self,
             gint64       task)
{
  SgmRecord *record = sgm_district_get_record (sgm_choice_get_district (self->choice), &sgm_table_task, task);

  return record != NULL && sgm_record_get_int (record, SGM_TASK_STATE) <= SGM_TASK_STATE_DELIVERED
           ? sgm_record_get_version (record) : 1;
}

/**
 * sgm_dispatch_undo:
 *
 * Takes back what was done last in this window: an order that was given, that
 * an order was withdrawn, that a worker was told, or all parts of an import.
 */
void
sgm_dispatch_undo (SgmDispatch *self)
{
  g_autoptr (SgmChange) change = NULL;
  Deed deed;

  if (self->is_busy)
    return;
  if (self->deeds->len == 0)
    {
      say (self, _("There is nothing to undo"), FALSE);
      return;
    }
  deed = g_array_index (self->deeds, Deed, self->deeds->len - 1);
  g_array_remove_index (self->deeds, self->deeds->len - 1);
  self->undone = deed.kind;
  self->n_more = deed.n_more;
  self->conflict_event = -1;
  /* That an order was given stays to be seen in the event's life. */
  if (deed.kind == SGM_CHANGE_ASSIGN)
    change = sgm_change_new_withdraw (deed.task, get_version (self, deed.task));
  else
    change = sgm_change_new (SGM_CHANGE_UNDO, deed.seq, 0);
  submit (self, change, on_taken_back);
}

/**
 * sgm_dispatch_add_deed:
 * @entries: (element-type gint64): numbers of the entries in the journal that
 *   were made in this window, in their order
 * @sentence: what they did together
 *
 * Says what was done, and lets all of it be the next to be taken back.
 */
void
sgm_dispatch_add_deed (SgmDispatch *self,
                       GArray      *entries,
                       const char  *sentence)
{
  g_autofree char *markup = g_markup_escape_text (sentence, -1);

  for (guint i = 0; i < entries->len; i++)
    {
      Deed deed = { SGM_CHANGE_UNDO, 0, g_array_index (entries, gint64, i), i };

      g_array_append_val (self->deeds, deed);
    }
  say (self, markup, TRUE);
}

static void
on_resent (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SgmDispatch) self = data;
  g_autoptr (SgmEntry) entry = finish (self, source, result);

  if (entry != NULL)
    say (self, _("The message is sent again"), FALSE);
}

/**
 * sgm_dispatch_resend:
 *
 * Sends the message about the chosen event again that was given up.
 */
void
sgm_dispatch_resend (SgmDispatch *self)
{
  SgmRecord *message = sgm_district_get_parked (sgm_choice_get_district (self->choice),
                                                sgm_choice_get_event (self->choice));
  g_autoptr (SgmChange) change = NULL;

  if (self->is_busy || message == NULL)
    return;
  self->conflict_event = -1;
  change = sgm_change_new (SGM_CHANGE_RESEND, sgm_record_get_id (message), sgm_record_get_version (message));
  submit (self, change, on_resent);
}

static gboolean
is_on_paper (SgmRecord *task)
{
  return sgm_record_get_int (task, SGM_TASK_CHANNEL) == SGM_CHANNEL_PRINT;
}

static void
on_told (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (SgmDispatch) self = data;
  g_autoptr (SgmEntry) entry = finish (self, source, result);
  SgmRecord *task;

  if (entry == NULL)
    return;
  remember (self, entry);
  look_again_at (self, find_id (entry, &sgm_table_event));
  task = sgm_district_get_record (sgm_choice_get_district (self->choice), &sgm_table_task,
                                  find_id (entry, &sgm_table_task));
  say (self, task != NULL && is_on_paper (task) ? _("Written down: handed over on paper")
                                                : _("Written down: told by phone"), TRUE);
}

/* Translators: the first %s is a time of day, the second a user's name */
#define TOLD _("told by phone at %s by %s")
#define HANDED_OVER _("handed over on paper at %s by %s")

/**
 * sgm_dispatch_tell:
 *
 * Writes down that the worker who has the chosen event was told by phone, or
 * has the order on paper.
 */
void
sgm_dispatch_tell (SgmDispatch *self)
{
  SgmRecord *task = sgm_district_get_active_task (sgm_choice_get_district (self->choice),
                                                  sgm_choice_get_event (self->choice));
  gint64 now = sgm_ticker_get_now ();
  g_autofree char *when = sgm_time_text_dup_clock (now, now);
  g_autofree char *why = NULL;
  g_autoptr (SgmChange) change = NULL;

  if (self->is_busy || task == NULL)
    return;
  self->conflict_event = -1;
  if (is_on_paper (task))
    why = g_strdup_printf (HANDED_OVER, when, g_get_user_name ());
  else
    why = g_strdup_printf (TOLD, when, g_get_user_name ());
  change = sgm_change_new (SGM_CHANGE_ADVANCE, sgm_record_get_id (task), sgm_record_get_version (task));
  sgm_change_set_number (change, SGM_TASK_STATE_DELIVERED);
  sgm_change_set_why (change, why);
  submit (self, change, on_told);
}

static void
on_printed (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (SgmDispatch) self = data;
  g_autoptr (GError) error = NULL;

  g_application_release (g_application_get_default ());
  if (sgm_order_print_finish (result, &error))
    say (self, _("The order was sent to the printer"), FALSE);
  else if (error != NULL)
    tell_error (self, error);
}

/**
 * sgm_dispatch_print:
 *
 * Prints the order about the chosen event.
 */
void
sgm_dispatch_print (SgmDispatch *self)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  gint64 event = sgm_choice_get_event (self->choice);
  SgmRecord *task = event != 0 ? sgm_district_get_active_task (district, event) : NULL;
  GtkRoot *root = self->toasts != NULL ? gtk_widget_get_root (GTK_WIDGET (self->toasts)) : NULL;

  if (task == NULL)
    return;
  g_application_hold (g_application_get_default ());
  sgm_order_print_async (district, task, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_printed,
                         g_object_ref (self));
}
