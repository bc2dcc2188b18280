/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-apply.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"

typedef struct
{
  SgmStore *store;
  const char *name;
  const char *origin;
  GArray *entries;
  SgmProgress progress;
  gpointer progress_data;
  guint done;
  guint of;
} Work;

static gboolean
submit (SgmStore    *store,
        SgmChange   *change,
        const char  *name,
        const char  *origin,
        gint64      *entry,
        GError     **error)
{
  sgm_change_set_who (change, g_get_user_name ());
  sgm_change_set_origin (change, origin);
  sgm_change_set_why (change, name);
  *entry = sgm_store_submit (store, change, error);
  return *entry != 0;
}

/* Whether a record refers to one of the same change that is new. */
static gboolean
goes_with_former (SgmRecord *record)
{
  return (sgm_record_get_table (record) == &sgm_table_post && sgm_record_get_int (record, SGM_POST_PERSON) < 0)
         || (sgm_record_get_table (record) == &sgm_table_org_area && sgm_record_get_int (record, SGM_ORG_AREA_ORG) < 0);
}

static gboolean
write_part (Work           *work,
            SgmChangeKind   kind,
            GPtrArray      *records,
            guint          *at,
            GError        **error)
{
  g_autoptr (SgmChange) change = sgm_change_new (kind, 0, 0);
  guint end = MIN (*at + SGM_LEDGER_BATCH, records->len);
  gint64 entry;

  while (end < records->len && goes_with_former (records->pdata[end]))
    end++;
  for (guint i = *at; i < end; i++)
    sgm_change_add_record (change, records->pdata[i]);
  if (!submit (work->store, change, work->name, work->origin, &entry, error))
    return FALSE;
  g_array_append_val (work->entries, entry);
  work->done += end - *at;
  *at = end;
  if (work->progress != NULL)
    work->progress ((double) work->done / work->of, _("Importing"), work->progress_data);
  return TRUE;
}

static gboolean
write_all (Work           *work,
           SgmChangeKind   kind,
           GPtrArray      *records,
           GCancellable   *cancellable,
           GError        **error)
{
  for (guint at = 0; at < records->len;)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !write_part (work, kind, records, &at, error))
      return FALSE;
  return TRUE;
}

/**
 * sgm_ledger_take_back:
 * @store: the district
 * @entries: (element-type gint64): numbers of the journal's entries that an
 *   import made, in their order; those that were taken back are removed
 * @name: what it is that is taken back, for the journal
 * @origin: the program
 * @progress: (nullable) (scope call): told how far it has come
 *
 * Takes an import back, the last part first. Blocks, for a worker.
 *
 * Returns: whether all of it was; else with %SGM_ERROR_CONFLICT where somebody
 *   has built upon it, and what could not be taken back is left in @entries
 */
gboolean
sgm_ledger_take_back (SgmStore     *store,
                      GArray       *entries,
                      const char   *name,
                      const char   *origin,
                      SgmProgress   progress,
                      gpointer      progress_data,
                      GError      **error)
{
  guint n = entries->len;

  while (entries->len > 0)
    {
      g_autoptr (SgmChange) change = NULL;
      gint64 entry;

      change = sgm_change_new (SGM_CHANGE_UNDO, g_array_index (entries, gint64, entries->len - 1), 0);
      if (!submit (store, change, name, origin, &entry, error))
        return FALSE;
      g_array_set_size (entries, entries->len - 1);
      if (progress != NULL)
        progress (1 - (double) entries->len / n, _("Taking it back"), progress_data);
    }
  return TRUE;
}

/* An import is whole or not at all. */
static void
fail (Work         *work,
      GError       *reason,
      GError      **error)
{
  g_autoptr (GError) local = NULL;

  if (sgm_ledger_take_back (work->store, work->entries, work->name, work->origin, NULL, NULL, &local))
    {
      g_propagate_error (error, reason);
      return;
    }
  g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
               _("Only a part of “%s” was imported, as somebody has built upon it already: %s"), work->name,
               reason->message);
  g_error_free (reason);
}

/**
 * sgm_ledger_apply:
 * @store: the district
 * @plan: what to do; nothing of it blocks
 * @name: what the table is called, for the journal; no personal value
 * @origin: the program
 * @entries: (out) (transfer full) (element-type gint64): numbers of the
 *   journal's entries that it made, for sgm_ledger_take_back(); of a part that
 *   could not be taken back also where it fails
 * @progress: (nullable) (scope call): told how far it has come
 * @cancellable: (nullable): a cancellable
 *
 * Makes a plan real, in changes that each keep nobody waiting. Where one is
 * refused, because somebody has changed a record since the plan was made, or
 * where it is cancelled, all of it is taken back. Blocks, for a worker.
 *
 * Returns: whether all of it is real
 */
gboolean
sgm_ledger_apply (SgmStore             *store,
                  const SgmLedgerPlan  *plan,
                  const char           *name,
                  const char           *origin,
                  GArray              **entries,
                  SgmProgress           progress,
                  gpointer              progress_data,
                  GCancellable         *cancellable,
                  GError              **error)
{
  Work work = { store, name, origin, NULL, progress, progress_data, 0, plan->saved->len + plan->removed->len };
  GError *reason = NULL;
  gboolean done;

  *entries = work.entries = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (plan->blocked)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_REFUSED, _("Something has to be mended in the table first."));
      return FALSE;
    }
  done = write_all (&work, SGM_CHANGE_SAVE, plan->saved, cancellable, &reason)
         && write_all (&work, SGM_CHANGE_REMOVE, plan->removed, cancellable, &reason);
  if (!done)
    fail (&work, reason, error);
  return done;
}
