/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Ledgers (台账): the tables that a centre keeps in spreadsheets, and what their
 * columns can say. */

/**
 * SgmLedger:
 * @SGM_LEDGER_PEOPLE: people with their posts (人员), a row for each post
 * @SGM_LEDGER_ORGS: party organizations (党组织), perhaps with their grids
 * @SGM_LEDGER_COVERAGE: which organization covers which grid (组织覆盖)
 * @SGM_LEDGER_MATTERS: admitted matters (准入事项)
 * @SGM_LEDGER_FACTS: counts of the information items (基础信息), a row for each
 *   count or a column for each item
 * @SGM_LEDGER_PLACES: enterprises, devices, contact points (设施点位)
 * @SGM_LEDGER_ADDRESSES: what people say, and where that is (地址)
 *
 * What a table is a list of.
 */
typedef enum
{
  SGM_LEDGER_PEOPLE,
  SGM_LEDGER_ORGS,
  SGM_LEDGER_COVERAGE,
  SGM_LEDGER_MATTERS,
  SGM_LEDGER_FACTS,
  SGM_LEDGER_PLACES,
  SGM_LEDGER_ADDRESSES,
  SGM_N_LEDGERS,
} SgmLedger;

/* The fields of each ledger, in the order of sgm_ledger_get_fields(). Where an
 * area can be said, it is said by its code, by its name, and by the community
 * and the street that the name is looked for in. */
enum
{
  SGM_PEOPLE_NAME,
  SGM_PEOPLE_PHONE,
  SGM_PEOPLE_KIND,
  SGM_PEOPLE_AREA,
  SGM_PEOPLE_AREA_NAME,
  SGM_PEOPLE_COMMUNITY,
  SGM_PEOPLE_STREET,
  SGM_PEOPLE_CHANNEL,
  SGM_PEOPLE_SKILLS,
  SGM_PEOPLE_DUTY,
  SGM_PEOPLE_FROM,
  SGM_PEOPLE_TO,
  SGM_PEOPLE_ROLE,
  SGM_PEOPLE_N_FIELDS,
};

enum
{
  SGM_ORGS_NAME,
  SGM_ORGS_LEVEL,
  SGM_ORGS_SECRETARY,
  SGM_ORGS_MEMBERS,
  SGM_ORGS_GROUPS,
  SGM_ORGS_HOUSEHOLDS,
  SGM_ORGS_AREA,
  SGM_ORGS_AREA_NAME,
  SGM_ORGS_COMMUNITY,
  SGM_ORGS_STREET,
  SGM_ORGS_N_FIELDS,
};

enum
{
  SGM_COVERAGE_ORG,
  SGM_COVERAGE_AREA,
  SGM_COVERAGE_AREA_NAME,
  SGM_COVERAGE_COMMUNITY,
  SGM_COVERAGE_STREET,
  SGM_COVERAGE_WAY,
  SGM_COVERAGE_FROM,
  SGM_COVERAGE_TO,
  SGM_COVERAGE_N_FIELDS,
};

enum
{
  SGM_MATTERS_NO,
  SGM_MATTERS_NAME,
  SGM_MATTERS_BATCH,
  SGM_MATTERS_DEPARTMENT,
  SGM_MATTERS_LIMIT,
  SGM_MATTERS_CLOCK,
  SGM_MATTERS_URGENCY,
  SGM_MATTERS_BASIS,
  SGM_MATTERS_FROM,
  SGM_MATTERS_TO,
  SGM_MATTERS_N_FIELDS,
};

enum
{
  SGM_FACTS_AREA,
  SGM_FACTS_AREA_NAME,
  SGM_FACTS_COMMUNITY,
  SGM_FACTS_STREET,
  SGM_FACTS_ITEM,
  SGM_FACTS_VALUE,
  SGM_FACTS_TOTAL,
  SGM_FACTS_DAY,
  SGM_FACTS_N_FIELDS,
};

enum
{
  SGM_PLACES_KIND,
  SGM_PLACES_NAME,
  SGM_PLACES_STATE,
  SGM_PLACES_X,
  SGM_PLACES_Y,
  SGM_PLACES_ADDRESS,
  SGM_PLACES_AREA,
  SGM_PLACES_AREA_NAME,
  SGM_PLACES_COMMUNITY,
  SGM_PLACES_STREET,
  SGM_PLACES_N_FIELDS,
};

enum
{
  SGM_ADDRESSES_TEXT,
  SGM_ADDRESSES_X,
  SGM_ADDRESSES_Y,
  SGM_ADDRESSES_AREA,
  SGM_ADDRESSES_AREA_NAME,
  SGM_ADDRESSES_COMMUNITY,
  SGM_ADDRESSES_STREET,
  SGM_ADDRESSES_N_FIELDS,
};

/* 单建 or 联建: whether an organization has its grid alone or several. */
enum
{
  SGM_LEDGER_WAY_OWN = 1,
  SGM_LEDGER_WAY_JOINT = 2,
};

/* No ledger has more fields. */
#define SGM_LEDGER_MAX_FIELDS 13

/**
 * SgmLedgerCell:
 * @SGM_LEDGER_TEXT: any text
 * @SGM_LEDGER_PHONE: a telephone number
 * @SGM_LEDGER_DAY: a day, see sgm_ledger_parse_day()
 * @SGM_LEDGER_COUNT: a whole number that is not below zero
 * @SGM_LEDGER_NUMBER: a number that is not below zero
 * @SGM_LEDGER_YES: yes or no
 * @SGM_LEDGER_WORD: one of the words of the field
 * @SGM_LEDGER_AREA: codes or names of areas
 * @SGM_LEDGER_COORDINATE: a coordinate, degrees or metres
 *
 * How the cells of a column are read.
 */
typedef enum
{
  SGM_LEDGER_TEXT,
  SGM_LEDGER_PHONE,
  SGM_LEDGER_DAY,
  SGM_LEDGER_COUNT,
  SGM_LEDGER_NUMBER,
  SGM_LEDGER_YES,
  SGM_LEDGER_WORD,
  SGM_LEDGER_AREA,
  SGM_LEDGER_COORDINATE,
} SgmLedgerCell;

/**
 * SgmLedgerWord:
 * @value: the number of the enumeration that it stands for
 * @words: what stands for it, Chinese and English, separated by `|`
 */
typedef struct
{
  int value;
  const char *words;
} SgmLedgerWord;

/**
 * SgmLedgerField:
 * @id: a stable English word, for `--column` and for what is remembered
 * @name: what it is called, to be translated with _()
 * @synonyms: what columns of it are called, in lower case and separated by `|`
 * @cell: how its cells are read
 * @required: whether there has to be a column of it, or a value for all rows
 * @personal: whether its cells are not to be shown or logged as they are
 * @words: (nullable): for %SGM_LEDGER_WORD, ends with a %NULL text
 */
typedef struct
{
  const char *id;
  const char *name;
  const char *synonyms;
  SgmLedgerCell cell;
  gboolean required;
  gboolean personal;
  const SgmLedgerWord *words;
} SgmLedgerField;

const char           *sgm_ledger_get_id     (SgmLedger    ledger);
const char           *sgm_ledger_get_name   (SgmLedger    ledger);
gboolean              sgm_ledger_from_id    (const char  *id,
                                             SgmLedger   *ledger);
gboolean              sgm_ledger_has_ends   (SgmLedger    ledger);
const SgmLedgerField *sgm_ledger_get_fields (SgmLedger    ledger,
                                             guint       *n_fields);
int                   sgm_ledger_find_field (SgmLedger    ledger,
                                             const char  *id);

G_END_DECLS
