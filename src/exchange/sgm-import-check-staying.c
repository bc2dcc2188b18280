/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include <glib/gi18n-lib.h>

#include "geo/sgm-geos.h"

/* Whether areas of the file go together with the present ones that stay beside
 * them. Only rows that are new or change are looked at, each with what is near
 * it. */

/* More codes are not listed in a sentence. */
#define MAX_CODES 5

typedef struct
{
  SgmImportCheck *check;
  SgmLevel level;
  const SgmImportRow *row;
  GEOSGeometry *shape;
  const GEOSPreparedGeometry *prepared;
} Newcomer;

/* Where the file's coordinates are to be converted, it lies beside all of its
 * neighbours and is looked at afterwards. */
static gboolean
is_shifted (const SgmImportCheck *check)
{
  for (guint i = 0; i < check->report->findings->len; i++)
    {
      const SgmImportFinding *finding = check->report->findings->pdata[i];

      if (finding->repair == SGM_IMPORT_REPAIR_DATUM)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_hopeless (const SgmImportCheck *check)
{
  return check->report->n_found[SGM_IMPORT_OVERLAP] + check->report->n_found[SGM_IMPORT_SLIVER]
         >= SGM_IMPORT_MAX_FINDINGS;
}

static GEOSGeometry *
dup_shape (SgmImportCheck *check,
           const SgmArea  *area)
{
  return sgm_geos_make_valid (check->geos, sgm_geos_from_geometry (check->geos, area->geometry));
}

/* Takes the ground. Returns: (nullable): what has a size of it */
static SgmGeometry *
take_ground (SgmImportCheck *check,
             GEOSGeometry   *ground)
{
  SgmGeometry *geometry = NULL;
  double size = 0;

  if (ground != NULL && GEOSArea_r (check->geos, ground, &size) == 1 && size > 0)
    geometry = sgm_geos_to_geometry (check->geos, ground);
  if (ground != NULL)
    GEOSGeom_destroy_r (check->geos, ground);
  return geometry;
}

/* Neighbours ---------------------------------------------------------------- */

static void
add_overlap (Newcomer      *newcomer,
             const SgmArea *area,
             SgmGeometry   *ground)
{
  const SgmImportRow *row = newcomer->row;
  double size = sgm_geometry_get_area (ground);
  double width;
  gboolean sliver = sgm_import_is_sliver (newcomer->check, ground, &width);
  SgmImportSeverity severity = sliver ? SGM_IMPORT_WARNS : sgm_import_weigh_overlap (size, row->size, area->size);
  SgmImportFinding *finding;

  if (size < SGM_IMPORT_MIN_GROUND)
    return;
  finding = sgm_import_check_add_row (newcomer->check, sliver ? SGM_IMPORT_SLIVER : SGM_IMPORT_OVERLAP, severity,
                                      newcomer->level, row);
  if (finding == NULL)
    return;
  g_ptr_array_add (finding->codes, g_strdup (area->code));
  finding->size = size;
  finding->shape = sgm_geometry_ref (ground);
  finding->place = *sgm_geometry_get_box (ground);
  finding->sentence = severity == SGM_IMPORT_BLOCKS
    ? g_strdup_printf (_("%s would lie on %.1f m² of %s (%s), which the file does not have."), row->code, size,
                       area->code, area->name)
    : g_strdup_printf (_("%s and %s, which the file does not have, would overlap by %.1f m²."), row->code,
                       area->code, size);
}

static void
compare (Newcomer      *newcomer,
         const SgmArea *area)
{
  SgmImportCheck *check = newcomer->check;
  GEOSGeometry *shape = dup_shape (check, area);
  g_autoptr (SgmGeometry) ground = NULL;

  if (shape != NULL && GEOSPreparedIntersects_r (check->geos, newcomer->prepared, shape) == 1)
    ground = take_ground (check, GEOSIntersection_r (check->geos, newcomer->shape, shape));
  if (ground != NULL)
    add_overlap (newcomer, area, ground);
  if (shape != NULL)
    GEOSGeom_destroy_r (check->geos, shape);
}

static void
compare_with_neighbours (Newcomer *newcomer)
{
  SgmAreaSet *areas = newcomer->check->present->areas;
  g_autoptr (GArray) near = sgm_area_set_query (areas, newcomer->level,
                                                sgm_geometry_get_box (newcomer->row->geometry));

  for (guint i = 0; i < near->len && !is_hopeless (newcomer->check); i++)
    {
      const SgmArea *area = sgm_area_set_get (areas, g_array_index (near, guint, i));

      if (sgm_import_check_stays (newcomer->check, area))
        compare (newcomer, area);
    }
}

/* Parts --------------------------------------------------------------------- */

/* Returns: how much of the part lies outside, in m² */
static double
measure_outside (Newcomer      *newcomer,
                 const SgmArea *part)
{
  SgmImportCheck *check = newcomer->check;
  GEOSGeometry *shape = dup_shape (check, part);
  g_autoptr (SgmGeometry) ground = NULL;

  if (shape != NULL && GEOSPreparedCovers_r (check->geos, newcomer->prepared, shape) != 1)
    ground = take_ground (check, GEOSDifference_r (check->geos, shape, newcomer->shape));
  if (shape != NULL)
    GEOSGeom_destroy_r (check->geos, shape);
  return ground != NULL ? sgm_geometry_get_area (ground) : 0;
}

static void
add_outside (Newcomer  *newcomer,
             GPtrArray *parts,
             double     size)
{
  SgmImportFinding *finding = sgm_import_check_add_row (newcomer->check, SGM_IMPORT_OUTSIDE, SGM_IMPORT_WARNS,
                                                        newcomer->level, newcomer->row);
  g_autoptr (GString) codes = g_string_new (NULL);

  if (finding == NULL)
    return;
  for (guint i = 0; i < parts->len; i++)
    {
      const SgmArea *part = parts->pdata[i];

      g_ptr_array_add (finding->codes, g_strdup (part->code));
      if (i < MAX_CODES)
        g_string_append_printf (codes, "%s%s", i > 0 ? _(", ") : "", part->code);
    }
  if (parts->len > MAX_CODES)
    g_string_append_printf (codes, _(" and %u more"), parts->len - MAX_CODES);
  finding->size = size;
  finding->sentence = g_strdup_printf (ngettext ("%u part of %s, which the file does not have, would reach out of it with %.1f m²: %s",
                                                 "%u parts of %s, which the file does not have, would reach out of it with %.1f m²: %s",
                                                 parts->len),
                                       parts->len, newcomer->row->code, size, codes->str);
}

static void
check_parts (Newcomer *newcomer)
{
  SgmAreaSet *areas = newcomer->check->present->areas;
  const SgmArea *area = sgm_area_set_find_code (areas, newcomer->row->code);
  g_autoptr (GPtrArray) outside = g_ptr_array_new ();
  double all = 0;

  for (guint i = 0; area != NULL && i < area->n_children; i++)
    {
      const SgmArea *part = sgm_area_set_get (areas, area->first_child + i);
      double size = sgm_import_check_stays (newcomer->check, part) ? measure_outside (newcomer, part) : 0;

      if (size < SGM_IMPORT_MIN_GROUND)
        continue;
      g_ptr_array_add (outside, (gpointer) part);
      all += size;
    }
  if (outside->len > 0)
    add_outside (newcomer, outside, all);
}

static void
check_newcomer (SgmImportCheck     *check,
                SgmLevel            level,
                const SgmImportRow *row)
{
  Newcomer newcomer = { check, level, row, sgm_import_check_dup_shape (check, row) };

  if (newcomer.shape == NULL)
    return;
  newcomer.prepared = GEOSPrepare_r (check->geos, newcomer.shape);
  if (newcomer.prepared != NULL)
    {
      compare_with_neighbours (&newcomer);
      check_parts (&newcomer);
      GEOSPreparedGeom_destroy_r (check->geos, newcomer.prepared);
    }
  GEOSGeom_destroy_r (check->geos, newcomer.shape);
}

gboolean
sgm_import_check_staying (SgmImportCheck  *check,
                          SgmLevel         level,
                          GError         **error)
{
  const SgmImportRows *rows = check->levels[level];

  if (check->present->areas == NULL || is_shifted (check))
    return TRUE;
  for (guint i = 0; i < rows->rows->len; i++)
    {
      const SgmImportRow *row = sgm_import_rows_get (rows, i);

      if (!sgm_import_check_step (check, i, rows->rows->len, error))
        return FALSE;
      if (sgm_import_check_is_changed (check, level, row))
        check_newcomer (check, level, row);
    }
  return TRUE;
}
