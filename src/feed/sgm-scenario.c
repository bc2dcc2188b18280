/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed/sgm-scenario.h"

#include <string.h>

#include "base/sgm-data.h"
#include "domain/sgm-tables.h"
#include "domain/sgm-unit-kind.h"
#include "feed/sgm-phrases.h"

/* Columns of data/lists/matters.csv. */
enum { MATTER_NO = 0, MATTER_WEIGHT = 8, MATTER_PLACE = 9, N_MATTER_FIELDS };

/* The largest of sgm_unit_kind_get_share(). */
#define MAX_SHARE 5.0

/* In life few events are urgent; somebody who tries the program should meet
 * one within minutes. */
#define URGENT_FACTOR 5

#define MAX_TRIES 64

static const struct
{
  SgmSource source;
  guint weight;
} sources[] = {
  { SGM_SOURCE_TERMINAL, 58 },
  { SGM_SOURCE_YUEPINGAN, 14 },
  { SGM_SOURCE_HOTLINE, 12 },
  { SGM_SOURCE_YUESHENGSHI, 10 },
  { SGM_SOURCE_DEVICE, 6 },
};

/* A matter that can be reported, and how often it is. */
typedef struct
{
  gint64 id;
  guint weight;
  char *name;
  char *place; /* the use of words that say where it happens */
} Matter;

struct _SgmScenario
{
  SgmDistrict *district;
  GRand *rand;
  GPtrArray *matters;
  guint total_weight;
  SgmPhrases *words;
};

static void
matter_free (Matter *matter)
{
  g_free (matter->name);
  g_free (matter->place);
  g_free (matter);
}

static GStrv
find_row (GPtrArray  *rows,
          const char *no)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);

      if (g_strv_length (row) >= N_MATTER_FIELDS && g_str_equal (row[MATTER_NO], no))
        return row;
    }
  return NULL;
}

static void
add_matter (SgmScenario *scenario,
            SgmRecord   *record,
            GPtrArray   *rows)
{
  g_autofree char *no = g_strdup_printf ("%" G_GINT64_FORMAT,
                                         sgm_record_get_int (record, SGM_MATTER_NO));
  GStrv row = find_row (rows, no);
  Matter *matter = g_new0 (Matter, 1);

  matter->id = sgm_record_get_id (record);
  matter->weight = row != NULL ? g_ascii_strtoull (row[MATTER_WEIGHT], NULL, 10) : 1;
  matter->name = g_strdup (sgm_record_get_text (record, SGM_MATTER_NAME));
  matter->place = g_strdup (row != NULL ? row[MATTER_PLACE] : "street");
  if (sgm_record_get_int (record, SGM_MATTER_URGENCY) == SGM_URGENCY_URGENT)
    matter->weight *= URGENT_FACTOR;
  scenario->total_weight += matter->weight;
  g_ptr_array_add (scenario->matters, matter);
}

/**
 * sgm_scenario_new:
 * @district: the district in which things happen
 * @seed: the same seed makes the same reports
 *
 * Returns: (transfer full): a scenario, or %NULL with an error where the
 *   program's lists cannot be read
 */
SgmScenario *
sgm_scenario_new (SgmDistrict  *district,
                  guint32       seed,
                  GError      **error)
{
  g_autoptr (SgmScenario) scenario = g_new0 (SgmScenario, 1);
  g_autoptr (GPtrArray) records = sgm_district_dup_records (district, &sgm_table_matter);
  g_autoptr (GPtrArray) rows = NULL;

  scenario->district = g_object_ref (district);
  scenario->rand = g_rand_new_with_seed (seed);
  scenario->matters = g_ptr_array_new_with_free_func ((GDestroyNotify) matter_free);
  scenario->words = sgm_phrases_new (error);
  if (scenario->words == NULL)
    return NULL;
  rows = sgm_data_lookup_csv ("lists/matters.csv", error);
  if (rows == NULL)
    return NULL;

  for (guint i = 0; i < records->len; i++)
    add_matter (scenario, g_ptr_array_index (records, i), rows);
  return g_steal_pointer (&scenario);
}

void
sgm_scenario_free (SgmScenario *scenario)
{
  g_object_unref (scenario->district);
  g_rand_free (scenario->rand);
  g_ptr_array_unref (scenario->matters);
  g_clear_pointer (&scenario->words, sgm_phrases_free);
  g_free (scenario);
}

static const Matter *
pick_matter (SgmScenario *scenario)
{
  guint left = g_rand_int_range (scenario->rand, 0, scenario->total_weight);
  guint i = 0;

  for (;;)
    {
      const Matter *matter = g_ptr_array_index (scenario->matters, i);

      if (left < matter->weight)
        return matter;
      left -= matter->weight;
      i++;
    }
}

static SgmSource
pick_source (SgmScenario  *scenario,
             const Matter *matter)
{
  gboolean watched = !g_str_equal (matter->place, "home");
  guint n = G_N_ELEMENTS (sources) - (watched ? 0 : 1); /* no device looks into homes */
  guint total = 0;
  guint left;
  guint i = 0;

  for (guint j = 0; j < n; j++)
    total += sources[j].weight;
  left = g_rand_int_range (scenario->rand, 0, total);
  while (left >= sources[i].weight)
    left -= sources[i++].weight;
  return sources[i].source;
}

static const char *
pick_word (SgmScenario *scenario,
           const char  *use)
{
  return sgm_phrases_pick (scenario->words, scenario->rand, use);
}

static char *
make_reporter (SgmScenario *scenario,
               SgmSource    source)
{
  if (source == SGM_SOURCE_TERMINAL || source == SGM_SOURCE_DEVICE)
    return NULL;
  return g_strconcat (pick_word (scenario, "surname"),
                      g_rand_boolean (scenario->rand) ? "女士" : "先生", NULL);
}

static void
pick_point (SgmScenario   *scenario,
            const SgmArea *unit,
            double        *longitude,
            double        *latitude)
{
  const SgmBox *box = sgm_geometry_get_box (unit->geometry);
  const double *middle;

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      double x = g_rand_double_range (scenario->rand, box->min_x, box->max_x);
      double y = g_rand_double_range (scenario->rand, box->min_y, box->max_y);

      if (sgm_geometry_contains (unit->geometry, x, y))
        {
          *longitude = x;
          *latitude = y;
          return;
        }
    }
  middle = sgm_geometry_get_label_point (unit->geometry);
  *longitude = middle[0];
  *latitude = middle[1];
}

/* A unit in which such things happen: no shop pours out its tables onto a
 * fish pond. */
static const SgmArea *
pick_unit (SgmScenario  *scenario,
           SgmAreaSet   *areas,
           const Matter *matter,
           guint         first,
           guint         end)
{
  const SgmArea *unit = NULL;

  for (guint i = 0; i < MAX_TRIES; i++)
    {
      unit = sgm_area_set_get (areas, g_rand_int_range (scenario->rand, first, end));
      if (g_rand_double (scenario->rand) * MAX_SHARE
          < sgm_unit_kind_get_share (sgm_unit_kind_from_name (unit->name), matter->place))
        break;
    }
  return unit;
}

/**
 * sgm_scenario_make:
 *
 * Returns: (transfer full) (nullable): the next report, or %NULL where the
 *   district has no units or no matters
 */
SgmChange *
sgm_scenario_make (SgmScenario *scenario)
{
  SgmAreaSet *areas = sgm_district_get_areas (scenario->district);
  g_autofree char *title = NULL;
  g_autofree char *reporter = NULL;
  SgmReport report = { 0 };
  const Matter *matter;
  const SgmArea *unit;
  guint first, end;

  sgm_area_set_get_level (areas, SGM_LEVEL_UNIT, &first, &end);
  if (first == end || scenario->total_weight == 0)
    return NULL;

  matter = pick_matter (scenario);
  unit = pick_unit (scenario, areas, matter, first, end);
  title = g_strconcat (pick_word (scenario, sgm_unit_kind_get_words (sgm_unit_kind_from_name (unit->name),
                                                                     matter->place)),
                       "：", matter->name, NULL);
  report.source = pick_source (scenario, matter);
  reporter = make_reporter (scenario, report.source);
  report.matter = matter->id;
  report.title = title;
  report.unit = unit->id;
  report.reporter = reporter;
  pick_point (scenario, unit, &report.longitude, &report.latitude);
  return sgm_change_new_report_event (&report);
}
