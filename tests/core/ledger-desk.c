/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger-desk.h"

#include <string.h>

#include <gdal.h>
#include <ogr_api.h>

#include "exchange/sgm-gdal.h"
#include "foreign-maker.h"
#include "scratch.h"

void
ledger_desk_set_up (LedgerDesk    *desk,
                    gconstpointer  data)
{
  g_autofree char *path = NULL;

  desk->folder = scratch_new ();
  path = g_build_filename (desk->folder, "district.sgm", NULL);
  desk->store = small_district_open_new (path);
  desk->options = sgm_ledger_options_new ();
}

void
ledger_desk_tear_down (LedgerDesk    *desk,
                       gconstpointer  data)
{
  ledger_desk_check (desk);
  sgm_store_close (desk->store);
  g_object_unref (desk->store);
  g_clear_pointer (&desk->columns, sgm_ledger_columns_free);
  sgm_ledger_options_free (desk->options);
  scratch_free (desk->folder);
}

/* Returns: (transfer full): the path of a file with the text */
char *
ledger_desk_write (LedgerDesk *desk,
                   const char *name,
                   const char *text)
{
  char *path = g_build_filename (desk->folder, name, NULL);

  foreign_write (path, text);
  return path;
}

char *
ledger_desk_write_gbk (LedgerDesk *desk,
                       const char *name,
                       const char *text)
{
  char *path = g_build_filename (desk->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  g_autofree char *encoded = g_convert (text, -1, "GB18030", "UTF-8", NULL, &size, &error);

  g_assert_no_error (error);
  g_file_set_contents (path, encoded, (gssize) size, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strlen (text) <= 15 && strspn (text, "0123456789") == strlen (text);
}

/* A column is of the type that its first cell has. */
static OGRFieldType
find_type (LedgerCells  cells,
           const char  *first)
{
  int year, month, day;

  if (cells == LEDGER_TYPED && sscanf (first, "%d/%d/%d", &year, &month, &day) == 3)
    return OFTDate;
  return cells == LEDGER_TYPED && is_number (first) ? OFTInteger64 : OFTString;
}

static void
set_cell (OGRFeatureH   feature,
          int           column,
          OGRFieldType  type,
          const char   *text)
{
  int year, month, day;

  if (*text == '\0')
    return;
  if (type == OFTDate && sscanf (text, "%d/%d/%d", &year, &month, &day) == 3)
    OGR_F_SetFieldDateTime (feature, column, year, month, day, 0, 0, 0, 0);
  else if (type == OFTInteger64)
    OGR_F_SetFieldInteger64 (feature, column, g_ascii_strtoll (text, NULL, 10));
  else
    OGR_F_SetFieldString (feature, column, text);
}

/* Makes a file with GDAL of a table that is written as CSV without quotes. */
char *
ledger_desk_make (LedgerDesk  *desk,
                  const char  *name,
                  const char  *driver,
                  LedgerCells  cells,
                  const char  *text)
{
  char *path = g_build_filename (desk->folder, name, NULL);
  g_autofree char *chomped = g_strchomp (g_strdup (text));
  g_auto (GStrv) lines = g_strsplit (chomped, "\n", -1);
  g_auto (GStrv) names = g_strsplit (lines[0], ",", -1);
  g_auto (GStrv) first = g_strsplit (lines[1], ",", -1);
  GDALDatasetH data_set;
  OGRLayerH layer;
  OGRFieldType types[32];

  sgm_gdal_init ();
  data_set = GDALCreate (GDALGetDriverByName (driver), path, 0, 0, 0, GDT_Unknown, NULL);
  g_assert_nonnull (data_set);
  layer = GDALDatasetCreateLayer (data_set, "Sheet1", NULL, wkbNone, NULL);
  for (int i = 0; names[i] != NULL; i++)
    {
      OGRFieldDefnH field;

      types[i] = find_type (cells, first[i]);
      field = OGR_Fld_Create (names[i], types[i]);
      g_assert_cmpint (OGR_L_CreateField (layer, field, FALSE), ==, OGRERR_NONE);
      OGR_Fld_Destroy (field);
    }
  for (int i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], ",", -1);
      OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));

      for (int k = 0; row[k] != NULL && names[k] != NULL; k++)
        set_cell (feature, k, types[k], row[k]);
      g_assert_cmpint (OGR_L_CreateFeature (layer, feature), ==, OGRERR_NONE);
      OGR_F_Destroy (feature);
    }
  GDALClose (data_set);
  return path;
}

/* Plans the import of a file's first table, with the columns that are guessed
 * or, where the desk has some, with those. */
SgmLedgerPlan *
ledger_desk_read (LedgerDesk *desk,
                  SgmLedger   ledger,
                  const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmForeignFile) file = sgm_foreign_file_open (path, NULL, &error);
  SgmLedgerPlan *plan;

  g_assert_no_error (error);
  if (desk->columns == NULL)
    {
      desk->columns = sgm_ledger_columns_new (ledger);
      sgm_ledger_columns_guess (desk->columns, sgm_foreign_file_get_layer (file, 0), sgm_foreign_file_get_name (file));
    }
  plan = sgm_ledger_plan_new (desk->store, file, 0, desk->columns, desk->options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&desk->columns, sgm_ledger_columns_free);
  for (guint i = 0; i < plan->findings->len; i++)
    {
      SgmLedgerFinding *finding = plan->findings->pdata[i];

      g_test_message ("row %d: %s: %s %s", (int) finding->row, sgm_ledger_fault_get_id (finding->fault),
                      finding->sentence, finding->proposal != NULL ? finding->proposal : "");
      g_assert_true (g_utf8_validate (finding->sentence, -1, NULL));
    }
  g_test_message ("%u rows: %u new, %u changed, %u same, %u end, %u left out", plan->n_rows, plan->n_new,
                  plan->n_changed, plan->n_same, plan->n_ended, plan->n_left_out);
  return plan;
}

SgmLedgerPlan *
ledger_desk_plan (LedgerDesk *desk,
                  SgmLedger   ledger,
                  const char *text)
{
  g_autofree char *path = ledger_desk_write (desk, "table.csv", text);

  return ledger_desk_read (desk, ledger, path);
}

GArray *
ledger_desk_apply (LedgerDesk    *desk,
                   SgmLedgerPlan *plan)
{
  g_autoptr (GError) error = NULL;
  GArray *entries;

  sgm_ledger_apply (desk->store, plan, "table.csv", "test", &entries, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return entries;
}

void
ledger_desk_undo (LedgerDesk *desk,
                  GArray     *entries)
{
  g_autoptr (GError) error = NULL;

  sgm_ledger_take_back (desk->store, entries, "table.csv", "test", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 0);
}

/* Imports a table, and again, which must change nothing. */
void
ledger_desk_import (LedgerDesk *desk,
                    SgmLedger   ledger,
                    const char *text)
{
  g_autoptr (SgmLedgerPlan) plan = ledger_desk_plan (desk, ledger, text);
  g_autoptr (GArray) entries = ledger_desk_apply (desk, plan);
  g_autoptr (SgmLedgerPlan) again = NULL;

  g_assert_cmpuint (entries->len, >, 0);
  again = ledger_desk_plan (desk, ledger, text);
  g_assert_false (sgm_ledger_plan_has_changes (again));
  g_assert_cmpuint (again->n_new + again->n_changed + again->n_ended, ==, 0);
}

/* Returns: (transfer full) (element-type SgmRecord): all records of a table */
GPtrArray *
ledger_desk_get (LedgerDesk     *desk,
                 const SgmTable *table)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = sgm_store_read_table (desk->store, table, &error);

  g_assert_no_error (error);
  return records;
}

/* The journal and the records agree, as `sgm verify` looks at them. */
void
ledger_desk_check (LedgerDesk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmAudit) audit = sgm_store_audit (desk->store, NULL, &error);

  g_assert_no_error (error);
  sgm_audit_is_sound (audit, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer none): the finding of that kind in that row, which must be
 * there */
SgmLedgerFinding *
ledger_find (SgmLedgerPlan  *plan,
             SgmLedgerFault  fault,
             gint64          row)
{
  for (guint i = 0; i < plan->findings->len; i++)
    {
      SgmLedgerFinding *finding = plan->findings->pdata[i];

      if (finding->fault == fault && finding->row == row)
        return finding;
    }
  g_error ("There is no finding “%s” in row %d.", sgm_ledger_fault_get_id (fault), (int) row);
}

void
ledger_assert_counts (SgmLedgerPlan *plan,
                      guint          n_new,
                      guint          n_changed,
                      guint          n_same,
                      guint          n_left_out)
{
  g_assert_cmpuint (plan->n_new, ==, n_new);
  g_assert_cmpuint (plan->n_changed, ==, n_changed);
  g_assert_cmpuint (plan->n_same, ==, n_same);
  g_assert_cmpuint (plan->n_left_out, ==, n_left_out);
}
