/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

/* Taking an entry of the journal back: its patch the other way round. */

static gboolean
fail_moved_on (GError **error)
{
  return sgm_refuse (error, SGM_ERROR_CONFLICT,
                     _("What was done has been built upon since and cannot be taken back as a whole."));
}

static gboolean
undo_insert (SgmDecision       *d,
             const SgmPatchOp  *op,
             SgmRecord         *now,
             GError           **error)
{
  if (now == NULL || sgm_record_get_version (now) != 1)
    return fail_moved_on (error);
  sgm_patch_builder_delete (d->patch, now);
  return TRUE;
}

static gboolean
undo_update (SgmDecision       *d,
             const SgmPatchOp  *op,
             SgmRecord         *now,
             GError           **error)
{
  g_autoptr (SgmRecord) after = NULL;

  if (now == NULL || sgm_record_get_version (now) != op->version + 1)
    return fail_moved_on (error);
  after = sgm_record_copy (now);
  for (guint i = 0; i < op->n_changes; i++)
    sgm_record_set_value (after, op->columns[i], &op->before[i]);
  sgm_patch_builder_update (d->patch, now, after);
  return TRUE;
}

static gboolean
undo_delete (SgmDecision       *d,
             const SgmPatchOp  *op,
             SgmRecord         *now,
             GError           **error)
{
  g_autoptr (SgmRecord) again = NULL;

  if (now != NULL)
    return fail_moved_on (error);
  again = sgm_record_new (op->table, op->id);
  for (guint i = 0; i < op->n_changes; i++)
    sgm_record_set_value (again, op->columns[i], &op->before[i]);
  sgm_patch_builder_insert (d->patch, again);
  return TRUE;
}

/* Looking at personal values and saying what was sent are facts; what came in
 * from a source stays known, lest it come in again. */
static gboolean
check_can_undo (const SgmPatch  *patch,
                GError         **error)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    {
      const SgmTable *table = sgm_patch_get_op (patch, i)->table;

      if (table == &sgm_table_reading || table == &sgm_table_inbox)
        return sgm_refuse (error, SGM_ERROR_REFUSED, _("This is a record of what happened and cannot be taken back."));
    }
  return TRUE;
}

gboolean
sgm_decide_undo (SgmDecision  *d,
                 GError      **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SgmPatch) patch = NULL;

  patch = d->lookup->get_patch (d->lookup->data, sgm_change_get_subject (d->change), &local);
  if (patch == NULL && local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (patch == NULL)
    return sgm_refuse (error, SGM_ERROR_REFUSED, _("There is no such entry of the journal."));
  if (!check_can_undo (patch, error))
    return FALSE;

  for (guint i = sgm_patch_get_n_ops (patch); i-- > 0;)
    {
      static gboolean (*const undo[]) (SgmDecision *, const SgmPatchOp *, SgmRecord *, GError **) = {
        [SGM_PATCH_INSERT] = undo_insert, [SGM_PATCH_UPDATE] = undo_update, [SGM_PATCH_DELETE] = undo_delete,
      };
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);
      g_autoptr (SgmRecord) now = d->lookup->get (d->lookup->data, op->table, op->id, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!undo[op->kind] (d, op, now, error))
        return FALSE;
    }
  return TRUE;
}
