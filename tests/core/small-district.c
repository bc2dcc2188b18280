/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "small-district.h"

#include "domain/sgm-tables.h"
#include "geo/sgm-geometry.h"

static void
add_area (GPtrArray  *records,
          gint64      id,
          SgmLevel    level,
          const char *code,
          const char *name,
          double      west,
          double      east)
{
  const double south = 22.55, north = 22.56;
  const double ring[] = { west, south, east, south, east, north, west, north, west, south };
  const guint end[] = { 5 };
  const guint polygon_end[] = { 1 };
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_polygons (ring, end, 1, polygon_end, 1);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (geometry);
  SgmRecord *area = sgm_record_new (&sgm_table_area, id);

  sgm_record_set_int (area, SGM_AREA_LEVEL, level);
  sgm_record_set_text (area, SGM_AREA_CODE, code);
  sgm_record_set_text (area, SGM_AREA_NAME, name);
  if (level > SGM_LEVEL_DISTRICT)
    sgm_record_set_int (area, SGM_AREA_PARENT, MIN (id - 1, SMALL_GRID));
  sgm_record_set_bytes (area, SGM_AREA_GEOMETRY, wkb);
  g_ptr_array_add (records, area);
}

static void
add_person (GPtrArray     *records,
            gint64         id,
            SgmPersonKind  kind,
            SgmRole        role,
            const char    *name)
{
  SgmRecord *person = sgm_record_new (&sgm_table_person, id);
  SgmRecord *post = sgm_record_new (&sgm_table_post, id);

  sgm_record_set_int (person, SGM_PERSON_KIND, kind);
  sgm_record_set_text (person, SGM_PERSON_NAME, name);
  sgm_record_set_text (person, SGM_PERSON_PHONE, "10000000000");
  sgm_record_set_int (person, SGM_PERSON_CHANNEL,
                      kind == SGM_PERSON_KIND_FULL_TIME ? SGM_CHANNEL_TERMINAL : SGM_CHANNEL_PHONE);
  sgm_record_set_int (person, SGM_PERSON_DUTY, 1);
  g_ptr_array_add (records, person);
  sgm_record_set_int (post, SGM_POST_PERSON, id);
  sgm_record_set_int (post, SGM_POST_AREA, SMALL_GRID);
  sgm_record_set_int (post, SGM_POST_ROLE, role);
  g_ptr_array_add (records, post);
}

static void
add_matter (GPtrArray  *records,
            gint64      id,
            const char *name,
            SgmUrgency  urgency)
{
  SgmRecord *matter = sgm_record_new (&sgm_table_matter, id);

  sgm_record_set_int (matter, SGM_MATTER_NO, id);
  sgm_record_set_text (matter, SGM_MATTER_NAME, name);
  sgm_record_set_int (matter, SGM_MATTER_URGENCY, urgency);
  sgm_record_set_int (matter, SGM_MATTER_CLOCK, SGM_CLOCK_URGENT_HOURS);
  sgm_record_set_int (matter, SGM_MATTER_LIMIT, 2);
  g_ptr_array_add (records, matter);
}

/* Returns: (transfer full) (element-type SgmRecord): all its records */
GPtrArray *
small_district_make_records (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  SgmRecord *mark = sgm_record_new (&sgm_table_meta, 1);

  sgm_record_set_text (mark, SGM_META_KEY, "sample");
  sgm_record_set_text (mark, SGM_META_VALUE, "1");
  g_ptr_array_add (records, mark);
  add_area (records, SMALL_DISTRICT, SGM_LEVEL_DISTRICT, "440704", "江海区", 113.10, 113.12);
  add_area (records, SMALL_STREET, SGM_LEVEL_STREET, "440704001", "江南街道", 113.10, 113.12);
  add_area (records, SMALL_COMMUNITY, SGM_LEVEL_COMMUNITY, "440704001015", "桥南社区", 113.10, 113.12);
  add_area (records, SMALL_GRID, SGM_LEVEL_GRID, "440704001015001", "第一网格", 113.10, 113.12);
  add_area (records, SMALL_UNIT_WEST, SGM_LEVEL_UNIT, "440704001015001001", "西", 113.10, 113.11);
  add_area (records, SMALL_UNIT_EAST, SGM_LEVEL_UNIT, "440704001015001002", "东", 113.11, 113.12);
  add_person (records, SMALL_WORKER_A, SGM_PERSON_KIND_FULL_TIME, SGM_ROLE_WORKER, "甲");
  add_person (records, SMALL_WORKER_B, SGM_PERSON_KIND_FULL_TIME, SGM_ROLE_WORKER, "乙");
  add_person (records, SMALL_PART_TIME, SGM_PERSON_KIND_PART_TIME, SGM_ROLE_WORKER, "丙");
  add_person (records, SMALL_LEADER, SGM_PERSON_KIND_RESIDENT_LEADER, SGM_ROLE_RESIDENT_LEADER, "丁");
  add_matter (records, SMALL_MATTER_URGENT, "内涝积水", SGM_URGENCY_URGENT);
  add_matter (records, SMALL_MATTER_ORDINARY, "占道经营", SGM_URGENCY_ORDINARY);
  return records;
}

/* Returns: (transfer full): a store on a new file that holds the district */
SgmStore *
small_district_open_new (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = small_district_make_records ();
  g_autoptr (SgmChange) change = sgm_change_new_import_sample (records);
  SgmStore *store = sgm_store_open (path, SGM_STORE_CREATE, &error);

  g_assert_no_error (error);
  sgm_store_submit (store, change, &error);
  g_assert_no_error (error);
  return store;
}

/* Reports an event in the middle of the western unit.
 * Returns: the journal entry's number */
gint64
small_district_report (SgmStore   *store,
                       gint64      matter,
                       const char *source_id)
{
  g_autoptr (GError) error = NULL;
  SgmReport report = { SGM_SOURCE_HOTLINE, source_id, matter, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y, "报料人" };
  g_autoptr (SgmChange) change = sgm_change_new_report_event (&report);
  gint64 seq = sgm_store_submit (store, change, &error);

  g_assert_no_error (error);
  return seq;
}
