/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-recovery.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "store/sgm-audit.h"
#include "store/sgm-backup-folder.h"
#include "store/sgm-backup.h"
#include "store/sgm-engine.h"
#include "store/sgm-hash.h"
#include "store/sgm-personal.h"
#include "store/sgm-replace.h"
#include "store/sgm-rows.h"

/* So many entries become real at once. */
#define ENTRIES_AT_ONCE 500

/* After so many entries in a row that cannot be read, there are no more: a page
 * of the journal's tree that is lost takes fewer with it. */
#define LOOK_AHEAD 100000

/* Begins with the last backup that is sound, or with nothing, and adds the
 * entries of the damaged file's journal, as far as the chain holds. All of it
 * happens on copies: the damaged file is not touched before the new one is
 * complete, and kept then. */
typedef struct
{
  const char *path;
  char *fresh;   /* becomes the district */
  char *salvage; /* a copy of the damaged file */
  SgmProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  SgmRecovery *account;
} Recovery;

void
sgm_recovery_free (SgmRecovery *recovery)
{
  g_free (recovery->backup);
  g_free (recovery->aside);
  g_clear_pointer (&recovery->backup_head, sgm_head_free);
  g_clear_pointer (&recovery->head, sgm_head_free);
  g_free (recovery);
}

static gboolean
tell (Recovery *r,
      double    fraction,
      GError  **error)
{
  if (r->progress != NULL)
    r->progress (fraction, _("Recovering the district"), r->progress_data);
  return !g_cancellable_set_error_if_cancelled (r->cancellable, error);
}

static gboolean
is_cancelled (Recovery *r)
{
  return g_cancellable_is_cancelled (r->cancellable);
}

/* What to begin with -------------------------------------------------------- */

static gboolean
make_empty (Recovery  *r,
            GError   **error)
{
  g_autoptr (SgmEngine) engine = NULL;

  if (!g_file_test (r->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_NO_DATABASE, _("There is no file %s, and no backup of it."), r->path);
      return FALSE;
    }
  sgm_replace_remove (r->fresh);
  engine = sgm_engine_open (r->fresh, TRUE, TRUE, error);
  return engine != NULL;
}

static gboolean
begin (Recovery  *r,
       GError   **error)
{
  g_autoptr (GPtrArray) files = sgm_backup_folder_list (r->path);
  g_autofree char *head = g_strconcat (r->fresh, ".head", NULL);
  gboolean done;

  for (guint i = 0; i < files->len && r->account->backup == NULL; i++)
    {
      const SgmBackupFile *file = files->pdata[i];

      r->account->backup_head = sgm_backup_check (file->path, r->cancellable, NULL);
      if (!tell (r, 0.1, error))
        return FALSE;
      if (r->account->backup_head != NULL)
        r->account->backup = g_strdup (file->path);
    }
  if (r->account->backup == NULL)
    return make_empty (r, error);
  sgm_replace_remove (r->fresh);
  done = sgm_backup_write (r->account->backup, r->fresh, SGM_BACKUP_REPLACE, NULL, NULL, r->cancellable, NULL, error);
  g_unlink (head);
  return done;
}

/* The log is read from the copy, too, and put into it. */
static SgmDatabase *
open_salvage (Recovery *r)
{
  static const char *const endings[] = { "", "-wal" };
  SgmDatabase *database;

  sgm_replace_remove (r->salvage);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from_name = g_strconcat (r->path, endings[i], NULL);
      g_autofree char *to_name = g_strconcat (r->salvage, endings[i], NULL);
      g_autoptr (GFile) from = g_file_new_for_path (from_name);
      g_autoptr (GFile) to = g_file_new_for_path (to_name);

      if (g_file_test (from_name, G_FILE_TEST_EXISTS)
          && !g_file_copy (from, to, G_FILE_COPY_NONE, r->cancellable, NULL, NULL, NULL))
        return NULL;
    }
  database = sgm_database_open (r->salvage, TRUE, NULL);
  if (database != NULL)
    sgm_database_set_cancellable (database, r->cancellable);
  return database;
}

/* Taking entries over -------------------------------------------------------- */

static SgmPatch *
read_patch (SgmDatabase         *from,
            const SgmJournalRow *row)
{
  g_autoptr (SgmPatch) patch = NULL;
  g_autoptr (GBytes) digest = NULL;

  if (row->patch == NULL)
    return NULL;
  patch = sgm_patch_decode (row->patch, sgm_table_find, NULL);
  if (patch == NULL)
    return NULL;
  if (row->personal_digest != NULL
      && (!sgm_personal_read (from, row->seq, patch, NULL, NULL, &digest, NULL)
          || !g_bytes_equal (digest, row->personal_digest)))
    return NULL;
  return g_steal_pointer (&patch);
}

static gboolean
apply (SgmDatabase          *from,
       SgmDatabase          *to,
       const SgmJournalRow  *row,
       SgmPatch             *patch)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);

      if (!sgm_rows_apply (to, op, NULL)
          || (sgm_patch_op_erases (op) && !sgm_personal_erase (to, op->table, op->id, NULL)))
        return FALSE;
    }
  return (row->personal_digest == NULL || sgm_personal_copy (from, to, row->seq, NULL))
         && sgm_journal_row_write (to, row, NULL);
}

/* Whether the next entry is there, whole, and could be taken over. */
static gboolean
take_next (SgmDatabase  *from,
           SgmDatabase  *to,
           gint64        seq,
           GBytes      **previous)
{
  g_auto (SgmJournalRow) row = { 0 };
  g_autoptr (GBytes) hash = NULL;
  g_autoptr (SgmPatch) patch = NULL;

  if (!sgm_journal_next_row (from, seq - 1, &row, NULL) || row.seq != seq || row.hash == NULL
      || row.who == NULL || row.origin == NULL || row.kind == NULL)
    return FALSE;
  hash = sgm_journal_row_hash (&row, *previous);
  patch = read_patch (from, &row);
  if (!g_bytes_equal (hash, row.hash) || patch == NULL || !sgm_database_exec (to, "SAVEPOINT entry", NULL))
    return FALSE;
  if (!apply (from, to, &row, patch))
    {
      sgm_database_exec (to, "ROLLBACK TO entry", NULL);
      return FALSE;
    }
  g_bytes_unref (*previous);
  *previous = g_steal_pointer (&hash);
  return sgm_database_exec (to, "RELEASE entry", NULL);
}

static gboolean
take_entries (Recovery     *r,
              SgmDatabase  *from,
              SgmDatabase  *to,
              GError      **error)
{
  g_autoptr (GBytes) previous = NULL;
  gint64 seq;

  if (!sgm_journal_get_head (to, &seq, NULL, &previous, error) || !sgm_database_exec (to, "BEGIN IMMEDIATE", error))
    return FALSE;
  while (!is_cancelled (r) && take_next (from, to, seq + 1, &previous))
    {
      seq++;
      r->account->n_applied++;
      if (r->account->n_applied % ENTRIES_AT_ONCE == 0
          && (!tell (r, 0.5, error) || !sgm_database_exec (to, "COMMIT; BEGIN IMMEDIATE", error)))
        return FALSE;
    }
  return tell (r, 0.6, error) && sgm_database_exec (to, "COMMIT", error);
}

/* How much the damaged file and its log hold. */
static gint64
get_size (Recovery *r)
{
  g_autofree char *log = g_strconcat (r->path, "-wal", NULL);
  GStatBuf about;
  gint64 size = 0;

  if (g_stat (r->path, &about) == 0)
    size += about.st_size;
  if (g_stat (log, &about) == 0)
    size += about.st_size;
  return size;
}

/* The number of the last entry as the damaged file tells it, 0 where it cannot
 * be believed: each entry takes more room than its hash. */
static gint64
get_last_known (Recovery    *r,
                SgmDatabase *from)
{
  gint64 last;

  if (!sgm_journal_get_head (from, &last, NULL, NULL, NULL) || last < 0 || last > get_size (r) / SGM_HASH_SIZE)
    return 0;
  return last;
}

/* What is there after the first entry that could not be taken over. */
static void
look_for_stranded (Recovery    *r,
                   SgmDatabase *from,
                   gint64       after)
{
  SgmRecovery *account = r->account;
  gint64 last = get_last_known (r, from);
  gint64 seq = after + 1;
  guint in_a_row = 0;

  while ((last == 0 || seq < last) && in_a_row < LOOK_AHEAD && !is_cancelled (r))
    {
      g_auto (SgmJournalRow) row = { 0 };

      if (!sgm_journal_next_row (from, seq, &row, NULL))
        {
          seq++;
          in_a_row++;
          continue;
        }
      if (row.seq == 0)
        break;
      account->n_stranded++;
      account->stranded_at = row.at;
      seq = row.seq;
      account->last_known = seq;
      in_a_row = 0;
    }
  account->last_known = MAX (account->last_known, last);
}

/* A file of which nothing can be read is no error: the backup is all then. */
static gboolean
salvage (Recovery  *r,
         GError   **error)
{
  g_autoptr (SgmEngine) engine = sgm_engine_open (r->fresh, FALSE, TRUE, error);
  g_autoptr (SgmDatabase) from = NULL;
  SgmDatabase *to;

  if (engine == NULL)
    return FALSE;
  to = sgm_engine_get_database (engine);
  from = open_salvage (r);
  if (!tell (r, 0.3, error))
    return FALSE;
  if (from != NULL && !take_entries (r, from, to, error))
    {
      sgm_database_roll_back (to);
      return FALSE;
    }
  r->account->head = sgm_journal_dup_head (to, error);
  if (r->account->head == NULL)
    return FALSE;
  if (r->account->backup == NULL && r->account->n_applied == 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_CORRUPT,
                   _("Nothing of the file %s can be read, and there is no backup of it."), r->path);
      return FALSE;
    }
  if (from != NULL)
    look_for_stranded (r, from, r->account->head->seq);
  return tell (r, 0.7, error);
}

/* What others may use ------------------------------------------------------- */

static gboolean
check_needed (Recovery  *r,
              GError   **error)
{
  g_autoptr (SgmHead) head = sgm_backup_check (r->path, r->cancellable, NULL);

  if (!tell (r, 0, error))
    return FALSE;
  if (head == NULL)
    return TRUE;
  g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("The district in %s is sound; there is nothing to recover."),
               r->path);
  return FALSE;
}

static gboolean
run (Recovery  *r,
     GError   **error)
{
  g_autoptr (SgmHead) head = NULL;

  if (!check_needed (r, error) || !begin (r, error) || !salvage (r, error))
    return FALSE;
  head = sgm_backup_check (r->fresh, r->cancellable, error);
  if (head == NULL || !tell (r, 0.9, error))
    return FALSE;
  return sgm_replace_district (r->fresh, r->path, &r->account->aside, error);
}

/**
 * sgm_recovery_run:
 * @path: path of a damaged or missing district; this process must not have it
 *   open
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): ends it in the middle, with everything as it was
 *
 * Makes a district again from the last backup and what can be read of the
 * damaged file's journal. The damaged file is kept. %SGM_ERROR_REFUSED where
 * the district is sound, %SGM_ERROR_BUSY where somebody has it open.
 *
 * Returns: (transfer full): what is there and what is missing
 */
SgmRecovery *
sgm_recovery_run (const char    *path,
                  SgmProgress    progress,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (SgmRecovery) account = g_new0 (SgmRecovery, 1);
  Recovery r = { path, g_strconcat (path, ".new", NULL), g_strconcat (path, ".salvage", NULL),
                 progress, data, cancellable, account };
  gboolean done = run (&r, error);

  sgm_replace_remove (r.salvage);
  if (!done)
    sgm_replace_remove (r.fresh);
  g_free (r.salvage);
  g_free (r.fresh);
  return done ? g_steal_pointer (&account) : NULL;
}

static char *
dup_time (gint64 at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup ("?");
}

static void
add_missing (GString           *text,
             const SgmRecovery *recovery)
{
  g_autofree char *when = dup_time (recovery->stranded_at);

  if (recovery->last_known == 0)
    g_string_append (text, _("Whether anything came after that cannot be known."));
  else if (recovery->last_known <= recovery->head->seq)
    g_string_append (text, _("Nothing is missing."));
  else
    g_string_append_printf (text, _("Missing are the entries %" PRId64 " to %" PRId64 "."),
                            recovery->head->seq + 1, recovery->last_known);
  if (recovery->n_stranded > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("%" PRId64 " of these can still be read in the damaged file, the last one from %s, but not be taken over, as something before them is missing."),
                              recovery->n_stranded, when);
    }
  g_string_append_c (text, '\n');
}

/**
 * sgm_recovery_to_text:
 *
 * Returns: (transfer full): translated lines for a person
 */
char *
sgm_recovery_to_text (const SgmRecovery *recovery)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *when = dup_time (recovery->head->at);

  if (recovery->backup != NULL)
    {
      g_autofree char *backup_when = dup_time (recovery->backup_head->at);

      g_string_append_printf (text, _("It begins with the backup %s, up to entry %" PRId64 " from %s."),
                              recovery->backup, recovery->backup_head->seq, backup_when);
    }
  else
    g_string_append (text, _("There was no sound backup, so that all of it comes from the damaged file."));
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("%" PRId64 " entries came from the damaged file."), recovery->n_applied);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("The district now ends with entry %" PRId64 " from %s."), recovery->head->seq, when);
  g_string_append_c (text, '\n');
  add_missing (text, recovery);
  if (recovery->aside != NULL)
    {
      g_string_append_printf (text, _("The damaged file is kept as %s."), recovery->aside);
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
