/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-snap.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "geo/sgm-geos.h"
#include "geo/sgm-measure.h"

/* Gaps, overlaps and slivers. Areas that share every piece of their borders
 * with one neighbour each have no part in any of them, unless one lies in the
 * midst of another; so GEOS compares only the others. */

/* Narrower than this, on average, is a fault of drawing, in metres. */
#define NARROW 2.0

/* Narrower than a millimetre and smaller than a square metre is noise. */
#define THIN 0.001

#define MOST 0.5

/* More neighbours of a gap are not named. */
#define MAX_NEIGHBOURS 8

typedef struct
{
  SgmImportCheck *check;
  SgmImportRows *rows;
  double noise; /* in square degrees */
  GError **error;
} Borders;

static GEOSGeometry *
dup_shape (Borders            *borders,
           const SgmImportRow *row)
{
  return sgm_import_check_dup_shape (borders->check, row);
}

/* What was found ------------------------------------------------------------ */

static char *
make_sentence (const SgmImportFinding *finding,
               gboolean                gap,
               double                  width)
{
  const char *first = finding->codes->len > 0 ? finding->codes->pdata[0] : "?";
  const char *second = finding->codes->len > 1 ? finding->codes->pdata[1] : first;

  if (finding->kind == SGM_IMPORT_SLIVER)
    return gap ? g_strdup_printf (_("A strip of %.1f m², %.2f m wide, lies between %s and %s and belongs to none."),
                                  finding->size, width, first, second)
               : g_strdup_printf (_("%s and %s overlap in a strip of %.1f m², %.2f m wide."),
                                  first, second, finding->size, width);
  return gap ? g_strdup_printf (_("%.1f m² between %s and %s belong to no area."), finding->size, first, second)
             : g_strdup_printf (_("%s and %s overlap by %.1f m²."), first, second, finding->size);
}

/* Rows without a code are named by what they have. */
static void
add_row (SgmImportFinding   *finding,
         const SgmImportRow *row)
{
  g_autofree char *name = sgm_import_dup_row_name (row);

  sgm_import_finding_add_row (finding, row->id, row->number, name);
}

/* Returns: whether the ground is so small and narrow, @width metres on
 *   average, that it is a fault of drawing */
gboolean
sgm_import_is_sliver (const SgmImportCheck *check,
                      const SgmGeometry    *ground,
                      double               *width)
{
  double size = sgm_geometry_get_area (ground);
  double perimeter = sgm_measure_perimeter (ground);

  *width = perimeter > 0 ? 2 * size / perimeter : 0;
  return size < check->options.sliver && *width < NARROW;
}

/* Where one has most of the other, one of both is at a wrong place. */
SgmImportSeverity
sgm_import_weigh_overlap (double size,
                          double first,
                          double second)
{
  return size > MOST * MIN (first, second) ? SGM_IMPORT_BLOCKS : SGM_IMPORT_WARNS;
}

static void
add_ground (Borders                   *borders,
            gboolean                   gap,
            const SgmImportRow *const *rows,
            guint                      n_rows,
            SgmGeometry               *shape)
{
  SgmImportCheck *check = borders->check;
  double size = sgm_geometry_get_area (shape);
  double width;
  gboolean sliver = sgm_import_is_sliver (check, shape, &width);
  SgmImportKind kind = sliver ? SGM_IMPORT_SLIVER : gap ? SGM_IMPORT_GAP : SGM_IMPORT_OVERLAP;
  SgmImportSeverity severity = SGM_IMPORT_WARNS;
  SgmImportFinding *finding;

  if (size < SGM_IMPORT_NOISE || (width < THIN && size < SGM_IMPORT_MIN_GROUND))
    return;
  if (kind == SGM_IMPORT_OVERLAP)
    severity = sgm_import_weigh_overlap (size, rows[0]->size, rows[1]->size);
  finding = sgm_import_check_add (check, kind, severity, borders->rows->level);
  if (finding == NULL)
    return;
  for (guint i = 0; i < n_rows; i++)
    add_row (finding, rows[i]);
  finding->size = size;
  finding->shape = sgm_geometry_ref (shape);
  finding->place = *sgm_geometry_get_box (shape);
  finding->sentence = make_sentence (finding, gap, width);
  if (sliver && width <= check->options.tolerance)
    sgm_import_propose (finding, SGM_IMPORT_REPAIR_SNAP, TRUE);
  else if (sliver || size < check->options.sliver)
    sgm_import_propose (finding, SGM_IMPORT_REPAIR_GIVE, sliver);
}

/* Overlaps ------------------------------------------------------------------ */

/* A file that has thousands of areas over each other is none of a district: not
 * all of its overlaps are looked for. */
#define MAX_NESTED 16

static gboolean
is_hopeless (const Borders *borders)
{
  const guint *n_found = borders->check->report->n_found;

  return n_found[SGM_IMPORT_OVERLAP] + n_found[SGM_IMPORT_SLIVER] >= SGM_IMPORT_MAX_FINDINGS;
}

typedef struct
{
  Borders *borders;
  SgmImportRow *row;
  guint n_found;
} Nest;

static gboolean
look_around (guint    item,
             gpointer data)
{
  Nest *nest = data;
  SgmImportRow *other = sgm_import_rows_get (nest->borders->rows, item);

  if (other != nest->row && sgm_geometry_contains (other->geometry, nest->row->x, nest->row->y))
    {
      nest->row->loose = other->loose = TRUE;
      nest->n_found++;
    }
  return nest->n_found < MAX_NESTED;
}

/* An area that has the middle of another one may share its whole border with
 * its neighbours. */
static gboolean
find_nested (Borders *borders)
{
  guint n = borders->rows->rows->len;

  for (guint i = 0; i < n; i++)
    {
      SgmImportRow *row = sgm_import_rows_get (borders->rows, i);
      SgmBox box = { row->x, row->y, row->x, row->y };
      Nest nest = { borders, row, 0 };

      if (!sgm_import_check_step (borders->check, i, 4 * n, borders->error))
        return FALSE;
      if (row->geometry != NULL)
        sgm_index_query (borders->rows->index, &box, look_around, &nest);
    }
  return TRUE;
}

static void
compare (Borders                    *borders,
         const SgmImportRow         *row,
         const GEOSGeometry         *shape,
         const GEOSPreparedGeometry *prepared,
         const SgmImportRow         *other)
{
  GEOSContextHandle_t geos = borders->check->geos;
  GEOSGeometry *other_shape = dup_shape (borders, other);
  GEOSGeometry *common = NULL;
  double size = 0;

  if (other_shape != NULL && GEOSPreparedIntersects_r (geos, prepared, other_shape) == 1)
    common = GEOSIntersection_r (geos, shape, other_shape);
  if (common != NULL && GEOSArea_r (geos, common, &size) == 1 && size > borders->noise)
    {
      g_autoptr (SgmGeometry) ground = sgm_geos_to_geometry (geos, common);
      const SgmImportRow *both[] = { row, other };

      if (ground != NULL)
        add_ground (borders, FALSE, both, 2, ground);
    }
  if (common != NULL)
    GEOSGeom_destroy_r (geos, common);
  if (other_shape != NULL)
    GEOSGeom_destroy_r (geos, other_shape);
}

/* Each pair once: a loose row with all that come after it, and with those
 * before it that are not loose. */
static void
compare_with_all (Borders *borders,
                  guint    item)
{
  GEOSContextHandle_t geos = borders->check->geos;
  const SgmImportRow *row = sgm_import_rows_get (borders->rows, item);
  g_autoptr (GArray) others = sgm_import_rows_query (borders->rows, sgm_geometry_get_box (row->geometry));
  GEOSGeometry *shape = dup_shape (borders, row);
  const GEOSPreparedGeometry *prepared = shape != NULL ? GEOSPrepare_r (geos, shape) : NULL;

  for (guint i = 0; prepared != NULL && i < others->len && !is_hopeless (borders)
                    && !g_cancellable_is_cancelled (borders->check->cancellable); i++)
    {
      guint other = g_array_index (others, guint, i);

      if (other > item || (other < item && !sgm_import_rows_get (borders->rows, other)->loose))
        compare (borders, row, shape, prepared, sgm_import_rows_get (borders->rows, other));
    }
  if (prepared != NULL)
    GEOSPreparedGeom_destroy_r (geos, prepared);
  if (shape != NULL)
    GEOSGeom_destroy_r (geos, shape);
}

static gboolean
find_overlaps (Borders *borders)
{
  guint n = borders->rows->rows->len;

  for (guint i = 0; i < n && !is_hopeless (borders); i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (borders->rows, i);

      if (!sgm_import_check_step (borders->check, n + i, 4 * n, borders->error))
        return FALSE;
      if (row->loose && row->geometry != NULL)
        compare_with_all (borders, i);
    }
  return TRUE;
}

/* Gaps ---------------------------------------------------------------------- */

/* A ground that no loose area has may be the inside of the district, full of
 * areas that are not loose. Takes @hole; what is left of it. */
static GEOSGeometry *
take_away_filled (Borders      *borders,
                  GEOSGeometry *hole,
                  const SgmBox *box)
{
  GEOSContextHandle_t geos = borders->check->geos;
  const GEOSPreparedGeometry *prepared = GEOSPrepare_r (geos, hole);
  g_autoptr (GArray) items = sgm_import_rows_query (borders->rows, box);
  g_autoptr (GPtrArray) inside = g_ptr_array_new ();
  GEOSGeometry *all, *filled, *rest;
  double left = 0;

  GEOSArea_r (geos, hole, &left);
  for (guint i = 0; i < items->len; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (borders->rows, g_array_index (items, guint, i));
      GEOSGeometry *middle, *shape;
      double size = 0;

      if (row->loose || row->geometry == NULL)
        continue;
      middle = GEOSGeom_createPointFromXY_r (geos, row->x, row->y);
      if (GEOSPreparedContains_r (geos, prepared, middle) == 1 && (shape = dup_shape (borders, row)) != NULL)
        {
          GEOSArea_r (geos, shape, &size);
          left -= size;
          g_ptr_array_add (inside, shape);
        }
      GEOSGeom_destroy_r (geos, middle);
    }
  GEOSPreparedGeom_destroy_r (geos, prepared);
  all = GEOSGeom_createCollection_r (geos, GEOS_GEOMETRYCOLLECTION, (GEOSGeometry **) inside->pdata, inside->len);
  if (left <= borders->noise || inside->len == 0)
    {
      GEOSGeom_destroy_r (geos, all);
      if (left > borders->noise)
        return hole;
      GEOSGeom_destroy_r (geos, hole);
      return NULL;
    }
  filled = GEOSUnaryUnion_r (geos, all);
  rest = filled != NULL ? GEOSDifference_r (geos, hole, filled) : NULL;
  GEOSGeom_destroy_r (geos, all);
  if (filled != NULL)
    GEOSGeom_destroy_r (geos, filled);
  GEOSGeom_destroy_r (geos, hole);
  return rest;
}

static void
add_gap (Borders     *borders,
         SgmGeometry *gap)
{
  GEOSContextHandle_t geos = borders->check->geos;
  g_autoptr (GArray) items = sgm_import_rows_query (borders->rows, sgm_geometry_get_box (gap));
  GEOSGeometry *shape = sgm_geos_from_geometry (geos, gap);
  const GEOSPreparedGeometry *prepared = shape != NULL ? GEOSPrepare_r (geos, shape) : NULL;
  const SgmImportRow *neighbours[MAX_NEIGHBOURS];
  guint n = 0;

  for (guint i = 0; prepared != NULL && i < items->len && n < MAX_NEIGHBOURS; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (borders->rows, g_array_index (items, guint, i));
      GEOSGeometry *other = dup_shape (borders, row);

      if (other != NULL && GEOSPreparedIntersects_r (geos, prepared, other) == 1)
        neighbours[n++] = row;
      if (other != NULL)
        GEOSGeom_destroy_r (geos, other);
    }
  add_ground (borders, TRUE, neighbours, n, gap);
  if (prepared != NULL)
    GEOSPreparedGeom_destroy_r (geos, prepared);
  if (shape != NULL)
    GEOSGeom_destroy_r (geos, shape);
}

static void
add_gaps (Borders            *borders,
          const GEOSGeometry *ring)
{
  GEOSContextHandle_t geos = borders->check->geos;
  GEOSGeometry *hole = GEOSGeom_createPolygon_r (geos, GEOSGeom_clone_r (geos, ring), NULL, 0);
  g_autoptr (SgmGeometry) outline = hole != NULL ? sgm_geos_to_geometry (geos, hole) : NULL;
  g_autoptr (SgmGeometry) rest = NULL;

  if (outline == NULL)
    return;
  hole = take_away_filled (borders, hole, sgm_geometry_get_box (outline));
  if (hole == NULL)
    return;
  for (int i = 0; i < GEOSGetNumGeometries_r (geos, hole); i++)
    {
      g_autoptr (SgmGeometry) gap = sgm_geos_to_geometry (geos, GEOSGetGeometryN_r (geos, hole, i));

      if (gap != NULL)
        add_gap (borders, gap);
    }
  GEOSGeom_destroy_r (geos, hole);
}

static gboolean
find_gaps (Borders *borders)
{
  GEOSContextHandle_t geos = borders->check->geos;
  g_autoptr (GPtrArray) shapes = g_ptr_array_new ();
  GEOSGeometry *all, *merged;
  guint n = borders->rows->rows->len;

  for (guint i = 0; i < n; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (borders->rows, i);
      GEOSGeometry *shape = row->loose && row->geometry != NULL ? dup_shape (borders, row) : NULL;

      if (shape != NULL)
        g_ptr_array_add (shapes, shape);
    }
  all = GEOSGeom_createCollection_r (geos, GEOS_GEOMETRYCOLLECTION, (GEOSGeometry **) shapes->pdata, shapes->len);
  merged = GEOSUnaryUnion_r (geos, all);
  GEOSGeom_destroy_r (geos, all);
  for (int i = 0; merged != NULL && i < GEOSGetNumGeometries_r (geos, merged); i++)
    {
      const GEOSGeometry *polygon = GEOSGetGeometryN_r (geos, merged, i);
      int n_holes = GEOSGeomTypeId_r (geos, polygon) == GEOS_POLYGON
        ? GEOSGetNumInteriorRings_r (geos, polygon) : 0;

      for (int hole = 0; hole < n_holes; hole++)
        add_gaps (borders, GEOSGetInteriorRingN_r (geos, polygon, hole));
    }
  if (merged != NULL)
    GEOSGeom_destroy_r (geos, merged);
  return sgm_import_check_step (borders->check, 0, 1, borders->error);
}

/* Borders that are not shared ----------------------------------------------- */

static void
find_unshared (Borders             *borders,
               const SgmImportMesh *mesh)
{
  g_autoptr (GArray) snapped = sgm_import_snap (borders->rows, mesh, borders->check->options.tolerance,
                                                NULL, borders->check->geos);
  SgmImportFinding *finding;

  if (snapped->len == 0)
    return;
  finding = sgm_import_check_add (borders->check, SGM_IMPORT_BORDER, SGM_IMPORT_WARNS, borders->rows->level);
  if (finding == NULL)
    return;
  for (guint i = 0; i < snapped->len; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (borders->rows,
                                                     g_array_index (snapped, SgmImportSnapped, i).row);
      const SgmBox *box = sgm_geometry_get_box (row->geometry);

      add_row (finding, row);
      finding->place.min_x = MIN (finding->place.min_x, box->min_x);
      finding->place.min_y = MIN (finding->place.min_y, box->min_y);
      finding->place.max_x = MAX (finding->place.max_x, box->max_x);
      finding->place.max_y = MAX (finding->place.max_y, box->max_y);
    }
  finding->sentence = g_strdup_printf (ngettext ("The border of %u area is within %.2f m of its neighbours’, but not the same point for point.",
                                                 "The borders of %u areas are within %.2f m of their neighbours’, but not the same point for point.",
                                                 snapped->len),
                                       snapped->len, borders->check->options.tolerance);
  sgm_import_propose (finding, SGM_IMPORT_REPAIR_SNAP, TRUE);
}

gboolean
sgm_import_check_borders (SgmImportCheck  *check,
                          SgmLevel         level,
                          GError         **error)
{
  Borders borders = { .check = check, .rows = check->levels[level], .error = error };
  g_autoptr (SgmImportMesh) mesh = NULL;
  double metres_x, metres_y;

  if (borders.rows->rows->len == 0)
    return TRUE;
  sgm_import_get_metres (sgm_import_rows_get (borders.rows, 0)->y, &metres_x, &metres_y);
  borders.noise = SGM_IMPORT_NOISE / (metres_x * metres_y);
  mesh = sgm_import_mesh_new (borders.rows);
  find_unshared (&borders, mesh);
  return find_nested (&borders) && find_overlaps (&borders) && (is_hopeless (&borders) || find_gaps (&borders));
}
