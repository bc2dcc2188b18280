/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-event-row.h"

#include "domain/sgm-tables.h"
#include "kit/sgm-bin.h"
#include "kit/sgm-event-glyph.h"
#include "kit/sgm-ticker.h"
#include "kit/sgm-time-label.h"
#include "kit/sgm-wording.h"
#include "panels/sgm-choice.h"

/* How long an event is new, milliseconds. */
#define FRESH 5000

struct _SgmEventRow
{
  AdwBin parent_instance;
  SgmEventGlyph *glyph;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *stage;
  SgmTimeLabel *due;

  SgmDistrict *district;
  SgmEventItem *item;
};

G_DEFINE_FINAL_TYPE (SgmEventRow, sgm_event_row, ADW_TYPE_BIN)

static void
let_item_go (SgmEventRow *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
}

static void
sgm_event_row_dispose (GObject *object)
{
  SgmEventRow *self = SGM_EVENT_ROW (object);

  let_item_go (self);
  g_clear_object (&self->district);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_EVENT_ROW);
  G_OBJECT_CLASS (sgm_event_row_parent_class)->dispose (object);
}

static void
sgm_event_row_class_init (SgmEventRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_event_row_dispose;

  g_type_ensure (SGM_TYPE_EVENT_GLYPH);
  g_type_ensure (SGM_TYPE_TIME_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-event-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmEventRow, glyph);
  gtk_widget_class_bind_template_child (widget_class, SgmEventRow, title);
  gtk_widget_class_bind_template_child (widget_class, SgmEventRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SgmEventRow, stage);
  gtk_widget_class_bind_template_child (widget_class, SgmEventRow, due);
}

static void
sgm_event_row_init (SgmEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sgm_event_row_new (void)
{
  return g_object_new (SGM_TYPE_EVENT_ROW, NULL);
}

static char *
dup_accessible_name (SgmRecord  *event,
                     const char *place)
{
  /* One sentence for a screen reader: urgency, title, place, stage. */
  return g_strdup_printf ("%s, %s, %s, %s",
                          sgm_urgency_get_name (sgm_record_get_int (event, SGM_EVENT_URGENCY)),
                          sgm_record_get_text (event, SGM_EVENT_TITLE), place,
                          sgm_stage_get_name (sgm_record_get_int (event, SGM_EVENT_STAGE)));
}

static void
mark (SgmEventRow *self,
      const char  *css_class,
      gboolean     on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

/* Rows are told often, and a tooltip is dear. */
static void
set_title (SgmEventRow *self,
           const char  *title)
{
  if (g_strcmp0 (gtk_label_get_text (self->title), title) == 0)
    return;
  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
}

/**
 * sgm_event_row_set_event:
 * @event: an event's record
 *
 * Shows an event as it is at the moment.
 */
void
sgm_event_row_set_event (SgmEventRow *self,
                         SgmDistrict *district,
                         SgmRecord   *event)
{
  g_autofree char *place = sgm_wording_dup_event_place (district, event);
  g_autofree char *subtitle = NULL;
  g_autofree char *name = dup_accessible_name (event, place);
  SgmStage stage = sgm_record_get_int (event, SGM_EVENT_STAGE);
  GtkWidget *named;

  subtitle = g_strdup_printf ("%s · %s", place,
                              sgm_source_get_name (sgm_record_get_int (event, SGM_EVENT_SOURCE)));
  sgm_event_glyph_set_event (self->glyph, event);
  set_title (self, sgm_record_get_text (event, SGM_EVENT_TITLE));
  gtk_label_set_text (self->subtitle, subtitle);
  gtk_label_set_text (self->stage, sgm_stage_get_name (stage));
  sgm_time_label_set_due (self->due, sgm_record_get_int (event, SGM_EVENT_DUE_AT));

  mark (self, "waiting", sgm_choice_event_waits (district, event));
  mark (self, "urgent", sgm_record_get_int (event, SGM_EVENT_URGENCY) == SGM_URGENCY_URGENT);
  mark (self, "fresh", sgm_ticker_get_now () - sgm_record_get_int (event, SGM_EVENT_REPORTED_AT) < FRESH);
  /* The row of the list is what gets the focus, so it has the name. */
  named = gtk_widget_get_parent (GTK_WIDGET (self));
  if (named == NULL)
    named = GTK_WIDGET (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (named), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_record_changed (SgmEventRow *self)
{
  sgm_event_row_set_event (self, self->district, sgm_event_item_get_record (self->item));
}

/**
 * sgm_event_row_set_item:
 * @district: (nullable): the item's district
 * @item: (nullable): an item of the queue
 *
 * Shows an item and follows its changes until another one is set.
 */
void
sgm_event_row_set_item (SgmEventRow  *self,
                        SgmDistrict  *district,
                        SgmEventItem *item)
{
  g_return_if_fail (SGM_IS_EVENT_ROW (self));

  let_item_go (self);
  g_set_object (&self->district, district);
  if (item == NULL)
    return;
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify::record", G_CALLBACK (on_record_changed), self,
                           G_CONNECT_SWAPPED);
  on_record_changed (self);
}
