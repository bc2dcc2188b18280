/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-database.h"
#include "store/sgm-entry.h"

G_BEGIN_DECLS

/* The journal: append-only, numbered without holes, each entry hashed over
 * the one before. Personal values lie outside of the entries
 * (sgm-personal.h); only their digest is in the hash. */

/**
 * SgmHead:
 * @seq: number of the last entry, 0 where there is none
 * @at: its time, UTC milliseconds
 * @hash: its hash in hexadecimal digits
 *
 * The end of the journal. A copy of it that is kept elsewhere proves later
 * that nobody has rewritten what was before.
 */
typedef struct
{
  gint64 seq;
  gint64 at;
  char *hash;
} SgmHead;

/**
 * SgmJournalRow:
 * @personal_digest: (nullable): of the personal values, %NULL without such
 *
 * An entry as it lies on the disk.
 */
typedef struct
{
  gint64 seq;
  gint64 at;
  char *who;
  char *origin;
  char *kind;
  char *why;
  GBytes *patch;
  GBytes *personal_digest;
  GBytes *hash;
} SgmJournalRow;

void       sgm_head_free         (SgmHead              *head);

gboolean   sgm_journal_append    (SgmDatabase          *database,
                                  SgmEntry             *entry,
                                  GError              **error);
gboolean   sgm_journal_get_head  (SgmDatabase          *database,
                                  gint64               *seq,
                                  gint64               *at,
                                  GBytes              **hash,
                                  GError              **error);
SgmHead   *sgm_journal_dup_head  (SgmDatabase          *database,
                                  GError              **error);
GPtrArray *sgm_journal_read      (SgmDatabase          *database,
                                  gint64                after,
                                  guint                 limit,
                                  GError              **error);

gboolean   sgm_journal_next_row  (SgmDatabase          *database,
                                  gint64                after,
                                  SgmJournalRow        *row,
                                  GError              **error);
GBytes    *sgm_journal_row_hash  (const SgmJournalRow  *row,
                                  GBytes               *previous);
gboolean   sgm_journal_row_write (SgmDatabase          *database,
                                  const SgmJournalRow  *row,
                                  GError              **error);
void       sgm_journal_row_clear (SgmJournalRow        *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmHead, sgm_head_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgmJournalRow, sgm_journal_row_clear)

G_END_DECLS
