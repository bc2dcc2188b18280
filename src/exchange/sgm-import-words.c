/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-words.h"

#include <stdlib.h>
#include <string.h>

#include "domain/sgm-code.h"

#define DIGITS "0123456789"

/* Longer than any code, and short enough to be told. */
#define MAX_CODE 64

/* How much a column's name says, from nothing to all. */
enum
{
  NONE,
  HINT,
  PART,
  EXACT,
};

typedef struct
{
  const char *const *exact;
  const char *const *parts;
  const char *const *endings;
  const char *const *hints;
} Words;

static const char *const none[] = { NULL };

static const Words code_words = {
  (const char *const[]) { "code", "编码", "代码", "编号", "bm", "dm", "bh", "网格编码", "网格代码", "单元编码", "单元代码",
                          "wgbm", "wgdm", "dybm", "dydm", "zxdybm", "xzqdm", "xzqhdm", "adcode", "areacode", "gridcode",
                          "unitcode", "区划代码", NULL },
  (const char *const[]) { "编码", "代码", "code", NULL },
  (const char *const[]) { "bm", "dm", NULL },
  (const char *const[]) { "编号", "bh", "id", "no", "号", NULL },
};

static const Words name_words = {
  (const char *const[]) { "name", "名称", "名", "mc", "网格名称", "网格名", "单元名称", "wgmc", "dymc", "zxdymc", "xzqmc",
                          "gridname", "unitname", NULL },
  (const char *const[]) { "名称", "name", "名字", NULL },
  (const char *const[]) { "mc", NULL },
  (const char *const[]) { "名", "标注", "label", "title", "text", NULL },
};

static const Words level_words = {
  (const char *const[]) { "level", "层级", "级别", "等级", "cj", "jb", "arealevel", NULL },
  (const char *const[]) { "层级", "级别", "level", NULL },
  none,
  (const char *const[]) { "类型", "类别", "type", "lx", "lb", NULL },
};

static const Words parent_words = {
  (const char *const[]) { "parent", "上级", "上级编码", "上级代码", "父级编码", "parentcode", "sjbm", "sjdm", "fjbm", NULL },
  (const char *const[]) { "上级", "父级", "所属", "parent", NULL },
  none,
  none,
};

static const struct
{
  const char *word;
  SgmLevel level;
} levels[] = {
  { "最小单元", SGM_LEVEL_UNIT }, { "单元网格", SGM_LEVEL_UNIT }, { "微网格", SGM_LEVEL_UNIT }, { "单元", SGM_LEVEL_UNIT },
  { "zxdy", SGM_LEVEL_UNIT }, { "网格", SGM_LEVEL_GRID }, { "grid", SGM_LEVEL_GRID },
  { "community", SGM_LEVEL_COMMUNITY }, { "communities", SGM_LEVEL_COMMUNITY }, { "village", SGM_LEVEL_COMMUNITY },
  { "村（社区）", SGM_LEVEL_COMMUNITY }, { "村(社区)", SGM_LEVEL_COMMUNITY }, { "村居", SGM_LEVEL_COMMUNITY },
  { "社区", SGM_LEVEL_COMMUNITY }, { "村", SGM_LEVEL_COMMUNITY },
  { "unit", SGM_LEVEL_UNIT },
  { "街道", SGM_LEVEL_STREET }, { "镇街", SGM_LEVEL_STREET }, { "镇", SGM_LEVEL_STREET }, { "street", SGM_LEVEL_STREET },
  { "subdistrict", SGM_LEVEL_STREET },
  { "district", SGM_LEVEL_DISTRICT }, { "区县", SGM_LEVEL_DISTRICT }, { "区", SGM_LEVEL_DISTRICT },
};

static const struct
{
  const char *word;
  SgmAreaKind kind;
} kinds[] = {
  { "社区", SGM_AREA_KIND_COMMUNITY }, { "居委会", SGM_AREA_KIND_COMMUNITY }, { "居", SGM_AREA_KIND_COMMUNITY },
  { "社区居委会", SGM_AREA_KIND_COMMUNITY }, { "居民委员会", SGM_AREA_KIND_COMMUNITY },
  { "community", SGM_AREA_KIND_COMMUNITY },
  { "村", SGM_AREA_KIND_VILLAGE }, { "村委会", SGM_AREA_KIND_VILLAGE }, { "行政村", SGM_AREA_KIND_VILLAGE },
  { "村民委员会", SGM_AREA_KIND_VILLAGE }, { "village", SGM_AREA_KIND_VILLAGE },
};

/* Without blanks, lines between words, case and full width. */
static char *
simplify (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = plain != NULL ? g_utf8_casefold (plain, -1) : NULL;
  GString *result = g_string_new (NULL);

  for (const char *at = folded; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isspace (c) && c != '_' && c != '-')
        g_string_append_unichar (result, c);
    }
  return g_string_free (result, FALSE);
}

/**
 * sgm_import_words_dup_code:
 * @text: (nullable): a cell
 *
 * Takes away what spreadsheets and people put around a code: blanks, full
 * width, an apostrophe in front, a decimal point without decimals.
 *
 * Returns: (transfer full) (nullable): the code, %NULL where there is none
 */
char *
sgm_import_words_dup_code (const char *text)
{
  g_autofree char *code = NULL;

  if (text == NULL || *text == '\0')
    return NULL;
  if (text[strspn (text, DIGITS)] == '\0')
    return g_strndup (text, MAX_CODE);
  code = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  if (code == NULL)
    return NULL;
  g_strstrip (code);
  if (*code == '\'' || *code == '`')
    memmove (code, code + 1, strlen (code));
  if (g_str_has_suffix (code, ".0") && strspn (code, DIGITS) == strlen (code) - 2)
    code[strlen (code) - 2] = '\0';
  if (*code == '\0')
    return NULL;
  return g_utf8_substring (code, 0, MIN (g_utf8_strlen (code, -1), MAX_CODE));
}

/**
 * sgm_import_words_join_code:
 * @code: (nullable): a code
 * @parent: (nullable): the code of the area around
 *
 * Returns: (transfer full) (nullable): the whole code where @code is only the
 *   number within @parent, else %NULL
 */
char *
sgm_import_words_join_code (const char *code,
                            const char *parent)
{
  gsize length = code != NULL ? strlen (code) : 0;
  SgmLevel level = sgm_code_get_level (parent);

  if (length < 1 || length > 3 || strspn (code, DIGITS) != length
      || level == SGM_LEVEL_NONE || level == SGM_LEVEL_UNIT)
    return NULL;
  return g_strdup_printf ("%s%03d", parent, atoi (code));
}

/**
 * sgm_import_words_find_level:
 * @text: (nullable): a cell
 *
 * Returns: the level that the whole text stands for
 */
SgmLevel
sgm_import_words_find_level (const char *text)
{
  g_autofree char *plain = text != NULL ? simplify (text) : NULL;

  if (plain == NULL)
    return SGM_LEVEL_NONE;
  if (*plain >= '1' && *plain <= '5' && plain[1] == '\0')
    return *plain - '0';
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_str_equal (levels[i].word, plain))
      return levels[i].level;
  return SGM_LEVEL_NONE;
}

/**
 * sgm_import_words_seek_level:
 * @text: (nullable): the name of a layer or of a column
 *
 * Returns: the level that is mentioned in it
 */
SgmLevel
sgm_import_words_seek_level (const char *text)
{
  g_autofree char *plain = text != NULL ? simplify (text) : NULL;

  for (guint i = 0; plain != NULL && i < G_N_ELEMENTS (levels); i++)
    if (strstr (plain, levels[i].word) != NULL)
      return levels[i].level;
  return SGM_LEVEL_NONE;
}

/**
 * sgm_import_words_find_kind:
 * @text: (nullable): a cell
 *
 * Returns: whether it says village or community
 */
SgmAreaKind
sgm_import_words_find_kind (const char *text)
{
  g_autofree char *plain = text != NULL ? simplify (text) : NULL;

  for (guint i = 0; plain != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].word, plain))
      return kinds[i].kind;
  return SGM_AREA_KIND_NONE;
}

static guint
rate (const char  *field,
      const Words *words)
{
  g_autofree char *plain = simplify (field);

  if (g_strv_contains (words->exact, plain))
    return EXACT;
  for (guint i = 0; words->parts[i] != NULL; i++)
    if (strstr (plain, words->parts[i]) != NULL)
      return PART;
  for (guint i = 0; words->endings[i] != NULL; i++)
    if (g_str_has_suffix (plain, words->endings[i]))
      return PART;
  for (guint i = 0; words->hints[i] != NULL; i++)
    if (strstr (plain, words->hints[i]) != NULL)
      return HINT;
  return NONE;
}

/**
 * sgm_import_words_rate_code:
 * @field: the name of a column
 *
 * Returns: how much it sounds like a column of codes: 0 not at all, 1 a
 *   little, 2 much, 3 exactly so
 */
guint
sgm_import_words_rate_code (const char *field)
{
  return rate (field, &code_words);
}

/**
 * sgm_import_words_rate_name:
 *
 * Returns: the same for names
 */
guint
sgm_import_words_rate_name (const char *field)
{
  return rate (field, &name_words);
}

/**
 * sgm_import_words_rate_level:
 *
 * Returns: the same for levels
 */
guint
sgm_import_words_rate_level (const char *field)
{
  return rate (field, &level_words);
}

/**
 * sgm_import_words_rate_parent:
 *
 * Returns: the same for codes of the areas around
 */
guint
sgm_import_words_rate_parent (const char *field)
{
  return rate (field, &parent_words);
}
