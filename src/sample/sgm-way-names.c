/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-way-names.h"

/* First and second syllables of names: each with each. All are made up; the
 * real ones of the main roads come from the town's plan. */
static const SgmWayName firsts[] = {
  { "永", "Yong" }, { "东", "Dong" }, { "文", "Wen" }, { "新", "Xin" }, { "福", "Fu" },
  { "兴", "Xing" }, { "建", "Jian" }, { "华", "Hua" }, { "星", "Xing" }, { "金", "Jin" },
  { "翠", "Cui" }, { "南", "Nan" }, { "青", "Qing" }, { "云", "Yun" }, { "丰", "Feng" },
  { "连", "Lian" }, { "德", "De" }, { "广", "Guang" }, { "春", "Chun" }, { "长", "Chang" },
  { "明", "Ming" }, { "高", "Gao" }, { "育", "Yu" },
};
static const SgmWayName seconds[] = {
  { "康", "kang" }, { "昌", "chang" }, { "安", "an" }, { "和", "he" }, { "源", "yuan" },
  { "业", "ye" }, { "宁", "ning" }, { "辉", "hui" }, { "盛", "sheng" }, { "泰", "tai" },
  { "隆", "long" }, { "裕", "yu" }, { "达", "da" }, { "景", "jing" }, { "祥", "xiang" },
  { "顺", "shun" }, { "乐", "le" }, { "桥", "qiao" }, { "堤", "di" },
};

#define N_NAMES (G_N_ELEMENTS (firsts) * G_N_ELEMENTS (seconds))

struct _SgmWayNames
{
  guint order[N_NAMES];
  guint n_taken;
};

SgmWayNames *
sgm_way_names_new (GRand *random)
{
  SgmWayNames *names = g_new0 (SgmWayNames, 1);

  for (guint i = 0; i < N_NAMES; i++)
    {
      guint other = g_rand_int_range (random, 0, i + 1);

      names->order[i] = names->order[other];
      names->order[other] = i;
    }
  return names;
}

void
sgm_way_names_free (SgmWayNames *names)
{
  g_free (names);
}

/**
 * sgm_way_names_take:
 * @names: the names
 * @kind: what shall be named
 *
 * Returns: the next name; its strings stay for good
 */
SgmWayName
sgm_way_names_take (SgmWayNames   *names,
                    SgmGroundKind  kind)
{
  guint number = names->order[names->n_taken++ % N_NAMES];
  const SgmWayName *first = &firsts[number % G_N_ELEMENTS (firsts)];
  const SgmWayName *second = &seconds[number / G_N_ELEMENTS (firsts)];
  gboolean water = kind == SGM_GROUND_CANAL;
  gboolean street = kind == SGM_GROUND_STREET;
  g_autofree char *name = g_strconcat (first->name, second->name,
                                       water ? "涌" : street ? "街" : "路", NULL);
  g_autofree char *name_en = g_strconcat (first->name_en, second->name_en,
                                          water ? " Canal" : street ? " Street" : " Road", NULL);

  return (SgmWayName) { g_intern_string (name), g_intern_string (name_en) };
}
