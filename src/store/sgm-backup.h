/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "store/sgm-journal.h"

G_BEGIN_DECLS

/* Copies of a district, made while people work: no writer waits for them. A
 * copy is one file without a log beside it, which other programs may open as
 * they like. Beside it lies a small text, `<copy>.head`, with the end of the
 * journal. */

/**
 * SgmBackupFlags:
 * @SGM_BACKUP_REPLACE: replace a file that is there
 */
typedef enum
{
  SGM_BACKUP_NONE = 0,
  SGM_BACKUP_REPLACE = 1 << 0,
} SgmBackupFlags;

gboolean  sgm_backup_write   (const char      *source,
                              const char      *target,
                              SgmBackupFlags   flags,
                              SgmProgress      progress,
                              gpointer         data,
                              GCancellable    *cancellable,
                              SgmHead        **head,
                              GError         **error);
gboolean  sgm_backup_check_pages (const char    *path,
                                  GCancellable  *cancellable,
                                  GError       **error);
SgmHead  *sgm_backup_check   (const char      *path,
                              GCancellable    *cancellable,
                              GError         **error);
gboolean  sgm_backup_restore (const char      *backup,
                              const char      *path,
                              SgmProgress      progress,
                              gpointer         data,
                              GCancellable    *cancellable,
                              char           **aside,
                              SgmHead        **head,
                              GError         **error);

G_END_DECLS
