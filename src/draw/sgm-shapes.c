/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-shapes.h"

#include <math.h>

#include "geo/sgm-mercator.h"

/* From this zoom on nothing is simplified. */
#define FULL_ZOOM 17

#define N_LEVELS (SGM_LEVEL_UNIT + 1)

struct _SgmShapes
{
  gatomicrefcount ref_count;
  SgmAreaSet *areas;
  double origin_x;
  double origin_y;
  GMutex mutex;
  SgmShapeLevel *levels[N_LEVELS][FULL_ZOOM + 1];
};

static void
shape_level_free (SgmShapeLevel *level)
{
  g_free (level->ring_starts);
  g_free (level->vertex_starts);
  g_free (level->xy);
  g_free (level);
}

/**
 * sgm_shapes_new:
 * @areas: (transfer none): the areas
 *
 * Returns: (transfer full): their shapes
 */
SgmShapes *
sgm_shapes_new (SgmAreaSet *areas)
{
  SgmShapes *shapes = g_new0 (SgmShapes, 1);

  g_atomic_ref_count_init (&shapes->ref_count);
  g_mutex_init (&shapes->mutex);
  shapes->areas = sgm_area_set_ref (areas);
  if (sgm_area_set_get_n_areas (areas) > 0)
    {
      const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);

      shapes->origin_x = sgm_mercator_x ((box->min_x + box->max_x) / 2);
      shapes->origin_y = sgm_mercator_y ((box->min_y + box->max_y) / 2);
    }
  return shapes;
}

SgmShapes *
sgm_shapes_ref (SgmShapes *shapes)
{
  g_atomic_ref_count_inc (&shapes->ref_count);
  return shapes;
}

void
sgm_shapes_unref (SgmShapes *shapes)
{
  if (!g_atomic_ref_count_dec (&shapes->ref_count))
    return;

  for (guint i = 0; i < N_LEVELS; i++)
    for (guint j = 0; j <= FULL_ZOOM; j++)
      g_clear_pointer (&shapes->levels[i][j], shape_level_free);
  sgm_area_set_unref (shapes->areas);
  g_mutex_clear (&shapes->mutex);
  g_free (shapes);
}

SgmAreaSet *
sgm_shapes_get_areas (SgmShapes *shapes)
{
  return shapes->areas;
}

/**
 * sgm_shapes_get_origin:
 * @x: (out): Web Mercator, 0 to 1 from the west
 * @y: (out): the same from the north
 *
 * Tells what the vertices are relative to.
 */
void
sgm_shapes_get_origin (SgmShapes *shapes,
                       double    *x,
                       double    *y)
{
  *x = shapes->origin_x;
  *y = shapes->origin_y;
}

static void
count (SgmShapes *shapes,
       guint      first,
       guint      end,
       guint     *n_rings,
       guint     *n_vertices)
{
  *n_rings = 0;
  *n_vertices = 0;
  for (guint i = first; i < end; i++)
    {
      const SgmGeometry *geometry = sgm_area_set_get (shapes->areas, i)->geometry;

      for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
        {
          guint n;

          sgm_geometry_get_ring (geometry, ring, &n);
          *n_vertices += n;
        }
      *n_rings += sgm_geometry_get_n_rings (geometry);
    }
}

/* A vertex's place depends on nothing but itself, so neighbours agree. */
static void
place (SgmShapes    *shapes,
       double        lattice,
       const double *lon_lat,
       float        *xy)
{
  double x = sgm_mercator_x (lon_lat[0]);
  double y = sgm_mercator_y (lon_lat[1]);

  if (lattice > 0)
    {
      x = rint (x * lattice) / lattice;
      y = rint (y * lattice) / lattice;
    }
  xy[0] = x - shapes->origin_x;
  xy[1] = y - shapes->origin_y;
}

static guint
add_ring (SgmShapes    *shapes,
          double        lattice,
          const double *ring,
          guint         n,
          float        *xy)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    {
      float *next = xy + 2 * kept;

      place (shapes, lattice, ring + 2 * i, next);
      if (kept == 0 || next[0] != next[-2] || next[1] != next[-1])
        kept++;
    }
  return kept;
}

static SgmShapeLevel *
make_level (SgmShapes *shapes,
            SgmLevel   level,
            int        zoom)
{
  SgmShapeLevel *made = g_new0 (SgmShapeLevel, 1);
  double lattice = zoom < FULL_ZOOM ? 2 * 256 * exp2 (zoom + 1) : 0;
  guint n_rings, n_vertices, end;
  guint ring_count = 0, vertex_count = 0;

  sgm_area_set_get_level (shapes->areas, level, &made->first_area, &end);
  made->n_areas = end - made->first_area;
  count (shapes, made->first_area, end, &n_rings, &n_vertices);
  made->ring_starts = g_new (guint, made->n_areas + 1);
  made->vertex_starts = g_new (guint, n_rings + 1);
  made->xy = g_new (float, 2 * (gsize) n_vertices);

  for (guint i = 0; i < made->n_areas; i++)
    {
      const SgmGeometry *geometry = sgm_area_set_get (shapes->areas, made->first_area + i)->geometry;

      made->ring_starts[i] = ring_count;
      for (guint r = 0; r < sgm_geometry_get_n_rings (geometry); r++)
        {
          guint n;
          const double *ring = sgm_geometry_get_ring (geometry, r, &n);

          made->vertex_starts[ring_count++] = vertex_count;
          vertex_count += add_ring (shapes, lattice, ring, n, made->xy + 2 * (gsize) vertex_count);
        }
    }
  made->ring_starts[made->n_areas] = ring_count;
  made->vertex_starts[ring_count] = vertex_count;
  made->xy = g_renew (float, made->xy, MAX (1, 2 * (gsize) vertex_count));
  return made;
}

/**
 * sgm_shapes_get_level:
 * @shapes: the shapes
 * @level: which level
 * @zoom: the zoom at which they will be drawn
 *
 * Blocks while the form is made for the first time.
 *
 * Returns: (transfer none): the level's outlines, good enough for @zoom
 */
const SgmShapeLevel *
sgm_shapes_get_level (SgmShapes *shapes,
                      SgmLevel   level,
                      double     zoom)
{
  int whole = CLAMP ((int) floor (zoom), 0, FULL_ZOOM);
  const SgmShapeLevel *found;

  g_mutex_lock (&shapes->mutex);
  if (shapes->levels[level][whole] == NULL)
    shapes->levels[level][whole] = make_level (shapes, level, whole);
  found = shapes->levels[level][whole];
  g_mutex_unlock (&shapes->mutex);
  return found;
}
