/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and posts from spreadsheets. */
#include "domain/sgm-tables.h"
#include "ledger-desk.h"

#define GRID "440704001015001"

/* Three people: a full-time worker, a part-time one and a unit leader. */
#define PEOPLE \
  "序号,姓名,手机号码,人员类别,所属网格编码,技能\n" \
  "1,陈一,13800000001,专职网格员," GRID ",消防、水电\n" \
  "2,李二,13800000002,兼职," GRID ",\n" \
  "3,黄三,13800000003,最小单元长," GRID "001,\n"

static SgmRecord *
find_person (GPtrArray  *people,
             const char *name)
{
  for (guint i = 0; i < people->len; i++)
    if (g_strcmp0 (sgm_record_get_text (people->pdata[i], SGM_PERSON_NAME), name) == 0)
      return people->pdata[i];
  return NULL;
}

static guint
count_posts (GPtrArray *posts,
             SgmRecord *person,
             gint64     area,
             SgmRole    role)
{
  guint n = 0;

  for (guint i = 0; i < posts->len; i++)
    n += sgm_record_get_int (posts->pdata[i], SGM_POST_PERSON) == sgm_record_get_id (person)
         && sgm_record_get_int (posts->pdata[i], SGM_POST_AREA) == area
         && sgm_record_get_int (posts->pdata[i], SGM_POST_ROLE) == role
         && sgm_record_is_null (posts->pdata[i], SGM_POST_VALID_TO);
  return n;
}

static void
check_people (LedgerDesk *desk)
{
  g_autoptr (GPtrArray) people = ledger_desk_get (desk, &sgm_table_person);
  g_autoptr (GPtrArray) posts = ledger_desk_get (desk, &sgm_table_post);
  SgmRecord *full = find_person (people, "陈一");
  SgmRecord *part = find_person (people, "李二");
  SgmRecord *leader = find_person (people, "黄三");

  g_assert_cmpuint (people->len, ==, SMALL_LEADER + 3);
  g_assert_cmpint (sgm_record_get_int (full, SGM_PERSON_KIND), ==, SGM_PERSON_KIND_FULL_TIME);
  g_assert_cmpint (sgm_record_get_int (full, SGM_PERSON_CHANNEL), ==, SGM_CHANNEL_TERMINAL);
  g_assert_cmpstr (sgm_record_get_text (full, SGM_PERSON_SKILLS), ==, "消防 水电");
  g_assert_cmpstr (sgm_record_get_text (part, SGM_PERSON_PHONE), ==, "13800000002");
  g_assert_cmpint (sgm_record_get_int (part, SGM_PERSON_CHANNEL), ==, SGM_CHANNEL_PHONE);
  g_assert_cmpuint (count_posts (posts, full, SMALL_GRID, SGM_ROLE_WORKER), ==, 1);
  g_assert_cmpuint (count_posts (posts, part, SMALL_GRID, SGM_ROLE_WORKER), ==, 1);
  g_assert_cmpuint (count_posts (posts, leader, SMALL_UNIT_WEST, SGM_ROLE_UNIT_LEADER), ==, 1);
}

/* What comes in is there, comes in once, and goes again. */
static void
check_file (LedgerDesk *desk,
            char       *path)
{
  g_autoptr (SgmLedgerPlan) plan = ledger_desk_read (desk, SGM_LEDGER_PEOPLE, path);
  g_autoptr (GArray) entries = NULL;
  g_autoptr (SgmLedgerPlan) again = NULL;
  g_autoptr (GPtrArray) people = NULL;

  ledger_assert_counts (plan, 3, 0, 0, 0);
  entries = ledger_desk_apply (desk, plan);
  g_assert_cmpuint (entries->len, ==, 1);
  check_people (desk);
  again = ledger_desk_read (desk, SGM_LEDGER_PEOPLE, path);
  ledger_assert_counts (again, 0, 0, 3, 0);
  g_assert_false (sgm_ledger_plan_has_changes (again));
  ledger_desk_check (desk);
  ledger_desk_undo (desk, entries);
  people = ledger_desk_get (desk, &sgm_table_person);
  g_assert_cmpuint (people->len, ==, SMALL_LEADER);
  g_free (path);
}

static void
test_files (LedgerDesk    *desk,
            gconstpointer  data)
{
  check_file (desk, ledger_desk_write (desk, "utf8.csv", PEOPLE));
  check_file (desk, ledger_desk_write (desk, "bom.csv", "\xef\xbb\xbf" PEOPLE));
  check_file (desk, ledger_desk_write_gbk (desk, "gbk.csv", PEOPLE));
  check_file (desk, ledger_desk_make (desk, "texts.xlsx", "XLSX", LEDGER_TEXTS, PEOPLE));
  check_file (desk, ledger_desk_make (desk, "typed.xlsx", "XLSX", LEDGER_TYPED, PEOPLE));
  check_file (desk, ledger_desk_make (desk, "typed.ods", "ODS", LEDGER_TYPED, PEOPLE));
}

#define ADD(name, function) \
  g_test_add ("/ledger-people/" name, LedgerDesk, NULL, ledger_desk_set_up, function, ledger_desk_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("files", test_files);
  return g_test_run ();
}
