/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "importing.h"

#include <math.h>

#include "exchange/sgm-import-read.h"
#include "scratch.h"
#include "small-district.h"

static const AreaFile plain = {
  .driver = "GPKG",
  .layer = "areas",
  .crs = "EPSG:4490",
  .code_field = "code",
  .name_field = "name",
};

char *
importing_get_path (Importing  *i,
                    const char *name)
{
  return g_build_filename (i->folder, name, NULL);
}

static void
clear (Importing *i)
{
  g_clear_pointer (&i->present, sgm_import_present_free);
  g_clear_pointer (&i->file, sgm_foreign_file_unref);
  g_clear_pointer (&i->plan, sgm_import_plan_free);
  g_clear_pointer (&i->staging, sgm_staging_free);
  g_clear_pointer (&i->report, sgm_import_report_free);
}

/* An empty district for NULL, that of small-district.h for IMPORTING_SMALL, and
 * the town for IMPORTING_TOWN: it comes in as any file does. */
void
importing_set_up (Importing     *i,
                  gconstpointer  district)
{
  g_autoptr (GError) error = NULL;

  i->folder = scratch_new ();
  i->path = importing_get_path (i, "district.sgm");
  i->store = district == IMPORTING_SMALL ? small_district_open_new (i->path)
                                         : sgm_store_open (i->path, SGM_STORE_CREATE, &error);
  g_assert_no_error (error);
  i->options = (SgmImportOptions) SGM_IMPORT_OPTIONS_INIT;
  if (district == IMPORTING_TOWN)
    {
      g_autoptr (GPtrArray) town = area_town_new ();

      importing_write (i, "town.gpkg", town, &plain);
      importing_guess (i, "town.gpkg");
      importing_read (i);
      importing_check (i, 0);
      g_assert_cmpint (importing_apply (i), >, 0);
    }
}

/* The audit holds after everything that was done here. */
void
importing_tear_down (Importing     *i,
                     gconstpointer  data)
{
  importing_assert_audit (i);
  clear (i);
  sgm_store_close (i->store);
  g_assert_finalize_object (i->store);
  scratch_free (i->folder);
  g_free (i->path);
}

void
importing_assert_audit (Importing *i)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmAudit) audit = sgm_store_audit (i->store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (audit->faults->len, ==, 0);
}

void
importing_write (Importing      *i,
                 const char     *name,
                 GPtrArray      *shapes,
                 const AreaFile *file)
{
  g_autofree char *path = importing_get_path (i, name);

  area_file_write (path, shapes, file);
}

/* Opens a file and guesses; what went before is forgotten. */
void
importing_guess (Importing  *i,
                 const char *name)
{
  g_autofree char *path = importing_get_path (i, name);
  g_autoptr (GError) error = NULL;

  clear (i);
  i->present = sgm_import_present_new (i->store, &error);
  g_assert_no_error (error);
  i->file = sgm_foreign_file_open (path, NULL, &error);
  g_assert_no_error (error);
  i->plan = sgm_import_plan_new ();
  sgm_import_plan_guess (i->plan, i->file, i->present, NULL, &error);
  g_assert_no_error (error);
}

void
importing_read (Importing *i)
{
  g_autoptr (GError) error = NULL;

  i->staging = sgm_staging_new (&error);
  g_assert_no_error (error);
  sgm_import_read (i->file, i->plan, i->staging, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
importing_check (Importing *i,
                 guint      repairs)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&i->report, sgm_import_report_free);
  i->report = sgm_import_repair_all (i->staging, i->present, &i->options, repairs, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint n = 0; n < i->report->findings->len; n++)
    {
      const SgmImportFinding *finding = i->report->findings->pdata[n];

      g_test_message ("%s: %s", sgm_import_kind_get_id (finding->kind), finding->sentence);
    }
}

gint64
importing_apply (Importing *i)
{
  g_autoptr (GError) error = NULL;
  SgmImportResult result = { 0 };

  sgm_import_apply (i->store, i->staging, i->report, &i->options, "test", "test", &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return result.seq;
}

gint64
importing_undo (Importing *i,
                gint64     seq)
{
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_UNDO, seq, 0);
  g_autoptr (GError) error = NULL;
  gint64 undone = sgm_store_submit (i->store, change, &error);

  g_assert_no_error (error);
  return undone;
}

static double
get_distance (double        x,
              double        y,
              const double *v) /* both ends of a line */
{
  double dx = v[2] - v[0], dy = v[3] - v[1];
  double along = CLAMP (((x - v[0]) * dx + (y - v[1]) * dy) / (dx * dx + dy * dy), 0, 1);

  return hypot (x - v[0] - along * dx, y - v[1] - along * dy);
}

/* The area's vertices lie on the shape's border, and its size is the same. */
static void
assert_shape (const SgmArea   *area,
              const AreaShape *shape,
              double           tolerance)
{
  const guint end = shape->vertices->len / 2;
  const guint polygon_end = 1;
  const double *border = (const double *) shape->vertices->data;
  g_autoptr (SgmGeometry) whole = sgm_geometry_new_polygons (border, &end, 1, &polygon_end, 1);
  guint n;
  const double *v = sgm_geometry_get_ring (area->geometry, 0, &n);

  g_assert_cmpuint (sgm_geometry_get_n_rings (area->geometry), ==, 1);
  g_assert_cmpfloat (fabs (area->size - sgm_geometry_get_area (whole)), <=, (1e-9 + 4 * tolerance / TOWN_SIDE) * area->size);
  for (guint i = 0; i < n; i++)
    {
      double nearest = G_MAXDOUBLE;

      for (guint j = 0; j + 1 < end; j++)
        nearest = MIN (nearest, get_distance (v[2 * i], v[2 * i + 1], border + 2 * j));
      g_assert_cmpfloat (nearest, <=, tolerance);
    }
}

/* That the district is the town, with codes, names and borders that are nowhere
 * farther off than @tolerance, in degrees. */
void
importing_assert_town (Importing *i,
                       double     tolerance)
{
  g_autoptr (GPtrArray) town = area_town_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmImportPresent) present = sgm_import_present_new (i->store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sgm_area_set_get_n_areas (present->areas), ==, TOWN_N_AREAS);
  for (guint n = 0; n < town->len; n++)
    {
      const AreaShape *shape = town->pdata[n];
      const SgmArea *area = sgm_area_set_find_code (present->areas, shape->code);

      g_assert_nonnull (area);
      g_assert_cmpstr (area->name, ==, shape->name);
      g_assert_cmpint (area->level, ==, (int) shape->level);
      assert_shape (area, shape, tolerance);
    }
}
