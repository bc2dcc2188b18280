/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-marker.h"

#include <math.h>

struct _SgmImportMarker
{
  GObject parent_instance;
  SgmImportJob *job;
  SgmMapView *map;      /* weak */
  SgmBox fitted;        /* what the map was moved to show */
  GCancellable *search; /* for the ground that is to be marked */
  gboolean is_grave;    /* whether what is looked for prevents the import */
  gboolean is_to_fit;   /* whether the map is to move to what is found */
};

G_DEFINE_FINAL_TYPE (SgmImportMarker, sgm_import_marker, G_TYPE_OBJECT)

static void
sgm_import_marker_dispose (GObject *object)
{
  SgmImportMarker *self = SGM_IMPORT_MARKER (object);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_weak_pointer (&self->map);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (sgm_import_marker_parent_class)->dispose (object);
}

static void
sgm_import_marker_class_init (SgmImportMarkerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sgm_import_marker_dispose;
}

static void
sgm_import_marker_init (SgmImportMarker *self)
{
  self->fitted = SGM_BOX_EMPTY;
}

/**
 * sgm_import_marker_new:
 * @job: an import
 * @map: where to show it
 *
 * Returns: (transfer full): a marker that shows nothing yet
 */
SgmImportMarker *
sgm_import_marker_new (SgmImportJob *job,
                       SgmMapView   *map)
{
  SgmImportMarker *self = g_object_new (SGM_TYPE_IMPORT_MARKER, NULL);

  self->job = g_object_ref (job);
  g_set_weak_pointer (&self->map, map);
  return self;
}

/* The areas as they would be ---------------------------------------------------- */

static gboolean
is_near (const SgmBox *a,
         const SgmBox *b)
{
  double reach = 0.2 * hypot (a->max_x - a->min_x, a->max_y - a->min_y);

  return b->min_x <= b->max_x && fabs (a->min_x - b->min_x) <= reach && fabs (a->max_x - b->max_x) <= reach
         && fabs (a->min_y - b->min_y) <= reach && fabs (a->max_y - b->max_y) <= reach;
}

/**
 * sgm_import_marker_show_outlines:
 *
 * Shows the areas. The map moves where they come to lie elsewhere, and not
 * whenever they are read again.
 */
void
sgm_import_marker_show_outlines (SgmImportMarker *self)
{
  const SgmImportView *view = sgm_import_job_get_view (self->job);
  const SgmBox *box;

  if (self->map == NULL)
    return;
  sgm_map_view_set_preview (self->map, view != NULL ? view->outlines : NULL);
  if (view == NULL)
    return;
  box = sgm_outlines_get_box (view->outlines);
  if (box->min_x > box->max_x || is_near (box, &self->fitted))
    return;
  self->fitted = *box;
  sgm_map_view_show_box (self->map, box);
}

/* What is looked at --------------------------------------------------------------- */

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (SgmImportMarker) self = data;
  g_autoptr (SgmGeometry) ground = sgm_import_shelf_find_finish (result);

  if (self->map == NULL || ground == NULL)
    return;
  if (self->is_to_fit)
    sgm_map_view_show_box (self->map, sgm_geometry_get_box (ground));
  sgm_map_view_set_mark (self->map, ground, self->is_grave);
}

static void
mark_row (SgmImportMarker *self,
          gint64           row,
          gboolean         is_grave,
          gboolean         is_to_fit)
{
  SgmImportShelf *shelf = sgm_import_job_get_shelf (self->job);

  if (shelf == NULL)
    return;
  self->search = g_cancellable_new ();
  self->is_grave = is_grave;
  self->is_to_fit = is_to_fit;
  sgm_import_shelf_find_async (shelf, row, self->search, on_found, g_object_ref (self));
}

static SgmAreaSet *
get_areas (SgmImportMarker *self)
{
  return sgm_district_get_areas (sgm_import_job_get_district (self->job));
}

/* What would end is in the district and not in the file. */
static const SgmArea *
find_present (SgmImportMarker        *self,
              const SgmImportFinding *finding)
{
  if (finding->rows->len > 0 || finding->codes->len == 0)
    return NULL;
  return sgm_area_set_find_code (get_areas (self), finding->codes->pdata[0]);
}

static void
show_in_areas (SgmImportMarker        *self,
               const SgmImportFinding *finding)
{
  const SgmArea *present = find_present (self, finding);
  SgmGeometry *ground = present != NULL ? present->geometry : finding->shape;
  gboolean is_grave = present == NULL && finding->severity == SGM_IMPORT_BLOCKS;

  sgm_map_view_show_box (self->map, ground != NULL ? sgm_geometry_get_box (ground) : &finding->place);
  if (ground != NULL)
    sgm_map_view_set_mark (self->map, ground, is_grave);
  else if (finding->rows->len > 0)
    mark_row (self, g_array_index (finding->rows, SgmImportRef, 0).id, is_grave, FALSE);
}

static void
show_in_table (SgmImportMarker        *self,
               const SgmLedgerFinding *finding)
{
  SgmBox box;
  g_autoptr (SgmGeometry) ground = sgm_import_ledger_dup_ground (finding, get_areas (self), &box);

  sgm_map_view_set_mark (self->map, ground, finding->severity == SGM_IMPORT_BLOCKS);
  if (box.min_x <= box.max_x)
    sgm_map_view_show_box (self->map, &box);
}

/**
 * sgm_import_marker_show_finding:
 * @item: something that was found
 *
 * Shows where it is: its own ground, or that of the first area that it is about.
 */
void
sgm_import_marker_show_finding (SgmImportMarker *self,
                                SgmFindingItem  *item)
{
  sgm_import_marker_clear (self);
  if (self->map == NULL)
    return;
  if (sgm_finding_item_get_in_table (item) != NULL)
    show_in_table (self, sgm_finding_item_get_in_table (item));
  else
    show_in_areas (self, sgm_finding_item_get_in_areas (item));
}

/**
 * sgm_import_marker_show_difference:
 * @difference: an area that would change
 *
 * Shows the ground that it gets, or that it has where it gets none.
 */
void
sgm_import_marker_show_difference (SgmImportMarker           *self,
                                   const SgmImportDifference *difference)
{
  const SgmArea *there = sgm_area_set_find_code (get_areas (self), difference->code);

  sgm_import_marker_clear (self);
  if (self->map == NULL)
    return;
  if (difference->change == SGM_IMPORT_CHANGE_BEGINS || difference->change == SGM_IMPORT_CHANGE_MOVES)
    mark_row (self, difference->row, FALSE, TRUE);
  else if (there != NULL)
    {
      sgm_map_view_show_box (self->map, sgm_geometry_get_box (there->geometry));
      sgm_map_view_set_mark (self->map, there->geometry, FALSE);
    }
}

/**
 * sgm_import_marker_clear:
 *
 * Nothing is looked at any more.
 */
void
sgm_import_marker_clear (SgmImportMarker *self)
{
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  if (self->map != NULL)
    sgm_map_view_set_mark (self->map, NULL, FALSE);
}

/**
 * sgm_import_marker_end:
 *
 * The map shows nothing of the import any more.
 */
void
sgm_import_marker_end (SgmImportMarker *self)
{
  sgm_import_marker_clear (self);
  if (self->map != NULL)
    sgm_map_view_set_preview (self->map, NULL);
  g_clear_weak_pointer (&self->map);
}
