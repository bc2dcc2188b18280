/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-ending.h"

#include "domain/sgm-code.h"

/* The codes of all areas that have parts in the file. */
static GHashTable *
list_parents (SgmImportRows *const *levels)
{
  GHashTable *parents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int level = SGM_LEVEL_STREET; level <= SGM_LEVEL_UNIT; level++)
    for (guint i = 0; i < levels[level]->rows->len; i++)
      {
        char *parent = sgm_code_dup_parent (sgm_import_rows_get (levels[level], i)->code);

        if (parent != NULL)
          g_hash_table_add (parents, parent);
      }
  return parents;
}

/**
 * sgm_import_find_ending:
 * @areas: the present areas
 * @levels: (array): the rows of a complete file, by level
 *
 * An area ends where the file has others of its level within the same parent
 * and not this one; so does all that is part of it. The district never ends,
 * nor does what has parts in the file.
 *
 * Returns: (transfer full) (element-type SgmArea): the areas that end, from the
 *   largest to the smallest
 */
GPtrArray *
sgm_import_find_ending (SgmAreaSet            *areas,
                        SgmImportRows *const  *levels)
{
  GPtrArray *ending = g_ptr_array_new ();
  g_autoptr (GHashTable) parents = list_parents (levels);
  g_autofree gboolean *ends = g_new0 (gboolean, sgm_area_set_get_n_areas (areas));

  for (guint i = 0; i < sgm_area_set_get_n_areas (areas); i++)
    {
      const SgmArea *area = sgm_area_set_get (areas, i);
      const SgmArea *parent = area->parent != SGM_AREA_NONE ? sgm_area_set_get (areas, area->parent) : NULL;

      if (parent == NULL || sgm_import_rows_find_code (levels[area->level], area->code) != NULL
          || g_hash_table_contains (parents, area->code))
        continue;
      if (!ends[area->parent]
          && !(levels[area->level]->rows->len > 0 && g_hash_table_contains (parents, parent->code)))
        continue;
      ends[i] = TRUE;
      g_ptr_array_add (ending, (gpointer) area);
    }
  return ending;
}
