/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include <glib/gi18n-lib.h>

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
  if (row != NULL && row->geometry != NULL)
    parent->geometry = row->geometry;
  else if (row == NULL && area != NULL)
    parent->geometry = area->geometry;
  else
    return FALSE;
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

gboolean
sgm_import_check_places (SgmImportCheck  *check,
                         SgmLevel         level,
                         GError         **error)
{
  g_autoptr (GHashTable) groups = sgm_import_rows_group (check->levels[level]);
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
      parent_close (&parent);
    }
  return TRUE;
}
