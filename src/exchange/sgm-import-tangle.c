/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-tangle.h"

#include "exchange/sgm-import-crs.h"

/* So many lines cannot cross so often that it matters. */
#define FEW 2000

/* More crossings than these take more memory and time than there is. */
#define MAX_CROSSINGS 1e6
#define N_SAMPLES 20000

static void
add_ring (const double *v,
          guint         n,
          gpointer      data)
{
  for (guint i = 0; i + 1 < n; i++)
    g_array_append_vals (data, v + 2 * i, 4);
}

static double
turn (const double *a,
      const double *b,
      const double *c)
{
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

static gboolean
cross (const double *a,
       const double *b)
{
  return turn (a, a + 2, b) * turn (a, a + 2, b + 2) < 0 && turn (b, b + 2, a) * turn (b, b + 2, a + 2) < 0;
}

/**
 * sgm_import_is_tangled:
 * @wkb: a shape as [struct@ForeignRow] has it
 *
 * Estimates from some thousand pairs of lines, always the same ones, how often the
 * borders cross themselves and each other. Repairing an area takes memory for
 * each crossing, of which some thousand lines drawn at random have millions.
 *
 * Returns: whether they cross too often to be looked at any further
 */
gboolean
sgm_import_is_tangled (GBytes *wkb)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GRand) random = NULL;
  double n;
  guint n_crossing = 0;

  if (g_bytes_get_size (wkb) < FEW * 2 * sizeof (double) || !sgm_import_crs_each_ring (wkb, add_ring, lines))
    return FALSE;
  n = lines->len / 4;
  if (n < FEW)
    return FALSE;
  random = g_rand_new_with_seed (1);
  for (guint i = 0; i < N_SAMPLES; i++)
    n_crossing += cross (&g_array_index (lines, double, 4 * g_rand_int_range (random, 0, lines->len / 4)),
                         &g_array_index (lines, double, 4 * g_rand_int_range (random, 0, lines->len / 4)));
  /* A single hit may be chance. */
  return n_crossing > 2 && n_crossing * n * n / 2 / N_SAMPLES > MAX_CROSSINGS;
}
