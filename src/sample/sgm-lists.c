/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-lists.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-data.h"
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"

#define DAY G_GINT64_CONSTANT (86400000)

/* The batches came into force before the sample's first event. */
static const int days_in_force[] = { 1200, 800 };

static const char *const urgencies[] = { "urgent", "ordinary", "planned", NULL };
static const char *const clocks[] = {
  "urgent-hours", "working-hours", "working-days", "natural-days", NULL
};
static const char *const day_kinds[] = { "holiday", "working", NULL };

/* The words stand in the order of the enumerations, which begin with 1. */
static int
parse_word (const char *const *words,
            const char        *word)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i + 1;
  return 0;
}

static gint64
parse_number (const char *text)
{
  return g_ascii_strtoll (text, NULL, 10);
}

static GPtrArray *
read_rows (const char  *name,
           guint        n_columns,
           GError     **error)
{
  g_autoptr (GPtrArray) rows = sgm_data_lookup_csv (name, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (g_strv_length (g_ptr_array_index (rows, i)) != n_columns)
      {
        g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                     _("Row %u of the list %s has the wrong number of fields."), i + 1, name);
        return NULL;
      }
  return g_steal_pointer (&rows);
}

static SgmRecord *
make_matter (char  **row,
             gint64  id,
             gint64  now)
{
  SgmRecord *matter = sgm_record_new (&sgm_table_matter, id);
  int batch = CLAMP (parse_number (row[2]), 1, (int) G_N_ELEMENTS (days_in_force));

  sgm_record_set_int (matter, SGM_MATTER_NO, parse_number (row[0]));
  sgm_record_set_text (matter, SGM_MATTER_NAME, row[1]);
  sgm_record_set_int (matter, SGM_MATTER_BATCH, batch);
  sgm_record_set_text (matter, SGM_MATTER_DEPARTMENT, row[3]);
  sgm_record_set_int (matter, SGM_MATTER_URGENCY, parse_word (urgencies, row[4]));
  sgm_record_set_int (matter, SGM_MATTER_CLOCK, parse_word (clocks, row[5]));
  sgm_record_set_int (matter, SGM_MATTER_LIMIT, parse_number (row[6]));
  sgm_record_set_text (matter, SGM_MATTER_BASIS, row[7]);
  sgm_record_set_int (matter, SGM_MATTER_VALID_FROM, now - days_in_force[batch - 1] * DAY);
  return matter;
}

static gboolean
read_matters (SgmLists  *lists,
              gint64     now,
              GError   **error)
{
  g_autoptr (GPtrArray) rows = read_rows ("lists/matters.csv", 12, error);

  if (rows == NULL)
    return FALSE;

  lists->places = g_new0 (char *, rows->len + 1);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      guint weight = (guint) parse_number (row[8]);
      SgmEventHabit habit;

      if (!sgm_event_habit_parse (&habit, row[10], row[11]))
        {
          g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                       _("Row %u of the list %s has an unknown word."), i + 1, "lists/matters.csv");
          return FALSE;
        }
      g_ptr_array_add (lists->matters, make_matter (row, i + 1, now));
      g_array_append_val (lists->weights, weight);
      g_array_append_val (lists->habits, habit);
      lists->places[i] = g_strdup (row[9]);
    }
  return TRUE;
}

/* Items and duties: a number, a group and a name. */
static gboolean
read_grouped (GPtrArray       *records,
              const SgmTable  *table,
              const char      *name,
              GError         **error)
{
  g_autoptr (GPtrArray) rows = read_rows (name, 3, error);

  G_STATIC_ASSERT ((int) SGM_ITEM_NO == (int) SGM_DUTY_NO);
  G_STATIC_ASSERT ((int) SGM_ITEM_CLASS == (int) SGM_DUTY_CATEGORY);
  G_STATIC_ASSERT ((int) SGM_ITEM_NAME == (int) SGM_DUTY_NAME);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      SgmRecord *record = sgm_record_new (table, i + 1);

      sgm_record_set_int (record, SGM_ITEM_NO, parse_number (row[0]));
      sgm_record_set_text (record, SGM_ITEM_CLASS, row[1]);
      sgm_record_set_text (record, SGM_ITEM_NAME, row[2]);
      g_ptr_array_add (records, record);
    }
  return rows != NULL;
}

static gboolean
read_days (SgmLists  *lists,
           GError   **error)
{
  g_autoptr (GPtrArray) rows = read_rows ("lists/calendar.csv", 3, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      SgmRecord *record = sgm_record_new (&sgm_table_calendar, i + 1);
      gint64 day = parse_number (row[0]);
      SgmDayKind kind = parse_word (day_kinds, row[1]);

      sgm_record_set_int (record, SGM_CALENDAR_DAY, day);
      sgm_record_set_int (record, SGM_CALENDAR_KIND, kind);
      sgm_record_set_text (record, SGM_CALENDAR_NAME, row[2]);
      g_ptr_array_add (lists->days, record);
      sgm_calendar_add (lists->calendar, (int) day, kind);
    }
  return rows != NULL;
}

/**
 * sgm_lists_new:
 * @now: the moment the sample ends at, UTC milliseconds; the matters came
 *   into force some years before
 *
 * Returns: (transfer full): the lists that are built into the program
 */
SgmLists *
sgm_lists_new (gint64    now,
               GError  **error)
{
  g_autoptr (SgmLists) lists = g_new0 (SgmLists, 1);
  GPtrArray **arrays[] = { &lists->matters, &lists->items, &lists->duties, &lists->days };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    *arrays[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  lists->weights = g_array_new (FALSE, FALSE, sizeof (guint));
  lists->habits = g_array_new (FALSE, FALSE, sizeof (SgmEventHabit));
  lists->calendar = sgm_calendar_new ();

  if (!read_matters (lists, now, error)
      || !read_grouped (lists->items, &sgm_table_item, "lists/items.csv", error)
      || !read_grouped (lists->duties, &sgm_table_duty, "lists/duties.csv", error)
      || !read_days (lists, error))
    return NULL;

  return g_steal_pointer (&lists);
}

void
sgm_lists_free (SgmLists *lists)
{
  g_ptr_array_unref (lists->matters);
  g_array_unref (lists->weights);
  g_array_unref (lists->habits);
  g_strfreev (lists->places);
  g_ptr_array_unref (lists->items);
  g_ptr_array_unref (lists->duties);
  g_ptr_array_unref (lists->days);
  sgm_calendar_free (lists->calendar);
  g_free (lists);
}
