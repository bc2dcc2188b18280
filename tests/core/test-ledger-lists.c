/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Organizations, coverage, matters and counts from spreadsheets. */
#include "domain/sgm-tables.h"
#include "ledger-desk.h"

#define GRID "440704001015001"
#define DAY G_GINT64_CONSTANT (86400000)
#define SHANGHAI (G_GINT64_CONSTANT (8) * 3600 * 1000)

#define ORGS \
  "党组织名称,层级,书记,党员数,党小组,党员联系户,覆盖网格\n" \
  "江南街道党工委,街道党工委,陈一,1200,90,3000,江南街道\n" \
  "第一网格党支部,网格党组织,李二,２３,3,\"1,060\",桥南社区第一网格\n"

static SgmRecord *
find_text (GPtrArray  *records,
           guint       column,
           const char *text)
{
  for (guint i = 0; i < records->len; i++)
    if (g_strcmp0 (sgm_record_get_text (records->pdata[i], column), text) == 0)
      return records->pdata[i];
  g_error ("There is no record “%s”.", text);
}

static guint
count_holding (GPtrArray *records,
               guint      to_column)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    n += sgm_record_is_null (records->pdata[i], to_column);
  return n;
}

static void
test_orgs (LedgerDesk    *desk,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) orgs = NULL;
  g_autoptr (GPtrArray) covers = NULL;
  g_autoptr (SgmLedgerPlan) plan = NULL;
  SgmRecord *grid;

  ledger_desk_import (desk, SGM_LEDGER_ORGS, ORGS);
  orgs = ledger_desk_get (desk, &sgm_table_org);
  covers = ledger_desk_get (desk, &sgm_table_org_area);
  grid = find_text (orgs, SGM_ORG_NAME, "第一网格党支部");
  g_assert_cmpint (sgm_record_get_int (grid, SGM_ORG_LEVEL), ==, SGM_ORG_LEVEL_GRID);
  g_assert_cmpint (sgm_record_get_int (grid, SGM_ORG_MEMBERS), ==, 23);
  g_assert_cmpint (sgm_record_get_int (grid, SGM_ORG_HOUSEHOLDS), ==, 1060);
  g_assert_cmpuint (covers->len, ==, 2);
  g_assert_cmpint (sgm_record_get_int (covers->pdata[0], SGM_ORG_AREA_AREA), ==, SMALL_STREET);
  g_assert_cmpint (sgm_record_get_int (covers->pdata[1], SGM_ORG_AREA_AREA), ==, SMALL_GRID);
  g_assert_cmpint (sgm_record_get_int (covers->pdata[1], SGM_ORG_AREA_ORG), ==, sgm_record_get_id (grid));

  /* A changed row, a repeated one and one that cannot be read. */
  plan = ledger_desk_plan (desk, SGM_LEDGER_ORGS,
                           "党组织名称,层级,党员数,覆盖网格\n"
                           "第一网格党支部,网格党组织,24," GRID "\n"
                           "第一网格党支部,网格党组织,24," GRID "\n"
                           "第二网格党支部,网格党组织,很多," GRID "\n"
                           "第三网格党支部,大队,3," GRID "\n"
                           "第四网格党支部,网格党组织,3,\n");
  ledger_assert_counts (plan, 1, 1, 0, 3);
  g_assert_cmpint (ledger_find (plan, SGM_LEDGER_TWICE, 3)->other_row, ==, 2);
  g_assert_cmpint (ledger_find (plan, SGM_LEDGER_UNREADABLE, 4)->field, ==, SGM_ORGS_MEMBERS);
  g_assert_cmpint (ledger_find (plan, SGM_LEDGER_UNREADABLE, 5)->field, ==, SGM_ORGS_LEVEL);
  ledger_find (plan, SGM_LEDGER_IDLE, 0);
  ledger_find (plan, SGM_LEDGER_TOTAL, 0);
}

static void
test_coverage (LedgerDesk    *desk,
               gconstpointer  data)
{
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (SgmLedgerPlan) ending = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GPtrArray) covers = NULL;
  g_autoptr (GPtrArray) again = NULL;

  ledger_desk_import (desk, SGM_LEDGER_ORGS,
                      "名称,层级\n甲支部,网格党组织\n乙支部,网格党组织\n");
  plan = ledger_desk_plan (desk, SGM_LEDGER_COVERAGE,
                           "党组织名称,网格编码,组建方式,起始日期\n"
                           "甲支部," GRID ",联建,2026年4月1日\n"
                           "丙支部," GRID ",单建,\n"
                           "乙支部,440704001015009,单建,\n"
                           "乙支部,,单建,\n");
  ledger_assert_counts (plan, 1, 0, 0, 3);
  ledger_find (plan, SGM_LEDGER_UNKNOWN, 3);
  ledger_find (plan, SGM_LEDGER_AREA_UNKNOWN, 4);
  ledger_find (plan, SGM_LEDGER_AREA_MISSING, 5);
  ledger_find (plan, SGM_LEDGER_CONTRARY, 2);
  ledger_find (plan, SGM_LEDGER_IDLE, 0);
  g_array_unref (ledger_desk_apply (desk, plan));
  covers = ledger_desk_get (desk, &sgm_table_org_area);
  g_assert_cmpuint (count_holding (covers, SGM_ORG_AREA_VALID_TO), ==, 1);
  g_assert_cmpint (sgm_record_get_int (covers->pdata[0], SGM_ORG_AREA_VALID_FROM), ==, 20544 * DAY - SHANGHAI);

  /* A complete file ends what it does not have, and can be taken back. */
  desk->options->complete = TRUE;
  ending = ledger_desk_plan (desk, SGM_LEDGER_COVERAGE, "党组织名称,网格编码\n乙支部," GRID "\n");
  ledger_assert_counts (ending, 1, 0, 0, 0);
  g_assert_cmpuint (ending->n_ended, ==, 1);
  ledger_find (ending, SGM_LEDGER_ENDS, 0);
  entries = ledger_desk_apply (desk, ending);
  ledger_desk_undo (desk, entries);
  again = ledger_desk_get (desk, &sgm_table_org_area);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpuint (count_holding (again, SGM_ORG_AREA_VALID_TO), ==, 1);
}

static void
test_matters (LedgerDesk    *desk,
              gconstpointer  data)
{
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (SgmLedgerPlan) ending = NULL;
  g_autoptr (GPtrArray) matters = NULL;
  SgmRecord *matter;

  ledger_desk_import (desk, SGM_LEDGER_MATTERS,
                      "序号,事项名称,批次,责任部门,办理时限,紧急程度,法律依据,生效日期\n"
                      "1,内涝积水,1,区水利局,2小时,紧急,《防洪条例》,2026/4/1\n"
                      "3,井盖缺失,2,区城管局,４ 工作时,一般,,45000\n"
                      "4,绿化养护,2,区城管局,3个工作日,计划,,\n");
  matters = ledger_desk_get (desk, &sgm_table_matter);
  g_assert_cmpuint (matters->len, ==, 4);
  matter = matters->pdata[SMALL_MATTER_URGENT - 1];
  g_assert_cmpstr (sgm_record_get_text (matter, SGM_MATTER_DEPARTMENT), ==, "区水利局");
  g_assert_cmpint (sgm_record_get_int (matter, SGM_MATTER_CLOCK), ==, SGM_CLOCK_URGENT_HOURS);
  matter = find_text (matters, SGM_MATTER_NAME, "井盖缺失");
  g_assert_cmpint (sgm_record_get_int (matter, SGM_MATTER_LIMIT), ==, 4);
  g_assert_cmpint (sgm_record_get_int (matter, SGM_MATTER_CLOCK), ==, SGM_CLOCK_WORKING_HOURS);
  g_assert_cmpint (sgm_record_get_int (matter, SGM_MATTER_VALID_FROM), ==, (45000 - 25569) * DAY - SHANGHAI);
  matter = find_text (matters, SGM_MATTER_NAME, "绿化养护");
  g_assert_cmpint (sgm_record_get_int (matter, SGM_MATTER_CLOCK), ==, SGM_CLOCK_WORKING_DAYS);
  g_assert_cmpint (sgm_record_get_int (matter, SGM_MATTER_URGENCY), ==, SGM_URGENCY_PLANNED);

  plan = ledger_desk_plan (desk, SGM_LEDGER_MATTERS,
                           "序号,事项名称,办理时限,紧急程度\n"
                           "0,甲,2小时,紧急\n5,乙,很快,紧急\n6,丙,2,紧急\n7,丁,2小时,非紧急\n8,戊,2天,一般\n8,己,2天,一般\n");
  ledger_assert_counts (plan, 1, 0, 0, 5);
  for (guint row = 2; row <= 5; row++)
    g_assert_true (ledger_find (plan, row == 4 ? SGM_LEDGER_MISSING : SGM_LEDGER_UNREADABLE, row)->left_out);
  ledger_find (plan, SGM_LEDGER_TWICE, 7);

  desk->options->complete = TRUE;
  ending = ledger_desk_plan (desk, SGM_LEDGER_MATTERS, "序号,事项名称,办理时限\n1,内涝积水,2小时\n");
  ledger_assert_counts (ending, 0, 0, 1, 0);
  g_assert_cmpuint (ending->n_ended, ==, 3);
}

static double
get_count (LedgerDesk *desk,
           gint64      area,
           const char *item)
{
  g_autoptr (GPtrArray) facts = ledger_desk_get (desk, &sgm_table_fact);

  for (guint i = 0; i < facts->len; i++)
    if (sgm_record_get_int (facts->pdata[i], SGM_FACT_AREA) == area
        && g_strcmp0 (sgm_record_get_text (facts->pdata[i], SGM_FACT_MEASURE), item) == 0)
      return sgm_record_get_real (facts->pdata[i], SGM_FACT_VALUE);
  return -1;
}

/* A row for each count, and a column for each item. The district has no list of
 * items, so that the one that is built in counts. */
static void
test_facts (LedgerDesk    *desk,
            gconstpointer  data)
{
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (SgmLedgerPlan) older = NULL;
  g_autoptr (SgmLedgerPlan) wide = NULL;

  ledger_desk_import (desk, SGM_LEDGER_FACTS,
                      "单元编码,信息项,数量,总数,统计日期\n"
                      GRID "001,户籍人口,\"1,203人\",1300,2026/4/1\n"
                      GRID "001,2、流动人口,40,,2026/4/1\n"
                      GRID "002,1,7,,2026-04-01\n");
  g_assert_cmpfloat (get_count (desk, SMALL_UNIT_WEST, "户籍人口"), ==, 1203);
  g_assert_cmpfloat (get_count (desk, SMALL_UNIT_WEST, "流动人口"), ==, 40);
  g_assert_cmpfloat (get_count (desk, SMALL_UNIT_EAST, "户籍人口"), ==, 7);

  ledger_desk_import (desk, SGM_LEDGER_FACTS,
                      "最小单元,所属社区,户籍人口,志愿者(人),备注\n"
                      "西,桥南社区,1204,5,新\n东,桥南居委会,8,,\n");
  g_assert_cmpfloat (get_count (desk, SMALL_UNIT_WEST, "户籍人口"), ==, 1204);
  g_assert_cmpfloat (get_count (desk, SMALL_UNIT_WEST, "志愿者"), ==, 5);
  g_assert_cmpfloat (get_count (desk, SMALL_UNIT_EAST, "户籍人口"), ==, 8);

  older = ledger_desk_plan (desk, SGM_LEDGER_FACTS, "单元编码,信息项,数量,统计日期\n" GRID "001,户籍人口,9,2020/1/1\n");
  g_assert_false (sgm_ledger_plan_has_changes (older));
  ledger_find (older, SGM_LEDGER_STAYS, 2);

  plan = ledger_desk_plan (desk, SGM_LEDGER_FACTS,
                           "单元编码,信息项,数量,总数\n" GRID "001,外星人,1,\n" GRID "001,党员,-1,\n"
                           GRID "001,党员,9,3\n,党员,9,\n" GRID "001,党员,0x10,\n" GRID "001,党员,nan,\n");
  ledger_assert_counts (plan, 0, 0, 0, 6);
  ledger_find (plan, SGM_LEDGER_UNKNOWN, 2);
  ledger_find (plan, SGM_LEDGER_CONTRARY, 4);
  ledger_find (plan, SGM_LEDGER_AREA_MISSING, 5);
  for (guint row = 3; row <= 7; row++)
    if (row != 4 && row != 5)
      ledger_find (plan, SGM_LEDGER_UNREADABLE, row);

  wide = ledger_desk_plan (desk, SGM_LEDGER_FACTS, "单元编码,户籍人口,志愿者\n" GRID "001,许多,6\n" GRID "001,1,6\n");
  ledger_assert_counts (wide, 0, 2, 0, 2);
}

/* All that is wrong with a row is told at once. */
static void
test_mistakes (LedgerDesk    *desk,
               gconstpointer  data)
{
  static const struct
  {
    SgmLedger ledger;
    const char *table; /* of one row */
    guint n;
  } tables[] = {
    { SGM_LEDGER_ORGS, "党组织名称,层级,党员数,党小组,覆盖网格\n,网格党组织,很多,少,440704001015009\n", 4 },
    { SGM_LEDGER_ORGS, "党组织名称,层级,党员数,党小组,覆盖网格\n甲支部,大队,很多,3," GRID "\n", 2 },
    { SGM_LEDGER_COVERAGE, "党组织名称,网格编码,组建方式,起始日期,终止日期\n,440704001015009,合办,昨天,明天\n", 5 },
    { SGM_LEDGER_COVERAGE, "党组织名称,网格编码,起始日期,终止日期\n,,2026/4/2,2026/4/1\n", 3 },
    { SGM_LEDGER_MATTERS, "序号,事项名称,批次,办理时限,紧急程度,生效日期\n零,,二,很快,非紧急,某日\n", 6 },
    { SGM_LEDGER_FACTS, "单元编码,信息项,数量,总数,统计日期\n440704001015009,外星人,许多,全部,某日\n", 5 },
    { SGM_LEDGER_FACTS, "单元编码,户籍人口,志愿者\n440704001015009,许多,少\n", 3 },
    { SGM_LEDGER_PLACES, "类别,名称,经度,纬度,网格编码\n,,东,西,440704001015009\n", 4 },
    { SGM_LEDGER_PLACES, "类别,名称,网格编码\n企业,," GRID "\n", 1 },
    { SGM_LEDGER_ADDRESSES, "地址,经度,纬度,网格编码\n,东,西,440704001015009\n", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (SgmLedgerPlan) plan = ledger_desk_plan (desk, tables[i].ledger, tables[i].table);
      guint n = 0;

      for (guint k = 0; k < plan->findings->len; k++)
        n += ((SgmLedgerFinding *) plan->findings->pdata[k])->row == 2;
      g_assert_cmpuint (n, ==, tables[i].n);
      ledger_assert_counts (plan, 0, 0, 0, 1);
      g_assert_false (sgm_ledger_plan_has_changes (plan));
    }
}

#define ADD(name, function) \
  g_test_add ("/ledger-lists/" name, LedgerDesk, NULL, ledger_desk_set_up, function, ledger_desk_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("orgs", test_orgs);
  ADD ("coverage", test_coverage);
  ADD ("matters", test_matters);
  ADD ("facts", test_facts);
  ADD ("mistakes", test_mistakes);
  return g_test_run ();
}
