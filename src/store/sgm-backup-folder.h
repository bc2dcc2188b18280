/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The backups that are made by themselves: in the folder `backups` beside the
 * district, one a day. The newest of each of the last seven days and of each
 * of the last four weeks stay. */

#define SGM_BACKUP_DAYS 7
#define SGM_BACKUP_WEEKS 4

/**
 * SgmBackupFile:
 * @path: its path
 * @at: when it was made, UTC milliseconds, as its name says
 */
typedef struct
{
  char *path;
  gint64 at;
} SgmBackupFile;

void       sgm_backup_file_free         (SgmBackupFile  *file);

char      *sgm_backup_folder_dup_name   (const char     *database,
                                         gint64          at);
GPtrArray *sgm_backup_folder_list       (const char     *database);
GPtrArray *sgm_backup_folder_choose_old (GPtrArray      *files);
gboolean   sgm_backup_folder_is_due     (const char     *database,
                                         gint64          now);
gboolean   sgm_backup_folder_keep       (const char     *database,
                                         gint64          now,
                                         GCancellable   *cancellable,
                                         GError        **error);
gboolean   sgm_backup_folder_make       (const char     *database,
                                         gint64          now,
                                         GCancellable   *cancellable,
                                         GError        **error);

G_END_DECLS
