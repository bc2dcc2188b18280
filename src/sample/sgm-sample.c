/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-sample.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "sample/sgm-events.h"
#include "sample/sgm-history.h"
#include "sample/sgm-orgs.h"
#include "sample/sgm-partition.h"
#include "sample/sgm-town.h"
#include "store/sgm-engine.h"

#define DAY G_GINT64_CONSTANT (86400000)

/* Posts and organizations are older than the first event. */
#define SINCE (1000 * DAY)

/* Records in one change: a short transaction each. */
#define BATCH 2000

/* Changes that are handed over at once. */
#define TOGETHER 256

/* How far the progress is when the areas, then all other records are made, and
 * when those are written that are older than the first event. */
#define AREAS_MADE 0.3
#define RECORDS_MADE 0.4
#define BEGINNING_WRITTEN 0.5

typedef struct
{
  const SgmSampleOptions *options;
  SgmProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  SgmEngine *engine;
  GArray *waiting;    /* SgmSubmission, to be made real together */
  GPtrArray *records; /* what was there from the beginning, in the order in which it is written */
  GPtrArray *hours;   /* what happened then, as SgmHour */
} Maker;

static void
report (Maker      *m,
        double      fraction,
        const char *what)
{
  if (m->progress != NULL)
    m->progress (fraction, what, m->progress_data);
}

static void
report_areas (double      fraction,
              const char *what,
              gpointer    data)
{
  report (data, fraction * AREAS_MADE, what);
}

/* The records --------------------------------------------------------------- */

static void
add_meta (Maker      *m,
          gint64      id,
          const char *key,
          const char *value)
{
  SgmRecord *row = sgm_record_new (&sgm_table_meta, id);

  sgm_record_set_text (row, SGM_META_KEY, key);
  sgm_record_set_text (row, SGM_META_VALUE, value);
  g_ptr_array_add (m->records, row);
}

/* That it is a sample comes first: nothing else may be imported into a
 * district that is none. */
static void
add_metas (Maker      *m,
           const char *district)
{
  g_autofree char *seed = g_strdup_printf ("%u", m->options->seed);
  g_autofree char *scale = g_strdup_printf ("%u", m->options->scale);
  g_autofree char *until = g_strdup_printf ("%" G_GINT64_FORMAT, m->options->now);

  add_meta (m, 1, "sample", "1");
  add_meta (m, 2, "district", district);
  add_meta (m, 3, "seed", seed);
  add_meta (m, 4, "scale", scale);
  add_meta (m, 5, "until", until);
  add_meta (m, 6, "town", G_STRINGIFY (SGM_TOWN_EDITION));
}

static void
add_records (Maker     *m,
             GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (m->records, sgm_record_ref (records->pdata[i]));
}

static gboolean
make_people_and_events (Maker     *m,
                        GPtrArray *areas,
                        GError   **error)
{
  guint32 seed = m->options->seed;
  gint64 now = m->options->now;
  g_autoptr (SgmAreaTree) tree = sgm_area_tree_new (areas);
  g_autoptr (SgmLists) lists = sgm_lists_new (now, error);
  g_autoptr (SgmWords) words = NULL;
  g_autoptr (SgmPeople) people = NULL;
  g_autoptr (SgmOrgs) orgs = NULL;
  g_autoptr (SgmEvents) events = NULL;

  if (lists == NULL)
    return FALSE;
  words = sgm_words_new (error);
  if (words == NULL)
    return FALSE;

  /* Chance of its own for each, so that one may change without the others. */
  people = sgm_people_new (tree, words, seed ^ 0x70656f70, now - SINCE);
  orgs = sgm_orgs_new (tree, words, seed ^ 0x6f726773, now - SINCE, error);
  if (orgs == NULL)
    return FALSE;
  events = sgm_events_new (tree, lists, people, words, seed, now, m->cancellable, error);
  if (events == NULL)
    return FALSE;

  add_records (m, people->persons);
  add_records (m, people->posts);
  add_records (m, orgs->orgs);
  add_records (m, orgs->org_areas);
  add_records (m, lists->matters);
  add_records (m, lists->items);
  add_records (m, lists->duties);
  add_records (m, lists->days);
  m->hours = sgm_history_new (events);
  return TRUE;
}

static gboolean
make_records (Maker   *m,
              GError **error)
{
  g_autoptr (GPtrArray) areas = NULL;
  const char *district = NULL;

  areas = sgm_partition_make (m->options->seed, m->options->scale, report_areas, m, m->cancellable,
                              error);
  if (areas == NULL)
    return FALSE;

  for (guint i = 0; i < areas->len; i++)
    if (sgm_record_get_int (areas->pdata[i], SGM_AREA_LEVEL) == SGM_LEVEL_DISTRICT)
      district = sgm_record_get_text (areas->pdata[i], SGM_AREA_CODE);
  add_metas (m, district);
  add_records (m, areas);
  report (m, AREAS_MADE, _("Making up people and events"));
  return make_people_and_events (m, areas, error);
}

/* The file ------------------------------------------------------------------ */

static void
submission_clear (gpointer data)
{
  SgmSubmission *submission = data;

  g_clear_pointer (&submission->change, sgm_change_unref);
  g_clear_pointer (&submission->entry, sgm_entry_unref);
  g_clear_error (&submission->error);
}

static gboolean
write_waiting (Maker   *m,
               GError **error)
{
  while (m->waiting->len > 0)
    {
      SgmSubmission *first = &g_array_index (m->waiting, SgmSubmission, 0);
      guint done = sgm_engine_submit_together (m->engine, first, m->waiting->len);

      for (guint i = 0; i < done; i++)
        if (first[i].error != NULL)
          {
            g_propagate_error (error, g_steal_pointer (&first[i].error));
            return FALSE;
          }
      g_array_remove_range (m->waiting, 0, done);
    }
  return TRUE;
}

static gboolean
write_batch (Maker      *m,
             GPtrArray  *records,
             gint64      at,
             GError    **error)
{
  g_autoptr (SgmChange) change = sgm_change_new_import_sample (records);
  SgmSubmission submission = { 0 };

  sgm_change_set_who (change, "sample");
  sgm_change_set_origin (change, "sample");
  sgm_change_set_why (change, "Sample district");
  sgm_change_set_until (change, at);
  submission.change = g_steal_pointer (&change);
  g_array_append_val (m->waiting, submission);
  return m->waiting->len < TOGETHER || write_waiting (m, error);
}

static gboolean
write_beginning (Maker   *m,
                 GError **error)
{
  for (guint i = 0; i < m->records->len; i += BATCH)
    {
      g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);

      for (guint j = i; j < MIN (i + BATCH, m->records->len); j++)
        g_ptr_array_add (batch, sgm_record_ref (m->records->pdata[j]));
      if (g_cancellable_set_error_if_cancelled (m->cancellable, error)
          || !write_batch (m, batch, m->options->now - SINCE, error))
        return FALSE;
      report (m, RECORDS_MADE + (BEGINNING_WRITTEN - RECORDS_MADE) * i / m->records->len, _("Writing the district"));
    }
  return TRUE;
}

static gboolean
write_history (Maker   *m,
               GError **error)
{
  for (guint i = 0; i < m->hours->len; i++)
    {
      const SgmHour *hour = m->hours->pdata[i];

      if (g_cancellable_set_error_if_cancelled (m->cancellable, error)
          || !write_batch (m, hour->records, hour->at, error))
        return FALSE;
      if (i % 256 == 0)
        report (m, BEGINNING_WRITTEN + (1 - BEGINNING_WRITTEN) * i / m->hours->len, _("Writing the district"));
    }
  return TRUE;
}

/* Removes what SQLite keeps beside a file. */
static void
remove_companions (const char *path)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *companion = g_strconcat (path, suffixes[i], NULL);

      g_unlink (companion);
    }
}

static void
remove_file (const char *path)
{
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);

  g_unlink (path);
  g_unlink (lock);
  remove_companions (path);
}

/* Whether a file's name is that of a district in the making: the name it shall
 * have, the process and “.part”, and of a process that is no more. */
static gboolean
is_left_over (const char *name,
              const char *wanted)
{
  gsize length = strlen (wanted);
  char *end;
  gint64 pid;

  if (!g_str_has_prefix (name, wanted) || name[length] != '.')
    return FALSE;
  pid = g_ascii_strtoll (name + length + 1, &end, 10);
  return g_str_equal (end, ".part") && pid > 0 && kill ((pid_t) pid, 0) != 0 && errno == ESRCH;
}

/* A maker writes all the time, and one in another sandbox cannot be seen. */
static gboolean
is_old (const char *path)
{
  GStatBuf about;

  return g_stat (path, &about) == 0 && g_get_real_time () / G_USEC_PER_SEC - about.st_mtime > 600;
}

/* Removes what was half-made when its maker was ended without a warning. */
static void
remove_left_overs (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *wanted = g_path_get_basename (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    if (is_left_over (name, wanted))
      {
        g_autofree char *left = g_build_filename (folder, name, NULL);

        if (is_old (left))
          remove_file (left);
      }
}

/* Everything has to be in the file itself before it gets its name. */
static gboolean
check_complete (const char  *path,
                GError     **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf info;

  if (g_stat (log, &info) == 0 && info.st_size > 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The file %s could not be completed."), path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
fail_exists (const char  *path,
             GError     **error)
{
  g_set_error (error, SGM_ERROR, SGM_ERROR_EXISTS, _("The file %s exists already."), path);
  return FALSE;
}

/* Gives the file its name, but never takes another's: whoever was faster with
 * that name keeps it. A log left by a file that is gone would be taken for
 * the new one's. */
static gboolean
give_name (const char  *from,
           const char  *to,
           GError     **error)
{
  int saved;

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    return fail_exists (to, error);

  remove_companions (to);
  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    return TRUE;

  saved = errno;
  if (saved == EEXIST)
    return fail_exists (to, error);
  if (saved == EINVAL && g_rename (from, to) == 0)
    return TRUE;

  g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The file %s could not get its name: %s."), to,
               g_strerror (saved));
  return FALSE;
}

static gboolean
make_folder (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int saved;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  saved = errno;
  g_set_error (error, SGM_ERROR, saved == ENOSPC ? SGM_ERROR_NO_SPACE : SGM_ERROR_READ_ONLY,
               _("The folder %s cannot be made: %s."), folder, g_strerror (saved));
  return FALSE;
}

static gboolean
write_file (Maker       *m,
            const char  *path,
            GError     **error)
{
  g_autoptr (GArray) waiting = g_array_new (FALSE, TRUE, sizeof (SgmSubmission));
  SgmEngine *engine = sgm_engine_open (path, TRUE, TRUE, error);
  gboolean written;

  if (engine == NULL)
    return FALSE;

  g_array_set_clear_func (waiting, submission_clear);
  m->engine = engine;
  m->waiting = waiting;
  written = write_beginning (m, error) && write_history (m, error) && write_waiting (m, error);
  sgm_engine_close (engine);
  return written && check_complete (path, error);
}

/**
 * sgm_sample_make:
 * @path: where the new district shall lie; its folder is made where needed
 * @options: what to make
 * @progress: (nullable): is told how far it is
 * @cancellable: (nullable): ends it early
 *
 * Makes the sample district: real names of streets and communities, made-up
 * boundaries, people and events. It is written under a name of its own beside
 * @path and only takes the name when it is complete, so that nothing is left
 * where it fails or is cancelled. Blocks for seconds; for a thread.
 *
 * Returns: whether it was made; %SGM_ERROR_EXISTS where there is a file
 */
gboolean
sgm_sample_make (const char              *path,
                 const SgmSampleOptions  *options,
                 SgmProgress              progress,
                 gpointer                 progress_data,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.%d.part", path, (int) getpid ());
  g_autoptr (GPtrArray) records = NULL;
  Maker m = { options, progress, progress_data, cancellable };
  gboolean made;

  g_return_val_if_fail (options->scale >= 1 && options->scale <= 100, FALSE);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return fail_exists (path, error);
  if (!make_folder (path, error))
    return FALSE;
  remove_left_overs (path);

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  m.records = records;
  made = make_records (&m, error)
         && write_file (&m, temporary, error)
         && give_name (temporary, path, error);
  g_clear_pointer (&m.hours, g_ptr_array_unref);
  remove_file (temporary);
  if (made)
    report (&m, 1, _("The sample district is complete"));
  return made;
}
