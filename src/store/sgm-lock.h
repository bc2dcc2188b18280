/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmLock:
 *
 * The lock file beside a database, held around every write transaction and
 * every checkpoint in all processes of this program. SQLite's own locks are
 * not enough: before 3.51.3, connections that write and checkpoint at once in
 * WAL mode can lose data. The lock belongs to this open file, so that two
 * stores in one process exclude each other too.
 */
typedef struct _SgmLock SgmLock;

SgmLock *sgm_lock_new     (const char  *database,
                           GError     **error);
void     sgm_lock_free    (SgmLock     *lock);
gboolean sgm_lock_take    (SgmLock     *lock,
                           guint        patience_milliseconds,
                           GError     **error);
void     sgm_lock_give    (SgmLock     *lock);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmLock, sgm_lock_free)

G_END_DECLS
