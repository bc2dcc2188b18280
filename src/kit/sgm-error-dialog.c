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
  GtkRoot *root = gtk_widget_get_root (near);
  g_autofree char *text = sgm_error_dialog_dup_text (error);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              sgm_error_get_title (error), text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}
