/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"
#include "geo/sgm-geos.h"
#include "geo/sgm-measure.h"

/* Whether areas lie within those that they are part of. */

/* Less is not worth a word, in m². */
#define MIN_OUTSIDE 1.0

typedef struct
{
  SgmImportCheck *check;
  SgmImportRows *rows;
  const char *code; /* of the parent */
  SgmGeometry *geometry;
  gboolean staged; /* whether the parent is in the file, too */
  double size;
  GEOSGeometry *shape;
  const GEOSPreparedGeometry *prepared;
  SgmImportRows *parents;
} Parent;

static GEOSGeometry *
dup_shape (SgmImportCheck    *check,
           const SgmGeometry *geometry)
{
  return sgm_geos_make_valid (check->geos, sgm_geos_from_geometry (check->geos, geometry));
}

/* Children by the code of their parent ---------------------------------------- */

static GHashTable *
group_by_parent (const SgmImportRows *rows)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (rows, i);
      g_autofree char *code = row->geometry != NULL && sgm_code_get_level (row->code) == rows->level
        ? sgm_code_dup_parent (row->code) : NULL;
      GArray *group;

      if (code == NULL)
        continue;
      group = g_hash_table_lookup (groups, code);
      if (group == NULL)
        {
          group = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (groups, g_steal_pointer (&code), group);
        }
      g_array_append_val (group, i);
    }
  return groups;
}

static gboolean
parent_open (Parent         *parent,
             SgmImportCheck *check,
             SgmLevel        level,
             const char     *code)
{
  const SgmImportRow *row = sgm_import_rows_find_code (check->levels[level - 1], code);
  const SgmArea *area = check->present->areas != NULL
    ? sgm_area_set_find_code (check->present->areas, code) : NULL;

  *parent = (Parent) { .check = check, .rows = check->levels[level], .code = code };
  parent->parents = check->levels[level - 1];
  parent->staged = row != NULL && row->geometry != NULL;
  if (parent->staged)
    parent->geometry = row->geometry;
  else if (row == NULL && area != NULL)
    parent->geometry = area->geometry;
  else
    return FALSE;
  parent->size = sgm_geometry_get_area (parent->geometry);
  parent->shape = dup_shape (check, parent->geometry);
  if (parent->shape == NULL)
    return FALSE;
  parent->prepared = GEOSPrepare_r (check->geos, parent->shape);
  return TRUE;
}

static void
parent_close (Parent *parent)
{
  GEOSPreparedGeom_destroy_r (parent->check->geos, parent->prepared);
  GEOSGeom_destroy_r (parent->check->geos, parent->shape);
}

/* Reaching out --------------------------------------------------------------- */

/* How far the ground reaches from the parent, in metres. */
static double
get_reach (Parent            *parent,
           const SgmGeometry *ground)
{
  GEOSContextHandle_t geos = parent->check->geos;
  double reach = 0;

  for (guint ring = 0; ring < sgm_geometry_get_n_rings (ground); ring++)
    {
      guint n;
      const double *v = sgm_geometry_get_ring (ground, ring, &n);

      for (guint i = 0; i < n; i++)
        {
          GEOSGeometry *point = GEOSGeom_createPointFromXY_r (geos, v[2 * i], v[2 * i + 1]);
          GEOSCoordSequence *nearest = GEOSNearestPoints_r (geos, parent->shape, point);
          double line[4] = { 0, 0, v[2 * i], v[2 * i + 1] };

          if (nearest != NULL && GEOSCoordSeq_getXY_r (geos, nearest, 0, &line[0], &line[1]) == 1)
            reach = MAX (reach, sgm_measure_length (line, 2));
          GEOSCoordSeq_destroy_r (geos, nearest);
          GEOSGeom_destroy_r (geos, point);
        }
    }
  return reach;
}

/* Returns: (nullable): the code of another area like the parent where the
 *   ground is */
static const char *
find_other (Parent            *parent,
            const GEOSGeometry *ground)
{
  GEOSContextHandle_t geos = parent->check->geos;
  GEOSGeometry *point = GEOSPointOnSurface_r (geos, ground);
  const SgmArea *area = NULL;
  const SgmImportRow *row = NULL;
  double x, y;

  if (point != NULL && GEOSGeomGetX_r (geos, point, &x) == 1 && GEOSGeomGetY_r (geos, point, &y) == 1)
    {
      row = sgm_import_rows_find_at (parent->parents, x, y);
      area = parent->check->present->areas != NULL
        ? sgm_area_set_find_at (parent->check->present->areas, parent->parents->level, x, y) : NULL;
    }
  if (point != NULL)
    GEOSGeom_destroy_r (geos, point);
  if (row != NULL && row->code != NULL)
    return g_str_equal (row->code, parent->code) ? NULL : row->code;
  return area != NULL && !g_str_equal (area->code, parent->code) ? area->code : NULL;
}

static void
add_outside (Parent             *parent,
             const SgmImportRow *row,
             const GEOSGeometry *ground,
             SgmGeometry        *geometry,
             double              size)
{
  const char *other = find_other (parent, ground);
  gboolean across = other != NULL && parent->rows->level == SGM_LEVEL_GRID;
  SgmImportFinding *finding;

  finding = sgm_import_check_add_row (parent->check, across ? SGM_IMPORT_ACROSS : SGM_IMPORT_OUTSIDE,
                                      SGM_IMPORT_WARNS, parent->rows->level, row);
  if (finding == NULL)
    return;
  finding->size = size;
  finding->shape = sgm_geometry_ref (geometry);
  finding->place = *sgm_geometry_get_box (geometry);
  g_ptr_array_add (finding->codes, g_strdup (parent->code));
  if (other != NULL)
    g_ptr_array_add (finding->codes, g_strdup (other));
  if (across)
    finding->sentence = g_strdup_printf (_("The grid %s is part of %s, but %.0f m² of it lie in %s."),
                                         row->code, parent->code, size, other);
  else if (other != NULL && size > row->size / 2)
    finding->sentence = g_strdup_printf (_("%s lies in %s and not in %s."), row->code, other, parent->code);
  else
    finding->sentence = g_strdup_printf (_("%s reaches %.1f m out of %s, with %.1f m²."), row->code,
                                         get_reach (parent, geometry), parent->code, size);
}

static void
check_child (Parent             *parent,
             const SgmImportRow *row)
{
  GEOSContextHandle_t geos = parent->check->geos;
  GEOSGeometry *shape = row->valid ? sgm_geos_from_geometry (geos, row->geometry)
                                   : dup_shape (parent->check, row->geometry);
  GEOSGeometry *ground = NULL;

  if (shape != NULL && GEOSPreparedCovers_r (geos, parent->prepared, shape) != 1)
    ground = GEOSDifference_r (geos, shape, parent->shape);
  if (ground != NULL)
    {
      g_autoptr (SgmGeometry) geometry = sgm_geos_to_geometry (geos, ground);
      double size = geometry != NULL ? sgm_geometry_get_area (geometry) : 0;

      if (size >= MIN_OUTSIDE)
        add_outside (parent, row, ground, geometry, size);
      GEOSGeom_destroy_r (geos, ground);
    }
  if (shape != NULL)
    GEOSGeom_destroy_r (geos, shape);
}

/* Ground of a parent without children ------------------------------------------ */

static gboolean
is_told (Parent            *parent,
         const SgmGeometry *ground)
{
  const SgmBox *box = sgm_geometry_get_box (ground);
  GPtrArray *findings = parent->check->report->findings;

  for (guint i = 0; i < findings->len; i++)
    {
      const SgmImportFinding *finding = findings->pdata[i];

      if (finding->kind == SGM_IMPORT_GAP && finding->level == (int) parent->rows->level
          && finding->shape != NULL
          && finding->place.min_x <= box->max_x && finding->place.max_x >= box->min_x
          && finding->place.min_y <= box->max_y && finding->place.max_y >= box->min_y)
        return TRUE;
    }
  return FALSE;
}

static void
add_bare (Parent       *parent,
          GEOSGeometry *bare)
{
  for (int i = 0; i < GEOSGetNumGeometries_r (parent->check->geos, bare); i++)
    {
      const GEOSGeometry *piece = GEOSGetGeometryN_r (parent->check->geos, bare, i);
      g_autoptr (SgmGeometry) ground = sgm_geos_to_geometry (parent->check->geos, piece);
      double size = ground != NULL ? sgm_geometry_get_area (ground) : 0;
      SgmImportFinding *finding;

      if (size < parent->check->options.sliver || is_told (parent, ground))
        continue;
      finding = sgm_import_check_add (parent->check, SGM_IMPORT_GAP, SGM_IMPORT_WARNS, parent->rows->level);
      if (finding == NULL)
        continue;
      g_ptr_array_add (finding->codes, g_strdup (parent->code));
      finding->size = size;
      finding->place = *sgm_geometry_get_box (ground);
      finding->shape = g_steal_pointer (&ground);
      finding->sentence = g_strdup_printf (_("%.0f m² of %s belong to none of its parts."), size, parent->code);
    }
}

/* Only where all of the parent's parts are in the file. */
static void
check_bare (Parent       *parent,
            const GArray *children)
{
  GEOSContextHandle_t geos = parent->check->geos;
  g_autoptr (GPtrArray) shapes = g_ptr_array_new ();
  GEOSGeometry *all, *merged, *bare = NULL;
  double size = 0;

  if (!parent->check->options.complete && !parent->staged)
    return;
  for (guint i = 0; i < children->len; i++)
    size += sgm_import_rows_get (parent->rows, g_array_index (children, guint, i))->size;
  if (parent->size - size < parent->check->options.sliver)
    return;
  for (guint i = 0; i < children->len; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (parent->rows, g_array_index (children, guint, i));
      GEOSGeometry *shape = dup_shape (parent->check, row->geometry);

      if (shape != NULL)
        g_ptr_array_add (shapes, shape);
    }
  all = GEOSGeom_createCollection_r (geos, GEOS_GEOMETRYCOLLECTION, (GEOSGeometry **) shapes->pdata, shapes->len);
  merged = GEOSUnaryUnion_r (geos, all);
  if (merged != NULL)
    bare = GEOSDifference_r (geos, parent->shape, merged);
  if (bare != NULL)
    add_bare (parent, bare);
  GEOSGeom_destroy_r (geos, all);
  if (merged != NULL)
    GEOSGeom_destroy_r (geos, merged);
  if (bare != NULL)
    GEOSGeom_destroy_r (geos, bare);
}

gboolean
sgm_import_check_places (SgmImportCheck  *check,
                         SgmLevel         level,
                         GError         **error)
{
  g_autoptr (GHashTable) groups = group_by_parent (check->levels[level]);
  GHashTableIter iter;
  gpointer code, group;
  guint n = check->levels[level]->rows->len;
  guint done = 0;

  g_hash_table_iter_init (&iter, groups);
  while (level > SGM_LEVEL_DISTRICT && g_hash_table_iter_next (&iter, &code, &group))
    {
      const GArray *children = group;
      Parent parent;

      if (!parent_open (&parent, check, level, code))
        continue;
      for (guint i = 0; i < children->len; i++)
        {
          if (!sgm_import_check_step (check, done++, n, error))
            {
              parent_close (&parent);
              return FALSE;
            }
          check_child (&parent, sgm_import_rows_get (check->levels[level], g_array_index (children, guint, i)));
        }
      check_bare (&parent, children);
      parent_close (&parent);
    }
  return TRUE;
}
