/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-columns.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"

/* What somebody has chosen for a table, for the next one with the same columns.
 * Kept are numbers of columns; the names are only in a digest. */

/* The oldest are forgotten. */
#define MAX_TABLES 100

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "smart-grid-map", "columns.ini", NULL);
}

static char *
dup_group (SgmLedger              ledger,
           const SgmForeignLayer *layer)
{
  g_autofree char *names = g_strjoinv ("\n", layer->fields);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, names, -1);

  return g_strdup_printf ("%s %.16s", sgm_ledger_get_id (ledger), digest);
}

static gboolean
recall_field (SgmLedgerColumns      *columns,
              const SgmForeignLayer *layer,
              guint                  field,
              GKeyFile              *memory,
              const char            *group)
{
  guint n_fields;
  const char *id = sgm_ledger_get_fields (columns->ledger, &n_fields)[field].id;
  g_autofree char *value_key = g_strconcat (id, "-value", NULL);
  g_autoptr (GError) error = NULL;
  int column = g_key_file_get_integer (memory, group, id, &error);

  /* Somebody may have edited the file. */
  columns->columns[field] = error == NULL && column >= 0 && column < (int) layer->n_fields ? column : -1;
  g_free (columns->values[field]);
  columns->values[field] = columns->columns[field] < 0 ? g_key_file_get_string (memory, group, value_key, NULL) : NULL;
  return columns->columns[field] >= 0;
}

/**
 * sgm_ledger_columns_recall:
 * @columns: columns
 * @layer: the table
 *
 * Sets what was chosen for a table of the same columns before.
 *
 * Returns: whether there was one; else nothing has changed
 */
gboolean
sgm_ledger_columns_recall (SgmLedgerColumns      *columns,
                           const SgmForeignLayer *layer)
{
  g_autoptr (GKeyFile) memory = g_key_file_new ();
  g_autofree char *path = dup_path ();
  g_autofree char *group = dup_group (columns->ledger, layer);
  g_autoptr (SgmLedgerColumns) recalled = sgm_ledger_columns_new (columns->ledger);
  g_autofree char *datum = NULL;
  guint n_fields;
  guint n = 0;

  if (!g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL) || !g_key_file_has_group (memory, group))
    return FALSE;
  sgm_ledger_get_fields (columns->ledger, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    n += recall_field (recalled, layer, i, memory, group);
  if (n == 0 || !sgm_ledger_columns_check (recalled, layer, NULL))
    return FALSE;

  datum = g_key_file_get_string (memory, group, "datum", NULL);
  columns->datum = SGM_DATUM_CGCS2000;
  if (datum != NULL)
    sgm_datum_from_id (datum, &columns->datum);
  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    {
      columns->columns[i] = recalled->columns[i];
      g_free (columns->values[i]);
      columns->values[i] = g_steal_pointer (&recalled->values[i]);
    }
  columns->remembered = TRUE;
  return TRUE;
}

static void
forget_oldest (GKeyFile *memory)
{
  gsize n;
  g_auto (GStrv) groups = g_key_file_get_groups (memory, &n);

  for (gsize i = 0; i + MAX_TABLES < n; i++)
    g_key_file_remove_group (memory, groups[i], NULL);
}

/**
 * sgm_ledger_columns_remember:
 * @columns: columns
 * @layer: the table
 *
 * Keeps what was chosen in the user's configuration folder, for the next table
 * of the same columns.
 *
 * Returns: whether that was possible; an import need not fail for it
 */
gboolean
sgm_ledger_columns_remember (const SgmLedgerColumns  *columns,
                             const SgmForeignLayer   *layer,
                             GError                 **error)
{
  g_autoptr (GKeyFile) memory = g_key_file_new ();
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *group = dup_group (columns->ledger, layer);
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (columns->ledger, &n_fields);

  g_key_file_load_from_file (memory, path, G_KEY_FILE_NONE, NULL);
  g_key_file_remove_group (memory, group, NULL);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value_key = g_strconcat (fields[i].id, "-value", NULL);

      if (columns->columns[i] >= 0)
        g_key_file_set_integer (memory, group, fields[i].id, columns->columns[i]);
      else if (columns->values[i] != NULL)
        g_key_file_set_string (memory, group, value_key, columns->values[i]);
    }
  g_key_file_set_string (memory, group, "datum", sgm_datum_get_id (columns->datum));
  forget_oldest (memory);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("What was chosen cannot be remembered: %s"), g_strerror (errno));
      return FALSE;
    }
  return g_key_file_save_to_file (memory, path, error);
}
