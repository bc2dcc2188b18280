/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger.h"

#include <glib/gi18n-lib.h>

#include "domain/sgm-terms.h"

/* The words of enumerations: what spreadsheets write, and what the tool
 * writes. */
static const SgmLedgerWord person_kinds[] = {
  { SGM_PERSON_KIND_FULL_TIME, "专职网格员|专职|专职人员|full-time|full time|fulltime" },
  { SGM_PERSON_KIND_PART_TIME, "兼职网格员|兼职|兼职人员|part-time|part time|parttime" },
  { SGM_PERSON_KIND_UNIT_LEADER, "最小单元长|单元长|最小单元负责人|unit-leader|unit leader" },
  { SGM_PERSON_KIND_RESIDENT_LEADER, "驻网格领导|驻格领导|挂点领导|驻点领导|resident-leader|resident leader" },
  { SGM_PERSON_KIND_PROFESSIONAL, "专业网格员|专业|professional" },
  { SGM_PERSON_KIND_OFFICIAL, "负责人|责任人|分管领导|official|responsible" },
  { 0, NULL },
};

static const SgmLedgerWord roles[] = {
  { SGM_ROLE_WORKER, "网格员|成员|worker" },
  { SGM_ROLE_UNIT_LEADER, "最小单元长|单元长|unit-leader|unit leader" },
  { SGM_ROLE_RESIDENT_LEADER, "驻网格领导|驻格领导|resident-leader|resident leader" },
  { SGM_ROLE_RESPONSIBLE, "网格长|负责人|责任人|网格负责人|responsible" },
  { 0, NULL },
};

static const SgmLedgerWord channels[] = {
  { SGM_CHANNEL_TERMINAL, "终端|服务仪|信息服务仪|智慧网格信息服务仪|手持终端|terminal" },
  { SGM_CHANNEL_PHONE, "电话|手机|phone" },
  { SGM_CHANNEL_PRINT, "纸质|纸质派单|打印|print" },
  { 0, NULL },
};

static const SgmLedgerWord org_levels[] = {
  { SGM_ORG_LEVEL_STREET, "街道党工委|党工委|街道党组织|街道|街道级|street" },
  { SGM_ORG_LEVEL_COMMUNITY, "村(社区)党组织|社区党组织|村党组织|村|社区|村级|社区级|村(社区)|村(社区)级|社区党委|村党委|社区党总支|村党总支|社区党支部|村党支部|党总支|community|village" },
  { SGM_ORG_LEVEL_GRID, "网格党组织|网格|网格级|网格党支部|党支部|grid" },
  { 0, NULL },
};

/* Values that the columns of coverage are compared with. */
static const SgmLedgerWord ways[] = {
  { SGM_LEDGER_WAY_OWN, "单建|单独组建|单独|独立|own|sole" },
  { SGM_LEDGER_WAY_JOINT, "联建|联合组建|联合|joint" },
  { 0, NULL },
};

static const SgmLedgerWord clocks[] = {
  { SGM_CLOCK_URGENT_HOURS, "紧急工作时|紧急小时|小时|urgent-hours|urgent hours|hours" },
  { SGM_CLOCK_WORKING_HOURS, "工作时|工作小时|working-hours|working hours" },
  { SGM_CLOCK_WORKING_DAYS, "工作日|个工作日|working-days|working days" },
  { SGM_CLOCK_NATURAL_DAYS, "自然日|天|日|natural-days|natural days|days" },
  { 0, NULL },
};

static const SgmLedgerWord urgencies[] = {
  { SGM_URGENCY_URGENT, "紧急|特急|急|urgent" },
  { SGM_URGENCY_ORDINARY, "一般|普通|常规|ordinary|normal" },
  { SGM_URGENCY_PLANNED, "计划|计划性|planned" },
  { 0, NULL },
};

#define AREA_FIELDS(required) \
  { "area", N_("Area’s code"), \
    "网格编码|网格编号|网格代码|网格编号(编码)|所属网格编码|单元编码|单元编号|最小单元编码|单元代码|区域编码|区域代码|编码|代码|area code|grid code|unit code|code", \
    SGM_LEDGER_AREA, required, FALSE, NULL }, \
  { "area-name", N_("Area’s name"), \
    "网格名称|所属网格|责任网格|所在网格|驻点网格|包联网格|覆盖网格|网格|单元名称|最小单元|所属单元|所在单元|责任区域|区域名称|区域|area|grid|unit|area name|grid name|unit name", \
    SGM_LEDGER_AREA, FALSE, FALSE, NULL }, \
  { "community", N_("Village or community"), \
    "村(社区)|村社区|社区|所属社区|所属村(社区)|所属村社区|村居|村/社区|社区名称|community|village", \
    SGM_LEDGER_AREA, FALSE, FALSE, NULL }, \
  { "street", N_("Street"), "街道|所属街道|镇街|镇(街)|镇(街道)|街道名称|street|town", SGM_LEDGER_AREA, FALSE, FALSE, NULL }

#define DAY_FIELDS \
  { "from", N_("From"), "起始日期|开始日期|起始时间|开始时间|任职时间|任职日期|上岗时间|上岗日期|入职时间|入职日期|生效日期|起始|from|since|start|valid from", \
    SGM_LEDGER_DAY, FALSE, FALSE, NULL }, \
  { "to", N_("To"), "结束日期|截止日期|终止日期|结束时间|离职日期|离职时间|离岗日期|卸任日期|失效日期|废止日期|截止|to|until|end|valid to", \
    SGM_LEDGER_DAY, FALSE, FALSE, NULL }

static const SgmLedgerField people_fields[] = {
  { "name", N_("Person’s name"), "姓名|名字|人员姓名|网格员|网格员姓名|name|full name", SGM_LEDGER_TEXT, TRUE, TRUE, NULL },
  { "phone", N_("Phone"), "手机号码|手机号|手机|联系电话|联系方式|电话|电话号码|移动电话|联系号码|phone|mobile|telephone|tel", SGM_LEDGER_PHONE, FALSE, TRUE, NULL },
  { "kind", N_("Kind of person"), "人员类别|人员类型|类别|类型|身份|岗位|岗位类别|岗位类型|网格员类别|网格员类型|kind|type", SGM_LEDGER_WORD, TRUE, FALSE, person_kinds },
  AREA_FIELDS (FALSE),
  { "channel", N_("Way to be reached"), "联系渠道|派单方式|接单方式|channel", SGM_LEDGER_WORD, FALSE, FALSE, channels },
  { "skills", N_("Skills"), "技能|特长|专长|专业领域|所属行业|行业领域|skills|skill", SGM_LEDGER_TEXT, FALSE, FALSE, NULL },
  { "duty", N_("On duty"), "在岗|是否在岗|在岗状态|是否在职|在职|on duty|duty", SGM_LEDGER_YES, FALSE, FALSE, NULL },
  DAY_FIELDS,
  { "role", N_("Role in the area"), "网格角色|岗位角色|网格职务|角色|area role", SGM_LEDGER_WORD, FALSE, FALSE, roles },
};
G_STATIC_ASSERT (G_N_ELEMENTS (people_fields) == SGM_PEOPLE_N_FIELDS);

static const SgmLedgerField orgs_fields[] = {
  { "name", N_("Name"), "党组织名称|党组织|组织名称|名称|网格党组织名称|网格党组织|党支部|支部名称|党支部名称|name|organization|organization name", SGM_LEDGER_TEXT, TRUE, FALSE, NULL },
  { "level", N_("Level"), "层级|级别|党组织层级|党组织类别|组织层级|level", SGM_LEDGER_WORD, TRUE, FALSE, org_levels },
  { "secretary", N_("Secretary"), "书记|党组织书记|支部书记|书记姓名|secretary", SGM_LEDGER_TEXT, FALSE, TRUE, NULL },
  { "members", N_("Members"), "党员数|党员人数|党员|党员总数|党员数量|members", SGM_LEDGER_COUNT, FALSE, FALSE, NULL },
  { "groups", N_("Party groups"), "党小组|党小组数|党小组数量|groups", SGM_LEDGER_COUNT, FALSE, FALSE, NULL },
  { "households", N_("Contact households"), "党员联系户|联系户|联系户数|党员联系户数|households", SGM_LEDGER_COUNT, FALSE, FALSE, NULL },
  AREA_FIELDS (FALSE),
};
G_STATIC_ASSERT (G_N_ELEMENTS (orgs_fields) == SGM_ORGS_N_FIELDS);

static const SgmLedgerField coverage_fields[] = {
  { "org", N_("Organization"), "党组织名称|党组织|组织名称|网格党组织名称|网格党组织|党支部|支部名称|党支部名称|名称|organization|org|name", SGM_LEDGER_TEXT, TRUE, FALSE, NULL },
  AREA_FIELDS (FALSE),
  { "way", N_("Own or joint"), "组建方式|单建/联建|单建联建|覆盖方式|建立方式|设置方式|way", SGM_LEDGER_WORD, FALSE, FALSE, ways },
  DAY_FIELDS,
};
G_STATIC_ASSERT (G_N_ELEMENTS (coverage_fields) == SGM_COVERAGE_N_FIELDS);

static const SgmLedgerField matters_fields[] = {
  { "no", N_("Number"), "序号|编号|事项编号|事项序号|no|number|no.", SGM_LEDGER_COUNT, TRUE, FALSE, NULL },
  { "name", N_("Name"), "事项名称|事项|准入事项|名称|name|matter", SGM_LEDGER_TEXT, TRUE, FALSE, NULL },
  { "batch", N_("Batch"), "批次|准入批次|batch", SGM_LEDGER_COUNT, FALSE, FALSE, NULL },
  { "department", N_("Department"), "责任部门|主管部门|牵头部门|责任单位|牵头单位|部门|department", SGM_LEDGER_TEXT, FALSE, FALSE, NULL },
  { "limit", N_("Time limit"), "办理时限|处置时限|时限|办结时限|limit|time limit", SGM_LEDGER_TEXT, TRUE, FALSE, NULL },
  { "clock", N_("Counted in"), "时限单位|计时方式|时限类型|计时单位|clock|unit of time", SGM_LEDGER_WORD, FALSE, FALSE, clocks },
  { "urgency", N_("Urgency"), "紧急程度|紧急类型|缓急程度|urgency", SGM_LEDGER_WORD, FALSE, FALSE, urgencies },
  { "basis", N_("Legal basis"), "法律依据|设定依据|政策依据|依据|basis|legal basis", SGM_LEDGER_TEXT, FALSE, FALSE, NULL },
  DAY_FIELDS,
};
G_STATIC_ASSERT (G_N_ELEMENTS (matters_fields) == SGM_MATTERS_N_FIELDS);

static const SgmLedgerField facts_fields[] = {
  AREA_FIELDS (FALSE),
  { "item", N_("Information item"), "信息项|基础信息|信息项目|指标|指标名称|项目|项目名称|item|measure", SGM_LEDGER_TEXT, FALSE, FALSE, NULL },
  { "value", N_("Count"), "数量|数值|合计数|数|个数|value|count", SGM_LEDGER_NUMBER, FALSE, FALSE, NULL },
  { "total", N_("Out of"), "总数|应采集数|应有数|total|of", SGM_LEDGER_NUMBER, FALSE, FALSE, NULL },
  { "date", N_("Date"), "日期|统计日期|更新日期|更新时间|采集日期|采集时间|统计时间|date|updated", SGM_LEDGER_DAY, FALSE, FALSE, NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (facts_fields) == SGM_FACTS_N_FIELDS);

#define COORDINATE_FIELDS \
  { "x", N_("Longitude or easting"), "经度|longitude|lon|lng|long|x|point_x|x坐标|东坐标|横坐标|easting", SGM_LEDGER_COORDINATE, FALSE, FALSE, NULL }, \
  { "y", N_("Latitude or northing"), "纬度|latitude|lat|y|point_y|y坐标|北坐标|纵坐标|northing", SGM_LEDGER_COORDINATE, FALSE, FALSE, NULL }

static const SgmLedgerField places_fields[] = {
  { "kind", N_("Kind of place"), "类别|类型|设施类型|设施类别|点位类型|场所类型|kind|type", SGM_LEDGER_TEXT, TRUE, FALSE, NULL },
  { "name", N_("Name"), "名称|设施名称|点位名称|企业名称|场所名称|设备名称|单位名称|name", SGM_LEDGER_TEXT, TRUE, FALSE, NULL },
  { "state", N_("State"), "状态|运行状态|设备状态|经营状态|state|status", SGM_LEDGER_TEXT, FALSE, FALSE, NULL },
  COORDINATE_FIELDS,
  { "address", N_("Address"), "地址|详细地址|所在地址|位置|地点|address", SGM_LEDGER_TEXT, FALSE, FALSE, NULL },
  AREA_FIELDS (FALSE),
};
G_STATIC_ASSERT (G_N_ELEMENTS (places_fields) == SGM_PLACES_N_FIELDS);

static const SgmLedgerField addresses_fields[] = {
  { "text", N_("Address"), "地址|标准地址|详细地址|门牌地址|门牌|地名|address|text", SGM_LEDGER_TEXT, TRUE, FALSE, NULL },
  COORDINATE_FIELDS,
  AREA_FIELDS (FALSE),
};
G_STATIC_ASSERT (G_N_ELEMENTS (addresses_fields) == SGM_ADDRESSES_N_FIELDS);

static const struct
{
  const char *id;
  const char *name;
  const SgmLedgerField *fields;
  guint n_fields;
  gboolean has_ends;
} ledgers[SGM_N_LEDGERS] = {
  [SGM_LEDGER_PEOPLE] = { "people", N_("People and posts"), people_fields, SGM_PEOPLE_N_FIELDS, TRUE },
  [SGM_LEDGER_ORGS] = { "orgs", N_("Party organizations"), orgs_fields, SGM_ORGS_N_FIELDS, TRUE },
  [SGM_LEDGER_COVERAGE] = { "coverage", N_("Coverage by organizations"), coverage_fields, SGM_COVERAGE_N_FIELDS, TRUE },
  [SGM_LEDGER_MATTERS] = { "matters", N_("Admitted matters"), matters_fields, SGM_MATTERS_N_FIELDS, TRUE },
  [SGM_LEDGER_FACTS] = { "facts", N_("Information counts"), facts_fields, SGM_FACTS_N_FIELDS, FALSE },
  [SGM_LEDGER_PLACES] = { "places", N_("Places"), places_fields, SGM_PLACES_N_FIELDS, TRUE },
  [SGM_LEDGER_ADDRESSES] = { "addresses", N_("Addresses"), addresses_fields, SGM_ADDRESSES_N_FIELDS, TRUE },
};

/**
 * sgm_ledger_get_id:
 *
 * Returns: a stable English word for it, as `sgm import --as` takes it
 */
const char *
sgm_ledger_get_id (SgmLedger ledger)
{
  g_return_val_if_fail (ledger < SGM_N_LEDGERS, NULL);
  return ledgers[ledger].id;
}

/**
 * sgm_ledger_get_name:
 *
 * Returns: what it is a list of, translated
 */
const char *
sgm_ledger_get_name (SgmLedger ledger)
{
  g_return_val_if_fail (ledger < SGM_N_LEDGERS, NULL);
  return _(ledgers[ledger].name);
}

/**
 * sgm_ledger_from_id:
 * @id: any text
 * @ledger: (out): the ledger of that word
 *
 * Returns: whether there is one
 */
gboolean
sgm_ledger_from_id (const char *id,
                    SgmLedger  *ledger)
{
  for (guint i = 0; i < SGM_N_LEDGERS; i++)
    if (g_str_equal (id, ledgers[i].id))
      {
        *ledger = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * sgm_ledger_has_ends:
 *
 * Returns: whether a complete file ends what it does not have; counts are
 *   only replaced by newer ones
 */
gboolean
sgm_ledger_has_ends (SgmLedger ledger)
{
  g_return_val_if_fail (ledger < SGM_N_LEDGERS, FALSE);
  return ledgers[ledger].has_ends;
}

/**
 * sgm_ledger_get_fields:
 * @n_fields: (out): how many there are
 *
 * Returns: (array length=n_fields) (transfer none): what its columns can say
 */
const SgmLedgerField *
sgm_ledger_get_fields (SgmLedger  ledger,
                       guint     *n_fields)
{
  g_return_val_if_fail (ledger < SGM_N_LEDGERS, NULL);
  *n_fields = ledgers[ledger].n_fields;
  return ledgers[ledger].fields;
}

/**
 * sgm_ledger_find_field:
 * @id: any text
 *
 * Returns: number of the field of that word, or -1
 */
int
sgm_ledger_find_field (SgmLedger   ledger,
                       const char *id)
{
  for (guint i = 0; i < ledgers[ledger].n_fields; i++)
    if (g_str_equal (id, ledgers[ledger].fields[i].id))
      return i;
  return -1;
}
