/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-unit-kind.h"

#include <string.h>

/* The usual words in the names of units. The first one that is found counts,
 * so that an estate beside a pond is an estate. */
static const struct
{
  const char *word;
  SgmUnitKind kind;
} words[] = {
  { "学校", SGM_UNIT_KIND_MIXED },
  { "小学", SGM_UNIT_KIND_MIXED },
  { "中学", SGM_UNIT_KIND_MIXED },
  { "幼儿园", SGM_UNIT_KIND_MIXED },
  { "卫生", SGM_UNIT_KIND_MIXED },
  { "办公", SGM_UNIT_KIND_MIXED },
  { "公园", SGM_UNIT_KIND_MIXED },
  { "绿地", SGM_UNIT_KIND_MIXED },
  { "工业", SGM_UNIT_KIND_WORKS },
  { "产业", SGM_UNIT_KIND_WORKS },
  { "科技园", SGM_UNIT_KIND_WORKS },
  { "物流", SGM_UNIT_KIND_WORKS },
  { "仓储", SGM_UNIT_KIND_WORKS },
  { "厂", SGM_UNIT_KIND_WORKS },
  { "商铺", SGM_UNIT_KIND_SHOPS },
  { "商业", SGM_UNIT_KIND_SHOPS },
  { "市场", SGM_UNIT_KIND_SHOPS },
  { "广场", SGM_UNIT_KIND_SHOPS },
  { "大厦", SGM_UNIT_KIND_SHOPS },
  { "步行街", SGM_UNIT_KIND_SHOPS },
  { "商贸", SGM_UNIT_KIND_SHOPS },
  { "村民小组", SGM_UNIT_KIND_VILLAGE },
  { "旧村", SGM_UNIT_KIND_VILLAGE },
  { "祠", SGM_UNIT_KIND_VILLAGE },
  { "小区", SGM_UNIT_KIND_HOMES },
  { "花园", SGM_UNIT_KIND_HOMES },
  { "公寓", SGM_UNIT_KIND_HOMES },
  { "新村", SGM_UNIT_KIND_HOMES },
  { "苑", SGM_UNIT_KIND_HOMES },
  { "邨", SGM_UNIT_KIND_HOMES },
  { "里", SGM_UNIT_KIND_HOMES },
  { "鱼塘", SGM_UNIT_KIND_FIELDS },
  { "农田", SGM_UNIT_KIND_FIELDS },
  { "塘", SGM_UNIT_KIND_FIELDS },
  { "田", SGM_UNIT_KIND_FIELDS },
  { "围", SGM_UNIT_KIND_FIELDS },
  { "果园", SGM_UNIT_KIND_FIELDS },
  { "村", SGM_UNIT_KIND_VILLAGE },
};

/* How much of what is reported at a kind of place happens in a unit of each
 * kind, against other units. */
static const struct
{
  const char *place;
  double shares[SGM_N_UNIT_KINDS];
} places[] = {
  /*           mixed homes shops works village fields */
  { "street", { 1.0,  0.9,  1.8,  0.9,  0.7,  0.25 } },
  { "home",   { 0.9,  2.0,  0.6,  0.1,  1.4,  0.05 } },
  { "shop",   { 0.7,  0.4,  4.0,  0.3,  0.5,  0.0 } },
  { "work",   { 0.4,  0.05, 0.3,  5.0,  0.3,  0.05 } },
  { "site",   { 1.0,  0.6,  0.8,  1.6,  0.7,  0.4 } },
  { "water",  { 0.7,  0.4,  0.3,  0.6,  1.3,  3.0 } },
  { "field",  { 0.2,  0.02, 0.0,  0.3,  1.6,  5.0 } },
};

/**
 * sgm_unit_kind_from_name:
 * @name: (nullable): the name of a minimal unit
 *
 * Returns: what such a unit is like
 */
SgmUnitKind
sgm_unit_kind_from_name (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i].word) != NULL)
      return words[i].kind;
  return SGM_UNIT_KIND_MIXED;
}

/**
 * sgm_unit_kind_get_share:
 * @kind: a kind of unit
 * @place: where something happens: street, home, shop, work, site, water or
 *   field, as the sample's lists have it
 *
 * Returns: how likely it happens in a unit of that kind, against 1 for an
 *   ordinary one
 */
double
sgm_unit_kind_get_share (SgmUnitKind  kind,
                         const char  *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].place, place))
      return places[i].shares[kind];
  return 1;
}

/**
 * sgm_unit_kind_get_words:
 * @kind: a kind of unit
 * @place: where something happens, as for sgm_unit_kind_get_share()
 *
 * Returns: the use of the sample's words that say where that is in such a
 *   unit: nobody lives on the third floor of a village's fields
 */
const char *
sgm_unit_kind_get_words (SgmUnitKind  kind,
                         const char  *place)
{
  gboolean rural = kind == SGM_UNIT_KIND_VILLAGE || kind == SGM_UNIT_KIND_FIELDS;

  if (rural && g_str_equal (place, "home"))
    return "village";
  if (rural && g_str_equal (place, "street"))
    return "road";
  if (rural && g_str_equal (place, "shop"))
    return "stall";
  return place;
}
