/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed/sgm-colleagues.h"

#include "base/sgm-error.h"
#include "domain/sgm-rank.h"
#include "domain/sgm-tables.h"
#include "feed/sgm-agenda.h"
#include "feed/sgm-phrases.h"

#define SECOND 1000
#define MINUTE (60 * SECOND)

/* All times in milliseconds. */
#define SPARED (10 * MINUTE)
#define LOOK_AGAIN (2 * MINUTE)
#define TRY_AGAIN (10 * SECOND)
#define URGENT_AGE (4 * MINUTE) /* an urgent event is the dispatcher's that long */

#define REWORK 0.05   /* how often what was reported back is not enough */
#define SECOND_BEST 0.2

/* What an event asks for. */
typedef enum
{
  NOTHING,
  ASSIGN,
  TELL,
  VERIFY,
} Duty;

static const struct
{
  gint64 least;
  gint64 most;
} waits[] = {
  [ASSIGN] = { 4 * MINUTE, 12 * MINUTE },
  [TELL] = { 3 * MINUTE, 8 * MINUTE },
  [VERIFY] = { 2 * MINUTE, 6 * MINUTE },
};

struct _SgmColleagues
{
  GObject parent_instance;
  SgmDistrict *district;
  GRand *rand;
  SgmPhrases *phrases;
  SgmAgenda *agenda;   /* of events, by id */
  GHashTable *spared;  /* event → monotonic time until when, in microseconds */
  double pace;
  gboolean running;
};

G_DEFINE_FINAL_TYPE (SgmColleagues, sgm_colleagues, G_TYPE_OBJECT)

static Duty
get_duty (SgmColleagues *self,
          SgmRecord     *event)
{
  SgmStage stage = sgm_record_get_int (event, SGM_EVENT_STAGE);
  SgmRecord *task = sgm_district_get_active_task (self->district, sgm_record_get_id (event));

  if (stage == SGM_STAGE_REPORTED_BACK)
    return VERIFY;
  if (task == NULL)
    return sgm_stage_can_assign (stage) ? ASSIGN : NOTHING;
  return stage == SGM_STAGE_DISPATCHED
         && sgm_record_get_int (task, SGM_TASK_CHANNEL) != SGM_CHANNEL_TERMINAL
         && sgm_record_get_int (task, SGM_TASK_STATE) < SGM_TASK_STATE_DELIVERED ? TELL : NOTHING;
}

/* What has waited before they came may be dealt with at once. */
static void
consider (SgmColleagues *self,
          SgmRecord     *event,
          gboolean       is_news)
{
  Duty duty = get_duty (self, event);

  if (duty == NOTHING)
    sgm_agenda_remove (self->agenda, sgm_record_get_id (event));
  else
    sgm_agenda_put (self->agenda, sgm_record_get_id (event),
                    g_rand_double_range (self->rand, is_news ? waits[duty].least : 0, waits[duty].most) / self->pace);
}

static void
consider_all (SgmColleagues *self)
{
  g_autoptr (GPtrArray) events = sgm_district_dup_records (self->district, &sgm_table_event);

  for (guint i = 0; i < events->len; i++)
    if (!sgm_agenda_has (self->agenda, sgm_record_get_id (events->pdata[i])))
      consider (self, events->pdata[i], FALSE);
}

static void
on_district_changed (SgmColleagues *self,
                     SgmEntry      *entry)
{
  if (!self->running)
    return;
  if (entry == NULL)
    consider_all (self);
  for (guint i = 0; entry != NULL && i < sgm_patch_get_n_ops (entry->patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (entry->patch, i);
      SgmRecord *event = op->table == &sgm_table_event
                           ? sgm_district_get_record (self->district, op->table, op->id) : NULL;

      if (event != NULL)
        consider (self, event, TRUE);
    }
}

typedef struct
{
  SgmColleagues *colleagues;
  gint64 event;
} Attempt;

/* Where somebody was faster, the event has changed and is considered anew. */
static void
on_submitted (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autofree Attempt *attempt = data;
  g_autoptr (SgmColleagues) self = attempt->colleagues;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);

  if (entry != NULL || !self->running)
    return;
  if (g_error_matches (error, SGM_ERROR, SGM_ERROR_DENIED)
      || g_error_matches (error, SGM_ERROR, SGM_ERROR_READ_ONLY)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    sgm_colleagues_set_running (self, FALSE);
  else if (g_error_matches (error, SGM_ERROR, SGM_ERROR_BUSY)
           || g_error_matches (error, SGM_ERROR, SGM_ERROR_NO_SPACE)
           || g_error_matches (error, SGM_ERROR, SGM_ERROR_IO))
    sgm_agenda_put (self->agenda, attempt->event, TRY_AGAIN);
}

/* The best worker with a terminal, most of the time. */
static gint64
pick_worker (SgmColleagues *self,
             SgmRecord     *event)
{
  g_autoptr (GPtrArray) candidates = sgm_district_dup_candidates (self->district, sgm_record_get_id (event));
  gint64 picked = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      const SgmCandidate *candidate = candidates->pdata[i];

      if (sgm_record_get_int (candidate->person, SGM_PERSON_CHANNEL) != SGM_CHANNEL_TERMINAL)
        continue;
      picked = sgm_record_get_id (candidate->person);
      if (g_rand_double (self->rand) >= SECOND_BEST)
        break;
    }
  return picked;
}

static SgmChange *
new_change (SgmColleagues *self,
            SgmRecord     *event,
            Duty           duty)
{
  gint64 id = sgm_record_get_id (event);
  gint64 version = sgm_record_get_version (event);
  SgmRecord *task;
  SgmChange *change;
  gint64 worker;
  gboolean enough;

  switch (duty)
    {
    case ASSIGN:
      worker = pick_worker (self, event);
      return worker != 0 ? sgm_change_new_assign (id, version, worker) : NULL;
    case TELL:
      task = sgm_district_get_active_task (self->district, id);
      change = sgm_change_new (SGM_CHANGE_ADVANCE, sgm_record_get_id (task), sgm_record_get_version (task));
      sgm_change_set_number (change, SGM_TASK_STATE_DELIVERED);
      return change;
    case VERIFY:
      enough = g_rand_double (self->rand) >= REWORK;
      change = sgm_change_new (enough ? SGM_CHANGE_CLOSE : SGM_CHANGE_REWORK, id, version);
      sgm_change_set_why (change, sgm_phrases_pick (self->phrases, self->rand, enough ? "closed" : "rework"));
      return change;
    case NOTHING:
    default:
      return NULL;
    }
}

static gboolean
is_spared (SgmColleagues *self,
           gint64         event)
{
  gint64 *until = g_hash_table_lookup (self->spared, &event);

  return until != NULL && g_get_monotonic_time () < *until;
}

static gboolean
is_fresh_and_urgent (SgmRecord *event)
{
  return sgm_record_get_int (event, SGM_EVENT_URGENCY) == SGM_URGENCY_URGENT
         && g_get_real_time () / 1000 - sgm_record_get_int (event, SGM_EVENT_REPORTED_AT) < URGENT_AGE;
}

static void
on_due (gint64   id,
        gpointer data)
{
  SgmColleagues *self = data;
  SgmRecord *event = sgm_district_get_record (self->district, &sgm_table_event, id);
  g_autoptr (SgmChange) change = NULL;
  Attempt *attempt;

  if (event == NULL)
    return;
  if (is_spared (self, id) || is_fresh_and_urgent (event))
    {
      sgm_agenda_put (self->agenda, id, LOOK_AGAIN / self->pace);
      return;
    }
  change = new_change (self, event, get_duty (self, event));
  if (change == NULL)
    return;
  attempt = g_new (Attempt, 1);
  attempt->colleagues = g_object_ref (self);
  attempt->event = id;
  sgm_change_set_who (change, "simulator");
  sgm_change_set_origin (change, "simulator");
  sgm_store_submit_async (sgm_district_get_store (self->district), change, NULL, on_submitted, attempt);
}

static void
sgm_colleagues_finalize (GObject *object)
{
  SgmColleagues *self = SGM_COLLEAGUES (object);

  g_clear_pointer (&self->agenda, sgm_agenda_free);
  g_clear_pointer (&self->phrases, sgm_phrases_free);
  g_clear_pointer (&self->spared, g_hash_table_unref);
  g_rand_free (self->rand);
  g_clear_object (&self->district);
  G_OBJECT_CLASS (sgm_colleagues_parent_class)->finalize (object);
}

static void
sgm_colleagues_class_init (SgmColleaguesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_colleagues_finalize;
}

static void
sgm_colleagues_init (SgmColleagues *self)
{
  self->agenda = sgm_agenda_new (on_due, self);
  self->spared = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->pace = 1;
}

/**
 * sgm_colleagues_new:
 * @district: the district of their centre
 * @seed: what chance begins with
 *
 * Returns: (transfer full): colleagues who do nothing yet
 */
SgmColleagues *
sgm_colleagues_new (SgmDistrict *district,
                    guint32      seed)
{
  SgmColleagues *self = g_object_new (SGM_TYPE_COLLEAGUES, NULL);

  self->district = g_object_ref (district);
  self->rand = g_rand_new_with_seed (seed);
  g_signal_connect_object (district, "changed", G_CALLBACK (on_district_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sgm_colleagues_set_running:
 * @running: whether they work
 */
void
sgm_colleagues_set_running (SgmColleagues *self,
                            gboolean       running)
{
  g_return_if_fail (SGM_IS_COLLEAGUES (self));

  if (running == self->running || (running && !sgm_district_is_sample (self->district)))
    return;
  if (running && self->phrases == NULL)
    self->phrases = sgm_phrases_new (NULL);
  if (running && self->phrases == NULL)
    return;
  self->running = running;
  if (running)
    consider_all (self);
  else
    sgm_agenda_clear (self->agenda);
}

/**
 * sgm_colleagues_set_pace:
 * @pace: how many times as fast as in life
 */
void
sgm_colleagues_set_pace (SgmColleagues *self,
                         double         pace)
{
  g_return_if_fail (SGM_IS_COLLEAGUES (self));
  g_return_if_fail (pace > 0);

  self->pace = pace;
}

/**
 * sgm_colleagues_spare:
 * @event: an event that a person has chosen or deals with
 *
 * Keeps their hands off the event for ten minutes from now.
 */
void
sgm_colleagues_spare (SgmColleagues *self,
                      gint64         event)
{
  gint64 until = g_get_monotonic_time () + SPARED * G_TIME_SPAN_MILLISECOND;

  g_return_if_fail (SGM_IS_COLLEAGUES (self));

  g_hash_table_replace (self->spared, g_memdup2 (&event, sizeof event), g_memdup2 (&until, sizeof until));
}
