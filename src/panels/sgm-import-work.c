/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-work.h"

#include <glib/gi18n.h>

#include "exchange/sgm-import-read.h"
#include "exchange/sgm-import-repair.h"

/* So many areas of each change are told by name. */
#define MAX_DIFFERENCES 20

#define ORIGIN "smart-grid-map"

void
sgm_import_work_free (SgmImportWork *work)
{
  g_clear_object (&work->store);
  g_free (work->path);
  g_free (work->name);
  g_free (work->encoding);
  g_clear_pointer (&work->plan, sgm_import_plan_free);
  g_clear_pointer (&work->ledger, sgm_import_ledger_free);
  g_clear_pointer (&work->file, sgm_foreign_file_unref);
  if (work->owns_report)
    g_clear_pointer (&work->report, sgm_import_report_free);
  g_clear_pointer (&work->shelf, sgm_import_shelf_unref);
  if (work->owns_present)
    g_clear_pointer (&work->present, sgm_import_present_free);
  g_clear_pointer (&work->differences, g_ptr_array_unref);
  g_clear_pointer (&work->entries, g_array_unref);
  g_clear_pointer (&work->view, sgm_import_view_free);
  g_free (work);
}

static void
tell (SgmImportWork *work,
      const char    *what)
{
  if (work->progress != NULL)
    work->progress (0, what, work->progress_data);
}

static gboolean
look_at_staging (SgmImportWork  *work,
                 GCancellable   *cancellable,
                 GError        **error)
{
  work->view = sgm_import_view_new (work->shelf->staging, cancellable, error);
  return work->view != NULL;
}

static char *
dup_usual_name (SgmForeignFile *file)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");

  return g_strdup_printf ("%s %s", sgm_foreign_file_get_name (file), day);
}

static gboolean
do_open (SgmImportWork  *work,
         GCancellable   *cancellable,
         GError        **error)
{
  tell (work, _("Opening the file"));
  work->file = sgm_foreign_file_open (work->path, cancellable, error);
  if (work->file == NULL)
    return FALSE;
  g_free (work->name);
  work->name = dup_usual_name (work->file);
  if (sgm_import_ledger_suits (work->file))
    {
      work->ledger = sgm_import_ledger_new ();
      return sgm_import_ledger_guess (work->ledger, work->file, cancellable, error);
    }
  work->present = sgm_import_present_new (work->store, error);
  work->owns_present = work->present != NULL;
  if (work->present == NULL)
    return FALSE;
  work->plan = sgm_import_plan_new ();
  return sgm_import_plan_guess (work->plan, work->file, work->present, cancellable, error);
}

static gboolean
do_guess (SgmImportWork  *work,
          GCancellable   *cancellable,
          GError        **error)
{
  tell (work, _("Looking at the file"));
  if (work->encoding != NULL
      && !sgm_foreign_file_set_encoding (work->file, work->plan->layer, work->encoding, error))
    return FALSE;
  return sgm_import_plan_guess (work->plan, work->file, work->present, cancellable, error);
}

static gboolean
do_read (SgmImportWork  *work,
         GCancellable   *cancellable,
         GError        **error)
{
  if (!sgm_import_plan_check (work->plan, work->file, error))
    return FALSE;
  work->shelf = sgm_import_shelf_new (error);
  return work->shelf != NULL
         && sgm_import_read (work->file, work->plan, work->shelf->staging, &work->n_left, work->progress,
                             work->progress_data, cancellable, error)
         && look_at_staging (work, cancellable, error);
}

static gboolean
do_check (SgmImportWork  *work,
          GCancellable   *cancellable,
          GError        **error)
{
  work->report = sgm_import_check (work->shelf->staging, work->present, &work->options, work->progress,
                                   work->progress_data, cancellable, error);
  work->owns_report = work->report != NULL;
  if (work->report == NULL || sgm_import_report_blocks (work->report))
    return work->report != NULL;
  work->differences = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_import_difference_free);
  return sgm_import_foresee (work->shelf->staging, work->present, &work->options, &work->change, work->differences,
                             MAX_DIFFERENCES, cancellable, error);
}

static gboolean
do_repair (SgmImportWork  *work,
           GCancellable   *cancellable,
           GError        **error)
{
  tell (work, _("Repairing"));
  return sgm_import_repair (work->shelf->staging, work->report, &work->options, &work->n_repaired, cancellable, error)
         && look_at_staging (work, NULL, error);
}

static gboolean
do_take_back (SgmImportWork  *work,
              GCancellable   *cancellable,
              GError        **error)
{
  tell (work, _("Taking repairs back"));
  return sgm_staging_take_back (work->shelf->staging, sgm_staging_get_batch (work->shelf->staging), error)
         && look_at_staging (work, NULL, error);
}

static gboolean
do_apply (SgmImportWork  *work,
          GCancellable   *cancellable,
          GError        **error)
{
  if (!sgm_import_apply (work->store, work->shelf->staging, work->report, &work->options, work->name, ORIGIN,
                         &work->change, work->progress, work->progress_data, cancellable, error))
    return FALSE;
  work->entries = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (work->change.seq != 0)
    g_array_append_val (work->entries, work->change.seq);
  return TRUE;
}

/* Tables -------------------------------------------------------------------- */

static gboolean
do_guess_ledger (SgmImportWork  *work,
                 GCancellable   *cancellable,
                 GError        **error)
{
  tell (work, _("Looking at the file"));
  if (work->encoding != NULL
      && !sgm_foreign_file_set_encoding (work->file, work->ledger->layer, work->encoding, error))
    return FALSE;
  return sgm_import_ledger_guess (work->ledger, work->file, cancellable, error);
}

static gboolean
do_read_ledger (SgmImportWork  *work,
                GCancellable   *cancellable,
                GError        **error)
{
  const SgmForeignLayer *layer = sgm_foreign_file_get_layer (work->file, work->ledger->layer);

  return sgm_ledger_columns_check (work->ledger->columns, layer, error);
}

static gboolean
do_check_ledger (SgmImportWork  *work,
                 GCancellable   *cancellable,
                 GError        **error)
{
  SgmImportLedger *ledger = work->ledger;

  ledger->options->complete = work->options.complete && sgm_ledger_has_ends (ledger->kind);
  ledger->plan = sgm_ledger_plan_new (work->store, work->file, ledger->layer, ledger->columns, ledger->options,
                                      work->progress, work->progress_data, cancellable, error);
  ledger->owns_plan = ledger->plan != NULL;
  return ledger->owns_plan;
}

/* What is real is not taken back where the columns cannot be remembered. */
static gboolean
do_apply_ledger (SgmImportWork  *work,
                 GCancellable   *cancellable,
                 GError        **error)
{
  SgmImportLedger *ledger = work->ledger;
  g_autoptr (GError) local = NULL;

  if (!sgm_ledger_apply (work->store, ledger->plan, sgm_foreign_file_get_name (work->file), ORIGIN,
                         &work->entries, work->progress, work->progress_data, cancellable, error))
    return FALSE;
  if (!sgm_ledger_columns_remember (ledger->columns, sgm_foreign_file_get_layer (work->file, ledger->layer), &local))
    g_message ("%s", local->message);
  return TRUE;
}

/**
 * sgm_import_work_run:
 * @work: what to do
 *
 * Takes as long as it takes, in any thread.
 */
gboolean
sgm_import_work_run (SgmImportWork  *work,
                     GCancellable   *cancellable,
                     GError        **error)
{
  static gboolean (*const steps[]) (SgmImportWork *, GCancellable *, GError **) = {
    [SGM_IMPORT_STEP_OPEN] = do_open,
    [SGM_IMPORT_STEP_GUESS] = do_guess,
    [SGM_IMPORT_STEP_READ] = do_read,
    [SGM_IMPORT_STEP_CHECK] = do_check,
    [SGM_IMPORT_STEP_REPAIR] = do_repair,
    [SGM_IMPORT_STEP_TAKE_BACK] = do_take_back,
    [SGM_IMPORT_STEP_APPLY] = do_apply,
  };
  static gboolean (*const ledger_steps[]) (SgmImportWork *, GCancellable *, GError **) = {
    [SGM_IMPORT_STEP_OPEN] = do_open,
    [SGM_IMPORT_STEP_GUESS] = do_guess_ledger,
    [SGM_IMPORT_STEP_READ] = do_read_ledger,
    [SGM_IMPORT_STEP_CHECK] = do_check_ledger,
    [SGM_IMPORT_STEP_APPLY] = do_apply_ledger,
  };
  SgmImportShelf *shelf = work->shelf; /* NULL where the step makes a new one */
  gboolean good;

  if (shelf != NULL)
    g_mutex_lock (&shelf->lock);
  good = (work->ledger != NULL ? ledger_steps : steps)[work->step] (work, cancellable, error);
  if (shelf != NULL)
    g_mutex_unlock (&shelf->lock);
  return good;
}
