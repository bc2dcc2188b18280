/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-place-names.h"

/* The sample's names are data of the district and therefore Chinese in every
 * language of the program. All of them are made up. */

struct _SgmPlaceNames
{
  char *community;
  SgmSetting setting;
  GRand *random;       /* borrowed */
  guint n_groups;      /* village groups so far */
  GHashTable *counts;  /* name → how often it was wanted */
};

/* A kind of unit: its ending, the word that tells several of one name apart,
 * and how common it is in each setting. */
static const struct
{
  const char *ending;
  const char *part;
  guint8 weights[3];
} kinds[] = {
  { "小区", "区", { 24, 14, 2 } },
  { "花园", "期", { 20, 10, 2 } },
  { "苑", "区", { 12, 6, 0 } },
  { "新村", "区", { 8, 10, 12 } },
  { "大厦", "座", { 10, 3, 0 } },
  { "公寓", "座", { 6, 4, 0 } },
  { "里", "号片", { 10, 12, 8 } },
  { "路商铺街", "段", { 12, 10, 4 } },
  { "市场", "号场", { 3, 4, 2 } },
  { "广场", "区", { 4, 2, 0 } },
  { "工业园", "区", { 1, 12, 12 } },
  { "围", "号片", { 0, 2, 10 } },
  { "鱼塘片", "号塘", { 0, 0, 8 } },
  { "农田片", "号片", { 0, 0, 8 } },
};

/* Of a hundred units in a village so many are groups of villagers. */
#define GROUPS_PERCENT 38

static const char *const words[] = {
  "富康", "锦绣", "翠湖", "江悦", "丽景", "华怡", "金汇", "银泉", "东华", "滨江",
  "怡福", "盛和", "天鹅", "嘉裕", "碧桐", "永泰", "新昌", "聚贤", "龙溪", "凤鸣",
  "麒麟", "紫荆", "木棉", "榕荫", "荷塘", "桂香", "兰亭", "竹溪", "梅园", "松鹤",
  "海逸", "星河", "明珠", "金沙", "白石", "长乐", "和顺", "安居", "乐业", "兴隆",
  "广达", "联胜", "五福", "三江", "双龙", "九如", "南苑", "北岸", "西园", "东堤",
  "德信", "仁和", "文华", "学士", "启明", "朝阳", "晨光", "向阳", "春晖", "秋实",
};

SgmPlaceNames *
sgm_place_names_new (const char *community,
                     SgmSetting  setting,
                     GRand      *random)
{
  SgmPlaceNames *names = g_new0 (SgmPlaceNames, 1);

  names->community = g_strdup (community);
  names->setting = setting;
  names->random = random;
  names->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return names;
}

void
sgm_place_names_free (SgmPlaceNames *names)
{
  g_free (names->community);
  g_hash_table_unref (names->counts);
  g_free (names);
}

/**
 * sgm_place_names_dup_grid:
 * @names: the names of a community
 * @number: of the grid, 1 to 99
 *
 * Returns: (transfer full): such as 桥南社区第一网格
 */
char *
sgm_place_names_dup_grid (SgmPlaceNames *names,
                          guint          number)
{
  static const char *const digits[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
  guint tens = number / 10;

  g_return_val_if_fail (number >= 1 && number <= 99, NULL);
  return g_strconcat (names->community, "第", tens > 1 ? digits[tens] : "",
                      tens > 0 ? "十" : "", digits[number % 10], "网格", NULL);
}

static guint
pick_kind (SgmPlaceNames *names)
{
  guint total = 0, at, kind = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    total += kinds[i].weights[names->setting];
  at = g_rand_int_range (names->random, 0, total);
  while (at >= kinds[kind].weights[names->setting])
    at -= kinds[kind++].weights[names->setting];
  return kind;
}

/**
 * sgm_place_names_dup_unit:
 * @names: the names of a community
 *
 * Returns: (transfer full): the name of its next unit, such as 富康花园 or
 *   麻一村第3村民小组
 */
char *
sgm_place_names_dup_unit (SgmPlaceNames *names)
{
  g_autofree char *name = NULL;
  guint kind, count;

  if (names->setting == SGM_SETTING_VILLAGE
      && g_rand_int_range (names->random, 0, 100) < GROUPS_PERCENT)
    return g_strdup_printf ("%s第%u村民小组", names->community, ++names->n_groups);

  kind = pick_kind (names);
  name = g_strconcat (words[g_rand_int_range (names->random, 0, G_N_ELEMENTS (words))],
                      kinds[kind].ending, NULL);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (names->counts, name)) + 1;
  g_hash_table_insert (names->counts, g_strdup (name), GUINT_TO_POINTER (count));
  return count == 1 ? g_steal_pointer (&name)
                    : g_strdup_printf ("%s%u%s", name, count, kinds[kind].part);
}
