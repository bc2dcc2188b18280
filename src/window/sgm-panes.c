/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-panes.h"

/* Below this both panes leave too little of the map. */
#define NARROW 1180

#define MIN_PANE_WIDTH 280
#define MAX_PANE_WIDTH 800

struct _SgmPanes
{
  GObject parent_instance;
  GSettings *settings;
  GtkPaned *outer;      /* the queue and the rest */
  GtkPaned *inner;      /* the map and the inspector */
  GtkWidget *queue;
  GtkWidget *inspector;
  gboolean is_narrow;
  gboolean is_adjusting;
};

G_DEFINE_FINAL_TYPE (SgmPanes, sgm_panes, G_TYPE_OBJECT)

static void
sgm_panes_finalize (GObject *object)
{
  SgmPanes *self = SGM_PANES (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  G_OBJECT_CLASS (sgm_panes_parent_class)->finalize (object);
}

static void
sgm_panes_class_init (SgmPanesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_panes_finalize;
}

static void
sgm_panes_init (SgmPanes *self)
{
}

static void
set_visible (SgmPanes  *self,
             GtkWidget *pane,
             gboolean   visible)
{
  self->is_adjusting = TRUE;
  gtk_widget_set_visible (pane, visible);
  self->is_adjusting = FALSE;
}

/* A pane knows its width until it is hidden or its window closes. */
static void
save_width (SgmPanes  *self,
            GtkWidget *pane)
{
  int width = gtk_widget_get_width (pane);

  if (width > 0)
    g_settings_set_int (self->settings, pane == self->queue ? "queue-width" : "inspector-width",
                        CLAMP (width, MIN_PANE_WIDTH, MAX_PANE_WIDTH));
}

/* Somebody asked for a pane or sent it away. */
static void
on_visible (SgmPanes   *self,
            GParamSpec *pspec,
            GtkWidget  *pane)
{
  gboolean visible = gtk_widget_get_visible (pane);

  if (self->is_adjusting)
    return;
  if (!self->is_narrow)
    g_settings_set_boolean (self->settings,
                            pane == self->queue ? "queue-visible" : "inspector-visible", visible);
  else if (visible)
    set_visible (self, pane == self->queue ? self->inspector : self->queue, FALSE);
}

/* As long as the inspector must be as wide as remembered, the furthest that
 * its handle can go is where it belongs. Afterwards it may become narrower. */
static void
on_first_size (SgmPanes *self)
{
  int furthest;

  g_object_get (self->inner, "max-position", &furthest, NULL);
  if (furthest <= 0 || furthest == G_MAXINT || !gtk_widget_get_visible (self->inspector))
    return;
  g_signal_handlers_disconnect_by_func (self->inner, on_first_size, self);
  gtk_paned_set_position (self->inner, furthest);
  gtk_widget_set_size_request (self->inspector, MIN_PANE_WIDTH, -1);
}

/**
 * sgm_panes_new:
 * @settings: where the program remembers
 * @outer: has the queue at its start
 * @inner: has the inspector at its end
 */
SgmPanes *
sgm_panes_new (GSettings *settings,
               GtkPaned  *outer,
               GtkPaned  *inner)
{
  SgmPanes *self = g_object_new (SGM_TYPE_PANES, NULL);

  self->settings = g_object_ref (settings);
  self->outer = g_object_ref (outer);
  self->inner = g_object_ref (inner);
  self->queue = gtk_paned_get_start_child (outer);
  self->inspector = gtk_paned_get_end_child (inner);

  gtk_widget_set_size_request (self->queue, MIN_PANE_WIDTH, -1);
  gtk_paned_set_position (outer, g_settings_get_int (settings, "queue-width"));
  gtk_widget_set_size_request (self->inspector, g_settings_get_int (settings, "inspector-width"), -1);
  g_signal_connect_object (inner, "notify::max-position", G_CALLBACK (on_first_size), self,
                           G_CONNECT_SWAPPED);

  gtk_widget_set_visible (self->queue, g_settings_get_boolean (settings, "queue-visible"));
  gtk_widget_set_visible (self->inspector, g_settings_get_boolean (settings, "inspector-visible"));
  g_signal_connect_object (self->queue, "unmap", G_CALLBACK (save_width), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector, "unmap", G_CALLBACK (save_width), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "notify::visible", G_CALLBACK (on_visible), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->inspector, "notify::visible", G_CALLBACK (on_visible), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * sgm_panes_set_width:
 * @width: how wide the window is
 */
void
sgm_panes_set_width (SgmPanes *self,
                     int       width)
{
  gboolean is_narrow = width > 0 && width < NARROW;

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  if (!is_narrow)
    {
      set_visible (self, self->queue, g_settings_get_boolean (self->settings, "queue-visible"));
      set_visible (self, self->inspector, g_settings_get_boolean (self->settings, "inspector-visible"));
    }
  else if (gtk_widget_get_visible (self->inspector))
    set_visible (self, self->queue, FALSE);
}
