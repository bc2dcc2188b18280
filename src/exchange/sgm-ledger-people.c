/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "exchange/sgm-ledger-person.h"

/* People and their posts: a row for each post. */

/* 一格两员: so many full-time workers has each grid. */
#define WORKERS_PER_GRID 2

typedef struct
{
  GPtrArray *people;     /* SgmLedgerPerson in the order of the file */
  GHashTable *by_key;    /* what a person is known by in the file → SgmLedgerPerson */
  SgmLedgerStaff *staff;
  gboolean has_kind[SGM_PERSON_KIND_OFFICIAL + 1];
  gboolean has_role[SGM_ROLE_RESPONSIBLE + 1];
} People;

static void
person_free (gpointer data)
{
  SgmLedgerPerson *person = data;

  g_ptr_array_unref (person->rows);
  g_free (person);
}

/* Reading --------------------------------------------------------------------- */

/* Those who have no phone in the file are known by their area, but leaders and
 * officials, who have several. */
static char *
make_key (const SgmLedgerPersonRow *row)
{
  const SgmArea *area = row->areas->len > 0 ? row->areas->pdata[0] : NULL;

  if (row->phone != NULL)
    return g_strdup_printf ("%s\n%s", row->name, row->phone);
  if (row->kind == SGM_PERSON_KIND_RESIDENT_LEADER || row->kind == SGM_PERSON_KIND_OFFICIAL)
    return g_strdup_printf ("%s\nkind %d", row->name, row->kind);
  return g_strdup_printf ("%s\narea %s", row->name, area != NULL ? area->code : "");
}

static gboolean
take_row (SgmLedgerWork  *work,
          gpointer        data,
          GError        **error)
{
  People *all = data;
  SgmLedgerPersonRow *row = sgm_ledger_person_row_new (work);
  g_autofree char *key = NULL;
  SgmLedgerPerson *person;

  if (row == NULL)
    return TRUE;
  all->has_kind[row->kind] = TRUE;
  all->has_role[row->role] = TRUE;
  key = make_key (row);
  person = g_hash_table_lookup (all->by_key, key);
  if (person == NULL)
    {
      person = g_new0 (SgmLedgerPerson, 1);
      person->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_ledger_person_row_free);
      g_ptr_array_add (all->people, person);
      g_hash_table_insert (all->by_key, g_steal_pointer (&key), person);
    }
  g_ptr_array_add (person->rows, row);
  return TRUE;
}

/* Drops rows that say nothing that an earlier one of the person has not said. */
static void
drop_repeated (SgmLedgerWork   *work,
               SgmLedgerPerson *person)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < person->rows->len;)
    {
      SgmLedgerPersonRow *row = person->rows->pdata[i];
      SgmLedgerPersonRow *first = NULL;
      gboolean news = FALSE;

      for (guint k = 0; k < MAX (row->areas->len, 1); k++)
        {
          gint64 area = row->areas->len > 0 ? ((const SgmArea *) row->areas->pdata[k])->id : 0;
          char *key = g_strdup_printf ("%d %" G_GINT64_FORMAT, row->role, area);
          SgmLedgerPersonRow *before = g_hash_table_lookup (said, key);

          news |= before == NULL;
          first = before != NULL ? before : first;
          g_hash_table_insert (said, key, before != NULL ? before : row);
        }
      if (news)
        {
          i++;
          continue;
        }
      sgm_ledger_work_leave_out_row (work, SGM_LEDGER_TWICE, row->number, first->number,
                                     g_strdup_printf (_("Row %" PRId64 " says the same of the same person."),
                                                      first->number));
      g_ptr_array_remove_index (person->rows, i);
    }
}

static void
tell_shared_phones (SgmLedgerWork *work,
                    People        *all)
{
  g_autoptr (GHashTable) owners = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < all->people->len; i++)
    {
      SgmLedgerPerson *person = all->people->pdata[i];
      SgmLedgerPersonRow *row = person->rows->pdata[0];
      SgmLedgerPersonRow *owner = row->phone != NULL ? g_hash_table_lookup (owners, row->phone) : NULL;

      if (row->phone != NULL && owner == NULL)
        g_hash_table_insert (owners, row->phone, row);
      else if (owner != NULL)
        {
          g_autofree char *masked = sgm_ledger_dup_masked_phone (row->phone);

          sgm_ledger_work_find (work, SGM_LEDGER_PHONE_SHARED, SGM_IMPORT_WARNS, row->number,
                                /* Translators: %s is a masked phone */
                                g_strdup_printf (_("The phone %s is also that of another person in row %"
                                                   PRId64 "."), masked, owner->number))->other_row = owner->number;
        }
    }
}

/* What becomes of them --------------------------------------------------------- */

static void
fill_new (SgmRecord                *record,
          const SgmLedgerPersonRow *row)
{
  sgm_record_set_int (record, SGM_PERSON_KIND, row->kind);
  sgm_record_set_int (record, SGM_PERSON_CHANNEL,
                      row->kind == SGM_PERSON_KIND_FULL_TIME ? SGM_CHANNEL_TERMINAL : SGM_CHANNEL_PHONE);
  sgm_record_set_int (record, SGM_PERSON_DUTY, 1);
}

/* Returns: whether the rows say something else than the record */
static gboolean
fill (SgmRecord             *record,
      const SgmLedgerPerson *person)
{
  const SgmLedgerPersonRow *first = person->rows->pdata[0];
  gboolean changed = sgm_ledger_set_int (record, SGM_PERSON_KIND, first->kind);

  changed |= sgm_ledger_set_text (record, SGM_PERSON_NAME, first->name);
  for (guint i = 0; i < person->rows->len; i++)
    {
      const SgmLedgerPersonRow *row = person->rows->pdata[i];

      if (row->phone != NULL)
        changed |= sgm_ledger_set_text (record, SGM_PERSON_PHONE, row->phone);
      if (row->channel != 0)
        changed |= sgm_ledger_set_int (record, SGM_PERSON_CHANNEL, row->channel);
      if (row->skills != NULL)
        changed |= sgm_ledger_set_text (record, SGM_PERSON_SKILLS, row->skills);
      if (row->duty >= 0)
        changed |= sgm_ledger_set_int (record, SGM_PERSON_DUTY, row->duty);
    }
  return changed;
}

static gboolean
is_post (SgmRecord     *post,
         const SgmArea *area,
         int            role)
{
  return sgm_record_get_int (post, SGM_POST_AREA) == area->id
         && sgm_record_get_int (post, SGM_POST_ROLE) == role;
}

/* The post that a row is about: one that holds, or the former one that it says. */
static SgmRecord *
find_post (SgmLedgerWork            *work,
           GPtrArray                *posts,
           const SgmLedgerPersonRow *row,
           const SgmArea            *area)
{
  SgmRecord *former = NULL;

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      SgmRecord *post = posts->pdata[i];

      if (!is_post (post, area, row->role))
        continue;
      if (sgm_ledger_work_holds (work, post, SGM_POST_VALID_TO))
        return post;
      if (row->has_to && sgm_record_get_int (post, SGM_POST_VALID_TO) == row->to)
        former = post;
    }
  return former;
}

/* Returns: whether something changes */
static gboolean
save_post (SgmLedgerWork            *work,
           gint64                    person,
           GPtrArray                *posts,
           const SgmLedgerPersonRow *row,
           const SgmArea            *area)
{
  SgmRecord *now = find_post (work, posts, row, area);
  g_autoptr (SgmRecord) post = now != NULL ? sgm_record_copy (now) : sgm_record_new (&sgm_table_post, 0);
  gboolean changed = now == NULL;

  if (now == NULL)
    {
      sgm_record_set_int (post, SGM_POST_PERSON, person);
      sgm_record_set_int (post, SGM_POST_AREA, area->id);
      sgm_record_set_int (post, SGM_POST_ROLE, row->role);
      if (!row->has_to || row->to > work->now)
        sgm_record_set_int (post, SGM_POST_VALID_FROM, work->now);
    }
  if (row->has_from)
    changed |= sgm_ledger_set_int (post, SGM_POST_VALID_FROM, row->from);
  if (row->has_to)
    changed |= sgm_ledger_set_int (post, SGM_POST_VALID_TO, row->to);
  if (changed)
    sgm_ledger_work_save (work, post);
  return changed;
}

static gboolean
is_said (const SgmLedgerPerson *person,
         SgmRecord             *post)
{
  for (guint i = 0; i < person->rows->len; i++)
    {
      const SgmLedgerPersonRow *row = person->rows->pdata[i];

      for (guint k = 0; k < row->areas->len; k++)
        if (is_post (post, row->areas->pdata[k], row->role))
          return TRUE;
    }
  return FALSE;
}

static void
end_post (SgmLedgerWork *work,
          SgmRecord     *now)
{
  g_autoptr (SgmRecord) post = sgm_record_copy (now);

  /* A post that has not begun yet never will. */
  if (sgm_record_get_int (post, SGM_POST_VALID_FROM) >= work->now)
    sgm_record_set_int (post, SGM_POST_VALID_FROM, work->now - 1);
  sgm_record_set_int (post, SGM_POST_VALID_TO, work->now);
  sgm_ledger_work_save (work, post);
}

/* Whether the post is of a role that the file tells of. */
static gboolean
is_of_role (People    *all,
            SgmRecord *post)
{
  gint64 role = sgm_record_get_int (post, SGM_POST_ROLE);

  return role > 0 && role < (gint64) G_N_ELEMENTS (all->has_role) && all->has_role[role];
}

/* Posts of the person that the file does not say end where it is complete.
 * Returns: whether something changes */
static gboolean
end_other_posts (SgmLedgerWork         *work,
                 People                *all,
                 const SgmLedgerPerson *person,
                 GPtrArray             *posts)
{
  const SgmLedgerPersonRow *first = person->rows->pdata[0];
  guint n = 0;

  /* Who has no area in the file is told of already. */
  if (first->areas->len == 0)
    return FALSE;
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      if (!sgm_ledger_work_holds (work, posts->pdata[i], SGM_POST_VALID_TO) || is_said (person, posts->pdata[i])
          || !is_of_role (all, posts->pdata[i]))
        continue;
      n++;
      if (work->options->complete)
        end_post (work, posts->pdata[i]);
    }
  if (n > 0 && !work->options->complete)
    sgm_ledger_work_find (work, SGM_LEDGER_STAYS, SGM_IMPORT_NOTE, first->number,
                          g_strdup_printf (ngettext ("The person has %u other post, which the file does not say and which stays.",
                                                     "The person has %u other posts, which the file does not say and which stay.", n), n));
  else if (n > 0)
    sgm_ledger_work_find (work, SGM_LEDGER_ENDS, SGM_IMPORT_WARNS, first->number,
                          g_strdup_printf (ngettext ("The person has %u other post, which the file does not say and which would end.",
                                                     "The person has %u other posts, which the file does not say and which would end.", n), n));
  return n > 0 && work->options->complete;
}

static void
save_person (SgmLedgerWork   *work,
             People          *all,
             SgmLedgerPerson *person)
{
  gint64 id = person->now != NULL ? sgm_record_get_id (person->now) : sgm_ledger_work_new_id (work);
  g_autoptr (SgmRecord) record = person->now != NULL ? sgm_record_copy (person->now)
                                                     : sgm_record_new (&sgm_table_person, id);
  GPtrArray *posts = person->now != NULL ? sgm_ledger_staff_get_posts (all->staff, person->now) : NULL;
  gboolean changed;

  if (person->now == NULL)
    fill_new (record, person->rows->pdata[0]);
  changed = fill (record, person);
  if (changed || person->now == NULL)
    sgm_ledger_work_save (work, record);
  for (guint i = 0; i < person->rows->len; i++)
    {
      const SgmLedgerPersonRow *row = person->rows->pdata[i];

      for (guint k = 0; k < row->areas->len; k++)
        changed |= save_post (work, id, posts, row, row->areas->pdata[k]);
    }
  changed |= end_other_posts (work, all, person, posts);
  if (person->now == NULL)
    work->plan->n_new++;
  else if (changed)
    work->plan->n_changed++;
  else
    work->plan->n_same++;
}

/* Who is not in a complete file, of the kinds that it has, has no post any
 * more. */
static void
end_others (SgmLedgerWork *work,
            People        *all)
{
  GPtrArray *people = sgm_ledger_work_get_present (work, &sgm_table_person);
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < all->people->len; i++)
    g_hash_table_add (found, ((SgmLedgerPerson *) all->people->pdata[i])->now);
  for (guint i = 0; i < people->len; i++)
    {
      SgmRecord *person = people->pdata[i];
      GPtrArray *posts = sgm_ledger_staff_get_posts (all->staff, person);
      gint64 kind = sgm_record_get_int (person, SGM_PERSON_KIND);
      guint n = 0;

      if (g_hash_table_contains (found, person) || kind < 0 || kind >= (gint64) G_N_ELEMENTS (all->has_kind)
          || !all->has_kind[kind])
        continue;
      for (guint k = 0; posts != NULL && k < posts->len; k++)
        if (sgm_ledger_work_holds (work, posts->pdata[k], SGM_POST_VALID_TO))
          {
            end_post (work, posts->pdata[k]);
            n++;
          }
      work->plan->n_ended += n > 0;
    }
  if (work->plan->n_ended > 0)
    sgm_ledger_work_find (work, SGM_LEDGER_ENDS, SGM_IMPORT_WARNS, 0,
                          g_strdup_printf (ngettext ("%u person is not in the file and would have no post any more.",
                                                     "%u people are not in the file and would have no post any more.",
                                                     work->plan->n_ended), work->plan->n_ended));
}

/* As it would be ------------------------------------------------------------- */

/* Counts those who hold a post, by kind, and full-time workers by grid. */
static void
count_after (SgmLedgerWork *work,
             guint         *n_of_kind,
             guint         *n_workers)
{
  g_autoptr (GPtrArray) people = sgm_ledger_work_dup_after (work, &sgm_table_person);
  g_autoptr (GPtrArray) posts = sgm_ledger_work_dup_after (work, &sgm_table_post);
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) counted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < people->len; i++)
    {
      gint64 id = sgm_record_get_id (people->pdata[i]);
      gint64 kind = sgm_record_get_int (people->pdata[i], SGM_PERSON_KIND);

      g_hash_table_insert (kinds, g_memdup2 (&id, sizeof id),
                           GINT_TO_POINTER (CLAMP (kind, 0, SGM_PERSON_KIND_OFFICIAL)));
    }
  for (guint i = 0; i < posts->len; i++)
    {
      gint64 id = sgm_record_get_int (posts->pdata[i], SGM_POST_PERSON);
      int kind = GPOINTER_TO_INT (g_hash_table_lookup (kinds, &id));
      const SgmArea *area = sgm_area_set_find_id (work->set, sgm_record_get_int (posts->pdata[i], SGM_POST_AREA));

      if (!sgm_ledger_work_holds (work, posts->pdata[i], SGM_POST_VALID_TO))
        continue;
      if (g_hash_table_add (counted, g_memdup2 (&id, sizeof id)))
        n_of_kind[kind]++;
      if (kind == SGM_PERSON_KIND_FULL_TIME && area != NULL)
        n_workers[area->index]++;
    }
}

static void
check_after (SgmLedgerWork *work,
             People        *all)
{
  static const struct
  {
    SgmPersonKind kind;
    guint published;
  } totals[] = {
    { SGM_PERSON_KIND_FULL_TIME, SGM_PUBLISHED_FULL_TIME },
    { SGM_PERSON_KIND_PART_TIME, SGM_PUBLISHED_PART_TIME },
    { SGM_PERSON_KIND_RESIDENT_LEADER, SGM_PUBLISHED_RESIDENT_LEADERS },
  };
  guint n_of_kind[SGM_PERSON_KIND_OFFICIAL + 1] = { 0 };
  g_autofree guint *n_workers = g_new0 (guint, sgm_area_set_get_n_areas (work->set));
  g_autoptr (GPtrArray) few = g_ptr_array_new ();
  guint first, end;

  count_after (work, n_of_kind, n_workers);
  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    if (all->has_kind[totals[i].kind])
      sgm_ledger_work_tell_total (work, sgm_person_kind_get_name (totals[i].kind), n_of_kind[totals[i].kind],
                                  totals[i].published);
  if (!all->has_kind[SGM_PERSON_KIND_FULL_TIME])
    return;
  sgm_area_set_get_level (work->set, SGM_LEVEL_GRID, &first, &end);
  for (guint i = first; i < end; i++)
    if (n_workers[i] < WORKERS_PER_GRID)
      g_ptr_array_add (few, (gpointer) sgm_area_set_get (work->set, i));
  if (few->len > 0)
    {
      g_autofree char *sentence = g_strdup_printf (ngettext ("%u grid would have fewer than two full-time workers (一格两员):",
                                                             "%u grids would have fewer than two full-time workers (一格两员):",
                                                             few->len), few->len);

      sgm_ledger_work_tell_areas (work, SGM_LEDGER_FEW_WORKERS, few, sentence);
    }
}

static void
plan_all (SgmLedgerWork *work,
          People        *all)
{
  for (guint i = 0; i < all->people->len; i++)
    drop_repeated (work, all->people->pdata[i]);
  tell_shared_phones (work, all);
  for (guint i = 0; i < all->people->len; i++)
    sgm_ledger_staff_find_sure (all->staff, work, all->people->pdata[i]);
  for (guint i = 0; i < all->people->len; i++)
    {
      SgmLedgerPerson *person = all->people->pdata[i];

      if (person->now != NULL || sgm_ledger_staff_find (all->staff, work, person))
        save_person (work, all, person);
    }
  if (work->options->complete)
    end_others (work, all);
  check_after (work, all);
}

gboolean
sgm_ledger_plan_people (SgmLedgerWork  *work,
                        GError        **error)
{
  g_autoptr (SgmLedgerStaff) staff = sgm_ledger_staff_new (work);
  People all = { .staff = staff };
  gboolean done;

  all.people = g_ptr_array_new_with_free_func (person_free);
  all.by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = sgm_ledger_work_each (work, take_row, &all, FALSE, error);
  if (done)
    plan_all (work, &all);
  g_hash_table_unref (all.by_key);
  g_ptr_array_unref (all.people);
  return done;
}
