/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-verify.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-geometry.h"
#include "sample/sgm-verify-private.h"
#include "store/sgm-photo-check.h"

#define WORKERS_IN_GRID 2

/* 99.50 % of the events to be closed are closed, give or take 0.05. */
#define CLOSED_SHARE 9950
#define CLOSED_TOLERANCE 5

typedef struct
{
  SgmStore *store;
  GPtrArray *findings;
  GPtrArray *areas;
  GPtrArray *persons;
  SgmAreaTree *tree;
  gint64 scale; /* how many times the published number of units */
  gint64 until; /* the moment a sample ends at, or the end of time */
} Check;

void
sgm_finding_free (SgmFinding *finding)
{
  g_free (finding->detail);
  g_clear_pointer (&finding->more, g_ptr_array_unref);
  g_free (finding);
}

static SgmFinding *
add (Check      *c,
     const char *name,
     gint64      expected,
     gint64      actual)
{
  SgmFinding *finding = g_new0 (SgmFinding, 1);

  finding->name = name;
  finding->expected = expected;
  finding->actual = actual;
  finding->ok = actual == expected;
  g_ptr_array_add (c->findings, finding);
  return finding;
}

static void
add_faults (Check      *c,
            const char *name,
            SgmFaults  *faults)
{
  add (c, name, 0, faults->n)->detail = g_steal_pointer (&faults->first);
}

static gint64
count (GPtrArray *records,
       guint      column,
       gint64     number)
{
  gint64 n = 0;

  for (guint i = 0; i < records->len; i++)
    n += sgm_record_get_int (records->pdata[i], column) == number;
  return n;
}

/* Meta and areas ------------------------------------------------------------ */

static gboolean
read_meta (Check   *c,
           GError **error)
{
  g_autoptr (GPtrArray) rows = sgm_store_read_table (c->store, &sgm_table_meta, error);

  c->scale = 1;
  c->until = G_MAXINT64;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const char *key = sgm_record_get_text (rows->pdata[i], SGM_META_KEY);
      const char *value = sgm_record_get_text (rows->pdata[i], SGM_META_VALUE);

      if (value == NULL)
        continue;
      if (g_strcmp0 (key, "scale") == 0)
        c->scale = CLAMP (g_ascii_strtoll (value, NULL, 10), 1, 100);
      else if (g_strcmp0 (key, "until") == 0)
        c->until = g_ascii_strtoll (value, NULL, 10);
    }
  return rows != NULL;
}

/* Boundaries of the past are kept too; what is checked are the present ones. */
static gboolean
read_areas (Check   *c,
            GError **error)
{
  g_autoptr (GPtrArray) present = g_ptr_array_new ();

  c->areas = sgm_store_read_table (c->store, &sgm_table_area, error);
  if (c->areas == NULL)
    return FALSE;

  for (guint i = 0; i < c->areas->len; i++)
    if (sgm_record_is_null (c->areas->pdata[i], SGM_AREA_VALID_TO))
      g_ptr_array_add (present, c->areas->pdata[i]);
  c->tree = sgm_area_tree_new (present);
  return TRUE;
}

static void
count_areas (Check *c)
{
  static const struct
  {
    const char *name;
    SgmLevel level;
  } levels[] = {
    { "districts", SGM_LEVEL_DISTRICT },
    { "streets", SGM_LEVEL_STREET },
    { "communities", SGM_LEVEL_COMMUNITY },
    { "grids", SGM_LEVEL_GRID },
    { "units", SGM_LEVEL_UNIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    add (c, levels[i].name,
         sgm_level_get_published (levels[i].level) * (levels[i].level == SGM_LEVEL_UNIT ? c->scale : 1),
         sgm_area_tree_get_level (c->tree, levels[i].level)->len);
}

static void
check_areas (Check *c)
{
  static const struct
  {
    const char *name;
    void (*check) (const SgmAreaTree *tree,
                   SgmFaults         *faults);
  } checks[] = {
    { "codes", sgm_verify_codes },
    { "chains", sgm_verify_chains },
    { "polygons", sgm_verify_polygons },
    { "containment", sgm_verify_containment },
    { "sizes", sgm_verify_sizes },
    { "borders", sgm_verify_borders },
  };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      SgmFaults faults = { 0, NULL };

      checks[i].check (c->tree, &faults);
      add_faults (c, checks[i].name, &faults);
    }
}

/* People and organizations -------------------------------------------------- */

static GHashTable *
index_by_id (GPtrArray *records)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      gint64 id = sgm_record_get_id (records->pdata[i]);

      g_hash_table_insert (index, g_memdup2 (&id, sizeof id), records->pdata[i]);
    }
  return index;
}

static gint64
get_count (GHashTable *counts,
           gint64      id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (counts, &id));
}

static void
count_one (GHashTable *counts,
           gint64      id)
{
  g_hash_table_insert (counts, g_memdup2 (&id, sizeof id), GINT_TO_POINTER (get_count (counts, id) + 1));
}

static GHashTable *
counts_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* Counts for each area the full-time workers, the resident leaders and those
 * who answer for it. */
static gboolean
count_posts (Check       *c,
             GHashTable  *workers,
             GHashTable  *leaders,
             GHashTable  *responsible,
             GError     **error)
{
  g_autoptr (GPtrArray) posts = sgm_store_read_table (c->store, &sgm_table_post, error);
  g_autoptr (GHashTable) persons = index_by_id (c->persons);

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      gint64 area = sgm_record_get_int (posts->pdata[i], SGM_POST_AREA);
      gint64 person_id = sgm_record_get_int (posts->pdata[i], SGM_POST_PERSON);
      SgmRecord *person = g_hash_table_lookup (persons, &person_id);
      gint64 role = sgm_record_get_int (posts->pdata[i], SGM_POST_ROLE);

      if (person == NULL || !sgm_record_is_null (posts->pdata[i], SGM_POST_VALID_TO))
        continue;
      if (role == SGM_ROLE_RESPONSIBLE)
        count_one (responsible, area);
      else if (role == SGM_ROLE_RESIDENT_LEADER)
        count_one (leaders, area);
      else if (role == SGM_ROLE_WORKER
               && sgm_record_get_int (person, SGM_PERSON_KIND) == SGM_PERSON_KIND_FULL_TIME)
        count_one (workers, area);
    }
  return posts != NULL;
}

static void
check_posts (Check      *c,
             GHashTable *workers,
             GHashTable *leaders,
             GHashTable *responsible)
{
  GPtrArray *grids = sgm_area_tree_get_level (c->tree, SGM_LEVEL_GRID);
  SgmFaults few = { 0, NULL }, unled = { 0, NULL }, nobody = { 0, NULL };

  for (guint i = 0; i < grids->len; i++)
    {
      gint64 id = sgm_record_get_id (grids->pdata[i]);
      const char *code = sgm_record_get_text (grids->pdata[i], SGM_AREA_CODE);

      if (get_count (workers, id) < WORKERS_IN_GRID)
        sgm_faults_add (&few, _("The grid %s has fewer than two full-time workers."), code);
      if (get_count (leaders, id) == 0)
        sgm_faults_add (&unled, _("The grid %s has no resident leader."), code);
    }
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_GRID; level++)
    {
      GPtrArray *areas = sgm_area_tree_get_level (c->tree, level);

      for (guint i = 0; i < areas->len; i++)
        if (get_count (responsible, sgm_record_get_id (areas->pdata[i])) == 0)
          sgm_faults_add (&nobody, _("Nobody answers for the area %s."),
                          sgm_record_get_text (areas->pdata[i], SGM_AREA_CODE));
    }
  add_faults (c, "grids-short-of-workers", &few);
  add_faults (c, "grids-without-leader", &unled);
  add_faults (c, "areas-without-responsible", &nobody);
}

static gboolean
check_people (Check   *c,
              GError **error)
{
  g_autoptr (GHashTable) workers = counts_new ();
  g_autoptr (GHashTable) leaders = counts_new ();
  g_autoptr (GHashTable) responsible = counts_new ();

  c->persons = sgm_store_read_table (c->store, &sgm_table_person, error);
  if (c->persons == NULL)
    return FALSE;

  add (c, "full-time-workers", SGM_PUBLISHED_FULL_TIME,
       count (c->persons, SGM_PERSON_KIND, SGM_PERSON_KIND_FULL_TIME));
  add (c, "part-time-workers", SGM_PUBLISHED_PART_TIME,
       count (c->persons, SGM_PERSON_KIND, SGM_PERSON_KIND_PART_TIME));
  add (c, "resident-leaders", SGM_PUBLISHED_RESIDENT_LEADERS,
       count (c->persons, SGM_PERSON_KIND, SGM_PERSON_KIND_RESIDENT_LEADER));
  if (!count_posts (c, workers, leaders, responsible, error))
    return FALSE;

  check_posts (c, workers, leaders, responsible);
  return TRUE;
}

static gboolean
check_orgs (Check   *c,
            GError **error)
{
  g_autoptr (GPtrArray) orgs = sgm_store_read_table (c->store, &sgm_table_org, error);
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GHashTable) by_id = NULL;
  g_autoptr (GHashTable) covered = counts_new ();

  if (orgs == NULL)
    return FALSE;
  links = sgm_store_read_table (c->store, &sgm_table_org_area, error);
  if (links == NULL)
    return FALSE;

  by_id = index_by_id (orgs);
  for (guint i = 0; i < links->len; i++)
    {
      gint64 org_id = sgm_record_get_int (links->pdata[i], SGM_ORG_AREA_ORG);
      SgmRecord *org = g_hash_table_lookup (by_id, &org_id);
      gint64 area_id = sgm_record_get_int (links->pdata[i], SGM_ORG_AREA_AREA);
      SgmRecord *area = sgm_area_tree_find (c->tree, area_id);

      if (org != NULL && area != NULL
          && sgm_record_is_null (links->pdata[i], SGM_ORG_AREA_VALID_TO)
          && sgm_record_get_int (org, SGM_ORG_LEVEL) == SGM_ORG_LEVEL_GRID
          && sgm_record_get_int (area, SGM_AREA_LEVEL) == SGM_LEVEL_GRID)
        count_one (covered, area_id);
    }
  add (c, "grid-organizations", SGM_PUBLISHED_GRID_ORGS,
       count (orgs, SGM_ORG_LEVEL, SGM_ORG_LEVEL_GRID));
  add (c, "grids-covered", SGM_PUBLISHED_GRIDS, g_hash_table_size (covered));
  return TRUE;
}

/* Lists --------------------------------------------------------------------- */

static gboolean
check_lists (Check   *c,
             GError **error)
{
  g_autoptr (GPtrArray) matters = sgm_store_read_table (c->store, &sgm_table_matter, error);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) duties = NULL;
  g_autoptr (GHashTable) categories = g_hash_table_new (g_str_hash, g_str_equal);

  if (matters == NULL)
    return FALSE;
  items = sgm_store_read_table (c->store, &sgm_table_item, error);
  if (items == NULL)
    return FALSE;
  duties = sgm_store_read_table (c->store, &sgm_table_duty, error);
  if (duties == NULL)
    return FALSE;

  for (guint i = 0; i < duties->len; i++)
    {
      const char *category = sgm_record_get_text (duties->pdata[i], SGM_DUTY_CATEGORY);

      if (category != NULL)
        g_hash_table_add (categories, (gpointer) category);
    }
  add (c, "matters", SGM_PUBLISHED_MATTERS, matters->len);
  add (c, "items", SGM_PUBLISHED_ITEMS, items->len);
  add (c, "duty-categories", SGM_PUBLISHED_DUTY_CATEGORIES, g_hash_table_size (categories));
  add (c, "duties", SGM_PUBLISHED_DUTIES, duties->len);
  return TRUE;
}

/* Events -------------------------------------------------------------------- */

/* What is reported after the sample was made is no part of the published
 * share, and what was open then may be closed by now. Refused and void events
 * are not to be closed. */
static void
check_closed_share (Check     *c,
                    GPtrArray *events)
{
  gint64 closed = 0, to_be_closed = 0;
  SgmFinding *finding;

  for (guint i = 0; i < events->len; i++)
    {
      SgmStage stage = sgm_record_get_int (events->pdata[i], SGM_EVENT_STAGE);

      if (stage == SGM_STAGE_REFUSED || stage == SGM_STAGE_VOID
          || sgm_record_get_int (events->pdata[i], SGM_EVENT_REPORTED_AT) > c->until)
        continue;
      to_be_closed++;
      closed += !sgm_stage_is_open (stage);
    }
  finding = add (c, "closed-share", CLOSED_SHARE,
                 to_be_closed > 0 ? (closed * 20000 / to_be_closed + 1) / 2 : 0);
  finding->at_least = TRUE;
  finding->ok = closed * 10000 >= (CLOSED_SHARE - CLOSED_TOLERANCE) * to_be_closed && to_be_closed > 0;
  finding->detail = g_strdup_printf (_("%" PRId64 " closed of %" PRId64 " to be closed"),
                                     closed, to_be_closed);
}

static gboolean
is_inside (SgmRecord  *event,
           SgmRecord  *unit,
           GHashTable *geometries)
{
  GBytes *place = sgm_record_get_bytes (event, SGM_EVENT_GEOMETRY);
  GBytes *wkb = unit != NULL ? sgm_record_get_bytes (unit, SGM_AREA_GEOMETRY) : NULL;
  SgmGeometry *geometry = g_hash_table_lookup (geometries, unit);
  g_autoptr (SgmGeometry) point = place != NULL ? sgm_geometry_new_from_wkb (place, NULL) : NULL;

  if (geometry == NULL && wkb != NULL)
    {
      geometry = sgm_geometry_new_from_wkb (wkb, NULL);
      if (geometry != NULL)
        g_hash_table_insert (geometries, unit, geometry);
    }
  if (point == NULL || geometry == NULL || !sgm_geometry_is_point (point))
    return FALSE;

  return sgm_geometry_contains (geometry, sgm_geometry_get_box (point)->min_x,
                                sgm_geometry_get_box (point)->min_y);
}

/* An event keeps the unit and the grid of its day, which may be of the past. */
static void
check_places (Check     *c,
              GPtrArray *events)
{
  g_autoptr (GHashTable) by_id = index_by_id (c->areas);
  g_autoptr (GHashTable) geometries = NULL;
  SgmFaults faults = { 0, NULL };

  geometries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sgm_geometry_unref);
  for (guint i = 0; i < events->len; i++)
    {
      SgmRecord *event = events->pdata[i];
      gint64 unit_id = sgm_record_get_int (event, SGM_EVENT_UNIT);
      SgmRecord *unit = g_hash_table_lookup (by_id, &unit_id);

      if (!is_inside (event, unit, geometries)
          || sgm_record_get_int (event, SGM_EVENT_GRID) != sgm_record_get_int (unit, SGM_AREA_PARENT))
        sgm_faults_add (&faults, _("The event %s lies outside of its unit."),
                        sgm_record_get_text (event, SGM_EVENT_NO));
    }
  add_faults (c, "events-misplaced", &faults);
}

static gboolean
check_events (Check   *c,
              GError **error)
{
  g_autoptr (GPtrArray) events = sgm_store_read_table (c->store, &sgm_table_event, error);
  SgmFinding *finding;

  if (events == NULL)
    return FALSE;

  finding = add (c, "events", SGM_PUBLISHED_EVENTS, events->len);
  finding->at_least = TRUE;
  finding->ok = finding->actual >= finding->expected;
  check_closed_share (c, events);
  check_places (c, events);
  return TRUE;
}

static void
add_audited (Check          *c,
             const char     *name,
             gint64          n_faults,
             const SgmAudit *audit,
             gboolean        of_entries)
{
  SgmFinding *finding = add (c, name, 0, n_faults);

  for (guint i = 0; i < audit->faults->len; i++)
    {
      const SgmFault *fault = &g_array_index (audit->faults, SgmFault, i);

      if (sgm_fault_is_entry (fault) != of_entries)
        continue;
      if (finding->detail == NULL)
        finding->detail = sgm_fault_to_text (fault);
      else
        {
          if (finding->more == NULL)
            finding->more = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_add (finding->more, sgm_fault_to_text (fault));
        }
    }
}

/* A broken chain is a finding; that it cannot be read at all is an error. */
static gboolean
check_journal (Check   *c,
               GError **error)
{
  g_autoptr (SgmAudit) audit = sgm_store_audit (c->store, NULL, error);

  if (audit == NULL)
    return FALSE;
  add_audited (c, "journal", audit->n_entry_faults, audit, TRUE);
  add_audited (c, "records", audit->n_record_faults, audit, FALSE);
  return TRUE;
}

/* Photos lie beside the district: without them the journal is as whole as before. */
static gboolean
check_photos (Check   *c,
              GError **error)
{
  g_autoptr (SgmPhotoCheck) check = sgm_photo_check_run (c->store, NULL, error);
  SgmFinding *finding;

  if (check == NULL)
    return FALSE;
  finding = add (c, "photos", 0, check->n_lost);
  if (check->faults->len == 0)
    return TRUE;
  finding->detail = g_strdup (check->faults->pdata[0]);
  g_ptr_array_remove_index (check->faults, 0);
  if (check->faults->len > 0)
    finding->more = g_ptr_array_ref (check->faults);
  return TRUE;
}

/**
 * sgm_verify:
 * @store: a store
 *
 * Compares what is in the database with the totals that the district has
 * published, checks that codes, chains, polygons, places and the journal are
 * sound, that the records are what the journal says, and that the photos are
 * on the disk as they were. Blocks; takes seconds.
 *
 * Returns: (transfer full) (element-type SgmFinding): a finding for each
 *   total and each check, good or bad, always the same ones in the same
 *   order, or %NULL where the database cannot be read
 */
GPtrArray *
sgm_verify (SgmStore  *store,
            GError   **error)
{
  g_autoptr (GPtrArray) findings = NULL;
  Check c = { store };
  gboolean done;

  findings = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_finding_free);
  c.findings = findings;
  done = read_meta (&c, error) && read_areas (&c, error);
  if (done)
    {
      count_areas (&c);
      done = check_people (&c, error) && check_orgs (&c, error) && check_lists (&c, error)
             && check_events (&c, error);
    }
  if (done)
    {
      check_areas (&c);
      done = check_journal (&c, error) && check_photos (&c, error);
    }
  g_clear_pointer (&c.tree, sgm_area_tree_free);
  g_clear_pointer (&c.areas, g_ptr_array_unref);
  g_clear_pointer (&c.persons, g_ptr_array_unref);
  return done ? g_steal_pointer (&findings) : NULL;
}
