/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-staging.h"
#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmImportShelf:
 * @staging: rows beside the district
 * @lock: to be held by whoever uses them
 *
 * A staging that several threads know of. Reference-counted.
 */
typedef struct
{
  SgmStaging *staging;
  GMutex lock;
} SgmImportShelf;

SgmImportShelf *sgm_import_shelf_new         (GError              **error);
SgmImportShelf *sgm_import_shelf_ref         (SgmImportShelf       *shelf);
void            sgm_import_shelf_unref       (SgmImportShelf       *shelf);

void            sgm_import_shelf_find_async  (SgmImportShelf       *shelf,
                                              gint64                row,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
SgmGeometry    *sgm_import_shelf_find_finish (GAsyncResult         *result);

G_END_DECLS
