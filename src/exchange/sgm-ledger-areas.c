/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-areas.h"

#include <string.h>

#include "exchange/sgm-ledger-cell.h"

/* Longer texts are no names of areas. */
#define MAX_NAME_BYTES 300

/* Spreadsheets keep so many digits of a number. */
#define KEPT_DIGITS 15

struct _SgmLedgerAreas
{
  SgmAreaSet *set;
  GHashTable *by_name; /* key of a name → GArray of indices */
};

typedef struct
{
  SgmLedgerAreas *areas;
  guint levels;
  GPtrArray *found;
} Search;

/* The digit that a character is, or 10 for 十, or -1. */
static int
get_numeral (gunichar c)
{
  static const gunichar digits[] = { 0x96f6, 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341 };

  for (guint i = 0; i < G_N_ELEMENTS (digits); i++)
    if (digits[i] == c)
      return (int) i;
  return c < 0x80 && g_ascii_isdigit ((char) c) ? (int) (c - '0') : -1;
}

/* Reads a run of numerals: “12”, “012”, “十二”, “二十”, “一二”. */
static const char *
read_numerals (const char *at,
               GString    *key)
{
  guint64 number = 0;
  gboolean tens = FALSE;

  for (guint n = 0; n < 9; n++, at = g_utf8_next_char (at))
    {
      int numeral = get_numeral (g_utf8_get_char (at));

      if (numeral < 0)
        break;
      if (numeral == 10)
        number = MAX (number, 1) * 10;
      else
        number = tens ? number + (guint) numeral : number * 10 + (guint) numeral;
      tens = numeral == 10;
    }
  g_string_append_printf (key, "%" G_GUINT64_FORMAT, number);
  return at;
}

/* What names are compared by: “第一网格”, “第1网格” and “第01网格” are the same. */
static char *
make_key (const char *name)
{
  g_autofree char *plain = sgm_ledger_dup_key (name);
  GString *key = g_string_new (NULL);

  for (const char *at = plain; *at != '\0';)
    {
      const char *next = g_utf8_next_char (at);

      if (get_numeral (g_utf8_get_char (at)) >= 0)
        {
          at = read_numerals (at, key);
          continue;
        }
      g_string_append_len (key, at, next - at);
      at = next;
    }
  return g_string_free (key, FALSE);
}

/**
 * sgm_ledger_areas_new:
 * @set: (nullable): the present areas
 *
 * Returns: (transfer full): what finds them
 */
SgmLedgerAreas *
sgm_ledger_areas_new (SgmAreaSet *set)
{
  SgmLedgerAreas *areas = g_new0 (SgmLedgerAreas, 1);
  guint n = set != NULL ? sgm_area_set_get_n_areas (set) : 0;

  areas->set = set != NULL ? sgm_area_set_ref (set) : NULL;
  areas->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < n; i++)
    {
      char *key = make_key (sgm_area_set_get (set, i)->name);
      GArray *same = g_hash_table_lookup (areas->by_name, key);

      if (same == NULL)
        {
          same = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (areas->by_name, key, same);
        }
      else
        g_free (key);
      g_array_append_val (same, i);
    }
  return areas;
}

void
sgm_ledger_areas_free (SgmLedgerAreas *areas)
{
  g_clear_pointer (&areas->set, sgm_area_set_unref);
  g_hash_table_unref (areas->by_name);
  g_free (areas);
}

static gboolean
is_code (const char *text)
{
  return text[0] != '\0' && strspn (text, "0123456789") == strlen (text);
}

static gboolean
is_within (SgmLedgerAreas *areas,
           const SgmArea  *area,
           const SgmArea  *within)
{
  return within == NULL || sgm_area_set_get_ancestor (areas->set, area, within->level) == within;
}

static void
take (Search        *search,
      const SgmArea *area)
{
  if ((search->levels & SGM_LEDGER_LEVEL (area->level)) != 0 && !g_ptr_array_find (search->found, area, NULL))
    g_ptr_array_add (search->found, (gpointer) area);
}

/* Communities are called “桥南社区”, “桥南居委会” or just “桥南”. */
static GArray *
look_up (SgmLedgerAreas *areas,
         const char     *key)
{
  static const char *const offices[] = { "社区居委会", "村委会", "居委会", "街道办", "街道办事处", "" };
  static const char *const kinds[] = { "社区", "村", "街道" };
  GArray *same = g_hash_table_lookup (areas->by_name, key);

  for (guint i = 0; same == NULL && i < G_N_ELEMENTS (offices); i++)
    {
      if (!g_str_has_suffix (key, offices[i]))
        continue;
      for (guint k = 0; same == NULL && k < G_N_ELEMENTS (kinds); k++)
        {
          g_autofree char *stem = g_strndup (key, strlen (key) - strlen (offices[i]));
          g_autofree char *name = g_strconcat (stem, kinds[k], NULL);

          same = *stem != '\0' ? g_hash_table_lookup (areas->by_name, name) : NULL;
        }
    }
  return same;
}

static const char *
skip_separators (const char *text)
{
  while (*text != '\0' && strchr (" -/>", *text) != NULL)
    text++;
  return text;
}

/* Takes areas whose name is all of @key, or else those whose name is its end
 * and that lie in areas whose name is its beginning. */
static void
search_names (Search        *search,
              const char    *key,
              const SgmArea *within)
{
  GArray *same = look_up (search->areas, key);

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const SgmArea *area = sgm_area_set_get (search->areas->set, g_array_index (same, guint, i));

      if (is_within (search->areas, area, within))
        take (search, area);
    }
  if (search->found->len > 0)
    return;
  for (const char *end = key; *end != '\0'; end = g_utf8_next_char (end))
    {
      g_autofree char *head = g_strndup (key, end - key);
      const char *rest = skip_separators (end);
      GArray *outer = end > key && *rest != '\0' ? look_up (search->areas, head) : NULL;

      for (guint i = 0; outer != NULL && i < outer->len; i++)
        {
          const SgmArea *area = sgm_area_set_get (search->areas->set, g_array_index (outer, guint, i));

          if (area->level < SGM_LEVEL_UNIT && is_within (search->areas, area, within))
            search_names (search, rest, area);
        }
    }
}

/* The whole district has no name of its own in front of a code. */
static SgmLedgerAreaFind
find_code (SgmLedgerAreas  *areas,
           const char      *code,
           guint            levels,
           const SgmArea  **found)
{
  const SgmArea *area = areas->set != NULL ? sgm_area_set_find_code (areas->set, code) : NULL;

  if (area != NULL && (levels & SGM_LEDGER_LEVEL (area->level)) != 0)
    {
      *found = area;
      return SGM_LEDGER_AREA_FOUND;
    }
  if (strlen (code) > KEPT_DIGITS && strspn (code + KEPT_DIGITS, "0") == strlen (code + KEPT_DIGITS))
    return SGM_LEDGER_AREA_CUT;
  return SGM_LEDGER_AREA_NONE;
}

/**
 * sgm_ledger_areas_find:
 * @areas: what finds areas
 * @text: a code or a name
 * @within: (nullable): where a name is looked for
 * @levels: which levels count, of SGM_LEDGER_LEVEL()
 * @found: (out): the area, where there is exactly one
 * @n_found: (out): how many there are
 *
 * Returns: what came of it
 */
SgmLedgerAreaFind
sgm_ledger_areas_find (SgmLedgerAreas  *areas,
                       const char      *text,
                       const SgmArea   *within,
                       guint            levels,
                       const SgmArea  **found,
                       guint           *n_found)
{
  g_autofree char *code = sgm_ledger_dup_key (text);
  g_autofree char *key = make_key (text);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  Search search = { areas, levels, all };

  *found = NULL;
  *n_found = 0;
  if (is_code (code))
    {
      SgmLedgerAreaFind result = find_code (areas, code, levels, found);

      *n_found = result == SGM_LEDGER_AREA_FOUND;
      if (result != SGM_LEDGER_AREA_NONE)
        return result;
    }
  if (strlen (key) <= MAX_NAME_BYTES && *key != '\0')
    search_names (&search, key, within);
  /* “第一网格” of 桥南社区 may be called “桥南社区第一网格”. */
  if (all->len == 0 && within != NULL && strlen (key) <= MAX_NAME_BYTES && *key != '\0')
    {
      g_autofree char *outer = make_key (within->name);
      g_autofree char *whole = g_strconcat (outer, key, NULL);

      search_names (&search, whole, within);
    }
  *n_found = all->len;
  if (all->len == 1)
    *found = all->pdata[0];
  return all->len == 0 ? SGM_LEDGER_AREA_NONE : all->len == 1 ? SGM_LEDGER_AREA_FOUND : SGM_LEDGER_AREA_SEVERAL;
}
