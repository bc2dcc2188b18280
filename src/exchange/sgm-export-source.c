/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-export-source.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "store/sgm-engine.h"
#include "store/sgm-load.h"
#include "store/sgm-rows.h"

typedef struct
{
  const SgmExportEvents *wanted;
  GPtrArray *events;
} Picking;

static void
pick_event (SgmRecord *event,
            gpointer   data)
{
  Picking *picking = data;
  gint64 reported_at = sgm_record_get_int (event, SGM_EVENT_REPORTED_AT);

  if (!picking->wanted->all && !sgm_stage_is_open (sgm_record_get_int (event, SGM_EVENT_STAGE)))
    return;
  if (reported_at < picking->wanted->from || (picking->wanted->until != 0 && reported_at >= picking->wanted->until))
    return;
  g_ptr_array_add (picking->events, sgm_record_ref (event));
}

/* All of one transaction, so that it fits together. */
static gboolean
read_all (SgmExportSource        *source,
          SgmDatabase            *database,
          const SgmExportEvents  *events,
          GError                **error)
{
  Picking picking = { events, source->events };
  g_autoptr (SgmSnapshot) snapshot = sgm_load_snapshot (database, FALSE, error);

  if (snapshot == NULL)
    return FALSE;
  source->head = sgm_journal_dup_head (database, error);
  if (source->head == NULL || !sgm_rows_each (database, &sgm_table_event, pick_event, &picking, error))
    return FALSE;
  sgm_snapshot_set_at (snapshot, source->at);
  source->picture = sgm_picture_new (snapshot, error);
  return source->picture != NULL;
}

/* Parents stand before their children. */
static gboolean
choose (SgmExportSource     *source,
        const SgmSelection  *areas,
        GError             **error)
{
  SgmAreaSet *set = source->picture->areas;
  guint n = sgm_area_set_get_n_areas (set);
  gboolean any = FALSE;

  source->chosen = g_new0 (gboolean, n);
  for (guint i = 0; i < n; i++)
    {
      const SgmArea *area = sgm_area_set_get (set, i);

      source->chosen[i] = sgm_selection_contains (areas, area->id)
                          || (area->parent != SGM_AREA_NONE && source->chosen[area->parent]);
      any = any || source->chosen[i];
    }
  if (!any)
    g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID, _("The areas that were chosen are not there any more."));
  return any;
}

/**
 * sgm_export_source_new:
 * @path: path of a district
 * @events: which events are meant
 * @areas: (nullable): with what lies within them; %NULL for everything
 *
 * Reads what can be exported. Takes time and blocks nobody.
 *
 * Returns: (transfer full): the district of this moment
 */
SgmExportSource *
sgm_export_source_new (const char             *path,
                       const SgmExportEvents  *events,
                       const SgmSelection     *areas,
                       GCancellable           *cancellable,
                       GError                **error)
{
  g_autoptr (SgmEngine) engine = sgm_engine_open (path, FALSE, FALSE, error);
  g_autoptr (SgmExportSource) source = NULL;
  SgmDatabase *database;
  gboolean done;

  if (engine == NULL)
    return NULL;
  source = g_new0 (SgmExportSource, 1);
  source->events = sgm_records_new_array ();
  source->at = g_get_real_time () / 1000;
  database = sgm_engine_get_database (engine);
  sgm_database_set_cancellable (database, cancellable);
  if (!sgm_database_exec (database, "BEGIN", error))
    return NULL;
  done = read_all (source, database, events, error);
  sgm_database_roll_back (database);
  if (!done || (areas != NULL && !choose (source, areas, error)))
    return NULL;
  return g_steal_pointer (&source);
}

void
sgm_export_source_free (SgmExportSource *source)
{
  g_clear_pointer (&source->picture, sgm_picture_free);
  g_clear_pointer (&source->events, g_ptr_array_unref);
  g_clear_pointer (&source->head, sgm_head_free);
  g_free (source->chosen);
  g_free (source);
}

/**
 * sgm_export_source_has_area:
 * @area: (nullable): an area of the picture
 *
 * Returns: whether it is to be exported
 */
gboolean
sgm_export_source_has_area (SgmExportSource *source,
                            const SgmArea   *area)
{
  return source->chosen == NULL || (area != NULL && source->chosen[area->index]);
}

/**
 * sgm_export_source_has_id:
 * @area: id of an area
 *
 * Returns: whether it is to be exported; without a choice of areas everything
 *   is, what belongs to an area that has ended too
 */
gboolean
sgm_export_source_has_id (SgmExportSource *source,
                          gint64           area)
{
  return sgm_export_source_has_area (source, sgm_area_set_find_id (source->picture->areas, area));
}

/**
 * sgm_export_source_get_code:
 * @area: id of an area, present or ended
 *
 * Returns: (nullable): its code
 */
const char *
sgm_export_source_get_code (SgmExportSource *source,
                            gint64           area)
{
  SgmRecord *record = sgm_records_get (source->picture->records, &sgm_table_area, area);

  return record != NULL ? sgm_record_get_text (record, SGM_AREA_CODE) : NULL;
}
