/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <geos_c.h>

#include "exchange/sgm-import-check.h"
#include "geo/sgm-index.h"

G_BEGIN_DECLS

/* Two areas share ground from this size on, in m². Less is the noise of
 * computing and drawing: it is a millionth of ten hectares, and `sgm verify`
 * takes a millionth of an area for nothing. */
#define SGM_IMPORT_NOISE 0.1

/* Less is not worth a word where areas are compared with others than those of
 * their file, in m². */
#define SGM_IMPORT_MIN_GROUND 1.0

/**
 * SgmImportRow:
 * @geometry: (nullable): %NULL where it cannot be read
 * @x: longitude of a point inside, @y its latitude
 * @size: in m²
 * @valid: whether GEOS takes the geometry as it is
 * @loose: whether some of its border is not that of exactly one neighbour
 *
 * A row of a staging in memory, its texts owned by the rows.
 */
typedef struct
{
  gint64 id;
  gint64 number;
  const char *code;
  const char *name;
  const char *parent;
  SgmGeometry *geometry;
  double x;
  double y;
  double size;
  gboolean valid;
  gboolean loose;
} SgmImportRow;

/**
 * SgmImportRows:
 *
 * All rows of one level in memory, in the order of the file.
 */
typedef struct
{
  SgmLevel level;
  GArray *rows;
  GStringChunk *texts;
  SgmIndex *index;
  GHashTable *by_code;
} SgmImportRows;

/**
 * SgmImportCheck:
 *
 * A check that is being made.
 */
typedef struct
{
  SgmStaging *staging;
  SgmImportPresent *present;
  SgmImportOptions options;
  SgmImportReport *report;
  SgmImportRows *levels[SGM_LEVEL_UNIT + 1];
  gboolean *ends; /* for each present area, NULL where none ends */
  GEOSContextHandle_t geos;

  SgmProgress progress;
  gpointer progress_data;
  double progress_from;
  double progress_to;
  const char *progress_what;
  GCancellable *cancellable;
} SgmImportCheck;

SgmImportRows    *sgm_import_rows_new           (SgmLevel              level);
void              sgm_import_rows_free          (SgmImportRows        *rows);
SgmImportRow     *sgm_import_rows_add           (SgmImportRows        *rows,
                                                 const SgmStagingRow  *staged);
void              sgm_import_rows_end           (SgmImportRows        *rows);
SgmImportRow     *sgm_import_rows_get           (const SgmImportRows  *rows,
                                                 guint                 index);
SgmImportRow     *sgm_import_rows_find_at       (const SgmImportRows  *rows,
                                                 double                x,
                                                 double                y);
SgmImportRow     *sgm_import_rows_find_code     (const SgmImportRows  *rows,
                                                 const char           *code);
GArray           *sgm_import_rows_query         (const SgmImportRows  *rows,
                                                 const SgmBox         *box);

GHashTable       *sgm_import_rows_group         (const SgmImportRows  *rows);

SgmImportFinding *sgm_import_check_add          (SgmImportCheck       *check,
                                                 SgmImportKind         kind,
                                                 SgmImportSeverity     severity,
                                                 SgmLevel              level);
SgmImportFinding *sgm_import_check_add_row      (SgmImportCheck       *check,
                                                 SgmImportKind         kind,
                                                 SgmImportSeverity     severity,
                                                 SgmLevel              level,
                                                 const SgmImportRow   *row);
gboolean          sgm_import_check_step         (SgmImportCheck       *check,
                                                 guint                 done,
                                                 guint                 of,
                                                 GError              **error);
void              sgm_import_propose            (SgmImportFinding     *finding,
                                                 SgmImportRepair       repair,
                                                 gboolean              chosen);
gboolean          sgm_import_is_sliver          (const SgmImportCheck *check,
                                                 const SgmGeometry    *ground,
                                                 double               *width);
SgmImportSeverity sgm_import_weigh_overlap      (double                size,
                                                 double                first,
                                                 double                second);
GEOSGeometry     *sgm_import_check_dup_shape    (const SgmImportCheck *check,
                                                 const SgmImportRow   *row);
gboolean          sgm_import_check_stays        (const SgmImportCheck *check,
                                                 const SgmArea        *area);
gboolean          sgm_import_check_is_changed   (const SgmImportCheck *check,
                                                 SgmLevel              level,
                                                 const SgmImportRow   *row);
char             *sgm_import_dup_row_name       (const SgmImportRow   *row);

gboolean          sgm_import_check_rows         (SgmImportCheck       *check,
                                                 SgmLevel              level,
                                                 GError              **error);
gboolean          sgm_import_check_codes        (SgmImportCheck       *check,
                                                 SgmLevel              level,
                                                 GError              **error);
gboolean          sgm_import_check_borders      (SgmImportCheck       *check,
                                                 SgmLevel              level,
                                                 GError              **error);
gboolean          sgm_import_check_places       (SgmImportCheck       *check,
                                                 SgmLevel              level,
                                                 GError              **error);
gboolean          sgm_import_check_staying      (SgmImportCheck       *check,
                                                 SgmLevel              level,
                                                 GError              **error);
gboolean          sgm_import_check_bare         (SgmImportCheck       *check,
                                                 SgmLevel              level,
                                                 GError              **error);
void              sgm_import_check_datum        (SgmImportCheck       *check);
void              sgm_import_check_totals       (SgmImportCheck       *check);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportRows, sgm_import_rows_free)

G_END_DECLS
