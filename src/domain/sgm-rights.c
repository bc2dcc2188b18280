/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

/* Who may do what. A district without an administrator belongs to whoever can
 * open its file, as on a computer of one's own. */

/* The areas that an area lies in, itself first. */
gboolean
sgm_decision_get_chain (SgmDecision  *d,
                        gint64        area,
                        gint64       *chain,
                        guint        *n_chain,
                        GError      **error)
{
  *n_chain = 0;
  while (area != 0 && *n_chain < SGM_MAX_CHAIN)
    {
      g_autoptr (SgmRecord) record = sgm_decision_need (d, &sgm_table_area, area, _("There is no such area."), error);

      if (record == NULL)
        return FALSE;
      chain[(*n_chain)++] = area;
      area = sgm_record_get_int (record, SGM_AREA_PARENT);
    }
  return TRUE;
}

/* The place of a record of one of the tables on the way to an area, 0 where it
 * has none. */
static gboolean
find_place_of (SgmDecision     *d,
               const SgmTable  *table,
               gint64           id,
               gint64          *area,
               GError         **error)
{
  static const struct
  {
    const SgmTable *table;
    guint column;
    const SgmTable *next;
  } ways[] = {
    { &sgm_table_outbox, SGM_OUTBOX_TASK, &sgm_table_task },
    { &sgm_table_task, SGM_TASK_EVENT, &sgm_table_event },
    { &sgm_table_call, SGM_CALL_EVENT, &sgm_table_event },
    { &sgm_table_escalation, SGM_ESCALATION_EVENT, &sgm_table_event },
    { &sgm_table_joint, SGM_JOINT_EVENT, &sgm_table_event },
    { &sgm_table_event, SGM_EVENT_GRID, &sgm_table_area },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].table == table)
      {
        g_autoptr (SgmRecord) record = sgm_decision_need (d, table, id, _("This is not there any more."), error);

        if (record == NULL)
          return FALSE;
        id = sgm_record_get_int (record, ways[i].column);
        table = ways[i].next;
      }
  *area = table == &sgm_table_area ? id : 0;
  return TRUE;
}

/* Where a person works now. */
static gboolean
find_places_of_person (SgmDecision  *d,
                       gint64        person,
                       GArray       *areas,
                       GError      **error)
{
  g_autoptr (GPtrArray) posts = sgm_decision_find (d, &sgm_table_post, SGM_POST_PERSON, person, error);

  if (posts == NULL)
    return FALSE;
  for (guint i = 0; i < posts->len; i++)
    {
      gint64 area = sgm_record_get_int (posts->pdata[i], SGM_POST_AREA);

      if (sgm_record_is_valid_at (posts->pdata[i], SGM_POST_VALID_FROM, SGM_POST_VALID_TO, d->now))
        g_array_append_val (areas, area);
    }
  return TRUE;
}

/* The places that a change is about; none where it has none. */
static gboolean
find_places (SgmDecision     *d,
             const SgmTable  *subject,
             gint64           id,
             GArray          *areas,
             GError         **error)
{
  SgmChangeKind kind = sgm_change_get_kind (d->change);
  GPtrArray *records = sgm_change_get_records (d->change);
  gint64 area = 0;

  if (kind == SGM_CHANGE_REPORT_EVENT)
    area = sgm_change_get_report (d->change)->unit;
  else if (kind == SGM_CHANGE_REVEAL && records != NULL && records->len == 1
           && sgm_record_get_table (records->pdata[0]) == &sgm_table_reading)
    {
      if (sgm_record_is_null (records->pdata[0], SGM_READING_EVENT))
        return find_places_of_person (d, sgm_record_get_int (records->pdata[0], SGM_READING_PERSON), areas, error);
      subject = &sgm_table_event;
      id = sgm_record_get_int (records->pdata[0], SGM_READING_EVENT);
    }
  if (area == 0 && !find_place_of (d, subject, id, &area, error))
    return FALSE;
  if (area != 0)
    g_array_append_val (areas, area);
  return TRUE;
}

/* A street's user acts on what happens there. What has no place, such as a
 * note, is not about somebody else's. */
static gboolean
is_in_own_area (SgmDecision     *d,
                SgmRecord       *user,
                const SgmTable  *subject,
                gint64           id,
                gboolean        *inside,
                GError         **error)
{
  g_autoptr (GArray) areas = g_array_new (FALSE, FALSE, sizeof (gint64));

  *inside = FALSE;
  if (!find_places (d, subject, id, areas, error))
    return FALSE;
  for (guint i = 0; i < areas->len; i++)
    {
      gint64 chain[SGM_MAX_CHAIN];
      guint n_chain;

      if (!sgm_decision_get_chain (d, g_array_index (areas, gint64, i), chain, &n_chain, error))
        return FALSE;
      for (guint j = 0; j < n_chain; j++)
        *inside = *inside || chain[j] == sgm_record_get_int (user, SGM_USER_AREA);
    }
  *inside = *inside || areas->len == 0;
  return TRUE;
}

/* Whether the user's role is among @roles, or the administrator's, and a
 * street's user acts on a record of that street. */
gboolean
sgm_decision_check_rights_on (SgmDecision     *d,
                              guint            roles,
                              const SgmTable  *subject,
                              gint64           id,
                              GError         **error)
{
  const char *name = d->lookup->user;
  g_autoptr (GPtrArray) administrators = NULL;
  g_autoptr (GPtrArray) users = NULL;
  SgmUserRole role = 0;
  gboolean allowed;

  if (name == NULL)
    return TRUE;
  administrators = sgm_decision_find (d, &sgm_table_user, SGM_USER_ROLE, SGM_USER_ROLE_ADMINISTRATOR, error);
  if (administrators == NULL)
    return FALSE;
  if (administrators->len == 0)
    return TRUE;
  users = sgm_decision_find_text (d, &sgm_table_user, SGM_USER_NAME, name, error);
  if (users == NULL)
    return FALSE;
  if (users->len > 0)
    role = sgm_record_get_int (users->pdata[0], SGM_USER_ROLE);

  allowed = role == SGM_USER_ROLE_ADMINISTRATOR
            || (role > 0 && role <= SGM_USER_ROLE_ADMINISTRATOR && (roles & (1u << role)) != 0);
  if (allowed && role == SGM_USER_ROLE_STREET && !is_in_own_area (d, users->pdata[0], subject, id, &allowed, error))
    return FALSE;
  if (allowed)
    return TRUE;
  g_set_error (error, SGM_ERROR, SGM_ERROR_DENIED, _("The user “%s” has no right to do this."), name);
  return FALSE;
}

/* The same about what the change is about. */
gboolean
sgm_decision_check_rights (SgmDecision     *d,
                           guint            roles,
                           const SgmTable  *subject,
                           GError         **error)
{
  return sgm_decision_check_rights_on (d, roles, subject, sgm_change_get_subject (d->change), error);
}
