/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-start-page.h"

#include <glib/gi18n.h>

#include "base/sgm-error.h"
#include "kit/sgm-bin.h"
#include "kit/sgm-error-dialog.h"

struct _SgmStartPage
{
  AdwBin parent_instance;
  GtkStack *stack;
  GtkProgressBar *progress;
  AdwStatusPage *working;
  AdwStatusPage *problem;
  GtkWidget *make;
  GtkWidget *recover;
  GtkWidget *retry;
  GtkWidget *choose;
};

G_DEFINE_FINAL_TYPE (SgmStartPage, sgm_start_page, ADW_TYPE_BIN)

static void
sgm_start_page_dispose (GObject *object)
{
  sgm_bin_dispose_template (ADW_BIN (object), SGM_TYPE_START_PAGE);
  G_OBJECT_CLASS (sgm_start_page_parent_class)->dispose (object);
}

static void
sgm_start_page_class_init (SgmStartPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_start_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmStartPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SgmStartPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SgmStartPage, problem);
  gtk_widget_class_bind_template_child (widget_class, SgmStartPage, working);
  gtk_widget_class_bind_template_child (widget_class, SgmStartPage, make);
  gtk_widget_class_bind_template_child (widget_class, SgmStartPage, recover);
  gtk_widget_class_bind_template_child (widget_class, SgmStartPage, retry);
  gtk_widget_class_bind_template_child (widget_class, SgmStartPage, choose);
}

static void
sgm_start_page_init (SgmStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sgm_start_page_show_opening (SgmStartPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "opening");
}

static void
show_working (SgmStartPage *self,
              const char   *title,
              const char   *description)
{
  adw_status_page_set_title (self->working, title);
  adw_status_page_set_description (self->working, description);
  sgm_start_page_show_progress (self, 0, "");
}

void
sgm_start_page_show_making (SgmStartPage *self)
{
  show_working (self, _("Making the Sample District"),
                _("Streets, communities, grids, people and events are being made up on this computer. This is done once and takes a few seconds."));
}

void
sgm_start_page_show_recovering (SgmStartPage *self)
{
  show_working (self, _("Recovering the District"),
                _("The last backup is being completed with what can be read of the damaged file. That file is kept."));
}

/**
 * sgm_start_page_show_progress:
 * @fraction: 0 to 1
 * @what: what is being done, translated
 */
void
sgm_start_page_show_progress (SgmStartPage *self,
                              double        fraction,
                              const char   *what)
{
  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_progress_bar_set_text (self->progress, what);
  gtk_stack_set_visible_child_name (self->stack, "making");
}

static const char *
get_icon (const GError *error)
{
  if (g_error_matches (error, SGM_ERROR, SGM_ERROR_NO_DATABASE))
    return SGM_APP_ID "-symbolic";
  if (g_error_matches (error, SGM_ERROR, SGM_ERROR_BUSY))
    return "changes-prevent-symbolic";
  if (g_error_matches (error, SGM_ERROR, SGM_ERROR_NEWER))
    return "software-update-available-symbolic";
  if (g_error_matches (error, SGM_ERROR, SGM_ERROR_NETWORK_FILE))
    return "network-server-symbolic";
  if (g_error_matches (error, SGM_ERROR, SGM_ERROR_NO_SPACE))
    return "drive-harddisk-symbolic";
  return "dialog-warning-symbolic";
}

/**
 * sgm_start_page_show_error:
 * @error: why there is no district to work with
 */
void
sgm_start_page_show_error (SgmStartPage *self,
                           const GError *error)
{
  g_autofree char *text = sgm_error_dialog_dup_text (error);
  g_autofree char *markup = g_markup_escape_text (text, -1);
  gboolean is_missing = g_error_matches (error, SGM_ERROR, SGM_ERROR_NO_DATABASE);
  gboolean is_damaged = g_error_matches (error, SGM_ERROR, SGM_ERROR_CORRUPT);

  adw_status_page_set_icon_name (self->problem, get_icon (error));
  adw_status_page_set_title (self->problem, sgm_error_get_title (error));
  adw_status_page_set_description (self->problem, markup);
  gtk_widget_set_visible (self->make, is_missing);
  gtk_widget_set_visible (self->recover, is_damaged);
  gtk_widget_set_visible (self->retry, !is_missing && !is_damaged);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  if (is_missing)
    gtk_widget_grab_focus (self->make);
  else
    gtk_widget_grab_focus (is_damaged ? self->recover : self->retry);
}
