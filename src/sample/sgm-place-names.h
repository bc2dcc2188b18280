/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-use.h"

G_BEGIN_DECLS

/**
 * SgmPlaceNames:
 *
 * Makes up the names of the grids and units of one community or village, none
 * of them twice.
 */
typedef struct _SgmPlaceNames SgmPlaceNames;

SgmPlaceNames *sgm_place_names_new      (const char    *community,
                                         SgmAreaKind    kind,
                                         GRand         *random);
void           sgm_place_names_free     (SgmPlaceNames *names);
char          *sgm_place_names_dup_grid (SgmPlaceNames *names,
                                         guint          number);
char          *sgm_place_names_dup_unit (SgmPlaceNames *names,
                                         SgmUse         use,
                                         const char    *road);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPlaceNames, sgm_place_names_free)

G_END_DECLS
