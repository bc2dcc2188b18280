/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-error-dialog.h"

#include <glib/gi18n.h>

#include "base/sgm-error.h"

/**
 * sgm_error_dialog_dup_text:
 * @error: an error
 *
 * Returns: (transfer full): what happened, what is safe and what to do next
 */
char *
sgm_error_dialog_dup_text (const GError *error)
{
  return g_strdup_printf ("%s\n\n%s", error->message, sgm_error_get_advice (error));
}

/**
 * sgm_error_dialog_show:
 * @near: a widget of the window that the dialog belongs to
 * @error: what went wrong with something that was just asked for
 */
void
sgm_error_dialog_show (GtkWidget    *near,
                       const GError *error)
{
  g_autofree char *text = sgm_error_dialog_dup_text (error);

  sgm_message_dialog_show (near, sgm_error_get_title (error), text);
}

/**
 * sgm_message_dialog_show:
 * @near: a widget of the window that the dialog belongs to
 * @title: a heading, translated
 * @text: what is to be known, translated
 */
void
sgm_message_dialog_show (GtkWidget  *near,
                         const char *title,
                         const char *text)
{
  GtkRoot *root = gtk_widget_get_root (near);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, title, text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}
