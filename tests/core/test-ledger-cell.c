/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How cells of spreadsheets are read. */
#include "exchange/sgm-ledger-cell.h"
#include "exchange/sgm-ledger-columns.h"

#define DAY G_GINT64_CONSTANT (86400000)
#define SHANGHAI (G_GINT64_CONSTANT (8) * 3600 * 1000)

/* 1 April 2026 is day 20544 since 1970. */
static void
test_days (void)
{
  static const char *const good[] = {
    "2026-04-01", "2026/4/1", "2026.4.1", "2026年4月1日", "２０２６年４月１日", "20260401", "46113", "46113.75",
    "2026-04-01T09:30:00", "2026/4/1 9:30", "2026/ 4/ 1",
  };
  static const char *const bad[] = {
    "", "明天", "2026", "2026-13-01", "2026-02-29", "4/1/2026", "26/4/1", "0", "-1", "1e9", "20261301", "12345678",
    "2026-04", "2026年", "99999999999999999999", "2026-4-1x", "2026 - 4 - 1", "nan", "inf", "0x7ea", "0xb421", "4.6113e4",
  };
  gint64 day;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i]);
      g_assert_true (sgm_ledger_parse_day (good[i], &day));
      g_assert_cmpint (day, ==, 20544 * DAY - SHANGHAI);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (sgm_ledger_parse_day (bad[i], &day));
    }
}

static void
test_phones (void)
{
  static const struct
  {
    const char *text;
    const char *digits;
  } cases[] = {
    { "13800138000", "13800138000" }, { "138-0013-8000", "13800138000" }, { "１３８ ００１３ ８０００", "13800138000" },
    { "+86 138 0013 8000", "13800138000" }, { "8613800138000", "13800138000" }, { "0750-3861234", "07503861234" },
    { "(0750)3861234", "07503861234" }, { "3861234", "3861234" }, { "1.3800138E10", NULL }, { "1380013800", NULL },
    { "138001380001", NULL }, { "电话", NULL }, { "", NULL }, { "1", NULL }, { "00000", NULL }, { "13800138000/139", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *digits = sgm_ledger_parse_phone (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (digits, ==, cases[i].digits);
    }
}

static void
test_numbers (void)
{
  static const char *const bad[] = { "", "-1", "许多", "nan", "inf", "0x10", "1e400", "一", "3斤", "--", "," };
  double number;
  gint64 count;

  g_assert_true (sgm_ledger_parse_number ("１，２０３．５", &number, NULL));
  g_assert_cmpfloat (number, ==, 1203.5);
  g_assert_true (sgm_ledger_parse_count ("1,203 人", &count));
  g_assert_cmpint (count, ==, 1203);
  g_assert_false (sgm_ledger_parse_count ("1.5", &count));
  g_assert_false (sgm_ledger_parse_count ("1e15", &count));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (sgm_ledger_parse_number (bad[i], &number, NULL));
    }
}

static void
test_words (void)
{
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (SGM_LEDGER_PEOPLE, &n_fields);
  gboolean yes;
  int value;

  g_assert_true (sgm_ledger_parse_word ("专 职", fields[SGM_PEOPLE_KIND].words, &value));
  g_assert_cmpint (value, ==, 1);
  g_assert_true (sgm_ledger_parse_word ("Full-Time", fields[SGM_PEOPLE_KIND].words, &value));
  g_assert_false (sgm_ledger_parse_word ("", fields[SGM_PEOPLE_KIND].words, &value));
  g_assert_false (sgm_ledger_parse_word ("专职|兼职", fields[SGM_PEOPLE_KIND].words, &value));
  g_assert_true (sgm_ledger_parse_yes ("√", &yes));
  g_assert_true (yes);
  g_assert_true (sgm_ledger_parse_yes ("Ｎ", &yes));
  g_assert_false (yes);
  g_assert_false (sgm_ledger_parse_yes ("也许", &yes));
}

static void
assert_columns (SgmLedger          ledger,
                const char        *names,
                const char        *name,
                const char        *expected)
{
  g_auto (GStrv) split = g_strsplit (names, ",", -1);
  SgmForeignLayer layer = { .name = (char *) name, .fields = split, .n_fields = g_strv_length (split) };
  g_autoptr (SgmLedgerColumns) columns = sgm_ledger_columns_new (ledger);
  g_autoptr (GString) found = g_string_new (NULL);
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (ledger, &n_fields);

  sgm_ledger_columns_guess (columns, &layer, NULL);
  for (guint i = 0; i < n_fields; i++)
    if (columns->columns[i] >= 0)
      g_string_append_printf (found, "%s%s=%d", found->len > 0 ? " " : "", fields[i].id, columns->columns[i]);
    else if (columns->values[i] != NULL)
      g_string_append_printf (found, "%s%s:%s", found->len > 0 ? " " : "", fields[i].id, columns->values[i]);
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_cmpint (sgm_ledger_guess (&layer, NULL), ==, ledger);
}

/* What columns say is found by their names. */
static void
test_columns (void)
{
  assert_columns (SGM_LEDGER_PEOPLE, "序号,网格员姓名,身份证号,手机号码(必填),所属社区,所属网格,人员类别", "Sheet1",
                  "name=1 phone=3 kind=6 area-name=5 community=4");
  assert_columns (SGM_LEDGER_PEOPLE, "姓名,联系电话,网格编码", "专职网格员",
                  "name=0 phone=1 kind:专职网格员 area=2");
  assert_columns (SGM_LEDGER_PEOPLE, "Full Name,Mobile,Kind,grid_code,since", "staff",
                  "name=0 phone=1 kind=2 area=3 from=4");
  assert_columns (SGM_LEDGER_ORGS, "党组织名称,层级,书记,党员人数,联系户数,覆盖网格", "t",
                  "name=0 level=1 secretary=2 members=3 households=4 area-name=5");
  assert_columns (SGM_LEDGER_MATTERS, "序号,事项名称,批次,责任部门,办理时限,紧急程度,法律依据", "t",
                  "no=0 name=1 batch=2 department=3 limit=4 urgency=5 basis=6");
  assert_columns (SGM_LEDGER_PLACES, "企业名称,类型,经度,纬度,企业地址,网格编码", "t",
                  "kind=1 name=0 x=2 y=3 address=4 area=5");
  assert_columns (SGM_LEDGER_ADDRESSES, "标准地址,经度,纬度", "t", "text=0 x=1 y=2");
  assert_columns (SGM_LEDGER_COVERAGE, "党组织,网格编码,组建方式,起始日期", "t", "org=0 area=1 way=2 from=3");
  assert_columns (SGM_LEDGER_FACTS, "单元编码,信息项,数量,统计日期", "t", "area=0 item=1 value=2 date=3");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger-cell/days", test_days);
  g_test_add_func ("/ledger-cell/phones", test_phones);
  g_test_add_func ("/ledger-cell/numbers", test_numbers);
  g_test_add_func ("/ledger-cell/words", test_words);
  g_test_add_func ("/ledger-cell/columns", test_columns);
  return g_test_run ();
}
