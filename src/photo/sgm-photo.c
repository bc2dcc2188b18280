/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "photo/sgm-photo.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "photo/sgm-photo-image.h"
#include "store/sgm-photo-folder.h"

#define PIECE_BYTES (256 * 1024)

/* Taking in ----------------------------------------------------------------- */

static char *
dup_file_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_filename_display_name (name != NULL ? name : "?");
}

static gboolean
fail_size (const char  *name,
           GError     **error)
{
  g_set_error (error, SGM_ERROR, SGM_ERROR_BAD_PHOTO, _("“%s” is larger than 20 MB."), name);
  return FALSE;
}

/* A pipe or a device would never end. */
static gboolean
check_file (GFile         *file,
            const char    *name,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_BAD_PHOTO, _("“%s” is not a file."), name);
      return FALSE;
    }
  if (g_file_info_get_size (info) > SGM_ATTACHMENT_MAX_BYTES)
    return fail_size (name, error);
  return TRUE;
}

/* What the file says about its size need not be true. */
static GBytes *
read_file (GFile         *file,
           const char    *name,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);
  gssize n;

  if (!check_file (file, name, cancellable, error))
    return NULL;
  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE_BYTES, cancellable, error)) > 0)
    {
      g_byte_array_append (content, piece, (guint) n);
      if (content->len > SGM_ATTACHMENT_MAX_BYTES)
        {
          fail_size (name, error);
          return NULL;
        }
    }
  if (n < 0)
    return NULL;
  if (content->len == 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_BAD_PHOTO, _("“%s” is empty."), name);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

static SgmChange *
new_change (gint64      event,
            const char *hash,
            gsize       size,
            const char *origin)
{
  SgmChange *change = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);
  g_autoptr (SgmRecord) photo = sgm_record_new (&sgm_table_attachment, 0);

  sgm_record_set_int (photo, SGM_ATTACHMENT_EVENT, event);
  sgm_record_set_text (photo, SGM_ATTACHMENT_HASH, hash);
  sgm_record_set_text (photo, SGM_ATTACHMENT_MIME, "image/jpeg");
  sgm_record_set_int (photo, SGM_ATTACHMENT_SIZE, (gint64) size);
  sgm_change_add_record (change, photo);
  sgm_change_set_who (change, g_get_user_name ());
  sgm_change_set_origin (change, origin);
  return change;
}

/**
 * sgm_photo_add:
 * @store: a store
 * @event: record id of an event
 * @file: a picture, JPEG, PNG or WebP
 * @origin: which program it is that asks
 * @cancellable: (nullable): ends it before the change is made
 *
 * Takes a photo in, as sgm_photo_image_clean() makes it. It is on the disk
 * before the record says so. Blocks; not for the main thread.
 *
 * Returns: (transfer full): the journal's entry; %NULL with %SGM_ERROR_BAD_PHOTO
 *   where the file is no such picture, %SGM_ERROR_REPEATED where the event has
 *   the photo already, or another error, and nothing changed
 */
SgmEntry *
sgm_photo_add (SgmStore      *store,
               gint64         event,
               GFile         *file,
               const char    *origin,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autofree char *name = dup_file_name (file);
  g_autofree char *hash = NULL;
  g_autoptr (GBytes) content = read_file (file, name, cancellable, error);
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (SgmChange) change = NULL;

  if (content != NULL)
    clean = sgm_photo_image_clean (content, name, cancellable, error);
  if (clean == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  hash = sgm_photo_folder_keep (sgm_store_get_path (store), clean, error);
  if (hash == NULL)
    return NULL;
  change = new_change (event, hash, g_bytes_get_size (clean), origin);
  return sgm_store_submit_entry (store, change, error);
}

/* Giving out ------------------------------------------------------------------ */

/**
 * sgm_photo_save:
 * @store: a store
 * @photo: an attachment
 * @target: where a copy shall be
 * @replace: whether it may replace a file
 *
 * Writes a copy of a photo, after it was compared with its hash. Blocks; not
 * for the main thread.
 */
gboolean
sgm_photo_save (SgmStore      *store,
                SgmRecord     *photo,
                GFile         *target,
                gboolean       replace,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GBytes) content = sgm_photo_folder_read (sgm_store_get_path (store),
                                                      sgm_record_get_text (photo, SGM_ATTACHMENT_HASH), error);
  g_autoptr (GFileOutputStream) stream = NULL;
  gsize size;
  gconstpointer data;

  if (content == NULL)
    return FALSE;
  data = g_bytes_get_data (content, &size);
  if (replace)
    return g_file_replace_contents (target, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
  stream = g_file_create (target, G_FILE_CREATE_NONE, cancellable, error);
  return stream != NULL
         && g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, size, NULL, cancellable, error)
         && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
}

/**
 * sgm_photo_is_after:
 * @photo: an attachment
 * @steps: (element-type SgmRecord): the life of its event
 *
 * Returns: whether the photo came after the work was done: whether somebody
 *   had reported back by then
 */
gboolean
sgm_photo_is_after (SgmRecord *photo,
                    GPtrArray *steps)
{
  gint64 at = sgm_record_get_int (photo, SGM_ATTACHMENT_AT);

  for (guint i = 0; i < steps->len; i++)
    if (sgm_record_get_int (steps->pdata[i], SGM_STEP_STAGE) == SGM_STAGE_REPORTED_BACK
        && sgm_record_get_int (steps->pdata[i], SGM_STEP_AT) <= at)
      return TRUE;
  return FALSE;
}

/**
 * sgm_photo_dup_name:
 * @event_number: the number of its event
 * @after: whether it came after the work was done
 * @index: which of the event's photos it is, from 1
 *
 * Returns: (transfer full): the name of a copy of a photo, such as
 *   `JH20261123-016244-2-after.jpg`
 */
char *
sgm_photo_dup_name (const char *event_number,
                    gboolean    after,
                    guint       index)
{
  return g_strdup_printf ("%s-%u-%s.jpg", event_number, index, after ? "after" : "before");
}
