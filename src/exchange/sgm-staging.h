/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/* No file of areas that a district could have is larger than this. */
#define SGM_STAGING_MAX_ROWS 2000000
#define SGM_STAGING_MAX_BYTES (G_GINT64_CONSTANT (4) << 30)

/**
 * SgmStaging:
 *
 * Areas that were read from a file and are not part of the district, so that
 * they can be looked at, checked and repaired before anything changes. They
 * lie in a file of their own in the user's cache folder, which has no name
 * any more and is gone with the staging or the process, whatever ends it.
 *
 * Repairs are kept beside what was read, in batches; the last batches can be
 * taken back. Used by one thread at a time.
 */
typedef struct _SgmStaging SgmStaging;

/**
 * SgmStagingRow:
 * @id: the row's number in the staging, from 1 in the order of adding; ignored
 *   when it is added
 * @number: its number in the file that it came from, from 1
 * @level: its level, %SGM_LEVEL_NONE where it is not known
 * @code: (nullable): its code, as the file has it
 * @name: (nullable): its name
 * @kind: village or community, where that is said
 * @parent: (nullable): the code of the area around it, where the file says it
 * @wkb: (nullable): its geometry, a little-endian ISO WKB MULTIPOLYGON in
 *   CGCS2000 (EPSG:4490), x = longitude; %NULL where it could not be read
 * @fault: (nullable): a translated sentence that says what could not be read
 * @repaired: whether a repair has changed it; ignored when it is added
 *
 * One area of the file, with the repairs that were made.
 */
typedef struct
{
  gint64 id;
  gint64 number;
  SgmLevel level;
  const char *code;
  const char *name;
  SgmAreaKind kind;
  const char *parent;
  GBytes *wkb;
  const char *fault;
  gboolean repaired;
} SgmStagingRow;

/**
 * SgmStagingFunc:
 * @row: a row, valid during the call; the geometry may be referenced
 * @data: the caller's
 *
 * Returns: %FALSE to end the reading
 */
typedef gboolean (*SgmStagingFunc) (const SgmStagingRow *row,
                                  gpointer           data);

SgmStaging *sgm_staging_new           (GError              **error);
void        sgm_staging_free          (SgmStaging           *staging);

gboolean    sgm_staging_add           (SgmStaging           *staging,
                                       const SgmStagingRow  *row,
                                       GError              **error);
guint       sgm_staging_get_n_rows    (SgmStaging           *staging);
guint       sgm_staging_count         (SgmStaging           *staging,
                                       SgmLevel              level);

gboolean    sgm_staging_each          (SgmStaging           *staging,
                                       SgmLevel              level,
                                       SgmStagingFunc        func,
                                       gpointer              data,
                                       GCancellable         *cancellable,
                                       GError              **error);
gboolean    sgm_staging_get           (SgmStaging           *staging,
                                       gint64                id,
                                       SgmStagingFunc        func,
                                       gpointer              data,
                                       GError              **error);

guint       sgm_staging_begin_repairs (SgmStaging           *staging);
guint       sgm_staging_get_batch     (SgmStaging           *staging);
gboolean    sgm_staging_set_geometry  (SgmStaging           *staging,
                                       gint64                id,
                                       GBytes               *wkb,
                                       GError              **error);
gboolean    sgm_staging_set_code      (SgmStaging           *staging,
                                       gint64                id,
                                       const char           *code,
                                       GError              **error);
gboolean    sgm_staging_leave_out     (SgmStaging           *staging,
                                       gint64                id,
                                       GError              **error);
void        sgm_staging_note_tried    (SgmStaging           *staging,
                                       const char           *repair);
gboolean    sgm_staging_was_tried     (SgmStaging           *staging,
                                       const char           *repair);
gboolean    sgm_staging_take_back     (SgmStaging           *staging,
                                       guint                 batch,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmStaging, sgm_staging_free)

G_END_DECLS
