/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "exchange/sgm-ledger-private.h"

/* Party organizations, and which grids they cover. */

/**
 * OrgRow:
 * @org: the organization as it would be
 * @row: the first row of the file that says something of it
 * @way: own or joint, as the file says, or 0
 */
typedef struct
{
  SgmRecord *org;
  gint64 row;
  int way;
} OrgRow;

typedef struct
{
  GHashTable *by_name;  /* key of a name → array of present organizations */
  GHashTable *covers;   /* "org area" → present coverage that holds */
  GHashTable *said;     /* "org area" → row number of the file */
  GHashTable *rows;     /* key of a name → OrgRow */
  gboolean says_areas;  /* whether the file says what organizations cover */
  gboolean has_level[SGM_ORG_LEVEL_GRID + 1];
} Orgs;

static void
org_row_free (gpointer data)
{
  OrgRow *row = data;

  sgm_record_unref (row->org);
  g_free (row);
}

static gboolean
is_said (Orgs   *orgs,
         gint64  org)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, orgs->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (sgm_record_get_id (((OrgRow *) row)->org) == org)
      return TRUE;
  return FALSE;
}

static char *
make_pair (gint64 org,
           gint64 area)
{
  return g_strdup_printf ("%" PRId64 " %" PRId64, org, area);
}

static void
orgs_init (Orgs          *orgs,
           SgmLedgerWork *work)
{
  GPtrArray *present = sgm_ledger_work_get_present (work, &sgm_table_org);
  GPtrArray *covers = sgm_ledger_work_get_present (work, &sgm_table_org_area);

  orgs->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  orgs->covers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  orgs->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  orgs->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, org_row_free);
  for (guint i = 0; i < present->len; i++)
    {
      const char *name = sgm_record_get_text (present->pdata[i], SGM_ORG_NAME);
      char *key = sgm_ledger_dup_key (name != NULL ? name : "");
      GPtrArray *same = g_hash_table_lookup (orgs->by_name, key);

      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (orgs->by_name, g_strdup (key), same);
        }
      g_ptr_array_add (same, present->pdata[i]);
      g_free (key);
    }
  for (guint i = 0; i < covers->len; i++)
    if (sgm_ledger_work_holds (work, covers->pdata[i], SGM_ORG_AREA_VALID_TO))
      g_hash_table_insert (orgs->covers,
                           make_pair (sgm_record_get_int (covers->pdata[i], SGM_ORG_AREA_ORG),
                                      sgm_record_get_int (covers->pdata[i], SGM_ORG_AREA_AREA)),
                           covers->pdata[i]);
}

static void
orgs_clear (Orgs *orgs)
{
  g_hash_table_unref (orgs->by_name);
  g_hash_table_unref (orgs->covers);
  g_hash_table_unref (orgs->said);
  g_hash_table_unref (orgs->rows);
}

/* The community, or what is above it, in which an organization is. */
static const SgmArea *
get_home (SgmLedgerWork *work,
          const SgmArea *area)
{
  const SgmArea *community = area->level > SGM_LEVEL_COMMUNITY
                             ? sgm_area_set_get_ancestor (work->set, area, SGM_LEVEL_COMMUNITY) : NULL;

  return community != NULL ? community : area;
}

/* How well an organization of the right name is at home there: 2 where it covers
 * something, 1 where it covers nothing anywhere. */
static guint
rate_home (SgmLedgerWork *work,
           Orgs          *orgs,
           SgmRecord     *org,
           const SgmArea *home)
{
  GHashTableIter iter;
  gpointer cover;
  gboolean idle = TRUE;

  g_hash_table_iter_init (&iter, orgs->covers);
  while (g_hash_table_iter_next (&iter, NULL, &cover))
    {
      const SgmArea *area = sgm_area_set_find_id (work->set, sgm_record_get_int (cover, SGM_ORG_AREA_AREA));

      if (sgm_record_get_int (cover, SGM_ORG_AREA_ORG) != sgm_record_get_id (org) || area == NULL)
        continue;
      idle = FALSE;
      if (get_home (work, area) == home)
        return 2;
    }
  return idle;
}

/* The organization of a name, of a level where that is not 0. Communities of
 * two streets may have one name, and so have their organizations: of these it
 * is the one that covers something in the same community.
 *
 * Returns: whether that is clear */
static gboolean
find_org (SgmLedgerWork  *work,
          Orgs           *orgs,
          guint           field,
          int             level,
          GPtrArray      *areas,
          SgmRecord     **org)
{
  g_autofree char *key = sgm_ledger_dup_key (work->cells[field]);
  GPtrArray *same = g_hash_table_lookup (orgs->by_name, key);
  const SgmArea *home = areas->len > 0 ? get_home (work, areas->pdata[0]) : NULL;
  guint best = 1, n = 0;

  *org = NULL;
  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      guint rate = home != NULL ? rate_home (work, orgs, same->pdata[i], home) : 1;

      if ((level != 0 && sgm_record_get_int (same->pdata[i], SGM_ORG_LEVEL) != level) || rate < best)
        continue;
      n = rate > best ? 1 : n + 1;
      best = rate;
      *org = same->pdata[i];
    }
  if (n <= 1)
    return TRUE;
  sgm_ledger_work_leave_out (work, SGM_LEDGER_UNSURE, field,
                             g_strdup_printf (ngettext ("There is %u organization called “%s”.",
                                                        "There are %u organizations called “%s”.", n), n,
                                              work->cells[field]));
  return FALSE;
}

/* Coverage --------------------------------------------------------------------- */

typedef struct
{
  gboolean has_from;
  gboolean has_to;
  gint64 from;
  gint64 to;
} Period;

/* Returns: whether something changes */
static gboolean
save_cover (SgmLedgerWork *work,
            Orgs          *orgs,
            gint64         org,
            const SgmArea *area,
            const Period  *period,
            gboolean      *repeated)
{
  g_autofree char *pair = make_pair (org, area->id);
  SgmRecord *now = g_hash_table_lookup (orgs->covers, pair);
  g_autoptr (SgmRecord) cover = now != NULL ? sgm_record_copy (now) : sgm_record_new (&sgm_table_org_area, 0);
  gboolean changed = now == NULL;

  *repeated = g_hash_table_contains (orgs->said, pair);
  if (*repeated)
    return FALSE;
  g_hash_table_insert (orgs->said, g_steal_pointer (&pair), g_memdup2 (&work->row->number, sizeof (gint64)));
  /* What is over already is not begun again. */
  if (now == NULL && period->has_to && period->to <= work->now)
    return FALSE;
  if (now == NULL)
    {
      sgm_record_set_int (cover, SGM_ORG_AREA_ORG, org);
      sgm_record_set_int (cover, SGM_ORG_AREA_AREA, area->id);
      sgm_record_set_int (cover, SGM_ORG_AREA_VALID_FROM, work->now);
    }
  if (period->has_from)
    changed |= sgm_ledger_set_int (cover, SGM_ORG_AREA_VALID_FROM, period->from);
  if (period->has_to)
    changed |= sgm_ledger_set_int (cover, SGM_ORG_AREA_VALID_TO, period->to);
  if (changed)
    sgm_ledger_work_save (work, cover);
  return changed;
}

static void
end_cover (SgmLedgerWork *work,
           SgmRecord     *now)
{
  g_autoptr (SgmRecord) cover = sgm_record_copy (now);

  if (sgm_record_get_int (cover, SGM_ORG_AREA_VALID_FROM) >= work->now)
    sgm_record_set_int (cover, SGM_ORG_AREA_VALID_FROM, work->now - 1);
  sgm_record_set_int (cover, SGM_ORG_AREA_VALID_TO, work->now);
  sgm_ledger_work_save (work, cover);
}

/* What a complete file does not say of the levels that it has, ends. */
static void
end_other_covers (SgmLedgerWork *work,
                  Orgs          *orgs)
{
  GPtrArray *present = sgm_ledger_work_get_present (work, &sgm_table_org);
  g_autoptr (GHashTable) levels = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), MAX (present->len, 1));
  GHashTableIter iter;
  gpointer pair, cover;
  guint n = 0;

  for (guint i = 0; i < present->len; i++)
    {
      gint64 id = sgm_record_get_id (present->pdata[i]);

      g_array_append_val (ids, id);
      g_hash_table_insert (levels, &g_array_index (ids, gint64, i),
                           GINT_TO_POINTER (CLAMP (sgm_record_get_int (present->pdata[i], SGM_ORG_LEVEL), 0,
                                                   SGM_ORG_LEVEL_GRID)));
    }
  g_hash_table_iter_init (&iter, orgs->covers);
  while (g_hash_table_iter_next (&iter, &pair, &cover))
    {
      gint64 org = sgm_record_get_int (cover, SGM_ORG_AREA_ORG);

      if (g_hash_table_contains (orgs->said, pair)
          || !orgs->has_level[GPOINTER_TO_INT (g_hash_table_lookup (levels, &org))]
          || (!orgs->says_areas && is_said (orgs, org)))
        continue;
      end_cover (work, cover);
      n++;
    }
  work->plan->n_ended += n;
  if (n > 0)
    sgm_ledger_work_find (work, SGM_LEDGER_ENDS, SGM_IMPORT_WARNS, 0,
                          g_strdup_printf (ngettext ("%u coverage of an area is not in the file and would end.",
                                                     "%u coverages of areas are not in the file and would end.", n), n));
}

/* As it would be --------------------------------------------------------------- */

/* Counts, for each organization, the areas that it covers, and for each area the
 * grids' organizations that cover it. */
static void
count_covers (SgmLedgerWork *work,
              GPtrArray     *orgs,
              GHashTable    *n_areas,
              guint         *n_orgs)
{
  g_autoptr (GPtrArray) covers = sgm_ledger_work_dup_after (work, &sgm_table_org_area);

  for (guint i = 0; i < orgs->len; i++)
    {
      gint64 id = sgm_record_get_id (orgs->pdata[i]);

      g_hash_table_insert (n_areas, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (0));
    }
  for (guint i = 0; i < covers->len; i++)
    {
      gint64 org = sgm_record_get_int (covers->pdata[i], SGM_ORG_AREA_ORG);
      const SgmArea *area = sgm_area_set_find_id (work->set, sgm_record_get_int (covers->pdata[i], SGM_ORG_AREA_AREA));
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (n_areas, &org));

      if (!sgm_ledger_work_holds (work, covers->pdata[i], SGM_ORG_AREA_VALID_TO) || area == NULL)
        continue;
      g_hash_table_insert (n_areas, g_memdup2 (&org, sizeof org), GUINT_TO_POINTER (n + 1));
      n_orgs[area->index]++;
    }
}

/* Whether grids are said to have an organization of their own and share it, or
 * the other way round. */
static void
check_ways (SgmLedgerWork *work,
            Orgs          *orgs,
            GHashTable    *n_areas)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, orgs->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const OrgRow *row = value;
      gint64 id = sgm_record_get_id (row->org);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (n_areas, &id));

      if (row->way == SGM_LEDGER_WAY_OWN && n > 1)
        sgm_ledger_work_find (work, SGM_LEDGER_CONTRARY, SGM_IMPORT_WARNS, row->row,
                              g_strdup_printf (_("The organization is said to be of one grid (单建), and would cover %u."), n));
      else if (row->way == SGM_LEDGER_WAY_JOINT && n == 1)
        sgm_ledger_work_find (work, SGM_LEDGER_CONTRARY, SGM_IMPORT_WARNS, row->row,
                              g_strdup (_("The organization is said to be of several grids (联建), and would cover one.")));
    }
}

static void
tell_uncovered (SgmLedgerWork *work,
                const guint   *n_orgs)
{
  g_autoptr (GPtrArray) uncovered = g_ptr_array_new ();
  g_autofree char *sentence = NULL;
  guint first, end;

  sgm_area_set_get_level (work->set, SGM_LEVEL_GRID, &first, &end);
  for (guint i = first; i < end; i++)
    if (n_orgs[i] == 0)
      g_ptr_array_add (uncovered, (gpointer) sgm_area_set_get (work->set, i));
  sentence = g_strdup_printf (ngettext ("%u grid would have no organization:", "%u grids would have no organization:",
                                        uncovered->len), uncovered->len);
  sgm_ledger_work_tell_areas (work, SGM_LEDGER_UNCOVERED, uncovered, sentence);
}

static void
check_after (SgmLedgerWork *work,
             Orgs          *orgs)
{
  g_autoptr (GPtrArray) after = sgm_ledger_work_dup_after (work, &sgm_table_org);
  g_autoptr (GHashTable) n_areas = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree guint *n_orgs = g_new0 (guint, sgm_area_set_get_n_areas (work->set));
  guint n_of_grids = 0, n_idle = 0;

  count_covers (work, after, n_areas, n_orgs);
  for (guint i = 0; i < after->len; i++)
    {
      gint64 id = sgm_record_get_id (after->pdata[i]);
      gboolean idle = GPOINTER_TO_UINT (g_hash_table_lookup (n_areas, &id)) == 0;

      if (sgm_record_get_int (after->pdata[i], SGM_ORG_LEVEL) != SGM_ORG_LEVEL_GRID)
        continue;
      n_of_grids += !idle;
      n_idle += idle;
    }
  if (orgs->has_level[SGM_ORG_LEVEL_GRID])
    {
      sgm_ledger_work_tell_total (work, _("Organizations of grids"), n_of_grids, SGM_PUBLISHED_GRID_ORGS);
      tell_uncovered (work, n_orgs);
    }
  if (n_idle > 0)
    sgm_ledger_work_find (work, SGM_LEDGER_IDLE, SGM_IMPORT_WARNS, 0,
                          g_strdup_printf (ngettext ("%u organization of a grid would cover nothing.",
                                                     "%u organizations of grids would cover nothing.", n_idle), n_idle));
  check_ways (work, orgs, n_areas);
}

/* Organizations ------------------------------------------------------------------ */

/* The counts of an organization that a row says. */
static const struct
{
  guint field;
  guint column;
} counts[] = {
  { SGM_ORGS_MEMBERS, SGM_ORG_MEMBERS },
  { SGM_ORGS_GROUPS, SGM_ORG_GROUPS },
  { SGM_ORGS_HOUSEHOLDS, SGM_ORG_HOUSEHOLDS },
};

typedef struct
{
  int level;
  gboolean has[G_N_ELEMENTS (counts)];
  gint64 counts[G_N_ELEMENTS (counts)];
} OrgCells;

static guint
get_levels (int level)
{
  return level == SGM_ORG_LEVEL_GRID ? SGM_LEDGER_LEVEL (SGM_LEVEL_GRID) : SGM_LEDGER_ANY_LEVEL;
}

/* Goes on after a mistake, so that all of the row are told at once; what areas
 * it may cover depends on the level. */
static gboolean
read_cells (SgmLedgerWork *work,
            OrgCells      *cells,
            GPtrArray     *areas)
{
  gboolean good = sgm_ledger_work_need (work, SGM_ORGS_NAME);

  good &= sgm_ledger_work_need (work, SGM_ORGS_LEVEL)
          && sgm_ledger_work_get_word (work, SGM_ORGS_LEVEL, &cells->level)
          && sgm_ledger_work_get_areas (work, SGM_ORGS_AREA, get_levels (cells->level), areas);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    good &= sgm_ledger_work_get_count (work, counts[i].field, &cells->has[i], &cells->counts[i]);
  return good;
}

/* The organization that the row is about, as the row says it is. Returns:
 * (transfer full) (nullable) */
static SgmRecord *
make_org (SgmLedgerWork  *work,
          Orgs           *orgs,
          const OrgCells *cells,
          GPtrArray      *areas,
          gboolean       *changed)
{
  SgmRecord *now;
  SgmRecord *org;

  if (!find_org (work, orgs, SGM_ORGS_NAME, cells->level, areas, &now))
    return NULL;
  org = now != NULL ? sgm_record_copy (now) : sgm_record_new (&sgm_table_org, sgm_ledger_work_new_id (work));
  *changed = sgm_ledger_set_int (org, SGM_ORG_LEVEL, cells->level);
  if (now == NULL)
    *changed |= sgm_ledger_set_text (org, SGM_ORG_NAME, work->cells[SGM_ORGS_NAME]);
  if (work->cells[SGM_ORGS_SECRETARY] != NULL)
    *changed |= sgm_ledger_set_text (org, SGM_ORG_SECRETARY, work->cells[SGM_ORGS_SECRETARY]);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    *changed |= cells->has[i] && sgm_ledger_set_int (org, counts[i].column, cells->counts[i]);
  return org;
}

/* Returns: how many of the areas are news */
static guint
save_covers (SgmLedgerWork *work,
             Orgs          *orgs,
             gint64         org,
             GPtrArray     *areas,
             const Period  *period,
             gboolean      *changed)
{
  guint n_news = 0;

  for (guint i = 0; i < areas->len; i++)
    {
      gboolean repeated;

      *changed |= save_cover (work, orgs, org, areas->pdata[i], period, &repeated);
      n_news += !repeated;
    }
  return n_news;
}

static void
count (SgmLedgerWork *work,
       gboolean       is_new,
       gboolean       changed)
{
  if (is_new)
    work->plan->n_new++;
  else if (changed)
    work->plan->n_changed++;
  else
    work->plan->n_same++;
}

static void
tell_twice (SgmLedgerWork *work,
            gint64         row)
{
  SgmLedgerFinding *finding = sgm_ledger_work_find (work, SGM_LEDGER_TWICE, SGM_IMPORT_WARNS, work->row->number,
                                                    g_strdup_printf (_("Row %" PRId64 " says the same."), row));

  finding->other_row = row;
  finding->left_out = TRUE;
  work->left_out = TRUE;
}

static gboolean
take_org (SgmLedgerWork  *work,
          gpointer        data,
          GError        **error)
{
  Orgs *orgs = data;
  g_autoptr (GPtrArray) areas = g_ptr_array_new ();
  g_autoptr (SgmRecord) org = NULL;
  g_autofree char *key = NULL;
  const Period always = { FALSE, FALSE, 0, 0 };
  OrgRow *row;
  gboolean changed = FALSE;
  OrgCells cells;

  if (work->left_out || !read_cells (work, &cells, areas))
    return TRUE;
  key = g_strdup_printf ("%d %s %s", cells.level, work->cells[SGM_ORGS_NAME],
                         areas->len > 0 ? get_home (work, areas->pdata[0])->code : "");
  row = g_hash_table_lookup (orgs->rows, key);
  if (row != NULL)
    {
      if (save_covers (work, orgs, sgm_record_get_id (row->org), areas, &always, &changed) == 0)
        tell_twice (work, row->row);
      return TRUE;
    }
  org = make_org (work, orgs, &cells, areas, &changed);
  if (org == NULL)
    return TRUE;
  orgs->has_level[cells.level] = TRUE;
  if (changed)
    sgm_ledger_work_save (work, org);
  save_covers (work, orgs, sgm_record_get_id (org), areas, &always, &changed);
  count (work, sgm_record_get_id (org) < 0, changed);
  row = g_new0 (OrgRow, 1);
  row->org = g_steal_pointer (&org);
  row->row = work->row->number;
  g_hash_table_insert (orgs->rows, g_steal_pointer (&key), row);
  return TRUE;
}

static gboolean
plan_with (SgmLedgerWork     *work,
           SgmLedgerRowFunc   take,
           gboolean           says_areas,
           GError           **error)
{
  Orgs orgs = { .says_areas = says_areas };
  gboolean done;

  orgs_init (&orgs, work);
  done = sgm_ledger_work_each (work, take, &orgs, FALSE, error);
  if (done && work->options->complete)
    end_other_covers (work, &orgs);
  if (done)
    check_after (work, &orgs);
  orgs_clear (&orgs);
  return done;
}

gboolean
sgm_ledger_plan_orgs (SgmLedgerWork  *work,
                      GError        **error)
{
  const int *columns = work->columns->columns;

  return plan_with (work, take_org, columns[SGM_ORGS_AREA] >= 0 || columns[SGM_ORGS_AREA_NAME] >= 0, error);
}

/* Coverage alone ------------------------------------------------------------------ */

static void
note_org (SgmLedgerWork *work,
          Orgs          *orgs,
          SgmRecord     *org,
          int            way)
{
  g_autofree char *key = g_strdup_printf ("%" PRId64, sgm_record_get_id (org));
  OrgRow *row = g_hash_table_lookup (orgs->rows, key);

  if (row == NULL)
    {
      row = g_new0 (OrgRow, 1);
      row->org = sgm_record_ref (org);
      row->row = work->row->number;
      g_hash_table_insert (orgs->rows, g_steal_pointer (&key), row);
    }
  row->way = way != 0 ? way : row->way;
}

static gboolean
find_named (SgmLedgerWork  *work,
            Orgs           *orgs,
            GPtrArray      *areas,
            SgmRecord     **org)
{
  SgmLedgerFinding *finding;

  if (!find_org (work, orgs, SGM_COVERAGE_ORG, 0, areas, org))
    return FALSE;
  if (*org != NULL)
    return TRUE;
  finding = sgm_ledger_work_leave_out (work, SGM_LEDGER_UNKNOWN, SGM_COVERAGE_ORG,
                                       g_strdup_printf (_("There is no organization called “%s”."),
                                                        work->cells[SGM_COVERAGE_ORG]));
  finding->proposal = g_strdup (_("Import the organizations first."));
  return FALSE;
}

static gboolean
read_cover (SgmLedgerWork *work,
            GPtrArray     *areas,
            int           *way,
            Period        *period)
{
  gboolean good = sgm_ledger_work_need (work, SGM_COVERAGE_ORG);
  gboolean days;

  if (!sgm_ledger_work_get_areas (work, SGM_COVERAGE_AREA, SGM_LEDGER_ANY_LEVEL, areas))
    good = FALSE;
  else if (areas->len == 0)
    sgm_ledger_work_leave_out (work, SGM_LEDGER_AREA_MISSING, SGM_COVERAGE_AREA,
                               g_strdup (_("The row does not say what the organization covers.")));
  good &= sgm_ledger_work_get_word (work, SGM_COVERAGE_WAY, way);
  days = sgm_ledger_work_get_day (work, SGM_COVERAGE_FROM, &period->has_from, &period->from);
  days &= sgm_ledger_work_get_day (work, SGM_COVERAGE_TO, &period->has_to, &period->to);
  good &= days && sgm_ledger_work_check_days (work, period->has_from, period->from, period->has_to, period->to);
  return good && areas->len > 0;
}

static gboolean
take_cover (SgmLedgerWork  *work,
            gpointer        data,
            GError        **error)
{
  Orgs *orgs = data;
  g_autoptr (GPtrArray) areas = g_ptr_array_new ();
  SgmRecord *org;
  Period period;
  int way;

  if (work->left_out || !read_cover (work, areas, &way, &period) || !find_named (work, orgs, areas, &org))
    return TRUE;
  orgs->has_level[CLAMP (sgm_record_get_int (org, SGM_ORG_LEVEL), 0, SGM_ORG_LEVEL_GRID)] = TRUE;
  note_org (work, orgs, org, way);
  for (guint i = 0; i < areas->len; i++)
    {
      g_autofree char *pair = make_pair (sgm_record_get_id (org), ((const SgmArea *) areas->pdata[i])->id);
      gboolean is_new = !g_hash_table_contains (orgs->covers, pair);
      gint64 *before = g_hash_table_lookup (orgs->said, pair);
      gboolean repeated, changed;

      changed = save_cover (work, orgs, sgm_record_get_id (org), areas->pdata[i], &period, &repeated);
      if (repeated && before != NULL)
        tell_twice (work, *before);
      else
        count (work, is_new && changed, changed);
    }
  return TRUE;
}

gboolean
sgm_ledger_plan_coverage (SgmLedgerWork  *work,
                          GError        **error)
{
  return plan_with (work, take_cover, TRUE, error);
}
