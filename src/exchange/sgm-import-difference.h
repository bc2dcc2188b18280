/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

/**
 * SgmImportDifference:
 * @code: the area's code
 * @name: its present name
 * @new_name: (nullable): its name in the file, where it is another one
 * @new_kind: its kind in the file, where it is another one, else
 *   %SGM_AREA_KIND_NONE
 * @other_shape: whether the file has another boundary
 * @size: how much ground only one of the two boundaries has, in m²
 *
 * How an area of a file differs from the one of the same code that is there.
 */
typedef struct
{
  char *code;
  char *name;
  char *new_name;
  SgmAreaKind new_kind;
  gboolean other_shape;
  double size;
} SgmImportDifference;

SgmImportDifference *sgm_import_difference_new  (const SgmArea       *there,
                                                 const char          *name,
                                                 SgmAreaKind          kind,
                                                 const SgmGeometry   *geometry);
void                 sgm_import_difference_free (SgmImportDifference *difference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportDifference, sgm_import_difference_free)

G_END_DECLS
