/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "geo/sgm-datum.h"

/* Files as other programs make them, for tests: made with GDAL and by hand,
 * never by what the program exports itself. */

/**
 * ForeignPlan:
 * @driver: GDAL's short name
 * @layer: the layer's name
 * @crs: (nullable): what the file says of its coordinates
 * @projection: (nullable): what they are in, where that is not @crs
 * @datum: what longitudes and latitudes are measured against
 * @code_field: name of the column of codes
 * @name_field: name of the column of names
 * @encoding: (nullable): what texts are written in, UTF-8 if it is %NULL
 * @n_columns: areas from west to east
 * @n_rows: areas from north to south
 */
typedef struct
{
  const char *driver;
  const char *layer;
  const char *crs;
  const char *projection;
  SgmDatum datum;
  const char *code_field;
  const char *name_field;
  const char *encoding;
  guint n_columns;
  guint n_rows;
} ForeignPlan;

void foreign_make       (const char        *path,
                         const ForeignPlan *plan);
char *foreign_get_code  (guint              index);
char *foreign_get_name  (guint              index);
void foreign_write      (const char        *path,
                         const char        *text);
