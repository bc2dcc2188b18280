/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmTaken:
 *
 * The rectangles of a plane that are taken, however many: what is free is
 * found at once. Used by one thread at a time.
 */
typedef struct _SgmTaken SgmTaken;

SgmTaken *sgm_taken_new     (double         cell);
void      sgm_taken_free    (SgmTaken      *self);
void      sgm_taken_add     (SgmTaken      *self,
                             const SgmBox  *box);
gboolean  sgm_taken_is_free (SgmTaken      *self,
                             const SgmBox  *box,
                             double         spacing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTaken, sgm_taken_free)

G_END_DECLS
