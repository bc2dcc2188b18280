/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"
#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/**
 * SgmChangeKind:
 * @SGM_CHANGE_IMPORT_SAMPLE: records of the made-up sample district come in,
 *   as of a moment in the past (until) where one is said: version 1 for new
 *   ones, higher for what others became
 * @SGM_CHANGE_REPORT_EVENT: an event is reported and filed
 * @SGM_CHANGE_ASSIGN: a worker (person) gets the order to deal with an event
 *   (派单)
 * @SGM_CHANGE_WITHDRAW: an order (subject: task) is taken back (撤回)
 * @SGM_CHANGE_UNDO: the journal entry of number subject is taken back
 * @SGM_CHANGE_SAVE: records of areas, people, posts, shifts, organizations,
 *   coverage, matters, calendar, facts, places, addresses, attachments, notes,
 *   users or settings are added (id 0) or changed (id and expected version);
 *   a person or an organization that is added may have an id below 0, by which
 *   later records of the change refer to it
 * @SGM_CHANGE_REMOVE: records that are not kept with dates are removed:
 *   shifts, days of the calendar, places, addresses, users
 * @SGM_CHANGE_REFUSE: an event is not admitted, with the reason (不予受理)
 * @SGM_CHANGE_RETURN: the worker gives an event back, with the reason (退回)
 * @SGM_CHANGE_DISPUTE: the worker says that it is others' to do (推诿)
 * @SGM_CHANGE_SUSPEND: an event waits and its clock stands (挂账)
 * @SGM_CHANGE_RESUME: a suspended event goes on
 * @SGM_CHANGE_EXTEND: an event gets a later due time (until) (延期)
 * @SGM_CHANGE_VOID: an event was none (作废)
 * @SGM_CHANGE_REWORK: what was reported back is not enough (返工)
 * @SGM_CHANGE_CLOSE: what was reported back is verified (核实结案)
 * @SGM_CHANGE_EVALUATE: a closed event gets a score (number, 1 to 5)
 * @SGM_CHANGE_ADVANCE: an order (subject: task) comes to a further state
 *   (number: SgmTaskState), told by a terminal or by phone
 * @SGM_CHANGE_WHISTLE: a department (text) is called to an event and has to
 *   check in by a time (until) (吹哨)
 * @SGM_CHANGE_CHECK_IN: a called department (subject: call) is there (报到)
 * @SGM_CHANGE_SCORE_CALL: the caller gives a department a score (subject:
 *   call, number: 1 to 5), which ends the call
 * @SGM_CHANGE_ESCALATE: an event goes one level up, with a reason and a stage
 *   clock of its own (until) (提级办理)
 * @SGM_CHANGE_HAND_BACK: an escalation (subject) is given back with an answer
 * @SGM_CHANGE_JOIN: district, street and community act together on an event
 *   (三级联动)
 * @SGM_CHANGE_END_JOINT: joint handling (subject) ends with a result (text)
 * @SGM_CHANGE_START_MODE: an area is switched to emergency mode (one mode
 *   record) (平转急)
 * @SGM_CHANGE_END_MODE: an emergency mode (subject) ends with a closing report
 *   (text) (急转平)
 * @SGM_CHANGE_SENT: the terminal acknowledged a message (subject: outbox)
 * @SGM_CHANGE_NOT_SENT: a message was not acknowledged; it is tried again at
 *   a time (until), or parked where that is 0
 * @SGM_CHANGE_RESEND: a person sends a parked message again
 * @SGM_CHANGE_REVEAL: somebody looks at a personal value (one reading record)
 * @SGM_CHANGE_ERASE_REPORTERS: the reporters of closed events (records) are
 *   forgotten
 * @SGM_CHANGE_FILE: a reported event is admitted (案卷建立)
 * @SGM_CHANGE_PREPARE_EDITION: an edition of areas (text: its name) is begun,
 *   which nobody sees until it becomes real
 * @SGM_CHANGE_ADD_BOUNDARIES: records of areas and boundaries are added to an
 *   edition (subject) that is not real yet
 * @SGM_CHANGE_ACTIVATE_EDITION: an edition (subject) becomes real
 * @SGM_CHANGE_DROP_EDITION: some of the boundaries of an edition (subject) that
 *   is not real are removed, at last the edition itself
 * @SGM_CHANGE_EXPORT: records without personal values go out to a file (one
 *   reading record says which)
 * @SGM_CHANGE_EXPORT_PERSONAL: the same with personal values, with the reason
 *
 * What somebody wants to do. The subject is an event where nothing else is
 * said; reasons are the change's why.
 */
typedef enum
{
  SGM_CHANGE_IMPORT_SAMPLE = 1,
  SGM_CHANGE_REPORT_EVENT = 2,
  SGM_CHANGE_ASSIGN = 3,
  SGM_CHANGE_WITHDRAW = 4,
  SGM_CHANGE_UNDO = 5,
  SGM_CHANGE_SAVE = 6,
  SGM_CHANGE_REMOVE = 7,
  SGM_CHANGE_REFUSE = 8,
  SGM_CHANGE_RETURN = 9,
  SGM_CHANGE_DISPUTE = 10,
  SGM_CHANGE_SUSPEND = 11,
  SGM_CHANGE_RESUME = 12,
  SGM_CHANGE_EXTEND = 13,
  SGM_CHANGE_VOID = 14,
  SGM_CHANGE_REWORK = 15,
  SGM_CHANGE_CLOSE = 16,
  SGM_CHANGE_EVALUATE = 17,
  SGM_CHANGE_ADVANCE = 18,
  SGM_CHANGE_WHISTLE = 19,
  SGM_CHANGE_CHECK_IN = 20,
  SGM_CHANGE_SCORE_CALL = 21,
  SGM_CHANGE_ESCALATE = 22,
  SGM_CHANGE_HAND_BACK = 23,
  SGM_CHANGE_JOIN = 24,
  SGM_CHANGE_END_JOINT = 25,
  SGM_CHANGE_START_MODE = 26,
  SGM_CHANGE_END_MODE = 27,
  SGM_CHANGE_SENT = 28,
  SGM_CHANGE_NOT_SENT = 29,
  SGM_CHANGE_RESEND = 30,
  SGM_CHANGE_REVEAL = 31,
  SGM_CHANGE_ERASE_REPORTERS = 32,
  SGM_CHANGE_FILE = 33,
  SGM_CHANGE_PREPARE_EDITION = 34,
  SGM_CHANGE_ADD_BOUNDARIES = 35,
  SGM_CHANGE_ACTIVATE_EDITION = 36,
  SGM_CHANGE_DROP_EDITION = 37,
  SGM_CHANGE_EXPORT = 38,
  SGM_CHANGE_EXPORT_PERSONAL = 39,
} SgmChangeKind;

/* An edition's boundaries are added and dropped in parts of so many, none of
 * which keeps others waiting. */
#define SGM_MAX_BOUNDARIES 400

/* One more than the highest number of a kind. */
#define SGM_N_CHANGE_KINDS 40

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
 * expected of the records it touches. Reference-counted and, once submitted,
 * immutable, so that it can be handed to the store's thread.
 */
typedef struct _SgmChange SgmChange;

SgmChange *sgm_change_new               (SgmChangeKind    kind,
                                         gint64           subject,
                                         gint64           version);
SgmChange *sgm_change_new_import_sample (GPtrArray       *records);
SgmChange *sgm_change_new_report_event  (const SgmReport *report);
SgmChange *sgm_change_new_assign        (gint64           event,
                                         gint64           event_version,
                                         gint64           person);
SgmChange *sgm_change_new_withdraw      (gint64           task,
                                         gint64           task_version);

SgmChange *sgm_change_new_prepare_edition (const char    *name);
SgmChange *sgm_change_new_add_boundaries (gint64          edition,
                                         GPtrArray       *records);
SgmChange *sgm_change_new_activate_edition (gint64        edition);
SgmChange *sgm_change_new_drop_edition  (gint64           edition);

SgmChange *sgm_change_ref               (SgmChange       *change);
void       sgm_change_unref             (SgmChange       *change);

void       sgm_change_set_who           (SgmChange       *change,
                                         const char      *who);
void       sgm_change_set_origin        (SgmChange       *change,
                                         const char      *origin);
void       sgm_change_set_why           (SgmChange       *change,
                                         const char      *why);
void       sgm_change_set_source        (SgmChange       *change,
                                         SgmSource        source,
                                         const char      *source_id);
void       sgm_change_set_until         (SgmChange       *change,
                                         gint64           until);
void       sgm_change_set_number        (SgmChange       *change,
                                         gint64           number);
void       sgm_change_set_text          (SgmChange       *change,
                                         const char      *text);
void       sgm_change_add_record        (SgmChange       *change,
                                         SgmRecord       *record);

SgmChangeKind    sgm_change_get_kind     (const SgmChange *change);
const char      *sgm_change_get_who      (const SgmChange *change);
const char      *sgm_change_get_origin   (const SgmChange *change);
const char      *sgm_change_get_why      (const SgmChange *change);
SgmSource        sgm_change_get_source   (const SgmChange *change);
const char      *sgm_change_get_source_id (const SgmChange *change);
const SgmReport *sgm_change_get_report   (const SgmChange *change);
GPtrArray       *sgm_change_get_records  (const SgmChange *change);
gint64           sgm_change_get_subject  (const SgmChange *change);
gint64           sgm_change_get_expected (const SgmChange *change);
gint64           sgm_change_get_person   (const SgmChange *change);
gint64           sgm_change_get_until    (const SgmChange *change);
gint64           sgm_change_get_number   (const SgmChange *change);
const char      *sgm_change_get_text     (const SgmChange *change);

const char      *sgm_change_kind_get_name (SgmChangeKind  kind);
SgmChangeKind    sgm_change_kind_from_name (const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmChange, sgm_change_unref)

G_END_DECLS
