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
