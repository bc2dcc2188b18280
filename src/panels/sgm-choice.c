/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-choice.h"

#include "domain/sgm-rank.h"
#include "domain/sgm-tables.h"
#include "kit/sgm-wording.h"

struct _SgmChoice
{
  GObject parent_instance;
  SgmDistrict *district;
  gint64 area;
  gint64 event;
  gint64 event_version; /* as it was when the dispatcher chose it */
  gint64 last_step;     /* of the event, then */
  gint64 person;
};

G_DEFINE_FINAL_TYPE (SgmChoice, sgm_choice, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
sgm_choice_finalize (GObject *object)
{
  SgmChoice *self = SGM_CHOICE (object);

  g_clear_object (&self->district);
  G_OBJECT_CLASS (sgm_choice_parent_class)->finalize (object);
}

static void
sgm_choice_class_init (SgmChoiceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_choice_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SGM_TYPE_CHOICE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sgm_choice_init (SgmChoice *self)
{
}

static void
emit_changed (SgmChoice *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * sgm_choice_new:
 * @district: the district to choose from
 *
 * Returns: (transfer full): a choice of the whole district and no event
 */
SgmChoice *
sgm_choice_new (SgmDistrict *district)
{
  SgmChoice *self = g_object_new (SGM_TYPE_CHOICE, NULL);

  self->district = g_object_ref (district);
  self->area = sgm_area_set_get (sgm_district_get_areas (district), 0)->id;
  g_signal_connect_object (district, "changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

SgmDistrict *
sgm_choice_get_district (SgmChoice *self)
{
  return self->district;
}

static SgmRecord *
get_event_record (SgmChoice *self)
{
  return self->event != 0 ? sgm_district_get_record (self->district, &sgm_table_event, self->event) : NULL;
}

static const SgmArea *
find_area (SgmChoice *self,
           gint64     area)
{
  return sgm_area_set_find_id (sgm_district_get_areas (self->district), area);
}

static gboolean
lies_in (SgmChoice     *self,
         SgmRecord     *event,
         const SgmArea *area)
{
  SgmAreaSet *areas = sgm_district_get_areas (self->district);
  const SgmArea *unit = find_area (self, sgm_record_get_int (event, SGM_EVENT_UNIT));

  return unit != NULL && sgm_area_set_get_ancestor (areas, unit, area->level) == area;
}

/**
 * sgm_choice_event_waits:
 * @event: an event's record
 *
 * Returns: whether the event waits for somebody to be sent
 */
gboolean
sgm_choice_event_waits (SgmDistrict *district,
                        SgmRecord   *event)
{
  return sgm_stage_can_assign (sgm_record_get_int (event, SGM_EVENT_STAGE))
         && sgm_district_get_active_task (district, sgm_record_get_id (event)) == NULL;
}

/* Returns: (transfer full) (nullable): what was last done with the event */
static SgmRecord *
dup_last_step (SgmChoice *self)
{
  g_autoptr (GPtrArray) steps = sgm_district_dup_steps (self->district, self->event);

  return steps->len > 0 ? sgm_record_ref (g_ptr_array_index (steps, steps->len - 1)) : NULL;
}

static void
freeze_event (SgmChoice *self,
              SgmRecord *event)
{
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (SgmRecord) step = NULL;

  self->event = event != NULL ? sgm_record_get_id (event) : 0;
  self->event_version = event != NULL ? sgm_record_get_version (event) : 0;
  self->person = 0;
  step = dup_last_step (self);
  self->last_step = step != NULL ? sgm_record_get_id (step) : 0;
  if (event == NULL || !sgm_choice_event_waits (self->district, event))
    return;

  candidates = sgm_district_dup_candidates (self->district, self->event);
  if (candidates->len > 0)
    self->person = sgm_record_get_id (((SgmCandidate *) g_ptr_array_index (candidates, 0))->person);
}

static gboolean
is_whole_district (const SgmArea *area)
{
  return area->parent == SGM_AREA_NONE;
}

/* Events come most urgent first; those that wait for an order come before
 * those that somebody is already dealing with. */
static SgmRecord *
find_most_urgent (SgmChoice     *self,
                  const SgmArea *area)
{
  g_autoptr (GPtrArray) events = sgm_district_dup_open_events_in (self->district, area);

  for (guint i = 0; i < events->len; i++)
    {
      SgmRecord *event = g_ptr_array_index (events, i);

      if (sgm_choice_event_waits (self->district, event))
        return event;
    }
  return events->len > 0 ? g_ptr_array_index (events, 0) : NULL;
}

/**
 * sgm_choice_choose_area:
 * @area: record id of an area
 *
 * Chooses an area, the most urgent open event in it and the best candidate
 * for that event; with the whole district, no event.
 */
void
sgm_choice_choose_area (SgmChoice *self,
                        gint64     area)
{
  const SgmArea *found = find_area (self, area);

  if (found == NULL)
    return;
  self->area = area;
  freeze_event (self, is_whole_district (found) ? NULL : find_most_urgent (self, found));
  emit_changed (self);
}

/**
 * sgm_choice_look_at_area:
 * @area: record id of an area
 *
 * Chooses an area and keeps the chosen event where it lies in it; otherwise
 * this is sgm_choice_choose_area().
 */
void
sgm_choice_look_at_area (SgmChoice *self,
                         gint64     area)
{
  const SgmArea *found = find_area (self, area);
  SgmRecord *event = get_event_record (self);

  if (found != NULL && event != NULL && !is_whole_district (found) && lies_in (self, event, found))
    {
      self->area = area;
      emit_changed (self);
    }
  else
    sgm_choice_choose_area (self, area);
}

/**
 * sgm_choice_choose_event:
 * @event: record id of an event
 *
 * Chooses an event and the best candidate for it. The area stays where the
 * event lies in it, and becomes the event's unit where it does not.
 */
void
sgm_choice_choose_event (SgmChoice *self,
                         gint64     event)
{
  SgmRecord *record = sgm_district_get_record (self->district, &sgm_table_event, event);
  const SgmArea *area = find_area (self, self->area);

  if (record == NULL)
    return;
  if (area == NULL || area->level < SGM_LEVEL_COMMUNITY || !lies_in (self, record, area))
    self->area = sgm_record_get_int (record, SGM_EVENT_UNIT);
  freeze_event (self, record);
  emit_changed (self);
}

void
sgm_choice_choose_person (SgmChoice *self,
                          gint64     person)
{
  if (self->event == 0 || self->person == person)
    return;
  self->person = person;
  emit_changed (self);
}

/**
 * sgm_choice_look_again:
 *
 * Takes the chosen event as it is now, with the candidate that is best now.
 */
void
sgm_choice_look_again (SgmChoice *self)
{
  freeze_event (self, get_event_record (self));
  emit_changed (self);
}

/**
 * sgm_choice_go_up:
 *
 * Chooses the area that the chosen one is part of, keeping the event as far up
 * as the street.
 *
 * Returns: %FALSE where there is none
 */
gboolean
sgm_choice_go_up (SgmChoice *self)
{
  SgmAreaSet *areas = sgm_district_get_areas (self->district);
  const SgmArea *area = find_area (self, self->area);

  if (area == NULL || area->parent == SGM_AREA_NONE)
    return FALSE;
  sgm_choice_look_at_area (self, sgm_area_set_get (areas, area->parent)->id);
  return TRUE;
}

/**
 * sgm_choice_get_area:
 *
 * Returns: (transfer none): the chosen area, the whole district to begin with
 */
const SgmArea *
sgm_choice_get_area (SgmChoice *self)
{
  const SgmArea *area = find_area (self, self->area);

  return area != NULL ? area : sgm_area_set_get (sgm_district_get_areas (self->district), 0);
}

gint64
sgm_choice_get_event (SgmChoice *self)
{
  return self->event;
}

gint64
sgm_choice_get_person (SgmChoice *self)
{
  return self->person;
}

/**
 * sgm_choice_is_stale:
 *
 * Returns: whether the chosen event has changed since it was chosen
 */
gboolean
sgm_choice_is_stale (SgmChoice *self)
{
  SgmRecord *event = get_event_record (self);

  return event != NULL && sgm_record_get_version (event) != self->event_version;
}

/**
 * sgm_choice_dup_news:
 *
 * Returns: (transfer full) (nullable): a sentence that says who did what with
 *   the chosen event since it was chosen, %NULL where that is not known
 */
char *
sgm_choice_dup_news (SgmChoice *self)
{
  g_autoptr (SgmRecord) step = NULL;

  if (!sgm_choice_is_stale (self))
    return NULL;
  step = dup_last_step (self);
  if (step == NULL || sgm_record_get_id (step) == self->last_step)
    return NULL;
  return sgm_wording_dup_step (self->district, step);
}

/**
 * sgm_choice_can_assign:
 *
 * Returns: whether sgm_choice_new_change() has an order to make
 */
gboolean
sgm_choice_can_assign (SgmChoice *self)
{
  SgmRecord *event = get_event_record (self);

  return event != NULL && self->person != 0 && !sgm_choice_is_stale (self)
         && sgm_choice_event_waits (self->district, event);
}

/**
 * sgm_choice_new_change:
 *
 * Returns: (transfer full) (nullable): the wish to give the chosen person the
 *   chosen event as it was when it was chosen
 */
SgmChange *
sgm_choice_new_change (SgmChoice *self)
{
  if (!sgm_choice_can_assign (self))
    return NULL;
  return sgm_change_new_assign (self->event, self->event_version, self->person);
}
