/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-verify-private.h"

#include <math.h>
#include <string.h>

#include <geos_c.h>
#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"
#include "domain/sgm-tables.h"

/* How far the parts' areas may be off the whole's, as a share of it. */
#define SIZE_TOLERANCE 1e-6

/**
 * sgm_faults_add:
 * @faults: what was found so far
 * @format: the fault in words; only the first one's are kept
 *
 * Counts a fault.
 */
void
sgm_faults_add (SgmFaults  *faults,
                const char *format,
                ...)
{
  va_list args;

  if (faults->n++ > 0)
    return;

  va_start (args, format);
  faults->first = g_strdup_vprintf (format, args);
  va_end (args);
}

static const char *
get_code (const SgmRecord *area)
{
  const char *code = sgm_record_get_text (area, SGM_AREA_CODE);

  return code != NULL ? code : "?";
}

/* Codes and chains ---------------------------------------------------------- */

/**
 * sgm_verify_codes:
 *
 * Every code has the length of its level and digits only, starts with its
 * parent's, and occurs once.
 */
void
sgm_verify_codes (const SgmAreaTree *tree,
                  SgmFaults         *faults)
{
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      GPtrArray *areas = sgm_area_tree_get_level (tree, level);
      const char *before = "";

      for (guint i = 0; i < areas->len; i++)
        {
          const SgmRecord *area = areas->pdata[i];
          const SgmRecord *parent = sgm_area_tree_find (tree, sgm_record_get_int (area, SGM_AREA_PARENT));
          const char *code = get_code (area);

          if ((int) sgm_code_get_level (code) != level)
            sgm_faults_add (faults, _("“%s” is not a code of its level."), code);
          else if (parent != NULL && !sgm_code_is_child (code, get_code (parent)))
            sgm_faults_add (faults, _("The code %s does not start with its parent’s, %s."), code,
                            get_code (parent));
          else if (g_str_equal (code, before))
            sgm_faults_add (faults, _("The code %s occurs twice."), code);
          before = code;
        }
    }
}

/**
 * sgm_verify_chains:
 *
 * Every area but the district has a parent one level up, and all but the
 * units have children.
 */
void
sgm_verify_chains (const SgmAreaTree *tree,
                   SgmFaults         *faults)
{
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      GPtrArray *areas = sgm_area_tree_get_level (tree, level);

      for (guint i = 0; i < areas->len; i++)
        {
          const SgmRecord *area = areas->pdata[i];
          const SgmRecord *parent = sgm_area_tree_find (tree, sgm_record_get_int (area, SGM_AREA_PARENT));
          gboolean top = level == SGM_LEVEL_DISTRICT;

          if (top ? !sgm_record_is_null (area, SGM_AREA_PARENT)
                  : parent == NULL || sgm_record_get_int (parent, SGM_AREA_LEVEL) != level - 1)
            sgm_faults_add (faults, _("The area %s has no parent one level up."), get_code (area));
          else if (level < SGM_LEVEL_UNIT
                   && sgm_area_tree_get_children (tree, sgm_record_get_id (area))->len == 0)
            sgm_faults_add (faults, _("The area %s has no parts."), get_code (area));
        }
    }
}

/* Polygons ------------------------------------------------------------------ */

typedef struct
{
  GEOSContextHandle_t geos;
  GEOSWKBReader *reader;
} Reader;

static Reader
reader_open (void)
{
  Reader reader = { GEOS_init_r (), NULL };

  reader.reader = GEOSWKBReader_create_r (reader.geos);
  return reader;
}

static void
reader_close (Reader *reader)
{
  GEOSWKBReader_destroy_r (reader->geos, reader->reader);
  GEOS_finish_r (reader->geos);
}

/* NULL where there is no readable geometry. */
static GEOSGeometry *
read_geometry (Reader          *reader,
               const SgmRecord *area)
{
  GBytes *wkb = sgm_record_get_bytes (area, SGM_AREA_GEOMETRY);
  gsize size;
  const guint8 *data;

  if (wkb == NULL)
    return NULL;

  data = g_bytes_get_data (wkb, &size);
  return GEOSWKBReader_read_r (reader->geos, reader->reader, data, size);
}

static double
get_size (Reader             *reader,
          const GEOSGeometry *geometry)
{
  double size = 0;

  if (geometry != NULL)
    GEOSArea_r (reader->geos, geometry, &size);
  return size;
}

static void
check_polygon (Reader          *reader,
               const SgmRecord *area,
               SgmFaults       *faults)
{
  GEOSGeometry *geometry = read_geometry (reader, area);

  if (geometry == NULL)
    {
      sgm_faults_add (faults, _("The area %s has no readable geometry."), get_code (area));
      return;
    }
  if (GEOSGeomTypeId_r (reader->geos, geometry) != GEOS_MULTIPOLYGON
      || !(get_size (reader, geometry) > 0))
    sgm_faults_add (faults, _("The area %s is not a polygon with an extent."), get_code (area));
  else if (GEOSisValid_r (reader->geos, geometry) != 1)
    {
      char *reason = GEOSisValidReason_r (reader->geos, geometry);

      sgm_faults_add (faults, _("The polygon of %s is not valid: %s."), get_code (area),
                      reason != NULL ? reason : "?");
      GEOSFree_r (reader->geos, reason);
    }
  GEOSGeom_destroy_r (reader->geos, geometry);
}

/**
 * sgm_verify_polygons:
 *
 * Every area is a valid multipolygon with an extent.
 */
void
sgm_verify_polygons (const SgmAreaTree *tree,
                     SgmFaults         *faults)
{
  Reader reader = reader_open ();

  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      GPtrArray *areas = sgm_area_tree_get_level (tree, level);

      for (guint i = 0; i < areas->len; i++)
        check_polygon (&reader, areas->pdata[i], faults);
    }
  reader_close (&reader);
}

static void
check_containment (Reader            *reader,
                   const SgmAreaTree *tree,
                   const SgmRecord   *parent,
                   SgmFaults         *faults)
{
  GPtrArray *children = sgm_area_tree_get_children (tree, sgm_record_get_id (parent));
  GEOSGeometry *whole = read_geometry (reader, parent);
  const GEOSPreparedGeometry *prepared = NULL;

  if (whole != NULL)
    prepared = GEOSPrepare_r (reader->geos, whole);
  for (guint i = 0; i < children->len; i++)
    {
      GEOSGeometry *part = read_geometry (reader, children->pdata[i]);

      if (prepared == NULL || part == NULL || GEOSPreparedCovers_r (reader->geos, prepared, part) != 1)
        sgm_faults_add (faults, _("The area %s reaches out of %s."), get_code (children->pdata[i]),
                        get_code (parent));
      GEOSGeom_destroy_r (reader->geos, part);
    }
  GEOSPreparedGeom_destroy_r (reader->geos, prepared);
  GEOSGeom_destroy_r (reader->geos, whole);
}

/**
 * sgm_verify_containment:
 *
 * Every area lies within its parent.
 */
void
sgm_verify_containment (const SgmAreaTree *tree,
                        SgmFaults         *faults)
{
  Reader reader = reader_open ();

  for (int level = SGM_LEVEL_DISTRICT; level < SGM_LEVEL_UNIT; level++)
    {
      GPtrArray *areas = sgm_area_tree_get_level (tree, level);

      for (guint i = 0; i < areas->len; i++)
        check_containment (&reader, tree, areas->pdata[i], faults);
    }
  reader_close (&reader);
}

/**
 * sgm_verify_sizes:
 *
 * The parts of each area are together as large as the whole.
 */
void
sgm_verify_sizes (const SgmAreaTree *tree,
                  SgmFaults         *faults)
{
  Reader reader = reader_open ();

  for (int level = SGM_LEVEL_DISTRICT; level < SGM_LEVEL_UNIT; level++)
    {
      GPtrArray *areas = sgm_area_tree_get_level (tree, level);

      for (guint i = 0; i < areas->len; i++)
        {
          GPtrArray *children = sgm_area_tree_get_children (tree, sgm_record_get_id (areas->pdata[i]));
          GEOSGeometry *geometry = read_geometry (&reader, areas->pdata[i]);
          double whole = get_size (&reader, geometry);
          double parts = 0;

          GEOSGeom_destroy_r (reader.geos, geometry);
          for (guint j = 0; j < children->len; j++)
            {
              geometry = read_geometry (&reader, children->pdata[j]);
              parts += get_size (&reader, geometry);
              GEOSGeom_destroy_r (reader.geos, geometry);
            }
          if (!(fabs (parts - whole) <= SIZE_TOLERANCE * whole))
            sgm_faults_add (faults, _("The parts of %s are together %.6f times its size."),
                            get_code (areas->pdata[i]), parts / whole);
        }
    }
  reader_close (&reader);
}
