/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-geometry-private.h"

#include <math.h>

/* The pole of inaccessibility: the inner point farthest from every edge. The
 * box is cut into square cells; a cell whose centre has distance d to the
 * boundary holds no point farther than d + half its diagonal, so that only
 * the most promising cell is ever cut further, until none can be much better
 * than the best centre found. Distances are in degrees of latitude. */

/* A label need not be exact: this share of the distance may be missed. */
#define TOLERANCE 0.15
/* Only a polygon with next to no inside needs so many. */
#define MAX_CUTS 1000

typedef struct
{
  double x;
  double y;
  double half;
  double distance; /* negative outside */
  double limit;    /* the best that the cell can hold */
} Cell;

static double
segment_distance_squared (const double *a,
                          const double *b,
                          double        x,
                          double        y,
                          double        squeeze)
{
  double ax = (a[0] - x) * squeeze;
  double ay = a[1] - y;
  double dx = (b[0] - a[0]) * squeeze;
  double dy = b[1] - a[1];
  double length = dx * dx + dy * dy;
  double along = -(ax * dx + ay * dy);

  /* Most edges are nearest at an end, which needs no division. */
  if (along >= length)
    return (ax + dx) * (ax + dx) + (ay + dy) * (ay + dy);
  if (along > 0)
    {
      double across = ax * dy - ay * dx;

      return across * across / length;
    }
  return ax * ax + ay * ay;
}

static double
signed_distance (const SgmGeometry *geometry,
                 double             x,
                 double             y,
                 double             squeeze)
{
  double least = G_MAXDOUBLE;

  for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
    {
      guint n;
      const double *v = sgm_geometry_get_ring (geometry, ring, &n);

      for (guint i = 0; i + 1 < n; i++)
        least = MIN (least, segment_distance_squared (v + 2 * i, v + 2 * i + 2, x, y, squeeze));
    }
  return (sgm_geometry_contains (geometry, x, y) ? 1 : -1) * sqrt (least);
}

/* @x, @y are the cell's centre, @half half its side in degrees of latitude. */
static Cell
make_cell (const SgmGeometry *geometry,
           double             x,
           double             y,
           double             half,
           double             squeeze)
{
  Cell cell = { x, y, half, signed_distance (geometry, x, y, squeeze), 0 };

  cell.limit = cell.distance + half * G_SQRT2;
  return cell;
}

static guint
find_most_promising (const GArray *cells)
{
  guint best = 0;

  for (guint i = 1; i < cells->len; i++)
    if (g_array_index (cells, Cell, i).limit > g_array_index (cells, Cell, best).limit)
      best = i;
  return best;
}

static GArray *
make_first_cells (const SgmGeometry *geometry,
                  double             squeeze)
{
  const SgmBox *box = sgm_geometry_get_box (geometry);
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  double width = (box->max_x - box->min_x) * squeeze;
  double height = box->max_y - box->min_y;
  double half = MIN (width, height) / 2;
  guint columns = CLAMP (ceil (width / (2 * half)), 1, 64);
  guint rows = CLAMP (ceil (height / (2 * half)), 1, 64);

  half = MAX (width / columns, height / rows) / 2;
  for (guint row = 0; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      {
        double x = box->min_x + (2 * column + 1) * half / squeeze;
        double y = box->min_y + (2 * row + 1) * half;
        Cell cell = make_cell (geometry, x, y, half, squeeze);

        g_array_append_val (cells, cell);
      }
  return cells;
}

static void
find_label_point (const SgmGeometry *geometry,
                  double            *x,
                  double            *y)
{
  const SgmBox *box = sgm_geometry_get_box (geometry);
  double squeeze = cos ((box->min_y + box->max_y) / 2 * G_PI / 180);
  g_autoptr (GArray) cells = NULL;
  Cell best = { (box->min_x + box->max_x) / 2, (box->min_y + box->max_y) / 2, 0, 0, 0 };
  double enough;

  *x = best.x;
  *y = best.y;
  /* A polygon without extent has no inside. */
  if (!(box->max_x > box->min_x && box->max_y > box->min_y && squeeze > 0))
    return;

  cells = make_first_cells (geometry, squeeze);
  enough = MIN ((box->max_x - box->min_x) * squeeze, box->max_y - box->min_y) * 1e-4;
  for (guint i = 0; i < cells->len; i++)
    if (g_array_index (cells, Cell, i).distance > best.distance)
      best = g_array_index (cells, Cell, i);

  for (guint cut = 0; cut < MAX_CUTS && cells->len > 0; cut++)
    {
      guint at = find_most_promising (cells);
      Cell cell = g_array_index (cells, Cell, at);
      double half = cell.half / 2;

      if (cell.limit <= best.distance * (1 + TOLERANCE) + enough)
        break;

      g_array_remove_index_fast (cells, at);
      for (guint quarter = 0; quarter < 4; quarter++)
        {
          Cell part = make_cell (geometry,
                                 cell.x + (quarter & 1 ? half : -half) / squeeze,
                                 cell.y + (quarter & 2 ? half : -half), half, squeeze);

          if (part.distance > best.distance)
            best = part;
          if (part.limit > best.distance * (1 + TOLERANCE) + enough)
            g_array_append_val (cells, part);
        }
    }
  *x = best.x;
  *y = best.y;
}

/**
 * sgm_geometry_get_label_point:
 * @geometry: a geometry
 *
 * Finds a point well inside a polygon for its label, near the one that is
 * farthest from all edges; for a point the point itself. The first question
 * takes tens of microseconds, the answer is kept. For any thread.
 *
 * Returns: (array fixed-size=2): longitude and latitude, as long as the
 *   geometry is there
 */
const double *
sgm_geometry_get_label_point (SgmGeometry *geometry)
{
  double *label = g_atomic_pointer_get (&geometry->label);

  if (label != NULL)
    return label;
  label = g_new (double, 2);
  find_label_point (geometry, &label[0], &label[1]);
  if (g_atomic_pointer_compare_and_exchange (&geometry->label, NULL, label))
    return label;
  g_free (label);
  return g_atomic_pointer_get (&geometry->label);
}
