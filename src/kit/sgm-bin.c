/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-bin.h"

/**
 * sgm_bin_dispose_template:
 * @bin: a widget whose only child comes from its template
 * @type: the class that has the template
 *
 * Lets the template go, for use in dispose. The child leaves first: a bin
 * keeps a pointer to it, which newer versions of GTK would leave dangling.
 */
void
sgm_bin_dispose_template (AdwBin *bin,
                          GType   type)
{
  adw_bin_set_child (bin, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (bin), type);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum,
         int            *natural,
         int            *minimum_baseline,
         int            *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation,
                      orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
allocate (GtkWidget *widget,
          int        width,
          int        height,
          int        baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
}

/**
 * sgm_bin_keep_width:
 * @bin: a pane, with its child
 *
 * Keeps a pane as wide as people have made it. A paned widget asks how wide
 * its child has to be for the height that there is, and words that wrap would
 * answer: on fewer lines, wider.
 */
void
sgm_bin_keep_width (AdwBin *bin)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (bin),
                                 gtk_custom_layout_new (get_request_mode, measure, allocate));
}
