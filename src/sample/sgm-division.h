/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "sample/sgm-division-plan.h"
#include "sample/sgm-mesh.h"

G_BEGIN_DECLS

guint *sgm_division_make (SgmMesh                *mesh,
                          const SgmDivisionPlan  *plan,
                          SgmMeshPoint            core,
                          GRand                  *random,
                          SgmProgress             progress,
                          gpointer                progress_data,
                          GCancellable           *cancellable,
                          GError                **error);

G_END_DECLS
