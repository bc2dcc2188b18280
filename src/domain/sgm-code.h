/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"

G_BEGIN_DECLS

SgmLevel sgm_code_get_level (const char *code);
gboolean sgm_code_is_child  (const char *code,
                             const char *parent);
char    *sgm_code_dup_parent (const char *code);

G_END_DECLS
