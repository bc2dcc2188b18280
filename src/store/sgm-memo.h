/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"
#include "store/sgm-database.h"

G_BEGIN_DECLS

/**
 * SgmMemo:
 *
 * The short lists that nearly every rule looks at (users, emergencies, the
 * calendar, matters), read once for all changes of a transaction. Belongs to
 * whoever has the database.
 */
typedef struct _SgmMemo SgmMemo;

SgmMemo   *sgm_memo_new    (SgmDatabase     *database);
void       sgm_memo_free   (SgmMemo         *memo);
gboolean   sgm_memo_covers (const SgmTable  *table);
SgmRecord *sgm_memo_get    (SgmMemo         *memo,
                            const SgmTable  *table,
                            gint64           id,
                            GError         **error);
GPtrArray *sgm_memo_find   (SgmMemo         *memo,
                            const SgmTable  *table,
                            guint            column,
                            const SgmValue  *value,
                            GError         **error);
void       sgm_memo_forget (SgmMemo         *memo,
                            const SgmTable  *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmMemo, sgm_memo_free)

G_END_DECLS
