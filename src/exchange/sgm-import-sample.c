/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-reader.h"
#include "exchange/sgm-import-crs.h"
#include "exchange/sgm-import-guess.h"

/* So many rows tell what the others are like. */
#define MAX_ROWS 1000

/* A cell with more than this is no code and no name. */
#define MAX_TEXT 200

void
sgm_import_sample_free (SgmImportSample *sample)
{
  g_ptr_array_unref (sample->rows);
  g_array_unref (sample->places);
  g_free (sample);
}

static char **
dup_values (const SgmForeignRow *row)
{
  char **values = g_new0 (char *, row->n_values + 1);

  for (guint i = 0; i < row->n_values; i++)
    values[i] = g_strndup (row->values[i] != NULL ? row->values[i] : "", MAX_TEXT);
  return values;
}

static void
add_row (SgmImportSample     *sample,
         const SgmForeignRow *row)
{
  SgmBox box;

  if (row->geometry != NULL && sgm_import_crs_get_box (row->geometry, &box))
    {
      SgmImportPlace place = { sample->rows->len, (box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2 };

      g_array_append_val (sample->places, place);
    }
  g_ptr_array_add (sample->rows, dup_values (row));
}

/* Reads the first rows of a layer. */
SgmImportSample *
sgm_import_sample_new (SgmForeignFile  *file,
                       guint            layer,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_autoptr (SgmImportSample) sample = g_new0 (SgmImportSample, 1);
  g_autoptr (SgmForeignReader) reader = sgm_foreign_reader_new (file, layer, error);
  const SgmForeignRow *row;

  sample->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  sample->places = g_array_new (FALSE, FALSE, sizeof (SgmImportPlace));
  if (reader == NULL)
    return NULL;
  while (sample->rows->len < MAX_ROWS)
    {
      if (!sgm_foreign_reader_next (reader, &row, cancellable, error))
        return NULL;
      if (row == NULL)
        {
          sample->whole = TRUE;
          break;
        }
      add_row (sample, row);
    }
  return g_steal_pointer (&sample);
}

/* The text of a cell, an empty one for column -1. */
const char *
sgm_import_sample_get (const SgmImportSample *sample,
                       guint                  row,
                       int                    column)
{
  char **values = sample->rows->pdata[row];

  return column >= 0 ? values[column] : "";
}
