/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-inspector.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-bin.h"
#include "panels/sgm-chain.h"
#include "panels/sgm-event-list.h"
#include "panels/sgm-inside-panel.h"
#include "panels/sgm-order-panel.h"
#include "panels/sgm-org-list.h"
#include "panels/sgm-people-list.h"

struct _SgmInspector
{
  AdwBin parent_instance;
  GtkLabel *level;
  GtkLabel *name;
  GtkLabel *code;
  SgmChain *chain;
  GtkStack *tabs;
  SgmEventList *events;
  SgmFactList *people;
  SgmFactList *orgs;
  SgmOrderPanel *order;

  SgmInsidePanel *inside; /* shown instead of the one area */
  GtkWidget *one;

  SgmChoice *choice;
  SgmPhoneBook *phones;
};

G_DEFINE_FINAL_TYPE (SgmInspector, sgm_inspector, ADW_TYPE_BIN)

static void
refresh (SgmInspector *self)
{
  const SgmArea *area = sgm_choice_get_area (self->choice);
  const char *level = sgm_level_get_name (area->level);
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  g_autoptr (GPtrArray) events = sgm_district_dup_open_events_in (district, area);

  if (area->kind == SGM_AREA_KIND_VILLAGE)
    level = _("Village");
  gtk_label_set_text (self->level, level);
  gtk_label_set_text (self->name, area->name);
  gtk_label_set_text (self->code, area->code);
  sgm_chain_show (self->chain, self->choice);
  sgm_event_list_show (self->events, district, events, sgm_choice_get_event (self->choice));
  sgm_people_list_fill (self->people, self->choice, self->phones);
  sgm_org_list_fill (self->orgs, self->choice);
}

static void
sgm_inspector_dispose (GObject *object)
{
  SgmInspector *self = SGM_INSPECTOR (object);

  g_clear_object (&self->choice);
  g_clear_object (&self->phones);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_INSPECTOR);
  G_OBJECT_CLASS (sgm_inspector_parent_class)->dispose (object);
}

static void
sgm_inspector_class_init (SgmInspectorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_inspector_dispose;

  g_type_ensure (SGM_TYPE_CHAIN);
  g_type_ensure (SGM_TYPE_EVENT_LIST);
  g_type_ensure (SGM_TYPE_INSIDE_PANEL);
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
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, inside);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, one);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, people);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, orgs);
  gtk_widget_class_bind_template_child (widget_class, SgmInspector, order);
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
 * @phones: which telephone numbers are to be seen
 */
void
sgm_inspector_set_choice (SgmInspector *self,
                          SgmChoice    *choice,
                          SgmPhoneBook *phones)
{
  g_return_if_fail (self->choice == NULL);

  self->choice = g_object_ref (choice);
  self->phones = g_object_ref (phones);
  g_signal_connect_object (choice, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (phones, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  sgm_order_panel_set_choice (self->order, choice);
  sgm_order_panel_set_phones (self->order, phones);
  sgm_inside_panel_set_choice (self->inside, choice);
  refresh (self);
}

/**
 * sgm_inspector_show_inside:
 * @inside: (nullable): what is inside several areas or a shape, to be shown
 *   instead of the chosen area; %NULL for the chosen area
 * @title: (nullable): what to call it
 */
void
sgm_inspector_show_inside (SgmInspector    *self,
                           const SgmInside *inside,
                           const char      *title)
{
  if (inside != NULL)
    sgm_inside_panel_show (self->inside, inside, title);
  gtk_widget_set_visible (GTK_WIDGET (self->inside), inside != NULL);
  gtk_widget_set_visible (self->one, inside == NULL);
}

/**
 * sgm_inspector_set_feeds:
 * @feeds: what knows whether there is a way to the terminals
 */
void
sgm_inspector_set_feeds (SgmInspector *self,
                         SgmFeeds     *feeds)
{
  sgm_order_panel_set_feeds (self->order, feeds);
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
