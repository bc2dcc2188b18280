/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-unit-kind.h"

static const struct
{
  const char *name;
  SgmUnitKind kind;
} names[] = {
  { "富康花园", SGM_UNIT_KIND_HOMES },
  { "荷塘小区", SGM_UNIT_KIND_HOMES },
  { "江海路商铺2段", SGM_UNIT_KIND_SHOPS },
  { "嘉裕工业园", SGM_UNIT_KIND_WORKS },
  { "麻一村第3村民小组", SGM_UNIT_KIND_VILLAGE },
  { "横冲围农田", SGM_UNIT_KIND_FIELDS },
  { "下沙围鱼塘", SGM_UNIT_KIND_FIELDS },
  { "荷塘学校", SGM_UNIT_KIND_MIXED },
  { "春晖绿地", SGM_UNIT_KIND_MIXED },
  { "", SGM_UNIT_KIND_MIXED },
  { NULL, SGM_UNIT_KIND_MIXED },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (sgm_unit_kind_from_name (names[i].name), ==, names[i].kind);
}

/* What is reported at a kind of place happens where there is such a place. */
static void
test_shares (void)
{
  g_assert_cmpfloat (sgm_unit_kind_get_share (SGM_UNIT_KIND_SHOPS, "shop"), >, 2);
  g_assert_cmpfloat (sgm_unit_kind_get_share (SGM_UNIT_KIND_FIELDS, "shop"), ==, 0);
  g_assert_cmpfloat (sgm_unit_kind_get_share (SGM_UNIT_KIND_MIXED, "no such place"), ==, 1);
  g_assert_cmpstr (sgm_unit_kind_get_words (SGM_UNIT_KIND_VILLAGE, "home"), ==, "village");
  g_assert_cmpstr (sgm_unit_kind_get_words (SGM_UNIT_KIND_HOMES, "home"), ==, "home");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unit-kind/names", test_names);
  g_test_add_func ("/unit-kind/shares", test_shares);
  return g_test_run ();
}
