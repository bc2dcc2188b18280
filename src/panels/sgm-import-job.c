/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-job.h"

#include "base/sgm-progress-relay.h"

struct _SgmImportJob
{
  GObject parent_instance;
  SgmDistrict *district;
  SgmImportStage stage;

  char *path;
  char *name; /* what the edition is to be called */
  char *encoding; /* to be set, or NULL */
  SgmImportOptions options;
  SgmImportPlan *plan;
  SgmImportLedger *ledger; /* for a table instead of the plan */
  SgmForeignFile *file;
  SgmImportPresent *present;
  SgmImportShelf *shelf;
  SgmImportView *view;
  guint n_left;
  SgmImportReport *report;
  guint n_repaired;    /* in the last batch */
  SgmImportResult change;
  GPtrArray *differences; /* of SgmImportDifference */
  GArray *entries;     /* of numbers of the journal's */

  SgmImportStep step; /* under way */
  SgmImportStep next; /* as soon as that has ended */
  GCancellable *cancellable;
  double fraction;    /* how far it has come */
  char *what;
};

enum
{
  CHANGED,
  PROGRESS,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmImportJob, sgm_import_job, G_TYPE_OBJECT)

static void run (SgmImportJob  *self,
                 SgmImportStep  step);

/* Progress ------------------------------------------------------------------ */

static void
show_progress (double      fraction,
               const char *what,
               gpointer    data)
{
  SgmImportJob *self = data;

  self->fraction = CLAMP (fraction, 0, 1);
  g_free (self->what);
  self->what = g_strdup (what);
  g_signal_emit (self, signals[PROGRESS], 0);
}

static void
on_progress (double      fraction,
             const char *what,
             gpointer    data)
{
  sgm_progress_relay_tell (data, show_progress, g_task_get_source_object (data), fraction, what);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  SgmImportWork *work = data;
  GError *error = NULL;

  work->progress_data = task;
  if (sgm_import_work_run (work, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What becomes of it -------------------------------------------------------- */

#define TAKE(to, from, unref) \
  G_STMT_START { g_clear_pointer (&(to), unref); (to) = g_steal_pointer (&(from)); } G_STMT_END

static void
forget_staging (SgmImportJob *self)
{
  g_clear_pointer (&self->report, sgm_import_report_free);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->shelf, sgm_import_shelf_unref);
  g_clear_pointer (&self->view, sgm_import_view_free);
  self->n_repaired = 0;
}

/* Returns: what follows by itself */
static SgmImportStep
take_over (SgmImportJob  *self,
           SgmImportWork *work)
{
  switch (work->step)
    {
    case SGM_IMPORT_STEP_OPEN:
      forget_staging (self);
      TAKE (self->file, work->file, sgm_foreign_file_unref);
      TAKE (self->present, work->present, sgm_import_present_free);
      work->owns_present = FALSE;
      TAKE (self->plan, work->plan, sgm_import_plan_free);
      TAKE (self->ledger, work->ledger, sgm_import_ledger_free);
      TAKE (self->name, work->name, g_free);
      self->stage = SGM_IMPORT_STAGE_OPEN;
      return SGM_IMPORT_STEP_READ;
    case SGM_IMPORT_STEP_GUESS:
      TAKE (self->plan, work->plan, sgm_import_plan_free);
      TAKE (self->ledger, work->ledger, sgm_import_ledger_free);
      g_clear_pointer (&self->encoding, g_free);
      /* What is to be seen stays until it is seen otherwise. */
      g_clear_pointer (&self->report, sgm_import_report_free);
      g_clear_pointer (&self->shelf, sgm_import_shelf_unref);
      self->stage = SGM_IMPORT_STAGE_OPEN;
      return SGM_IMPORT_STEP_READ;
    case SGM_IMPORT_STEP_READ:
      forget_staging (self);
      self->shelf = g_steal_pointer (&work->shelf);
      TAKE (self->view, work->view, sgm_import_view_free);
      self->n_left = work->n_left;
      self->stage = SGM_IMPORT_STAGE_READ;
      return SGM_IMPORT_STEP_NONE;
    case SGM_IMPORT_STEP_CHECK:
      TAKE (self->report, work->report, sgm_import_report_free);
      work->owns_report = FALSE;
      TAKE (self->ledger, work->ledger, sgm_import_ledger_free);
      TAKE (self->differences, work->differences, g_ptr_array_unref);
      self->change = work->change;
      self->stage = SGM_IMPORT_STAGE_CHECKED;
      return SGM_IMPORT_STEP_NONE;
    case SGM_IMPORT_STEP_REPAIR:
    case SGM_IMPORT_STEP_TAKE_BACK:
      TAKE (self->view, work->view, sgm_import_view_free);
      self->n_repaired = work->n_repaired;
      return SGM_IMPORT_STEP_CHECK;
    case SGM_IMPORT_STEP_APPLY:
      TAKE (self->entries, work->entries, g_array_unref);
      self->change = work->change;
      self->stage = SGM_IMPORT_STAGE_REAL;
      return SGM_IMPORT_STEP_NONE;
    case SGM_IMPORT_STEP_NONE:
    default:
      return SGM_IMPORT_STEP_NONE;
    }
}

static void
on_worked (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  SgmImportJob *self = SGM_IMPORT_JOB (object);
  SgmImportWork *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  SgmImportStep next = SGM_IMPORT_STEP_NONE;

  self->step = SGM_IMPORT_STEP_NONE;
  /* What a person has said meanwhile is not overwritten by a guess. */
  if (g_task_propagate_boolean (G_TASK (result), &error)
      && (self->next == SGM_IMPORT_STEP_NONE || work->step > SGM_IMPORT_STEP_READ))
    next = take_over (self, work);
  if (self->next != SGM_IMPORT_STEP_NONE)
    next = self->next;
  self->next = SGM_IMPORT_STEP_NONE;
  if (next != SGM_IMPORT_STEP_NONE)
    run (self, next);
  else
    g_signal_emit (self, signals[CHANGED], 0);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static SgmImportWork *
work_new (SgmImportJob  *self,
          SgmImportStep  step)
{
  SgmImportWork *work = g_new0 (SgmImportWork, 1);

  work->progress = on_progress;
  work->step = step;
  work->store = g_object_ref (sgm_district_get_store (self->district));
  work->path = g_strdup (self->path);
  work->name = g_strdup (self->name);
  work->encoding = g_strdup (self->encoding);
  work->options = self->options;
  if (step == SGM_IMPORT_STEP_OPEN)
    return work;
  work->plan = self->plan != NULL ? sgm_import_plan_copy (self->plan) : NULL;
  work->ledger = self->ledger != NULL ? sgm_import_ledger_copy (self->ledger) : NULL;
  if (work->ledger != NULL && step != SGM_IMPORT_STEP_APPLY)
    work->ledger->plan = NULL;
  work->file = self->file != NULL ? sgm_foreign_file_ref (self->file) : NULL;
  work->present = self->present;
  if (step != SGM_IMPORT_STEP_READ)
    {
      work->shelf = self->shelf != NULL ? sgm_import_shelf_ref (self->shelf) : NULL;
      work->report = step != SGM_IMPORT_STEP_CHECK ? self->report : NULL;
    }
  return work;
}

/* Begins a step, or has it begun as soon as the one under way is left. */
static void
run (SgmImportJob  *self,
     SgmImportStep  step)
{
  g_autoptr (GTask) task = NULL;

  if (self->step != SGM_IMPORT_STEP_NONE)
    {
      self->next = step;
      g_cancellable_cancel (self->cancellable);
      return;
    }
  self->step = step;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_worked, NULL);
  g_task_set_source_tag (task, run);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work_new (self, step), (GDestroyNotify) sgm_import_work_free);
  g_task_run_in_thread (task, work_in_thread);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The object ---------------------------------------------------------------- */

static void
sgm_import_job_finalize (GObject *object)
{
  SgmImportJob *self = SGM_IMPORT_JOB (object);

  forget_staging (self);
  g_clear_pointer (&self->plan, sgm_import_plan_free);
  g_clear_pointer (&self->ledger, sgm_import_ledger_free);
  g_clear_pointer (&self->file, sgm_foreign_file_unref);
  g_clear_pointer (&self->present, sgm_import_present_free);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->district);
  g_free (self->path);
  g_free (self->name);
  g_free (self->encoding);
  g_free (self->what);
  G_OBJECT_CLASS (sgm_import_job_parent_class)->finalize (object);
}

static void
sgm_import_job_class_init (SgmImportJobClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_import_job_finalize;

  /**
   * SgmImportJob::changed:
   *
   * Work has begun or ended, or there is something else to be seen.
   */
  signals[CHANGED] = g_signal_new ("changed", SGM_TYPE_IMPORT_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  /**
   * SgmImportJob::progress:
   *
   * SgmImportWork has come further.
   */
  signals[PROGRESS] = g_signal_new ("progress", SGM_TYPE_IMPORT_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  /**
   * SgmImportJob::failed:
   * @error: why
   *
   * What was asked for last was not done.
   */
  signals[FAILED] = g_signal_new ("failed", SGM_TYPE_IMPORT_JOB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sgm_import_job_init (SgmImportJob *self)
{
  self->options = (SgmImportOptions) SGM_IMPORT_OPTIONS_INIT;
}

/**
 * sgm_import_job_new:
 * @district: where areas are to come in
 *
 * Returns: (transfer full): a job without a file
 */
SgmImportJob *
sgm_import_job_new (SgmDistrict *district)
{
  SgmImportJob *self = g_object_new (SGM_TYPE_IMPORT_JOB, NULL);

  self->district = g_object_ref (district);
  return self;
}

/**
 * sgm_import_job_open:
 * @self: a job
 * @path: a file or a folder
 *
 * Opens it, guesses how it is to be understood and reads it.
 */
void
sgm_import_job_open (SgmImportJob *self,
                     const char   *path)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  g_free (self->path);
  self->path = g_strdup (path);
  run (self, SGM_IMPORT_STEP_OPEN);
}

/**
 * sgm_import_job_edit_plan:
 *
 * Returns: (transfer none) (nullable): the plan, in which a person says
 *   something; call sgm_import_job_read() afterwards
 */
SgmImportPlan *
sgm_import_job_edit_plan (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->plan;
}

/**
 * sgm_import_job_get_ledger:
 *
 * Returns: (transfer none) (nullable): the table that is imported, %NULL for
 *   areas. A person may say something of it; call sgm_import_job_read()
 *   afterwards, or sgm_import_job_check() where it is about unsure rows
 */
SgmImportLedger *
sgm_import_job_get_ledger (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->ledger;
}

/**
 * sgm_import_job_read:
 * @self: a job with a file
 *
 * Guesses anew what nobody has said, and reads the file so.
 */
void
sgm_import_job_read (SgmImportJob *self)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  if (self->ledger != NULL)
    self->stage = SGM_IMPORT_STAGE_OPEN;
  if (self->file != NULL)
    run (self, SGM_IMPORT_STEP_GUESS);
}

/**
 * sgm_import_job_set_encoding:
 * @self: a job with a file
 * @encoding: a name for iconv
 *
 * Reads the file's texts so, and the file anew.
 */
void
sgm_import_job_set_encoding (SgmImportJob *self,
                             const char   *encoding)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  g_free (self->encoding);
  self->encoding = g_strdup (encoding);
  sgm_import_job_read (self);
}

/**
 * sgm_import_job_set_complete:
 * @complete: whether the areas that the file does not have end
 */
void
sgm_import_job_set_complete (SgmImportJob *self,
                             gboolean      complete)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  if (self->options.complete == complete)
    return;
  self->options.complete = complete;
  if (self->stage == SGM_IMPORT_STAGE_CHECKED)
    self->stage = SGM_IMPORT_STAGE_READ;
}

/**
 * sgm_import_job_set_name:
 * @name: what the edition is to be called
 */
void
sgm_import_job_set_name (SgmImportJob *self,
                         const char   *name)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  g_free (self->name);
  self->name = g_strdup (name);
}

/**
 * sgm_import_job_check:
 * @self: a job whose file was read
 *
 * Looks for what is wrong with the areas.
 */
void
sgm_import_job_check (SgmImportJob *self)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  if (self->stage < SGM_IMPORT_STAGE_READ)
    return;
  self->stage = SGM_IMPORT_STAGE_READ;
  run (self, SGM_IMPORT_STEP_CHECK);
}

/**
 * sgm_import_job_repair:
 * @self: a job whose areas were checked
 *
 * Makes the repairs that are chosen in the report, and checks again.
 */
void
sgm_import_job_repair (SgmImportJob *self)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  if (self->report != NULL)
    run (self, SGM_IMPORT_STEP_REPAIR);
}

/**
 * sgm_import_job_take_back:
 * @self: a job with repairs
 *
 * Takes back the last repairs that were made together, and checks again.
 */
void
sgm_import_job_take_back (SgmImportJob *self)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  if (sgm_import_job_get_n_batches (self) > 0)
    run (self, SGM_IMPORT_STEP_TAKE_BACK);
}

/**
 * sgm_import_job_apply:
 * @self: a job whose areas were checked
 *
 * Makes the areas real.
 */
void
sgm_import_job_apply (SgmImportJob *self)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  if (self->report != NULL || (self->ledger != NULL && self->ledger->plan != NULL))
    run (self, SGM_IMPORT_STEP_APPLY);
}

/**
 * sgm_import_job_cancel:
 * @self: a job
 *
 * Leaves what is under way; what was there before stays.
 */
void
sgm_import_job_cancel (SgmImportJob *self)
{
  g_return_if_fail (SGM_IS_IMPORT_JOB (self));
  self->next = SGM_IMPORT_STEP_NONE;
  g_cancellable_cancel (self->cancellable);
}

SgmImportStage
sgm_import_job_get_stage (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), SGM_IMPORT_STAGE_EMPTY);
  return self->stage;
}

gboolean
sgm_import_job_is_busy (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), FALSE);
  return self->step != SGM_IMPORT_STEP_NONE;
}

/**
 * sgm_import_job_get_progress:
 * @what: (out) (nullable) (optional): what is being done
 *
 * Returns: how far it has come, 0 to 1
 */
double
sgm_import_job_get_progress (SgmImportJob  *self,
                             const char   **what)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), 0);
  if (what != NULL)
    *what = self->what;
  return self->fraction;
}

SgmDistrict *
sgm_import_job_get_district (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->district;
}

/**
 * sgm_import_job_get_file:
 *
 * Returns: (transfer none) (nullable): the file; what can be asked of it
 *   without opening it again may be asked while the job is not busy
 */
SgmForeignFile *
sgm_import_job_get_file (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->file;
}

/**
 * sgm_import_job_get_plan:
 *
 * Returns: (nullable): how the file is understood
 */
const SgmImportPlan *
sgm_import_job_get_plan (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->plan;
}

gboolean
sgm_import_job_get_complete (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), FALSE);
  return self->options.complete;
}

/**
 * sgm_import_job_get_name:
 *
 * Returns: (nullable): what the edition is to be called
 */
const char *
sgm_import_job_get_name (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->name;
}

/**
 * sgm_import_job_get_view:
 *
 * Returns: (nullable): what is to be seen of the areas as they would be
 */
const SgmImportView *
sgm_import_job_get_view (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->view;
}

/**
 * sgm_import_job_get_n_left:
 *
 * Returns: how many rows of the file have nothing of an area, and were passed
 *   over
 */
guint
sgm_import_job_get_n_left (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), 0);
  return self->n_left;
}

/**
 * sgm_import_job_get_report:
 *
 * Returns: (nullable): what was found in the areas; what is chosen to be
 *   repaired may be changed while the job is not busy
 */
const SgmImportReport *
sgm_import_job_get_report (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->report;
}

/**
 * sgm_import_job_get_shelf:
 *
 * Returns: (transfer none) (nullable): the rows beside the district, %NULL
 *   while the job is busy
 */
SgmImportShelf *
sgm_import_job_get_shelf (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->step == SGM_IMPORT_STEP_NONE ? self->shelf : NULL;
}

/**
 * sgm_import_job_get_n_batches:
 *
 * Returns: how often sgm_import_job_take_back() can be called
 */
guint
sgm_import_job_get_n_batches (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), 0);
  return sgm_import_job_get_shelf (self) != NULL ? sgm_staging_get_batch (self->shelf->staging) : 0;
}

/**
 * sgm_import_job_get_n_repaired:
 *
 * Returns: how many repairs were made last, together
 */
guint
sgm_import_job_get_n_repaired (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), 0);
  return self->n_repaired;
}

/**
 * sgm_import_job_get_change:
 *
 * Returns: what would come of the import, once it is checked and nothing
 *   prevents it, and what came of it once it is real
 */
const SgmImportResult *
sgm_import_job_get_change (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return &self->change;
}

/**
 * sgm_import_job_get_differences:
 *
 * Returns: (transfer none) (nullable) (element-type SgmImportDifference): the
 *   first areas of each change, once they are checked and nothing prevents the
 *   import
 */
GPtrArray *
sgm_import_job_get_differences (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->differences;
}

/**
 * sgm_import_job_has_changes:
 *
 * Returns: whether anything would come of the import
 */
gboolean
sgm_import_job_has_changes (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), FALSE);
  if (self->ledger != NULL)
    return self->ledger->plan != NULL && sgm_ledger_plan_has_changes (self->ledger->plan);
  return self->change.n_new + self->change.n_changed + self->change.n_ended > 0;
}

/**
 * sgm_import_job_get_entries:
 *
 * Returns: (nullable) (element-type gint64): the journal's entries that made it real
 */
GArray *
sgm_import_job_get_entries (SgmImportJob *self)
{
  g_return_val_if_fail (SGM_IS_IMPORT_JOB (self), NULL);
  return self->entries;
}
