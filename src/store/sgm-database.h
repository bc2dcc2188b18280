/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "base/sgm-value.h"

G_BEGIN_DECLS

/**
 * SgmDatabase:
 *
 * One connection to a SpatiaLite file, set up as DESIGN's storage rules ask,
 * with a cache of prepared statements. Used by one thread at a time.
 */
typedef struct _SgmDatabase SgmDatabase;

SgmDatabase  *sgm_database_open      (const char   *path,
                                      gboolean      writable,
                                      GError      **error);
void          sgm_database_close     (SgmDatabase  *self);
sqlite3      *sgm_database_get_handle (SgmDatabase *self);
void          sgm_database_set_cancellable (SgmDatabase  *self,
                                            GCancellable *cancellable);
void          sgm_database_set_patient (SgmDatabase  *self,
                                        gboolean      patient);
gboolean      sgm_database_exec      (SgmDatabase  *self,
                                      const char   *sql,
                                      GError      **error);
void          sgm_database_roll_back (SgmDatabase  *self);
/**
 * SgmStatementKey:
 * @table: what it is about
 * @kind: what it does, as the caller numbers it
 * @columns: which columns it has, a bit for each
 *
 * What statements that are made for a table are known by, so that their text
 * need not be put together each time.
 */
typedef struct
{
  gconstpointer table;
  guint64 columns;
  guint kind;
} SgmStatementKey;

sqlite3_stmt *sgm_database_recall    (SgmDatabase  *self,
                                      const SgmStatementKey *key);
sqlite3_stmt *sgm_database_remember  (SgmDatabase  *self,
                                      const SgmStatementKey *key,
                                      sqlite3_stmt *statement);
sqlite3_stmt *sgm_database_prepare   (SgmDatabase  *self,
                                      const char   *sql,
                                      GError      **error);
gboolean      sgm_database_bind      (SgmDatabase  *self,
                                      sqlite3_stmt *statement,
                                      int           index,
                                      const SgmValue *value,
                                      GError      **error);
gboolean      sgm_database_step      (SgmDatabase  *self,
                                      sqlite3_stmt *statement,
                                      gboolean     *row,
                                      GError      **error);
gboolean      sgm_database_get_int   (SgmDatabase  *self,
                                      const char   *sql,
                                      gint64       *number,
                                      GError      **error);
void          sgm_database_fail      (SgmDatabase  *self,
                                      int           result,
                                      GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmDatabase, sgm_database_close)

G_END_DECLS
