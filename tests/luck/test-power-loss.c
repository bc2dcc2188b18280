/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The power goes at every point of a day's work at which something was to be
 * put on the disk for good. What was not there yet is gone, or torn: some of
 * its sectors are new, some old, some rubbish. Whatever the store had
 * acknowledged is there when it is opened again, and the journal is whole. */
#include "bad-disk.h"
#include "scratch.h"
#include "small-district.h"
#include "work.h"

#include <string.h>

#include <glib/gstdio.h>

#define SECTOR 512
#define N_SHORT 60
#define N_LONG 2000

/* How often the district is closed and opened again, which puts the log into
 * the file. */
#define N_DAYS 5

/* A file as the disk has it: what is on it for good, and what came since. */
typedef struct
{
  GByteArray *content;
  gboolean exists;
  GArray *waiting; /* indices of steps */
} File;

typedef struct
{
  GArray *steps;
  GHashTable *files; /* name to File */
  GRand *rand;
  guint n_images;
} Disk;

static void
file_free (gpointer data)
{
  File *file = data;

  g_byte_array_unref (file->content);
  g_array_unref (file->waiting);
  g_free (file);
}

static File *
disk_get (Disk       *disk,
          const char *name)
{
  File *file = g_hash_table_lookup (disk->files, name);

  if (file == NULL)
    {
      file = g_new0 (File, 1);
      file->content = g_byte_array_new ();
      file->waiting = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (disk->files, (gpointer) name, file);
    }
  return file;
}

static void
resize (GByteArray *content,
        gsize       size)
{
  gsize before = content->len;

  g_byte_array_set_size (content, size);
  if (size > before)
    memset (content->data + before, 0, size - before);
}

static void
put (GByteArray   *content,
     gint64        offset,
     const guint8 *data,
     gsize         size)
{
  if (offset + size > content->len)
    resize (content, offset + size);
  memcpy (content->data + offset, data, size);
}

/* A write of which some sectors came through, and some are neither the one
 * nor the other. */
static void
tear (Disk              *disk,
      GByteArray        *content,
      const BadDiskStep *step)
{
  for (gsize from = 0; from < step->size;)
    {
      gsize to = MIN (step->size, from + SECTOR - (step->offset + from) % SECTOR);
      int luck = g_rand_int_range (disk->rand, 0, 8);

      if (luck < 4)
        put (content, step->offset + from, step->data + from, to - from);
      else if (luck == 4)
        {
          guint8 rubbish[SECTOR];

          memset (rubbish, g_rand_int_range (disk->rand, 0, 256), sizeof rubbish);
          put (content, step->offset + from, rubbish, to - from);
        }
      from = to;
    }
}

static void
apply (File              *file,
       GByteArray        *content,
       const BadDiskStep *step)
{
  if (step->kind == BAD_DISK_WRITE)
    put (content, step->offset, step->data, step->size);
  else if (step->kind == BAD_DISK_TRUNCATE)
    resize (content, step->offset);
}

/* Writes a file down as it is found after the power has come back. */
static void
leave_file (Disk       *disk,
            const char *name,
            File       *file,
            gboolean    torn,
            const char *folder)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  gboolean exists = file->exists;

  put (content, 0, file->content->data, file->content->len);
  for (guint i = 0; torn && i < file->waiting->len; i++)
    {
      guint index = g_array_index (file->waiting, guint, i);
      const BadDiskStep *step = &g_array_index (disk->steps, BadDiskStep, index);
      int luck = g_rand_int_range (disk->rand, 0, 4);

      if (luck > 0 && step->kind == BAD_DISK_CREATE)
        exists = TRUE;
      else if (luck > 0 && step->kind == BAD_DISK_DELETE)
        exists = FALSE;
      else if (luck > 1)
        apply (file, content, step);
      else if (luck == 1 && step->kind == BAD_DISK_WRITE)
        tear (disk, content, step);
    }
  if (!exists)
    return;
  g_file_set_contents_full (path, (const char *) content->data, content->len, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

/* Opens what the power loss has left.
 * Returns: the number of the last entry */
static gint64
open_again (const char *path,
            GPtrArray  *hashes)
{
  g_autoptr (SgmStore) store = work_open (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmHead) head = NULL;
  gint64 n;

  sgm_store_check_journal (store, &n, &error);
  g_assert_no_error (error);
  head = sgm_store_dup_head (store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, head->seq);
  /* Not only as many entries, but those that were acknowledged. */
  g_assert_cmpint (n, <, hashes->len);
  g_assert_cmpstr (head->hash, ==, hashes->pdata[n]);
  return n;
}

static void
lose_power (Disk      *disk,
            gboolean   torn,
            gint64     acknowledged,
            GPtrArray *hashes)
{
  g_autofree char *path = NULL;
  char *folder = scratch_new ();
  GHashTableIter iter;
  gpointer name, file;

  g_hash_table_iter_init (&iter, disk->files);
  while (g_hash_table_iter_next (&iter, &name, &file))
    leave_file (disk, name, file, torn, folder);
  path = g_build_filename (folder, "district.sgm", NULL);
  g_assert_cmpint (open_again (path, hashes), >=, acknowledged);
  disk->n_images++;
  scratch_free (folder);
}

/* What is in the folder's list of names is there for good. */
static void
sync_names (Disk *disk)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, disk->files);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      File *file = value;

      for (guint i = 0; i < file->waiting->len; i++)
        {
          guint index = g_array_index (file->waiting, guint, i);
          BadDiskKind kind = g_array_index (disk->steps, BadDiskStep, index).kind;

          if (kind == BAD_DISK_CREATE || kind == BAD_DISK_DELETE)
            file->exists = kind == BAD_DISK_CREATE;
        }
    }
}

static void
sync_file (Disk *disk,
           File *file)
{
  if (!file->exists)
    sync_names (disk);
  for (guint i = 0; i < file->waiting->len; i++)
    {
      guint index = g_array_index (file->waiting, guint, i);

      apply (file, file->content, &g_array_index (disk->steps, BadDiskStep, index));
    }
  g_array_set_size (file->waiting, 0);
}

static void
replay (Disk      *disk,
        GPtrArray *hashes)
{
  gint64 acknowledged = 0;
  guint n_points = 0;

  for (guint i = 0; i < disk->steps->len; i++)
    {
      const BadDiskStep *step = &g_array_index (disk->steps, BadDiskStep, i);
      File *file = step->kind != BAD_DISK_NOTE ? disk_get (disk, step->name) : NULL;

      if (step->kind == BAD_DISK_NOTE)
        acknowledged = step->offset;
      else if (step->kind == BAD_DISK_SYNC)
        {
          n_points++;
          lose_power (disk, FALSE, acknowledged, hashes);
          lose_power (disk, TRUE, acknowledged, hashes);
          sync_file (disk, file);
        }
      else
        {
          g_array_append_val (file->waiting, i);
          if (step->kind == BAD_DISK_DELETE && step->synced)
            sync_names (disk);
        }
    }
  lose_power (disk, FALSE, acknowledged, hashes);
  lose_power (disk, TRUE, acknowledged, hashes);
  g_test_message ("%" G_GINT64_FORMAT " changes, %u sync points, %u losses of power: nothing acknowledged was lost",
                  acknowledged - 1, n_points, disk->n_images);
}

static char *
dup_hash (SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmHead) head = sgm_store_dup_head (store, &error);

  g_assert_no_error (error);
  return g_steal_pointer (&head->hash);
}

/* Does the work and keeps the journal's head after each change. */
static GPtrArray *
work (const char *path,
      guint       n)
{
  GPtrArray *hashes = g_ptr_array_new_with_free_func (g_free);
  SgmStore *store = work_open (path);

  g_ptr_array_add (hashes, NULL);
  g_ptr_array_add (hashes, dup_hash (store));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 seq = work_do (store, i, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpint (seq, ==, i + 2);
      bad_disk_note (seq);
      g_ptr_array_add (hashes, dup_hash (store));
      if (i % (n / N_DAYS) == n / N_DAYS - 1)
        {
          g_object_unref (store);
          store = work_open (path);
        }
    }
  g_object_unref (store);
  return hashes;
}

/* The files that are there before the work begins, on the disk for good. */
static void
disk_load (Disk       *disk,
           const char *folder)
{
  static const char *const names[] = { "district.sgm", "district.sgm-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *content = NULL;
      File *file = disk_get (disk, g_intern_static_string (names[i]));
      gsize size;

      file->exists = g_file_get_contents (path, &content, &size, NULL);
      if (file->exists)
        put (file->content, 0, (const guint8 *) content, size);
    }
}

static void
test_power_loss (void)
{
  char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  Disk disk = { NULL, g_hash_table_new_full (g_str_hash, g_str_equal, NULL, file_free), NULL, 0 };
  g_autoptr (GPtrArray) hashes = NULL;

  g_object_unref (small_district_open_new (path));
  disk_load (&disk, folder);
  bad_disk_watch (folder);
  bad_disk_record ();
  hashes = work (path, work_is_long () ? N_LONG : N_SHORT);
  disk.steps = bad_disk_stop ();
  disk.rand = g_rand_new_with_seed (g_test_rand_int ());
  replay (&disk, hashes);
  g_rand_free (disk.rand);
  g_array_unref (disk.steps);
  g_hash_table_unref (disk.files);
  bad_disk_watch ("/nowhere");
  scratch_free (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bad_disk_install ();
  g_test_add_func ("/luck/power-loss", test_power_loss);
  return g_test_run ();
}
