/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sgm-theme.h"
#include "exchange/sgm-export-schema.h"
#include "exchange/sgm-export-source.h"

G_BEGIN_DECLS

/**
 * SgmExportRow:
 * @values: a value for each column of the layer's schema, personal ones too;
 *   moments are whole numbers of UTC milliseconds
 * @wkb: (nullable): the shape, a little-endian ISO WKB in EPSG:4490,
 *   x = longitude
 *
 * One row on its way into a file.
 */
typedef struct
{
  SgmValue values[SGM_EXPORT_MAX_FIELDS];
  GBytes *wkb;
} SgmExportRow;

/**
 * SgmExportRowFunc:
 * @row: a row, valid during the call
 * @data: the caller's
 *
 * Returns: %FALSE with an error to end
 */
typedef gboolean (*SgmExportRowFunc) (const SgmExportRow  *row,
                                      gpointer             data,
                                      GError             **error);

guint    sgm_export_rows_count (SgmExportSource   *source,
                                SgmExportLayer     layer);
gboolean sgm_export_rows_each  (SgmExportSource   *source,
                                SgmExportLayer     layer,
                                SgmTheme          *theme,
                                SgmExportRowFunc   func,
                                gpointer           data,
                                GError           **error);

G_END_DECLS
