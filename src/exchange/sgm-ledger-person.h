/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-ledger-private.h"

G_BEGIN_DECLS

/**
 * SgmLedgerPersonRow:
 * @number: the row's number in the file
 * @phone: (nullable): its digits
 * @kind: an SgmPersonKind
 * @role: the SgmRole that the person has in the areas
 * @channel: an SgmChannel, or 0
 * @duty: 1 or 0, or -1 where it is not said
 * @areas: (element-type SgmArea): where the person has a post
 *
 * What a row says of a person.
 */
typedef struct
{
  gint64 number;
  char *name;
  char *phone;
  int kind;
  int role;
  int channel;
  int duty;
  char *skills;
  GPtrArray *areas;
  gboolean has_from;
  gboolean has_to;
  gint64 from;
  gint64 to;
} SgmLedgerPersonRow;

/**
 * SgmLedgerPerson:
 * @rows: (element-type SgmLedgerPersonRow): what is said of the person
 * @now: (nullable): who that is in the district, %NULL for somebody new
 *
 * A person of the file.
 */
typedef struct
{
  GPtrArray *rows;
  SgmRecord *now;
} SgmLedgerPerson;

/**
 * SgmLedgerStaff:
 *
 * The people who are there, to be found by phone, name and area.
 */
typedef struct _SgmLedgerStaff SgmLedgerStaff;

SgmLedgerStaff     *sgm_ledger_staff_new       (SgmLedgerWork         *work);
void                sgm_ledger_staff_free      (SgmLedgerStaff        *staff);
GPtrArray          *sgm_ledger_staff_get_posts (SgmLedgerStaff        *staff,
                                                SgmRecord             *person);
gboolean            sgm_ledger_staff_find_sure (SgmLedgerStaff        *staff,
                                                SgmLedgerWork         *work,
                                                SgmLedgerPerson       *person);
gboolean            sgm_ledger_staff_find      (SgmLedgerStaff        *staff,
                                                SgmLedgerWork         *work,
                                                SgmLedgerPerson       *person);

SgmLedgerPersonRow *sgm_ledger_person_row_new  (SgmLedgerWork         *work);
void                sgm_ledger_person_row_free (SgmLedgerPersonRow    *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmLedgerStaff, sgm_ledger_staff_free)

G_END_DECLS
