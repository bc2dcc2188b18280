/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-area-tree.h"

G_BEGIN_DECLS

/**
 * SgmFaults:
 * @n: how many there are
 * @first: (nullable): the first one in words
 *
 * What a check of the areas found wrong.
 */
typedef struct
{
  gint64 n;
  char *first;
} SgmFaults;

void sgm_faults_add          (SgmFaults         *faults,
                              const char        *format,
                              ...) G_GNUC_PRINTF (2, 3);

void sgm_verify_codes        (const SgmAreaTree *tree,
                              SgmFaults         *faults);
void sgm_verify_chains       (const SgmAreaTree *tree,
                              SgmFaults         *faults);
void sgm_verify_polygons     (const SgmAreaTree *tree,
                              SgmFaults         *faults);
void sgm_verify_containment  (const SgmAreaTree *tree,
                              SgmFaults         *faults);
void sgm_verify_sizes        (const SgmAreaTree *tree,
                              SgmFaults         *faults);
void sgm_verify_borders      (const SgmAreaTree *tree,
                              SgmFaults         *faults);

G_END_DECLS
