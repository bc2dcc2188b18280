/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmForeignZipFind:
 * @target: GDAL's name of what is in the .zip, a folder for Shapefiles
 * @is_shapefile: whether it is a folder of Shapefiles
 * @is_csv: whether it is a plain table
 */
typedef struct
{
  char *target;
  gboolean is_shapefile;
  gboolean is_csv;
} SgmForeignZipFind;

gboolean sgm_foreign_zip_check (const char         *path,
                                const char         *name,
                                GError            **error);
gboolean sgm_foreign_zip_find  (const char         *path,
                                const char         *name,
                                SgmForeignZipFind  *find,
                                GError            **error);

G_END_DECLS
