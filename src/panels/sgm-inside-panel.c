/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-inside-panel.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-bin.h"
#include "kit/sgm-fact-list.h"
#include "kit/sgm-size-text.h"
#include "kit/sgm-wording.h"
#include "panels/sgm-event-list.h"

/* So many rows are made of a list; the sums and the copied codes are of all. */
#define MAX_ROWS 60

struct _SgmInsidePanel
{
  AdwBin parent_instance;
  GtkLabel *title;
  GtkLabel *n_areas;
  GtkLabel *areas_caption;
  GtkLabel *size;
  GtkLabel *n_events;
  GtkLabel *n_workers;
  SgmEventList *events;
  SgmFactList *workers;
  GtkLabel *more_workers;
  GtkListBox *areas;
  GtkLabel *more_areas;

  SgmChoice *choice;
  SgmSelection *listed; /* the areas that there are rows for */
};

G_DEFINE_FINAL_TYPE (SgmInsidePanel, sgm_inside_panel, ADW_TYPE_BIN)

static void
set_figure (GtkLabel *label,
            char     *text)
{
  gtk_label_set_text (label, text);
  g_free (text);
}

static void
set_more (GtkLabel *label,
          guint     n)
{
  g_autofree char *text = n > MAX_ROWS ? g_strdup_printf (_("and %u more"), n - MAX_ROWS) : NULL;

  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
add_worker (SgmInsidePanel *self,
            SgmRecord      *person)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  gint64 id = sgm_record_get_id (person);
  guint load = sgm_district_get_load (district, id);
  const char *kind = sgm_person_kind_get_name (sgm_record_get_int (person, SGM_PERSON_KIND));
  g_autofree char *name = sgm_wording_dup_person (district, id);
  g_autofree char *subtitle = NULL;
  g_autofree char *figure = NULL;

  subtitle = g_strdup_printf ("%s · %s", kind,
                              sgm_record_get_int (person, SGM_PERSON_DUTY) != 0 ? _("on duty")
                                                                                : _("off duty"));
  if (load > 0)
    figure = g_strdup_printf (ngettext ("%u order", "%u orders", load), load);
  sgm_fact_list_add (self->workers, name, subtitle, figure);
}

static void
list_workers (SgmInsidePanel  *self,
              const SgmInside *inside)
{
  sgm_fact_list_begin (self->workers);
  for (guint i = 0; i < MIN (inside->workers->len, MAX_ROWS); i++)
    add_worker (self, g_ptr_array_index (inside->workers, i));
  sgm_fact_list_end (self->workers);
  set_more (self->more_workers, inside->workers->len);
}

static GtkWidget *
new_area_row (const SgmArea *area)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (area->name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), area->code);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-area");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", area->id);
  gtk_widget_add_css_class (row, "compact");
  return row;
}

/* The largest areas come first. */
static gboolean
are_units (SgmAreaSet *set,
           GArray     *areas)
{
  return areas->len > 0
         && sgm_area_set_get (set, g_array_index (areas, guint, 0))->level == SGM_LEVEL_UNIT;
}

/* Rows are only made anew for other areas: the focus stays. */
static void
list_areas (SgmInsidePanel  *self,
            const SgmInside *inside)
{
  SgmAreaSet *set = sgm_district_get_areas (sgm_choice_get_district (self->choice));
  g_autoptr (GArray) areas = NULL;
  GtkListBoxRow *row;

  if (self->listed != NULL && sgm_selection_equal (self->listed, inside->areas))
    return;
  g_clear_pointer (&self->listed, sgm_selection_unref);
  self->listed = sgm_selection_ref (inside->areas);
  areas = sgm_selection_dup_areas (inside->areas, set);
  gtk_label_set_text (self->areas_caption, are_units (set, areas) ? _("minimal units") : _("areas"));
  while ((row = gtk_list_box_get_row_at_index (self->areas, 0)) != NULL)
    gtk_list_box_remove (self->areas, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (areas->len, MAX_ROWS); i++)
    gtk_list_box_append (self->areas, new_area_row (sgm_area_set_get (set, g_array_index (areas, guint, i))));
  set_more (self->more_areas, areas->len);
}

/**
 * sgm_inside_panel_show:
 * @inside: what to show
 * @title: what to call it, translated
 */
void
sgm_inside_panel_show (SgmInsidePanel  *self,
                       const SgmInside *inside,
                       const char      *title)
{
  gtk_label_set_text (self->title, title);
  set_figure (self->n_areas, g_strdup_printf ("%u", sgm_selection_get_n (inside->areas)));
  set_figure (self->size, sgm_size_text_dup_area (inside->size));
  set_figure (self->n_events, g_strdup_printf ("%u", inside->events->len));
  /* Translators: so many workers of so many */
  set_figure (self->n_workers, g_strdup_printf (_("%u of %u"), inside->n_on_duty, inside->workers->len));
  sgm_event_list_show (self->events, sgm_choice_get_district (self->choice), inside->events,
                       sgm_choice_get_event (self->choice));
  list_workers (self, inside);
  list_areas (self, inside);
}

static void
on_choice_changed (SgmInsidePanel *self)
{
  sgm_event_list_choose (self->events, sgm_choice_get_event (self->choice));
}

static void
sgm_inside_panel_dispose (GObject *object)
{
  SgmInsidePanel *self = SGM_INSIDE_PANEL (object);

  g_clear_object (&self->choice);
  g_clear_pointer (&self->listed, sgm_selection_unref);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_INSIDE_PANEL);
  G_OBJECT_CLASS (sgm_inside_panel_parent_class)->dispose (object);
}

static void
sgm_inside_panel_class_init (SgmInsidePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_inside_panel_dispose;

  g_type_ensure (SGM_TYPE_EVENT_LIST);
  g_type_ensure (SGM_TYPE_FACT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-inside-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, title);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, n_areas);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, areas_caption);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, size);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, n_events);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, n_workers);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, events);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, workers);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, more_workers);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, areas);
  gtk_widget_class_bind_template_child (widget_class, SgmInsidePanel, more_areas);
}

static void
sgm_inside_panel_init (SgmInsidePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sgm_inside_panel_set_choice:
 * @choice: what is chosen
 */
void
sgm_inside_panel_set_choice (SgmInsidePanel *self,
                             SgmChoice      *choice)
{
  g_return_if_fail (self->choice == NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (on_choice_changed), self,
                           G_CONNECT_SWAPPED);
}
