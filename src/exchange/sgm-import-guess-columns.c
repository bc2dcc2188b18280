/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"
#include "exchange/sgm-foreign-reader.h"
#include "exchange/sgm-import-guess.h"
#include "exchange/sgm-import-labels.h"
#include "exchange/sgm-import-words.h"

/* Shares of the rows. */
#define MOST 0.5
#define NEARLY_ALL 0.9

/* Codes of other levels are a second level from this share on; fewer are
 * mistakes. */
#define SECOND_LEVEL 0.02

typedef struct
{
  guint n_filled;
  guint n_codes;
  guint n_of_level[SGM_LEVEL_UNIT + 1];
  guint n_distinct;
  guint n_worded;
  guint n_kinds;
  guint n_levels;
} Column;

typedef struct
{
  SgmImportPlan *plan;
  const SgmForeignLayer *layer;
  const SgmImportSample *sample;
  Column *columns;
  gboolean drawing;
} Guess;

static gboolean
is_said (const Guess     *guess,
         SgmImportAspect  aspect)
{
  return guess->plan->guesses[aspect].sure == SGM_IMPORT_SAID;
}

static double
share (guint n,
       guint of)
{
  return of > 0 ? (double) n / of : 0;
}

/* Looking ------------------------------------------------------------------- */

/* Whether a text has Chinese or an English word in it, and not only a number or a
 * mark of some program. */
static gboolean
is_worded (const char *text)
{
  guint n_letters = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c > 0x7f && g_unichar_isalpha (c))
        return TRUE;
      n_letters = g_ascii_isalpha (*at) ? n_letters + 1 : 0;
      if (n_letters >= 3)
        return TRUE;
    }
  return FALSE;
}

static void
look_at_cell (Column     *column,
              const char *text)
{
  g_autofree char *code = sgm_import_words_dup_code (text);
  SgmLevel level = sgm_code_get_level (code);

  if (code == NULL)
    return;
  column->n_filled++;
  column->n_codes += level != SGM_LEVEL_NONE;
  column->n_of_level[level]++;
  column->n_worded += is_worded (text);
  column->n_kinds += sgm_import_words_find_kind (text) != SGM_AREA_KIND_NONE;
  column->n_levels += sgm_import_words_find_level (text) != SGM_LEVEL_NONE;
}

static void
look_at_column (Guess *guess,
                guint  number)
{
  g_autoptr (GHashTable) distinct = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint row = 0; row < guess->sample->rows->len; row++)
    {
      const char *text = sgm_import_sample_get (guess->sample, row, number);

      look_at_cell (&guess->columns[number], text);
      if (*text != '\0')
        g_hash_table_add (distinct, (gpointer) text);
    }
  guess->columns[number].n_distinct = g_hash_table_size (distinct);
}

static gboolean
is_place_column (const Guess *guess,
                 int          number)
{
  const SgmForeignLayer *layer = guess->layer;

  return number == layer->wkt_column || number == layer->x_column || number == layer->y_column;
}

static gboolean
is_taken (const Guess *guess,
          int          number)
{
  for (guint i = 0; i < SGM_N_IMPORT_COLUMNS; i++)
    if (guess->plan->columns[i] == number)
      return TRUE;
  return is_place_column (guess, number);
}

static void
take_column (Guess             *guess,
             SgmImportColumn    column,
             SgmImportAspect    aspect,
             int                number,
             SgmImportSureness  sure,
             char              *reason)
{
  guess->plan->columns[column] = number;
  sgm_import_plan_note (guess->plan, aspect, sure, reason);
}

/* Codes --------------------------------------------------------------------- */

/* How well a column serves for codes: those of the smallest areas are told
 * from those of the areas around, which come again and again. */
static double
rate_code (const Guess *guess,
           guint        number)
{
  const Column *column = &guess->columns[number];
  double codes = share (column->n_codes, column->n_filled);
  double named = sgm_import_words_rate_code (guess->layer->fields[number]) / 3.0;
  double distinct = share (column->n_distinct, column->n_filled);

  if (column->n_filled == 0 || is_place_column (guess, number))
    return 0;
  if (codes >= MOST)
    return 2 + 2 * distinct + codes + named
           + 0.05 * column->n_of_level[SGM_LEVEL_UNIT] / column->n_filled;
  return named >= 0.6 ? named + 0.5 * distinct : 0;
}

static void
guess_code (Guess *guess)
{
  double best_rate = 0;
  int best = -1;
  const Column *column;
  guint named;
  double codes;

  for (guint i = 0; i < guess->layer->n_fields; i++)
    if (rate_code (guess, i) > best_rate)
      {
        best_rate = rate_code (guess, i);
        best = i;
      }
  if (best < 0)
    {
      take_column (guess, SGM_IMPORT_COLUMN_CODE, SGM_IMPORT_ASPECT_CODE, -1, SGM_IMPORT_UNKNOWN,
                   guess->drawing ? g_strdup (_("numbers that stand within the areas are taken"))
                   : g_strdup (_("no column looks like codes; areas get theirs by their place")));
      return;
    }
  column = &guess->columns[best];
  named = sgm_import_words_rate_code (guess->layer->fields[best]);
  codes = share (column->n_codes, column->n_filled);
  if (codes < MOST)
    take_column (guess, SGM_IMPORT_COLUMN_CODE, SGM_IMPORT_ASPECT_CODE, best, SGM_IMPORT_UNSURE,
                 g_strdup (_("it is named so, but has hardly any whole codes")));
  else
    take_column (guess, SGM_IMPORT_COLUMN_CODE, SGM_IMPORT_ASPECT_CODE, best,
                 codes < NEARLY_ALL ? SGM_IMPORT_UNSURE : named > 0 ? SGM_IMPORT_CERTAIN : SGM_IMPORT_LIKELY,
                 /* Translators: of the rows that were looked at */
                 g_strdup_printf (_("%u of %u rows have a code there"), column->n_codes, guess->sample->rows->len));
}

/* Levels -------------------------------------------------------------------- */

/* Counts the codes of all rows, not only of the first: a file of all levels
 * may have the few large areas anywhere. */
static gboolean
count_levels (Guess           *guess,
              SgmForeignFile  *file,
              guint           *n_of_level,
              GCancellable    *cancellable,
              GError         **error)
{
  int number = guess->plan->columns[SGM_IMPORT_COLUMN_CODE];
  g_autoptr (SgmForeignReader) reader = NULL;
  const SgmForeignRow *row;

  memset (n_of_level, 0, sizeof guess->columns->n_of_level);
  if (number < 0)
    return TRUE;
  if (guess->sample->whole)
    {
      memcpy (n_of_level, guess->columns[number].n_of_level, sizeof guess->columns->n_of_level);
      return TRUE;
    }
  reader = sgm_foreign_reader_new (file, guess->plan->layer, error);
  if (reader == NULL)
    return FALSE;
  sgm_foreign_reader_set_columns (reader, &number, 1, FALSE);
  while (TRUE)
    {
      g_autofree char *code = NULL;

      if (!sgm_foreign_reader_next (reader, &row, cancellable, error))
        return FALSE;
      if (row == NULL)
        return TRUE;
      code = sgm_import_words_dup_code (row->values[number]);
      n_of_level[sgm_code_get_level (code)]++;
    }
}

static gboolean
guess_level_by_codes (Guess       *guess,
                      const guint *n_of_level)
{
  guint n = 0;
  SgmLevel most = SGM_LEVEL_DISTRICT;

  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      n += n_of_level[level];
      if (n_of_level[level] > n_of_level[most])
        most = level;
    }
  if (n == 0 || n < MOST * (n + n_of_level[SGM_LEVEL_NONE]))
    return FALSE;
  if (n - n_of_level[most] > SECOND_LEVEL * n)
    {
      guess->plan->levels = SGM_IMPORT_LEVELS_CODE;
      guess->plan->level = SGM_LEVEL_NONE;
      sgm_import_plan_note (guess->plan, SGM_IMPORT_ASPECT_LEVEL, SGM_IMPORT_CERTAIN,
                            g_strdup (_("the codes are of several levels")));
    }
  else
    {
      guess->plan->levels = SGM_IMPORT_LEVELS_ONE;
      guess->plan->level = most;
      sgm_import_plan_note (guess->plan, SGM_IMPORT_ASPECT_LEVEL, SGM_IMPORT_CERTAIN,
                            g_strdup (_("the codes have that length")));
    }
  return TRUE;
}

static gboolean
guess_level_by_column (Guess *guess)
{
  for (guint i = 0; i < guess->layer->n_fields; i++)
    {
      const Column *column = &guess->columns[i];
      guint named = sgm_import_words_rate_level (guess->layer->fields[i]);

      if (is_taken (guess, i) || column->n_filled == 0 || named == 0
          || share (column->n_levels, column->n_filled) < NEARLY_ALL)
        continue;
      guess->plan->levels = SGM_IMPORT_LEVELS_COLUMN;
      guess->plan->level = SGM_LEVEL_NONE;
      take_column (guess, SGM_IMPORT_COLUMN_LEVEL, SGM_IMPORT_ASPECT_LEVEL, i,
                   named > 1 ? SGM_IMPORT_CERTAIN : SGM_IMPORT_LIKELY, g_strdup (_("a column says it")));
      return TRUE;
    }
  return FALSE;
}

static gboolean
guess_level_by_words (Guess          *guess,
                      SgmForeignFile *file)
{
  int code = guess->plan->columns[SGM_IMPORT_COLUMN_CODE];
  const char *const words[] = {
    code >= 0 ? guess->layer->fields[code] : NULL, guess->layer->name, sgm_foreign_file_get_name (file),
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      SgmLevel level = sgm_import_words_seek_level (words[i]);

      if (level == SGM_LEVEL_NONE)
        continue;
      guess->plan->levels = SGM_IMPORT_LEVELS_ONE;
      guess->plan->level = level;
      sgm_import_plan_note (guess->plan, SGM_IMPORT_ASPECT_LEVEL, SGM_IMPORT_LIKELY,
                            /* Translators: the name of a file, a layer or a column */
                            g_strdup_printf (_("“%s” sounds like it"), words[i]));
      return TRUE;
    }
  return FALSE;
}

static gboolean
guess_level (Guess           *guess,
             SgmForeignFile  *file,
             GCancellable    *cancellable,
             GError         **error)
{
  guint n_of_level[SGM_LEVEL_UNIT + 1];

  guess->plan->columns[SGM_IMPORT_COLUMN_LEVEL] = -1;
  if (!count_levels (guess, file, n_of_level, cancellable, error))
    return FALSE;
  if (guess_level_by_codes (guess, n_of_level) || guess_level_by_column (guess) || guess_level_by_words (guess, file))
    return TRUE;
  guess->plan->levels = SGM_IMPORT_LEVELS_ONE;
  guess->plan->level = SGM_LEVEL_NONE;
  sgm_import_plan_note (guess->plan, SGM_IMPORT_ASPECT_LEVEL, SGM_IMPORT_UNKNOWN,
                        g_strdup (_("neither codes nor names tell it")));
  return TRUE;
}

/* The others ---------------------------------------------------------------- */

static double
rate_name (const Guess *guess,
           guint        number)
{
  const Column *column = &guess->columns[number];
  guint named = sgm_import_words_rate_name (guess->layer->fields[number]);
  double worded = share (column->n_worded, column->n_filled);
  double distinct = share (column->n_distinct, column->n_filled);
  SgmLevel level = sgm_import_words_seek_level (guess->layer->fields[number]);

  if (column->n_filled == 0 || is_taken (guess, number) || (named < 2 && (worded < MOST || distinct < MOST)))
    return 0;
  if (named == 0 && (column->n_kinds > 0 || column->n_levels > 0))
    return 0;
  return 2 * named / 3.0 + worded + distinct + (level != SGM_LEVEL_NONE && level == guess->plan->level ? 1 : 0);
}

static void
guess_name (Guess *guess)
{
  double best_rate = 0;
  int best = -1;

  for (guint i = 0; i < guess->layer->n_fields; i++)
    if (rate_name (guess, i) > best_rate)
      {
        best_rate = rate_name (guess, i);
        best = i;
      }
  if (best < 0)
    take_column (guess, SGM_IMPORT_COLUMN_NAME, SGM_IMPORT_ASPECT_NAME, -1, SGM_IMPORT_UNKNOWN,
                 guess->drawing ? g_strdup (_("texts that stand within the areas are taken"))
                 : g_strdup (_("no column looks like names; present names are kept, else codes stand for them")));
  else if (sgm_import_words_rate_name (guess->layer->fields[best]) > 1)
    take_column (guess, SGM_IMPORT_COLUMN_NAME, SGM_IMPORT_ASPECT_NAME, best, SGM_IMPORT_CERTAIN,
                 g_strdup (_("it is named so")));
  else
    take_column (guess, SGM_IMPORT_COLUMN_NAME, SGM_IMPORT_ASPECT_NAME, best, SGM_IMPORT_UNSURE,
                 g_strdup (_("its texts are no numbers and differ")));
}

static void
guess_kind (Guess *guess)
{
  for (guint i = 0; i < guess->layer->n_fields; i++)
    {
      const Column *column = &guess->columns[i];

      if (is_taken (guess, i) || column->n_filled == 0 || share (column->n_kinds, column->n_filled) < NEARLY_ALL)
        continue;
      take_column (guess, SGM_IMPORT_COLUMN_KIND, SGM_IMPORT_ASPECT_KIND, i, SGM_IMPORT_LIKELY,
                   g_strdup (_("it has these words")));
      return;
    }
  take_column (guess, SGM_IMPORT_COLUMN_KIND, SGM_IMPORT_ASPECT_KIND, -1, SGM_IMPORT_UNKNOWN,
               g_strdup (_("no column has these words")));
}

/* Whether a cell has the code of what is around its row. */
static gboolean
is_parent (const Guess *guess,
           guint        row,
           guint        number)
{
  g_autofree char *code = sgm_import_words_dup_code (
    sgm_import_sample_get (guess->sample, row, guess->plan->columns[SGM_IMPORT_COLUMN_CODE]));
  g_autofree char *parent = sgm_import_words_dup_code (sgm_import_sample_get (guess->sample, row, number));
  SgmLevel level = sgm_code_get_level (parent);

  if (level == SGM_LEVEL_NONE)
    return FALSE;
  if (sgm_code_get_level (code) != SGM_LEVEL_NONE)
    return sgm_code_is_child (code, parent);
  return guess->plan->level != SGM_LEVEL_NONE && level + 1 == guess->plan->level;
}

static void
guess_parent (Guess *guess)
{
  for (guint i = 0; i < guess->layer->n_fields; i++)
    {
      const Column *column = &guess->columns[i];
      guint n = 0;

      if (is_taken (guess, i) || share (column->n_codes, column->n_filled) < MOST)
        continue;
      for (guint row = 0; row < guess->sample->rows->len; row++)
        n += is_parent (guess, row, i);
      if (share (n, column->n_filled) < NEARLY_ALL)
        continue;
      take_column (guess, SGM_IMPORT_COLUMN_PARENT, SGM_IMPORT_ASPECT_PARENT, i,
                   sgm_import_words_rate_parent (guess->layer->fields[i]) > 0 ? SGM_IMPORT_CERTAIN : SGM_IMPORT_LIKELY,
                   g_strdup (_("it has the codes of one level up")));
      return;
    }
  take_column (guess, SGM_IMPORT_COLUMN_PARENT, SGM_IMPORT_ASPECT_PARENT, -1, SGM_IMPORT_UNKNOWN,
               g_strdup (_("no column has codes of one level up")));
}

/* All ----------------------------------------------------------------------- */

gboolean
sgm_import_guess_columns (SgmImportPlan          *plan,
                          SgmForeignFile         *file,
                          const SgmImportSample  *sample,
                          GCancellable           *cancellable,
                          GError                **error)
{
  const SgmForeignLayer *layer = sgm_foreign_file_get_layer (file, plan->layer);
  g_autofree Column *columns = g_new0 (Column, layer->n_fields + 1);
  Guess guess = { plan, layer, sample, columns, sgm_import_is_drawing (file) };
  static const SgmImportAspect of_columns[SGM_N_IMPORT_COLUMNS] = {
    SGM_IMPORT_ASPECT_CODE, SGM_IMPORT_ASPECT_NAME, SGM_IMPORT_ASPECT_KIND, SGM_IMPORT_ASPECT_PARENT,
    SGM_IMPORT_ASPECT_LEVEL,
  };

  for (guint i = 0; i < SGM_N_IMPORT_COLUMNS; i++)
    if (!is_said (&guess, of_columns[i]))
      plan->columns[i] = -1;
  for (guint i = 0; i < layer->n_fields; i++)
    look_at_column (&guess, i);
  if (!is_said (&guess, SGM_IMPORT_ASPECT_CODE))
    guess_code (&guess);
  if (!is_said (&guess, SGM_IMPORT_ASPECT_LEVEL) && !guess_level (&guess, file, cancellable, error))
    return FALSE;
  if (!is_said (&guess, SGM_IMPORT_ASPECT_PARENT))
    guess_parent (&guess);
  if (!is_said (&guess, SGM_IMPORT_ASPECT_KIND))
    guess_kind (&guess);
  if (!is_said (&guess, SGM_IMPORT_ASPECT_NAME))
    guess_name (&guess);
  return TRUE;
}

/* Layers -------------------------------------------------------------------- */

static guint
rate_layer (const SgmForeignLayer *layer)
{
  if (layer->n_rows == 0)
    return 0;
  if (layer->kind == SGM_FOREIGN_KIND_POLYGONS)
    return 2;
  return layer->kind == SGM_FOREIGN_KIND_MIXED;
}

void
sgm_import_guess_layer (SgmImportPlan  *plan,
                        SgmForeignFile *file)
{
  guint n = sgm_foreign_file_get_n_layers (file);
  guint n_fit = 0;

  if (plan->guesses[SGM_IMPORT_ASPECT_LAYER].sure == SGM_IMPORT_SAID && plan->layer < n)
    return;
  plan->layer = 0;
  for (guint i = 0; i < n; i++)
    {
      const SgmForeignLayer *layer = sgm_foreign_file_get_layer (file, i);
      const SgmForeignLayer *best = sgm_foreign_file_get_layer (file, plan->layer);

      n_fit += rate_layer (layer) > 0;
      if (rate_layer (layer) > rate_layer (best)
          || (rate_layer (layer) == rate_layer (best) && layer->n_rows > best->n_rows))
        plan->layer = i;
    }
  if (n_fit == 1)
    sgm_import_plan_note (plan, SGM_IMPORT_ASPECT_LAYER, SGM_IMPORT_CERTAIN, g_strdup (_("the only one with areas")));
  else if (n_fit > 1)
    sgm_import_plan_note (plan, SGM_IMPORT_ASPECT_LAYER, SGM_IMPORT_UNSURE,
                          g_strdup_printf (_("the one with the most areas of %u layers"), n_fit));
  else
    sgm_import_plan_note (plan, SGM_IMPORT_ASPECT_LAYER, SGM_IMPORT_UNKNOWN, g_strdup (_("no layer has areas")));
}
