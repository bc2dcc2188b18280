/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-database.h"
#include "store/sgm-entry.h"

G_BEGIN_DECLS

/* The journal: append-only, numbered without holes, each entry hashed over
 * the one before. Personal values lie outside the hash; only their digest,
 * salted so that it gives nothing away, is in it. */

gboolean   sgm_journal_append   (SgmDatabase  *database,
                                 SgmEntry     *entry,
                                 GError      **error);
gboolean   sgm_journal_get_head (SgmDatabase  *database,
                                 gint64       *seq,
                                 gint64       *at,
                                 GBytes      **hash,
                                 GError      **error);
GPtrArray *sgm_journal_read     (SgmDatabase  *database,
                                 gint64        after,
                                 guint         limit,
                                 GError      **error);
gboolean   sgm_journal_check    (SgmDatabase  *database,
                                 gint64       *n_entries,
                                 GError      **error);

G_END_DECLS
