/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <glib.h>

#include <string.h>

#include "base/sgm-error.h"
#include "store/sgm-audit.h"
#include "store/sgm-database.h"
#include "store/sgm-journal.h"
#include "store/sgm-migration.h"

static SgmDatabase *database;

static void
set_up (void)
{
  g_autoptr (GError) error = NULL;

  database = sgm_database_open (":memory:", TRUE, &error);
  g_assert_no_error (error);
  sgm_migration_run (database, 0, &error);
  g_assert_no_error (error);
}

static void
bind (sqlite3_stmt *statement,
      int           index,
      const uint8_t *data,
      size_t        size)
{
  sqlite3_bind_blob64 (statement, index, data, size, SQLITE_STATIC);
}

/* A journal of one entry whose columns hold anything: the first byte says
 * where the patch ends and a personal value begins. Reading it and checking
 * it end, with an error or without. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const uint8_t zeros[32];
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (SgmAudit) audit = NULL;
  sqlite3_stmt *insert;
  size_t cut = size > 1 ? 1 + data[0] * (size - 1) / 255 : size;

  if (database == NULL)
    set_up ();
  sgm_database_exec (database, "BEGIN", NULL);
  insert = sgm_database_prepare (database, "INSERT INTO sgm_journal (seq, at, who, origin, kind, patch, personal_digest, "
                                           "hash) VALUES (1, 1, 'a', 'b', 'save', ?, ?, ?)", NULL);
  bind (insert, 1, data + MIN (1, size), cut - MIN (1, size));
  bind (insert, 2, zeros, cut < size ? sizeof zeros : 0);
  bind (insert, 3, zeros, sizeof zeros);
  g_assert_true (sgm_database_step (database, insert, NULL, NULL));
  insert = sgm_database_prepare (database, "INSERT INTO sgm_personal (seq, op, position, after, record_table, record, "
                                           "salt, value) VALUES (1, ?, ?, 1, 'person', ?, ?, ?)", NULL);
  if (cut + 3 < size)
    {
      sqlite3_bind_int (insert, 1, data[cut] % 4);
      sqlite3_bind_int (insert, 2, data[cut + 1]);
      sqlite3_bind_int (insert, 3, data[cut + 2]);
      bind (insert, 4, zeros, 16);
      sqlite3_bind_text (insert, 5, (const char *) data + cut + 3, size - cut - 3, SQLITE_STATIC);
      g_assert_true (sgm_database_step (database, insert, NULL, NULL));
    }
  entries = sgm_journal_read (database, 0, 10, NULL);
  audit = sgm_audit_run (database, NULL);
  g_assert_true (audit == NULL || audit->n_entry_faults > 0);
  sgm_database_roll_back (database);
  return 0;
}
