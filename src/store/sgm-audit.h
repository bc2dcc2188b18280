/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-database.h"
#include "store/sgm-journal.h"

G_BEGIN_DECLS

/* So many faults are told in full; the rest is only counted. */
#define SGM_AUDIT_MAX_FAULTS 100

/**
 * SgmFaultKind:
 * @SGM_FAULT_ENTRY_CHANGED: a journal entry is not what it was
 * @SGM_FAULT_ENTRY_MISSING: a journal entry is missing
 * @SGM_FAULT_HEAD: the journal does not end where its head says
 * @SGM_FAULT_ROW_CHANGED: a record's column is not what the journal says
 * @SGM_FAULT_ROW_MISSING: a record of the journal is missing
 * @SGM_FAULT_ROW_SURPLUS: a record is there that the journal does not know
 * @SGM_FAULT_VALUE_ERASED: a personal value was erased without an entry that
 *   says so
 * @SGM_FAULT_FILE: the file's pages do not fit together, which may show
 *   nowhere else, as in an index
 */
typedef enum
{
  SGM_FAULT_ENTRY_CHANGED,
  SGM_FAULT_ENTRY_MISSING,
  SGM_FAULT_HEAD,
  SGM_FAULT_ROW_CHANGED,
  SGM_FAULT_ROW_MISSING,
  SGM_FAULT_ROW_SURPLUS,
  SGM_FAULT_VALUE_ERASED,
  SGM_FAULT_FILE,
} SgmFaultKind;

/**
 * SgmFault:
 * @seq: the entry, or 0
 * @table: (nullable): the record's table
 * @id: the record, or 0
 * @column: (nullable): the column's name
 *
 * Something that is not as it was written. It never has the value.
 */
typedef struct
{
  SgmFaultKind kind;
  gint64 seq;
  const SgmTable *table;
  gint64 id;
  const char *column;
} SgmFault;

/**
 * SgmAudit:
 * @n_entries: how many entries the journal has
 * @n_records: how many records were compared
 * @n_entry_faults: how many faults the journal has
 * @n_record_faults: how many faults the records have
 * @faults: (element-type SgmFault): the first of them
 * @head: the end of the journal
 *
 * What a look at the whole journal and everything that follows from it has
 * found.
 */
typedef struct
{
  gint64 n_entries;
  gint64 n_records;
  guint n_entry_faults;
  guint n_record_faults;
  GArray *faults;
  SgmHead *head;
} SgmAudit;

SgmAudit *sgm_audit_run      (SgmDatabase     *database,
                              GError         **error);
void      sgm_audit_free     (SgmAudit        *audit);
gboolean  sgm_audit_is_sound (const SgmAudit  *audit,
                              GError         **error);
gboolean  sgm_fault_is_entry (const SgmFault  *fault);
char     *sgm_fault_to_text  (const SgmFault  *fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmAudit, sgm_audit_free)

G_END_DECLS
