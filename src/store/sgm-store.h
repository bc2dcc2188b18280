/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "domain/sgm-change.h"
#include "store/sgm-audit.h"
#include "store/sgm-entry.h"
#include "store/sgm-snapshot.h"

G_BEGIN_DECLS

/**
 * SgmStore:
 *
 * The one door to a district's database.
 *
 * Every write is an [struct@Change] given to sgm_store_submit_async(): a
 * thread of the store's own takes the lock file, looks at the records
 * concerned, decides, writes the patch and the journal entry in one
 * transaction and only then says that it is done. What was acknowledged is
 * on the disk.
 *
 * The thread also follows the journal. Each entry, whether it was written
 * here or by another process, is emitted once, in order, as
 * [signal@Store::entry] in the main context that opened the store; an entry
 * submitted here is emitted before its own submit call comes back.
 */
#define SGM_TYPE_STORE (sgm_store_get_type ())
G_DECLARE_FINAL_TYPE (SgmStore, sgm_store, SGM, STORE, GObject)

/**
 * SgmStoreFlags:
 * @SGM_STORE_OPEN: open a database that must exist
 * @SGM_STORE_CREATE: make an empty one; refused where there is a file already
 * @SGM_STORE_READ: open to read only
 */
typedef enum
{
  SGM_STORE_OPEN = 0,
  SGM_STORE_CREATE = 1 << 0,
  SGM_STORE_READ = 1 << 1,
} SgmStoreFlags;

char        *sgm_store_dup_default_path (void);

SgmStore    *sgm_store_open          (const char           *path,
                                      SgmStoreFlags         flags,
                                      GError              **error);
void         sgm_store_open_async    (const char           *path,
                                      SgmStoreFlags         flags,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
SgmStore    *sgm_store_open_finish   (GAsyncResult         *result,
                                      GError              **error);
void         sgm_store_close         (SgmStore             *store);
const char  *sgm_store_get_path      (SgmStore             *store);
gboolean     sgm_store_is_held       (SgmStore             *store);

SgmEntry    *sgm_store_submit_entry  (SgmStore             *store,
                                      SgmChange            *change,
                                      GError              **error);
gint64       sgm_store_submit        (SgmStore             *store,
                                      SgmChange            *change,
                                      GError              **error);
void         sgm_store_submit_async  (SgmStore             *store,
                                      SgmChange            *change,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
SgmEntry    *sgm_store_submit_finish (SgmStore             *store,
                                      GAsyncResult         *result,
                                      GError              **error);

gboolean     sgm_store_erase_reporters (SgmStore           *store,
                                        GCancellable       *cancellable,
                                        guint              *n_events,
                                        GError            **error);

SgmSnapshot *sgm_store_load          (SgmStore             *store,
                                      GError              **error);
void         sgm_store_load_async    (SgmStore             *store,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
SgmSnapshot *sgm_store_load_finish   (SgmStore             *store,
                                      GAsyncResult         *result,
                                      GError              **error);

GPtrArray   *sgm_store_read_table    (SgmStore             *store,
                                      const SgmTable       *table,
                                      GError              **error);
GPtrArray   *sgm_store_find          (SgmStore             *store,
                                      const SgmTable       *table,
                                      guint                 column,
                                      const SgmValue       *value,
                                      GError              **error);
void         sgm_store_find_async    (SgmStore             *store,
                                      const SgmTable       *table,
                                      guint                 column,
                                      const SgmValue       *value,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GPtrArray   *sgm_store_find_finish   (SgmStore             *store,
                                      GAsyncResult         *result,
                                      GError              **error);
SgmAudit    *sgm_store_audit         (SgmStore             *store,
                                      GCancellable         *cancellable,
                                      GError              **error);
SgmHead     *sgm_store_dup_head      (SgmStore             *store,
                                      GError              **error);
gboolean     sgm_store_check_journal (SgmStore             *store,
                                      gint64               *n_entries,
                                      GError              **error);

G_END_DECLS
