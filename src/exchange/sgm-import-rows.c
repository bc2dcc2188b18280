/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include "domain/sgm-code.h"

/* Rows of one level, found by place and by code. */

static void
clear_row (gpointer data)
{
  SgmImportRow *row = data;

  g_clear_pointer (&row->geometry, sgm_geometry_unref);
}

SgmImportRows *
sgm_import_rows_new (SgmLevel level)
{
  SgmImportRows *rows = g_new0 (SgmImportRows, 1);

  rows->level = level;
  rows->rows = g_array_new (FALSE, TRUE, sizeof (SgmImportRow));
  g_array_set_clear_func (rows->rows, clear_row);
  rows->texts = g_string_chunk_new (64 * 1024);
  rows->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  return rows;
}

void
sgm_import_rows_free (SgmImportRows *rows)
{
  g_array_unref (rows->rows);
  g_string_chunk_free (rows->texts);
  g_hash_table_unref (rows->by_code);
  g_clear_pointer (&rows->index, sgm_index_free);
  g_free (rows);
}

static const char *
keep (SgmImportRows *rows,
      const char    *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert (rows->texts, text) : NULL;
}

/* The row is valid until the next one is added. */
SgmImportRow *
sgm_import_rows_add (SgmImportRows       *rows,
                     const SgmStagingRow *staged)
{
  SgmImportRow row = { .id = staged->id, .number = staged->number };

  row.code = keep (rows, staged->code);
  row.name = keep (rows, staged->name);
  row.parent = keep (rows, staged->parent);
  if (staged->wkb != NULL)
    row.geometry = sgm_geometry_new_from_wkb (staged->wkb, NULL);
  if (row.geometry != NULL && sgm_geometry_is_point (row.geometry))
    g_clear_pointer (&row.geometry, sgm_geometry_unref);
  if (row.geometry != NULL)
    row.size = sgm_geometry_get_area (row.geometry);
  g_array_append_val (rows->rows, row);
  return sgm_import_rows_get (rows, rows->rows->len - 1);
}

/* All rows are there: they can be found from now on. */
void
sgm_import_rows_end (SgmImportRows *rows)
{
  g_autofree SgmBox *boxes = g_new (SgmBox, MAX (rows->rows->len, 1));

  for (guint i = 0; i < rows->rows->len; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (rows, i);

      boxes[i] = row->geometry != NULL ? *sgm_geometry_get_box (row->geometry) : SGM_BOX_EMPTY;
      if (row->code != NULL && !g_hash_table_contains (rows->by_code, row->code))
        g_hash_table_insert (rows->by_code, (gpointer) row->code, GUINT_TO_POINTER (i));
    }
  rows->index = sgm_index_new (boxes, rows->rows->len);
}

SgmImportRow *
sgm_import_rows_get (const SgmImportRows *rows,
                     guint                index)
{
  return &g_array_index (rows->rows, SgmImportRow, index);
}

typedef struct
{
  const SgmImportRows *rows;
  double x;
  double y;
  SgmImportRow *found;
} Search;

static gboolean
look_at (guint    item,
         gpointer data)
{
  Search *search = data;
  SgmImportRow *row = sgm_import_rows_get (search->rows, item);

  if (row->geometry != NULL && sgm_geometry_contains (row->geometry, search->x, search->y))
    search->found = row;
  return search->found == NULL;
}

/* Returns: (nullable): a row that contains the place */
SgmImportRow *
sgm_import_rows_find_at (const SgmImportRows *rows,
                         double               x,
                         double               y)
{
  Search search = { rows, x, y, NULL };
  SgmBox box = { x, y, x, y };

  sgm_index_query (rows->index, &box, look_at, &search);
  return search.found;
}

/* Returns: (nullable): the first row of that code */
SgmImportRow *
sgm_import_rows_find_code (const SgmImportRows *rows,
                           const char          *code)
{
  gpointer index;

  if (rows == NULL || !g_hash_table_lookup_extended (rows->by_code, code, NULL, &index))
    return NULL;
  return sgm_import_rows_get (rows, GPOINTER_TO_UINT (index));
}

static gboolean
append_item (guint    item,
             gpointer data)
{
  g_array_append_val (data, item);
  return TRUE;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/* Returns: (transfer full) (element-type guint): the rows whose boxes meet
 *   the box, in the order of the file */
GArray *
sgm_import_rows_query (const SgmImportRows *rows,
                       const SgmBox        *box)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (guint));

  sgm_index_query (rows->index, box, append_item, items);
  g_array_sort (items, compare_items);
  return items;
}

/* Returns: (transfer full) (element-type utf8 GArray): the code of each parent,
 *   and which rows with a code of their level and a geometry are its parts */
GHashTable *
sgm_import_rows_group (const SgmImportRows *rows)
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
