/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-read.h"

#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"
#include "exchange/sgm-foreign-reader.h"
#include "exchange/sgm-import-crs.h"
#include "exchange/sgm-import-labels.h"
#include "exchange/sgm-import-tangle.h"
#include "exchange/sgm-import-words.h"

/* So many rows lie between two looks at the progress. */
#define STEPS 64

typedef struct
{
  const SgmImportPlan *plan;
  SgmStaging *staging;
  SgmImportCrs *crs;
  SgmImportLabels *labels; /* of a drawing */
  guint n_passed_over;
} Import;

static const char *
get_value (const Import        *import,
           const SgmForeignRow *row,
           SgmImportColumn      column)
{
  int number = import->plan->columns[column];

  return number >= 0 ? row->values[number] : NULL;
}

static SgmLevel
find_level (const Import        *import,
            const SgmForeignRow *row,
            const char          *code)
{
  switch (import->plan->levels)
    {
    case SGM_IMPORT_LEVELS_ONE:
      return import->plan->level;
    case SGM_IMPORT_LEVELS_COLUMN:
      return sgm_import_words_find_level (get_value (import, row, SGM_IMPORT_COLUMN_LEVEL));
    case SGM_IMPORT_LEVELS_CODE:
    default:
      return sgm_code_get_level (code);
    }
}

/* In place of a level, code and name: drawings have texts and lines between
 * the areas. */
static gboolean
is_passed_over (const Import        *import,
                const SgmForeignRow *row)
{
  SgmBox box;

  return import->labels != NULL && row->fault == NULL
         && (row->geometry == NULL || !sgm_import_crs_get_box (row->geometry, &box));
}

static GBytes *
convert (Import               *import,
         const SgmForeignRow  *row,
         const char          **fault)
{
  SgmBox box;
  GBytes *wkb;

  if (row->fault != NULL)
    *fault = row->fault;
  if (row->geometry == NULL)
    {
      if (*fault == NULL)
        *fault = _("It has no boundary.");
      return NULL;
    }
  if (!sgm_import_crs_get_box (row->geometry, &box))
    {
      *fault = _("It is a point or a line, not an area.");
      return NULL;
    }
  if (sgm_import_is_tangled (row->geometry))
    {
      *fault = _("Its border crosses itself too often to be that of an area.");
      return NULL;
    }
  wkb = sgm_import_crs_convert_wkb (import->crs, row->geometry);
  if (wkb == NULL)
    *fault = _("Its coordinates are not possible in the coordinate system that was chosen.");
  return wkb;
}

static char *
dup_name (const char *text)
{
  g_autofree char *name = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  return name != NULL && *name != '\0' ? g_steal_pointer (&name) : NULL;
}

static gboolean
add_row (Import               *import,
         const SgmForeignRow  *row,
         GError              **error)
{
  g_autofree char *code = sgm_import_words_dup_code (get_value (import, row, SGM_IMPORT_COLUMN_CODE));
  g_autofree char *parent = sgm_import_words_dup_code (get_value (import, row, SGM_IMPORT_COLUMN_PARENT));
  g_autofree char *joined = sgm_import_words_join_code (code, parent);
  g_autofree char *name = dup_name (get_value (import, row, SGM_IMPORT_COLUMN_NAME));
  const char *code_label = NULL, *name_label = NULL;
  const char *fault = NULL;
  g_autoptr (GBytes) wkb = convert (import, row, &fault);
  SgmStagingRow staged = {
    .number = row->number,
    .code = joined != NULL ? joined : code,
    .name = name,
    .parent = parent,
    .kind = sgm_import_words_find_kind (get_value (import, row, SGM_IMPORT_COLUMN_KIND)),
    .wkb = wkb,
    .fault = fault,
  };

  if (import->labels != NULL && wkb != NULL)
    sgm_import_labels_find (import->labels, row->geometry, &code_label, &name_label);
  if (staged.code == NULL)
    staged.code = code_label;
  if (staged.name == NULL)
    staged.name = name_label;
  staged.level = find_level (import, row, staged.code);
  return sgm_staging_add (import->staging, &staged, error);
}

static gboolean
read_rows (Import            *import,
           SgmForeignReader  *reader,
           gint64             n_rows,
           SgmProgress        progress,
           gpointer           progress_data,
           GCancellable      *cancellable,
           GError           **error)
{
  const SgmForeignRow *row;

  for (gint64 n = 0; ; n++)
    {
      if (progress != NULL && n % STEPS == 0)
        progress (n_rows > 0 ? MIN (1.0, (double) n / n_rows) : 0, _("Reading the file"), progress_data);
      if (!sgm_foreign_reader_next (reader, &row, cancellable, error))
        return FALSE;
      if (row == NULL)
        return TRUE;
      if (is_passed_over (import, row))
        import->n_passed_over++;
      else if (!add_row (import, row, error))
        return FALSE;
    }
}

/**
 * sgm_import_read:
 * @file: a file
 * @plan: how its areas are to be understood
 * @staging: what gets them; it may have those of other layers already
 * @n_passed_over: (out) (optional): how many texts, points and lines of a
 *   drawing were passed over
 * @progress: (nullable): called now and then, in this thread
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 *
 * Reads the areas of a file, with their places in CGCS2000. What is wrong
 * with a row is noted with it, for sgm_import_check() to tell. In a drawing, a
 * number and another text that stand within an area are its code and its name. After a failure
 * the staging has some of the rows. For a worker thread.
 *
 * Returns: whether the file could be read to its end
 */
gboolean
sgm_import_read (SgmForeignFile       *file,
                 const SgmImportPlan  *plan,
                 SgmStaging           *staging,
                 guint                *n_passed_over,
                 SgmProgress           progress,
                 gpointer              progress_data,
                 GCancellable         *cancellable,
                 GError              **error)
{
  g_autoptr (SgmImportCrs) crs = NULL;
  g_autoptr (SgmImportLabels) labels = NULL;
  g_autoptr (SgmForeignReader) reader = NULL;
  Import import = { .plan = plan, .staging = staging };

  if (!sgm_import_plan_check (plan, file, error))
    return FALSE;
  crs = sgm_import_crs_new (plan->crs, plan->swapped, plan->datum, error);
  if (crs == NULL)
    return FALSE;
  if (sgm_import_is_drawing (file))
    {
      labels = sgm_import_labels_new (file, plan->layer, cancellable, error);
      if (labels == NULL)
        return FALSE;
    }
  reader = sgm_foreign_reader_new (file, plan->layer, error);
  if (reader == NULL)
    return FALSE;
  import.crs = crs;
  import.labels = labels;
  sgm_foreign_reader_set_columns (reader, plan->columns, SGM_N_IMPORT_COLUMNS, TRUE);
  if (!read_rows (&import, reader, sgm_foreign_file_get_layer (file, plan->layer)->n_rows, progress, progress_data,
                  cancellable, error))
    return FALSE;
  if (n_passed_over != NULL)
    *n_passed_over = import.n_passed_over;
  return TRUE;
}
