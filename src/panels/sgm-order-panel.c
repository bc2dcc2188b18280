/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-order-panel.h"

#include <glib/gi18n.h>

#include "domain/sgm-rank.h"
#include "domain/sgm-tables.h"
#include "kit/sgm-bin.h"
#include "kit/sgm-ticker.h"
#include "kit/sgm-time-label.h"
#include "kit/sgm-time-text.h"
#include "kit/sgm-wording.h"
#include "panels/sgm-candidate-row.h"
#include "panels/sgm-order-note.h"
#include "panels/sgm-photo-strip.h"

/* The next in rank after these are never a better choice. */
#define MAX_CANDIDATES 8
#define CANDIDATES_SEEN 3

/* Where somebody else turns the page, nobody can have meant the button that is
 * suddenly there until they have seen it. */
#define REST_MS 1000

struct _SgmOrderPanel
{
  AdwBin parent_instance;
  GtkStack *stack;
  GtkLabel *nothing;
  GtkWidget *heading;
  GtkLabel *title;
  GtkLabel *details;
  GtkLabel *news;
  SgmPhotoStrip *photos;
  GtkScrolledWindow *scroller;
  GtkListBox *candidates;
  GtkLabel *summary;
  GtkWidget *assign;
  GtkLabel *assign_label;
  GtkLabel *holder;
  GtkLabel *holder_note;
  GtkLabel *holder_story;
  SgmTimeLabel *since;
  SgmOrderNote *note;

  SgmChoice *choice;
  gint64 listed_event; /* whose candidates are listed */
  gint64 listed_version;
  gint64 shown_event; /* on the page that is shown */
  guint rest_id;
  guint scroll_id;
  gboolean is_syncing;
};

G_DEFINE_FINAL_TYPE (SgmOrderPanel, sgm_order_panel, ADW_TYPE_BIN)

static SgmRecord *
get_event (SgmOrderPanel *self)
{
  gint64 event = sgm_choice_get_event (self->choice);

  if (event == 0)
    return NULL;
  return sgm_district_get_record (sgm_choice_get_district (self->choice), &sgm_table_event, event);
}

static gboolean
on_rested (gpointer data)
{
  SgmOrderPanel *self = data;

  self->rest_id = 0;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), TRUE);
  return G_SOURCE_REMOVE;
}

/* What had the focus goes away with its page. GTK would let it fall to where
 * Enter does something else; on the map, Enter sends the next order. */
static void
let_focus_go (SgmOrderPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-map", NULL);
}

static void
turn_to (SgmOrderPanel *self,
         const char    *page)
{
  gint64 event = self->choice != NULL ? sgm_choice_get_event (self->choice) : 0;
  gboolean is_same_event = event != 0 && event == self->shown_event;

  self->shown_event = event;
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0)
    return;
  let_focus_go (self);
  gtk_stack_set_visible_child_name (self->stack, page);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !is_same_event);
  if (is_same_event)
    self->rest_id = g_timeout_add (REST_MS, on_rested, self);
}

/* No name is cut through where the list ends. */
static void
show_whole_rows (SgmOrderPanel *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->candidates, 0);
  int height;

  if (row == NULL)
    return;
  gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_max_content_height (self->scroller, CANDIDATES_SEEN * height);
}

static void
list_candidates (SgmOrderPanel *self,
                 SgmRecord     *event)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  g_autoptr (GPtrArray) candidates = NULL;
  GtkWidget *row;

  self->is_syncing = TRUE;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))) != NULL)
    gtk_list_box_remove (self->candidates, row);

  candidates = sgm_district_dup_candidates (district, sgm_record_get_id (event));
  for (guint i = 0; i < MIN (candidates->len, MAX_CANDIDATES); i++)
    {
      row = sgm_candidate_row_new (district, g_ptr_array_index (candidates, i));
      gtk_list_box_append (self->candidates, row);
    }
  show_whole_rows (self);
  self->listed_event = sgm_record_get_id (event);
  self->listed_version = sgm_record_get_version (event);
  self->is_syncing = FALSE;
}

/* Once the rows have their places, the chosen one is brought into view. */
static gboolean
on_scroll (gpointer data)
{
  SgmOrderPanel *self = data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->candidates);
  graphene_rect_t box;

  self->scroll_id = 0;
  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->candidates), &box))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->scroller), box.origin.y,
                               box.origin.y + box.size.height);
  return G_SOURCE_REMOVE;
}

static void
select_person (SgmOrderPanel *self)
{
  gint64 person = sgm_choice_get_person (self->choice);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->candidates));

  self->is_syncing = TRUE;
  gtk_list_box_unselect_all (self->candidates);
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (sgm_candidate_row_get_person (SGM_CANDIDATE_ROW (row)) == person)
      gtk_list_box_select_row (self->candidates, GTK_LIST_BOX_ROW (row));
  self->is_syncing = FALSE;
  if (self->scroll_id == 0)
    self->scroll_id = g_idle_add (on_scroll, self);
}

static void
label_assign (SgmOrderPanel *self,
              const char    *name)
{
  /* Translators: %s is a person */
  g_autofree char *label = name != NULL ? g_strdup_printf (_("Assign to %s"), name) : g_strdup (_("Assign"));

  gtk_label_set_text (self->assign_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->assign), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_order (SgmOrderPanel *self,
            SgmRecord     *event)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  gint64 person = sgm_choice_get_person (self->choice);
  g_autofree char *name = person != 0 ? sgm_wording_dup_person (district, person) : NULL;
  g_autofree char *place = sgm_wording_dup_event_place (district, event);
  g_autofree char *summary = NULL;

  if (self->listed_event != sgm_record_get_id (event)
      || self->listed_version != sgm_record_get_version (event))
    list_candidates (self, event);
  select_person (self);

  if (name == NULL)
    summary = g_strdup (_("Nobody can be sent to this grid yet."));
  else
    /* Translators: the first %s is a place, the second a person */
    summary = g_strdup_printf (_("%s → %s"), place, name);
  gtk_label_set_text (self->summary, summary);
  label_assign (self, name);
  turn_to (self, "order");
}

/* Who gave the order and when; it stands out where that is news. */
static void
show_story (SgmOrderPanel *self,
            SgmRecord     *event)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  g_autoptr (GPtrArray) steps = sgm_district_dup_steps (district, sgm_record_get_id (event));
  g_autofree char *story = NULL;
  guint i = steps->len;

  while (i > 0 && sgm_record_get_int (g_ptr_array_index (steps, i - 1), SGM_STEP_KIND) != SGM_CHANGE_ASSIGN)
    i--;
  if (i > 0)
    story = sgm_wording_dup_step (district, g_ptr_array_index (steps, i - 1));
  gtk_label_set_text (self->holder_story, story != NULL ? story : "");
  if (story != NULL && sgm_choice_is_stale (self->choice))
    gtk_widget_add_css_class (GTK_WIDGET (self->holder_story), "news-line");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->holder_story), "news-line");
  gtk_widget_hide (GTK_WIDGET (self->news));
}

static gboolean
show_holder (SgmOrderPanel *self,
             SgmRecord     *event)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  SgmRecord *task = sgm_district_get_active_task (district, sgm_record_get_id (event));
  g_autofree char *name = NULL;
  g_autofree char *note = NULL;

  if (task == NULL)
    return FALSE;
  name = sgm_wording_dup_person (district, sgm_record_get_int (task, SGM_TASK_PERSON));
  note = g_strdup_printf ("%s · %s", sgm_channel_get_name (sgm_record_get_int (task, SGM_TASK_CHANNEL)),
                          sgm_task_state_get_name (sgm_record_get_int (task, SGM_TASK_STATE)));
  gtk_label_set_text (self->holder, name);
  gtk_label_set_text (self->holder_note, note);
  show_story (self, event);
  sgm_time_label_set_ago (self->since, sgm_record_get_int (task, SGM_TASK_ASSIGNED_AT));
  turn_to (self, "holder");
  return TRUE;
}

static void
show_nothing (SgmOrderPanel *self,
              const char    *why)
{
  gtk_label_set_text (self->nothing, why);
  turn_to (self, "nothing");
}

static const char *
get_why_nothing (SgmOrderPanel *self,
                 const SgmArea *area)
{
  if (area->level == SGM_LEVEL_DISTRICT)
    return _("Click an area on the map or an event in the queue, then press Enter to assign it.");
  if (sgm_district_count_open_events (sgm_choice_get_district (self->choice), area) > 0)
    return _("Choose an event above to assign it.");
  return _("There is no open event here.");
}

/* What is known of the event, from whom and since when. */
static void
show_event (SgmOrderPanel *self,
            SgmRecord     *event)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  SgmRecord *matter = sgm_district_get_record (district, &sgm_table_matter,
                                               sgm_record_get_int (event, SGM_EVENT_MATTER));
  const char *title = sgm_record_get_text (event, SGM_EVENT_TITLE);
  g_autofree char *reported = sgm_time_text_dup_clock (sgm_ticker_get_now (),
                                                       sgm_record_get_int (event, SGM_EVENT_REPORTED_AT));
  g_autofree char *details = NULL;
  g_autofree char *news = sgm_choice_dup_news (self->choice);

  /* Translators: an event's number, from whom it came, when, what it is about */
  details = g_strdup_printf (_("%s · %s, %s · %s"), sgm_record_get_text (event, SGM_EVENT_NO),
                             sgm_source_get_name (sgm_record_get_int (event, SGM_EVENT_SOURCE)), reported,
                             matter != NULL ? sgm_record_get_text (matter, SGM_MATTER_NAME) : "");
  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  gtk_label_set_text (self->details, details);
  gtk_label_set_text (self->news, news != NULL ? news : "");
  gtk_widget_set_visible (GTK_WIDGET (self->news), news != NULL);
}

static void
refresh (SgmOrderPanel *self)
{
  SgmRecord *event = get_event (self);
  const SgmArea *area = sgm_choice_get_area (self->choice);

  gtk_widget_set_visible (self->heading, event != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->details), event != NULL);
  if (event == NULL)
    {
      gtk_widget_hide (GTK_WIDGET (self->news));
      show_nothing (self, get_why_nothing (self, area));
      return;
    }

  show_event (self, event);
  if (show_holder (self, event))
    return;
  if (sgm_choice_is_stale (self->choice))
    turn_to (self, "stale");
  else if (sgm_choice_event_waits (sgm_choice_get_district (self->choice), event))
    show_order (self, event);
  else
    show_nothing (self, _("This event needs no order now."));
}

static void
on_row_selected (SgmOrderPanel *self,
                 GtkListBoxRow *row)
{
  if (!self->is_syncing && row != NULL)
    sgm_choice_choose_person (self->choice, sgm_candidate_row_get_person (SGM_CANDIDATE_ROW (row)));
}

static void
sgm_order_panel_dispose (GObject *object)
{
  SgmOrderPanel *self = SGM_ORDER_PANEL (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_object (&self->choice);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_ORDER_PANEL);
  G_OBJECT_CLASS (sgm_order_panel_parent_class)->dispose (object);
}

static void
sgm_order_panel_class_init (SgmOrderPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_order_panel_dispose;

  g_type_ensure (SGM_TYPE_ORDER_NOTE);
  g_type_ensure (SGM_TYPE_PHOTO_STRIP);
  g_type_ensure (SGM_TYPE_TIME_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-order-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, nothing);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, heading);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, title);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, details);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, news);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, photos);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, candidates);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, assign);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, assign_label);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, holder);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, holder_note);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, holder_story);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, since);
  gtk_widget_class_bind_template_child (widget_class, SgmOrderPanel, note);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
}

static void
sgm_order_panel_init (SgmOrderPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sgm_order_panel_set_choice:
 * @choice: what is chosen
 */
void
sgm_order_panel_set_choice (SgmOrderPanel *self,
                            SgmChoice     *choice)
{
  g_return_if_fail (self->choice == NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  sgm_order_note_set_choice (self->note, choice);
  sgm_photo_strip_set_choice (self->photos, choice);
  refresh (self);
}

/**
 * sgm_order_panel_set_phones:
 * @phones: which telephone numbers are to be seen
 */
void
sgm_order_panel_set_phones (SgmOrderPanel *self,
                            SgmPhoneBook  *phones)
{
  sgm_order_note_set_phones (self->note, phones);
}

/**
 * sgm_order_panel_set_feeds:
 * @feeds: what knows whether there is a way to the terminals
 */
void
sgm_order_panel_set_feeds (SgmOrderPanel *self,
                           SgmFeeds      *feeds)
{
  sgm_order_note_set_feeds (self->note, feeds);
}

/**
 * sgm_order_panel_move:
 * @step: 1 for the next candidate, -1 for the one before
 */
void
sgm_order_panel_move (SgmOrderPanel *self,
                      int            step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->candidates);

  row = gtk_list_box_get_row_at_index (self->candidates,
                                       row != NULL ? gtk_list_box_row_get_index (row) + step : 0);
  if (row != NULL)
    gtk_list_box_select_row (self->candidates, row);
}
