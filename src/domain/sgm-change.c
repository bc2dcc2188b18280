/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-change.h"

struct _SgmChange
{
  gatomicrefcount ref_count;
  SgmChangeKind kind;
  char *who;
  char *origin;
  char *why;
  SgmSource source;
  char *source_id;
  SgmReport report;
  GPtrArray *records;
  gint64 subject;
  gint64 expected;
  gint64 person;
  gint64 until;
  gint64 number;
  char *text;
};

/* By these names the journal knows the kinds. */
static const char *const kind_names[] = {
  [SGM_CHANGE_IMPORT_SAMPLE] = "import-sample",
  [SGM_CHANGE_REPORT_EVENT] = "report-event",
  [SGM_CHANGE_ASSIGN] = "assign",
  [SGM_CHANGE_WITHDRAW] = "withdraw",
  [SGM_CHANGE_UNDO] = "undo",
  [SGM_CHANGE_SAVE] = "save",
  [SGM_CHANGE_REMOVE] = "remove",
  [SGM_CHANGE_REFUSE] = "refuse",
  [SGM_CHANGE_RETURN] = "return",
  [SGM_CHANGE_DISPUTE] = "dispute",
  [SGM_CHANGE_SUSPEND] = "suspend",
  [SGM_CHANGE_RESUME] = "resume",
  [SGM_CHANGE_EXTEND] = "extend",
  [SGM_CHANGE_VOID] = "void",
  [SGM_CHANGE_REWORK] = "rework",
  [SGM_CHANGE_CLOSE] = "close",
  [SGM_CHANGE_EVALUATE] = "evaluate",
  [SGM_CHANGE_ADVANCE] = "advance",
  [SGM_CHANGE_WHISTLE] = "whistle",
  [SGM_CHANGE_CHECK_IN] = "check-in",
  [SGM_CHANGE_SCORE_CALL] = "score-call",
  [SGM_CHANGE_ESCALATE] = "escalate",
  [SGM_CHANGE_HAND_BACK] = "hand-back",
  [SGM_CHANGE_JOIN] = "join",
  [SGM_CHANGE_END_JOINT] = "end-joint",
  [SGM_CHANGE_START_MODE] = "start-mode",
  [SGM_CHANGE_END_MODE] = "end-mode",
  [SGM_CHANGE_SENT] = "sent",
  [SGM_CHANGE_NOT_SENT] = "not-sent",
  [SGM_CHANGE_RESEND] = "resend",
  [SGM_CHANGE_REVEAL] = "reveal",
  [SGM_CHANGE_ERASE_REPORTERS] = "erase-reporters",
  [SGM_CHANGE_FILE] = "file",
  [SGM_CHANGE_PREPARE_EDITION] = "prepare-edition",
  [SGM_CHANGE_ADD_BOUNDARIES] = "add-boundaries",
  [SGM_CHANGE_ACTIVATE_EDITION] = "activate-edition",
  [SGM_CHANGE_DROP_EDITION] = "drop-edition",
  [SGM_CHANGE_EXPORT] = "export",
  [SGM_CHANGE_EXPORT_PERSONAL] = "export-personal",
};
G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == SGM_N_CHANGE_KINDS);

/**
 * sgm_change_new:
 * @kind: what is wanted
 * @subject: id of what it is about, or 0
 * @version: the version of it that whoever wants it has seen
 *
 * Returns: (transfer full): the wish, to be completed by the setters that
 *   [enum@ChangeKind] names for its kind
 */
SgmChange *
sgm_change_new (SgmChangeKind kind,
                gint64        subject,
                gint64        version)
{
  SgmChange *change = g_new0 (SgmChange, 1);

  g_atomic_ref_count_init (&change->ref_count);
  change->kind = kind;
  change->subject = subject;
  change->expected = version;
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
  SgmChange *change = sgm_change_new (SGM_CHANGE_IMPORT_SAMPLE, 0, 0);

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
  SgmChange *change = sgm_change_new (SGM_CHANGE_REPORT_EVENT, 0, 0);

  change->report = *report;
  sgm_change_set_source (change, report->source, report->source_id);
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
  SgmChange *change = sgm_change_new (SGM_CHANGE_ASSIGN, event, event_version);

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
  return sgm_change_new (SGM_CHANGE_WITHDRAW, task, task_version);
}

/**
 * sgm_change_new_prepare_edition:
 * @name: where the areas come from, such as the name of a file
 *
 * Returns: (transfer full): the wish to begin an edition of areas; it is the
 *   only record of the entry's patch, so that its id is known from there
 */
SgmChange *
sgm_change_new_prepare_edition (const char *name)
{
  SgmChange *change = sgm_change_new (SGM_CHANGE_PREPARE_EDITION, 0, 0);

  sgm_change_set_text (change, name);
  return change;
}

/**
 * sgm_change_new_add_boundaries:
 * @edition: id of an edition that is not real yet
 * @records: (transfer none) (element-type SgmRecord): new areas (id 0, with
 *   level, code, name, kind and geometry; the area around one is found by its
 *   code, and comes before it), and boundaries of areas that are there (area
 *   and state; where it changes also name, kind and geometry); no more than
 *   %SGM_MAX_BOUNDARIES; not to be changed afterwards
 *
 * Returns: (transfer full): the wish to add them to the edition
 */
SgmChange *
sgm_change_new_add_boundaries (gint64     edition,
                               GPtrArray *records)
{
  SgmChange *change = sgm_change_new (SGM_CHANGE_ADD_BOUNDARIES, edition, 0);

  change->records = g_ptr_array_ref (records);
  return change;
}

/**
 * sgm_change_new_activate_edition:
 * @edition: id of an edition that is not real yet
 *
 * Undoing its entry brings the former areas back.
 *
 * Returns: (transfer full): the wish to make an edition real, at once
 */
SgmChange *
sgm_change_new_activate_edition (gint64 edition)
{
  return sgm_change_new (SGM_CHANGE_ACTIVATE_EDITION, edition, 0);
}

/**
 * sgm_change_new_drop_edition:
 * @edition: id of an edition that is not real
 *
 * Returns: (transfer full): the wish to remove up to %SGM_MAX_BOUNDARIES of its
 *   boundaries, or the edition itself where it has none; to be repeated until
 *   it is gone
 */
SgmChange *
sgm_change_new_drop_edition (gint64 edition)
{
  return sgm_change_new (SGM_CHANGE_DROP_EDITION, edition, 0);
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
  g_free (change->source_id);
  g_free ((char *) change->report.title);
  g_free ((char *) change->report.reporter);
  g_free (change->text);
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

/**
 * sgm_change_set_source:
 * @change: a change that nobody else holds
 * @source: where it comes from
 * @source_id: (nullable): the source's own id of it; what has come in under
 *   an id once is refused the second time with %SGM_ERROR_REPEATED
 */
void
sgm_change_set_source (SgmChange  *change,
                       SgmSource   source,
                       const char *source_id)
{
  g_free (change->source_id);
  change->source = source;
  change->source_id = g_strdup (source_id);
  change->report.source = source;
  change->report.source_id = change->source_id;
}

/**
 * sgm_change_set_until:
 * @change: a change that nobody else holds
 * @until: a time that the kind asks for, UTC milliseconds
 */
void
sgm_change_set_until (SgmChange *change,
                      gint64     until)
{
  change->until = until;
}

/**
 * sgm_change_set_number:
 * @change: a change that nobody else holds
 * @number: a state or a score, as the kind asks
 */
void
sgm_change_set_number (SgmChange *change,
                       gint64     number)
{
  change->number = number;
}

/**
 * sgm_change_set_text:
 * @change: a change that nobody else holds
 * @text: (nullable): a department or a report, as the kind asks
 */
void
sgm_change_set_text (SgmChange  *change,
                     const char *text)
{
  g_free (change->text);
  change->text = g_strdup (text);
}

/**
 * sgm_change_add_record:
 * @change: a change that nobody else holds
 * @record: (transfer none): a record as it is wanted, with the id and version
 *   that were seen; a new one has id 0. Not to be changed afterwards.
 */
void
sgm_change_add_record (SgmChange *change,
                       SgmRecord *record)
{
  if (change->records == NULL)
    change->records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_ptr_array_add (change->records, sgm_record_ref (record));
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
 *
 * Returns: (transfer none) (nullable) (element-type SgmRecord): the records
 *   that came with the change
 */
GPtrArray *
sgm_change_get_records (const SgmChange *change)
{
  return change->records;
}

SgmSource
sgm_change_get_source (const SgmChange *change)
{
  return change->source;
}

/**
 * sgm_change_get_source_id:
 *
 * Returns: (nullable): the source's own id of what it said
 */
const char *
sgm_change_get_source_id (const SgmChange *change)
{
  return change->source_id;
}

/**
 * sgm_change_get_subject:
 *
 * Returns: id of what the change is about, or 0
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

gint64
sgm_change_get_until (const SgmChange *change)
{
  return change->until;
}

gint64
sgm_change_get_number (const SgmChange *change)
{
  return change->number;
}

/**
 * sgm_change_get_text:
 *
 * Returns: (nullable): the department or report
 */
const char *
sgm_change_get_text (const SgmChange *change)
{
  return change->text;
}

/**
 * sgm_change_kind_get_name:
 *
 * Returns: the stable name by which the journal knows the kind, %NULL for one
 *   that this release does not know
 */
const char *
sgm_change_kind_get_name (SgmChangeKind kind)
{
  return (guint) kind < SGM_N_CHANGE_KINDS ? kind_names[kind] : NULL;
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
  for (guint kind = 1; kind < SGM_N_CHANGE_KINDS; kind++)
    if (g_str_equal (name, kind_names[kind]))
      return kind;
  return 0;
}
