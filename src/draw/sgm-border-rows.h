/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmBorderRows:
 *
 * A finished mask of borders without the long stretches that have none.
 * Immutable.
 */
typedef struct _SgmBorderRows SgmBorderRows;

SgmBorderRows *sgm_border_rows_new        (const guint8        *strengths,
                                           guint                width,
                                           guint                height);
void           sgm_border_rows_free       (SgmBorderRows       *rows);
gsize          sgm_border_rows_get_size   (const SgmBorderRows *rows);
gboolean       sgm_border_rows_get_extent (const SgmBorderRows *rows,
                                           guint                row,
                                           guint               *first,
                                           guint               *end);
void           sgm_border_rows_unpack     (const SgmBorderRows *rows,
                                           guint                row,
                                           guint8              *strengths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmBorderRows, sgm_border_rows_free)

G_END_DECLS
