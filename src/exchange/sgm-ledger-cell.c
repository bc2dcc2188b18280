/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-cell.h"

#include <math.h>
#include <string.h>

/* Days outside of these years are mistakes. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2199

/* Days that spreadsheets count from 30 December 1899: 1970 to 2199. Smaller
 * numbers are no days. */
#define FIRST_SERIAL 25569
#define LAST_SERIAL 109574
#define SERIAL_OF_1970 25569

#define DAY_MILLISECONDS (G_GINT64_CONSTANT (86400) * 1000)

/* The largest count that a district can have. */
#define MAX_COUNT 1e12

/* Full-width letters and digits as the ASCII ones that they stand for. */
static gunichar
make_narrow (gunichar c)
{
  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xff01 + '!';
  return c == 0x3000 || c == 0xa0 ? ' ' : c;
}

/**
 * sgm_ledger_dup_plain:
 * @text: the text of a cell
 *
 * Returns: (transfer full): the same with full-width letters, digits and signs
 *   as ASCII ones, without signs that cannot be seen, and without spaces around
 *   it or more than one between words
 */
char *
sgm_ledger_dup_plain (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = make_narrow (g_utf8_get_char (at));

      if (g_unichar_isspace (c))
        {
          if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
            g_string_append_c (plain, ' ');
        }
      else if (!g_unichar_iscntrl (c) && g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (plain, c);
    }
  return g_strchomp (g_string_free (plain, FALSE));
}

/**
 * sgm_ledger_dup_key:
 * @text: the text of a cell or a header
 *
 * Returns: (transfer full): what texts are compared by: plain, in lower case,
 *   without spaces between Chinese characters
 */
char *
sgm_ledger_dup_key (const char *text)
{
  g_autofree char *plain = sgm_ledger_dup_plain (text);
  g_autofree char *folded = g_utf8_casefold (plain, -1);
  GString *key = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *next = g_utf8_next_char (at);

      if (*at == ' ' && (g_utf8_get_char (next) > 0x7f || (key->len > 0 && (guchar) key->str[key->len - 1] > 0x7f)))
        continue;
      g_string_append_len (key, at, next - at);
    }
  return g_string_free (key, FALSE);
}

/* Days of the civil calendar since 1970. */
static gint64
count_days (int year,
            int month,
            int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return (gint64) g_date_get_julian (&date) - 719163;
}

/* Three groups of digits with anything but digits between them; what follows,
 * such as a time of day, is not looked at. */
static gboolean
parse_groups (const char *text,
              int        *groups)
{
  guint n = 0;
  const char *at = text;

  while (n < 3)
    {
      gint64 number = 0;
      guint n_digits = 0;

      for (; g_ascii_isdigit (*at) && n_digits < 9; at++, n_digits++)
        number = number * 10 + (*at - '0');
      if (n_digits == 0 || n_digits > 4)
        return FALSE;
      groups[n++] = (int) number;
      if (n == 3)
        break;
      if (strchr ("-/.", *at) != NULL && *at != '\0')
        at++;
      else if (g_str_has_prefix (at, n == 1 ? "年" : "月"))
        at += strlen ("年");
      else
        return FALSE;
      while (*at == ' ')
        at++;
    }
  return *at == '\0' || *at == ' ' || *at == 'T' || g_str_has_prefix (at, "日");
}

static gboolean
parse_serial (const char *text,
              gint64     *day)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  /* Neither hexadecimal digits nor exponents. */
  if (end == text || *end != '\0' || strspn (text, "0123456789.") != strlen (text))
    return FALSE;
  if (number >= 19000101 && number <= 21991231 && number == floor (number))
    {
      int ymd = (int) number;

      if (!g_date_valid_dmy (ymd % 100, ymd / 100 % 100, ymd / 10000))
        return FALSE;
      *day = count_days (ymd / 10000, ymd / 100 % 100, ymd % 100);
      return TRUE;
    }
  if (number < FIRST_SERIAL || number > LAST_SERIAL)
    return FALSE;
  *day = (gint64) floor (number) - SERIAL_OF_1970;
  return TRUE;
}

/**
 * sgm_ledger_parse_day:
 * @text: the text of a cell
 * @day: (out): the moment at which the day begins in Asia/Shanghai, UTC
 *   milliseconds
 *
 * Reads `2026-04-01`, `2026/4/1`, `2026.4.1`, `2026年4月1日`, `20260401`, each
 * with a time of day behind it or not, and the numbers that spreadsheets have
 * for days. China has had no summer time since 1991, so that a day begins at
 * 16:00 UTC of the one before.
 *
 * Returns: whether it is a day
 */
gboolean
sgm_ledger_parse_day (const char *text,
                      gint64     *day)
{
  g_autofree char *plain = sgm_ledger_dup_plain (text);
  int groups[3];
  gint64 days;

  if (!parse_serial (plain, &days))
    {
      if (!parse_groups (plain, groups) || groups[0] < FIRST_YEAR || groups[0] > LAST_YEAR
          || groups[1] < 1 || groups[1] > 12 || groups[2] < 1 || groups[2] > 31
          || !g_date_valid_dmy (groups[2], groups[1], groups[0]))
        return FALSE;
      days = count_days (groups[0], groups[1], groups[2]);
    }
  *day = days * DAY_MILLISECONDS - G_GINT64_CONSTANT (8) * 3600 * 1000;
  return TRUE;
}

/**
 * sgm_ledger_parse_number:
 * @text: the text of a cell
 * @number: (out): the number
 * @unit: (out) (optional) (transfer full): what stands behind it
 *
 * Reads a number that is not below zero. Thousands may be separated by commas;
 * without @unit nothing may follow but the usual counters 个, 人, 户, 名, 处, 家.
 *
 * Returns: whether it is one
 */
gboolean
sgm_ledger_parse_number (const char  *text,
                         double      *number,
                         char       **unit)
{
  static const char *const counters[] = { "", "个", "人", "户", "名", "处", "家", "件", "宗", NULL };
  g_autofree char *plain = sgm_ledger_dup_plain (text);
  g_auto (GStrv) parts = g_strsplit (plain, ",", -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  char *end;

  /* Neither hexadecimal numbers nor “nan” are written by people. */
  if (!g_ascii_isdigit (joined[0]) && joined[0] != '.')
    return FALSE;
  if (joined[0] == '0' && g_ascii_tolower (joined[1]) == 'x')
    return FALSE;
  *number = g_ascii_strtod (joined, &end);
  if (end == joined || !isfinite (*number) || *number < 0)
    return FALSE;
  if (unit != NULL)
    *unit = g_strdup (g_strstrip (end));
  return unit != NULL || g_strv_contains (counters, g_strstrip (end));
}

/**
 * sgm_ledger_parse_count:
 * @text: the text of a cell
 * @count: (out): the number
 *
 * Returns: whether it is a whole number that is not below zero
 */
gboolean
sgm_ledger_parse_count (const char *text,
                        gint64     *count)
{
  double number;

  if (!sgm_ledger_parse_number (text, &number, NULL) || number != floor (number) || number > MAX_COUNT)
    return FALSE;
  *count = (gint64) number;
  return TRUE;
}

/**
 * sgm_ledger_parse_phone:
 * @text: the text of a cell
 *
 * Reads mobile numbers (eleven digits that begin with 1) and fixed ones (seven
 * or eight digits, with an area code or not), with spaces, dashes, brackets and
 * the country's code.
 *
 * Returns: (transfer full) (nullable): its digits, or %NULL where it is none
 */
char *
sgm_ledger_parse_phone (const char *text)
{
  g_autofree char *plain = sgm_ledger_dup_plain (text);
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = plain; *at != '\0'; at++)
    {
      if (g_ascii_isdigit (*at))
        g_string_append_c (digits, *at);
      else if (strchr (" -()+.", *at) == NULL)
        return NULL;
    }
  if (digits->len == 13 && g_str_has_prefix (digits->str, "861"))
    g_string_erase (digits, 0, 2);
  else if (digits->len == 15 && g_str_has_prefix (digits->str, "00861"))
    g_string_erase (digits, 0, 4);
  if (digits->str[0] == '1' && digits->len == 11)
    return g_string_free (g_steal_pointer (&digits), FALSE);
  if (digits->str[0] == '0' ? digits->len >= 10 && digits->len <= 12
      : digits->str[0] >= '2' && digits->len >= 7 && digits->len <= 8)
    return g_string_free (g_steal_pointer (&digits), FALSE);
  return NULL;
}

/**
 * sgm_ledger_words_have:
 * @words: words separated by `|`
 * @key: what sgm_ledger_dup_key() made of a text
 *
 * Returns: whether it is one of them
 */
gboolean
sgm_ledger_words_have (const char *words,
                       const char *key)
{
  gsize length = strlen (key);

  for (const char *at = words; length > 0 && at != NULL;)
    {
      const char *end = strchr (at, '|');
      gsize size = end != NULL ? (gsize) (end - at) : strlen (at);

      if (size == length && strncmp (at, key, length) == 0)
        return TRUE;
      at = end != NULL ? end + 1 : NULL;
    }
  return FALSE;
}

/**
 * sgm_ledger_parse_yes:
 * @text: the text of a cell
 * @yes: (out): whether it says yes
 *
 * Returns: whether it says one or the other
 */
gboolean
sgm_ledger_parse_yes (const char *text,
                      gboolean   *yes)
{
  g_autofree char *key = sgm_ledger_dup_key (text);

  *yes = sgm_ledger_words_have ("是|有|在岗|在职|在|√|✓|✔|1|y|yes|true", key);
  return *yes || sgm_ledger_words_have ("否|无|不在岗|离岗|离职|不在|×|✗|0|n|no|false", key);
}

/**
 * sgm_ledger_parse_word:
 * @text: the text of a cell
 * @words: the words of a field
 * @value: (out): what it stands for
 *
 * Returns: whether it is one of them
 */
gboolean
sgm_ledger_parse_word (const char          *text,
                       const SgmLedgerWord *words,
                       int                 *value)
{
  g_autofree char *key = sgm_ledger_dup_key (text);

  for (; words->words != NULL; words++)
    if (sgm_ledger_words_have (words->words, key))
      {
        *value = words->value;
        return TRUE;
      }
  return FALSE;
}
