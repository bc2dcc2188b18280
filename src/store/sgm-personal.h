/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-patch.h"
#include "store/sgm-database.h"

G_BEGIN_DECLS

/* The personal values of the journal's patches. Each is a row with a salt of
 * its own; an entry's hash covers the digests of its values, not the values.
 * So a single one can be erased, its digest taking its place, and the chain
 * still holds; the salt goes with it, so that nobody can guess what it was. */

/**
 * SgmPersonalFunc:
 * @place: where the value stands in its patch
 * @data: the caller's
 *
 * Called for a value that was erased.
 */
typedef void (*SgmPersonalFunc) (const SgmPatchPlace *place,
                                 gpointer             data);

gboolean sgm_personal_write (SgmDatabase      *database,
                             gint64            seq,
                             const SgmPatch   *patch,
                             GBytes          **digest,
                             GError          **error);
gboolean sgm_personal_read  (SgmDatabase      *database,
                             gint64            seq,
                             SgmPatch         *patch,
                             SgmPersonalFunc   erased,
                             gpointer          data,
                             GBytes          **digest,
                             GError          **error);
gboolean sgm_personal_erase (SgmDatabase      *database,
                             const SgmTable   *table,
                             gint64            id,
                             GError          **error);
gboolean sgm_personal_copy  (SgmDatabase      *from,
                             SgmDatabase      *to,
                             gint64            seq,
                             GError          **error);

G_END_DECLS
