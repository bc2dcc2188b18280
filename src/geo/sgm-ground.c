/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-ground.h"

#include <math.h>
#include <string.h>

#include "geo/sgm-index.h"

/* As they are called in a style file. */
static const char *const ids[SGM_GROUND_N_KINDS] = {
  [SGM_GROUND_DISTRICT] = "district",
  [SGM_GROUND_FIELD] = "field",
  [SGM_GROUND_WOOD] = "wood",
  [SGM_GROUND_RESIDENTIAL] = "residential",
  [SGM_GROUND_VILLAGE] = "village",
  [SGM_GROUND_COMMERCIAL] = "commercial",
  [SGM_GROUND_INDUSTRIAL] = "industrial",
  [SGM_GROUND_PUBLIC] = "public",
  [SGM_GROUND_SCHOOL] = "school",
  [SGM_GROUND_PARK] = "park",
  [SGM_GROUND_SQUARE] = "square",
  [SGM_GROUND_POND] = "pond",
  [SGM_GROUND_WATER] = "water",
  [SGM_GROUND_STREAM] = "stream",
  [SGM_GROUND_CANAL] = "canal",
  [SGM_GROUND_RIVER] = "river",
  [SGM_GROUND_BUILDING] = "building",
  [SGM_GROUND_PATH] = "path",
  [SGM_GROUND_LANE] = "lane",
  [SGM_GROUND_STREET] = "street",
  [SGM_GROUND_TERTIARY] = "tertiary",
  [SGM_GROUND_SECONDARY] = "secondary",
  [SGM_GROUND_PRIMARY] = "primary",
  [SGM_GROUND_TRUNK] = "trunk",
  [SGM_GROUND_MOTORWAY] = "motorway",
  [SGM_GROUND_RAILWAY] = "railway",
  [SGM_GROUND_SPOT] = "spot",
  [SGM_GROUND_HAMLET] = "hamlet",
  [SGM_GROUND_QUARTER] = "quarter",
  [SGM_GROUND_TOWN] = "town",
  [SGM_GROUND_CITY] = "city",
};

struct _SgmGround
{
  GArray *features; /* SgmGroundFeature, by kind once it is sealed */
  GStringChunk *names;
  guint firsts[SGM_GROUND_N_KINDS + 1];
  SgmIndex *indices[SGM_GROUND_N_KINDS]; /* NULL where there are none */
  gboolean sealed;
};

SgmGround *
sgm_ground_new (void)
{
  SgmGround *self = g_new0 (SgmGround, 1);

  self->features = g_array_new (FALSE, FALSE, sizeof (SgmGroundFeature));
  self->names = g_string_chunk_new (4096);
  return self;
}

void
sgm_ground_free (SgmGround *self)
{
  for (guint i = 0; i < self->features->len; i++)
    g_free (g_array_index (self->features, SgmGroundFeature, i).points);
  for (guint kind = 0; kind < SGM_GROUND_N_KINDS; kind++)
    g_clear_pointer (&self->indices[kind], sgm_index_free);
  g_array_unref (self->features);
  g_string_chunk_free (self->names);
  g_free (self);
}

static const char *
keep_name (SgmGround  *self,
           const char *name)
{
  if (name == NULL || name[0] == '\0')
    return NULL;
  return g_string_chunk_insert_const (self->names, name);
}

static SgmBox
find_box (const double *points,
          guint         n)
{
  SgmBox box = SGM_BOX_EMPTY;

  for (guint i = 0; i < n; i++)
    {
      double x = points[2 * i];
      double y = points[2 * i + 1];

      if (isnan (x))
        continue;
      box.min_x = MIN (box.min_x, x);
      box.max_x = MAX (box.max_x, x);
      box.min_y = MIN (box.min_y, y);
      box.max_y = MAX (box.max_y, y);
    }
  return box;
}

/**
 * sgm_ground_add:
 * @self: a ground that is not sealed
 * @feature: what to add, with at least one point; its points and names are
 *   copied, its box is found
 */
void
sgm_ground_add (SgmGround              *self,
                const SgmGroundFeature *feature)
{
  SgmGroundFeature copy = *feature;

  g_return_if_fail (!self->sealed && feature->n_points > 0);

  copy.points = g_memdup2 (feature->points, 2 * sizeof (double) * feature->n_points);
  copy.box = find_box (copy.points, copy.n_points);
  copy.name = keep_name (self, feature->name);
  copy.name_en = keep_name (self, feature->name_en);
  g_array_append_val (self->features, copy);
}

static void
sort_by_kind (SgmGround *self)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (SgmGroundFeature), self->features->len);

  for (guint kind = 0; kind < SGM_GROUND_N_KINDS; kind++)
    {
      self->firsts[kind] = sorted->len;
      for (guint i = 0; i < self->features->len; i++)
        if (g_array_index (self->features, SgmGroundFeature, i).kind == kind)
          g_array_append_val (sorted, g_array_index (self->features, SgmGroundFeature, i));
    }
  self->firsts[SGM_GROUND_N_KINDS] = sorted->len;
  g_array_unref (self->features);
  self->features = sorted;
}

/**
 * sgm_ground_seal:
 * @self: a ground that has all its features
 *
 * Sorts the features by kind, keeping the order in which those of a kind were
 * added, and makes them findable. Nothing can be added any more.
 */
void
sgm_ground_seal (SgmGround *self)
{
  g_return_if_fail (!self->sealed);

  self->sealed = TRUE;
  sort_by_kind (self);
  for (guint kind = 0; kind < SGM_GROUND_N_KINDS; kind++)
    {
      guint n = self->firsts[kind + 1] - self->firsts[kind];
      g_autofree SgmBox *boxes = g_new (SgmBox, n);

      for (guint i = 0; i < n; i++)
        boxes[i] = g_array_index (self->features, SgmGroundFeature, self->firsts[kind] + i).box;
      if (n > 0)
        self->indices[kind] = sgm_index_new (boxes, n);
    }
}

guint
sgm_ground_get_n_features (const SgmGround *self)
{
  return self->features->len;
}

/**
 * sgm_ground_get_feature:
 * @self: a ground
 * @index: number of a feature
 *
 * Returns: the feature; once the ground is sealed they stand in the order of
 *   their kinds
 */
const SgmGroundFeature *
sgm_ground_get_feature (const SgmGround *self,
                        guint            index)
{
  return &g_array_index (self->features, SgmGroundFeature, index);
}

static gboolean
append_item (guint    item,
             gpointer data)
{
  g_array_append_val ((GArray *) data, item);
  return TRUE;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  guint one = *(const guint *) a;
  guint other = *(const guint *) b;

  return (one > other) - (one < other);
}

/**
 * sgm_ground_find:
 * @self: a sealed ground
 * @kind: the kind to look for
 * @box: where, in Web Mercator
 * @found: (element-type guint): replaced by the numbers of the features whose
 *   boxes meet @box, in the order in which they were added
 */
void
sgm_ground_find (const SgmGround *self,
                 SgmGroundKind    kind,
                 const SgmBox    *box,
                 GArray          *found)
{
  g_return_if_fail (self->sealed);

  g_array_set_size (found, 0);
  if (self->indices[kind] == NULL)
    return;
  sgm_index_query (self->indices[kind], box, append_item, found);
  for (guint i = 0; i < found->len; i++)
    g_array_index (found, guint, i) += self->firsts[kind];
  g_array_sort (found, compare_items);
}

/**
 * sgm_ground_kind_get_id:
 *
 * Returns: what a style file calls the kind
 */
const char *
sgm_ground_kind_get_id (SgmGroundKind kind)
{
  g_return_val_if_fail (kind < SGM_GROUND_N_KINDS, NULL);

  return ids[kind];
}

/**
 * sgm_ground_kind_find:
 * @id: what a style file calls a kind
 *
 * Returns: the kind, or -1
 */
int
sgm_ground_kind_find (const char *id)
{
  for (int kind = 0; kind < SGM_GROUND_N_KINDS; kind++)
    if (strcmp (ids[kind], id) == 0)
      return kind;
  return -1;
}

/**
 * sgm_ground_kind_get_shape:
 *
 * Returns: the shape that features of the kind have; instead of a point a place
 *   may be a polygon, and every line the edge of a polygon
 */
SgmGroundShape
sgm_ground_kind_get_shape (SgmGroundKind kind)
{
  if (kind >= SGM_GROUND_SPOT)
    return SGM_GROUND_SHAPE_POINT;
  if (kind <= SGM_GROUND_WATER || kind == SGM_GROUND_BUILDING)
    return SGM_GROUND_SHAPE_POLYGON;
  return SGM_GROUND_SHAPE_LINE;
}
