/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-saved-views.h"

/* The key holds the views of all districts: database, name, longitude,
 * latitude, zoom, theme. */
#define KEY "saved-views"
#define VIEW_TYPE "(ssddds)"

struct _SgmSavedViews
{
  GObject parent_instance;
  GSettings *settings;
  char *database;
  GPtrArray *views; /* of GVariant: those of this district */
};

G_DEFINE_FINAL_TYPE (SgmSavedViews, sgm_saved_views, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_ours (SgmSavedViews *self,
         GVariant      *view)
{
  const char *database;

  g_variant_get_child (view, 0, "&s", &database);
  return g_str_equal (database, self->database);
}

static const char *
get_name (GVariant *view)
{
  const char *name;

  g_variant_get_child (view, 1, "&s", &name);
  return name;
}

static void
load (SgmSavedViews *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, KEY);

  g_ptr_array_set_size (self->views, 0);
  for (gsize i = 0; i < g_variant_n_children (all); i++)
    {
      g_autoptr (GVariant) view = g_variant_get_child_value (all, i);

      if (is_ours (self, view))
        g_ptr_array_add (self->views, g_steal_pointer (&view));
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Writes the views of the other districts as they are, and ours after them. */
static void
store (SgmSavedViews *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, KEY);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a" VIEW_TYPE));
  for (gsize i = 0; i < g_variant_n_children (all); i++)
    {
      g_autoptr (GVariant) view = g_variant_get_child_value (all, i);

      if (!is_ours (self, view))
        g_variant_builder_add_value (&builder, view);
    }
  for (guint i = 0; i < self->views->len; i++)
    g_variant_builder_add_value (&builder, g_ptr_array_index (self->views, i));
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

static void
sgm_saved_views_finalize (GObject *object)
{
  SgmSavedViews *self = SGM_SAVED_VIEWS (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->views, g_ptr_array_unref);
  G_OBJECT_CLASS (sgm_saved_views_parent_class)->finalize (object);
}

static void
sgm_saved_views_class_init (SgmSavedViewsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_saved_views_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SGM_TYPE_SAVED_VIEWS, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sgm_saved_views_init (SgmSavedViews *self)
{
  self->views = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
}

/**
 * sgm_saved_views_new:
 * @settings: what the program remembers
 * @database: path of the district
 */
SgmSavedViews *
sgm_saved_views_new (GSettings  *settings,
                     const char *database)
{
  SgmSavedViews *self = g_object_new (SGM_TYPE_SAVED_VIEWS, NULL);

  self->settings = g_object_ref (settings);
  self->database = g_strdup (database);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

guint
sgm_saved_views_get_n (SgmSavedViews *self)
{
  return self->views->len;
}

/**
 * sgm_saved_views_get:
 * @index: which
 * @view: (out caller-allocates): the view; its texts live until `changed`
 *
 * Returns: %FALSE where there is none
 */
gboolean
sgm_saved_views_get (SgmSavedViews *self,
                     guint          index,
                     SgmSavedView  *view)
{
  if (index >= self->views->len)
    return FALSE;
  g_variant_get (g_ptr_array_index (self->views, index), "(&s&sddd&s)", NULL, &view->name,
                 &view->longitude, &view->latitude, &view->zoom, &view->theme);
  return TRUE;
}

/**
 * sgm_saved_views_save:
 * @view: a view; one of the same name is replaced where it stands
 */
void
sgm_saved_views_save (SgmSavedViews      *self,
                      const SgmSavedView *view)
{
  g_autoptr (GVariant) new = g_variant_ref_sink (
    g_variant_new (VIEW_TYPE, self->database, view->name, view->longitude, view->latitude,
                   view->zoom, view->theme));

  for (guint i = 0; i < self->views->len; i++)
    if (g_str_equal (get_name (g_ptr_array_index (self->views, i)), view->name))
      {
        g_variant_unref (g_ptr_array_index (self->views, i));
        g_ptr_array_index (self->views, i) = g_steal_pointer (&new);
        store (self);
        return;
      }
  g_ptr_array_add (self->views, g_steal_pointer (&new));
  store (self);
}

void
sgm_saved_views_remove (SgmSavedViews *self,
                        guint          index)
{
  if (index >= self->views->len)
    return;
  g_ptr_array_remove_index (self->views, index);
  store (self);
}
