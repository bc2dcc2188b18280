/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-workspace-private.h"

#include <glib/gi18n.h>

#include "window/sgm-guest.h"

/* Files that are brought in: chosen, dropped or opened. The import stands
 * where the inspector is, so that the map shows what it is about; as soon as
 * an event is chosen the inspector is there again, with what Enter would send,
 * and a switch above both leads back. */

static const char *const endings[] = {
  "shp", "zip", "gpkg", "geojson", "json", "kml", "kmz", "dxf", "gdb", "sqlite", "db", "csv", "tab", "mif", "fgb",
  "xlsx", "xls", "ods",
};

/* Most windows never import anything, and start sooner without. */
static void
ensure_panel (SgmWorkspace *self)
{
  if (self->import_panel != NULL)
    return;
  self->import_panel = g_object_new (SGM_TYPE_IMPORT_PANEL, NULL);
  g_signal_connect_swapped (self->import_panel, "made", G_CALLBACK (sgm_workspace_on_import_made), self);
  g_signal_connect_swapped (self->import_panel, "closed", G_CALLBACK (sgm_workspace_end_import), self);
  adw_bin_set_child (self->import_place, GTK_WIDGET (self->import_panel));
}

static void
show (SgmWorkspace *self)
{
  ensure_panel (self);
  sgm_import_panel_start (self->import_panel, self->district, self->map);
  gtk_stack_page_set_visible (self->import_page, TRUE);
  gtk_widget_set_visible (self->aside_switcher, TRUE);
  gtk_widget_set_visible (self->aside, TRUE);
  gtk_stack_set_visible_child_name (self->aside_pages, "import");
  gtk_widget_child_focus (GTK_WIDGET (self->import_panel), GTK_DIR_TAB_FORWARD);
}

/* Whether there is an import, but the inspector stands before it. */
static gboolean
is_behind (SgmWorkspace *self)
{
  return gtk_stack_page_get_visible (self->import_page)
         && !g_str_equal (gtk_stack_get_visible_child_name (self->aside_pages), "import");
}

/**
 * sgm_workspace_can_import:
 * @path: path of a file or a folder
 *
 * Returns: whether it is called like something to be imported, and not like a
 *   district
 */
gboolean
sgm_workspace_can_import (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *ending = g_strconcat (".", endings[i], NULL);

      if (g_str_has_suffix (lower, ending))
        return TRUE;
    }
  return FALSE;
}

/**
 * sgm_workspace_import:
 * @path: a file or a folder
 *
 * Begins to import it.
 */
void
sgm_workspace_import (SgmWorkspace *self,
                      const char   *path)
{
  show (self);
  sgm_import_panel_open (self->import_panel, path);
}

/**
 * sgm_workspace_uncover_inspector:
 *
 * Brings the inspector forward where an import stands before it.
 *
 * Returns: whether one did
 */
gboolean
sgm_workspace_uncover_inspector (SgmWorkspace *self)
{
  gboolean covered = !g_str_equal (gtk_stack_get_visible_child_name (self->aside_pages), "inspector");

  if (covered)
    gtk_stack_set_visible_child_name (self->aside_pages, "inspector");
  return covered;
}

/**
 * sgm_workspace_end_import:
 *
 * The inspector is what there is.
 */
void
sgm_workspace_end_import (SgmWorkspace *self)
{
  gtk_stack_set_visible_child_name (self->aside_pages, "inspector");
  gtk_stack_page_set_visible (self->import_page, FALSE);
  gtk_widget_set_visible (self->aside_switcher, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
}

/**
 * sgm_workspace_on_import_made:
 * @entries: (element-type gint64): numbers of the journal's entries, in their
 *   order
 * @sentence: what has happened
 *
 * Says so, with a way back.
 */
void
sgm_workspace_on_import_made (SgmWorkspace *self,
                              GArray       *entries,
                              const char   *sentence)
{
  if (entries->len > 0)
    sgm_dispatch_add_deed (self->dispatch, entries, sentence);
  else
    sgm_workspace_say (self, _("The file has nothing that is not there already"));
}

/* Choosing a file ----------------------------------------------------------- */

/* The document portal shows nothing but what was chosen. */
static gboolean
is_alone (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".shp") && sgm_guest_is_guest (path);
}

static void
on_chosen (SgmWorkspace *self,
           int           response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file == NULL)
    return;
  if (g_file_peek_path (file) != NULL && is_alone (g_file_peek_path (file)))
    {
      sgm_workspace_say (self, _("A Shapefile is several files: choose the folder that they are in"));
      sgm_workspace_choose_import (self, TRUE);
    }
  else if (g_file_peek_path (file) != NULL)
    sgm_workspace_import (self, g_file_peek_path (file));
  else
    sgm_workspace_say (self, _("Only files on this computer can be imported"));
}

static void
add_filters (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) known = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (known, _("Areas and tables"));
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    gtk_file_filter_add_suffix (known, endings[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, known);
  gtk_file_chooser_add_filter (chooser, all);
}

/**
 * sgm_workspace_choose_import:
 * @folder: whether to ask for a folder, such as a File Geodatabase or, where
 *   only what is chosen can be seen, that of a Shapefile
 *
 * Asks for what to import, or goes back to an import that is open.
 */
void
sgm_workspace_choose_import (SgmWorkspace *self,
                             gboolean      folder)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean was_behind = is_behind (self);

  show (self);
  if (self->chooser != NULL || was_behind)
    return;
  self->chooser = gtk_file_chooser_native_new (folder ? _("Import a Folder") : _("Import a File"), window,
                                               folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER
                                                      : GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  if (!folder)
    add_filters (GTK_FILE_CHOOSER (self->chooser));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Dropping one -------------------------------------------------------------- */

static gboolean
on_drop (SgmWorkspace *self,
         const GValue *value,
         double        x,
         double        y)
{
  GSList *files = g_value_get_boxed (value);
  const char *path = files != NULL ? g_file_peek_path (files->data) : NULL;

  if (sgm_workspace_drop_photos (self, files, x, y))
    return TRUE;
  if (path == NULL)
    return FALSE;
  sgm_workspace_import (self, path);
  return TRUE;
}

/**
 * sgm_workspace_add_import:
 *
 * Lets files be dropped anywhere on it.
 */
void
sgm_workspace_add_import (SgmWorkspace *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
