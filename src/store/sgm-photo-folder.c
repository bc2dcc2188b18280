/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-photo-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "store/sgm-replace.h"

#define ENDING ".jpg"
#define FOLDER_DIGITS 2

static const char digits[] = "0123456789abcdef";

/**
 * sgm_photo_folder_dup_path:
 * @database: path of a district
 *
 * Returns: (transfer full): the folder of its photos: the same with the
 *   extension `.photos`
 */
char *
sgm_photo_folder_dup_path (const char *database)
{
  g_autofree char *stem = g_strdup (database);

  if (g_str_has_suffix (stem, ".sgm"))
    stem[strlen (stem) - strlen (".sgm")] = '\0';
  return g_strconcat (stem, ".photos", NULL);
}

static gboolean
is_hash (const char *hash)
{
  return hash != NULL && strspn (hash, digits) == SGM_ATTACHMENT_HASH_LENGTH
         && hash[SGM_ATTACHMENT_HASH_LENGTH] == '\0';
}

static char *
dup_file (const char *database,
          const char *hash)
{
  g_autofree char *folder = sgm_photo_folder_dup_path (database);
  g_autofree char *part = g_strndup (hash, FOLDER_DIGITS);

  return g_strdup_printf ("%s/%s/%s" ENDING, folder, part, hash);
}

/* Reading ------------------------------------------------------------------ */

static GBytes *
fail_missing (const char  *hash,
              GError     **error)
{
  g_set_error (error, SGM_ERROR, SGM_ERROR_LOST_PHOTO, _("The photo %.12s is missing."), hash);
  return NULL;
}

static GBytes *
fail_changed (const char  *hash,
              GError     **error)
{
  g_set_error (error, SGM_ERROR, SGM_ERROR_LOST_PHOTO, _("The photo %.12s is not what it was."), hash);
  return NULL;
}

static GBytes *
fail_reading (const char  *hash,
              int          reason,
              GError     **error)
{
  g_set_error (error, SGM_ERROR, SGM_ERROR_LOST_PHOTO, _("The photo %.12s cannot be read: %s."), hash,
               g_strerror (reason));
  return NULL;
}

/* Returns: (transfer full) (nullable): what an open file has, %NULL with errno */
static GBytes *
read_all (int   fd,
          gsize size)
{
  g_autofree guint8 *data = g_malloc (MAX (size, 1));
  gsize done = 0;

  while (done < size)
    {
      ssize_t n = read (fd, data + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return NULL;
      if (n == 0)
        break;
      done += (gsize) n;
    }
  return g_bytes_new_take (g_steal_pointer (&data), done);
}

/**
 * sgm_photo_folder_read:
 * @database: path of a district
 * @hash: the SHA-256 of a photo, in hexadecimal digits
 *
 * Blocks; not for the main thread.
 *
 * Returns: (transfer full): what the photo's file has, after it was compared
 *   with the hash; %NULL with %SGM_ERROR_LOST_PHOTO where it is missing or not
 *   what it was
 */
GBytes *
sgm_photo_folder_read (const char  *database,
                       const char  *hash,
                       GError     **error)
{
  g_autofree char *file = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GBytes) content = NULL;
  struct stat about;
  int saved;
  int fd;

  if (!is_hash (hash))
    return fail_missing (hash != NULL ? hash : "", error);
  file = dup_file (database, hash);
  /* A pipe of that name would keep the thread for ever. */
  fd = g_open (file, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR ? fail_missing (hash, error) : fail_reading (hash, errno, error);
  if (fstat (fd, &about) != 0 || !S_ISREG (about.st_mode) || about.st_size > SGM_ATTACHMENT_MAX_BYTES)
    {
      close (fd);
      return fail_changed (hash, error);
    }
  content = read_all (fd, (gsize) about.st_size);
  saved = errno;
  close (fd);
  if (content == NULL)
    return fail_reading (hash, saved, error);
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  return g_str_equal (found, hash) ? g_steal_pointer (&content) : fail_changed (hash, error);
}

/* Writing ------------------------------------------------------------------ */

static gboolean
fail_writing (const char  *folder,
              int          reason,
              GError     **error)
{
  if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
    g_set_error (error, SGM_ERROR, SGM_ERROR_NO_SPACE, _("There is no room left on the disk of %s."), folder);
  else
    g_set_error (error, SGM_ERROR,
                 reason == EACCES || reason == EPERM || reason == EROFS ? SGM_ERROR_READ_ONLY : SGM_ERROR_IO,
                 _("No photo can be written to the folder %s: %s."), folder, g_strerror (reason));
  return FALSE;
}

/* Photos show people and places: the folder is for its owner alone. */
static gboolean
make_folder (const char  *folder,
             GError     **error)
{
  if (g_mkdir (folder, 0700) == 0)
    {
      sgm_replace_sync_folder (folder);
      return TRUE;
    }
  return errno == EEXIST || fail_writing (folder, errno, error);
}

static gboolean
write_all (int     fd,
           GBytes *content)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  while (size > 0)
    {
      ssize_t n = write (fd, data, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      size -= (gsize) n;
    }
  return fsync (fd) == 0;
}

/* The file has its name only once all of it is on the disk. */
static gboolean
write_file (const char  *folder,
            const char  *file,
            GBytes      *content,
            GError     **error)
{
  g_autofree char *fresh = g_build_filename (folder, ".new-XXXXXX", NULL);
  int fd = g_mkstemp_full (fresh, O_RDWR | O_CLOEXEC, 0600);
  gboolean done;
  int saved;

  if (fd < 0)
    return fail_writing (folder, errno, error);
  done = write_all (fd, content);
  saved = errno;
  if (close (fd) != 0 && done)
    {
      done = FALSE;
      saved = errno;
    }
  if (done && g_rename (fresh, file) != 0)
    {
      done = FALSE;
      saved = errno;
    }
  if (!done)
    {
      g_unlink (fresh);
      return fail_writing (folder, saved, error);
    }
  sgm_replace_sync_folder (file);
  return TRUE;
}

static gboolean
keep_as (const char  *database,
         GBytes      *content,
         const char  *hash,
         GError     **error)
{
  g_autofree char *folder = sgm_photo_folder_dup_path (database);
  g_autofree char *file = dup_file (database, hash);
  g_autofree char *part = g_path_get_dirname (file);
  g_autoptr (GBytes) present = sgm_photo_folder_read (database, hash, NULL);

  return present != NULL
         || (make_folder (folder, error) && make_folder (part, error) && write_file (folder, file, content, error));
}

/**
 * sgm_photo_folder_keep:
 * @database: path of a district
 * @content: a photo
 *
 * Brings a photo to the disk. One that is there already stays as it is, and
 * one that was damaged is whole again. Blocks; not for the main thread.
 *
 * Returns: (transfer full): the SHA-256 of the photo, in hexadecimal digits, or
 *   %NULL where it is not on the disk
 */
char *
sgm_photo_folder_keep (const char  *database,
                       GBytes      *content,
                       GError     **error)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);

  return keep_as (database, content, hash, error) ? g_steal_pointer (&hash) : NULL;
}

/* Copying ------------------------------------------------------------------ */

static void
add_photos (GPtrArray  *hashes,
            const char *folder)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;

  while (names != NULL && (name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *hash = g_strdup (name);

      if (!g_str_has_suffix (hash, ENDING))
        continue;
      hash[strlen (hash) - strlen (ENDING)] = '\0';
      if (is_hash (hash))
        g_ptr_array_add (hashes, g_steal_pointer (&hash));
    }
}

/* Returns: (transfer full) (element-type utf8): the photos of a folder */
static GPtrArray *
list_photos (const char *database)
{
  GPtrArray *hashes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = sgm_photo_folder_dup_path (database);

  for (guint i = 0; i < 256; i++)
    {
      g_autofree char *part = g_strdup_printf ("%s/%02x", folder, i);

      add_photos (hashes, part);
    }
  return hashes;
}

/* Returns: whether the copy has the photo; @left where that is since the photo
 * itself cannot be read */
static gboolean
copy_photo (const char  *from,
            const char  *to,
            const char  *hash,
            gboolean    *left,
            GError     **error)
{
  g_autoptr (GBytes) present = sgm_photo_folder_read (to, hash, NULL);
  g_autoptr (GBytes) content = NULL;

  if (present != NULL)
    return TRUE;
  content = sgm_photo_folder_read (from, hash, NULL);
  *left = content == NULL;
  return content != NULL && keep_as (to, content, hash, error);
}

/**
 * sgm_photo_folder_copy:
 * @from: path of a district
 * @to: path of a copy of it
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): ends it between two photos
 * @n_photos: (out): how many photos the copy has
 * @n_left: (out): how many of @from could not be copied, as they are damaged
 *
 * Copies the photos beside a district to beside a copy of it, as far as they
 * are not there yet, and reads those that are. Blocks; not for the main thread.
 */
gboolean
sgm_photo_folder_copy (const char    *from,
                       const char    *to,
                       SgmProgress    progress,
                       gpointer       data,
                       GCancellable  *cancellable,
                       guint         *n_photos,
                       guint         *n_left,
                       GError       **error)
{
  g_autoptr (GPtrArray) hashes = list_photos (from);

  *n_photos = 0;
  *n_left = 0;
  for (guint i = 0; i < hashes->len; i++)
    {
      const char *hash = hashes->pdata[i];
      gboolean left = FALSE;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress ((double) i / hashes->len, _("Copying the photos"), data);
      if (copy_photo (from, to, hash, &left, error))
        (*n_photos)++;
      else if (left)
        (*n_left)++;
      else
        return FALSE;
    }
  return TRUE;
}
