/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "photo/sgm-photo-image.h"

#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"

/* So much is decoded between two looks at whether to go on. */
#define PIECE_BYTES (64 * 1024)

/* What libjpeg can make smaller while it decodes. */
#define MAX_REDUCTION 8

#define JPEG_QUALITY "85"

/* The kinds that are taken in, and no others of gdk-pixbuf's: each decoder is
 * code that strangers' files reach. */
static const struct
{
  const char *type;
  const char *name;
} kinds[] = {
  { "image/jpeg", "JPEG" },
  { "image/png", "PNG" },
  { "image/webp", "WebP" },
};

typedef struct
{
  const char *name;
  guint kind;
  int max_side;
  int width;  /* as the file says */
  int height;
  gboolean too_large;
  gboolean closing;
  int rows; /* decoded before the end of the file */
} Decoding;

/* What a file is --------------------------------------------------------------- */

static gboolean
find_kind (GBytes *content,
           guint  *kind)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  g_autofree char *guess = g_content_type_guess (NULL, data, size, NULL);

  for (*kind = 0; *kind < G_N_ELEMENTS (kinds); (*kind)++)
    if (g_content_type_is_a (guess, kinds[*kind].type))
      return TRUE;
  return FALSE;
}

/* Decoders fill up with grey what a file that was cut off does not have, so the
 * end is looked for here. */
static gboolean
has_end (GBytes *content,
         guint   kind)
{
  static const guint8 jpeg_end[] = { 0xff, 0xd9 };
  static const guint8 png_end[] = { 'I', 'E', 'N', 'D', 0xae, 0x42, 0x60, 0x82 };
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);
  guint32 length;

  if (g_str_equal (kinds[kind].name, "JPEG"))
    return memmem (data, size, jpeg_end, sizeof jpeg_end) != NULL;
  if (g_str_equal (kinds[kind].name, "PNG"))
    return memmem (data, size, png_end, sizeof png_end) != NULL;
  /* A RIFF file says how long it is. */
  if (size < 8)
    return FALSE;
  memcpy (&length, data + 4, sizeof length);
  return size - 8 >= GUINT32_FROM_LE (length);
}

static gpointer
fail_damaged (const char  *name,
              GError     **error)
{
  g_set_error (error, SGM_ERROR, SGM_ERROR_BAD_PHOTO, _("“%s” is damaged or not complete."), name);
  return NULL;
}

static GdkPixbufLoader *
open_loader (const Decoding  *d,
             GError         **error)
{
  GdkPixbufLoader *loader = gdk_pixbuf_loader_new_with_mime_type (kinds[d->kind].type, NULL);

  if (loader == NULL)
    /* Translators: a kind of picture, such as WebP, and a file */
    g_set_error (error, SGM_ERROR, SGM_ERROR_BAD_PHOTO, _("Pictures of the kind %s cannot be read on this computer: “%s”."),
                 kinds[d->kind].name, d->name);
  return loader;
}

/* Decoding ----------------------------------------------------------------------- */

/* Nothing is decoded that is larger than a photo, and a JPEG only at the size
 * that is needed, or little more: libjpeg halves. Other kinds are decoded whole,
 * which the limit of pixels keeps in bounds. */
static void
on_size_prepared (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         data)
{
  Decoding *d = data;
  int reduction = 1;

  d->width = width;
  d->height = height;
  d->too_large = (gint64) width * height > SGM_PHOTO_MAX_PIXELS;
  if (d->too_large)
    {
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }
  if (!g_str_equal (kinds[d->kind].name, "JPEG"))
    return;
  while (reduction < MAX_REDUCTION && MAX (width, height) / (2 * reduction) >= d->max_side)
    reduction *= 2;
  gdk_pixbuf_loader_set_size (loader, (width + reduction - 1) / reduction, (height + reduction - 1) / reduction);
}

static void
on_area_updated (GdkPixbufLoader *loader,
                 int              x,
                 int              y,
                 int              width,
                 int              height,
                 gpointer         data)
{
  Decoding *d = data;

  if (!d->closing)
    d->rows = MAX (d->rows, y + height);
}

static gboolean
feed (GdkPixbufLoader  *loader,
      Decoding         *d,
      GBytes           *content,
      GCancellable     *cancellable,
      GError          **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  for (gsize done = 0; done < size && !d->too_large; done += PIECE_BYTES)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!gdk_pixbuf_loader_write (loader, data + done, MIN (PIECE_BYTES, size - done), NULL))
        return d->too_large || fail_damaged (d->name, error) != NULL;
    }
  return TRUE;
}

/* Returns: (transfer full): the whole picture. A decoder that goes row by row
 * has come to the last one before it is told that the file ends. */
static GdkPixbuf *
take_picture (GdkPixbufLoader  *loader,
              Decoding         *d,
              GError          **error)
{
  GdkPixbuf *pixbuf = NULL;

  d->closing = TRUE;
  if (gdk_pixbuf_loader_close (loader, NULL))
    pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (d->too_large || (pixbuf != NULL && gdk_pixbuf_get_width (pixbuf) > SGM_PHOTO_MAX_PIXELS / gdk_pixbuf_get_height (pixbuf)))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_BAD_PHOTO,
                   _("“%s” has %d × %d pixels, and only photos of up to 64 million are taken in."), d->name, d->width,
                   d->height);
      return NULL;
    }
  if (pixbuf == NULL || (d->rows > 0 && d->rows < gdk_pixbuf_get_height (pixbuf)))
    return fail_damaged (d->name, error);
  return g_object_ref (pixbuf);
}

static GdkPixbuf *
decode (GBytes        *content,
        Decoding      *d,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GdkPixbufLoader) loader = open_loader (d, error);
  GdkPixbuf *pixbuf;
  gboolean fed;

  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), d);
  g_signal_connect (loader, "area-updated", G_CALLBACK (on_area_updated), d);
  fed = feed (loader, d, content, cancellable, error);
  /* It has to be closed in any case. */
  pixbuf = take_picture (loader, d, fed ? error : NULL);
  if (!fed)
    g_clear_object (&pixbuf);
  return pixbuf;
}

/* Making it what is kept ----------------------------------------------------------- */

static GdkPixbuf *
make_small (GdkPixbuf *pixbuf,
            int        max_side)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  int side = MAX (width, height);
  GdkPixbuf *small;

  if (side <= max_side)
    return g_object_ref (pixbuf);
  small = gdk_pixbuf_scale_simple (pixbuf, MAX (width * max_side / side, 1), MAX (height * max_side / side, 1),
                                   GDK_INTERP_BILINEAR);
  if (small != NULL)
    gdk_pixbuf_copy_options (pixbuf, small);
  return small;
}

/* A JPEG cannot be seen through: what could be is on white. */
static GdkPixbuf *
make_opaque (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf);
  int height = gdk_pixbuf_get_height (pixbuf);
  GdkPixbuf *opaque;

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return g_object_ref (pixbuf);
  opaque = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  if (opaque == NULL)
    return NULL;
  gdk_pixbuf_fill (opaque, 0xffffffff);
  gdk_pixbuf_composite (pixbuf, opaque, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_NEAREST, 255);
  return opaque;
}

/* Returns: (transfer full): the picture as a person sees it, with nothing but
 * its pixels */
static GdkPixbuf *
read_picture (GBytes        *content,
              const char    *name,
              int            max_side,
              GCancellable  *cancellable,
              GError       **error)
{
  Decoding d = { name, 0, max_side, 0, 0, FALSE, FALSE, 0 };
  g_autoptr (GdkPixbuf) whole = NULL;
  g_autoptr (GdkPixbuf) small = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  GdkPixbuf *opaque = NULL;

  if (!find_kind (content, &d.kind))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_BAD_PHOTO, _("“%s” is not a JPEG, PNG or WebP picture."), name);
      return NULL;
    }
  if (!has_end (content, d.kind))
    return fail_damaged (name, error);
  whole = decode (content, &d, cancellable, error);
  if (whole == NULL)
    return NULL;
  small = make_small (whole, max_side);
  if (small != NULL)
    upright = gdk_pixbuf_apply_embedded_orientation (small);
  if (upright != NULL)
    opaque = make_opaque (upright);
  if (opaque == NULL)
    g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("There is not enough memory for the picture “%s”."), name);
  return opaque;
}

/**
 * sgm_photo_image_new:
 * @content: a picture as a file has it
 * @name: what to call it in an error
 * @max_side: how large to make it, pixels of the longer side; a smaller one
 *   stays as it is
 * @cancellable: (nullable): ends it in the middle
 *
 * Decodes a picture and turns it upright. Blocks; not for the main thread.
 *
 * Returns: (transfer full): the picture, or %NULL with %SGM_ERROR_BAD_PHOTO
 */
SgmPhotoImage *
sgm_photo_image_new (GBytes        *content,
                     const char    *name,
                     int            max_side,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (GdkPixbuf) pixbuf = read_picture (content, name, max_side, cancellable, error);
  SgmPhotoImage *image;

  if (pixbuf == NULL)
    return NULL;
  image = g_new0 (SgmPhotoImage, 1);
  image->width = gdk_pixbuf_get_width (pixbuf);
  image->height = gdk_pixbuf_get_height (pixbuf);
  image->stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  image->pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);
  return image;
}

void
sgm_photo_image_free (SgmPhotoImage *image)
{
  g_bytes_unref (image->pixels);
  g_free (image);
}

/**
 * sgm_photo_image_clean:
 * @content: a picture as a file has it
 * @name: what to call it in an error
 * @cancellable: (nullable): ends it in the middle
 *
 * Makes of a camera's picture what is kept: upright, no larger than
 * %SGM_PHOTO_MAX_SIDE, and written anew, so that it has nothing of what a
 * camera adds, such as where and with which camera it was taken. The same
 * picture always gives the same bytes. Blocks; not for the main thread.
 *
 * Returns: (transfer full): a JPEG, or %NULL with %SGM_ERROR_BAD_PHOTO
 */
GBytes *
sgm_photo_image_clean (GBytes        *content,
                       const char    *name,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GdkPixbuf) pixbuf = read_picture (content, name, SGM_PHOTO_MAX_SIDE, cancellable, error);
  g_autoptr (GError) reason = NULL;
  char *data;
  gsize size;

  if (pixbuf == NULL)
    return NULL;
  if (!gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", &reason, "quality", JPEG_QUALITY, NULL))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The picture “%s” cannot be written as JPEG: %s"), name,
                   reason->message);
      return NULL;
    }
  return g_bytes_new_take (data, size);
}
