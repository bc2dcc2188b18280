/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-event-picker.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "panels/sgm-event-row.h"

/* More rows than this are a matter for the queue. */
#define MAX_ROWS 60

struct _SgmEventPicker
{
  GtkPopover parent_instance;
  GtkLabel *title;
  GtkListBox *list;
  GtkLabel *more;

  SgmDistrict *district;
};

G_DEFINE_FINAL_TYPE (SgmEventPicker, sgm_event_picker, GTK_TYPE_POPOVER)

static gint64
get_row_event (GtkListBoxRow *row)
{
  return GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "event"));
}

static void
on_row_activated (SgmEventPicker *self,
                  GtkListBoxRow  *row)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.choose-event", "x", get_row_event (row));
}

static void
update_row (SgmEventPicker *self,
            GtkListBoxRow  *row)
{
  SgmRecord *event = sgm_district_get_record (self->district, &sgm_table_event, get_row_event (row));

  gtk_widget_set_sensitive (GTK_WIDGET (row), event != NULL);
  if (event != NULL)
    sgm_event_row_set_event (SGM_EVENT_ROW (gtk_list_box_row_get_child (row)), self->district, event);
}

static void
on_district_changed (SgmEventPicker *self)
{
  GtkListBoxRow *row;

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    update_row (self, row);
}

static GtkListBoxRow *
add_row (SgmEventPicker *self,
         gint64          event)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), sgm_event_row_new ());
  g_object_set_data (G_OBJECT (row), "event", GSIZE_TO_POINTER (event));
  gtk_list_box_append (self->list, row);
  update_row (self, GTK_LIST_BOX_ROW (row));
  return GTK_LIST_BOX_ROW (row);
}

static void
sgm_event_picker_dispose (GObject *object)
{
  SgmEventPicker *self = SGM_EVENT_PICKER (object);

  g_clear_object (&self->district);
  gtk_widget_dispose_template (GTK_WIDGET (self), SGM_TYPE_EVENT_PICKER);
  G_OBJECT_CLASS (sgm_event_picker_parent_class)->dispose (object);
}

static void
sgm_event_picker_class_init (SgmEventPickerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_event_picker_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-event-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmEventPicker, title);
  gtk_widget_class_bind_template_child (widget_class, SgmEventPicker, list);
  gtk_widget_class_bind_template_child (widget_class, SgmEventPicker, more);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sgm_event_picker_init (SgmEventPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sgm_event_picker_new:
 * @district: whose events they are
 */
GtkWidget *
sgm_event_picker_new (SgmDistrict *district)
{
  SgmEventPicker *self = g_object_new (SGM_TYPE_EVENT_PICKER, NULL);

  self->district = g_object_ref (district);
  g_signal_connect_object (district, "changed", G_CALLBACK (on_district_changed), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * sgm_event_picker_show:
 * @self: a picker that has a parent
 * @events: (element-type gint64): record ids of the events, the most urgent
 *   first
 * @chosen: record id of the one that is chosen, or 0
 * @place: where they stand, in the parent's logical pixels
 *
 * Opens the list beside the place, with the focus on the event that is chosen,
 * or else on the first one.
 */
void
sgm_event_picker_show (SgmEventPicker     *self,
                       GArray             *events,
                       gint64              chosen,
                       const GdkRectangle *place)
{
  guint n_rows = MIN (events->len, MAX_ROWS);
  g_autofree char *title = g_strdup_printf (ngettext ("%u open event here", "%u open events here", events->len),
                                            events->len);
  g_autofree char *more = g_strdup_printf (_("and %u more in the queue"), events->len - n_rows);
  GtkListBoxRow *row, *focus = NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), events->len > n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      gint64 event = g_array_index (events, gint64, i);

      row = add_row (self, event);
      if (focus == NULL || event == chosen)
        focus = row;
      if (event == chosen)
        gtk_list_box_select_row (self->list, row);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self), place);
  gtk_popover_popup (GTK_POPOVER (self));
  if (focus != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (focus));
}
