/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-change.h"
#include "store/sgm-audit.h"
#include "store/sgm-database.h"
#include "store/sgm-entry.h"
#include "store/sgm-snapshot.h"

G_BEGIN_DECLS

/**
 * SgmEngine:
 *
 * The embedded engine: a district in one SpatiaLite file. It is where changes
 * go in and the journal comes out, blocking, used by one thread at a time;
 * [class@Store] puts a thread around it.
 */
typedef struct _SgmEngine SgmEngine;

/**
 * SgmSubmission:
 * @change: what somebody wants
 * @entry: (nullable): what became of it
 * @error: (nullable): or why not
 */
typedef struct
{
  SgmChange *change;
  SgmEntry *entry;
  GError *error;
} SgmSubmission;

SgmEngine   *sgm_engine_open      (const char  *path,
                                   gboolean     create,
                                   gboolean     writable,
                                   GError     **error);
void         sgm_engine_close     (SgmEngine   *self);
SgmDatabase *sgm_engine_get_database (SgmEngine *self);
SgmEntry    *sgm_engine_submit    (SgmEngine   *self,
                                   SgmChange   *change,
                                   GError     **error);
guint        sgm_engine_submit_together (SgmEngine     *self,
                                         SgmSubmission *submissions,
                                         guint          n);
SgmSnapshot *sgm_engine_load      (SgmEngine   *self,
                                   GError     **error);
guint        sgm_engine_get_held_pages (SgmEngine *self);
void         sgm_engine_tidy      (SgmEngine   *self);
SgmAudit    *sgm_engine_audit     (SgmEngine   *self,
                                   GError     **error);
SgmSnapshot *sgm_engine_load_all  (SgmEngine   *self,
                                   GPtrArray  **entries,
                                   GError     **error);
GPtrArray   *sgm_engine_read_table (SgmEngine *self,
                                   const SgmTable *table,
                                   GError     **error);
gboolean     sgm_engine_has_news  (SgmEngine   *self,
                                   gboolean    *news,
                                   GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmEngine, sgm_engine_close)

G_END_DECLS
