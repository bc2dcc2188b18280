/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide-world.h"
#include "geo/sgm-geometry.h"

/* Records that a centre keeps itself, and who may do what. */

/* Submits a copy of a record with one value set, and expects a code. */
static void
check_not (World         *w,
           SgmChangeKind  kind,
           SgmRecord     *good,
           guint          column,
           SgmValue       value,
           SgmError       expected)
{
  g_autoptr (SgmRecord) bad = sgm_record_copy (good);
  g_autoptr (SgmChange) change = NULL;

  sgm_record_set_value (bad, column, &value);
  change = world_save_change (kind, bad);
  sgm_change_set_why (change, "because");
  g_test_message ("%s.%s", sgm_record_get_table (good)->name, sgm_record_get_table (good)->columns[column].name);
  world_must_not (w, change, expected);
}

static void
check_refused (World     *w,
               SgmRecord *good,
               guint      column,
               SgmValue   value,
               SgmError   expected)
{
  check_not (w, SGM_CHANGE_SAVE, good, column, value, expected);
}

#define NOTHING ((SgmValue) { SGM_TYPE_NULL, { 0 } })
#define NUMBER(n) ((SgmValue) { SGM_TYPE_INT, { .i = (n) } })
#define REAL(n) ((SgmValue) { SGM_TYPE_REAL, { .r = (n) } })
#define TEXT(t) ((SgmValue) { SGM_TYPE_TEXT, { .text = (char *) (t) } })

static void
test_save_area (World         *w,
                gconstpointer  data)
{
  g_autoptr (SgmRecord) area = sgm_record_new (&sgm_table_area, 0);
  g_autoptr (SgmChange) change = NULL;
  g_autoptr (SgmChange) late = NULL;
  g_autoptr (SgmChange) remove = NULL;
  g_autoptr (SgmRecord) west = sgm_record_copy (world_look (w, &sgm_table_area, SMALL_UNIT_WEST));
  g_autoptr (SgmRecord) stale = sgm_record_copy (west);

  for (guint i = 0; i < SGM_AREA_N_COLUMNS; i++)
    sgm_record_set_value (area, i, sgm_record_get_value (world_look (w, &sgm_table_area, SMALL_UNIT_EAST), i));
  sgm_record_set_text (area, SGM_AREA_CODE, "440704001015001003");
  check_refused (w, area, SGM_AREA_CODE, TEXT ("440704001015001"), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_CODE, TEXT ("44070400101500x003"), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_CODE, TEXT ("440704001016001003"), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_CODE, TEXT ("440704001015001002"), SGM_ERROR_REFUSED);
  check_refused (w, area, SGM_AREA_CODE, NOTHING, SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_NAME, TEXT (""), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_PARENT, NUMBER (SMALL_STREET), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_PARENT, NUMBER (77), SGM_ERROR_REFUSED);
  check_refused (w, area, SGM_AREA_GEOMETRY, NOTHING, SGM_ERROR_INVALID);
  change = world_save_change (SGM_CHANGE_SAVE, area);
  world_must (w, change);

  sgm_record_set_text (west, SGM_AREA_NAME, "西里");
  g_clear_pointer (&change, sgm_change_unref);
  change = world_save_change (SGM_CHANGE_SAVE, west);
  world_must (w, change);
  g_assert_cmpstr (sgm_record_get_text (world_look (w, &sgm_table_area, SMALL_UNIT_WEST), SGM_AREA_NAME), ==, "西里");
  late = world_save_change (SGM_CHANGE_SAVE, stale);
  world_must_not (w, late, SGM_ERROR_CONFLICT);
  remove = world_save_change (SGM_CHANGE_REMOVE, world_look (w, &sgm_table_area, SMALL_UNIT_WEST));
  world_must_not (w, remove, SGM_ERROR_REFUSED);
}

/* What a good record of each of the other tables looks like, and what makes
 * it a bad one. */
static void
test_save_records (World         *w,
                   gconstpointer  data)
{
  static const struct
  {
    const SgmTable *table;
    guint column;
    SgmValue good;
    SgmValue bad; /* equal to good where nothing is tried */
    SgmError expected;
  } cases[] = {
    { &sgm_table_person, SGM_PERSON_KIND, NUMBER (1), NUMBER (9), SGM_ERROR_INVALID },
    { &sgm_table_person, SGM_PERSON_NAME, TEXT ("戊"), TEXT (""), SGM_ERROR_INVALID },
    { &sgm_table_person, SGM_PERSON_CHANNEL, NUMBER (1), NUMBER (0), SGM_ERROR_INVALID },
    { &sgm_table_post, SGM_POST_PERSON, NUMBER (1), NUMBER (99), SGM_ERROR_REFUSED },
    { &sgm_table_post, SGM_POST_AREA, NUMBER (SMALL_GRID), NUMBER (SMALL_STREET), SGM_ERROR_INVALID },
    { &sgm_table_post, SGM_POST_ROLE, NUMBER (1), NUMBER (2), SGM_ERROR_INVALID },
    { &sgm_table_post, SGM_POST_VALID_FROM, NUMBER (5), NUMBER (7), SGM_ERROR_INVALID },
    { &sgm_table_post, SGM_POST_VALID_TO, NUMBER (6), NUMBER (5), SGM_ERROR_INVALID },
    { &sgm_table_shift, SGM_SHIFT_PERSON, NUMBER (1), NUMBER (99), SGM_ERROR_REFUSED },
    { &sgm_table_shift, SGM_SHIFT_STARTS_AT, NUMBER (5), NUMBER (6), SGM_ERROR_INVALID },
    { &sgm_table_shift, SGM_SHIFT_ENDS_AT, NUMBER (6), NOTHING, SGM_ERROR_INVALID },
    { &sgm_table_org, SGM_ORG_LEVEL, NUMBER (3), NUMBER (4), SGM_ERROR_INVALID },
    { &sgm_table_org, SGM_ORG_NAME, TEXT ("网格党支部"), NOTHING, SGM_ERROR_INVALID },
    { &sgm_table_org, SGM_ORG_MEMBERS, NUMBER (12), NUMBER (-1), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_NO, NUMBER (3), NUMBER (0), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_NAME, TEXT ("井盖缺失"), TEXT (""), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_URGENCY, NUMBER (1), NUMBER (4), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_CLOCK, NUMBER (2), NUMBER (0), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_LIMIT, NUMBER (4), NUMBER (0), SGM_ERROR_INVALID },
    { &sgm_table_calendar, SGM_CALENDAR_DAY, NUMBER (20261001), NUMBER (20260230), SGM_ERROR_INVALID },
    { &sgm_table_calendar, SGM_CALENDAR_KIND, NUMBER (1), NUMBER (3), SGM_ERROR_INVALID },
    { &sgm_table_fact, SGM_FACT_AREA, NUMBER (SMALL_UNIT_WEST), NUMBER (99), SGM_ERROR_REFUSED },
    { &sgm_table_fact, SGM_FACT_MEASURE, TEXT ("households"), NOTHING, SGM_ERROR_INVALID },
    { &sgm_table_fact, SGM_FACT_VALUE, REAL (3), REAL (-1), SGM_ERROR_INVALID },
    { &sgm_table_fact, SGM_FACT_TOTAL, REAL (4), REAL (2), SGM_ERROR_INVALID },
    { &sgm_table_note, SGM_NOTE_TEXT, TEXT ("看过了"), TEXT (""), SGM_ERROR_INVALID },
    { &sgm_table_note, SGM_NOTE_AREA, NUMBER (SMALL_GRID), NUMBER (99), SGM_ERROR_REFUSED },
    { &sgm_table_note, SGM_NOTE_EVENT, NOTHING, NUMBER (1), SGM_ERROR_INVALID },
    { &sgm_table_user, SGM_USER_NAME, TEXT ("chen"), TEXT (""), SGM_ERROR_INVALID },
    { &sgm_table_user, SGM_USER_ROLE, NUMBER (SGM_USER_ROLE_ADMINISTRATOR), NUMBER (5), SGM_ERROR_INVALID },
    { &sgm_table_meta, SGM_META_KEY, TEXT ("erase-after-days"), TEXT ("sample"), SGM_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SgmRecord) good = sgm_record_new (cases[i].table, 0);

      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        if (cases[j].table == cases[i].table)
          sgm_record_set_value (good, cases[j].column, &cases[j].good);
      check_refused (w, good, cases[i].column, cases[i].bad, cases[i].expected);
      if (i + 1 == G_N_ELEMENTS (cases) || cases[i + 1].table != cases[i].table)
        {
          g_autoptr (SgmChange) change = world_save_change (SGM_CHANGE_SAVE, good);

          world_must (w, change);
        }
    }
}

/* A change may add a person together with the posts. */
static void
test_save_references (World         *w,
                      gconstpointer  data)
{
  g_autoptr (SgmRecord) person = sgm_record_new (&sgm_table_person, -7);
  g_autoptr (SgmRecord) post = sgm_record_new (&sgm_table_post, 0);
  g_autoptr (SgmChange) both = NULL;
  g_autoptr (SgmChange) twice = NULL;
  g_autoptr (SgmChange) before = NULL;
  SgmPatch *patch;
  SgmRecord *saved;

  sgm_record_set_int (person, SGM_PERSON_KIND, SGM_PERSON_KIND_PART_TIME);
  sgm_record_set_text (person, SGM_PERSON_NAME, "戊");
  sgm_record_set_int (person, SGM_PERSON_CHANNEL, SGM_CHANNEL_PHONE);
  sgm_record_set_int (post, SGM_POST_PERSON, -7);
  sgm_record_set_int (post, SGM_POST_AREA, SMALL_GRID);
  sgm_record_set_int (post, SGM_POST_ROLE, SGM_ROLE_WORKER);

  before = world_save_change (SGM_CHANGE_SAVE, post);
  sgm_change_add_record (before, person);
  world_must_not (w, before, SGM_ERROR_REFUSED);
  twice = world_save_change (SGM_CHANGE_SAVE, person);
  sgm_change_add_record (twice, person);
  world_must_not (w, twice, SGM_ERROR_INVALID);

  both = world_save_change (SGM_CHANGE_SAVE, person);
  sgm_change_add_record (both, post);
  world_must (w, both);
  patch = w->patches->pdata[w->patches->len - 1];
  g_assert_cmpuint (sgm_patch_get_n_ops (patch), ==, 2);
  saved = world_look (w, &sgm_table_post, sgm_patch_get_op (patch, 1)->id);
  g_assert_cmpint (sgm_record_get_int (saved, SGM_POST_PERSON), ==, sgm_patch_get_op (patch, 0)->id);
  g_assert_cmpint (sgm_record_get_int (saved, SGM_POST_PERSON), >, 0);
}

/* A copy of a good record with a bad value is refused, and then the good one is
 * saved, as it is to be found again. */
typedef struct
{
  guint column;
  SgmValue bad;
  SgmError expected;
} Wrong;

static SgmRecord *
check_saved (World       *w,
             SgmRecord   *good,
             const Wrong *wrongs,
             guint        n_wrongs)
{
  g_autoptr (SgmChange) change = world_save_change (SGM_CHANGE_SAVE, good);

  for (guint i = 0; i < n_wrongs; i++)
    check_refused (w, good, wrongs[i].column, wrongs[i].bad, wrongs[i].expected);
  world_must (w, change);
  return world_find_only (w, sgm_record_get_table (good));
}

static SgmRecord *
new_at_point (const SgmTable *table,
              guint           column)
{
  SgmRecord *record = sgm_record_new (table, 0);
  g_autoptr (SgmGeometry) point = sgm_geometry_new_point (SMALL_X, SMALL_Y);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (point);

  sgm_record_set_bytes (record, column, wkb);
  return record;
}

/* Enterprises, devices, contact points; what people call a place; and which
 * organization covers a grid. */
static void
test_save_places (World         *w,
                  gconstpointer  data)
{
  static const Wrong wrong_places[] = {
    { SGM_PLACE_KIND, TEXT (""), SGM_ERROR_INVALID },
    { SGM_PLACE_NAME, NOTHING, SGM_ERROR_INVALID },
    { SGM_PLACE_AREA, NUMBER (99), SGM_ERROR_REFUSED },
    { SGM_PLACE_GEOMETRY, NOTHING, SGM_ERROR_INVALID },
  };
  static const Wrong wrong_addresses[] = {
    { SGM_ADDRESS_TEXT, TEXT (""), SGM_ERROR_INVALID },
    { SGM_ADDRESS_AREA, NUMBER (99), SGM_ERROR_REFUSED },
    { SGM_ADDRESS_GEOMETRY, NOTHING, SGM_ERROR_INVALID },
  };
  static const Wrong wrong_coverages[] = {
    { SGM_ORG_AREA_ORG, NUMBER (99), SGM_ERROR_REFUSED },
    { SGM_ORG_AREA_AREA, NUMBER (99), SGM_ERROR_REFUSED },
    { SGM_ORG_AREA_VALID_TO, NUMBER (5), SGM_ERROR_INVALID },
  };
  g_autoptr (SgmRecord) place = new_at_point (&sgm_table_place, SGM_PLACE_GEOMETRY);
  g_autoptr (SgmRecord) address = new_at_point (&sgm_table_address, SGM_ADDRESS_GEOMETRY);
  g_autoptr (SgmRecord) org = sgm_record_new (&sgm_table_org, 0);
  g_autoptr (SgmRecord) coverage = sgm_record_new (&sgm_table_org_area, 0);
  g_autoptr (SgmChange) remove = NULL;
  SgmRecord *saved;

  sgm_record_set_text (place, SGM_PLACE_KIND, "enterprise");
  sgm_record_set_text (place, SGM_PLACE_NAME, "江海机电厂");
  sgm_record_set_text (place, SGM_PLACE_STATE, "2 open hazards");
  sgm_record_set_int (place, SGM_PLACE_AREA, SMALL_UNIT_WEST);
  saved = check_saved (w, place, wrong_places, G_N_ELEMENTS (wrong_places));
  remove = world_save_change (SGM_CHANGE_REMOVE, saved);
  world_must (w, remove);

  sgm_record_set_text (address, SGM_ADDRESS_TEXT, "东升路 12 号");
  sgm_record_set_int (address, SGM_ADDRESS_AREA, SMALL_UNIT_WEST);
  check_saved (w, address, wrong_addresses, G_N_ELEMENTS (wrong_addresses));

  sgm_record_set_int (org, SGM_ORG_LEVEL, SGM_ORG_LEVEL_GRID);
  sgm_record_set_text (org, SGM_ORG_NAME, "第一网格党支部");
  saved = check_saved (w, org, NULL, 0);
  sgm_record_set_int (coverage, SGM_ORG_AREA_ORG, sgm_record_get_id (saved));
  sgm_record_set_int (coverage, SGM_ORG_AREA_AREA, SMALL_GRID);
  sgm_record_set_int (coverage, SGM_ORG_AREA_VALID_FROM, 6);
  check_saved (w, coverage, wrong_coverages, G_N_ELEMENTS (wrong_coverages));
}

#define SHA_256 "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static SgmRecord *
new_attachment (gint64      event,
                const char *hash)
{
  SgmRecord *attachment = sgm_record_new (&sgm_table_attachment, 0);

  sgm_record_set_int (attachment, SGM_ATTACHMENT_EVENT, event);
  sgm_record_set_text (attachment, SGM_ATTACHMENT_HASH, hash);
  sgm_record_set_text (attachment, SGM_ATTACHMENT_MIME, "image/jpeg");
  sgm_record_set_int (attachment, SGM_ATTACHMENT_SIZE, 20 * 1024 * 1024);
  return attachment;
}

/* A file of an event is known by its content, of a kind and size that the
 * program can show; it is dated by the store. */
static void
test_save_attachment (World         *w,
                      gconstpointer  data)
{
  static const Wrong wrongs[] = {
    { SGM_ATTACHMENT_EVENT, NUMBER (99), SGM_ERROR_REFUSED },
    { SGM_ATTACHMENT_HASH, NOTHING, SGM_ERROR_INVALID },
    { SGM_ATTACHMENT_HASH, TEXT ("9f86d081"), SGM_ERROR_INVALID },
    { SGM_ATTACHMENT_HASH, TEXT (SHA_256 "00"), SGM_ERROR_INVALID },
    { SGM_ATTACHMENT_HASH, TEXT ("../../../../../../../../../../../../../../../../../../etc/passwd0"), SGM_ERROR_INVALID },
    { SGM_ATTACHMENT_MIME, TEXT ("text/html"), SGM_ERROR_INVALID },
    { SGM_ATTACHMENT_MIME, NOTHING, SGM_ERROR_INVALID },
    { SGM_ATTACHMENT_SIZE, NUMBER (0), SGM_ERROR_INVALID },
    { SGM_ATTACHMENT_SIZE, NUMBER (20 * 1024 * 1024 + 1), SGM_ERROR_INVALID },
  };
  g_autoptr (SgmRecord) attachment = new_attachment (world_report (w, NULL), SHA_256);
  g_autoptr (SgmRecord) of_other = new_attachment (world_report (w, NULL), SHA_256);
  g_autoptr (SgmChange) again = world_save_change (SGM_CHANGE_SAVE, attachment);
  g_autoptr (SgmChange) elsewhere = world_save_change (SGM_CHANGE_SAVE, of_other);
  g_autoptr (SgmChange) remove = NULL;
  g_autoptr (SgmChange) change = NULL;
  SgmRecord *saved;

  saved = check_saved (w, attachment, wrongs, G_N_ELEMENTS (wrongs));
  g_assert_cmpint (sgm_record_get_int (saved, SGM_ATTACHMENT_AT), ==, w->now);
  remove = world_save_change (SGM_CHANGE_REMOVE, saved);
  world_must_not (w, remove, SGM_ERROR_REFUSED);
  change = world_save_change (SGM_CHANGE_SAVE, saved);
  world_must_not (w, change, SGM_ERROR_REFUSED);
  world_must_not (w, again, SGM_ERROR_REPEATED);
  world_must (w, elsewhere);
}

/* A visit is a count of a unit: the newer takes the place of the older, and
 * taking it back brings that one again. */
static void
test_save_visits (World         *w,
                  gconstpointer  data)
{
  for (int done = 3; done <= 4; done++)
    {
      g_autoptr (SgmRecord) visits = sgm_record_new (&sgm_table_fact, 0);
      g_autoptr (SgmChange) change = NULL;

      sgm_record_set_int (visits, SGM_FACT_AREA, SMALL_UNIT_WEST);
      sgm_record_set_text (visits, SGM_FACT_MEASURE, "visits");
      sgm_record_set_int (visits, SGM_FACT_AT, w->now);
      sgm_record_set_real (visits, SGM_FACT_VALUE, done);
      sgm_record_set_real (visits, SGM_FACT_TOTAL, 12);
      change = world_save_change (SGM_CHANGE_SAVE, visits);
      world_must (w, change);
      g_assert_cmpfloat (sgm_record_get_real (world_find_only (w, &sgm_table_fact), SGM_FACT_VALUE), ==, done);
    }
  world_act (w, SGM_CHANGE_UNDO, &sgm_table_event, w->patches->len);
  g_assert_cmpfloat (sgm_record_get_real (world_find_only (w, &sgm_table_fact), SGM_FACT_VALUE), ==, 3);
}

static void
save_user (World       *w,
           const char  *name,
           SgmUserRole  role,
           gint64       area)
{
  g_autoptr (SgmRecord) user = sgm_record_new (&sgm_table_user, 0);
  g_autoptr (SgmChange) change = NULL;

  sgm_record_set_text (user, SGM_USER_NAME, name);
  sgm_record_set_int (user, SGM_USER_ROLE, role);
  if (area != 0)
    sgm_record_set_int (user, SGM_USER_AREA, area);
  change = world_save_change (SGM_CHANGE_SAVE, user);
  world_must (w, change);
}

/* Each role × what it may do: report, assign and add a photo, extend, save a
 * person, note. */
static void
test_rights (World         *w,
             gconstpointer  data)
{
  static const struct
  {
    const char *user;
    gboolean assigns, extends, saves, notes;
  } cases[] = {
    { "admin", TRUE, TRUE, TRUE, TRUE },
    { "dispatcher", TRUE, TRUE, FALSE, TRUE },
    { "street", TRUE, FALSE, FALSE, TRUE },
    { "elsewhere", FALSE, FALSE, FALSE, TRUE },
    { "leader", FALSE, FALSE, FALSE, TRUE },
    { "stranger", FALSE, FALSE, FALSE, FALSE },
  };

  w->user = "anybody";
  save_user (w, "admin", SGM_USER_ROLE_ADMINISTRATOR, 0);
  w->user = "admin";
  save_user (w, "dispatcher", SGM_USER_ROLE_DISPATCHER, 0);
  save_user (w, "street", SGM_USER_ROLE_STREET, SMALL_STREET);
  save_user (w, "elsewhere", SGM_USER_ROLE_STREET, SMALL_UNIT_EAST);
  save_user (w, "leader", SGM_USER_ROLE_LEADER, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 event;
      int code;

      w->user = NULL;
      event = world_report (w, NULL);
      w->user = cases[i].user;
      g_test_message ("%s", w->user);
      {
        g_autoptr (SgmChange) extend = world_change_of (w, SGM_CHANGE_EXTEND, &sgm_table_event, event);
        g_autoptr (SgmChange) assign_it = sgm_change_new_assign (event, 1, SMALL_WORKER_A);
        g_autoptr (SgmRecord) person = sgm_record_copy (world_look (w, &sgm_table_person, SMALL_WORKER_A));
        g_autoptr (SgmChange) save = world_save_change (SGM_CHANGE_SAVE, person);
        g_autoptr (SgmRecord) note = sgm_record_new (&sgm_table_note, 0);
        g_autoptr (SgmRecord) photo = new_attachment (event, SHA_256);
        g_autoptr (SgmChange) show = world_save_change (SGM_CHANGE_SAVE, photo);
        g_autoptr (SgmChange) write = NULL;

        g_assert_cmpint (world_try (w, show, &code), ==, cases[i].assigns);
        g_assert_true (cases[i].assigns || code == SGM_ERROR_DENIED);
        g_assert_cmpint (world_try (w, assign_it, &code), ==, cases[i].assigns);
        g_assert_true (cases[i].assigns || code == SGM_ERROR_DENIED);
        if (!cases[i].assigns || !cases[i].extends)
          {
            g_assert_cmpint (world_try (w, extend, &code), ==, cases[i].extends);
            g_assert_cmpint (code, ==, SGM_ERROR_DENIED);
          }
        g_assert_cmpint (world_try (w, save, &code), ==, cases[i].saves);
        g_assert_true (cases[i].saves || code == SGM_ERROR_DENIED);
        sgm_record_set_int (note, SGM_NOTE_AREA, SMALL_GRID);
        sgm_record_set_text (note, SGM_NOTE_TEXT, "看过了");
        write = world_save_change (SGM_CHANGE_SAVE, note);
        g_assert_cmpint (world_try (w, write, &code), ==, cases[i].notes);
      }
    }

  /* The last administrator stays one. */
  w->user = "admin";
  {
    GHashTableIter iter;
    gpointer record;
    SgmRecord *admin = NULL;
    g_autoptr (SgmRecord) demoted = NULL;
    g_autoptr (SgmChange) remove = NULL;
    g_autoptr (SgmChange) demote = NULL;

    g_hash_table_iter_init (&iter, w->records);
    while (g_hash_table_iter_next (&iter, NULL, &record))
      if (sgm_record_get_table (record) == &sgm_table_user
          && g_str_equal (sgm_record_get_text (record, SGM_USER_NAME), "admin"))
        admin = record;
    remove = world_save_change (SGM_CHANGE_REMOVE, admin);
    world_must_not (w, remove, SGM_ERROR_REFUSED);
    demoted = sgm_record_copy (admin);
    sgm_record_set_int (demoted, SGM_USER_ROLE, SGM_USER_ROLE_LEADER);
    demote = world_save_change (SGM_CHANGE_SAVE, demoted);
    world_must_not (w, demote, SGM_ERROR_REFUSED);
  }
}

/* Whoever may not do a thing may not take it back either, and nobody becomes
 * an administrator again by taking back that somebody else was made one. */
static void
test_undo_rights (World         *w,
                  gconstpointer  data)
{
  g_autoptr (SgmRecord) person = sgm_record_copy (world_look (w, &sgm_table_person, SMALL_WORKER_A));
  g_autoptr (SgmRecord) first = sgm_record_new (&sgm_table_user, 0);
  g_autoptr (SgmChange) save = NULL;
  g_autoptr (SgmChange) give = NULL;
  gint64 saved, given;

  w->user = "admin";
  sgm_record_set_text (first, SGM_USER_NAME, "admin");
  sgm_record_set_int (first, SGM_USER_ROLE, SGM_USER_ROLE_LEADER);
  give = world_save_change (SGM_CHANGE_SAVE, first);
  world_must_not (w, give, SGM_ERROR_REFUSED);
  save_user (w, "admin", SGM_USER_ROLE_ADMINISTRATOR, 0);
  save_user (w, "dispatcher", SGM_USER_ROLE_DISPATCHER, 0);
  given = w->patches->len;
  sgm_record_set_text (person, SGM_PERSON_SKILLS, "消防");
  save = world_save_change (SGM_CHANGE_SAVE, person);
  world_must (w, save);
  saved = w->patches->len;

  w->user = "dispatcher";
  world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, saved, SGM_ERROR_DENIED);
  world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, given, SGM_ERROR_REFUSED);
  w->user = "admin";
  world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, given, SGM_ERROR_REFUSED);
  world_act (w, SGM_CHANGE_UNDO, &sgm_table_event, saved);
}

/* What is offered is what the rules allow. */
static void
test_may (World         *w,
          gconstpointer  data)
{
  g_assert_true (sgm_decide_may (SGM_CHANGE_REVEAL, SGM_USER_ROLE_ADMINISTRATOR));
  g_assert_true (sgm_decide_may (SGM_CHANGE_REVEAL, SGM_USER_ROLE_DISPATCHER));
  g_assert_true (sgm_decide_may (SGM_CHANGE_REVEAL, SGM_USER_ROLE_STREET));
  g_assert_false (sgm_decide_may (SGM_CHANGE_REVEAL, SGM_USER_ROLE_LEADER));
  g_assert_false (sgm_decide_may (SGM_CHANGE_SAVE, 0));
  g_assert_false (sgm_decide_may (SGM_CHANGE_EXTEND, SGM_USER_ROLE_STREET));
}

static SgmRecord *
new_reading (World      *w,
             guint       column,
             gint64      whose,
             const char *what)
{
  SgmRecord *reading = sgm_record_new (&sgm_table_reading, 0);

  sgm_record_set_int (reading, column, whose);
  sgm_record_set_text (reading, SGM_READING_WHAT, what);
  sgm_record_set_int (reading, SGM_READING_EXPIRES_AT, w->now + 24 * HOUR);
  return reading;
}

static void
test_reveal (World         *w,
             gconstpointer  data)
{
  g_autoptr (SgmRecord) reading = new_reading (w, SGM_READING_PERSON, SMALL_WORKER_A, "phone");
  g_autoptr (SgmChange) silent = NULL;
  g_autoptr (SgmChange) change = NULL;

  check_not (w, SGM_CHANGE_REVEAL, reading, SGM_READING_WHAT, NOTHING, SGM_ERROR_INVALID);
  check_not (w, SGM_CHANGE_REVEAL, reading, SGM_READING_WHAT, TEXT ("kind"), SGM_ERROR_INVALID);
  check_not (w, SGM_CHANGE_REVEAL, reading, SGM_READING_WHAT, TEXT ("reporter"), SGM_ERROR_INVALID);
  check_not (w, SGM_CHANGE_REVEAL, reading, SGM_READING_PERSON, NOTHING, SGM_ERROR_INVALID);
  check_not (w, SGM_CHANGE_REVEAL, reading, SGM_READING_PERSON, NUMBER (99), SGM_ERROR_REFUSED);
  check_not (w, SGM_CHANGE_REVEAL, reading, SGM_READING_EVENT, NUMBER (1), SGM_ERROR_INVALID);
  silent = world_save_change (SGM_CHANGE_REVEAL, reading);
  world_must_not (w, silent, SGM_ERROR_INVALID);
  change = world_save_change (SGM_CHANGE_REVEAL, reading);
  sgm_change_set_why (change, "打不通终端");
  sgm_change_set_who (change, "chen");
  world_must (w, change);
  g_assert_cmpint (sgm_record_get_int (world_find_only (w, &sgm_table_reading), SGM_READING_EXPIRES_AT), ==, w->now + HOUR / 4);
  g_assert_cmpstr (sgm_record_get_text (world_find_only (w, &sgm_table_reading), SGM_READING_WHO), ==, "chen");
  world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, w->patches->len, SGM_ERROR_REFUSED);
}

/* Whose phones and reporters a street's users may look at. */
static void
test_reveal_rights (World         *w,
                    gconstpointer  data)
{
  static const struct
  {
    const char *user;
    gboolean person, event;
  } cases[] = {
    { "admin", TRUE, TRUE },
    { "street", TRUE, TRUE },
    { "elsewhere", FALSE, FALSE },
    { "leader", FALSE, FALSE },
  };
  gint64 id = world_report (w, NULL);

  w->user = "anybody";
  save_user (w, "admin", SGM_USER_ROLE_ADMINISTRATOR, 0);
  w->user = "admin";
  save_user (w, "street", SGM_USER_ROLE_STREET, SMALL_STREET);
  save_user (w, "elsewhere", SGM_USER_ROLE_STREET, SMALL_UNIT_EAST);
  save_user (w, "leader", SGM_USER_ROLE_LEADER, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SgmRecord) phone = new_reading (w, SGM_READING_PERSON, SMALL_WORKER_A, "phone");
      g_autoptr (SgmRecord) reporter = new_reading (w, SGM_READING_EVENT, id, "reporter");
      g_autoptr (SgmChange) call = world_save_change (SGM_CHANGE_REVEAL, phone);
      g_autoptr (SgmChange) ask = world_save_change (SGM_CHANGE_REVEAL, reporter);
      int code;

      w->user = cases[i].user;
      g_test_message ("%s", w->user);
      sgm_change_set_why (call, "打不通终端");
      sgm_change_set_why (ask, "核实地点");
      g_assert_cmpint (world_try (w, call, &code), ==, cases[i].person);
      g_assert_true (cases[i].person || code == SGM_ERROR_DENIED);
      g_assert_cmpint (world_try (w, ask, &code), ==, cases[i].event);
      g_assert_true (cases[i].event || code == SGM_ERROR_DENIED);
    }
}

static void
test_export (World         *w,
             gconstpointer  data)
{
  g_autoptr (SgmRecord) reading = sgm_record_new (&sgm_table_reading, 0);
  g_autoptr (SgmRecord) nothing = sgm_record_new (&sgm_table_reading, 0);
  g_autoptr (SgmChange) empty = world_save_change (SGM_CHANGE_EXPORT, nothing);
  g_autoptr (SgmChange) silent = NULL;
  g_autoptr (SgmChange) plain = NULL;
  g_autoptr (SgmChange) personal = NULL;
  SgmRecord *logged;

  world_must_not (w, empty, SGM_ERROR_INVALID);
  sgm_record_set_text (reading, SGM_READING_WHAT, "GeoPackage: person");
  silent = world_save_change (SGM_CHANGE_EXPORT_PERSONAL, reading);
  world_must_not (w, silent, SGM_ERROR_INVALID);

  personal = world_save_change (SGM_CHANGE_EXPORT_PERSONAL, reading);
  sgm_change_set_why (personal, "名册核对");
  sgm_change_set_who (personal, "chen");
  world_must (w, personal);
  logged = world_find_only (w, &sgm_table_reading);
  g_assert_cmpint (sgm_record_get_int (logged, SGM_READING_AT), ==, w->now);
  g_assert_cmpstr (sgm_record_get_text (logged, SGM_READING_WHO), ==, "chen");
  g_assert_cmpstr (sgm_record_get_text (logged, SGM_READING_WHY), ==, "名册核对");
  world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, w->patches->len, SGM_ERROR_REFUSED);

  /* Without personal values no reason is asked for. */
  plain = world_save_change (SGM_CHANGE_EXPORT, reading);
  world_must (w, plain);

  g_assert_true (sgm_decide_may (SGM_CHANGE_EXPORT, SGM_USER_ROLE_LEADER));
  g_assert_false (sgm_decide_may (SGM_CHANGE_EXPORT, 0));
  g_assert_true (sgm_decide_may (SGM_CHANGE_EXPORT_PERSONAL, SGM_USER_ROLE_ADMINISTRATOR));
  g_assert_false (sgm_decide_may (SGM_CHANGE_EXPORT_PERSONAL, SGM_USER_ROLE_DISPATCHER));
}

static void
test_erase (World         *w,
            gconstpointer  data)
{
  gint64 event = world_report (w, NULL);
  g_autoptr (SgmChange) early = world_save_change (SGM_CHANGE_ERASE_REPORTERS, world_look (w, &sgm_table_event, event));
  g_autoptr (SgmChange) change = NULL;

  world_must_not (w, early, SGM_ERROR_REFUSED);
  world_act (w, SGM_CHANGE_REFUSE, &sgm_table_event, event);
  change = world_save_change (SGM_CHANGE_ERASE_REPORTERS, world_look (w, &sgm_table_event, event));
  world_must (w, change);
  g_assert_true (sgm_record_is_null (world_look (w, &sgm_table_event, event), SGM_EVENT_REPORTER));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (World *, gconstpointer);
  } tests[] = {
    { "/decide-save/save-area", test_save_area },
    { "/decide-save/save-records", test_save_records },
    { "/decide-save/save-references", test_save_references },
    { "/decide-save/save-places", test_save_places },
    { "/decide-save/save-attachment", test_save_attachment },
    { "/decide-save/save-visits", test_save_visits },
    { "/decide-save/rights", test_rights },
    { "/decide-save/undo-rights", test_undo_rights },
    { "/decide-save/may", test_may },
    { "/decide-save/reveal", test_reveal },
    { "/decide-save/reveal-rights", test_reveal_rights },
    { "/decide-save/export", test_export },
    { "/decide-save/erase", test_erase },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, World, NULL, world_set_up, tests[i].test, world_tear_down);
  return g_test_run ();
}
