/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmImportKind:
 * @SGM_IMPORT_UNREADABLE: a row's geometry is missing or cannot be read
 * @SGM_IMPORT_CODE_MISSING: a row has no code
 * @SGM_IMPORT_CODE_BAD: a code is not one of its level
 * @SGM_IMPORT_CODE_TWICE: several rows have the same code
 * @SGM_IMPORT_CODE_ORPHAN: a code does not start with its parent's, or there
 *   is no such parent
 * @SGM_IMPORT_NAME_MISSING: a row has no name
 * @SGM_IMPORT_RING_OPEN: a ring does not end where it begins
 * @SGM_IMPORT_RING_INVALID: a ring crosses itself or another one
 * @SGM_IMPORT_RING_ORDER: rings run the other way round
 * @SGM_IMPORT_VERTEX_TWICE: a point comes twice in a row
 * @SGM_IMPORT_TINY: an area is too small to be one
 * @SGM_IMPORT_OVERLAP: two areas of a level share ground
 * @SGM_IMPORT_GAP: ground between the areas of a level belongs to none
 * @SGM_IMPORT_SLIVER: the same, but small and narrow: a fault of drawing
 * @SGM_IMPORT_BORDER: neighbours' borders are not the same point for point
 * @SGM_IMPORT_OUTSIDE: an area reaches out of the one that it is part of
 * @SGM_IMPORT_ACROSS: a grid lies in two communities
 * @SGM_IMPORT_SHIFTED: everything is shifted, as by a Chinese map service
 * @SGM_IMPORT_TOTAL: there are fewer or more areas than published
 * @SGM_IMPORT_ENDS: areas of the district that the file does not have
 * @SGM_IMPORT_POSTS: people, shifts or organizations would lose their area
 *
 * What can be found wrong with areas that are to be imported.
 */
typedef enum
{
  SGM_IMPORT_UNREADABLE,
  SGM_IMPORT_CODE_MISSING,
  SGM_IMPORT_CODE_BAD,
  SGM_IMPORT_CODE_TWICE,
  SGM_IMPORT_CODE_ORPHAN,
  SGM_IMPORT_NAME_MISSING,
  SGM_IMPORT_RING_OPEN,
  SGM_IMPORT_RING_INVALID,
  SGM_IMPORT_RING_ORDER,
  SGM_IMPORT_VERTEX_TWICE,
  SGM_IMPORT_TINY,
  SGM_IMPORT_OVERLAP,
  SGM_IMPORT_GAP,
  SGM_IMPORT_SLIVER,
  SGM_IMPORT_BORDER,
  SGM_IMPORT_OUTSIDE,
  SGM_IMPORT_ACROSS,
  SGM_IMPORT_SHIFTED,
  SGM_IMPORT_TOTAL,
  SGM_IMPORT_ENDS,
  SGM_IMPORT_POSTS,
  SGM_N_IMPORT_KINDS,
} SgmImportKind;

/**
 * SgmImportSeverity:
 * @SGM_IMPORT_NOTE: good to know
 * @SGM_IMPORT_WARNS: probably wrong
 * @SGM_IMPORT_BLOCKS: nothing can be imported as long as it is there
 */
typedef enum
{
  SGM_IMPORT_NOTE,
  SGM_IMPORT_WARNS,
  SGM_IMPORT_BLOCKS,
} SgmImportSeverity;

/**
 * SgmImportRepair:
 * @SGM_IMPORT_REPAIR_NONE: somebody has to look at it
 * @SGM_IMPORT_REPAIR_DATUM: the coordinates are taken for GCJ-02 or BD-09 and
 *   converted
 * @SGM_IMPORT_REPAIR_CLOSE: open rings are closed
 * @SGM_IMPORT_REPAIR_VERTICES: repeated points are dropped
 * @SGM_IMPORT_REPAIR_ORDER: rings are turned round
 * @SGM_IMPORT_REPAIR_VALID: crossing rings are taken apart, and only what has
 *   an area is kept
 * @SGM_IMPORT_REPAIR_RESHAPE: the same where that changes how much ground the
 *   area has, so that somebody has to look at it first
 * @SGM_IMPORT_REPAIR_SNAP: points within a tolerance of a neighbour's border
 *   are put onto it, so that both have the same one
 * @SGM_IMPORT_REPAIR_GIVE: a sliver goes to the neighbour with the longest
 *   common border
 * @SGM_IMPORT_REPAIR_CODE: the row gets the code that is proposed
 * @SGM_IMPORT_REPAIR_LEAVE_OUT: the row is not imported
 *
 * What can be done about a finding. They are made in this order.
 */
typedef enum
{
  SGM_IMPORT_REPAIR_NONE,
  SGM_IMPORT_REPAIR_DATUM,
  SGM_IMPORT_REPAIR_CLOSE,
  SGM_IMPORT_REPAIR_VERTICES,
  SGM_IMPORT_REPAIR_ORDER,
  SGM_IMPORT_REPAIR_VALID,
  SGM_IMPORT_REPAIR_RESHAPE,
  SGM_IMPORT_REPAIR_SNAP,
  SGM_IMPORT_REPAIR_GIVE,
  SGM_IMPORT_REPAIR_CODE,
  SGM_IMPORT_REPAIR_LEAVE_OUT,
  SGM_N_IMPORT_REPAIRS,
} SgmImportRepair;

/**
 * SgmImportRef:
 * @id: a row of the staging
 * @number: its number in the file
 */
typedef struct
{
  gint64 id;
  gint64 number;
} SgmImportRef;

/**
 * SgmImportFinding:
 * @level: the level of the areas that it is about, an SgmLevel
 * @rows: (element-type SgmImportRef): the rows that it is about
 * @codes: (element-type utf8): the codes that it is about, of the file or of
 *   the district
 * @place: where it is, in degrees; empty where it has no place
 * @shape: (nullable): the ground that a gap, an overlap or a sliver has
 * @size: m², or NaN
 * @sentence: what it is, translated
 * @repair: what is proposed
 * @proposal: (nullable): the code or the datum that is proposed
 * @tried: whether that repair of the same rows was made before, in vain
 * @chosen: whether the repair is to be made; the user's choice
 *
 * Something that was found wrong.
 */
typedef struct
{
  SgmImportKind kind;
  SgmImportSeverity severity;
  int level;
  GArray *rows;
  GPtrArray *codes;
  SgmBox place;
  SgmGeometry *shape;
  double size;
  char *sentence;
  SgmImportRepair repair;
  char *proposal;
  gboolean tried;
  gboolean chosen;
} SgmImportFinding;

SgmImportFinding *sgm_import_finding_new        (SgmImportKind      kind,
                                                 SgmImportSeverity  severity);
void              sgm_import_finding_free       (SgmImportFinding  *finding);
void              sgm_import_finding_add_row    (SgmImportFinding  *finding,
                                                 gint64             id,
                                                 gint64             number,
                                                 const char        *code);
char             *sgm_import_finding_dup_repair_key (const SgmImportFinding *finding);
const char       *sgm_import_kind_get_id        (SgmImportKind      kind);
const char       *sgm_import_kind_get_name      (SgmImportKind      kind);
const char       *sgm_import_severity_get_id    (SgmImportSeverity  severity);
const char       *sgm_import_severity_get_name  (SgmImportSeverity  severity);
const char       *sgm_import_repair_get_id      (SgmImportRepair    repair);
const char       *sgm_import_repair_get_name    (SgmImportRepair    repair);
gboolean          sgm_import_repair_from_id     (const char        *id,
                                                 SgmImportRepair   *repair);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportFinding, sgm_import_finding_free)

G_END_DECLS
