/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-fixture.h"

static void
test_shows (MapFixture    *f,
            gconstpointer  data)
{
  map_fixture_look (f);
  map_fixture_save (f, "map-shows");
}

#define add(name, function) \
  g_test_add ("/map/" name, MapFixture, NULL, map_fixture_set_up, function, map_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_test_message ("There is no display");
      return 77;
    }
  adw_init ();
  add ("shows", test_shows);
  return g_test_run ();
}
