/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-rank.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "domain/sgm-tables.h"

/* Who is asked first. Somebody off duty is never first choice but stays in
 * the list, so that a dispatcher can still call the grid's own people. */
typedef enum
{
  TIER_FULL_TIME,  /* of the grid, on duty */
  TIER_GRID,       /* of the grid, part-time or professional, on duty */
  TIER_NEIGHBOUR,  /* full-time in another grid of the community, on duty */
  TIER_OFF_DUTY,   /* of the grid, off duty */
  TIER_NOBODY,
} Tier;

static Tier
get_tier (const SgmCandidate *candidate)
{
  SgmPersonKind kind = sgm_record_get_int (candidate->person, SGM_PERSON_KIND);
  gboolean full_time = kind == SGM_PERSON_KIND_FULL_TIME;

  if (candidate->same_grid)
    {
      if (!candidate->on_duty)
        return TIER_OFF_DUTY;
      return full_time ? TIER_FULL_TIME : TIER_GRID;
    }
  return full_time && candidate->on_duty ? TIER_NEIGHBOUR : TIER_NOBODY;
}

static gboolean
mentions (SgmRecord  *matter,
          guint       column,
          const char *skill)
{
  const char *text = sgm_record_get_text (matter, column);

  return text != NULL && strstr (text, skill) != NULL;
}

/* A skill is asked for where its word stands in the name of the matter or of
 * the responsible department. */
static gboolean
is_skilled (SgmRecord *person,
            SgmRecord *matter)
{
  const char *skills = sgm_record_get_text (person, SGM_PERSON_SKILLS);
  g_auto (GStrv) words = NULL;

  if (skills == NULL || matter == NULL)
    return FALSE;

  words = g_strsplit (skills, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0'
        && (mentions (matter, SGM_MATTER_NAME, words[i])
            || mentions (matter, SGM_MATTER_DEPARTMENT, words[i])))
      return TRUE;
  return FALSE;
}

/**
 * sgm_candidate_new:
 * @person: (transfer none): a worker's record
 * @grid: area id of the grid in which the worker has a post
 * @same_grid: whether the event lies in @grid
 * @load: how many orders the worker has that are not done
 * @matter: (nullable): the event's matter
 *
 * Returns: (transfer full): a candidate
 */
SgmCandidate *
sgm_candidate_new (SgmRecord *person,
                   gint64     grid,
                   gboolean   same_grid,
                   guint      load,
                   SgmRecord *matter)
{
  SgmCandidate *candidate = g_new0 (SgmCandidate, 1);

  candidate->person = sgm_record_ref (person);
  candidate->grid = grid;
  candidate->same_grid = same_grid;
  candidate->on_duty = sgm_record_get_int (person, SGM_PERSON_DUTY) != 0;
  candidate->skilled = is_skilled (person, matter);
  candidate->load = load;
  return candidate;
}

void
sgm_candidate_free (SgmCandidate *candidate)
{
  sgm_record_unref (candidate->person);
  g_free (candidate);
}

/**
 * sgm_candidate_dup_why:
 *
 * Returns: (transfer full): what speaks for the candidate and what against,
 *   translated, such as “this grid · on duty · 2 open orders”; the kind of
 *   worker is not repeated
 */
char *
sgm_candidate_dup_why (const SgmCandidate *candidate)
{
  GString *why = g_string_new (candidate->same_grid ? _("this grid") : _("neighbouring grid"));

  g_string_append_printf (why, " · %s", candidate->on_duty ? _("on duty") : _("off duty"));
  if (candidate->skilled)
    g_string_append_printf (why, " · %s", _("has the skill"));
  if (candidate->load == 0)
    g_string_append_printf (why, " · %s", _("no open orders"));
  else
    {
      g_autofree char *orders = g_strdup_printf (ngettext ("%u open order", "%u open orders",
                                                           candidate->load),
                                                 candidate->load);

      g_string_append_printf (why, " · %s", orders);
    }
  return g_string_free (why, FALSE);
}

/**
 * sgm_candidate_compare:
 *
 * Full-time workers of the grid who are on duty come first, then its other
 * workers on duty, then full-time workers of the community's other grids,
 * then the grid's own who are off duty. Among equals the one with the fewest
 * orders comes first, then one with a skill that is asked for.
 *
 * Returns: less than 0 where @a is to be asked before @b
 */
int
sgm_candidate_compare (const SgmCandidate *a,
                       const SgmCandidate *b)
{
  Tier tier_a = get_tier (a);
  Tier tier_b = get_tier (b);
  gint64 id_a = sgm_record_get_id (a->person);
  gint64 id_b = sgm_record_get_id (b->person);

  if (tier_a != tier_b)
    return tier_a < tier_b ? -1 : 1;
  if (a->load != b->load)
    return a->load < b->load ? -1 : 1;
  if (a->skilled != b->skilled)
    return a->skilled ? -1 : 1;
  return (id_a > id_b) - (id_a < id_b);
}

static int
compare_pointers (gconstpointer a,
                  gconstpointer b)
{
  return sgm_candidate_compare (*(SgmCandidate *const *) a, *(SgmCandidate *const *) b);
}

/**
 * sgm_rank_candidates:
 * @candidates: (element-type SgmCandidate): candidates, owned by the array
 *
 * Puts the best candidate first, drops who cannot be asked, and leaves each
 * person only once. The same person is the same record in each candidate.
 */
void
sgm_rank_candidates (GPtrArray *candidates)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint i = 0;

  g_ptr_array_sort (candidates, compare_pointers);
  while (i < candidates->len)
    {
      const SgmCandidate *candidate = g_ptr_array_index (candidates, i);

      if (get_tier (candidate) != TIER_NOBODY && g_hash_table_add (seen, candidate->person))
        i++;
      else
        g_ptr_array_remove_index (candidates, i);
    }
}
