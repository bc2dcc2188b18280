/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "sample/sgm-event-days.h"
#include "sample/sgm-event-figures.h"
#include "sample/sgm-events.h"
#include "sample/sgm-orgs.h"
#include "sample/sgm-partition.h"
#include "sample/sgm-sample.h"
#include "sample/sgm-verify.h"
#include "scratch.h"

/* 2026-11-23 10:00 in Asia/Shanghai. */
#define NOW G_GINT64_CONSTANT (1795399200000)
#define SEED 7

static char *folder;
static char *district; /* a whole sample, made once */

static char *
dup_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static gboolean
make (const char    *path,
      GCancellable  *cancellable,
      GError       **error)
{
  SgmSampleOptions options = { SEED, 1, NOW };

  return sgm_sample_make (path, &options, NULL, NULL, cancellable, error);
}

static GPtrArray *
verify (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_READ, &error);
  GPtrArray *findings;

  g_assert_no_error (error);
  findings = sgm_verify (store, &error);
  g_assert_no_error (error);
  return findings;
}

static const SgmFinding *
find (GPtrArray  *findings,
      const char *name)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((SgmFinding *) findings->pdata[i])->name, name))
      return findings->pdata[i];
  g_assert_not_reached ();
}

static void
test_whole (void)
{
  g_autoptr (GPtrArray) findings = verify (district);

  g_assert_cmpuint (findings->len, ==, 29);
  for (guint i = 0; i < findings->len; i++)
    {
      const SgmFinding *finding = findings->pdata[i];

      g_test_message ("%s: %d, %s", finding->name, (int) finding->actual,
                      finding->detail != NULL ? finding->detail : "");
      g_assert_true (finding->ok);
    }
  g_assert_cmpint (find (findings, "grids")->actual, ==, 190);
  g_assert_cmpint (find (findings, "closed-share")->actual, ==, 9950);
}

/* What the district's rooms take for granted, beyond the totals. */
static void
test_events (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (district, SGM_STORE_READ, &error);
  g_autoptr (GPtrArray) events = sgm_store_read_table (store, &sgm_table_event, &error);
  g_autoptr (GPtrArray) tasks = sgm_store_read_table (store, &sgm_table_task, &error);
  g_autoptr (GPtrArray) steps = sgm_store_read_table (store, &sgm_table_step, &error);
  g_autofree gint64 *active = g_new0 (gint64, events->len + 1);
  gint64 last = 0, event = 0, at = 0, seq = 0;
  guint overdue = 0, urgent = 0;

  for (guint i = 0; i < tasks->len; i++)
    if (sgm_task_state_is_active (sgm_record_get_int (tasks->pdata[i], SGM_TASK_STATE)))
      active[sgm_record_get_int (tasks->pdata[i], SGM_TASK_EVENT)]
        = sgm_record_get_int (tasks->pdata[i], SGM_TASK_PERSON);

  for (guint i = 0; i < events->len; i++)
    {
      SgmRecord *record = events->pdata[i];
      SgmStage stage = sgm_record_get_int (record, SGM_EVENT_STAGE);
      gint64 reported = sgm_record_get_int (record, SGM_EVENT_REPORTED_AT);
      gint64 closed = sgm_record_get_int (record, SGM_EVENT_CLOSED_AT);

      g_assert_cmpint (reported, >=, last);
      g_assert_cmpint (reported, <, NOW);
      last = reported;
      g_assert_true (sgm_stage_is_open (stage) == sgm_record_is_null (record, SGM_EVENT_CLOSED_AT));
      g_assert_true (closed == 0 || (closed > reported && closed <= NOW));
      if (stage == SGM_STAGE_DISPATCHED || stage == SGM_STAGE_IN_PROGRESS)
        g_assert_cmpint (sgm_record_get_int (record, SGM_EVENT_ASSIGNEE), ==, active[i + 1]);
      else
        g_assert_cmpint (active[i + 1], ==, 0);
      overdue += sgm_stage_is_open (stage) && sgm_record_get_int (record, SGM_EVENT_DUE_AT) < NOW;
      urgent += sgm_stage_is_open (stage)
                && sgm_record_get_int (record, SGM_EVENT_URGENCY) == SGM_URGENCY_URGENT;
    }
  g_assert_cmpuint (overdue, >, 0);
  g_assert_cmpuint (overdue, <, 20);
  g_assert_cmpuint (urgent, ==, 3);

  for (guint i = 0; i < steps->len; i++)
    {
      gint64 of = sgm_record_get_int (steps->pdata[i], SGM_STEP_EVENT);

      if (of != event)
        event = of, seq = at = 0;
      g_assert_cmpint (sgm_record_get_int (steps->pdata[i], SGM_STEP_SEQ), ==, ++seq);
      g_assert_cmpint (sgm_record_get_int (steps->pdata[i], SGM_STEP_AT), >=, at);
      at = sgm_record_get_int (steps->pdata[i], SGM_STEP_AT);
      g_assert_cmpint (at, <=, NOW);
    }
}

static guint
sum_hours (const SgmEventFigures *figures,
           guint                  from,
           guint                  to)
{
  guint sum = 0;

  for (guint i = from; i < to; i++)
    sum += figures->hours[i];
  return sum;
}

/* That it is told as such a district would have it: more by day than by night,
 * more in storms, less where nobody lives, and work that takes its time. */
static void
test_figures (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (district, SGM_STORE_READ, &error);
  g_autoptr (SgmEventFigures) f = sgm_event_figures_new (store, &error);
  const guint *kinds = f->kinds, *units = f->units;

  g_assert_no_error (error);
  g_assert_cmpuint (f->n_events, ==, 16243);
  g_assert_cmpuint (sum_hours (f, 0, 6), <, f->n_events * 6 / 100);
  g_assert_cmpuint (sum_hours (f, 8, 12), >, f->n_events * 25 / 100);
  g_assert_cmpuint (sum_hours (f, 12, 14), <, sum_hours (f, 9, 11) / 2);
  g_assert_cmpuint (f->weekdays[6], <, f->weekdays[0]);
  g_assert_cmpfloat (f->skies[SGM_SKY_DOWNPOUR] / (double) f->days_of_sky[SGM_SKY_DOWNPOUR], >,
                     1.2 * f->skies[SGM_SKY_FINE] / f->days_of_sky[SGM_SKY_FINE]);
  g_assert_cmpuint (f->days_of_sky[SGM_SKY_FINE], >, SGM_EVENT_DAYS * 45 / 100);
  g_assert_cmpuint (f->days_of_sky[SGM_SKY_FINE], <, SGM_EVENT_DAYS * 75 / 100);
  g_assert_cmpfloat (f->working / (double) f->working_days, >,
                     1.1 * (f->n_events - f->working) / (SGM_EVENT_DAYS - f->working_days));
  g_assert_cmpuint (units[SGM_UNIT_KIND_MIXED], <, 2590 / 5);
  g_assert_cmpfloat (kinds[SGM_UNIT_KIND_SHOPS] / (double) units[SGM_UNIT_KIND_SHOPS], >,
                     2.0 * kinds[SGM_UNIT_KIND_FIELDS] / units[SGM_UNIT_KIND_FIELDS]);
  for (guint i = 0; i < SGM_N_EVENT_PACES; i++)
    for (guint j = 0; j < 3; j++)
      g_assert_cmpfloat (f->minutes[i][j], >, i > 0 ? f->minutes[i - 1][j] : 0);
  g_assert_cmpfloat (f->minutes[SGM_EVENT_PACE_DISPATCHED][1], <, 60);
  g_assert_cmpfloat (f->minutes[SGM_EVENT_PACE_CLOSED][1], >, 8 * 60);
  g_assert_cmpfloat (f->in_time, >, 0.8);
  g_assert_cmpfloat (f->in_time, <, 0.97);
  g_assert_cmpfloat (f->reworked, >, 0.01);
  g_assert_cmpfloat (f->by_day, >, 0.9);
}

/* Each damage and the check that has to find it. Those of one round are done
 * to one copy and do not touch each other; without a damage of its own, a
 * check has to find the one before. */
static const struct
{
  guint round;
  const char *damage;
  const char *finding;
} damages[] = {
  { 0, "UPDATE sgm_area SET code = code || 'x' WHERE id = (SELECT max(id) FROM sgm_area)", "codes" },
  { 0, "DELETE FROM sgm_person WHERE id = (SELECT max(id) FROM sgm_person WHERE kind = 1)",
    "full-time-workers" },
  { 0, "DELETE FROM sgm_org_area WHERE id = (SELECT max(id) FROM sgm_org_area)", "grids-covered" },
  { 0, "DELETE FROM sgm_matter WHERE no = 65", "matters" },
  { 0, "UPDATE sgm_event SET unit = unit - 1 WHERE id = 9", "events-misplaced" },
  { 0, "UPDATE sgm_journal SET who = 'somebody' WHERE seq = 3", "journal" },
  { 0, NULL, "records" },
  { 1, "UPDATE sgm_area SET code = (SELECT code FROM sgm_area WHERE level = 5 ORDER BY code LIMIT 1)"
       " WHERE id = (SELECT id FROM sgm_area WHERE level = 5 ORDER BY code LIMIT 1 OFFSET 1)", "codes" },
  { 1, "DELETE FROM sgm_post WHERE role = 1 AND area = (SELECT min(id) FROM sgm_area WHERE level = 4)",
    "grids-short-of-workers" },
  { 1, "UPDATE sgm_post SET valid_to = 1 WHERE id = 1", "areas-without-responsible" },
  { 1, "UPDATE sgm_duty SET category = '1'", "duty-categories" },
  { 1, "UPDATE sgm_event SET stage = 2 WHERE id <= 50", "closed-share" },
  { 2, "UPDATE sgm_area SET parent = NULL WHERE id = (SELECT max(id) FROM sgm_area)", "chains" },
  { 3, "DELETE FROM sgm_area WHERE id = (SELECT max(id) FROM sgm_area WHERE level = 5)", "units" },
  { 3, NULL, "sizes" },
  { 3, NULL, "borders" },
  { 4, "UPDATE sgm_area SET geometry = (SELECT geometry FROM sgm_area WHERE level = 5 LIMIT 1)"
       " WHERE id = (SELECT max(id) FROM sgm_area WHERE level = 5)", "containment" },
};
#define N_ROUNDS 5

/* Without SpatiaLite, whose triggers would only be in the way. */
static void
damage (const char *path,
        const char *sql)
{
  g_autoptr (GPtrArray) triggers = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *names;
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                                       " AND tbl_name IN ('sgm_area', 'sgm_event')", -1, &names,
                                       NULL), ==, SQLITE_OK);
  while (sqlite3_step (names) == SQLITE_ROW)
    g_ptr_array_add (triggers, g_strdup_printf ("DROP TRIGGER \"%s\"", sqlite3_column_text (names, 0)));
  sqlite3_finalize (names);
  for (guint i = 0; i < triggers->len; i++)
    g_assert_cmpint (sqlite3_exec (handle, triggers->pdata[i], NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (handle), >, 0);
  sqlite3_close (handle);
}

static void
test_damaged (void)
{
  g_autofree char *path = dup_path ("damaged.sgm");
  g_autoptr (GFile) from = g_file_new_for_path (district);
  g_autoptr (GFile) to = g_file_new_for_path (path);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) findings = NULL;

      g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
        if (damages[i].round == round && damages[i].damage != NULL)
          damage (path, damages[i].damage);
      findings = verify (path);
      for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
        if (damages[i].round == round)
          {
            g_test_message ("%s", damages[i].finding);
            g_assert_false (find (findings, damages[i].finding)->ok);
          }
    }
}

/* A district with nothing in it is off in every total, and that is all. */
static void
test_empty (void)
{
  g_autofree char *path = dup_path ("empty.sgm");
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_CREATE, &error);
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_no_error (error);
  g_clear_object (&store);
  findings = verify (path);
  g_assert_cmpuint (findings->len, ==, 29);
  g_assert_false (find (findings, "units")->ok);
  g_assert_false (find (findings, "events")->ok);
  g_assert_false (find (findings, "closed-share")->ok);
  g_assert_true (find (findings, "borders")->ok);
  g_assert_true (find (findings, "journal")->ok);
}

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_exists (void)
{
  g_autoptr (GError) error = NULL;
  guint before = count_files ();

  g_assert_false (make (district, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_EXISTS);
  g_assert_cmpuint (count_files (), ==, before);
}

static void
cancel_at (double      fraction,
           const char *what,
           gpointer    data)
{
  if (fraction > 0.6)
    g_cancellable_cancel (data);
}

/* Cancelled before anything is made and while it is written. */
static void
test_cancelled (void)
{
  g_autofree char *path = dup_path ("cancelled.sgm");
  SgmSampleOptions options = { SEED, 1, NOW };
  guint before = count_files ();

  for (int writing = 0; writing < 2; writing++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      if (!writing)
        g_cancellable_cancel (cancellable);
      g_assert_false (sgm_sample_make (path, &options, cancel_at, cancellable, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (count_files (), ==, before);
    }
}

static void
test_no_folder (void)
{
  g_autofree char *path = g_build_filename (district, "below.sgm", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (make (path, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_READ_ONLY);
}

static void
assert_same (GPtrArray *a,
             GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < sgm_record_get_table (a->pdata[i])->n_columns; j++)
      g_assert_true (sgm_value_equal (sgm_record_get_value (a->pdata[i], j),
                                      sgm_record_get_value (b->pdata[i], j)));
}

/* The same seed makes the same district, another one another. */
static void
test_deterministic (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) areas = sgm_partition_make (SEED, 1, NULL, NULL, NULL, &error);
  g_autoptr (GPtrArray) again = sgm_partition_make (SEED, 1, NULL, NULL, NULL, &error);
  g_autoptr (SgmAreaTree) tree = sgm_area_tree_new (areas);
  g_autoptr (SgmLists) lists = sgm_lists_new (NOW, &error);
  g_autoptr (SgmWords) words = sgm_words_new (&error);
  const guint32 seeds[] = { SEED, SEED, SEED + 1 };
  SgmPeople *people[3];
  SgmOrgs *orgs[3];
  SgmEvents *events[3];

  assert_same (areas, again);
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      people[i] = sgm_people_new (tree, words, seeds[i], 0);
      orgs[i] = sgm_orgs_new (tree, words, seeds[i], 0, &error);
      events[i] = sgm_events_new (tree, lists, people[i], words, seeds[i], NOW, NULL, &error);
      g_assert_no_error (error);
    }
  assert_same (people[0]->persons, people[1]->persons);
  assert_same (people[0]->posts, people[1]->posts);
  assert_same (orgs[0]->org_areas, orgs[1]->org_areas);
  assert_same (events[0]->events, events[1]->events);
  assert_same (events[0]->steps, events[1]->steps);
  g_assert_false (sgm_value_equal (sgm_record_get_value (events[0]->events->pdata[0], SGM_EVENT_GEOMETRY),
                                   sgm_record_get_value (events[2]->events->pdata[0], SGM_EVENT_GEOMETRY)));
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      sgm_people_free (people[i]);
      sgm_orgs_free (orgs[i]);
      sgm_events_free (events[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = scratch_new ();
  district = dup_path ("district.sgm");
  if (!make (district, NULL, &error))
    g_error ("%s", error->message);

  g_test_add_func ("/sample/whole", test_whole);
  g_test_add_func ("/sample/events", test_events);
  g_test_add_func ("/sample/figures", test_figures);
  g_test_add_func ("/sample/damaged", test_damaged);
  g_test_add_func ("/sample/empty", test_empty);
  g_test_add_func ("/sample/exists", test_exists);
  g_test_add_func ("/sample/cancelled", test_cancelled);
  g_test_add_func ("/sample/no-folder", test_no_folder);
  g_test_add_func ("/sample/deterministic", test_deterministic);
  status = g_test_run ();

  g_free (district);
  scratch_free (folder);
  return status;
}
