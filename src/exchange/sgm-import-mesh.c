/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-mesh.h"

#include <stdlib.h>
#include <string.h>

/* An edge whichever way it runs, and whether it runs from @low to @high. */
typedef struct
{
  guint32 low;
  guint32 high;
  guint32 row;
  guint32 forward;
} Piece;

static guint32
hash_place (const double *v)
{
  guint64 words[2];
  guint64 hash = 0;

  memcpy (words, v, sizeof words);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    hash = (hash ^ words[i] ^ (words[i] >> 29)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (guint32) (hash >> 32);
}

/* Vertices are numbered by their place, in a hash table without pointers, as
 * there are millions of them; a slot has the number + 1, or 0.
 * Returns: the slot of the place, or the empty one where it belongs */
static guint32
find_slot (const SgmImportMesh *mesh,
           const double        *v)
{
  guint32 slot = hash_place (v) & mesh->mask;

  while (mesh->slots[slot] != 0
         && memcmp (mesh->xy + 2 * (gsize) (mesh->slots[slot] - 1), v, 2 * sizeof *v) != 0)
    slot = (slot + 1) & mesh->mask;
  return slot;
}

/**
 * sgm_import_mesh_find:
 * @v: x and y of a vertex of one of the areas
 *
 * Returns: its number
 */
guint
sgm_import_mesh_find (const SgmImportMesh *mesh,
                      const double        *v)
{
  return mesh->slots[find_slot (mesh, v)] - 1;
}

static guint
number_of (SgmImportMesh *mesh,
           const double  *v)
{
  guint32 slot = find_slot (mesh, v);

  if (mesh->slots[slot] == 0)
    {
      memcpy (mesh->xy + 2 * (gsize) mesh->n_vertices, v, 2 * sizeof *v);
      mesh->slots[slot] = ++mesh->n_vertices;
    }
  return mesh->slots[slot] - 1;
}

static double
get_turn (const double *v,
          guint         n)
{
  double turn = 0;

  for (guint i = 0; i + 1 < n; i++)
    turn += (v[2 * i] - v[0]) * (v[2 * i + 3] - v[1]) - (v[2 * i + 2] - v[0]) * (v[2 * i + 1] - v[1]);
  return turn;
}

static guint
append_ring (SgmImportMesh *mesh,
             const double *v,
             guint         n,
             guint         row,
             gboolean      reversed,
             Piece        *pieces)
{
  guint n_pieces = 0;
  guint before = number_of (mesh, v);

  for (guint i = 1; i < n; i++)
    {
      guint next = number_of (mesh, v + 2 * i);

      if (next != before)
        pieces[n_pieces++] = (Piece) { MIN (before, next), MAX (before, next), row,
                                       (before < next) != reversed };
      before = next;
    }
  return n_pieces;
}

static gsize
append_row (SgmImportMesh     *mesh,
            const SgmGeometry *geometry,
            guint              row,
            Piece             *pieces)
{
  gsize n_pieces = 0;

  for (guint polygon = 0; polygon < sgm_geometry_get_n_polygons (geometry); polygon++)
    {
      guint first, end;

      sgm_geometry_get_polygon_rings (geometry, polygon, &first, &end);
      for (guint ring = first; ring < end; ring++)
        {
          guint n;
          const double *v = sgm_geometry_get_ring (geometry, ring, &n);

          n_pieces += append_ring (mesh, v, n, row, (get_turn (v, n) > 0) != (ring == first),
                                   pieces + n_pieces);
        }
    }
  return n_pieces;
}

static int
compare_pieces (gconstpointer a,
                gconstpointer b)
{
  const Piece *left = a;
  const Piece *right = b;

  if (left->low != right->low)
    return left->low < right->low ? -1 : 1;
  if (left->high != right->high)
    return left->high < right->high ? -1 : 1;
  if (left->row != right->row)
    return left->row < right->row ? -1 : 1;
  return (int) left->forward - (int) right->forward;
}

static void
append_loose (SgmImportMesh       *mesh,
              const SgmImportRows *rows,
              const Piece         *pieces,
              gsize                n_pieces)
{
  for (gsize first = 0, end; first < n_pieces; first = end)
    {
      for (end = first + 1; end < n_pieces && pieces[end].low == pieces[first].low
                            && pieces[end].high == pieces[first].high; end++)
        ;
      if (end - first == 2 && pieces[first].forward != pieces[first + 1].forward)
        continue;
      for (gsize i = first; i < end; i++)
        {
          SgmImportEdge edge = {
            pieces[i].forward ? pieces[i].low : pieces[i].high,
            pieces[i].forward ? pieces[i].high : pieces[i].low,
            pieces[i].row,
          };

          g_array_append_val (mesh->loose, edge);
          sgm_import_rows_get (rows, pieces[i].row)->loose = TRUE;
        }
    }
}

/**
 * sgm_import_mesh_new:
 * @rows: all areas of a level; which of them are loose is written down
 *
 * Returns: (transfer full): their borders
 */
SgmImportMesh *
sgm_import_mesh_new (const SgmImportRows *rows)
{
  SgmImportMesh *mesh = g_new0 (SgmImportMesh, 1);
  g_autofree Piece *pieces = NULL;
  gsize n_vertices = 0;
  gsize n_pieces = 0;
  gsize n_slots = 16;

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const SgmGeometry *geometry = sgm_import_rows_get (rows, i)->geometry;

      for (guint ring = 0; geometry != NULL && ring < sgm_geometry_get_n_rings (geometry); ring++)
        {
          guint n;

          sgm_geometry_get_ring (geometry, ring, &n);
          n_vertices += n;
        }
    }
  while (n_slots < 2 * n_vertices)
    n_slots *= 2;
  mesh->slots = g_new0 (guint32, n_slots);
  mesh->mask = n_slots - 1;
  mesh->xy = g_new (double, 2 * MAX (n_vertices, 1));
  mesh->loose = g_array_new (FALSE, FALSE, sizeof (SgmImportEdge));
  pieces = g_new (Piece, MAX (n_vertices, 1));
  for (guint i = 0; i < rows->rows->len; i++)
    {
      SgmImportRow *row = sgm_import_rows_get (rows, i);

      row->loose = FALSE;
      if (row->geometry != NULL)
        n_pieces += append_row (mesh, row->geometry, i, pieces + n_pieces);
    }
  qsort (pieces, n_pieces, sizeof *pieces, compare_pieces);
  append_loose (mesh, rows, pieces, n_pieces);
  return mesh;
}

void
sgm_import_mesh_free (SgmImportMesh *mesh)
{
  g_free (mesh->xy);
  g_free (mesh->slots);
  g_array_unref (mesh->loose);
  g_free (mesh);
}
