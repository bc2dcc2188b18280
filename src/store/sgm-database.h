/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

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
gboolean      sgm_database_exec      (SgmDatabase  *self,
                                      const char   *sql,
                                      GError      **error);
sqlite3_stmt *sgm_database_prepare   (SgmDatabase  *self,
                                      const char   *sql,
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
