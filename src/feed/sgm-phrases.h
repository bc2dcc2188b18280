/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmPhrases:
 *
 * What people say in a made-up district, from the program's list of words.
 */
typedef struct _SgmPhrases SgmPhrases;

SgmPhrases *sgm_phrases_new  (GError     **error);
void        sgm_phrases_free (SgmPhrases  *phrases);
const char *sgm_phrases_pick (SgmPhrases  *phrases,
                              GRand       *rand,
                              const char  *use);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPhrases, sgm_phrases_free)

G_END_DECLS
