/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "domain/sgm-users.h"
#include "store/sgm-store.h"

static char *
dup_moment (SgmRecord  *reading,
            guint       column,
            const char *format)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (sgm_record_get_int (reading, column) / 1000);
  g_autoptr (GDateTime) at = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return at != NULL ? g_date_time_format (at, format) : g_strdup ("?");
}

/* Numbers, not names: who was looked at is nobody else's to read here. */
static void
print_reading (SgmRecord *reading)
{
  g_autofree char *when = dup_moment (reading, SGM_READING_AT, "%Y-%m-%d %H:%M:%S");
  g_autofree char *until = dup_moment (reading, SGM_READING_EXPIRES_AT, "%H:%M:%S");

  g_print ("%s  %s  %s  ", when, sgm_record_get_text (reading, SGM_READING_WHO),
           sgm_record_get_text (reading, SGM_READING_WHAT));
  if (!sgm_record_is_null (reading, SGM_READING_PERSON))
    g_print (_("person %" PRId64), sgm_record_get_int (reading, SGM_READING_PERSON));
  else if (!sgm_record_is_null (reading, SGM_READING_EVENT))
    g_print (_("event %" PRId64), sgm_record_get_int (reading, SGM_READING_EVENT));
  else
    g_print ("%s", _("export"));
  if (!sgm_record_is_null (reading, SGM_READING_PERSON) || !sgm_record_is_null (reading, SGM_READING_EVENT))
    {
      g_print ("  ");
      /* Translators: until when a value was to be seen */
      g_print (_("until %s"), until);
    }
  g_print ("  %s\n", sgm_record_get_text (reading, SGM_READING_WHY));
}

static gboolean
check_administrator (SgmStore  *store,
                     GError   **error)
{
  g_autoptr (GPtrArray) users = sgm_store_read_table (store, &sgm_table_user, error);

  if (users == NULL)
    return FALSE;
  if (sgm_users_get_role (users, g_get_user_name ()) == SGM_USER_ROLE_ADMINISTRATOR)
    return TRUE;
  g_set_error (error, SGM_ERROR, SGM_ERROR_DENIED, _("The user “%s” has no right to do this."), g_get_user_name ());
  return FALSE;
}

/**
 * sgm_cli_readings:
 *
 * `sgm readings`: who has looked at personal values, and who has exported what.
 */
int
sgm_cli_readings (SgmCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  g_autoptr (GError) error = NULL;

  if (!sgm_cli_parse (cli, NULL, _("Lists for administrators who has looked at which personal value or exported what, when, until when and why, the latest last."),
                      argc, argv))
    return SGM_CLI_USAGE;
  store = sgm_store_open (cli->database, SGM_STORE_READ, &error);
  if (store != NULL && check_administrator (store, &error))
    readings = sgm_store_read_table (store, &sgm_table_reading, &error);
  if (readings == NULL)
    return sgm_cli_error (error);
  for (guint i = 0; i < readings->len; i++)
    print_reading (readings->pdata[i]);
  if (readings->len == 0)
    g_print ("%s\n", _("Nobody has looked at a personal value or exported anything."));
  return SGM_CLI_OK;
}
