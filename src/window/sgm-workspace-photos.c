/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-workspace-private.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"

/* Photos of the chosen event: chosen as files, or dropped onto the inspector,
 * where the event is. */

static const char *const endings[] = { "jpg", "jpeg", "jpe", "png", "webp", "heic", "heif" };

static void
on_chosen (SgmWorkspace *self,
           int           response)
{
  g_autoptr (GListModel) list = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  if (response == GTK_RESPONSE_ACCEPT)
    list = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->photo_chooser));
  g_clear_object (&self->photo_chooser);
  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (files, g_list_model_get_item (list, i));
  sgm_photo_adder_add (self->photo_adder, self->photo_event, files);
}

static void
add_filters (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _("Photos (JPEG, PNG, WebP)"));
  gtk_file_filter_add_mime_type (pictures, "image/jpeg");
  gtk_file_filter_add_mime_type (pictures, "image/png");
  gtk_file_filter_add_mime_type (pictures, "image/webp");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, pictures);
  gtk_file_chooser_add_filter (chooser, all);
}

/**
 * sgm_workspace_choose_photos:
 *
 * Asks for photos of the chosen event. They are added to that one, whatever is
 * chosen by then.
 */
void
sgm_workspace_choose_photos (SgmWorkspace *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  gint64 event = sgm_choice_get_event (self->choice);
  SgmRecord *record = event != 0 ? sgm_district_get_record (self->district, &sgm_table_event, event) : NULL;
  g_autofree char *title = NULL;

  if (record == NULL || self->photo_chooser != NULL)
    return;
  /* Nobody adds to what is not seen. */
  sgm_workspace_uncover_inspector (self);
  self->photo_event = event;
  /* Translators: %s is an event */
  title = g_strdup_printf (_("Add Photos to “%s”"), sgm_record_get_text (record, SGM_EVENT_TITLE));
  self->photo_chooser = gtk_file_chooser_native_new (title, window, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->photo_chooser), TRUE);
  add_filters (GTK_FILE_CHOOSER (self->photo_chooser));
  g_signal_connect_object (self->photo_chooser, "response", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->photo_chooser));
}

static gboolean
is_photo (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = g_ascii_strdown (name != NULL ? name : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *ending = g_strconcat (".", endings[i], NULL);

      if (g_str_has_suffix (lower, ending))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_over_inspector (SgmWorkspace *self,
                   double        x,
                   double        y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return widget != NULL
         && (widget == GTK_WIDGET (self->inspector) || gtk_widget_is_ancestor (widget, GTK_WIDGET (self->inspector)));
}

/**
 * sgm_workspace_drop_photos:
 * @files: (element-type GFile): what was dropped
 * @x: where, in the workspace
 * @y: the same
 *
 * Adds dropped photos to the chosen event where they were dropped onto the
 * inspector, and says so where not.
 *
 * Returns: whether they were photos, as far as their names say
 */
gboolean
sgm_workspace_drop_photos (SgmWorkspace *self,
                           GSList       *files,
                           double        x,
                           double        y)
{
  g_autoptr (GPtrArray) photos = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 event = sgm_choice_get_event (self->choice);

  for (GSList *file = files; file != NULL; file = file->next)
    if (is_photo (file->data))
      g_ptr_array_add (photos, g_object_ref (file->data));
  if (photos->len == 0)
    return FALSE;
  if (event != 0 && is_over_inspector (self, x, y))
    sgm_photo_adder_add (self->photo_adder, event, photos);
  else
    sgm_workspace_say (self, _("Choose an event, then drop its photos onto the inspector"));
  return TRUE;
}
