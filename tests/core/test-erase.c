/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reporters are forgotten in time: nowhere in the file is left who they were,
 * and the journal's chain still holds. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-store.h"

#include <string.h>

#define DAY (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define N_OLD 250

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
} Fixture;

static void
add_event (GPtrArray *records,
           gint64     id,
           SgmStage   stage,
           gint64     days_ago)
{
  SgmRecord *event = sgm_record_new (&sgm_table_event, id);
  gint64 at = g_get_real_time () / 1000 - days_ago * DAY;
  g_autofree char *reporter = g_strdup_printf ("Reporter-%04d", (int) id);

  sgm_record_set_text (event, SGM_EVENT_NO, "n");
  sgm_record_set_text (event, SGM_EVENT_TITLE, "t");
  sgm_record_set_int (event, SGM_EVENT_SOURCE, SGM_SOURCE_HOTLINE);
  sgm_record_set_int (event, SGM_EVENT_STAGE, stage);
  sgm_record_set_int (event, SGM_EVENT_URGENCY, SGM_URGENCY_URGENT);
  sgm_record_set_int (event, SGM_EVENT_REPORTED_AT, at - DAY);
  if (stage == SGM_STAGE_CLOSED)
    sgm_record_set_int (event, SGM_EVENT_CLOSED_AT, at);
  sgm_record_set_text (event, SGM_EVENT_REPORTER, reporter);
  g_ptr_array_add (records, event);
}

static gboolean
is_old (gint64 id)
{
  return id < 1000 || id > 60000;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_autoptr (SgmChange) change = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
  for (guint i = 1; i <= N_OLD; i++)
    add_event (records, i, SGM_STAGE_CLOSED, 181);
  add_event (records, 999, SGM_STAGE_VOID, 181);
  add_event (records, 1000, SGM_STAGE_CLOSED, 179);
  add_event (records, 1001, SGM_STAGE_FILED, 400);
  add_event (records, 65000, SGM_STAGE_CLOSED, 1000);
  change = sgm_change_new_import_sample (records);
  g_assert_cmpint (sgm_store_submit (f->store, change, &error), >, 0);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

static guint
erase (SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  guint n = 999;

  g_assert_true (sgm_store_erase_reporters (store, NULL, &n, &error));
  g_assert_no_error (error);
  return n;
}

static void
assert_sound (SgmStore *store)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sgm_store_check_journal (store, NULL, &error));
  g_assert_no_error (error);
}

/* In the file or in what SQLite keeps beside it. */
static gboolean
is_in_files (Fixture    *f,
             const char *text)
{
  static const char *const endings[] = { "", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (f->path, endings[i], NULL);
      g_autofree char *content = NULL;
      gsize size;

      if (g_file_get_contents (path, &content, &size, NULL) && memmem (content, size, text, strlen (text)) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
test_forgotten (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SgmStore) other = NULL;

  gint64 start;

  g_assert_true (is_in_files (f, "Reporter-0007"));
  start = g_get_monotonic_time ();
  g_assert_cmpuint (erase (f->store), ==, N_OLD + 2);
  g_test_message ("%u reporters forgotten in %.1f ms, 100 in each transaction", N_OLD + 2,
                  (g_get_monotonic_time () - start) / 1000.0);
  assert_sound (f->store);
  events = sgm_store_read_table (f->store, &sgm_table_event, NULL);
  for (guint i = 0; i < events->len; i++)
    g_assert_true (sgm_record_is_null (events->pdata[i], SGM_EVENT_REPORTER)
                   == is_old (sgm_record_get_id (events->pdata[i])));

  /* The file is not even closed. */
  for (guint i = 1; i <= N_OLD; i += 10)
    {
      g_autofree char *name = g_strdup_printf ("Reporter-%04u", i);

      g_assert_false (is_in_files (f, name));
    }
  g_assert_true (is_in_files (f, "Reporter-1000"));
  g_assert_true (is_in_files (f, "Reporter-1001"));
  g_assert_cmpuint (erase (f->store), ==, 0);
}

static void
set_days (SgmStore   *store,
          gint64      id,
          gint64      version,
          const char *days)
{
  g_autoptr (SgmRecord) setting = sgm_record_new (&sgm_table_meta, id);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);
  g_autoptr (GError) error = NULL;

  sgm_record_set_version (setting, version);
  sgm_record_set_text (setting, SGM_META_KEY, "erase-after-days");
  sgm_record_set_text (setting, SGM_META_VALUE, days);
  sgm_change_add_record (change, setting);
  g_assert_cmpint (sgm_store_submit (store, change, &error), >, 0);
  g_assert_no_error (error);
}

static void
test_setting (Fixture       *f,
              gconstpointer  data)
{
  set_days (f->store, 0, 0, "never");
  g_assert_cmpuint (erase (f->store), ==, 0);
  set_days (f->store, 2, 1, "200");
  g_assert_cmpuint (erase (f->store), ==, 1);
  set_days (f->store, 2, 2, "10");
  g_assert_cmpuint (erase (f->store), ==, N_OLD + 2);
  assert_sound (f->store);
}

/* Whoever sees the district live forgets too, and the entry does not say what
 * it was about. */
static void
on_entry (SgmStore *store,
          SgmEntry *entry,
          guint    *n)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (entry->patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (entry->patch, i);

      g_assert_cmpuint (op->n_changes, ==, 1);
      g_assert_cmpuint (op->columns[0], ==, SGM_EVENT_REPORTER);
      g_assert_cmpint (op->before[0].type, ==, SGM_TYPE_NULL);
      g_assert_cmpint (op->after[0].type, ==, SGM_TYPE_NULL);
      g_assert_true (sgm_patch_op_erases (op));
      (*n)++;
    }
}

static void
test_entries (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) other = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (other, &error);
  guint n = 0;

  g_assert_no_error (error);
  g_signal_connect (other, "entry", G_CALLBACK (on_entry), &n);
  erase (f->store);
  while (n < N_OLD + 2)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/erase/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("forgotten", test_forgotten);
  ADD ("setting", test_setting);
  ADD ("entries", test_entries);
#undef ADD
  return g_test_run ();
}
