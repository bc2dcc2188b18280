/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-foreign-file.h"

G_BEGIN_DECLS

/**
 * SgmForeignRow:
 * @number: the row's number in the file as people count: from 1, and in a
 *   sheet with the row of the names
 * @values: (array length=n_values): a text for each column of the layer, in
 *   valid UTF-8, or %NULL where the cell is empty
 * @n_values: how many columns there are
 * @geometry: (nullable): the shape in little-endian ISO well-known binary, x
 *   before y in the file's own coordinates: a POINT, a MULTILINESTRING or a
 *   MULTIPOLYGON
 * @fault: (nullable): a sentence that says why the row cannot be read as a
 *   whole; what can be read is there
 *
 * One row of a foreign file. Its numbers in texts have no digits lost that
 * the file has: whole numbers have no decimal point. Days are `2026-04-01`.
 */
typedef struct
{
  gint64 number;
  char **values;
  guint n_values;
  GBytes *geometry;
  char *fault;
} SgmForeignRow;

/**
 * SgmForeignReader:
 *
 * Goes through the rows of a layer once. What is wrong with a row is said of
 * that row, and reading goes on; only what ends the file early is an error.
 * There is at most one reader of a file at a time.
 */
typedef struct _SgmForeignReader SgmForeignReader;

SgmForeignReader *sgm_foreign_reader_new         (SgmForeignFile       *file,
                                                  guint                 layer,
                                                  GError              **error);
void              sgm_foreign_reader_free        (SgmForeignReader     *reader);
void              sgm_foreign_reader_set_columns (SgmForeignReader     *reader,
                                                  const int            *columns,
                                                  guint                 n_columns,
                                                  gboolean              with_geometry);
gboolean          sgm_foreign_reader_next        (SgmForeignReader     *reader,
                                                  const SgmForeignRow **row,
                                                  GCancellable         *cancellable,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmForeignReader, sgm_foreign_reader_free)

G_END_DECLS
