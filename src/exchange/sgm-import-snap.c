/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-snap.h"

#include <math.h>
#include <string.h>

#include "geo/sgm-geos.h"
#include "geo/sgm-measure.h"

/* Areas that are drawn one by one have borders that are nearly those of their
 * neighbours. In three steps they become the same: a vertex moves to one of a
 * neighbour that is within the tolerance; a border takes in the vertices of
 * neighbours that it passes within the tolerance; and what has been left
 * without an extent is dropped. A vertex never moves to one of its own area,
 * so that no detail is lost. */

/* A polygon may change its size by so much, as a share; more is an accident. */
#define MAX_CHANGE 0.2

typedef struct
{
  const SgmImportRows *rows;
  const SgmImportMesh *mesh;
  const gboolean *chosen;
  double tolerance; /* metres */
  double metres_x;  /* in a degree */
  double metres_y;

  GArray *loose;        /* numbers of the vertices of loose edges, sorted */
  guint *first_row;     /* for each of them, where its rows begin in @loose_rows */
  GArray *loose_rows;   /* rows whose loose edges meet there */
  guint *target;        /* for each of them, the place in @loose where it moves to */
  SgmIndex *index;
  GHashTable *inserted; /* edge → GArray of vertices */
} Snap;

/* An edge of a row, from the lower vertex to the higher one. */
typedef struct
{
  guint low;
  guint high;
  guint row;
} Key;

typedef struct
{
  double along;
  guint vertex;
} Stop;

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return key->low * 2654435761u ^ key->high * 40503u ^ key->row;
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, sizeof (Key)) == 0;
}

/**
 * sgm_import_get_metres:
 * @latitude: in degrees
 * @x: (out): how many metres a degree of longitude has there
 * @y: (out): how many a degree of latitude has
 */
void
sgm_import_get_metres (double  latitude,
                       double *x,
                       double *y)
{
  const double degree = 1e-3;
  double easterly[] = { 114, latitude, 114 + degree, latitude };
  double northerly[] = { 114, latitude - degree / 2, 114, latitude + degree / 2 };

  *x = sgm_measure_length (easterly, 2) / degree;
  *y = sgm_measure_length (northerly, 2) / degree;
}

static const double *
get_place (const Snap *snap,
           guint       vertex)
{
  return snap->mesh->xy + 2 * (gsize) vertex;
}

static double
get_distance (const Snap   *snap,
              const double *a,
              const double *b)
{
  return hypot ((a[0] - b[0]) * snap->metres_x, (a[1] - b[1]) * snap->metres_y);
}

static gboolean
is_chosen (const Snap *snap,
           guint       row)
{
  return snap->chosen == NULL || snap->chosen[row];
}

/* Loose vertices and their rows --------------------------------------------- */

typedef struct
{
  guint vertex;
  guint row;
} Use;

static int
compare_uses (gconstpointer a,
              gconstpointer b)
{
  const Use *left = a;
  const Use *right = b;

  if (left->vertex != right->vertex)
    return left->vertex < right->vertex ? -1 : 1;
  return left->row < right->row ? -1 : left->row > right->row;
}

static void
list_vertices (Snap *snap)
{
  g_autoptr (GArray) uses = g_array_new (FALSE, FALSE, sizeof (Use));
  g_autofree SgmBox *boxes = NULL;

  for (guint i = 0; i < snap->mesh->loose->len; i++)
    {
      const SgmImportEdge *edge = &g_array_index (snap->mesh->loose, SgmImportEdge, i);
      Use ends[] = { { edge->from, edge->row }, { edge->to, edge->row } };

      g_array_append_vals (uses, ends, 2);
    }
  g_array_sort (uses, compare_uses);
  snap->loose = g_array_new (FALSE, FALSE, sizeof (guint));
  snap->loose_rows = g_array_new (FALSE, FALSE, sizeof (guint));
  snap->first_row = g_new (guint, uses->len + 1);
  boxes = g_new (SgmBox, MAX (uses->len, 1));
  for (guint i = 0; i < uses->len; i++)
    {
      const Use *use = &g_array_index (uses, Use, i);

      if (i == 0 || use->vertex != use[-1].vertex)
        {
          const double *v = get_place (snap, use->vertex);

          boxes[snap->loose->len] = (SgmBox) { v[0], v[1], v[0], v[1] };
          snap->first_row[snap->loose->len] = snap->loose_rows->len;
          g_array_append_val (snap->loose, use->vertex);
        }
      else if (use->row == use[-1].row)
        continue;
      g_array_append_val (snap->loose_rows, use->row);
    }
  snap->first_row[snap->loose->len] = snap->loose_rows->len;
  snap->index = sgm_index_new (boxes, snap->loose->len);
}

static gboolean
has_row (const Snap *snap,
         guint       item,
         guint       row)
{
  for (guint i = snap->first_row[item]; i < snap->first_row[item + 1]; i++)
    if (g_array_index (snap->loose_rows, guint, i) == row)
      return TRUE;
  return FALSE;
}

static gboolean
have_row_in_common (const Snap *snap,
                    guint       a,
                    guint       b)
{
  for (guint i = snap->first_row[a]; i < snap->first_row[a + 1]; i++)
    if (has_row (snap, b, g_array_index (snap->loose_rows, guint, i)))
      return TRUE;
  return FALSE;
}

static gboolean
can_move (const Snap *snap,
          guint       item)
{
  for (guint i = snap->first_row[item]; i < snap->first_row[item + 1]; i++)
    if (is_chosen (snap, g_array_index (snap->loose_rows, guint, i)))
      return TRUE;
  return FALSE;
}

static const double *
get_target (const Snap *snap,
            guint       item)
{
  return get_place (snap, g_array_index (snap->loose, guint, snap->target[item]));
}

static SgmBox
widen (const Snap *snap,
       SgmBox      box,
       double      by)
{
  box.min_x -= by / snap->metres_x;
  box.max_x += by / snap->metres_x;
  box.min_y -= by / snap->metres_y;
  box.max_y += by / snap->metres_y;
  return box;
}

/* Moving vertices ----------------------------------------------------------- */

typedef struct
{
  const Snap *snap;
  guint item;
  guint nearest;
  double distance;
} Approach;

/* Only vertices that stay where they are attract others. */
static gboolean
approach (guint    other,
          gpointer data)
{
  Approach *a = data;
  double distance;

  if (other >= a->item || a->snap->target[other] != other)
    return TRUE;
  distance = get_distance (a->snap, get_target (a->snap, other),
                           get_place (a->snap, g_array_index (a->snap->loose, guint, a->item)));
  if (distance <= a->distance && !have_row_in_common (a->snap, a->item, other))
    {
      a->nearest = other;
      a->distance = distance;
    }
  return TRUE;
}

static void
move_vertices (Snap *snap)
{
  snap->target = g_new (guint, MAX (snap->loose->len, 1));
  for (guint i = 0; i < snap->loose->len; i++)
    {
      const double *v = get_place (snap, g_array_index (snap->loose, guint, i));
      SgmBox box = widen (snap, (SgmBox) { v[0], v[1], v[0], v[1] }, snap->tolerance);
      Approach a = { snap, i, i, snap->tolerance };

      snap->target[i] = i;
      if (!can_move (snap, i))
        continue;
      sgm_index_query (snap->index, &box, approach, &a);
      snap->target[i] = a.nearest;
    }
}

/* Taking in neighbours' vertices -------------------------------------------- */

/* A long edge is followed in pieces of about this many metres: the box around the
 * whole of it may have all vertices of the file. */
#define PIECE 25.0
#define MAX_PIECES 4096

typedef struct
{
  const Snap *snap;
  guint row;
  const double *from;
  const double *to;
  double begin; /* of the piece, as a share of the edge */
  double end;
  GArray *stops;
} Passing;

/* A vertex that the edge passes within the tolerance, beside its ends. */
static gboolean
pass (guint    item,
      gpointer data)
{
  Passing *p = data;
  const Snap *snap = p->snap;
  const double *v = get_target (snap, item);
  double x = (p->to[0] - p->from[0]) * snap->metres_x, y = (p->to[1] - p->from[1]) * snap->metres_y;
  double vx = (v[0] - p->from[0]) * snap->metres_x, vy = (v[1] - p->from[1]) * snap->metres_y;
  double length = hypot (x, y);
  Stop stop = { length > 0 ? (vx * x + vy * y) / (length * length) : 0, snap->target[item] };

  if (!(stop.along > 0 && stop.along < 1) || stop.along < p->begin || stop.along >= p->end
      || fabs (vx * y - vy * x) > snap->tolerance * length
      || has_row (snap, item, p->row) || has_row (snap, snap->target[item], p->row))
    return TRUE;
  if (memcmp (v, p->from, 2 * sizeof *v) != 0 && memcmp (v, p->to, 2 * sizeof *v) != 0)
    g_array_append_val (p->stops, stop);
  return TRUE;
}

static int
compare_stops (gconstpointer a,
               gconstpointer b)
{
  const Stop *left = a;
  const Stop *right = b;

  if (left->along != right->along)
    return left->along < right->along ? -1 : 1;
  return left->vertex < right->vertex ? -1 : left->vertex > right->vertex;
}

/* Returns: the place of a vertex in the list of loose ones */
static guint
find_loose (const Snap *snap,
            guint       vertex)
{
  guint low = 0, high = snap->loose->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (snap->loose, guint, middle) < vertex)
        low = middle + 1;
      else
        high = middle;
    }
  return low < snap->loose->len && g_array_index (snap->loose, guint, low) == vertex ? low : G_MAXUINT;
}

static void
follow (Passing *p,
        guint    piece,
        guint    n_pieces)
{
  double dx = p->to[0] - p->from[0], dy = p->to[1] - p->from[1];
  SgmBox box;
  double x[2], y[2];

  p->begin = (double) piece / n_pieces;
  p->end = (double) (piece + 1) / n_pieces;
  for (guint i = 0; i < 2; i++)
    {
      x[i] = p->from[0] + dx * (i == 0 ? p->begin : p->end);
      y[i] = p->from[1] + dy * (i == 0 ? p->begin : p->end);
    }
  box = (SgmBox) { MIN (x[0], x[1]), MIN (y[0], y[1]), MAX (x[0], x[1]), MAX (y[0], y[1]) };
  box = widen (p->snap, box, 2 * p->snap->tolerance);
  sgm_index_query (p->snap->index, &box, pass, p);
}

static void
take_in (Snap                *snap,
         const SgmImportEdge *edge)
{
  guint low = MIN (edge->from, edge->to), high = MAX (edge->from, edge->to);
  Passing p = { snap, edge->row };
  guint n_pieces;

  p.from = get_target (snap, find_loose (snap, low));
  p.to = get_target (snap, find_loose (snap, high));
  p.stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  n_pieces = 1 + MIN (get_distance (snap, p.from, p.to) / PIECE, MAX_PIECES);
  for (guint i = 0; i < n_pieces; i++)
    follow (&p, i, n_pieces);
  if (p.stops->len > 0)
    {
      Key key = { low, high, edge->row };

      g_array_sort (p.stops, compare_stops);
      g_hash_table_replace (snap->inserted, g_memdup2 (&key, sizeof key), p.stops);
    }
  else
    g_array_unref (p.stops);
}

/* New rings ----------------------------------------------------------------- */

static void
append_vertex (GArray       *ring,
               const double *v)
{
  guint n = ring->len / 2;

  if (n >= 1 && memcmp (&g_array_index (ring, double, 2 * (n - 1)), v, 2 * sizeof *v) == 0)
    return;
  if (n >= 2 && memcmp (&g_array_index (ring, double, 2 * (n - 2)), v, 2 * sizeof *v) == 0)
    {
      g_array_set_size (ring, ring->len - 2); /* there and back again */
      return;
    }
  g_array_append_vals (ring, v, 2);
}

static const double *
get_moved (const Snap   *snap,
           const double *v,
           guint        *vertex)
{
  guint item;

  *vertex = sgm_import_mesh_find (snap->mesh, v);
  item = find_loose (snap, *vertex);
  return item != G_MAXUINT ? get_target (snap, item) : v;
}

static void
append_stops (const Snap *snap,
              GArray     *ring,
              guint       row,
              guint       from,
              guint       to)
{
  Key key = { MIN (from, to), MAX (from, to), row };
  GArray *stops = g_hash_table_lookup (snap->inserted, &key);

  for (guint i = 0; stops != NULL && i < stops->len; i++)
    {
      guint at = from < to ? i : stops->len - 1 - i;
      guint item = g_array_index (stops, Stop, at).vertex;

      append_vertex (ring, get_place (snap, g_array_index (snap->loose, guint, item)));
    }
}

/* Returns: whether the ring has an extent */
static gboolean
append_ring (const Snap   *snap,
             guint         row,
             const double *v,
             guint         n,
             GArray       *coordinates)
{
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (double));
  guint before;

  append_vertex (ring, get_moved (snap, v, &before));
  for (guint i = 1; i < n; i++)
    {
      guint vertex;
      const double *place = get_moved (snap, v + 2 * i, &vertex);

      append_stops (snap, ring, row, before, vertex);
      append_vertex (ring, place);
      before = vertex;
    }
  if (ring->len < 8 || memcmp (ring->data, &g_array_index (ring, double, ring->len - 2), 2 * sizeof (double)) != 0)
    return FALSE;
  g_array_append_vals (coordinates, ring->data, ring->len);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the row's geometry with its vertices
 *   moved, %NULL where nothing is left */
static SgmGeometry *
rebuild (const Snap *snap,
         guint       row)
{
  const SgmGeometry *geometry = sgm_import_rows_get (snap->rows, row)->geometry;
  g_autoptr (GArray) coordinates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ring_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) polygon_ends = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint polygon = 0; polygon < sgm_geometry_get_n_polygons (geometry); polygon++)
    {
      guint first, end, n_before = ring_ends->len;

      sgm_geometry_get_polygon_rings (geometry, polygon, &first, &end);
      for (guint ring = first; ring < end; ring++)
        {
          guint n, ring_end;
          const double *v = sgm_geometry_get_ring (geometry, ring, &n);

          if (append_ring (snap, row, v, n, coordinates))
            {
              ring_end = coordinates->len / 2;
              g_array_append_val (ring_ends, ring_end);
            }
          else if (ring == first)
            break;
        }
      if (ring_ends->len > n_before)
        g_array_append_val (polygon_ends, ring_ends->len);
    }
  if (polygon_ends->len == 0)
    return NULL;
  return sgm_geometry_new_polygons ((const double *) coordinates->data,
                                    (const guint *) ring_ends->data, ring_ends->len,
                                    (const guint *) polygon_ends->data, polygon_ends->len);
}

/* Takes a ring that got crossed apart; an accident is not taken. */
static SgmGeometry *
make_sound (SgmGeometry         *geometry,
            const SgmImportRow  *row,
            GEOSContextHandle_t  geos)
{
  GEOSGeometry *shape = sgm_geos_from_geometry (geos, geometry);
  double size;

  if (shape != NULL && GEOSisValid_r (geos, shape) != 1)
    {
      shape = sgm_geos_make_valid (geos, shape);
      g_clear_pointer (&geometry, sgm_geometry_unref);
      if (shape != NULL)
        geometry = sgm_geos_to_geometry (geos, shape);
    }
  if (shape != NULL)
    GEOSGeom_destroy_r (geos, shape);
  size = geometry != NULL ? sgm_geometry_get_area (geometry) : 0;
  if (geometry != NULL && fabs (size - row->size) > MAX_CHANGE * row->size)
    g_clear_pointer (&geometry, sgm_geometry_unref);
  return geometry;
}

static gboolean
is_same (const SgmGeometry *a,
         const SgmGeometry *b)
{
  g_autoptr (GBytes) left = sgm_geometry_to_wkb (a);
  g_autoptr (GBytes) right = sgm_geometry_to_wkb (b);

  return g_bytes_equal (left, right);
}

/* Whether a vertex of the row moves or its border takes one in. */
static gboolean
is_touched (const Snap    *snap,
            guint          row,
            const guint8  *moved)
{
  const SgmGeometry *geometry = sgm_import_rows_get (snap->rows, row)->geometry;

  for (guint ring = 0; geometry != NULL && ring < sgm_geometry_get_n_rings (geometry); ring++)
    {
      guint n;
      const double *v = sgm_geometry_get_ring (geometry, ring, &n);

      for (guint i = 0; i < n; i++)
        if (moved[sgm_import_mesh_find (snap->mesh, v + 2 * i)])
          return TRUE;
    }
  return FALSE;
}

static void
clear_snapped (gpointer data)
{
  SgmImportSnapped *snapped = data;

  sgm_geometry_unref (snapped->geometry);
}

static GArray *
rebuild_all (const Snap          *snap,
             GEOSContextHandle_t  geos)
{
  GArray *result = g_array_new (FALSE, FALSE, sizeof (SgmImportSnapped));
  g_autofree guint8 *moved = g_new0 (guint8, MAX (snap->mesh->n_vertices, 1));
  gboolean any = g_hash_table_size (snap->inserted) > 0;
  GHashTableIter iter;
  gpointer key;

  g_array_set_clear_func (result, clear_snapped);
  for (guint i = 0; i < snap->loose->len; i++)
    if (snap->target[i] != i)
      any = moved[g_array_index (snap->loose, guint, i)] = TRUE;
  g_hash_table_iter_init (&iter, snap->inserted);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    moved[((const Key *) key)->low] = TRUE;
  for (guint i = 0; any && i < snap->rows->rows->len; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (snap->rows, i);
      SgmImportSnapped snapped = { i, NULL };

      if (!is_touched (snap, i, moved))
        continue;
      snapped.geometry = rebuild (snap, i);
      if (snapped.geometry != NULL)
        snapped.geometry = make_sound (snapped.geometry, row, geos);
      if (snapped.geometry == NULL)
        continue;
      if (is_same (snapped.geometry, row->geometry))
        sgm_geometry_unref (snapped.geometry);
      else
        g_array_append_val (result, snapped);
    }
  return result;
}

/**
 * sgm_import_snap:
 * @rows: all areas of a level
 * @mesh: their borders
 * @tolerance: how far apart borders may be that are meant to be the same, in
 *   metres
 * @chosen: (nullable): which rows may be moved to others, %NULL for all; rows
 *   that share a moved vertex follow it
 * @geos: a context
 *
 * Puts borders that nearly are their neighbours' onto these.
 *
 * Returns: (transfer full) (element-type SgmImportSnapped): the rows that
 *   change
 */
GArray *
sgm_import_snap (const SgmImportRows *rows,
                 const SgmImportMesh *mesh,
                 double               tolerance,
                 const gboolean      *chosen,
                 GEOSContextHandle_t  geos)
{
  Snap snap = { rows, mesh, chosen, tolerance };
  GArray *result;

  sgm_import_get_metres (mesh->n_vertices > 0 ? mesh->xy[1] : 0, &snap.metres_x, &snap.metres_y);
  snap.inserted = g_hash_table_new_full (hash_key, equal_keys, g_free, (GDestroyNotify) g_array_unref);
  list_vertices (&snap);
  move_vertices (&snap);
  for (guint i = 0; i < mesh->loose->len; i++)
    {
      const SgmImportEdge *edge = &g_array_index (mesh->loose, SgmImportEdge, i);

      if (is_chosen (&snap, edge->row))
        take_in (&snap, edge);
    }
  result = rebuild_all (&snap, geos);

  g_hash_table_unref (snap.inserted);
  g_array_unref (snap.loose);
  g_array_unref (snap.loose_rows);
  g_free (snap.first_row);
  g_free (snap.target);
  sgm_index_free (snap.index);
  return result;
}
