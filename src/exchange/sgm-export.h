/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-progress.h"
#include "exchange/sgm-export-writer.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SgmExportOptions:
 * @path: path of the file, or of the folder for formats of several files
 * @format: how it is written
 * @layers: which layers, a bit for each
 * @areas: (nullable): with what lies within them; %NULL for everything
 * @events: which events
 * @epsg: %SGM_EXPORT_GEOGRAPHIC or %SGM_EXPORT_PROJECTED
 * @theme_kind: number of the theme whose colours the export has; -1 for none
 * @theme: (nullable): that theme as somebody sees it, so that the classes have
 *   the same limits
 * @dark: whether it looks like a dark map
 * @personal: whether personal values are in it
 * @why: (nullable): what for, which personal values need
 * @who: the user, as the operating system knows him
 * @origin: the program that exports
 * @replace: whether an export that is there is replaced
 *
 * What to export, and how.
 */
typedef struct
{
  const char *path;
  SgmExportFormat format;
  guint layers;
  SgmSelection *areas;
  SgmExportEvents events;
  int epsg;
  int theme_kind;
  SgmTheme *theme;
  gboolean dark;
  gboolean personal;
  const char *why;
  const char *who;
  const char *origin;
  gboolean replace;
} SgmExportOptions;

/**
 * SgmExported:
 * @path: path of the file or folder
 * @project: (nullable): path of the project for QGIS
 * @n_rows: how many rows each layer has
 * @seq: number of the last journal entry that is in it
 * @hash: that entry's hash in hexadecimal digits
 */
typedef struct
{
  char *path;
  char *project;
  gint64 n_rows[SGM_N_EXPORT_LAYERS];
  gint64 seq;
  char *hash;
} SgmExported;

SgmExported *sgm_export_write  (SgmStore                *store,
                                const SgmExportOptions  *options,
                                SgmProgress              progress,
                                gpointer                 data,
                                GCancellable            *cancellable,
                                GError                 **error);
void         sgm_exported_free (SgmExported             *exported);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmExported, sgm_exported_free)

G_END_DECLS
