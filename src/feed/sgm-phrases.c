/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed/sgm-phrases.h"

#include "base/sgm-data.h"

/* Columns of data/lists/sample-words.csv. */
enum { WORD_USE, WORD_WORD, N_WORD_FIELDS };

struct _SgmPhrases
{
  GPtrArray *rows; /* of GStrv, the lines of the list */
};

/**
 * sgm_phrases_new:
 *
 * Returns: (transfer full): the phrases, or %NULL with an error where the
 *   program's list cannot be read
 */
SgmPhrases *
sgm_phrases_new (GError **error)
{
  GPtrArray *rows = sgm_data_lookup_csv ("lists/sample-words.csv", error);
  SgmPhrases *phrases;

  if (rows == NULL)
    return NULL;
  phrases = g_new0 (SgmPhrases, 1);
  phrases->rows = rows;
  return phrases;
}

void
sgm_phrases_free (SgmPhrases *phrases)
{
  g_ptr_array_unref (phrases->rows);
  g_free (phrases);
}

/**
 * sgm_phrases_pick:
 * @rand: chance
 * @use: what for
 *
 * Returns: (transfer none): one of the phrases for @use, "" where there is
 *   none
 */
const char *
sgm_phrases_pick (SgmPhrases *phrases,
                  GRand      *rand,
                  const char *use)
{
  const char *picked = "";
  guint n = 0;

  for (guint i = 0; i < phrases->rows->len; i++)
    {
      GStrv row = g_ptr_array_index (phrases->rows, i);

      if (g_strv_length (row) >= N_WORD_FIELDS && g_str_equal (row[WORD_USE], use)
          && g_rand_int_range (rand, 0, ++n) == 0)
        picked = row[WORD_WORD];
    }
  return picked;
}
