/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-repair.h"

#include <math.h>
#include <string.h>

#include "geo/sgm-datum.h"
#include "scratch.h"
#include "staged.h"

#define GRID "440704001015001"
#define METRES_X 102833.0

/* No district is there: only the file itself is looked at. */
static SgmImportPresent nothing = { NULL };

static gboolean
append_bytes (const SgmStagingRow *row,
              gpointer             data)
{
  gsize size = 0;
  gconstpointer bytes = row->wkb != NULL ? g_bytes_get_data (row->wkb, &size) : NULL;

  g_byte_array_append (data, bytes, size);
  g_byte_array_append (data, (const guint8 *) (row->code != NULL ? row->code : ""),
                       row->code != NULL ? strlen (row->code) : 0);
  return TRUE;
}

/* Everything that the staging has, as bytes. */
static GBytes *
dup_all (SgmStaging *staging)
{
  GByteArray *all = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  sgm_staging_each (staging, SGM_LEVEL_NONE, append_bytes, all, NULL, &error);
  g_assert_no_error (error);
  return g_byte_array_free_to_bytes (all);
}

static SgmImportReport *
repair (SgmStaging *staging,
        guint       repairs)
{
  g_autoptr (GError) error = NULL;
  SgmImportReport *report = sgm_import_repair_all (staging, &nothing, NULL, repairs, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* What is left is that there is no grid around the units. */
static void
assert_clean (const SgmImportReport *report)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      const SgmImportFinding *finding = report->findings->pdata[i];

      if (finding->kind != SGM_IMPORT_CODE_ORPHAN)
        g_error ("%s: %s", sgm_import_kind_get_id (finding->kind), finding->sentence);
    }
}

/* Repairs, and takes all back again: nothing may be left of it. */
static void
assert_reversible (SgmStaging *staging)
{
  g_autoptr (GBytes) before = dup_all (staging);
  g_autoptr (SgmImportReport) report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  g_autoptr (GBytes) repaired = dup_all (staging);
  g_autoptr (GBytes) after = NULL;

  g_assert_false (g_bytes_equal (before, repaired));
  g_assert_true (sgm_staging_take_back (staging, 1, NULL));
  after = dup_all (staging);
  g_assert_true (g_bytes_equal (before, after));
}

static double
get_size (SgmStaging *staging,
          gint64      id)
{
  g_autoptr (SgmGeometry) geometry = staged_dup (staging, id);

  return sgm_geometry_get_area (geometry);
}

static void
test_rings (void)
{
  /* The pen has made a loop of half a metre at its upper border. */
  const double looped[] = {
    113.10, 22.55, 113.11, 22.55, 113.11, 22.56, 113.105005, 22.56, 113.105, 22.560005, 113.105005, 22.560005,
    113.105, 22.56, 113.10, 22.56, 113.10, 22.55,
  };
  const double turned[] = { 113.12, 22.55, 113.12, 22.56, 113.13, 22.56, 113.13, 22.56, 113.13, 22.55, 113.12, 22.55 };
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;
  g_autoptr (SgmGeometry) geometry = NULL;
  guint n;

  staged_add (staging, SGM_LEVEL_UNIT, GRID "001", "西", looped, 9);
  staged_add (staging, SGM_LEVEL_UNIT, GRID "002", "东", turned, 6);
  assert_reversible (staging);
  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  assert_clean (report);

  geometry = staged_dup (staging, 1);
  g_assert_cmpuint (sgm_geometry_get_n_polygons (geometry), ==, 2);
  sgm_geometry_unref (geometry);
  geometry = staged_dup (staging, 2);
  sgm_geometry_get_ring (geometry, 0, &n);
  g_assert_cmpuint (n, ==, 5);
}

/* Half of a square would go: nobody does that but a person who says so. */
static void
test_reshape (void)
{
  const double bow[] = { 113.10, 22.55, 113.11, 22.56, 113.11, 22.55, 113.10, 22.56, 113.10, 22.55 };
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;

  staged_add (staging, SGM_LEVEL_UNIT, GRID "001", "西", bow, 5);
  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  staged_find (report, SGM_IMPORT_RING_INVALID);
  g_assert_cmpuint (sgm_staging_get_batch (staging), ==, 0);
  g_clear_pointer (&report, sgm_import_report_free);

  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS | 1u << SGM_IMPORT_REPAIR_RESHAPE);
  assert_clean (report);
  g_assert_cmpuint (sgm_staging_get_batch (staging), >, 0);
}

/* A repair that leaves what it was for is proposed once. Here it has nothing to
 * give, as its ground was taken out of the report. */
static void
test_in_vain (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;
  guint n_repaired = 1;

  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "001", "西", 113.10, 22.55, 113.101, 22.5508);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "002", "东", 113.101 - 1 / METRES_X, 22.55, 113.102, 22.5508);
  report = staged_check (staging, &nothing, NULL);
  finding = staged_find (report, SGM_IMPORT_SLIVER);
  g_assert_cmpint (finding->repair, ==, SGM_IMPORT_REPAIR_GIVE);
  g_assert_true (finding->chosen);
  g_assert_false (finding->tried);
  for (guint i = 0; i < report->findings->len; i++)
    ((SgmImportFinding *) report->findings->pdata[i])->chosen = report->findings->pdata[i] == finding;
  g_clear_pointer (&finding->shape, sgm_geometry_unref);
  g_assert_true (sgm_import_repair (staging, report, NULL, &n_repaired, NULL, NULL));
  g_assert_cmpuint (n_repaired, ==, 0);
  g_clear_pointer (&report, sgm_import_report_free);

  report = staged_check (staging, &nothing, NULL);
  finding = staged_find (report, SGM_IMPORT_SLIVER);
  g_assert_true (finding->tried);
  g_assert_false (finding->chosen);
  g_assert_nonnull (strstr (finding->sentence, "has not helped"));
}

/* What computing leaves between borders is none. */
static void
test_noise (void)
{
  const double hair = 0.0005 / METRES_X;
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;

  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "001", "西", 113.10, 22.55, 113.101, 22.5508);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "002", "东", 113.101 - hair, 22.55, 113.102, 22.5508);
  report = staged_check (staging, &nothing, NULL);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_SLIVER], ==, 0);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_OVERLAP], ==, 0);
}

/* The ring's last point is not written. */
static GBytes *
make_open_ring (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmGeometry) geometry = NULL;
  g_autoptr (GBytes) wkb = NULL;
  guint32 n = 4;
  guint8 *data;
  gsize size;

  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "001", NULL, 113.10, 22.55, 113.11, 22.56);
  geometry = staged_dup (staging, 1);
  wkb = sgm_geometry_to_wkb (geometry);
  size = g_bytes_get_size (wkb) - 2 * sizeof (double);
  data = g_memdup2 (g_bytes_get_data (wkb, NULL), size);
  memcpy (data + size - 8 * sizeof (double) - sizeof n, &n, sizeof n);
  return g_bytes_new_take (data, size);
}

static void
test_open (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (GBytes) open = make_open_ring ();
  g_autoptr (SgmImportReport) report = NULL;
  g_autoptr (SgmGeometry) geometry = NULL;
  const double *v;
  guint n;

  staged_add_bytes (staging, SGM_LEVEL_UNIT, GRID "001", NULL, open, NULL);
  assert_reversible (staging);
  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  assert_clean (report);
  geometry = staged_dup (staging, 1);
  v = sgm_geometry_get_ring (geometry, 0, &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpfloat (v[8], ==, 113.10);
  g_assert_cmpfloat (v[9], ==, 22.55);
}

/* Two squares that were drawn one by one, 0.3 m apart, and one more that has a
 * corner in the middle of the border. */
static void
add_drawn (SgmStaging *staging,
           double      apart)
{
  const double offset = apart / METRES_X;

  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "001", "西", 113.10, 22.55, 113.101, 22.552);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "002", "东", 113.101 + offset, 22.55, 113.102, 22.551);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "003", "北", 113.101 - offset, 22.551, 113.102, 22.552);
}

static void
test_snap (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;
  g_autoptr (SgmGeometry) west = NULL;
  const double *v;
  guint n;
  gboolean found = FALSE;

  add_drawn (staging, 0.3);
  assert_reversible (staging);
  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  assert_clean (report);

  /* The western square has the corner of the others on its border now. */
  west = staged_dup (staging, 1);
  v = sgm_geometry_get_ring (west, 0, &n);
  for (guint i = 0; i < n; i++)
    found = found || (v[2 * i + 1] == 22.551 && fabs (v[2 * i] - 113.101) * METRES_X < 0.31);
  g_assert_true (found);
}

/* Nothing moves that is farther than the tolerance. */
static void
test_snap_not_far (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;

  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "001", "西", 113.10, 22.55, 113.101, 22.551);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "002", "东", 113.101 + 0.8 / METRES_X, 22.55, 113.102, 22.551);
  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  assert_clean (report);
  g_assert_cmpuint (sgm_staging_get_batch (staging), ==, 0);
}

/* A strip of 1 m between two squares, closed by two others: it goes to the
 * one with the longer common border. */
static void
test_give_gap (void)
{
  const double strip = 1 / METRES_X;
  const double west[] = {
    113.10, 22.5502, 113.101, 22.5502, 113.101, 22.5504, 113.101, 22.5508, 113.10, 22.5508, 113.10, 22.5502,
  };
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;
  double before;

  staged_add (staging, SGM_LEVEL_UNIT, GRID "001", "西", west, 6);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "002", "东", 113.101 + strip, 22.5502, 113.102, 22.5508);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "003", "南", 113.10, 22.55, 113.102, 22.5502);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "004", "北", 113.10, 22.5508, 113.102, 22.551);
  before = get_size (staging, 1) + get_size (staging, 2);

  report = staged_check (staging, &nothing, NULL);
  g_assert_cmpint (staged_find (report, SGM_IMPORT_SLIVER)->repair, ==, SGM_IMPORT_REPAIR_GIVE);
  g_clear_pointer (&report, sgm_import_report_free);
  assert_reversible (staging);
  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  assert_clean (report);
  g_assert_cmpfloat (get_size (staging, 1) + get_size (staging, 2), >, before + 60);
}

static void
test_give_overlap (void)
{
  const double strip = 1 / METRES_X;
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;
  double before;

  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "001", "西", 113.10, 22.55, 113.101, 22.5508);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "002", "东", 113.101 - strip, 22.55, 113.102, 22.5508);
  before = get_size (staging, 1) + get_size (staging, 2);
  assert_reversible (staging);
  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  assert_clean (report);
  g_assert_cmpfloat (fabs (get_size (staging, 1) + get_size (staging, 2) - (before - 0.0008 * 110745)), <, 0.1);
}

static void
test_chosen (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  guint n_repaired = 1;

  add_drawn (staging, 0.3);
  before = dup_all (staging);
  report = staged_check (staging, &nothing, NULL);
  for (guint i = 0; i < report->findings->len; i++)
    ((SgmImportFinding *) report->findings->pdata[i])->chosen = FALSE;
  g_assert_true (sgm_import_repair (staging, report, NULL, &n_repaired, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_repaired, ==, 0);
  g_assert_cmpuint (sgm_staging_get_batch (staging), ==, 0);
  after = dup_all (staging);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_leave_out (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;

  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "001", "西", 113.10, 22.55, 113.101, 22.551);
  staged_add_box (staging, SGM_LEVEL_UNIT, GRID "001", "西", 113.10, 22.55, 113.101, 22.551);
  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  staged_find (report, SGM_IMPORT_CODE_TWICE);
  g_assert_cmpuint (sgm_staging_count (staging, SGM_LEVEL_UNIT), ==, 2);
  staged_find (report, SGM_IMPORT_CODE_TWICE)->chosen = TRUE;
  g_assert_true (sgm_import_repair (staging, report, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (sgm_staging_count (staging, SGM_LEVEL_UNIT), ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SgmImportReport) report = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  add_drawn (staging, 0.3);
  before = dup_all (staging);
  report = staged_check (staging, &nothing, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (sgm_import_repair (staging, report, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = dup_all (staging);
  g_assert_true (g_bytes_equal (before, after));
}

/* A hundred squares, each drawn a little beside its place. */
static void
test_drawn_badly (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmImportReport) report = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  const double noise = 0.2 / METRES_X;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *code = g_strdup_printf ("%s%03u", GRID, i + 1);
      double v[10];

      for (guint corner = 0; corner < 4; corner++)
        {
          v[2 * corner] = 113.1 + 0.001 * (i % 10 + (corner == 1 || corner == 2))
                          + g_rand_double_range (random, -noise, noise);
          v[2 * corner + 1] = 22.55 + 0.001 * (i / 10 + (corner >= 2))
                              + g_rand_double_range (random, -noise, noise);
        }
      v[8] = v[0];
      v[9] = v[1];
      staged_add (staging, SGM_LEVEL_UNIT, code, "块", v, 5);
    }
  assert_reversible (staging);
  report = repair (staging, SGM_IMPORT_SAFE_REPAIRS);
  assert_clean (report);
}

int
main (int    argc,
      char **argv)
{
  char *folder = scratch_new ();
  int status;

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-repair/rings", test_rings);
  g_test_add_func ("/import-repair/reshape", test_reshape);
  g_test_add_func ("/import-repair/in-vain", test_in_vain);
  g_test_add_func ("/import-repair/noise", test_noise);
  g_test_add_func ("/import-repair/open", test_open);
  g_test_add_func ("/import-repair/snap", test_snap);
  g_test_add_func ("/import-repair/snap-not-far", test_snap_not_far);
  g_test_add_func ("/import-repair/give-gap", test_give_gap);
  g_test_add_func ("/import-repair/give-overlap", test_give_overlap);
  g_test_add_func ("/import-repair/chosen", test_chosen);
  g_test_add_func ("/import-repair/leave-out", test_leave_out);
  g_test_add_func ("/import-repair/cancelled", test_cancelled);
  g_test_add_func ("/import-repair/drawn-badly", test_drawn_badly);
  status = g_test_run ();
  scratch_free (folder);
  return status;
}
