/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-users.h"

#include "domain/sgm-tables.h"

/* What is known of a district's users to whoever only wants to know what to
 * offer: the door checks the rights itself. */

/**
 * sgm_users_find:
 * @users: (element-type SgmRecord): the users of a district
 * @name: a name as the operating system has it
 *
 * Returns: (transfer none) (nullable): the user's record
 */
SgmRecord *
sgm_users_find (GPtrArray  *users,
                const char *name)
{
  for (guint i = 0; i < users->len; i++)
    if (g_strcmp0 (sgm_record_get_text (users->pdata[i], SGM_USER_NAME), name) == 0)
      return users->pdata[i];
  return NULL;
}

static gboolean
has_administrator (GPtrArray *users)
{
  for (guint i = 0; i < users->len; i++)
    if (sgm_record_get_int (users->pdata[i], SGM_USER_ROLE) == SGM_USER_ROLE_ADMINISTRATOR)
      return TRUE;
  return FALSE;
}

/**
 * sgm_users_get_role:
 * @users: (element-type SgmRecord): the users of a district
 * @name: a name as the operating system has it
 *
 * Returns: the user's role, 0 for one who has none. A district without an
 *   administrator belongs to whoever can open its file: everybody is one.
 */
SgmUserRole
sgm_users_get_role (GPtrArray  *users,
                    const char *name)
{
  SgmRecord *user = sgm_users_find (users, name);

  if (!has_administrator (users))
    return SGM_USER_ROLE_ADMINISTRATOR;
  return user != NULL ? (SgmUserRole) sgm_record_get_int (user, SGM_USER_ROLE) : 0;
}
