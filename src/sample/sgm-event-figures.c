/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-event-figures.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "sample/sgm-event-days.h"

#define MINUTE 60000.0

/* What the figures are made from. */
typedef struct
{
  SgmEventFigures *figures;
  SgmLists *lists;
  GArray *days;          /* SgmEventDay */
  gint64 first_day;
  GHashTable *unit_kinds; /* area id → SgmUnitKind */
  GHashTable *matter_nos; /* matter id → number */
  GHashTable *events;     /* id → SgmRecord, the closed ones */
  GArray *paces[SGM_N_EVENT_PACES];
  guint in_time;
  guint reworked;
  guint done_by_day;
  guint done;
} Counting;

static int
get_month (gint64 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);

  return g_date_time_get_month (date) - 1;
}

static gboolean
read_days (Counting  *c,
           SgmStore  *store,
           GError   **error)
{
  g_autoptr (GPtrArray) meta = sgm_store_read_table (store, &sgm_table_meta, error);
  gint64 seed = -1, until = 0;

  if (meta == NULL)
    return FALSE;
  for (guint i = 0; i < meta->len; i++)
    {
      const char *key = sgm_record_get_text (meta->pdata[i], SGM_META_KEY);
      const char *value = sgm_record_get_text (meta->pdata[i], SGM_META_VALUE);

      if (g_str_equal (key, "seed") && value != NULL)
        seed = g_ascii_strtoll (value, NULL, 10);
      else if (g_str_equal (key, "until") && value != NULL)
        until = g_ascii_strtoll (value, NULL, 10);
    }
  if (seed < 0 || until <= 0)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_REFUSED, _("This is no sample district."));
      return FALSE;
    }
  c->lists = sgm_lists_new (until, error);
  if (c->lists == NULL)
    return FALSE;
  c->days = sgm_event_days_new (c->lists, until, (guint32) seed);
  c->first_day = sgm_event_days_count (until) - SGM_EVENT_DAYS + 1;
  for (guint i = 0; i < c->days->len; i++)
    {
      const SgmEventDay *day = &g_array_index (c->days, SgmEventDay, i);

      c->figures->days_of_month[get_month (c->first_day + i)]++;
      c->figures->days_of_sky[day->weather.sky]++;
      c->figures->working_days += !day->off;
    }
  return TRUE;
}

static gboolean
read_names (Counting  *c,
            SgmStore  *store,
            GError   **error)
{
  g_autoptr (GPtrArray) areas = sgm_store_read_table (store, &sgm_table_area, error);
  g_autoptr (GPtrArray) matters = areas != NULL ? sgm_store_read_table (store, &sgm_table_matter, error) : NULL;

  if (matters == NULL)
    return FALSE;
  for (guint i = 0; i < areas->len; i++)
    if (sgm_record_get_int (areas->pdata[i], SGM_AREA_LEVEL) == SGM_LEVEL_UNIT)
      {
        SgmUnitKind kind = sgm_unit_kind_from_name (sgm_record_get_text (areas->pdata[i], SGM_AREA_NAME));

        g_hash_table_insert (c->unit_kinds, GSIZE_TO_POINTER (sgm_record_get_id (areas->pdata[i])),
                             GUINT_TO_POINTER (kind));
        c->figures->units[kind]++;
      }
  for (guint i = 0; i < matters->len; i++)
    {
      guint no = (guint) sgm_record_get_int (matters->pdata[i], SGM_MATTER_NO);

      g_hash_table_insert (c->matter_nos, GSIZE_TO_POINTER (sgm_record_get_id (matters->pdata[i])),
                           GUINT_TO_POINTER (no));
      if (no < 1000 && no >= c->figures->matters->len)
        g_array_set_size (c->figures->matters, no + 1);
    }
  return TRUE;
}

static void
count_event (Counting  *c,
             SgmRecord *event)
{
  SgmEventFigures *f = c->figures;
  gint64 at = sgm_record_get_int (event, SGM_EVENT_REPORTED_AT);
  gint64 day = sgm_event_days_count (at) - c->first_day;
  SgmStage stage = sgm_record_get_int (event, SGM_EVENT_STAGE);
  guint no = GPOINTER_TO_UINT (g_hash_table_lookup (c->matter_nos,
                                                    GSIZE_TO_POINTER (sgm_record_get_int (event, SGM_EVENT_MATTER))));

  if (day < 0 || day >= c->days->len)
    return;
  f->n_events++;
  f->hours[sgm_event_days_get_hour (at)]++;
  f->weekdays[g_array_index (c->days, SgmEventDay, day).weekday]++;
  f->months[get_month (c->first_day + day)]++;
  f->skies[g_array_index (c->days, SgmEventDay, day).weather.sky]++;
  f->working += !g_array_index (c->days, SgmEventDay, day).off;
  f->kinds[GPOINTER_TO_UINT (g_hash_table_lookup (c->unit_kinds,
                                                  GSIZE_TO_POINTER (sgm_record_get_int (event, SGM_EVENT_UNIT))))]++;
  if (no > 0 && no < f->matters->len)
    g_array_index (f->matters, guint, no)++;
  if (stage != SGM_STAGE_CLOSED && stage != SGM_STAGE_EVALUATED)
    return;
  g_hash_table_insert (c->events, GSIZE_TO_POINTER (sgm_record_get_id (event)), event);
  c->in_time += sgm_record_get_int (event, SGM_EVENT_CLOSED_AT) <= sgm_record_get_int (event, SGM_EVENT_DUE_AT);
}

static int
get_pace (SgmStage stage)
{
  switch (stage)
    {
    case SGM_STAGE_FILED:
      return SGM_EVENT_PACE_FILED;
    case SGM_STAGE_DISPATCHED:
      return SGM_EVENT_PACE_DISPATCHED;
    case SGM_STAGE_IN_PROGRESS:
      return SGM_EVENT_PACE_IN_PROGRESS;
    case SGM_STAGE_REPORTED_BACK:
      return SGM_EVENT_PACE_REPORTED_BACK;
    case SGM_STAGE_CLOSED:
      return SGM_EVENT_PACE_CLOSED;
    case SGM_STAGE_REPORTED:
    case SGM_STAGE_EVALUATED:
    case SGM_STAGE_REFUSED:
    case SGM_STAGE_RETURNED:
    case SGM_STAGE_REWORK:
    case SGM_STAGE_SUSPENDED:
    case SGM_STAGE_VOID:
    case SGM_STAGE_DISPUTED:
    default:
      return -1;
    }
}

static void
count_step (Counting  *c,
            SgmRecord *step)
{
  SgmRecord *event = g_hash_table_lookup (c->events, GSIZE_TO_POINTER (sgm_record_get_int (step, SGM_STEP_EVENT)));
  gint64 at = sgm_record_get_int (step, SGM_STEP_AT);
  int hour = sgm_event_days_get_hour (at);
  int pace = get_pace (sgm_record_get_int (step, SGM_STEP_STAGE));
  double minutes;

  if (event == NULL)
    return;
  c->reworked += sgm_record_get_int (step, SGM_STEP_STAGE) == SGM_STAGE_REWORK;
  if (pace < 0)
    return;
  minutes = (at - sgm_record_get_int (event, SGM_EVENT_REPORTED_AT)) / MINUTE;
  g_array_append_val (c->paces[pace], minutes);
  if (pace == SGM_EVENT_PACE_REPORTED_BACK)
    {
      c->done++;
      c->done_by_day += hour >= 8 && hour < 20;
    }
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static void
finish (Counting *c)
{
  static const double shares[3] = { 0.1, 0.5, 0.9 };
  double n_closed = MAX (g_hash_table_size (c->events), 1);

  for (guint i = 0; i < SGM_N_EVENT_PACES; i++)
    {
      GArray *minutes = c->paces[i];

      g_array_sort (minutes, compare_numbers);
      for (guint j = 0; j < G_N_ELEMENTS (shares) && minutes->len > 0; j++)
        c->figures->minutes[i][j] = g_array_index (minutes, double, (guint) (shares[j] * (minutes->len - 1)));
    }
  c->figures->in_time = c->in_time / n_closed;
  c->figures->reworked = c->reworked / n_closed;
  c->figures->by_day = c->done_by_day / (double) MAX (c->done, 1);
}

static gboolean
count (Counting  *c,
       SgmStore  *store,
       GError   **error)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) steps = NULL;

  if (!read_days (c, store, error) || !read_names (c, store, error))
    return FALSE;
  events = sgm_store_read_table (store, &sgm_table_event, error);
  if (events != NULL)
    steps = sgm_store_read_table (store, &sgm_table_step, error);
  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < events->len; i++)
    count_event (c, events->pdata[i]);
  for (guint i = 0; i < steps->len; i++)
    count_step (c, steps->pdata[i]);
  finish (c);
  return TRUE;
}

/**
 * sgm_event_figures_new:
 * @store: a sample district
 *
 * Counts how the events of the sample are spread over hours, days, weather,
 * matters and places, and how long their steps took. Reads all of them; for a
 * thread or the command line.
 *
 * Returns: (transfer full): the figures, or %NULL with %SGM_ERROR_REFUSED
 *   where the district is no sample
 */
SgmEventFigures *
sgm_event_figures_new (SgmStore  *store,
                       GError   **error)
{
  g_autoptr (SgmEventFigures) figures = g_new0 (SgmEventFigures, 1);
  Counting c = { figures };
  gboolean counted;

  figures->matters = g_array_new (FALSE, TRUE, sizeof (guint));
  c.unit_kinds = g_hash_table_new (NULL, NULL);
  c.matter_nos = g_hash_table_new (NULL, NULL);
  c.events = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < SGM_N_EVENT_PACES; i++)
    c.paces[i] = g_array_new (FALSE, FALSE, sizeof (double));

  counted = count (&c, store, error);

  for (guint i = 0; i < SGM_N_EVENT_PACES; i++)
    g_array_unref (c.paces[i]);
  g_hash_table_unref (c.unit_kinds);
  g_hash_table_unref (c.matter_nos);
  g_hash_table_unref (c.events);
  g_clear_pointer (&c.days, g_array_unref);
  g_clear_pointer (&c.lists, sgm_lists_free);
  return counted ? g_steal_pointer (&figures) : NULL;
}

void
sgm_event_figures_free (SgmEventFigures *figures)
{
  g_array_unref (figures->matters);
  g_free (figures);
}
