/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-photo-adder.h"

#include <glib/gi18n.h>

#include "base/sgm-error.h"
#include "domain/sgm-decide.h"
#include "domain/sgm-tables.h"
#include "domain/sgm-users.h"
#include "kit/sgm-error-dialog.h"
#include "photo/sgm-photo.h"
#include "base/sgm-progress-relay.h"

/* More would not be read. */
#define FAULTS_SHOWN 6

/* What takes no longer says only in the end that it is done. */
#define TOAST_MS 500

struct _SgmPhotoAdder
{
  GObject parent_instance;
  SgmDistrict *district;
  SgmDispatch *dispatch;
  AdwToastOverlay *toasts;   /* NULL once its window is closed */
  AdwToast *toast;           /* that tells how far it is */
  GCancellable *cancellable; /* of what is added now, or NULL */
  GQueue waiting;            /* of Work: what is added after it */
  guint toast_id;
};

G_DEFINE_FINAL_TYPE (SgmPhotoAdder, sgm_photo_adder, G_TYPE_OBJECT)

/* What is to be added, and what came of it. */
typedef struct
{
  SgmStore *store;
  gint64 event;
  GPtrArray *files;  /* of GFile */
  GArray *entries;   /* of gint64: numbers of the journal */
  guint n_repeated;  /* were there already */
  GPtrArray *errors; /* of GError */
  gboolean cancelled;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->store);
  g_ptr_array_unref (work->files);
  g_array_unref (work->entries);
  g_ptr_array_unref (work->errors);
  g_free (work);
}

static void
sgm_photo_adder_finalize (GObject *object)
{
  SgmPhotoAdder *self = SGM_PHOTO_ADDER (object);

  g_clear_handle_id (&self->toast_id, g_source_remove);
  g_queue_clear_full (&self->waiting, work_free);
  g_clear_object (&self->toast);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->toasts);
  g_clear_object (&self->dispatch);
  g_clear_object (&self->district);
  G_OBJECT_CLASS (sgm_photo_adder_parent_class)->finalize (object);
}

static void
sgm_photo_adder_class_init (SgmPhotoAdderClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_photo_adder_finalize;
}

static void
sgm_photo_adder_init (SgmPhotoAdder *self)
{
  g_queue_init (&self->waiting);
}

/**
 * sgm_photo_adder_new:
 * @district: whose events they are
 * @dispatch: what takes back what was done in this window
 * @toasts: where to say how it goes
 */
SgmPhotoAdder *
sgm_photo_adder_new (SgmDistrict     *district,
                     SgmDispatch     *dispatch,
                     AdwToastOverlay *toasts)
{
  SgmPhotoAdder *self = g_object_new (SGM_TYPE_PHOTO_ADDER, NULL);

  self->district = g_object_ref (district);
  self->dispatch = g_object_ref (dispatch);
  g_set_weak_pointer (&self->toasts, toasts);
  return self;
}

/**
 * sgm_photo_adder_may:
 *
 * Returns: whether to offer it: the user's role allows it
 */
gboolean
sgm_photo_adder_may (SgmPhotoAdder *self)
{
  g_autoptr (GPtrArray) users = sgm_district_dup_records (self->district, &sgm_table_user);

  return sgm_decide_may_save (&sgm_table_attachment, sgm_users_get_role (users, g_get_user_name ()));
}

/* In the worker ---------------------------------------------------------------- */

static void
add_one (Work         *work,
         GFile        *file,
         GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (SgmEntry) entry = sgm_photo_add (work->store, work->event, file, "smart-grid-map", cancellable, &error);

  if (entry != NULL)
    g_array_append_val (work->entries, entry->seq);
  else if (g_error_matches (error, SGM_ERROR, SGM_ERROR_REPEATED))
    {
      work->n_repeated++;
      g_error_free (error);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      work->cancelled = TRUE;
      g_error_free (error);
    }
  else
    g_ptr_array_add (work->errors, error);
}

static void
on_progress (double      fraction,
             const char *what,
             gpointer    data)
{
  SgmPhotoAdder *self = data;

  if (self->toast != NULL)
    adw_toast_set_title (self->toast, what);
}

static void
add_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Work *work = data;

  for (guint i = 0; i < work->files->len && !work->cancelled; i++)
    {
      /* Translators: which photo of how many */
      g_autofree char *what = g_strdup_printf (_("Adding photo %u of %u"), i + 1, work->files->len);

      sgm_progress_relay_tell (task, on_progress, source, (double) i / work->files->len, what);
      add_one (work, work->files->pdata[i], cancellable);
    }
  g_task_return_boolean (task, TRUE);
}

/* What came of it --------------------------------------------------------------- */

static char *
dup_sentence (const Work *work)
{
  guint n = work->entries->len;
  g_autofree char *added = g_strdup_printf (ngettext ("%u photo added", "%u photos added", n), n);
  g_autofree char *repeated = NULL;

  if (work->n_repeated == 0)
    return g_steal_pointer (&added);
  repeated = g_strdup_printf (ngettext ("%u was there already", "%u were there already", work->n_repeated),
                              work->n_repeated);
  /* Translators: how many photos were added, and how many were there already */
  return g_strdup_printf (_("%s, %s"), added, repeated);
}

static void
tell_errors (SgmPhotoAdder *self,
             const Work    *work)
{
  const GError *first = work->errors->pdata[0];
  g_autoptr (GString) text = NULL;

  if (work->errors->len == 1)
    {
      sgm_error_dialog_show (GTK_WIDGET (self->toasts), first);
      return;
    }
  text = g_string_new (NULL);
  for (guint i = 0; i < MIN (work->errors->len, FAULTS_SHOWN); i++)
    g_string_append_printf (text, "• %s\n", ((const GError *) work->errors->pdata[i])->message);
  if (work->errors->len > FAULTS_SHOWN)
    g_string_append (text, "• …\n");
  g_string_append_printf (text, "\n%s", sgm_error_get_advice (first));
  sgm_message_dialog_show (GTK_WIDGET (self->toasts), sgm_error_get_title (first), text->str);
}

static gboolean
on_toast_due (gpointer data)
{
  SgmPhotoAdder *self = data;

  self->toast_id = 0;
  if (self->toasts == NULL)
    return G_SOURCE_REMOVE;
  self->toast = adw_toast_new (_("Adding photos"));
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_button_label (self->toast, _("Cancel"));
  adw_toast_set_action_name (self->toast, "win.cancel-photos");
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->toast));
  return G_SOURCE_REMOVE;
}

static void
tell (SgmPhotoAdder *self,
      const Work    *work)
{
  g_autofree char *sentence = dup_sentence (work);

  if (work->entries->len > 0)
    sgm_dispatch_add_deed (self->dispatch, work->entries, sentence);
  else if (work->n_repeated > 0)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("The event has these photos already")));
  else if (work->cancelled)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Cancelled: no photo was added")));
  if (work->errors->len > 0)
    tell_errors (self, work);
}

/* What was added one after the other is told, and taken back, together. */
static void
join (Work *next,
      Work *done)
{
  g_array_prepend_vals (next->entries, done->entries->data, done->entries->len);
  next->n_repeated += done->n_repeated;
  g_ptr_array_extend_and_steal (next->errors, g_ptr_array_ref (done->errors));
}

static void begin (SgmPhotoAdder *self,
                   Work          *work);

static void
on_added (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  SgmPhotoAdder *self = SGM_PHOTO_ADDER (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  Work *next = g_queue_pop_head (&self->waiting);

  g_application_release (g_application_get_default ());
  g_clear_object (&self->cancellable);
  if (next != NULL && self->toasts != NULL)
    {
      join (next, work);
      begin (self, next);
      return;
    }
  g_clear_pointer (&next, work_free);
  g_clear_handle_id (&self->toast_id, g_source_remove);
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  if (self->toasts == NULL)
    return;
  tell (self, work);
}

/* @work: (transfer full) */
static void
begin (SgmPhotoAdder *self,
       Work          *work)
{
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  if (self->toast == NULL && self->toast_id == 0)
    self->toast_id = g_timeout_add (TOAST_MS, on_toast_due, self);
  task = g_task_new (self, self->cancellable, on_added, NULL);
  g_task_set_source_tag (task, begin);
  /* What was added is said to be, even where it was cancelled too late. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  /* What was begun is finished or given up, even where the window is closed. */
  g_application_hold (g_application_get_default ());
  g_task_run_in_thread (task, add_in_thread);
}

/**
 * sgm_photo_adder_add:
 * @event: record id of an event
 * @files: (element-type GFile): pictures
 *
 * Adds them to the event, after those that are being added.
 */
void
sgm_photo_adder_add (SgmPhotoAdder *self,
                     gint64         event,
                     GPtrArray     *files)
{
  Work *work;

  if (files->len == 0 || self->toasts == NULL)
    return;
  work = g_new0 (Work, 1);
  work->store = g_object_ref (sgm_district_get_store (self->district));
  work->event = event;
  work->files = g_ptr_array_ref (files);
  work->entries = g_array_new (FALSE, FALSE, sizeof (gint64));
  work->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  if (self->cancellable != NULL)
    g_queue_push_tail (&self->waiting, work);
  else
    begin (self, work);
}

/**
 * sgm_photo_adder_cancel:
 *
 * Adds no more photos. What was added stays.
 */
void
sgm_photo_adder_cancel (SgmPhotoAdder *self)
{
  g_queue_clear_full (&self->waiting, work_free);
  g_cancellable_cancel (self->cancellable);
}
