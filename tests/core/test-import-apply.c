/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "exchange/sgm-import-around.h"
#include "exchange/sgm-import-read.h"
#include "importing.h"
#include "small-district.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>

/* Areas of a file become those of the district, and can be taken back, while
 * others go on working. */

static const AreaFile plain = {
  .driver = "GPKG", .layer = "areas", .crs = "EPSG:4490", .code_field = "code", .name_field = "name",
};

static guint
count_records (Importing      *i,
               const SgmTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sgm_store_read_table (i->store, table, &error);

  g_assert_no_error (error);
  return records->len;
}

static void
load (Importing      *i,
      GPtrArray      *shapes,
      const AreaFile *file,
      const char     *name,
      guint           repairs)
{
  importing_write (i, name, shapes, file);
  importing_guess (i, name);
  importing_read (i);
  importing_check (i, repairs);
}

static SgmImportPresent *
dup_present (Importing *i)
{
  g_autoptr (GError) error = NULL;
  SgmImportPresent *present = sgm_import_present_new (i->store, &error);

  g_assert_no_error (error);
  return present;
}

static gboolean
try_apply (Importing       *i,
           SgmImportResult *result,
           SgmProgress      progress,
           gpointer         data,
           GCancellable    *cancellable,
           GError         **error)
{
  return sgm_import_apply (i->store, i->staging, i->report, &i->options, "file", "test", result, progress, data,
                           cancellable, error);
}

/* Going in ------------------------------------------------------------------ */

/* A centre begins: there is nothing yet. */
static void
test_first (Importing     *i,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) town = area_town_new ();
  g_autoptr (SgmImportPresent) present = NULL;
  gint64 seq;

  load (i, town, &plain, "town.gpkg", 0);
  g_assert_false (sgm_import_report_blocks (i->report));
  seq = importing_apply (i);
  importing_assert_town (i, 0);
  present = dup_present (i);
  g_assert_cmpint (sgm_area_set_find_code (present->areas, TOWN_COMMUNITY)->kind, ==, SGM_AREA_KIND_COMMUNITY);
  g_assert_cmpint (sgm_area_set_find_code (present->areas, TOWN_VILLAGE)->kind, ==, SGM_AREA_KIND_VILLAGE);
  sgm_import_present_free (g_steal_pointer (&present));

  seq = importing_undo (i, seq);
  present = dup_present (i);
  g_assert_null (present->areas);
  importing_undo (i, seq);
  importing_assert_town (i, 0);
}

/* A centre has only its units: all that is around them is made of them. */
static void
test_units_only (Importing     *i,
                 gconstpointer  data)
{
  g_autoptr (GPtrArray) units = area_town_take (SGM_LEVEL_UNIT);
  g_autoptr (SgmImportPresent) present = NULL;
  g_autoptr (GError) error = NULL;
  const SgmArea *district;
  guint n_added = 0;

  importing_write (i, "units.gpkg", units, &plain);
  importing_guess (i, "units.gpkg");
  importing_read (i);
  g_assert_true (sgm_import_add_around (i->staging, i->present, &n_added, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_added, ==, TOWN_N_AREAS - TOWN_N_UNITS);
  importing_check (i, 0);
  g_assert_false (sgm_import_report_blocks (i->report));
  importing_apply (i);

  present = dup_present (i);
  g_assert_cmpuint (sgm_area_set_get_n_areas (present->areas), ==, TOWN_N_AREAS);
  district = sgm_area_set_find_code (present->areas, TOWN_DISTRICT);
  g_assert_cmpstr (district->name, ==, "江海区");
  g_assert_cmpfloat (sgm_geometry_get_box (district->geometry)->max_x, ==, TOWN_WEST + 8 * TOWN_SIDE);
  g_assert_cmpstr (sgm_area_set_find_code (present->areas, TOWN_GRID)->name, ==, TOWN_GRID);
  /* Where there are some, a code without a parent is a mistake. */
  g_assert_true (sgm_import_add_around (i->staging, present, &n_added, NULL, &error));
  g_assert_cmpuint (n_added, ==, 0);
}

static void
set_vertices (AreaShape    *shape,
              const double *v,
              guint         n)
{
  g_array_set_size (shape->vertices, 0);
  g_array_append_vals (shape->vertices, v, 2 * n);
}

/* What people and their programs do to the units of the town. Where it is
 * repaired, all is as it was, to within the half metre of the tolerance. */
static void
spoil (GPtrArray *units)
{
  const double west = TOWN_WEST, south = TOWN_SOUTH, side = TOWN_SIDE;
  const double metre = 1e-5;
  AreaShape *shape;

  /* The corners of the first one do not meet its neighbours', by 0.3 m. */
  const double loose[] = { west, south, west + side - 0.3 * metre, south, west + side - 0.3 * metre, south + side,
                           west, south + side, west, south };
  /* The second has a point twice, and runs the other way round. */
  const double turned[] = { west + side, south, west + side, south + side, west + side, south + side,
                            west + 2 * side, south + side, west + 2 * side, south, west + side, south };
  /* The third crosses itself: a spike of no width that goes out and back. */
  const double spike[] = { west + 2 * side, south, west + 3 * side, south, west + 3 * side, south + side,
                           west + 2.5 * side, south + side, west + 2.5 * side, south + 0.5 * side,
                           west + 2.5 * side, south + side, west + 2 * side, south + side, west + 2 * side, south };

  set_vertices (area_shapes_find (units, TOWN_GRID "001"), loose, 5);
  set_vertices (area_shapes_find (units, TOWN_GRID "002"), turned, 6);
  set_vertices (area_shapes_find (units, TOWN_GRID "003"), spike, 8);
  /* The fourth has lost its code, the fifth is no code, the sixth has blanks. */
  g_clear_pointer (&area_shapes_find (units, TOWN_GRID "004")->code, g_free);
  shape = area_shapes_find (units, TOWN_COMMUNITY "002001");
  g_free (shape->code);
  shape->code = g_strdup ("4407040010150020O1");
  shape = area_shapes_find (units, TOWN_COMMUNITY "002002");
  g_free (shape->code);
  shape->code = g_strdup (" " TOWN_COMMUNITY "002002 ");
}

/* A Shapefile as a surveyor sends it: GCJ-02, Chinese in GBK, no .prj, and
 * faults. */
static void
test_surveyed (Importing     *i,
               gconstpointer  data)
{
  const AreaFile surveyed = {
    .driver = "ESRI Shapefile", .layer = "surveyed", .datum = SGM_DATUM_GCJ02, .encoding = "GBK",
    .code_field = "单元编码", .name_field = "单元名称", .parent_field = "网格编码",
  };
  g_autoptr (GPtrArray) units = area_town_take (SGM_LEVEL_UNIT);
  g_autoptr (SgmImportPresent) before = dup_present (i);
  g_autoptr (SgmImportPresent) after = NULL;
  gint64 seq;

  spoil (units);
  load (i, units, &surveyed, "surveyed.shp", 0);
  g_assert_cmpint (i->plan->datum, ==, SGM_DATUM_GCJ02);
  g_assert_cmpint (i->plan->level, ==, SGM_LEVEL_UNIT);
  g_assert_cmpuint (i->report->n_found[SGM_IMPORT_CODE_MISSING], ==, 1);
  g_assert_cmpuint (i->report->n_found[SGM_IMPORT_CODE_BAD], ==, 1);
  g_assert_cmpuint (i->report->n_found[SGM_IMPORT_RING_INVALID], ==, 1);
  g_assert_cmpuint (i->report->n_found[SGM_IMPORT_VERTEX_TWICE], ==, 1);
  g_assert_true (sgm_import_report_blocks (i->report));

  i->options.complete = TRUE;
  importing_check (i, SGM_IMPORT_SAFE_REPAIRS);
  /* All that is left to say is that a town is not the district. */
  g_assert_cmpuint (i->report->findings->len, ==, i->report->n_found[SGM_IMPORT_TOTAL]);
  seq = importing_apply (i);
  importing_assert_town (i, 0.5e-5);
  importing_assert_audit (i);

  importing_undo (i, seq);
  after = dup_present (i);
  g_assert_cmpuint (sgm_area_set_get_n_areas (after->areas), ==, sgm_area_set_get_n_areas (before->areas));
  importing_assert_town (i, 0);
}

/* What is there already leaves no trace but in the journal. */
static void
test_same (Importing     *i,
           gconstpointer  data)
{
  const AreaFile shapefile = {
    .driver = "ESRI Shapefile", .layer = "town", .crs = "EPSG:4490", .encoding = "UTF-8", .code_field = "code",
    .name_field = "name",
  };
  g_autoptr (GPtrArray) town = area_town_new ();
  g_autoptr (GError) error = NULL;
  SgmImportResult result = { 0 };
  guint n_editions = count_records (i, &sgm_table_edition);

  load (i, town, &shapefile, "town.shp", 0);
  g_assert_true (try_apply (i, &result, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result.seq, ==, 0);
  g_assert_cmpuint (result.n_same, ==, TOWN_N_AREAS);
  g_assert_cmpuint (count_records (i, &sgm_table_edition), ==, n_editions);
}

/* A complete file: what it does not have ends. The event that lies there keeps
 * its unit, and undo brings it back. */
static void
test_complete (Importing     *i,
               gconstpointer  data)
{
  const double middle = 113.11, south = 22.55, north = 22.56;
  g_autoptr (GPtrArray) units = area_town_take (SGM_LEVEL_NONE);
  g_autoptr (SgmImportPresent) present = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  SgmImportResult result = { 0 };

  small_district_report (i->store, SMALL_MATTER_ORDINARY, "1");
  g_ptr_array_add (units, area_shape_new_box (SGM_LEVEL_UNIT, TOWN_GRID "002", "东", middle, south, 113.12, north));
  g_ptr_array_add (units, area_shape_new_box (SGM_LEVEL_UNIT, TOWN_GRID "007", "新", 113.10, south, middle, north));
  i->options.complete = TRUE;
  load (i, units, &plain, "units.gpkg", 0);
  g_assert_cmpuint (i->report->n_found[SGM_IMPORT_ENDS], ==, 1);
  g_assert_true (try_apply (i, &result, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_new, ==, 1);
  g_assert_cmpuint (result.n_ended, ==, 1);
  g_assert_cmpuint (result.n_same, ==, 1);

  present = dup_present (i);
  g_assert_null (sgm_area_set_find_id (present->areas, SMALL_UNIT_WEST));
  g_assert_nonnull (sgm_area_set_find_code (present->areas, TOWN_GRID "007"));
  events = sgm_store_read_table (i->store, &sgm_table_event, &error);
  g_assert_cmpint (sgm_record_get_int (events->pdata[0], SGM_EVENT_UNIT), ==, SMALL_UNIT_WEST);
  importing_assert_audit (i);

  importing_undo (i, result.seq);
  sgm_import_present_free (g_steal_pointer (&present));
  present = dup_present (i);
  g_assert_nonnull (sgm_area_set_find_id (present->areas, SMALL_UNIT_WEST));
  g_assert_null (sgm_area_set_find_code (present->areas, TOWN_GRID "007"));
}

/* Not going in -------------------------------------------------------------- */

/* A lattice of units within the small district's grid. */
static GPtrArray *
make_many (guint n_across,
           guint n_up)
{
  const double width = 0.02 / n_across, height = 0.01 / n_up;
  GPtrArray *units = area_town_take (SGM_LEVEL_NONE);

  for (guint y = 0; y < n_up; y++)
    for (guint x = 0; x < n_across; x++)
      {
        g_autofree char *code = g_strdup_printf (TOWN_GRID "%05u", y * n_across + x + 1);

        g_ptr_array_add (units, area_shape_new_box (SGM_LEVEL_UNIT, code, code, 113.10 + width * x, 22.55 + height * y,
                                                    113.10 + width * (x + 1), 22.55 + height * (y + 1)));
      }
  return units;
}

static void
assert_untouched (Importing *i)
{
  g_autoptr (SgmImportPresent) present = dup_present (i);

  g_assert_cmpuint (count_records (i, &sgm_table_edition), ==, 0);
  g_assert_cmpuint (count_records (i, &sgm_table_boundary), ==, 0);
  g_assert_cmpuint (sgm_area_set_get_n_areas (present->areas), ==, SMALL_UNIT_EAST);
}

static void
set_name (AreaShape  *shape,
          const char *name)
{
  g_free (shape->name);
  shape->name = g_strdup (name);
}

static const SgmImportDifference *
find_difference (GPtrArray       *differences,
                 SgmImportChange  change)
{
  for (guint k = 0; k < differences->len; k++)
    if (((SgmImportDifference *) differences->pdata[k])->change == change)
      return differences->pdata[k];
  g_assert_not_reached ();
}

/* What would change is told area by area, the first ones of each change, and
 * nothing is changed. */
static void
test_foreseen (Importing     *i,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) units = area_town_take (SGM_LEVEL_UNIT);
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_import_difference_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL, *details = NULL, *code = g_strdup (((AreaShape *) units->pdata[15])->code);
  AreaShape *moved = units->pdata[1];
  SgmImportResult result = { 0 };
  const SgmImportDifference *difference;

  set_name (units->pdata[0], "改名");
  set_name (units->pdata[2], "又改名");
  for (guint k = 0; k < moved->vertices->len; k += 2)
    g_array_index (moved->vertices, double, k) += 0.0001;
  g_free (((AreaShape *) units->pdata[15])->code);
  ((AreaShape *) units->pdata[15])->code = g_strdup (TOWN_GRID "009");
  i->options.complete = TRUE;
  load (i, units, &plain, "units.gpkg", 0);
  g_assert_true (sgm_import_foresee (i->staging, i->present, &i->options, &result, differences, 1, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (differences->len, ==, SGM_N_IMPORT_CHANGES);
  g_assert_cmpuint (sgm_import_result_count (&result, SGM_IMPORT_CHANGE_BEGINS), ==, 1);
  g_assert_cmpuint (sgm_import_result_count (&result, SGM_IMPORT_CHANGE_MOVES), ==, 1);
  g_assert_cmpuint (sgm_import_result_count (&result, SGM_IMPORT_CHANGE_RENAMED), ==, 2);
  g_assert_cmpuint (sgm_import_result_count (&result, SGM_IMPORT_CHANGE_ENDS), ==, 1);
  g_assert_cmpuint (result.n_same, ==, TOWN_N_UNITS - 4);

  g_assert_cmpstr (find_difference (differences, SGM_IMPORT_CHANGE_ENDS)->code, ==, code);
  g_assert_cmpint (find_difference (differences, SGM_IMPORT_CHANGE_BEGINS)->row, >, 0);
  difference = find_difference (differences, SGM_IMPORT_CHANGE_RENAMED);
  title = sgm_import_difference_dup_title (difference);
  g_assert_true (g_str_has_suffix (title, " → 改名"));
  difference = find_difference (differences, SGM_IMPORT_CHANGE_MOVES);
  details = sgm_import_difference_dup_details (difference);
  g_assert_cmpstr (difference->code, ==, moved->code);
  g_assert_true (g_str_has_prefix (details, "other boundary, by "));
  g_assert_cmpfloat (difference->size, >, 1000);
  importing_assert_town (i, 0);
}

static void
test_blocked (Importing     *i,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) units = make_many (2, 1);
  g_autoptr (GPtrArray) none = area_town_take (SGM_LEVEL_NONE);
  g_autoptr (GError) error = NULL;
  AreaShape *shape = units->pdata[1];
  SgmImportResult result = { 0 };

  g_free (shape->code);
  shape->code = g_strdup ("440704009001001001");
  load (i, units, &plain, "units.gpkg", 0);
  g_assert_false (try_apply (i, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REFUSED);
  g_clear_error (&error);

  importing_write (i, "none.gpkg", none, &plain);
  importing_guess (i, "none.gpkg");
  g_assert_false (sgm_import_plan_check (i->plan, i->file, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "no areas"));
  assert_untouched (i);
}

static void
cancel_half_way (double      fraction,
                 const char *what,
                 gpointer    data)
{
  if (fraction > 0.5)
    g_cancellable_cancel (data);
}

static void
test_cancel (Importing     *i,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) units = make_many (30, 20);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  SgmImportResult result = { 0 };

  i->options.complete = TRUE;
  i->options.complete = TRUE;
  load (i, units, &plain, "units.gpkg", 0);
  g_assert_false (try_apply (i, &result, cancel_half_way, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_untouched (i);
}

static void
activate_another (double      fraction,
                  const char *what,
                  gpointer    data)
{
  Importing *i = data;
  g_autoptr (SgmChange) prepare = sgm_change_new_prepare_edition ("another");
  g_autoptr (SgmChange) activate = NULL;
  g_autoptr (SgmEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  if (count_records (i, &sgm_table_edition) > 1)
    return;
  entry = sgm_store_submit_entry (i->store, prepare, &error);
  g_assert_no_error (error);
  activate = sgm_change_new_activate_edition (sgm_patch_get_op (entry->patch, 0)->id);
  sgm_store_submit (i->store, activate, &error);
  g_assert_no_error (error);
}

/* Somebody else was faster. */
static void
test_overtaken (Importing     *i,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) units = make_many (4, 3);
  g_autoptr (GError) error = NULL;
  SgmImportResult result = { 0 };

  i->options.complete = TRUE;
  load (i, units, &plain, "units.gpkg", 0);
  g_assert_false (try_apply (i, &result, activate_another, i, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_CONFLICT);
  g_assert_cmpuint (count_records (i, &sgm_table_edition), ==, 1);
  g_assert_cmpuint (count_records (i, &sgm_table_boundary), ==, 0);
}

/* Only who keeps areas may. */
static void
test_denied (Importing     *i,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) units = make_many (2, 1);
  g_autoptr (SgmRecord) user = sgm_record_new (&sgm_table_user, 0);
  g_autoptr (SgmChange) save = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);
  g_autoptr (GError) error = NULL;
  SgmImportResult result = { 0 };

  sgm_record_set_text (user, SGM_USER_NAME, "somebody else");
  sgm_record_set_int (user, SGM_USER_ROLE, SGM_USER_ROLE_ADMINISTRATOR);
  sgm_change_add_record (save, user);
  sgm_store_submit (i->store, save, &error);
  g_assert_no_error (error);
  i->options.complete = TRUE;
  load (i, units, &plain, "units.gpkg", 0);
  g_assert_false (try_apply (i, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_DENIED);
  assert_untouched (i);
}

/* Meanwhile ----------------------------------------------------------------- */

/* Another desk reports events as fast as it can, and says how long the longest
 * took, in milliseconds. */
static int
be_desk (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_OPEN, &error);

  g_assert_no_error (error);
  for (guint n = 0; ; n++)
    {
      g_autofree char *id = g_strdup_printf ("%u", n);
      gint64 start = g_get_monotonic_time ();
      char line[32];

      small_district_report (store, SMALL_MATTER_ORDINARY, id);
      g_snprintf (line, sizeof line, "%d\n", (int) ((g_get_monotonic_time () - start) / 1000));
      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        break;
      g_usleep (20 * 1000);
    }
  return 0;
}

typedef struct
{
  GPid pid;
  GDataInputStream *lines;
} Desk;

static void
desk_start (Desk       *desk,
            const char *path)
{
  const char *arguments[] = { "/proc/self/exe", "--desk", path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *first = NULL;
  int from;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &desk->pid, NULL,
                            &from, NULL, &error);
  g_assert_no_error (error);
  stream = g_unix_input_stream_new (from, TRUE);
  desk->lines = g_data_input_stream_new (stream);
  /* It is at work. */
  first = g_data_input_stream_read_line (desk->lines, NULL, NULL, &error);
  g_assert_no_error (error);
}

static GArray *
desk_end (Desk *desk)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (int));
  char *line;

  g_assert_cmpint (kill (desk->pid, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (desk->pid, NULL, 0), ==, desk->pid);
  while ((line = g_data_input_stream_read_line (desk->lines, NULL, NULL, NULL)) != NULL)
    {
      int time = atoi (line);

      g_array_append_val (times, time);
      g_free (line);
    }
  g_object_unref (desk->lines);
  return times;
}

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* Another process goes on: it never waits for the whole import. */
static void
test_desk (Importing     *i,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) units = make_many (80, 60);
  g_autoptr (GArray) times = NULL;
  g_autoptr (GError) error = NULL;
  SgmImportResult result = { 0 };
  Desk desk;
  gint64 start;

  i->options.complete = TRUE;
  i->options.complete = TRUE;
  load (i, units, &plain, "units.gpkg", 0);
  desk_start (&desk, i->path);
  start = g_get_monotonic_time ();
  g_assert_true (try_apply (i, &result, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_test_message ("import of %u areas: %d ms", result.n_new, (int) ((g_get_monotonic_time () - start) / 1000));
  times = desk_end (&desk);
  g_assert_cmpuint (result.n_new, ==, 4800);
  g_assert_cmpuint (result.n_ended, ==, 2);
  g_assert_cmpuint (times->len, >, 3);
  g_array_sort (times, compare_ints);
  g_test_message ("%u events meanwhile; half within %d ms, the longest %d ms", times->len,
                  g_array_index (times, int, times->len / 2), g_array_index (times, int, times->len - 1));
  g_assert_cmpint (g_array_index (times, int, times->len / 2), <, 500);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--desk"))
    return be_desk (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, district, function) \
  g_test_add ("/import-apply/" name, Importing, district, importing_set_up, function, importing_tear_down)
  ADD ("first", NULL, test_first);
  ADD ("units-only", NULL, test_units_only);
  ADD ("surveyed", IMPORTING_TOWN, test_surveyed);
  ADD ("same", IMPORTING_TOWN, test_same);
  ADD ("complete", IMPORTING_SMALL, test_complete);
  ADD ("foreseen", IMPORTING_TOWN, test_foreseen);
  ADD ("blocked", IMPORTING_SMALL, test_blocked);
  ADD ("cancel", IMPORTING_SMALL, test_cancel);
  ADD ("overtaken", IMPORTING_SMALL, test_overtaken);
  ADD ("denied", IMPORTING_SMALL, test_denied);
  ADD ("desk", IMPORTING_SMALL, test_desk);
#undef ADD
  return g_test_run ();
}
