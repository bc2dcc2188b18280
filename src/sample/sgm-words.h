/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmWords:
 *
 * The words from which the sample makes up names, phone numbers and titles.
 */
typedef struct _SgmWords SgmWords;

SgmWords   *sgm_words_new       (GError         **error);
void        sgm_words_free      (SgmWords        *words);
const char *sgm_words_pick      (const SgmWords  *words,
                                 GRand           *rand,
                                 const char      *use,
                                 const char     **note);
char       *sgm_words_dup_name  (const SgmWords  *words,
                                 guint            number);
char       *sgm_words_dup_phone (guint            number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmWords, sgm_words_free)

G_END_DECLS
