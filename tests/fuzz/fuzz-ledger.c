/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <stdlib.h>

#include <glib/gstdio.h>

#include "exchange/sgm-ledger-plan.h"
#include "scratch.h"
#include "small-district.h"

/* A table that somebody sends: its first byte says what it is a list of, as a
 * digit or, for a complete one, as a letter; the second one of which kind the
 * file is; the rest is the file. It is opened, its columns are guessed, and what
 * it would change of a small district is found out. */

#define MAX_LAYERS 3

static const struct
{
  char kind;
  const char *name;
} kinds[] = {
  { 'C', "table.csv" },
  { 'X', "table.xlsx" },
  { 'O', "table.ods" },
};

static char *district_folder;
static SgmStore *store;

static void
remove_district (void)
{
  sgm_store_close (store);
  g_clear_object (&store);
  scratch_free (district_folder);
}

static SgmStore *
get_store (void)
{
  g_autofree char *path = NULL;

  if (store != NULL)
    return store;
  district_folder = scratch_new ();
  path = g_build_filename (district_folder, "district.sgm", NULL);
  store = small_district_open_new (path);
  atexit (remove_district);
  return store;
}

static void
check_plan (const SgmLedgerPlan *plan)
{
  g_assert_cmpuint (plan->n_left_out, <=, plan->n_rows);
  g_assert_cmpuint (plan->left_out->len, ==, plan->n_left_out);
  for (guint i = 1; i < plan->left_out->len; i++)
    g_assert_cmpint (g_array_index (plan->left_out, gint64, i - 1), <, g_array_index (plan->left_out, gint64, i));
  for (guint i = 0; i < plan->findings->len; i++)
    {
      const SgmLedgerFinding *finding = plan->findings->pdata[i];

      g_assert_true (g_utf8_validate (finding->sentence, -1, NULL));
      g_assert_true (finding->proposal == NULL || g_utf8_validate (finding->proposal, -1, NULL));
      g_assert_true (finding->severity != SGM_IMPORT_BLOCKS || plan->blocked);
    }
}

static void
read_table (SgmForeignFile         *file,
            guint                   layer,
            SgmLedger               ledger,
            const SgmLedgerOptions *options)
{
  g_autoptr (SgmLedgerColumns) columns = sgm_ledger_columns_new (ledger);
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  sgm_ledger_guess (sgm_foreign_file_get_layer (file, layer), sgm_foreign_file_get_name (file));
  sgm_ledger_columns_guess (columns, sgm_foreign_file_get_layer (file, layer), sgm_foreign_file_get_name (file));
  plan = sgm_ledger_plan_new (get_store (), file, layer, columns, options, NULL, NULL, NULL, &error);
  g_assert_true ((plan == NULL) == (error != NULL));
  if (plan != NULL)
    check_plan (plan);
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

/* With the row of names that is guessed, and then with the first one. */
static void
read_file (const char *path,
           SgmLedger   ledger,
           gboolean    complete)
{
  g_autoptr (SgmLedgerOptions) options = sgm_ledger_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmForeignFile) file = sgm_foreign_file_open (path, NULL, &error);

  options->complete = complete;
  g_assert_true ((file == NULL) == (error != NULL));
  for (guint i = 0; file != NULL && i < MIN (sgm_foreign_file_get_n_layers (file), MAX_LAYERS); i++)
    {
      g_auto (GStrv) cells = sgm_foreign_file_dup_cells (file, i, 1);

      read_table (file, i, ledger, options);
      for (guint k = 0; cells != NULL && cells[k] != NULL; k++)
        g_assert_true (g_utf8_validate (cells[k], -1, NULL));
      if (cells != NULL && sgm_foreign_file_set_header (file, i, 1, NULL))
        read_table (file, i, ledger, options);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *name = NULL;
  guint ledger = G_MAXUINT;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; size > 1 && i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == (char) data[1])
      name = kinds[i].name;
  if (name != NULL)
    ledger = (guint) (data[0] - (data[0] >= 'a' ? 'a' : '0'));
  if (ledger >= SGM_N_LEDGERS)
    return 0;
  folder = g_dir_make_tmp ("sgm-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents_full (path, (const char *) data + 2, size - 2, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  read_file (path, ledger, data[0] >= 'a');
  g_assert_cmpint (g_unlink (path), ==, 0);
  /* Nothing is written beside it. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return 0;
}
