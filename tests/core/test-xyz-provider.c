/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/sgm-error.h"
#include "scratch.h"
#include "tile-server.h"
#include "tiles/sgm-xyz-provider.h"

#define ZOOM 14
#define X 13337
#define Y 7140

typedef struct
{
  char *folder;
  TileServer *server;
  SgmTileCache *cache;
  SgmTileProvider *provider;
  guint n_changed;
} Fixture;

/* What came of one request. */
typedef struct
{
  gboolean done;
  GBytes *image;
  GError *error;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->image, g_bytes_unref);
  g_clear_error (&outcome->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
count_change (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
make_provider (Fixture    *fixture,
               const char *path)
{
  g_autofree char *address = tile_server_dup_address (fixture->server, path);
  g_autoptr (GError) error = NULL;
  SgmXyzTemplate *template = sgm_xyz_template_new (address, NULL, &error);

  g_assert_no_error (error);
  g_clear_object (&fixture->provider);
  fixture->provider = sgm_xyz_provider_new (template, "Test", fixture->cache);
  g_object_set (fixture->provider, "timeout", 2000, "first-pause", 50, NULL);
  g_signal_connect_swapped (fixture->provider, "changed", G_CALLBACK (count_change), fixture);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  fixture->folder = scratch_new ();
  path = g_build_filename (fixture->folder, "deep", "tiles.cache", NULL);
  fixture->cache = sgm_tile_cache_new (path, 4 * SGM_TILE_CACHE_MIN_LIMIT);
  fixture->server = tile_server_new ();
  make_provider (fixture, "/{z}/{x}/{y}.png");
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  settle ();
  g_clear_object (&fixture->provider);
  tile_server_free (fixture->server);
  sgm_tile_cache_unref (fixture->cache);
  scratch_free (fixture->folder);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Outcome *outcome = data;

  outcome->image = sgm_tile_provider_read_finish (SGM_TILE_PROVIDER (source), result, &outcome->error);
  outcome->done = TRUE;
}

static void
wait_for (Outcome *outcome)
{
  while (!outcome->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
read_tile (Fixture *fixture,
           guint    x,
           Outcome *outcome)
{
  outcome_clear (outcome);
  outcome->done = FALSE;
  sgm_tile_provider_read_async (fixture->provider, ZOOM, x, Y, NULL, on_read, outcome);
  wait_for (outcome);
}

static void
assert_picture (Outcome *outcome)
{
  g_autoptr (GBytes) expected = make_picture (16);

  g_assert_no_error (outcome->error);
  g_assert_nonnull (outcome->image);
  g_assert_true (g_bytes_equal (outcome->image, expected));
}

static void
assert_unavailable (Outcome *outcome)
{
  g_assert_error (outcome->error, SGM_ERROR, SGM_ERROR_IO);
  g_assert_null (outcome->image);
}

static void
assert_state (Fixture      *fixture,
              SgmTileState  state)
{
  const char *notice = sgm_tile_provider_get_notice (fixture->provider);

  g_assert_cmpuint (sgm_tile_provider_get_state (fixture->provider), ==, state);
  if (state == SGM_TILE_STATE_OK)
    g_assert_null (notice);
  else
    g_assert_nonnull (strstr (notice, "Test"));
}

/* Keeping happens behind the answer's back. */
static void
wait_until_kept (Fixture *fixture,
                 guint    x)
{
  g_autofree char *address = tile_server_dup_address (fixture->server, "/{z}/{x}/{y}.png");
  SgmTileKey key = { address, ZOOM, x, Y };

  for (;;)
    {
      g_auto (SgmTileEntry) entry = { 0 };

      if (sgm_tile_cache_read (fixture->cache, &key, &entry))
        return;
      g_thread_yield ();
    }
}

static void
test_picture (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  read_tile (fixture, X, &outcome);
  assert_picture (&outcome);
  assert_state (fixture, SGM_TILE_STATE_OK);
  g_assert_cmpstr (fixture->server->path, ==, "/14/13337/7140.png");
  g_assert_cmpstr (fixture->server->user_agent, ==, "SmartGridMap/" SGM_VERSION);
}

static void
test_key (Fixture       *fixture,
          gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  make_provider (fixture, "/{z}/{x}/{tmsy}?tk={key}");
  assert_state (fixture, SGM_TILE_STATE_NO_KEY);
  read_tile (fixture, X, &outcome);
  assert_unavailable (&outcome);
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);

  sgm_xyz_provider_set_key (SGM_XYZ_PROVIDER (fixture->provider), "a&b");
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  read_tile (fixture, X, &outcome);
  assert_picture (&outcome);
  g_assert_cmpstr (fixture->server->path, ==, "/14/13337/9243?tk=a%26b");
}

/* One request serves all who wait for the same tile. */
static void
test_together (Fixture       *fixture,
               gconstpointer  data)
{
  Outcome outcomes[20] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    sgm_tile_provider_read_async (fixture->provider, ZOOM, X, Y, NULL, on_read, &outcomes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      wait_for (&outcomes[i]);
      assert_picture (&outcomes[i]);
      outcome_clear (&outcomes[i]);
    }
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

static void
test_fresh_from_cache (Fixture       *fixture,
                       gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  fixture->server->cache_control = "public, max-age=3600";
  read_tile (fixture, X, &outcome);
  wait_until_kept (fixture, X);
  tile_server_stop (fixture->server);
  make_provider (fixture, "/{z}/{x}/{y}.png");
  read_tile (fixture, X, &outcome);
  assert_picture (&outcome);
  assert_state (fixture, SGM_TILE_STATE_OK);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

static void
test_stale_when_offline (Fixture       *fixture,
                         gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  fixture->server->cache_control = "max-age=0";
  read_tile (fixture, X, &outcome);
  wait_until_kept (fixture, X);
  tile_server_stop (fixture->server);
  read_tile (fixture, X, &outcome);
  assert_picture (&outcome);
  assert_state (fixture, SGM_TILE_STATE_OFFLINE);
}

static void
test_asked_whether_changed (Fixture       *fixture,
                            gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  fixture->server->cache_control = "max-age=0";
  fixture->server->has_tag = TRUE;
  read_tile (fixture, X, &outcome);
  wait_until_kept (fixture, X);
  fixture->server->cache_control = "max-age=3600";
  read_tile (fixture, X, &outcome);
  assert_picture (&outcome);
  g_assert_cmpuint (fixture->server->n_same, ==, 1);
  g_assert_cmpuint (fixture->server->n_requests, ==, 2);
}

static void
test_not_kept (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  fixture->server->cache_control = "no-store";
  for (guint i = 1; i <= 3; i++)
    {
      read_tile (fixture, X, &outcome);
      assert_picture (&outcome);
      g_assert_cmpuint (fixture->server->n_requests, ==, i);
    }
}

/* What is not there is not asked for again. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  fixture->server->answer = ANSWER_STATUS;
  fixture->server->status = 404;
  for (guint i = 0; i < 5; i++)
    {
      read_tile (fixture, X, &outcome);
      g_assert_no_error (outcome.error);
      g_assert_null (outcome.image);
      wait_until_kept (fixture, X);
    }
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
  assert_state (fixture, SGM_TILE_STATE_OK);
}

/* A tile that fails alone is left alone, and does not tell on its server. */
static void
test_one_bad_tile (Fixture       *fixture,
                   gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  fixture->server->answer = GPOINTER_TO_INT (data);
  fixture->server->status = 500;
  for (guint i = 0; i < 10; i++)
    {
      read_tile (fixture, X, &outcome);
      assert_unavailable (&outcome);
    }
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
  assert_state (fixture, SGM_TILE_STATE_OK);

  fixture->server->answer = ANSWER_PICTURE;
  read_tile (fixture, X + 1, &outcome);
  assert_picture (&outcome);
}

/* However often it is asked for, a failing server is left in peace. */
static void
assert_no_storm (Fixture      *fixture,
                 SgmTileState  state,
                 guint         most)
{
  gint64 start = g_get_monotonic_time ();

  g_object_set (fixture->provider, "first-pause", 60000, NULL);
  for (guint i = 0; i < 300; i++)
    {
      g_auto (Outcome) outcome = { 0 };

      read_tile (fixture, X + i, &outcome);
      assert_unavailable (&outcome);
    }
  assert_state (fixture, state);
  g_assert_cmpuint (fixture->server->n_requests, <=, most);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

static void
test_failing (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->server->answer = ANSWER_STATUS;
  fixture->server->status = 502;
  assert_no_storm (fixture, SGM_TILE_STATE_FAILING, 3);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->server->answer = ANSWER_STATUS;
  fixture->server->status = GPOINTER_TO_UINT (data);
  assert_no_storm (fixture, SGM_TILE_STATE_REFUSED, 1);
}

static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  fixture->server->answer = ANSWER_STATUS;
  fixture->server->status = 429;
  fixture->server->retry_after = "120";
  assert_no_storm (fixture, SGM_TILE_STATE_BUSY, 1);
}

static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  fixture->server->answer = ANSWER_NOTHING;
  g_object_set (fixture->provider, "timeout", 100, NULL);
  assert_no_storm (fixture, SGM_TILE_STATE_OFFLINE, 1);
}

static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  fixture->server->answer = ANSWER_CUT;
  assert_no_storm (fixture, SGM_TILE_STATE_OFFLINE, 1);
}

static void
test_nobody_there (Fixture       *fixture,
                   gconstpointer  data)
{
  tile_server_stop (fixture->server);
  assert_no_storm (fixture, SGM_TILE_STATE_OFFLINE, 0);
}

/* Many at once: no more than the connections that were open when it failed. */
static void
test_many_at_once (Fixture       *fixture,
                   gconstpointer  data)
{
  Outcome outcomes[100] = { 0 };

  fixture->server->answer = ANSWER_NOTHING;
  g_object_set (fixture->provider, "timeout", 100, "first-pause", 60000, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    sgm_tile_provider_read_async (fixture->provider, ZOOM, X + i, Y, NULL, on_read, &outcomes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      wait_for (&outcomes[i]);
      assert_unavailable (&outcomes[i]);
      outcome_clear (&outcomes[i]);
    }
  g_assert_cmpuint (fixture->server->n_requests, <=, 4);
}

/* After the pause it says so, one request goes out, and all is well again. */
static void
test_recovery (Fixture       *fixture,
               gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  fixture->server->answer = ANSWER_STATUS;
  fixture->server->status = 503;
  read_tile (fixture, X, &outcome);
  assert_unavailable (&outcome);
  assert_state (fixture, SGM_TILE_STATE_BUSY);

  fixture->server->answer = ANSWER_PICTURE;
  while (fixture->n_changed == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_state (fixture, SGM_TILE_STATE_BUSY);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
  read_tile (fixture, X, &outcome);
  assert_picture (&outcome);
  assert_state (fixture, SGM_TILE_STATE_OK);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) given_up = { 0 };
  g_auto (Outcome) outcome = { 0 };

  fixture->server->answer = ANSWER_NOTHING;
  sgm_tile_provider_read_async (fixture->provider, ZOOM, X, Y, cancellable, on_read, &given_up);
  while (fixture->server->n_requests == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  wait_for (&given_up);
  g_assert_error (given_up.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* Nobody is to blame, and the tile can be had afterwards. */
  fixture->server->answer = ANSWER_PICTURE;
  read_tile (fixture, X, &outcome);
  assert_picture (&outcome);
  assert_state (fixture, SGM_TILE_STATE_OK);
}

static void
test_one_of_two_cancelled (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Outcome) given_up = { 0 };
  g_auto (Outcome) outcome = { 0 };

  sgm_tile_provider_read_async (fixture->provider, ZOOM, X, Y, cancellable, on_read, &given_up);
  sgm_tile_provider_read_async (fixture->provider, ZOOM, X, Y, NULL, on_read, &outcome);
  g_cancellable_cancel (cancellable);
  wait_for (&given_up);
  wait_for (&outcome);
  g_assert_error (given_up.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_picture (&outcome);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

static void
test_outside (Fixture       *fixture,
              gconstpointer  data)
{
  g_auto (Outcome) outcome = { 0 };

  sgm_tile_provider_set_zooms (fixture->provider, 0, 10);
  read_tile (fixture, X, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_null (outcome.image);
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, data, function) \
  g_test_add ("/xyz-provider/" name, Fixture, data, set_up, function, tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("picture", NULL, test_picture);
  ADD ("key", NULL, test_key);
  ADD ("together", NULL, test_together);
  ADD ("fresh-from-cache", NULL, test_fresh_from_cache);
  ADD ("stale-when-offline", NULL, test_stale_when_offline);
  ADD ("asked-whether-changed", NULL, test_asked_whether_changed);
  ADD ("not-kept", NULL, test_not_kept);
  ADD ("missing", NULL, test_missing);
  ADD ("bad-tile/status-500", GINT_TO_POINTER (ANSWER_STATUS), test_one_bad_tile);
  ADD ("bad-tile/page", GINT_TO_POINTER (ANSWER_PAGE), test_one_bad_tile);
  ADD ("bad-tile/huge-sides", GINT_TO_POINTER (ANSWER_HUGE_SIDES), test_one_bad_tile);
  ADD ("bad-tile/endless", GINT_TO_POINTER (ANSWER_ENDLESS), test_one_bad_tile);
  ADD ("failing", NULL, test_failing);
  ADD ("refused/403", GUINT_TO_POINTER (403), test_refused);
  ADD ("refused/418", GUINT_TO_POINTER (418), test_refused);
  ADD ("busy", NULL, test_busy);
  ADD ("silent", NULL, test_silent);
  ADD ("cut", NULL, test_cut);
  ADD ("nobody-there", NULL, test_nobody_there);
  ADD ("many-at-once", NULL, test_many_at_once);
  ADD ("recovery", NULL, test_recovery);
  ADD ("cancel", NULL, test_cancel);
  ADD ("one-of-two-cancelled", NULL, test_one_of_two_cancelled);
  ADD ("outside", NULL, test_outside);
  return g_test_run ();
}
