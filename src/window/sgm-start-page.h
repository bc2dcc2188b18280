/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgmStartPage:
 *
 * What a window shows before its district is open: that it is being opened
 * or made, or why it cannot be opened and what can be done. Activates
 * `win.make`, `win.cancel`, `win.recover`, `win.retry` and `win.choose-file`.
 */
#define SGM_TYPE_START_PAGE (sgm_start_page_get_type ())
G_DECLARE_FINAL_TYPE (SgmStartPage, sgm_start_page, SGM, START_PAGE, AdwBin)

void sgm_start_page_show_opening  (SgmStartPage *self);
void sgm_start_page_show_making   (SgmStartPage *self);
void sgm_start_page_show_recovering (SgmStartPage *self);
void sgm_start_page_show_progress (SgmStartPage *self,
                                   double        fraction,
                                   const char   *what);
void sgm_start_page_show_error    (SgmStartPage *self,
                                   const GError *error);

G_END_DECLS
