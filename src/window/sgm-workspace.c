/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-workspace.h"

#include <glib/gi18n.h>

#include "base/sgm-error.h"
#include "kit/sgm-bin.h"
#include "kit/sgm-error-dialog.h"
#include "panels/sgm-event-picker.h"
#include "window/sgm-workspace-private.h"

/* The first looks after the file are for when the map is there. */
#define KEEPER_DELAY_SECONDS 10

/* How large the map's badge for several events is, logical pixels. */
#define BADGE_SIZE 26

G_DEFINE_FINAL_TYPE (SgmWorkspace, sgm_workspace, ADW_TYPE_BIN)

static void
on_area_clicked (SgmWorkspace *self,
                 gint64        area)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  if (area == 0)
    area = sgm_area_set_get (sgm_district_get_areas (self->district), 0)->id;
  sgm_choice_choose_area (self->choice, area);
}

static void
on_event_clicked (SgmWorkspace *self,
                  gint64        event)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  if (event != 0)
    sgm_choice_choose_event (self->choice, event);
}

/* Of several events in one place a person chooses. */
static void
on_events_clicked (SgmWorkspace *self,
                   GArray       *events,
                   double        x,
                   double        y)
{
  GdkRectangle place = { x - BADGE_SIZE / 2, y - BADGE_SIZE / 2, BADGE_SIZE, BADGE_SIZE };

  if (self->event_picker == NULL)
    {
      self->event_picker = sgm_event_picker_new (self->district);
      gtk_widget_set_parent (self->event_picker, GTK_WIDGET (self->map));
    }
  sgm_event_picker_show (SGM_EVENT_PICKER (self->event_picker), events,
                         sgm_map_view_get_event (self->map), &place);
}

/* Several areas stay selected as long as what is chosen lies in them. */
static gboolean
is_among_several (SgmWorkspace  *self,
                  const SgmArea *area)
{
  SgmSelection *selection = sgm_map_view_get_selection (self->map);

  return sgm_selection_get_n (selection) > 1
         && sgm_selection_covers (selection, sgm_district_get_areas (self->district), area);
}

/* The map shows what is chosen; the whole district is no outline to draw. */
static void
on_choice_changed (SgmWorkspace *self)
{
  const SgmArea *area = sgm_choice_get_area (self->choice);
  gint64 id = area->level == SGM_LEVEL_DISTRICT ? 0 : area->id;
  gint64 event = sgm_choice_get_event (self->choice);

  if (sgm_map_view_get_area (self->map) != id && !is_among_several (self, area))
    sgm_map_view_select_area (self->map, id);
  if (sgm_map_view_get_event (self->map) != event)
    sgm_map_view_select_event (self->map, event);
  if (event != 0 && self->feeds != NULL)
    sgm_feeds_spare (self->feeds, event);
  /* Nobody sends what is not seen; but news of the same event covers no import. */
  if (event != 0 && event != self->aside_event)
    sgm_workspace_uncover_inspector (self);
  self->aside_event = event;
  sgm_workspace_update_actions (self);
}

static char *
dup_inside_title (SgmWorkspace    *self,
                  const SgmInside *inside)
{
  guint n = sgm_selection_get_n (inside->areas);

  if (sgm_map_view_get_tool (self->map) == SGM_MAP_TOOL_CIRCLE)
    return g_strdup (_("Inside the circle"));
  if (sgm_map_view_get_tool (self->map) == SGM_MAP_TOOL_POLYGON)
    return g_strdup (_("Inside the polygon"));
  return g_strdup_printf (ngettext ("%u area", "%u areas", n), n);
}

/* Where nothing is ready to be sent, the most urgent event inside is: as with a
 * click on an area. An answer to the same question again chooses nothing. */
static void
choose_inside (SgmWorkspace    *self,
               const SgmInside *inside)
{
  if (self->asked != NULL && sgm_selection_equal (self->asked, inside->areas))
    return;
  g_clear_pointer (&self->asked, sgm_selection_unref);
  self->asked = sgm_selection_ref (inside->areas);
  if (sgm_choice_get_event (self->choice) != 0)
    return;
  for (guint i = 0; i < inside->events->len; i++)
    {
      SgmRecord *event = g_ptr_array_index (inside->events, i);

      if (!sgm_choice_event_waits (self->district, event))
        continue;
      sgm_choice_choose_event (self->choice, sgm_record_get_id (event));
      return;
    }
}

static void
on_inside_changed (SgmWorkspace *self)
{
  const SgmInside *inside = sgm_map_view_get_inside (self->map);
  g_autofree char *title = inside != NULL ? dup_inside_title (self, inside) : NULL;

  sgm_inspector_show_inside (self->inspector, inside, title);
  if (inside != NULL)
    choose_inside (self, inside);
  else
    g_clear_pointer (&self->asked, sgm_selection_unref);
  sgm_workspace_update_actions (self);
}

/* The right button has chosen what it was pressed on before. */
static void
on_context_menu (SgmWorkspace *self,
                 double        x,
                 double        y)
{
  if (self->map_popover == NULL)
    {
      self->map_popover = gtk_popover_menu_new_from_model (self->map_menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->map_popover), FALSE);
      gtk_widget_set_halign (self->map_popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->map_popover, GTK_WIDGET (self->map));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->map_popover), &(GdkRectangle) { x, y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->map_popover));
}

static void
on_theme_ready (SgmWorkspace *self)
{
  sgm_legend_set_theme (self->legend, sgm_map_view_get_theme (self->map),
                        sgm_map_view_get_level (self->map));
}

static void
on_theme_chosen (SgmWorkspace *self)
{
  g_settings_set_string (self->settings, "map-theme",
                         sgm_theme_kind_get_id (sgm_theme_chooser_get_kind (self->themes)));
}

/* The setting says which theme it is, whoever has changed it. */
static void
on_theme_setting (SgmWorkspace *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "map-theme");
  guint kind = (guint) MAX (sgm_theme_kind_find (id), 0);

  sgm_map_view_set_theme_kind (self->map, kind);
  if (sgm_theme_chooser_get_kind (self->themes) == kind)
    return;
  g_signal_handlers_block_by_func (self->themes, on_theme_chosen, self);
  sgm_theme_chooser_set_kind (self->themes, kind);
  g_signal_handlers_unblock_by_func (self->themes, on_theme_chosen, self);
}

static void
on_notice_closed (SgmWorkspace *self)
{
  gtk_revealer_set_reveal_child (self->notice, FALSE);
}

static void
on_trouble (SgmWorkspace *self,
            GError       *error)
{
  sgm_error_dialog_show (GTK_WIDGET (self), error);
}

static void
sgm_workspace_dispose (GObject *object)
{
  SgmWorkspace *self = SGM_WORKSPACE (object);

  if (self->feeds != NULL)
    sgm_feeds_stop (self->feeds);
  g_clear_object (&self->feeds);
  g_clear_object (&self->keeper);
  g_clear_weak_pointer (&self->actions);
  if (self->photo_adder != NULL)
    sgm_photo_adder_cancel (self->photo_adder);
  g_clear_object (&self->photo_adder);
  g_clear_object (&self->photo_chooser);
  g_clear_object (&self->dispatch);
  g_clear_object (&self->alert);
  g_clear_object (&self->phones);
  g_clear_object (&self->base_map);
  g_clear_pointer (&self->map_popover, gtk_widget_unparent);
  g_clear_pointer (&self->event_picker, gtk_widget_unparent);
  g_clear_object (&self->chooser);
  g_clear_object (&self->panes);
  g_clear_object (&self->views);
  g_clear_pointer (&self->asked, sgm_selection_unref);
  g_clear_object (&self->choice);
  g_clear_object (&self->district);
  g_clear_object (&self->settings);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_WORKSPACE);
  G_OBJECT_CLASS (sgm_workspace_parent_class)->dispose (object);
}

static void
sgm_workspace_class_init (SgmWorkspaceClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_workspace_dispose;

  g_type_ensure (SGM_TYPE_BREADCRUMB);
  g_type_ensure (SGM_TYPE_INSPECTOR);
  g_type_ensure (SGM_TYPE_LEGEND);
  g_type_ensure (SGM_TYPE_MAP_VIEW);
  g_type_ensure (SGM_TYPE_QUEUE_PANEL);
  g_type_ensure (SGM_TYPE_SIGN_KEY);
  g_type_ensure (SGM_TYPE_THEME_CHOOSER);
  g_type_ensure (SGM_TYPE_VIEWS_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-workspace.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, toasts);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, outer);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, inner);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, queue);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, aside);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, aside_switcher);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, aside_pages);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, import_page);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, import_place);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, inspector);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, breadcrumb);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, views_button);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, themes);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, map);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, legend);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, map_menu);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, notice);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, notice_title);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, notice_text);
  gtk_widget_class_bind_template_child (widget_class, SgmWorkspace, notice_make);
  gtk_widget_class_bind_template_callback (widget_class, on_area_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_context_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_event_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_events_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_inside_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_theme_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_theme_ready);
}

static void
sgm_workspace_init (SgmWorkspace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sgm_workspace_add_import (self);
}

static void
restore_view (SgmWorkspace *self)
{
  g_autofree char *database = g_settings_get_string (self->settings, "view-database");
  double longitude;
  double latitude;
  double zoom;

  g_settings_get (self->settings, "view", "(ddd)", &longitude, &latitude, &zoom);
  if (zoom > 0
      && g_strcmp0 (database, sgm_store_get_path (sgm_district_get_store (self->district))) == 0)
    sgm_map_view_set_view (self->map, longitude, latitude, zoom);
  else
    sgm_map_view_show_all (self->map);
}

static void
on_base_map_changed (SgmWorkspace *self)
{
  sgm_map_view_set_stack (self->map, sgm_base_map_get_stack (self->base_map));
}

static void
show_tiles (SgmWorkspace *self,
            SgmOpened    *opened)
{
  self->base_map = sgm_base_map_new (self->settings, opened->tiles);
  g_signal_connect_object (self->base_map, "notify::stack", G_CALLBACK (on_base_map_changed), self,
                           G_CONNECT_SWAPPED);
  on_base_map_changed (self);
  if (opened->tiles_error == NULL || !sgm_base_map_has_district (self->base_map))
    return;
  gtk_label_set_text (self->notice_title, sgm_error_get_title (opened->tiles_error));
  gtk_label_set_text (self->notice_text, sgm_error_get_advice (opened->tiles_error));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->notice_title), opened->tiles_error->message);
  gtk_widget_set_visible (self->notice_make,
                          g_error_matches (opened->tiles_error, SGM_ERROR, SGM_ERROR_NO_TILES));
  gtk_revealer_set_reveal_child (self->notice, TRUE);
}

static void
on_simulator_setting (SgmWorkspace *self)
{
  sgm_feeds_set_simulating (self->feeds, g_settings_get_boolean (self->settings, "simulator"));
}

/**
 * sgm_workspace_new:
 * @opened: the district to work with
 * @settings: what the program remembers
 */
GtkWidget *
sgm_workspace_new (SgmOpened *opened,
                   GSettings *settings)
{
  SgmWorkspace *self = g_object_new (SGM_TYPE_WORKSPACE, NULL);

  self->settings = g_object_ref (settings);
  self->district = g_object_ref (opened->district);
  self->choice = sgm_choice_new (opened->district);
  self->dispatch = sgm_dispatch_new (self->choice, self->toasts);
  self->photo_adder = sgm_photo_adder_new (opened->district, self->dispatch, self->toasts);
  self->alert = sgm_alert_new (opened->district, self->toasts);
  self->panes = sgm_panes_new (settings, self->outer, self->inner);

  self->views = sgm_saved_views_new (settings,
                                     sgm_store_get_path (sgm_district_get_store (opened->district)));

  sgm_views_button_set_views (self->views_button, self->views);
  sgm_queue_panel_set_choice (self->queue, self->choice);
  self->phones = sgm_phone_book_new (opened->district);
  sgm_inspector_set_choice (self->inspector, self->choice, self->phones);
  sgm_breadcrumb_set_choice (self->breadcrumb, self->choice);
  sgm_map_view_add_cover (self->map, GTK_WIDGET (self->legend));
  sgm_map_view_set_district (self->map, opened->district);
  show_tiles (self, opened);
  on_theme_setting (self);
  restore_view (self);
  on_theme_ready (self);
  g_settings_bind (settings, "legend-unfolded", self->legend, "unfolded", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::map-theme", G_CALLBACK (on_theme_setting), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->choice, "changed", G_CALLBACK (on_choice_changed), self,
                           G_CONNECT_SWAPPED);

  self->keeper = sgm_keeper_new (sgm_district_get_store (opened->district), KEEPER_DELAY_SECONDS);
  g_signal_connect_object (self->keeper, "trouble", G_CALLBACK (on_trouble), self, G_CONNECT_SWAPPED);
  self->feeds = sgm_feeds_new (opened->district, TRUE);
  sgm_queue_panel_set_feeds (self->queue, self->feeds);
  sgm_inspector_set_feeds (self->inspector, self->feeds);
  g_signal_connect_object (settings, "changed::simulator", G_CALLBACK (on_simulator_setting), self,
                           G_CONNECT_SWAPPED);
  on_simulator_setting (self);
  return GTK_WIDGET (self);
}

SgmDistrict *
sgm_workspace_get_district (SgmWorkspace *self)
{
  return self->district;
}

/**
 * sgm_workspace_is_simulated:
 *
 * Returns: whether made-up events are coming in
 */
gboolean
sgm_workspace_is_simulated (SgmWorkspace *self)
{
  return sgm_feeds_get_simulating (self->feeds);
}

/**
 * sgm_workspace_set_window_width:
 * @width: how wide the window is: a narrow one has room for fewer panes
 */
void
sgm_workspace_set_window_width (SgmWorkspace *self,
                                int           width)
{
  sgm_panes_set_width (self->panes, width);
}

/**
 * sgm_workspace_set_fullscreen:
 * @fullscreen: whether the window fills a screen, at which others may look:
 *   then nobody's telephone number is shown
 */
void
sgm_workspace_set_fullscreen (SgmWorkspace *self,
                              gboolean      fullscreen)
{
  sgm_phone_book_set_sealed (self->phones, fullscreen);
}

/**
 * sgm_workspace_save:
 *
 * Remembers the part of the map that is seen.
 */
void
sgm_workspace_save (SgmWorkspace *self)
{
  double longitude;
  double latitude;
  double zoom;

  sgm_map_view_get_view (self->map, &longitude, &latitude, &zoom);
  g_settings_set (self->settings, "view", "(ddd)", longitude, latitude, zoom);
  g_settings_set_string (self->settings, "view-database",
                         sgm_store_get_path (sgm_district_get_store (self->district)));
}

/**
 * sgm_workspace_say:
 * @text: what a person shall know, translated
 *
 * Shows a sentence for some seconds.
 */
void
sgm_workspace_say (SgmWorkspace *self,
                   const char   *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_timeout (toast, 3);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
