/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-window.h"

#include <glib/gi18n.h>

#include "base/sgm-error.h"
#include "kit/sgm-error-dialog.h"
#include "panels/sgm-search-field.h"
#include "window/sgm-guest.h"
#include "window/sgm-live-label.h"
#include "window/sgm-maker.h"
#include "window/sgm-opener.h"
#include "window/sgm-start-page.h"
#include "window/sgm-workspace.h"

/* A page that is seen for the blink in which a district is opened is unrest,
 * and costs a frame: the window comes with what it opened, or after this time. */
#define PATIENCE_MS 400

struct _SgmWindow
{
  AdwApplicationWindow parent_instance;

  GtkLabel *district_name;
  GtkWidget *sample_mark;
  GtkWidget *queue_button;
  GtkWidget *inspector_button;
  SgmSearchField *search;
  SgmLiveLabel *live;
  GtkMenuButton *menu;
  GtkStack *stack;
  SgmStartPage *start;
  AdwBin *place; /* where the workspace is put */

  GSettings *settings;
  char *database;
  char *tiles;
  gboolean make_sample; /* where there is no district yet */
  char *to_import; /* as soon as there is a workspace */
  char *guest; /* of which the database is a copy that was just made */
  GCancellable *cancellable;
  guint patience_id; /* while the window waits to be presented */
  SgmWorkspace *workspace;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SgmWindow, sgm_window, ADW_TYPE_APPLICATION_WINDOW)

static void open_district (SgmWindow *self);

/* Opening ------------------------------------------------------------------ */

static gboolean
on_patience_over (gpointer data)
{
  SgmWindow *self = data;

  self->patience_id = 0;
  gtk_window_present (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

/* There is something to see. */
static void
present (SgmWindow *self)
{
  if (self->patience_id == 0)
    return;
  g_clear_handle_id (&self->patience_id, g_source_remove);
  gtk_window_present (GTK_WINDOW (self));
}

/* What it will be, as long as it is not to be seen. */
static int
get_width (SgmWindow *self)
{
  int width;
  int height;

  if (self->patience_id == 0)
    return gtk_widget_get_width (GTK_WIDGET (self));
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  return width;
}

static GCancellable *
start_work (SgmWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

static void
close_workspace (SgmWindow *self)
{
  if (self->workspace == NULL)
    return;
  sgm_workspace_save (self->workspace);
  sgm_workspace_remove_actions (self->workspace);
  sgm_live_label_set_workspace (self->live, NULL);
  sgm_search_field_set_district (self->search, NULL);
  self->workspace = NULL;
  adw_bin_set_child (self->place, NULL);
}

static void
show_header (SgmWindow *self,
             gboolean   has_district)
{
  gtk_widget_set_visible (self->queue_button, has_district);
  gtk_widget_set_visible (self->inspector_button, has_district);
  gtk_widget_set_visible (GTK_WIDGET (self->search), has_district);
  if (!has_district)
    {
      gtk_label_set_text (self->district_name, _("Smart Grid Map"));
      gtk_widget_set_visible (self->sample_mark, FALSE);
    }
}

static void
show_workspace (SgmWindow *self,
                SgmOpened *opened)
{
  const SgmArea *area = sgm_area_set_get (sgm_district_get_areas (opened->district), 0);
  g_autofree char *title = NULL;

  self->workspace = SGM_WORKSPACE (sgm_workspace_new (opened, self->settings));
  sgm_workspace_set_window_width (self->workspace, get_width (self));
  sgm_workspace_set_fullscreen (self->workspace, gtk_window_is_fullscreen (GTK_WINDOW (self)));
  sgm_workspace_add_actions (self->workspace, G_ACTION_MAP (self));
  adw_bin_set_child (self->place, GTK_WIDGET (self->workspace));
  sgm_search_field_set_district (self->search, opened->district);
  sgm_live_label_set_workspace (self->live, self->workspace);

  gtk_label_set_text (self->district_name, area->name);
  gtk_widget_set_visible (self->sample_mark, sgm_district_is_sample (opened->district));
  /* Translators: a window title; %s is a district */
  title = g_strdup_printf (_("%s — Smart Grid Map"), area->name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  show_header (self, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "workspace");
  present (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-map", NULL);
  if (self->to_import != NULL)
    sgm_workspace_import (self->workspace, self->to_import);
  g_clear_pointer (&self->to_import, g_free);
}

static void
show_error (SgmWindow    *self,
            const GError *error)
{
  show_header (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "start");
  sgm_start_page_show_error (self->start, error);
  present (self);
}

static void
on_progress (double      fraction,
             const char *what,
             gpointer    data)
{
  SgmWindow *self = data;

  if (self->start != NULL)
    sgm_start_page_show_progress (self->start, fraction, what);
}

static gboolean
was_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
on_made (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (SgmWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean made = sgm_maker_make_finish (result, &error);

  g_application_release (g_application_get_default ());
  if (self->start == NULL)
    return;
  /* Opening tells what there is after all: nothing, or a district whose base
   * map was not made. */
  self->make_sample = FALSE;
  if (made || was_cancelled (error))
    open_district (self);
  else
    show_error (self, error);
}

static void
make_district (SgmWindow *self)
{
  close_workspace (self);
  show_header (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "start");
  sgm_start_page_show_making (self->start);
  present (self);
  /* Closing the window cancels the work, which then has to clean up. */
  g_application_hold (g_application_get_default ());
  sgm_maker_make_async (self->database, on_progress, self, start_work (self), on_made,
                        g_object_ref (self));
}

static void
on_recovered (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (SgmWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *account = sgm_maker_recover_finish (result, &error);

  g_application_release (g_application_get_default ());
  if (self->start == NULL)
    return;
  if (account != NULL)
    sgm_message_dialog_show (GTK_WIDGET (self), _("The district was made again"), account);
  if (account != NULL || was_cancelled (error))
    open_district (self);
  else
    show_error (self, error);
}

static void
recover_district (SgmWindow *self)
{
  self->make_sample = FALSE;
  sgm_start_page_show_recovering (self->start);
  /* Closing the window cancels the work, which then has to clean up. */
  g_application_hold (g_application_get_default ());
  sgm_maker_recover_async (self->database, on_progress, self, start_work (self), on_recovered,
                           g_object_ref (self));
}

/* A copy that is no good is not kept. */
static void
forget_copy (SgmWindow *self)
{
  g_autoptr (GFile) copy = g_file_new_for_path (self->database);

  g_file_delete_async (copy, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_free (self->database);
  self->database = g_steal_pointer (&self->guest);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SgmWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmOpened) opened = sgm_opener_open_finish (result, &error);

  if (self->start == NULL)
    return;
  if (opened != NULL)
    {
      show_workspace (self, opened);
      if (self->guest != NULL)
        sgm_workspace_say (self->workspace, _("This is a copy in the program’s own folder; the file stays as it is"));
      g_clear_pointer (&self->guest, g_free);
    }
  else if (self->make_sample && g_error_matches (error, SGM_ERROR, SGM_ERROR_NO_DATABASE))
    make_district (self);
  else if (!was_cancelled (error))
    {
      if (self->guest != NULL)
        forget_copy (self);
      show_error (self, error);
    }
}

static void
on_taken_in (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (SgmWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = sgm_guest_take_in_finish (result, &error);

  if (self->start == NULL || was_cancelled (error))
    return;
  if (copy == NULL)
    {
      show_error (self, error);
      return;
    }
  g_free (self->guest);
  self->guest = g_steal_pointer (&self->database);
  self->database = g_steal_pointer (&copy);
  open_district (self);
}

static void
open_district (SgmWindow *self)
{
  close_workspace (self);
  show_header (self, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "start");
  sgm_start_page_show_opening (self->start);
  if (sgm_guest_is_guest (self->database))
    sgm_guest_take_in_async (self->database, start_work (self), on_taken_in, g_object_ref (self));
  else
    sgm_opener_open_async (self->database, self->tiles, start_work (self), on_opened,
                           g_object_ref (self));
}

/* Actions ------------------------------------------------------------------ */

static void
on_make (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  make_district (data);
}

static void
on_cancel (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  g_cancellable_cancel (SGM_WINDOW (data)->cancellable);
}

static void
on_recover (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  if (SGM_WINDOW (data)->workspace == NULL)
    recover_district (data);
}

static void
on_retry (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  open_district (data);
}

static void
on_file_chosen (SgmWindow *self,
                int        response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file == NULL || g_file_peek_path (file) == NULL)
    return;
  g_clear_pointer (&self->guest, g_free);
  g_free (self->database);
  self->database = g_file_get_path (file);
  g_clear_pointer (&self->tiles, g_free);
  self->make_sample = FALSE;
  open_district (self);
}

static void
on_choose_file (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  SgmWindow *self = data;
  g_autoptr (GtkFileFilter) districts = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Open a District"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_file_filter_set_name (districts, _("Districts"));
  gtk_file_filter_add_suffix (districts, "sgm");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), districts);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), all);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_search (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  gtk_widget_grab_focus (GTK_WIDGET (SGM_WINDOW (data)->search));
}

static void
on_menu (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  gtk_menu_button_popup (SGM_WINDOW (data)->menu);
}

static void
on_fullscreen (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  GtkWindow *window = data;

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static const GActionEntry entries[] = {
  { .name = "make", .activate = on_make },
  { .name = "cancel", .activate = on_cancel },
  { .name = "recover", .activate = on_recover },
  { .name = "retry", .activate = on_retry },
  { .name = "choose-file", .activate = on_choose_file },
  { .name = "search", .activate = on_search },
  { .name = "menu", .activate = on_menu },
  { .name = "fullscreen", .activate = on_fullscreen },
};

/* The window --------------------------------------------------------------- */

static void
on_surface_width (SgmWindow  *self,
                  GParamSpec *pspec,
                  GdkSurface *surface)
{
  if (self->workspace != NULL)
    sgm_workspace_set_window_width (self->workspace, gdk_surface_get_width (surface));
}

static void
on_fullscreened (SgmWindow *self)
{
  if (self->workspace != NULL)
    sgm_workspace_set_fullscreen (self->workspace, gtk_window_is_fullscreen (GTK_WINDOW (self)));
}

static void
sgm_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sgm_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "notify::width",
                           G_CALLBACK (on_surface_width), widget, G_CONNECT_SWAPPED);
}

static void
save_size (SgmWindow *self)
{
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set (self->settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static gboolean
sgm_window_close_request (GtkWindow *window)
{
  SgmWindow *self = SGM_WINDOW (window);

  g_cancellable_cancel (self->cancellable);
  save_size (self);
  close_workspace (self);
  return GTK_WINDOW_CLASS (sgm_window_parent_class)->close_request (window);
}

static void
sgm_window_dispose (GObject *object)
{
  SgmWindow *self = SGM_WINDOW (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->guest, g_free);
  g_clear_pointer (&self->to_import, g_free);
  g_clear_pointer (&self->tiles, g_free);
  self->workspace = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), SGM_TYPE_WINDOW);
  G_OBJECT_CLASS (sgm_window_parent_class)->dispose (object);
}

static void
sgm_window_class_init (SgmWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_window_dispose;
  widget_class->realize = sgm_window_realize;
  GTK_WINDOW_CLASS (class)->close_request = sgm_window_close_request;

  g_type_ensure (SGM_TYPE_LIVE_LABEL);
  g_type_ensure (SGM_TYPE_SEARCH_FIELD);
  g_type_ensure (SGM_TYPE_START_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, district_name);
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, sample_mark);
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, queue_button);
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, search);
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, live);
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, start);
  gtk_widget_class_bind_template_child (widget_class, SgmWindow, place);
}

static void
sgm_window_init (SgmWindow *self)
{
  int width;
  int height;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect (self, "notify::fullscreened", G_CALLBACK (on_fullscreened), NULL);

  self->settings = g_settings_new (SGM_APP_ID);
  g_settings_get (self->settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

/**
 * sgm_window_new:
 * @database: path of the district's database
 * @tiles: (nullable): path of the base map, %NULL for the database's own
 * @make_sample: whether to make the sample district at once where there is
 *   nothing at @database
 *
 * Returns: a window that presents itself as soon as there is something to see
 */
GtkWidget *
sgm_window_new (GtkApplication *application,
                const char     *database,
                const char     *tiles,
                gboolean        make_sample)
{
  SgmWindow *self = g_object_new (SGM_TYPE_WINDOW, "application", application, NULL);

  self->database = g_strdup (database);
  self->tiles = g_strdup (tiles);
  self->make_sample = make_sample;
  self->patience_id = g_timeout_add (PATIENCE_MS, on_patience_over, self);
  open_district (self);
  return GTK_WIDGET (self);
}

/**
 * sgm_window_import:
 * @path: a file or a folder
 *
 * Begins to import it, as soon as the district is open.
 */
void
sgm_window_import (SgmWindow  *self,
                   const char *path)
{
  if (self->workspace != NULL)
    {
      sgm_workspace_import (self->workspace, path);
      return;
    }
  g_free (self->to_import);
  self->to_import = g_strdup (path);
}

const char *
sgm_window_get_database (SgmWindow *self)
{
  return self->database;
}
