/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-patch.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"

/* Encoded, a patch is a GVariant in little-endian, normal form:
 *
 *   a(ysxxa(uvv))  kind, table, id, version, [column, before, after]
 *
 * with null in the place of personal values, which are kept elsewhere, so that
 * they can be erased one by one. Columns are numbers in the table's order,
 * which only ever grows at its end.
 */
#define PATCH_TYPE "a(ysxxa(uvv))"

struct _SgmPatch
{
  gatomicrefcount ref_count;
  guint n_ops;
  SgmPatchOp *ops;
};

struct _SgmPatchBuilder
{
  GArray *ops;
};

static void
op_clear (SgmPatchOp *op)
{
  for (guint i = 0; i < op->n_changes; i++)
    {
      sgm_value_clear (&op->before[i]);
      sgm_value_clear (&op->after[i]);
    }
  g_free (op->columns);
  g_free (op->before);
  g_free (op->after);
}

static void
op_allocate (SgmPatchOp *op,
             guint       n_changes)
{
  op->n_changes = n_changes;
  op->columns = g_new0 (guint, n_changes);
  op->before = g_new0 (SgmValue, n_changes);
  op->after = g_new0 (SgmValue, n_changes);
}

SgmPatchBuilder *
sgm_patch_builder_new (void)
{
  SgmPatchBuilder *builder = g_new0 (SgmPatchBuilder, 1);

  builder->ops = g_array_new (FALSE, TRUE, sizeof (SgmPatchOp));
  g_array_set_clear_func (builder->ops, (GDestroyNotify) op_clear);
  return builder;
}

void
sgm_patch_builder_free (SgmPatchBuilder *builder)
{
  g_array_unref (builder->ops);
  g_free (builder);
}

static void
add (SgmPatchBuilder *builder,
     SgmPatchKind     kind,
     const SgmRecord *before,
     const SgmRecord *after)
{
  static const SgmValue null = { 0 };
  const SgmRecord *known = before != NULL ? before : after;
  const SgmTable *table = sgm_record_get_table (known);
  SgmPatchOp op = { kind, table, sgm_record_get_id (known), 0, 0, NULL, NULL, NULL };
  g_autofree guint *changed = g_new (guint, table->n_columns);
  guint n = 0;

  for (guint i = 0; i < table->n_columns; i++)
    if (!sgm_value_equal (before != NULL ? sgm_record_get_value (before, i) : &null,
                          after != NULL ? sgm_record_get_value (after, i) : &null))
      changed[n++] = i;

  op.version = before != NULL ? sgm_record_get_version (before) : 0;
  op_allocate (&op, n);
  for (guint i = 0; i < n; i++)
    {
      op.columns[i] = changed[i];
      if (before != NULL)
        sgm_value_copy (sgm_record_get_value (before, changed[i]), &op.before[i]);
      if (after != NULL)
        sgm_value_copy (sgm_record_get_value (after, changed[i]), &op.after[i]);
    }
  g_array_append_val (builder->ops, op);
}

/**
 * sgm_patch_builder_insert:
 * @builder: a builder
 * @after: (transfer none): the new record, with its id
 */
void
sgm_patch_builder_insert (SgmPatchBuilder *builder,
                          SgmRecord       *after)
{
  g_return_if_fail (sgm_record_get_id (after) > 0);
  add (builder, SGM_PATCH_INSERT, NULL, after);
}

/**
 * sgm_patch_builder_update:
 * @builder: a builder
 * @before: (transfer none): the record as it is
 * @after: (transfer none): as it shall be; its version is not looked at
 */
void
sgm_patch_builder_update (SgmPatchBuilder *builder,
                          SgmRecord       *before,
                          SgmRecord       *after)
{
  g_return_if_fail (sgm_record_get_table (before) == sgm_record_get_table (after));
  g_return_if_fail (sgm_record_get_id (before) == sgm_record_get_id (after));
  add (builder, SGM_PATCH_UPDATE, before, after);
}

/**
 * sgm_patch_builder_delete:
 * @builder: a builder
 * @before: (transfer none): the record that shall go
 */
void
sgm_patch_builder_delete (SgmPatchBuilder *builder,
                          SgmRecord       *before)
{
  add (builder, SGM_PATCH_DELETE, before, NULL);
}

/**
 * sgm_patch_builder_erase:
 * @builder: a builder
 * @before: (transfer none): a record with personal values
 *
 * Takes away all personal values of a record. Unlike an update, the operation
 * does not say what they were.
 */
void
sgm_patch_builder_erase (SgmPatchBuilder *builder,
                         SgmRecord       *before)
{
  g_autoptr (SgmRecord) after = sgm_record_copy (before);
  const SgmTable *table = sgm_record_get_table (before);
  SgmPatchOp *op;

  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].personal)
      sgm_record_set_null (after, i);
  add (builder, SGM_PATCH_UPDATE, before, after);
  op = &g_array_index (builder->ops, SgmPatchOp, builder->ops->len - 1);
  for (guint i = 0; i < op->n_changes; i++)
    sgm_value_clear (&op->before[i]);
}

/**
 * sgm_patch_builder_end:
 * @builder: (transfer full): a builder, which is freed
 *
 * Returns: (transfer full): the finished patch
 */
SgmPatch *
sgm_patch_builder_end (SgmPatchBuilder *builder)
{
  SgmPatch *patch = g_new0 (SgmPatch, 1);

  g_atomic_ref_count_init (&patch->ref_count);
  patch->n_ops = builder->ops->len;
  patch->ops = (SgmPatchOp *) g_array_free (builder->ops, FALSE);
  g_free (builder);
  return patch;
}

SgmPatch *
sgm_patch_ref (SgmPatch *patch)
{
  g_atomic_ref_count_inc (&patch->ref_count);
  return patch;
}

void
sgm_patch_unref (SgmPatch *patch)
{
  if (!g_atomic_ref_count_dec (&patch->ref_count))
    return;

  for (guint i = 0; i < patch->n_ops; i++)
    op_clear (&patch->ops[i]);
  g_free (patch->ops);
  g_free (patch);
}

guint
sgm_patch_get_n_ops (const SgmPatch *patch)
{
  return patch->n_ops;
}

const SgmPatchOp *
sgm_patch_get_op (const SgmPatch *patch,
                  guint           index)
{
  g_assert (index < patch->n_ops);
  return &patch->ops[index];
}

static GVariant *
from_bytes (GBytes     *bytes,
            const char *type)
{
  g_autoptr (GVariant) stored = NULL;

  stored = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, FALSE));
  if (!g_variant_is_normal_form (stored))
    return NULL;
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    return g_variant_byteswap (stored);
  return g_steal_pointer (&stored);
}

static gboolean
is_personal (const SgmPatchOp *op,
             guint             change)
{
  return op->table->columns[op->columns[change]].personal;
}

/* Encoding: the bytes that GVariant would give, without its many small
 * objects. Containers begin at multiples of eight, so that places count from
 * the beginning of all; the ends of parts of varying size follow a container's
 * parts, in as few bytes each as its size needs. */
static void
put_padding (GByteArray *out,
             gsize       alignment)
{
  static const guint8 zeros[8];

  g_byte_array_append (out, zeros, -out->len % alignment);
}

static void
put_int (GByteArray *out,
         gint64      number)
{
  gint64 little = GINT64_TO_LE (number);

  put_padding (out, sizeof little);
  g_byte_array_append (out, (const guint8 *) &little, sizeof little);
}

static void
put_text (GByteArray *out,
          const char *text)
{
  g_byte_array_append (out, (const guint8 *) text, strlen (text) + 1);
}

static void
put_ends (GByteArray  *out,
          gsize        start,
          const gsize *ends,
          gsize        n)
{
  gsize body = out->len - start;
  gsize size = 8;

  if (body + n <= G_MAXUINT8)
    size = 1;
  else if (body + 2 * n <= G_MAXUINT16)
    size = 2;
  else if (body + 4 * n <= G_MAXUINT32)
    size = 4;
  for (gsize i = 0; i < n; i++)
    {
      guint64 little = GUINT64_TO_LE ((guint64) (ends[i] - start));

      g_byte_array_append (out, (const guint8 *) &little, size);
    }
}

/* A value in a variant: its bytes, a zero and its type. */
static void
put_value (GByteArray     *out,
           const SgmValue *value)
{
  static const char *const types[] = {
    [SGM_TYPE_NULL] = "()", [SGM_TYPE_INT] = "x", [SGM_TYPE_REAL] = "d",
    [SGM_TYPE_TEXT] = "s", [SGM_TYPE_BYTES] = "ay", [SGM_TYPE_GEOMETRY] = "ay",
  };
  gint64 bits;
  gsize size;
  const void *data;

  put_padding (out, 8);
  switch (value->type)
    {
    case SGM_TYPE_INT:
      put_int (out, value->i);
      break;
    case SGM_TYPE_REAL:
      memcpy (&bits, &value->r, sizeof bits);
      put_int (out, bits);
      break;
    case SGM_TYPE_TEXT:
      put_text (out, value->text);
      break;
    case SGM_TYPE_BYTES:
    case SGM_TYPE_GEOMETRY:
      data = g_bytes_get_data (value->bytes, &size);
      g_byte_array_append (out, data, size);
      break;
    case SGM_TYPE_NULL:
    default:
      put_text (out, "");
      break;
    }
  put_text (out, "");
  g_byte_array_append (out, (const guint8 *) types[value->type], strlen (types[value->type]));
}

static void
put_change (GByteArray       *out,
            const SgmPatchOp *op,
            guint             change)
{
  static const SgmValue null = { 0 };
  gboolean personal = is_personal (op, change);
  guint32 column = GUINT32_TO_LE (op->columns[change]);
  gsize start = out->len;
  gsize end;

  g_byte_array_append (out, (const guint8 *) &column, sizeof column);
  put_value (out, personal ? &null : &op->before[change]);
  end = out->len;
  put_value (out, personal ? &null : &op->after[change]);
  put_ends (out, start, &end, 1);
}

static void
put_op (GByteArray       *out,
        const SgmPatchOp *op)
{
  g_autofree gsize *ends = g_new (gsize, op->n_changes);
  const guint8 kind = op->kind;
  gsize start = out->len;
  gsize name_end, changes;

  g_byte_array_append (out, &kind, 1);
  put_text (out, op->table->name);
  name_end = out->len;
  put_int (out, op->id);
  put_int (out, op->version);
  changes = out->len;
  for (guint i = 0; i < op->n_changes; i++)
    {
      put_padding (out, 8);
      put_change (out, op, i);
      ends[i] = out->len;
    }
  put_ends (out, changes, ends, op->n_changes);
  put_ends (out, start, &name_end, 1);
}

/**
 * sgm_patch_encode:
 * @patch: a patch
 *
 * Writes a patch down for the journal, without its personal values. The same
 * patch always gives the same bytes.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
sgm_patch_encode (const SgmPatch *patch)
{
  GByteArray *out = g_byte_array_sized_new (256 * (patch->n_ops + 1));
  g_autofree gsize *ends = g_new (gsize, patch->n_ops);

  for (guint i = 0; i < patch->n_ops; i++)
    {
      put_padding (out, 8);
      put_op (out, &patch->ops[i]);
      ends[i] = out->len;
    }
  put_ends (out, 0, ends, patch->n_ops);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID,
                       _("An entry of the journal cannot be read."));
  return FALSE;
}

static gboolean
decode_changes (SgmPatchOp  *op,
                GVariant    *changes,
                GError     **error)
{
  gsize n = g_variant_n_children (changes);

  if (n > op->table->n_columns)
    return refuse (error);

  op_allocate (op, n);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) before = NULL;
      g_autoptr (GVariant) after = NULL;
      SgmType type;

      g_variant_get_child (changes, i, "(uvv)", &op->columns[i], &before, &after);
      if (op->columns[i] >= op->table->n_columns
          || (i > 0 && op->columns[i] <= op->columns[i - 1]))
        return refuse (error);
      type = op->table->columns[op->columns[i]].type;
      if (!sgm_value_from_variant (before, type, &op->before[i], error)
          || !sgm_value_from_variant (after, type, &op->after[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
decode_op (GVariant        *variant,
           SgmTableFinder   finder,
           SgmPatchBuilder *builder,
           GError         **error)
{
  g_autoptr (GVariant) changes = NULL;
  const char *table;
  guchar kind;
  SgmPatchOp op = { 0 };

  g_variant_get (variant, "(y&sxx@a(uvv))", &kind, &table, &op.id, &op.version, &changes);
  op.kind = kind;
  op.table = finder (table);
  if (op.table == NULL || kind > SGM_PATCH_DELETE || op.id <= 0
      || (kind == SGM_PATCH_INSERT) != (op.version == 0) || op.version < 0)
    return refuse (error);
  if (!decode_changes (&op, changes, error))
    {
      op_clear (&op);
      return FALSE;
    }
  g_array_append_val (builder->ops, op);
  return TRUE;
}

/**
 * sgm_patch_decode:
 * @bytes: bytes of a journal entry, of any origin
 * @finder: finds tables by name
 *
 * Returns: (transfer full): the patch, in which personal values are null, or
 *   %NULL with %SGM_ERROR_INVALID where the bytes are not a patch of known
 *   tables
 */
SgmPatch *
sgm_patch_decode (GBytes          *bytes,
                  SgmTableFinder   finder,
                  GError         **error)
{
  g_autoptr (GVariant) ops = from_bytes (bytes, PATCH_TYPE);
  g_autoptr (SgmPatchBuilder) builder = sgm_patch_builder_new ();

  if (ops == NULL)
    {
      refuse (error);
      return NULL;
    }
  for (gsize i = 0; i < g_variant_n_children (ops); i++)
    {
      g_autoptr (GVariant) op = g_variant_get_child_value (ops, i);

      if (!decode_op (op, finder, builder, error))
        return NULL;
    }
  return sgm_patch_builder_end (g_steal_pointer (&builder));
}

/**
 * sgm_patch_set_personal:
 * @patch: a decoded patch that nobody else holds
 * @place: where the value belongs
 * @value: a personal value, of any origin
 *
 * Puts a personal value back that was kept elsewhere.
 *
 * Returns: %FALSE with %SGM_ERROR_INVALID where the patch has no place for it
 */
gboolean
sgm_patch_set_personal (SgmPatch            *patch,
                        const SgmPatchPlace *place,
                        const SgmValue      *value,
                        GError             **error)
{
  SgmPatchOp *op;

  if (place->op >= patch->n_ops)
    return refuse (error);

  op = &patch->ops[place->op];
  for (guint i = 0; i < op->n_changes; i++)
    if (op->columns[i] == place->column && is_personal (op, i)
        && (value->type == SGM_TYPE_NULL || value->type == op->table->columns[place->column].type))
      {
        SgmValue *target = place->after ? &op->after[i] : &op->before[i];

        sgm_value_clear (target);
        sgm_value_copy (value, target);
        return TRUE;
      }
  return refuse (error);
}

/**
 * sgm_patch_op_erases:
 * @op: an operation
 *
 * Returns: whether it takes personal values away for good, so that what others
 *   have kept of them has to go as well
 */
gboolean
sgm_patch_op_erases (const SgmPatchOp *op)
{
  for (guint i = 0; op->kind == SGM_PATCH_UPDATE && i < op->n_changes; i++)
    if (is_personal (op, i) && op->before[i].type == SGM_TYPE_NULL && op->after[i].type == SGM_TYPE_NULL)
      return TRUE;
  return FALSE;
}

/**
 * sgm_patch_op_apply:
 * @op: an operation
 * @record: (nullable) (transfer none): the record as it is, %NULL for an insert
 *
 * Returns: (transfer full) (nullable): the record as the operation leaves it;
 *   %NULL without an error for a delete, and %NULL with %SGM_ERROR_CONFLICT
 *   where @record does not have the version that the operation expects
 */
SgmRecord *
sgm_patch_op_apply (const SgmPatchOp  *op,
                    SgmRecord         *record,
                    GError           **error)
{
  g_autoptr (SgmRecord) result = NULL;
  gint64 version = record != NULL ? sgm_record_get_version (record) : 0;

  if (version != op->version)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
                   _("The record %s %" PRId64 " has changed in the meantime."),
                   op->table->name, op->id);
      return NULL;
    }
  if (op->kind == SGM_PATCH_DELETE)
    return NULL;

  result = record != NULL ? sgm_record_copy (record) : sgm_record_new (op->table, op->id);
  sgm_record_set_version (result, version + 1);
  for (guint i = 0; i < op->n_changes; i++)
    sgm_record_set_value (result, op->columns[i], &op->after[i]);
  return g_steal_pointer (&result);
}

/**
 * sgm_patch_op_revert:
 * @op: an operation
 * @record: (nullable) (transfer none): the record as the operation left it,
 *   %NULL after a delete
 *
 * Takes an operation back; the inverse of sgm_patch_op_apply().
 *
 * Returns: (transfer full) (nullable): the record as it was before; %NULL
 *   without an error where there was none, and %NULL with %SGM_ERROR_CONFLICT
 *   where @record is not what the operation left
 */
SgmRecord *
sgm_patch_op_revert (const SgmPatchOp  *op,
                     SgmRecord         *record,
                     GError           **error)
{
  g_autoptr (SgmRecord) result = NULL;
  gint64 version = record != NULL ? sgm_record_get_version (record) : 0;

  if (version != (op->kind == SGM_PATCH_DELETE ? 0 : op->version + 1))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
                   _("The record %s %" PRId64 " has changed in the meantime."),
                   op->table->name, op->id);
      return NULL;
    }
  if (op->kind == SGM_PATCH_INSERT)
    return NULL;

  result = record != NULL ? sgm_record_copy (record) : sgm_record_new (op->table, op->id);
  sgm_record_set_version (result, op->version);
  for (guint i = 0; i < op->n_changes; i++)
    sgm_record_set_value (result, op->columns[i], &op->before[i]);
  return g_steal_pointer (&result);
}
