/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "patchwork.h"

#include <math.h>

#include "domain/sgm-tables.h"

#define COLUMNS 48 /* of units */
#define ROWS 24
#define STEPS 12   /* vertices along a unit's side */

/* How a level cuts the area above it into columns and rows. */
static const guint cuts[][2] = {
  [SGM_LEVEL_DISTRICT] = { 1, 1 },
  [SGM_LEVEL_STREET] = { 3, 1 },
  [SGM_LEVEL_COMMUNITY] = { 2, 4 },
  [SGM_LEVEL_GRID] = { 2, 2 },
  [SGM_LEVEL_UNIT] = { 4, 3 },
};

static const char *const level_names[] = { "", "区", "街道", "社区", "网格", "单元" };

static void
add_vertex (GArray *coordinates,
            guint   column_step,
            guint   row_step)
{
  double u = column_step / (double) (COLUMNS * STEPS);
  double v = row_step / (double) (ROWS * STEPS);
  double x = PATCHWORK_WEST + (PATCHWORK_EAST - PATCHWORK_WEST) * (u + 0.004 * sin (60 * v) * sin (3 * u + 1));
  double y = PATCHWORK_SOUTH + (PATCHWORK_NORTH - PATCHWORK_SOUTH) * (v + 0.006 * sin (80 * u) * cos (5 * v));

  g_array_append_val (coordinates, x);
  g_array_append_val (coordinates, y);
}

static SgmGeometry *
make_geometry (guint column,
               guint row,
               guint columns,
               guint rows)
{
  g_autoptr (GArray) coordinates = g_array_new (FALSE, FALSE, sizeof (double));
  guint west = column * STEPS;
  guint south = row * STEPS;
  guint wide = columns * STEPS;
  guint tall = rows * STEPS;
  guint ring_end;
  guint polygon_end = 1;

  for (guint i = 0; i < wide; i++)
    add_vertex (coordinates, west + i, south);
  for (guint i = 0; i < tall; i++)
    add_vertex (coordinates, west + wide, south + i);
  for (guint i = 0; i < wide; i++)
    add_vertex (coordinates, west + wide - i, south + tall);
  for (guint i = 0; i <= tall; i++)
    add_vertex (coordinates, west, south + tall - i);

  ring_end = coordinates->len / 2;
  return sgm_geometry_new_polygons ((double *) coordinates->data, &ring_end, 1, &polygon_end, 1);
}

static void
add_area (GPtrArray  *records,
          SgmLevel    level,
          gint64      parent,
          const char *parent_code,
          guint       number,
          guint       column,
          guint       row,
          guint       columns,
          guint       rows)
{
  SgmRecord *record = sgm_record_new (&sgm_table_area, records->len + 1);
  gint64 id = records->len + 1;
  g_autofree char *code = g_strdup_printf ("%s%03u", parent_code, number);
  g_autofree char *name = g_strdup_printf ("第%u%s", number, level_names[level]);
  g_autoptr (SgmGeometry) geometry = make_geometry (column, row, columns, rows);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (geometry);

  sgm_record_set_int (record, SGM_AREA_LEVEL, level);
  sgm_record_set_text (record, SGM_AREA_CODE, level == SGM_LEVEL_DISTRICT ? "440704" : code);
  sgm_record_set_text (record, SGM_AREA_NAME, level == SGM_LEVEL_DISTRICT ? "江海区" : name);
  if (level == SGM_LEVEL_COMMUNITY)
    sgm_record_set_int (record, SGM_AREA_KIND,
                        number % 2 ? SGM_AREA_KIND_COMMUNITY : SGM_AREA_KIND_VILLAGE);
  if (level > SGM_LEVEL_DISTRICT)
    sgm_record_set_int (record, SGM_AREA_PARENT, parent);
  sgm_record_set_bytes (record, SGM_AREA_GEOMETRY, wkb);
  g_ptr_array_add (records, record);

  if (level == SGM_LEVEL_UNIT)
    return;

  columns /= cuts[level + 1][0];
  rows /= cuts[level + 1][1];
  for (guint i = 0; i < cuts[level + 1][0] * cuts[level + 1][1]; i++)
    add_area (records, level + 1, id, level == SGM_LEVEL_DISTRICT ? "440704" : code, i + 1,
              column + i % cuts[level + 1][0] * columns,
              row + i / cuts[level + 1][0] * rows, columns, rows);
}

/* Returns: (transfer full) (element-type SgmRecord): its areas, whose ids
 * count from 1 */
GPtrArray *
patchwork_make_records (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);

  add_area (records, SGM_LEVEL_DISTRICT, 0, "", 1, 0, 0, COLUMNS, ROWS);
  return records;
}

SgmAreaSet *
patchwork_new (void)
{
  g_autoptr (GPtrArray) records = patchwork_make_records ();
  g_autoptr (GError) error = NULL;
  SgmAreaSet *areas;

  areas = sgm_area_set_new (records, &error);
  g_assert_no_error (error);
  return areas;
}
