/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-export-rows.h"

G_BEGIN_DECLS

/* Coordinate systems that an export can have: longitude and latitude in
 * CGCS2000, or metres in its 3° zone around 114° E. */
#define SGM_EXPORT_GEOGRAPHIC 4490
#define SGM_EXPORT_PROJECTED 4547

/**
 * SgmExportWriter:
 *
 * Writes layers into a folder that nobody else uses, with GDAL. What was
 * written is whole once sgm_export_writer_finish() has said so. Used by one
 * thread.
 */
typedef struct _SgmExportWriter SgmExportWriter;

SgmExportWriter *sgm_export_writer_new       (SgmExportFormat         format,
                                              const char             *folder,
                                              const char             *name,
                                              int                     epsg,
                                              GError                **error);
void             sgm_export_writer_free      (SgmExportWriter        *writer);
void             sgm_export_writer_set_uses  (SgmExportWriter        *writer,
                                              gboolean                theme,
                                              const char             *mark);
gboolean         sgm_export_writer_begin     (SgmExportWriter        *writer,
                                              const SgmExportSchema  *schema,
                                              GError                **error);
gboolean         sgm_export_writer_add       (SgmExportWriter        *writer,
                                              const SgmExportRow     *row,
                                              GError                **error);
gboolean         sgm_export_writer_end       (SgmExportWriter        *writer,
                                              GError                **error);
gboolean         sgm_export_writer_add_table (SgmExportWriter        *writer,
                                              const char             *name,
                                              const char *const      *fields,
                                              GPtrArray              *rows,
                                              GError                **error);
gboolean         sgm_export_writer_finish    (SgmExportWriter        *writer,
                                              GCancellable           *cancellable,
                                              GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmExportWriter, sgm_export_writer_free)

G_END_DECLS
