/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-theme-kind.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define HOUR G_GINT64_CONSTANT (3600000)

static guint
get (const SgmArea *area,
     gpointer       tallies,
     SgmTally       tally)
{
  return sgm_tallies_get (tallies, area, tally);
}

/* Where the whole district has none, it is not that there are none but that
 * nobody has recorded them. */
static gboolean
is_recorded (gpointer tallies,
             SgmTally tally)
{
  return get (sgm_area_set_get (sgm_tallies_get_areas (tallies), 0), tallies, tally) > 0;
}

/* Events --------------------------------------------------------------------- */

static double
count_open (const SgmArea *area,
            gpointer       tallies)
{
  return get (area, tallies, SGM_TALLY_OPEN);
}

static const SgmScale open_scale = {
  .categories = { { 0, N_("None"), SGM_PATTERN_EMPTY } },
  .n_categories = 1,
  .limits = { 1, 2, 5, 10 },
  .n_limits = 4,
  .palette = SGM_PALETTE_VIOLET,
};

static const SgmScale open_wide_scale = {
  .categories = { { 0, N_("None"), SGM_PATTERN_EMPTY } },
  .n_categories = 1,
  .limits = { 10, 20, 50, 100 },
  .n_limits = 4,
  .palette = SGM_PALETTE_VIOLET,
};

static double
count_overdue (const SgmArea *area,
               gpointer       tallies)
{
  return get (area, tallies, SGM_TALLY_OVERDUE);
}

static const SgmScale overdue_scale = {
  .categories = { { 0, N_("None"), SGM_PATTERN_EMPTY } },
  .n_categories = 1,
  .limits = { 1, 2, 5 },
  .n_limits = 3,
  .palette = SGM_PALETTE_ROSE,
};

static const SgmScale overdue_wide_scale = {
  .categories = { { 0, N_("None"), SGM_PATTERN_EMPTY } },
  .n_categories = 1,
  .limits = { 5, 10, 20 },
  .n_limits = 3,
  .palette = SGM_PALETTE_ROSE,
};

static double
get_share (const SgmArea *area,
           gpointer       tallies,
           SgmTally       part,
           SgmTally       whole)
{
  guint n = get (area, tallies, whole);

  return n > 0 ? (double) get (area, tallies, part) / n : NAN;
}

/* 按期结案率 */
static double
get_in_time (const SgmArea *area,
             gpointer       tallies)
{
  return get_share (area, tallies, SGM_TALLY_IN_TIME, SGM_TALLY_TO_CLOSE);
}

static const SgmScale in_time_scale = {
  .categories = { { 1, N_("All"), SGM_PATTERN_EMPTY } },
  .n_categories = 1,
  .limits = { 0.5, 0.75, 0.9 },
  .n_limits = 3,
  .palette = SGM_PALETTE_AMBER,
  .reversed = TRUE,
  .format = SGM_FORMAT_PERCENT,
};

static double
get_density (const SgmArea *area,
             gpointer       tallies)
{
  return area->size > 0 ? get (area, tallies, SGM_TALLY_RECENT) / (area->size / 1e6) : NAN;
}

static const SgmScale density_scale = {
  .categories = { { 0, N_("None"), SGM_PATTERN_EMPTY } },
  .n_categories = 1,
  .classify = sgm_classify_jenks,
  .n_classes = 5,
  .palette = SGM_PALETTE_VIOLET,
  .format = SGM_FORMAT_DECIMAL,
};

static double
get_hours_since (gpointer tallies,
                 gint64   at)
{
  return MAX (sgm_tallies_get_now (tallies) - at, 0) / (double) HOUR;
}

/* Only what was reported within the last days is known of each area. */
static double
get_report_age (const SgmArea *area,
                gpointer       tallies)
{
  const SgmArea *district = sgm_area_set_get (sgm_tallies_get_areas (tallies), 0);
  gint64 latest = sgm_tallies_get_latest (tallies, area, SGM_NEWS_EVENT);

  if (sgm_tallies_get_latest (tallies, district, SGM_NEWS_EVENT) == 0)
    return NAN;
  return latest < sgm_tallies_get_since (tallies) ? INFINITY : get_hours_since (tallies, latest);
}

static const SgmScale report_age_scale = {
  .limits = { 6, 24, 72, 24 * (SGM_TALLY_DAYS - 1) },
  .n_limits = 4,
  .palette = SGM_PALETTE_GREEN,
  .reversed = TRUE,
  .format = SGM_FORMAT_HOURS,
};

/* Of every figure the newest one is known, however old it is. */
static double
get_fact_age (const SgmArea *area,
              gpointer       tallies)
{
  gint64 latest = sgm_tallies_get_latest (tallies, area, SGM_NEWS_FACT);

  return latest == 0 ? NAN : get_hours_since (tallies, latest);
}

static const SgmScale fact_age_scale = {
  .limits = { 24 * 7, 24 * 30, 24 * 90, 24 * 365 },
  .n_limits = 4,
  .palette = SGM_PALETTE_GREEN,
  .reversed = TRUE,
  .format = SGM_FORMAT_HOURS,
};

/* People --------------------------------------------------------------------- */

static double
count_on_duty (const SgmArea *area,
               gpointer       tallies)
{
  return is_recorded (tallies, SGM_TALLY_WORKERS) ? get (area, tallies, SGM_TALLY_ON_DUTY) : NAN;
}

static const SgmScale on_duty_scale = {
  .categories = { { 0, N_("Nobody"), SGM_PATTERN_DASHED, 3 } },
  .n_categories = 1,
  .classify = sgm_classify_quantile,
  .n_classes = 5,
  .palette = SGM_PALETTE_BLUE,
};

static double
count_short (const SgmArea *area,
             gpointer       tallies)
{
  return is_recorded (tallies, SGM_TALLY_WORKERS) ? get (area, tallies, SGM_TALLY_SHORT) : NAN;
}

static const SgmScale short_scale = {
  .categories = {
    { 0, N_("Both on duty"), SGM_PATTERN_EMPTY },
    { 1, N_("One missing"), SGM_PATTERN_HATCHED, 0 },
    { 2, N_("Both missing"), SGM_PATTERN_SOLID, 3 },
  },
  .n_categories = 3,
  .palette = SGM_PALETTE_AMBER,
};

static const SgmScale short_wide_scale = {
  .categories = { { 0, N_("None"), SGM_PATTERN_EMPTY } },
  .n_categories = 1,
  .limits = { 1, 2, 5, 20 },
  .n_limits = 4,
  .palette = SGM_PALETTE_AMBER,
};

/* A unit's leader is there or not, and so 1 or 0 of 1. */
static double
get_led (const SgmArea *area,
         gpointer       tallies)
{
  return is_recorded (tallies, SGM_TALLY_LED)
           ? get_share (area, tallies, SGM_TALLY_LED, SGM_TALLY_UNITS) : NAN;
}

static const SgmScale led_scale = {
  .categories = {
    { 1, N_("With a leader"), SGM_PATTERN_EMPTY },
    { 0, N_("Without a leader"), SGM_PATTERN_HATCHED, 2 },
  },
  .n_categories = 2,
  .palette = SGM_PALETTE_TEAL,
};

static const SgmScale led_wide_scale = {
  .categories = { { 1, N_("All"), SGM_PATTERN_EMPTY } },
  .n_categories = 1,
  .limits = { 0.7, 0.8, 0.9 },
  .n_limits = 3,
  .palette = SGM_PALETTE_TEAL,
  .reversed = TRUE,
  .format = SGM_FORMAT_PERCENT,
};

/* Party organizations -------------------------------------------------------- */

/* The best coverage first, as the legend has it. An area of several grids is
 * covered as its worst grid is. */
enum
{
  COVERED_ALONE,
  COVERED_JOINTLY,
  NOT_COVERED,
};

static double
get_coverage (const SgmArea *area,
              gpointer       tallies)
{
  guint own = get (area, tallies, SGM_TALLY_OWN);
  guint joint = get (area, tallies, SGM_TALLY_JOINT);
  guint grids = get (area, tallies, SGM_TALLY_GRIDS);

  if (grids == 0 || !(is_recorded (tallies, SGM_TALLY_OWN) || is_recorded (tallies, SGM_TALLY_JOINT)))
    return NAN;
  return own == grids ? COVERED_ALONE : own + joint == grids ? COVERED_JOINTLY : NOT_COVERED;
}

static const SgmScale coverage_scale = {
  .categories = {
    { COVERED_ALONE, N_("Own organization"), SGM_PATTERN_SOLID, 2 },
    { COVERED_JOINTLY, N_("Joint organization"), SGM_PATTERN_HATCHED, 0 },
    { NOT_COVERED, N_("No organization"), SGM_PATTERN_DASHED, 3 },
  },
  .n_categories = 3,
  .palette = SGM_PALETTE_RED,
};

static const SgmScale coverage_wide_scale = {
  .categories = {
    { COVERED_ALONE, N_("Each grid has its own"), SGM_PATTERN_SOLID, 2 },
    { COVERED_JOINTLY, N_("Some grids share one"), SGM_PATTERN_HATCHED, 0 },
    { NOT_COVERED, N_("Some grids have none"), SGM_PATTERN_DASHED, 3 },
  },
  .n_categories = 3,
  .palette = SGM_PALETTE_RED,
};

/* The themes, in the order in which they are offered -------------------------- */

static const SgmThemeKind kinds[] = {
  {
    .id = "events",
    .title = N_("Open events"),
    .explanation = N_("Events that are not closed yet"),
    .value = count_open,
    .smallest = SGM_LEVEL_UNIT,
    .scale = &open_scale,
    .wide = &open_wide_scale,
    .narrow_from = SGM_LEVEL_COMMUNITY,
  },
  {
    .id = "overdue",
    .title = N_("Overdue events"),
    .explanation = N_("Open events whose time is up"),
    .value = count_overdue,
    .smallest = SGM_LEVEL_UNIT,
    .scale = &overdue_scale,
    .wide = &overdue_wide_scale,
    .narrow_from = SGM_LEVEL_COMMUNITY,
    .share = TRUE,
    .part = SGM_TALLY_OVERDUE,
    .whole = SGM_TALLY_OPEN,
  },
  {
    .id = "in-time",
    .title = N_("Closed in time"),
    .explanation = N_("Events of the last 7 days that are closed or overdue"),
    .value = get_in_time,
    .smallest = SGM_LEVEL_UNIT,
    .scale = &in_time_scale,
    .share = TRUE,
    .part = SGM_TALLY_IN_TIME,
    .whole = SGM_TALLY_TO_CLOSE,
  },
  {
    .id = "density",
    .title = N_("Events per km²"),
    .explanation = N_("Reported in the last 7 days"),
    .value = get_density,
    .smallest = SGM_LEVEL_UNIT,
    .scale = &density_scale,
  },
  {
    .id = "reports",
    .title = N_("Latest report"),
    .explanation = N_("How long ago the last event was reported"),
    .value = get_report_age,
    .smallest = SGM_LEVEL_UNIT,
    .scale = &report_age_scale,
  },
  {
    .id = "freshness",
    .title = N_("Freshness of information"),
    .explanation = N_("How long ago a figure of the ledger was recorded"),
    .value = get_fact_age,
    .smallest = SGM_LEVEL_UNIT,
    .scale = &fact_age_scale,
  },
  {
    .id = "workers",
    .title = N_("Workers on duty"),
    .explanation = N_("Full-time and part-time grid workers"),
    .value = count_on_duty,
    .smallest = SGM_LEVEL_GRID,
    .scale = &on_duty_scale,
    .share = TRUE,
    .part = SGM_TALLY_ON_DUTY,
    .whole = SGM_TALLY_WORKERS,
  },
  {
    .id = "gaps",
    .title = N_("Staffing gaps"),
    .explanation = N_("Full-time workers missing on duty, of two for each grid"),
    .value = count_short,
    .smallest = SGM_LEVEL_GRID,
    .scale = &short_scale,
    .wide = &short_wide_scale,
    .narrow_from = SGM_LEVEL_GRID,
  },
  {
    .id = "leaders",
    .title = N_("Unit leaders"),
    .explanation = N_("Minimal units that somebody leads"),
    .value = get_led,
    .smallest = SGM_LEVEL_UNIT,
    .scale = &led_scale,
    .wide = &led_wide_scale,
    .narrow_from = SGM_LEVEL_UNIT,
    .share = TRUE,
    .part = SGM_TALLY_LED,
    .whole = SGM_TALLY_UNITS,
  },
  {
    .id = "coverage",
    .title = N_("Party organizations"),
    .explanation = N_("Whether a grid has one of its own or shares it"),
    .value = get_coverage,
    .smallest = SGM_LEVEL_GRID,
    .scale = &coverage_scale,
    .wide = &coverage_wide_scale,
    .narrow_from = SGM_LEVEL_GRID,
  },
  {
    .id = "none",
    .title = N_("Base map only"),
    .explanation = N_("No colours"),
  },
};

/**
 * sgm_theme_kinds_get_n:
 *
 * Returns: how many themes there are to choose from
 */
guint
sgm_theme_kinds_get_n (void)
{
  return G_N_ELEMENTS (kinds);
}

/**
 * sgm_theme_kind_get:
 * @kind: number of a theme
 *
 * Returns: what it declares
 */
const SgmThemeKind *
sgm_theme_kind_get (guint kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return &kinds[kind];
}

/**
 * sgm_theme_kind_get_id:
 * @kind: number of a theme
 *
 * Returns: its stable name, for settings and the command line
 */
const char *
sgm_theme_kind_get_id (guint kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].id;
}

/**
 * sgm_theme_kind_get_title:
 * @kind: number of a theme
 *
 * Returns: its translated title
 */
const char *
sgm_theme_kind_get_title (guint kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return _(kinds[kind].title);
}

/**
 * sgm_theme_kind_get_explanation:
 * @kind: number of a theme
 *
 * Returns: what it shows, translated
 */
const char *
sgm_theme_kind_get_explanation (guint kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return _(kinds[kind].explanation);
}

/**
 * sgm_theme_kind_find:
 * @id: a theme's stable name
 *
 * Returns: its number, or -1
 */
gint
sgm_theme_kind_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].id, id) == 0)
      return i;
  return -1;
}

/**
 * sgm_theme_kind_get_scale:
 * @level: a level that has values of its own
 *
 * Returns: how its numbers become classes
 */
const SgmScale *
sgm_theme_kind_get_scale (const SgmThemeKind *kind,
                          SgmLevel            level)
{
  return kind->wide != NULL && level < kind->narrow_from ? kind->wide : kind->scale;
}
