/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-export-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "domain/sgm-decide.h"
#include "domain/sgm-tables.h"
#include "domain/sgm-users.h"
#include "kit/sgm-error-dialog.h"
#include "window/sgm-exporter.h"

struct _SgmExportDialog
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwComboRow *extent;
  AdwComboRow *events;
  AdwExpanderRow *layers;
  AdwComboRow *format;
  AdwComboRow *crs;
  AdwActionRow *folder_row;
  GtkWidget *choose;
  AdwEntryRow *name;
  AdwActionRow *personal_row;
  GtkSwitch *personal;
  AdwEntryRow *why;
  GtkLabel *what;
  GtkProgressBar *progress;
  GtkCheckButton *checks[SGM_N_EXPORT_LAYERS];

  SgmDistrict *district;
  SgmSelection *selection; /* or NULL where nothing is selected */
  SgmTheme *theme;
  char *folder; /* or NULL where none is chosen */
  GtkFileChooserNative *chooser;
  GCancellable *cancellable; /* while it works */
};

G_DEFINE_FINAL_TYPE (SgmExportDialog, sgm_export_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_EXPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The choice of areas, in the order of its list. */
enum
{
  EXTENT_EVERYTHING,
  EXTENT_SELECTED,
};

static SgmExportFormat
get_format (SgmExportDialog *self)
{
  return (SgmExportFormat) adw_combo_row_get_selected (self->format);
}

static guint
get_layers (SgmExportDialog *self)
{
  guint layers = 0;

  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if (gtk_check_button_get_active (self->checks[i]))
      layers |= 1u << i;
  return layers;
}

/* Without the spaces around it, which nobody sees. */
static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static gboolean
is_name (const char *name)
{
  return name[0] != '\0' && name[0] != '.' && strchr (name, G_DIR_SEPARATOR) == NULL;
}

/* The export can begin when nothing is missing; what is, says so itself. */
static void
update (SgmExportDialog *self)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *why = dup_text (self->why);
  gboolean personal = gtk_switch_get_active (self->personal);
  guint layers = get_layers (self);
  guint n = 0;
  g_autofree char *count = NULL;

  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    n += (layers >> i) & 1;
  count = g_strdup_printf (_("%u of %u"), n, SGM_N_EXPORT_LAYERS);
  adw_expander_row_set_subtitle (self->layers, count);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.start",
                                 self->cancellable == NULL && self->folder != NULL && is_name (name) && layers != 0
                                   && (!personal || why[0] != '\0'));
}

static void
on_format (SgmExportDialog *self)
{
  gboolean degrees_only = get_format (self) == SGM_EXPORT_FORMAT_GEOJSON;

  if (degrees_only)
    adw_combo_row_set_selected (self->crs, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->crs), !degrees_only);
}

/**
 * sgm_export_dialog_set_folder:
 * @folder: path of a folder
 *
 * Chooses where the export will be.
 */
void
sgm_export_dialog_set_folder (SgmExportDialog *self,
                              const char      *folder)
{
  g_autofree char *name = g_filename_display_name (folder);
  g_autofree char *subtitle = g_markup_escape_text (name, -1);

  g_free (self->folder);
  self->folder = g_strdup (folder);
  adw_action_row_set_subtitle (self->folder_row, subtitle);
  update (self);
}

static void
on_folder_chosen (SgmExportDialog *self,
                  int              response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL && g_file_peek_path (file) != NULL)
    sgm_export_dialog_set_folder (self, g_file_peek_path (file));
}

static void
choose_folder (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  SgmExportDialog *self = SGM_EXPORT_DIALOG (widget);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Export To"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_folder_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Working --------------------------------------------------------------------- */

static void
on_progress (double      fraction,
             const char *what,
             gpointer    data)
{
  SgmExportDialog *self = data;

  if (self->progress == NULL)
    return;
  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_label_set_text (self->what, what);
}

static void
set_working (SgmExportDialog *self,
             gboolean         working)
{
  if (working)
    self->cancellable = g_cancellable_new ();
  else
    g_clear_object (&self->cancellable);
  gtk_stack_set_visible_child_name (self->stack, working ? "working" : "options");
  update (self);
}

/* Closing the last window cancels the work, which then has to clean up. */
static void
hold_program (gboolean hold)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL && hold)
    g_application_hold (application);
  else if (application != NULL)
    g_application_release (application);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (SgmExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmExported) exported = sgm_exporter_write_finish (result, &error);

  hold_program (FALSE);
  if (self->stack == NULL)
    return;
  set_working (self, FALSE);
  if (exported != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (exported->path);

      g_signal_emit (self, signals[SIGNAL_EXPORTED], 0, folder);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sgm_error_dialog_show (GTK_WIDGET (self), error);
}

static char *
dup_path (SgmExportDialog *self)
{
  SgmExportFormat format = get_format (self);
  const char *ending = sgm_export_format_get_ending (format);
  g_autofree char *name = dup_text (self->name);
  g_autofree char *file = sgm_export_format_is_folder (format) || g_str_has_suffix (name, ending)
                            ? g_strdup (name) : g_strconcat (name, ending, NULL);

  return g_build_filename (self->folder, file, NULL);
}

static void
write_to (SgmExportDialog *self,
          const char      *path,
          gboolean         replace)
{
  g_autofree char *why = dup_text (self->why);
  const SgmExportOptions options = {
    .path = path,
    .format = get_format (self),
    .layers = get_layers (self),
    .areas = adw_combo_row_get_selected (self->extent) == EXTENT_SELECTED ? self->selection : NULL,
    .events = { .all = adw_combo_row_get_selected (self->events) == 1 },
    .epsg = adw_combo_row_get_selected (self->crs) == 0 ? SGM_EXPORT_GEOGRAPHIC : SGM_EXPORT_PROJECTED,
    .theme_kind = self->theme != NULL ? (int) sgm_theme_get_kind (self->theme) : -1,
    .theme = self->theme,
    .dark = adw_style_manager_get_dark (adw_style_manager_get_default ()),
    .personal = gtk_switch_get_active (self->personal),
    .why = gtk_switch_get_active (self->personal) ? why : NULL,
    .who = g_get_user_name (),
    .origin = "smart-grid-map",
    .replace = replace,
  };

  set_working (self, TRUE);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_label_set_text (self->what, "");
  hold_program (TRUE);
  sgm_exporter_write_async (sgm_district_get_store (self->district), &options, on_progress, self, self->cancellable,
                            on_written, g_object_ref (self));
}

static void
on_replace_answer (SgmExportDialog  *self,
                   const char       *response,
                   AdwMessageDialog *question)
{
  if (g_str_equal (response, "replace"))
    {
      g_autofree char *path = dup_path (self);

      write_to (self, path, TRUE);
    }
}

static void
ask_to_replace (SgmExportDialog *self,
                const char      *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  GtkWidget *question = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (question), _("Replace “%s”?"), name);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (question), _("It is there already. What it has in it will be gone."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", _("_Cancel"), "replace", _("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (on_replace_answer), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SgmExportDialog) self = data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);

  if (self->stack == NULL || self->cancellable != NULL)
    return;
  if (info != NULL)
    ask_to_replace (self, g_file_peek_path (G_FILE (source)));
  else
    write_to (self, g_file_peek_path (G_FILE (source)), FALSE);
}

static void
start (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  SgmExportDialog *self = SGM_EXPORT_DIALOG (widget);
  g_autofree char *path = dup_path (self);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL,
                           on_looked, g_object_ref (self));
}

/* First the work, then the dialog. */
static void
cancel (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  SgmExportDialog *self = SGM_EXPORT_DIALOG (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* The dialog ------------------------------------------------------------------ */

static gboolean
sgm_export_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (SGM_EXPORT_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (sgm_export_dialog_parent_class)->close_request (window);
}

static void
sgm_export_dialog_dispose (GObject *object)
{
  SgmExportDialog *self = SGM_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->district);
  g_clear_pointer (&self->selection, sgm_selection_unref);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  g_clear_pointer (&self->folder, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SGM_TYPE_EXPORT_DIALOG);
  G_OBJECT_CLASS (sgm_export_dialog_parent_class)->dispose (object);
}

static void
sgm_export_dialog_class_init (SgmExportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_export_dialog_dispose;
  GTK_WINDOW_CLASS (class)->close_request = sgm_export_dialog_close_request;

  /**
   * SgmExportDialog::exported:
   * @folder: path of the folder that the export is in
   */
  signals[SIGNAL_EXPORTED] = g_signal_new ("exported", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, extent);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, events);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, layers);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, crs);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, name);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, personal_row);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, personal);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, why);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, what);
  gtk_widget_class_bind_template_child (widget_class, SgmExportDialog, progress);
  gtk_widget_class_bind_template_callback (widget_class, on_format);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "export.start", NULL, start);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "export.choose-folder", NULL, choose_folder);
}

static void
add_layers (SgmExportDialog *self)
{
  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      self->checks[i] = GTK_CHECK_BUTTON (check);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_check_button_set_active (self->checks[i], TRUE);
      g_signal_connect_object (check, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sgm_export_layer_get_title (i));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      sgm_export_layer_get_title (i), -1);
      adw_expander_row_add_row (self->layers, row);
    }
}

static void
sgm_export_dialog_init (SgmExportDialog *self)
{
  g_autoptr (GtkStringList) formats = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < SGM_N_EXPORT_FORMATS; i++)
    gtk_string_list_append (formats, sgm_export_format_get_title (i));
  adw_combo_row_set_model (self->format, G_LIST_MODEL (formats));
  add_layers (self);
}

static void
set_extents (SgmExportDialog *self)
{
  g_autoptr (GtkStringList) extents = gtk_string_list_new (NULL);
  SgmAreaSet *set = sgm_district_get_areas (self->district);
  g_autoptr (GArray) areas = self->selection != NULL ? sgm_selection_dup_areas (self->selection, set) : NULL;

  gtk_string_list_append (extents, _("The whole district"));
  if (areas != NULL && areas->len == 1)
    gtk_string_list_append (extents, sgm_area_set_get (set, g_array_index (areas, guint, 0))->name);
  else if (areas != NULL && areas->len > 1)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u selected area", "%u selected areas", areas->len), areas->len);

      gtk_string_list_append (extents, text);
    }
  adw_combo_row_set_model (self->extent, G_LIST_MODEL (extents));
}

static void
set_rights (SgmExportDialog *self)
{
  g_autoptr (GPtrArray) users = sgm_district_dup_records (self->district, &sgm_table_user);

  if (sgm_decide_may (SGM_CHANGE_EXPORT_PERSONAL, sgm_users_get_role (users, g_get_user_name ())))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->personal_row), FALSE);
  adw_action_row_set_subtitle (self->personal_row, _("Only administrators may export them"));
}

/* In a sandbox the program sees only folders that somebody has chosen. */
static void
set_usual_target (SgmExportDialog *self)
{
  const char *folder = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("%s-%s", sgm_area_set_get (sgm_district_get_areas (self->district), 0)->name,
                                           day);

  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  adw_action_row_set_subtitle (self->folder_row, _("None chosen yet"));
  if (folder == NULL)
    folder = g_get_home_dir ();
  if (!g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) && g_file_test (folder, G_FILE_TEST_IS_DIR))
    sgm_export_dialog_set_folder (self, folder);
}

/**
 * sgm_export_dialog_new:
 * @parent: the window it belongs to
 * @district: what is exported
 * @selection: (nullable): the areas that are selected on the map
 * @theme: (nullable): the theme that the map shows
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
sgm_export_dialog_new (GtkWindow    *parent,
                       SgmDistrict  *district,
                       SgmSelection *selection,
                       SgmTheme     *theme)
{
  SgmExportDialog *self = g_object_new (SGM_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);

  self->district = g_object_ref (district);
  if (selection != NULL && sgm_selection_get_n (selection) > 0)
    self->selection = sgm_selection_ref (selection);
  if (theme != NULL)
    self->theme = sgm_theme_ref (theme);
  set_extents (self);
  set_rights (self);
  set_usual_target (self);
  update (self);
  return GTK_WIDGET (self);
}
