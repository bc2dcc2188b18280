/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmTextSample:
 * @n_foreign: texts beyond ASCII that were looked at
 * @n_utf8: those of them that are valid UTF-8
 * @n_gb: those of them that are valid GB 18030
 *
 * What texts of a file look like. All zero bytes are an empty sample.
 */
typedef struct
{
  guint n_foreign;
  guint n_utf8;
  guint n_gb;
} SgmTextSample;

void        sgm_text_sample_add   (SgmTextSample       *sample,
                                   const char          *raw);
const char *sgm_text_sample_guess (const SgmTextSample *sample,
                                   const char          *said);

gboolean    sgm_encoding_is_known (const char *encoding);
char       *sgm_text_decode       (const char *raw,
                                   const char *encoding);
gboolean    sgm_text_is_broken    (const char *text);

G_END_DECLS
