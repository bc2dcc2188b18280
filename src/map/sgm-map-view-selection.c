/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-view-private.h"

#include "domain/sgm-tables.h"

/* What is inside ------------------------------------------------------------- */

static void
mark (SgmMapView  *self,
      SgmGeometry *geometry)
{
  sgm_highlight_layer_set_selected (sgm_map_canvas_get_highlight (self->canvas), geometry);
}

static void
on_inside (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SgmMapView) self = data;
  g_autoptr (GError) error = NULL;
  SgmInside *inside = sgm_inside_find_finish (result, &error);

  /* A question that has been dropped has no answer. */
  if (inside == NULL)
    return;
  g_clear_pointer (&self->inside, sgm_inside_free);
  self->inside = inside;
  if (self->shape == NULL)
    mark (self, inside->outline);
  sgm_map_view_emit_inside_changed (self);
}

/**
 * sgm_map_view_ask_inside:
 *
 * Asks what is inside the shape that was drawn, or else inside the selected
 * areas where they are several; the answer comes a little later.
 */
void
sgm_map_view_ask_inside (SgmMapView *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->shape == NULL && sgm_selection_get_n (self->selection) < 2)
    {
      if (self->inside == NULL)
        return;
      g_clear_pointer (&self->inside, sgm_inside_free);
      sgm_map_view_emit_inside_changed (self);
      return;
    }

  self->asking = g_cancellable_new ();
  if (self->shape != NULL)
    sgm_inside_find_shape_async (self->district, self->shape, self->asking, on_inside,
                                 g_object_ref (self));
  else
    sgm_inside_find_areas_async (self->district, self->selection, self->asking, on_inside,
                                 g_object_ref (self));
}

/* Areas ---------------------------------------------------------------------- */

/* Selects areas, of which @area is the one that counts where there can only be
 * one; it is 0 where they are none. */
static void
select_areas (SgmMapView   *self,
              SgmSelection *selection,
              gint64        area)
{
  const SgmArea *found = sgm_map_view_find_area (self, area);
  gboolean was_other = self->area != area;
  gboolean differs = !sgm_selection_equal (self->selection, selection);

  g_cancellable_cancel (self->finding);
  self->area = area;
  g_clear_pointer (&self->selection_text, g_free);
  if (differs)
    {
      sgm_selection_unref (self->selection);
      self->selection = sgm_selection_ref (selection);
    }
  if (sgm_selection_get_n (selection) < 2)
    mark (self, found != NULL ? found->geometry : NULL);
  if (!was_other && !differs)
    return;
  sgm_map_view_ask_inside (self);
  sgm_map_view_update_place (self);
  sgm_map_view_describe (self);
  if (was_other)
    g_object_notify (G_OBJECT (self), "area");
  if (differs)
    g_object_notify (G_OBJECT (self), "selection");
}

static void
set_area (SgmMapView *self,
          gint64      id)
{
  g_autoptr (SgmSelection) one = sgm_selection_new (&id, id != 0);

  select_areas (self, one, id);
}

/* The areas of a new set: of the old ones, those that are still there. */
void
sgm_map_view_keep_selection (SgmMapView *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SgmSelection) kept = NULL;
  gint64 area = self->area;

  for (guint i = 0; i < sgm_selection_get_n (self->selection); i++)
    {
      gint64 id = sgm_selection_get (self->selection, i);

      if (sgm_map_view_find_area (self, id) != NULL)
        g_array_append_val (ids, id);
    }
  kept = sgm_selection_new ((const gint64 *) ids->data, ids->len);
  if (!sgm_selection_contains (kept, area))
    area = ids->len > 0 ? g_array_index (ids, gint64, 0) : 0;
  select_areas (self, kept, area);
}

gboolean
sgm_map_view_area_has_event (SgmMapView *self,
                             gint64      area_id,
                             gint64      event_id)
{
  SgmRecord *event = sgm_map_view_find_event (self, event_id);
  const SgmArea *area = sgm_map_view_find_area (self, area_id);
  const SgmArea *unit;

  if (event == NULL || area == NULL)
    return FALSE;
  unit = sgm_map_view_find_area (self, sgm_record_get_int (event, SGM_EVENT_UNIT));
  return unit != NULL && sgm_area_set_get_ancestor (self->areas, unit, area->level) == area;
}

static gboolean
selection_has_event (SgmMapView *self,
                     gint64      event_id)
{
  SgmRecord *event = sgm_map_view_find_event (self, event_id);
  const SgmArea *unit;

  if (event == NULL)
    return FALSE;
  unit = sgm_map_view_find_area (self, sgm_record_get_int (event, SGM_EVENT_UNIT));
  return unit != NULL && sgm_selection_covers (self->selection, self->areas, unit);
}

void
sgm_map_view_set_event (SgmMapView *self,
                        gint64      id)
{
  if (self->event == id)
    return;
  self->event = id;
  sgm_event_layer_set_selected (sgm_map_canvas_get_events (self->canvas), id);
  sgm_map_view_update_place (self);
  g_object_notify (G_OBJECT (self), "event");
}

/**
 * sgm_map_view_get_area:
 *
 * Returns: record id of the selected area, 0 for none; of several areas the
 *   one that was selected last
 */
gint64
sgm_map_view_get_area (SgmMapView *self)
{
  g_return_val_if_fail (SGM_IS_MAP_VIEW (self), 0);
  return self->area;
}

/**
 * sgm_map_view_select_area:
 * @self: a map
 * @area: record id of an area, 0 for none
 *
 * Selects one area. An event that is selected stays so if it lies in the area.
 */
void
sgm_map_view_select_area (SgmMapView *self,
                          gint64      area)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  if (sgm_map_view_find_area (self, area) == NULL)
    area = 0;
  if (!sgm_map_view_area_has_event (self, area, self->event))
    sgm_map_view_set_event (self, 0);
  set_area (self, area);
}

/**
 * sgm_map_view_get_selection:
 *
 * Returns: (transfer none): the selected areas, which may be none, one or
 *   several
 */
SgmSelection *
sgm_map_view_get_selection (SgmMapView *self)
{
  g_return_val_if_fail (SGM_IS_MAP_VIEW (self), NULL);
  return self->selection;
}

/**
 * sgm_map_view_select_areas:
 * @self: a map
 * @selection: areas
 *
 * Selects several areas; those that there are not are left out.
 */
void
sgm_map_view_select_areas (SgmMapView   *self,
                           SgmSelection *selection)
{
  g_autoptr (GArray) present = NULL;
  gint64 area = 0;

  g_return_if_fail (SGM_IS_MAP_VIEW (self));
  if (self->areas == NULL)
    return;

  present = sgm_selection_dup_areas (selection, self->areas);
  if (sgm_selection_contains (selection, self->area))
    area = self->area;
  else if (present->len > 0)
    area = sgm_area_set_get (self->areas, g_array_index (present, guint, 0))->id;
  select_areas (self, selection, area);
  if (present->len < sgm_selection_get_n (selection))
    sgm_map_view_keep_selection (self);
  if (!selection_has_event (self, self->event))
    sgm_map_view_set_event (self, 0);
}

/* Ctrl and a click: takes an area in or leaves it out. */
void
sgm_map_view_toggle_area (SgmMapView *self,
                          gint64      id)
{
  g_autoptr (SgmSelection) one = sgm_selection_new (&id, 1);
  g_autoptr (SgmSelection) selection = sgm_selection_toggle (self->selection, one);

  if (sgm_selection_contains (selection, id))
    select_areas (self, selection, id);
  sgm_map_view_select_areas (self, selection);
  sgm_map_view_emit_area_clicked (self);
}

/**
 * sgm_map_view_get_inside:
 *
 * Returns: (transfer none) (nullable): what is inside the shape that was drawn
 *   or inside the several areas that are selected, until the signal
 *   `inside-changed`
 */
const SgmInside *
sgm_map_view_get_inside (SgmMapView *self)
{
  g_return_val_if_fail (SGM_IS_MAP_VIEW (self), NULL);
  return self->inside;
}

/* Relatives ------------------------------------------------------------------ */

typedef struct
{
  SgmMapView *self;
  gboolean adds; /* to what is selected */
  gboolean may_be_none;
} Finding;

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autofree Finding *finding = data;
  g_autoptr (SgmMapView) self = finding->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmSelection) found = sgm_area_kin_find_finish (result, &error);
  g_autoptr (SgmSelection) all = NULL;

  if (found == NULL)
    return;
  /* The whole district is what one sees when nothing is selected. */
  if (!finding->may_be_none
      && (sgm_selection_get_n (found) == 0
          || sgm_selection_contains (found, sgm_area_set_get (self->areas, 0)->id)))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  all = finding->adds ? sgm_selection_unite (self->selection, found) : sgm_selection_ref (found);
  sgm_map_view_select_areas (self, all);
  sgm_map_view_emit_area_clicked (self);
}

static Finding *
start_finding (SgmMapView *self,
               gboolean    adds,
               gboolean    may_be_none)
{
  Finding *finding = g_new (Finding, 1);

  *finding = (Finding) { g_object_ref (self), adds, may_be_none };
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  self->finding = g_cancellable_new ();
  return finding;
}

/**
 * sgm_map_view_select_kin:
 * @self: a map
 * @kinship: which relatives of the selected areas
 *
 * Selects the parents or the children instead of what is selected, or the
 * neighbours with it. Done a little later, since neighbours have to be found.
 */
void
sgm_map_view_select_kin (SgmMapView *self,
                         SgmKinship  kinship)
{
  Finding *finding;

  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  if (sgm_selection_get_n (self->selection) == 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  finding = start_finding (self, kinship == SGM_KINSHIP_NEIGHBOURS, FALSE);
  sgm_area_kin_find_async (self->areas, kinship, self->selection, self->finding, on_found,
                           finding);
}

/* Selects the areas in a shape, at the level that can be clicked. */
void
sgm_map_view_select_in (SgmMapView  *self,
                        SgmGeometry *shape,
                        gboolean     adds)
{
  Finding *finding;

  if (self->areas == NULL)
    return;
  finding = start_finding (self, adds, TRUE);
  sgm_area_kin_find_in_async (self->areas, self->level, shape, self->finding, on_found, finding);
}

/* Events --------------------------------------------------------------------- */

/**
 * sgm_map_view_get_event:
 *
 * Returns: record id of the selected event, 0 for none
 */
gint64
sgm_map_view_get_event (SgmMapView *self)
{
  g_return_val_if_fail (SGM_IS_MAP_VIEW (self), 0);
  return self->event;
}

/**
 * sgm_map_view_select_event:
 * @self: a map
 * @event: record id of an event, 0 for none
 *
 * Selects an event and, unless one of the selected areas holds it already, the
 * unit that it happened in.
 */
void
sgm_map_view_select_event (SgmMapView *self,
                           gint64      event)
{
  SgmRecord *record;

  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  record = sgm_map_view_find_event (self, event);
  if (record != NULL && !selection_has_event (self, event))
    set_area (self, sgm_record_get_int (record, SGM_EVENT_UNIT));
  sgm_map_view_set_event (self, record != NULL ? event : 0);
}

/* The user selected an area, with the mouse or a key. */
void
sgm_map_view_click_area (SgmMapView *self,
                         gint64      id)
{
  sgm_map_view_select_area (self, id);
  sgm_map_view_emit_area_clicked (self);
}

void
sgm_map_view_click_event (SgmMapView *self,
                          gint64      id)
{
  sgm_map_view_select_event (self, id);
  sgm_map_view_emit_event_clicked (self);
}
