/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/sgm-error.h"
#include "tiles/sgm-mbtiles-writer.h"
#include "tiles/sgm-mbtiles.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sgm-mbtiles-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "底图.mbtiles", NULL);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* Tiles of a few kilobytes whose content tells which they are. */
static GBytes *
make_tile (guint zoom,
           guint x,
           guint y)
{
  gsize size = 4000 + x;
  guint8 *data = g_malloc (size);

  memset (data, zoom * 16 + (y & 15), size);
  return g_bytes_new_take (data, size);
}

static void
write_file (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmMbtilesWriter) writer = sgm_mbtiles_writer_new (fixture->path, &error);

  g_assert_no_error (error);
  sgm_mbtiles_writer_set_metadata (writer, "name", "first");
  sgm_mbtiles_writer_set_metadata (writer, "attribution", "© nobody");
  for (guint zoom = 3; zoom <= 4; zoom++)
    for (guint x = 0; x < 8; x++)
      for (guint y = 0; y < 8; y++)
        {
          g_autoptr (GBytes) tile = make_tile (zoom, x, y);

          sgm_mbtiles_writer_add (writer, zoom, x, y, tile, &error);
          g_assert_no_error (error);
        }
  sgm_mbtiles_writer_finish (writer, &error);
  g_assert_no_error (error);
}

static void
run_sql (Fixture    *fixture,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
assert_bad (Fixture    *fixture,
            const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmMbtiles) tiles = sgm_mbtiles_open (fixture->path, &error);

  g_assert_error (error, SGM_ERROR, SGM_ERROR_BAD_TILES);
  g_assert_null (tiles);
  g_assert_nonnull (strstr (error->message, "底图.mbtiles"));
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmMbtiles) tiles = NULL;
  g_autoptr (GBytes) tile = NULL;
  g_autoptr (GBytes) expected = make_tile (4, 5, 6);

  write_file (fixture);
  g_assert_cmpuint (count_files (fixture), ==, 1);

  tiles = sgm_mbtiles_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sgm_mbtiles_get_min_zoom (tiles), ==, 3);
  g_assert_cmpuint (sgm_mbtiles_get_max_zoom (tiles), ==, 4);
  g_assert_cmpstr (sgm_mbtiles_get_attribution (tiles), ==, "© nobody");

  tile = sgm_mbtiles_read (tiles, 4, 5, 6, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (tile, expected));
}

/* The file counts rows from the south, as its specification says. */
static void
test_row_order (Fixture       *fixture,
                gconstpointer  data)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  write_file (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT min (tile_row), max (tile_row) FROM tiles"
                                       " WHERE zoom_level = 4",
                                       -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 8);
  g_assert_cmpint (sqlite3_column_int (statement, 1), ==, 15);
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

static void
test_absent_tile (Fixture       *fixture,
                  gconstpointer  data)
{
  static const guint places[][3] = {
    { 4, 12, 1 }, { 2, 0, 0 }, { 9, 0, 0 }, { 4, 16, 0 }, { 4, 0, G_MAXUINT }, { 200, 0, 0 },
  };
  g_autoptr (SgmMbtiles) tiles = NULL;

  write_file (fixture);
  tiles = sgm_mbtiles_open (fixture->path, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sgm_mbtiles_read (tiles, places[i][0], places[i][1], places[i][2], &error));
      g_assert_no_error (error);
    }
}

static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sgm_mbtiles_open (fixture->path, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_NO_TILES);
  g_assert_nonnull (strstr (error->message, "底图.mbtiles"));
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_not_mbtiles (Fixture       *fixture,
                  gconstpointer  data)
{
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  assert_bad (fixture, "not an MBTiles file");

  g_assert_true (g_file_set_contents (fixture->path, "this is a letter, not a map\n", -1, NULL));
  assert_bad (fixture, "not an MBTiles file");

  g_unlink (fixture->path);
  run_sql (fixture, "CREATE TABLE letters (text)");
  assert_bad (fixture, "not an MBTiles file");

  g_unlink (fixture->path);
  run_sql (fixture, "CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)");
  assert_bad (fixture, "no tiles");

  run_sql (fixture, "INSERT INTO tiles VALUES ('far', 'x', 'y', 'z')");
  assert_bad (fixture, "no tiles");

  g_unlink (fixture->path);
  g_assert_cmpint (g_mkdir (fixture->path, 0755), ==, 0);
  assert_bad (fixture, "not a file");
  g_rmdir (fixture->path);
}

static void
test_vector_tiles (Fixture       *fixture,
                   gconstpointer  data)
{
  write_file (fixture);
  run_sql (fixture, "UPDATE metadata SET value = 'pbf' WHERE name = 'format'");
  assert_bad (fixture, "vector tiles");
}

static void
test_truncated (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *content = NULL;
  gsize size;

  write_file (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  g_assert_true (g_file_set_contents (fixture->path, content, size / 2, NULL));
  assert_bad (fixture, "damaged");
}

/* Whatever byte is wrong, reading ends in a tile, in none or in an error. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *content = NULL;
  gsize size;
  guint n_errors = 0;

  write_file (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  for (guint round = 0; round < 30; round++)
    {
      g_autofree char *damaged = g_memdup2 (content, size);
      g_autoptr (SgmMbtiles) tiles = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 400; i++)
        damaged[g_rand_int_range (rand, 100, size)] = g_rand_int (rand);
      g_assert_true (g_file_set_contents (fixture->path, damaged, size, NULL));

      tiles = sgm_mbtiles_open (fixture->path, &error);
      for (guint x = 0; x < 8 && error == NULL; x++)
        {
          g_autoptr (GBytes) tile = sgm_mbtiles_read (tiles, 4, x, x, &error);
        }
      if (error != NULL)
        {
          g_assert_error (error, SGM_ERROR, SGM_ERROR_BAD_TILES);
          n_errors++;
        }
    }
  g_assert_cmpuint (n_errors, >, 0);
}

static void
test_huge_tile (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SgmMbtiles) tiles = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture);
  run_sql (fixture, "UPDATE tiles SET tile_data = zeroblob (20000000)"
                    " WHERE zoom_level = 4 AND tile_column = 0 AND tile_row = 15");
  tiles = sgm_mbtiles_open (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_null (sgm_mbtiles_read (tiles, 4, 0, 0, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_BAD_TILES);
  g_clear_error (&error);

  {
    g_autoptr (GBytes) next = sgm_mbtiles_read (tiles, 4, 1, 0, &error);

    g_assert_no_error (error);
    g_assert_nonnull (next);
  }
}

static gpointer
read_many (gpointer data)
{
  SgmMbtiles *tiles = data;

  for (guint i = 0; i < 2000; i++)
    {
      guint x = i % 8;
      guint y = i / 8 % 8;
      g_autoptr (GBytes) tile = sgm_mbtiles_read (tiles, 3, x, y, NULL);
      g_autoptr (GBytes) expected = make_tile (3, x, y);

      if (tile == NULL || !g_bytes_equal (tile, expected))
        return GINT_TO_POINTER (FALSE);
    }
  return GINT_TO_POINTER (TRUE);
}

static void
test_threads (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SgmMbtiles) tiles = NULL;
  GThread *threads[4];

  write_file (fixture);
  tiles = sgm_mbtiles_open (fixture->path, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_many, tiles);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (GPOINTER_TO_INT (g_thread_join (threads[i])));
}

/* Reading leaves the file and its folder as they were. */
static void
test_untouched (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before;
  gsize size_after;
  SgmMbtiles *tiles;

  write_file (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &before, &size_before, NULL));
  tiles = sgm_mbtiles_open (fixture->path, NULL);
  g_bytes_unref (sgm_mbtiles_read (tiles, 4, 1, 1, NULL));
  g_assert_cmpuint (count_files (fixture), ==, 1);
  sgm_mbtiles_unref (tiles);
  g_assert_true (g_file_get_contents (fixture->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
test_unfinished (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) tile = make_tile (0, 0, 0);
  SgmMbtilesWriter *writer = sgm_mbtiles_writer_new (fixture->path, &error);

  g_assert_no_error (error);
  g_assert_true (sgm_mbtiles_writer_add (writer, 0, 0, 0, tile, &error));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (fixture), ==, 1);
  sgm_mbtiles_writer_free (writer);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_add_twice (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) tile = make_tile (1, 0, 0);
  g_autoptr (SgmMbtilesWriter) writer = sgm_mbtiles_writer_new (fixture->path, &error);

  g_assert_true (sgm_mbtiles_writer_add (writer, 1, 0, 0, tile, &error));
  g_assert_false (sgm_mbtiles_writer_add (writer, 1, 0, 0, tile, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "nowhere", "x.mbtiles", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (sgm_mbtiles_writer_new (path, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
}

static void
test_replaces (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SgmMbtiles) old = NULL;
  g_autoptr (SgmMbtiles) new = NULL;
  g_autoptr (GBytes) tile = NULL;

  write_file (fixture);
  old = sgm_mbtiles_open (fixture->path, NULL);
  write_file (fixture);
  new = sgm_mbtiles_open (fixture->path, NULL);
  g_assert_nonnull (new);
  tile = sgm_mbtiles_read (old, 3, 0, 0, NULL);
  g_assert_nonnull (tile);
}

#define ADD(name, function) \
  g_test_add ("/mbtiles/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("row-order", test_row_order);
  ADD ("absent-tile", test_absent_tile);
  ADD ("missing", test_missing);
  ADD ("not-mbtiles", test_not_mbtiles);
  ADD ("vector-tiles", test_vector_tiles);
  ADD ("truncated", test_truncated);
  ADD ("damaged", test_damaged);
  ADD ("huge-tile", test_huge_tile);
  ADD ("threads", test_threads);
  ADD ("untouched", test_untouched);
  ADD ("writer/unfinished", test_unfinished);
  ADD ("writer/add-twice", test_add_twice);
  ADD ("writer/no-folder", test_no_folder);
  ADD ("writer/replaces", test_replaces);

  return g_test_run ();
}
