/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include <string.h>

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"

/* Codes: well-formed, once, and their parents'. A row without one gets that of
 * the present area at its place, or a new one of the area that it lies in. */

#define MAX_NUMBER 999

/* An area is the same as another where each has the other's middle and their
 * sizes differ by less than this factor. */
#define SAME_SIZE 2.0

typedef struct
{
  SgmImportCheck *check;
  SgmImportRows *rows;
  GHashTable *taken; /* codes proposed so far */
  GHashTable *next;  /* code of a parent → the first number that may be free */
  GHashTable *keepers; /* code that several rows have → the row that keeps it */
} Codes;

/* Returns: (nullable): the code of the area one level up that the row lies in:
 *   the one that it says itself, else one of the file, else a present one */
static const char *
find_parent (Codes              *codes,
             const SgmImportRow *row)
{
  SgmImportCheck *check = codes->check;
  SgmLevel level = codes->rows->level - 1;
  const SgmImportRow *around;
  const SgmArea *area;

  if (row->parent != NULL && sgm_code_get_level (row->parent) == level)
    return row->parent;
  if (level < SGM_LEVEL_DISTRICT || row->geometry == NULL)
    return NULL;
  around = sgm_import_rows_find_at (check->levels[level], row->x, row->y);
  if (around != NULL && sgm_code_get_level (around->code) == level)
    return around->code;
  area = check->present->areas != NULL
    ? sgm_area_set_find_at (check->present->areas, level, row->x, row->y) : NULL;
  return area != NULL ? area->code : NULL;
}

static gboolean
is_taken (Codes      *codes,
          const char *code)
{
  return g_hash_table_contains (codes->taken, code)
         || sgm_import_rows_find_code (codes->rows, code) != NULL;
}

static gboolean
is_same_size (double a,
              double b)
{
  return a < SAME_SIZE * b && b < SAME_SIZE * a;
}

/* Whether the row lies where the present area does. */
static gboolean
is_same_place (const SgmImportRow *row,
               const SgmArea      *area)
{
  const double *inside;

  if (row->geometry == NULL || !is_same_size (row->size, area->size)
      || !sgm_geometry_contains (area->geometry, row->x, row->y))
    return FALSE;
  inside = sgm_geometry_get_label_point (area->geometry);
  return sgm_geometry_contains (row->geometry, inside[0], inside[1]);
}

static const SgmArea *
find_same (Codes              *codes,
           const SgmImportRow *row)
{
  SgmAreaSet *areas = codes->check->present->areas;
  const SgmArea *area = areas != NULL && row->geometry != NULL
    ? sgm_area_set_find_at (areas, codes->rows->level, row->x, row->y) : NULL;

  return area != NULL && !is_taken (codes, area->code) && is_same_place (row, area) ? area : NULL;
}

/* Numbers once taken stay so. */
static guint
get_next (Codes      *codes,
          const char *parent)
{
  return parent != NULL ? MAX (GPOINTER_TO_UINT (g_hash_table_lookup (codes->next, parent)), 1) : 1;
}

/* Returns: (transfer full) (nullable): a code for the row */
static char *
propose_code (Codes              *codes,
              const SgmImportRow *row,
              const char         *parent)
{
  const SgmArea *same = find_same (codes, row);

  if (same != NULL)
    return g_strdup (same->code);
  for (guint i = get_next (codes, parent); parent != NULL && i <= MAX_NUMBER; i++)
    {
      g_autofree char *code = g_strdup_printf ("%s%03u", parent, i);

      g_hash_table_insert (codes->next, g_strdup (parent), GUINT_TO_POINTER (i));
      if (!is_taken (codes, code)
          && (codes->check->present->areas == NULL
              || sgm_area_set_find_code (codes->check->present->areas, code) == NULL))
        return g_steal_pointer (&code);
    }
  return NULL;
}

static void
add_without_code (Codes              *codes,
                  const SgmImportRow *row)
{
  const char *parent = find_parent (codes, row);
  g_autofree char *code = propose_code (codes, row, parent);
  SgmImportKind kind = row->code == NULL ? SGM_IMPORT_CODE_MISSING : SGM_IMPORT_CODE_BAD;
  SgmImportFinding *finding = sgm_import_check_add_row (codes->check, kind, SGM_IMPORT_BLOCKS,
                                                        codes->rows->level, row);
  g_autoptr (GString) text = g_string_new (NULL);

  if (finding == NULL)
    return;
  if (row->code != NULL)
    g_string_append_printf (text, _("Row %" PRId64 ": “%s” is not a code of its level."), row->number, row->code);
  else
    g_string_append_printf (text, _("Row %" PRId64 " has no code."), row->number);
  if (code != NULL)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("By its place it would be %s."), code);
      sgm_import_propose (finding, SGM_IMPORT_REPAIR_CODE, TRUE);
      finding->proposal = g_strdup (code);
      g_hash_table_add (codes->taken, g_steal_pointer (&code));
    }
  else
    sgm_import_propose (finding, SGM_IMPORT_REPAIR_LEAVE_OUT, FALSE);
  finding->sentence = g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
exists (SgmImportCheck *check,
        SgmLevel        level,
        const char     *code)
{
  return sgm_import_rows_find_code (check->levels[level], code) != NULL
         || (check->present->areas != NULL && sgm_area_set_find_code (check->present->areas, code) != NULL);
}

static void
check_parent (Codes              *codes,
              const SgmImportRow *row)
{
  SgmLevel level = codes->rows->level;
  g_autofree char *parent = sgm_code_dup_parent (row->code);
  gboolean said = row->parent != NULL && parent != NULL && !g_str_equal (row->parent, parent);
  SgmImportFinding *finding;

  if (parent == NULL || (!said && exists (codes->check, level - 1, parent)))
    return;
  finding = sgm_import_check_add_row (codes->check, SGM_IMPORT_CODE_ORPHAN, SGM_IMPORT_BLOCKS, level, row);
  if (finding == NULL)
    return;
  if (said)
    {
      g_autofree char *code = propose_code (codes, row, find_parent (codes, row));

      finding->sentence = g_strdup_printf (_("The code %s does not start with its parent’s, %s."), row->code,
                                           row->parent);
      if (code != NULL)
        {
          sgm_import_propose (finding, SGM_IMPORT_REPAIR_CODE, FALSE);
          finding->proposal = g_strdup (code);
          g_hash_table_add (codes->taken, g_steal_pointer (&code));
        }
    }
  else
    {
      finding->sentence = g_strdup_printf (_("%s would be part of %s, which is neither in the district nor in the file."),
                                           row->code, parent);
      sgm_import_propose (finding, SGM_IMPORT_REPAIR_LEAVE_OUT, FALSE);
    }
}

/* Codes used twice ---------------------------------------------------------- */

/* How well the row fits the present area of its code: by its place, else by
 * its name, else not at all. */
static guint
get_fit (Codes              *codes,
         const SgmImportRow *row)
{
  const SgmArea *area = codes->check->present->areas != NULL
    ? sgm_area_set_find_code (codes->check->present->areas, row->code) : NULL;

  if (area == NULL)
    return 0;
  return is_same_place (row, area) ? 2 : g_strcmp0 (row->name, area->name) == 0;
}

/* The first of the rows that fit best keeps the code. */
static void
find_keepers (Codes *codes)
{
  for (guint i = 0; i < codes->rows->rows->len; i++)
    {
      SgmImportRow *row = sgm_import_rows_get (codes->rows, i);
      SgmImportRow *first = row->code != NULL ? sgm_import_rows_find_code (codes->rows, row->code) : row;
      SgmImportRow *keeper;

      if (first == row)
        continue;
      keeper = g_hash_table_lookup (codes->keepers, row->code);
      if (keeper == NULL)
        keeper = first;
      if (get_fit (codes, row) > get_fit (codes, keeper))
        keeper = row;
      g_hash_table_insert (codes->keepers, (gpointer) row->code, keeper);
    }
}

/* Whether both are drawn at the same place. */
static gboolean
is_copy (const SgmImportRow *row,
         const SgmImportRow *other)
{
  return row->geometry != NULL && other->geometry != NULL && is_same_size (row->size, other->size)
         && sgm_geometry_contains (row->geometry, other->x, other->y)
         && sgm_geometry_contains (other->geometry, row->x, row->y);
}

/* The row gives its code up: it gets that of its place, or is left out. */
static void
add_twice (Codes              *codes,
           const SgmImportRow *row,
           const SgmImportRow *keeper)
{
  SgmImportFinding *finding = sgm_import_check_add_row (codes->check, SGM_IMPORT_CODE_TWICE,
                                                        SGM_IMPORT_BLOCKS, codes->rows->level, row);
  g_autofree char *code = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (finding == NULL)
    return;
  sgm_import_finding_add_row (finding, keeper->id, keeper->number, keeper->code);
  g_string_append_printf (text, _("The rows %" PRId64 " and %" PRId64 " both have the code %s."),
                          MIN (keeper->number, row->number), MAX (keeper->number, row->number), row->code);
  g_string_append_c (text, ' ');
  if (!is_copy (row, keeper))
    code = propose_code (codes, row, find_parent (codes, row));
  if (code != NULL)
    {
      const SgmArea *there = codes->check->present->areas != NULL
        ? sgm_area_set_find_code (codes->check->present->areas, code) : NULL;

      g_string_append_printf (text, _("By its place row %" PRId64 " would be %s."), row->number, code);
      sgm_import_propose (finding, SGM_IMPORT_REPAIR_CODE, there != NULL);
      finding->proposal = g_strdup (code);
      g_hash_table_add (codes->taken, g_steal_pointer (&code));
    }
  else
    {
      g_string_append_printf (text, _("Row %" PRId64 " would be left out."), row->number);
      sgm_import_propose (finding, SGM_IMPORT_REPAIR_LEAVE_OUT, FALSE);
    }
  finding->sentence = g_string_free (g_steal_pointer (&text), FALSE);
}

static int
compare_west_to_east (gconstpointer a,
                      gconstpointer b)
{
  const SgmImportRow *left = *(const SgmImportRow *const *) a;
  const SgmImportRow *right = *(const SgmImportRow *const *) b;

  if (left->x != right->x)
    return left->x < right->x ? -1 : 1;
  return left->y > right->y ? -1 : left->y < right->y;
}

gboolean
sgm_import_check_codes (SgmImportCheck  *check,
                        SgmLevel         level,
                        GError         **error)
{
  Codes codes = { check, check->levels[level] };
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) next = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keepers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) without = g_ptr_array_new ();
  guint n = codes.rows->rows->len;

  codes.taken = taken;
  codes.next = next;
  codes.keepers = keepers;
  find_keepers (&codes);
  for (guint i = 0; i < n; i++)
    {
      SgmImportRow *row = sgm_import_rows_get (codes.rows, i);
      const SgmImportRow *keeper;

      if (!sgm_import_check_step (check, i, n, error))
        return FALSE;
      if (row->code == NULL || sgm_code_get_level (row->code) != level)
        {
          g_ptr_array_add (without, row);
          continue;
        }
      keeper = g_hash_table_lookup (keepers, row->code);
      if (keeper != NULL && keeper != row)
        add_twice (&codes, row, keeper);
      check_parent (&codes, row);
    }
  g_ptr_array_sort (without, compare_west_to_east);
  for (guint i = 0; i < without->len; i++)
    {
      if (!sgm_import_check_step (check, i, without->len, error))
        return FALSE;
      add_without_code (&codes, without->pdata[i]);
    }
  return TRUE;
}
