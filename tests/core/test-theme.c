/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/sgm-theme.h"
#include "patchwork.h"
#include "scratch.h"
#include "small-district.h"

static SgmAreaSet *areas;

static double
get_index (const SgmArea *area,
           gpointer       data)
{
  return area->index % GPOINTER_TO_UINT (data);
}

static double
get_nothing (const SgmArea *area,
             gpointer       data)
{
  return NAN;
}

static SgmTheme *
make (const char    *id,
      SgmThemeValue  value,
      guint          data)
{
  gint kind = sgm_theme_kind_find (id);

  g_assert_cmpint (kind, >=, 0);
  return sgm_theme_new_for_values ((guint) kind, areas, value, GUINT_TO_POINTER (data));
}

static const SgmThemeClass *
get_class (const SgmTheme *theme,
           guint           area)
{
  return sgm_theme_get_class (theme, sgm_theme_get_area_class (theme, area));
}

/* The legend of a level, its labels in one line. */
static char *
dup_labels (const SgmTheme *theme,
            SgmLevel        level)
{
  GString *text = g_string_new (NULL);
  guint first, n;

  sgm_theme_get_legend (theme, level, &first, &n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", sgm_theme_get_class (theme, first + i)->label);
  return g_string_free (text, FALSE);
}

static void
assert_labels (const SgmTheme *theme,
               SgmLevel        level,
               const char     *expected)
{
  g_autofree char *labels = dup_labels (theme, level);

  g_assert_cmpstr (labels, ==, expected);
}

/* Every theme is declared whole, and no class is lost or named twice. */
static void
test_kinds (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    {
      const SgmThemeKind *kind = sgm_theme_kind_get (i);

      g_assert_true (g_hash_table_add (ids, (gpointer) kind->id));
      g_assert_cmpint (sgm_theme_kind_find (kind->id), ==, (int) i);
      g_assert_cmpuint (strlen (sgm_theme_kind_get_title (i)), >, 0);
      g_assert_cmpuint (strlen (sgm_theme_kind_get_explanation (i)), >, 0);
      for (SgmLevel level = SGM_LEVEL_STREET; kind->value != NULL && level <= kind->smallest; level++)
        {
          const SgmScale *scale = sgm_theme_kind_get_scale (kind, level);

          g_assert_true (scale->n_categories > 1 || scale->n_limits > 0 || scale->classify != NULL);
          g_assert_cmpuint (scale->n_limits, <, SGM_CLASSIFY_MAX);
          for (guint j = 1; j < scale->n_limits; j++)
            g_assert_cmpfloat (scale->limits[j], >, scale->limits[j - 1]);
        }
    }
  g_assert_cmpint (sgm_theme_kind_find ("no such theme"), ==, -1);
  g_assert_cmpint (sgm_theme_kind_find (NULL), ==, -1);
}

static void
test_counts (void)
{
  static const char *const labels[] = {
    "None", "1", "2", "3 to 5", "3 to 5", "3 to 5", "6 to 10", "6 to 10", "6 to 10", "6 to 10", "6 to 10",
    "More than 10", "More than 10",
  };
  g_autoptr (SgmTheme) theme = make ("events", get_index, 13);
  g_autofree char *note = sgm_theme_dup_note (theme, SGM_LEVEL_GRID);
  guint first, end, n, sum = 0;

  sgm_area_set_get_level (areas, SGM_LEVEL_GRID, &first, &end);
  for (guint i = first; i < end; i++)
    g_assert_cmpstr (get_class (theme, i)->label, ==, labels[i % 13]);
  assert_labels (theme, SGM_LEVEL_GRID, "None, 1, 2, 3 to 5, 6 to 10, More than 10");
  assert_labels (theme, SGM_LEVEL_STREET, "None, 1 to 10, 11 to 20, 21 to 50, 51 to 100, More than 100");

  sgm_theme_get_legend (theme, SGM_LEVEL_GRID, &first, &n);
  for (guint i = first; i < first + n; i++)
    sum += sgm_theme_get_class (theme, i)->count;
  g_assert_cmpuint (sum, ==, 96);
  g_assert_cmpstr (note, ==, "How many of 96 grids");
}

/* A theme of numbers tells how many there are; one of shares, of kinds or of
 * what lies further up does not. */
static void
test_count (void)
{
  g_autoptr (SgmTheme) events = make ("events", get_index, 13);
  g_autoptr (SgmTheme) more = make ("events", get_index, 14);
  g_autoptr (SgmTheme) workers = make ("workers", get_index, 13);
  g_autoptr (SgmTheme) shares = make ("in-time", get_index, 13);
  g_autoptr (SgmTheme) kinds = make ("coverage", get_index, 3);
  guint first, end, n;

  sgm_area_set_get_level (areas, SGM_LEVEL_UNIT, &first, &end);
  for (guint i = 0; i < end; i++)
    {
      gboolean is_unit = i >= first;

      g_assert_true (sgm_theme_get_count (events, i, &n));
      g_assert_cmpuint (n, ==, i % 13);
      g_assert_true (sgm_theme_get_count (workers, i, &n) == !is_unit);
      g_assert_false (sgm_theme_get_count (shares, i, &n));
      g_assert_false (sgm_theme_get_count (kinds, i, &n));
    }
  g_assert_false (sgm_theme_equal (events, more));
}

static double
get_next (const SgmArea *area,
          gpointer       data)
{
  return 7 + area->index % 2 + GPOINTER_TO_UINT (data);
}

/* The same classes, but other numbers in them. */
static void
test_other_counts (void)
{
  g_autoptr (SgmTheme) one = sgm_theme_new_for_values (sgm_theme_kind_find ("events"), areas, get_next, NULL);
  g_autoptr (SgmTheme) other = sgm_theme_new_for_values (sgm_theme_kind_find ("events"), areas, get_next,
                                                         GUINT_TO_POINTER (1));
  guint first, end;

  sgm_area_set_get_level (areas, SGM_LEVEL_GRID, &first, &end);
  g_assert_cmpuint (sgm_theme_get_area_class (one, first), ==, sgm_theme_get_area_class (other, first));
  g_assert_false (sgm_theme_equal (one, other));
}

static double
get_eighth (const SgmArea *area,
            gpointer       data)
{
  return area->index % 9 / 8.0;
}

static void
test_shares (void)
{
  g_autoptr (SgmTheme) theme = make ("in-time", get_eighth, 0);
  guint first, end;

  assert_labels (theme, SGM_LEVEL_GRID, "Up to 50%, 50% to 75%, 75% to 90%, More than 90%, All");
  sgm_area_set_get_level (areas, SGM_LEVEL_GRID, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmThemeClass *class = get_class (theme, i);

      g_assert_cmpint (class->pattern, ==, i % 9 == 8 ? SGM_PATTERN_EMPTY : SGM_PATTERN_SOLID);
      g_assert_cmpstr (class->label, ==, i % 9 <= 4 ? "Up to 50%" : i % 9 <= 6 ? "50% to 75%"
                                         : i % 9 == 7 ? "75% to 90%" : "All");
    }
}

/* Where nothing is known it is said, and where all is, it is not. */
static void
test_missing (void)
{
  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    {
      g_autoptr (SgmTheme) theme = sgm_theme_new_for_values (i, areas, get_nothing, NULL);
      guint first, n;

      if (sgm_theme_kind_get (i)->value == NULL)
        {
          g_assert_cmpuint (sgm_theme_get_n_classes (theme), ==, 0);
          g_assert_cmpuint (sgm_theme_get_area_class (theme, 5), ==, SGM_THEME_NO_CLASS);
          continue;
        }
      sgm_theme_get_legend (theme, SGM_LEVEL_GRID, &first, &n);
      g_assert_cmpstr (sgm_theme_get_class (theme, first + n - 1)->label, ==, "No data");
      g_assert_cmpuint (sgm_theme_get_class (theme, first + n - 1)->count, ==, 96);
      for (guint j = 0; j < sgm_area_set_get_n_areas (areas); j++)
        g_assert_cmpint (get_class (theme, j)->pattern, ==, SGM_PATTERN_MISSING);
    }
}

/* Units look like the grids whose workers and organizations they share. */
static void
test_inherited (void)
{
  g_autoptr (SgmTheme) theme = make ("coverage", get_index, 3);
  guint first, end, first_class, unit_class, n;

  sgm_area_set_get_level (areas, SGM_LEVEL_UNIT, &first, &end);
  for (guint i = first; i < end; i++)
    g_assert_cmpuint (sgm_theme_get_area_class (theme, i), ==,
                      sgm_theme_get_area_class (theme, sgm_area_set_get (areas, i)->parent));
  sgm_theme_get_legend (theme, SGM_LEVEL_GRID, &first_class, &n);
  sgm_theme_get_legend (theme, SGM_LEVEL_UNIT, &unit_class, &n);
  g_assert_cmpuint (first_class, ==, unit_class);
  assert_labels (theme, SGM_LEVEL_UNIT, "Own organization, Joint organization, No organization");
  assert_labels (theme, SGM_LEVEL_COMMUNITY,
                 "Each grid has its own, Some grids share one, Some grids have none");
}

static double
get_skewed (const SgmArea *area,
            gpointer       data)
{
  static const double values[] = { 0, 0.42, 0.44, 3.61, 3.64, 17.2, NAN };

  return values[area->index % 7];
}

static double
get_same (const SgmArea *area,
          gpointer       data)
{
  return 2.5;
}

/* Limits that come from the numbers. */
static void
test_natural (void)
{
  g_autoptr (SgmTheme) theme = make ("density", get_skewed, 0);
  g_autoptr (SgmTheme) same = make ("density", get_same, 0);

  assert_labels (theme, SGM_LEVEL_GRID, "None, Up to 0.42, 0.42 to 0.44, 0.44 to 3.6, More than 3.6, No data");
  assert_labels (same, SGM_LEVEL_GRID, "None, 2.5");
}

static void
test_format (void)
{
  static const struct
  {
    SgmFormat format;
    double value;
    const char *text;
  } cases[] = {
    { SGM_FORMAT_COUNT, 0, "0" },
    { SGM_FORMAT_COUNT, 12345, "12345" },
    { SGM_FORMAT_DECIMAL, 0, "0" },
    { SGM_FORMAT_DECIMAL, 0.04, "0.04" },
    { SGM_FORMAT_DECIMAL, 0.042, "0.042" },
    { SGM_FORMAT_DECIMAL, 3, "3" },
    { SGM_FORMAT_DECIMAL, 3.14159, "3.1" },
    { SGM_FORMAT_DECIMAL, 1234.5, "1234" },
    { SGM_FORMAT_PERCENT, 1, "100%" },
    { SGM_FORMAT_PERCENT, 737 / 972.0, "75.8%" },
    { SGM_FORMAT_PERCENT, 0.9999, "99.9%" },
    { SGM_FORMAT_PERCENT, 0.7, "70%" },
    { SGM_FORMAT_HOURS, 0.4, "0 hours" },
    { SGM_FORMAT_HOURS, 1.5, "1 hour" },
    { SGM_FORMAT_HOURS, 24, "1 day" },
    { SGM_FORMAT_HOURS, 30, "30 hours" },
    { SGM_FORMAT_HOURS, 143, "5 days" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = sgm_format_dup (cases[i].format, cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_equal (void)
{
  g_autoptr (SgmTheme) theme = make ("coverage", get_index, 3);
  g_autoptr (SgmTheme) same = make ("coverage", get_index, 3);
  g_autoptr (SgmTheme) other = make ("coverage", get_index, 2);

  g_assert_true (sgm_theme_equal (theme, same));
  g_assert_false (sgm_theme_equal (theme, other));
}

/* A live district ------------------------------------------------------------- */

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static SgmDistrict *
open_district (SgmStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SgmDistrict *district;

  sgm_district_open_async (store, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  district = sgm_district_open_finish (result, &error);
  g_assert_no_error (error);
  return district;
}

static void
report (SgmDistrict *district,
        const char  *source_id)
{
  gint64 seq = small_district_report (sgm_district_get_store (district), SMALL_MATTER_URGENT, source_id);

  while (sgm_district_get_seq (district) < seq)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_value (const SgmTheme *theme,
              SgmDistrict    *district,
              gint64          area,
              const char     *expected)
{
  g_autofree char *value =
    sgm_theme_dup_value (theme, district, sgm_area_set_find_id (sgm_district_get_areas (district), area));

  g_assert_cmpstr (value, ==, expected);
}

/* An event that comes in changes what it is in and nothing else; the limits
 * stay, and where nothing is different the theme stays too. */
static void
test_live (void)
{
  g_autofree char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  g_autoptr (SgmStore) store = small_district_open_new (path);
  g_autoptr (SgmDistrict) district = open_district (store);
  g_autoptr (SgmTheme) events = sgm_theme_new (sgm_theme_kind_find ("events"), district);
  g_autoptr (SgmTheme) same = sgm_theme_update (events, district);
  g_autoptr (SgmTheme) density = sgm_theme_new (sgm_theme_kind_find ("density"), district);
  g_autoptr (SgmTheme) next = NULL;
  g_autoptr (SgmTheme) second = NULL;
  g_autoptr (SgmTheme) third = NULL;

  g_assert_true (same == events);
  assert_value (events, district, SMALL_UNIT_WEST, "Open events: None");
  report (district, "one");
  next = sgm_theme_update (events, district);
  g_assert_true (next != events);
  assert_value (next, district, SMALL_UNIT_WEST, "Open events: 1");
  assert_value (next, district, SMALL_GRID, "Open events: 1");
  assert_value (next, district, SMALL_UNIT_EAST, "Open events: None");

  /* One number makes no limits; they are sought until there are some. */
  second = sgm_theme_update (density, district);
  assert_labels (second, SGM_LEVEL_UNIT, "None, 0.88");
  report (district, "two");
  third = sgm_theme_update (second, district);
  assert_labels (third, SGM_LEVEL_UNIT, "None, 1.8");

  sgm_store_close (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  scratch_free (g_steal_pointer (&folder));
}

/* The small district's people: three on duty, nobody leads, no organization. */
static void
test_district (void)
{
  g_autofree char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  g_autoptr (SgmStore) store = small_district_open_new (path);
  g_autoptr (SgmDistrict) district = open_district (store);
  static const struct
  {
    const char *id;
    const char *value;
    const char *note;
  } cases[] = {
    { "events", "Open events: 1", "How many of 1 grid" },
    { "overdue", "Overdue events: None", "0 of 1 in all, 0%\nHow many of 1 grid" },
    { "in-time", "Closed in time: No data", "How many of 1 grid" },
    { "reports", "Latest report: 0 hours", "How many of 1 grid" },
    { "freshness", "Freshness of information: No data", "How many of 1 grid" },
    { "workers", "Workers on duty: 3", "3 of 3 in all, 100%\nHow many of 1 grid" },
    { "gaps", "Staffing gaps: Both on duty", "How many of 1 grid" },
    { "leaders", "Unit leaders: No data", "0 of 2 in all, 0%\nHow many of 1 grid" },
    { "coverage", "Party organizations: No data", "How many of 1 grid" },
    { "none", NULL, NULL },
  };

  report (district, "one");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SgmTheme) theme = sgm_theme_new (sgm_theme_kind_find (cases[i].id), district);
      g_autofree char *note = sgm_theme_dup_note (theme, SGM_LEVEL_GRID);

      assert_value (theme, district, SMALL_GRID, cases[i].value);
      g_assert_cmpstr (note, ==, cases[i].note);
    }
  sgm_store_close (store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  scratch_free (g_steal_pointer (&folder));
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  areas = patchwork_new ();
  g_test_add_func ("/theme/kinds", test_kinds);
  g_test_add_func ("/theme/counts", test_counts);
  g_test_add_func ("/theme/count", test_count);
  g_test_add_func ("/theme/other-counts", test_other_counts);
  g_test_add_func ("/theme/shares", test_shares);
  g_test_add_func ("/theme/missing", test_missing);
  g_test_add_func ("/theme/inherited", test_inherited);
  g_test_add_func ("/theme/natural", test_natural);
  g_test_add_func ("/theme/format", test_format);
  g_test_add_func ("/theme/equal", test_equal);
  g_test_add_func ("/theme/live", test_live);
  g_test_add_func ("/theme/district", test_district);
  result = g_test_run ();
  sgm_area_set_unref (areas);
  return result;
}
