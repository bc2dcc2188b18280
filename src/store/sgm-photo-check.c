/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-photo-check.h"

#include <glib/gi18n-lib.h>

#include "domain/sgm-tables.h"
#include "store/sgm-photo-folder.h"

void
sgm_photo_check_free (SgmPhotoCheck *check)
{
  g_ptr_array_unref (check->faults);
  g_free (check);
}

/* Returns: (transfer full): the numbers by which people know the events, by id */
static GHashTable *
read_numbers (SgmStore  *store,
              GError   **error)
{
  g_autoptr (GPtrArray) events = sgm_store_read_table (store, &sgm_table_event, error);
  GHashTable *numbers;

  if (events == NULL)
    return NULL;
  numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < events->len; i++)
    {
      gint64 id = sgm_record_get_id (events->pdata[i]);

      g_hash_table_insert (numbers, g_memdup2 (&id, sizeof id),
                           g_strdup (sgm_record_get_text (events->pdata[i], SGM_EVENT_NO)));
    }
  return numbers;
}

/* Faults are rare, so it is only for them that events are read. */
static gboolean
add_fault (SgmPhotoCheck  *check,
           SgmStore       *store,
           GHashTable    **numbers,
           SgmRecord      *attachment,
           const GError   *fault,
           GError        **error)
{
  gint64 event = sgm_record_get_int (attachment, SGM_ATTACHMENT_EVENT);
  const char *number;

  check->n_lost++;
  if (check->faults->len >= SGM_PHOTO_CHECK_MAX_FAULTS)
    return TRUE;
  if (*numbers == NULL)
    *numbers = read_numbers (store, error);
  if (*numbers == NULL)
    return FALSE;
  number = g_hash_table_lookup (*numbers, &event);
  /* Translators: the number of an event, and a sentence about a photo of it */
  g_ptr_array_add (check->faults, g_strdup_printf (_("Event %s: %s"), number != NULL ? number : "?", fault->message));
  return TRUE;
}

/**
 * sgm_photo_check_run:
 * @store: a store
 * @cancellable: (nullable): ends it between two photos
 *
 * Reads every photo that an event has and compares it with what the record
 * says. Blocks; not for the main thread.
 *
 * Returns: (transfer full): what was found, or %NULL where the records cannot
 *   be read
 */
SgmPhotoCheck *
sgm_photo_check_run (SgmStore      *store,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (GPtrArray) attachments = sgm_store_read_table (store, &sgm_table_attachment, error);
  g_autoptr (SgmPhotoCheck) check = NULL;
  g_autoptr (GHashTable) numbers = NULL;

  if (attachments == NULL)
    return NULL;
  check = g_new0 (SgmPhotoCheck, 1);
  check->n_photos = attachments->len;
  check->faults = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < attachments->len; i++)
    {
      SgmRecord *attachment = attachments->pdata[i];
      g_autoptr (GError) fault = NULL;
      g_autoptr (GBytes) content = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      content = sgm_photo_folder_read (sgm_store_get_path (store),
                                       sgm_record_get_text (attachment, SGM_ATTACHMENT_HASH), &fault);
      if (content == NULL && !add_fault (check, store, &numbers, attachment, fault, error))
        return NULL;
    }
  return g_steal_pointer (&check);
}
