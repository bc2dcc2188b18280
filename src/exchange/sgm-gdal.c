/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-gdal.h"

#include <string.h>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>

#if GDAL_VERSION_NUM < GDAL_COMPUTE_VERSION (3, 6, 0)
#error "GDAL 3.6 or newer is needed"
#endif

/* What is read, and of these what is written. All others are left out: each
 * is code that a hostile file could reach, and many of them ask servers. A
 * GDAL that was built without one of them reads the others. */
static const char *const drivers[] = {
  "CAD", "CSV", "DXF", "ESRI Shapefile", "FlatGeobuf", "GeoJSON", "GeoJSONSeq",
  "GPKG", "KML", "LIBKML", "MapInfo File", "ODS", "OpenFileGDB", "OSM", "SQLite",
  "TopoJSON", "XLS", "XLSX", NULL,
};

/* For the whole program, and for whatever GDAL is used for. */
static const char *const settings[][2] = {
  /* Nothing is written beside a file that is read. */
  { "GDAL_PAM_ENABLED", "NO" },
  { "SHAPE_RESTORE_SHX", "NO" },
  /* Nothing is asked of a server. */
  { "CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}" },
  { "CPL_ALLOW_VSISTDIN", "NO" },
  { "OGR_SQLITE_LOAD_EXTENSIONS", NULL },
  { "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS", "NO" },
  /* Another program's short lock is waited for, not a long one. */
  { "SQLITE_BUSY_TIMEOUT", "1000" },
};

/* While files are opened that somebody gives. */
static const char *const reading[][2] = {
  /* Tables of texts, just as they are; which row has the names of the columns
   * is found out here. */
  { "OGR_XLSX_HEADERS", "DISABLE" },
  { "OGR_XLSX_FIELD_TYPES", "STRING" },
  { "OGR_ODS_HEADERS", "DISABLE" },
  { "OGR_ODS_FIELD_TYPES", "STRING" },
  { "OGR_XLS_HEADERS", "DISABLE" },
  { "OGR_XLS_FIELD_TYPES", "STRING" },
  /* Bytes as they are; encodings are found out here. */
  { "DXF_ENCODING", "UTF-8" },
  { "CPL_ZIP_ENCODING", "GB18030" },
  /* A view in a foreign database calls nothing that could do harm. */
  { "OGR_SQLITE_PRAGMA", "trusted_schema=OFF" },
};

static gboolean
is_ours (const char *name)
{
  return g_strv_contains (drivers, name);
}

static gpointer
init (gpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    CPLSetConfigOption (settings[i][0], settings[i][1]);
  CPLSetConfigOption ("CPL_TMPDIR", g_get_tmp_dir ());
  OSRSetPROJEnableNetwork (FALSE);

  GDALAllRegister ();
  for (int i = GDALGetDriverCount () - 1; i >= 0; i--)
    {
      GDALDriverH driver = GDALGetDriver (i);

      if (is_ours (GDALGetDriverShortName (driver)))
        continue;
      GDALDeregisterDriver (driver);
      GDALDestroyDriver (driver);
    }
  return NULL;
}

/**
 * sgm_gdal_init:
 *
 * Makes GDAL ready, once: with the drivers that the program uses and no
 * others, without a network, and so that it writes nothing beside the files
 * that it reads. From any thread.
 */
void
sgm_gdal_init (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, init, NULL);
}

/**
 * sgm_gdal_has_driver:
 * @driver: GDAL's short name of a driver
 *
 * Returns: whether the GDAL on this computer has it
 */
gboolean
sgm_gdal_has_driver (const char *driver)
{
  sgm_gdal_init ();
  return GDALGetDriverByName (driver) != NULL;
}

static SgmGdalFault
understand (const char *message)
{
  if (strstr (message, "locked") != NULL)
    return SGM_GDAL_FAULT_LOCKED;
  if (strstr (message, "disk is full") != NULL || strstr (message, "No space left") != NULL)
    return SGM_GDAL_FAULT_NO_SPACE;
  return SGM_GDAL_FAULT_OTHER;
}

static void CPL_STDCALL
catch (CPLErr      level,
       CPLErrorNum number,
       const char *message)
{
  SgmGdalTrap *trap = CPLGetErrorHandlerUserData ();

  if (level < CE_Failure || trap->fault != SGM_GDAL_FAULT_NONE)
    return;
  trap->fault = understand (message);
  g_strlcpy (trap->message, message, sizeof trap->message);
}

/**
 * sgm_gdal_trap_set:
 * @trap: (out caller-allocates): where failures are noted
 *
 * From here on, what GDAL says in this thread goes nowhere but into @trap.
 */
void
sgm_gdal_trap_set (SgmGdalTrap *trap)
{
  trap->fault = SGM_GDAL_FAULT_NONE;
  trap->message[0] = '\0';
  CPLPushErrorHandlerEx (catch, trap);
}

/**
 * sgm_gdal_trap_take:
 * @trap: a trap that is set
 *
 * Returns: what failed first since the trap was set or this was called
 */
SgmGdalFault
sgm_gdal_trap_take (SgmGdalTrap *trap)
{
  SgmGdalFault fault = trap->fault;

  trap->fault = SGM_GDAL_FAULT_NONE;
  return fault;
}

/**
 * sgm_gdal_trap_end:
 * @trap: the trap that was set last in this thread
 *
 * Returns: what failed first since sgm_gdal_trap_take()
 */
SgmGdalFault
sgm_gdal_trap_end (SgmGdalTrap *trap)
{
  CPLPopErrorHandler ();
  CPLErrorReset ();
  return sgm_gdal_trap_take (trap);
}

/**
 * sgm_gdal_begin_reading:
 *
 * Has files opened in this thread as foreign ones, see sgm_foreign_file_open(),
 * until sgm_gdal_end_reading().
 */
void
sgm_gdal_begin_reading (void)
{
  sgm_gdal_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (reading); i++)
    CPLSetThreadLocalConfigOption (reading[i][0], reading[i][1]);
}

void
sgm_gdal_end_reading (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reading); i++)
    CPLSetThreadLocalConfigOption (reading[i][0], NULL);
}

/**
 * sgm_gdal_open:
 * @name: an absolute path, or a name of GDAL's for something within a file
 * @driver: (nullable): the only driver to try
 * @options: (nullable): options for opening, `NAME=value`, ended by %NULL
 *
 * Opens a file for reading.
 *
 * Returns: (nullable): the data set, for GDALClose()
 */
GDALDatasetH
sgm_gdal_open (const char        *name,
               const char        *driver,
               const char *const *options)
{
  const char *const only[] = { driver, NULL };

  g_return_val_if_fail (name[0] == '/', NULL);

  sgm_gdal_init ();
  return GDALOpenEx (name, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                     driver != NULL ? only : drivers, options, NULL);
}

/**
 * sgm_gdal_create:
 * @path: an absolute path where there is nothing; that of a folder for drivers
 *   that write one
 * @driver: GDAL's short name of a driver
 *
 * Makes a file to be written.
 *
 * Returns: (nullable): the data set, for GDALClose()
 */
GDALDatasetH
sgm_gdal_create (const char *path,
                 const char *driver)
{
  GDALDriverH found;

  g_return_val_if_fail (path[0] == '/', NULL);

  sgm_gdal_init ();
  found = GDALGetDriverByName (driver);
  return found != NULL ? GDALCreate (found, path, 0, 0, 0, GDT_Unknown, NULL) : NULL;
}

/**
 * sgm_gdal_new_crs:
 * @epsg: number of a coordinate system in the EPSG's list
 *
 * Returns: (transfer full) (nullable): it, with x = longitude or easting, for
 *   OSRDestroySpatialReference()
 */
OGRSpatialReferenceH
sgm_gdal_new_crs (int epsg)
{
  OGRSpatialReferenceH crs;

  sgm_gdal_init ();
  crs = OSRNewSpatialReference (NULL);
  if (OSRImportFromEPSG (crs, epsg) != OGRERR_NONE)
    {
      OSRDestroySpatialReference (crs);
      return NULL;
    }
  OSRSetAxisMappingStrategy (crs, OAMS_TRADITIONAL_GIS_ORDER);
  return crs;
}
