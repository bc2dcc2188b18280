/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgmApplication:
 *
 * The desktop program: its command line, its windows (one for each district)
 * and what belongs to no window.
 */
#define SGM_TYPE_APPLICATION (sgm_application_get_type ())
G_DECLARE_FINAL_TYPE (SgmApplication, sgm_application, SGM, APPLICATION, AdwApplication)

SgmApplication *sgm_application_new (void);

G_END_DECLS
