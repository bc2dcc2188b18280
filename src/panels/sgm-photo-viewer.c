/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-photo-viewer.h"

#include <glib/gi18n.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "kit/sgm-error-dialog.h"
#include "kit/sgm-time-text.h"
#include "panels/sgm-photo-load.h"
#include "photo/sgm-photo-image.h"
#include "photo/sgm-photo.h"

#define WIDTH 960
#define HEIGHT 700

/* Of the window that it belongs to, there remains so much around it. */
#define MARGIN 60

struct _SgmPhotoViewer
{
  AdwWindow parent_instance;
  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  GtkStack *pages;
  GtkPicture *picture;
  GtkSpinner *spinner;
  AdwStatusPage *trouble;

  SgmStore *store;
  char *event_number;
  GPtrArray *photos; /* of SgmRecord */
  guint n_before;
  guint index;
  GCancellable *cancellable; /* of the one that is loaded */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (SgmPhotoViewer, sgm_photo_viewer, ADW_TYPE_WINDOW)

static SgmRecord *
get_photo (SgmPhotoViewer *self)
{
  return self->photos->pdata[self->index];
}

/* Showing -------------------------------------------------------------------- */

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SgmPhotoViewer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sgm_photo_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->cancellable == NULL)
    return;
  gtk_spinner_stop (self->spinner);
  if (texture != NULL)
    {
      gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
      gtk_stack_set_visible_child_name (self->pages, "picture");
    }
  else
    {
      g_autofree char *text = sgm_error_dialog_dup_text (error);

      adw_status_page_set_title (self->trouble, sgm_error_get_title (error));
      adw_status_page_set_description (self->trouble, text);
      gtk_stack_set_visible_child_name (self->pages, "trouble");
    }
}

static void
show (SgmPhotoViewer *self)
{
  SgmRecord *photo = get_photo (self);
  gboolean after = self->index >= self->n_before;
  g_autofree char *when = sgm_time_text_dup_exact (sgm_record_get_int (photo, SGM_ATTACHMENT_AT));
  g_autofree char *title = NULL;
  g_autofree char *about = g_strdup_printf ("%s · %s", self->event_number, when);

  /* Translators: which photo of how many */
  title = g_strdup_printf (after ? _("After the Work · %u of %u") : _("Before the Work · %u of %u"), self->index + 1,
                           self->photos->len);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, about);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_picture_set_alternative_text (self->picture, title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.previous", self->index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photo.next", self->index + 1 < self->photos->len);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->pages, "busy");
  gtk_spinner_start (self->spinner);
  sgm_photo_load_async (sgm_store_get_path (self->store), sgm_record_get_text (photo, SGM_ATTACHMENT_HASH),
                        SGM_PHOTO_MAX_SIDE, self->cancellable, on_loaded, g_object_ref (self));
}

static void
go (GtkWidget  *widget,
    const char *action,
    GVariant   *parameter)
{
  SgmPhotoViewer *self = SGM_PHOTO_VIEWER (widget);
  gboolean forward = g_str_equal (action, "photo.next");

  if (forward ? self->index + 1 >= self->photos->len : self->index == 0)
    return;
  self->index += forward ? 1 : -1;
  show (self);
}

/* Saving a copy --------------------------------------------------------------- */

typedef struct
{
  SgmStore *store;
  SgmRecord *photo;
  GFile *target;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->store);
  sgm_record_unref (saving->photo);
  g_object_unref (saving->target);
  g_free (saving);
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (sgm_photo_save (saving->store, saving->photo, saving->target, TRUE, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  SgmPhotoViewer *self = SGM_PHOTO_VIEWER (source);
  g_autoptr (GError) error = NULL;

  if (self->store == NULL)
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("The copy is saved")));
  else
    sgm_error_dialog_show (GTK_WIDGET (self), error);
}

/**
 * sgm_photo_viewer_save:
 * @target: where a copy of the photo that is shown shall be; a file that is
 *   there is replaced
 */
void
sgm_photo_viewer_save (SgmPhotoViewer *self,
                       GFile          *target)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_saved, NULL);
  Saving *saving = g_new0 (Saving, 1);

  saving->store = g_object_ref (self->store);
  saving->photo = sgm_record_ref (get_photo (self));
  saving->target = g_object_ref (target);
  g_task_set_source_tag (task, sgm_photo_viewer_save);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}

static void
on_place_chosen (SgmPhotoViewer *self,
                 int             response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL)
    sgm_photo_viewer_save (self, file);
}

static void
choose_place (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  SgmPhotoViewer *self = SGM_PHOTO_VIEWER (widget);
  g_autofree char *name = sgm_photo_dup_name (self->event_number, self->index >= self->n_before, self->index + 1);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Save a Copy of the Photo"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_place_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* The window ------------------------------------------------------------------- */

static void
sgm_photo_viewer_dispose (GObject *object)
{
  SgmPhotoViewer *self = SGM_PHOTO_VIEWER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->store);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SGM_TYPE_PHOTO_VIEWER);
  G_OBJECT_CLASS (sgm_photo_viewer_parent_class)->dispose (object);
}

static void
sgm_photo_viewer_finalize (GObject *object)
{
  g_free (SGM_PHOTO_VIEWER (object)->event_number);
  G_OBJECT_CLASS (sgm_photo_viewer_parent_class)->finalize (object);
}

/* The arrow keys are taken before a button takes them to move the focus. */
static void
sgm_photo_viewer_class_init (SgmPhotoViewerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_photo_viewer_dispose;
  G_OBJECT_CLASS (class)->finalize = sgm_photo_viewer_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-photo-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmPhotoViewer, title);
  gtk_widget_class_bind_template_child (widget_class, SgmPhotoViewer, toasts);
  gtk_widget_class_bind_template_child (widget_class, SgmPhotoViewer, pages);
  gtk_widget_class_bind_template_child (widget_class, SgmPhotoViewer, picture);
  gtk_widget_class_bind_template_child (widget_class, SgmPhotoViewer, spinner);
  gtk_widget_class_bind_template_child (widget_class, SgmPhotoViewer, trouble);
  gtk_widget_class_install_action (widget_class, "photo.previous", NULL, go);
  gtk_widget_class_install_action (widget_class, "photo.next", NULL, go);
  gtk_widget_class_install_action (widget_class, "photo.save", NULL, choose_place);
}

static void
sgm_photo_viewer_init (SgmPhotoViewer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_size (SgmPhotoViewer *self,
          GtkWindow      *parent)
{
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) - MARGIN : WIDTH;
  int height = parent != NULL ? gtk_widget_get_height (GTK_WIDGET (parent)) - MARGIN : HEIGHT;

  gtk_window_set_default_size (GTK_WINDOW (self), CLAMP (width, 360, 2 * WIDTH), CLAMP (height, 300, 2 * HEIGHT));
}

/**
 * sgm_photo_viewer_new:
 * @parent: (nullable): the window it belongs to
 * @district: whose event it is
 * @photos: (element-type SgmRecord): the photos of one event, at least one
 * @n_before: how many of them, from the first on, are from before the work
 * @index: which one to show
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWidget *
sgm_photo_viewer_new (GtkWindow   *parent,
                      SgmDistrict *district,
                      GPtrArray   *photos,
                      guint        n_before,
                      guint        index)
{
  SgmPhotoViewer *self = g_object_new (SGM_TYPE_PHOTO_VIEWER, "transient-for", parent, NULL);
  SgmRecord *event = sgm_district_get_record (district, &sgm_table_event,
                                              sgm_record_get_int (photos->pdata[index], SGM_ATTACHMENT_EVENT));

  self->store = g_object_ref (sgm_district_get_store (district));
  self->event_number = g_strdup (event != NULL ? sgm_record_get_text (event, SGM_EVENT_NO) : "");
  self->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  for (guint i = 0; i < photos->len; i++)
    g_ptr_array_add (self->photos, sgm_record_ref (photos->pdata[i]));
  self->n_before = n_before;
  self->index = index;
  set_size (self, parent);
  show (self);
  return GTK_WIDGET (self);
}
