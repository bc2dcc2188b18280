/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Districts that older versions of the program have made, each as it was then:
 * they open, with everything in them, and work goes on. forms/ has one file of
 * each form, the small district in which two events were reported, an order
 * was given, withdrawn and given to somebody else, and one was given. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-backup.h"
#include "store/sgm-migration.h"

#include <string.h>

#include <sqlite3.h>

#define N_ENTRIES 7

typedef struct
{
  char *folder;
  char *path;
} Fixture;

/* Unpacks the district of a form. */
static void
set_up (Fixture       *f,
        gconstpointer  form)
{
  g_autofree char *packed = g_test_build_filename (G_TEST_DIST, "forms", form, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (packed);
  g_autoptr (GFile) to = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) input = G_INPUT_STREAM (g_file_read (from, NULL, &error));
  g_autoptr (GConverter) unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) unpacked = NULL;
  g_autoptr (GOutputStream) output = NULL;

  g_assert_no_error (error);
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  to = g_file_new_for_path (f->path);
  unpacked = g_converter_input_stream_new (input, unpacker);
  output = G_OUTPUT_STREAM (g_file_create (to, G_FILE_CREATE_PRIVATE, NULL, &error));
  g_assert_no_error (error);
  g_output_stream_splice (output, unpacked, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  scratch_free (f->folder);
  g_free (f->path);
}

static gint64
get_form (Fixture *f)
{
  sqlite3_stmt *statement;
  sqlite3 *handle;
  gint64 form;

  g_assert_cmpint (sqlite3_open_v2 (f->path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, "PRAGMA user_version", -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  form = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return form;
}

static SgmStore *
open_district (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SgmStore *store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);

  g_assert_no_error (error);
  return store;
}

static void
assert_entries (SgmStore *store,
                gint64    expected)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  sgm_store_check_journal (store, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, expected);
}

static GPtrArray *
read_table (SgmStore       *store,
            const SgmTable *table,
            guint           expected)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = sgm_store_read_table (store, table, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, expected);
  return records;
}

/* All that was in it is there, personal values too. */
static void
assert_content (SgmStore *store)
{
  g_autoptr (GPtrArray) areas = read_table (store, &sgm_table_area, 6);
  g_autoptr (GPtrArray) persons = read_table (store, &sgm_table_person, 4);
  g_autoptr (GPtrArray) events = read_table (store, &sgm_table_event, 2);
  g_autoptr (GPtrArray) tasks = read_table (store, &sgm_table_task, 3);

  for (guint i = 0; i < areas->len; i++)
    g_assert_false (sgm_record_is_null (areas->pdata[i], SGM_AREA_GEOMETRY));
  g_assert_cmpstr (sgm_record_get_text (persons->pdata[0], SGM_PERSON_NAME), ==, "甲");
  g_assert_cmpstr (sgm_record_get_text (persons->pdata[0], SGM_PERSON_PHONE), ==, "10000000000");
  for (guint i = 0; i < events->len; i++)
    {
      g_assert_cmpint (sgm_record_get_int (events->pdata[i], SGM_EVENT_STAGE), ==, SGM_STAGE_DISPATCHED);
      g_assert_cmpint (sgm_record_get_int (events->pdata[i], SGM_EVENT_ASSIGNEE), ==,
                             i == 0 ? SMALL_WORKER_B : SMALL_PART_TIME);
      g_assert_cmpstr (sgm_record_get_text (events->pdata[i], SGM_EVENT_REPORTER), ==, "报料人");
      g_assert_false (sgm_record_is_null (events->pdata[i], SGM_EVENT_DUE_AT));
    }
  for (guint i = 0; i < tasks->len; i++)
    g_assert_cmpint (sgm_record_get_int (tasks->pdata[i], SGM_TASK_STATE), ==,
                           i == 0 ? SGM_TASK_STATE_WITHDRAWN : SGM_TASK_STATE_QUEUED);
}

static void
submit (SgmStore  *store,
        SgmChange *change)
{
  g_autoptr (GError) error = NULL;

  sgm_store_submit (store, change, &error);
  g_assert_no_error (error);
}

/* Orders that an older version has given are taken back and given again, the
 * last entry of it is undone, and new events come in. */
static void
work_on (SgmStore *store)
{
  g_autoptr (SgmChange) undo = sgm_change_new (SGM_CHANGE_UNDO, N_ENTRIES, 0);
  g_autoptr (SgmChange) withdraw = sgm_change_new_withdraw (2, 1);
  g_autoptr (SgmChange) assign = sgm_change_new_assign (1, 5, SMALL_WORKER_A);

  submit (store, undo);
  submit (store, withdraw);
  submit (store, assign);
  small_district_report (store, SMALL_MATTER_URGENT, "12345-2");
}

static void
test_form (Fixture       *f,
           gconstpointer  name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = g_strconcat (f->path, ".copy", NULL);
  SgmStore *store;

  g_assert_cmpint (get_form (f), ==, g_ascii_strtoll ((const char *) name + strlen ("form-"), NULL, 10));
  g_assert_null (sgm_store_open (f->path, SGM_STORE_READ, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_READ_ONLY);
  g_clear_error (&error);

  store = open_district (f);
  assert_entries (store, N_ENTRIES);
  assert_content (store);
  g_object_unref (store);
  g_assert_cmpint (get_form (f), ==, SGM_MIGRATION_NEWEST);

  store = open_district (f);
  work_on (store);
  assert_entries (store, N_ENTRIES + 4);
  g_object_unref (store);
  sgm_backup_write (f->path, copy, SGM_BACKUP_NONE, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What is said twice was said to an older version, too. */
static void
test_inbox (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = open_district (f);
  SgmReport report = { SGM_SOURCE_HOTLINE, "12345-1", SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y,
                       NULL };
  g_autoptr (SgmChange) again = sgm_change_new_report_event (&report);

  g_assert_cmpint (sgm_store_submit (store, again, &error), ==, 0);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REPEATED);
}

int
main (int    argc,
      char **argv)
{
  static const char *const forms[] = { "form-1.sgm.gz", "form-2.sgm.gz" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *form = g_strdup_printf ("/older-forms/%u/open", i + 1);
      g_autofree char *inbox = g_strdup_printf ("/older-forms/%u/inbox", i + 1);

      g_test_add (form, Fixture, forms[i], set_up, test_form, tear_down);
      g_test_add (inbox, Fixture, forms[i], set_up, test_inbox, tear_down);
    }
  return g_test_run ();
}
