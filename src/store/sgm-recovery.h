/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "store/sgm-journal.h"

G_BEGIN_DECLS

/**
 * SgmRecovery:
 * @backup: (nullable): the backup that was begun with, %NULL where there was
 *   none and the journal alone had to do
 * @backup_head: (nullable): the end of its journal
 * @n_applied: how many entries of the damaged file came after it
 * @head: the end of the journal now
 * @last_known: number of the last entry that the damaged file is known to have
 *   had, by what its head says, if it can be believed, and what can be read; 0
 *   where it cannot be known
 * @n_stranded: how many entries after the gap can be read, but could not be
 *   taken over, as something before them is missing
 * @stranded_at: when the last of those was written, UTC milliseconds, or 0
 * @aside: (nullable): where the damaged file is kept
 *
 * A plain account of a recovery: what is there and what is missing.
 */
typedef struct
{
  char *backup;
  SgmHead *backup_head;
  gint64 n_applied;
  SgmHead *head;
  gint64 last_known;
  gint64 n_stranded;
  gint64 stranded_at;
  char *aside;
} SgmRecovery;

SgmRecovery *sgm_recovery_run     (const char         *path,
                                   SgmProgress         progress,
                                   gpointer            data,
                                   GCancellable       *cancellable,
                                   GError            **error);
char        *sgm_recovery_to_text (const SgmRecovery  *recovery);
void         sgm_recovery_free    (SgmRecovery        *recovery);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmRecovery, sgm_recovery_free)

G_END_DECLS
