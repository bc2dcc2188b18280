/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-around.h"

#include <string.h>

#include "base/sgm-data.h"
#include "domain/sgm-code.h"
#include "geo/sgm-geos.h"

/* What is around the areas of a file, made of them: a centre that begins has
 * often only its units and grids as polygons. */

typedef struct
{
  SgmStaging *staging;
  GEOSContextHandle_t geos;
  GHashTable *groups; /* code of a parent → GPtrArray of GEOSGeometry */
  GPtrArray *divisions; /* rows of the built-in list: level, code, name, parent */
  guint n_added;
} Around;

static gboolean
is_level_present (SgmImportPresent *present,
                  SgmLevel          level)
{
  guint first = 0, end = 0;

  if (present->areas != NULL)
    sgm_area_set_get_level (present->areas, level, &first, &end);
  return end > first;
}

static gboolean
add_part (const SgmStagingRow *row,
          gpointer             data)
{
  Around *around = data;
  g_autoptr (SgmGeometry) geometry = row->wkb != NULL ? sgm_geometry_new_from_wkb (row->wkb, NULL) : NULL;
  g_autofree char *parent = sgm_code_dup_parent (row->code);
  GEOSGeometry *shape;
  GPtrArray *parts;

  if (geometry == NULL || sgm_geometry_is_point (geometry) || parent == NULL
      || sgm_code_get_level (row->code) != row->level)
    return TRUE;
  shape = sgm_geos_make_valid (around->geos, sgm_geos_from_geometry (around->geos, geometry));
  if (shape == NULL)
    return TRUE;
  parts = g_hash_table_lookup (around->groups, parent);
  if (parts == NULL)
    {
      parts = g_ptr_array_new ();
      g_hash_table_insert (around->groups, g_steal_pointer (&parent), parts);
    }
  g_ptr_array_add (parts, shape);
  return TRUE;
}

/* Takes the parts. */
static SgmGeometry *
unite (Around    *around,
       GPtrArray *parts)
{
  GEOSGeometry *all = GEOSGeom_createCollection_r (around->geos, GEOS_GEOMETRYCOLLECTION,
                                                   (GEOSGeometry **) parts->pdata, parts->len);
  GEOSGeometry *whole = all != NULL ? GEOSUnaryUnion_r (around->geos, all) : NULL;
  SgmGeometry *geometry = whole != NULL ? sgm_geos_to_geometry (around->geos, whole) : NULL;

  g_ptr_array_set_size (parts, 0);
  if (whole != NULL)
    GEOSGeom_destroy_r (around->geos, whole);
  if (all != NULL)
    GEOSGeom_destroy_r (around->geos, all);
  return geometry;
}

static const char *
find_name (Around     *around,
           const char *code)
{
  for (guint i = 0; around->divisions != NULL && i < around->divisions->len; i++)
    {
      char **division = around->divisions->pdata[i];

      if (g_strv_length (division) >= 3 && g_str_equal (division[1], code))
        return division[2];
    }
  return NULL;
}

static gboolean
add_whole (Around      *around,
           SgmLevel     level,
           const char  *code,
           GPtrArray   *parts,
           GError     **error)
{
  g_autoptr (SgmGeometry) geometry = unite (around, parts);
  g_autoptr (GBytes) wkb = geometry != NULL ? sgm_geometry_to_wkb (geometry) : NULL;
  g_autofree char *parent = sgm_code_dup_parent (code);
  SgmStagingRow row = {
    .level = level, .code = code, .name = find_name (around, code), .parent = parent, .wkb = wkb,
  };

  if (wkb == NULL)
    return TRUE;
  around->n_added++;
  return sgm_staging_add (around->staging, &row, error);
}

static void
clear_parts (Around    *around,
             GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    GEOSGeom_destroy_r (around->geos, parts->pdata[i]);
  g_ptr_array_unref (parts);
}

/* Makes the level above @level. */
static gboolean
add_level (Around        *around,
           SgmLevel       level,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GList) codes = NULL;
  gboolean good;

  around->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  good = sgm_staging_each (around->staging, level, add_part, around, cancellable, error);
  codes = g_list_sort (g_hash_table_get_keys (around->groups), (GCompareFunc) strcmp);
  for (GList *l = codes; l != NULL; l = l->next)
    {
      GPtrArray *parts = g_hash_table_lookup (around->groups, l->data);

      good = good && !g_cancellable_set_error_if_cancelled (cancellable, error)
             && add_whole (around, level - 1, l->data, parts, error);
      clear_parts (around, parts);
    }
  g_hash_table_unref (around->groups);
  return good;
}

/**
 * sgm_import_add_around:
 * @staging: areas of a file
 * @present: the present district
 * @n_added: (out): how many areas were added
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 *
 * Where neither the file nor the district has any area of the level above one
 * that the file has, these are made: each of all areas whose codes begin with its
 * own, with the name that the built-in list of divisions has for it. Levels that
 * have some areas are left alone, since a code without a parent is a mistake
 * there. What was made has no number of a row.
 *
 * Returns: whether all was well
 */
gboolean
sgm_import_add_around (SgmStaging        *staging,
                       SgmImportPresent  *present,
                       guint             *n_added,
                       GCancellable      *cancellable,
                       GError           **error)
{
  g_autoptr (GPtrArray) divisions = sgm_data_lookup_csv ("jianghai/divisions.csv", NULL);
  Around around = { .staging = staging, .geos = GEOS_init_r (), .divisions = divisions };
  gboolean good = TRUE;

  for (SgmLevel level = SGM_LEVEL_UNIT; good && level > SGM_LEVEL_DISTRICT; level--)
    if (sgm_staging_count (staging, level) > 0 && sgm_staging_count (staging, level - 1) == 0
        && !is_level_present (present, level - 1))
      good = add_level (&around, level, cancellable, error);
  GEOS_finish_r (around.geos);
  *n_added = around.n_added;
  return good;
}
