/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bad-disk.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#define FILES (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)

typedef struct
{
  sqlite3_file base;
  const char *name; /* NULL where the file does not count */
  sqlite3_file *real;
} BadFile;

/* The store has a thread of its own, so all of this is behind a lock. */
static GMutex mutex;
static sqlite3_vfs *ordinary;
static char *watched;
static GArray *steps; /* NULL where nothing is written down */
static guint n_writes;
static guint fail_after;
static guint fail_times;
static int fail_result;

static sqlite3_file *
real (sqlite3_file *file)
{
  return ((BadFile *) file)->real;
}

static const char *
name_of (const char *path)
{
  return watched != NULL && path != NULL && g_str_has_prefix (path, watched)
           ? g_intern_string (path + strlen (watched) + 1) : NULL;
}

static void
add_step (BadDiskKind kind,
          const char *name,
          gint64      offset,
          const void *data,
          gsize       size,
          gboolean    synced)
{
  BadDiskStep step = { kind, name, offset, size, NULL, synced };

  g_mutex_lock (&mutex);
  if (steps != NULL && name != NULL)
    {
      step.data = g_memdup2 (data, size);
      g_array_append_val (steps, step);
    }
  g_mutex_unlock (&mutex);
}

/* Whether this write is one of those that fail. A failed write says the
 * matching failure: a sync cannot run out of space as a write can. */
static int
take_failure (const char *name,
              int         failure)
{
  int result = SQLITE_OK;

  if (name == NULL)
    return SQLITE_OK;
  g_mutex_lock (&mutex);
  n_writes++;
  if (fail_times > 0 && n_writes > fail_after)
    {
      fail_times--;
      result = fail_result == SQLITE_FULL && failure != SQLITE_IOERR_FSYNC ? SQLITE_FULL : failure;
      errno = fail_result == SQLITE_FULL ? ENOSPC : EIO;
    }
  g_mutex_unlock (&mutex);
  return result;
}

static int
close_file (sqlite3_file *file)
{
  return real (file)->pMethods->xClose (real (file));
}

static int
read_file (sqlite3_file *file,
           void         *data,
           int           size,
           sqlite3_int64 offset)
{
  return real (file)->pMethods->xRead (real (file), data, size, offset);
}

static int
write_file (sqlite3_file *file,
            const void   *data,
            int           size,
            sqlite3_int64 offset)
{
  const char *name = ((BadFile *) file)->name;
  int result = take_failure (name, SQLITE_IOERR_WRITE);

  if (result != SQLITE_OK)
    {
      /* As much as there was room for. */
      real (file)->pMethods->xWrite (real (file), data, size / 2, offset);
      errno = result == SQLITE_FULL ? ENOSPC : EIO;
      return result;
    }
  add_step (BAD_DISK_WRITE, name, offset, data, size, FALSE);
  return real (file)->pMethods->xWrite (real (file), data, size, offset);
}

static int
truncate_file (sqlite3_file *file,
               sqlite3_int64 size)
{
  const char *name = ((BadFile *) file)->name;
  int result = take_failure (name, SQLITE_IOERR_TRUNCATE);

  if (result != SQLITE_OK)
    return result;
  add_step (BAD_DISK_TRUNCATE, name, size, NULL, 0, FALSE);
  return real (file)->pMethods->xTruncate (real (file), size);
}

/* Nothing here needs to outlast the machine's power, so that no test waits
 * for a disk. */
static int
sync_file (sqlite3_file *file,
           int           flags)
{
  const char *name = ((BadFile *) file)->name;
  int result = take_failure (name, SQLITE_IOERR_FSYNC);

  if (result != SQLITE_OK)
    return result;
  add_step (BAD_DISK_SYNC, name, 0, NULL, 0, TRUE);
  return name != NULL ? SQLITE_OK : real (file)->pMethods->xSync (real (file), flags);
}

static int
get_size (sqlite3_file  *file,
          sqlite3_int64 *size)
{
  return real (file)->pMethods->xFileSize (real (file), size);
}

static int
lock_file (sqlite3_file *file,
           int           level)
{
  return real (file)->pMethods->xLock (real (file), level);
}

static int
unlock_file (sqlite3_file *file,
             int           level)
{
  return real (file)->pMethods->xUnlock (real (file), level);
}

static int
check_reserved (sqlite3_file *file,
                int          *reserved)
{
  return real (file)->pMethods->xCheckReservedLock (real (file), reserved);
}

static int
control (sqlite3_file *file,
         int           operation,
         void         *argument)
{
  return real (file)->pMethods->xFileControl (real (file), operation, argument);
}

static int
get_sector_size (sqlite3_file *file)
{
  return real (file)->pMethods->xSectorSize (real (file));
}

static int
get_characteristics (sqlite3_file *file)
{
  return real (file)->pMethods->xDeviceCharacteristics (real (file));
}

static int
map_shared (sqlite3_file   *file,
            int             region,
            int             size,
            int             extend,
            void volatile **memory)
{
  int result = extend ? take_failure (((BadFile *) file)->name, SQLITE_IOERR_SHMSIZE) : SQLITE_OK;

  if (result != SQLITE_OK)
    return result;
  return real (file)->pMethods->xShmMap (real (file), region, size, extend, memory);
}

static int
lock_shared (sqlite3_file *file,
             int           offset,
             int           n,
             int           flags)
{
  return real (file)->pMethods->xShmLock (real (file), offset, n, flags);
}

static void
order_shared (sqlite3_file *file)
{
  real (file)->pMethods->xShmBarrier (real (file));
}

static int
unmap_shared (sqlite3_file *file,
              int           remove)
{
  return real (file)->pMethods->xShmUnmap (real (file), remove);
}

static const sqlite3_io_methods methods = {
  2, close_file, read_file, write_file, truncate_file, sync_file, get_size, lock_file, unlock_file,
  check_reserved, control, get_sector_size, get_characteristics, map_shared, lock_shared, order_shared,
  unmap_shared, NULL, NULL,
};

static int
open_file (sqlite3_vfs  *vfs,
           const char   *path,
           sqlite3_file *file,
           int           flags,
           int          *out_flags)
{
  BadFile *bad = (BadFile *) file;
  const char *name = (flags & FILES) != 0 ? name_of (path) : NULL;
  gboolean fresh = name != NULL && access (path, F_OK) != 0;
  int result;

  bad->real = (sqlite3_file *) (bad + 1);
  bad->name = name;
  result = ordinary->xOpen (ordinary, path, bad->real, flags, out_flags);
  if (bad->real->pMethods != NULL)
    file->pMethods = &methods;
  if (result == SQLITE_OK && fresh)
    add_step (BAD_DISK_CREATE, name, 0, NULL, 0, FALSE);
  return result;
}

static int
delete_file (sqlite3_vfs *vfs,
             const char  *path,
             int          sync)
{
  add_step (BAD_DISK_DELETE, name_of (path), 0, NULL, 0, sync != 0);
  return ordinary->xDelete (ordinary, path, sync);
}

/* Makes the disk the one that SQLite uses. */
void
bad_disk_install (void)
{
  static sqlite3_vfs vfs;

  ordinary = sqlite3_vfs_find (NULL);
  vfs = *ordinary;
  vfs.zName = "bad-disk";
  vfs.szOsFile = sizeof (BadFile) + ordinary->szOsFile;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, TRUE), ==, SQLITE_OK);
}

/* Says which folder's files count from now on. */
void
bad_disk_watch (const char *folder)
{
  g_free (watched);
  watched = g_strdup (folder);
}

static void
step_clear (gpointer data)
{
  g_free (((BadDiskStep *) data)->data);
}

/* Begins to write down what happens. */
void
bad_disk_record (void)
{
  g_mutex_lock (&mutex);
  steps = g_array_new (FALSE, FALSE, sizeof (BadDiskStep));
  g_array_set_clear_func (steps, step_clear);
  g_mutex_unlock (&mutex);
}

/* Puts a number of the test's own between the steps. */
void
bad_disk_note (gint64 number)
{
  add_step (BAD_DISK_NOTE, "", number, NULL, 0, FALSE);
}

/* Returns: (transfer full) (element-type BadDiskStep): what has happened */
GArray *
bad_disk_stop (void)
{
  GArray *all;

  g_mutex_lock (&mutex);
  all = g_steal_pointer (&steps);
  g_mutex_unlock (&mutex);
  return all;
}

/* Lets so many writes, syncs and truncations fail after so many good ones,
 * with SQLITE_FULL or SQLITE_IOERR. */
void
bad_disk_fail (guint after,
               guint times,
               int   result)
{
  g_mutex_lock (&mutex);
  n_writes = 0;
  fail_after = after;
  fail_times = times;
  fail_result = result;
  g_mutex_unlock (&mutex);
}

/* Ends the failing. Returns: how many writes there were since it was set */
guint
bad_disk_heal (void)
{
  guint n;

  g_mutex_lock (&mutex);
  fail_times = 0;
  n = n_writes;
  g_mutex_unlock (&mutex);
  return n;
}
