/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-data.h"
#include "domain/sgm-clock.h"

static GPtrArray *
read_list (const char *name,
           guint       n_columns)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = sgm_data_lookup_csv (name, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      g_assert_cmpuint (g_strv_length (row), ==, n_columns);
      for (guint j = 0; j < n_columns; j++)
        {
          g_assert_cmpstr (row[j], !=, "");
          g_assert_true (g_utf8_validate (row[j], -1, NULL));
          g_assert_null (strchr (row[j], '"'));
        }
    }
  return rows;
}

/* Numbered from 1, and no name twice. */
static void
check_numbers_and_names (GPtrArray *rows,
                         guint      name_column)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      g_assert_cmpint (g_ascii_strtoll (row[0], NULL, 10), ==, i + 1);
      g_assert_true (g_hash_table_add (names, row[name_column]));
    }
}

static guint
count_distinct (GPtrArray *rows,
                guint      column)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (values, ((char **) g_ptr_array_index (rows, i))[column]);
  return g_hash_table_size (values);
}

static void
test_matters (void)
{
  static const char *const urgencies[] = { "urgent", "ordinary", "planned", NULL };
  static const char *const clocks[] = {
    "urgent-hours", "working-hours", "working-days", "natural-days", NULL
  };
  g_autoptr (GPtrArray) rows = read_list ("lists/matters.csv", 12);

  g_assert_cmpuint (rows->len, ==, SGM_PUBLISHED_MATTERS);
  check_numbers_and_names (rows, 1);
  g_assert_cmpuint (count_distinct (rows, 2), ==, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);

      g_assert_true (g_strv_contains (urgencies, row[4]));
      g_assert_true (g_strv_contains (clocks, row[5]));
      g_assert_cmpint (g_ascii_strtoll (row[6], NULL, 10), >, 0);
      g_assert_cmpint (g_ascii_strtoll (row[8], NULL, 10), >, 0);
    }
}

static void
test_items (void)
{
  g_autoptr (GPtrArray) rows = read_list ("lists/items.csv", 3);

  g_assert_cmpuint (rows->len, ==, SGM_PUBLISHED_ITEMS);
  check_numbers_and_names (rows, 2);
  g_assert_cmpuint (count_distinct (rows, 1), ==, 5);
}

static void
test_duties (void)
{
  g_autoptr (GPtrArray) rows = read_list ("lists/duties.csv", 3);

  g_assert_cmpuint (rows->len, ==, SGM_PUBLISHED_DUTIES);
  check_numbers_and_names (rows, 2);
  g_assert_cmpuint (count_distinct (rows, 1), ==, SGM_PUBLISHED_DUTY_CATEGORIES);
}

/* Make-up days are days off in a plain week; the years' working days are
 * those of the State Council's announcements: 248 in 2025 and in 2026. */
static void
test_calendar (void)
{
  g_autoptr (GPtrArray) rows = read_list ("lists/calendar.csv", 3);
  g_autoptr (SgmCalendar) calendar = sgm_calendar_new ();
  int working[2] = { 0, 0 };

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      int day = (int) g_ascii_strtoll (row[0], NULL, 10);
      gboolean make_up = g_str_equal (row[1], "working");

      g_assert_true (make_up || g_str_equal (row[1], "holiday"));
      if (make_up)
        g_assert_false (sgm_calendar_is_working (NULL, day));
      sgm_calendar_add (calendar, day, make_up ? SGM_DAY_KIND_WORKING : SGM_DAY_KIND_HOLIDAY);
    }
  for (int year = 0; year < 2; year++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= 31; day++)
        working[year] += sgm_calendar_is_working (calendar,
                                                  (2025 + year) * 10000 + month * 100 + day);
  g_assert_cmpint (working[0], ==, 248);
  g_assert_cmpint (working[1], ==, 248);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lists/matters", test_matters);
  g_test_add_func ("/lists/items", test_items);
  g_test_add_func ("/lists/duties", test_duties);
  g_test_add_func ("/lists/calendar", test_calendar);
  return g_test_run ();
}
