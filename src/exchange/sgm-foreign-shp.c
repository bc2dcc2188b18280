/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-shp.h"

#include <string.h>

#include <cpl_vsi.h>

#include "exchange/sgm-foreign-shape.h"

/* ESRI Shapefile Technical Description, July 1998: the .shx has a header of
 * 100 bytes, then for each record where it begins in the .shp and how long it
 * is, in words of two bytes, with the most significant byte first. A polygon
 * begins with its kind, a box and the number of its rings; that number has the
 * least significant byte first. */
#define HEADER_SIZE 100
#define ENTRY_SIZE 8
#define RECORD_HEADER 8
#define PARTS_AT 36

#define MAX_RECORDS 20000000

struct _SgmForeignShp
{
  VSILFILE *file;
  guint8 *entries;
  gsize n_entries;
};

static guint32
get_big_endian (const guint8 *at)
{
  guint32 raw;

  memcpy (&raw, at, sizeof raw);
  return GUINT32_FROM_BE (raw);
}

static guint8 *
load_entries (const char *path,
              gsize      *n_entries)
{
  VSILFILE *file = VSIFOpenL (path, "rb");
  guint8 *entries = NULL;
  VSIStatBufL info;

  *n_entries = 0;
  if (file == NULL)
    return NULL;
  if (VSIStatL (path, &info) == 0 && info.st_size > HEADER_SIZE
      && (info.st_size - HEADER_SIZE) / ENTRY_SIZE <= MAX_RECORDS)
    {
      gsize n = (info.st_size - HEADER_SIZE) / ENTRY_SIZE;

      entries = g_malloc (MAX (n, 1) * ENTRY_SIZE);
      if (VSIFSeekL (file, HEADER_SIZE, SEEK_SET) == 0)
        *n_entries = VSIFReadL (entries, ENTRY_SIZE, n, file);
    }
  VSIFCloseL (file);
  return entries;
}

/**
 * sgm_foreign_shp_new:
 * @path: GDAL's name of a .shp
 *
 * Returns: (transfer full) (nullable): what tells the numbers of rings, or
 *   %NULL if the .shx is not where it should be
 */
SgmForeignShp *
sgm_foreign_shp_new (const char *path)
{
  gboolean upper = g_str_has_suffix (path, ".SHP");
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (".shp"));
  g_autofree char *index = g_strconcat (stem, upper ? ".SHX" : ".shx", NULL);
  SgmForeignShp *shp = g_new0 (SgmForeignShp, 1);

  shp->entries = load_entries (index, &shp->n_entries);
  shp->file = VSIFOpenL (path, "rb");
  if (shp->entries == NULL || shp->file == NULL)
    g_clear_pointer (&shp, sgm_foreign_shp_free);
  return shp;
}

/**
 * sgm_foreign_shp_free:
 * @shp: (transfer full): what sgm_foreign_shp_new() returned
 */
void
sgm_foreign_shp_free (SgmForeignShp *shp)
{
  if (shp->file != NULL)
    VSIFCloseL (shp->file);
  g_free (shp->entries);
  g_free (shp);
}

/**
 * sgm_foreign_shp_get_n_rings:
 * @shp: a Shapefile
 * @record: number of a record, from 0
 *
 * Returns: how many rings it says it has, if it is so long that there could be
 *   more than %SGM_FOREIGN_MAX_RINGS; else 0
 */
guint
sgm_foreign_shp_get_n_rings (SgmForeignShp *shp,
                             gint64         record)
{
  const guint8 *entry;
  guint32 n_rings;
  guint64 length;

  if (record < 0 || (gsize) record >= shp->n_entries)
    return 0;
  entry = shp->entries + record * ENTRY_SIZE;
  length = 2 * (guint64) get_big_endian (entry + 4);
  if (length < SGM_FOREIGN_MAX_RINGS * sizeof (guint32))
    return 0;
  if (VSIFSeekL (shp->file, 2 * (guint64) get_big_endian (entry) + RECORD_HEADER + PARTS_AT, SEEK_SET) != 0
      || VSIFReadL (&n_rings, sizeof n_rings, 1, shp->file) != 1)
    return 0;
  return GUINT32_FROM_LE (n_rings);
}
