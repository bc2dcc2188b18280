/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"
#include "domain/sgm-tables.h"
#include "exchange/sgm-import-ending.h"

/* What would follow from the import: the numbers of areas, those that end and
 * the people who have their posts there. */

/* The district that has published its numbers. */
#define PUBLISHED_DISTRICT "440704"

/* A file with so many of the published areas is meant to have all. */
#define MEANT_TO_BE_ALL 0.8

/* More codes are not listed in a sentence. */
#define MAX_CODES 5

static void
append_codes (GString   *text,
              GPtrArray *codes)
{
  for (guint i = 0; i < MIN (codes->len, MAX_CODES); i++)
    {
      if (i > 0)
        g_string_append (text, _(", "));
      g_string_append (text, codes->pdata[i]);
    }
  if (codes->len > MAX_CODES)
    g_string_append_printf (text, _(" and %u more"), codes->len - MAX_CODES);
}

static void
add_box (SgmBox       *box,
         const SgmBox *other)
{
  box->min_x = MIN (box->min_x, other->min_x);
  box->min_y = MIN (box->min_y, other->min_y);
  box->max_x = MAX (box->max_x, other->max_x);
  box->max_y = MAX (box->max_y, other->max_y);
}

/* Totals -------------------------------------------------------------------- */

static gboolean
has_published (const SgmImportCheck *check)
{
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      const SgmImportRows *rows = check->levels[level];

      for (guint i = 0; i < rows->rows->len; i++)
        {
          const char *code = sgm_import_rows_get (rows, i)->code;

          if (code != NULL && !g_str_has_prefix (code, PUBLISHED_DISTRICT))
            return FALSE;
        }
    }
  return TRUE;
}

static void
check_total (SgmImportCheck *check,
             SgmLevel        level)
{
  const SgmImportRows *rows = check->levels[level];
  guint published = sgm_level_get_published (level)
                    * (level == SGM_LEVEL_UNIT ? MAX (check->present->scale, 1) : 1);
  guint n = g_hash_table_size (rows->by_code);
  SgmImportFinding *finding;
  g_autoptr (GString) text = g_string_new (NULL);
  guint first = 0, end = 0;

  if (rows->rows->len == 0 || n == published
      || (n < MEANT_TO_BE_ALL * published && !check->options.complete))
    return;
  finding = sgm_import_check_add (check, SGM_IMPORT_TOTAL, SGM_IMPORT_WARNS, level);
  if (finding == NULL)
    return;
  g_string_append_printf (text, _("%s: %u of %u"), sgm_level_get_name (level), n, published);
  if (check->present->areas != NULL)
    sgm_area_set_get_level (check->present->areas, level, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmArea *area = sgm_area_set_get (check->present->areas, i);

      if (sgm_import_rows_find_code (rows, area->code) != NULL)
        continue;
      g_ptr_array_add (finding->codes, g_strdup (area->code));
      add_box (&finding->place, sgm_geometry_get_box (area->geometry));
    }
  if (n < published && finding->codes->len > 0)
    {
      g_string_append (text, _("; missing: "));
      append_codes (text, finding->codes);
    }
  finding->sentence = g_string_free (g_steal_pointer (&text), FALSE);
}

/* What ends ------------------------------------------------------------------ */

static gboolean
is_over (const SgmRecord *record,
         guint            column,
         gint64           now)
{
  return !sgm_record_is_null (record, column) && sgm_record_get_int (record, column) <= now;
}

/* Counts the records of each area that are not over. */
static void
count_records (GHashTable *counts,
               GPtrArray  *records,
               guint       area_column,
               guint       end_column,
               gint64      now)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      gint64 area = sgm_record_get_int (records->pdata[i], area_column);
      gpointer n = g_hash_table_lookup (counts, &area);

      if (sgm_record_is_null (records->pdata[i], area_column) || is_over (records->pdata[i], end_column, now))
        continue;
      g_hash_table_insert (counts, g_memdup2 (&area, sizeof area), GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
    }
}

static GHashTable *
count_posts (const SgmImportPresent *present)
{
  GHashTable *counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  count_records (counts, present->posts, SGM_POST_AREA, SGM_POST_VALID_TO, present->now);
  count_records (counts, present->shifts, SGM_SHIFT_AREA, SGM_SHIFT_ENDS_AT, present->now);
  count_records (counts, present->org_areas, SGM_ORG_AREA_AREA, SGM_ORG_AREA_VALID_TO, present->now);
  return counts;
}

static void
add_posts (SgmImportCheck *check,
           const SgmArea  *area,
           guint           n)
{
  SgmImportFinding *finding = sgm_import_check_add (check, SGM_IMPORT_POSTS, SGM_IMPORT_WARNS, area->level);

  if (finding == NULL)
    return;
  g_ptr_array_add (finding->codes, g_strdup (area->code));
  finding->place = *sgm_geometry_get_box (area->geometry);
  finding->sentence = g_strdup_printf (ngettext ("%s would end, and with it the area of %u post, shift or organization.",
                                                 "%s would end, and with it the area of %u posts, shifts or organizations.",
                                                 n), area->code, n);
}

static void
check_ending (SgmImportCheck *check)
{
  g_autoptr (GPtrArray) ending = NULL;
  g_autoptr (GHashTable) counts = NULL;
  SgmImportFinding *findings[SGM_LEVEL_UNIT + 1] = { NULL };

  if (!check->options.complete || check->present->areas == NULL)
    return;
  ending = sgm_import_find_ending (check->present->areas, check->levels);
  counts = count_posts (check->present);
  for (guint i = 0; i < ending->len; i++)
    {
      const SgmArea *area = ending->pdata[i];
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, &area->id));

      if (findings[area->level] == NULL)
        findings[area->level] = sgm_import_check_add (check, SGM_IMPORT_ENDS, SGM_IMPORT_WARNS, area->level);
      g_ptr_array_add (findings[area->level]->codes, g_strdup (area->code));
      add_box (&findings[area->level]->place, sgm_geometry_get_box (area->geometry));
      if (n > 0)
        add_posts (check, area, n);
    }
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    if (findings[level] != NULL)
      {
        g_autoptr (GString) text = g_string_new (NULL);

        g_string_append_printf (text, _("%s: %u would end, as the file does not have them: "),
                                sgm_level_get_name (level), findings[level]->codes->len);
        append_codes (text, findings[level]->codes);
        findings[level]->sentence = g_string_free (g_steal_pointer (&text), FALSE);
      }
}

void
sgm_import_check_totals (SgmImportCheck *check)
{
  if (has_published (check))
    for (int level = SGM_LEVEL_STREET; level <= SGM_LEVEL_UNIT; level++)
      check_total (check, level);
  check_ending (check);
}
