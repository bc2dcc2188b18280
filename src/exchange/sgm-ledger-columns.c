/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-columns.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "exchange/sgm-ledger-cell.h"

/* How well a column's name fits a field: the whole of it, or its end. */
#define FITS 1000
#define FITS_AT_END 100

/* Shorter words end too many names. */
#define MIN_END 2

typedef struct
{
  guint field;
  int column;
  int score;
} Match;

/**
 * sgm_ledger_columns_new:
 *
 * Returns: (transfer full): columns of which none says anything
 */
SgmLedgerColumns *
sgm_ledger_columns_new (SgmLedger ledger)
{
  SgmLedgerColumns *columns = g_new0 (SgmLedgerColumns, 1);

  columns->ledger = ledger;
  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    columns->columns[i] = -1;
  return columns;
}

SgmLedgerColumns *
sgm_ledger_columns_copy (const SgmLedgerColumns *columns)
{
  SgmLedgerColumns *copy = g_memdup2 (columns, sizeof *columns);

  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    copy->values[i] = g_strdup (columns->values[i]);
  return copy;
}

void
sgm_ledger_columns_free (SgmLedgerColumns *columns)
{
  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    g_free (columns->values[i]);
  g_free (columns);
}

/* A column's name without what is written beside it: “*手机号码（必填）:”. */
static char *
dup_bare (const char *key)
{
  GString *bare = g_string_new (NULL);
  guint depth = 0;

  for (const char *at = key; *at != '\0'; at++)
    {
      if (*at == '(' || *at == '[')
        depth++;
      else if ((*at == ')' || *at == ']') && depth > 0)
        depth--;
      else if (depth == 0 && strchr ("*:", *at) == NULL)
        g_string_append_c (bare, *at == '_' || *at == '-' ? ' ' : *at);
    }
  return g_strstrip (g_string_free (bare, FALSE));
}

static gboolean
ends_with_word (const char *text,
                const char *word)
{
  gsize start;

  if (g_utf8_strlen (word, -1) < MIN_END || !g_str_has_suffix (text, word))
    return FALSE;
  start = strlen (text) - strlen (word);
  return (guchar) word[0] > 0x7f || start == 0 || text[start - 1] == ' ';
}

static int
score_name (const SgmLedgerField *field,
            const char           *name)
{
  g_autofree char *key = sgm_ledger_dup_key (name);
  g_autofree char *bare = dup_bare (key);
  g_auto (GStrv) words = g_strsplit (field->synonyms, "|", -1);
  int best = 0;

  for (int i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], key) || g_str_equal (words[i], bare))
        return FITS - i;
      if (ends_with_word (bare, words[i]))
        best = MAX (best, FITS_AT_END + (int) strlen (words[i]));
    }
  return best;
}

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const Match *one = a, *other = b;

  if (one->score != other->score)
    return other->score - one->score;
  return one->field != other->field ? (int) one->field - (int) other->field : one->column - other->column;
}

static GArray *
match_all (SgmLedger              ledger,
           const SgmForeignLayer *layer)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (ledger, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    for (guint k = 0; k < layer->n_fields; k++)
      {
        Match match = { i, (int) k, score_name (&fields[i], layer->fields[k]) };

        if (match.score > 0)
          g_array_append_val (matches, match);
      }
  g_array_sort (matches, compare_matches);
  return matches;
}

static gboolean
is_taken (const SgmLedgerColumns *columns,
          int                     column)
{
  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    if (columns->columns[i] == column)
      return TRUE;
  return FALSE;
}

/* A table of one kind only often says so in its name and nowhere else. */
static void
guess_value (SgmLedgerColumns *columns,
             guint             field,
             const char       *name)
{
  g_autofree char *key = sgm_ledger_dup_key (name);
  guint n_fields;
  const SgmLedgerWord *words = sgm_ledger_get_fields (columns->ledger, &n_fields)[field].words;

  for (; words->words != NULL && columns->values[field] == NULL; words++)
    {
      g_auto (GStrv) split = g_strsplit (words->words, "|", -1);

      for (guint i = 0; split[i] != NULL && columns->values[field] == NULL; i++)
        if (g_utf8_strlen (split[i], -1) >= MIN_END && strstr (key, split[i]) != NULL)
          columns->values[field] = g_strdup (split[0]);
    }
}

static void
guess_values (SgmLedgerColumns *columns,
              const char       *name)
{
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (columns->ledger, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (fields[i].required && fields[i].words != NULL && columns->columns[i] < 0)
      guess_value (columns, i, name);
}

/**
 * sgm_ledger_columns_guess:
 * @columns: columns
 * @layer: the table
 * @file_name: (nullable): what the file is called
 *
 * Finds by the names of the table's columns what they say. A kind that no
 * column says is looked for in the names of the table and of the file.
 */
void
sgm_ledger_columns_guess (SgmLedgerColumns      *columns,
                          const SgmForeignLayer *layer,
                          const char            *file_name)
{
  g_autoptr (GArray) matches = match_all (columns->ledger, layer);

  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    {
      columns->columns[i] = -1;
      g_clear_pointer (&columns->values[i], g_free);
    }
  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);

      if (columns->columns[match->field] < 0 && !is_taken (columns, match->column))
        columns->columns[match->field] = match->column;
    }
  guess_values (columns, layer->name);
  if (file_name != NULL)
    guess_values (columns, file_name);
  columns->remembered = FALSE;
}

/**
 * sgm_ledger_columns_set:
 * @columns: columns
 * @field: number of a field
 * @column: number of a column of the table, or -1
 *
 * Says that a column has a field, and no other field.
 */
void
sgm_ledger_columns_set (SgmLedgerColumns *columns,
                        guint             field,
                        int               column)
{
  g_return_if_fail (field < SGM_LEDGER_MAX_FIELDS);

  for (guint i = 0; column >= 0 && i < SGM_LEDGER_MAX_FIELDS; i++)
    if (columns->columns[i] == column)
      columns->columns[i] = -1;
  columns->columns[field] = column;
  if (column >= 0)
    g_clear_pointer (&columns->values[field], g_free);
}

/**
 * sgm_ledger_columns_set_value:
 * @columns: columns
 * @field: number of a field
 * @value: (nullable): what all rows have
 *
 * Says what all rows have of a field that no column says.
 */
void
sgm_ledger_columns_set_value (SgmLedgerColumns *columns,
                              guint             field,
                              const char       *value)
{
  g_return_if_fail (field < SGM_LEDGER_MAX_FIELDS);

  g_free (columns->values[field]);
  columns->values[field] = value != NULL && *value != '\0' ? g_strdup (value) : NULL;
  if (columns->values[field] != NULL)
    columns->columns[field] = -1;
}

/* Whether a word that all rows have is one. */
static gboolean
check_value (const SgmLedgerField  *field,
             const char            *value,
             GError               **error)
{
  int number;

  if (value == NULL || field->words == NULL || sgm_ledger_parse_word (value, field->words, &number))
    return TRUE;
  /* Translators: the first %s is what somebody has said, the second a field */
  g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("“%s” is nothing that “%s” can be."), value, _(field->name));
  return FALSE;
}

/**
 * sgm_ledger_columns_check:
 * @columns: columns
 * @layer: the table
 *
 * Returns: whether the table can be read so; else with %SGM_ERROR_INVALID and
 *   a sentence that says what is missing
 */
gboolean
sgm_ledger_columns_check (const SgmLedgerColumns  *columns,
                          const SgmForeignLayer   *layer,
                          GError                 **error)
{
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (columns->ledger, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      if (!check_value (&fields[i], columns->values[i], error))
        return FALSE;
      if (columns->columns[i] >= (int) layer->n_fields
          || (fields[i].required && columns->columns[i] < 0 && columns->values[i] == NULL))
        {
          g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                       /* Translators: %s is a field, such as “Name” */
                       _("No column of the table says what the field “%s” is."), _(fields[i].name));
          return FALSE;
        }
    }
  return TRUE;
}

/* Words by which a table's or a file's name tells what it is. */
static const char *const hints[SGM_N_LEDGERS] = {
  [SGM_LEDGER_PEOPLE] = "网格员|人员|花名册|单元长|驻网格领导|people|workers|staff",
  [SGM_LEDGER_ORGS] = "党组织|党支部|orgs|organizations",
  [SGM_LEDGER_COVERAGE] = "覆盖|coverage",
  [SGM_LEDGER_MATTERS] = "事项|matters",
  [SGM_LEDGER_FACTS] = "基础信息|信息项|facts|counts",
  [SGM_LEDGER_PLACES] = "设施|点位|企业|设备|places|facilities",
  [SGM_LEDGER_ADDRESSES] = "地址|门牌|addresses",
};

static gboolean
has_hint (SgmLedger   ledger,
          const char *name)
{
  g_autofree char *key = sgm_ledger_dup_key (name != NULL ? name : "");
  g_auto (GStrv) words = g_strsplit (hints[ledger], "|", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (key, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static int
score_ledger (SgmLedger              ledger,
              const SgmForeignLayer *layer,
              const char            *file_name)
{
  g_autoptr (SgmLedgerColumns) columns = sgm_ledger_columns_new (ledger);
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (ledger, &n_fields);
  int score = 0;

  sgm_ledger_columns_guess (columns, layer, file_name);
  for (guint i = 0; i < n_fields; i++)
    {
      gboolean found = columns->columns[i] >= 0;

      score += found ? (fields[i].required ? 4 : 2) : 0;
      score -= fields[i].required && !found && columns->values[i] == NULL ? 6 : 0;
    }
  return score + (has_hint (ledger, layer->name) ? 5 : 0) + (has_hint (ledger, file_name) ? 5 : 0);
}

/**
 * sgm_ledger_guess:
 * @layer: a table
 * @file_name: (nullable): what the file is called
 *
 * Returns: what the table is a list of, as its columns and its name look
 */
SgmLedger
sgm_ledger_guess (const SgmForeignLayer *layer,
                  const char            *file_name)
{
  SgmLedger best = SGM_LEDGER_PEOPLE;
  int best_score = G_MININT;

  for (guint i = 0; i < SGM_N_LEDGERS; i++)
    {
      int score = score_ledger (i, layer, file_name);

      if (score > best_score)
        {
          best = i;
          best_score = score;
        }
    }
  return best;
}
