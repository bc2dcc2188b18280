/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed/sgm-feeds.h"

#include "feed/sgm-colleagues.h"
#include "feed/sgm-simulator.h"
#include "feed/sgm-workers.h"
#include "store/sgm-election.h"

/* How often a process that does not deliver looks whether another one does:
 * the kernel tells who holds a lock, not when that changes. */
#define LOOK_SECONDS 2

struct _SgmFeeds
{
  GObject parent_instance;
  SgmDistrict *district;
  SgmDeliverer *deliverer;
  SgmSimulator *simulator;   /* these are NULL where the district is a real one */
  SgmWorkers *workers;
  SgmColleagues *colleagues; /* or where there is no window */
  gboolean simulating;
  gboolean others;           /* another process delivers */
  guint look;
};

enum
{
  PROP_0,
  PROP_GATEWAY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SgmFeeds, sgm_feeds, G_TYPE_OBJECT)

static void
on_elected (SgmFeeds *self)
{
  gboolean elected = self->simulating && sgm_deliverer_get_elected (self->deliverer);

  if (self->simulator == NULL)
    return;
  sgm_simulator_set_running (self->simulator, elected);
  sgm_workers_set_running (self->workers, elected);
}

static void
set_others (SgmFeeds *self,
            gboolean  others)
{
  gboolean before = sgm_feeds_has_gateway (self);

  self->others = others;
  if (sgm_feeds_has_gateway (self) != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GATEWAY]);
}

static gboolean
look_for_others (gpointer data)
{
  SgmFeeds *self = data;
  const char *path = sgm_store_get_path (sgm_district_get_store (self->district));

  if (!self->simulating)
    set_others (self, sgm_election_is_held (path));
  return G_SOURCE_CONTINUE;
}

static void
sgm_feeds_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_GATEWAY:
      g_value_set_boolean (value, sgm_feeds_has_gateway (SGM_FEEDS (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_feeds_dispose (GObject *object)
{
  SgmFeeds *self = SGM_FEEDS (object);

  if (self->deliverer != NULL)
    sgm_feeds_stop (self);
  g_clear_object (&self->deliverer);
  g_clear_object (&self->colleagues);
  g_clear_object (&self->workers);
  g_clear_object (&self->simulator);
  g_clear_object (&self->district);
  G_OBJECT_CLASS (sgm_feeds_parent_class)->dispose (object);
}

static void
sgm_feeds_class_init (SgmFeedsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = sgm_feeds_get_property;
  object_class->dispose = sgm_feeds_dispose;

  /**
   * SgmFeeds:gateway:
   *
   * Whether there is a way to the workers' terminals: this process or another
   * one has it.
   */
  properties[PROP_GATEWAY] =
    g_param_spec_boolean ("gateway", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_feeds_init (SgmFeeds *self)
{
}

/**
 * sgm_feeds_new:
 * @district: a district
 * @with_colleagues: whether the simulated world has other dispatchers
 *
 * Returns: (transfer full): its feeds; nothing is simulated yet
 */
SgmFeeds *
sgm_feeds_new (SgmDistrict *district,
               gboolean     with_colleagues)
{
  SgmFeeds *self = g_object_new (SGM_TYPE_FEEDS, NULL);

  self->district = g_object_ref (district);
  self->deliverer = sgm_deliverer_new (district);
  g_signal_connect_object (self->deliverer, "notify::elected", G_CALLBACK (on_elected), self, G_CONNECT_SWAPPED);
  if (sgm_district_is_sample (district))
    {
      self->simulator = sgm_simulator_new (district, g_random_int ());
      self->workers = sgm_workers_new (district, g_random_int ());
      if (with_colleagues)
        self->colleagues = sgm_colleagues_new (district, g_random_int ());
    }
  self->look = g_timeout_add_seconds (LOOK_SECONDS, look_for_others, self);
  look_for_others (self);
  return self;
}

/**
 * sgm_feeds_stop:
 *
 * Ends delivery and whatever is simulated. To be called before the last
 * reference is dropped, since what is under way holds one.
 */
void
sgm_feeds_stop (SgmFeeds *self)
{
  g_return_if_fail (SGM_IS_FEEDS (self));

  g_clear_handle_id (&self->look, g_source_remove);
  sgm_feeds_set_simulating (self, FALSE);
  sgm_deliverer_set_transport (self->deliverer, NULL);
}

SgmDeliverer *
sgm_feeds_get_deliverer (SgmFeeds *self)
{
  return self->deliverer;
}

/**
 * sgm_feeds_set_simulating:
 * @simulating: whether the world outside is simulated
 *
 * Does nothing for a district that is not a sample.
 */
void
sgm_feeds_set_simulating (SgmFeeds *self,
                          gboolean  simulating)
{
  g_return_if_fail (SGM_IS_FEEDS (self));

  if (self->simulator == NULL || self->simulating == simulating)
    return;
  self->simulating = simulating;
  sgm_deliverer_set_transport (self->deliverer, simulating ? SGM_TRANSPORT (self->workers) : NULL);
  if (self->colleagues != NULL)
    sgm_colleagues_set_running (self->colleagues, simulating);
  on_elected (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GATEWAY]);
  look_for_others (self);
}

gboolean
sgm_feeds_get_simulating (SgmFeeds *self)
{
  g_return_val_if_fail (SGM_IS_FEEDS (self), FALSE);

  return self->simulating;
}

/**
 * sgm_feeds_has_gateway:
 *
 * Returns: the value of [property@Feeds:gateway]
 */
gboolean
sgm_feeds_has_gateway (SgmFeeds *self)
{
  g_return_val_if_fail (SGM_IS_FEEDS (self), FALSE);

  return self->simulating || self->others;
}

/**
 * sgm_feeds_spare:
 * @event: an event that the person at the screen has chosen or deals with
 *
 * The simulated colleagues leave it alone for the next minutes.
 */
void
sgm_feeds_spare (SgmFeeds *self,
                 gint64    event)
{
  g_return_if_fail (SGM_IS_FEEDS (self));

  if (self->colleagues != NULL)
    sgm_colleagues_spare (self->colleagues, event);
}
