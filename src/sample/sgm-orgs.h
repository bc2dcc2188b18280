/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-area-tree.h"
#include "sample/sgm-words.h"

G_BEGIN_DECLS

/**
 * SgmOrgs:
 * @orgs: (element-type SgmRecord): party organizations
 * @org_areas: (element-type SgmRecord): the areas that they cover
 *
 * The made-up party organizations of the sample district: one for each
 * street and community, and the published number of grid organizations,
 * which cover all grids: most of them one, some two or three neighbouring
 * grids of a community (联建).
 */
typedef struct
{
  GPtrArray *orgs;
  GPtrArray *org_areas;
} SgmOrgs;

SgmOrgs *sgm_orgs_new  (const SgmAreaTree  *tree,
                        const SgmWords     *words,
                        guint32             seed,
                        gint64              since,
                        GError            **error);
void     sgm_orgs_free (SgmOrgs            *orgs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmOrgs, sgm_orgs_free)

G_END_DECLS
