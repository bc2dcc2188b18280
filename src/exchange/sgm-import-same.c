/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-same.h"

#include <math.h>

/* Vertices that are nearer are the same, in degrees: a tenth of a millimetre,
 * less than any projection leaves. */
#define SAME 1e-9

static gboolean
is_same_vertex (const double *a,
                const double *b)
{
  return fabs (a[0] - b[0]) <= SAME && fabs (a[1] - b[1]) <= SAME;
}

/* Whether the vertices are the same from @start on, one way round. */
static gboolean
is_same_from (const double *a,
              const double *b,
              guint         n,
              guint         start,
              gboolean      forwards)
{
  for (guint i = 0; i < n; i++)
    if (!is_same_vertex (a + 2 * i, b + 2 * ((forwards ? start + i : start + n - i) % n)))
      return FALSE;
  return TRUE;
}

/* Wherever they begin, and whichever way round. */
static gboolean
is_same_ring (const SgmGeometry *a,
              const SgmGeometry *b,
              guint              ring)
{
  guint n_a, n_b;
  const double *v_a = sgm_geometry_get_ring (a, ring, &n_a);
  const double *v_b = sgm_geometry_get_ring (b, ring, &n_b);

  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i + 1 < n_b; i++)
    if (is_same_vertex (v_a, v_b + 2 * i)
        && (is_same_from (v_a, v_b, n_b - 1, i, TRUE) || is_same_from (v_a, v_b, n_b - 1, i, FALSE)))
      return TRUE;
  return FALSE;
}

/**
 * sgm_import_is_same_shape:
 * @a: the areas of a geometry
 * @b: any other geometry
 *
 * Returns: whether both have the same rings in the same order, wherever these
 *   begin and whichever way they run, up to a tenth of a millimetre
 */
gboolean
sgm_import_is_same_shape (const SgmGeometry *a,
                          const SgmGeometry *b)
{
  if (sgm_geometry_is_point (b) || sgm_geometry_get_n_polygons (a) != sgm_geometry_get_n_polygons (b)
      || sgm_geometry_get_n_rings (a) != sgm_geometry_get_n_rings (b))
    return FALSE;
  for (guint i = 0; i < sgm_geometry_get_n_rings (a); i++)
    if (!is_same_ring (a, b, i))
      return FALSE;
  return TRUE;
}
