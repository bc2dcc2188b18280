/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-tables.h"
#include "store/sgm-snapshot.h"

G_BEGIN_DECLS

/**
 * SgmRecords:
 *
 * Records of all tables by id, and by the foreign keys that the program
 * follows. Knows nothing of what the records mean. Belongs to one thread at a
 * time.
 */
typedef struct _SgmRecords SgmRecords;

SgmRecords *sgm_records_new         (void);
SgmRecords *sgm_records_new_from    (SgmSnapshot    *snapshot);
void        sgm_records_free        (SgmRecords     *records);
guint       sgm_records_get_n       (SgmRecords     *records,
                                     const SgmTable *table);
SgmRecord  *sgm_records_get         (SgmRecords     *records,
                                     const SgmTable *table,
                                     gint64          id);
GPtrArray  *sgm_records_get_related (SgmRecords     *records,
                                     const SgmTable *table,
                                     guint           column,
                                     gint64          id);
GPtrArray  *sgm_records_dup_all     (SgmRecords     *records,
                                     const SgmTable *table);
void        sgm_records_replace     (SgmRecords     *records,
                                     SgmRecord      *before,
                                     SgmRecord      *after);

GPtrArray  *sgm_records_new_array   (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmRecords, sgm_records_free)

G_END_DECLS
