/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"
#include "domain/sgm-decide.h"
#include "geo/sgm-geometry.h"

/* The records that a centre keeps itself: what must hold of each table's, and
 * who may write them. */

#define MAX_TEXT_CHARACTERS 2000

typedef gboolean (*Check) (SgmDecision *d, SgmRecord *record, GError **error);

static gboolean
fail_invalid (GError     **error,
              const char  *sentence)
{
  return sgm_refuse (error, SGM_ERROR_INVALID, sentence);
}

static gboolean
is_between (SgmRecord *record,
            guint      column,
            gint64     from,
            gint64     to)
{
  gint64 number = sgm_record_get_int (record, column);

  return !sgm_record_is_null (record, column) && number >= from && number <= to;
}

static gboolean
has_text (SgmRecord *record,
          guint      column)
{
  const char *text = sgm_record_get_text (record, column);

  return text != NULL && text[0] != '\0' && g_utf8_validate (text, -1, NULL)
         && g_utf8_strlen (text, -1) <= MAX_TEXT_CHARACTERS;
}

static gboolean
is_order_of_times (SgmRecord *record,
                   guint      from,
                   guint      to)
{
  return sgm_record_is_null (record, from) || sgm_record_is_null (record, to)
         || sgm_record_get_int (record, from) < sgm_record_get_int (record, to);
}

/* Where a record of the change is known, by its id or by the one below 0 that
 * stands for it. */
static gint64 *
make_key (const SgmTable *table,
          gint64          id)
{
  gint64 index = sgm_table_get_index (table);
  gint64 key = id * SGM_N_TABLES + (id < 0 ? -index : index);

  return g_memdup2 (&key, sizeof key);
}

static SgmRecord *
find_made (SgmDecision     *d,
           const SgmTable  *table,
           gint64           id)
{
  g_autofree gint64 *key = make_key (table, id);

  return d->made != NULL ? g_hash_table_lookup (d->made, key) : NULL;
}

static gboolean
needs (SgmDecision     *d,
       SgmRecord       *record,
       guint            column,
       const SgmTable  *table,
       const char      *missing,
       GError         **error)
{
  gint64 id = sgm_record_get_int (record, column);
  g_autoptr (SgmRecord) other = NULL;

  if (find_made (d, table, id) != NULL)
    return TRUE;
  other = sgm_decision_need (d, table, id, missing, error);
  return other != NULL;
}

static gboolean
needs_area (SgmDecision  *d,
            SgmRecord    *record,
            guint         column,
            GError      **error)
{
  return needs (d, record, column, &sgm_table_area, _("There is no such area."), error);
}

static gboolean
check_area_parent (SgmDecision  *d,
                   SgmRecord    *area,
                   GError      **error)
{
  const char *code = sgm_record_get_text (area, SGM_AREA_CODE);
  g_autoptr (SgmRecord) parent = NULL;

  if (sgm_record_get_int (area, SGM_AREA_LEVEL) == SGM_LEVEL_DISTRICT)
    return sgm_record_is_null (area, SGM_AREA_PARENT)
           || fail_invalid (error, _("The district lies in no other area."));
  parent = sgm_decision_need (d, &sgm_table_area, sgm_record_get_int (area, SGM_AREA_PARENT),
                              _("There is no area around this one."), error);
  if (parent == NULL)
    return FALSE;
  if (!sgm_code_is_child (code, sgm_record_get_text (parent, SGM_AREA_CODE)))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("The code %s does not start with that of the area around it, %s."),
                   code, sgm_record_get_text (parent, SGM_AREA_CODE));
      return FALSE;
    }
  return TRUE;
}

/* Two areas may have one code one after the other, not at once. */
static gboolean
check_area_code (SgmDecision  *d,
                 SgmRecord    *area,
                 GError      **error)
{
  const char *code = sgm_record_get_text (area, SGM_AREA_CODE);
  g_autoptr (GPtrArray) same = NULL;

  if (!sgm_record_is_null (area, SGM_AREA_VALID_TO))
    return TRUE;
  same = sgm_decision_find_text (d, &sgm_table_area, SGM_AREA_CODE, code, error);
  if (same == NULL)
    return FALSE;
  for (guint i = 0; i < same->len; i++)
    {
      g_autoptr (SgmRecord) is = sgm_decision_dup_area (d, same->pdata[i], error);

      if (is == NULL)
        return FALSE;
      if (sgm_record_get_id (is) == sgm_record_get_id (area) || !sgm_record_is_null (is, SGM_AREA_VALID_TO))
        continue;
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("There is an area with the code %s already."), code);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_area (SgmDecision  *d,
            SgmRecord    *area,
            GError      **error)
{
  const char *code = sgm_record_get_text (area, SGM_AREA_CODE);

  if (sgm_code_get_level (code) == SGM_LEVEL_NONE
      || sgm_code_get_level (code) != (SgmLevel) sgm_record_get_int (area, SGM_AREA_LEVEL))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("“%s” is no code of this level."), code != NULL ? code : "");
      return FALSE;
    }
  if (!has_text (area, SGM_AREA_NAME))
    return fail_invalid (error, _("An area has a name."));
  if (!is_order_of_times (area, SGM_AREA_VALID_FROM, SGM_AREA_VALID_TO))
    return fail_invalid (error, _("What is dated ends after it begins."));
  return sgm_check_geometry (area, SGM_AREA_GEOMETRY, FALSE, error)
         && check_area_parent (d, area, error) && check_area_code (d, area, error);
}

static gboolean
check_person (SgmDecision  *d,
              SgmRecord    *person,
              GError      **error)
{
  if (!is_between (person, SGM_PERSON_KIND, SGM_PERSON_KIND_FULL_TIME, SGM_PERSON_KIND_OFFICIAL)
      || !is_between (person, SGM_PERSON_CHANNEL, SGM_CHANNEL_TERMINAL, SGM_CHANNEL_PRINT)
      || !has_text (person, SGM_PERSON_NAME))
    return fail_invalid (error, _("A person has a name, a kind and a way to be reached."));
  return TRUE;
}

static gboolean
check_post (SgmDecision  *d,
            SgmRecord    *post,
            GError      **error)
{
  g_autoptr (SgmRecord) area = NULL;
  SgmRole role = sgm_record_get_int (post, SGM_POST_ROLE);
  SgmLevel level;

  if (!is_between (post, SGM_POST_ROLE, SGM_ROLE_WORKER, SGM_ROLE_RESPONSIBLE))
    return fail_invalid (error, _("The role of the post is unknown."));
  if (!is_order_of_times (post, SGM_POST_VALID_FROM, SGM_POST_VALID_TO))
    return fail_invalid (error, _("What is dated ends after it begins."));
  area = sgm_decision_need (d, &sgm_table_area, sgm_record_get_int (post, SGM_POST_AREA),
                            _("There is no such area."), error);
  if (area == NULL)
    return FALSE;
  level = sgm_record_get_int (area, SGM_AREA_LEVEL);
  if (((role == SGM_ROLE_WORKER || role == SGM_ROLE_RESIDENT_LEADER) && level != SGM_LEVEL_GRID)
      || (role == SGM_ROLE_UNIT_LEADER && level != SGM_LEVEL_UNIT))
    return fail_invalid (error, _("Workers and resident leaders have grids, unit leaders have units."));
  return needs (d, post, SGM_POST_PERSON, &sgm_table_person, _("There is no such person."), error);
}

static gboolean
check_shift (SgmDecision  *d,
             SgmRecord    *shift,
             GError      **error)
{
  if (sgm_record_is_null (shift, SGM_SHIFT_STARTS_AT) || sgm_record_is_null (shift, SGM_SHIFT_ENDS_AT)
      || !is_order_of_times (shift, SGM_SHIFT_STARTS_AT, SGM_SHIFT_ENDS_AT))
    return fail_invalid (error, _("A shift ends after it begins."));
  return (sgm_record_is_null (shift, SGM_SHIFT_AREA) || needs_area (d, shift, SGM_SHIFT_AREA, error))
         && needs (d, shift, SGM_SHIFT_PERSON, &sgm_table_person, _("There is no such person."), error);
}

static gboolean
check_org (SgmDecision  *d,
           SgmRecord    *org,
           GError      **error)
{
  if (!is_between (org, SGM_ORG_LEVEL, SGM_ORG_LEVEL_STREET, SGM_ORG_LEVEL_GRID) || !has_text (org, SGM_ORG_NAME))
    return fail_invalid (error, _("An organization has a name and a level."));
  for (guint i = SGM_ORG_MEMBERS; i <= SGM_ORG_HOUSEHOLDS; i++)
    if (sgm_record_get_int (org, i) < 0)
      return fail_invalid (error, _("A count is not below zero."));
  return TRUE;
}

static gboolean
check_coverage (SgmDecision  *d,
                SgmRecord    *coverage,
                GError      **error)
{
  g_autoptr (SgmRecord) area = NULL;

  if (!is_order_of_times (coverage, SGM_ORG_AREA_VALID_FROM, SGM_ORG_AREA_VALID_TO))
    return fail_invalid (error, _("What is dated ends after it begins."));
  area = sgm_decision_need (d, &sgm_table_area, sgm_record_get_int (coverage, SGM_ORG_AREA_AREA),
                            _("There is no such area."), error);
  return area != NULL
         && needs (d, coverage, SGM_ORG_AREA_ORG, &sgm_table_org, _("There is no such organization."), error);
}

static gboolean
check_matter (SgmDecision  *d,
              SgmRecord    *matter,
              GError      **error)
{
  if (!has_text (matter, SGM_MATTER_NAME)
      || !is_between (matter, SGM_MATTER_NO, 1, G_MAXINT)
      || !is_between (matter, SGM_MATTER_URGENCY, SGM_URGENCY_URGENT, SGM_URGENCY_PLANNED)
      || !is_between (matter, SGM_MATTER_CLOCK, SGM_CLOCK_URGENT_HOURS, SGM_CLOCK_NATURAL_DAYS)
      || !is_between (matter, SGM_MATTER_LIMIT, 1, G_MAXINT))
    return fail_invalid (error, _("A matter has a number, a name, an urgency and a time limit."));
  return is_order_of_times (matter, SGM_MATTER_VALID_FROM, SGM_MATTER_VALID_TO)
         || fail_invalid (error, _("What is dated ends after it begins."));
}

static gboolean
check_day (SgmDecision  *d,
           SgmRecord    *day,
           GError      **error)
{
  gint64 number = sgm_record_get_int (day, SGM_CALENDAR_DAY);

  if (number < 19700101 || number > 99991231
      || !g_date_valid_dmy (number % 100, number / 100 % 100, number / 10000)
      || !is_between (day, SGM_CALENDAR_KIND, SGM_DAY_KIND_HOLIDAY, SGM_DAY_KIND_WORKING))
    return fail_invalid (error, _("This is no day of the calendar."));
  return TRUE;
}

static gboolean
check_fact (SgmDecision  *d,
            SgmRecord    *fact,
            GError      **error)
{
  double value = sgm_record_get_real (fact, SGM_FACT_VALUE);
  double total = sgm_record_get_real (fact, SGM_FACT_TOTAL);

  if (!has_text (fact, SGM_FACT_MEASURE) || sgm_record_is_null (fact, SGM_FACT_VALUE) || !isfinite (value)
      || value < 0 || !isfinite (total) || (!sgm_record_is_null (fact, SGM_FACT_TOTAL) && total < value))
    return fail_invalid (error, _("A count says what it counts, and is not below zero or above its total."));
  return needs_area (d, fact, SGM_FACT_AREA, error);
}

static gboolean
check_place (SgmDecision  *d,
             SgmRecord    *place,
             GError      **error)
{
  if (!has_text (place, SGM_PLACE_KIND) || !has_text (place, SGM_PLACE_NAME))
    return fail_invalid (error, _("A place has a name and a kind."));
  return (sgm_record_is_null (place, SGM_PLACE_AREA) || needs_area (d, place, SGM_PLACE_AREA, error))
         && sgm_check_geometry (place, SGM_PLACE_GEOMETRY, TRUE, error);
}

static gboolean
check_address (SgmDecision  *d,
               SgmRecord    *address,
               GError      **error)
{
  if (!has_text (address, SGM_ADDRESS_TEXT))
    return fail_invalid (error, _("An address says something."));
  return (sgm_record_is_null (address, SGM_ADDRESS_AREA) || needs_area (d, address, SGM_ADDRESS_AREA, error))
         && sgm_check_geometry (address, SGM_ADDRESS_GEOMETRY, TRUE, error);
}

/* A photo is added and not changed; the same twice in one event says nothing
 * more. */
static gboolean
check_new_attachment (SgmDecision  *d,
                      SgmRecord    *attachment,
                      GError      **error)
{
  g_autoptr (GPtrArray) others = sgm_decision_find (d, &sgm_table_attachment, SGM_ATTACHMENT_EVENT,
                                                    sgm_record_get_int (attachment, SGM_ATTACHMENT_EVENT), error);

  if (others == NULL)
    return FALSE;
  if (sgm_record_get_id (attachment) > 0)
    return sgm_refuse (error, SGM_ERROR_REFUSED, _("Photos are added, and not changed."));
  for (guint i = 0; i < others->len; i++)
    if (g_strcmp0 (sgm_record_get_text (others->pdata[i], SGM_ATTACHMENT_HASH),
                      sgm_record_get_text (attachment, SGM_ATTACHMENT_HASH)) == 0)
      return sgm_refuse (error, SGM_ERROR_REPEATED, _("The event has this photo already."));
  return TRUE;
}

static gboolean
check_attachment (SgmDecision  *d,
                  SgmRecord    *attachment,
                  GError      **error)
{
  static const char *const types[] = { "image/jpeg", "image/png", "image/webp", "application/pdf", NULL };
  const char *hash = sgm_record_get_text (attachment, SGM_ATTACHMENT_HASH);
  const char *mime = sgm_record_get_text (attachment, SGM_ATTACHMENT_MIME);

  if (hash == NULL || strspn (hash, "0123456789abcdef") != SGM_ATTACHMENT_HASH_LENGTH || hash[SGM_ATTACHMENT_HASH_LENGTH] != '\0')
    return fail_invalid (error, _("An attachment is known by the SHA-256 of its content."));
  if (mime == NULL || !g_strv_contains (types, mime))
    return fail_invalid (error, _("Attachments are JPEG, PNG or WebP pictures or PDF files."));
  if (!is_between (attachment, SGM_ATTACHMENT_SIZE, 1, SGM_ATTACHMENT_MAX_BYTES))
    return fail_invalid (error, _("An attachment is larger than nothing and smaller than 20 MB."));
  sgm_record_set_int (attachment, SGM_ATTACHMENT_AT, d->now);
  return needs (d, attachment, SGM_ATTACHMENT_EVENT, &sgm_table_event, _("There is no such event."), error)
         && check_new_attachment (d, attachment, error);
}

static gboolean
check_note (SgmDecision  *d,
            SgmRecord    *note,
            GError      **error)
{
  gboolean of_event = !sgm_record_is_null (note, SGM_NOTE_EVENT);

  if (!has_text (note, SGM_NOTE_TEXT))
    return fail_invalid (error, _("A note says something, in no more than 2000 characters."));
  if (of_event != sgm_record_is_null (note, SGM_NOTE_AREA))
    return fail_invalid (error, _("A note is about an event or about an area."));
  sgm_record_set_int (note, SGM_NOTE_AT, d->now);
  sgm_record_set_text (note, SGM_NOTE_WHO, sgm_change_get_who (d->change));
  return of_event ? needs (d, note, SGM_NOTE_EVENT, &sgm_table_event, _("There is no such event."), error)
                  : needs_area (d, note, SGM_NOTE_AREA, error);
}

/* Without an administrator nobody could be given a right any more. */
static gboolean
check_other_administrator (SgmDecision  *d,
                           gint64        id,
                           GError      **error)
{
  g_autoptr (GPtrArray) all = sgm_decision_find (d, &sgm_table_user, SGM_USER_ROLE, SGM_USER_ROLE_ADMINISTRATOR, error);

  if (all == NULL)
    return FALSE;
  if (all->len == 0)
    return sgm_refuse (error, SGM_ERROR_REFUSED,
                       _("The first one has to be an administrator, who gives the others their roles."));
  for (guint i = 0; i < all->len; i++)
    if (sgm_record_get_id (all->pdata[i]) != id)
      return TRUE;
  return sgm_refuse (error, SGM_ERROR_REFUSED, _("The district needs an administrator. Make somebody else one first."));
}

static gboolean
check_user (SgmDecision  *d,
            SgmRecord    *user,
            GError      **error)
{
  SgmUserRole role = sgm_record_get_int (user, SGM_USER_ROLE);
  g_autoptr (GPtrArray) same = NULL;

  if (!has_text (user, SGM_USER_NAME)
      || !is_between (user, SGM_USER_ROLE, SGM_USER_ROLE_DISPATCHER, SGM_USER_ROLE_ADMINISTRATOR))
    return fail_invalid (error, _("A user has a name and a role."));
  same = sgm_decision_find_text (d, &sgm_table_user, SGM_USER_NAME, sgm_record_get_text (user, SGM_USER_NAME), error);
  if (same == NULL)
    return FALSE;
  for (guint i = 0; i < same->len; i++)
    if (sgm_record_get_id (same->pdata[i]) != sgm_record_get_id (user))
      return sgm_refuse (error, SGM_ERROR_REFUSED, _("There is a user of this name already."));
  if (role != SGM_USER_ROLE_ADMINISTRATOR && !check_other_administrator (d, sgm_record_get_id (user), error))
    return FALSE;
  return role != SGM_USER_ROLE_STREET || needs_area (d, user, SGM_USER_AREA, error);
}

/* What the sample is marked by is not a setting. */
static gboolean
check_setting (SgmDecision  *d,
               SgmRecord    *setting,
               GError      **error)
{
  if (!has_text (setting, SGM_META_KEY) || g_str_equal (sgm_record_get_text (setting, SGM_META_KEY), "sample"))
    return fail_invalid (error, _("This is not a setting of the district."));
  return TRUE;
}

static const struct
{
  const SgmTable *table;
  Check check;
  guint roles; /* beside the administrator */
  gboolean removable;
} rules[] = {
  { &sgm_table_meta, check_setting, 0, FALSE },
  { &sgm_table_area, check_area, 0, FALSE },
  { &sgm_table_person, check_person, 0, FALSE },
  { &sgm_table_post, check_post, 0, FALSE },
  { &sgm_table_shift, check_shift, SGM_MAY_DISPATCH, TRUE },
  { &sgm_table_org, check_org, 0, FALSE },
  { &sgm_table_org_area, check_coverage, 0, FALSE },
  { &sgm_table_matter, check_matter, 0, FALSE },
  { &sgm_table_calendar, check_day, 0, TRUE },
  { &sgm_table_fact, check_fact, SGM_MAY_DISPATCH | SGM_MAY_STREET, FALSE },
  { &sgm_table_place, check_place, SGM_MAY_DISPATCH, TRUE },
  { &sgm_table_address, check_address, SGM_MAY_DISPATCH, TRUE },
  { &sgm_table_attachment, check_attachment, SGM_MAY_DISPATCH | SGM_MAY_STREET, FALSE },
  { &sgm_table_note, check_note, SGM_MAY_DISPATCH | SGM_MAY_STREET | SGM_MAY_LEAD, FALSE },
  { &sgm_table_user, check_user, 0, TRUE },
};

static gboolean
find_rule (SgmRecord  *record,
           guint      *rule,
           GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].table == sgm_record_get_table (record))
      {
        *rule = i;
        return TRUE;
      }
  return fail_invalid (error, _("Such records are not written by hand."));
}

/* Whether the user may write records of a table, where it has a rule: who may
 * not do a thing may not take it back either. */
gboolean
sgm_decision_check_table (SgmDecision     *d,
                          const SgmTable  *table,
                          GError         **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].table == table)
      return sgm_decision_check_rights (d, rules[i].roles, NULL, error);
  return TRUE;
}

/**
 * sgm_decide_may_save:
 * @table: a table
 * @role: a user's role, 0 for none
 *
 * For whoever wants to know what to offer; sgm_decide() itself asks.
 *
 * Returns: whether users of this role may write records of the table, at least
 *   those of their own area
 */
gboolean
sgm_decide_may_save (const SgmTable *table,
                     SgmUserRole     role)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].table == table)
      return role == SGM_USER_ROLE_ADMINISTRATOR || (role != 0 && (rules[i].roles & (1u << role)) != 0);
  return FALSE;
}

/* A count is known by its place and measure: the newer one takes the place of
 * the older, which the journal keeps. */
static SgmRecord *
find_same_fact (SgmDecision  *d,
                SgmRecord    *fact,
                GError      **error)
{
  g_autoptr (GPtrArray) facts = sgm_decision_find (d, &sgm_table_fact, SGM_FACT_AREA,
                                                   sgm_record_get_int (fact, SGM_FACT_AREA), error);

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    if (g_strcmp0 (sgm_record_get_text (facts->pdata[i], SGM_FACT_MEASURE),
                   sgm_record_get_text (fact, SGM_FACT_MEASURE)) == 0)
      return sgm_record_ref (facts->pdata[i]);
  return NULL;
}

static SgmRecord *
need_present (SgmDecision  *d,
              SgmRecord    *record,
              GError      **error)
{
  g_autoptr (SgmRecord) now = sgm_decision_need (d, sgm_record_get_table (record), sgm_record_get_id (record),
                                                 _("This is not there any more."), error);

  if (now != NULL && sgm_record_get_version (now) != sgm_record_get_version (record))
    {
      sgm_refuse (error, SGM_ERROR_CONFLICT, _("This has changed in the meantime."));
      return NULL;
    }
  return g_steal_pointer (&now);
}

/* What an edition says of an area comes before the area's own values, so it is
 * there that a correction goes. */
static gboolean
correct_boundary (SgmDecision  *d,
                  SgmRecord    *area,
                  gboolean     *done,
                  GError      **error)
{
  g_autoptr (SgmRecord) boundary = NULL;
  g_autoptr (SgmRecord) edition = NULL;
  g_autoptr (SgmRecord) after = NULL;
  gboolean ends = !sgm_record_is_null (area, SGM_AREA_VALID_TO);

  if (!sgm_decision_find_boundary (d, sgm_record_get_id (area), &boundary, &edition, error))
    return FALSE;
  *done = boundary != NULL;
  if (boundary == NULL)
    return TRUE;
  after = sgm_record_copy (boundary);
  sgm_record_set_int (after, SGM_BOUNDARY_STATE, ends ? SGM_BOUNDARY_STATE_ENDS : SGM_BOUNDARY_STATE_CHANGES);
  sgm_record_set_value (after, SGM_BOUNDARY_NAME, sgm_record_get_value (area, SGM_AREA_NAME));
  sgm_record_set_value (after, SGM_BOUNDARY_KIND, sgm_record_get_value (area, SGM_AREA_KIND));
  sgm_record_set_value (after, SGM_BOUNDARY_GEOMETRY, sgm_record_get_value (area, SGM_AREA_GEOMETRY));
  sgm_patch_builder_update (d->patch, boundary, after);
  return TRUE;
}

static gboolean
update (SgmDecision  *d,
        SgmRecord    *now,
        SgmRecord    *wanted,
        GError      **error)
{
  const SgmTable *table = sgm_record_get_table (wanted);
  g_autoptr (SgmRecord) after = sgm_record_copy (now);
  gboolean of_edition = FALSE;

  if (table == &sgm_table_area && !correct_boundary (d, wanted, &of_edition, error))
    return FALSE;
  for (guint i = 0; i < table->n_columns; i++)
    if (!of_edition || (i != SGM_AREA_VALID_FROM && i != SGM_AREA_VALID_TO))
      sgm_record_set_value (after, i, sgm_record_get_value (wanted, i));
  sgm_patch_builder_update (d->patch, now, after);
  return TRUE;
}

/* Puts the ids that were given into the place of those that stood for them. */
static void
resolve (SgmDecision *d,
         SgmRecord   *record)
{
  static const struct
  {
    const SgmTable *table;
    guint column;
    const SgmTable *other;
  } references[] = {
    { &sgm_table_post, SGM_POST_PERSON, &sgm_table_person },
    { &sgm_table_shift, SGM_SHIFT_PERSON, &sgm_table_person },
    { &sgm_table_org_area, SGM_ORG_AREA_ORG, &sgm_table_org },
  };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (references[i].table == sgm_record_get_table (record)
        && sgm_record_get_int (record, references[i].column) < 0)
      {
        SgmRecord *other = find_made (d, references[i].other, sgm_record_get_int (record, references[i].column));

        if (other != NULL)
          sgm_record_set_int (record, references[i].column, sgm_record_get_id (other));
      }
}

static gboolean
add (SgmDecision  *d,
     SgmRecord    *wanted,
     GError      **error)
{
  const SgmTable *table = sgm_record_get_table (wanted);
  g_autoptr (SgmRecord) record = sgm_decision_new_record (d, table, error);

  if (record == NULL)
    return FALSE;
  for (guint i = 0; i < table->n_columns; i++)
    sgm_record_set_value (record, i, sgm_record_get_value (wanted, i));
  sgm_patch_builder_insert (d->patch, record);
  if (sgm_record_get_id (wanted) == 0)
    return TRUE;
  if (!g_hash_table_insert (d->made, make_key (table, sgm_record_get_id (wanted)), sgm_record_ref (record)))
    return fail_invalid (error, _("Two new records stand under one number."));
  g_hash_table_insert (d->made, make_key (table, sgm_record_get_id (record)), sgm_record_ref (record));
  return TRUE;
}

/* A street's user adds photos to the events of that street. */
static gboolean
check_rights (SgmDecision  *d,
              SgmRecord    *record,
              guint         rule,
              GError      **error)
{
  if (rules[rule].table != &sgm_table_attachment)
    return sgm_decision_check_rights (d, rules[rule].roles, NULL, error);
  return sgm_decision_check_rights_on (d, rules[rule].roles, &sgm_table_event,
                                       sgm_record_get_int (record, SGM_ATTACHMENT_EVENT), error);
}

static gboolean
save (SgmDecision  *d,
      SgmRecord    *wanted,
      GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SgmRecord) record = sgm_record_copy (wanted);
  g_autoptr (SgmRecord) now = NULL;
  guint rule = 0;

  resolve (d, record);
  if (!find_rule (record, &rule, error) || !check_rights (d, record, rule, error)
      || !rules[rule].check (d, record, error))
    return FALSE;
  if (sgm_record_get_id (record) > 0)
    {
      now = need_present (d, record, error);
      if (now == NULL)
        return FALSE;
    }
  else if (rules[rule].table == &sgm_table_fact)
    now = find_same_fact (d, record, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return now != NULL ? update (d, now, record, error) : add (d, record, error);
}

static gboolean
save_all (SgmDecision  *d,
          GPtrArray    *records,
          GError      **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!save (d, records->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
sgm_decide_save (SgmDecision  *d,
                 GError      **error)
{
  GPtrArray *records = sgm_change_get_records (d->change);

  g_autoptr (GHashTable) made = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                       (GDestroyNotify) sgm_record_unref);
  gboolean done;

  if (records == NULL)
    return fail_invalid (error, _("There is nothing to save."));
  d->made = made;
  done = save_all (d, records, error);
  d->made = NULL;
  return done;
}

gboolean
sgm_decide_remove (SgmDecision  *d,
                   GError      **error)
{
  GPtrArray *records = sgm_change_get_records (d->change);

  if (records == NULL)
    return fail_invalid (error, _("There is nothing to remove."));
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (SgmRecord) now = NULL;
      guint rule = 0;

      if (!find_rule (records->pdata[i], &rule, error)
          || !sgm_decision_check_rights (d, rules[rule].roles, NULL, error))
        return FALSE;
      if (!rules[rule].removable)
        return sgm_refuse (error, SGM_ERROR_REFUSED, _("Such records are ended, not removed."));
      now = need_present (d, records->pdata[i], error);
      if (now == NULL)
        return FALSE;
      if (rules[rule].table == &sgm_table_user
          && sgm_record_get_int (now, SGM_USER_ROLE) == SGM_USER_ROLE_ADMINISTRATOR
          && !check_other_administrator (d, sgm_record_get_id (now), error))
        return FALSE;
      sgm_patch_builder_delete (d->patch, now);
    }
  return TRUE;
}
