/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"
#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/**
 * SgmChangeKind:
 * @SGM_CHANGE_IMPORT_SAMPLE: records of the made-up sample district come in
 * @SGM_CHANGE_REPORT_EVENT: an event is reported and filed
 * @SGM_CHANGE_ASSIGN: a worker gets the order to deal with an event (派单)
 * @SGM_CHANGE_WITHDRAW: an order is taken back (撤回)
 *
 * What somebody wants to do.
 */
typedef enum
{
  SGM_CHANGE_IMPORT_SAMPLE = 1,
  SGM_CHANGE_REPORT_EVENT = 2,
  SGM_CHANGE_ASSIGN = 3,
  SGM_CHANGE_WITHDRAW = 4,
} SgmChangeKind;

/**
 * SgmReport:
 *
 * What is said when an event is reported. Strings are borrowed.
 */
typedef struct
{
  SgmSource source;
  const char *source_id; /* the source's own id, or NULL */
  gint64 matter;         /* record id */
  const char *title;
  gint64 unit;           /* area id of the unit it happened in */
  double longitude;      /* degrees, EPSG:4490 */
  double latitude;
  const char *reporter;  /* personal, or NULL */
} SgmReport;

/**
 * SgmChange:
 *
 * A wish, before it is decided: who wants what, why, and which versions are
 * expected of the records it touches. Reference-counted and immutable, so
 * that it can be handed to the store's thread.
 */
typedef struct _SgmChange SgmChange;

SgmChange *sgm_change_new_import_sample (GPtrArray       *records);
SgmChange *sgm_change_new_report_event  (const SgmReport *report);
SgmChange *sgm_change_new_assign        (gint64           event,
                                         gint64           event_version,
                                         gint64           person);
SgmChange *sgm_change_new_withdraw      (gint64           task,
                                         gint64           task_version);

SgmChange *sgm_change_ref               (SgmChange       *change);
void       sgm_change_unref             (SgmChange       *change);

void       sgm_change_set_who           (SgmChange       *change,
                                         const char      *who);
void       sgm_change_set_origin        (SgmChange       *change,
                                         const char      *origin);
void       sgm_change_set_why           (SgmChange       *change,
                                         const char      *why);

SgmChangeKind    sgm_change_get_kind     (const SgmChange *change);
const char      *sgm_change_get_who      (const SgmChange *change);
const char      *sgm_change_get_origin   (const SgmChange *change);
const char      *sgm_change_get_why      (const SgmChange *change);
const SgmReport *sgm_change_get_report   (const SgmChange *change);
GPtrArray       *sgm_change_get_records  (const SgmChange *change);
gint64           sgm_change_get_subject  (const SgmChange *change);
gint64           sgm_change_get_expected (const SgmChange *change);
gint64           sgm_change_get_person   (const SgmChange *change);

const char      *sgm_change_kind_get_name (SgmChangeKind  kind);
SgmChangeKind    sgm_change_kind_from_name (const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmChange, sgm_change_unref)

G_END_DECLS
