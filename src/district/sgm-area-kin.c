/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-area-kin.h"

#include "geo/sgm-probe.h"

/* About a metre: areas this near to each other are neighbours, whether or not
 * their borders were digitized as one. */
#define NEAR 0.00001

static void
add (GArray     *ids,
     SgmAreaSet *set,
     guint       index)
{
  gint64 id = sgm_area_set_get (set, index)->id;

  g_array_append_val (ids, id);
}

static void
add_neighbours (SgmAreaSet         *set,
                const SgmArea      *area,
                const SgmSelection *of,
                GArray             *ids)
{
  g_autoptr (SgmProbe) probe = sgm_probe_new (area->geometry);
  SgmBox box = *sgm_geometry_get_box (area->geometry);
  g_autoptr (GArray) candidates = NULL;

  box.min_x -= NEAR;
  box.min_y -= NEAR;
  box.max_x += NEAR;
  box.max_y += NEAR;
  candidates = sgm_area_set_query (set, area->level, &box);
  for (guint i = 0; i < candidates->len; i++)
    {
      const SgmArea *other = sgm_area_set_get (set, g_array_index (candidates, guint, i));

      if (!sgm_selection_contains (of, other->id)
          && sgm_probe_is_near (probe, other->geometry, NEAR))
        g_array_append_val (ids, other->id);
    }
}

/**
 * sgm_area_kin_find:
 * @set: all areas
 * @kinship: which of their relatives to find
 * @of: some areas; those that are not in the set are passed over
 * @cancellable: (nullable): to stop halfway
 *
 * Returns: (transfer full): the relatives
 */
SgmSelection *
sgm_area_kin_find (SgmAreaSet         *set,
                   SgmKinship          kinship,
                   const SgmSelection *of,
                   GCancellable       *cancellable)
{
  g_autoptr (GArray) areas = sgm_selection_dup_areas (of, set);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < areas->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const SgmArea *area = sgm_area_set_get (set, g_array_index (areas, guint, i));

      if (kinship == SGM_KINSHIP_PARENTS && area->parent != SGM_AREA_NONE)
        add (ids, set, area->parent);
      else if (kinship == SGM_KINSHIP_NEIGHBOURS)
        add_neighbours (set, area, of, ids);
      for (guint j = 0; kinship == SGM_KINSHIP_CHILDREN && j < area->n_children; j++)
        add (ids, set, area->first_child + j);
    }
  return sgm_selection_new ((const gint64 *) ids->data, ids->len);
}

/**
 * sgm_area_kin_find_in:
 * @set: all areas
 * @level: of which level
 * @shape: a polygon; where its outline crosses itself, what an even-odd fill
 *   would fill
 * @cancellable: (nullable): to stop halfway
 *
 * Returns: (transfer full): the areas of that level that are wholly or partly
 *   in @shape
 */
SgmSelection *
sgm_area_kin_find_in (SgmAreaSet        *set,
                      SgmLevel           level,
                      const SgmGeometry *shape,
                      GCancellable      *cancellable)
{
  g_autoptr (GArray) candidates = sgm_area_set_query (set, level, sgm_geometry_get_box (shape));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SgmProbe) probe = sgm_probe_new (shape);

  for (guint i = 0; i < candidates->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const SgmArea *area = sgm_area_set_get (set, g_array_index (candidates, guint, i));
      const double *inside = sgm_geometry_get_label_point (area->geometry);

      /* Most areas are answered by the point well inside them, so that a
       * large shape costs little more than its outline. */
      if (sgm_geometry_contains (shape, inside[0], inside[1])
          || sgm_probe_meets (probe, area->geometry))
        g_array_append_val (ids, area->id);
    }
  return sgm_selection_new ((const gint64 *) ids->data, ids->len);
}

/* In a worker ---------------------------------------------------------------- */

typedef struct
{
  SgmAreaSet *set;
  SgmKinship kinship;
  SgmSelection *of;
  SgmLevel level;
  SgmGeometry *shape; /* or NULL, to find relatives */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  sgm_area_set_unref (search->set);
  g_clear_pointer (&search->of, sgm_selection_unref);
  g_clear_pointer (&search->shape, sgm_geometry_unref);
  g_free (search);
}

static void
run_search (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Search *search = data;
  SgmSelection *found;

  if (search->shape != NULL)
    found = sgm_area_kin_find_in (search->set, search->level, search->shape, cancellable);
  else
    found = sgm_area_kin_find (search->set, search->kinship, search->of, cancellable);
  g_task_return_pointer (task, found, (GDestroyNotify) sgm_selection_unref);
}

static void
start_search (Search              *search,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, start_search);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, run_search);
}

void
sgm_area_kin_find_async (SgmAreaSet          *set,
                         SgmKinship           kinship,
                         SgmSelection        *of,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Search *search = g_new0 (Search, 1);

  search->set = sgm_area_set_ref (set);
  search->kinship = kinship;
  search->of = sgm_selection_ref (of);
  start_search (search, cancellable, callback, user_data);
}

void
sgm_area_kin_find_in_async (SgmAreaSet          *set,
                            SgmLevel             level,
                            SgmGeometry         *shape,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  Search *search = g_new0 (Search, 1);

  search->set = sgm_area_set_ref (set);
  search->level = level;
  search->shape = sgm_geometry_ref (shape);
  start_search (search, cancellable, callback, user_data);
}

/**
 * sgm_area_kin_find_finish:
 *
 * Returns: (transfer full): what was found, or %NULL with
 *   %G_IO_ERROR_CANCELLED
 */
SgmSelection *
sgm_area_kin_find_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
