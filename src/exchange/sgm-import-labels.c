/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-labels.h"

#include <string.h>

#include "exchange/sgm-foreign-reader.h"
#include "exchange/sgm-import-crs.h"
#include "exchange/sgm-import-words.h"
#include "geo/sgm-index.h"

/* What GDAL calls the column of texts in DXF, DWG and DGN. */
#define TEXT_FIELD "Text"

#define MAX_LABELS 2000000
#define MAX_TEXT 200

typedef struct
{
  double x;
  double y;
  const char *text;
  gboolean is_code;
} Label;

struct _SgmImportLabels
{
  GArray *labels;
  GStringChunk *texts;
  SgmIndex *index;
};

/**
 * sgm_import_is_drawing:
 *
 * Returns: whether the file is of a program for drawing, so that it has lines
 *   and texts between its areas, and no columns of its maker's
 */
gboolean
sgm_import_is_drawing (SgmForeignFile *file)
{
  const char *const formats[] = { "DXF", "DWG", "DGN", NULL };

  return g_strv_contains (formats, sgm_foreign_file_get_format (file));
}

void
sgm_import_labels_free (SgmImportLabels *labels)
{
  g_array_unref (labels->labels);
  g_string_chunk_free (labels->texts);
  g_clear_pointer (&labels->index, sgm_index_free);
  g_free (labels);
}

/* A number, of which a code may consist or which it may begin within its
 * parent. */
static gboolean
is_code (const char *text)
{
  return text[strspn (text, "0123456789")] == '\0';
}

static void
add_label (SgmImportLabels     *labels,
           const SgmForeignRow *row,
           int                  column)
{
  g_autofree char *code = sgm_import_words_dup_code (row->values[column]);
  g_autofree char *name = NULL;
  Label label = { 0 };

  if (code == NULL || row->geometry == NULL || !sgm_import_crs_get_point (row->geometry, &label.x, &label.y))
    return;
  label.is_code = is_code (code);
  name = g_strstrip (g_strdelimit (g_strndup (row->values[column], MAX_TEXT), "\r\n\t", ' '));
  if (!g_utf8_validate (name, -1, NULL))
    return;
  label.text = g_string_chunk_insert (labels->texts, label.is_code ? code : name);
  g_array_append_val (labels->labels, label);
}

static void
make_index (SgmImportLabels *labels)
{
  guint n = labels->labels->len;
  g_autofree SgmBox *boxes = g_new (SgmBox, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const Label *label = &g_array_index (labels->labels, Label, i);

      boxes[i] = (SgmBox) { label->x, label->y, label->x, label->y };
    }
  labels->index = sgm_index_new (boxes, n);
}

/**
 * sgm_import_labels_new:
 * @file: a drawing
 * @layer: number of a layer
 *
 * Reads all texts of a layer; none where it has no column of them.
 *
 * Returns: (transfer full): the texts, or %NULL with an error as
 *   sgm_foreign_reader_next() has it
 */
SgmImportLabels *
sgm_import_labels_new (SgmForeignFile  *file,
                       guint            layer,
                       GCancellable    *cancellable,
                       GError         **error)
{
  g_autoptr (SgmImportLabels) labels = g_new0 (SgmImportLabels, 1);
  g_autoptr (SgmForeignReader) reader = NULL;
  int column = sgm_foreign_layer_find_field (sgm_foreign_file_get_layer (file, layer), TEXT_FIELD);
  const SgmForeignRow *row;

  labels->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  labels->texts = g_string_chunk_new (4096);
  if (column >= 0)
    {
      reader = sgm_foreign_reader_new (file, layer, error);
      if (reader == NULL)
        return NULL;
      sgm_foreign_reader_set_columns (reader, &column, 1, TRUE);
      do
        {
          if (!sgm_foreign_reader_next (reader, &row, cancellable, error))
            return NULL;
          if (row != NULL)
            add_label (labels, row, column);
        }
      while (row != NULL && labels->labels->len < MAX_LABELS);
    }
  make_index (labels);
  return g_steal_pointer (&labels);
}

/**
 * sgm_import_labels_get_n:
 *
 * Returns: how many texts there are
 */
guint
sgm_import_labels_get_n (SgmImportLabels *labels)
{
  return labels->labels->len;
}

/* Finding ------------------------------------------------------------------- */

typedef struct
{
  const SgmImportLabels *labels;
  GBytes *wkb;
  double x;
  double y;
  gboolean inside;
  const char *code;
  const char *name;
} Search;

/* By the rings that a ray to the east crosses. */
static void
cross_ring (const double *v,
            guint         n,
            gpointer      data)
{
  Search *search = data;

  for (guint i = 0; i + 1 < n; i++)
    {
      const double *a = v + 2 * i, *b = a + 2;

      if ((a[1] > search->y) != (b[1] > search->y)
          && search->x < a[0] + (b[0] - a[0]) * (search->y - a[1]) / (b[1] - a[1]))
        search->inside = !search->inside;
    }
}

static gboolean
is_better (const char *text,
           const char *than)
{
  return than == NULL || strlen (text) > strlen (than);
}

static gboolean
look_at (guint    item,
         gpointer data)
{
  Search *search = data;
  const Label *label = &g_array_index (search->labels->labels, Label, item);
  const char **best = label->is_code ? &search->code : &search->name;

  if (!is_better (label->text, *best))
    return TRUE;
  search->x = label->x;
  search->y = label->y;
  search->inside = FALSE;
  sgm_import_crs_each_ring (search->wkb, cross_ring, search);
  if (search->inside)
    *best = label->text;
  return TRUE;
}

/**
 * sgm_import_labels_find:
 * @wkb: an area as [struct@ForeignRow] has it, in the file's coordinates
 * @code: (out) (nullable): the longest number that stands in it
 * @name: (out) (nullable): the longest other text that stands in it
 */
void
sgm_import_labels_find (SgmImportLabels  *labels,
                        GBytes           *wkb,
                        const char      **code,
                        const char      **name)
{
  Search search = { .labels = labels, .wkb = wkb };
  SgmBox box;

  if (sgm_import_crs_get_box (wkb, &box))
    sgm_index_query (labels->index, &box, look_at, &search);
  *code = search.code;
  *name = search.name;
}
