/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-file-dialog.h"

#include <inttypes.h>

#include <glib/gi18n.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "kit/sgm-error-dialog.h"
#include "kit/sgm-ticker.h"
#include "kit/sgm-time-text.h"
#include "store/sgm-photo-folder.h"
#include "window/sgm-care.h"

#define PULSE_MS 100

/* More would not be read. */
#define FAULTS_SHOWN 8

struct _SgmFileDialog
{
  AdwPreferencesWindow parent_instance;

  SgmStore *store;
  char *database;
  AdwActionRow *file;
  AdwActionRow *backups;
  GtkWidget *copy;
  GtkWidget *check;
  GtkWidget *busy; /* shown while something is done */
  AdwActionRow *doing;
  GtkProgressBar *bar;
  GtkWidget *outcome;
  GtkLabel *words;

  gboolean closed;
  char *target; /* of the copy under way */
  guint pulse;
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SgmFileDialog, sgm_file_dialog, ADW_TYPE_PREFERENCES_WINDOW)

/* What there is ------------------------------------------------------------ */

static char *
dup_backups (const SgmCareView *view)
{
  g_autofree char *when = NULL;

  if (view->n_backups == 0)
    return g_strdup (_("None yet. The first one is made soon after the district was opened."));
  when = sgm_time_text_dup_clock (sgm_ticker_get_now (), view->backed_up_at);
  /* Translators: %u is how many, %s the time of the newest */
  return g_strdup_printf (ngettext ("%u in the folder “backups” beside the file, of %s",
                                    "%u in the folder “backups” beside the file, the newest of %s", view->n_backups),
                          view->n_backups, when);
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SgmFileDialog) self = data;
  g_autofree char *backups = NULL;
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folder = g_path_get_dirname (self->database);
  SgmCareView view;

  if (!sgm_care_look_finish (result, &view, NULL) || self->closed)
    return;
  size = g_format_size (view.size);
  text = g_markup_printf_escaped ("%s · %s", size, folder);
  adw_action_row_set_subtitle (self->file, text);
  backups = dup_backups (&view);
  adw_action_row_set_subtitle (self->backups, backups);
}

static void
look (SgmFileDialog *self)
{
  sgm_care_look_async (self->database, NULL, on_looked, g_object_ref (self));
}

/* Work --------------------------------------------------------------------- */

static gboolean
on_pulse (gpointer data)
{
  gtk_progress_bar_pulse (SGM_FILE_DIALOG (data)->bar);
  return G_SOURCE_CONTINUE;
}

static void
begin (SgmFileDialog *self,
       const char    *what)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->doing), what);
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_widget_set_visible (self->busy, TRUE);
  gtk_widget_set_visible (self->outcome, FALSE);
  gtk_widget_set_sensitive (self->copy, FALSE);
  gtk_widget_set_sensitive (self->check, FALSE);
}

static void
end (SgmFileDialog *self)
{
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->pulse, g_source_remove);
  gtk_widget_set_visible (self->busy, FALSE);
  gtk_widget_set_sensitive (self->copy, TRUE);
  gtk_widget_set_sensitive (self->check, TRUE);
  look (self);
}

static void
say (SgmFileDialog *self,
     const char    *words)
{
  gtk_label_set_text (self->words, words);
  gtk_widget_set_visible (self->outcome, TRUE);
}

static void
tell_error (SgmFileDialog *self,
            const GError  *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = sgm_error_dialog_dup_text (error);
  say (self, text);
}

/* The head is worth being kept on paper. */
static char *
dup_head (const SgmHead *head)
{
  return g_strdup_printf (_("Last entry: %" PRId64 ", hash %s"), head->seq, head->hash);
}

static void
on_progress (double      fraction,
             const char *what,
             gpointer    data)
{
  SgmFileDialog *self = data;

  if (self->closed)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->doing), what);
  gtk_progress_bar_set_fraction (self->bar, fraction);
}

/* What became of the photos; nothing where there are none. */
static char *
dup_photos_copied (SgmFileDialog     *self,
                   const SgmCareCopy *copy)
{
  g_autofree char *folder = sgm_photo_folder_dup_path (copy->without_photos ? self->database : self->target);
  g_autofree char *name = g_path_get_basename (folder);
  g_autofree char *lost = NULL;
  g_autofree char *beside = NULL;

  if (copy->without_photos)
    /* Translators: %s is a folder */
    return g_strdup_printf (_("The photos are not with it: copy the folder %s as well."), folder);
  if (copy->n_photos + copy->n_lost == 0)
    return NULL;
  /* Translators: how many, and a folder */
  beside = g_strdup_printf (ngettext ("%u photo is in %s.", "%u photos are in %s.", copy->n_photos), copy->n_photos,
                            name);
  if (copy->n_lost == 0)
    return g_steal_pointer (&beside);
  lost = g_strdup_printf (ngettext ("%u photo is damaged and could not be copied: check the file.",
                                    "%u photos are damaged and could not be copied: check the file.", copy->n_lost),
                          copy->n_lost);
  return g_strdup_printf ("%s %s", beside, lost);
}

static void
on_copied (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SgmFileDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmCareCopy) copy = sgm_care_copy_finish (result, &error);
  g_autofree char *name = g_path_get_basename (self->target);
  g_autofree char *where = g_strdup_printf (_("The copy is in %s."), name);
  g_autofree char *photos = copy != NULL ? dup_photos_copied (self, copy) : NULL;
  g_autofree char *last = copy != NULL ? dup_head (copy->head) : NULL;
  g_autofree char *text = NULL;

  g_application_release (g_application_get_default ());
  if (self->closed)
    return;
  end (self);
  if (copy == NULL)
    {
      tell_error (self, error);
      return;
    }
  text = g_strdup_printf ("%s %s%s%s\n\n%s", where,
                          _("It was read again and is whole. Note the hash somewhere else: it proves later that nobody has rewritten what was before."),
                          photos != NULL ? " " : "", photos != NULL ? photos : "", last);
  say (self, text);
}

static void
on_written_down (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (SgmFileDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);

  if (entry != NULL && !self->closed)
    {
      sgm_care_copy_async (self->database, self->target, on_progress, self, self->cancellable, on_copied,
                           g_object_ref (self));
      return;
    }
  g_application_release (g_application_get_default ());
  if (self->closed)
    return;
  end (self);
  tell_error (self, error);
}

/**
 * sgm_file_dialog_copy_to:
 * @target: where a copy of the district shall be
 *
 * Begins to make the copy, unless something is done already. Who takes one is
 * written down before, as it has personal values in it.
 */
void
sgm_file_dialog_copy_to (SgmFileDialog *self,
                         const char    *target)
{
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_EXPORT_PERSONAL, 0, 0);
  g_autoptr (SgmRecord) reading = sgm_record_new (&sgm_table_reading, 0);
  g_autofree char *name = g_path_get_basename (target);
  g_autofree char *why = NULL;

  if (self->cancellable != NULL)
    return;
  g_free (self->target);
  self->target = g_strdup (target);
  begin (self, _("Copying"));
  /* Translators: %s is a file */
  why = g_strdup_printf (_("copy of the district in %s"), name);
  sgm_record_set_text (reading, SGM_READING_WHAT, "sgm personal: all");
  sgm_change_add_record (change, reading);
  sgm_change_set_who (change, g_get_user_name ());
  sgm_change_set_origin (change, "smart-grid-map");
  sgm_change_set_why (change, why);
  /* Closing the window cancels the work, which then has to clean up. */
  g_application_hold (g_application_get_default ());
  sgm_store_submit_async (self->store, change, NULL, on_written_down, g_object_ref (self));
}

static char *
dup_faults (const SgmAudit *audit,
            const GError   *error)
{
  g_autoptr (GString) text = g_string_new (error->message);
  guint n = MIN (audit->faults->len, FAULTS_SHOWN);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *fault = sgm_fault_to_text (&g_array_index (audit->faults, SgmFault, i));

      g_string_append_printf (text, "\n• %s", fault);
    }
  if (audit->n_entry_faults + audit->n_record_faults > n)
    g_string_append (text, "\n• …");
  g_string_append_printf (text, "\n\n%s", sgm_error_get_advice (error));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_sound (const SgmAudit *audit)
{
  g_autofree char *last = dup_head (audit->head);

  return g_strdup_printf (_("The file is whole. The journal’s %" PRId64 " entries follow each other, and all %" PRId64
                            " records are what they say.\n\n%s"),
                          audit->n_entries, audit->n_records, last);
}

/* The journal is whole without them, so they are told apart from it; nothing
 * where there are none. */
static char *
dup_photos (const SgmPhotoCheck *check)
{
  g_autoptr (GString) text = NULL;

  if (check->n_photos == 0)
    return NULL;
  if (check->n_lost == 0)
    return g_strdup_printf (ngettext ("%u photo is on the disk as it was.", "%u photos are on the disk as they were.",
                                      check->n_photos), check->n_photos);
  text = g_string_new (NULL);
  g_string_append_printf (text, ngettext ("Of the photos, %u is missing or changed on the disk:",
                                          "Of the photos, %u are missing or changed on the disk:", check->n_lost),
                          check->n_lost);
  for (guint i = 0; i < MIN (check->faults->len, FAULTS_SHOWN); i++)
    g_string_append_printf (text, "\n• %s", (const char *) check->faults->pdata[i]);
  if (check->n_lost > FAULTS_SHOWN)
    g_string_append (text, "\n• …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (SgmFileDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmCareCheck) check = sgm_care_check_finish (result, &error);
  g_autofree char *found = NULL;
  g_autofree char *photos = NULL;
  g_autofree char *text = NULL;

  g_application_release (g_application_get_default ());
  if (self->closed)
    return;
  end (self);
  if (check == NULL)
    {
      tell_error (self, error);
      return;
    }
  found = sgm_audit_is_sound (check->audit, &error) ? dup_sound (check->audit) : dup_faults (check->audit, error);
  photos = dup_photos (check->photos);
  text = g_strconcat (found, photos != NULL ? "\n\n" : NULL, photos, NULL);
  say (self, text);
}

/**
 * sgm_file_dialog_check:
 *
 * Begins to check the whole file, unless something is done already.
 */
void
sgm_file_dialog_check (SgmFileDialog *self)
{
  if (self->cancellable != NULL)
    return;
  begin (self, _("Checking every page, entry and record"));
  self->pulse = g_timeout_add (PULSE_MS, on_pulse, self);
  g_application_hold (g_application_get_default ());
  sgm_care_check_async (self->database, self->cancellable, on_checked, g_object_ref (self));
}

static void
on_cancel (SgmFileDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
on_place_chosen (SgmFileDialog *self,
                 int            response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL && g_file_peek_path (file) != NULL)
    sgm_file_dialog_copy_to (self, g_file_peek_path (file));
}

/* The day in the name keeps the copies apart. */
static char *
dup_name (SgmFileDialog *self)
{
  g_autofree char *stem = g_path_get_basename (self->database);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y%m%d");

  if (g_str_has_suffix (stem, ".sgm"))
    stem[strlen (stem) - strlen (".sgm")] = '\0';
  return g_strdup_printf ("%s-%s.sgm", stem, day);
}

static void
on_copy (SgmFileDialog *self)
{
  g_autofree char *name = dup_name (self);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Save a Copy of the District"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_place_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* The dialog --------------------------------------------------------------- */

/* Closed: what is under way ends, and may outlive the parent for a moment. */
static void
sgm_file_dialog_unrealize (GtkWidget *widget)
{
  SgmFileDialog *self = SGM_FILE_DIALOG (widget);

  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
  gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
  GTK_WIDGET_CLASS (sgm_file_dialog_parent_class)->unrealize (widget);
}

static void
sgm_file_dialog_dispose (GObject *object)
{
  SgmFileDialog *self = SGM_FILE_DIALOG (object);

  g_clear_handle_id (&self->pulse, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sgm_file_dialog_parent_class)->dispose (object);
}

static void
sgm_file_dialog_finalize (GObject *object)
{
  SgmFileDialog *self = SGM_FILE_DIALOG (object);

  g_free (self->database);
  g_free (self->target);
  G_OBJECT_CLASS (sgm_file_dialog_parent_class)->finalize (object);
}

static void
sgm_file_dialog_class_init (SgmFileDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sgm_file_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = sgm_file_dialog_finalize;
  GTK_WIDGET_CLASS (class)->unrealize = sgm_file_dialog_unrealize;
}

static void
sgm_file_dialog_init (SgmFileDialog *self)
{
}

static GtkWidget *
add_group (AdwPreferencesPage *page,
           const char         *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  return group;
}

static AdwActionRow *
add_row (GtkWidget  *group,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return ADW_ACTION_ROW (row);
}

static GtkWidget *
add_button (AdwActionRow  *row,
            const char    *label,
            GCallback      callback,
            SgmFileDialog *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, button);
  adw_action_row_set_activatable_widget (row, button);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_outcome (SgmFileDialog      *self,
             AdwPreferencesPage *page)
{
  self->outcome = add_group (page, NULL);
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_wrap_mode (self->words, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_selectable (self->words, TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->outcome), GTK_WIDGET (self->words));
  gtk_widget_set_visible (self->outcome, FALSE);
}

static void
add_busy (SgmFileDialog      *self,
          AdwPreferencesPage *page)
{
  self->busy = add_group (page, NULL);
  self->doing = add_row (self->busy, "", NULL);
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->doing, GTK_WIDGET (self->bar));
  add_button (self->doing, _("_Cancel"), G_CALLBACK (on_cancel), self);
  gtk_widget_set_visible (self->busy, FALSE);
}

/**
 * sgm_file_dialog_new:
 * @parent: the window it belongs to
 * @store: the district's store
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
sgm_file_dialog_new (GtkWindow  *parent,
                     SgmStore   *store)
{
  SgmFileDialog *self = g_object_new (SGM_TYPE_FILE_DIALOG,
                                      "title", _("The District’s File"),
                                      "transient-for", parent,
                                      "modal", TRUE,
                                      "search-enabled", FALSE,
                                      "default-width", 620,
                                      "default-height", 560,
                                      NULL);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  g_autofree char *name = g_path_get_basename (sgm_store_get_path (store));
  GtkWidget *what = add_group (page, NULL);
  GtkWidget *work = add_group (page, NULL);

  self->store = g_object_ref (store);
  self->database = g_strdup (sgm_store_get_path (store));
  self->file = add_row (what, name, "");
  self->backups = add_row (what, _("Backups"), "");
  self->copy = add_button (add_row (work, _("Save a Copy"),
                                    _("For another disk, or for QGIS and other programs. Work goes on meanwhile. It has the names of people in it.")),
                           _("_Save a Copy…"), G_CALLBACK (on_copy), self);
  self->check = add_button (add_row (work, _("Check the File"),
                                     _("Reads all of it and every photo, and compares every record with the journal.")),
                            _("_Check"), G_CALLBACK (sgm_file_dialog_check), self);
  add_busy (self, page);
  add_outcome (self, page);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), page);
  look (self);
  return GTK_WIDGET (self);
}
