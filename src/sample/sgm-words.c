/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-words.h"

#include "base/sgm-data.h"

struct _SgmWords
{
  GPtrArray *rows;  /* of GStrv: use, word, note */
  GHashTable *uses; /* use → GPtrArray of GStrv */
};

/**
 * sgm_words_new:
 *
 * Returns: (transfer full): the words that are built into the program
 */
SgmWords *
sgm_words_new (GError **error)
{
  GPtrArray *rows = sgm_data_lookup_csv ("lists/sample-words.csv", error);
  SgmWords *words;

  if (rows == NULL)
    return NULL;

  words = g_new0 (SgmWords, 1);
  words->rows = rows;
  words->uses = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      GPtrArray *same = g_hash_table_lookup (words->uses, row[0]);

      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (words->uses, row[0], same);
        }
      g_ptr_array_add (same, row);
    }
  return words;
}

void
sgm_words_free (SgmWords *words)
{
  g_hash_table_unref (words->uses);
  g_ptr_array_unref (words->rows);
  g_free (words);
}

/**
 * sgm_words_pick:
 * @words: the words
 * @rand: where chance comes from
 * @use: what the word is for, one of the list's uses
 * @note: (out) (optional): what the list notes about the word
 *
 * Returns: (transfer none): one of the words for @use
 */
const char *
sgm_words_pick (const SgmWords  *words,
                GRand           *rand,
                const char      *use,
                const char     **note)
{
  GPtrArray *same = g_hash_table_lookup (words->uses, use);
  char **row;

  g_assert (same != NULL);
  row = g_ptr_array_index (same, g_rand_int_range (rand, 0, same->len));
  if (note != NULL)
    *note = row[2];
  return row[1];
}

/**
 * sgm_words_dup_name:
 * @words: the words
 * @number: any number
 *
 * All given names are made of the same few words for rivers and plants, so
 * that the names look right and nobody takes them for real people's. The
 * first seventeen thousand numbers have names of their own.
 *
 * Returns: (transfer full): a made-up name
 */
char *
sgm_words_dup_name (const SgmWords *words,
                    guint           number)
{
  GPtrArray *surnames = g_hash_table_lookup (words->uses, "surname");
  GPtrArray *given = g_hash_table_lookup (words->uses, "given");
  guint n_names = surnames->len * given->len * given->len;
  guint mixed = (guint) ((guint64) number * 7919 % n_names);
  char **surname = g_ptr_array_index (surnames, mixed % surnames->len);
  char **first = g_ptr_array_index (given, mixed / surnames->len % given->len);
  char **second = g_ptr_array_index (given, mixed / surnames->len / given->len);

  return g_strconcat (surname[1], first[1], second[1], NULL);
}

/**
 * sgm_words_dup_phone:
 * @number: any number
 *
 * Returns: (transfer full): an evidently made-up phone number: mobile numbers
 *   have eleven digits too, but none begins with 100
 */
char *
sgm_words_dup_phone (guint number)
{
  return g_strdup_printf ("1007%07u", number % 10000000);
}
