/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-patch.h"
#include "store/sgm-database.h"

G_BEGIN_DECLS

/* Records as rows of the database, one way for all tables: a table `event`
 * lies in `sgm_event`, its columns have their own names. */

/**
 * SgmRowFunc:
 * @record: a record; to be referenced where it is kept
 * @data: the caller's
 */
typedef void (*SgmRowFunc) (SgmRecord *record,
                            gpointer   data);

void       sgm_rows_read_value (sqlite3_stmt  *statement,
                                int            index,
                                SgmType        type,
                                SgmValue      *value);
gboolean   sgm_rows_each   (SgmDatabase       *database,
                            const SgmTable    *table,
                            SgmRowFunc         func,
                            gpointer           data,
                            GError           **error);
SgmRecord *sgm_rows_get    (SgmDatabase       *database,
                            const SgmTable    *table,
                            gint64             id,
                            GError           **error);
GPtrArray *sgm_rows_find   (SgmDatabase       *database,
                            const SgmTable    *table,
                            guint              column,
                            const SgmValue    *value,
                            guint              limit,
                            GError           **error);
GPtrArray *sgm_rows_select (SgmDatabase       *database,
                            const SgmTable    *table,
                            const char        *condition,
                            gint64             parameter,
                            GError           **error);
gboolean   sgm_rows_apply  (SgmDatabase       *database,
                            const SgmPatchOp  *op,
                            GError           **error);

G_END_DECLS
