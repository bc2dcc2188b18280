/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdal.h>
#include <ogr_api.h>

#include "exchange/sgm-foreign-file.h"
#include "exchange/sgm-foreign-source.h"

G_BEGIN_DECLS

/* How many rows of a sheet are looked at to find what its columns are. */
#define SGM_FOREIGN_HEAD_ROWS 50

/* The longest text of a cell; one that holds a shape may be longer. */
#define SGM_FOREIGN_MAX_TEXT (1024 * 1024)
#define SGM_FOREIGN_MAX_WKT (64 * 1024 * 1024)

/**
 * SgmForeignTable:
 * @layer: what others see of it
 * @handle: GDAL's layer, which the data set owns
 * @raw_fields: (array length=layer.n_fields): the columns' names as GDAL gives
 *   them
 * @head: (nullable) (element-type char**): the first rows of a sheet as GDAL
 *   gives them
 * @is_drawing: whether closed lines are polygons
 * @shp: (nullable): GDAL's name of the .shp that it is read from
 */
typedef struct
{
  SgmForeignLayer layer;
  OGRLayerH handle;
  char **raw_fields;
  GPtrArray *head;
  gboolean is_drawing;
  char *shp;
} SgmForeignTable;

SgmForeignTable *sgm_foreign_file_get_table  (SgmForeignFile        *file,
                                              guint                  layer);

GDALDatasetH     sgm_foreign_file_get_data   (SgmForeignFile        *file);

SgmForeignTable *sgm_foreign_table_new       (OGRLayerH              handle,
                                              const SgmForeignSource *source,
                                              const char            *driver,
                                              GError               **error);
void             sgm_foreign_table_free      (SgmForeignTable       *table);
void             sgm_foreign_table_name_fields (SgmForeignTable     *table);
void             sgm_foreign_table_find_places (SgmForeignTable     *table);

char            *sgm_foreign_feature_dup_value (OGRFeatureH          feature,
                                                int                  column);
gboolean         sgm_foreign_is_wkt          (const char            *text);

G_END_DECLS
