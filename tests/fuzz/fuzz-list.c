/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <glib.h>

#include "base/sgm-data.h"
#include "domain/sgm-code.h"

/* A list of codes of any origin. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GPtrArray) rows = sgm_data_parse_csv ((const char *) data, size);

  for (guint i = 0; i < rows->len; i++)
    for (char **field = rows->pdata[i]; *field != NULL; field++)
      {
        SgmLevel level = sgm_code_get_level (*field);

        g_assert_true (level >= SGM_LEVEL_NONE && level <= SGM_LEVEL_UNIT);
      }
  return 0;
}
