/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "geo/sgm-geos.h"

/* Ground of areas that none of their parts has, whether these come from the
 * file or stay. */

typedef struct
{
  SgmImportCheck *check;
  SgmLevel level; /* of the parts */
  const char *code;
  const SgmImportRow *row; /* the parent, where it is in the file */
  const SgmArea *area;     /* the present one, where there is one */
  const GArray *items;     /* its parts of the file, NULL where it has none */
  GPtrArray *parts;        /* geometries of all its parts */
  double size;             /* of the parts together, in m² */
} Parent;

static const SgmGeometry *
get_geometry (const Parent *parent)
{
  if (parent->row != NULL)
    return parent->row->geometry;
  return parent->area != NULL ? parent->area->geometry : NULL;
}

static void
list_parts (Parent *parent)
{
  SgmAreaSet *areas = parent->check->present->areas;

  for (guint i = 0; parent->items != NULL && i < parent->items->len; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (parent->check->levels[parent->level],
                                                     g_array_index (parent->items, guint, i));

      g_ptr_array_add (parent->parts, row->geometry);
      parent->size += row->size;
    }
  for (guint i = 0; parent->area != NULL && i < parent->area->n_children; i++)
    {
      const SgmArea *part = sgm_area_set_get (areas, parent->area->first_child + i);

      if (!sgm_import_check_stays (parent->check, part))
        continue;
      g_ptr_array_add (parent->parts, part->geometry);
      parent->size += part->size;
    }
}

/* A district that is made part by part has bare ground until its end; only
 * where an area had parts already, or comes with them, its ground is looked
 * at, and only where something changes. */
static gboolean
is_concerned (const Parent *parent)
{
  if (parent->check->options.complete || parent->row != NULL)
    return TRUE;
  if (parent->area == NULL || parent->area->n_children == 0 || parent->items == NULL)
    return FALSE;
  for (guint i = 0; i < parent->items->len; i++)
    if (sgm_import_check_is_changed (parent->check, parent->level,
                                     sgm_import_rows_get (parent->check->levels[parent->level],
                                                          g_array_index (parent->items, guint, i))))
      return TRUE;
  return FALSE;
}

static gboolean
is_told (const Parent      *parent,
         const SgmGeometry *ground)
{
  const SgmBox *box = sgm_geometry_get_box (ground);
  GPtrArray *findings = parent->check->report->findings;

  for (guint i = 0; i < findings->len; i++)
    {
      const SgmImportFinding *finding = findings->pdata[i];

      if (finding->kind == SGM_IMPORT_GAP && finding->level == (int) parent->level && finding->shape != NULL
          && finding->place.min_x <= box->max_x && finding->place.max_x >= box->min_x
          && finding->place.min_y <= box->max_y && finding->place.max_y >= box->min_y)
        return TRUE;
    }
  return FALSE;
}

static void
add_bare (const Parent *parent,
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
      finding = sgm_import_check_add (parent->check, SGM_IMPORT_GAP, SGM_IMPORT_WARNS, parent->level);
      if (finding == NULL)
        continue;
      g_ptr_array_add (finding->codes, g_strdup (parent->code));
      finding->size = size;
      finding->place = *sgm_geometry_get_box (ground);
      finding->shape = g_steal_pointer (&ground);
      finding->sentence = g_strdup_printf (_("%.0f m² of %s belong to none of its parts."), size, parent->code);
    }
}

/* Returns: (nullable): the parts as one */
static GEOSGeometry *
unite (const Parent *parent)
{
  GEOSContextHandle_t geos = parent->check->geos;
  g_autoptr (GPtrArray) shapes = g_ptr_array_new ();
  GEOSGeometry *all, *merged;

  for (guint i = 0; i < parent->parts->len; i++)
    {
      GEOSGeometry *shape = sgm_geos_make_valid (geos, sgm_geos_from_geometry (geos, parent->parts->pdata[i]));

      if (shape != NULL)
        g_ptr_array_add (shapes, shape);
    }
  all = GEOSGeom_createCollection_r (geos, GEOS_GEOMETRYCOLLECTION, (GEOSGeometry **) shapes->pdata, shapes->len);
  merged = GEOSUnaryUnion_r (geos, all);
  GEOSGeom_destroy_r (geos, all);
  return merged;
}

static void
check_parent (Parent *parent)
{
  GEOSContextHandle_t geos = parent->check->geos;
  const SgmGeometry *geometry = get_geometry (parent);
  GEOSGeometry *whole, *merged, *bare = NULL;

  if (geometry == NULL || !is_concerned (parent))
    return;
  list_parts (parent);
  if (parent->parts->len == 0
      || fabs (sgm_geometry_get_area (geometry) - parent->size) < parent->check->options.sliver)
    return;
  whole = sgm_geos_make_valid (geos, sgm_geos_from_geometry (geos, geometry));
  merged = unite (parent);
  if (whole != NULL && merged != NULL)
    bare = GEOSDifference_r (geos, whole, merged);
  if (bare != NULL)
    add_bare (parent, bare);
  if (whole != NULL)
    GEOSGeom_destroy_r (geos, whole);
  if (merged != NULL)
    GEOSGeom_destroy_r (geos, merged);
  if (bare != NULL)
    GEOSGeom_destroy_r (geos, bare);
}

/* @level is that of the parts. */
static void
check_code (SgmImportCheck *check,
            SgmLevel        level,
            const char     *code,
            const GArray   *items)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  Parent parent = { check, level, code, .items = items, .parts = parts };

  parent.row = sgm_import_rows_find_code (check->levels[level - 1], code);
  parent.area = check->present->areas != NULL ? sgm_area_set_find_code (check->present->areas, code) : NULL;
  check_parent (&parent);
}

/* Areas whose shapes change, and which keep all their parts. */
static void
check_changed (SgmImportCheck *check,
               SgmLevel        level)
{
  const SgmImportRows *rows = check->levels[level];
  g_autoptr (GHashTable) with_parts = sgm_import_rows_group (check->levels[level + 1]);

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (rows, i);

      if (sgm_import_check_is_changed (check, level, row) && !g_hash_table_contains (with_parts, row->code))
        check_code (check, level + 1, row->code, NULL);
    }
}

gboolean
sgm_import_check_bare (SgmImportCheck  *check,
                       SgmLevel         level,
                       GError         **error)
{
  g_autoptr (GHashTable) groups = sgm_import_rows_group (check->levels[level]);
  GHashTableIter iter;
  gpointer code, items;
  guint n = g_hash_table_size (groups);
  guint done = 0;

  g_hash_table_iter_init (&iter, groups);
  while (level > SGM_LEVEL_DISTRICT && g_hash_table_iter_next (&iter, &code, &items))
    {
      if (!sgm_import_check_step (check, done++, n, error))
        return FALSE;
      check_code (check, level, code, items);
    }
  if (level < SGM_LEVEL_UNIT)
    check_changed (check, level);
  return TRUE;
}
