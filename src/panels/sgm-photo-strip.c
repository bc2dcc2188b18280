/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-photo-strip.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-time-text.h"
#include "panels/sgm-photo-load.h"
#include "panels/sgm-photo-viewer.h"
#include "photo/sgm-photo.h"

/* Logical pixels of a side; fine screens have two for one. */
#define THUMBNAIL_SIZE 56
#define THUMBNAIL_MAX_WIDTH 84
#define LOADED_SIZE (4 * THUMBNAIL_SIZE)

struct _SgmPhotoStrip
{
  AdwBin parent_instance;
  GtkBox *groups;

  SgmChoice *choice;
  gint64 event;              /* whose photos are shown */
  GPtrArray *photos;         /* of SgmRecord, the oldest first */
  guint n_before;            /* so many of them are from before the work */
  GHashTable *textures;      /* hash → GdkTexture, of this event */
  GCancellable *cancellable; /* of what is found and loaded for this event */
};

G_DEFINE_FINAL_TYPE (SgmPhotoStrip, sgm_photo_strip, ADW_TYPE_BIN)

static SgmStore *
get_store (SgmPhotoStrip *self)
{
  return sgm_district_get_store (sgm_choice_get_district (self->choice));
}

/* One photo ---------------------------------------------------------------- */

static void
show_texture (GtkButton  *button,
              GdkTexture *texture)
{
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  GtkWidget *clamp = adw_clamp_new (); /* a panorama would take all of the strip */

  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_size_request (picture, THUMBNAIL_SIZE, THUMBNAIL_SIZE);
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), THUMBNAIL_MAX_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), THUMBNAIL_MAX_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), picture);
  gtk_button_set_child (button, clamp);
}

static void
show_icon (GtkButton  *button,
           const char *name)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_widget_set_size_request (icon, THUMBNAIL_SIZE, THUMBNAIL_SIZE);
  gtk_button_set_child (button, icon);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GtkButton) button = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = sgm_photo_load_finish (result, &error);
  GtkWidget *strip = gtk_widget_get_ancestor (GTK_WIDGET (button), SGM_TYPE_PHOTO_STRIP);

  if (strip == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture == NULL)
    {
      show_icon (button, "image-missing-symbolic");
      gtk_widget_set_tooltip_text (GTK_WIDGET (button), error->message);
      return;
    }
  g_hash_table_insert (SGM_PHOTO_STRIP (strip)->textures,
                       g_strdup (g_object_get_data (G_OBJECT (button), "hash")), g_object_ref (texture));
  show_texture (button, texture);
}

static void
load (SgmPhotoStrip *self,
      GtkButton     *button,
      const char    *hash)
{
  GdkTexture *texture = g_hash_table_lookup (self->textures, hash);

  if (texture != NULL)
    {
      show_texture (button, texture);
      return;
    }
  show_icon (button, "image-loading-symbolic");
  sgm_photo_load_async (sgm_store_get_path (get_store (self)), hash, LOADED_SIZE, self->cancellable, on_loaded,
                        g_object_ref (button));
}

static void
on_clicked (SgmPhotoStrip *self,
            GtkButton     *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_window_present (GTK_WINDOW (sgm_photo_viewer_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                                        sgm_choice_get_district (self->choice), self->photos,
                                                        self->n_before, index)));
}

static GtkWidget *
new_thumbnail (SgmPhotoStrip *self,
               guint          index)
{
  SgmRecord *photo = self->photos->pdata[index];
  const char *hash = sgm_record_get_text (photo, SGM_ATTACHMENT_HASH);
  g_autofree char *when = sgm_time_text_dup_exact (sgm_record_get_int (photo, SGM_ATTACHMENT_AT));
  g_autofree char *name = NULL;
  GtkWidget *button = gtk_button_new ();

  if (index < self->n_before)
    /* Translators: which photo of how many, and a date and time */
    name = g_strdup_printf (_("Photo %u of %u, before the work, %s"), index + 1, self->photos->len, when);
  else
    /* Translators: which photo of how many, and a date and time */
    name = g_strdup_printf (_("Photo %u of %u, after the work, %s"), index + 1, self->photos->len, when);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "thumbnail");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "hash", g_strdup (hash), g_free);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  load (self, GTK_BUTTON (button), hash);
  return button;
}

/* All of them -------------------------------------------------------------- */

static void
add_group (SgmPhotoStrip *self,
           const char    *title,
           guint          first,
           guint          end)
{
  GtkWidget *group;
  GtkWidget *row;
  GtkWidget *label;

  if (first == end)
    return;
  group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  for (guint i = first; i < end; i++)
    gtk_box_append (GTK_BOX (row), new_thumbnail (self, i));
  gtk_box_append (GTK_BOX (group), label);
  gtk_box_append (GTK_BOX (group), row);
  gtk_box_append (self->groups, group);
}

/* The keys would be nobody's when what has the focus goes away. */
static void
let_focus_go (SgmPhotoStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-map", NULL);
}

static void
show (SgmPhotoStrip *self)
{
  GtkWidget *child;

  let_focus_go (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  add_group (self, _("Before"), 0, self->n_before);
  add_group (self, _("After"), self->n_before, self->photos->len);
  gtk_widget_set_visible (GTK_WIDGET (self), self->photos->len > 0);
}

/* Time alone tells before from after, so those from before come first. */
static guint
count_before (SgmPhotoStrip *self)
{
  g_autoptr (GPtrArray) steps = sgm_district_dup_steps (sgm_choice_get_district (self->choice), self->event);
  guint n = 0;

  while (n < self->photos->len && !sgm_photo_is_after (self->photos->pdata[n], steps))
    n++;
  return n;
}

static int
compare_photos (gconstpointer a,
                gconstpointer b)
{
  SgmRecord *x = *(SgmRecord *const *) a;
  SgmRecord *y = *(SgmRecord *const *) b;
  gint64 at_x = sgm_record_get_int (x, SGM_ATTACHMENT_AT);
  gint64 at_y = sgm_record_get_int (y, SGM_ATTACHMENT_AT);

  if (at_x != at_y)
    return (at_x > at_y) - (at_x < at_y);
  return (sgm_record_get_id (x) > sgm_record_get_id (y)) - (sgm_record_get_id (x) < sgm_record_get_id (y));
}

static gboolean
shows_same (SgmPhotoStrip *self,
            GPtrArray     *photos)
{
  if (photos->len != self->photos->len)
    return FALSE;
  for (guint i = 0; i < photos->len; i++)
    if (sgm_record_get_id (photos->pdata[i]) != sgm_record_get_id (self->photos->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (SgmPhotoStrip) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = sgm_store_find_finish (SGM_STORE (source), result, &error);

  /* A district that cannot be read says so elsewhere. */
  if (photos == NULL || self->choice == NULL)
    return;
  g_ptr_array_sort (photos, compare_photos);
  /* What has the focus stays where there is nothing new. */
  if (shows_same (self, photos))
    return;
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  self->photos = g_steal_pointer (&photos);
  self->n_before = count_before (self);
  show (self);
}

static void
find (SgmPhotoStrip *self)
{
  const SgmValue event = { SGM_TYPE_INT, { .i = self->event } };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->event != 0)
    sgm_store_find_async (get_store (self), &sgm_table_attachment, SGM_ATTACHMENT_EVENT, &event, self->cancellable,
                          on_found, g_object_ref (self));
}

static void
on_choice_changed (SgmPhotoStrip *self)
{
  gint64 event = sgm_choice_get_event (self->choice);

  if (event != self->event)
    {
      self->event = event;
      g_ptr_array_set_size (self->photos, 0);
      self->n_before = 0;
      g_hash_table_remove_all (self->textures);
      show (self);
      find (self);
    }
  else if (count_before (self) != self->n_before)
    {
      self->n_before = count_before (self);
      show (self);
    }
}

/* Photos are no part of the live district; that there are others is. */
static void
on_district_changed (SgmPhotoStrip *self,
                     SgmEntry      *entry)
{
  gboolean photos = entry == NULL;

  for (guint i = 0; !photos && i < sgm_patch_get_n_ops (entry->patch); i++)
    photos = sgm_patch_get_op (entry->patch, i)->table == &sgm_table_attachment;
  if (photos)
    find (self);
}

/* The widget ----------------------------------------------------------------- */

static void
sgm_photo_strip_dispose (GObject *object)
{
  SgmPhotoStrip *self = SGM_PHOTO_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->choice);
  g_clear_pointer (&self->photos, g_ptr_array_unref);
  g_clear_pointer (&self->textures, g_hash_table_unref);
  G_OBJECT_CLASS (sgm_photo_strip_parent_class)->dispose (object);
}

static void
sgm_photo_strip_class_init (SgmPhotoStripClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sgm_photo_strip_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sgm_photo_strip_init (SgmPhotoStrip *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  self->textures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->groups));
  adw_bin_set_child (ADW_BIN (self), scroller);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Photos"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * sgm_photo_strip_set_choice:
 * @choice: what is chosen
 */
void
sgm_photo_strip_set_choice (SgmPhotoStrip *self,
                            SgmChoice     *choice)
{
  g_return_if_fail (self->choice == NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (on_choice_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sgm_choice_get_district (choice), "changed", G_CALLBACK (on_district_changed), self,
                           G_CONNECT_SWAPPED);
  on_choice_changed (self);
}
