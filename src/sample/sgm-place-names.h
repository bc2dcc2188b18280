/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmSetting:
 *
 * What kind of neighbourhood an area of the sample lies in.
 */
typedef enum
{
  SGM_SETTING_CITY,
  SGM_SETTING_TOWN,
  SGM_SETTING_VILLAGE,
} SgmSetting;

/**
 * SgmPlaceNames:
 *
 * Makes up the names of the grids and units of one community or village, none
 * of them twice.
 */
typedef struct _SgmPlaceNames SgmPlaceNames;

SgmPlaceNames *sgm_place_names_new      (const char    *community,
                                         SgmSetting     setting,
                                         GRand         *random);
void           sgm_place_names_free     (SgmPlaceNames *names);
char          *sgm_place_names_dup_grid (SgmPlaceNames *names,
                                         guint          number);
char          *sgm_place_names_dup_unit (SgmPlaceNames *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPlaceNames, sgm_place_names_free)

G_END_DECLS
