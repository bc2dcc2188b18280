/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgmFactList:
 *
 * A list of short facts, each a title, a second line and a figure. It is
 * said anew between sgm_fact_list_begin() and sgm_fact_list_end(); where the
 * facts are the same as before the rows stay, with the focus in them.
 */
#define SGM_TYPE_FACT_LIST (sgm_fact_list_get_type ())
G_DECLARE_FINAL_TYPE (SgmFactList, sgm_fact_list, SGM, FACT_LIST, AdwBin)

void sgm_fact_list_begin (SgmFactList *self);
void sgm_fact_list_add   (SgmFactList *self,
                          const char  *title,
                          const char  *subtitle,
                          const char  *figure);
void sgm_fact_list_add_button (SgmFactList *self,
                          const char  *icon_name,
                          const char  *label,
                          const char  *action,
                          gint64       target);
void sgm_fact_list_end   (SgmFactList *self);

G_END_DECLS
