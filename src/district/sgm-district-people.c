/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-district.h"

#include "district/sgm-district-private.h"

/* Whether now lies between two columns that hold dates of validity. */
static gboolean
is_valid_now (SgmRecord *record,
              guint      from_column,
              guint      to_column)
{
  gint64 now = g_get_real_time () / 1000;

  return (sgm_record_is_null (record, from_column)
          || sgm_record_get_int (record, from_column) <= now)
         && (sgm_record_is_null (record, to_column)
             || sgm_record_get_int (record, to_column) > now);
}

static gboolean
post_is_valid (SgmRecord *post)
{
  return is_valid_now (post, SGM_POST_VALID_FROM, SGM_POST_VALID_TO);
}

static gboolean
org_area_is_valid (SgmRecord *org_area)
{
  return is_valid_now (org_area, SGM_ORG_AREA_VALID_FROM, SGM_ORG_AREA_VALID_TO);
}

static gint64
get_kind (SgmDistrict *self,
          SgmRecord   *post)
{
  gint64 person = sgm_record_get_int (post, SGM_POST_PERSON);

  return sgm_record_get_int (sgm_district_get_record (self, &sgm_table_person, person),
                             SGM_PERSON_KIND);
}

/* By the kind of person, full-time workers first, then by id. */
static int
compare_posts (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  SgmRecord *post_a = *(SgmRecord *const *) a;
  SgmRecord *post_b = *(SgmRecord *const *) b;
  gint64 kind_a = get_kind (data, post_a);
  gint64 kind_b = get_kind (data, post_b);
  gint64 id_a = sgm_record_get_id (post_a);
  gint64 id_b = sgm_record_get_id (post_b);

  if (kind_a != kind_b)
    return kind_a < kind_b ? -1 : 1;
  return (id_a > id_b) - (id_a < id_b);
}

static GPtrArray *
dup_posts_by (SgmDistrict *self,
              guint        column,
              gint64       id,
              int          role)
{
  GPtrArray *posts = sgm_records_new_array ();
  GPtrArray *related = sgm_district_get_related (self, &sgm_table_post, column, id);

  for (guint i = 0; related != NULL && i < related->len; i++)
    {
      SgmRecord *post = g_ptr_array_index (related, i);
      gint64 person = sgm_record_get_int (post, SGM_POST_PERSON);

      if ((role == 0 || sgm_record_get_int (post, SGM_POST_ROLE) == role)
          && post_is_valid (post)
          && sgm_district_get_record (self, &sgm_table_person, person) != NULL)
        g_ptr_array_add (posts, sgm_record_ref (post));
    }
  g_ptr_array_sort_with_data (posts, compare_posts, self);
  return posts;
}

/**
 * sgm_district_dup_posts:
 * @area: an area of the present set
 * @role: a role
 *
 * Returns: (transfer full) (element-type SgmRecord): the present posts of
 *   that role in @area itself, full-time workers first; each has its person
 *   in memory
 */
GPtrArray *
sgm_district_dup_posts (SgmDistrict   *self,
                        const SgmArea *area,
                        SgmRole        role)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), sgm_records_new_array ());

  return dup_posts_by (self, SGM_POST_AREA, area->id, role);
}

/**
 * sgm_district_dup_posts_of:
 * @person: id of a person
 *
 * Returns: (transfer full) (element-type SgmRecord): the present posts that
 *   the person has, the oldest first
 */
GPtrArray *
sgm_district_dup_posts_of (SgmDistrict *self,
                           gint64       person)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), sgm_records_new_array ());

  return dup_posts_by (self, SGM_POST_PERSON, person, 0);
}

static void
add_workers (SgmDistrict   *self,
             GPtrArray     *candidates,
             gint64         grid,
             gboolean       same_grid,
             SgmRecord     *matter)
{
  g_autoptr (GPtrArray) posts = dup_posts_by (self, SGM_POST_AREA, grid, SGM_ROLE_WORKER);

  for (guint i = 0; i < posts->len; i++)
    {
      gint64 id = sgm_record_get_int (g_ptr_array_index (posts, i), SGM_POST_PERSON);
      SgmRecord *person = sgm_district_get_record (self, &sgm_table_person, id);
      guint load = sgm_district_get_load (self, id);

      g_ptr_array_add (candidates,
                       sgm_candidate_new (person, grid, same_grid, load, matter));
    }
}

/**
 * sgm_district_dup_candidates:
 * @event: id of an event in memory
 *
 * Returns: (transfer full) (element-type SgmCandidate): who could be given the
 *   event, the best first
 */
GPtrArray *
sgm_district_dup_candidates (SgmDistrict *self,
                             gint64       event)
{
  GPtrArray *candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_candidate_free);
  SgmAreaSet *areas;
  SgmRecord *record;
  SgmRecord *matter;
  const SgmArea *grid;
  const SgmArea *community;
  gint64 grid_id;

  g_return_val_if_fail (SGM_IS_DISTRICT (self), candidates);

  record = sgm_district_get_record (self, &sgm_table_event, event);
  if (record == NULL)
    return candidates;

  areas = self->picture->areas;
  grid_id = sgm_record_get_int (record, SGM_EVENT_GRID);
  matter = sgm_district_get_record (self, &sgm_table_matter,
                                    sgm_record_get_int (record, SGM_EVENT_MATTER));
  add_workers (self, candidates, grid_id, TRUE, matter);

  grid = sgm_area_set_find_id (areas, grid_id);
  community = grid != NULL && grid->parent != SGM_AREA_NONE
                ? sgm_area_set_get (areas, grid->parent) : NULL;
  for (guint i = 0; community != NULL && i < community->n_children; i++)
    {
      const SgmArea *neighbour = sgm_area_set_get (areas, community->first_child + i);

      if (neighbour != grid)
        add_workers (self, candidates, neighbour->id, FALSE, matter);
    }
  sgm_rank_candidates (candidates);
  return candidates;
}

/**
 * sgm_district_get_load:
 * @person: id of a person
 *
 * Returns: how many orders the person has that are neither done nor withdrawn
 */
guint
sgm_district_get_load (SgmDistrict *self,
                       gint64       person)
{
  GPtrArray *tasks;
  guint load = 0;

  g_return_val_if_fail (SGM_IS_DISTRICT (self), 0);

  tasks = sgm_district_get_related (self, &sgm_table_task, SGM_TASK_PERSON, person);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    load += sgm_district_task_is_active (g_ptr_array_index (tasks, i));
  return load;
}

/**
 * sgm_district_get_coverage:
 * @grid: a grid of the present set
 *
 * Returns: how grid party organizations cover @grid; where it has one of its
 *   own, that counts
 */
SgmCoverage
sgm_district_get_coverage (SgmDistrict   *self,
                           const SgmArea *grid)
{
  const SgmTallies *tallies;

  g_return_val_if_fail (SGM_IS_DISTRICT (self), SGM_COVERAGE_NONE);

  tallies = sgm_district_get_tallies (self);
  if (sgm_tallies_get (tallies, grid, SGM_TALLY_OWN) > 0)
    return SGM_COVERAGE_OWN;
  return sgm_tallies_get (tallies, grid, SGM_TALLY_JOINT) > 0 ? SGM_COVERAGE_JOINT : SGM_COVERAGE_NONE;
}

static int
compare_orgs (gconstpointer a,
              gconstpointer b)
{
  gint64 id_a = sgm_record_get_id (*(SgmRecord *const *) a);
  gint64 id_b = sgm_record_get_id (*(SgmRecord *const *) b);

  return (id_a > id_b) - (id_a < id_b);
}

/**
 * sgm_district_dup_orgs:
 * @grid: a grid, or another area, of the present set
 *
 * Returns: (transfer full) (element-type SgmRecord): the party organizations
 *   that cover @grid now, by id
 */
GPtrArray *
sgm_district_dup_orgs (SgmDistrict   *self,
                       const SgmArea *grid)
{
  GPtrArray *orgs = sgm_records_new_array ();
  GPtrArray *covering;

  g_return_val_if_fail (SGM_IS_DISTRICT (self), orgs);

  covering = sgm_district_get_related (self, &sgm_table_org_area, SGM_ORG_AREA_AREA, grid->id);
  for (guint i = 0; covering != NULL && i < covering->len; i++)
    {
      SgmRecord *org_area = g_ptr_array_index (covering, i);
      SgmRecord *org = sgm_district_get_record (self, &sgm_table_org,
                            sgm_record_get_int (org_area, SGM_ORG_AREA_ORG));

      if (org != NULL && org_area_is_valid (org_area))
        g_ptr_array_add (orgs, sgm_record_ref (org));
    }
  g_ptr_array_sort (orgs, compare_orgs);
  return orgs;
}
