/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-entry.h"

G_DEFINE_BOXED_TYPE (SgmEntry, sgm_entry, sgm_entry_ref, sgm_entry_unref)

/**
 * sgm_entry_new:
 *
 * Returns: (transfer full): an entry without content, to be filled by its
 *   maker before anybody else sees it
 */
SgmEntry *
sgm_entry_new (void)
{
  return g_atomic_rc_box_new0 (SgmEntry);
}

SgmEntry *
sgm_entry_ref (SgmEntry *entry)
{
  return g_atomic_rc_box_acquire (entry);
}

static void
entry_clear (gpointer data)
{
  SgmEntry *entry = data;

  g_free (entry->who);
  g_free (entry->origin);
  g_free (entry->why);
  g_clear_pointer (&entry->patch, sgm_patch_unref);
}

void
sgm_entry_unref (SgmEntry *entry)
{
  g_atomic_rc_box_release_full (entry, entry_clear);
}
