/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-present.h"

#include "domain/sgm-tables.h"

static guint
read_scale (GPtrArray *meta)
{
  for (guint i = 0; i < meta->len; i++)
    {
      const char *value = sgm_record_get_text (meta->pdata[i], SGM_META_VALUE);

      if (value != NULL && g_strcmp0 (sgm_record_get_text (meta->pdata[i], SGM_META_KEY), "scale") == 0)
        return CLAMP (g_ascii_strtoll (value, NULL, 10), 1, 100);
    }
  return 1;
}

static gboolean
read_areas (SgmImportPresent  *present,
            GPtrArray         *records,
            GError           **error)
{
  if (records->len == 0)
    return TRUE;
  present->areas = sgm_area_set_new (records, error);
  return present->areas != NULL;
}

/**
 * sgm_import_present_new:
 * @store: a store
 *
 * Reads what is there now. Blocks.
 *
 * Returns: (transfer full): the present
 */
SgmImportPresent *
sgm_import_present_new (SgmStore  *store,
                        GError   **error)
{
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (store, error);
  g_autoptr (SgmImportPresent) present = NULL;

  if (snapshot == NULL)
    return NULL;
  present = g_new0 (SgmImportPresent, 1);
  present->now = g_get_real_time () / 1000;
  present->scale = read_scale (sgm_snapshot_get_records (snapshot, &sgm_table_meta));
  present->posts = g_ptr_array_ref (sgm_snapshot_get_records (snapshot, &sgm_table_post));
  present->shifts = g_ptr_array_ref (sgm_snapshot_get_records (snapshot, &sgm_table_shift));
  present->org_areas = g_ptr_array_ref (sgm_snapshot_get_records (snapshot, &sgm_table_org_area));
  if (!read_areas (present, sgm_snapshot_get_records (snapshot, &sgm_table_area), error))
    return NULL;
  return g_steal_pointer (&present);
}

/**
 * sgm_import_present_new_empty:
 *
 * Returns: (transfer full): a district that is yet to be made
 */
SgmImportPresent *
sgm_import_present_new_empty (void)
{
  SgmImportPresent *present = g_new0 (SgmImportPresent, 1);

  present->now = g_get_real_time () / 1000;
  present->scale = 1;
  present->posts = g_ptr_array_new ();
  present->shifts = g_ptr_array_new ();
  present->org_areas = g_ptr_array_new ();
  return present;
}

void
sgm_import_present_free (SgmImportPresent *present)
{
  g_clear_pointer (&present->areas, sgm_area_set_unref);
  g_clear_pointer (&present->posts, g_ptr_array_unref);
  g_clear_pointer (&present->shifts, g_ptr_array_unref);
  g_clear_pointer (&present->org_areas, g_ptr_array_unref);
  g_free (present);
}
