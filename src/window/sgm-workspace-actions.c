/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-workspace-private.h"

#include <glib/gi18n.h>

#include "district/sgm-inside.h"
#include "domain/sgm-tables.h"
#include "window/sgm-base-map-dialog.h"
#include "window/sgm-export-dialog.h"
#include "window/sgm-file-dialog.h"
#include "window/sgm-phone-dialog.h"

#define ZOOM_STEP 1.0

static void
show_area (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SgmWorkspace *self = data;
  gint64 area = g_variant_get_int64 (parameter);

  sgm_choice_look_at_area (self->choice, area);
  sgm_map_view_show_area (self->map, area);
}

static void
choose_event (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  SgmWorkspace *self = data;

  sgm_choice_choose_event (self->choice, g_variant_get_int64 (parameter));
}

static void
show_event (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  SgmWorkspace *self = data;
  gint64 event = g_variant_get_int64 (parameter);

  sgm_choice_choose_event (self->choice, event);
  sgm_inspector_show_tab (self->inspector, "events");
  sgm_map_view_show_event (self->map, event);
}

static void
queue_event (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  SgmWorkspace *self = data;

  if (g_settings_get_boolean (self->settings, "follow"))
    show_event (action, parameter, data);
  else
    choose_event (action, parameter, data);
}

static void
show_person (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  SgmWorkspace *self = data;
  g_autoptr (GPtrArray) posts = sgm_district_dup_posts_of (self->district,
                                                           g_variant_get_int64 (parameter));
  gint64 area;

  if (posts->len == 0)
    {
      sgm_workspace_say (self, _("This person has no post at the moment"));
      return;
    }
  area = sgm_record_get_int (g_ptr_array_index (posts, 0), SGM_POST_AREA);
  sgm_choice_look_at_area (self->choice, area);
  sgm_inspector_show_tab (self->inspector, "people");
  sgm_map_view_show_area (self->map, area);
}

static gint64
find_area_of_org (SgmDistrict *district,
                  gint64       org)
{
  SgmAreaSet *areas = sgm_district_get_areas (district);
  guint first;
  guint end;

  /* Organizations cover areas down to the grid, the larger ones first. */
  sgm_area_set_get_level (areas, SGM_LEVEL_GRID, &first, &end);
  for (guint i = 0; i < end; i++)
    {
      const SgmArea *area = sgm_area_set_get (areas, i);
      g_autoptr (GPtrArray) orgs = sgm_district_dup_orgs (district, area);

      for (guint j = 0; j < orgs->len; j++)
        if (sgm_record_get_id (g_ptr_array_index (orgs, j)) == org)
          return area->id;
    }
  return 0;
}

static void
show_org (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  SgmWorkspace *self = data;
  gint64 area = find_area_of_org (self->district, g_variant_get_int64 (parameter));

  if (area == 0)
    return;
  sgm_choice_look_at_area (self->choice, area);
  sgm_inspector_show_tab (self->inspector, "orgs");
  sgm_map_view_show_area (self->map, area);
}

/* One code on each line, as spreadsheets and messages take them. */
static void
copy_codes (SgmWorkspace *self,
            SgmSelection *selection)
{
  SgmAreaSet *set = sgm_district_get_areas (self->district);
  g_autoptr (GArray) areas = sgm_selection_dup_areas (selection, set);
  g_autoptr (GString) codes = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < areas->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? "\n" : "",
                            sgm_area_set_get (set, g_array_index (areas, guint, i))->code);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), codes->str);
  text = g_strdup_printf (ngettext ("%u code copied", "%u codes copied", areas->len), areas->len);
  sgm_workspace_say (self, text);
}

static void
copy_code (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SgmWorkspace *self = data;
  const SgmInside *inside = sgm_map_view_get_inside (self->map);

  if (inside != NULL)
    {
      copy_codes (self, inside->areas);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          sgm_choice_get_area (self->choice)->code);
  sgm_workspace_say (self, _("Code copied"));
}

static void
zoom_to_choice (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  SgmWorkspace *self = data;

  sgm_map_view_show_area (self->map, sgm_choice_get_area (self->choice)->id);
}

static void
show_base_map (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  SgmWorkspace *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->base_map != NULL)
    gtk_window_present (GTK_WINDOW (sgm_base_map_dialog_new (GTK_WINDOW (root), self->settings, self->base_map)));
}

/* Where it is, one click away. */
static void
on_exported (SgmWorkspace *self,
             const char   *folder)
{
  AdwToast *toast = adw_toast_new (_("Exported"));

  adw_toast_set_button_label (toast, _("Open Folder"));
  adw_toast_set_action_name (toast, "win.open-folder");
  adw_toast_set_action_target (toast, "s", folder);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
open_folder (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (data));
  g_autofree char *uri = g_filename_to_uri (g_variant_get_string (parameter, NULL), NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (GTK_WINDOW (root), uri, GDK_CURRENT_TIME);
}

static void
show_export (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  SgmWorkspace *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = sgm_export_dialog_new (GTK_WINDOW (root), self->district, sgm_map_view_get_selection (self->map),
                                             sgm_map_view_get_theme (self->map));

  g_signal_connect_object (dialog, "exported", G_CALLBACK (on_exported), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_file (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SgmWorkspace *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (sgm_file_dialog_new (GTK_WINDOW (root),
                                                       sgm_district_get_store (self->district))));
}

static void
import_file (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  sgm_workspace_choose_import (data, FALSE);
}

static void
import_folder (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  sgm_workspace_choose_import (data, TRUE);
}

static void
show_all (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  sgm_map_view_show_all (SGM_WORKSPACE (data)->map);
}

static void
go_up (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       data)
{
  SgmWorkspace *self = data;

  if (sgm_map_view_cancel (self->map))
    return;
  if (sgm_choice_go_up (self->choice))
    sgm_map_view_show_area (self->map, sgm_choice_get_area (self->choice)->id);
  else
    sgm_map_view_show_all (self->map);
}

static void
zoom_in (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  sgm_map_view_zoom_by (SGM_WORKSPACE (data)->map, ZOOM_STEP);
}

static void
zoom_out (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  sgm_map_view_zoom_by (SGM_WORKSPACE (data)->map, -ZOOM_STEP);
}

static void
select_kin (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  static const char *const names[] = {
    [SGM_KINSHIP_PARENTS] = "select-parents",
    [SGM_KINSHIP_CHILDREN] = "select-children",
    [SGM_KINSHIP_NEIGHBOURS] = "select-neighbours",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), names[i]))
      sgm_map_view_select_kin (SGM_WORKSPACE (data)->map, i);
}

static void
clear_inside (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  sgm_map_view_cancel (SGM_WORKSPACE (data)->map);
}

static void
show_views (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  sgm_views_button_popup (SGM_WORKSPACE (data)->views_button);
}

static void
show_view (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SgmWorkspace *self = data;
  SgmSavedView view;

  if (!sgm_saved_views_get (self->views, g_variant_get_uint32 (parameter), &view))
    return;
  if (sgm_theme_kind_find (view.theme) >= 0)
    g_settings_set_string (self->settings, "map-theme", view.theme);
  sgm_map_view_set_view (self->map, view.longitude, view.latitude, view.zoom);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

static void
save_view (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  SgmWorkspace *self = data;
  SgmSavedView view = {
    .name = g_variant_get_string (parameter, NULL),
    .theme = sgm_theme_kind_get_id (sgm_theme_chooser_get_kind (self->themes)),
  };

  sgm_map_view_get_view (self->map, &view.longitude, &view.latitude, &view.zoom);
  sgm_saved_views_save (self->views, &view);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  sgm_workspace_say (self, _("View saved"));
}

static void
remove_view (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  sgm_saved_views_remove (SGM_WORKSPACE (data)->views, g_variant_get_uint32 (parameter));
}

static void
next_event (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  sgm_queue_panel_move (SGM_WORKSPACE (data)->queue, 1);
}

static void
previous_event (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  sgm_queue_panel_move (SGM_WORKSPACE (data)->queue, -1);
}

static void
next_candidate (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  sgm_inspector_move_candidate (SGM_WORKSPACE (data)->inspector, 1);
}

static void
previous_candidate (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  sgm_inspector_move_candidate (SGM_WORKSPACE (data)->inspector, -1);
}

static void
choose_theme (SgmWorkspace *self,
              guint         steps)
{
  guint kind = (sgm_theme_chooser_get_kind (self->themes) + steps) % sgm_theme_kinds_get_n ();

  sgm_theme_chooser_set_kind (self->themes, kind);
}

static void
next_theme (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  choose_theme (data, 1);
}

static void
previous_theme (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  choose_theme (data, sgm_theme_kinds_get_n () - 1);
}

static void
focus_map (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  gtk_widget_grab_focus (GTK_WIDGET (SGM_WORKSPACE (data)->map));
}

static void
look_again (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  sgm_choice_look_again (SGM_WORKSPACE (data)->choice);
}

static void
assign (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  SgmWorkspace *self = data;

  /* Nobody sends what is not seen: behind an import it is shown first. */
  if (!sgm_workspace_uncover_inspector (self))
    sgm_dispatch_assign (self->dispatch);
}

static void
withdraw (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  sgm_dispatch_withdraw (SGM_WORKSPACE (data)->dispatch);
}

static void
undo (GSimpleAction *action,
      GVariant      *parameter,
      gpointer       data)
{
  sgm_dispatch_undo (SGM_WORKSPACE (data)->dispatch);
}

static void
resend (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  sgm_dispatch_resend (SGM_WORKSPACE (data)->dispatch);
}

static void
told_by_phone (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  sgm_dispatch_tell (SGM_WORKSPACE (data)->dispatch);
}

static void
print_order (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  sgm_dispatch_print (SGM_WORKSPACE (data)->dispatch);
}

static void
add_photos (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  sgm_workspace_choose_photos (data);
}

static void
cancel_photos (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  sgm_photo_adder_cancel (SGM_WORKSPACE (data)->photo_adder);
}

/* Whoever has the chosen event's order is called about it. */
static char *
dup_reason (SgmWorkspace *self,
            gint64        person)
{
  gint64 event = sgm_choice_get_event (self->choice);
  SgmRecord *task = event != 0 ? sgm_district_get_active_task (self->district, event) : NULL;
  SgmRecord *record = event != 0 ? sgm_district_get_record (self->district, &sgm_table_event, event) : NULL;

  if (task == NULL || record == NULL || sgm_record_get_int (task, SGM_TASK_PERSON) != person)
    return NULL;
  /* Translators: what a worker is called for; %s is an event's number */
  return g_strdup_printf (_("Order about %s"), sgm_record_get_text (record, SGM_EVENT_NO));
}

static void
show_phone (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  SgmWorkspace *self = data;
  gint64 person = g_variant_get_int64 (parameter);
  SgmRecord *record = sgm_district_get_record (self->district, &sgm_table_person, person);
  g_autofree char *reason = dup_reason (self, person);

  if (record != NULL && sgm_phone_book_can_show (self->phones, record))
    sgm_phone_dialog_ask (GTK_WIDGET (self), self->district, self->phones, person, reason);
}

static void
hide_phone (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  sgm_phone_book_hide (SGM_WORKSPACE (data)->phones, g_variant_get_int64 (parameter));
}

static const GActionEntry entries[] = {
  { .name = "show-area", .activate = show_area, .parameter_type = "x" },
  { .name = "show-event", .activate = show_event, .parameter_type = "x" },
  { .name = "queue-event", .activate = queue_event, .parameter_type = "x" },
  { .name = "choose-event", .activate = choose_event, .parameter_type = "x" },
  { .name = "show-person", .activate = show_person, .parameter_type = "x" },
  { .name = "show-org", .activate = show_org, .parameter_type = "x" },
  { .name = "copy-code", .activate = copy_code },
  { .name = "zoom-to-choice", .activate = zoom_to_choice },
  { .name = "base-map", .activate = show_base_map },
  { .name = "district-file", .activate = show_file },
  { .name = "import-file", .activate = import_file },
  { .name = "import-folder", .activate = import_folder },
  { .name = "export", .activate = show_export },
  { .name = "open-folder", .activate = open_folder, .parameter_type = "s" },
  { .name = "show-all", .activate = show_all },
  { .name = "go-up", .activate = go_up },
  { .name = "zoom-in", .activate = zoom_in },
  { .name = "zoom-out", .activate = zoom_out },
  { .name = "select-parents", .activate = select_kin },
  { .name = "select-children", .activate = select_kin },
  { .name = "select-neighbours", .activate = select_kin },
  { .name = "clear-inside", .activate = clear_inside },
  { .name = "views", .activate = show_views },
  { .name = "show-view", .activate = show_view, .parameter_type = "u" },
  { .name = "save-view", .activate = save_view, .parameter_type = "s" },
  { .name = "remove-view", .activate = remove_view, .parameter_type = "u" },
  { .name = "next-event", .activate = next_event },
  { .name = "previous-event", .activate = previous_event },
  { .name = "next-candidate", .activate = next_candidate },
  { .name = "previous-candidate", .activate = previous_candidate },
  { .name = "next-theme", .activate = next_theme },
  { .name = "previous-theme", .activate = previous_theme },
  { .name = "focus-map", .activate = focus_map },
  { .name = "look-again", .activate = look_again },
  { .name = "assign", .activate = assign },
  { .name = "withdraw", .activate = withdraw },
  { .name = "undo", .activate = undo },
  { .name = "resend", .activate = resend },
  { .name = "told-by-phone", .activate = told_by_phone },
  { .name = "print-order", .activate = print_order },
  { .name = "add-photos", .activate = add_photos },
  { .name = "cancel-photos", .activate = cancel_photos },
  { .name = "show-phone", .activate = show_phone, .parameter_type = "x" },
  { .name = "hide-phone", .activate = hide_phone, .parameter_type = "x" },
};

static const char *const pane_actions[] = { "queue", "inspector" };

static void
enable (SgmWorkspace *self,
        const char   *name,
        gboolean      enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)), enabled);
}

/**
 * sgm_workspace_update_actions:
 *
 * Enables what can be done with what is chosen.
 */
void
sgm_workspace_update_actions (SgmWorkspace *self)
{
  gint64 event = sgm_choice_get_event (self->choice);

  if (self->actions == NULL)
    return;
  /* Enter also tells why nothing was sent. */
  enable (self, "assign", sgm_choice_can_assign (self->choice) || sgm_choice_is_stale (self->choice));
  enable (self, "withdraw", event != 0 && sgm_district_get_active_task (self->district, event) != NULL);
  enable (self, "print-order", event != 0 && sgm_district_get_active_task (self->district, event) != NULL);
  enable (self, "add-photos", event != 0 && sgm_photo_adder_may (self->photo_adder));
  enable (self, "clear-inside", sgm_map_view_get_inside (self->map) != NULL);
  enable (self, "look-again", sgm_choice_is_stale (self->choice));
}

/**
 * sgm_workspace_add_actions:
 * @map: the window
 *
 * Gives the window what can be done in the workspace, until
 * sgm_workspace_remove_actions().
 */
void
sgm_workspace_add_actions (SgmWorkspace *self,
                           GActionMap   *map)
{
  GtkWidget *panes[] = { GTK_WIDGET (self->queue), self->aside };
  g_autoptr (GAction) follow = g_settings_create_action (self->settings, "follow");
  g_autoptr (GAction) legend = g_settings_create_action (self->settings, "legend-unfolded");
  g_autoptr (GPropertyAction) tool = g_property_action_new ("tool", self->map, "tool");
  g_autoptr (GAction) theme = g_settings_create_action (self->settings, "map-theme");

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
  g_action_map_add_action (map, follow);
  g_action_map_add_action (map, theme);
  g_action_map_add_action (map, legend);
  g_action_map_add_action (map, G_ACTION (tool));
  g_set_weak_pointer (&self->actions, map);
  sgm_workspace_update_actions (self);
  for (guint i = 0; i < G_N_ELEMENTS (panes); i++)
    {
      g_autoptr (GPropertyAction) action = g_property_action_new (pane_actions[i], panes[i], "visible");

      g_action_map_add_action (map, G_ACTION (action));
    }
  if (sgm_district_is_sample (self->district))
    {
      g_autoptr (GAction) simulator = g_settings_create_action (self->settings, "simulator");

      g_action_map_add_action (map, simulator);
    }
}

void
sgm_workspace_remove_actions (SgmWorkspace *self)
{
  GActionMap *map = self->actions;

  g_clear_weak_pointer (&self->actions);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_action_map_remove_action (map, entries[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (pane_actions); i++)
    g_action_map_remove_action (map, pane_actions[i]);
  g_action_map_remove_action (map, "follow");
  g_action_map_remove_action (map, "map-theme");
  g_action_map_remove_action (map, "legend-unfolded");
  g_action_map_remove_action (map, "tool");
  g_action_map_remove_action (map, "simulator");
}
