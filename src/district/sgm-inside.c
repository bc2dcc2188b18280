/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-inside.h"

#include "district/sgm-area-kin.h"
#include "district/sgm-event-item.h"
#include "district/sgm-records.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-measure.h"
#include "geo/sgm-probe.h"

/* How long the main thread looks for workers before it lets a frame pass. */
#define SLICE_US 2000

/* A search goes through a worker, which reads nothing but what cannot change
 * (areas, geometries, records), and then, in slices, through the main thread,
 * to which the posts belong. */
typedef struct
{
  SgmDistrict *district;
  SgmAreaSet *set;
  SgmSelection *selection; /* or NULL where there is a shape */
  SgmGeometry *shape;
  GPtrArray *open_events;
  GArray *grids; /* of guint: found by the worker */
  guint next_grid;
  GHashTable *persons; /* ids of those that have been found */
  SgmInside *inside;
} Search;

void
sgm_inside_free (SgmInside *inside)
{
  g_clear_pointer (&inside->areas, sgm_selection_unref);
  g_clear_pointer (&inside->outline, sgm_geometry_unref);
  g_clear_pointer (&inside->events, g_ptr_array_unref);
  g_clear_pointer (&inside->workers, g_ptr_array_unref);
  g_free (inside);
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_object (&search->district);
  g_clear_pointer (&search->set, sgm_area_set_unref);
  g_clear_pointer (&search->selection, sgm_selection_unref);
  g_clear_pointer (&search->shape, sgm_geometry_unref);
  g_clear_pointer (&search->open_events, g_ptr_array_unref);
  g_clear_pointer (&search->grids, g_array_unref);
  g_clear_pointer (&search->persons, g_hash_table_unref);
  g_clear_pointer (&search->inside, sgm_inside_free);
  g_free (search);
}

/* In the worker -------------------------------------------------------------- */

static void
add_grids (Search        *search,
           const SgmArea *area)
{
  if (area->level == SGM_LEVEL_UNIT)
    area = sgm_area_set_get (search->set, area->parent);
  /* Units of a grid come one after the other. */
  if (area->level == SGM_LEVEL_GRID
      && (search->grids->len == 0
          || g_array_index (search->grids, guint, search->grids->len - 1) != area->index))
    g_array_append_val (search->grids, area->index);
  for (guint i = 0; area->level < SGM_LEVEL_GRID && i < area->n_children; i++)
    add_grids (search, sgm_area_set_get (search->set, area->first_child + i));
}

static void
measure_areas (Search *search)
{
  g_autoptr (GArray) cover = sgm_selection_dup_cover (search->selection, search->set);
  g_autofree const SgmGeometry **parts = g_new (const SgmGeometry *, cover->len);

  for (guint i = 0; i < cover->len; i++)
    {
      const SgmArea *area = sgm_area_set_get (search->set, g_array_index (cover, guint, i));

      parts[i] = area->geometry;
      search->inside->size += sgm_measure_area (area->geometry);
      add_grids (search, area);
    }
  search->inside->areas = sgm_selection_ref (search->selection);
  search->inside->outline = sgm_probe_merge (parts, cover->len);
}

static void
measure_shape (Search       *search,
               GCancellable *cancellable)
{
  g_autoptr (GArray) units = NULL;

  search->inside->areas = sgm_area_kin_find_in (search->set, SGM_LEVEL_UNIT, search->shape,
                                                cancellable);
  search->inside->outline = sgm_geometry_ref (search->shape);
  search->inside->size = sgm_measure_area (search->shape);
  units = sgm_selection_dup_areas (search->inside->areas, search->set);
  for (guint i = 0; i < units->len; i++)
    add_grids (search, sgm_area_set_get (search->set, g_array_index (units, guint, i)));
}

static gboolean
is_inside (Search    *search,
           SgmRecord *event)
{
  GBytes *wkb = sgm_record_get_bytes (event, SGM_EVENT_GEOMETRY);
  g_autoptr (SgmGeometry) place = NULL;
  const SgmArea *unit;

  if (search->selection != NULL)
    {
      unit = sgm_area_set_find_id (search->set, sgm_record_get_int (event, SGM_EVENT_UNIT));
      return unit != NULL && sgm_selection_covers (search->selection, search->set, unit);
    }
  place = wkb != NULL ? sgm_geometry_new_from_wkb (wkb, NULL) : NULL;
  return place != NULL && sgm_geometry_contains (search->shape,
                                                 sgm_geometry_get_box (place)->min_x,
                                                 sgm_geometry_get_box (place)->min_y);
}

static void
run_search (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Search *search = data;

  if (search->selection != NULL)
    measure_areas (search);
  else
    measure_shape (search, cancellable);
  for (guint i = 0; i < search->open_events->len; i++)
    {
      SgmRecord *event = g_ptr_array_index (search->open_events, i);

      if (is_inside (search, event))
        g_ptr_array_add (search->inside->events, sgm_record_ref (event));
    }
  g_task_return_boolean (task, TRUE);
}

/* In the main thread --------------------------------------------------------- */

static gboolean
is_on_duty (SgmRecord *person)
{
  return sgm_record_get_int (person, SGM_PERSON_DUTY) != 0;
}

static int
compare_persons (gconstpointer a,
                 gconstpointer b)
{
  SgmRecord *left = *(SgmRecord *const *) a;
  SgmRecord *right = *(SgmRecord *const *) b;
  gint64 kind_a = sgm_record_get_int (left, SGM_PERSON_KIND);
  gint64 kind_b = sgm_record_get_int (right, SGM_PERSON_KIND);
  gint64 id_a = sgm_record_get_id (left);
  gint64 id_b = sgm_record_get_id (right);

  if (is_on_duty (left) != is_on_duty (right))
    return is_on_duty (left) ? -1 : 1;
  if (kind_a != kind_b)
    return kind_a < kind_b ? -1 : 1;
  return (id_a > id_b) - (id_a < id_b);
}

static void
add_workers (Search        *search,
             const SgmArea *grid)
{
  g_autoptr (GPtrArray) posts = sgm_district_dup_posts (search->district, grid, SGM_ROLE_WORKER);

  for (guint i = 0; i < posts->len; i++)
    {
      gint64 id = sgm_record_get_int (g_ptr_array_index (posts, i), SGM_POST_PERSON);
      SgmRecord *person = sgm_district_get_record (search->district, &sgm_table_person, id);

      if (!g_hash_table_add (search->persons, GSIZE_TO_POINTER (id)))
        continue;
      g_ptr_array_add (search->inside->workers, sgm_record_ref (person));
      search->inside->n_on_duty += is_on_duty (person);
    }
}

static gboolean
find_workers (gpointer data)
{
  GTask *task = data;
  Search *search = g_task_get_task_data (task);
  gint64 end = g_get_monotonic_time () + SLICE_US;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  while (search->next_grid < search->grids->len && g_get_monotonic_time () < end)
    add_workers (search, sgm_area_set_get (search->set, g_array_index (search->grids, guint,
                                                                       search->next_grid++)));
  if (search->next_grid < search->grids->len)
    return G_SOURCE_CONTINUE;

  g_ptr_array_sort (search->inside->workers, compare_persons);
  g_task_return_pointer (task, g_steal_pointer (&search->inside), (GDestroyNotify) sgm_inside_free);
  return G_SOURCE_REMOVE;
}

static void
on_searched (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, find_workers, g_steal_pointer (&task), g_object_unref);
}

static GPtrArray *
dup_open_events (SgmDistrict *district)
{
  GListModel *queue = sgm_district_get_queue (district);
  guint n = g_list_model_get_n_items (queue);
  GPtrArray *events = g_ptr_array_new_full (n, (GDestroyNotify) sgm_record_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SgmEventItem) item = g_list_model_get_item (queue, i);

      g_ptr_array_add (events, sgm_record_ref (sgm_event_item_get_record (item)));
    }
  return events;
}

static void
find_async (SgmDistrict         *district,
            SgmSelection        *selection,
            SgmGeometry         *shape,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = g_task_new (district, cancellable, callback, user_data);
  g_autoptr (GTask) work = g_task_new (NULL, cancellable, on_searched, task);
  Search *search = g_new0 (Search, 1);

  search->district = g_object_ref (district);
  search->set = sgm_area_set_ref (sgm_district_get_areas (district));
  search->selection = selection != NULL ? sgm_selection_ref (selection) : NULL;
  search->shape = shape != NULL ? sgm_geometry_ref (shape) : NULL;
  search->open_events = dup_open_events (district);
  search->grids = g_array_new (FALSE, FALSE, sizeof (guint));
  search->persons = g_hash_table_new (NULL, NULL);
  search->inside = g_new0 (SgmInside, 1);
  search->inside->events = sgm_records_new_array ();
  search->inside->workers = sgm_records_new_array ();
  g_task_set_source_tag (task, find_async);
  g_task_set_task_data (task, search, search_free);
  g_task_set_task_data (work, search, NULL);
  g_task_run_in_thread (work, run_search);
}

/**
 * sgm_inside_find_areas_async:
 * @district: a district
 * @areas: some of its areas; those that are gone count for nothing
 * @cancellable: (nullable): to stop
 * @callback: called in the main thread
 *
 * Sums up some areas, without holding up the main thread.
 */
void
sgm_inside_find_areas_async (SgmDistrict         *district,
                             SgmSelection        *areas,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (SGM_IS_DISTRICT (district));
  find_async (district, areas, NULL, cancellable, callback, user_data);
}

/**
 * sgm_inside_find_shape_async:
 * @district: a district
 * @shape: a polygon
 * @cancellable: (nullable): to stop
 * @callback: called in the main thread
 *
 * Finds what is inside a shape, without holding up the main thread.
 */
void
sgm_inside_find_shape_async (SgmDistrict         *district,
                             SgmGeometry         *shape,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (SGM_IS_DISTRICT (district));
  find_async (district, NULL, shape, cancellable, callback, user_data);
}

/**
 * sgm_inside_find_finish:
 *
 * Returns: (transfer full): what is inside, or %NULL with
 *   %G_IO_ERROR_CANCELLED
 */
SgmInside *
sgm_inside_find_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
