/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-value.h"

G_BEGIN_DECLS

/**
 * SgmColumn:
 * @name: the column's name in every engine and in the journal
 * @type: what it holds; every column may also be null
 * @personal: whether it holds a personal value, which the journal keeps
 *   outside its hash so that it can be erased
 */
typedef struct
{
  const char *name;
  SgmType type;
  gboolean personal;
} SgmColumn;

/**
 * SgmTable:
 *
 * The shape of one kind of record. Tables are static and compared by
 * address; every record also has an `id` and a `version`, which are not
 * among the columns.
 */
typedef struct
{
  const char *name;
  const SgmColumn *columns;
  guint n_columns;
} SgmTable;

/**
 * SgmRecord:
 *
 * One row: a table, an id, a version (1 when new) and a value for each
 * column. Reference-counted; it may be filled by its maker as long as
 * nobody else holds it and is immutable afterwards, so that it can be
 * read from any thread.
 */
typedef struct _SgmRecord SgmRecord;

SgmRecord      *sgm_record_new         (const SgmTable  *table,
                                        gint64           id);
SgmRecord      *sgm_record_copy        (const SgmRecord *record);
SgmRecord      *sgm_record_ref         (SgmRecord       *record);
void            sgm_record_unref       (SgmRecord       *record);

const SgmTable *sgm_record_get_table   (const SgmRecord *record);
gint64          sgm_record_get_id      (const SgmRecord *record);
gint64          sgm_record_get_version (const SgmRecord *record);
const SgmValue *sgm_record_get_value   (const SgmRecord *record,
                                        guint            column);
gboolean        sgm_record_is_null     (const SgmRecord *record,
                                        guint            column);
gint64          sgm_record_get_int     (const SgmRecord *record,
                                        guint            column);
double          sgm_record_get_real    (const SgmRecord *record,
                                        guint            column);
const char     *sgm_record_get_text    (const SgmRecord *record,
                                        guint            column);
GBytes         *sgm_record_get_bytes   (const SgmRecord *record,
                                        guint            column);

void            sgm_record_set_version (SgmRecord       *record,
                                        gint64           version);
void            sgm_record_set_value   (SgmRecord       *record,
                                        guint            column,
                                        const SgmValue  *value);
void            sgm_record_set_null    (SgmRecord       *record,
                                        guint            column);
void            sgm_record_set_int     (SgmRecord       *record,
                                        guint            column,
                                        gint64           value);
void            sgm_record_set_real    (SgmRecord       *record,
                                        guint            column,
                                        double           value);
void            sgm_record_set_text    (SgmRecord       *record,
                                        guint            column,
                                        const char      *value);
void            sgm_record_set_bytes   (SgmRecord       *record,
                                        guint            column,
                                        GBytes          *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmRecord, sgm_record_unref)

G_END_DECLS
