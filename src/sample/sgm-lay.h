/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-mesh.h"

G_BEGIN_DECLS

void sgm_lay_line (SgmMesh      *mesh,
                   const GArray *path,
                   guint         line);

G_END_DECLS
