/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-inspector.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-bin.h"
#include "panels/sgm-chain.h"
#include "panels/sgm-event-row.h"
#include "panels/sgm-order-panel.h"
#include "panels/sgm-org-list.h"
#include "panels/sgm-people-list.h"

/* More rows than this are a matter for the queue, not for a side panel. */
#define MAX_EVENTS 30

struct _SgmInspector
{
  AdwBin parent_instance;
  GtkLabel *level;
  GtkLabel *name;
  GtkLabel *code;
  SgmChain *chain;
  GtkStack *tabs;
  GtkListBox *events;
  GtkLabel *more_events;
  SgmFactList *people;
  SgmFactList *orgs;
  SgmOrderPanel *order;

  SgmChoice *choice;
  gboolean is_syncing;
};

G_DEFINE_FINAL_TYPE (SgmInspector, sgm_inspector, ADW_TYPE_BIN)

static gint64
get_row_event (GtkListBoxRow *row)
{
  return GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "event"));
}

static void
on_event_selected (SgmInspector  *self,
                   GtkListBoxRow *row)
{
  if (!self->is_syncing && row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.choose-event", "x", get_row_event (row));
}

static void
add_event (SgmInspector *self,
           SgmRecord    *event)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), sgm_event_row_new ());
  g_object_set_data (G_OBJECT (row), "event", GSIZE_TO_POINTER (sgm_record_get_id (event)));
  gtk_list_box_append (self->events, row);
}

static gboolean
lists_same_events (SgmInspector *self,
                   GPtrArray    *events)
{
  for (guint i = 0; i <= events->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->events, i);

      if ((row == NULL) != (i == events->len))
        return FALSE;
      if (row != NULL && get_row_event (row) != sgm_record_get_id (g_ptr_array_index (events, i)))
        return FALSE;
    }
  return TRUE;
}

/* Rows are only made anew where other events are listed: the focus stays. */
static void
list_events (SgmInspector *self,
             GPtrArray    *events)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  GtkListBoxRow *row;

  self->is_syncing = TRUE;
  if (!lists_same_events (self, events))
    {
      while ((row = gtk_list_box_get_row_at_index (self->events, 0)) != NULL)
        gtk_list_box_remove (self->events, GTK_WIDGET (row));
      for (guint i = 0; i < events->len; i++)
        add_event (self, g_ptr_array_index (events, i));
    }
  gtk_list_box_unselect_all (self->events);
  for (guint i = 0; (row = gtk_list_box_get_row_at_index (self->events, i)) != NULL; i++)
    {
      sgm_event_row_set_event (SGM_EVENT_ROW (gtk_list_box_row_get_child (row)), district,
                               g_ptr_array_index (events, i));
      if (get_row_event (row) == sgm_choice_get_event (self->choice))
        gtk_list_box_select_row (self->events, row);
    }
  self->is_syncing = FALSE;
}

static void
refresh_events (SgmInspector  *self,
                const SgmArea *area)
{
  g_autoptr (GPtrArray) events = sgm_district_dup_open_events_in (sgm_choice_get_district (self->choice),
                                                                  area);
  guint n_events = events->len;

  if (n_events > MAX_EVENTS)
    {
      g_autofree char *text = g_strdup_printf (_("and %u more in the queue"), n_events - MAX_EVENTS);

      gtk_label_set_text (self->more_events, text);
      g_ptr_array_set_size (events, MAX_EVENTS);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more_events), n_events > MAX_EVENTS);
  list_events (self, events);
}

static void
refresh (SgmInspector *self)
{
  const SgmArea *area = sgm_choice_get_area (self->choice);
  const char *level = sgm_level_get_name (area->level);

  if (area->kind == SGM_AREA_KIND_VILLAGE)
    level = _("Village");
  gtk_label_set_text (self->level, level);
  gtk_label_set_text (self->name, area->name);
  gtk_label_set_text (self->code, area->code);
  sgm_chain_show (self->chain, self->choice);
  refresh_events (self, area);
  sgm_people_list_fill (self->people, self->choice);
  sgm_org_list_fill (self->orgs, self->choice);
}

static void
sgm_inspector_dispose (GObject *object)
{
  SgmInspector *self = SGM_INSPECTOR (object);

  g_clear_object (&self->choice);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_INSPECTOR);
  G_OBJECT_CLASS (sgm_inspector_parent_class)->dispose (object);
}

static void
sgm_inspector_class_init (SgmInspectorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_inspector_dispose;

  g_type_ensure (SGM_TYPE_CHAIN);
  g_type_ensure (SGM_TYPE_ORDER_PANEL);
  g_type_ensure (SGM_TYPE_FACT_LIST);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, level);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, name);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, code);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, chain);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, tabs);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, events);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, more_events);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, people);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, orgs);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, order);
  gtk_widget_class_bind_template_callback (widget_class, on_event_selected);
}

static void
sgm_inspector_init (SgmInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sgm_bin_keep_width (ADW_BIN (self));
}

/**
 * sgm_inspector_set_choice:
 * @choice: what is chosen
 */
void
sgm_inspector_set_choice (SgmInspector *self,
                          SgmChoice    *choice)
{
  g_return_if_fail (self->choice == NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  sgm_order_panel_set_choice (self->order, choice);
  refresh (self);
}

/**
 * sgm_inspector_show_tab:
 * @name: “events”, “people” or “orgs”
 */
void
sgm_inspector_show_tab (SgmInspector *self,
                        const char   *name)
{
  gtk_stack_set_visible_child_name (self->tabs, name);
}

/**
 * sgm_inspector_move_candidate:
 * @step: 1 for the next candidate, -1 for the one before
 */
void
sgm_inspector_move_candidate (SgmInspector *self,
                              int           step)
{
  sgm_order_panel_move (self->order, step);
}
