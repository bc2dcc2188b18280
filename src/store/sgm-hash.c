/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-hash.h"

#include <string.h>

/**
 * sgm_hash_new:
 *
 * Returns: (transfer full): a hash over nothing yet, for sgm_hash_end()
 */
SgmHash *
sgm_hash_new (void)
{
  return g_checksum_new (G_CHECKSUM_SHA256);
}

void
sgm_hash_add (SgmHash    *hash,
              const void *data,
              gsize       size)
{
  guint64 little = GUINT64_TO_LE (size);

  g_checksum_update (hash, (const guchar *) &little, sizeof little);
  if (size > 0)
    g_checksum_update (hash, data, size);
}

/**
 * sgm_hash_add_text:
 * @text: (nullable): a text; none counts as an empty one
 */
void
sgm_hash_add_text (SgmHash    *hash,
                   const char *text)
{
  sgm_hash_add (hash, text, text != NULL ? strlen (text) : 0);
}

/**
 * sgm_hash_add_bytes:
 * @bytes: (nullable): bytes; none count as empty ones
 */
void
sgm_hash_add_bytes (SgmHash *hash,
                    GBytes  *bytes)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  sgm_hash_add (hash, data, size);
}

void
sgm_hash_add_int (SgmHash *hash,
                  gint64   number)
{
  guint64 little = GUINT64_TO_LE ((guint64) number);

  g_checksum_update (hash, (const guchar *) &little, sizeof little);
}

/**
 * sgm_hash_end:
 * @hash: (transfer full): a hash, which is freed
 *
 * Returns: (transfer full): the digest, %SGM_HASH_SIZE bytes
 */
GBytes *
sgm_hash_end (SgmHash *hash)
{
  guint8 *digest = g_malloc (SGM_HASH_SIZE);
  gsize size = SGM_HASH_SIZE;

  g_checksum_get_digest (hash, digest, &size);
  g_checksum_free (hash);
  return g_bytes_new_take (digest, size);
}

/**
 * sgm_hash_to_text:
 *
 * Returns: (transfer full): the hash in hexadecimal digits
 */
char *
sgm_hash_to_text (GBytes *hash)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (hash, &size);
  GString *text = g_string_sized_new (size * 2);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", data[i]);
  return g_string_free (text, FALSE);
}
