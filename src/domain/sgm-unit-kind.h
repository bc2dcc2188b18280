/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmUnitKind:
 * @SGM_UNIT_KIND_MIXED: whatever its name does not tell
 * @SGM_UNIT_KIND_HOMES: a housing estate (小区)
 * @SGM_UNIT_KIND_SHOPS: shops, markets, squares and office buildings
 * @SGM_UNIT_KIND_WORKS: factories and warehouses
 * @SGM_UNIT_KIND_VILLAGE: a village's houses and yards
 * @SGM_UNIT_KIND_FIELDS: fields and fish ponds
 *
 * What a minimal unit is like, as far as its name says so.
 */
typedef enum
{
  SGM_UNIT_KIND_MIXED,
  SGM_UNIT_KIND_HOMES,
  SGM_UNIT_KIND_SHOPS,
  SGM_UNIT_KIND_WORKS,
  SGM_UNIT_KIND_VILLAGE,
  SGM_UNIT_KIND_FIELDS,
} SgmUnitKind;

#define SGM_N_UNIT_KINDS (SGM_UNIT_KIND_FIELDS + 1)

SgmUnitKind sgm_unit_kind_from_name (const char  *name);
double      sgm_unit_kind_get_share (SgmUnitKind  kind,
                                     const char  *place);
const char *sgm_unit_kind_get_words (SgmUnitKind  kind,
                                     const char  *place);

G_END_DECLS
