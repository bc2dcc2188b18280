/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-scan.h"

#include <string.h>

/* Where the edges of a polygon cross the middle of a row of pixels. */
typedef struct
{
  guint16 row;
  guint16 column;
} Crossing;

/* Pixels of a row that an area owns. */
typedef struct
{
  guint16 first;
  guint16 end;
  guint area;
  guint next; /* another span of the row, or NO_SPAN */
} Span;

#define NO_SPAN G_MAXUINT

struct _SgmScan
{
  int width;
  int height;
  GArray *crossings; /* Crossing, of the area at work, in the order of the edges */
  GArray *sorted;    /* Crossing, by row */
  GArray *row_ends;  /* guint, for sorting */
  GArray *spans;     /* Span, in the order of the areas */
  guint *row_spans;  /* the last span of each row, or NO_SPAN */
};

/**
 * sgm_scan_new:
 * @width: pixels in a row, at most 65535
 * @height: how many rows
 *
 * Returns: (transfer full): a picture without areas
 */
SgmScan *
sgm_scan_new (int width,
              int height)
{
  SgmScan *scan = g_new0 (SgmScan, 1);

  scan->width = width;
  scan->height = height;
  scan->crossings = g_array_new (FALSE, FALSE, sizeof (Crossing));
  scan->sorted = g_array_new (FALSE, FALSE, sizeof (Crossing));
  scan->row_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  scan->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  scan->row_spans = g_new (guint, height);
  memset (scan->row_spans, 0xff, height * sizeof (guint)); /* NO_SPAN */
  return scan;
}

void
sgm_scan_free (SgmScan *scan)
{
  g_array_unref (scan->crossings);
  g_array_unref (scan->sorted);
  g_array_unref (scan->row_ends);
  g_array_unref (scan->spans);
  g_free (scan->row_spans);
  g_free (scan);
}

/* ceil() for what is not far below zero, without a call. */
static inline int
round_up (double value)
{
  int whole = (int) value;

  return whole + (whole < value);
}

/* Both neighbours of an edge count its crossings from the same end, and so
 * find the same ones: a pixel's centre is on one side of it, never on both or
 * on neither. */
static void
add_edge (SgmScan *scan,
          float    x0,
          float    y0,
          float    x1,
          float    y1)
{
  double slope;
  int first, end;
  Crossing *crossing;

  if (y0 > y1 || (y0 == y1 && x0 > x1))
    {
      float x = x0, y = y0;

      x0 = x1, y0 = y1;
      x1 = x, y1 = y;
    }
  if (y1 < 0 || y0 > scan->height)
    return;
  first = round_up (MAX (y0 - 0.5, 0));
  end = round_up (CLAMP (y1 - 0.5, 0, scan->height));
  if (first >= end)
    return;

  slope = ((double) x1 - x0) / ((double) y1 - y0);
  g_array_set_size (scan->crossings, scan->crossings->len + end - first);
  crossing = &g_array_index (scan->crossings, Crossing, scan->crossings->len - (end - first));
  for (int row = first; row < end; row++, crossing++)
    {
      double x = x0 + (row + 0.5 - y0) * slope - 0.5;

      crossing->row = row;
      crossing->column = round_up (CLAMP (x, 0, scan->width));
    }
}

/* Puts the crossings in order: counted into rows, then by column within. */
static void
sort_crossings (SgmScan *scan,
                int      first_row,
                int      n_rows)
{
  const Crossing *from = (const Crossing *) scan->crossings->data;
  Crossing *to;
  guint *ends;
  guint n = scan->crossings->len;
  guint total = 0;

  g_array_set_size (scan->sorted, n);
  g_array_set_size (scan->row_ends, n_rows);
  to = (Crossing *) scan->sorted->data;
  ends = (guint *) scan->row_ends->data;
  memset (ends, 0, n_rows * sizeof (guint));
  for (guint i = 0; i < n; i++)
    ends[from[i].row - first_row]++;
  for (int i = 0; i < n_rows; i++)
    {
      guint here = ends[i];

      ends[i] = total;
      total += here;
    }
  for (guint i = 0; i < n; i++)
    to[ends[from[i].row - first_row]++] = from[i];
  for (guint i = 1; i < n; i++)
    {
      Crossing crossing = to[i];
      guint place = i;

      for (; place > 0 && to[place - 1].row == crossing.row && to[place - 1].column > crossing.column; place--)
        to[place] = to[place - 1];
      to[place] = crossing;
    }
}

/**
 * sgm_scan_add_ring:
 * @scan: a picture
 * @xy: (array length=n): x, y of the vertices, pixels from its left and top
 * @n: how many there are; the last repeats the first
 *
 * Adds a ring to the area that sgm_scan_fill() is called for next.
 */
void
sgm_scan_add_ring (SgmScan     *scan,
                   const float *xy,
                   guint        n)
{
  for (guint i = 0; i + 1 < n; i++, xy += 2)
    add_edge (scan, xy[0], xy[1], xy[2], xy[3]);
}

/**
 * sgm_scan_fill:
 * @scan: a picture
 * @area: what is to own the pixels whose centres are in an odd number of the
 *   rings added since the call before
 */
void
sgm_scan_fill (SgmScan *scan,
               guint    area)
{
  guint n = scan->crossings->len;
  const Crossing *crossing = (const Crossing *) scan->crossings->data;
  int first = G_MAXINT, last = -1;

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      first = MIN (first, crossing[i].row);
      last = MAX (last, crossing[i].row);
    }
  sort_crossings (scan, first, last - first + 1);
  crossing = (const Crossing *) scan->sorted->data;
  for (guint i = 0; i + 1 < n; i += 2)
    {
      guint *head = &scan->row_spans[crossing[i].row];
      Span span = { crossing[i].column, crossing[i + 1].column, area, *head };

      if (span.first == span.end)
        continue;
      *head = scan->spans->len;
      g_array_append_val (scan->spans, span);
    }
  g_array_set_size (scan->crossings, 0);
}

static void
add_run (GArray *runs,
         guint   row_start,
         guint   end,
         guint   area)
{
  SgmRun run = { end, area };
  SgmRun *last = runs->len > row_start ? &g_array_index (runs, SgmRun, runs->len - 1) : NULL;

  if (last != NULL && last->area == area)
    last->end = end;
  else
    g_array_append_val (runs, run);
}

/* A row's spans by their first columns. */
typedef struct
{
  guint *spans;    /* for each column */
  guint64 *starts; /* a bit for each column at which a span begins */
  guint n_starts;
} Columns;

static void
columns_add (Columns *columns,
             guint    column,
             guint    span)
{
  columns->spans[column] = span;
  columns->starts[column / 64] |= G_GUINT64_CONSTANT (1) << column % 64;
}

/* Puts a row's spans in order, and the gaps between them. Where areas overlap,
 * as they should not, the one that begins further to the left owns the
 * pixels. */
static void
encode_row (const SgmScan *scan,
            guint          row,
            Columns       *columns, /* empty before and after */
            GArray        *runs)
{
  const Span *spans = (const Span *) scan->spans->data;
  guint width = scan->width;
  guint row_start = runs->len;
  guint column = 0;

  for (guint i = scan->row_spans[row]; i != NO_SPAN; i = spans[i].next)
    columns_add (columns, spans[i].first, i);
  for (guint i = 0; i < columns->n_starts; i++)
    for (; columns->starts[i] != 0; columns->starts[i] &= columns->starts[i] - 1)
      {
        guint first = 64 * i + __builtin_ctzll (columns->starts[i]);
        const Span *span = &spans[columns->spans[first]];

        if (span->end <= column)
          continue;
        if (first > column)
          add_run (runs, row_start, first, SGM_AREA_NONE);
        add_run (runs, row_start, span->end, span->area);
        column = span->end;
      }
  if (column < width)
    add_run (runs, row_start, width, SGM_AREA_NONE);
}

/**
 * sgm_scan_get_runs:
 * @scan: a picture
 * @row_starts: (out) (transfer full): the first run of each row, and after the
 *   last row the number of runs
 *
 * Returns: (transfer full): the owners of all pixels
 */
SgmRun *
sgm_scan_get_runs (const SgmScan  *scan,
                   guint         **row_starts)
{
  g_autoptr (GArray) runs = g_array_sized_new (FALSE, FALSE, sizeof (SgmRun), scan->spans->len + scan->height);
  g_autofree guint *spans = g_new (guint, scan->width);
  g_autofree guint64 *starts = g_new0 (guint64, scan->width / 64 + 1);
  Columns columns = { spans, starts, scan->width / 64 + 1 };

  *row_starts = g_new (guint, scan->height + 1);
  for (int row = 0; row < scan->height; row++)
    {
      (*row_starts)[row] = runs->len;
      encode_row (scan, row, &columns, runs);
    }
  (*row_starts)[scan->height] = runs->len;
  return g_memdup2 (runs->data, runs->len * sizeof (SgmRun));
}
