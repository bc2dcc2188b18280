/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-migration.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-data.h"
#include "base/sgm-error.h"

/**
 * sgm_migration_check:
 * @database: a database
 * @path: its path, for sentences
 * @version: (out): which form it has; 0 for an empty file
 *
 * Finds out whether the database is one of ours, and not a newer one.
 */
gboolean
sgm_migration_check (SgmDatabase  *database,
                     const char   *path,
                     gint64       *version,
                     GError      **error)
{
  gint64 application;
  gint64 tables;

  if (!sgm_database_get_int (database, "PRAGMA application_id", &application, error)
      || !sgm_database_get_int (database, "PRAGMA user_version", version, error)
      || !sgm_database_get_int (database, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (application != SGM_APPLICATION_ID && tables > 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_FOREIGN,
                   _("The file %s is a database, but not a district's."), path);
      return FALSE;
    }
  if (application != SGM_APPLICATION_ID)
    *version = 0;
  if (*version > SGM_MIGRATION_NEWEST)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_NEWER,
                   _("The file %s has form %" PRId64 "; this version knows forms up to %d."),
                   path, *version, SGM_MIGRATION_NEWEST);
      return FALSE;
    }
  return TRUE;
}

static gboolean
run_statement (SgmDatabase   *database,
               sqlite3_stmt  *statement,
               GError       **error)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW && sqlite3_column_int (statement, 0) != 1)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_IO,
                   _("The database cannot be prepared: “%s” failed."), sqlite3_sql (statement));
      return FALSE;
    }
  while (result == SQLITE_ROW)
    result = sqlite3_step (statement);
  if (result != SQLITE_DONE)
    sgm_database_fail (database, result, error);
  return result == SQLITE_DONE;
}

static gboolean
run_script (SgmDatabase  *database,
            const char   *script,
            GError      **error)
{
  while (*script != '\0')
    {
      sqlite3_stmt *statement = NULL;
      int result = sqlite3_prepare_v2 (sgm_database_get_handle (database), script, -1, &statement, &script);
      gboolean done;

      if (result != SQLITE_OK)
        {
          sgm_database_fail (database, result, error);
          return FALSE;
        }
      if (statement == NULL)
        continue;
      done = run_statement (database, statement, error);
      sqlite3_finalize (statement);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_one (SgmDatabase  *database,
         int           number,
         GError      **error)
{
  g_autofree char *name = g_strdup_printf ("migrations/%04d.sql", number);
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;",
                                           SGM_APPLICATION_ID, number);
  g_autoptr (GBytes) bytes = sgm_data_lookup (name, error);
  g_autofree char *script = NULL;

  if (bytes == NULL)
    return FALSE;
  script = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return sgm_database_exec (database, "BEGIN IMMEDIATE", error)
         && run_script (database, script, error)
         && sgm_database_exec (database, mark, error)
         && sgm_database_exec (database, "COMMIT", error);
}

/**
 * sgm_migration_run:
 * @database: a writable database; the lock file is held
 * @version: which form it has
 *
 * Brings the database to the newest form, each step in a transaction of its
 * own, so that a failure leaves it in the form before.
 */
gboolean
sgm_migration_run (SgmDatabase  *database,
                   gint64        version,
                   GError      **error)
{
  for (int number = version + 1; number <= SGM_MIGRATION_NEWEST; number++)
    if (!run_one (database, number, error))
      {
        sgm_database_exec (database, "ROLLBACK", NULL);
        return FALSE;
      }
  return TRUE;
}
