/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-repair.h"

#include "exchange/sgm-import-rings.h"
#include "exchange/sgm-import-sliver.h"
#include "exchange/sgm-import-snap.h"
#include "geo/sgm-datum.h"

/* One repair may bring to light what is next; some rounds are enough. */
#define MAX_ROUNDS 8

#define BIT(repair) (1u << (repair))
#define OF_ROWS (BIT (SGM_IMPORT_REPAIR_CLOSE) | BIT (SGM_IMPORT_REPAIR_VERTICES) \
                 | BIT (SGM_IMPORT_REPAIR_ORDER) | BIT (SGM_IMPORT_REPAIR_VALID) \
                 | BIT (SGM_IMPORT_REPAIR_RESHAPE))
#define OF_RECORDS (BIT (SGM_IMPORT_REPAIR_CODE) | BIT (SGM_IMPORT_REPAIR_LEAVE_OUT))

typedef struct
{
  SgmStaging *staging;
  const SgmImportReport *report;
  const SgmImportOptions *options;
  GCancellable *cancellable;
  GEOSContextHandle_t geos;
  guint n;
} Repair;

static gboolean
is_cancelled (Repair  *repair,
              GError **error)
{
  return g_cancellable_set_error_if_cancelled (repair->cancellable, error);
}

/* Which of the chosen repairs are made together: each step is about what the
 * one before leaves. */
static guint
get_step (const SgmImportReport *report)
{
  const guint steps[] = {
    BIT (SGM_IMPORT_REPAIR_DATUM),
    OF_ROWS | OF_RECORDS,
    BIT (SGM_IMPORT_REPAIR_SNAP) | OF_RECORDS,
    BIT (SGM_IMPORT_REPAIR_GIVE) | OF_RECORDS,
  };
  guint chosen = 0;

  for (guint i = 0; i < report->findings->len; i++)
    {
      const SgmImportFinding *finding = report->findings->pdata[i];

      if (finding->chosen)
        chosen |= BIT (finding->repair);
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (chosen & steps[i] & ~OF_RECORDS)
      return steps[i];
  return OF_RECORDS;
}

/* Whole geometries ---------------------------------------------------------- */

typedef struct
{
  Repair *repair;
  SgmDatum datum;
  gboolean failed;
  GError **error;
} Conversion;

static gboolean
convert_row (const SgmStagingRow *row,
             gpointer             data)
{
  Conversion *conversion = data;
  g_autoptr (GBytes) wkb = row->wkb != NULL ? sgm_import_rings_convert (row->wkb, conversion->datum) : NULL;

  if (wkb == NULL)
    return TRUE;
  conversion->repair->n++;
  conversion->failed = !sgm_staging_set_geometry (conversion->repair->staging, row->id, wkb, conversion->error);
  return !conversion->failed;
}

static gboolean
convert_all (Repair                  *repair,
             const SgmImportFinding  *finding,
             GError                 **error)
{
  Conversion conversion = { .repair = repair, .error = error };

  if (!sgm_datum_from_id (finding->proposal, &conversion.datum))
    return TRUE;
  return sgm_staging_each (repair->staging, SGM_LEVEL_NONE, convert_row, &conversion, repair->cancellable, error)
         && !conversion.failed;
}

static gboolean
take_bytes (const SgmStagingRow *row,
            gpointer             data)
{
  GBytes **wkb = data;

  if (row->wkb != NULL)
    *wkb = g_bytes_ref (row->wkb);
  return TRUE;
}

static gboolean
repair_rows (Repair                  *repair,
             const SgmImportFinding  *finding,
             GError                 **error)
{
  for (guint i = 0; i < finding->rows->len; i++)
    {
      gint64 id = g_array_index (finding->rows, SgmImportRef, i).id;
      g_autoptr (GBytes) before = NULL;
      g_autoptr (GBytes) after = NULL;

      sgm_staging_get (repair->staging, id, take_bytes, &before, NULL);
      if (before != NULL)
        after = sgm_import_rings_repair (before, finding->repair, repair->geos);
      if (after == NULL || g_bytes_equal (before, after))
        continue;
      if (is_cancelled (repair, error) || !sgm_staging_set_geometry (repair->staging, id, after, error))
        return FALSE;
      repair->n++;
    }
  return TRUE;
}

/* Borders ------------------------------------------------------------------- */

static gboolean
add_row (const SgmStagingRow *row,
         gpointer             data)
{
  sgm_import_rows_add (data, row);
  return TRUE;
}

static gboolean *
list_chosen (Repair              *repair,
             const SgmImportRows *rows)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean *chosen = g_new0 (gboolean, MAX (rows->rows->len, 1));

  for (guint i = 0; i < repair->report->findings->len; i++)
    {
      const SgmImportFinding *finding = repair->report->findings->pdata[i];

      if (finding->chosen && finding->repair == SGM_IMPORT_REPAIR_SNAP && finding->level == (int) rows->level)
        for (guint j = 0; j < finding->rows->len; j++)
          g_hash_table_add (ids, &g_array_index (finding->rows, SgmImportRef, j).id);
    }
  for (guint i = 0; i < rows->rows->len; i++)
    chosen[i] = g_hash_table_contains (ids, &sgm_import_rows_get (rows, i)->id);
  return chosen;
}

static gboolean
snap_level (Repair    *repair,
            SgmLevel   level,
            GError   **error)
{
  g_autoptr (SgmImportRows) rows = sgm_import_rows_new (level);
  g_autoptr (SgmImportMesh) mesh = NULL;
  g_autofree gboolean *chosen = NULL;
  g_autoptr (GArray) snapped = NULL;

  if (!sgm_staging_each (repair->staging, level, add_row, rows, repair->cancellable, error))
    return FALSE;
  sgm_import_rows_end (rows);
  mesh = sgm_import_mesh_new (rows);
  chosen = list_chosen (repair, rows);
  snapped = sgm_import_snap (rows, mesh, repair->options->tolerance, chosen, repair->geos);
  for (guint i = 0; i < snapped->len; i++)
    {
      const SgmImportSnapped *one = &g_array_index (snapped, SgmImportSnapped, i);
      g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (one->geometry);

      if (is_cancelled (repair, error)
          || !sgm_staging_set_geometry (repair->staging, sgm_import_rows_get (rows, one->row)->id, wkb, error))
        return FALSE;
      repair->n++;
    }
  return TRUE;
}

/* All ----------------------------------------------------------------------- */

static gboolean
repair_finding (Repair                  *repair,
                const SgmImportFinding  *finding,
                gboolean                *snaps,
                GError                 **error)
{
  gboolean given = FALSE;

  if (BIT (finding->repair) & OF_ROWS)
    return repair_rows (repair, finding, error);
  if (finding->repair == SGM_IMPORT_REPAIR_DATUM)
    return convert_all (repair, finding, error);
  if (finding->repair == SGM_IMPORT_REPAIR_SNAP)
    snaps[finding->level] = TRUE;
  else if (finding->repair == SGM_IMPORT_REPAIR_GIVE)
    {
      if (!sgm_import_give_sliver (repair->staging, finding, repair->geos, &given, error))
        return FALSE;
      repair->n += given;
    }
  else if (finding->repair != SGM_IMPORT_REPAIR_NONE && finding->rows->len > 0)
    {
      gint64 id = g_array_index (finding->rows, SgmImportRef, 0).id;

      repair->n++;
      return finding->repair == SGM_IMPORT_REPAIR_CODE
        ? sgm_staging_set_code (repair->staging, id, finding->proposal, error)
        : sgm_staging_leave_out (repair->staging, id, error);
    }
  return TRUE;
}

static gboolean
run (Repair  *repair,
     GError **error)
{
  guint step = get_step (repair->report);
  gboolean snaps[SGM_LEVEL_UNIT + 1] = { FALSE };

  for (guint i = 0; i < repair->report->findings->len; i++)
    {
      const SgmImportFinding *finding = repair->report->findings->pdata[i];

      if (!finding->chosen || !(BIT (finding->repair) & step))
        continue;
      if (is_cancelled (repair, error) || !repair_finding (repair, finding, snaps, error))
        return FALSE;
    }
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    if (snaps[level] && !snap_level (repair, level, error))
      return FALSE;
  return TRUE;
}

/* What is found again after this is not worth another try. */
static void
note_tried (Repair *repair)
{
  guint step = get_step (repair->report);

  for (guint i = 0; i < repair->report->findings->len; i++)
    {
      const SgmImportFinding *finding = repair->report->findings->pdata[i];
      g_autofree char *key = NULL;

      if (!finding->chosen || !(BIT (finding->repair) & step))
        continue;
      key = sgm_import_finding_dup_repair_key (finding);
      sgm_staging_note_tried (repair->staging, key);
    }
}

/**
 * sgm_import_repair:
 * @staging: areas of a file
 * @report: what was found in them; those findings that are chosen are repaired
 * @options: (nullable): the options of the check
 * @n_repaired: (out) (optional): how many repairs were made
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 *
 * Makes chosen repairs, as one batch of the staging. Where some are about what
 * others leave, only the first of them are made: check again then, and repair
 * what is found. sgm_staging_take_back() takes the batch back; a batch that
 * failed or was cancelled is taken back here.
 *
 * Returns: whether all was well, also where there was nothing to repair
 */
gboolean
sgm_import_repair (SgmStaging              *staging,
                   const SgmImportReport   *report,
                   const SgmImportOptions  *options,
                   guint                   *n_repaired,
                   GCancellable            *cancellable,
                   GError                 **error)
{
  const SgmImportOptions usual = SGM_IMPORT_OPTIONS_INIT;
  Repair repair = { staging, report, options != NULL ? options : &usual, cancellable, GEOS_init_r (), 0 };
  guint batch = sgm_staging_begin_repairs (staging);
  gboolean good = run (&repair, error);

  GEOS_finish_r (repair.geos);
  if (!good || repair.n == 0)
    sgm_staging_take_back (staging, batch, NULL);
  if (good)
    note_tried (&repair);
  if (good && n_repaired != NULL)
    *n_repaired = repair.n;
  return good;
}

static gboolean
choose (SgmImportReport *report,
        guint            repairs)
{
  gboolean any = FALSE;

  for (guint i = 0; i < report->findings->len; i++)
    {
      SgmImportFinding *finding = report->findings->pdata[i];

      finding->chosen = finding->repair != SGM_IMPORT_REPAIR_NONE && !finding->tried
                        && (repairs & BIT (finding->repair)) != 0;
      any = any || finding->chosen;
    }
  return any;
}

/**
 * sgm_import_repair_all:
 * @staging: areas of a file
 * @present: what they are compared with
 * @options: (nullable): what is expected of them
 * @repairs: a bit for each SgmImportRepair that is to be made wherever it is
 *   proposed, such as %SGM_IMPORT_SAFE_REPAIRS
 * @progress: (nullable): called now and then, in this thread
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 *
 * Checks and repairs in turn until there is nothing left to repair but what was
 * tried in vain. The
 * repairs made up to a failure stay, each round a batch.
 *
 * Returns: (transfer full): what is found at the end
 */
SgmImportReport *
sgm_import_repair_all (SgmStaging              *staging,
                       SgmImportPresent        *present,
                       const SgmImportOptions  *options,
                       guint                    repairs,
                       SgmProgress              progress,
                       gpointer                 progress_data,
                       GCancellable            *cancellable,
                       GError                 **error)
{
  g_autoptr (SgmImportReport) report = NULL;
  guint n_repaired = 0;

  for (guint round = 0; round <= MAX_ROUNDS; round++)
    {
      g_clear_pointer (&report, sgm_import_report_free);
      report = sgm_import_check (staging, present, options, progress, progress_data, cancellable, error);
      if (report == NULL)
        return NULL;
      if (round == MAX_ROUNDS || !choose (report, repairs))
        break;
      n_repaired = 0;
      if (!sgm_import_repair (staging, report, options, &n_repaired, cancellable, error))
        return NULL;
      if (n_repaired == 0)
        break;
    }
  return g_steal_pointer (&report);
}
