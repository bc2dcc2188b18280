/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-map-drawer.h"

#include "base/sgm-error.h"
#include "base/sgm-progress-relay.h"
#include "basemap/sgm-basemap.h"

/* How often the map is told of new tiles, and how long to wait while another
 * process draws them. */
#define TELL_INTERVAL (1500 * 1000)
#define RETRY_SECONDS 20

struct _SgmMapDrawer
{
  GObject parent_instance;
  SgmMbtiles *tiles;
  GCancellable *cancellable; /* NULL while nothing is done */
  guint start_id;
  double fraction;
  char *notice;
};

/* One run in a thread of its own. */
typedef struct
{
  SgmMbtiles *tiles;
  gint64 told; /* used by the thread alone */
} Run;

enum
{
  PROP_0,
  PROP_DRAWING,
  PROP_FRACTION,
  PROP_NOTICE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint drawn_signal;

G_DEFINE_FINAL_TYPE (SgmMapDrawer, sgm_map_drawer, G_TYPE_OBJECT)

static void
run_free (gpointer data)
{
  Run *run = data;

  sgm_mbtiles_unref (run->tiles);
  g_free (run);
}

static void
set_fraction (SgmMapDrawer *self,
              double        fraction)
{
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_signal_emit (self, drawn_signal, 0);
}

static void
set_notice (SgmMapDrawer *self,
            const char   *notice)
{
  if (g_strcmp0 (self->notice, notice) == 0)
    return;
  g_free (self->notice);
  self->notice = g_strdup (notice);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

static void
tell (double      fraction,
      const char *what,
      gpointer    data)
{
  SgmMapDrawer *self = g_task_get_source_object (data);

  if (self->cancellable != NULL && self->cancellable == g_task_get_cancellable (data))
    set_fraction (self, fraction);
}

/* In the thread that draws. */
static void
on_progress (double      fraction,
             const char *what,
             gpointer    data)
{
  Run *run = g_task_get_task_data (data);

  if (g_get_monotonic_time () - run->told < TELL_INTERVAL)
    return;
  run->told = g_get_monotonic_time ();
  sgm_progress_relay_tell (data, tell, data, fraction, what);
}

static void
draw (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  Run *run = task_data;
  GError *error = NULL;

  if (sgm_basemap_continue (sgm_mbtiles_get_path (run->tiles), SGM_BASEMAP_ASIDE, on_progress, task, cancellable,
                            &error))
    {
      sgm_mbtiles_refresh (run->tiles);
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
on_drawn (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  SgmMapDrawer *self = SGM_MAP_DRAWER (object);
  gboolean current = self->cancellable == g_task_get_cancellable (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  /* One that was stopped says nothing more. */
  if (!current)
    return;
  g_clear_object (&self->cancellable);
  if (done)
    set_fraction (self, 1);
  else if (g_error_matches (error, SGM_ERROR, SGM_ERROR_BUSY))
    sgm_map_drawer_start (self, RETRY_SECONDS);
  else
    set_notice (self, error->message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAWING]);
}

static gboolean
start (gpointer data)
{
  SgmMapDrawer *self = data;
  g_autoptr (GTask) task = NULL;
  Run *run = g_new0 (Run, 1);

  self->start_id = 0;
  self->cancellable = g_cancellable_new ();
  run->tiles = sgm_mbtiles_ref (self->tiles);
  task = g_task_new (self, self->cancellable, on_drawn, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, run, run_free);
  g_task_run_in_thread (task, draw);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAWING]);
  return G_SOURCE_REMOVE;
}

static void
sgm_map_drawer_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SgmMapDrawer *self = SGM_MAP_DRAWER (object);

  switch (prop_id)
    {
    case PROP_DRAWING:
      g_value_set_boolean (value, sgm_map_drawer_is_drawing (self));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sgm_map_drawer_finalize (GObject *object)
{
  SgmMapDrawer *self = SGM_MAP_DRAWER (object);

  g_clear_handle_id (&self->start_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tiles, sgm_mbtiles_unref);
  g_free (self->notice);
  G_OBJECT_CLASS (sgm_map_drawer_parent_class)->finalize (object);
}

static void
sgm_map_drawer_class_init (SgmMapDrawerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sgm_map_drawer_get_property;
  object_class->finalize = sgm_map_drawer_finalize;

  /**
   * SgmMapDrawer:drawing:
   *
   * Whether it is at work, or soon will be.
   */
  properties[PROP_DRAWING] = g_param_spec_boolean ("drawing", NULL, NULL, FALSE, flags);
  /**
   * SgmMapDrawer:fraction:
   *
   * How much of the map is there; 0 as long as that is not known.
   */
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  /**
   * SgmMapDrawer:notice:
   *
   * Why it cannot go on; %NULL where it can.
   */
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SgmMapDrawer::drawn:
   *
   * There are new tiles.
   */
  drawn_signal = g_signal_new ("drawn", SGM_TYPE_MAP_DRAWER, G_SIGNAL_RUN_LAST, 0,
                               NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sgm_map_drawer_init (SgmMapDrawer *self)
{
}

/**
 * sgm_map_drawer_new:
 * @tiles: a base map
 *
 * Returns: (transfer full): who draws the rest of it, not yet at work
 */
SgmMapDrawer *
sgm_map_drawer_new (SgmMbtiles *tiles)
{
  SgmMapDrawer *self = g_object_new (SGM_TYPE_MAP_DRAWER, NULL);

  self->tiles = sgm_mbtiles_ref (tiles);
  self->fraction = sgm_mbtiles_is_unfinished (tiles) ? 0 : 1;
  return self;
}

/**
 * sgm_map_drawer_start:
 * @self: a drawer
 * @delay_seconds: how long to wait before
 *
 * Begins to draw, or goes on; where nothing is missing it does nothing.
 */
void
sgm_map_drawer_start (SgmMapDrawer *self,
                      guint         delay_seconds)
{
  g_return_if_fail (SGM_IS_MAP_DRAWER (self));

  if (self->fraction == 1 || sgm_map_drawer_is_drawing (self))
    return;
  set_notice (self, NULL);
  self->start_id = g_timeout_add_seconds_full (G_PRIORITY_LOW, delay_seconds, start, self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAWING]);
}

/**
 * sgm_map_drawer_stop:
 *
 * Stops drawing; what was drawn stays.
 */
void
sgm_map_drawer_stop (SgmMapDrawer *self)
{
  g_return_if_fail (SGM_IS_MAP_DRAWER (self));

  if (!sgm_map_drawer_is_drawing (self))
    return;
  g_clear_handle_id (&self->start_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAWING]);
}

gboolean
sgm_map_drawer_is_drawing (SgmMapDrawer *self)
{
  return self->start_id != 0 || self->cancellable != NULL;
}

double
sgm_map_drawer_get_fraction (SgmMapDrawer *self)
{
  return self->fraction;
}

const char *
sgm_map_drawer_get_notice (SgmMapDrawer *self)
{
  return self->notice;
}
