/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-change.h"

struct _SgmChange
{
  gatomicrefcount ref_count;
  SgmChangeKind kind;
  char *who;
  char *origin;
  char *why;
  SgmReport report;
  GPtrArray *records;
  gint64 subject;
  gint64 expected;
  gint64 person;
};

static SgmChange *
change_new (SgmChangeKind kind)
{
  SgmChange *change = g_new0 (SgmChange, 1);

  g_atomic_ref_count_init (&change->ref_count);
  change->kind = kind;
  return change;
}

/**
 * sgm_change_new_import_sample:
 * @records: (transfer none) (element-type SgmRecord): new records with their
 *   ids, parents before what refers to them; not to be changed afterwards
 *
 * Returns: (transfer full): the wish to add records of a made-up district
 */
SgmChange *
sgm_change_new_import_sample (GPtrArray *records)
{
  SgmChange *change = change_new (SGM_CHANGE_IMPORT_SAMPLE);

  change->records = g_ptr_array_ref (records);
  return change;
}

/**
 * sgm_change_new_report_event:
 * @report: (transfer none): what is reported; copied
 *
 * Returns: (transfer full): the wish to file an event
 */
SgmChange *
sgm_change_new_report_event (const SgmReport *report)
{
  SgmChange *change = change_new (SGM_CHANGE_REPORT_EVENT);

  change->report = *report;
  change->report.source_id = g_strdup (report->source_id);
  change->report.title = g_strdup (report->title);
  change->report.reporter = g_strdup (report->reporter);
  return change;
}

/**
 * sgm_change_new_assign:
 * @event: id of the event
 * @event_version: the version of it that the dispatcher saw
 * @person: id of the worker
 *
 * Returns: (transfer full): the wish to give a worker the order (派单)
 */
SgmChange *
sgm_change_new_assign (gint64 event,
                       gint64 event_version,
                       gint64 person)
{
  SgmChange *change = change_new (SGM_CHANGE_ASSIGN);

  change->subject = event;
  change->expected = event_version;
  change->person = person;
  return change;
}

/**
 * sgm_change_new_withdraw:
 * @task: id of the order
 * @task_version: the version of it that the dispatcher saw
 *
 * Returns: (transfer full): the wish to take an order back (撤回)
 */
SgmChange *
sgm_change_new_withdraw (gint64 task,
                         gint64 task_version)
{
  SgmChange *change = change_new (SGM_CHANGE_WITHDRAW);

  change->subject = task;
  change->expected = task_version;
  return change;
}

SgmChange *
sgm_change_ref (SgmChange *change)
{
  g_atomic_ref_count_inc (&change->ref_count);
  return change;
}

void
sgm_change_unref (SgmChange *change)
{
  if (!g_atomic_ref_count_dec (&change->ref_count))
    return;

  g_free (change->who);
  g_free (change->origin);
  g_free (change->why);
  g_free ((char *) change->report.source_id);
  g_free ((char *) change->report.title);
  g_free ((char *) change->report.reporter);
  g_clear_pointer (&change->records, g_ptr_array_unref);
  g_free (change);
}

/**
 * sgm_change_set_who:
 * @change: a change that nobody else holds
 * @who: (nullable): who wants it; the operating system's user where %NULL
 */
void
sgm_change_set_who (SgmChange  *change,
                    const char *who)
{
  g_free (change->who);
  change->who = g_strdup (who);
}

/**
 * sgm_change_set_origin:
 * @change: a change that nobody else holds
 * @origin: (nullable): through what it came, such as `window` or `simulator`
 */
void
sgm_change_set_origin (SgmChange  *change,
                       const char *origin)
{
  g_free (change->origin);
  change->origin = g_strdup (origin);
}

/**
 * sgm_change_set_why:
 * @change: a change that nobody else holds
 * @why: (nullable): the reason given
 */
void
sgm_change_set_why (SgmChange  *change,
                    const char *why)
{
  g_free (change->why);
  change->why = g_strdup (why);
}

SgmChangeKind
sgm_change_get_kind (const SgmChange *change)
{
  return change->kind;
}

const char *
sgm_change_get_who (const SgmChange *change)
{
  return change->who != NULL ? change->who : g_get_user_name ();
}

const char *
sgm_change_get_origin (const SgmChange *change)
{
  return change->origin != NULL ? change->origin : "program";
}

/**
 * sgm_change_get_why:
 *
 * Returns: (nullable): the reason given
 */
const char *
sgm_change_get_why (const SgmChange *change)
{
  return change->why;
}

/**
 * sgm_change_get_report:
 * @change: a change of kind %SGM_CHANGE_REPORT_EVENT
 *
 * Returns: (transfer none): what is reported
 */
const SgmReport *
sgm_change_get_report (const SgmChange *change)
{
  g_assert (change->kind == SGM_CHANGE_REPORT_EVENT);
  return &change->report;
}

/**
 * sgm_change_get_records:
 * @change: a change of kind %SGM_CHANGE_IMPORT_SAMPLE
 *
 * Returns: (transfer none) (element-type SgmRecord): the records
 */
GPtrArray *
sgm_change_get_records (const SgmChange *change)
{
  g_assert (change->kind == SGM_CHANGE_IMPORT_SAMPLE);
  return change->records;
}

/**
 * sgm_change_get_subject:
 *
 * Returns: id of the event or task that the change is about, or 0
 */
gint64
sgm_change_get_subject (const SgmChange *change)
{
  return change->subject;
}

/**
 * sgm_change_get_expected:
 *
 * Returns: the version that the subject must still have
 */
gint64
sgm_change_get_expected (const SgmChange *change)
{
  return change->expected;
}

gint64
sgm_change_get_person (const SgmChange *change)
{
  return change->person;
}

/**
 * sgm_change_kind_get_name:
 *
 * Returns: the stable name by which the journal knows the kind
 */
const char *
sgm_change_kind_get_name (SgmChangeKind kind)
{
  switch (kind)
    {
    case SGM_CHANGE_IMPORT_SAMPLE:
      return "import-sample";
    case SGM_CHANGE_REPORT_EVENT:
      return "report-event";
    case SGM_CHANGE_ASSIGN:
      return "assign";
    case SGM_CHANGE_WITHDRAW:
      return "withdraw";
    default:
      return NULL;
    }
}

/**
 * sgm_change_kind_from_name:
 * @name: a kind's name in the journal
 *
 * Returns: the kind, or 0 where this release does not know it; its patch
 *   applies all the same
 */
SgmChangeKind
sgm_change_kind_from_name (const char *name)
{
  for (int kind = SGM_CHANGE_IMPORT_SAMPLE; sgm_change_kind_get_name (kind) != NULL; kind++)
    if (g_str_equal (name, sgm_change_kind_get_name (kind)))
      return kind;
  return 0;
}
