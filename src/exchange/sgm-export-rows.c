/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-export-rows.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "domain/sgm-tables.h"
#include "draw/sgm-labels.h"

/* What goes through a layer's rows. */
typedef struct
{
  SgmExportSource *source;
  SgmTheme *theme;
  SgmExportRow row;
  SgmExportRowFunc func;
  gpointer data;
  GError **error;
} Walk;

static void
set_text (Walk       *walk,
          guint       column,
          const char *text)
{
  SgmValue *value = &walk->row.values[column];

  sgm_value_clear (value);
  if (text == NULL)
    return;
  value->type = SGM_TYPE_TEXT;
  value->text = g_strdup (text);
}

static void
set_int (Walk  *walk,
         guint  column,
         gint64 number)
{
  SgmValue *value = &walk->row.values[column];

  sgm_value_clear (value);
  value->type = SGM_TYPE_INT;
  value->i = number;
}

/* No format has infinity, nor a number that is none. */
static void
set_real (Walk   *walk,
          guint   column,
          double  number)
{
  SgmValue *value = &walk->row.values[column];

  sgm_value_clear (value);
  if (!isfinite (number))
    return;
  value->type = SGM_TYPE_REAL;
  value->r = number;
}

static void
copy (Walk      *walk,
      guint      column,
      SgmRecord *record,
      guint      from)
{
  SgmValue *value = &walk->row.values[column];

  sgm_value_clear (value);
  sgm_value_copy (sgm_record_get_value (record, from), value);
}

static void
set_shape (Walk      *walk,
           SgmRecord *record,
           guint      column)
{
  g_clear_pointer (&walk->row.wkb, g_bytes_unref);
  if (!sgm_record_is_null (record, column))
    walk->row.wkb = g_bytes_ref (sgm_record_get_bytes (record, column));
}

static gboolean
give (Walk *walk)
{
  gboolean going_on = walk->func (&walk->row, walk->data, walk->error);

  for (guint i = 0; i < SGM_EXPORT_MAX_FIELDS; i++)
    sgm_value_clear (&walk->row.values[i]);
  g_clear_pointer (&walk->row.wkb, g_bytes_unref);
  return going_on;
}

static gboolean
is_valid (Walk      *walk,
          SgmRecord *record,
          guint      from,
          guint      to)
{
  gint64 at = walk->source->at;

  return (sgm_record_is_null (record, from) || sgm_record_get_int (record, from) <= at)
         && (sgm_record_is_null (record, to) || at < sgm_record_get_int (record, to));
}

/* Areas --------------------------------------------------------------------- */

static const char *
get_kind_name (SgmAreaKind kind)
{
  switch (kind)
    {
    case SGM_AREA_KIND_COMMUNITY:
      return _("Community");
    case SGM_AREA_KIND_VILLAGE:
      return _("Village");
    case SGM_AREA_KIND_NONE:
    default:
      return NULL;
    }
}

static void
set_theme (Walk          *walk,
           const SgmArea *area)
{
  const SgmThemeKind *kind = sgm_theme_kind_get (sgm_theme_get_kind (walk->theme));
  guint class = sgm_theme_get_area_class (walk->theme, area->index);

  if (class != SGM_THEME_NO_CLASS)
    set_text (walk, SGM_EXPORT_AREA_THEME_CLASS, sgm_theme_get_class (walk->theme, class)->label);
  if (area->level > kind->smallest)
    area = sgm_area_set_get_ancestor (walk->source->picture->areas, area, kind->smallest);
  if (area != NULL && kind->value != NULL)
    set_real (walk, SGM_EXPORT_AREA_THEME_VALUE, kind->value (area, walk->source->picture->tallies));
}

static gboolean
give_area (Walk          *walk,
           const SgmArea *area)
{
  SgmPicture *picture = walk->source->picture;
  SgmRecord *record = sgm_records_get (picture->records, &sgm_table_area, area->id);

  set_text (walk, SGM_EXPORT_AREA_CODE, area->code);
  set_text (walk, SGM_EXPORT_AREA_NAME, area->name);
  set_text (walk, SGM_EXPORT_AREA_LABEL, sgm_labels_get_short_name (picture->areas, area));
  set_text (walk, SGM_EXPORT_AREA_KIND, get_kind_name (area->kind));
  if (area->parent != SGM_AREA_NONE)
    set_text (walk, SGM_EXPORT_AREA_PARENT, sgm_area_set_get (picture->areas, area->parent)->code);
  copy (walk, SGM_EXPORT_AREA_VALID_FROM, record, SGM_AREA_VALID_FROM);
  set_real (walk, SGM_EXPORT_AREA_SIZE, round (area->size * 100) / 100);
  if (walk->theme != NULL)
    set_theme (walk, area);
  set_shape (walk, record, SGM_AREA_GEOMETRY);
  return give (walk);
}

static gboolean
walk_areas (Walk           *walk,
            SgmExportLayer  layer)
{
  SgmAreaSet *areas = walk->source->picture->areas;
  guint first, end;

  sgm_area_set_get_level (areas, sgm_export_layer_get_level (layer), &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmArea *area = sgm_area_set_get (areas, i);

      if (sgm_export_source_has_area (walk->source, area) && !give_area (walk, area))
        return FALSE;
    }
  return TRUE;
}

/* Events and places --------------------------------------------------------- */

static void
set_times (Walk      *walk,
           SgmRecord *event)
{
  gint64 from = sgm_record_get_int (event, SGM_EVENT_REPORTED_AT);
  gint64 due = sgm_record_get_int (event, SGM_EVENT_DUE_AT);
  gboolean open = sgm_stage_is_open (sgm_record_get_int (event, SGM_EVENT_STAGE));
  gint64 at = walk->source->at;

  copy (walk, SGM_EXPORT_EVENT_REPORTED, event, SGM_EVENT_REPORTED_AT);
  copy (walk, SGM_EXPORT_EVENT_DUE, event, SGM_EVENT_DUE_AT);
  copy (walk, SGM_EXPORT_EVENT_CLOSED, event, SGM_EVENT_CLOSED_AT);
  set_int (walk, SGM_EXPORT_EVENT_OVERDUE, open && due != 0 && due <= at);
  if (open)
    set_real (walk, SGM_EXPORT_EVENT_TIME_LEFT,
              due > from ? CLAMP ((double) (due - at) / (double) (due - from), 0, 1) : 1);
}

static gboolean
give_event (Walk      *walk,
            SgmRecord *event)
{
  SgmStage stage = sgm_record_get_int (event, SGM_EVENT_STAGE);
  SgmUrgency urgency = sgm_record_get_int (event, SGM_EVENT_URGENCY);
  SgmRecord *matter = sgm_records_get (walk->source->picture->records, &sgm_table_matter,
                                       sgm_record_get_int (event, SGM_EVENT_MATTER));

  copy (walk, SGM_EXPORT_EVENT_NO, event, SGM_EVENT_NO);
  copy (walk, SGM_EXPORT_EVENT_TITLE, event, SGM_EVENT_TITLE);
  if (matter != NULL)
    {
      copy (walk, SGM_EXPORT_EVENT_MATTER, matter, SGM_MATTER_NAME);
      copy (walk, SGM_EXPORT_EVENT_MATTER_NO, matter, SGM_MATTER_NO);
    }
  set_text (walk, SGM_EXPORT_EVENT_STAGE, sgm_stage_get_name (stage));
  set_int (walk, SGM_EXPORT_EVENT_STAGE_NO, stage);
  set_text (walk, SGM_EXPORT_EVENT_URGENCY, sgm_urgency_get_name (urgency));
  set_int (walk, SGM_EXPORT_EVENT_URGENCY_NO, urgency);
  set_text (walk, SGM_EXPORT_EVENT_SOURCE, sgm_source_get_name (sgm_record_get_int (event, SGM_EVENT_SOURCE)));
  set_times (walk, event);
  set_text (walk, SGM_EXPORT_EVENT_UNIT,
            sgm_export_source_get_code (walk->source, sgm_record_get_int (event, SGM_EVENT_UNIT)));
  set_text (walk, SGM_EXPORT_EVENT_GRID,
            sgm_export_source_get_code (walk->source, sgm_record_get_int (event, SGM_EVENT_GRID)));
  copy (walk, SGM_EXPORT_EVENT_ASSIGNEE, event, SGM_EVENT_ASSIGNEE);
  copy (walk, SGM_EXPORT_EVENT_REPORTER, event, SGM_EVENT_REPORTER);
  set_shape (walk, event, SGM_EVENT_GEOMETRY);
  return give (walk);
}

static gboolean
walk_events (Walk *walk)
{
  for (guint i = 0; i < walk->source->events->len; i++)
    {
      SgmRecord *event = walk->source->events->pdata[i];

      if (sgm_export_source_has_area (walk->source, sgm_picture_find_area (walk->source->picture, event))
          && !give_event (walk, event))
        return FALSE;
    }
  return TRUE;
}

static gboolean
give_place (Walk      *walk,
            SgmRecord *place)
{
  gint64 area = sgm_record_get_int (place, SGM_PLACE_AREA);

  if (!sgm_export_source_has_id (walk->source, area))
    return TRUE;
  copy (walk, SGM_EXPORT_PLACE_KIND, place, SGM_PLACE_KIND);
  copy (walk, SGM_EXPORT_PLACE_NAME, place, SGM_PLACE_NAME);
  copy (walk, SGM_EXPORT_PLACE_STATE, place, SGM_PLACE_STATE);
  set_text (walk, SGM_EXPORT_PLACE_AREA, sgm_export_source_get_code (walk->source, area));
  set_shape (walk, place, SGM_PLACE_GEOMETRY);
  return give (walk);
}

/* People and organizations --------------------------------------------------- */

/* Whether one of the records that refer to an owner is valid and about an area
 * that is exported. */
static gboolean
is_about_chosen (Walk           *walk,
                 const SgmTable *table,
                 guint           owner,
                 gint64          id,
                 guint           area,
                 guint           from,
                 guint           to)
{
  GPtrArray *related;

  if (walk->source->chosen == NULL)
    return TRUE;
  related = sgm_records_get_related (walk->source->picture->records, table, owner, id);
  for (guint i = 0; related != NULL && i < related->len; i++)
    if (is_valid (walk, related->pdata[i], from, to)
        && sgm_export_source_has_id (walk->source, sgm_record_get_int (related->pdata[i], area)))
      return TRUE;
  return FALSE;
}

static gboolean
give_person (Walk      *walk,
             SgmRecord *person)
{
  gint64 id = sgm_record_get_id (person);

  if (!is_about_chosen (walk, &sgm_table_post, SGM_POST_PERSON, id, SGM_POST_AREA, SGM_POST_VALID_FROM,
                        SGM_POST_VALID_TO))
    return TRUE;
  set_int (walk, SGM_EXPORT_PERSON_ID, id);
  set_text (walk, SGM_EXPORT_PERSON_KIND, sgm_person_kind_get_name (sgm_record_get_int (person, SGM_PERSON_KIND)));
  set_text (walk, SGM_EXPORT_PERSON_CHANNEL, sgm_channel_get_name (sgm_record_get_int (person, SGM_PERSON_CHANNEL)));
  set_int (walk, SGM_EXPORT_PERSON_ON_DUTY, sgm_record_get_int (person, SGM_PERSON_DUTY) != 0);
  copy (walk, SGM_EXPORT_PERSON_SKILLS, person, SGM_PERSON_SKILLS);
  copy (walk, SGM_EXPORT_PERSON_NAME, person, SGM_PERSON_NAME);
  copy (walk, SGM_EXPORT_PERSON_PHONE, person, SGM_PERSON_PHONE);
  return give (walk);
}

static gboolean
give_post (Walk      *walk,
           SgmRecord *post)
{
  gint64 area = sgm_record_get_int (post, SGM_POST_AREA);

  if (!is_valid (walk, post, SGM_POST_VALID_FROM, SGM_POST_VALID_TO) || !sgm_export_source_has_id (walk->source, area))
    return TRUE;
  copy (walk, SGM_EXPORT_POST_PERSON, post, SGM_POST_PERSON);
  set_text (walk, SGM_EXPORT_POST_ROLE, sgm_role_get_name (sgm_record_get_int (post, SGM_POST_ROLE)));
  set_text (walk, SGM_EXPORT_POST_AREA, sgm_export_source_get_code (walk->source, area));
  copy (walk, SGM_EXPORT_POST_VALID_FROM, post, SGM_POST_VALID_FROM);
  return give (walk);
}

static const char *
get_org_level_name (SgmOrgLevel level)
{
  switch (level)
    {
    case SGM_ORG_LEVEL_STREET:
      return _("Street’s party committee");
    case SGM_ORG_LEVEL_COMMUNITY:
      return _("Village’s or community’s party organization");
    case SGM_ORG_LEVEL_GRID:
    default:
      return _("Grid’s party organization");
    }
}

static gboolean
give_org (Walk      *walk,
          SgmRecord *org)
{
  gint64 id = sgm_record_get_id (org);

  if (!is_about_chosen (walk, &sgm_table_org_area, SGM_ORG_AREA_ORG, id, SGM_ORG_AREA_AREA, SGM_ORG_AREA_VALID_FROM,
                        SGM_ORG_AREA_VALID_TO))
    return TRUE;
  set_int (walk, SGM_EXPORT_ORG_ID, id);
  set_text (walk, SGM_EXPORT_ORG_LEVEL, get_org_level_name (sgm_record_get_int (org, SGM_ORG_LEVEL)));
  copy (walk, SGM_EXPORT_ORG_NAME, org, SGM_ORG_NAME);
  copy (walk, SGM_EXPORT_ORG_MEMBERS, org, SGM_ORG_MEMBERS);
  copy (walk, SGM_EXPORT_ORG_GROUPS, org, SGM_ORG_GROUPS);
  copy (walk, SGM_EXPORT_ORG_HOUSEHOLDS, org, SGM_ORG_HOUSEHOLDS);
  copy (walk, SGM_EXPORT_ORG_SECRETARY, org, SGM_ORG_SECRETARY);
  return give (walk);
}

/* Returns: (nullable): whether a grid's organization is its own or shared; of
 * larger areas nobody asks */
static const char *
get_coverage_name (Walk   *walk,
                   gint64  org)
{
  SgmRecords *records = walk->source->picture->records;
  SgmRecord *record = sgm_records_get (records, &sgm_table_org, org);
  GPtrArray *covered = sgm_records_get_related (records, &sgm_table_org_area, SGM_ORG_AREA_ORG, org);
  guint n = 0;

  if (record == NULL || sgm_record_get_int (record, SGM_ORG_LEVEL) != SGM_ORG_LEVEL_GRID)
    return NULL;
  for (guint i = 0; covered != NULL && i < covered->len; i++)
    n += is_valid (walk, covered->pdata[i], SGM_ORG_AREA_VALID_FROM, SGM_ORG_AREA_VALID_TO);
  return n > 1 ? _("joint") : _("own");
}

static gboolean
give_coverage (Walk      *walk,
               SgmRecord *org_area)
{
  gint64 area = sgm_record_get_int (org_area, SGM_ORG_AREA_AREA);

  if (!is_valid (walk, org_area, SGM_ORG_AREA_VALID_FROM, SGM_ORG_AREA_VALID_TO)
      || !sgm_export_source_has_id (walk->source, area))
    return TRUE;
  copy (walk, SGM_EXPORT_COVERAGE_ORG, org_area, SGM_ORG_AREA_ORG);
  set_text (walk, SGM_EXPORT_COVERAGE_AREA, sgm_export_source_get_code (walk->source, area));
  set_text (walk, SGM_EXPORT_COVERAGE_KIND,
            get_coverage_name (walk, sgm_record_get_int (org_area, SGM_ORG_AREA_ORG)));
  copy (walk, SGM_EXPORT_COVERAGE_VALID_FROM, org_area, SGM_ORG_AREA_VALID_FROM);
  return give (walk);
}

static gboolean
give_fact (Walk      *walk,
           SgmRecord *fact)
{
  gint64 area = sgm_record_get_int (fact, SGM_FACT_AREA);

  if (!sgm_export_source_has_id (walk->source, area))
    return TRUE;
  set_text (walk, SGM_EXPORT_FACT_AREA, sgm_export_source_get_code (walk->source, area));
  copy (walk, SGM_EXPORT_FACT_MEASURE, fact, SGM_FACT_MEASURE);
  copy (walk, SGM_EXPORT_FACT_AT, fact, SGM_FACT_AT);
  copy (walk, SGM_EXPORT_FACT_VALUE, fact, SGM_FACT_VALUE);
  copy (walk, SGM_EXPORT_FACT_TOTAL, fact, SGM_FACT_TOTAL);
  return give (walk);
}

/* Layers -------------------------------------------------------------------- */

static const struct
{
  const SgmTable *table;
  gboolean (*give) (Walk *walk, SgmRecord *record);
} tables[SGM_N_EXPORT_LAYERS] = {
  [SGM_EXPORT_LAYER_PLACE] = { &sgm_table_place, give_place },
  [SGM_EXPORT_LAYER_PERSON] = { &sgm_table_person, give_person },
  [SGM_EXPORT_LAYER_POST] = { &sgm_table_post, give_post },
  [SGM_EXPORT_LAYER_ORGANIZATION] = { &sgm_table_org, give_org },
  [SGM_EXPORT_LAYER_COVERAGE] = { &sgm_table_org_area, give_coverage },
  [SGM_EXPORT_LAYER_FACT] = { &sgm_table_fact, give_fact },
};

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 first = sgm_record_get_id (*(SgmRecord *const *) a);
  gint64 second = sgm_record_get_id (*(SgmRecord *const *) b);

  return (first > second) - (first < second);
}

static gboolean
walk_table (Walk           *walk,
            SgmExportLayer  layer)
{
  g_autoptr (GPtrArray) records = sgm_records_dup_all (walk->source->picture->records, tables[layer].table);

  g_ptr_array_sort (records, compare_ids);
  for (guint i = 0; i < records->len; i++)
    if (!tables[layer].give (walk, records->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * sgm_export_rows_each:
 * @source: a district
 * @layer: a layer
 * @theme: (nullable): of the source's areas, what the areas' columns tell of it
 * @func: (scope call): is given each row
 *
 * Goes through the rows of a layer that are to be exported, in the order of
 * their codes or ids.
 *
 * Returns: %FALSE with the error of @func where that has ended it
 */
gboolean
sgm_export_rows_each (SgmExportSource   *source,
                      SgmExportLayer     layer,
                      SgmTheme          *theme,
                      SgmExportRowFunc   func,
                      gpointer           data,
                      GError           **error)
{
  Walk walk = { .source = source, .theme = theme, .func = func, .data = data, .error = error };

  if (sgm_export_layer_get_level (layer) != SGM_LEVEL_NONE)
    return walk_areas (&walk, layer);
  if (layer == SGM_EXPORT_LAYER_EVENT)
    return walk_events (&walk);
  return walk_table (&walk, layer);
}

/**
 * sgm_export_rows_count:
 *
 * Returns: how many rows of a layer there are at the most, to tell how far the
 *   work has come
 */
guint
sgm_export_rows_count (SgmExportSource *source,
                       SgmExportLayer   layer)
{
  guint first, end;

  if (layer == SGM_EXPORT_LAYER_EVENT)
    return source->events->len;
  if (sgm_export_layer_get_level (layer) == SGM_LEVEL_NONE)
    return sgm_records_get_n (source->picture->records, tables[layer].table);
  sgm_area_set_get_level (source->picture->areas, sgm_export_layer_get_level (layer), &first, &end);
  return end - first;
}
