/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-view.h"

#define MAX_SAMPLES 6

/* From so many rows on the outlines are simplified, to a metre. */
#define MANY_ROWS 20000
#define MANY_ROWS_TOLERANCE 1.0

static void
sample_free (gpointer data)
{
  SgmImportSample *sample = data;

  g_free (sample->code);
  g_free (sample->name);
  g_free (sample);
}

static gboolean
look_at_row (const SgmStagingRow *row,
             gpointer             data)
{
  SgmImportView *view = data;
  g_autoptr (SgmGeometry) geometry = NULL;

  if (view->samples->len < MAX_SAMPLES)
    {
      SgmImportSample *sample = g_new0 (SgmImportSample, 1);

      *sample = (SgmImportSample) { row->number, row->level, g_strdup (row->code), g_strdup (row->name) };
      g_ptr_array_add (view->samples, sample);
    }
  if (row->wkb != NULL)
    geometry = sgm_geometry_new_from_wkb (row->wkb, NULL);
  if (geometry != NULL)
    sgm_outlines_add (view->outlines, geometry);
  return TRUE;
}

/**
 * sgm_import_view_new:
 * @staging: rows
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 *
 * Looks at all of them, in any thread.
 *
 * Returns: (transfer full) (nullable): what is to be seen of them
 */
SgmImportView *
sgm_import_view_new (SgmStaging    *staging,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (SgmImportView) view = g_new0 (SgmImportView, 1);

  view->samples = g_ptr_array_new_with_free_func (sample_free);
  view->outlines = sgm_outlines_new (sgm_staging_get_n_rows (staging) > MANY_ROWS ? MANY_ROWS_TOLERANCE : 0);
  if (!sgm_staging_each (staging, SGM_LEVEL_NONE, look_at_row, view, cancellable, error))
    return NULL;
  sgm_outlines_end (view->outlines);
  for (int level = SGM_LEVEL_NONE; level <= SGM_LEVEL_UNIT; level++)
    view->n_rows[level] = sgm_staging_count (staging, level);
  return g_steal_pointer (&view);
}

void
sgm_import_view_free (SgmImportView *view)
{
  g_ptr_array_unref (view->samples);
  sgm_outlines_unref (view->outlines);
  g_free (view);
}
