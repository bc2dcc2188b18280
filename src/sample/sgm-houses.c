/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-houses.h"

#include <math.h>

#include "sample/sgm-town-line.h"

/* How rectangles stand in a unit, in metres: their length and width at the
 * least and at the most, the free space to the next one in the row and to the
 * next row, the distance from the border, and of a hundred so many are
 * missing. Rows of dwellings look south. */
typedef struct
{
  double length[2];
  double width[2];
  double aside;
  double between;
  double margin;
  int missing;
  gboolean south;
} Pattern;

static const Pattern patterns[SGM_USE_N] = {
  [SGM_USE_ESTATE] = { { 26, 62 }, { 13, 16 }, 9, 17, 3.5, 3, TRUE },
  [SGM_USE_OLD_TOWN] = { { 9, 18 }, { 10, 14 }, 1.5, 5, 2, 6, FALSE },
  [SGM_USE_SHOPS] = { { 24, 60 }, { 14, 20 }, 6, 11, 2.5, 4, FALSE },
  [SGM_USE_MARKET] = { { 26, 60 }, { 20, 34 }, 9, 11, 4, 8, FALSE },
  [SGM_USE_TOWERS] = { { 24, 44 }, { 24, 34 }, 22, 24, 6, 10, FALSE },
  [SGM_USE_INDUSTRY] = { { 42, 120 }, { 24, 44 }, 10, 11, 5, 8, FALSE },
  [SGM_USE_SCHOOL] = { { 34, 70 }, { 12, 15 }, 16, 22, 6, 22, TRUE },
  [SGM_USE_HOSPITAL] = { { 44, 80 }, { 16, 22 }, 18, 22, 8, 15, TRUE },
  [SGM_USE_OFFICES] = { { 28, 60 }, { 15, 20 }, 16, 22, 6, 15, TRUE },
  [SGM_USE_PARK] = { { 10, 16 }, { 8, 12 }, 90, 120, 15, 60, FALSE },
  [SGM_USE_VILLAGE] = { { 9, 15 }, { 9, 12 }, 1.6, 4.5, 3, 9, FALSE },
  [SGM_USE_FIELDS] = { { 8, 14 }, { 6, 9 }, 180, 160, 6, 72, FALSE },
  [SGM_USE_PONDS] = { { 6, 9 }, { 5, 7 }, 150, 170, 4, 70, FALSE },
  [SGM_USE_ORCHARD] = { { 8, 14 }, { 6, 9 }, 160, 160, 6, 70, FALSE },
};

static const Pattern ponds = { { 44, 110 }, { 34, 56 }, 5, 5, 3, 2, FALSE };

/* Half of what lies between the units on both sides of a line: half of its
 * width and its verge, in metres. */
static double
get_half_width (const SgmTownLine *line)
{
  static const struct
  {
    double width;
    double verge;
  } usual[SGM_GROUND_N_KINDS] = {
    [SGM_GROUND_DISTRICT] = { 0, 0.5 },
    [SGM_GROUND_RIVER] = { 0, 32 },
    [SGM_GROUND_CANAL] = { 12, 7 },
    [SGM_GROUND_STREAM] = { 5, 2 },
    [SGM_GROUND_LANE] = { 6, 1 },
    [SGM_GROUND_STREET] = { 11, 1.5 },
    [SGM_GROUND_TERTIARY] = { 18, 2 },
    [SGM_GROUND_SECONDARY] = { 24, 4 },
    [SGM_GROUND_PRIMARY] = { 30, 4 },
    [SGM_GROUND_MOTORWAY] = { 32, 12 },
  };

  return (line->width > 0 ? line->width : usual[line->kind].width) / 2 + usual[line->kind].verge;
}

/* A side of the unit, seen in its own frame. */
typedef struct
{
  SgmMeshPoint a;
  SgmMeshPoint b;
  double half_width;
} Side;

typedef struct
{
  GArray *sides;
  SgmMeshPoint min;
  SgmMeshPoint max;
  double angle;
} Plot;

static SgmMeshPoint
turn (SgmMeshPoint p,
      double       angle)
{
  double c = cos (angle), s = sin (angle);

  return (SgmMeshPoint) { c * p.x - s * p.y, s * p.x + c * p.y };
}

static void
read_plot (const SgmTown *town,
           guint          face,
           gboolean       south,
           Plot          *plot)
{
  const SgmMesh *mesh = town->quarters->mesh;
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;
  double along, across;

  plot->angle = sgm_mesh_get_frame (mesh, face);
  sgm_mesh_get_extent (mesh, face, plot->angle, &along, &across);
  /* The frame is within an eighth of a turn of the x axis: rows along it look
   * south. Others run along the longer side. */
  if (!south && across > along)
    plot->angle += G_PI / 2;
  plot->sides = g_array_new (FALSE, FALSE, sizeof (Side));
  plot->min = (SgmMeshPoint) { G_MAXDOUBLE, G_MAXDOUBLE };
  plot->max = (SgmMeshPoint) { -G_MAXDOUBLE, -G_MAXDOUBLE };
  do
    {
      guint line = sgm_mesh_get_line (mesh, half);
      Side side = {
        turn (sgm_mesh_origin (mesh, half), -plot->angle),
        turn (sgm_mesh_origin (mesh, SGM_MESH_TWIN (half)), -plot->angle),
        get_half_width (&g_array_index (town->quarters->lines, SgmTownLine, line)),
      };

      plot->min = (SgmMeshPoint) { MIN (plot->min.x, side.a.x), MIN (plot->min.y, side.a.y) };
      plot->max = (SgmMeshPoint) { MAX (plot->max.x, side.a.x), MAX (plot->max.y, side.a.y) };
      g_array_append_val (plot->sides, side);
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
}

static double
get_distance (const Side   *side,
              SgmMeshPoint  p)
{
  double dx = side->b.x - side->a.x, dy = side->b.y - side->a.y;
  double t = ((p.x - side->a.x) * dx + (p.y - side->a.y) * dy) / (dx * dx + dy * dy);

  t = CLAMP (t, 0, 1);
  return hypot (side->a.x + t * dx - p.x, side->a.y + t * dy - p.y);
}

static gboolean
is_free (const Plot   *plot,
         SgmMeshPoint  p,
         double        margin)
{
  gboolean inside = FALSE;

  for (guint i = 0; i < plot->sides->len; i++)
    {
      const Side *side = &g_array_index (plot->sides, Side, i);

      if ((side->a.y > p.y) != (side->b.y > p.y)
          && side->a.x + (p.y - side->a.y) / (side->b.y - side->a.y) * (side->b.x - side->a.x) > p.x)
        inside = !inside;
      if (get_distance (side, p) < side->half_width + margin)
        return FALSE;
    }
  return inside;
}

/* Whether a rectangle fits into the plot, looked at along its rim. */
static gboolean
fits (const Plot   *plot,
      SgmMeshPoint  corner,
      double        length,
      double        width,
      double        margin)
{
  guint n = 1 + length / 40;

  for (guint i = 0; i <= n; i++)
    for (guint j = 0; j < 2; j++)
      if (!is_free (plot, (SgmMeshPoint) { corner.x + length * i / n, corner.y + width * j }, margin))
        return FALSE;
  return TRUE;
}

static void
append (GArray       *points,
        const Plot   *plot,
        SgmMeshPoint  corner,
        double        length,
        double        width)
{
  static const SgmMeshPoint gap = { NAN, NAN };

  if (points->len > 0)
    g_array_append_val (points, gap);
  for (guint i = 0; i < 5; i++)
    {
      SgmMeshPoint p = turn ((SgmMeshPoint) { corner.x + (i == 1 || i == 2 ? length : 0),
                                              corner.y + (i == 2 || i == 3 ? width : 0) },
                             plot->angle);

      g_array_append_val (points, p);
    }
}

static GArray *
fill (const SgmTown *town,
      guint          face,
      const Pattern *pattern,
      GRand         *random)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));
  Plot plot;
  double width;

  read_plot (town, face, pattern->south, &plot);
  for (double y = plot.min.y + pattern->margin; y < plot.max.y; y += width + pattern->between)
    {
      double x = plot.min.x + pattern->margin + g_rand_double_range (random, 0, pattern->aside);

      width = g_rand_double_range (random, pattern->width[0], pattern->width[1]);
      while (x < plot.max.x)
        {
          double length = g_rand_double_range (random, pattern->length[0], pattern->length[1]);
          SgmMeshPoint corner = { x, y };

          /* Near the rim a shorter one may still fit. */
          if (!fits (&plot, corner, length, width, pattern->margin))
            length = pattern->length[0];
          if (!fits (&plot, corner, length, width, pattern->margin))
            {
              x += MAX (2, pattern->length[0] / 4);
              continue;
            }
          if (g_rand_int_range (random, 0, 100) >= pattern->missing)
            append (points, &plot, corner, length, width);
          x += length + pattern->aside;
        }
    }
  g_array_unref (plot.sides);
  return points;
}

/**
 * sgm_houses_new:
 * @town: a town
 * @face: one of its units
 * @random: where chance comes from
 *
 * Makes up the buildings of a unit: slabs in rows, small houses at lanes or
 * large halls, as its use is, all clear of the ways and waters around it.
 *
 * Returns: (transfer full) (element-type SgmMeshPoint): their outlines in
 *   metres, with %NAN between one and the next
 */
GArray *
sgm_houses_new (const SgmTown *town,
                guint          face,
                GRand         *random)
{
  return fill (town, face, &patterns[town->uses[face]], random);
}

/**
 * sgm_ponds_new:
 * @town: a town
 * @face: one of its units
 * @random: where chance comes from
 *
 * Makes up the fish ponds of a unit: rectangles with dykes between them.
 *
 * Returns: (transfer full) (element-type SgmMeshPoint): their outlines in
 *   metres, with %NAN between one and the next
 */
GArray *
sgm_ponds_new (const SgmTown *town,
               guint          face,
               GRand         *random)
{
  return fill (town, face, &ponds, random);
}
