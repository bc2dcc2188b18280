/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-plan.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap.h"
#include "basemap/sgm-border-lines.h"
#include "geo/sgm-mercator.h"
#include "geo/sgm-polyline.h"

/* Beyond so many units their grounds and lanes are left out: nobody could
 * make them out, and the map shall be made in seconds. */
#define MAX_DETAILED_UNITS 20000

/* In metres. */
#define RIVER_WIDTH 850.0
#define STREAM_WIDTH 110.0
#define RIVER_OVERLAP 60.0
#define RIVER_STEP 200.0
#define WATER_STEP 60.0
#define FAR_AWAY 60000.0

/* A plan in the making. */
typedef struct
{
  SgmAreaSet *areas;
  SgmGround *ground;
  SgmBox box;     /* of the district, in Web Mercator */
  double metre;   /* in Web Mercator, in the middle of the district */
  guint n_names;
} Planner;

static const char *const words[] = {
  "文昌", "永康", "福泉", "星河", "云沁", "龙溪", "启明", "和顺", "连海", "建安",
  "明珠", "广源", "乐盈", "富华", "锦绣", "青年", "新民", "兴业", "东宁", "南苑",
  "金桥", "育德", "春晖", "清澜", "碧湖", "梅园", "荷塘", "松柏", "长堤", "丰盛",
};

/* Made-up names: each word with each of the endings before one comes again. */
static const char *
make_name (Planner       *planner,
           SgmGroundKind  kind)
{
  const char *ending = kind == SGM_GROUND_PRIMARY ? "大道"
                       : kind == SGM_GROUND_TERTIARY ? "路"
                       : kind == SGM_GROUND_CANAL || kind == SGM_GROUND_STREAM ? "涌" : "街";
  g_autofree char *name = g_strconcat (words[planner->n_names++ * 7 % G_N_ELEMENTS (words)],
                                       ending, NULL);

  return g_intern_string (name);
}

/* An even number from 0 to 99 that depends on two areas alone. */
static guint
draw_lot (Planner *planner,
          guint    a,
          guint    b)
{
  guint hash = g_str_hash (sgm_area_set_get (planner->areas, a)->code) * 31
               + g_str_hash (sgm_area_set_get (planner->areas, b)->code);

  hash ^= hash >> 15;
  hash *= 0x2c1b3c6d;
  hash ^= hash >> 12;
  hash *= 0x297a2d39;
  hash ^= hash >> 15;
  return hash % 100;
}

/* The great roads cross the river on bridges. */
static void
add_points (Planner       *planner,
            SgmGroundKind  kind,
            GArray        *points,
            const char    *name)
{
  SgmGroundFeature feature = { kind, sgm_ground_kind_get_shape (kind) };

  feature.level = kind >= SGM_GROUND_PRIMARY ? 1 : 0;
  feature.width = kind == SGM_GROUND_RIVER ? RIVER_WIDTH : kind == SGM_GROUND_STREAM ? STREAM_WIDTH : 0;
  feature.name = name;
  feature.n_points = points->len;
  feature.points = (double *) (void *) points->data;
  sgm_ground_add (planner->ground, &feature);
}

static SgmPoint
project (double longitude,
         double latitude)
{
  return (SgmPoint) { sgm_mercator_x (longitude), sgm_mercator_y (latitude) };
}

static void
append_projected (GArray       *points,
                  const double *coordinates,
                  guint         n)
{
  for (guint i = 0; i < n; i++)
    {
      SgmPoint point = project (coordinates[2 * i], coordinates[2 * i + 1]);

      g_array_append_val (points, point);
    }
}

static GArray *
project_rings (const SgmGeometry *geometry)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
  static const SgmPoint gap = { NAN, NAN };

  for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
    {
      guint n;
      const double *vertices = sgm_geometry_get_ring (geometry, ring, &n);

      if (ring > 0)
        g_array_append_val (points, gap);
      append_projected (points, vertices, n);
    }
  return points;
}

static void
add_area (Planner       *planner,
          SgmGroundKind  kind,
          const SgmArea *area)
{
  g_autoptr (GArray) points = project_rings (area->geometry);

  add_points (planner, kind, points, NULL);
}

/* Waters within a unit keep to its shape, but smaller and rounder. */
static void
add_pond (Planner       *planner,
          const SgmArea *unit)
{
  guint n;
  const double *vertices = sgm_geometry_get_ring (unit->geometry, 0, &n);
  SgmPoint middle = project (unit->label_x, unit->label_y);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
  g_autoptr (GArray) even = NULL;
  g_autoptr (GArray) round = NULL;

  append_projected (points, vertices, n);
  for (guint i = 0; i < points->len; i++)
    {
      SgmPoint *point = &g_array_index (points, SgmPoint, i);

      point->x = middle.x + (point->x - middle.x) * 0.6;
      point->y = middle.y + (point->y - middle.y) * 0.6;
    }
  even = sgm_polyline_resample (points, 12 * planner->metre);
  round = sgm_polyline_average (even, 3);
  add_points (planner, SGM_GROUND_POND, round, NULL);
}

/* What the ground of a unit is like: as its name says, or else towns are built
 * up and villages have fields. */
static SgmGroundKind
choose_ground (Planner       *planner,
               const SgmArea *unit)
{
  const SgmArea *community = sgm_area_set_get_ancestor (planner->areas, unit, SGM_LEVEL_COMMUNITY);
  gboolean village = community != NULL && community->kind == SGM_AREA_KIND_VILLAGE;
  guint lot = draw_lot (planner, unit->index, unit->parent);

  if (strstr (unit->name, "鱼塘") != NULL)
    return SGM_GROUND_POND;
  if (strstr (unit->name, "农田") != NULL)
    return SGM_GROUND_FIELD;
  if (strstr (unit->name, "广场") != NULL || strstr (unit->name, "公园") != NULL || lot < 3)
    return SGM_GROUND_PARK;
  if (village && lot < 45)
    return SGM_GROUND_FIELD;
  return lot < 65 ? SGM_GROUND_RESIDENTIAL : SGM_GROUND_DISTRICT;
}

static void
add_unit (Planner       *planner,
          const SgmArea *unit)
{
  SgmGroundKind kind = choose_ground (planner, unit);

  if (kind == SGM_GROUND_POND)
    {
      add_area (planner, SGM_GROUND_FIELD, unit);
      add_pond (planner, unit);
    }
  else if (kind != SGM_GROUND_DISTRICT)
    {
      add_area (planner, kind, unit);
    }
}

static void
add_line (Planner             *planner,
          SgmGroundKind        kind,
          const SgmBorderLine *line)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
  const char *name = kind == SGM_GROUND_LANE ? NULL : make_name (planner, kind);

  append_projected (points, line->points, line->n_points);
  if (kind == SGM_GROUND_CANAL || kind == SGM_GROUND_STREAM)
    {
      g_autoptr (GArray) even = sgm_polyline_resample (points, WATER_STEP * planner->metre);
      g_autoptr (GArray) smooth = sgm_polyline_average (even, 2);

      add_points (planner, kind, smooth, name);
    }
  else
    {
      add_points (planner, kind, points, name);
    }
}

/* A border of streets is a stream or an avenue; communities are parted by
 * canals and streets, grids by roads. */
static void
add_community_line (Planner             *planner,
                    const SgmBorderLine *line)
{
  guint lot = draw_lot (planner, line->a, line->b);
  gboolean same_street = sgm_area_set_get (planner->areas, line->a)->parent
                         == sgm_area_set_get (planner->areas, line->b)->parent;

  if (!same_street)
    add_line (planner, lot < 50 ? SGM_GROUND_STREAM : SGM_GROUND_PRIMARY, line);
  else if (lot < 18)
    add_line (planner, SGM_GROUND_CANAL, line);
  else if (lot < 85)
    add_line (planner, SGM_GROUND_TERTIARY, line);
}

static void
add_lines (Planner  *planner,
           SgmLevel  level)
{
  g_autoptr (GPtrArray) lines = sgm_border_lines_new (planner->areas, level);

  for (guint i = 0; i < lines->len; i++)
    {
      const SgmBorderLine *line = g_ptr_array_index (lines, i);
      guint lot = draw_lot (planner, line->a, line->b);

      if (level == SGM_LEVEL_COMMUNITY)
        {
          add_community_line (planner, line);
          continue;
        }
      /* The others run along a higher level's border. */
      if (sgm_area_set_get (planner->areas, line->a)->parent
          != sgm_area_set_get (planner->areas, line->b)->parent)
        continue;
      if (level == SGM_LEVEL_GRID && lot < 75)
        add_line (planner, SGM_GROUND_STREET, line);
      else if (level == SGM_LEVEL_UNIT && lot < 35)
        add_line (planner, SGM_GROUND_LANE, line);
    }
}

/* The point of a ring that is farthest to the east and, by @downwards 1, to
 * the south or, by -1, to the north. */
static guint
find_corner (Planner *planner,
             GArray  *ring,
             double   downwards)
{
  double width = planner->box.max_x - planner->box.min_x;
  double height = planner->box.max_y - planner->box.min_y;
  double best = -G_MAXDOUBLE;
  guint found = 0;

  for (guint i = 0; i < ring->len; i++)
    {
      SgmPoint point = g_array_index (ring, SgmPoint, i);
      double value = point.x / width + downwards * point.y / height;

      if (value > best)
        {
          best = value;
          found = i;
        }
    }
  return found;
}

/* The part of a closed ring from one of its points on to another. */
static GArray *
cut_ring (GArray *ring,
          guint   from,
          guint   to)
{
  GArray *part = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
  guint n = ring->len - 1;

  for (guint i = from % n; ; i = (i + 1) % n)
    {
      g_array_append_val (part, g_array_index (ring, SgmPoint, i));
      if (i == to % n)
        return part;
    }
}

static double
get_mean_x (GArray *points)
{
  double sum = 0;

  for (guint i = 0; i < points->len; i++)
    sum += g_array_index (points, SgmPoint, i).x;
  return sum / points->len;
}

/* The outline's eastern side, where the real district lies on the Xijiang. */
static GArray *
find_eastern_bank (Planner *planner,
                   GArray  *ring)
{
  guint north = find_corner (planner, ring, -1);
  guint south = find_corner (planner, ring, 1);
  g_autoptr (GArray) one = cut_ring (ring, north, south);
  g_autoptr (GArray) other = cut_ring (ring, south, north);

  if (get_mean_x (one) > get_mean_x (other))
    return g_steal_pointer (&one);
  return g_steal_pointer (&other);
}

static void
add_river (Planner *planner)
{
  guint n;
  const double *vertices = sgm_geometry_get_ring (sgm_area_set_get (planner->areas, 0)->geometry,
                                                  0, &n);
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
  g_autoptr (GArray) bank = NULL;
  g_autoptr (GArray) even = NULL;
  g_autoptr (GArray) calm = NULL;
  g_autoptr (GArray) smooth = NULL;
  g_autoptr (GArray) river = NULL;
  double aside = (RIVER_WIDTH / 2 - RIVER_OVERLAP) * planner->metre;

  append_projected (ring, vertices, n);
  bank = find_eastern_bank (planner, ring);
  even = sgm_polyline_resample (bank, RIVER_STEP * planner->metre);
  calm = sgm_polyline_average (even, 5);
  smooth = sgm_polyline_average (calm, 4);
  river = sgm_polyline_offset (smooth, aside);
  if (get_mean_x (river) < get_mean_x (smooth))
    {
      g_array_unref (river);
      river = sgm_polyline_offset (smooth, -aside);
    }
  if (river->len >= 2)
    sgm_polyline_extend (river, FAR_AWAY * planner->metre);
  add_points (planner, SGM_GROUND_RIVER, river, "西江");
}

/* A road through the country, by points of the district's box in hundredths
 * of its width and height from its north-west corner. */
static void
add_through_road (Planner       *planner,
                  SgmGroundKind  kind,
                  const char    *name,
                  const int      (*hundredths)[2],
                  guint          n)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
  g_autoptr (GArray) curve = NULL;

  for (guint i = 0; i < n; i++)
    {
      SgmPoint point = {
        planner->box.min_x + (planner->box.max_x - planner->box.min_x) * hundredths[i][0] / 100,
        planner->box.min_y + (planner->box.max_y - planner->box.min_y) * hundredths[i][1] / 100,
      };

      g_array_append_val (points, point);
    }
  curve = sgm_polyline_curve (points, 24);
  sgm_polyline_extend (curve, FAR_AWAY * planner->metre);
  add_points (planner, kind, curve, name);
}

static void
add_through_roads (Planner *planner)
{
  static const int motorway[][2] = {
    { -160, 18 }, { -60, 30 }, { 0, 33 }, { 30, 44 }, { 58, 42 }, { 90, 55 }, { 150, 50 }, { 260, 30 },
  };
  static const int railway[][2] = {
    { 45, -200 }, { 30, -60 }, { 24, 0 }, { 34, 40 }, { 26, 80 }, { 10, 130 }, { 0, 260 },
  };
  static const int avenue[][2] = {
    { 70, -180 }, { 62, -50 }, { 60, 10 }, { 50, 48 }, { 55, 85 }, { 48, 140 }, { 60, 280 },
  };
  static const int western_avenue[][2] = {
    { -180, 90 }, { -70, 70 }, { 5, 72 }, { 30, 66 }, { 52, 70 },
  };

  add_through_road (planner, SGM_GROUND_PRIMARY, "中兴大道", avenue, G_N_ELEMENTS (avenue));
  add_through_road (planner, SGM_GROUND_PRIMARY, "西环大道", western_avenue,
                    G_N_ELEMENTS (western_avenue));
  add_through_road (planner, SGM_GROUND_RAILWAY, NULL, railway, G_N_ELEMENTS (railway));
  add_through_road (planner, SGM_GROUND_MOTORWAY, "环江高速", motorway, G_N_ELEMENTS (motorway));
}

/**
 * sgm_basemap_plan_new:
 * @areas: the areas
 *
 * Makes up grounds, waters and roads from the borders of the areas, always
 * alike for the same areas. May be called in any thread.
 *
 * Returns: (transfer full): what the sample's base map shows, sealed
 */
SgmGround *
sgm_basemap_plan_new (SgmAreaSet *areas)
{
  const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);
  Planner planner = { areas };
  guint first;
  guint end;

  planner.ground = sgm_ground_new ();
  planner.box = (SgmBox) {
    sgm_mercator_x (box->min_x), sgm_mercator_y (box->max_y),
    sgm_mercator_x (box->max_x), sgm_mercator_y (box->min_y),
  };
  planner.metre = 1 / (256 * sgm_mercator_metres_per_pixel ((box->min_y + box->max_y) / 2, 0));

  add_area (&planner, SGM_GROUND_DISTRICT, sgm_area_set_get (areas, 0));
  sgm_area_set_get_level (areas, SGM_LEVEL_UNIT, &first, &end);
  if (end - first <= MAX_DETAILED_UNITS)
    {
      for (guint i = first; i < end; i++)
        add_unit (&planner, sgm_area_set_get (areas, i));
      add_lines (&planner, SGM_LEVEL_UNIT);
    }
  add_lines (&planner, SGM_LEVEL_COMMUNITY);
  add_lines (&planner, SGM_LEVEL_GRID);
  add_river (&planner);
  add_through_roads (&planner);

  sgm_ground_seal (planner.ground);
  return planner.ground;
}

/**
 * sgm_basemap_plan_make:
 * @path: name of the MBTiles file; one that is there is replaced
 * @areas: the areas
 * @progress: (nullable) (scope call): told how far it is, in this thread
 * @cancellable: (nullable): to give up
 *
 * Draws the sample's base map. Takes seconds; to be called in a thread of its
 * own.
 *
 * Returns: whether the file was written; when not, nothing of it is left
 */
gboolean
sgm_basemap_plan_make (const char    *path,
                       SgmAreaSet    *areas,
                       SgmProgress    progress,
                       gpointer       progress_data,
                       GCancellable  *cancellable,
                       GError       **error)
{
  SgmBasemapOptions options = { .attribution = N_("Sample base map: made up, not surveyed") };
  g_autoptr (SgmGround) ground = NULL;

  if (sgm_area_set_get_n_areas (areas) == 0)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID,
                           _("The district has no areas to draw yet."));
      return FALSE;
    }
  options.bounds = *sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);
  ground = sgm_basemap_plan_new (areas);
  return sgm_basemap_begin (path, ground, &options, progress, progress_data, cancellable, error);
}
