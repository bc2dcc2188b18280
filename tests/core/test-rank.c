/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-rank.h"
#include "domain/sgm-tables.h"

static SgmRecord *
make_person (gint64         id,
             SgmPersonKind  kind,
             gboolean       on_duty,
             const char    *skills)
{
  SgmRecord *person = sgm_record_new (&sgm_table_person, id);

  sgm_record_set_int (person, SGM_PERSON_KIND, kind);
  sgm_record_set_int (person, SGM_PERSON_DUTY, on_duty);
  sgm_record_set_text (person, SGM_PERSON_SKILLS, skills);
  return person;
}

static void
add (GPtrArray     *candidates,
     gint64         id,
     SgmPersonKind  kind,
     gboolean       on_duty,
     gboolean       same_grid,
     guint          load,
     const char    *skills)
{
  g_autoptr (SgmRecord) person = make_person (id, kind, on_duty, skills);
  g_autoptr (SgmRecord) matter = sgm_record_new (&sgm_table_matter, 1);

  sgm_record_set_text (matter, SGM_MATTER_NAME, "消防通道堵塞");
  sgm_record_set_text (matter, SGM_MATTER_DEPARTMENT, "区应急管理局");
  g_ptr_array_add (candidates, sgm_candidate_new (person, same_grid ? 11 : 12, same_grid, load, matter));
}

static void
test_order (void)
{
  g_autoptr (GPtrArray) candidates =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_candidate_free);

  add (candidates, 9, SGM_PERSON_KIND_PART_TIME, TRUE, FALSE, 0, NULL);
  add (candidates, 10, SGM_PERSON_KIND_FULL_TIME, FALSE, FALSE, 0, NULL);
  add (candidates, 8, SGM_PERSON_KIND_FULL_TIME, FALSE, TRUE, 0, "消防");
  add (candidates, 7, SGM_PERSON_KIND_FULL_TIME, TRUE, FALSE, 0, NULL);
  add (candidates, 6, SGM_PERSON_KIND_PART_TIME, TRUE, TRUE, 1, NULL);
  add (candidates, 5, SGM_PERSON_KIND_PART_TIME, TRUE, TRUE, 0, NULL);
  add (candidates, 4, SGM_PERSON_KIND_FULL_TIME, TRUE, TRUE, 3, "城管 消防");
  add (candidates, 3, SGM_PERSON_KIND_FULL_TIME, TRUE, TRUE, 1, "市场");
  add (candidates, 2, SGM_PERSON_KIND_FULL_TIME, TRUE, TRUE, 1, NULL);
  add (candidates, 1, SGM_PERSON_KIND_FULL_TIME, TRUE, TRUE, 1, "应急");
  sgm_rank_candidates (candidates);

  g_assert_cmpuint (candidates->len, ==, 8);
  for (guint i = 0; i < candidates->len; i++)
    {
      const SgmCandidate *candidate = candidates->pdata[i];

      g_assert_cmpint (sgm_record_get_id (candidate->person), ==, i + 1);
    }
}

/* Somebody with posts in two grids counts where it matters more. */
static void
test_once (void)
{
  g_autoptr (GPtrArray) candidates =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_candidate_free);
  g_autoptr (SgmRecord) person = make_person (1, SGM_PERSON_KIND_FULL_TIME, TRUE, NULL);

  g_ptr_array_add (candidates, sgm_candidate_new (person, 12, FALSE, 0, NULL));
  g_ptr_array_add (candidates, sgm_candidate_new (person, 11, TRUE, 0, NULL));
  g_ptr_array_add (candidates, sgm_candidate_new (person, 13, FALSE, 0, NULL));
  sgm_rank_candidates (candidates);
  g_assert_cmpuint (candidates->len, ==, 1);
  g_assert_cmpint (((SgmCandidate *) candidates->pdata[0])->grid, ==, 11);
}

static void
test_why (void)
{
  g_autoptr (GPtrArray) candidates =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_candidate_free);
  g_autofree char *why = NULL;
  g_autofree char *other = NULL;

  add (candidates, 1, SGM_PERSON_KIND_FULL_TIME, TRUE, TRUE, 2, "消防");
  add (candidates, 2, SGM_PERSON_KIND_FULL_TIME, FALSE, FALSE, 0, NULL);
  why = sgm_candidate_dup_why (candidates->pdata[0]);
  g_assert_cmpstr (why, ==, "this grid · on duty · has the skill · 2 open orders");
  other = sgm_candidate_dup_why (candidates->pdata[1]);
  g_assert_cmpstr (other, ==, "neighbouring grid · off duty · no open orders");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rank/order", test_order);
  g_test_add_func ("/rank/once", test_once);
  g_test_add_func ("/rank/why", test_why);
  return g_test_run ();
}
