/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"

G_BEGIN_DECLS

/**
 * SgmPatchKind:
 *
 * What an operation does to its record.
 */
typedef enum
{
  SGM_PATCH_INSERT,
  SGM_PATCH_UPDATE,
  SGM_PATCH_DELETE,
} SgmPatchKind;

/**
 * SgmPatchOp:
 * @table: the record's table
 * @id: the record's id
 * @version: the version that the record has before; 0 where it is new
 * @n_changes: how many columns change
 * @columns: (array length=n_changes): which ones
 * @before: (array length=n_changes): their values before
 * @after: (array length=n_changes): their values after
 *
 * One record's change. An insert lists every column that is not null, with
 * null before; a delete the same with null after.
 */
typedef struct
{
  SgmPatchKind kind;
  const SgmTable *table;
  gint64 id;
  gint64 version;
  guint n_changes;
  guint *columns;
  SgmValue *before;
  SgmValue *after;
} SgmPatchOp;

/**
 * SgmPatchPlace:
 * @op: number of the operation
 * @column: the column
 * @after: whether the value after it is meant, not the one before
 *
 * Where one value stands in a patch.
 */
typedef struct
{
  guint op;
  guint column;
  gboolean after;
} SgmPatchPlace;

/**
 * SgmPatch:
 *
 * What a change does, decided once: an immutable, reference-counted list of
 * operations on plain rows. The store writes it, the journal keeps it and
 * every district applies it, all without knowing what kind of change it was.
 */
typedef struct _SgmPatch SgmPatch;
typedef struct _SgmPatchBuilder SgmPatchBuilder;

/**
 * SgmTableFinder:
 * @name: a table's name
 *
 * Returns: (nullable): the table of that name
 */
typedef const SgmTable *(*SgmTableFinder) (const char *name);

SgmPatchBuilder  *sgm_patch_builder_new    (void);
void              sgm_patch_builder_insert (SgmPatchBuilder *builder,
                                            SgmRecord       *after);
void              sgm_patch_builder_update (SgmPatchBuilder *builder,
                                            SgmRecord       *before,
                                            SgmRecord       *after);
void              sgm_patch_builder_delete (SgmPatchBuilder *builder,
                                            SgmRecord       *before);
void              sgm_patch_builder_erase  (SgmPatchBuilder *builder,
                                            SgmRecord       *before);
SgmPatch         *sgm_patch_builder_end    (SgmPatchBuilder *builder);
void              sgm_patch_builder_free   (SgmPatchBuilder *builder);

SgmPatch         *sgm_patch_ref            (SgmPatch        *patch);
void              sgm_patch_unref          (SgmPatch        *patch);
guint             sgm_patch_get_n_ops      (const SgmPatch  *patch);
const SgmPatchOp *sgm_patch_get_op         (const SgmPatch  *patch,
                                            guint            index);
GBytes           *sgm_patch_encode         (const SgmPatch  *patch);
SgmPatch         *sgm_patch_decode         (GBytes          *bytes,
                                            SgmTableFinder   finder,
                                            GError         **error);
gboolean          sgm_patch_set_personal   (SgmPatch            *patch,
                                            const SgmPatchPlace *place,
                                            const SgmValue      *value,
                                            GError             **error);

gboolean          sgm_patch_op_erases      (const SgmPatchOp *op);
SgmRecord        *sgm_patch_op_apply       (const SgmPatchOp *op,
                                            SgmRecord        *record,
                                            GError          **error);
SgmRecord        *sgm_patch_op_revert (const SgmPatchOp *op,
                                       SgmRecord        *record,
                                       GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPatch, sgm_patch_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPatchBuilder, sgm_patch_builder_free)

G_END_DECLS
