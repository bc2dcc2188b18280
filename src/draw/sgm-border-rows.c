/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-border-rows.h"

#include <string.h>

/* Pixels are looked at so many at a time. */
#define STEP sizeof (guint64)

/* A stretch of a row in which no STEP pixels are without borders. */
typedef struct
{
  guint16 first;
  guint16 end;
  guint offset; /* of its strengths */
} Piece;

struct _SgmBorderRows
{
  guint width;
  guint height;
  guint *row_starts; /* height + 1 */
  Piece *pieces;
  guint8 *strengths;
  gsize n_strengths;
};

/* The first of the steps from @x on that is blank, or is not. */
static guint
skip (const guint8 *row,
      guint         width,
      guint         x,
      gboolean      blank)
{
  for (; x + STEP <= width; x += STEP)
    {
      guint64 word;

      memcpy (&word, row + x, STEP);
      if ((word == 0) != blank)
        return x;
    }
  for (; x < width && (row[x] == 0) == blank; x++)
    ;
  return x;
}

static void
pack_row (const guint8 *row,
          guint         width,
          GArray       *pieces,
          GByteArray   *packed)
{
  guint first = skip (row, width, 0, TRUE);

  while (first < width)
    {
      Piece piece = { first, skip (row, width, first, FALSE), packed->len };

      g_array_append_val (pieces, piece);
      g_byte_array_append (packed, row + piece.first, piece.end - piece.first);
      first = skip (row, width, piece.end, TRUE);
    }
}

/**
 * sgm_border_rows_new:
 * @strengths: (array): how strongly borders cover each pixel, row by row
 * @width: pixels in a row, at most 65535
 * @height: how many rows
 *
 * Returns: (transfer full): a packed copy
 */
SgmBorderRows *
sgm_border_rows_new (const guint8 *strengths,
                     guint         width,
                     guint         height)
{
  SgmBorderRows *rows = g_new0 (SgmBorderRows, 1);
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_autoptr (GByteArray) packed = g_byte_array_new ();

  rows->width = width;
  rows->height = height;
  rows->row_starts = g_new (guint, height + 1);
  for (guint row = 0; row < height; row++)
    {
      rows->row_starts[row] = pieces->len;
      pack_row (strengths + (gsize) row * width, width, pieces, packed);
    }
  rows->row_starts[height] = pieces->len;
  rows->pieces = g_memdup2 (pieces->data, pieces->len * sizeof (Piece));
  rows->strengths = g_memdup2 (packed->data, packed->len);
  rows->n_strengths = packed->len;
  return rows;
}

void
sgm_border_rows_free (SgmBorderRows *rows)
{
  g_free (rows->row_starts);
  g_free (rows->pieces);
  g_free (rows->strengths);
  g_free (rows);
}

/**
 * sgm_border_rows_get_size:
 *
 * Returns: the bytes that they take
 */
gsize
sgm_border_rows_get_size (const SgmBorderRows *rows)
{
  return sizeof *rows + (rows->height + 1) * sizeof (guint)
         + rows->row_starts[rows->height] * sizeof (Piece) + rows->n_strengths;
}

/**
 * sgm_border_rows_get_extent:
 * @rows: the rows
 * @row: which one, from the top
 * @first: (out): a column before which the row has no borders
 * @end: (out): a column from which on it has none
 *
 * Returns: whether the row has borders at all
 */
gboolean
sgm_border_rows_get_extent (const SgmBorderRows *rows,
                            guint                row,
                            guint               *first,
                            guint               *end)
{
  guint begin = rows->row_starts[row];
  guint after = rows->row_starts[row + 1];

  if (begin == after)
    return FALSE;
  *first = rows->pieces[begin].first;
  *end = rows->pieces[after - 1].end;
  return TRUE;
}

/**
 * sgm_border_rows_unpack:
 * @rows: the rows
 * @row: which one, from the top
 * @strengths: (out caller-allocates) (array): how strongly borders cover each
 *   of its pixels, 0 to 255
 */
void
sgm_border_rows_unpack (const SgmBorderRows *rows,
                        guint                row,
                        guint8              *strengths)
{
  memset (strengths, 0, rows->width);
  for (guint i = rows->row_starts[row]; i < rows->row_starts[row + 1]; i++)
    {
      const Piece *piece = &rows->pieces[i];

      memcpy (strengths + piece->first, rows->strengths + piece->offset, piece->end - piece->first);
    }
}
