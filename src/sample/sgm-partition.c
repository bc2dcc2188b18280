/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-partition.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/sgm-data.h"
#include "domain/sgm-tables.h"
#include "sample/sgm-contour.h"
#include "sample/sgm-division.h"

/* The district is made from the top down, as plots of land are: its outline is
 * cut into streets, these into communities, these into grids and these into
 * units (sgm-division), each cut running from border to border. So every area
 * lies in one of the level above and all levels share their borders. At last
 * each straight edge gets its wavering line (sgm-contour). */

/* Where the town of 江南 lies; it is denser near it. */
#define CORE_LONGITUDE 113.098
#define CORE_LATITUDE 22.590
/* 2020-01-01 in Asia/Shanghai */
#define VALID_FROM G_GINT64_CONSTANT (1577808000000)
/* A unit's number within its grid has three digits, in benchmark samples with
 * more units than these can count five. */
#define MAX_SHORT_NUMBER 999

typedef struct
{
  const SgmDivisionPlan *plan;
  const SgmMesh *mesh;
  const SgmContour *contour;
  const guint *unit_grids; /* for each face */
  GRand *random;
  gint64 first_community;  /* id */
  GPtrArray *records;
} Writer;

/* The first ring of the first feature of a GeoJSON file. */
static JsonArray *
find_ring (JsonNode *root)
{
  JsonObject *feature = json_array_get_object_element (
    json_object_get_array_member (json_node_get_object (root), "features"), 0);
  JsonObject *geometry = json_object_get_object_member (feature, "geometry");

  return json_array_get_array_element (json_object_get_array_member (geometry, "coordinates"), 0);
}

/* Metres per degree at a latitude, on the ellipsoid. */
static void
set_place (SgmContourPlace *place,
           double           longitude,
           double           latitude)
{
  double phi = latitude * G_PI / 180;

  place->longitude = longitude;
  place->latitude = latitude;
  place->metres_per_latitude = 111132.95 - 559.85 * cos (2 * phi);
  place->metres_per_longitude = 111412.88 * cos (phi) - 93.5 * cos (3 * phi);
}

static SgmMeshPoint
to_metres (const SgmContourPlace *place,
           double                 longitude,
           double                 latitude)
{
  return (SgmMeshPoint) { (longitude - place->longitude) * place->metres_per_longitude,
                          (latitude - place->latitude) * place->metres_per_latitude };
}

static SgmMesh *
read_outline (const SgmContourPlace  *place,
              GError                **error)
{
  g_autoptr (GBytes) bytes = sgm_data_lookup ("jianghai/outline.geojson", error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));
  JsonArray *vertices;
  double doubled = 0;
  guint n;

  if (bytes == NULL
      || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), error))
    return NULL;

  vertices = find_ring (json_parser_get_root (parser));
  n = json_array_get_length (vertices) - 1;
  for (guint i = 0; i < n; i++)
    {
      JsonArray *vertex = json_array_get_array_element (vertices, i);
      SgmMeshPoint p = to_metres (place, json_array_get_double_element (vertex, 0),
                                  json_array_get_double_element (vertex, 1));

      g_array_append_val (ring, p);
    }
  for (guint i = 0; i < n; i++)
    {
      SgmMeshPoint a = g_array_index (ring, SgmMeshPoint, i);
      SgmMeshPoint b = g_array_index (ring, SgmMeshPoint, (i + 1) % n);

      doubled += a.x * b.y - b.x * a.y;
    }
  if (doubled < 0)
    for (guint i = 0; i < n / 2; i++)
      {
        SgmMeshPoint swap = g_array_index (ring, SgmMeshPoint, i);

        g_array_index (ring, SgmMeshPoint, i) = g_array_index (ring, SgmMeshPoint, n - 1 - i);
        g_array_index (ring, SgmMeshPoint, n - 1 - i) = swap;
      }
  return sgm_mesh_new ((const SgmMeshPoint *) ring->data, n);
}

/* The middle of a grid or unit, for its number. */
typedef struct
{
  guint number;
  guint parent;
  double x;
  double y;
  double area;
} Spot;

static int
compare (double a,
         double b)
{
  return a < b ? -1 : a > b;
}

static int
compare_parent (gconstpointer a,
                gconstpointer b)
{
  return compare (((const Spot *) a)->parent, ((const Spot *) b)->parent);
}

static int
compare_north (gconstpointer a,
               gconstpointer b)
{
  return compare (((const Spot *) b)->y, ((const Spot *) a)->y);
}

static int
compare_west (gconstpointer a,
              gconstpointer b)
{
  return compare (((const Spot *) a)->x, ((const Spot *) b)->x);
}

/* How many spots from the first on have its parent. */
static guint
count_siblings (const Spot *spots,
                guint       n)
{
  guint count = 0;

  while (count < n && spots[count].parent == spots[0].parent)
    count++;
  return count;
}

/* Sorts by parent, and siblings in the order of GB/T 30428.1: row by row from
 * north to south, within a row from west to east. */
static void
sort_spots (Spot  *spots,
            guint  n)
{
  guint count;

  qsort (spots, n, sizeof *spots, compare_parent);
  for (guint first = 0; first < n; first += count)
    {
      guint n_rows;

      count = count_siblings (spots + first, n - first);
      n_rows = MAX (1, lround (sqrt (count)));
      qsort (spots + first, count, sizeof *spots, compare_north);
      for (guint row = 0; row < n_rows; row++)
        {
          guint begin = count * row / n_rows;
          guint end = count * (row + 1) / n_rows;

          qsort (spots + first + begin, end - begin, sizeof *spots, compare_west);
        }
    }
}

static SgmRecord *
make_record (gint64        id,
             SgmLevel      level,
             const char   *code,
             const char   *name,
             SgmAreaKind   kind,
             gint64        parent,
             SgmGeometry  *geometry)
{
  SgmRecord *record = sgm_record_new (&sgm_table_area, id);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (geometry);

  sgm_record_set_int (record, SGM_AREA_LEVEL, level);
  sgm_record_set_text (record, SGM_AREA_CODE, code);
  sgm_record_set_text (record, SGM_AREA_NAME, name);
  sgm_record_set_int (record, SGM_AREA_KIND, kind);
  if (parent > 0)
    sgm_record_set_int (record, SGM_AREA_PARENT, parent);
  sgm_record_set_int (record, SGM_AREA_VALID_FROM, VALID_FROM);
  sgm_record_set_bytes (record, SGM_AREA_GEOMETRY, wkb);
  return record;
}

/* Adds one record; its id is its place. */
static gint64
add_record (Writer                *writer,
            SgmLevel               level,
            const SgmDivisionPart *part,
            const char            *code,
            const char            *name,
            gint64                 parent,
            SgmGeometry           *geometry)
{
  gint64 id = writer->records->len + 1;
  SgmAreaKind kind = level == SGM_LEVEL_COMMUNITY ? part->kind : SGM_AREA_KIND_NONE;

  g_ptr_array_add (writer->records,
                   make_record (id, level, code, name, kind, parent, geometry));
  return id;
}

/* For each face the number of the part of a level that it is in. */
static guint *
lift (const Writer *writer,
      const guint  *groups,
      const GArray *parts)
{
  guint *lifted = g_new (guint, writer->mesh->faces->len);

  for (guint i = 0; i < writer->mesh->faces->len; i++)
    lifted[i] = parts != NULL ? g_array_index (parts, SgmDivisionPart, groups[i]).parent : 0;
  return lifted;
}

/* The district, the streets and the communities, all of which have codes. */
static void
add_upper_levels (Writer *writer)
{
  const SgmDivisionPlan *plan = writer->plan;
  g_autofree guint *communities = lift (writer, writer->unit_grids, plan->grids);
  g_autofree guint *streets = lift (writer, communities, plan->communities);
  g_autofree guint *all = lift (writer, streets, NULL);
  g_autoptr (GPtrArray) district_outline = sgm_contour_get_groups (writer->contour, all, 1);
  g_autoptr (GPtrArray) street_outlines = sgm_contour_get_groups (writer->contour, streets,
                                                                  plan->streets->len);
  g_autoptr (GPtrArray) outlines = sgm_contour_get_groups (writer->contour, communities,
                                                           plan->communities->len);

  add_record (writer, SGM_LEVEL_DISTRICT, &plan->district, plan->district.code,
              plan->district.name, 0, district_outline->pdata[0]);
  for (guint i = 0; i < plan->streets->len; i++)
    {
      const SgmDivisionPart *part = &g_array_index (plan->streets, SgmDivisionPart, i);

      add_record (writer, SGM_LEVEL_STREET, part, part->code, part->name, 1,
                  street_outlines->pdata[i]);
    }
  for (guint i = 0; i < plan->communities->len; i++)
    {
      const SgmDivisionPart *part = &g_array_index (plan->communities, SgmDivisionPart, i);

      add_record (writer, SGM_LEVEL_COMMUNITY, part, part->code, part->name, 2 + part->parent,
                  outlines->pdata[i]);
    }
}

/* The middles of the grids, in the order of their codes. */
static Spot *
make_grid_spots (const Writer *writer)
{
  guint n = writer->plan->grids->len;
  Spot *spots = g_new0 (Spot, n);

  for (guint face = 0; face < writer->mesh->faces->len; face++)
    {
      Spot *spot = &spots[writer->unit_grids[face]];
      SgmMeshPoint centre;
      double area = sgm_mesh_get_area (writer->mesh, face, &centre);

      spot->x += centre.x * area;
      spot->y += centre.y * area;
      spot->area += area;
    }
  for (guint i = 0; i < n; i++)
    {
      spots[i].number = i;
      spots[i].parent = g_array_index (writer->plan->grids, SgmDivisionPart, i).parent;
      spots[i].x /= spots[i].area;
      spots[i].y /= spots[i].area;
    }
  sort_spots (spots, n);
  return spots;
}

/* The middles of the units, in the order of their codes; the parent is the
 * grid's place in its own order. */
static Spot *
make_unit_spots (const Writer *writer,
                 const Spot   *grids)
{
  guint n = writer->mesh->faces->len;
  Spot *spots = g_new0 (Spot, n);
  g_autofree guint *places = g_new (guint, writer->plan->grids->len);

  for (guint i = 0; i < writer->plan->grids->len; i++)
    places[grids[i].number] = i;
  for (guint face = 0; face < n; face++)
    {
      SgmMeshPoint centre;

      sgm_mesh_get_area (writer->mesh, face, &centre);
      spots[face] = (Spot) { face, places[writer->unit_grids[face]], centre.x, centre.y, 0 };
    }
  sort_spots (spots, n);
  return spots;
}

static GPtrArray *
make_names (Writer *writer)
{
  GPtrArray *names = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_place_names_free);

  for (guint i = 0; i < writer->plan->communities->len; i++)
    {
      const SgmDivisionPart *part = &g_array_index (writer->plan->communities, SgmDivisionPart, i);

      g_ptr_array_add (names, sgm_place_names_new (part->name, part->setting, writer->random));
    }
  return names;
}

static void
add_grids (Writer     *writer,
           const Spot *spots,
           GPtrArray  *names)
{
  guint n = writer->plan->grids->len;
  g_autoptr (GPtrArray) outlines = sgm_contour_get_groups (writer->contour, writer->unit_grids, n);
  guint number = 0;

  for (guint i = 0; i < n; i++)
    {
      guint community = spots[i].parent;
      const SgmDivisionPart *parent = &g_array_index (writer->plan->communities, SgmDivisionPart,
                                                      community);
      g_autofree char *code = NULL;
      g_autofree char *name = NULL;

      number = i > 0 && spots[i - 1].parent == community ? number + 1 : 1;
      code = g_strdup_printf ("%s%03u", parent->code, number);
      name = sgm_place_names_dup_grid (names->pdata[community], number);
      add_record (writer, SGM_LEVEL_GRID, NULL, code, name,
                  writer->first_community + community, outlines->pdata[spots[i].number]);
    }
}

static void
add_units (Writer     *writer,
           const Spot *spots,
           const Spot *grids,
           GPtrArray  *names)
{
  guint n = writer->mesh->faces->len;
  g_autofree guint *alone = g_new (guint, n);
  g_autoptr (GPtrArray) outlines = NULL;
  gint64 first_grid = writer->records->len - writer->plan->grids->len + 1;
  guint most = 0, count;

  for (guint i = 0; i < n; i++)
    alone[i] = i;
  outlines = sgm_contour_get_groups (writer->contour, alone, n);
  for (guint i = 0; i < n; i += count)
    {
      count = count_siblings (spots + i, n - i);
      most = MAX (most, count);
    }
  for (guint i = 0, number = 0; i < n; i++)
    {
      guint grid = spots[i].parent;
      SgmRecord *parent = writer->records->pdata[first_grid - 1 + grid];
      g_autofree char *name = sgm_place_names_dup_unit (names->pdata[grids[grid].parent]);
      g_autofree char *code = NULL;

      number = i > 0 && spots[i - 1].parent == grid ? number + 1 : 1;
      code = g_strdup_printf (most > MAX_SHORT_NUMBER ? "%s%05u" : "%s%03u",
                              sgm_record_get_text (parent, SGM_AREA_CODE), number);
      add_record (writer, SGM_LEVEL_UNIT, NULL, code, name, first_grid + grid,
                  outlines->pdata[spots[i].number]);
    }
}

static GPtrArray *
make_records (Writer *writer)
{
  g_autoptr (GPtrArray) names = make_names (writer);
  g_autofree Spot *grids = make_grid_spots (writer);
  g_autofree Spot *units = make_unit_spots (writer, grids);

  writer->records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  add_upper_levels (writer);
  add_grids (writer, grids, names);
  add_units (writer, units, grids, names);
  return writer->records;
}

/**
 * sgm_partition_make:
 * @seed: the same seed makes the same areas, byte for byte
 * @scale: how many times the published number of units
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): to end early
 * @error: return location
 *
 * Makes up the areas of the sample district: the real outline, the real names
 * and codes of streets, communities and villages, and within them 190 grids
 * and 2590 · @scale units with made-up borders. Neighbours share each vertex
 * of their common border; every area is one polygon without holes and exactly
 * the union of its children.
 *
 * Returns: (transfer full) (element-type SgmRecord): records of
 *   `sgm_table_area` with the ids 1, 2, 3 …, parents before children and
 *   siblings in the order of their codes
 */
GPtrArray *
sgm_partition_make (guint32        seed,
                    guint          scale,
                    SgmProgress    progress,
                    gpointer       progress_data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (SgmDivisionPlan) plan = NULL;
  g_autoptr (SgmMesh) mesh = NULL;
  g_autoptr (SgmContour) contour = NULL;
  g_autofree guint *unit_grids = NULL;
  GPtrArray *records;
  SgmContourPlace place;
  Writer writer = { .random = random };

  g_return_val_if_fail (scale >= 1 && scale <= 100, NULL);

  set_place (&place, CORE_LONGITUDE, CORE_LATITUDE);
  mesh = read_outline (&place, error);
  plan = mesh != NULL ? sgm_division_plan_new (scale, random, error) : NULL;
  if (plan == NULL)
    return NULL;

  /* The core is the origin of the plane. */
  unit_grids = sgm_division_make (mesh, plan, (SgmMeshPoint) { 0, 0 }, random,
                                  progress, progress_data, cancellable, error);
  if (unit_grids == NULL)
    return NULL;

  contour = sgm_contour_new (mesh, &place, random);
  if (progress != NULL)
    progress (0.8, _("Drawing boundaries"), progress_data);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  writer.plan = plan;
  writer.mesh = mesh;
  writer.contour = contour;
  writer.unit_grids = unit_grids;
  writer.first_community = 2 + plan->streets->len;
  records = make_records (&writer);
  if (progress != NULL)
    progress (1, _("Drawing boundaries"), progress_data);
  return records;
}
