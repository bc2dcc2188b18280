/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed/sgm-simulator.h"

#include "base/sgm-error.h"
#include "feed/sgm-scenario.h"

#define FIRST_DELAY 3000       /* milliseconds */
#define DEFAULT_INTERVAL 20000
#define FIRST_BACK_OFF 5000
#define LAST_BACK_OFF 300000

/* Where nobody deals with what comes in, it stops coming. */
#define MAX_OPEN 160
#define UNITS_PER_OPEN 16

/* While it runs it waits either for @timer or for the store (@submitting). The
 * scenario goes on where it was after a stop. */
struct _SgmSimulator
{
  GObject parent_instance;

  SgmDistrict *district;
  guint32 seed;
  guint interval;
  SgmScenario *scenario;
  gboolean running;
  GSource *timer;
  gboolean submitting;
  guint back_off;
};

enum
{
  PROP_0,
  PROP_RUNNING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SgmSimulator, sgm_simulator, G_TYPE_OBJECT)

static gboolean timer_cb (gpointer data);

static void
stop_timer (SgmSimulator *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
start_timer (SgmSimulator *self,
             guint         milliseconds)
{
  stop_timer (self);
  self->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
start_next (SgmSimulator *self)
{
  start_timer (self, self->interval * g_random_double_range (0.5, 1.5));
}

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (SgmSimulator) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);

  self->submitting = FALSE;
  if (!self->running)
    return;

  if (error == NULL)
    {
      self->back_off = 0;
      start_next (self);
    }
  else if (g_error_matches (error, SGM_ERROR, SGM_ERROR_READ_ONLY)
           || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    sgm_simulator_set_running (self, FALSE);
  else
    {
      self->back_off = CLAMP (self->back_off * 2, FIRST_BACK_OFF, LAST_BACK_OFF);
      start_timer (self, self->back_off);
    }
}

static gboolean
is_drowned (SgmSimulator *self)
{
  guint first, end;

  sgm_area_set_get_level (sgm_district_get_areas (self->district), SGM_LEVEL_UNIT, &first, &end);
  return sgm_district_count_all_open_events (self->district) >= MAX (MAX_OPEN, (end - first) / UNITS_PER_OPEN);
}

static gboolean
timer_cb (gpointer data)
{
  SgmSimulator *self = data;
  g_autoptr (SgmChange) change = is_drowned (self) ? NULL : sgm_scenario_make (self->scenario);

  g_clear_pointer (&self->timer, g_source_unref);
  if (change == NULL)
    {
      start_next (self);
      return G_SOURCE_REMOVE;
    }

  sgm_change_set_who (change, "simulator");
  sgm_change_set_origin (change, "simulator");
  self->submitting = TRUE;
  sgm_store_submit_async (sgm_district_get_store (self->district), change, NULL,
                          submitted_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
sgm_simulator_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SgmSimulator *self = SGM_SIMULATOR (object);

  switch (property_id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, sgm_simulator_get_running (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_simulator_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SgmSimulator *self = SGM_SIMULATOR (object);

  switch (property_id)
    {
    case PROP_RUNNING:
      sgm_simulator_set_running (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_simulator_dispose (GObject *object)
{
  SgmSimulator *self = SGM_SIMULATOR (object);

  self->running = FALSE;
  stop_timer (self);
  g_clear_pointer (&self->scenario, sgm_scenario_free);
  g_clear_object (&self->district);
  G_OBJECT_CLASS (sgm_simulator_parent_class)->dispose (object);
}

static void
sgm_simulator_class_init (SgmSimulatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sgm_simulator_get_property;
  object_class->set_property = sgm_simulator_set_property;
  object_class->dispose = sgm_simulator_dispose;

  /**
   * SgmSimulator:running:
   *
   * Whether it makes events. It refuses to on a district that is not a sample
   * and stops by itself where the database cannot be written.
   */
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_simulator_init (SgmSimulator *self)
{
  self->interval = DEFAULT_INTERVAL;
}

/**
 * sgm_simulator_new:
 * @district: the district for which it makes events
 * @seed: the same seed makes the same events, at other times
 *
 * Returns: (transfer full): a simulator that does not run yet
 */
SgmSimulator *
sgm_simulator_new (SgmDistrict *district,
                   guint32      seed)
{
  SgmSimulator *self;

  g_return_val_if_fail (SGM_IS_DISTRICT (district), NULL);

  self = g_object_new (SGM_TYPE_SIMULATOR, NULL);
  self->district = g_object_ref (district);
  self->seed = seed;
  return self;
}

/**
 * sgm_simulator_get_running:
 *
 * Returns: the value of [property@Simulator:running]
 */
gboolean
sgm_simulator_get_running (SgmSimulator *self)
{
  g_return_val_if_fail (SGM_IS_SIMULATOR (self), FALSE);

  return self->running;
}

/**
 * sgm_simulator_set_running:
 * @self: a simulator
 * @running: whether to make events
 *
 * The first event comes soon after the start. No event comes after the stop
 * but one that was handed to the store before. Does nothing on a district
 * that is not a sample: made-up events do not belong there.
 */
void
sgm_simulator_set_running (SgmSimulator *self,
                           gboolean      running)
{
  g_return_if_fail (SGM_IS_SIMULATOR (self));

  if (running == self->running)
    return;
  if (running && !sgm_district_is_sample (self->district))
    return;
  if (running && self->scenario == NULL)
    self->scenario = sgm_scenario_new (self->district, self->seed, NULL);
  if (running && self->scenario == NULL)
    return;

  self->running = running;
  self->back_off = 0;
  stop_timer (self);
  if (running && !self->submitting)
    start_timer (self, MIN (FIRST_DELAY, self->interval));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/**
 * sgm_simulator_set_interval:
 * @self: a simulator
 * @mean_milliseconds: the mean time between events
 *
 * Takes effect after the next event where it runs already.
 */
void
sgm_simulator_set_interval (SgmSimulator *self,
                            guint         mean_milliseconds)
{
  g_return_if_fail (SGM_IS_SIMULATOR (self));
  g_return_if_fail (mean_milliseconds > 0);

  self->interval = mean_milliseconds;
}
