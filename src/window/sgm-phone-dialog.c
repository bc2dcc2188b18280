/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-phone-dialog.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-error-dialog.h"
#include "kit/sgm-ticker.h"
#include "kit/sgm-wording.h"

/* Long enough for a call. */
#define SHOWN_MINUTES 5

typedef struct
{
  GtkWidget *near; /* weak: in the window that asks */
  SgmDistrict *district;
  SgmPhoneBook *phones;
  gint64 person;
  GtkEditable *reason; /* in the dialog */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_clear_weak_pointer (&asking->near);
  g_object_unref (asking->district);
  g_object_unref (asking->phones);
  g_free (asking);
}

/* For how long the store has written down that the value is looked at. */
static gint64
get_milliseconds (SgmEntry *entry)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (entry->patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (entry->patch, i);
      g_autoptr (SgmRecord) reading = op->table == &sgm_table_reading ? sgm_patch_op_apply (op, NULL, NULL) : NULL;

      if (reading != NULL)
        return sgm_record_get_int (reading, SGM_READING_EXPIRES_AT) - sgm_record_get_int (reading, SGM_READING_AT);
    }
  return 0;
}

static void
on_written_down (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  Asking *asking = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);

  if (entry != NULL)
    sgm_phone_book_show (asking->phones, asking->person, get_milliseconds (entry));
  else if (asking->near != NULL)
    sgm_error_dialog_show (asking->near, error);
  asking_free (asking);
}

/* The number shows once it is on the disk who looks at it and what for. */
static void
write_down (Asking     *asking,
            const char *reason)
{
  g_autoptr (SgmRecord) reading = sgm_record_new (&sgm_table_reading, 0);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_REVEAL, 0, 0);

  sgm_record_set_int (reading, SGM_READING_PERSON, asking->person);
  sgm_record_set_text (reading, SGM_READING_WHAT, sgm_table_person.columns[SGM_PERSON_PHONE].name);
  sgm_record_set_int (reading, SGM_READING_EXPIRES_AT, sgm_ticker_get_now () + SHOWN_MINUTES * 60 * 1000);
  sgm_change_add_record (change, reading);
  sgm_change_set_who (change, g_get_user_name ());
  sgm_change_set_origin (change, "smart-grid-map");
  sgm_change_set_why (change, reason);
  sgm_store_submit_async (sgm_district_get_store (asking->district), change, NULL, on_written_down, asking);
}

static char *
dup_reason (GtkEditable *reason)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (reason)));
}

static void
on_response (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          data)
{
  Asking *asking = data;
  g_autofree char *reason = dup_reason (asking->reason);

  if (g_str_equal (response, "show") && reason[0] != '\0')
    write_down (asking, reason);
  else
    asking_free (asking);
}

static void
on_reason_changed (AdwMessageDialog *dialog,
                   GtkEditable      *entry)
{
  g_autofree char *reason = dup_reason (entry);

  adw_message_dialog_set_response_enabled (dialog, "show", reason[0] != '\0');
}

static GtkWidget *
new_entry (const char *reason)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), reason != NULL ? reason : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("What for?"));
  gtk_entry_set_max_length (GTK_ENTRY (entry), 200);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What for?"), -1);
  return entry;
}

/**
 * sgm_phone_dialog_ask:
 * @near: a widget of the window that the dialog belongs to
 * @district: the district
 * @phones: where the number is to show
 * @person: record id of whose number is asked for
 * @reason: (nullable): what it may be for, to begin with
 *
 * Asks what somebody's telephone number is needed for, has that written down,
 * and shows the number for five minutes.
 */
void
sgm_phone_dialog_ask (GtkWidget    *near,
                      SgmDistrict  *district,
                      SgmPhoneBook *phones,
                      gint64        person,
                      const char   *reason)
{
  GtkRoot *root = gtk_widget_get_root (near);
  g_autofree char *name = sgm_wording_dup_person (district, person);
  /* Translators: %s is a person */
  g_autofree char *title = g_strdup_printf (_("Show the Number of %s?"), name);
  g_autofree char *text = g_strdup_printf (ngettext ("Your name, the time and what it is for are written down. "
                                                     "After %d minute the number is hidden again.",
                                                     "Your name, the time and what it is for are written down. "
                                                     "After %d minutes the number is hidden again.",
                                                     SHOWN_MINUTES),
                                           SHOWN_MINUTES);
  GtkWidget *entry = new_entry (reason);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, title, text);
  Asking *asking = g_new0 (Asking, 1);

  g_set_weak_pointer (&asking->near, near);
  asking->district = g_object_ref (district);
  asking->phones = g_object_ref (phones);
  asking->person = person;
  asking->reason = GTK_EDITABLE (entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "show", _("_Show"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "show", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "show");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_reason_changed), dialog, G_CONNECT_SWAPPED);
  on_reason_changed (ADW_MESSAGE_DIALOG (dialog), GTK_EDITABLE (entry));
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), asking);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}
