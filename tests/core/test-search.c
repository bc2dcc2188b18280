/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-search.h"
#include "scratch.h"
#include "small-district.h"

typedef struct
{
  char *folder;
  SgmStore *store;
  SgmDistrict *district;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (SgmSnapshot) snapshot = NULL;

  f->folder = scratch_new ();
  path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (path);
  small_district_report (f->store, SMALL_MATTER_ORDINARY, NULL);
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  snapshot = sgm_store_load (f->store, &error);
  g_assert_no_error (error);
  f->district = sgm_district_new (f->store, snapshot, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->district);
  g_clear_object (&f->store);
  scratch_free (f->folder);
}

static void
assert_finds (Fixture    *f,
              const char *text,
              const char *expected)
{
  g_autoptr (GPtrArray) results = sgm_search (f->district, text, 5);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < results->len; i++)
    {
      const SgmFound *result = results->pdata[i];

      g_assert_nonnull (result->title);
      g_assert_true (g_utf8_validate (result->subtitle, -1, NULL));
      g_string_append_printf (found, "%s%c%" G_GINT64_FORMAT, i > 0 ? " " : "",
                              "aepo"[result->kind], result->id);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_areas (Fixture       *f,
            gconstpointer  data)
{
  assert_finds (f, "桥南", "a3");
  assert_finds (f, "网格", "a4");
  assert_finds (f, "440704001015001", "a4 a5 a6");
  assert_finds (f, "440704", "a1 a2 a3 a4 a5");
  assert_finds (f, "015001", "");
  /* Words may say where it is, but something has to be its own. */
  assert_finds (f, "江南 网格", "a4");
  assert_finds (f, "网格 江南", "a4");
  assert_finds (f, "桥南 没有这个", "");
}

static void
test_others (Fixture       *f,
             gconstpointer  data)
{
  assert_finds (f, "甲", "p1");
  assert_finds (f, "内涝", "e2");
  assert_finds (f, "占道经营", "e1");
}

static void
test_text (Fixture       *f,
           gconstpointer  data)
{
  assert_finds (f, "", "");
  assert_finds (f, "   ", "");
  assert_finds (f, " 桥南 ", "a3");
  assert_finds (f, "４４０７０４００１０１５００１", "a4 a5 a6");
  assert_finds (f, "\xff\xfe", "");
  assert_finds (f, "没有这个", "");
}

static void
test_description (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) areas = sgm_search (f->district, "西", 5);
  const SgmFound *unit = areas->pdata[0];

  g_assert_cmpstr (unit->title, ==, "西");
  g_assert_cmpstr (unit->subtitle, ==, "440704001015001001 · 江南街道 › 桥南社区 › 第一网格");
}

#define ADD(name, function) \
  g_test_add ("/search/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("areas", test_areas);
  ADD ("others", test_others);
  ADD ("text", test_text);
  ADD ("description", test_description);
  return g_test_run ();
}
