/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdal.h>
#include <glib.h>
#include <ogr_srs_api.h>

G_BEGIN_DECLS

/* The door to GDAL, and the only place that knows its versions (3.6 to 3.13).
 * What uses GDAL calls sgm_gdal_init() first and has its messages caught by a
 * trap, as they are not for people. */

/**
 * SgmGdalFault:
 * @SGM_GDAL_FAULT_NONE: nothing failed
 * @SGM_GDAL_FAULT_LOCKED: another program holds the file
 * @SGM_GDAL_FAULT_NO_SPACE: a disk is full
 * @SGM_GDAL_FAULT_OTHER: anything else
 *
 * What the library's messages come down to.
 */
typedef enum
{
  SGM_GDAL_FAULT_NONE,
  SGM_GDAL_FAULT_LOCKED,
  SGM_GDAL_FAULT_NO_SPACE,
  SGM_GDAL_FAULT_OTHER,
} SgmGdalFault;

/**
 * SgmGdalTrap:
 * @fault: what failed since it was set, or was asked for last
 * @message: the library's own words for it, for a log
 *
 * Catches what GDAL has to say in this thread. Lives on the stack between
 * sgm_gdal_trap_set() and sgm_gdal_trap_end(); traps may be nested.
 */
typedef struct
{
  SgmGdalFault fault;
  char message[240];
} SgmGdalTrap;

void         sgm_gdal_init          (void);
void         sgm_gdal_trap_set      (SgmGdalTrap        *trap);
SgmGdalFault sgm_gdal_trap_take     (SgmGdalTrap        *trap);
SgmGdalFault sgm_gdal_trap_end      (SgmGdalTrap        *trap);

void         sgm_gdal_begin_reading (void);
void         sgm_gdal_end_reading   (void);
GDALDatasetH sgm_gdal_open          (const char         *name,
                                     const char         *driver,
                                     const char *const  *options);
GDALDatasetH sgm_gdal_create        (const char         *path,
                                     const char         *driver);
OGRSpatialReferenceH sgm_gdal_new_crs (int               epsg);
gboolean     sgm_gdal_has_driver    (const char         *driver);

G_END_DECLS
