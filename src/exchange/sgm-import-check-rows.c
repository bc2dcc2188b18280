/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include <inttypes.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "geo/sgm-geos.h"

/* What each row is by itself. */

/* Nobody means an area of this size or less, in m². */
#define TINY 100.0

/* Who takes a border apart has to look where that changes more than this share
 * of the area or more than this, in m². */
#define CHANGED_SHARE 0.01
#define CHANGED_SIZE 100.0

typedef struct
{
  SgmImportCheck *check;
  SgmImportRows *rows;
  SgmImportFinding *turned; /* the rows whose rings run the other way */
  GEOSWKBReader *reader;
  guint n;
  GError **error;
  gboolean failed;
} Visit;

static double
get_turn (const double *v,
          guint         n)
{
  double turn = 0;

  for (guint i = 0; i + 1 < n; i++)
    turn += (v[2 * i] - v[0]) * (v[2 * i + 3] - v[1]) - (v[2 * i + 2] - v[0]) * (v[2 * i + 1] - v[1]);
  return turn;
}

/* Outer rings run against the clock, holes with it. */
static gboolean
is_turned (const SgmGeometry *geometry)
{
  for (guint polygon = 0; polygon < sgm_geometry_get_n_polygons (geometry); polygon++)
    {
      guint first, end;

      sgm_geometry_get_polygon_rings (geometry, polygon, &first, &end);
      for (guint ring = first; ring < end; ring++)
        {
          guint n;
          const double *v = sgm_geometry_get_ring (geometry, ring, &n);
          double turn = get_turn (v, n);

          if (turn != 0 && (turn > 0) != (ring == first))
            return TRUE;
        }
    }
  return FALSE;
}

static void
check_turn (Visit              *visit,
            const SgmImportRow *row)
{
  if (!is_turned (row->geometry))
    return;
  if (visit->turned == NULL)
    {
      visit->turned = sgm_import_check_add (visit->check, SGM_IMPORT_RING_ORDER, SGM_IMPORT_NOTE,
                                            visit->rows->level);
      if (visit->turned == NULL)
        return;
      sgm_import_propose (visit->turned, SGM_IMPORT_REPAIR_ORDER, TRUE);
    }
  sgm_import_finding_add_row (visit->turned, row->id, row->number, row->code);
}

static void
check_vertices (Visit              *visit,
                const SgmImportRow *row)
{
  SgmImportFinding *finding;
  SgmBox box = SGM_BOX_EMPTY;
  g_autofree char *name = NULL;
  guint n_twice = 0;

  for (guint ring = 0; ring < sgm_geometry_get_n_rings (row->geometry); ring++)
    {
      guint n;
      const double *v = sgm_geometry_get_ring (row->geometry, ring, &n);

      for (guint i = 1; i < n; i++)
        if (v[2 * i] == v[2 * i - 2] && v[2 * i + 1] == v[2 * i - 1])
          {
            box = (SgmBox) { v[2 * i], v[2 * i + 1], v[2 * i], v[2 * i + 1] };
            n_twice++;
          }
    }
  if (n_twice == 0)
    return;

  finding = sgm_import_check_add_row (visit->check, SGM_IMPORT_VERTEX_TWICE, SGM_IMPORT_NOTE,
                                      visit->rows->level, row);
  if (finding == NULL)
    return;
  name = sgm_import_dup_row_name (row);
  finding->place = box;
  finding->sentence = g_strdup_printf (ngettext ("%s: %u point comes twice in a row.",
                                                 "%s: %u points come twice in a row.", n_twice),
                                       name, n_twice);
  sgm_import_propose (finding, SGM_IMPORT_REPAIR_VERTICES, TRUE);
}

/* Says what the area has after its lines are taken apart where that is much
 * more or less than before. @valid is what is left of it, or NULL. */
static gboolean
append_change (GString            *text,
               const SgmImportRow *row,
               const SgmGeometry  *valid)
{
  double size = valid != NULL ? sgm_geometry_get_area (valid) : 0;
  double change = fabs (size - row->size);
  guint n = valid != NULL ? sgm_geometry_get_n_polygons (valid) : 0;

  if (change <= CHANGED_SHARE * row->size && change <= CHANGED_SIZE)
    return FALSE;
  g_string_append_c (text, ' ');
  g_string_append_printf (text, ngettext ("Taken apart, it has %.0f m² in %u part instead of %.0f m².",
                                          "Taken apart, it has %.0f m² in %u parts instead of %.0f m².", n),
                          size, n, row->size);
  return TRUE;
}

static void
add_invalid (Visit              *visit,
             const SgmImportRow *row,
             const GEOSGeometry *where,
             const SgmGeometry  *valid)
{
  SgmImportFinding *finding = sgm_import_check_add_row (visit->check, SGM_IMPORT_RING_INVALID,
                                                        SGM_IMPORT_BLOCKS, visit->rows->level, row);
  g_autofree char *name = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  double x, y;

  if (finding == NULL)
    return;
  name = sgm_import_dup_row_name (row);
  if (where != NULL && GEOSGeomGetX_r (visit->check->geos, where, &x) == 1
      && GEOSGeomGetY_r (visit->check->geos, where, &y) == 1)
    {
      finding->place = (SgmBox) { x, y, x, y };
      g_string_append_printf (text, _("%s: lines of its border cross or touch at %.6f, %.6f."), name, x, y);
    }
  else
    g_string_append_printf (text, _("%s: lines of its border cross or touch."), name);
  if (append_change (text, row, valid))
    sgm_import_propose (finding, SGM_IMPORT_REPAIR_RESHAPE, FALSE);
  else
    sgm_import_propose (finding, SGM_IMPORT_REPAIR_VALID, TRUE);
  finding->sentence = g_string_free (g_steal_pointer (&text), FALSE);
}

static void
check_shape (Visit        *visit,
             SgmImportRow *row)
{
  GEOSContextHandle_t geos = visit->check->geos;
  GEOSGeometry *shape = sgm_geos_from_geometry (geos, row->geometry);
  GEOSGeometry *where = NULL;
  char *reason = NULL;
  GEOSGeometry *inside;

  row->valid = shape != NULL && GEOSisValidDetail_r (geos, shape, 0, &reason, &where) == 1;
  if (!row->valid)
    {
      g_autoptr (SgmGeometry) valid = NULL;

      shape = sgm_geos_make_valid (geos, shape);
      if (shape != NULL)
        valid = sgm_geos_to_geometry (geos, shape);
      add_invalid (visit, row, where, valid);
    }
  GEOSFree_r (geos, reason);
  if (where != NULL)
    GEOSGeom_destroy_r (geos, where);

  inside = shape != NULL ? GEOSPointOnSurface_r (geos, shape) : NULL;
  if (inside == NULL || GEOSGeomGetX_r (geos, inside, &row->x) != 1
      || GEOSGeomGetY_r (geos, inside, &row->y) != 1)
    {
      row->x = sgm_geometry_get_box (row->geometry)->min_x;
      row->y = sgm_geometry_get_box (row->geometry)->min_y;
    }
  if (inside != NULL)
    GEOSGeom_destroy_r (geos, inside);
  if (shape != NULL)
    GEOSGeom_destroy_r (geos, shape);
}

static void
check_size (Visit              *visit,
            const SgmImportRow *row)
{
  SgmImportFinding *finding;
  g_autofree char *name = NULL;

  if (row->size >= TINY || !row->valid)
    return;
  finding = sgm_import_check_add_row (visit->check, SGM_IMPORT_TINY, SGM_IMPORT_WARNS,
                                      visit->rows->level, row);
  if (finding == NULL)
    return;
  name = sgm_import_dup_row_name (row);
  finding->size = row->size;
  finding->sentence = g_strdup_printf (_("%s has only %.1f m²."), name, row->size);
  sgm_import_propose (finding, SGM_IMPORT_REPAIR_LEAVE_OUT, FALSE);
}

/* What cannot be read because of open rings can be with those closed. */
static gboolean
is_open (Visit               *visit,
         const SgmStagingRow *staged)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (staged->wkb, &size);
  GEOSGeometry *shape;
  gboolean closed;

  if (visit->reader == NULL)
    {
      visit->reader = GEOSWKBReader_create_r (visit->check->geos);
      GEOSWKBReader_setFixStructure_r (visit->check->geos, visit->reader, 1);
    }
  shape = GEOSWKBReader_read_r (visit->check->geos, visit->reader, data, size);
  closed = shape != NULL && GEOSGeomTypeId_r (visit->check->geos, shape) == GEOS_MULTIPOLYGON
           && GEOSisEmpty_r (visit->check->geos, shape) == 0;
  if (shape != NULL)
    GEOSGeom_destroy_r (visit->check->geos, shape);
  return closed;
}

static void
add_unreadable (Visit               *visit,
                const SgmStagingRow *staged,
                const SgmImportRow  *row)
{
  gboolean open = staged->wkb != NULL && is_open (visit, staged);
  SgmImportFinding *finding = sgm_import_check_add_row (visit->check,
                                                        open ? SGM_IMPORT_RING_OPEN : SGM_IMPORT_UNREADABLE,
                                                        SGM_IMPORT_BLOCKS, visit->rows->level, row);
  g_autofree char *name = NULL;

  if (finding == NULL)
    return;
  name = sgm_import_dup_row_name (row);
  if (open)
    finding->sentence = g_strdup_printf (_("%s has a ring that does not end where it begins."), name);
  else if (staged->fault != NULL)
    finding->sentence = g_strdup_printf (_("Row %" PRId64 ": %s"), staged->number, staged->fault);
  else
    finding->sentence = g_strdup_printf (_("Row %" PRId64 " has no area that can be read."), staged->number);
  sgm_import_propose (finding, open ? SGM_IMPORT_REPAIR_CLOSE : SGM_IMPORT_REPAIR_LEAVE_OUT, open);
}

static void
check_name (Visit              *visit,
            const SgmImportRow *row)
{
  SgmImportFinding *finding;
  g_autofree char *name = NULL;

  if (row->name != NULL)
    return;
  finding = sgm_import_check_add_row (visit->check, SGM_IMPORT_NAME_MISSING, SGM_IMPORT_WARNS,
                                      visit->rows->level, row);
  if (finding == NULL)
    return;
  name = sgm_import_dup_row_name (row);
  finding->sentence = g_strdup_printf (_("%s has no name; the present one is kept, or its code stands for it."),
                                       name);
}

static gboolean
visit_row (const SgmStagingRow *staged,
           gpointer             data)
{
  Visit *visit = data;
  SgmImportRow *row = sgm_import_rows_add (visit->rows, staged);

  if (!sgm_import_check_step (visit->check, visit->n++, visit->check->report->n_rows[visit->rows->level],
                              visit->error))
    {
      visit->failed = TRUE;
      return FALSE;
    }
  check_name (visit, row);
  if (row->geometry == NULL)
    {
      add_unreadable (visit, staged, row);
      return TRUE;
    }
  check_shape (visit, row);
  check_size (visit, row);
  check_vertices (visit, row);
  check_turn (visit, row);
  return TRUE;
}

gboolean
sgm_import_check_rows (SgmImportCheck  *check,
                       SgmLevel         level,
                       GError         **error)
{
  Visit visit = { .check = check, .error = error };
  gboolean good;

  sgm_import_rows_free (check->levels[level]);
  visit.rows = check->levels[level] = sgm_import_rows_new (level);
  good = sgm_staging_each (check->staging, level, visit_row, &visit, NULL, error) && !visit.failed;
  sgm_import_rows_end (check->levels[level]);
  if (visit.reader != NULL)
    GEOSWKBReader_destroy_r (check->geos, visit.reader);
  if (visit.turned != NULL)
    visit.turned->sentence = g_strdup_printf (ngettext ("The rings of %u area run the other way round.",
                                                        "The rings of %u areas run the other way round.",
                                                        visit.turned->rows->len),
                                              visit.turned->rows->len);
  return good;
}
