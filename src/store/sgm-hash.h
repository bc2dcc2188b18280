/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SGM_HASH_SIZE 32

/**
 * SgmHash:
 *
 * A SHA-256 over pieces. The length of each piece is hashed before it, so
 * that pieces do not run into each other.
 */
typedef struct _GChecksum SgmHash;

SgmHash *sgm_hash_new       (void);
void     sgm_hash_add       (SgmHash    *hash,
                             const void *data,
                             gsize       size);
void     sgm_hash_add_text  (SgmHash    *hash,
                             const char *text);
void     sgm_hash_add_bytes (SgmHash    *hash,
                             GBytes     *bytes);
void     sgm_hash_add_int   (SgmHash    *hash,
                             gint64      number);
GBytes  *sgm_hash_end       (SgmHash    *hash);
char    *sgm_hash_to_text   (GBytes     *hash);

G_END_DECLS
