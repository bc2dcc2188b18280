/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-junctions.h"

#include <math.h>
#include <string.h>

/* Vertices in a stripe, more or less: what is noted of them stays in the
 * processor's cache, and takes little memory. */
#define STRIPE_VERTICES 60000

/* Neighbours differ in what they say of a vertex's place by less than this
 * part of a degree, a tenth of a millimetre. */
#define PARTS 1e9

/* Stands for a vertex's neighbours where there are more than two. */
#define MANY 1

struct _SgmJunctions
{
  guint *first_bits; /* of each area */
  guint32 *bits;     /* one for each vertex of each area */
};

/* A vertex, as its number, and the numbers of the two next to it. */
typedef struct
{
  guint64 vertex;
  guint32 sides[2];
} Note;

typedef struct
{
  SgmAreaSet *areas;
  SgmJunctions *junctions;
  double south; /* of the stripe, degrees */
  double north;
  Note *notes;  /* a hash table with open addresses */
  guint mask;
} Work;

typedef void (*Visit) (Work    *work,
                       guint    bit,
                       guint64  before,
                       guint64  vertex,
                       guint64  after);

/* Two vertices of the same number would only be kept without need. */
static inline guint64
get_number (const double *vertex)
{
  guint64 number = (guint64) llrint (vertex[0] * PARTS) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
                   ^ (guint64) llrint (vertex[1] * PARTS) * G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f);

  number ^= number >> 32;
  number *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  number ^= number >> 29;
  return number | 2; /* neither nothing nor MANY */
}

static inline Note *
find (Work    *work,
      guint64  vertex)
{
  guint place = vertex >> 24 & work->mask;

  while (work->notes[place].vertex != vertex && work->notes[place].vertex != 0)
    place = (place + 1) & work->mask;
  return &work->notes[place];
}

static inline void
add_side (Note    *note,
          guint32  side)
{
  if (note->sides[0] == MANY || note->sides[0] == side || note->sides[1] == side)
    return;
  if (note->sides[0] == 0)
    note->sides[0] = side;
  else if (note->sides[1] == 0)
    note->sides[1] = side;
  else
    note->sides[0] = MANY;
}

static void
note_sides (Work    *work,
            guint    bit,
            guint64  before,
            guint64  vertex,
            guint64  after)
{
  Note *note = find (work, vertex);

  note->vertex = vertex;
  add_side (note, (guint32) before);
  add_side (note, (guint32) after);
}

/* Where a boundary turns back, its end is one as well. */
static void
mark_junction (Work    *work,
               guint    bit,
               guint64  before,
               guint64  vertex,
               guint64  after)
{
  const Note *note = find (work, vertex);

  if (note->sides[0] == MANY || note->sides[1] == 0)
    work->junctions->bits[bit / 32] |= 1u << bit % 32;
}

static void
visit_ring (Work         *work,
            Visit         visit,
            const double *ring,
            guint         n,
            guint         first_bit)
{
  guint64 before = get_number (ring + 2 * (n - 2));
  guint64 vertex = get_number (ring);

  for (guint i = 0; i + 1 < n; i++)
    {
      guint64 after = get_number (ring + 2 * (i + 1));
      double y = ring[2 * i + 1];

      if (after == vertex)
        continue; /* the same place again; its bit stays clear */
      if (y >= work->south && y < work->north)
        visit (work, first_bit + i, before, vertex, after);
      before = vertex;
      vertex = after;
    }
}

static void
visit_area (Work  *work,
            Visit  visit,
            guint  area)
{
  const SgmGeometry *geometry = sgm_area_set_get (work->areas, area)->geometry;
  guint bit = work->junctions->first_bits[area];

  for (guint r = 0; r < sgm_geometry_get_n_rings (geometry); r++)
    {
      guint n;
      const double *ring = sgm_geometry_get_ring (geometry, r, &n);

      visit_ring (work, visit, ring, n, bit);
      bit += n;
    }
}

static guint
count_vertices (const SgmGeometry *geometry)
{
  guint total = 0;

  for (guint r = 0; r < sgm_geometry_get_n_rings (geometry); r++)
    {
      guint n;

      sgm_geometry_get_ring (geometry, r, &n);
      total += n;
    }
  return total;
}

static GArray *
find_areas (Work *work)
{
  SgmBox box = { -180, work->south, 180, work->north };
  GArray *areas = g_array_new (FALSE, FALSE, sizeof (guint));

  for (SgmLevel level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      g_autoptr (GArray) found = sgm_area_set_query (work->areas, level, &box);

      g_array_append_vals (areas, found->data, found->len);
    }
  return areas;
}

/* Half of the notes stay empty at least. */
static void
clear_notes (Work  *work,
             guint  n_vertices)
{
  guint size = MAX (work->mask + 1, 64);

  while (size < 2 * n_vertices)
    size *= 2;
  if (size > work->mask + 1)
    {
      g_free (work->notes);
      work->notes = g_new (Note, size);
      work->mask = size - 1;
    }
  memset (work->notes, 0, size * sizeof (Note));
}

static void
work_on_stripe (Work *work)
{
  g_autoptr (GArray) areas = find_areas (work);
  guint n_vertices = 0;

  for (guint i = 0; i < areas->len; i++)
    n_vertices += count_vertices (sgm_area_set_get (work->areas, g_array_index (areas, guint, i))->geometry);
  clear_notes (work, n_vertices);
  for (guint i = 0; i < areas->len; i++)
    visit_area (work, note_sides, g_array_index (areas, guint, i));
  for (guint i = 0; i < areas->len; i++)
    visit_area (work, mark_junction, g_array_index (areas, guint, i));
}

static guint
number_vertices (SgmJunctions *junctions,
                 SgmAreaSet   *areas)
{
  guint n_areas = sgm_area_set_get_n_areas (areas);
  guint total = 0;

  junctions->first_bits = g_new (guint, MAX (1, n_areas));
  for (guint i = 0; i < n_areas; i++)
    {
      junctions->first_bits[i] = total;
      total += count_vertices (sgm_area_set_get (areas, i)->geometry);
    }
  return total;
}

/**
 * sgm_junctions_new:
 * @areas: the areas
 *
 * Takes some 40 ns for a vertex: for a worker thread.
 *
 * Returns: (transfer full): their junctions
 */
SgmJunctions *
sgm_junctions_new (SgmAreaSet *areas)
{
  SgmJunctions *junctions = g_new0 (SgmJunctions, 1);
  Work work = { .areas = areas, .junctions = junctions };
  guint n_vertices = number_vertices (junctions, areas);
  guint n_stripes = n_vertices / STRIPE_VERTICES + 1;
  const SgmBox *box;

  junctions->bits = g_new0 (guint32, n_vertices / 32 + 1);
  if (n_vertices == 0)
    return junctions;

  box = sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);
  work.north = -90;
  for (guint i = 0; i < n_stripes; i++)
    {
      /* Areas may reach over the district where the data are wrong. */
      work.south = work.north;
      work.north = i + 1 < n_stripes ? box->min_y + (box->max_y - box->min_y) * (i + 1) / n_stripes : 91;
      work_on_stripe (&work);
    }
  g_free (work.notes);
  return junctions;
}

void
sgm_junctions_free (SgmJunctions *junctions)
{
  g_free (junctions->first_bits);
  g_free (junctions->bits);
  g_free (junctions);
}

/**
 * sgm_junctions_has:
 * @junctions: the junctions
 * @area: an area's index in the area set
 * @vertex: number of one of its vertices, counted over all its rings
 *
 * Returns: whether the vertex is one
 */
gboolean
sgm_junctions_has (const SgmJunctions *junctions,
                   guint               area,
                   guint               vertex)
{
  guint bit = junctions->first_bits[area] + vertex;

  return (junctions->bits[bit / 32] >> bit % 32 & 1) != 0;
}
