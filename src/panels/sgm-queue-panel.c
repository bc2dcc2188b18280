/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-queue-panel.h"

#include <glib/gi18n.h>

#include "district/sgm-event-item.h"
#include "domain/sgm-tables.h"
#include "kit/sgm-bin.h"
#include "kit/sgm-held-list.h"
#include "kit/sgm-ticker.h"
#include "panels/sgm-event-row.h"
#include "panels/sgm-outbox-bar.h"

/* Which of the open events are listed. */
typedef enum
{
  SHOW_ALL,
  SHOW_WAITING,
  SHOW_OVERDUE,
  N_SHOWS
} Show;

struct _SgmQueuePanel
{
  AdwBin parent_instance;
  SgmOutboxBar *outbox;
  GtkListView *list;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkToggleButton *chips[N_SHOWS];
  GtkLabel *counts[N_SHOWS];
  GtkRevealer *news;
  GtkWidget *news_button;
  GtkLabel *news_label;

  SgmChoice *choice;
  SgmHeldList *held;
  GtkFilterListModel *filtered;
  GtkSingleSelection *selection;
  GtkCustomFilter *filter;
  Show show;
  gboolean is_syncing;
};

G_DEFINE_FINAL_TYPE (SgmQueuePanel, sgm_queue_panel, ADW_TYPE_BIN)

static gboolean
belongs (SgmQueuePanel *self,
         SgmRecord     *event,
         Show           show,
         gint64         now)
{
  switch (show)
    {
    case SHOW_WAITING:
      return sgm_choice_event_waits (sgm_choice_get_district (self->choice), event);
    case SHOW_OVERDUE:
      return !sgm_record_is_null (event, SGM_EVENT_DUE_AT)
             && sgm_record_get_int (event, SGM_EVENT_DUE_AT) <= now;
    case SHOW_ALL:
    case N_SHOWS:
    default:
      return TRUE;
    }
}

static gboolean
is_shown (gpointer item,
          gpointer data)
{
  SgmQueuePanel *self = data;

  return belongs (self, sgm_event_item_get_record (item), self->show, sgm_ticker_get_now ());
}

static void
refresh_counts (SgmQueuePanel *self)
{
  GListModel *queue = sgm_district_get_queue (sgm_choice_get_district (self->choice));
  guint n_items = g_list_model_get_n_items (queue);
  guint counts[N_SHOWS] = { 0 };
  gint64 now = sgm_ticker_get_now ();

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (SgmEventItem) item = g_list_model_get_item (queue, i);

      for (guint show = 0; show < N_SHOWS; show++)
        counts[show] += belongs (self, sgm_event_item_get_record (item), show, now);
    }
  for (guint show = 0; show < N_SHOWS; show++)
    {
      g_autofree char *text = g_strdup_printf ("%u", counts[show]);

      gtk_label_set_text (self->counts[show], text);
    }
}

static void
refresh_empty (SgmQueuePanel *self)
{
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) == 0;

  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "list");
  if (!is_empty)
    return;
  switch (self->show)
    {
    case SHOW_WAITING:
      adw_status_page_set_title (self->empty, _("Nothing Waits for an Order"));
      adw_status_page_set_description (self->empty, _("Events appear here as soon as they are filed."));
      break;
    case SHOW_OVERDUE:
      adw_status_page_set_title (self->empty, _("Nothing Is Overdue"));
      adw_status_page_set_description (self->empty, _("Events appear here when their time limit has passed."));
      break;
    case SHOW_ALL:
    case N_SHOWS:
    default:
      adw_status_page_set_title (self->empty, _("No Open Events"));
      adw_status_page_set_description (self->empty,
                                       _("Events appear here when grid workers, the public or the hotline report them."));
      break;
    }
}

/* Shows which row is the chosen event without choosing it again. */
static void
sync_selection (SgmQueuePanel *self)
{
  GListModel *model = G_LIST_MODEL (self->filtered);
  guint n_items = g_list_model_get_n_items (model);
  guint position = GTK_INVALID_LIST_POSITION;
  gint64 event = sgm_choice_get_event (self->choice);

  for (guint i = 0; i < n_items && event != 0; i++)
    {
      g_autoptr (SgmEventItem) item = g_list_model_get_item (model, i);

      if (sgm_record_get_id (sgm_event_item_get_record (item)) == event)
        {
          position = i;
          break;
        }
    }
  self->is_syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_syncing = FALSE;
}

static void
refresh (SgmQueuePanel *self)
{
  if (self->choice == NULL)
    return;
  refresh_counts (self);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  refresh_empty (self);
  sync_selection (self);
}

static void
on_choice_changed (SgmQueuePanel *self)
{
  sync_selection (self);
}

static void
on_selected (SgmQueuePanel *self)
{
  SgmEventItem *item = gtk_single_selection_get_selected_item (self->selection);
  gint64 event;

  if (self->is_syncing || item == NULL)
    return;
  event = sgm_record_get_id (sgm_event_item_get_record (item));
  if (event != sgm_choice_get_event (self->choice))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.queue-event", "x", event);
}

static void
on_items_changed (SgmQueuePanel *self)
{
  if (self->choice == NULL)
    return;
  refresh_empty (self);
  sync_selection (self);
}

static void
on_pending (SgmQueuePanel *self)
{
  guint pending = sgm_held_list_get_pending (self->held);
  g_autofree char *text = g_strdup_printf (ngettext ("%u new event", "%u new events", pending), pending);

  if (pending > 0)
    {
      gtk_label_set_text (self->news_label, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->news_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      text, -1);
    }
  gtk_revealer_set_reveal_child (self->news, pending > 0);
}

static void
on_news_clicked (SgmQueuePanel *self)
{
  sgm_held_list_set_held (self->held, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

/* After a click the keys are the map's again, where Home and the arrows do
 * what they always do; whoever came by key goes on in the list. */
static void
on_clicked (SgmQueuePanel *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-map", NULL);
}

static void
on_enter (SgmQueuePanel *self)
{
  sgm_held_list_set_held (self->held, TRUE);
}

static void
on_leave (SgmQueuePanel *self)
{
  sgm_held_list_set_held (self->held, FALSE);
}

static void
on_chip_toggled (SgmQueuePanel   *self,
                 GtkToggleButton *chip)
{
  if (!gtk_toggle_button_get_active (chip))
    return;
  for (guint show = 0; show < N_SHOWS; show++)
    if (self->chips[show] == chip)
      self->show = show;
  refresh (self);
}

static void
on_row_setup (SgmQueuePanel *self,
              GtkListItem   *list_item)
{
  gtk_list_item_set_child (list_item, sgm_event_row_new ());
}

static void
on_row_bind (SgmQueuePanel *self,
             GtkListItem   *list_item)
{
  sgm_event_row_set_item (SGM_EVENT_ROW (gtk_list_item_get_child (list_item)),
                          sgm_choice_get_district (self->choice),
                          gtk_list_item_get_item (list_item));
}

static void
on_row_unbind (SgmQueuePanel *self,
               GtkListItem   *list_item)
{
  sgm_event_row_set_item (SGM_EVENT_ROW (gtk_list_item_get_child (list_item)), NULL, NULL);
}

static void
sgm_queue_panel_dispose (GObject *object)
{
  SgmQueuePanel *self = SGM_QUEUE_PANEL (object);

  g_clear_object (&self->choice);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->held);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_QUEUE_PANEL);
  G_OBJECT_CLASS (sgm_queue_panel_parent_class)->dispose (object);
}

static void
sgm_queue_panel_class_init (SgmQueuePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_queue_panel_dispose;

  g_type_ensure (SGM_TYPE_OUTBOX_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-queue-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmQueuePanel, list);
  gtk_widget_class_bind_template_child (widget_class, SgmQueuePanel, stack);
  gtk_widget_class_bind_template_child (widget_class, SgmQueuePanel, empty);
  gtk_widget_class_bind_template_child (widget_class, SgmQueuePanel, news);
  gtk_widget_class_bind_template_child (widget_class, SgmQueuePanel, news_label);
  gtk_widget_class_bind_template_child (widget_class, SgmQueuePanel, news_button);
  gtk_widget_class_bind_template_child_full (widget_class, "all", FALSE,
                                             G_STRUCT_OFFSET (SgmQueuePanel, chips[SHOW_ALL]));
  gtk_widget_class_bind_template_child_full (widget_class, "waiting", FALSE,
                                             G_STRUCT_OFFSET (SgmQueuePanel, chips[SHOW_WAITING]));
  gtk_widget_class_bind_template_child_full (widget_class, "overdue", FALSE,
                                             G_STRUCT_OFFSET (SgmQueuePanel, chips[SHOW_OVERDUE]));
  gtk_widget_class_bind_template_child_full (widget_class, "n_all", FALSE,
                                             G_STRUCT_OFFSET (SgmQueuePanel, counts[SHOW_ALL]));
  gtk_widget_class_bind_template_child_full (widget_class, "n_waiting", FALSE,
                                             G_STRUCT_OFFSET (SgmQueuePanel, counts[SHOW_WAITING]));
  gtk_widget_class_bind_template_child_full (widget_class, "n_overdue", FALSE,
                                             G_STRUCT_OFFSET (SgmQueuePanel, counts[SHOW_OVERDUE]));
  gtk_widget_class_bind_template_child (widget_class, SgmQueuePanel, outbox);
  gtk_widget_class_bind_template_callback (widget_class, on_chip_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_news_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_enter);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
  gtk_widget_class_bind_template_callback (widget_class, on_row_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_row_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_row_unbind);
}

static void
sgm_queue_panel_init (SgmQueuePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sgm_bin_keep_width (ADW_BIN (self));

  self->held = sgm_held_list_new ();
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  self->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->held)),
                                              g_object_ref (GTK_FILTER (self->filter)));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->held, "notify::pending", G_CALLBACK (on_pending), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sgm_queue_panel_set_choice:
 * @choice: what is chosen, in the district whose events are listed
 */
void
sgm_queue_panel_set_choice (SgmQueuePanel *self,
                            SgmChoice     *choice)
{
  SgmDistrict *district = sgm_choice_get_district (choice);

  g_return_if_fail (self->choice == NULL);

  self->choice = g_object_ref (choice);
  sgm_held_list_set_source (self->held, sgm_district_get_queue (district));
  g_signal_connect_object (choice, "changed", G_CALLBACK (on_choice_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (district, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

/**
 * sgm_queue_panel_set_feeds:
 * @feeds: what brings orders to terminals
 *
 * To be called after sgm_queue_panel_set_choice().
 */
void
sgm_queue_panel_set_feeds (SgmQueuePanel *self,
                           SgmFeeds      *feeds)
{
  sgm_outbox_bar_set_feeds (self->outbox, sgm_choice_get_district (self->choice), feeds);
}

/**
 * sgm_queue_panel_move:
 * @step: 1 for the next event, -1 for the one before
 *
 * Goes through the queue by key.
 */
void
sgm_queue_panel_move (SgmQueuePanel *self,
                      int            step)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  guint selected = gtk_single_selection_get_selected (self->selection);
  guint position;

  if (n_items == 0)
    return;
  if (selected == GTK_INVALID_LIST_POSITION)
    position = 0;
  else
    position = CLAMP ((gint64) selected + step, 0, (gint64) n_items - 1);
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}
