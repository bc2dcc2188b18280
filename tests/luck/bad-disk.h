/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A disk that has bad luck. It is a SQLite VFS over the ordinary one and the
 * default from its installation on, so that the program itself knows nothing
 * of it. It passes everything on, but can write down what was written and
 * synced, and can fail.
 *
 * Only databases, rollback journals and logs in the folder that is watched
 * count. */

typedef enum
{
  BAD_DISK_CREATE,
  BAD_DISK_WRITE,
  BAD_DISK_TRUNCATE,
  BAD_DISK_SYNC,
  BAD_DISK_DELETE,
  BAD_DISK_NOTE, /* not the disk's, but the test's: offset is its number */
} BadDiskKind;

/* What happened; @synced says for a deletion whether it was on the disk when
 * it returned. */
typedef struct
{
  BadDiskKind kind;
  const char *name; /* of the file, without its folder */
  gint64 offset;
  gsize size;
  guint8 *data;
  gboolean synced;
} BadDiskStep;

void       bad_disk_install (void);
void       bad_disk_watch   (const char *folder);
void       bad_disk_record  (void);
void       bad_disk_note    (gint64      number);
GArray    *bad_disk_stop    (void);
void       bad_disk_fail    (guint       after,
                             guint       times,
                             int         result);
guint      bad_disk_heal    (void);
