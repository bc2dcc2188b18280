/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-partition.h"

#include <math.h>
#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "domain/sgm-tables.h"
#include "sample/sgm-place-names.h"
#include "sample/sgm-town-line.h"
#include "sample/sgm-town.h"

/* 2020-01-01 in Asia/Shanghai */
#define VALID_FROM G_GINT64_CONSTANT (1577808000000)
/* A unit's number within its grid has three digits, in benchmark samples with
 * more units than these can count five. */
#define MAX_SHORT_NUMBER 999
/* Chance of its own for the names. */
#define NAMES 0x6e616d65

typedef struct
{
  const SgmTown *town;
  const SgmTownPlan *plan;
  const SgmMesh *mesh;
  const SgmContour *contour;
  const guint *unit_grids; /* for each face */
  GRand *random;           /* for the names */
  gint64 first_community;  /* id */
  GPtrArray *records;
} Writer;

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
add_record (Writer      *writer,
            SgmLevel     level,
            const char  *code,
            const char  *name,
            SgmAreaKind  kind,
            gint64       parent,
            SgmGeometry *geometry)
{
  gint64 id = writer->records->len + 1;

  g_ptr_array_add (writer->records,
                   make_record (id, level, code, name, kind, parent, geometry));
  return id;
}

static guint
get_parent (const GArray *divisions,
            guint         i)
{
  return g_array_index (divisions, SgmTownDivision, i).parent;
}

static guint
get_grid_community (const Writer *writer,
                    guint         grid)
{
  return g_array_index (writer->town->division->grids, guint, grid);
}

static void
add_divisions (Writer       *writer,
               SgmLevel      level,
               const GArray *divisions,
               const guint  *faces,
               gint64        first_parent)
{
  g_autoptr (GPtrArray) outlines = sgm_contour_get_groups (writer->contour, faces, divisions->len);

  for (guint i = 0; i < divisions->len; i++)
    {
      const SgmTownDivision *division = &g_array_index (divisions, SgmTownDivision, i);

      add_record (writer, level, division->code, division->name, division->kind,
                  first_parent + division->parent, outlines->pdata[i]);
    }
}

/* The district, the streets and the communities, all of which have codes. */
static void
add_upper_levels (Writer *writer)
{
  guint n_faces = writer->mesh->faces->len;
  g_autofree guint *all = g_new0 (guint, n_faces);
  g_autofree guint *streets = g_new (guint, n_faces);
  g_autofree guint *communities = g_new (guint, n_faces);
  g_autoptr (GPtrArray) outline = sgm_contour_get_groups (writer->contour, all, 1);

  for (guint face = 0; face < n_faces; face++)
    {
      communities[face] = sgm_town_get_community (writer->town, face);
      streets[face] = get_parent (writer->plan->communities, communities[face]);
    }
  add_record (writer, SGM_LEVEL_DISTRICT, writer->plan->district.code, writer->plan->district.name,
              SGM_AREA_KIND_NONE, 0, outline->pdata[0]);
  add_divisions (writer, SGM_LEVEL_STREET, writer->plan->streets, streets, 1);
  add_divisions (writer, SGM_LEVEL_COMMUNITY, writer->plan->communities, communities, 2);
}

/* The middles of the grids, in the order of their codes. */
static Spot *
make_grid_spots (const Writer *writer)
{
  guint n = writer->town->division->grids->len;
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
      spots[i].parent = get_grid_community (writer, i);
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
  g_autofree guint *places = g_new (guint, writer->town->division->grids->len);

  for (guint i = 0; i < writer->town->division->grids->len; i++)
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
      const SgmTownDivision *community = &g_array_index (writer->plan->communities, SgmTownDivision, i);

      g_ptr_array_add (names, sgm_place_names_new (community->name, community->kind, writer->random));
    }
  return names;
}

static void
add_grids (Writer     *writer,
           const Spot *spots,
           GPtrArray  *names)
{
  guint n = writer->town->division->grids->len;
  g_autoptr (GPtrArray) outlines = sgm_contour_get_groups (writer->contour, writer->unit_grids, n);
  guint number = 0;

  for (guint i = 0; i < n; i++)
    {
      guint community = spots[i].parent;
      const SgmTownDivision *parent = &g_array_index (writer->plan->communities, SgmTownDivision,
                                                      community);
      g_autofree char *code = NULL;
      g_autofree char *name = NULL;

      number = i > 0 && spots[i - 1].parent == community ? number + 1 : 1;
      code = g_strdup_printf ("%s%03u", parent->code, number);
      name = sgm_place_names_dup_grid (names->pdata[community], number);
      add_record (writer, SGM_LEVEL_GRID, code, name, SGM_AREA_KIND_NONE,
                  writer->first_community + community, outlines->pdata[spots[i].number]);
    }
}

/* The largest road with a name that a unit lies at. */
static const char *
find_road (const Writer *writer,
           guint         face)
{
  guint first = sgm_mesh_face_half (writer->mesh, face);
  guint half = first;
  SgmGroundKind best = SGM_GROUND_STREET;
  const char *name = NULL;

  do
    {
      const SgmTownLine *line = &g_array_index (writer->town->quarters->lines, SgmTownLine,
                                                sgm_mesh_get_line (writer->mesh, half));

      if (line->name != NULL && line->kind >= best && line->kind < SGM_GROUND_MOTORWAY)
        {
          best = line->kind;
          name = line->name;
        }
      half = sgm_mesh_half (writer->mesh, half)->next;
    }
  while (half != first);
  return name;
}

/* The names of the units by face, given out in the order of their codes. */
static GPtrArray *
name_units (Writer     *writer,
            const Spot *spots,
            const Spot *grids,
            GPtrArray  *names)
{
  guint n = writer->mesh->faces->len;
  GPtrArray *named = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_set_size (named, n);
  for (guint i = 0; i < n; i++)
    {
      guint face = spots[i].number;

      named->pdata[face] = sgm_place_names_dup_unit (names->pdata[grids[spots[i].parent].parent],
                                                     writer->town->uses[face],
                                                     find_road (writer, face));
    }
  return named;
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
  g_autoptr (GPtrArray) named = name_units (writer, spots, grids, names);
  gint64 first_grid = writer->records->len - writer->town->division->grids->len + 1;
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
      guint face = spots[i].number;
      guint grid = spots[i].parent;
      SgmRecord *parent = writer->records->pdata[first_grid - 1 + grid];
      g_autofree char *code = NULL;

      number = i > 0 && spots[i - 1].parent == grid ? number + 1 : 1;
      code = g_strdup_printf (most > MAX_SHORT_NUMBER ? "%s%05u" : "%s%03u",
                              sgm_record_get_text (parent, SGM_AREA_CODE), number);
      add_record (writer, SGM_LEVEL_UNIT, code, named->pdata[face], SGM_AREA_KIND_NONE,
                  first_grid + grid, outlines->pdata[face]);
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

static void
set_town (Writer        *writer,
          const SgmTown *town,
          GRand         *random)
{
  writer->town = town;
  writer->plan = town->plan;
  writer->mesh = town->quarters->mesh;
  writer->contour = town->contour;
  writer->unit_grids = (const guint *) (const void *) town->division->units->data;
  writer->random = random;
  writer->first_community = 2 + town->plan->streets->len;
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
 * and 2590 · @scale units with made-up borders and names. Neighbours share each
 * vertex of their common border; every area is one polygon without holes and
 * exactly the union of its children.
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
  g_autoptr (SgmTown) town = sgm_town_new (seed, scale, progress, progress_data, cancellable, error);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed ^ NAMES);
  Writer writer = { NULL };
  GPtrArray *records;

  if (town == NULL)
    return NULL;

  set_town (&writer, town, random);
  records = make_records (&writer);
  if (progress != NULL)
    progress (1, _("Drawing boundaries"), progress_data);
  return records;
}
