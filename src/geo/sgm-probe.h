/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmProbe:
 *
 * A shape made ready to be compared with many others. Where its outline
 * crosses itself, what is inside is what an even-odd fill would fill. Belongs
 * to one thread at a time.
 */
typedef struct _SgmProbe SgmProbe;

SgmProbe    *sgm_probe_new     (const SgmGeometry        *shape);
void         sgm_probe_free    (SgmProbe                 *probe);
gboolean     sgm_probe_meets   (SgmProbe                 *probe,
                                const SgmGeometry        *geometry);
gboolean     sgm_probe_is_near (SgmProbe                 *probe,
                                const SgmGeometry        *geometry,
                                double                    degrees);
SgmGeometry *sgm_probe_merge   (const SgmGeometry *const *parts,
                                guint                     n_parts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmProbe, sgm_probe_free)

G_END_DECLS
