/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "domain/sgm-users.h"
#include "store/sgm-store.h"

/* The roles as they are typed. */
static const struct
{
  const char *word;
  SgmUserRole role;
} roles[] = {
  { "dispatcher", SGM_USER_ROLE_DISPATCHER },
  { "street", SGM_USER_ROLE_STREET },
  { "leader", SGM_USER_ROLE_LEADER },
  { "administrator", SGM_USER_ROLE_ADMINISTRATOR },
};

static SgmUserRole
find_role (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].word, word))
      return roles[i].role;
  return 0;
}

/* Listing ------------------------------------------------------------------ */

static SgmRecord *
find_area (GPtrArray *areas,
           gint64     id)
{
  for (guint i = 0; i < areas->len; i++)
    if (sgm_record_get_id (areas->pdata[i]) == id)
      return areas->pdata[i];
  return NULL;
}

static int
list_users (SgmStore  *store,
            GPtrArray *users)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) areas = sgm_store_read_table (store, &sgm_table_area, &error);

  if (areas == NULL)
    return sgm_cli_error (error);
  for (guint i = 0; i < users->len; i++)
    {
      SgmRecord *user = users->pdata[i];
      SgmRecord *area = find_area (areas, sgm_record_get_int (user, SGM_USER_AREA));

      g_print ("%-20s  %s", sgm_record_get_text (user, SGM_USER_NAME),
               sgm_user_role_get_name (sgm_record_get_int (user, SGM_USER_ROLE)));
      if (area != NULL)
        g_print ("  %s %s", sgm_record_get_text (area, SGM_AREA_CODE), sgm_record_get_text (area, SGM_AREA_NAME));
      g_print ("\n");
    }
  if (users->len == 0)
    g_print ("%s\n", _("Nobody has a role yet: whoever can open the district may do everything."));
  return SGM_CLI_OK;
}

/* Giving and taking ---------------------------------------------------------- */

static gboolean
set_area (SgmStore    *store,
          SgmRecord   *user,
          const char  *code,
          GError     **error)
{
  g_autoptr (GPtrArray) areas = sgm_store_read_table (store, &sgm_table_area, error);

  if (areas == NULL)
    return FALSE;
  for (guint i = 0; i < areas->len; i++)
    if (g_str_equal (sgm_record_get_text (areas->pdata[i], SGM_AREA_CODE), code)
        && sgm_record_is_null (areas->pdata[i], SGM_AREA_VALID_TO))
      {
        sgm_record_set_int (user, SGM_USER_AREA, sgm_record_get_id (areas->pdata[i]));
        return TRUE;
      }
  g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("There is no area with the code %s."), code);
  return FALSE;
}

static gboolean
submit (SgmStore      *store,
        SgmChangeKind  kind,
        SgmRecord     *user,
        GError       **error)
{
  g_autoptr (SgmChange) change = sgm_change_new (kind, 0, 0);

  sgm_change_add_record (change, user);
  sgm_change_set_who (change, g_get_user_name ());
  sgm_change_set_origin (change, "sgm");
  return sgm_store_submit (store, change, error) != 0;
}

static int
give (SgmStore    *store,
      GPtrArray   *users,
      const char  *name,
      SgmUserRole  role,
      const char  *area)
{
  SgmRecord *now = sgm_users_find (users, name);
  g_autoptr (SgmRecord) user = now != NULL ? sgm_record_copy (now) : sgm_record_new (&sgm_table_user, 0);
  g_autoptr (GError) error = NULL;

  sgm_record_set_text (user, SGM_USER_NAME, name);
  sgm_record_set_int (user, SGM_USER_ROLE, role);
  sgm_record_set_null (user, SGM_USER_AREA);
  if ((area != NULL && !set_area (store, user, area, &error)) || !submit (store, SGM_CHANGE_SAVE, user, &error))
    return sgm_cli_error (error);
  /* Translators: the first %s is a user’s name, the second a role */
  g_print (_("“%s” now has the role “%s”."), name, sgm_user_role_get_name (role));
  g_print ("\n");
  return SGM_CLI_OK;
}

static int
take (SgmStore   *store,
      GPtrArray  *users,
      const char *name)
{
  SgmRecord *user = sgm_users_find (users, name);
  g_autoptr (GError) error = NULL;

  if (user == NULL)
    g_set_error (&error, SGM_ERROR, SGM_ERROR_REFUSED, _("“%s” has no role."), name);
  if (user == NULL || !submit (store, SGM_CHANGE_REMOVE, user, &error))
    return sgm_cli_error (error);
  g_print (_("“%s” has no role any more."), name);
  g_print ("\n");
  return SGM_CLI_OK;
}

/* What is wrong with the words, NULL where nothing is. */
static const char *
check_words (char       **words,
             const char  *area)
{
  guint n = g_strv_length (words);
  gboolean gives = n == 3 && g_str_equal (words[0], "give");

  if (!gives && area != NULL)
    return _("“--area” belongs to “give NAME street”.");
  if (n == 0 || (n == 2 && g_str_equal (words[0], "take")))
    return NULL;
  if (!gives)
    return _("Say nothing, “give NAME ROLE” or “take NAME”.");
  if (find_role (words[2]) == 0)
    return _("The roles are dispatcher, street, leader and administrator.");
  if ((find_role (words[2]) == SGM_USER_ROLE_STREET) != (area != NULL))
    return _("The role “street”, and no other, needs “--area CODE”.");
  return NULL;
}

/**
 * sgm_cli_user:
 *
 * `sgm user`: lists who may use the program, gives and takes roles.
 */
int
sgm_cli_user (SgmCli  *cli,
              int      argc,
              char   **argv)
{
  g_autofree char *area = NULL;
  g_auto (GStrv) words = NULL;
  const GOptionEntry entries[] = {
    { "area", 0, 0, G_OPTION_ARG_STRING, &area, N_("What a street’s user answers for"), N_("CODE") },
    { NULL },
  };
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GError) error = NULL;
  const char *wrong;

  if (!sgm_cli_parse_words (cli, entries, _("[give NAME ROLE | take NAME]"),
                            _("Lists who may use the program, by the operating system’s user name; gives a role (dispatcher, street, leader, administrator) and takes it away. Only administrators change this; the first one is whoever begins."),
                            &words, argc, argv))
    return SGM_CLI_USAGE;
  wrong = check_words (words, area);
  if (wrong != NULL)
    return sgm_cli_usage_error ("user", wrong);

  store = sgm_store_open (cli->database, words[0] != NULL ? SGM_STORE_OPEN : SGM_STORE_READ, &error);
  if (store != NULL)
    users = sgm_store_read_table (store, &sgm_table_user, &error);
  if (users == NULL)
    return sgm_cli_error (error);
  if (words[0] == NULL)
    return list_users (store, users);
  if (g_str_equal (words[0], "take"))
    return take (store, users, words[1]);
  return give (store, users, words[1], find_role (words[2]), area);
}
