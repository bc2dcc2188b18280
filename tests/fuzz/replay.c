/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <stdlib.h>

#include <glib.h>

/* Stands in for libFuzzer in a test that any compiler builds: gives a target
 * each file of a folder, and each of them damaged in some ways, always the
 * same. */

#define N_DAMAGES 60

static void
damage (GByteArray *bytes,
        GRand      *random)
{
  guint n = g_rand_int_range (random, 1, 8);

  for (guint i = 0; i < n && bytes->len > 0; i++)
    {
      guint at = g_rand_int_range (random, 0, bytes->len);
      guint length = g_rand_int_range (random, 1, 64);

      switch (g_rand_int_range (random, 0, 4))
        {
        case 0:
          bytes->data[at] = g_rand_int_range (random, 0, 256);
          break;
        case 1:
          bytes->data[at] ^= 1 << g_rand_int_range (random, 0, 8);
          break;
        case 2:
          g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, length));
          break;
        default:
          if (length < 4)
            g_byte_array_set_size (bytes, at);
          break;
        }
    }
}

static void
replay (gconstpointer data)
{
  const char *path = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const uint8_t *) contents, size);
  for (guint i = 0; i < N_DAMAGES; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) contents, size);
      damage (bytes, random);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *test = g_strdup_printf ("/fuzz/%s", name);

      g_test_add_data_func_full (test, g_build_filename (argv[1], name, NULL), replay, g_free);
    }
  return g_test_run ();
}
