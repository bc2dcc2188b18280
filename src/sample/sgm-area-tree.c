/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-area-tree.h"

#include "domain/sgm-tables.h"

struct _SgmAreaTree
{
  GPtrArray *levels[SGM_LEVEL_UNIT + 1];
  GHashTable *records;  /* id → SgmRecord */
  GHashTable *children; /* id → GPtrArray of SgmRecord */
  GPtrArray *none;
};

static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (sgm_record_get_text (*(SgmRecord *const *) a, SGM_AREA_CODE),
                    sgm_record_get_text (*(SgmRecord *const *) b, SGM_AREA_CODE));
}

static void
add_child (SgmAreaTree *tree,
           SgmRecord   *area)
{
  gint64 parent = sgm_record_get_int (area, SGM_AREA_PARENT);
  GPtrArray *children = g_hash_table_lookup (tree->children, &parent);

  if (children == NULL)
    {
      children = g_ptr_array_new ();
      g_hash_table_insert (tree->children, g_memdup2 (&parent, sizeof parent), children);
    }
  g_ptr_array_add (children, area);
}

/**
 * sgm_area_tree_new:
 * @areas: (element-type SgmRecord): records of areas
 *
 * Returns: (transfer full): the tree of them
 */
SgmAreaTree *
sgm_area_tree_new (GPtrArray *areas)
{
  SgmAreaTree *tree = g_new0 (SgmAreaTree, 1);

  tree->records = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                         (GDestroyNotify) sgm_record_unref);
  tree->children = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify) g_ptr_array_unref);
  tree->none = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (tree->levels); i++)
    tree->levels[i] = g_ptr_array_new ();

  for (guint i = 0; i < areas->len; i++)
    {
      SgmRecord *area = g_ptr_array_index (areas, i);
      gint64 id = sgm_record_get_id (area);
      gint64 level = sgm_record_get_int (area, SGM_AREA_LEVEL);

      g_hash_table_insert (tree->records, g_memdup2 (&id, sizeof id), sgm_record_ref (area));
      if (level >= SGM_LEVEL_DISTRICT && level <= SGM_LEVEL_UNIT)
        g_ptr_array_add (tree->levels[level], area);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tree->levels); i++)
    {
      g_ptr_array_sort (tree->levels[i], compare_codes);
      for (guint j = 0; j < tree->levels[i]->len; j++)
        add_child (tree, g_ptr_array_index (tree->levels[i], j));
    }
  return tree;
}

void
sgm_area_tree_free (SgmAreaTree *tree)
{
  for (guint i = 0; i < G_N_ELEMENTS (tree->levels); i++)
    g_ptr_array_unref (tree->levels[i]);
  g_ptr_array_unref (tree->none);
  g_hash_table_unref (tree->children);
  g_hash_table_unref (tree->records);
  g_free (tree);
}

/**
 * sgm_area_tree_get_level:
 *
 * Returns: (transfer none) (element-type SgmRecord): the areas of @level by
 *   code
 */
GPtrArray *
sgm_area_tree_get_level (const SgmAreaTree *tree,
                         SgmLevel           level)
{
  return tree->levels[level];
}

/**
 * sgm_area_tree_get_children:
 * @tree: a tree
 * @parent: id of an area
 *
 * Returns: (transfer none) (element-type SgmRecord): the areas that name
 *   @parent as their parent, by code; possibly empty
 */
GPtrArray *
sgm_area_tree_get_children (const SgmAreaTree *tree,
                            gint64             parent)
{
  GPtrArray *children = g_hash_table_lookup (tree->children, &parent);

  return children != NULL ? children : tree->none;
}

/**
 * sgm_area_tree_find:
 *
 * Returns: (transfer none) (nullable): the area of that id
 */
SgmRecord *
sgm_area_tree_find (const SgmAreaTree *tree,
                    gint64             id)
{
  return g_hash_table_lookup (tree->records, &id);
}
