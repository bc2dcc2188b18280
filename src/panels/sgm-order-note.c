/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-order-note.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-ticker.h"
#include "kit/sgm-time-text.h"

struct _SgmOrderNote
{
  AdwBin parent_instance;
  GtkWidget *box;
  GtkLabel *label;
  GtkWidget *resend;
  GtkWidget *tell;
  GtkLabel *phone;
  GtkWidget *ask;
  GtkWidget *print;

  SgmChoice *choice;
  SgmPhoneBook *phones;
  SgmFeeds *feeds;
};

G_DEFINE_FINAL_TYPE (SgmOrderNote, sgm_order_note, ADW_TYPE_BIN)

static void
show (SgmOrderNote *self,
      const char   *text,
      gboolean      can_resend,
      gboolean      can_tell)
{
  gtk_label_set_text (self->label, text != NULL ? text : "");
  gtk_widget_set_visible (self->resend, can_resend);
  gtk_widget_set_visible (self->tell, can_tell);
  gtk_widget_set_visible (self->box, text != NULL);
}

static char *
dup_parked (SgmRecord *message)
{
  const char *reason = sgm_record_get_text (message, SGM_OUTBOX_REASON);

  if (sgm_record_get_int (message, SGM_OUTBOX_MESSAGE) == SGM_MESSAGE_RECALL)
    /* Translators: %s is a sentence */
    return g_strdup_printf (_("The worker could not be told that the order is withdrawn: %s"),
                            reason != NULL ? reason : "");
  /* Translators: %s is a sentence */
  return g_strdup_printf (_("Could not be sent: %s"), reason != NULL ? reason : "");
}

/* Returns: (transfer full) (nullable): why an order has not reached its worker
 *   yet, %NULL where it has or soon will */
static char *
dup_waiting (SgmOrderNote *self,
             SgmRecord    *task)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  SgmRecord *message = sgm_district_get_message (district, sgm_record_get_id (task));
  g_autofree char *next = NULL;

  if (sgm_record_get_int (task, SGM_TASK_STATE) >= SGM_TASK_STATE_DELIVERED)
    return NULL;
  if (sgm_record_get_int (task, SGM_TASK_CHANNEL) == SGM_CHANNEL_PRINT)
    return g_strdup (_("The worker gets the order on paper."));
  if (sgm_record_get_int (task, SGM_TASK_CHANNEL) != SGM_CHANNEL_TERMINAL)
    return g_strdup (_("The worker has no terminal and has to be told."));
  if (message == NULL || sgm_record_get_int (message, SGM_OUTBOX_STATE) != SGM_OUTBOX_STATE_WAITING)
    return NULL;
  if (self->feeds == NULL || !sgm_feeds_has_gateway (self->feeds))
    return g_strdup (_("Not sent yet: no terminal gateway is connected."));
  if (sgm_record_get_int (message, SGM_OUTBOX_TRIES) == 0)
    return NULL;
  next = sgm_time_text_dup_clock (sgm_ticker_get_now (), sgm_record_get_int (message, SGM_OUTBOX_NEXT_AT));
  /* Translators: the first %s is a time of day, the second a sentence */
  return g_strdup_printf (_("Not sent yet, tried again at %s: %s"), next,
                          sgm_record_get_text (message, SGM_OUTBOX_REASON));
}

/* Whoever has to tell a worker needs the number. */
static void
show_phone (SgmOrderNote *self,
            gint64        person)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  SgmRecord *record = person != 0 ? sgm_district_get_record (district, &sgm_table_person, person) : NULL;
  gboolean shown = record != NULL && self->phones != NULL && sgm_phone_book_is_shown (self->phones, person);
  g_autofree char *phone = shown ? sgm_phone_book_dup_phone (self->phones, record) : NULL;

  gtk_label_set_text (self->phone, phone != NULL ? phone : "");
  gtk_widget_set_visible (GTK_WIDGET (self->phone), shown);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->ask), "x", person);
  gtk_widget_set_visible (self->ask, !shown && record != NULL && self->phones != NULL
                                       && sgm_phone_book_can_show (self->phones, record));
}

static void
show_paper (SgmOrderNote *self,
            gboolean      on_paper)
{
  gtk_widget_set_visible (self->print, on_paper);
  gtk_button_set_label (GTK_BUTTON (self->tell), on_paper ? _("Handed Over") : _("Told by Phone"));
  gtk_widget_set_tooltip_text (self->tell, on_paper ? _("Write down that the worker has the paper")
                                                    : _("Write down that you have told the worker"));
}

static void
refresh (SgmOrderNote *self)
{
  SgmDistrict *district = sgm_choice_get_district (self->choice);
  gint64 event = sgm_choice_get_event (self->choice);
  SgmRecord *task = event != 0 ? sgm_district_get_active_task (district, event) : NULL;
  SgmRecord *parked = event != 0 ? sgm_district_get_parked (district, event) : NULL;
  g_autofree char *text = NULL;
  gboolean can_tell;

  if (parked != NULL)
    text = dup_parked (parked);
  else if (task != NULL)
    text = dup_waiting (self, task);
  can_tell = text != NULL && task != NULL && sgm_record_get_int (task, SGM_TASK_STATE) < SGM_TASK_STATE_DELIVERED;
  show (self, text, parked != NULL, can_tell);
  show_phone (self, can_tell ? sgm_record_get_int (task, SGM_TASK_PERSON) : 0);
  show_paper (self, can_tell && sgm_record_get_int (task, SGM_TASK_CHANNEL) == SGM_CHANNEL_PRINT);
}

static void
sgm_order_note_dispose (GObject *object)
{
  SgmOrderNote *self = SGM_ORDER_NOTE (object);

  g_clear_object (&self->choice);
  g_clear_object (&self->feeds);
  g_clear_object (&self->phones);
  G_OBJECT_CLASS (sgm_order_note_parent_class)->dispose (object);
}

static void
sgm_order_note_class_init (SgmOrderNoteClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sgm_order_note_dispose;
}

static GtkWidget *
new_button (const char *label,
            const char *action,
            const char *hint)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, hint);
  return button;
}

static void
sgm_order_note_init (SgmOrderNote *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_max_width_chars (self->label, 30);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  self->tell = new_button (_("Told by Phone"), "win.told-by-phone", _("Write down that you have told the worker"));
  self->resend = new_button (_("Send Again"), "win.resend", _("Send the message to the terminal again"));
  self->ask = new_button (_("Number…"), "win.show-phone", _("Show the worker’s telephone number"));
  self->print = new_button (_("Print…"), "win.print-order", _("Print the order"));
  self->phone = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->phone, 0);
  gtk_label_set_selectable (self->phone, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->phone), "title-4");
  gtk_widget_add_css_class (GTK_WIDGET (self->phone), "numeric");
  gtk_box_append (GTK_BOX (buttons), self->print);
  gtk_box_append (GTK_BOX (buttons), self->tell);
  gtk_box_append (GTK_BOX (buttons), self->ask);
  gtk_box_append (GTK_BOX (buttons), self->resend);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->phone));
  gtk_box_append (GTK_BOX (self->box), buttons);
  gtk_widget_hide (self->box);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

/**
 * sgm_order_note_set_choice:
 * @choice: what is chosen
 */
void
sgm_order_note_set_choice (SgmOrderNote *self,
                           SgmChoice    *choice)
{
  g_return_if_fail (self->choice == NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

/**
 * sgm_order_note_set_phones:
 * @phones: which telephone numbers are to be seen
 */
void
sgm_order_note_set_phones (SgmOrderNote *self,
                           SgmPhoneBook *phones)
{
  g_return_if_fail (self->phones == NULL);

  self->phones = g_object_ref (phones);
  g_signal_connect_object (phones, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

/**
 * sgm_order_note_set_feeds:
 * @feeds: what knows whether there is a way to the terminals
 */
void
sgm_order_note_set_feeds (SgmOrderNote *self,
                          SgmFeeds     *feeds)
{
  g_return_if_fail (self->feeds == NULL);

  self->feeds = g_object_ref (feeds);
  g_signal_connect_object (feeds, "notify::gateway", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
