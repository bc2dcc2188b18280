/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"
#include "geo/sgm-datum.h"

/* Files of areas as other programs make them, for tests of the import: of a
 * small town, made with GDAL and by hand. */

/* The town's corners in degrees of CGCS2000. It is a district of one street, two
 * communities side by side, two grids in each, one above the other, and four
 * units from west to east in each grid. */
#define TOWN_WEST 113.10
#define TOWN_SOUTH 22.55
#define TOWN_SIDE 0.01
#define TOWN_N_AREAS 24
#define TOWN_N_UNITS 16

#define TOWN_DISTRICT "440704"
#define TOWN_STREET TOWN_DISTRICT "001"
#define TOWN_COMMUNITY TOWN_STREET "015"
#define TOWN_VILLAGE TOWN_STREET "216"
#define TOWN_GRID TOWN_COMMUNITY "001"
#define TOWN_UNIT TOWN_GRID "001"

/**
 * AreaShape:
 * @code: (nullable): its code
 * @name: (nullable): its name
 * @vertices: x, y, x, y … in degrees of CGCS2000, closed
 */
typedef struct
{
  SgmLevel level;
  char *code;
  char *name;
  GArray *vertices;
} AreaShape;

/**
 * AreaFile:
 * @driver: GDAL's short name
 * @layer: the layer's name
 * @crs: (nullable): what the file says of its coordinates
 * @projection: (nullable): what they are in, where that is not @crs
 * @datum: what longitudes and latitudes are measured against
 * @swapped: whether the second coordinate comes first
 * @encoding: (nullable): what texts are written in, UTF-8 if it is %NULL
 * @code_field: (nullable): name of the column of codes
 * @name_field: (nullable): name of the column of names
 * @kind_field: (nullable): name of the column of 村 and 社区
 * @parent_field: (nullable): name of the column of parents' codes
 * @level_field: (nullable): name of the column of levels
 * @short_codes: whether codes are only the number within the parent
 */
typedef struct
{
  const char *driver;
  const char *layer;
  const char *crs;
  const char *projection;
  SgmDatum datum;
  gboolean swapped;
  const char *encoding;
  const char *code_field;
  const char *name_field;
  const char *kind_field;
  const char *parent_field;
  const char *level_field;
  gboolean short_codes;
} AreaFile;

GPtrArray *area_town_new    (void);
GPtrArray *area_town_take   (SgmLevel          level);
AreaShape *area_shape_new   (SgmLevel          level,
                             const char       *code,
                             const char       *name,
                             const double     *v,
                             guint             n);
AreaShape *area_shape_new_box (SgmLevel        level,
                             const char       *code,
                             const char       *name,
                             double            west,
                             double            south,
                             double            east,
                             double            north);
AreaShape *area_shapes_find (GPtrArray        *shapes,
                             const char       *code);
void       area_file_write  (const char       *path,
                             GPtrArray        *shapes,
                             const AreaFile   *file);
