/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

/**
 * SgmRun:
 * @end: the column after the run's last pixel
 * @area: index of the area in the area set, or %SGM_AREA_NONE
 */
typedef struct
{
  guint end;
  guint area;
} SgmRun;

/**
 * SgmScan:
 *
 * A picture of which area each pixel's centre is in, while it is made. Used by
 * one thread.
 */
typedef struct _SgmScan SgmScan;

SgmScan *sgm_scan_new      (int             width,
                            int             height);
void     sgm_scan_free     (SgmScan        *scan);
void     sgm_scan_add_ring (SgmScan        *scan,
                            const float    *xy,
                            guint           n);
void     sgm_scan_fill     (SgmScan        *scan,
                            guint           area);
SgmRun  *sgm_scan_get_runs (const SgmScan  *scan,
                            guint         **row_starts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmScan, sgm_scan_free)

G_END_DECLS
