/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-erase.h"

#include "domain/sgm-tables.h"
#include "store/sgm-rows.h"

/* So few are erased, and so few looked at, at once that nobody who works
 * meanwhile notices. */
#define EVENTS_AT_ONCE 100
#define IDS_AT_ONCE 20000

#define DAY_MILLISECONDS (G_GINT64_CONSTANT (24) * 3600 * 1000)

/* What is said wrongly counts as not said. */
static gboolean
get_days (SgmDatabase  *database,
          gint64       *days,
          GError      **error)
{
  SgmValue key = { SGM_TYPE_TEXT, { .text = (char *) SGM_ERASE_SETTING } };
  g_autoptr (GPtrArray) settings = sgm_rows_find (database, &sgm_table_meta, SGM_META_KEY, &key, 0, error);
  const char *text;
  guint64 number;

  if (settings == NULL)
    return FALSE;
  *days = SGM_ERASE_DEFAULT_DAYS;
  text = settings->len > 0 ? sgm_record_get_text (settings->pdata[0], SGM_META_VALUE) : NULL;
  if (g_strcmp0 (text, "never") == 0)
    *days = -1;
  else if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, 36500, &number, NULL))
    *days = (gint64) number;
  return TRUE;
}

static char *
dup_query (void)
{
  g_autoptr (GString) open = g_string_new (NULL);
  g_autoptr (GString) known = g_string_new (NULL);

  for (int stage = SGM_STAGE_REPORTED; stage < SGM_N_STAGES; stage++)
    if (sgm_stage_is_open (stage))
      g_string_append_printf (open, "%s%d", open->len > 0 ? ", " : "", stage);
  for (guint i = 0; i < sgm_table_event.n_columns; i++)
    if (sgm_table_event.columns[i].personal)
      g_string_append_printf (known, "%s%s IS NOT NULL", known->len > 0 ? " OR " : "",
                              sgm_table_event.columns[i].name);
  return g_strdup_printf ("SELECT id FROM sgm_event WHERE (%s) AND stage NOT IN (%s) "
                          "AND coalesce (closed_at, reported_at) < ?1 AND id > ?2 AND id <= ?3 ORDER BY id LIMIT %d",
                          known->str, open->str, EVENTS_AT_ONCE);
}

/**
 * sgm_erase_plan:
 * @database: a database
 * @now: UTC milliseconds
 * @after: (inout): id of the last event that was looked at, 0 to begin with;
 *   %G_MAXINT64 where there is none left to look at
 * @change: (out) (transfer full) (nullable): the wish to forget the reporters
 *   of some events that ended long enough ago, %NULL where there are none
 *   among those looked at
 */
gboolean
sgm_erase_plan (SgmDatabase  *database,
                gint64        now,
                gint64       *after,
                SgmChange   **change,
                GError      **error)
{
  g_autoptr (SgmChange) plan = NULL;
  g_autofree char *query = dup_query ();
  sqlite3_stmt *statement = sgm_database_prepare (database, query, error);
  gint64 last = *after + IDS_AT_ONCE;
  gint64 days;
  gint64 end;

  if (statement == NULL || !get_days (database, &days, error)
      || !sgm_database_get_int (database, "SELECT max(id) FROM sgm_event", &end, error))
    return FALSE;
  *change = NULL;
  if (days < 0 || *after >= end)
    {
      *after = G_MAXINT64;
      return TRUE;
    }

  sqlite3_bind_int64 (statement, 1, now - days * DAY_MILLISECONDS);
  sqlite3_bind_int64 (statement, 2, *after);
  sqlite3_bind_int64 (statement, 3, last);
  while (TRUE)
    {
      g_autoptr (SgmRecord) event = NULL;
      gboolean row;

      if (!sgm_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (plan == NULL)
        plan = sgm_change_new (SGM_CHANGE_ERASE_REPORTERS, 0, 0);
      event = sgm_record_new (&sgm_table_event, sqlite3_column_int64 (statement, 0));
      sgm_change_add_record (plan, event);
    }
  if (plan != NULL)
    {
      GPtrArray *events = sgm_change_get_records (plan);

      sgm_change_set_origin (plan, "keeping");
      if (events->len == EVENTS_AT_ONCE)
        last = sgm_record_get_id (events->pdata[events->len - 1]);
    }
  *after = last;
  *change = g_steal_pointer (&plan);
  return TRUE;
}
