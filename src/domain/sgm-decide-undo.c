/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

#include "domain/sgm-edition.h"

/* Taking an entry of the journal back: its patch the other way round. */

/* A message that is held no longer than this may be under way when others hear
 * that it is not to be sent. */
#define HELD_MILLISECONDS 1000

static gboolean
fail_moved_on (GError **error)
{
  return sgm_refuse (error, SGM_ERROR_CONFLICT,
                     _("What was done has been built upon since and cannot be taken back as a whole."));
}

/* Whether an order that was struck out waits to be sent again. */
static gboolean
restores_order (const SgmPatch *patch)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);

      if (op->table == &sgm_table_outbox && op->kind == SGM_PATCH_UPDATE)
        return TRUE;
    }
  return FALSE;
}

/* The worker may hear that the order is withdrawn, even if nobody knows it yet:
 * the recall is struck out and not forgotten, and the order goes out again. */
static gboolean
undo_recall (SgmDecision     *d,
             const SgmPatch  *patch,
             SgmRecord       *recall,
             GError         **error)
{
  g_autoptr (SgmRecord) after = sgm_record_copy (recall);

  sgm_record_set_int (after, SGM_OUTBOX_STATE, SGM_OUTBOX_STATE_CANCELLED);
  sgm_record_set_int (after, SGM_OUTBOX_ENDED_AT, d->now);
  sgm_patch_builder_update (d->patch, recall, after);
  return restores_order (patch)
         || sgm_decision_send (d, sgm_record_get_int (recall, SGM_OUTBOX_TASK), SGM_MESSAGE_ORDER,
                               sgm_record_get_int (recall, SGM_OUTBOX_PERSON), d->now, error);
}

static gboolean
undo_insert (SgmDecision       *d,
             const SgmPatch    *patch,
             const SgmPatchOp  *op,
             SgmRecord         *now,
             GError           **error)
{
  if (now == NULL || sgm_record_get_version (now) != 1)
    return fail_moved_on (error);
  if (op->table == &sgm_table_outbox && sgm_record_get_int (now, SGM_OUTBOX_MESSAGE) == SGM_MESSAGE_RECALL)
    return undo_recall (d, patch, now, error);
  if (op->table == &sgm_table_outbox && sgm_record_get_int (now, SGM_OUTBOX_NEXT_AT) < d->now + HELD_MILLISECONDS)
    return sgm_refuse (error, SGM_ERROR_REFUSED, _("The order may be on its way to the worker. Withdraw it instead."));
  sgm_patch_builder_delete (d->patch, now);
  return TRUE;
}

static gboolean
undo_update (SgmDecision       *d,
             const SgmPatch    *patch,
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
             const SgmPatch    *patch,
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

/* Whether a record is as it was before the entry, and has been since it was
 * taken back: versions only grow. */
static gboolean
is_as_before (const SgmPatchOp *op,
              SgmRecord        *now)
{
  if (op->kind == SGM_PATCH_INSERT)
    return now == NULL;
  if (now == NULL || sgm_record_get_version (now) != (op->kind == SGM_PATCH_UPDATE ? op->version + 2 : 1))
    return FALSE;
  for (guint i = 0; i < op->n_changes; i++)
    if (!sgm_value_equal (sgm_record_get_value (now, op->columns[i]), &op->before[i]))
      return FALSE;
  return TRUE;
}

/* Returns: whether the entry was not taken back yet; else the change is refused */
static gboolean
check_is_done (SgmDecision     *d,
               const SgmPatch  *patch,
               GError         **error)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);
      g_autoptr (GError) local = NULL;
      g_autoptr (SgmRecord) now = d->lookup->get (d->lookup->data, op->table, op->id, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!is_as_before (op, now))
        return TRUE;
    }
  return sgm_patch_get_n_ops (patch) == 0
         || sgm_refuse (error, SGM_ERROR_REFUSED, _("This has been taken back already."));
}

/* Areas of an edition are dropped with it; what can be taken back is that it
 * became real, as long as no other one is built upon it. */
static gboolean
check_edition (SgmDecision       *d,
               const SgmPatchOp  *op,
               GError           **error)
{
  g_autoptr (SgmRecord) edition = NULL;
  g_autoptr (GPtrArray) real = NULL;

  if (!sgm_decision_check_rights (d, 0, NULL, error))
    return FALSE;
  if (op->kind != SGM_PATCH_UPDATE)
    return sgm_refuse (error, SGM_ERROR_REFUSED, _("Areas that were prepared are dropped, not taken back."));
  if (op->table == &sgm_table_boundary)
    return TRUE;
  edition = sgm_decision_need (d, &sgm_table_edition, op->id, _("There is no such edition of areas."), error);
  real = edition != NULL ? sgm_decision_find (d, &sgm_table_edition, SGM_EDITION_STATE, SGM_EDITION_STATE_REAL, error)
                         : NULL;
  if (real == NULL)
    return FALSE;
  for (guint i = 0; i < real->len; i++)
    if (sgm_record_get_id (real->pdata[i]) != op->id && sgm_edition_is_real (edition)
        && sgm_edition_is_later (real->pdata[i], edition))
      return sgm_refuse (error, SGM_ERROR_REFUSED, _("Take the areas back that came in after these first."));
  return TRUE;
}

/* Looking at personal values and saying what was sent are facts; what came in
 * from a source stays known, lest it come in again. Roles are given and taken
 * by rules of their own. */
static gboolean
check_can_undo (SgmDecision     *d,
                const SgmPatch  *patch,
                GError         **error)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    {
      const SgmTable *table = sgm_patch_get_op (patch, i)->table;

      if (table == &sgm_table_reading || table == &sgm_table_inbox)
        return sgm_refuse (error, SGM_ERROR_REFUSED, _("This is a record of what happened and cannot be taken back."));
      if (table == &sgm_table_user)
        return sgm_refuse (error, SGM_ERROR_REFUSED, _("Roles are given and taken, and not undone."));
      if (!sgm_decision_check_table (d, table, error))
        return FALSE;
      if ((table == &sgm_table_edition || table == &sgm_table_boundary)
          && !check_edition (d, sgm_patch_get_op (patch, i), error))
        return FALSE;
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
  if (!check_can_undo (d, patch, error) || !check_is_done (d, patch, error))
    return FALSE;

  for (guint i = sgm_patch_get_n_ops (patch); i-- > 0;)
    {
      static gboolean (*const undo[]) (SgmDecision *, const SgmPatch *, const SgmPatchOp *, SgmRecord *, GError **) = {
        [SGM_PATCH_INSERT] = undo_insert, [SGM_PATCH_UPDATE] = undo_update, [SGM_PATCH_DELETE] = undo_delete,
      };
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);
      g_autoptr (SgmRecord) now = d->lookup->get (d->lookup->data, op->table, op->id, &local);

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!undo[op->kind] (d, patch, op, now, error))
        return FALSE;
    }
  return TRUE;
}
