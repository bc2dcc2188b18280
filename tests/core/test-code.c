/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-code.h"

static const struct
{
  const char *code;
  SgmLevel level;
  const char *parent;
} codes[] = {
  { "440704", SGM_LEVEL_DISTRICT, NULL },
  { "440704001", SGM_LEVEL_STREET, "440704" },
  { "440704001015", SGM_LEVEL_COMMUNITY, "440704001" },
  { "440704001015001", SGM_LEVEL_GRID, "440704001015" },
  { "440704001015001001", SGM_LEVEL_UNIT, "440704001015001" },
  { "4407040010150010001", SGM_LEVEL_UNIT, "440704001015001" },
  { "44070400101500100001", SGM_LEVEL_UNIT, "440704001015001" },
  { "440704001015001000001", SGM_LEVEL_NONE, NULL },
  { NULL, SGM_LEVEL_NONE, NULL },
  { "", SGM_LEVEL_NONE, NULL },
  { "4407", SGM_LEVEL_NONE, NULL },
  { "44070400", SGM_LEVEL_NONE, NULL },
  { "4407040010150010", SGM_LEVEL_NONE, NULL },
  { "44070x", SGM_LEVEL_NONE, NULL },
  { " 40704", SGM_LEVEL_NONE, NULL },
  { "４４", SGM_LEVEL_NONE, NULL },
};

static void
test_level (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *parent = sgm_code_dup_parent (codes[i].code);

      g_assert_cmpint (sgm_code_get_level (codes[i].code), ==, codes[i].level);
      g_assert_cmpstr (parent, ==, codes[i].parent);
      if (codes[i].parent != NULL)
        g_assert_true (sgm_code_is_child (codes[i].code, codes[i].parent));
    }
}

static void
test_child (void)
{
  g_assert_false (sgm_code_is_child ("440704", "440704"));
  g_assert_false (sgm_code_is_child ("440704", "440704001"));
  g_assert_false (sgm_code_is_child ("440704001015", "440704"));
  g_assert_false (sgm_code_is_child ("440704004001", "440704001"));
  g_assert_false (sgm_code_is_child ("440704", ""));
  g_assert_false (sgm_code_is_child ("440704", NULL));
  g_assert_false (sgm_code_is_child (NULL, NULL));
}

static void
test_stages (void)
{
  guint open = 0, assignable = 0;

  for (int stage = -1; stage < 20; stage++)
    {
      open += sgm_stage_is_open (stage);
      assignable += sgm_stage_can_assign (stage);
      g_assert_nonnull (sgm_stage_get_name (stage));
      g_assert_true (sgm_stage_is_open (stage) || !sgm_stage_can_assign (stage));
    }
  g_assert_cmpuint (open, ==, 9);
  g_assert_cmpuint (assignable, ==, 7);
  g_assert_false (sgm_stage_is_open (SGM_STAGE_VOID));
  g_assert_true (sgm_stage_is_open (SGM_STAGE_SUSPENDED));
  g_assert_false (sgm_stage_can_assign (SGM_STAGE_SUSPENDED));
  g_assert_true (sgm_stage_can_assign (SGM_STAGE_RETURNED));
}

static void
test_names (void)
{
  g_assert_cmpstr (sgm_level_get_name (SGM_LEVEL_UNIT), ==, "Minimal unit");
  g_assert_cmpstr (sgm_level_get_name (SGM_LEVEL_NONE), ==, "Unknown");
  g_assert_cmpstr (sgm_person_kind_get_name (99), ==, "Unknown");
  g_assert_cmpstr (sgm_task_state_get_name (-1), ==, "Unknown");
  g_assert_true (sgm_task_state_is_active (SGM_TASK_STATE_ARRIVED));
  g_assert_false (sgm_task_state_is_active (SGM_TASK_STATE_DONE));
  g_assert_false (sgm_task_state_is_active (0));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/code/level", test_level);
  g_test_add_func ("/code/child", test_child);
  g_test_add_func ("/terms/stages", test_stages);
  g_test_add_func ("/terms/names", test_names);
  return g_test_run ();
}
