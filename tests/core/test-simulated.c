/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-tables.h"
#include "feed/sgm-colleagues.h"
#include "feed/sgm-deliverer.h"
#include "feed/sgm-feeds.h"
#include "feed/sgm-workers.h"
#include "scratch.h"
#include "small-district.h"

/* So many times as fast as in life, so that half an hour takes a second. */
#define PACE 2000.0

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
  SgmDistrict *district;
} Fixture;

static SgmDistrict *
load (SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (store, &error);
  SgmDistrict *district;

  g_assert_no_error (error);
  district = sgm_district_new (store, snapshot, &error);
  g_assert_no_error (error);
  return district;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
  f->district = load (f->store);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  /* What was handed to the store before the stop is answered now. */
  sgm_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&f->district);
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

static void
submit (Fixture   *f,
        SgmChange *change)
{
  g_autoptr (GError) error = NULL;
  gint64 seq;

  sgm_change_set_who (change, "dispatcher");
  seq = sgm_store_submit (f->store, change, &error);
  g_assert_no_error (error);
  while (sgm_district_get_seq (f->district) < seq)
    g_main_context_iteration (NULL, TRUE);
  sgm_change_unref (change);
}

static gint64
report (Fixture *f,
         gint64   matter)
{
  gint64 seq = small_district_report (f->store, matter, NULL);
  g_autoptr (GPtrArray) events = NULL;

  while (sgm_district_get_seq (f->district) < seq)
    g_main_context_iteration (NULL, TRUE);
  events = sgm_district_dup_records (f->district, &sgm_table_event);
  return sgm_record_get_id (events->pdata[events->len - 1]);
}

static void
assign (Fixture *f,
        gint64   event,
        gint64   person)
{
  SgmRecord *record = sgm_district_get_record (f->district, &sgm_table_event, event);

  submit (f, sgm_change_new_assign (event, sgm_record_get_version (record), person));
}

static SgmStage
get_stage (Fixture *f,
           gint64   event)
{
  return sgm_record_get_int (sgm_district_get_record (f->district, &sgm_table_event, event), SGM_EVENT_STAGE);
}

/* An order goes its way. */
static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (SgmWorkers) workers = sgm_workers_new (f->district, 4); /* whose order is not given back */
  g_autoptr (SgmDeliverer) deliverer = sgm_deliverer_new (f->district);
  g_autoptr (GPtrArray) inbox = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  gint64 event = report (f, SMALL_MATTER_ORDINARY);

  sgm_workers_set_pace (workers, PACE);
  sgm_workers_set_running (workers, TRUE);
  sgm_deliverer_set_transport (deliverer, SGM_TRANSPORT (workers));
  assign (f, event, SMALL_WORKER_A);
  while (get_stage (f, event) == SGM_STAGE_DISPATCHED || get_stage (f, event) == SGM_STAGE_IN_PROGRESS)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_stage (f, event), ==, SGM_STAGE_REPORTED_BACK);

  /* Each step was taken in once, under a name of its own. */
  inbox = sgm_store_read_table (f->store, &sgm_table_inbox, NULL);
  g_assert_cmpuint (inbox->len, ==, 4);
  for (guint i = 0; i < inbox->len; i++)
    g_assert_cmpint (sgm_record_get_int (inbox->pdata[i], SGM_INBOX_SOURCE), ==, SGM_SOURCE_TERMINAL);
  steps = sgm_district_dup_steps (f->district, event);
  g_assert_cmpuint (steps->len, ==, 7);
  sgm_deliverer_set_transport (deliverer, NULL);
  sgm_workers_set_running (workers, FALSE);
}

/* Of many some are given back, with a reason, and none is left lying. */
static void
test_many (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (SgmWorkers) workers = sgm_workers_new (f->district, 3);
  guint n[SGM_N_STAGES] = { 0 };

  sgm_workers_set_pace (workers, PACE);
  for (guint i = 0; i < 100; i++)
    {
      gint64 event = report (f, SMALL_MATTER_ORDINARY);
      SgmRecord *task;

      assign (f, event, SMALL_PART_TIME);
      task = sgm_district_get_active_task (f->district, event);
      if (i % 2 == 0)
        {
          SgmChange *told = sgm_change_new (SGM_CHANGE_ADVANCE, sgm_record_get_id (task),
                                            sgm_record_get_version (task));

          sgm_change_set_number (told, SGM_TASK_STATE_DELIVERED);
          submit (f, told);
        }
    }
  sgm_workers_set_running (workers, TRUE);
  do
    {
      g_autoptr (GPtrArray) events = NULL;

      g_main_context_iteration (NULL, TRUE);
      events = sgm_district_dup_records (f->district, &sgm_table_event);
      memset (n, 0, sizeof n);
      for (guint i = 0; i < events->len; i++)
        n[sgm_record_get_int (events->pdata[i], SGM_EVENT_STAGE)]++;
    }
  while (n[SGM_STAGE_DISPATCHED] > 50 || n[SGM_STAGE_IN_PROGRESS] > 0);

  /* Nobody has told the others yet. */
  g_assert_cmpuint (n[SGM_STAGE_DISPATCHED], ==, 50);
  g_assert_cmpuint (n[SGM_STAGE_REPORTED_BACK], >, 30);
  g_assert_cmpuint (n[SGM_STAGE_RETURNED] + n[SGM_STAGE_DISPUTED], >, 0);
  sgm_workers_set_running (workers, FALSE);
}

/* Colleagues take what waits, but neither what a person looks at nor an urgent
 * event that has just come in. */
static void
test_colleagues (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (SgmColleagues) colleagues = sgm_colleagues_new (f->district, 3);
  gint64 looked_at = report (f, SMALL_MATTER_ORDINARY);
  gint64 urgent = report (f, SMALL_MATTER_URGENT);
  gint64 told = report (f, SMALL_MATTER_ORDINARY);
  SgmRecord *task;
  guint n = 0;

  assign (f, told, SMALL_PART_TIME);
  sgm_colleagues_set_pace (colleagues, PACE);
  sgm_colleagues_set_running (colleagues, TRUE);
  sgm_colleagues_spare (colleagues, looked_at);
  while (n < 10)
    {
      gint64 event = report (f, SMALL_MATTER_ORDINARY);

      while (get_stage (f, event) != SGM_STAGE_DISPATCHED)
        g_main_context_iteration (NULL, TRUE);
      task = sgm_district_get_active_task (f->district, event);
      g_assert_cmpint (sgm_record_get_int (task, SGM_TASK_CHANNEL), ==, SGM_CHANNEL_TERMINAL);
      n++;
    }
  g_assert_cmpint (get_stage (f, looked_at), ==, SGM_STAGE_FILED);
  g_assert_cmpint (get_stage (f, urgent), ==, SGM_STAGE_FILED);
  task = sgm_district_get_active_task (f->district, told);
  g_assert_cmpint (sgm_record_get_int (task, SGM_TASK_STATE), ==, SGM_TASK_STATE_DELIVERED);
  sgm_colleagues_set_running (colleagues, FALSE);
}

/* What was reported back is verified: closed, or to be done again. */
static void
test_verify (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (SgmColleagues) colleagues = sgm_colleagues_new (f->district, 3);
  gint64 event = report (f, SMALL_MATTER_ORDINARY);
  SgmChange *done;
  SgmRecord *task;

  assign (f, event, SMALL_WORKER_A);
  task = sgm_district_get_active_task (f->district, event);
  done = sgm_change_new (SGM_CHANGE_ADVANCE, sgm_record_get_id (task), sgm_record_get_version (task));
  sgm_change_set_number (done, SGM_TASK_STATE_DONE);
  submit (f, done);
  sgm_colleagues_set_pace (colleagues, PACE);
  sgm_colleagues_set_running (colleagues, TRUE);
  while (get_stage (f, event) == SGM_STAGE_REPORTED_BACK)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (get_stage (f, event) == SGM_STAGE_CLOSED || get_stage (f, event) == SGM_STAGE_REWORK);
  sgm_colleagues_set_running (colleagues, FALSE);
}

/* The switch is for everything, and only a sample has it. */
static void
test_switch (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (SgmFeeds) feeds = sgm_feeds_new (f->district, TRUE);

  g_assert_false (sgm_feeds_has_gateway (feeds));
  sgm_feeds_set_simulating (feeds, TRUE);
  g_assert_true (sgm_feeds_has_gateway (feeds));
  while (!sgm_deliverer_get_elected (sgm_feeds_get_deliverer (feeds)))
    g_main_context_iteration (NULL, TRUE);
  sgm_feeds_set_simulating (feeds, FALSE);
  g_assert_false (sgm_feeds_has_gateway (feeds));
  g_assert_false (sgm_deliverer_get_elected (sgm_feeds_get_deliverer (feeds)));
  sgm_feeds_stop (feeds);
}

static void
test_real (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "real.sgm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_CREATE, &error);
  g_autoptr (SgmDistrict) district = NULL;
  g_autoptr (SgmFeeds) feeds = NULL;

  g_assert_no_error (error);
  district = load (store);
  g_assert_false (sgm_district_is_sample (district));
  feeds = sgm_feeds_new (district, TRUE);
  sgm_feeds_set_simulating (feeds, TRUE);
  g_assert_false (sgm_feeds_has_gateway (feeds));
  g_assert_false (sgm_feeds_get_simulating (feeds));
  sgm_feeds_stop (feeds);
}

#define ADD(name, function) \
  g_test_add ("/simulated/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("order", test_order);
  ADD ("many", test_many);
  ADD ("colleagues", test_colleagues);
  ADD ("verify", test_verify);
  ADD ("switch", test_switch);
  ADD ("real", test_real);
  return g_test_run ();
}
