/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-person.h"

#include <glib/gi18n-lib.h>

/* Rows ----------------------------------------------------------------------- */

static int
get_usual_role (int kind)
{
  switch (kind)
    {
    case SGM_PERSON_KIND_UNIT_LEADER:
      return SGM_ROLE_UNIT_LEADER;
    case SGM_PERSON_KIND_RESIDENT_LEADER:
      return SGM_ROLE_RESIDENT_LEADER;
    case SGM_PERSON_KIND_OFFICIAL:
      return SGM_ROLE_RESPONSIBLE;
    default:
      return SGM_ROLE_WORKER;
    }
}

/* Where people can have a role. */
static guint
get_levels (int role)
{
  switch (role)
    {
    case SGM_ROLE_UNIT_LEADER:
      return SGM_LEDGER_LEVEL (SGM_LEVEL_UNIT);
    case SGM_ROLE_RESPONSIBLE:
      return SGM_LEDGER_ANY_LEVEL;
    default:
      return SGM_LEDGER_LEVEL (SGM_LEVEL_GRID) | SGM_LEDGER_LEVEL (SGM_LEVEL_UNIT);
    }
}

/* A worker's unit stands for its grid. */
static void
raise_to_grids (SgmLedgerWork *work,
                GPtrArray     *areas)
{
  g_autoptr (GPtrArray) all = g_ptr_array_copy (areas, NULL, NULL);

  g_ptr_array_set_size (areas, 0);
  for (guint i = 0; i < all->len; i++)
    {
      const SgmArea *area = all->pdata[i];

      if (area->level == SGM_LEVEL_UNIT)
        area = sgm_area_set_get_ancestor (work->set, area, SGM_LEVEL_GRID);
      if (area != NULL && !g_ptr_array_find (areas, area, NULL))
        g_ptr_array_add (areas, (gpointer) area);
    }
}

static gboolean
read_phone (SgmLedgerWork      *work,
            SgmLedgerPersonRow *row)
{
  const char *cell = work->cells[SGM_PEOPLE_PHONE];
  g_autofree char *masked = NULL;

  if (cell == NULL)
    return TRUE;
  row->phone = sgm_ledger_parse_phone (cell);
  if (row->phone != NULL)
    return TRUE;
  masked = sgm_ledger_dup_masked_phone (cell);
  sgm_ledger_work_leave_out (work, SGM_LEDGER_PHONE_BAD, SGM_PEOPLE_PHONE,
                             g_strdup_printf (_("“%s” is no telephone number."), masked));
  return FALSE;
}

static char *
dup_skills (const char *cell)
{
  g_autoptr (GString) skills = g_string_new (NULL);

  for (const char *at = cell; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == 0x3001 || c == ',' || c == ';' || c == '/' || c == '|')
        g_string_append_c (skills, ' ');
      else
        g_string_append_unichar (skills, c);
    }
  return sgm_ledger_dup_plain (skills->str);
}

static gboolean
read_areas (SgmLedgerWork      *work,
            SgmLedgerPersonRow *row)
{
  if (!sgm_ledger_work_get_areas (work, SGM_PEOPLE_AREA, get_levels (row->role), row->areas))
    return FALSE;
  if (row->role == SGM_ROLE_WORKER || row->role == SGM_ROLE_RESIDENT_LEADER)
    raise_to_grids (work, row->areas);
  if (row->areas->len == 0 && work->cells[SGM_PEOPLE_PHONE] == NULL)
    {
      sgm_ledger_work_leave_out (work, SGM_LEDGER_AREA_MISSING, SGM_PEOPLE_AREA,
                                 g_strdup (_("There is neither a phone nor a grid to know the person by.")));
      return FALSE;
    }
  if (row->areas->len == 0)
    sgm_ledger_work_find (work, SGM_LEDGER_AREA_MISSING, SGM_IMPORT_WARNS, row->number,
                          g_strdup (_("The person has no grid.")))->field = SGM_PEOPLE_AREA;
  return TRUE;
}

static gboolean
read_role (SgmLedgerWork      *work,
           SgmLedgerPersonRow *row)
{
  gboolean good = sgm_ledger_work_need (work, SGM_PEOPLE_KIND);

  good &= sgm_ledger_work_get_word (work, SGM_PEOPLE_KIND, &row->kind);
  good &= sgm_ledger_work_get_word (work, SGM_PEOPLE_ROLE, &row->role);
  if (!good)
    return FALSE;
  if (row->role == 0)
    row->role = get_usual_role (row->kind);
  return TRUE;
}

static gboolean
read_duty (SgmLedgerWork      *work,
           SgmLedgerPersonRow *row)
{
  gboolean duty;

  row->duty = -1;
  if (work->cells[SGM_PEOPLE_DUTY] == NULL)
    return TRUE;
  if (sgm_ledger_parse_yes (work->cells[SGM_PEOPLE_DUTY], &duty))
    {
      row->duty = duty;
      return TRUE;
    }
  sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, SGM_PEOPLE_DUTY,
                             g_strdup_printf (_("“%s” says neither yes nor no."), work->cells[SGM_PEOPLE_DUTY]));
  return FALSE;
}

/* Goes on after a mistake, so that all of the row are told at once; where a
 * person may be depends on the role. */
static gboolean
read_cells (SgmLedgerWork      *work,
            SgmLedgerPersonRow *row)
{
  gboolean good = sgm_ledger_work_need (work, SGM_PEOPLE_NAME);
  gboolean days;

  good &= sgm_ledger_work_get_word (work, SGM_PEOPLE_CHANNEL, &row->channel);
  good &= read_phone (work, row);
  good &= read_role (work, row) && read_areas (work, row);
  good &= read_duty (work, row);
  days = sgm_ledger_work_get_day (work, SGM_PEOPLE_FROM, &row->has_from, &row->from);
  days &= sgm_ledger_work_get_day (work, SGM_PEOPLE_TO, &row->has_to, &row->to);
  return good & (days && sgm_ledger_work_check_days (work, row->has_from, row->from, row->has_to, row->to));
}

/**
 * sgm_ledger_person_row_new:
 *
 * Returns: (transfer full) (nullable): what the row that is read says, %NULL
 *   where it is left out
 */
SgmLedgerPersonRow *
sgm_ledger_person_row_new (SgmLedgerWork *work)
{
  SgmLedgerPersonRow *row = g_new0 (SgmLedgerPersonRow, 1);

  row->number = work->row->number;
  row->areas = g_ptr_array_new ();
  if (!work->left_out && read_cells (work, row))
    {
      row->name = g_strdup (work->cells[SGM_PEOPLE_NAME]);
      row->skills = work->cells[SGM_PEOPLE_SKILLS] != NULL ? dup_skills (work->cells[SGM_PEOPLE_SKILLS]) : NULL;
      return row;
    }
  sgm_ledger_person_row_free (row);
  return NULL;
}

void
sgm_ledger_person_row_free (SgmLedgerPersonRow *row)
{
  g_free (row->name);
  g_free (row->phone);
  g_free (row->skills);
  g_ptr_array_unref (row->areas);
  g_free (row);
}

/* Who is there ---------------------------------------------------------------- */

struct _SgmLedgerStaff
{
  GHashTable *by_phone; /* digits → array of people */
  GHashTable *by_name;
  GHashTable *posts;    /* person's id → array of posts, former ones too */
  GHashTable *taken;    /* people who were found */
};

static void
file_under (GHashTable *table,
            char       *key,
            SgmRecord  *record)
{
  GPtrArray *all = g_hash_table_lookup (table, key);

  if (all == NULL)
    {
      all = g_ptr_array_new ();
      g_hash_table_insert (table, key, all);
    }
  else
    g_free (key);
  g_ptr_array_add (all, record);
}

static void
file_person (SgmLedgerStaff *staff,
             SgmRecord      *person)
{
  const char *name = sgm_record_get_text (person, SGM_PERSON_NAME);
  const char *phone = sgm_record_get_text (person, SGM_PERSON_PHONE);
  char *digits = phone != NULL ? sgm_ledger_parse_phone (phone) : NULL;

  if (name != NULL && *name != '\0')
    file_under (staff->by_name, g_strdup (name), person);
  if (digits == NULL && phone != NULL && *phone != '\0')
    digits = g_strdup (phone);
  if (digits != NULL)
    file_under (staff->by_phone, digits, person);
}

/**
 * sgm_ledger_staff_new:
 *
 * Returns: (transfer full): who is there now
 */
SgmLedgerStaff *
sgm_ledger_staff_new (SgmLedgerWork *work)
{
  SgmLedgerStaff *staff = g_new0 (SgmLedgerStaff, 1);
  GPtrArray *people = sgm_ledger_work_get_present (work, &sgm_table_person);
  GPtrArray *posts = sgm_ledger_work_get_present (work, &sgm_table_post);

  staff->by_phone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  staff->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  staff->posts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  staff->taken = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < people->len; i++)
    file_person (staff, people->pdata[i]);
  for (guint i = 0; i < posts->len; i++)
    {
      gint64 id = sgm_record_get_int (posts->pdata[i], SGM_POST_PERSON);
      GPtrArray *own = g_hash_table_lookup (staff->posts, &id);

      if (own == NULL)
        {
          own = g_ptr_array_new ();
          g_hash_table_insert (staff->posts, g_memdup2 (&id, sizeof id), own);
        }
      g_ptr_array_add (own, posts->pdata[i]);
    }
  return staff;
}

void
sgm_ledger_staff_free (SgmLedgerStaff *staff)
{
  g_hash_table_unref (staff->by_phone);
  g_hash_table_unref (staff->by_name);
  g_hash_table_unref (staff->posts);
  g_hash_table_unref (staff->taken);
  g_free (staff);
}

/**
 * sgm_ledger_staff_get_posts:
 *
 * Returns: (transfer none) (nullable) (element-type SgmRecord): the posts that
 *   the person has and had
 */
GPtrArray *
sgm_ledger_staff_get_posts (SgmLedgerStaff *staff,
                            SgmRecord      *person)
{
  gint64 id = sgm_record_get_id (person);

  return g_hash_table_lookup (staff->posts, &id);
}

static gboolean
has_post_in (SgmLedgerStaff *staff,
             SgmLedgerWork  *work,
             SgmRecord      *now,
             const SgmLedgerPerson *person)
{
  GPtrArray *posts = sgm_ledger_staff_get_posts (staff, now);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    for (guint k = 0; k < person->rows->len; k++)
      {
        const SgmLedgerPersonRow *row = person->rows->pdata[k];

        if (!sgm_ledger_work_holds (work, posts->pdata[i], SGM_POST_VALID_TO))
          continue;
        for (guint j = 0; j < row->areas->len; j++)
          if (((const SgmArea *) row->areas->pdata[j])->id == sgm_record_get_int (posts->pdata[i], SGM_POST_AREA))
            return TRUE;
      }
  return FALSE;
}

static gboolean
is_called (SgmRecord  *person,
           const char *name)
{
  return g_strcmp0 (sgm_record_get_text (person, SGM_PERSON_NAME), name) == 0;
}

/* Those of @all who were not found yet and are called so, or have a post where
 * the file says. */
static GPtrArray *
pick (SgmLedgerStaff        *staff,
      SgmLedgerWork         *work,
      GPtrArray             *all,
      const char            *name,
      const SgmLedgerPerson *here)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; all != NULL && i < all->len; i++)
    if (!g_hash_table_contains (staff->taken, all->pdata[i])
        && (name == NULL || is_called (all->pdata[i], name))
        && (here == NULL || has_post_in (staff, work, all->pdata[i], here)))
      g_ptr_array_add (picked, all->pdata[i]);
  return picked;
}

/* Tells that it is not sure who somebody is, and follows what was chosen.
 * Returns: whether the person is imported */
static gboolean
ask (SgmLedgerWork   *work,
     SgmLedgerPerson *person,
     SgmRecord       *perhaps,
     char            *sentence)
{
  const SgmLedgerPersonRow *first = person->rows->pdata[0];
  SgmLedgerChoice choice = GPOINTER_TO_INT (g_hash_table_lookup (work->options->choices, &first->number));
  SgmLedgerFinding *finding;
  gboolean taken = choice == SGM_LEDGER_NEW || (choice == SGM_LEDGER_SAME && perhaps != NULL);
  SgmImportSeverity severity = !work->options->complete || taken ? SGM_IMPORT_WARNS : SGM_IMPORT_BLOCKS;

  finding = sgm_ledger_work_find (work, SGM_LEDGER_UNSURE, severity, first->number, sentence);
  finding->can_choose = TRUE;
  finding->left_out = !taken;
  finding->proposal = perhaps != NULL ? g_strdup (_("Say whether it is the same person or another one."))
                                      : g_strdup (_("Say that it is another person, or leave the row out."));
  if (choice == SGM_LEDGER_SAME)
    person->now = perhaps;
  if (!taken)
    for (guint i = 0; i < person->rows->len; i++)
      sgm_ledger_work_count_left_out (work, ((SgmLedgerPersonRow *) person->rows->pdata[i])->number);
  return taken;
}

static gboolean
ask_about_phone (SgmLedgerWork   *work,
                 SgmLedgerPerson *person,
                 GPtrArray       *owners)
{
  const SgmLedgerPersonRow *first = person->rows->pdata[0];
  SgmRecord *owner = owners->pdata[0];
  const char *name = sgm_record_get_text (owner, SGM_PERSON_NAME);
  g_autofree char *phone = sgm_ledger_dup_masked_phone (first->phone);
  g_autofree char *owner_name = sgm_ledger_dup_masked_name (name != NULL ? name : "?");
  g_autofree char *masked = sgm_ledger_dup_masked_name (first->name);

  /* Translators: the first and third %s are masked names, the second a masked phone */
  return ask (work, person, owners->len == 1 ? owner : NULL,
              g_strdup_printf (_("%s has the phone %s, which is that of %s in the district."), masked, phone,
                               owner_name));
}

static gboolean
ask_about_name (SgmLedgerWork   *work,
                SgmLedgerPerson *person,
                GPtrArray       *namesakes)
{
  const SgmLedgerPersonRow *first = person->rows->pdata[0];
  g_autofree char *masked = sgm_ledger_dup_masked_name (first->name);

  return ask (work, person, namesakes->len == 1 ? namesakes->pdata[0] : NULL,
              g_strdup_printf (ngettext ("%s may be the person of that name who is there already.",
                                         "%s may be one of %u people of that name who are there already.",
                                         namesakes->len), masked, namesakes->len));
}

static GPtrArray *
get_owners (SgmLedgerStaff        *staff,
            const SgmLedgerPerson *person)
{
  for (guint i = 0; i < person->rows->len; i++)
    {
      const SgmLedgerPersonRow *row = person->rows->pdata[i];

      if (row->phone != NULL)
        return g_hash_table_lookup (staff->by_phone, row->phone);
    }
  return NULL;
}

/* Two people of one name are two, if both have a phone. */
static GPtrArray *
pick_possible (const SgmLedgerPerson *person,
               GPtrArray             *namesakes)
{
  const SgmLedgerPersonRow *first = person->rows->pdata[0];
  GPtrArray *possible = g_ptr_array_new ();

  for (guint i = 0; i < namesakes->len; i++)
    if (first->phone == NULL || sgm_record_is_null (namesakes->pdata[i], SGM_PERSON_PHONE))
      g_ptr_array_add (possible, namesakes->pdata[i]);
  return possible;
}

static void
take (SgmLedgerStaff  *staff,
      SgmLedgerPerson *person,
      SgmRecord       *now)
{
  person->now = now;
  g_hash_table_add (staff->taken, now);
}

/**
 * sgm_ledger_staff_find_sure:
 * @staff: who is there
 * @person: a person of the file; gets who that is
 *
 * To be called for all people of the file before sgm_ledger_staff_find().
 *
 * Returns: whether somebody is there with the same phone and name
 */
gboolean
sgm_ledger_staff_find_sure (SgmLedgerStaff  *staff,
                            SgmLedgerWork   *work,
                            SgmLedgerPerson *person)
{
  const SgmLedgerPersonRow *first = person->rows->pdata[0];
  g_autoptr (GPtrArray) same = pick (staff, work, get_owners (staff, person), first->name, NULL);
  g_autoptr (GPtrArray) here = pick (staff, work, same, NULL, person);

  if (same->len == 1)
    take (staff, person, same->pdata[0]);
  else if (here->len == 1)
    take (staff, person, here->pdata[0]);
  return person->now != NULL;
}

/**
 * sgm_ledger_staff_find:
 * @staff: who is there
 * @person: a person of the file who was not found by phone; gets who that is
 *
 * Who has the name and a post in the same area is the same. Who has the phone
 * of somebody with another name, or the name of somebody whose phone nobody can
 * compare, is unsure. All others are new.
 *
 * Returns: whether the person is imported
 */
gboolean
sgm_ledger_staff_find (SgmLedgerStaff  *staff,
                       SgmLedgerWork   *work,
                       SgmLedgerPerson *person)
{
  const SgmLedgerPersonRow *first = person->rows->pdata[0];
  g_autoptr (GPtrArray) owners = pick (staff, work, get_owners (staff, person), NULL, NULL);
  g_autoptr (GPtrArray) namesakes = pick (staff, work, g_hash_table_lookup (staff->by_name, first->name), NULL, NULL);
  g_autoptr (GPtrArray) here = pick (staff, work, namesakes, NULL, person);
  g_autoptr (GPtrArray) possible = pick_possible (person, namesakes);
  gboolean imported = TRUE;

  if (here->len == 1)
    person->now = here->pdata[0];
  else if (here->len > 1)
    imported = ask_about_name (work, person, here);
  else if (owners->len > 0)
    imported = ask_about_phone (work, person, owners);
  else if (possible->len > 0)
    imported = ask_about_name (work, person, possible);
  if (person->now != NULL)
    take (staff, person, person->now);
  return imported;
}
