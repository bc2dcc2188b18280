/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <geos_c.h>

#include "district/sgm-area-kin.h"
#include "district/sgm-event-item.h"
#include "district/sgm-inside.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-measure.h"
#include "geo/sgm-probe.h"
#include "patchwork.h"
#include "scratch.h"
#include "small-district.h"

/* A selection of the numbers whose bits are set. */
static SgmSelection *
from_bits (guint64 bits)
{
  gint64 ids[64];
  guint n = 0;

  for (guint i = 64; i-- > 0;)
    if (bits >> i & 1)
      ids[n++] = i;
  return sgm_selection_new (ids, n);
}

static void
assert_is (SgmSelection *selection,
           guint64       bits)
{
  g_autoptr (SgmSelection) taken = selection;
  g_autoptr (SgmSelection) expected = from_bits (bits);

  g_assert_true (sgm_selection_equal (taken, expected));
  for (guint i = 0; i < 64; i++)
    g_assert_cmpint (sgm_selection_contains (taken, i), ==, bits >> i & 1);
}

/* The algebra against that of the bits of a number. */
static void
test_algebra (void)
{
  const gint64 twice[] = { 5, 3, 5, 3, 3 };

  assert_is (sgm_selection_new (NULL, 0), 0);
  assert_is (sgm_selection_new (twice, 5), 1 << 5 | 1 << 3);
  for (guint i = 0; i < 500; i++)
    {
      guint64 x = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      guint64 y = (guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
      g_autoptr (SgmSelection) a = NULL;
      g_autoptr (SgmSelection) b = NULL;

      if (i % 10 == 0)
        x = 0;
      if (i % 7 == 0)
        y = x;
      a = from_bits (x);
      b = from_bits (y);
      assert_is (sgm_selection_unite (a, b), x | y);
      assert_is (sgm_selection_intersect (a, b), x & y);
      assert_is (sgm_selection_subtract (a, b), x & ~y);
      assert_is (sgm_selection_toggle (a, b), x ^ y);
      g_assert_cmpint (sgm_selection_equal (a, b), ==, x == y);
    }
}

/* Cover ---------------------------------------------------------------------- */

static SgmSelection *
select_some (SgmAreaSet *set,
             double      chance)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < sgm_area_set_get_n_areas (set); i++)
    if (g_test_rand_double () < chance)
      g_array_append_val (ids, sgm_area_set_get (set, i)->id);
  return sgm_selection_new ((const gint64 *) ids->data, ids->len);
}

static gboolean
is_in_cover (SgmAreaSet    *set,
             GArray        *cover,
             const SgmArea *unit)
{
  guint n = 0;

  for (guint i = 0; i < cover->len; i++)
    {
      const SgmArea *area = sgm_area_set_get (set, g_array_index (cover, guint, i));

      n += sgm_area_set_get_ancestor (set, unit, area->level) == area;
    }
  g_assert_cmpuint (n, <=, 1);
  return n == 1;
}

/* A unit is under the cover exactly where it, or an area around it, is
 * selected; and the cover is as small as can be. */
static void
test_cover (void)
{
  g_autoptr (SgmAreaSet) set = patchwork_new ();
  const double chances[] = { 0, 0.02, 0.3, 0.9, 1 };
  guint first, end;

  sgm_area_set_get_level (set, SGM_LEVEL_UNIT, &first, &end);
  for (guint c = 0; c < G_N_ELEMENTS (chances); c++)
    {
      g_autoptr (SgmSelection) some = select_some (set, chances[c]);
      g_autoptr (GArray) cover = sgm_selection_dup_cover (some, set);

      for (guint i = first; i < end; i++)
        {
          const SgmArea *unit = sgm_area_set_get (set, i);

          g_assert_cmpint (is_in_cover (set, cover, unit), ==,
                           sgm_selection_covers (some, set, unit));
        }
      if (chances[c] == 0 || chances[c] == 1)
        g_assert_cmpuint (cover->len, ==, chances[c]);
    }
}

static void
test_cover_of_all_parts (void)
{
  g_autoptr (SgmAreaSet) set = patchwork_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SgmSelection) all = NULL;
  g_autoptr (GArray) cover = NULL;
  guint first, end;

  sgm_area_set_get_level (set, SGM_LEVEL_UNIT, &first, &end);
  for (guint i = first; i < end; i++)
    g_array_append_val (ids, sgm_area_set_get (set, i)->id);
  all = sgm_selection_new ((const gint64 *) ids->data, ids->len);
  cover = sgm_selection_dup_cover (all, set);
  g_assert_cmpuint (cover->len, ==, 1);
  g_assert_cmpuint (g_array_index (cover, guint, 0), ==, 0);
}

/* Kinship, against GEOS ------------------------------------------------------ */

static GEOSGeometry *
read_geos (GEOSContextHandle_t  geos,
           const SgmGeometry   *geometry)
{
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (geometry);
  gsize size;
  const guchar *data = g_bytes_get_data (wkb, &size);

  return GEOSGeomFromWKB_buf_r (geos, data, size);
}

static void
test_kin (void)
{
  g_autoptr (SgmAreaSet) set = patchwork_new ();

  for (guint i = 0; i < 40; i++)
    {
      guint index = g_test_rand_int_range (1, sgm_area_set_get_n_areas (set));
      const SgmArea *area = sgm_area_set_get (set, index);
      g_autoptr (SgmSelection) one = sgm_selection_new (&area->id, 1);
      g_autoptr (SgmSelection) parents = sgm_area_kin_find (set, SGM_KINSHIP_PARENTS, one, NULL);
      g_autoptr (SgmSelection) children = sgm_area_kin_find (set, SGM_KINSHIP_CHILDREN, one, NULL);
      g_autoptr (SgmSelection) sisters = sgm_area_kin_find (set, SGM_KINSHIP_CHILDREN, parents, NULL);

      g_assert_cmpuint (sgm_selection_get_n (parents), ==, 1);
      g_assert_cmpint (sgm_selection_get (parents, 0), ==, sgm_area_set_get (set, area->parent)->id);
      g_assert_cmpuint (sgm_selection_get_n (children), ==, area->n_children);
      for (guint c = 0; c < area->n_children; c++)
        g_assert_true (sgm_selection_contains (children,
                                               sgm_area_set_get (set, area->first_child + c)->id));
      g_assert_true (sgm_selection_contains (sisters, area->id));
    }
}

static void
test_neighbours (void)
{
  GEOSContextHandle_t geos = GEOS_init_r ();
  g_autoptr (SgmAreaSet) set = patchwork_new ();

  for (guint turn = 0; turn < 6; turn++)
    {
      SgmLevel level = turn % 2 == 0 ? SGM_LEVEL_GRID : SGM_LEVEL_UNIT;
      guint first, end;
      const SgmArea *area;
      GEOSGeometry *self;
      g_autoptr (SgmSelection) one = NULL;
      g_autoptr (SgmSelection) found = NULL;

      sgm_area_set_get_level (set, level, &first, &end);
      area = sgm_area_set_get (set, g_test_rand_int_range (first, end));
      self = read_geos (geos, area->geometry);
      one = sgm_selection_new (&area->id, 1);
      found = sgm_area_kin_find (set, SGM_KINSHIP_NEIGHBOURS, one, NULL);
      for (guint i = first; i < end; i++)
        {
          const SgmArea *other = sgm_area_set_get (set, i);
          GEOSGeometry *theirs = read_geos (geos, other->geometry);
          gboolean touches = other != area && GEOSTouches_r (geos, self, theirs) == 1;

          g_assert_cmpint (sgm_selection_contains (found, other->id), ==, touches);
          GEOSGeom_destroy_r (geos, theirs);
        }
      GEOSGeom_destroy_r (geos, self);
    }
  GEOS_finish_r (geos);
}

/* A polygon of some random corners around a place, which crosses itself now
 * and then. */
static SgmGeometry *
draw_something (void)
{
  double x = g_test_rand_double_range (PATCHWORK_WEST, PATCHWORK_EAST);
  double y = g_test_rand_double_range (PATCHWORK_SOUTH, PATCHWORK_NORTH);
  double v[14];

  for (guint i = 0; i < G_N_ELEMENTS (v); i += 2)
    {
      v[i] = x + g_test_rand_double_range (-0.02, 0.02);
      v[i + 1] = y + g_test_rand_double_range (-0.02, 0.02);
    }
  return sgm_measure_new_polygon (v, G_N_ELEMENTS (v) / 2);
}

/* What is in a shape is what has an area in common with it; slivers, in which
 * rounding decides, may go either way. */
static void
test_inside_shape (void)
{
  GEOSContextHandle_t geos = GEOS_init_r ();
  g_autoptr (SgmAreaSet) set = patchwork_new ();
  guint first, end;

  sgm_area_set_get_level (set, SGM_LEVEL_UNIT, &first, &end);
  for (guint turn = 0; turn < 8; turn++)
    {
      g_autoptr (SgmGeometry) shape = draw_something ();
      g_autoptr (SgmSelection) found = sgm_area_kin_find_in (set, SGM_LEVEL_UNIT, shape, NULL);
      GEOSGeometry *raw = read_geos (geos, shape);
      GEOSGeometry *valid = GEOSMakeValid_r (geos, raw);

      for (guint i = first; i < end; i++)
        {
          const SgmArea *unit = sgm_area_set_get (set, i);
          GEOSGeometry *theirs = read_geos (geos, unit->geometry);
          GEOSGeometry *common = GEOSIntersection_r (geos, valid, theirs);
          double area = 0;

          GEOSArea_r (geos, common, &area);
          if (area > 1e-12)
            g_assert_true (sgm_selection_contains (found, unit->id));
          else if (area == 0)
            g_assert_false (sgm_selection_contains (found, unit->id));
          GEOSGeom_destroy_r (geos, common);
          GEOSGeom_destroy_r (geos, theirs);
        }
      GEOSGeom_destroy_r (geos, valid);
      GEOSGeom_destroy_r (geos, raw);
    }
  GEOS_finish_r (geos);
}

static void
test_merge (void)
{
  g_autoptr (SgmAreaSet) set = patchwork_new ();
  const SgmArea *street = sgm_area_set_get (set, 1);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (SgmGeometry) merged = NULL;

  for (guint i = 0; i < street->n_children; i++)
    g_ptr_array_add (parts, sgm_area_set_get (set, street->first_child + i)->geometry);
  merged = sgm_probe_merge ((const SgmGeometry *const *) parts->pdata, parts->len);
  g_assert_cmpuint (sgm_geometry_get_n_polygons (merged), ==, 1);
  g_assert_cmpuint (sgm_geometry_get_n_rings (merged), ==, 1);
  g_assert_cmpfloat_with_epsilon (sgm_geometry_get_area (merged), street->size, 1);
  g_assert_null (sgm_probe_merge (NULL, 0));
}

/* What is inside --------------------------------------------------------------- */

typedef struct
{
  char *folder;
  SgmStore *store;
  SgmDistrict *district;
  SgmInside *inside;
  gboolean was_cancelled;
} Fixture;

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;

  f->district = sgm_district_open_finish (result, &error);
  g_assert_no_error (error);
}

/* The small district, with one of its workers off duty. */
static SgmStore *
open_store (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = small_district_make_records ();
  g_autoptr (SgmChange) change = NULL;
  SgmStore *store = sgm_store_open (path, SGM_STORE_CREATE, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      SgmRecord *record = g_ptr_array_index (records, i);

      if (sgm_record_get_table (record) == &sgm_table_person
          && sgm_record_get_id (record) == SMALL_WORKER_A)
        sgm_record_set_int (record, SGM_PERSON_DUTY, 0);
    }
  change = sgm_change_new_import_sample (records);
  sgm_store_submit (store, change, &error);
  g_assert_no_error (error);
  return store;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  f->folder = scratch_new ();
  path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = open_store (path);
  small_district_report (f->store, SMALL_MATTER_ORDINARY, "a");
  small_district_report (f->store, SMALL_MATTER_URGENT, "b");
  sgm_district_open_async (f->store, NULL, on_opened, f);
  while (f->district == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->inside, sgm_inside_free);
  g_clear_object (&f->district);
  g_clear_object (&f->store);
  scratch_free (f->folder);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;

  f->inside = sgm_inside_find_finish (result, &error);
  f->was_cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static SgmInside *
find_areas (Fixture      *f,
            const gint64 *ids,
            guint         n)
{
  g_autoptr (SgmSelection) selection = sgm_selection_new (ids, n);

  g_clear_pointer (&f->inside, sgm_inside_free);
  sgm_inside_find_areas_async (f->district, selection, NULL, on_found, f);
  while (f->inside == NULL)
    g_main_context_iteration (NULL, TRUE);
  return f->inside;
}

static SgmInside *
find_shape (Fixture     *f,
            SgmGeometry *shape)
{
  g_clear_pointer (&f->inside, sgm_inside_free);
  sgm_inside_find_shape_async (f->district, shape, NULL, on_found, f);
  while (f->inside == NULL)
    g_main_context_iteration (NULL, TRUE);
  return f->inside;
}

static void
test_inside_areas (Fixture       *f,
                   gconstpointer  data)
{
  SgmAreaSet *areas = sgm_district_get_areas (f->district);
  const gint64 west[] = { SMALL_UNIT_WEST };
  const gint64 east[] = { SMALL_UNIT_EAST };
  const gint64 all[] = { SMALL_UNIT_EAST, SMALL_UNIT_WEST, SMALL_GRID, SMALL_STREET, 4711 };
  double west_size;
  SgmInside *inside = find_areas (f, west, 1);

  g_assert_cmpuint (inside->events->len, ==, 2);
  g_assert_cmpint (sgm_record_get_int (g_ptr_array_index (inside->events, 0), SGM_EVENT_MATTER),
                   ==, SMALL_MATTER_URGENT);
  g_assert_cmpuint (inside->workers->len, ==, 3);
  west_size = inside->size;
  g_assert_cmpfloat_with_epsilon (west_size, sgm_area_set_find_id (areas, SMALL_UNIT_WEST)->size,
                                  3e-4 * west_size);

  inside = find_areas (f, east, 1);
  g_assert_cmpuint (inside->events->len, ==, 0);
  g_assert_cmpuint (inside->workers->len, ==, 3);

  inside = find_areas (f, all, 5);
  g_assert_cmpuint (inside->events->len, ==, 2);
  g_assert_cmpuint (inside->workers->len, ==, 3);
  g_assert_cmpfloat_with_epsilon (inside->size, 2 * west_size, 0.001 * west_size);
  g_assert_cmpfloat_with_epsilon (sgm_measure_area (inside->outline), inside->size, 1);

  inside = find_areas (f, NULL, 0);
  g_assert_cmpuint (inside->events->len + inside->workers->len, ==, 0);
  g_assert_cmpfloat (inside->size, ==, 0);
  g_assert_null (inside->outline);
}

static void
test_inside_circle (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (SgmGeometry) around = sgm_measure_new_circle (SMALL_X, SMALL_Y, 100);
  g_autoptr (SgmGeometry) beside = sgm_measure_new_circle (SMALL_X + 0.002, SMALL_Y, 100);
  g_autoptr (SgmGeometry) large = sgm_measure_new_circle (SMALL_X, SMALL_Y, 600);
  g_autoptr (SgmGeometry) elsewhere = sgm_measure_new_circle (0, 0, 1000);
  SgmInside *inside = find_shape (f, around);

  g_assert_cmpuint (inside->events->len, ==, 2);
  g_assert_cmpuint (sgm_selection_get_n (inside->areas), ==, 1);
  g_assert_true (sgm_selection_contains (inside->areas, SMALL_UNIT_WEST));
  g_assert_cmpuint (inside->workers->len, ==, 3);
  g_assert_cmpfloat_with_epsilon (inside->size, G_PI * 100 * 100, 30);

  inside = find_shape (f, beside);
  g_assert_cmpuint (inside->events->len, ==, 0);
  g_assert_true (sgm_selection_contains (inside->areas, SMALL_UNIT_WEST));
  inside = find_shape (f, large);
  g_assert_cmpuint (sgm_selection_get_n (inside->areas), ==, 2);
  inside = find_shape (f, elsewhere);
  g_assert_cmpuint (sgm_selection_get_n (inside->areas) + inside->workers->len, ==, 0);
}

/* Those who are off duty stand last and are not counted. */
static void
test_duty (Fixture       *f,
           gconstpointer  data)
{
  const gint64 grid[] = { SMALL_GRID };
  SgmInside *inside = find_areas (f, grid, 1);

  g_assert_cmpuint (inside->workers->len, ==, 3);
  g_assert_cmpuint (inside->n_on_duty, ==, 2);
  g_assert_cmpint (sgm_record_get_id (g_ptr_array_index (inside->workers, 0)), ==, SMALL_WORKER_B);
  g_assert_cmpint (sgm_record_get_id (g_ptr_array_index (inside->workers, 2)), ==, SMALL_WORKER_A);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SgmGeometry) shape = sgm_measure_new_circle (SMALL_X, SMALL_Y, 100);

  sgm_inside_find_shape_async (f->district, shape, cancellable, on_found, f);
  g_cancellable_cancel (cancellable);
  while (!f->was_cancelled)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (f->inside);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection/algebra", test_algebra);
  g_test_add_func ("/selection/cover", test_cover);
  g_test_add_func ("/selection/cover-of-all-parts", test_cover_of_all_parts);
  g_test_add_func ("/selection/kin", test_kin);
  g_test_add_func ("/selection/neighbours", test_neighbours);
  g_test_add_func ("/selection/inside-shape", test_inside_shape);
  g_test_add_func ("/selection/merge", test_merge);
  g_test_add ("/inside/areas", Fixture, NULL, set_up, test_inside_areas, tear_down);
  g_test_add ("/inside/circle", Fixture, NULL, set_up, test_inside_circle, tear_down);
  g_test_add ("/inside/duty", Fixture, NULL, set_up, test_duty, tear_down);
  g_test_add ("/inside/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  return g_test_run ();
}
