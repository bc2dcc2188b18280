/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sgm-theme.h"
#include "exchange/sgm-export-schema.h"
#include "exchange/sgm-qgis-xml.h"

G_BEGIN_DECLS

/**
 * SgmQgisStyle:
 * @theme: (nullable): what colours the areas
 * @dark: whether it looks like a dark map
 *
 * How layers of an export look in QGIS.
 */
typedef struct
{
  const SgmTheme *theme;
  gboolean dark;
} SgmQgisStyle;

void  sgm_qgis_style_write   (SgmQgisXml          *xml,
                              const SgmQgisStyle  *style,
                              SgmExportLayer       layer);
char *sgm_qgis_style_dup_qml (const SgmQgisStyle  *style,
                              SgmExportLayer       layer);

G_END_DECLS
