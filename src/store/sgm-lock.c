/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"

/* There is no waiting for such a lock with a limit, so it is tried again. */
#define RETRY_MICROSECONDS 500

/* Bytes of the lock file. Whoever waits for the first holds the third, so that
 * nobody who has just had it comes before; the second is that of the
 * election. */
#define WRITING 0
#define NEXT 2

struct _SgmLock
{
  int fd;
};

/**
 * sgm_lock_new:
 * @database: path of the database
 *
 * Returns: (transfer full): the lock on `<database>.lock`, not taken yet;
 *   %NULL with %SGM_ERROR_READ_ONLY where the file cannot be made
 */
SgmLock *
sgm_lock_new (const char  *database,
              GError     **error)
{
  g_autofree char *path = g_strconcat (database, ".lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  SgmLock *lock;

  if (fd < 0)
    {
      int saved = errno;

      g_set_error (error, SGM_ERROR, saved == ENOSPC ? SGM_ERROR_NO_SPACE : SGM_ERROR_READ_ONLY,
                   _("The lock file %s cannot be made: %s."), path, g_strerror (saved));
      return NULL;
    }
  lock = g_new0 (SgmLock, 1);
  lock->fd = fd;
  return lock;
}

void
sgm_lock_free (SgmLock *lock)
{
  close (lock->fd);
  g_free (lock);
}

static gboolean
set (SgmLock *lock,
     short    type,
     off_t    byte)
{
  struct flock region = { .l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1 };

  return fcntl (lock->fd, F_OFD_SETLK, &region) == 0;
}

static gboolean
wait_for (SgmLock  *lock,
          off_t     byte,
          gint64    end,
          GError  **error)
{
  while (!set (lock, F_WRLCK, byte))
    {
      if (errno != EAGAIN && errno != EACCES && errno != EINTR)
        {
          g_set_error (error, SGM_ERROR, SGM_ERROR_IO,
                       _("The lock of the district cannot be taken: %s."), g_strerror (errno));
          return FALSE;
        }
      if (g_get_monotonic_time () >= end)
        {
          g_set_error_literal (error, SGM_ERROR, SGM_ERROR_BUSY,
                               _("Another window or tool keeps writing to the district."));
          return FALSE;
        }
      g_usleep (RETRY_MICROSECONDS);
    }
  return TRUE;
}

/**
 * sgm_lock_take:
 * @lock: a lock that is not taken here
 * @patience_milliseconds: how long to wait for others
 *
 * Takes turns with others who want it: who gives it and wants it again comes
 * after who has waited. Blocks; not for the main thread.
 *
 * Returns: whether the lock is taken; %SGM_ERROR_BUSY where others kept it
 */
gboolean
sgm_lock_take (SgmLock  *lock,
               guint     patience_milliseconds,
               GError  **error)
{
  gint64 end = g_get_monotonic_time () + patience_milliseconds * G_TIME_SPAN_MILLISECOND;
  gboolean taken;

  if (!wait_for (lock, NEXT, end, error))
    return FALSE;
  taken = wait_for (lock, WRITING, end, error);
  set (lock, F_UNLCK, NEXT);
  return taken;
}

/**
 * sgm_lock_give:
 * @lock: a lock that is taken here
 *
 * Lets others have it.
 */
void
sgm_lock_give (SgmLock *lock)
{
  set (lock, F_UNLCK, WRITING);
}
