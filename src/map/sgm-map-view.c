/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-view.h"

#include "domain/sgm-tables.h"
#include "draw/sgm-view.h"
#include "map/sgm-map-view-private.h"
#include "map/sgm-tile-source.h"

/* How often the theme is brought up to date with the time. */
#define TIME_SECONDS 10

enum
{
  PROP_0,
  PROP_AREA,
  PROP_EVENT,
  PROP_HOVERED,
  PROP_THEME_KIND,
  PROP_THEME,
  PROP_LEVEL,
  PROP_SELECTION,
  PROP_TOOL,
  N_PROPS,
};

enum
{
  AREA_CLICKED,
  EVENT_CLICKED,
  EVENTS_CLICKED,
  CONTEXT_MENU,
  INSIDE_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmMapView, sgm_map_view, GTK_TYPE_WIDGET)

const SgmArea *
sgm_map_view_find_area (SgmMapView *self,
                        gint64      id)
{
  return self->areas != NULL && id != 0 ? sgm_area_set_find_id (self->areas, id) : NULL;
}

const SgmArea *
sgm_map_view_find_area_at (SgmMapView *self,
                           double      x,
                           double      y)
{
  double longitude, latitude;

  if (self->areas == NULL)
    return NULL;
  sgm_map_canvas_locate (self->canvas, x, y, &longitude, &latitude);
  return sgm_area_set_find_at (self->areas, self->level, longitude, latitude);
}

/* The place under the pointer and the grid that it is in, which is how a place
 * is said on the telephone. */
static void
update_coordinates (SgmMapView *self)
{
  const SgmArea *grid = NULL;
  double longitude, latitude;

  if (!self->pointer_inside)
    {
      sgm_map_strip_no_coordinates (self->strip);
      return;
    }
  sgm_map_canvas_locate (self->canvas, self->pointer_x, self->pointer_y, &longitude, &latitude);
  if (self->areas != NULL)
    grid = sgm_area_set_find_at (self->areas, SGM_LEVEL_GRID, longitude, latitude);
  sgm_map_strip_set_coordinates (self->strip, longitude, latitude,
                                 grid != NULL ? grid->code : NULL);
}

void
sgm_map_view_update_hover (SgmMapView *self)
{
  SgmHighlightLayer *highlight = sgm_map_canvas_get_highlight (self->canvas);
  const SgmArea *area = NULL;
  gint64 id;
  SgmEventHit hit;

  self->hovered_event = 0;
  self->hovered_badge = 0;
  if (self->pointer_inside && self->tool == SGM_MAP_TOOL_NONE)
    {
      area = sgm_map_view_find_area_at (self, self->pointer_x, self->pointer_y);
      if (sgm_event_layer_find_at (sgm_map_canvas_get_events (self->canvas),
                                   self->pointer_x, self->pointer_y, &hit))
        {
          if (hit.n_events == 1)
            self->hovered_event = hit.event;
          else
            self->hovered_badge = hit.n_events;
        }
    }

  id = area != NULL ? area->id : 0;
  sgm_highlight_layer_set_hovered (highlight, area != NULL ? area->geometry : NULL);
  if (self->hovered != id)
    {
      self->hovered = id;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOVERED]);
    }
  sgm_map_view_update_place (self);
  update_coordinates (self);
}

static void
on_canvas_moved (SgmMapView   *self,
                 SgmMapCanvas *canvas)
{
  double longitude, latitude, zoom;
  SgmLevel level;

  sgm_map_canvas_get_view (canvas, &longitude, &latitude, &zoom);
  level = sgm_view_get_level (zoom);
  if (level != self->level)
    {
      self->level = level;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.zoom-in", zoom < SGM_MAP_MAX_ZOOM);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.zoom-out", zoom > sgm_map_canvas_get_min_zoom (canvas));
  if (self->pointer_inside)
    sgm_map_view_update_hover (self);
}

static void
update_theme (SgmMapView *self)
{
  g_autoptr (SgmTheme) theme = NULL;

  if (self->theme != NULL && sgm_theme_get_kind (self->theme) == self->theme_kind)
    theme = sgm_theme_update (self->theme, self->district);
  else
    theme = sgm_theme_new (self->theme_kind, self->district);
  if (theme == self->theme)
    return;
  g_clear_pointer (&self->theme, sgm_theme_unref);
  self->theme = g_steal_pointer (&theme);
  sgm_map_canvas_set_theme (self->canvas, self->theme);
  sgm_map_view_update_place (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THEME]);
}

static void
update_areas (SgmMapView *self)
{
  SgmAreaSet *areas = sgm_district_get_areas (self->district);

  if (self->areas == areas)
    return;
  sgm_map_canvas_set_areas (self->canvas, areas);
  g_clear_pointer (&self->areas, sgm_area_set_unref);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  self->areas = sgm_area_set_ref (areas);
  /* The geometries that are marked are the old set's. */
  sgm_highlight_layer_set_selected (sgm_map_canvas_get_highlight (self->canvas), NULL);
  sgm_map_view_keep_selection (self);
  sgm_map_view_update_hover (self);
}

static gboolean
on_refresh (gpointer data)
{
  SgmMapView *self = data;

  self->refresh_id = 0;
  update_areas (self);
  update_theme (self);
  sgm_event_layer_update (sgm_map_canvas_get_events (self->canvas));
  sgm_map_view_ask_inside (self);
  return G_SOURCE_REMOVE;
}

/* Events become overdue, and reports old, without an entry in the journal. */
static gboolean
on_time_passes (gpointer data)
{
  SgmMapView *self = data;

  if (self->refresh_id == 0)
    update_theme (self);
  return G_SOURCE_CONTINUE;
}

/* Many entries may come at once; they are looked at together, before the next
 * frame is drawn. */
static void
on_district_changed (SgmMapView  *self,
                     gpointer     entry,
                     SgmDistrict *district)
{
  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_refresh, self, NULL);
}

void
sgm_map_view_emit_area_clicked (SgmMapView *self)
{
  g_signal_emit (self, signals[AREA_CLICKED], 0, self->area);
}

void
sgm_map_view_emit_event_clicked (SgmMapView *self)
{
  g_signal_emit (self, signals[EVENT_CLICKED], 0, self->event);
}

void
sgm_map_view_emit_events_clicked (SgmMapView *self,
                                  GArray     *events,
                                  double      x,
                                  double      y)
{
  g_signal_emit (self, signals[EVENTS_CLICKED], 0, events, x, y);
}

void
sgm_map_view_emit_inside_changed (SgmMapView *self)
{
  g_signal_emit (self, signals[INSIDE_CHANGED], 0);
}

void
sgm_map_view_ask_menu (SgmMapView *self,
                       double      x,
                       double      y)
{
  g_signal_emit (self, signals[CONTEXT_MENU], 0, x, y);
}

static void
sgm_map_view_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SgmMapView *self = SGM_MAP_VIEW (object);

  switch (prop_id)
    {
    case PROP_AREA:
      g_value_set_int64 (value, self->area);
      break;
    case PROP_EVENT:
      g_value_set_int64 (value, self->event);
      break;
    case PROP_HOVERED:
      g_value_set_int64 (value, self->hovered);
      break;
    case PROP_THEME_KIND:
      g_value_set_uint (value, self->theme_kind);
      break;
    case PROP_THEME:
      g_value_set_boxed (value, self->theme);
      break;
    case PROP_LEVEL:
      g_value_set_uint (value, self->level);
      break;
    case PROP_SELECTION:
      g_value_set_boxed (value, self->selection);
      break;
    case PROP_TOOL:
      g_value_set_enum (value, self->tool);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sgm_map_view_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SgmMapView *self = SGM_MAP_VIEW (object);

  switch (prop_id)
    {
    case PROP_AREA:
      sgm_map_view_select_area (self, g_value_get_int64 (value));
      break;
    case PROP_EVENT:
      sgm_map_view_select_event (self, g_value_get_int64 (value));
      break;
    case PROP_THEME_KIND:
      sgm_map_view_set_theme_kind (self, g_value_get_uint (value));
      break;
    case PROP_TOOL:
      sgm_map_view_set_tool (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sgm_map_view_dispose (GObject *object)
{
  SgmMapView *self = SGM_MAP_VIEW (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->time_id, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  if (self->district != NULL)
    g_signal_handlers_disconnect_by_data (self->district, self);
  g_clear_object (&self->district);
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  g_clear_object (&self->stack);
  g_clear_pointer (&self->areas, sgm_area_set_unref);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (sgm_map_view_parent_class)->dispose (object);
}

static void
sgm_map_view_finalize (GObject *object)
{
  SgmMapView *self = SGM_MAP_VIEW (object);

  g_clear_pointer (&self->selection, sgm_selection_unref);
  g_clear_pointer (&self->selection_text, g_free);
  g_clear_pointer (&self->sketch, sgm_sketch_free);
  g_clear_pointer (&self->shape, sgm_geometry_unref);
  g_clear_pointer (&self->inside, sgm_inside_free);
  G_OBJECT_CLASS (sgm_map_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags common = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /**
   * SgmMapView:area:
   *
   * Record id of the selected area, 0 for none.
   */
  properties[PROP_AREA] =
    g_param_spec_int64 ("area", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READWRITE | common);
  /**
   * SgmMapView:event:
   *
   * Record id of the selected event, 0 for none.
   */
  properties[PROP_EVENT] =
    g_param_spec_int64 ("event", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READWRITE | common);
  /**
   * SgmMapView:hovered:
   *
   * Record id of the area under the pointer, 0 for none.
   */
  properties[PROP_HOVERED] =
    g_param_spec_int64 ("hovered", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READABLE | common);
  /**
   * SgmMapView:theme-kind:
   *
   * Which theme colours the areas.
   */
  properties[PROP_THEME_KIND] =
    g_param_spec_uint ("theme-kind", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READWRITE | common);
  /**
   * SgmMapView:theme:
   *
   * The theme for the present state of the district, for the legend.
   */
  properties[PROP_THEME] =
    g_param_spec_boxed ("theme", NULL, NULL, SGM_TYPE_THEME, G_PARAM_READABLE | common);
  /**
   * SgmMapView:level:
   *
   * The level whose areas can be clicked at this zoom, an #SgmLevel.
   */
  properties[PROP_LEVEL] =
    g_param_spec_uint ("level", NULL, NULL, SGM_LEVEL_NONE, SGM_LEVEL_UNIT, SGM_LEVEL_NONE,
                       G_PARAM_READABLE | common);
  /**
   * SgmMapView:selection:
   *
   * The selected areas.
   */
  properties[PROP_SELECTION] =
    g_param_spec_boxed ("selection", NULL, NULL, SGM_TYPE_SELECTION, G_PARAM_READABLE | common);
  /**
   * SgmMapView:tool:
   *
   * What the pointer does.
   */
  properties[PROP_TOOL] =
    g_param_spec_enum ("tool", NULL, NULL, SGM_TYPE_MAP_TOOL, SGM_MAP_TOOL_NONE,
                       G_PARAM_READWRITE | common);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_signals (void)
{
  /**
   * SgmMapView::area-clicked:
   * @area: the selected area, 0 for none
   *
   * The user selected an area with the mouse or a key.
   */
  signals[AREA_CLICKED] = g_signal_new ("area-clicked", SGM_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * SgmMapView::event-clicked:
   * @event: the selected event
   *
   * The user selected an event with the mouse.
   */
  signals[EVENT_CLICKED] = g_signal_new ("event-clicked", SGM_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * SgmMapView::events-clicked:
   * @events: (element-type gint64): record ids, the most important first
   * @x: where they stand, in the widget's coordinates
   * @y: the same
   *
   * The user clicked where several events stand in one place, so that one of
   * them has to be chosen.
   */
  signals[EVENTS_CLICKED] = g_signal_new ("events-clicked", SGM_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 3,
                                          G_TYPE_ARRAY, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  /**
   * SgmMapView::context-menu:
   * @x: in the widget's coordinates
   * @y: the same
   *
   * The user wants the menu of what is selected.
   */
  signals[CONTEXT_MENU] = g_signal_new ("context-menu", SGM_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  /**
   * SgmMapView::inside-changed:
   *
   * There is another answer to what is inside the selected areas or the shape
   * that was drawn, or none any more.
   */
  signals[INSIDE_CHANGED] = g_signal_new ("inside-changed", SGM_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sgm_map_view_class_init (SgmMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sgm_map_view_get_property;
  object_class->set_property = sgm_map_view_set_property;
  object_class->dispose = sgm_map_view_dispose;
  object_class->finalize = sgm_map_view_finalize;
  install_properties (object_class);
  install_signals ();
  sgm_map_view_install_keys (widget_class);

  g_type_ensure (SGM_TYPE_MAP_CANVAS);
  g_type_ensure (SGM_TYPE_MAP_STRIP);
  gtk_widget_class_set_css_name (widget_class, "mapview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/smartgridmap/SmartGridMap/sgm-map-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmMapView, overlay);
  gtk_widget_class_bind_template_child (widget_class, SgmMapView, canvas);
  gtk_widget_class_bind_template_child (widget_class, SgmMapView, strip);
  gtk_widget_class_bind_template_child (widget_class, SgmMapView, hint);
  gtk_widget_class_bind_template_child (widget_class, SgmMapView, hint_text);
  gtk_widget_class_bind_template_child (widget_class, SgmMapView, hint_value);
}

/* What lies on the canvas: tools, buttons, the strip. */
static void
add_own_covers (SgmMapView *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->overlay); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != GTK_WIDGET (self->canvas))
      sgm_map_view_add_cover (self, child);
}

static void
sgm_map_view_init (SgmMapView *self)
{
  self->selection = sgm_selection_new (NULL, 0);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->preview = sgm_preview_layer_new (sgm_map_canvas_get_viewport (self->canvas));
  shumate_map_insert_layer_above (SHUMATE_MAP (sgm_map_canvas_get_map (self->canvas)),
                                  SHUMATE_LAYER (self->preview),
                                  SHUMATE_LAYER (sgm_map_canvas_get_areas (self->canvas)));
  self->sketch_layer = sgm_sketch_layer_new (sgm_map_canvas_get_viewport (self->canvas));
  shumate_map_add_layer (SHUMATE_MAP (sgm_map_canvas_get_map (self->canvas)),
                         SHUMATE_LAYER (self->sketch_layer));
  sgm_map_strip_set_viewport (self->strip, sgm_map_canvas_get_viewport (self->canvas));
  add_own_covers (self);
  g_signal_connect_swapped (self->canvas, "moved", G_CALLBACK (on_canvas_moved), self);
  sgm_map_view_add_controllers (self);
  sgm_map_view_add_draw_controllers (self);
  on_canvas_moved (self, self->canvas);
  sgm_map_view_set_tiles (self, NULL);
}

/**
 * sgm_map_view_new:
 *
 * Returns: a map that shows nothing yet
 */
GtkWidget *
sgm_map_view_new (void)
{
  return g_object_new (SGM_TYPE_MAP_VIEW, NULL);
}

/**
 * sgm_map_view_set_district:
 * @self: a map
 * @district: the district to show
 *
 * Shows a district and follows its changes. The whole of it is fitted into the
 * view, unless a place to look at has been set before; what changes later
 * never moves the view.
 */
void
sgm_map_view_set_district (SgmMapView  *self,
                           SgmDistrict *district)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));
  g_return_if_fail (SGM_IS_DISTRICT (district));

  if (self->district == district)
    return;
  if (self->district != NULL)
    g_signal_handlers_disconnect_by_data (self->district, self);
  g_set_object (&self->district, district);
  g_signal_connect_swapped (district, "changed", G_CALLBACK (on_district_changed), self);

  if (self->time_id == 0)
    self->time_id = g_timeout_add_seconds (TIME_SECONDS, on_time_passes, self);

  sgm_map_view_set_event (self, 0);
  update_areas (self);
  update_theme (self);
  sgm_event_layer_set_events (sgm_map_canvas_get_events (self->canvas),
                              sgm_district_get_queue (district));
  if (!self->placed)
    sgm_map_view_show_all (self);
}

static void
update_strip (SgmMapView *self)
{
  sgm_map_strip_set_attribution (self->strip, sgm_tile_stack_get_attribution (self->stack));
  sgm_map_strip_set_notice (self->strip, sgm_tile_stack_get_notice (self->stack));
}

/**
 * sgm_map_view_set_stack:
 * @self: a map
 * @stack: the layers of the base map
 *
 * Shows a base map, whom it is owed to, and a quiet notice while something is
 * wrong with it.
 */
void
sgm_map_view_set_stack (SgmMapView   *self,
                        SgmTileStack *stack)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));
  g_return_if_fail (SGM_IS_TILE_STACK (stack));

  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  g_set_object (&self->stack, stack);
  g_signal_connect_swapped (stack, "notify", G_CALLBACK (update_strip), self);
  sgm_map_canvas_set_stack (self->canvas, stack);
  update_strip (self);
}

/**
 * sgm_map_view_set_tiles:
 * @self: a map
 * @tiles: (nullable): the base map; %NULL for none
 *
 * Shows a base map of one layer.
 */
void
sgm_map_view_set_tiles (SgmMapView *self,
                        SgmMbtiles *tiles)
{
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_tile_spec_free);
  g_autoptr (SgmTileStack) stack = NULL;

  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  g_ptr_array_add (specs, sgm_tile_spec_new (SGM_TILE_KIND_DISTRICT, NULL));
  stack = sgm_tile_stack_new (specs, tiles, NULL, NULL);
  sgm_map_view_set_stack (self, stack);
}

/**
 * sgm_map_view_add_cover:
 * @self: a map
 * @cover: a widget that lies on the map, of the style class `map-card`
 *
 * Nothing is labelled under the widget.
 */
void
sgm_map_view_add_cover (SgmMapView *self,
                        GtkWidget  *cover)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  sgm_label_layer_add_cover (sgm_map_canvas_get_labels (self->canvas), cover);
}

/**
 * sgm_map_view_set_theme_kind:
 * @self: a map
 * @kind: number of a theme, below sgm_theme_kinds_get_n()
 */
void
sgm_map_view_set_theme_kind (SgmMapView *self,
                             guint       kind)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));
  g_return_if_fail (kind < sgm_theme_kinds_get_n ());

  if (self->theme_kind == kind)
    return;
  self->theme_kind = kind;
  if (self->district != NULL)
    update_theme (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THEME_KIND]);
}

/**
 * sgm_map_view_get_level:
 *
 * Returns: the level whose areas are filled and can be clicked
 */
SgmLevel
sgm_map_view_get_level (SgmMapView *self)
{
  g_return_val_if_fail (SGM_IS_MAP_VIEW (self), SGM_LEVEL_NONE);
  return self->level;
}

/**
 * sgm_map_view_get_theme:
 *
 * Returns: (transfer none) (nullable): the theme for the district's present
 *   state, %NULL before there is a district
 */
SgmTheme *
sgm_map_view_get_theme (SgmMapView *self)
{
  g_return_val_if_fail (SGM_IS_MAP_VIEW (self), NULL);
  return self->theme;
}
