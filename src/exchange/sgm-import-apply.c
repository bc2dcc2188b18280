/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-apply.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-code.h"
#include "domain/sgm-tables.h"
#include "exchange/sgm-import-ending.h"
#include "exchange/sgm-import-same.h"

/* A change is to keep others waiting for about so long, in microseconds, and
 * the next one begins only after a pause in which they get their turn: the
 * store's lock is looked for every 2 ms. */
#define WANTED (40 * G_TIME_SPAN_MILLISECOND)
#define PAUSE (5 * G_TIME_SPAN_MILLISECOND)
#define FIRST_PART 20

/* An edition that was prepared so long ago, in milliseconds, and is not real
 * was left by a process that died. */
#define LEFT_OVER (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

/* Communities are numbered from 001, villages from 200. */
#define FIRST_VILLAGE 200

typedef struct
{
  SgmStore *store; /* NULL where it is only to be counted */
  SgmStaging *staging;
  SgmAreaSet *areas; /* NULL where the district has none */
  const char *name;
  const char *origin;
  gint64 edition;
  GPtrArray *part;
  guint part_size;
  guint n_done;
  guint n_rows;
  SgmImportResult result;
  GPtrArray *differences; /* NULL where nobody wants them */
  guint max_differences;  /* of each change */
  guint n_told[SGM_N_IMPORT_CHANGES];
  SgmProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  GError **error;
  gboolean failed;
} Import;

static SgmEntry *
submit (Import     *import,
        SgmChange  *change,
        GError    **error)
{
  sgm_change_set_who (change, g_get_user_name ());
  sgm_change_set_origin (change, import->origin);
  return sgm_store_submit_entry (import->store, change, error);
}

/* Parts --------------------------------------------------------------------- */

/* The next part is of a size that takes the wanted time. */
static void
adapt (Import *import,
       gint64  took)
{
  if (took > WANTED)
    import->part_size = MAX (import->part_size / 2, 1);
  else if (took < WANTED / 2)
    import->part_size = MIN (import->part_size * 3 / 2 + 1, SGM_MAX_BOUNDARIES);
}

static gboolean
flush (Import  *import,
       GError **error)
{
  g_autoptr (SgmChange) change = NULL;
  g_autoptr (SgmEntry) entry = NULL;
  gint64 start;

  if (import->part->len == 0)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
    return FALSE;
  if (import->progress != NULL)
    import->progress ((double) import->n_done / MAX (import->n_rows, 1), _("Preparing the areas"),
                      import->progress_data);
  change = sgm_change_new_add_boundaries (import->edition, import->part);
  start = g_get_monotonic_time ();
  entry = submit (import, change, error);
  if (entry == NULL)
    return FALSE;
  adapt (import, g_get_monotonic_time () - start);
  g_ptr_array_unref (import->part);
  import->part = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_usleep (PAUSE);
  return TRUE;
}

static gboolean
add_record (Import     *import,
            SgmRecord  *record,
            GError    **error)
{
  if (import->store == NULL)
    {
      sgm_record_unref (record);
      return TRUE;
    }
  g_ptr_array_add (import->part, record);
  return import->part->len < import->part_size || flush (import, error);
}

/* Rows ---------------------------------------------------------------------- */

static SgmAreaKind
get_kind (const SgmStagingRow *row,
          const SgmArea       *there)
{
  if (row->kind != SGM_AREA_KIND_NONE || row->level != SGM_LEVEL_COMMUNITY)
    return row->kind;
  if (there != NULL)
    return there->kind;
  return atoi (row->code + 9) < FIRST_VILLAGE ? SGM_AREA_KIND_COMMUNITY : SGM_AREA_KIND_VILLAGE;
}

/* Returns: (transfer full) (nullable): the row's polygons where they are others
 * than those that are there */
static SgmGeometry *
dup_other_shape (const SgmStagingRow *row,
                 const SgmArea       *there)
{
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_from_wkb (row->wkb, NULL);

  if (geometry == NULL || sgm_import_is_same_shape (there->geometry, geometry))
    return NULL;
  return g_steal_pointer (&geometry);
}

static SgmRecord *
make_change (const SgmStagingRow *row,
             const SgmArea       *there,
             const char          *name,
             SgmAreaKind          kind)
{
  SgmRecord *boundary = sgm_record_new (&sgm_table_boundary, 0);

  sgm_record_set_int (boundary, SGM_BOUNDARY_AREA, there->id);
  sgm_record_set_int (boundary, SGM_BOUNDARY_STATE, SGM_BOUNDARY_STATE_CHANGES);
  sgm_record_set_text (boundary, SGM_BOUNDARY_NAME, name);
  if (kind != SGM_AREA_KIND_NONE)
    sgm_record_set_int (boundary, SGM_BOUNDARY_KIND, kind);
  sgm_record_set_bytes (boundary, SGM_BOUNDARY_GEOMETRY, row->wkb);
  return boundary;
}

static SgmRecord *
make_area (const SgmStagingRow *row,
           const char          *name,
           SgmAreaKind          kind)
{
  SgmRecord *area = sgm_record_new (&sgm_table_area, 0);

  sgm_record_set_int (area, SGM_AREA_LEVEL, row->level);
  sgm_record_set_text (area, SGM_AREA_CODE, row->code);
  sgm_record_set_text (area, SGM_AREA_NAME, name);
  if (kind != SGM_AREA_KIND_NONE)
    sgm_record_set_int (area, SGM_AREA_KIND, kind);
  sgm_record_set_bytes (area, SGM_AREA_GEOMETRY, row->wkb);
  return area;
}

/* Whether one more area of that change is to be told. */
static gboolean
is_wanted (Import          *import,
           SgmImportChange  change)
{
  return import->differences != NULL && import->n_told[change]++ < import->max_differences;
}

/* Returns: whether it could be added */
static gboolean
add_changed (Import              *import,
             const SgmStagingRow *row,
             const SgmArea       *there,
             const char          *name)
{
  SgmAreaKind kind = get_kind (row, there);
  g_autoptr (SgmGeometry) geometry = dup_other_shape (row, there);

  if (geometry == NULL && g_str_equal (name, there->name) && kind == there->kind)
    {
      import->result.n_same++;
      return TRUE;
    }
  import->result.n_changed++;
  import->result.n_renamed += geometry == NULL;
  if (is_wanted (import, geometry != NULL ? SGM_IMPORT_CHANGE_MOVES : SGM_IMPORT_CHANGE_RENAMED))
    g_ptr_array_add (import->differences, sgm_import_difference_new_changed (row->id, there, name, kind, geometry));
  return add_record (import, make_change (row, there, name, kind), import->error);
}

static gboolean
add_new (Import              *import,
         const SgmStagingRow *row,
         const char          *name)
{
  import->result.n_new++;
  if (is_wanted (import, SGM_IMPORT_CHANGE_BEGINS))
    g_ptr_array_add (import->differences,
                     sgm_import_difference_new (SGM_IMPORT_CHANGE_BEGINS, row->id, row->code, name));
  return add_record (import, make_area (row, name, get_kind (row, NULL)), import->error);
}

/* What blocks is gone by now, so that there is a code and a geometry. */
static gboolean
add_row (const SgmStagingRow *row,
         gpointer             data)
{
  Import *import = data;
  const SgmArea *there = import->areas != NULL && row->code != NULL ? sgm_area_set_find_code (import->areas, row->code)
                                                                    : NULL;
  const char *name = row->name != NULL ? row->name : there != NULL ? there->name : row->code;

  import->n_done++;
  if (row->code == NULL || row->wkb == NULL || sgm_code_get_level (row->code) != row->level)
    {
      import->failed = TRUE;
      g_set_error (import->error, SGM_ERROR, SGM_ERROR_REFUSED, _("The file has rows that prevent the import."));
      return FALSE;
    }
  import->failed = !(there != NULL ? add_changed (import, row, there, name) : add_new (import, row, name));
  return !import->failed;
}

/* Endings ------------------------------------------------------------------- */

static gboolean
add_code (const SgmStagingRow *row,
          gpointer             data)
{
  SgmStagingRow bare = *row;

  bare.wkb = NULL;
  sgm_import_rows_add (data, &bare);
  return TRUE;
}

static gboolean
add_ending (Import     *import,
            GPtrArray  *ending,
            GError    **error)
{
  for (guint i = 0; i < ending->len; i++)
    {
      const SgmArea *area = ending->pdata[i];
      SgmRecord *boundary = sgm_record_new (&sgm_table_boundary, 0);

      sgm_record_set_int (boundary, SGM_BOUNDARY_AREA, area->id);
      sgm_record_set_int (boundary, SGM_BOUNDARY_STATE, SGM_BOUNDARY_STATE_ENDS);
      import->result.n_ended++;
      if (is_wanted (import, SGM_IMPORT_CHANGE_ENDS))
        g_ptr_array_add (import->differences,
                         sgm_import_difference_new (SGM_IMPORT_CHANGE_ENDS, 0, area->code, area->name));
      if (!add_record (import, boundary, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
end_others (Import  *import,
            GError **error)
{
  SgmImportRows *levels[SGM_LEVEL_UNIT + 1];
  gboolean good = TRUE;

  for (int level = SGM_LEVEL_NONE; level <= SGM_LEVEL_UNIT; level++)
    {
      levels[level] = sgm_import_rows_new (level);
      if (level != SGM_LEVEL_NONE)
        good = good && sgm_staging_each (import->staging, level, add_code, levels[level], import->cancellable, error);
      sgm_import_rows_end (levels[level]);
    }
  if (good)
    {
      g_autoptr (GPtrArray) ending = sgm_import_find_ending (import->areas, levels);

      good = add_ending (import, ending, error);
    }
  for (int level = SGM_LEVEL_NONE; level <= SGM_LEVEL_UNIT; level++)
    sgm_import_rows_free (levels[level]);
  return good;
}

/* Editions ------------------------------------------------------------------ */

/* Leaves nothing behind. Not to be cancelled. */
static gboolean
drop (Import  *import,
      gint64   edition,
      GError **error)
{
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (SgmChange) change = sgm_change_new_drop_edition (edition);
      g_autoptr (SgmEntry) entry = submit (import, change, error);

      if (entry == NULL)
        return FALSE;
      more = sgm_patch_get_op (entry->patch, 0)->table != &sgm_table_edition;
      g_usleep (PAUSE);
    }
  return TRUE;
}

static gboolean
drop_leftovers (Import  *import,
                GError **error)
{
  g_autoptr (GPtrArray) editions = sgm_store_read_table (import->store, &sgm_table_edition, error);
  gint64 now = g_get_real_time () / 1000;

  if (editions == NULL)
    return FALSE;
  for (guint i = 0; i < editions->len; i++)
    {
      SgmRecord *edition = editions->pdata[i];

      if (sgm_record_get_int (edition, SGM_EDITION_STATE) == SGM_EDITION_STATE_PREPARED
          && sgm_record_get_version (edition) == 1
          && sgm_record_get_int (edition, SGM_EDITION_PREPARED_AT) < now - LEFT_OVER
          && !drop (import, sgm_record_get_id (edition), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
prepare (Import  *import,
         GError **error)
{
  g_autoptr (SgmChange) change = sgm_change_new_prepare_edition (import->name);
  g_autoptr (SgmEntry) entry = submit (import, change, error);

  if (entry == NULL)
    return FALSE;
  import->edition = sgm_patch_get_op (entry->patch, 0)->id;
  return TRUE;
}

static gboolean
activate (Import  *import,
          GError **error)
{
  g_autoptr (SgmChange) change = sgm_change_new_activate_edition (import->edition);
  g_autoptr (SgmEntry) entry = NULL;

  if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
    return FALSE;
  sgm_change_set_why (change, import->name);
  entry = submit (import, change, error);
  if (entry == NULL)
    return FALSE;
  import->result.seq = entry->seq;
  return TRUE;
}

/* Parents come before what is part of them. */
static gboolean
add_all (Import                  *import,
         const SgmImportOptions  *options,
         GError                 **error)
{
  import->error = error;
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    if (!sgm_staging_each (import->staging, level, add_row, import, import->cancellable, error) || import->failed)
      return FALSE;
  if (options->complete && import->areas != NULL && !end_others (import, error))
    return FALSE;
  return flush (import, error);
}

static gboolean
run (Import                  *import,
     const SgmImportOptions  *options,
     GError                 **error)
{
  g_autoptr (SgmImportPresent) present = sgm_import_present_new (import->store, error);
  gboolean good;

  if (present == NULL)
    return FALSE;
  import->areas = present->areas;
  good = add_all (import, options, error);
  import->areas = NULL;
  if (!good)
    return FALSE;
  if (import->result.n_new + import->result.n_changed + import->result.n_ended == 0)
    return drop (import, import->edition, error);
  return activate (import, error);
}

static gboolean
check_report (const SgmImportReport  *report,
              GError                **error)
{
  if (report->n_rows[SGM_LEVEL_NONE] == 0)
    g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("There are no areas in the file."));
  else if (sgm_import_report_blocks (report))
    g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                 g_dngettext (GETTEXT_PACKAGE, "%u finding prevents the import.", "%u findings prevent the import.",
                              sgm_import_report_count (report, SGM_IMPORT_BLOCKS)),
                 sgm_import_report_count (report, SGM_IMPORT_BLOCKS));
  else
    return TRUE;
  return FALSE;
}

/**
 * sgm_import_result_count:
 *
 * Returns: how many areas have that change
 */
guint
sgm_import_result_count (const SgmImportResult *result,
                         SgmImportChange        change)
{
  switch (change)
    {
    case SGM_IMPORT_CHANGE_BEGINS:
      return result->n_new;
    case SGM_IMPORT_CHANGE_MOVES:
      return result->n_changed - result->n_renamed;
    case SGM_IMPORT_CHANGE_RENAMED:
      return result->n_renamed;
    case SGM_IMPORT_CHANGE_ENDS:
      return result->n_ended;
    case SGM_N_IMPORT_CHANGES:
    default:
      g_return_val_if_reached (0);
    }
}

/**
 * sgm_import_apply:
 * @store: where the areas are to go; it may have none yet
 * @staging: the areas, repaired
 * @report: what sgm_import_check() finds in them as they are now
 * @options: the options of that check
 * @name: where the areas come from, such as the name of the file
 * @origin: what asks for it, as in sgm_change_set_origin()
 * @result: (out): what came of it
 * @progress: (nullable): called now and then, in this thread
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 *
 * Makes areas real: adds them to an edition that nobody sees, in changes so
 * short that others go on working, and activates it by one. Where that fails or
 * is cancelled, the edition is dropped. Undo of the entry @result names brings
 * the former areas back. Blocks for up to some minutes: for a worker thread.
 *
 * Returns: whether the areas are those of the district now; else with
 *   %SGM_ERROR_REFUSED where findings prevent it, %SGM_ERROR_CONFLICT where
 *   others became real meanwhile, or another error
 */
gboolean
sgm_import_apply (SgmStore                *store,
                  SgmStaging              *staging,
                  const SgmImportReport   *report,
                  const SgmImportOptions  *options,
                  const char              *name,
                  const char              *origin,
                  SgmImportResult         *result,
                  SgmProgress              progress,
                  gpointer                 progress_data,
                  GCancellable            *cancellable,
                  GError                 **error)
{
  Import import = {
    .store = store,
    .staging = staging,
    .name = name,
    .origin = origin,
    .part_size = FIRST_PART,
    .n_rows = sgm_staging_count (staging, SGM_LEVEL_NONE),
    .progress = progress,
    .progress_data = progress_data,
    .cancellable = cancellable,
  };
  gboolean good;

  if (!check_report (report, error) || !drop_leftovers (&import, error) || !prepare (&import, error))
    return FALSE;
  import.part = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  good = run (&import, options, error);
  g_ptr_array_unref (import.part);
  if (!good)
    drop (&import, import.edition, NULL);
  else
    *result = import.result;
  return good;
}

/**
 * sgm_import_foresee:
 * @staging: the areas, of which none prevents the import
 * @present: what there is
 * @options: (nullable): the options of the check
 * @result: (out): what would come of an import
 * @differences: (nullable) (element-type SgmImportDifference): gets the first
 *   areas that would change, in the order of levels and of the file
 * @max_differences: how many of each change at most
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 *
 * Counts what sgm_import_apply() would do, and changes nothing. For a worker
 * thread.
 *
 * Returns: whether it could be counted
 */
gboolean
sgm_import_foresee (SgmStaging              *staging,
                    SgmImportPresent        *present,
                    const SgmImportOptions  *options,
                    SgmImportResult         *result,
                    GPtrArray               *differences,
                    guint                    max_differences,
                    GCancellable            *cancellable,
                    GError                 **error)
{
  const SgmImportOptions usual = SGM_IMPORT_OPTIONS_INIT;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  Import import = {
    .staging = staging,
    .areas = present->areas,
    .part = none,
    .differences = differences,
    .max_differences = max_differences,
    .cancellable = cancellable,
  };

  if (!add_all (&import, options != NULL ? options : &usual, error))
    return FALSE;
  *result = import.result;
  return TRUE;
}
