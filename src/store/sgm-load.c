/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-load.h"

#include "domain/sgm-edition.h"
#include "domain/sgm-tables.h"
#include "domain/sgm-terms.h"
#include "store/sgm-journal.h"
#include "store/sgm-rows.h"

/* Which rows of a table are live; ?1 is the moment from which on events count
 * as recent. What belongs to an event is live with it. */
static char *
dup_condition (const SgmTable *table)
{
  const SgmTable *owner;
  guint column;

  /* These are laid over the areas, and left there. */
  if (table == &sgm_table_boundary)
    return g_strdup_printf ("WHERE edition IN (SELECT id FROM sgm_edition WHERE state = %d)", SGM_EDITION_STATE_REAL);
  if (sgm_table_is_apart (table))
    return g_strdup ("WHERE 0");
  if (table == &sgm_table_event)
    {
      g_autoptr (GString) open = g_string_new (NULL);

      for (int stage = SGM_STAGE_REPORTED; stage < SGM_N_STAGES; stage++)
        if (sgm_stage_is_open (stage))
          g_string_append_printf (open, "%s%d", open->len > 0 ? ", " : "", stage);
      /* Nobody delivers or resends a message of an event that is not there. */
      return g_strdup_printf ("WHERE stage IN (%s) OR reported_at >= ?1 OR id IN "
                              "(SELECT event FROM sgm_task WHERE id IN "
                              "(SELECT task FROM sgm_outbox WHERE state IN (%d, %d)))",
                              open->str, SGM_OUTBOX_STATE_WAITING, SGM_OUTBOX_STATE_PARKED);
    }
  owner = sgm_table_get_owner (table, &column);
  if (owner != NULL)
    {
      g_autofree char *live = dup_condition (owner);

      return g_strdup_printf ("WHERE %s IN (SELECT id FROM sgm_%s %s)", table->columns[column].name, owner->name, live);
    }
  return g_strdup (table == &sgm_table_area ? "ORDER BY id" : "");
}

/**
 * sgm_load_snapshot:
 * @database: a database, in a transaction
 * @everything: all records as they are written, or the live district
 *
 * Returns: (transfer full): the records
 */
SgmSnapshot *
sgm_load_snapshot (SgmDatabase  *database,
                   gboolean      everything,
                   GError      **error)
{
  g_autoptr (SgmSnapshot) snapshot = NULL;
  gint64 recent = g_get_real_time () / 1000 - SGM_RECENT_MILLISECONDS;
  gint64 seq;

  if (!sgm_journal_get_head (database, &seq, NULL, NULL, error))
    return NULL;
  snapshot = sgm_snapshot_new (seq);
  for (guint i = 0; sgm_tables[i] != NULL; i++)
    {
      g_autofree char *condition = everything ? g_strdup ("") : dup_condition (sgm_tables[i]);
      GPtrArray *records = sgm_rows_select (database, sgm_tables[i], condition, recent, error);

      if (records == NULL)
        return NULL;
      sgm_snapshot_take (snapshot, sgm_tables[i], records);
    }
  if (!everything)
    sgm_snapshot_lay_editions (snapshot);
  return g_steal_pointer (&snapshot);
}

/**
 * sgm_load_areas:
 * @database: a database, in a transaction
 *
 * Returns: (transfer full) (element-type SgmRecord): the areas by id, as they
 *   are by the editions
 */
GPtrArray *
sgm_load_areas (SgmDatabase  *database,
                GError      **error)
{
  g_autoptr (GPtrArray) editions = sgm_rows_select (database, &sgm_table_edition, "", 0, error);
  g_autofree char *condition = dup_condition (&sgm_table_boundary);
  g_autoptr (GPtrArray) boundaries = NULL;
  GPtrArray *areas = NULL;

  if (editions != NULL)
    boundaries = sgm_rows_select (database, &sgm_table_boundary, condition, 0, error);
  if (boundaries != NULL)
    areas = sgm_rows_select (database, &sgm_table_area, "ORDER BY id", 0, error);
  if (areas != NULL)
    sgm_areas_lay_editions (areas, editions, boundaries);
  return areas;
}
