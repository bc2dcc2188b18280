/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

/**
 * SgmImportChange:
 * @SGM_IMPORT_CHANGE_BEGINS: the area is new
 * @SGM_IMPORT_CHANGE_MOVES: it gets another border, perhaps another name too
 * @SGM_IMPORT_CHANGE_RENAMED: it keeps its border and gets another name or
 *   kind
 * @SGM_IMPORT_CHANGE_ENDS: it is there no longer
 *
 * What an import does to an area.
 */
typedef enum
{
  SGM_IMPORT_CHANGE_BEGINS,
  SGM_IMPORT_CHANGE_MOVES,
  SGM_IMPORT_CHANGE_RENAMED,
  SGM_IMPORT_CHANGE_ENDS,
  SGM_N_IMPORT_CHANGES,
} SgmImportChange;

/**
 * SgmImportDifference:
 * @change: what becomes of the area
 * @row: its row in the staging, 0 where the file does not have it
 * @code: its code
 * @name: its present name, or that of a new one
 * @new_name: (nullable): its name in the file, where it is another one
 * @new_kind: its kind in the file, where it is another one, else
 *   %SGM_AREA_KIND_NONE
 * @size: how much ground only one of its two boundaries has, in m²
 *
 * An area that an import would change.
 */
typedef struct
{
  SgmImportChange change;
  gint64 row;
  char *code;
  char *name;
  char *new_name;
  SgmAreaKind new_kind;
  double size;
} SgmImportDifference;

SgmImportDifference *sgm_import_difference_new         (SgmImportChange            change,
                                                        gint64                     row,
                                                        const char                *code,
                                                        const char                *name);
SgmImportDifference *sgm_import_difference_new_changed (gint64                     row,
                                                        const SgmArea             *there,
                                                        const char                *name,
                                                        SgmAreaKind                kind,
                                                        const SgmGeometry         *geometry);
void                 sgm_import_difference_free        (SgmImportDifference       *difference);
char                *sgm_import_difference_dup_title   (const SgmImportDifference *difference);
char                *sgm_import_difference_dup_details (const SgmImportDifference *difference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportDifference, sgm_import_difference_free)

G_END_DECLS
