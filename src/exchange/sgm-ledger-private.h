/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-tables.h"
#include "exchange/sgm-foreign-reader.h"
#include "exchange/sgm-ledger-areas.h"
#include "exchange/sgm-ledger-cell.h"
#include "exchange/sgm-ledger-plan.h"
#include "store/sgm-snapshot.h"

G_BEGIN_DECLS

/**
 * SgmLedgerWork:
 * @plan: what is being made
 * @now: when that is, UTC milliseconds
 * @snapshot: the district as it is
 * @cells: (array): the texts of the row that is read, by field; %NULL where
 *   they are empty
 * @left_out: whether the row that is read is not imported
 * @next_id: the id below 0 that stands for the next new record
 *
 * A plan while it is being made.
 */
typedef struct
{
  SgmLedgerPlan *plan;
  SgmStore *store;
  SgmForeignFile *file;
  const SgmForeignLayer *layer;
  const SgmLedgerColumns *columns;
  const SgmLedgerOptions *options;
  const SgmLedgerField *fields;
  guint n_fields;
  gint64 now;

  SgmSnapshot *snapshot;
  SgmAreaSet *set;
  SgmLedgerAreas *areas;
  gboolean is_jianghai;

  const SgmForeignRow *row;
  char *cells[SGM_LEDGER_MAX_FIELDS];
  gboolean left_out;
  gint64 next_id;

  SgmProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} SgmLedgerWork;

/**
 * SgmLedgerRowFunc:
 *
 * Takes the row that is read. Returns: %FALSE where it cannot go on
 */
typedef gboolean (*SgmLedgerRowFunc) (SgmLedgerWork  *work,
                                      gpointer        data,
                                      GError        **error);

gboolean          sgm_ledger_work_each      (SgmLedgerWork      *work,
                                             SgmLedgerRowFunc    func,
                                             gpointer            data,
                                             gboolean            with_geometry,
                                             GError            **error);
SgmLedgerFinding *sgm_ledger_work_find      (SgmLedgerWork      *work,
                                             SgmLedgerFault      fault,
                                             SgmImportSeverity   severity,
                                             gint64              row,
                                             char               *sentence);
SgmLedgerFinding *sgm_ledger_work_leave_out (SgmLedgerWork      *work,
                                             SgmLedgerFault      fault,
                                             int                 field,
                                             char               *sentence);
void              sgm_ledger_work_count_left_out (SgmLedgerWork *work,
                                             gint64              row);
void              sgm_ledger_work_leave_out_row (SgmLedgerWork  *work,
                                             SgmLedgerFault      fault,
                                             gint64              row,
                                             gint64              other_row,
                                             char               *sentence);
gboolean          sgm_ledger_work_need      (SgmLedgerWork      *work,
                                             guint               field);
gboolean          sgm_ledger_work_get_day   (SgmLedgerWork      *work,
                                             guint               field,
                                             gboolean           *has,
                                             gint64             *day);
gboolean          sgm_ledger_work_get_count (SgmLedgerWork      *work,
                                             guint               field,
                                             gboolean           *has,
                                             gint64             *count);
gboolean          sgm_ledger_work_get_number (SgmLedgerWork     *work,
                                             guint               field,
                                             gboolean           *has,
                                             double             *number);
gboolean          sgm_ledger_work_get_word  (SgmLedgerWork      *work,
                                             guint               field,
                                             int                *value);
gboolean          sgm_ledger_work_get_areas (SgmLedgerWork      *work,
                                             guint               field,
                                             guint               levels,
                                             GPtrArray          *areas);
gboolean          sgm_ledger_work_check_days (SgmLedgerWork     *work,
                                             gboolean            has_from,
                                             gint64              from,
                                             gboolean            has_to,
                                             gint64              to);

char             *sgm_ledger_dup_short      (const char         *text);

GPtrArray        *sgm_ledger_work_get_present (SgmLedgerWork    *work,
                                             const SgmTable     *table);
GPtrArray        *sgm_ledger_work_dup_after (SgmLedgerWork      *work,
                                             const SgmTable     *table);
gint64            sgm_ledger_work_new_id    (SgmLedgerWork      *work);
void              sgm_ledger_work_save      (SgmLedgerWork      *work,
                                             SgmRecord          *record);
gboolean          sgm_ledger_work_holds     (SgmLedgerWork      *work,
                                             SgmRecord          *record,
                                             guint               to_column);
gboolean          sgm_ledger_set_int        (SgmRecord          *record,
                                             guint               column,
                                             gint64              value);
gboolean          sgm_ledger_set_text       (SgmRecord          *record,
                                             guint               column,
                                             const char         *value);
void              sgm_ledger_work_tell_total (SgmLedgerWork     *work,
                                             const char         *what,
                                             guint               count,
                                             guint               published);
void              sgm_ledger_work_tell_areas (SgmLedgerWork     *work,
                                             SgmLedgerFault      fault,
                                             GPtrArray          *areas,
                                             const char         *sentence);

gboolean          sgm_ledger_plan_people    (SgmLedgerWork *work, GError **error);
gboolean          sgm_ledger_plan_orgs      (SgmLedgerWork *work, GError **error);
gboolean          sgm_ledger_plan_coverage  (SgmLedgerWork *work, GError **error);
gboolean          sgm_ledger_plan_matters   (SgmLedgerWork *work, GError **error);
gboolean          sgm_ledger_plan_facts     (SgmLedgerWork *work, GError **error);
gboolean          sgm_ledger_plan_places    (SgmLedgerWork *work, GError **error);
gboolean          sgm_ledger_plan_addresses (SgmLedgerWork *work, GError **error);

G_END_DECLS
