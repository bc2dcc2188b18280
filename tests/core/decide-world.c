/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide-world.h"

#include <string.h>

static char *
key_of (const SgmTable *table,
        gint64          id)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, table->name, id);
}

SgmRecord *
world_look (World          *w,
            const SgmTable *table,
            gint64          id)
{
  g_autofree char *key = key_of (table, id);

  return g_hash_table_lookup (w->records, key);
}

static SgmRecord *
get (gpointer         data,
     const SgmTable  *table,
     gint64           id,
     GError         **error)
{
  SgmRecord *record = world_look (data, table, id);

  return record != NULL ? sgm_record_ref (record) : NULL;
}

static GPtrArray *
find (gpointer         data,
      const SgmTable  *table,
      guint            column,
      const SgmValue  *value,
      guint            limit,
      GError         **error)
{
  World *w = data;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, w->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if ((limit == 0 || found->len < limit) && sgm_record_get_table (record) == table && sgm_value_equal (sgm_record_get_value (record, column), value))
      g_ptr_array_add (found, sgm_record_ref (record));
  return found;
}

static gint64
next_id (gpointer         data,
         const SgmTable  *table,
         GError         **error)
{
  static gint64 last = 1000;

  return ++last;
}

static SgmPatch *
get_patch (gpointer   data,
           gint64     seq,
           GError   **error)
{
  World *w = data;

  return seq >= 1 && seq <= w->patches->len ? sgm_patch_ref (w->patches->pdata[seq - 1]) : NULL;
}

void
world_put (World     *w,
           SgmRecord *record)
{
  g_hash_table_insert (w->records, key_of (sgm_record_get_table (record), sgm_record_get_id (record)),
                       sgm_record_ref (record));
}

static void
apply (World    *w,
       SgmPatch *patch)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);
      g_autofree char *key = key_of (op->table, op->id);
      g_autoptr (GError) error = NULL;
      g_autoptr (SgmRecord) after = sgm_patch_op_apply (op, g_hash_table_lookup (w->records, key), &error);

      g_assert_no_error (error);
      if (after != NULL)
        world_put (w, after);
      else
        g_hash_table_remove (w->records, key);
    }
  g_ptr_array_add (w->patches, sgm_patch_ref (patch));
}

/* Returns whether the change was allowed, and makes it. */
gboolean
world_try (World      *w,
           SgmChange  *change,
           int        *code)
{
  SgmLookup lookup = { get, find, next_id, get_patch, w, w->user };
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmPatch) patch = sgm_decide (change, w->now, &lookup, &error);

  g_assert_true ((patch == NULL) == (error != NULL));
  *code = error != NULL ? error->code : -1;
  if (patch == NULL)
    {
      g_assert_true (error->domain == SGM_ERROR);
      g_assert_cmpuint (strlen (error->message), >, 10);
      return FALSE;
    }
  apply (w, patch);
  return TRUE;
}

void
world_must (World     *w,
            SgmChange *change)
{
  int code;

  g_assert_true (world_try (w, change, &code));
}

void
world_must_not (World     *w,
                SgmChange *change,
                SgmError   expected)
{
  int code;

  g_assert_false (world_try (w, change, &code));
  g_assert_cmpint (code, ==, expected);
}

void
world_set_up (World         *w,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) records = small_district_make_records ();

  w->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sgm_record_unref);
  w->patches = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_patch_unref);
  w->now = NOW;
  w->user = NULL;
  for (guint i = 0; i < records->len; i++)
    world_put (w, records->pdata[i]);
}

void
world_tear_down (World         *w,
                 gconstpointer  data)
{
  g_hash_table_unref (w->records);
  g_ptr_array_unref (w->patches);
}

SgmChange *
world_change_of (World          *w,
                 SgmChangeKind   kind,
                 const SgmTable *table,
                 gint64          subject)
{
  SgmRecord *record = world_look (w, table, subject);
  SgmChange *change = sgm_change_new (kind, subject, record != NULL ? sgm_record_get_version (record) : 0);

  sgm_change_set_why (change, "because");
  sgm_change_set_text (change, "城管局");
  sgm_change_set_until (change, w->now + 48 * HOUR);
  sgm_change_set_number (change, 4);
  return change;
}

void
world_act (World          *w,
           SgmChangeKind   kind,
           const SgmTable *table,
           gint64          subject)
{
  g_autoptr (SgmChange) change = world_change_of (w, kind, table, subject);

  world_must (w, change);
}

void
world_act_in_vain (World          *w,
                   SgmChangeKind   kind,
                   const SgmTable *table,
                   gint64          subject,
                   SgmError        expected)
{
  g_autoptr (SgmChange) change = world_change_of (w, kind, table, subject);

  world_must_not (w, change, expected);
}

SgmRecord *
world_find_only (World          *w,
                 const SgmTable *table)
{
  GHashTableIter iter;
  gpointer record;
  SgmRecord *found = NULL;

  g_hash_table_iter_init (&iter, w->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (sgm_record_get_table (record) == table)
      {
        g_assert_null (found);
        found = record;
      }
  g_assert_nonnull (found);
  return found;
}

gint64
world_report (World      *w,
              const char *source_id)
{
  SgmReport what = { SGM_SOURCE_HOTLINE, source_id, SMALL_MATTER_ORDINARY, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y, "报料人" };
  g_autoptr (SgmChange) change = sgm_change_new_report_event (&what);

  world_must (w, change);
  for (guint i = 0; ; i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (w->patches->pdata[w->patches->len - 1], i);

      if (op->table == &sgm_table_event)
        return op->id;
    }
}

gint64
world_get_int (World          *w,
               const SgmTable *table,
               gint64          id,
               guint           column)
{
  return sgm_record_get_int (world_look (w, table, id), column);
}

SgmStage
world_get_stage (World  *w,
                 gint64  event)
{
  return world_get_int (w, &sgm_table_event, event, SGM_EVENT_STAGE);
}

gint64
world_assign (World  *w,
              gint64  event,
              gint64  person)
{
  g_autoptr (SgmChange) change =
    sgm_change_new_assign (event, sgm_record_get_version (world_look (w, &sgm_table_event, event)), person);

  world_must (w, change);
  for (guint i = 0; ; i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (w->patches->pdata[w->patches->len - 1], i);

      if (op->table == &sgm_table_task)
        return op->id;
    }
}

SgmChange *
world_save_change (SgmChangeKind  kind,
                   SgmRecord     *record)
{
  SgmChange *change = sgm_change_new (kind, 0, 0);

  sgm_change_add_record (change, record);
  return change;
}
