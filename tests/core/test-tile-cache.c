/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "scratch.h"
#include "tiles/sgm-tile-cache.h"

#define TILE_BYTES 20000

typedef struct
{
  char *folder;
  char *path;
  SgmTileCache *cache;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = scratch_new ();
  fixture->path = g_build_filename (fixture->folder, "tiles.cache", NULL);
  fixture->cache = sgm_tile_cache_new (fixture->path, SGM_TILE_CACHE_MIN_LIMIT);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->cache, sgm_tile_cache_unref);
  g_free (fixture->path);
  scratch_free (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  sgm_tile_cache_unref (fixture->cache);
  fixture->cache = sgm_tile_cache_new (fixture->path, SGM_TILE_CACHE_MIN_LIMIT);
}

static GBytes *
make_tile (guint x)
{
  guint8 *data = g_malloc (TILE_BYTES);

  memset (data, x & 0xff, TILE_BYTES);
  return g_bytes_new_take (data, TILE_BYTES);
}

static gboolean
keep (Fixture *fixture,
      guint    x)
{
  g_auto (SgmTileEntry) entry = { make_tile (x), g_strdup ("tag"), NULL, 1000 + x };
  SgmTileKey key = { "source", 14, x, 7 };

  return sgm_tile_cache_write (fixture->cache, &key, &entry);
}

static gboolean
has (Fixture *fixture,
     guint    x)
{
  g_auto (SgmTileEntry) entry = { 0 };
  g_autoptr (GBytes) expected = make_tile (x);
  SgmTileKey key = { "source", 14, x, 7 };

  if (!sgm_tile_cache_read (fixture->cache, &key, &entry))
    return FALSE;
  g_assert_true (g_bytes_equal (entry.image, expected));
  g_assert_cmpstr (entry.tag, ==, "tag");
  g_assert_null (entry.modified);
  g_assert_cmpint (entry.fresh_until, ==, 1000 + x);
  return TRUE;
}

static gint64
get_file_size (Fixture *fixture)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  return status.st_size;
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_auto (SgmTileEntry) none = { 0 };
  g_auto (SgmTileEntry) found = { 0 };
  SgmTileKey other = { "other", 14, 3, 7 };

  g_assert_false (has (fixture, 3));
  g_assert_true (keep (fixture, 3));
  g_assert_true (has (fixture, 3));
  g_assert_false (has (fixture, 4));
  g_assert_false (sgm_tile_cache_read (fixture->cache, &other, &found));

  /* That there is no such tile is worth knowing, too. */
  none.fresh_until = 5;
  g_assert_true (sgm_tile_cache_write (fixture->cache, &other, &none));
  g_assert_true (sgm_tile_cache_renew (fixture->cache, &other, 9));
  g_assert_true (sgm_tile_cache_read (fixture->cache, &other, &found));
  g_assert_null (found.image);
  g_assert_cmpint (found.fresh_until, ==, 9);

  reopen (fixture);
  g_assert_true (has (fixture, 3));
  g_assert_true (sgm_tile_cache_empty (fixture->cache));
  g_assert_false (has (fixture, 3));
}

/* Ten times what it may hold goes through it. */
static void
test_limit (Fixture       *fixture,
            gconstpointer  data)
{
  guint n = 10 * SGM_TILE_CACHE_MIN_LIMIT / TILE_BYTES;
  guint n_kept = 0;

  g_assert_true (keep (fixture, 0));
  for (guint x = 1; x < n; x++)
    {
      g_assert_true (keep (fixture, x));
      g_assert_cmpint (get_file_size (fixture), <=, SGM_TILE_CACHE_MIN_LIMIT);
      /* One that is looked at now and then stays. */
      g_assert_true (has (fixture, 0));
    }
  for (guint x = 0; x < n; x++)
    n_kept += has (fixture, x);
  g_test_message ("%u of %u tiles kept in %" G_GINT64_FORMAT " bytes", n_kept, n,
                  get_file_size (fixture));
  g_assert_true (has (fixture, n - 1));
  g_assert_false (has (fixture, 1));
  /* It is not emptied for want of a little room. */
  g_assert_cmpuint (n_kept * TILE_BYTES, >, SGM_TILE_CACHE_MIN_LIMIT * 3 / 4);
}

static void
test_space_is_given_back (Fixture       *fixture,
                          gconstpointer  data)
{
  gint64 full;

  sgm_tile_cache_set_limit (fixture->cache, 8 * SGM_TILE_CACHE_MIN_LIMIT);
  for (guint x = 0; x < 300; x++)
    g_assert_true (keep (fixture, x));
  full = get_file_size (fixture);
  g_assert_cmpint (full, >, 5 * SGM_TILE_CACHE_MIN_LIMIT);
  sgm_tile_cache_set_limit (fixture->cache, 2 * SGM_TILE_CACHE_MIN_LIMIT);
  g_assert_cmpint (get_file_size (fixture), <=, 2 * SGM_TILE_CACHE_MIN_LIMIT);
  g_assert_cmpint (get_file_size (fixture), ==, sgm_tile_cache_get_size (fixture->cache));
  g_assert_true (has (fixture, 299));
}

static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  gsize size = SGM_TILE_CACHE_MIN_LIMIT / 2;
  g_auto (SgmTileEntry) entry = { g_bytes_new_take (g_malloc0 (size), size), NULL, NULL, 0 };
  SgmTileKey key = { "source", 1, 0, 0 };

  g_assert_true (keep (fixture, 1));
  g_assert_false (sgm_tile_cache_write (fixture->cache, &key, &entry));
  g_assert_true (has (fixture, 1));
}

static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  for (guint x = 0; x < 20; x++)
    g_assert_true (keep (fixture, x));
  g_clear_pointer (&fixture->cache, sgm_tile_cache_unref);

  /* Every page but the first is overwritten: found out while it is used. */
  g_file_get_contents (fixture->path, &content, &size, &error);
  g_assert_no_error (error);
  memset (content + 4096, 0x5a, size - 4096);
  g_file_set_contents (fixture->path, content, size, &error);
  g_assert_no_error (error);
  fixture->cache = sgm_tile_cache_new (fixture->path, SGM_TILE_CACHE_MIN_LIMIT);
  g_assert_false (has (fixture, 3));
  g_assert_true (keep (fixture, 3) || keep (fixture, 3));
  g_assert_true (has (fixture, 3));
  g_clear_pointer (&fixture->cache, sgm_tile_cache_unref);

  /* No database at all: found out at once. */
  g_file_set_contents (fixture->path, "no database, but long enough to be one", -1, &error);
  g_assert_no_error (error);
  fixture->cache = sgm_tile_cache_new (fixture->path, SGM_TILE_CACHE_MIN_LIMIT);
  g_assert_true (keep (fixture, 5));
  g_assert_true (has (fixture, 5));
}

static void
test_no_place (Fixture       *fixture,
               gconstpointer  data)
{
  sgm_tile_cache_unref (fixture->cache);
  fixture->cache = sgm_tile_cache_new ("/proc/nowhere/tiles.cache", SGM_TILE_CACHE_MIN_LIMIT);
  g_assert_false (keep (fixture, 1));
  g_assert_false (has (fixture, 1));
  g_assert_cmpint (sgm_tile_cache_get_size (fixture->cache), ==, 0);
}

static gpointer
work (gpointer data)
{
  for (guint x = 0; x < 60; x++)
    {
      keep (data, x);
      has (data, x / 2);
    }
  return NULL;
}

static void
test_threads (Fixture       *fixture,
              gconstpointer  data)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("cache", work, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_true (has (fixture, 59));
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, function) \
  g_test_add ("/tile-cache/" name, Fixture, NULL, set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("round-trip", test_round_trip);
  ADD ("limit", test_limit);
  ADD ("space-is-given-back", test_space_is_given_back);
  ADD ("too-large", test_too_large);
  ADD ("damage", test_damage);
  ADD ("no-place", test_no_place);
  ADD ("threads", test_threads);
  return g_test_run ();
}
