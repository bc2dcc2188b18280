/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <glib.h>

#include "base/sgm-patch.h"
#include "domain/sgm-tables.h"

/* A journal entry's patch of any origin: refused, or one that can be written
 * down, read again and applied. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmPatch) patch = sgm_patch_decode (bytes, sgm_table_find, &error);
  g_autoptr (SgmPatch) again = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) rewritten = NULL;

  g_assert_true ((patch == NULL) == (error != NULL));
  if (patch == NULL)
    return 0;
  written = sgm_patch_encode (patch);
  again = sgm_patch_decode (written, sgm_table_find, &error);
  g_assert_no_error (error);
  rewritten = sgm_patch_encode (again);
  g_assert_true (g_bytes_equal (written, rewritten));
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);
      g_autoptr (SgmRecord) record = op->version != 0 ? sgm_record_new (op->table, op->id) : NULL;
      g_autoptr (SgmRecord) after = sgm_patch_op_apply (op, record, NULL);
    }
  return 0;
}
