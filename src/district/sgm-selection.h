/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

/**
 * SgmSelection:
 *
 * Which areas are selected, of any levels: a set of record ids. It says
 * nothing about whether there are such areas now; what needs that takes an
 * area set. Immutable, reference-counted, to be read from any thread.
 */
typedef struct _SgmSelection SgmSelection;

#define SGM_TYPE_SELECTION (sgm_selection_get_type ())
GType         sgm_selection_get_type  (void);

SgmSelection *sgm_selection_new       (const gint64       *ids,
                                       guint               n_ids);
SgmSelection *sgm_selection_ref       (SgmSelection       *selection);
void          sgm_selection_unref     (SgmSelection       *selection);

guint         sgm_selection_get_n     (const SgmSelection *selection);
gint64        sgm_selection_get       (const SgmSelection *selection,
                                       guint               index);
gboolean      sgm_selection_contains  (const SgmSelection *selection,
                                       gint64              id);
gboolean      sgm_selection_equal     (const SgmSelection *a,
                                       const SgmSelection *b);

SgmSelection *sgm_selection_unite     (const SgmSelection *a,
                                       const SgmSelection *b);
SgmSelection *sgm_selection_intersect (const SgmSelection *a,
                                       const SgmSelection *b);
SgmSelection *sgm_selection_subtract  (const SgmSelection *a,
                                       const SgmSelection *b);
SgmSelection *sgm_selection_toggle    (const SgmSelection *a,
                                       const SgmSelection *b);

GArray       *sgm_selection_dup_areas (const SgmSelection *selection,
                                       const SgmAreaSet   *set);
GArray       *sgm_selection_dup_cover (const SgmSelection *selection,
                                       const SgmAreaSet   *set);
gboolean      sgm_selection_covers    (const SgmSelection *selection,
                                       const SgmAreaSet   *set,
                                       const SgmArea      *area);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmSelection, sgm_selection_unref)

G_END_DECLS
