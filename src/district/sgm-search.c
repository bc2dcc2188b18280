/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-search.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "district/sgm-event-item.h"
#include "domain/sgm-tables.h"

/* How well a text answers to what was typed, the best first. */
typedef enum
{
  MATCH_WHOLE,
  MATCH_START,
  MATCH_INSIDE,
  MATCH_NONE,
} Match;

/* A thing that answers, before it is known whether there is room for it. */
typedef struct
{
  Match match;
  guint order; /* among equal matches */
  gint64 id;
} Hit;

static Match
match_text (const char *text,
            const char *needle)
{
  const char *found = text != NULL ? strcasestr (text, needle) : NULL;

  if (found == NULL)
    return MATCH_NONE;
  if (found != text)
    return MATCH_INSIDE;
  return strlen (text) == strlen (needle) ? MATCH_WHOLE : MATCH_START;
}

/* A code answers only to its beginning: figures inside it mean nothing. */
static Match
match_code (const char *code,
            const char *needle)
{
  Match match = match_text (code, needle);

  return match == MATCH_INSIDE ? MATCH_NONE : match;
}

/* All words have to be in a text; the worst answer counts. */
static Match
match_words (const char  *text,
             char       **words)
{
  Match worst = MATCH_WHOLE;

  for (guint i = 0; words[i] != NULL; i++)
    worst = MAX (worst, match_text (text, words[i]));
  return worst;
}

/* Whether an area, or one that it is part of, is called so. */
static gboolean
is_called (SgmAreaSet    *areas,
           const SgmArea *area,
           const char    *word)
{
  while (match_text (area->name, word) == MATCH_NONE)
    {
      if (area->parent == SGM_AREA_NONE)
        return FALSE;
      area = sgm_area_set_get (areas, area->parent);
    }
  return TRUE;
}

/* One word at least is the thing's own; the others may say where it is. */
static Match
match_placed (SgmAreaSet     *areas,
              const SgmArea  *area,
              char          **words,
              Match         (*match) (gconstpointer thing, const char *word),
              gconstpointer   thing)
{
  Match worst = MATCH_WHOLE;
  gboolean is_own = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      Match own = match (thing, words[i]);

      if (own != MATCH_NONE)
        is_own = TRUE;
      else if (area != NULL && is_called (areas, area, words[i]))
        own = MATCH_INSIDE;
      worst = MAX (worst, own);
    }
  return is_own ? worst : MATCH_NONE;
}

static Match
match_area (gconstpointer  thing,
            const char    *word)
{
  const SgmArea *area = thing;

  return MIN (match_code (area->code, word), match_text (area->name, word));
}

static Match
match_event (gconstpointer  thing,
             const char    *word)
{
  SgmRecord *event = (SgmRecord *) thing;

  return MIN (match_text (sgm_record_get_text (event, SGM_EVENT_NO), word),
              match_text (sgm_record_get_text (event, SGM_EVENT_TITLE), word));
}

static void
add_hit (GArray *hits,
         Match   match,
         guint   order,
         gint64  id)
{
  Hit hit = { match, order, id };

  if (match != MATCH_NONE)
    g_array_append_val (hits, hit);
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *hit_a = a;
  const Hit *hit_b = b;

  if (hit_a->match != hit_b->match)
    return hit_a->match < hit_b->match ? -1 : 1;
  return (hit_a->order > hit_b->order) - (hit_a->order < hit_b->order);
}

static GArray *
find_areas (SgmDistrict *district,
            char       **words)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  SgmAreaSet *areas = sgm_district_get_areas (district);

  for (guint i = 0; i < sgm_area_set_get_n_areas (areas); i++)
    {
      const SgmArea *area = sgm_area_set_get (areas, i);

      add_hit (hits, match_placed (areas, area, words, match_area, area), i, area->id);
    }
  return hits;
}

static GArray *
find_records (SgmDistrict    *district,
              const SgmTable *table,
              guint           column,
              char          **words)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autoptr (GPtrArray) records = sgm_district_dup_records (district, table);

  for (guint i = 0; i < records->len; i++)
    {
      SgmRecord *record = g_ptr_array_index (records, i);

      add_hit (hits, match_words (sgm_record_get_text (record, column), words), i,
               sgm_record_get_id (record));
    }
  return hits;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  SgmRecord *event_a = *(SgmRecord *const *) a;
  SgmRecord *event_b = *(SgmRecord *const *) b;
  gboolean open_a = sgm_stage_is_open (sgm_record_get_int (event_a, SGM_EVENT_STAGE));
  gboolean open_b = sgm_stage_is_open (sgm_record_get_int (event_b, SGM_EVENT_STAGE));

  if (open_a != open_b)
    return open_a ? -1 : 1;
  return sgm_event_compare (event_a, event_b);
}

/* Open events in the queue's order, then the closed ones that are in memory. */
static GArray *
find_events (SgmDistrict *district,
             char       **words)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  SgmAreaSet *areas = sgm_district_get_areas (district);
  g_autoptr (GPtrArray) events = sgm_district_dup_records (district, &sgm_table_event);

  g_ptr_array_sort (events, compare_events);
  for (guint i = 0; i < events->len; i++)
    {
      SgmRecord *event = g_ptr_array_index (events, i);
      const SgmArea *grid = sgm_area_set_find_id (areas, sgm_record_get_int (event, SGM_EVENT_GRID));

      add_hit (hits, match_placed (areas, grid, words, match_event, event), i, sgm_record_get_id (event));
    }
  return hits;
}

/* The names of what an area lies in, from the street down to its parent. */
static char *
dup_place (SgmDistrict   *district,
           const SgmArea *area)
{
  SgmAreaSet *areas = sgm_district_get_areas (district);
  GString *place = g_string_new (NULL);

  while (area->parent != SGM_AREA_NONE)
    {
      area = sgm_area_set_get (areas, area->parent);
      if (area->level == SGM_LEVEL_DISTRICT && place->len > 0)
        break;
      if (place->len > 0)
        g_string_prepend (place, " › ");
      g_string_prepend (place, area->name);
    }
  return g_string_free (place, FALSE);
}

static SgmFound *
found_new (SgmFoundKind  kind,
           gint64        id,
           const char   *title,
           char         *subtitle)
{
  SgmFound *found = g_new0 (SgmFound, 1);

  found->kind = kind;
  found->id = id;
  found->title = g_strdup (title != NULL ? title : "");
  found->subtitle = subtitle;
  return found;
}

static SgmFound *
describe_area (SgmDistrict *district,
               gint64       id)
{
  const SgmArea *area = sgm_area_set_find_id (sgm_district_get_areas (district), id);
  g_autofree char *place = dup_place (district, area);

  return found_new (SGM_FOUND_AREA, id, area->name,
                    *place != '\0' ? g_strdup_printf ("%s · %s", area->code, place)
                                   : g_strdup (area->code));
}

static SgmFound *
describe_event (SgmDistrict *district,
                gint64       id)
{
  SgmRecord *event = sgm_district_get_record (district, &sgm_table_event, id);
  const char *no = sgm_record_get_text (event, SGM_EVENT_NO);
  const char *stage = sgm_stage_get_name (sgm_record_get_int (event, SGM_EVENT_STAGE));

  const SgmArea *grid = sgm_area_set_find_id (sgm_district_get_areas (district),
                                              sgm_record_get_int (event, SGM_EVENT_GRID));

  return found_new (SGM_FOUND_EVENT, id, sgm_record_get_text (event, SGM_EVENT_TITLE),
                    g_strdup_printf ("%s · %s · %s", grid != NULL ? grid->name : "", stage,
                                     no != NULL ? no : ""));
}

static SgmFound *
describe_person (SgmDistrict *district,
                 gint64       id)
{
  SgmRecord *person = sgm_district_get_record (district, &sgm_table_person, id);
  const char *kind = sgm_person_kind_get_name (sgm_record_get_int (person, SGM_PERSON_KIND));
  g_autoptr (GPtrArray) posts = sgm_district_dup_posts_of (district, id);
  const SgmArea *area = NULL;

  if (posts->len > 0)
    area = sgm_area_set_find_id (sgm_district_get_areas (district),
                                 sgm_record_get_int (g_ptr_array_index (posts, 0), SGM_POST_AREA));
  return found_new (SGM_FOUND_PERSON, id, sgm_record_get_text (person, SGM_PERSON_NAME),
                    area != NULL ? g_strdup_printf ("%s · %s", kind, area->name)
                                 : g_strdup (kind));
}

static SgmFound *
describe_org (SgmDistrict *district,
              gint64       id)
{
  SgmRecord *org = sgm_district_get_record (district, &sgm_table_org, id);
  guint members = sgm_record_get_int (org, SGM_ORG_MEMBERS);

  return found_new (SGM_FOUND_ORG, id, sgm_record_get_text (org, SGM_ORG_NAME),
                    g_strdup_printf (ngettext ("%u party member", "%u party members", members),
                                     members));
}

static void
take_best (SgmDistrict *district,
           GArray      *hits,
           guint        limit,
           SgmFound  *(*describe) (SgmDistrict *district, gint64 id),
           GPtrArray   *results)
{
  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < MIN (hits->len, limit); i++)
    g_ptr_array_add (results, describe (district, g_array_index (hits, Hit, i).id));
  g_array_unref (hits);
}

void
sgm_found_free (SgmFound *found)
{
  g_free (found->title);
  g_free (found->subtitle);
  g_free (found);
}

/**
 * sgm_search:
 * @district: where to look
 * @text: what was typed
 * @limit_per_kind: how many things of each kind are wanted at most
 *
 * Finds areas by the beginning of their code and by name, open and recent
 * events by number and title, people and organizations by name. Several words
 * have to be there all; with areas and events, some of them may be the names
 * of what these lie in. Capitals and full-width letters and figures make no
 * difference.
 *
 * Returns: (transfer full) (element-type SgmFound): what was found: areas,
 *   events, people, organizations, each group with the best first; nothing
 *   for an empty text
 */
GPtrArray *
sgm_search (SgmDistrict *district,
            const char  *text,
            guint        limit_per_kind)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_found_free);
  g_autofree char *needle = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (SGM_IS_DISTRICT (district), results);

  /* NULL where the text is not UTF-8. */
  needle = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  if (needle == NULL || *g_strstrip (needle) == '\0')
    return results;
  words = g_regex_split_simple ("\\s+", needle, 0, 0);

  take_best (district, find_areas (district, words), limit_per_kind, describe_area, results);
  take_best (district, find_events (district, words), limit_per_kind, describe_event, results);
  take_best (district, find_records (district, &sgm_table_person, SGM_PERSON_NAME, words),
             limit_per_kind, describe_person, results);
  take_best (district, find_records (district, &sgm_table_org, SGM_ORG_NAME, words),
             limit_per_kind, describe_org, results);
  return results;
}
