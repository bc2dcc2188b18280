/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-view-private.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"

/* So many of several areas are named. */
#define MAX_NAMES 3

SgmRecord *
sgm_map_view_find_event (SgmMapView *self,
                         gint64      id)
{
  if (self->district == NULL || id == 0)
    return NULL;
  return sgm_district_get_record (self->district, &sgm_table_event, id);
}

/* The names from the street down; the district is the same everywhere. */
static void
append_chain (GString       *text,
              SgmMapView    *self,
              const SgmArea *area)
{
  for (SgmLevel level = MIN (SGM_LEVEL_STREET, area->level); level <= area->level; level++)
    {
      const SgmArea *above = sgm_area_set_get_ancestor (self->areas, area, level);

      if (above == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, " › ");
      g_string_append (text, above->name);
    }
}

static void
append_names (GString    *text,
              SgmMapView *self)
{
  g_autoptr (GArray) areas = sgm_selection_dup_areas (self->selection, self->areas);

  g_string_append_printf (text, ngettext ("%u area selected: ", "%u areas selected: ", areas->len),
                          areas->len);
  for (guint i = 0; i < MIN (areas->len, MAX_NAMES); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? _(", ") : "",
                            sgm_area_set_get (self->areas, g_array_index (areas, guint, i))->name);
  if (areas->len > MAX_NAMES)
    g_string_append (text, " …");
}

/* Said once: there may be very many areas, and it is wanted at every move of
 * the pointer. */
static const char *
get_selection_text (SgmMapView *self)
{
  const SgmArea *area = sgm_map_view_find_area (self, self->area);
  g_autoptr (GString) text = NULL;

  if (self->selection_text != NULL)
    return self->selection_text;
  text = g_string_new (NULL);
  if (sgm_selection_get_n (self->selection) > 1)
    append_names (text, self);
  else if (area != NULL)
    append_chain (text, self, area);
  self->selection_text = g_string_free (g_steal_pointer (&text), FALSE);
  return self->selection_text;
}

/* Returns: (transfer full) (nullable): what the area has its colour for; nothing
 * while other areas are on their way into the map */
static char *
dup_value (SgmMapView    *self,
           const SgmArea *area)
{
  if (area == NULL || self->theme == NULL || self->areas != sgm_district_get_areas (self->district))
    return NULL;
  return sgm_theme_dup_value (self->theme, self->district, area);
}

/* An event's own grid, which a sign that is larger than its place may not lie
 * over. */
static const SgmArea *
find_grid (SgmMapView *self,
           SgmRecord  *event)
{
  return sgm_map_view_find_area (self, sgm_record_get_int (event, SGM_EVENT_GRID));
}

/* What is selected is a description of the map; the strip's label, which can
 * take the focus, also says what is pointed at. */
void
sgm_map_view_update_place (SgmMapView *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *value = NULL;
  SgmRecord *event = sgm_map_view_find_event (self, self->hovered_event);
  const SgmArea *area = sgm_map_view_find_area (self, self->hovered);

  if (event != NULL)
    area = find_grid (self, event);
  else if (self->hovered == 0)
    event = sgm_map_view_find_event (self, self->event);
  if (area != NULL)
    append_chain (text, self, area);
  else
    g_string_append (text, get_selection_text (self));
  if (area == NULL && sgm_selection_get_n (self->selection) == 1)
    area = sgm_map_view_find_area (self, self->area);
  if (event != NULL && sgm_record_get_text (event, SGM_EVENT_TITLE) != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            sgm_record_get_text (event, SGM_EVENT_TITLE));

  if (self->hovered_badge > 1)
    g_string_append_printf (text, ngettext (" · %u open event", " · %u open events", self->hovered_badge),
                            self->hovered_badge);

  value = dup_value (self, event == NULL && self->hovered_badge == 0 ? area : NULL);
  sgm_map_strip_set_place (self->strip, text->str, value);
}

/* Tells those who cannot see the map what is selected. */
void
sgm_map_view_describe (SgmMapView *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  get_selection_text (self), -1);
}
