/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-code.h"

#include <string.h>

/* A code's length tells its level: 6 digits of GB/T 2260 for the district,
 * then three more for each level (GB/T 10114, GB/T 30428.1). Benchmark
 * samples have more units in a grid than three digits can count, so that
 * units may be longer. */
#define DIGITS_OF_GRID 15
#define MAX_DIGITS 20

/**
 * sgm_code_get_level:
 * @code: (nullable): any text
 *
 * Returns: the level of the area that @code stands for, %SGM_LEVEL_NONE where
 *   it is no code
 */
SgmLevel
sgm_code_get_level (const char *code)
{
  gsize length = code != NULL ? strnlen (code, MAX_DIGITS + 1) : 0;

  if (length > MAX_DIGITS || strspn (code != NULL ? code : "", "0123456789") != length)
    return SGM_LEVEL_NONE;

  switch (length)
    {
    case 6:
      return SGM_LEVEL_DISTRICT;
    case 9:
      return SGM_LEVEL_STREET;
    case 12:
      return SGM_LEVEL_COMMUNITY;
    case DIGITS_OF_GRID:
      return SGM_LEVEL_GRID;
    default:
      return length >= DIGITS_OF_GRID + 3 ? SGM_LEVEL_UNIT : SGM_LEVEL_NONE;
    }
}

/**
 * sgm_code_is_child:
 * @code: (nullable): any text
 * @parent: (nullable): any text
 *
 * Returns: whether both are codes, @code one level below @parent and starting
 *   with it
 */
gboolean
sgm_code_is_child (const char *code,
                   const char *parent)
{
  SgmLevel level = sgm_code_get_level (code);
  SgmLevel parent_level = sgm_code_get_level (parent);

  return level != SGM_LEVEL_NONE
         && parent_level != SGM_LEVEL_NONE
         && level == parent_level + 1
         && g_str_has_prefix (code, parent);
}

/**
 * sgm_code_dup_parent:
 * @code: (nullable): any text
 *
 * Returns: (transfer full) (nullable): the code of the area one level up,
 *   %NULL for the district and for what is no code
 */
char *
sgm_code_dup_parent (const char *code)
{
  SgmLevel level = sgm_code_get_level (code);

  if (level <= SGM_LEVEL_DISTRICT)
    return NULL;

  return g_strndup (code, 3 * level);
}
