/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/* What people write into tables of areas, in Chinese, in English and in the
 * initials of Chinese words that Shapefiles have for want of room. */

char        *sgm_import_words_dup_code   (const char *text);
char        *sgm_import_words_join_code  (const char *code,
                                          const char *parent);
SgmLevel     sgm_import_words_find_level (const char *text);
SgmLevel     sgm_import_words_seek_level (const char *text);
SgmAreaKind  sgm_import_words_find_kind  (const char *text);
guint        sgm_import_words_rate_code  (const char *field);
guint        sgm_import_words_rate_name  (const char *field);
guint        sgm_import_words_rate_level (const char *field);
guint        sgm_import_words_rate_parent (const char *field);

G_END_DECLS
