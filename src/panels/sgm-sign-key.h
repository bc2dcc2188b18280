/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgmSignKey:
 *
 * What the signs of the events mean: each as the map draws it, with a word.
 */
#define SGM_TYPE_SIGN_KEY (sgm_sign_key_get_type ())
G_DECLARE_FINAL_TYPE (SgmSignKey, sgm_sign_key, SGM, SIGN_KEY, GtkGrid)

G_END_DECLS
