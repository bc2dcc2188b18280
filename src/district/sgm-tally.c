/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-tally.h"

#include "store/sgm-snapshot.h"

#define DAY (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define SHANGHAI (G_GINT64_CONSTANT (8) * 3600 * 1000)

/* All of the days' events are in memory at every hour of the last one. */
G_STATIC_ASSERT (SGM_TALLY_DAYS <= SGM_SNAPSHOT_DAYS);

/**
 * Counts:
 * @latest: when each kind of news last came, 0 where none is known
 *
 * What is known of one area.
 */
typedef struct
{
  guint n[SGM_N_TALLIES];
  gint64 latest[SGM_N_NEWS];
} Counts;

/* @due has the open events that are due after @now. At @turn a day is over, or
 * a post or an organization begins or ends, and all is counted anew. */
struct _SgmTallies
{
  SgmRecords *records;
  SgmAreaSet *areas;
  gint64 now;
  gint64 since;
  gint64 turn;
  GTree *due; /* of SgmRecord, by the time and their id */
  Counts *counts;
};

/**
 * sgm_tally_find_area:
 * @event: an event
 *
 * Returns: (nullable): the smallest area of the set that the event belongs to
 */
const SgmArea *
sgm_tally_find_area (SgmAreaSet *areas,
                     SgmRecord  *event)
{
  const SgmArea *area = sgm_area_set_find_id (areas, sgm_record_get_int (event, SGM_EVENT_UNIT));

  return area != NULL ? area
                      : sgm_area_set_find_id (areas, sgm_record_get_int (event, SGM_EVENT_GRID));
}

static void
add_up (SgmTallies    *tallies,
        const SgmArea *area,
        SgmTally       tally,
        int            difference)
{
  while (difference != 0 && area != NULL)
    {
      tallies->counts[area->index].n[tally] += difference;
      area = area->parent != SGM_AREA_NONE ? sgm_area_set_get (tallies->areas, area->parent) : NULL;
    }
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  SgmRecord *one = (SgmRecord *) a;
  SgmRecord *other = (SgmRecord *) b;
  gint64 due_one = sgm_record_get_int (one, SGM_EVENT_DUE_AT);
  gint64 due_other = sgm_record_get_int (other, SGM_EVENT_DUE_AT);
  gint64 id_one = sgm_record_get_id (one);
  gint64 id_other = sgm_record_get_id (other);

  if (due_one != due_other)
    return due_one < due_other ? -1 : 1;
  return (id_one > id_other) - (id_one < id_other);
}

static gboolean
is_recent (SgmTallies *tallies,
           SgmRecord  *event)
{
  SgmStage stage = sgm_record_get_int (event, SGM_EVENT_STAGE);

  return sgm_record_get_int (event, SGM_EVENT_REPORTED_AT) >= tallies->since
         && stage != SGM_STAGE_REFUSED && stage != SGM_STAGE_VOID;
}

static gboolean
was_in_time (SgmRecord *event)
{
  return sgm_record_is_null (event, SGM_EVENT_DUE_AT)
         || sgm_record_get_int (event, SGM_EVENT_CLOSED_AT)
            <= sgm_record_get_int (event, SGM_EVENT_DUE_AT);
}

static void
count_overdue (SgmTallies *tallies,
               SgmRecord  *event,
               int         difference)
{
  const SgmArea *area = sgm_tally_find_area (tallies->areas, event);

  add_up (tallies, area, SGM_TALLY_OVERDUE, difference);
  if (is_recent (tallies, event))
    add_up (tallies, area, SGM_TALLY_TO_CLOSE, difference);
}

static void
count_open (SgmTallies *tallies,
            SgmRecord  *event,
            int         difference)
{
  add_up (tallies, sgm_tally_find_area (tallies->areas, event), SGM_TALLY_OPEN, difference);
  if (sgm_record_is_null (event, SGM_EVENT_DUE_AT))
    return;
  if (sgm_record_get_int (event, SGM_EVENT_DUE_AT) <= tallies->now)
    count_overdue (tallies, event, difference);
  else if (difference > 0)
    g_tree_insert (tallies->due, sgm_record_ref (event), event);
  else
    g_tree_remove (tallies->due, event);
}

static void
count_event (SgmTallies *tallies,
             SgmRecord  *event,
             int         difference)
{
  const SgmArea *area = sgm_tally_find_area (tallies->areas, event);
  SgmStage stage = sgm_record_get_int (event, SGM_EVENT_STAGE);

  if (sgm_stage_is_open (stage))
    count_open (tallies, event, difference);
  if (!is_recent (tallies, event))
    return;
  add_up (tallies, area, SGM_TALLY_RECENT, difference);
  if (sgm_stage_is_open (stage))
    return;
  add_up (tallies, area, SGM_TALLY_TO_CLOSE, difference);
  if (was_in_time (event))
    add_up (tallies, area, SGM_TALLY_IN_TIME, difference);
}

/* Returns: (nullable): where a record is news, with when and of which kind it is */
static const SgmArea *
find_news (SgmTallies *tallies,
           SgmRecord  *record,
           gint64     *at,
           SgmNews    *news)
{
  if (sgm_record_get_table (record) == &sgm_table_event)
    {
      *at = sgm_record_get_int (record, SGM_EVENT_REPORTED_AT);
      *news = SGM_NEWS_EVENT;
      return sgm_tally_find_area (tallies->areas, record);
    }
  *at = sgm_record_get_int (record, SGM_FACT_AT);
  *news = SGM_NEWS_FACT;
  return sgm_area_set_find_id (tallies->areas, sgm_record_get_int (record, SGM_FACT_AREA));
}

static void
note_latest (SgmTallies *tallies,
             SgmRecord  *record)
{
  gint64 at;
  SgmNews news;
  const SgmArea *area = find_news (tallies, record, &at, &news);

  while (area != NULL && tallies->counts[area->index].latest[news] < at)
    {
      tallies->counts[area->index].latest[news] = at;
      area = area->parent != SGM_AREA_NONE ? sgm_area_set_get (tallies->areas, area->parent) : NULL;
    }
}

/* Whether a record with dates of validity holds now; keeps in mind when that
 * will change. */
static gboolean
is_valid (SgmTallies *tallies,
          SgmRecord  *record,
          guint       from_column,
          guint       to_column)
{
  gint64 from = sgm_record_is_null (record, from_column)
                ? G_MININT64 : sgm_record_get_int (record, from_column);
  gint64 to = sgm_record_is_null (record, to_column)
              ? G_MAXINT64 : sgm_record_get_int (record, to_column);

  if (from > tallies->now)
    tallies->turn = MIN (tallies->turn, from);
  else if (to > tallies->now)
    tallies->turn = MIN (tallies->turn, to);
  return from <= tallies->now && to > tallies->now;
}

/* Returns: (nullable): who holds a post of that role now */
static SgmRecord *
get_holder (SgmTallies *tallies,
            SgmRecord  *post,
            SgmRole     role)
{
  if (sgm_record_get_int (post, SGM_POST_ROLE) != role
      || !is_valid (tallies, post, SGM_POST_VALID_FROM, SGM_POST_VALID_TO))
    return NULL;
  return sgm_records_get (tallies->records, &sgm_table_person,
                          sgm_record_get_int (post, SGM_POST_PERSON));
}

static gboolean
covers (SgmTallies *tallies,
        SgmRecord  *org_area)
{
  SgmRecord *org = sgm_records_get (tallies->records, &sgm_table_org,
                                    sgm_record_get_int (org_area, SGM_ORG_AREA_ORG));

  return org != NULL && sgm_record_get_int (org, SGM_ORG_LEVEL) == SGM_ORG_LEVEL_GRID
         && is_valid (tallies, org_area, SGM_ORG_AREA_VALID_FROM, SGM_ORG_AREA_VALID_TO);
}

static guint
count_covered (SgmTallies *tallies,
               gint64      org)
{
  GPtrArray *covered = sgm_records_get_related (tallies->records, &sgm_table_org_area,
                                                SGM_ORG_AREA_ORG, org);
  guint n = 0;

  for (guint i = 0; covered != NULL && i < covered->len; i++)
    n += is_valid (tallies, g_ptr_array_index (covered, i), SGM_ORG_AREA_VALID_FROM,
                   SGM_ORG_AREA_VALID_TO);
  return n;
}

static void
count_coverage (SgmTallies *tallies,
                gint64      grid,
                guint      *counts)
{
  GPtrArray *covering = sgm_records_get_related (tallies->records, &sgm_table_org_area,
                                                 SGM_ORG_AREA_AREA, grid);

  for (guint i = 0; covering != NULL && i < covering->len; i++)
    {
      SgmRecord *org_area = g_ptr_array_index (covering, i);

      if (!covers (tallies, org_area))
        continue;
      if (count_covered (tallies, sgm_record_get_int (org_area, SGM_ORG_AREA_ORG)) == 1)
        counts[SGM_TALLY_OWN] = 1;
      else
        counts[SGM_TALLY_JOINT] = 1;
    }
  if (counts[SGM_TALLY_OWN] > 0)
    counts[SGM_TALLY_JOINT] = 0;
}

static void
count_workers (SgmTallies *tallies,
               GPtrArray  *posts,
               guint      *counts)
{
  guint n_full_time = 0;

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      SgmRecord *person = get_holder (tallies, g_ptr_array_index (posts, i), SGM_ROLE_WORKER);
      gboolean on_duty;

      if (person == NULL)
        continue;
      on_duty = sgm_record_get_int (person, SGM_PERSON_DUTY) != 0;
      counts[SGM_TALLY_WORKERS]++;
      counts[SGM_TALLY_ON_DUTY] += on_duty;
      n_full_time += on_duty && sgm_record_get_int (person, SGM_PERSON_KIND) == SGM_PERSON_KIND_FULL_TIME;
    }
  counts[SGM_TALLY_SHORT] = SGM_FULL_TIME_PER_GRID - MIN (n_full_time, SGM_FULL_TIME_PER_GRID);
}

/* What an area itself adds, apart from its events. */
static void
count_area (SgmTallies    *tallies,
            const SgmArea *area,
            guint         *counts)
{
  GPtrArray *posts = sgm_records_get_related (tallies->records, &sgm_table_post,
                                              SGM_POST_AREA, area->id);

  if (area->level == SGM_LEVEL_UNIT)
    {
      counts[SGM_TALLY_UNITS] = 1;
      for (guint i = 0; posts != NULL && i < posts->len; i++)
        if (get_holder (tallies, g_ptr_array_index (posts, i), SGM_ROLE_UNIT_LEADER) != NULL)
          counts[SGM_TALLY_LED] = 1;
    }
  else if (area->level == SGM_LEVEL_GRID)
    {
      counts[SGM_TALLY_GRIDS] = 1;
      count_workers (tallies, posts, counts);
      count_coverage (tallies, area->id, counts);
    }
}

/* Only for what @level's own areas add: those within have none of it. */
static gboolean
is_counted_at (SgmTally tally,
               SgmLevel level)
{
  switch (tally)
    {
    case SGM_TALLY_UNITS:
    case SGM_TALLY_LED:
      return level == SGM_LEVEL_UNIT;
    case SGM_TALLY_GRIDS:
    case SGM_TALLY_OWN:
    case SGM_TALLY_JOINT:
    case SGM_TALLY_WORKERS:
    case SGM_TALLY_ON_DUTY:
    case SGM_TALLY_SHORT:
      return level == SGM_LEVEL_GRID;
    case SGM_TALLY_OPEN:
    case SGM_TALLY_OVERDUE:
    case SGM_TALLY_RECENT:
    case SGM_TALLY_TO_CLOSE:
    case SGM_TALLY_IN_TIME:
    case SGM_N_TALLIES:
    default:
      return FALSE;
    }
}

static void
recount_area (SgmTallies *tallies,
              gint64      id)
{
  const SgmArea *area = sgm_area_set_find_id (tallies->areas, id);
  guint counts[SGM_N_TALLIES] = { 0 };

  if (area == NULL)
    return;
  count_area (tallies, area, counts);
  for (guint i = 0; i < SGM_N_TALLIES; i++)
    if (is_counted_at (i, area->level))
      add_up (tallies, area, i, (int) counts[i] - (int) tallies->counts[area->index].n[i]);
}

static void
recount_related (SgmTallies     *tallies,
                 const SgmTable *table,
                 guint           column,
                 gint64          id,
                 guint           area_column)
{
  GPtrArray *related = sgm_records_get_related (tallies->records, table, column, id);

  for (guint i = 0; related != NULL && i < related->len; i++)
    recount_area (tallies, sgm_record_get_int (g_ptr_array_index (related, i), area_column));
}

/* Recounts whatever a record that is not an event can have to do with. */
static void
recount_for (SgmTallies *tallies,
             SgmRecord  *record)
{
  const SgmTable *table = sgm_record_get_table (record);
  gint64 id = sgm_record_get_id (record);

  if (table == &sgm_table_post)
    recount_area (tallies, sgm_record_get_int (record, SGM_POST_AREA));
  else if (table == &sgm_table_person)
    recount_related (tallies, &sgm_table_post, SGM_POST_PERSON, id, SGM_POST_AREA);
  else if (table == &sgm_table_org)
    recount_related (tallies, &sgm_table_org_area, SGM_ORG_AREA_ORG, id, SGM_ORG_AREA_AREA);
  else if (table == &sgm_table_org_area)
    {
      recount_area (tallies, sgm_record_get_int (record, SGM_ORG_AREA_AREA));
      recount_related (tallies, &sgm_table_org_area, SGM_ORG_AREA_ORG,
                       sgm_record_get_int (record, SGM_ORG_AREA_ORG), SGM_ORG_AREA_AREA);
    }
}

static void
note_all (SgmTallies     *tallies,
          const SgmTable *table)
{
  g_autoptr (GPtrArray) records = sgm_records_dup_all (tallies->records, table);

  for (guint i = 0; i < records->len; i++)
    note_latest (tallies, g_ptr_array_index (records, i));
}

/* What is left of the areas' news when a piece of it is no longer what it was.
 * Mostly it only grows newer. */
static void
follow_news (SgmTallies *tallies,
             SgmRecord  *before,
             SgmRecord  *after)
{
  SgmRecord *record = after != NULL ? after : before;
  const SgmArea *area, *old_area;
  gint64 at = G_MININT64, old_at = G_MININT64;
  SgmNews news;

  area = find_news (tallies, record, &at, &news);
  old_area = before != NULL ? find_news (tallies, before, &old_at, &news) : area;
  if (after != NULL && area == old_area && at >= old_at)
    {
      note_latest (tallies, after);
      return;
    }
  for (guint i = 0; i < sgm_area_set_get_n_areas (tallies->areas); i++)
    tallies->counts[i].latest[news] = 0;
  note_all (tallies, sgm_record_get_table (record));
}

/**
 * sgm_tallies_follow:
 * @tallies: the counts
 * @before: (nullable): a record as it was
 * @after: (nullable): the same record as it is
 *
 * Brings the counts up to date with one difference. To be called for each
 * difference of an entry, once the records have all of them; not for areas,
 * which make a new set.
 */
void
sgm_tallies_follow (SgmTallies *tallies,
                    SgmRecord  *before,
                    SgmRecord  *after)
{
  const SgmTable *table = sgm_record_get_table (after != NULL ? after : before);

  if (table == &sgm_table_event || table == &sgm_table_fact)
    follow_news (tallies, before, after);
  if (table == &sgm_table_event)
    {
      if (before != NULL)
        count_event (tallies, before, -1);
      if (after != NULL)
        count_event (tallies, after, 1);
      return;
    }
  if (before != NULL)
    recount_for (tallies, before);
  if (after != NULL)
    recount_for (tallies, after);
}

static void
count_all (SgmTallies *tallies)
{
  g_autoptr (GPtrArray) events = sgm_records_dup_all (tallies->records, &sgm_table_event);

  /* Children come after their parents. */
  for (guint i = sgm_area_set_get_n_areas (tallies->areas); i > 0; i--)
    {
      const SgmArea *area = sgm_area_set_get (tallies->areas, i - 1);
      Counts *counts = &tallies->counts[i - 1];

      count_area (tallies, area, counts->n);
      for (guint j = 0; j < SGM_N_TALLIES && area->parent != SGM_AREA_NONE; j++)
        tallies->counts[area->parent].n[j] += counts->n[j];
    }
  for (guint i = 0; i < events->len; i++)
    count_event (tallies, g_ptr_array_index (events, i), 1);
  note_all (tallies, &sgm_table_event);
  note_all (tallies, &sgm_table_fact);
}

static void
begin_at (SgmTallies *tallies,
          gint64      now)
{
  gint64 today = (now + SHANGHAI) / DAY * DAY - SHANGHAI;

  tallies->now = now;
  tallies->since = today - (SGM_TALLY_DAYS - 1) * DAY;
  tallies->turn = today + DAY;
  tallies->due = g_tree_new_full (compare_due, NULL, (GDestroyNotify) sgm_record_unref, NULL);
  tallies->counts = g_new0 (Counts, sgm_area_set_get_n_areas (tallies->areas));
  count_all (tallies);
}

static void
clear (SgmTallies *tallies)
{
  g_clear_pointer (&tallies->due, g_tree_unref);
  g_clear_pointer (&tallies->counts, g_free);
}

/**
 * sgm_tallies_new:
 * @records: (transfer none): the records, which outlive the counts
 * @areas: their areas
 * @now: the present, UTC milliseconds
 *
 * Returns: (transfer full): the counts
 */
SgmTallies *
sgm_tallies_new (SgmRecords *records,
                 SgmAreaSet *areas,
                 gint64      now)
{
  SgmTallies *tallies = g_new0 (SgmTallies, 1);

  tallies->records = records;
  tallies->areas = sgm_area_set_ref (areas);
  begin_at (tallies, now);
  return tallies;
}

void
sgm_tallies_free (SgmTallies *tallies)
{
  clear (tallies);
  sgm_area_set_unref (tallies->areas);
  g_free (tallies);
}

/**
 * sgm_tallies_advance:
 * @tallies: the counts
 * @now: the present, UTC milliseconds
 *
 * Brings the counts up to date with the time. Costs next to nothing where
 * nothing has become overdue.
 */
void
sgm_tallies_advance (SgmTallies *tallies,
                     gint64      now)
{
  GTreeNode *first;

  if (now >= tallies->turn)
    {
      clear (tallies);
      begin_at (tallies, now);
    }
  while ((first = g_tree_node_first (tallies->due)) != NULL
         && sgm_record_get_int (g_tree_node_key (first), SGM_EVENT_DUE_AT) <= now)
    {
      count_overdue (tallies, g_tree_node_key (first), 1);
      g_tree_remove (tallies->due, g_tree_node_key (first));
    }
  tallies->now = MAX (tallies->now, now);
}

/**
 * sgm_tallies_get_now:
 *
 * Returns: the moment that the counts are true for, UTC milliseconds
 */
gint64
sgm_tallies_get_now (const SgmTallies *tallies)
{
  return tallies->now;
}

/**
 * sgm_tallies_get_since:
 *
 * Returns: from when on events count as recent, UTC milliseconds
 */
gint64
sgm_tallies_get_since (const SgmTallies *tallies)
{
  return tallies->since;
}

/**
 * sgm_tallies_get_areas:
 *
 * Returns: (transfer none): the areas that are counted
 */
SgmAreaSet *
sgm_tallies_get_areas (const SgmTallies *tallies)
{
  return tallies->areas;
}

/**
 * sgm_tallies_get:
 * @area: an area of the set that was counted
 * @tally: what to tell
 *
 * Returns: how many there are in @area and in what lies within it
 */
guint
sgm_tallies_get (const SgmTallies *tallies,
                 const SgmArea    *area,
                 SgmTally          tally)
{
  return tallies->counts[area->index].n[tally];
}

/**
 * sgm_tallies_get_latest:
 * @area: an area of the set that was counted
 * @news: of what
 *
 * Returns: when it last happened in @area, of what is in memory; UTC
 *   milliseconds, 0 for never. Where that is an event from before
 *   sgm_tallies_get_since(), there may have been later ones before that.
 */
gint64
sgm_tallies_get_latest (const SgmTallies *tallies,
                        const SgmArea    *area,
                        SgmNews           news)
{
  return tallies->counts[area->index].latest[news];
}
