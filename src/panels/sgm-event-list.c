/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-event-list.h"

#include <glib/gi18n.h>

#include "kit/sgm-bin.h"
#include "panels/sgm-event-row.h"

/* More rows than this are a matter for the queue, not for a side panel. */
#define MAX_EVENTS 30

struct _SgmEventList
{
  AdwBin parent_instance;
  GtkListBox *list;
  GtkLabel *more;
  gboolean is_syncing;
};

G_DEFINE_FINAL_TYPE (SgmEventList, sgm_event_list, ADW_TYPE_BIN)

static gint64
get_row_event (GtkListBoxRow *row)
{
  return GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "event"));
}

static void
on_selected (SgmEventList  *self,
             GtkListBoxRow *row)
{
  if (!self->is_syncing && row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.choose-event", "x", get_row_event (row));
}

static void
insert_event (SgmEventList *self,
              SgmRecord    *event,
              int           position)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), sgm_event_row_new ());
  g_object_set_data (G_OBJECT (row), "event", GSIZE_TO_POINTER (sgm_record_get_id (event)));
  gtk_list_box_insert (self->list, row, position);
}

/* The keys would be nobody's when the row that has the focus goes away. */
static void
remove_row (SgmEventList  *self,
            GtkListBoxRow *row)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == GTK_WIDGET (row) || gtk_widget_is_ancestor (focus, GTK_WIDGET (row))))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-map", NULL);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static gboolean
is_among (gint64     event,
          GPtrArray *events,
          guint      n_events)
{
  for (guint i = 0; i < n_events; i++)
    if (sgm_record_get_id (g_ptr_array_index (events, i)) == event)
      return TRUE;
  return FALSE;
}

/* A row is dear to make, and may have the focus: those of events that stay,
 * stay. */
static void
match_rows (SgmEventList *self,
            GPtrArray    *events,
            guint         n_events)
{
  GtkListBoxRow *row;

  for (guint i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;)
    if (is_among (get_row_event (row), events, n_events))
      i++;
    else
      remove_row (self, row);
  for (guint i = 0; i < n_events; i++)
    {
      row = gtk_list_box_get_row_at_index (self->list, i);
      if (row == NULL || get_row_event (row) != sgm_record_get_id (g_ptr_array_index (events, i)))
        insert_event (self, g_ptr_array_index (events, i), i);
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, n_events)) != NULL)
    remove_row (self, row);
}

/**
 * sgm_event_list_choose:
 * @chosen: record id of the event that is chosen, or 0
 */
void
sgm_event_list_choose (SgmEventList *self,
                       gint64        chosen)
{
  GtkListBoxRow *row;

  self->is_syncing = TRUE;
  gtk_list_box_unselect_all (self->list);
  for (guint i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (get_row_event (row) == chosen)
      gtk_list_box_select_row (self->list, row);
  self->is_syncing = FALSE;
}

/**
 * sgm_event_list_show:
 * @district: whose events they are
 * @events: (element-type SgmRecord): what to show
 * @chosen: record id of the one that is chosen, or 0
 */
void
sgm_event_list_show (SgmEventList *self,
                     SgmDistrict  *district,
                     GPtrArray    *events,
                     gint64        chosen)
{
  guint n_events = MIN (events->len, MAX_EVENTS);
  g_autofree char *more = g_strdup_printf (_("and %u more in the queue"), events->len - n_events);
  GtkListBoxRow *row;

  self->is_syncing = TRUE;
  match_rows (self, events, n_events);
  for (guint i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    sgm_event_row_set_event (SGM_EVENT_ROW (gtk_list_box_row_get_child (row)), district,
                             g_ptr_array_index (events, i));
  self->is_syncing = FALSE;
  sgm_event_list_choose (self, chosen);
  gtk_label_set_text (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), events->len > n_events);
}

static void
sgm_event_list_dispose (GObject *object)
{
  sgm_bin_dispose_template (ADW_BIN (object), SGM_TYPE_EVENT_LIST);
  G_OBJECT_CLASS (sgm_event_list_parent_class)->dispose (object);
}

static void
sgm_event_list_class_init (SgmEventListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_event_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-event-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmEventList, list);
  gtk_widget_class_bind_template_child (widget_class, SgmEventList, more);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
}

static void
sgm_event_list_init (SgmEventList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
