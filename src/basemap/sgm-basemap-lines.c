/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-lines.h"

#include <math.h>

#include "geo/sgm-polyline.h"

/* Ends that are this close, in Web Mercator, are the same: a few centimetres. */
#define SAME 1e-9

/* A line goes on into another where it turns less than this, in radians. */
#define MAX_TURN (G_PI / 3)

/* A piece of a line as the source has it. */
typedef struct
{
  const SgmGroundFeature *feature;
  guint first;
  guint n;
  gboolean used;
} Piece;

typedef struct
{
  GArray *pieces;
  GHashTable *ends; /* End → GArray of the numbers of pieces that end there */
} Joiner;

typedef struct
{
  const char *name; /* kept once by the ground, so that it can be compared as it is */
  SgmGroundKind kind;
  gint64 x;
  gint64 y;
} End;

static guint
end_hash (gconstpointer data)
{
  const End *end = data;

  return g_direct_hash (end->name) ^ ((guint) end->kind << 24) ^ (guint) (end->x * 31)
         ^ (guint) (end->y * 131);
}

static gboolean
end_equal (gconstpointer a,
           gconstpointer b)
{
  const End *one = a;
  const End *other = b;

  return one->name == other->name && one->kind == other->kind && one->x == other->x && one->y == other->y;
}

static SgmPoint
get_point (const Piece *piece,
           guint        i)
{
  const double *point = piece->feature->points + 2 * (piece->first + i);

  return (SgmPoint) { point[0], point[1] };
}

static End
get_end (const Piece *piece,
         SgmPoint     point)
{
  return (End) { piece->feature->name, piece->feature->kind, llrint (point.x / SAME), llrint (point.y / SAME) };
}

static void
note_end (Joiner     *joiner,
          guint       number,
          const End  *end)
{
  GArray *there = g_hash_table_lookup (joiner->ends, end);

  if (there == NULL)
    {
      there = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (joiner->ends, g_memdup2 (end, sizeof *end), there);
    }
  g_array_append_val (there, number);
}

static void
add_piece (Joiner                 *joiner,
           const SgmGroundFeature *feature,
           guint                   first,
           guint                   n)
{
  Piece piece = { feature, first, n, FALSE };
  guint number = joiner->pieces->len;
  End start;
  End end;

  if (n < 2)
    return;
  start = get_end (&piece, get_point (&piece, 0));
  end = get_end (&piece, get_point (&piece, n - 1));
  g_array_append_val (joiner->pieces, piece);
  note_end (joiner, number, &start);
  note_end (joiner, number, &end);
}

/* A feature may be several lines. */
static void
add_feature (Joiner                 *joiner,
             const SgmGroundFeature *feature)
{
  guint first = 0;

  for (guint i = 0; i <= feature->n_points; i++)
    if (i == feature->n_points || isnan (feature->points[2 * i]))
      {
        add_piece (joiner, feature, first, i - first);
        first = i + 1;
      }
}

static double
get_turn (SgmPoint before,
          SgmPoint corner,
          SgmPoint after)
{
  double turn = atan2 (after.y - corner.y, after.x - corner.x)
                - atan2 (corner.y - before.y, corner.x - before.x);

  return fabs (remainder (turn, 2 * G_PI));
}

/* The unused piece that goes straightest on from the end of @points, or NULL;
 * @backwards says from which of its ends. */
static Piece *
find_next (Joiner      *joiner,
           const Piece *from,
           GArray      *points,
           gboolean    *backwards)
{
  SgmPoint corner = g_array_index (points, SgmPoint, points->len - 1);
  SgmPoint before = g_array_index (points, SgmPoint, points->len - 2);
  End end = get_end (from, corner);
  GArray *there = g_hash_table_lookup (joiner->ends, &end);
  double best = MAX_TURN;
  Piece *found = NULL;

  for (guint i = 0; there != NULL && i < there->len; i++)
    {
      Piece *piece = &g_array_index (joiner->pieces, Piece, g_array_index (there, guint, i));
      End start = get_end (piece, get_point (piece, 0));
      gboolean reversed = !end_equal (&start, &end);
      double turn;

      if (piece->used)
        continue;
      turn = get_turn (before, corner, get_point (piece, reversed ? piece->n - 2 : 1));
      if (turn < best)
        {
          best = turn;
          found = piece;
          *backwards = reversed;
        }
    }
  return found;
}

static void
append_piece (GArray      *points,
              const Piece *piece,
              gboolean     backwards,
              guint        skip)
{
  for (guint i = skip; i < piece->n; i++)
    {
      SgmPoint point = get_point (piece, backwards ? piece->n - 1 - i : i);

      g_array_append_val (points, point);
    }
}

static void
go_on (Joiner      *joiner,
       const Piece *from,
       GArray      *points)
{
  gboolean backwards;
  Piece *next;

  while ((next = find_next (joiner, from, points, &backwards)) != NULL)
    {
      next->used = TRUE;
      append_piece (points, next, backwards, 1);
    }
}

static void
reverse (GArray *points)
{
  SgmPoint *data = (SgmPoint *) (void *) points->data;

  for (guint i = 0, j = points->len - 1; i < j; i++, j--)
    {
      SgmPoint point = data[i];

      data[i] = data[j];
      data[j] = point;
    }
}

static void
line_free (gpointer data)
{
  SgmBasemapLine *line = data;

  g_array_unref (line->points);
  g_free (line);
}

static SgmBasemapLine *
join (Joiner *joiner,
      Piece  *piece)
{
  SgmBasemapLine *line = g_new0 (SgmBasemapLine, 1);

  line->feature = piece->feature;
  line->points = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
  piece->used = TRUE;
  append_piece (line->points, piece, FALSE, 0);
  go_on (joiner, piece, line->points);
  reverse (line->points);
  go_on (joiner, piece, line->points);
  for (guint i = 0; i + 1 < line->points->len; i++)
    {
      SgmPoint a = g_array_index (line->points, SgmPoint, i);
      SgmPoint b = g_array_index (line->points, SgmPoint, i + 1);

      line->length += hypot (b.x - a.x, b.y - a.y);
    }
  return line;
}

/* Kinds as they are, in each what matters most, then the longest first. */
static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const SgmBasemapLine *one = *(const SgmBasemapLine *const *) a;
  const SgmBasemapLine *other = *(const SgmBasemapLine *const *) b;

  if (one->feature->kind != other->feature->kind)
    return one->feature->kind < other->feature->kind ? -1 : 1;
  if (one->feature->rank != other->feature->rank)
    return one->feature->rank > other->feature->rank ? -1 : 1;
  return (one->length < other->length) - (one->length > other->length);
}

/**
 * sgm_basemap_lines_join:
 * @ground: a sealed ground
 *
 * Puts lines of the same kind and name together where they meet and go on.
 *
 * Returns: (transfer full) (element-type SgmBasemapLine): all lines that have a
 *   name, by kind, then by rank and length
 */
GPtrArray *
sgm_basemap_lines_join (const SgmGround *ground)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  Joiner joiner;

  joiner.pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  joiner.ends = g_hash_table_new_full (end_hash, end_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < sgm_ground_get_n_features (ground); i++)
    {
      const SgmGroundFeature *feature = sgm_ground_get_feature (ground, i);

      if (feature->name != NULL && feature->shape == SGM_GROUND_SHAPE_LINE)
        add_feature (&joiner, feature);
    }
  for (guint i = 0; i < joiner.pieces->len; i++)
    {
      Piece *piece = &g_array_index (joiner.pieces, Piece, i);

      if (!piece->used)
        g_ptr_array_add (lines, join (&joiner, piece));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_hash_table_unref (joiner.ends);
  g_array_unref (joiner.pieces);
  return lines;
}
