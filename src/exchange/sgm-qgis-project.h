/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-qgis-style.h"
#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmQgisProject:
 * @title: what it is called
 * @format: how the export is written
 * @file: (nullable): name of the one file beside the project; %NULL where the
 *   files of the layers lie beside it
 * @epsg: the export's coordinate system
 * @layers: which layers there are, a bit for each
 * @theme: (nullable): what colours the areas
 * @dark: whether it looks like a dark map
 * @box: what is to be seen first, degrees
 *
 * A project of QGIS that shows an export as it looks here, over Web Mercator
 * as the map here is.
 */
typedef struct
{
  const char *title;
  SgmExportFormat format;
  const char *file;
  int epsg;
  guint layers;
  const SgmTheme *theme;
  gboolean dark;
  SgmBox box;
} SgmQgisProject;

char *sgm_qgis_project_dup_text (const SgmQgisProject *project);

G_END_DECLS
