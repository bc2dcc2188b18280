/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-place-names.h"

#include <string.h>

/* The sample's names are data of the district and therefore Chinese in every
 * language of the program. All of them are made up. */

struct _SgmPlaceNames
{
  char *community;
  char *stem;          /* the same without 社区 or 村 */
  SgmAreaKind kind;
  GRand *random;       /* borrowed */
  guint n_groups;      /* village groups so far */
  GHashTable *counts;  /* name → how often it was wanted */
};

/* How a name begins. */
typedef enum
{
  STEM_WORD,   /* with a made-up word */
  STEM_RURAL,  /* with a made-up word for land behind a dyke */
  STEM_PLACE,  /* with the community's own name, once, then with a word */
  STEM_ROAD,   /* with the name of the road it lies at, if it lies at one */
} Stem;

/* A kind of unit: its ending, the word that tells several of one name apart,
 * and how common it is among those of its use. */
static const struct
{
  SgmUse use;
  const char *ending;
  const char *part;
  guint8 weight;
  Stem stem;
} kinds[] = {
  { SGM_USE_ESTATE, "小区", "区", 24, STEM_WORD },
  { SGM_USE_ESTATE, "花园", "期", 22, STEM_WORD },
  { SGM_USE_ESTATE, "苑", "区", 14, STEM_WORD },
  { SGM_USE_ESTATE, "新村", "区", 8, STEM_WORD },
  { SGM_USE_ESTATE, "公寓", "座", 6, STEM_WORD },
  { SGM_USE_ESTATE, "花苑", "期", 5, STEM_WORD },
  { SGM_USE_OLD_TOWN, "里", "号片", 10, STEM_WORD },
  { SGM_USE_OLD_TOWN, "坊", "号片", 6, STEM_WORD },
  { SGM_USE_SHOPS, "商铺", "段", 10, STEM_ROAD },
  { SGM_USE_SHOPS, "商业街", "段", 6, STEM_ROAD },
  { SGM_USE_MARKET, "市场", "号场", 10, STEM_PLACE },
  { SGM_USE_MARKET, "商贸城", "座", 3, STEM_WORD },
  { SGM_USE_TOWERS, "大厦", "座", 8, STEM_WORD },
  { SGM_USE_TOWERS, "广场", "座", 5, STEM_WORD },
  { SGM_USE_INDUSTRY, "工业园", "区", 10, STEM_WORD },
  { SGM_USE_INDUSTRY, "产业园", "区", 5, STEM_WORD },
  { SGM_USE_INDUSTRY, "科技园", "区", 4, STEM_WORD },
  { SGM_USE_INDUSTRY, "工业区", "片", 5, STEM_PLACE },
  { SGM_USE_SCHOOL, "小学", "校区", 10, STEM_PLACE },
  { SGM_USE_SCHOOL, "中学", "校区", 4, STEM_PLACE },
  { SGM_USE_SCHOOL, "学校", "校区", 3, STEM_WORD },
  { SGM_USE_HOSPITAL, "医院", "院区", 3, STEM_PLACE },
  { SGM_USE_HOSPITAL, "卫生服务中心", "号楼", 4, STEM_PLACE },
  { SGM_USE_OFFICES, "党群服务中心", "号楼", 6, STEM_PLACE },
  { SGM_USE_OFFICES, "办公区", "片", 4, STEM_WORD },
  { SGM_USE_PARK, "公园", "片", 8, STEM_PLACE },
  { SGM_USE_PARK, "绿地", "片", 4, STEM_WORD },
  { SGM_USE_VILLAGE, "新村", "区", 6, STEM_WORD },
  { SGM_USE_VILLAGE, "里", "号片", 6, STEM_WORD },
  { SGM_USE_FIELDS, "围农田", "号片", 10, STEM_RURAL },
  { SGM_USE_FIELDS, "围菜地", "号片", 3, STEM_RURAL },
  { SGM_USE_PONDS, "围鱼塘", "号片", 10, STEM_RURAL },
  { SGM_USE_ORCHARD, "围果园", "号片", 6, STEM_RURAL },
  { SGM_USE_ORCHARD, "围苗圃", "号片", 3, STEM_RURAL },
};

static const char *const words[] = {
  "富康", "锦绣", "翠湖", "江悦", "丽景", "华怡", "金汇", "银河", "东华", "滨江",
  "怡福", "盛和", "天鹅", "嘉裕", "碧桐", "永泰", "新昌", "聚贤", "龙溪", "凤鸣",
  "麒麟", "紫荆", "木棉", "榕荫", "荷塘", "桂香", "兰亭", "竹溪", "梅园", "松鹤",
  "海逸", "星河", "明珠", "金沙", "白石", "长乐", "和顺", "安居", "乐业", "兴隆",
  "广达", "联胜", "五福", "三江", "双龙", "九如", "南苑", "北岸", "西园", "东堤",
  "德信", "仁和", "文华", "学士", "启明", "朝阳", "晨光", "向阳", "春晖", "秋实",
};

static const char *const rural_words[] = {
  "东成", "万安", "新沙", "太和", "永丰", "南丰", "大有", "同安", "三益", "长丰",
  "顺昌", "保安", "联丰", "稔丰", "德安", "和安", "福安", "中心", "沙尾", "涌口",
  "二顷", "三顷", "九顷", "百亩", "西成", "北盛", "上沙", "下沙", "横冲", "河尾",
};

SgmPlaceNames *
sgm_place_names_new (const char *community,
                     SgmAreaKind kind,
                     GRand      *random)
{
  SgmPlaceNames *names = g_new0 (SgmPlaceNames, 1);

  names->community = g_strdup (community);
  names->stem = g_strndup (community, g_str_has_suffix (community, "社区")
                                        ? strlen (community) - strlen ("社区")
                                        : strlen (community) - strlen ("村"));
  names->kind = kind;
  names->random = random;
  names->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return names;
}

void
sgm_place_names_free (SgmPlaceNames *names)
{
  g_free (names->community);
  g_free (names->stem);
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
pick_kind (SgmPlaceNames *names,
           SgmUse         use)
{
  guint total = 0, at;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    total += kinds[i].use == use ? kinds[i].weight : 0;
  at = g_rand_int_range (names->random, 0, total);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint weight = kinds[i].use == use ? kinds[i].weight : 0;

      if (at < weight)
        return i;
      at -= weight;
    }
  g_assert_not_reached ();
}

static guint
get_count (SgmPlaceNames *names,
           const char    *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (names->counts, name));
}

static char *
make_name (SgmPlaceNames *names,
           guint          kind,
           const char    *road)
{
  const char *word = words[g_rand_int_range (names->random, 0, G_N_ELEMENTS (words))];

  if (kinds[kind].stem == STEM_RURAL)
    word = rural_words[g_rand_int_range (names->random, 0, G_N_ELEMENTS (rural_words))];
  if (kinds[kind].stem == STEM_ROAD && road != NULL)
    word = road;
  if (kinds[kind].stem == STEM_PLACE)
    {
      g_autofree char *own = g_strconcat (names->stem, kinds[kind].ending, NULL);

      if (get_count (names, own) == 0)
        return g_steal_pointer (&own);
    }
  return g_strconcat (word, kinds[kind].ending, NULL);
}

/**
 * sgm_place_names_dup_unit:
 * @names: the names of a community
 * @use: what the unit is used for
 * @road: (nullable): the main road that it lies at
 *
 * Returns: (transfer full): the name of its next unit, such as 富康花园,
 *   江海路商铺 or 麻一村第3村民小组
 */
char *
sgm_place_names_dup_unit (SgmPlaceNames *names,
                          SgmUse         use,
                          const char    *road)
{
  g_autofree char *name = NULL;
  guint kind, count;

  if (use == SGM_USE_VILLAGE && names->kind == SGM_AREA_KIND_VILLAGE)
    return g_strdup_printf ("%s第%u村民小组", names->community, ++names->n_groups);

  kind = pick_kind (names, use);
  name = make_name (names, kind, road);
  count = get_count (names, name) + 1;
  g_hash_table_insert (names->counts, g_strdup (name), GUINT_TO_POINTER (count));
  return count == 1 ? g_steal_pointer (&name)
                    : g_strdup_printf ("%s%u%s", name, count, kinds[kind].part);
}
