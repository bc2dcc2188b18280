/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and posts from spreadsheets. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "ledger-desk.h"
#include "scratch.h"

#include <string.h>

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

/* Who is there is known again by phone and name, or by name and grid; what is
 * unsure is asked. */
static void
test_matching (LedgerDesk    *desk,
               gconstpointer  data)
{
  static const char text[] =
    "姓名,手机号,类别,网格,在岗\n"
    "甲,10000000000,专职,江南街道桥南社区第1网格,是\n" /* the same */
    "乙,13800000009,专职,桥南第01网格,\n"      /* a new phone, known by name and grid */
    "戊,10000000000,兼职,第一网格,\n"          /* a phone of somebody else's */
    "丙,,兼职,,\n"                             /* neither phone nor grid */
    "己,13800000008,兼职,,\n";                 /* no grid */
  g_autoptr (SgmLedgerPlan) plan = ledger_desk_plan (desk, SGM_LEDGER_PEOPLE, text);
  g_autoptr (SgmLedgerPlan) chosen = NULL;
  g_autoptr (GPtrArray) people = NULL;

  ledger_assert_counts (plan, 1, 1, 1, 2);
  g_assert_true (ledger_find (plan, SGM_LEDGER_UNSURE, 4)->can_choose);
  g_assert_true (ledger_find (plan, SGM_LEDGER_AREA_MISSING, 5)->left_out);
  g_assert_false (ledger_find (plan, SGM_LEDGER_AREA_MISSING, 6)->left_out);

  sgm_ledger_options_choose (desk->options, 4, SGM_LEDGER_NEW);
  chosen = ledger_desk_plan (desk, SGM_LEDGER_PEOPLE, text);
  ledger_assert_counts (chosen, 2, 1, 1, 1);
  g_array_unref (ledger_desk_apply (desk, chosen));
  people = ledger_desk_get (desk, &sgm_table_person);
  g_assert_cmpstr (sgm_record_get_text (find_person (people, "乙"), SGM_PERSON_PHONE), ==, "13800000009");
  g_assert_cmpuint (people->len, ==, SMALL_LEADER + 2);
}

/* Somebody gets a phone that had another name: the same person by choice. */
static void
test_same (LedgerDesk    *desk,
           gconstpointer  data)
{
  static const char first[] = "姓名,电话,类别,网格\n王二,13800000007,兼职,第一网格\n";
  static const char second[] = "姓名,电话,类别,网格\n王贰,13800000007,兼职,第一网格\n";
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (GPtrArray) people = NULL;

  ledger_desk_import (desk, SGM_LEDGER_PEOPLE, first);
  sgm_ledger_options_choose (desk->options, 2, SGM_LEDGER_SAME);
  plan = ledger_desk_plan (desk, SGM_LEDGER_PEOPLE, second);
  ledger_assert_counts (plan, 0, 1, 0, 0);
  g_array_unref (ledger_desk_apply (desk, plan));
  people = ledger_desk_get (desk, &sgm_table_person);
  g_assert_cmpuint (people->len, ==, SMALL_LEADER + 1);
  g_assert_nonnull (find_person (people, "王贰"));
}

static void
test_faults (LedgerDesk    *desk,
             gconstpointer  data)
{
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (SgmLedgerPlan) blocked = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  SgmLedgerFinding *finding;

  plan = ledger_desk_plan (desk, SGM_LEDGER_PEOPLE,
                           "姓名,手机,类别,编码,任职日期,离职日期\n"
                           "赵一,1380000,专职," GRID ",,\n"             /* 2: no phone */
                           "钱二,13800000012,大专职," GRID ",,\n"       /* 3: no kind */
                           "孙三,13800000013,专职,440704001015009,,\n"  /* 4: no area */
                           "李四,13800000014,专职,440704001015001000,,\n" /* 5: a code that was cut */
                           "周五,13800000015,专职," GRID ",2026/2/30,\n" /* 6: no day */
                           "吴六,13800000016,专职," GRID ",2026-4-1,2026.3.1\n" /* 7: ends first */
                           ",13800000017,专职," GRID ",,\n"             /* 8: no name */
                           "郑七,13800000018,专职," GRID ",,\n"         /* 9 */
                           "郑七,13800000018,专职," GRID ",,\n"         /* 10: twice */
                           "王八,13800000018,专职," GRID ",,\n"         /* 11: the phone of row 9 */
                           "冯九,13800000019,单元长," GRID ",,\n");     /* 12: a grid is no unit */
  ledger_assert_counts (plan, 2, 0, 0, 9);
  finding = ledger_find (plan, SGM_LEDGER_PHONE_BAD, 2);
  g_assert_null (strstr (finding->sentence, "1380000"));
  ledger_find (plan, SGM_LEDGER_UNREADABLE, 3);
  ledger_find (plan, SGM_LEDGER_AREA_UNKNOWN, 4);
  g_assert_nonnull (strstr (ledger_find (plan, SGM_LEDGER_AREA_UNKNOWN, 5)->sentence, "15"));
  g_assert_cmpint (ledger_find (plan, SGM_LEDGER_UNREADABLE, 6)->field, ==, SGM_PEOPLE_FROM);
  ledger_find (plan, SGM_LEDGER_CONTRARY, 7);
  ledger_find (plan, SGM_LEDGER_MISSING, 8);
  g_assert_cmpint (ledger_find (plan, SGM_LEDGER_TWICE, 10)->other_row, ==, 9);
  finding = ledger_find (plan, SGM_LEDGER_PHONE_SHARED, 11);
  g_assert_null (strstr (finding->sentence, "13800000018"));
  ledger_find (plan, SGM_LEDGER_AREA_UNKNOWN, 12);
  g_assert_false (plan->blocked);

  /* A row that is left out would end whom it is about. */
  desk->options->complete = TRUE;
  blocked = ledger_desk_plan (desk, SGM_LEDGER_PEOPLE, "姓名,手机,类别,编码\n甲,137,专职," GRID "\n");
  g_assert_true (blocked->blocked);
  g_assert_false (sgm_ledger_apply (desk->store, blocked, "x", "test", &entries, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REFUSED);
}

/* Of the kinds that a complete file has, who is not in it has no post any more;
 * and everything comes back. */
static void
test_complete (LedgerDesk    *desk,
               gconstpointer  data)
{
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GPtrArray) people = ledger_desk_get (desk, &sgm_table_person);
  g_autoptr (GPtrArray) ended = NULL;
  g_autoptr (GPtrArray) again = NULL;
  SgmLedgerFinding *finding;

  desk->options->complete = TRUE;
  plan = ledger_desk_plan (desk, SGM_LEDGER_PEOPLE, "姓名,电话,类别,网格编码\n甲,10000000000,专职," GRID "\n");
  ledger_assert_counts (plan, 0, 0, 1, 0);
  g_assert_cmpuint (plan->n_ended, ==, 1);
  finding = ledger_find (plan, SGM_LEDGER_FEW_WORKERS, 0);
  g_assert_cmpint (g_array_index (finding->areas, gint64, 0), ==, SMALL_GRID);
  entries = ledger_desk_apply (desk, plan);
  ended = ledger_desk_get (desk, &sgm_table_post);
  g_assert_cmpuint (count_posts (ended, find_person (people, "乙"), SMALL_GRID, SGM_ROLE_WORKER), ==, 0);
  g_assert_cmpuint (count_posts (ended, find_person (people, "丙"), SMALL_GRID, SGM_ROLE_WORKER), ==, 1);
  ledger_desk_undo (desk, entries);
  again = ledger_desk_get (desk, &sgm_table_post);
  g_assert_cmpuint (count_posts (again, find_person (people, "乙"), SMALL_GRID, SGM_ROLE_WORKER), ==, 1);
}

/* A title above the names, a kind that only the file's name says, several areas
 * in a cell, full-width digits, hostile texts. */
static void
test_cells (LedgerDesk    *desk,
            gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (GString) text = g_string_new ("江南街道网格员花名册,,,\n");
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) posts = NULL;

  g_string_append (text, "*姓　名：,联系方式（必填）,单元名称,备注\n");
  g_string_append (text, "钱一,１３８－００００－００２１,桥南社区第一网格西、东,\n");
  g_string_append (text, "=1+1|cmd,+86 138 0000 0022," GRID "001;" GRID "002,\n");
  g_string_append (text, "');DROP TABLE sgm_person;--,13800000023,西,\"a\nb\"\n");
  g_string_append (text, "\xe2\x80\xae\x01\x07陈\t三,13800000024,东,\n");
  for (guint i = 0; i < 3000; i++)
    g_string_append (text, "长");
  g_string_append (text, ",13800000025,东,\n");
  path = ledger_desk_write (desk, "单元长名单.csv", text->str);
  plan = ledger_desk_read (desk, SGM_LEDGER_PEOPLE, path);
  ledger_assert_counts (plan, 4, 0, 0, 1);
  entries = ledger_desk_apply (desk, plan);
  people = ledger_desk_get (desk, &sgm_table_person);
  posts = ledger_desk_get (desk, &sgm_table_post);
  g_assert_cmpint (sgm_record_get_int (find_person (people, "钱一"), SGM_PERSON_KIND), ==, SGM_PERSON_KIND_UNIT_LEADER);
  g_assert_cmpstr (sgm_record_get_text (find_person (people, "钱一"), SGM_PERSON_PHONE), ==, "13800000021");
  g_assert_cmpuint (count_posts (posts, find_person (people, "钱一"), SMALL_UNIT_EAST, SGM_ROLE_UNIT_LEADER), ==, 1);
  g_assert_cmpuint (count_posts (posts, find_person (people, "=1+1|cmd"), SMALL_UNIT_WEST, SGM_ROLE_UNIT_LEADER), ==, 1);
  g_assert_nonnull (find_person (people, "');DROP TABLE sgm_person;--"));
  g_assert_nonnull (find_person (people, "陈 三"));
}

static char *
make_many (guint n)
{
  GString *text = g_string_new ("姓名,电话,类别,网格编码,技能\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "员%u,139%08u,兼职," GRID ",\n", i, i);
  g_string_append (text, "甲,10000000000,专职," GRID ",消防\n");
  return g_string_free (text, FALSE);
}

/* What a colleague has changed since the plan was made is not written over, and
 * of the parts that were written before nothing is left. */
static void
test_conflict (LedgerDesk    *desk,
               gconstpointer  data)
{
  g_autofree char *text = make_many (1500);
  g_autoptr (SgmLedgerPlan) plan = ledger_desk_plan (desk, SGM_LEDGER_PEOPLE, text);
  g_autoptr (SgmLedgerPlan) fresh = NULL;
  g_autoptr (GPtrArray) before = ledger_desk_get (desk, &sgm_table_person);
  g_autoptr (SgmRecord) changed = sgm_record_copy (before->pdata[SMALL_WORKER_A - 1]);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GArray) parts = NULL;
  g_autoptr (GError) error = NULL;

  ledger_assert_counts (plan, 1500, 1, 0, 0);
  sgm_record_set_int (changed, SGM_PERSON_DUTY, 0);
  sgm_change_add_record (change, changed);
  sgm_store_submit (desk->store, change, &error);
  g_assert_no_error (error);
  g_assert_false (sgm_ledger_apply (desk->store, plan, "x", "test", &entries, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_CONFLICT);
  g_assert_cmpuint (entries->len, ==, 0);
  after = ledger_desk_get (desk, &sgm_table_person);
  g_assert_cmpuint (after->len, ==, SMALL_LEADER);

  fresh = ledger_desk_plan (desk, SGM_LEDGER_PEOPLE, text);
  parts = ledger_desk_apply (desk, fresh);
  g_assert_cmpuint (parts->len, ==, 4);
  ledger_desk_undo (desk, parts);
}

static void
cancel (double      fraction,
        const char *what,
        gpointer    cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancel (LedgerDesk    *desk,
             gconstpointer  data)
{
  g_autofree char *text = make_many (1500);
  g_autoptr (SgmLedgerPlan) plan = ledger_desk_plan (desk, SGM_LEDGER_PEOPLE, text);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (sgm_ledger_apply (desk->store, plan, "x", "test", &entries, cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  people = ledger_desk_get (desk, &sgm_table_person);
  g_assert_cmpuint (people->len, ==, SMALL_LEADER);
}

/* What was chosen for a table is offered for the next one of the same columns,
 * without a word of the table being kept. */
static void
test_memory (LedgerDesk    *desk,
             gconstpointer  data)
{
  static const char *const names[] = { "谁", "号", "哪里", NULL };
  static const char *const others[] = { "谁", "号", "何处", NULL };
  SgmForeignLayer layer = { .name = (char *) "t", .fields = (char **) names, .n_fields = 3 };
  SgmForeignLayer other = { .name = (char *) "t", .fields = (char **) others, .n_fields = 3 };
  g_autoptr (SgmLedgerColumns) columns = sgm_ledger_columns_new (SGM_LEDGER_PEOPLE);
  g_autoptr (SgmLedgerColumns) recalled = sgm_ledger_columns_new (SGM_LEDGER_PEOPLE);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "smart-grid-map", "columns.ini", NULL);
  g_autofree char *kept = NULL;

  g_assert_false (sgm_ledger_columns_recall (recalled, &layer));
  sgm_ledger_columns_set (columns, SGM_PEOPLE_NAME, 0);
  g_assert_false (sgm_ledger_columns_check (columns, &layer, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_clear_error (&error);
  sgm_ledger_columns_set (columns, SGM_PEOPLE_PHONE, 1);
  sgm_ledger_columns_set_value (columns, SGM_PEOPLE_KIND, "专职");
  columns->datum = SGM_DATUM_BD09;
  sgm_ledger_columns_remember (columns, &layer, &error);
  g_assert_no_error (error);

  g_assert_true (sgm_ledger_columns_recall (recalled, &layer));
  g_assert_true (recalled->remembered);
  g_assert_cmpint (recalled->columns[SGM_PEOPLE_NAME], ==, 0);
  g_assert_cmpint (recalled->columns[SGM_PEOPLE_PHONE], ==, 1);
  g_assert_cmpint (recalled->columns[SGM_PEOPLE_AREA], ==, -1);
  g_assert_cmpstr (recalled->values[SGM_PEOPLE_KIND], ==, "专职");
  g_assert_cmpint (recalled->datum, ==, SGM_DATUM_BD09);
  g_assert_false (sgm_ledger_columns_recall (recalled, &other));
  g_file_get_contents (path, &kept, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (kept, "谁"));
}

#define ADD(name, function) \
  g_test_add ("/ledger-people/" name, LedgerDesk, NULL, ledger_desk_set_up, function, ledger_desk_tear_down)

int
main (int    argc,
      char **argv)
{
  char *folder = scratch_new ();
  int status;

  /* What is remembered is the test's own. */
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("files", test_files);
  ADD ("matching", test_matching);
  ADD ("same", test_same);
  ADD ("faults", test_faults);
  ADD ("complete", test_complete);
  ADD ("cells", test_cells);
  ADD ("conflict", test_conflict);
  ADD ("cancel", test_cancel);
  ADD ("memory", test_memory);
  status = g_test_run ();
  scratch_free (folder);
  return status;
}
