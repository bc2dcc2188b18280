/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-raster.h"

#include <math.h>
#include <string.h>

#include "draw/sgm-border-mask.h"
#include "draw/sgm-border-style.h"
#include "geo/sgm-mercator.h"

/* Areas after which to look whether the work is still wanted. */
#define CANCEL_STEP 64

struct _SgmRaster
{
  gatomicrefcount ref_count;
  int width;
  int height;
  gint64 phase;
  guint *row_starts; /* height + 1 */
  SgmRun *runs;
  guint8 *borders;
};

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

typedef struct
{
  SgmShapes *shapes;
  const SgmRasterFrame *frame;
  GCancellable *cancellable;
  double pixels;   /* device pixels across the world */
  double offset_x; /* the frame's corner from the shapes' origin, world units */
  double offset_y;
  SgmBorderMask *mask;
  GArray *ring;      /* float x, y in pixels */
  GArray *crossings; /* Crossing, in the order of the edges */
  GArray *sorted;    /* Crossing, by row */
  GArray *row_ends;  /* guint, for sorting */
  GArray *spans;     /* Span, in the order of the areas */
  guint *row_spans;  /* the last span of each row, or NO_SPAN */
} Work;

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
add_edge (Work  *work,
          float  x0,
          float  y0,
          float  x1,
          float  y1)
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
  if (y1 < 0 || y0 > work->frame->height)
    return;
  first = round_up (MAX (y0 - 0.5, 0));
  end = round_up (CLAMP (y1 - 0.5, 0, work->frame->height));
  if (first >= end)
    return;

  slope = ((double) x1 - x0) / ((double) y1 - y0);
  g_array_set_size (work->crossings, work->crossings->len + end - first);
  crossing = &g_array_index (work->crossings, Crossing, work->crossings->len - (end - first));
  for (int row = first; row < end; row++, crossing++)
    {
      double x = x0 + (row + 0.5 - y0) * slope - 0.5;

      crossing->row = row;
      crossing->column = round_up (CLAMP (x, 0, work->frame->width));
    }
}

/* Puts the crossings in order: counted into rows, then by column within. */
static void
sort_crossings (Work *work,
                int   first_row,
                int   n_rows)
{
  const Crossing *from = (const Crossing *) work->crossings->data;
  Crossing *to;
  guint *ends;
  guint n = work->crossings->len;
  guint total = 0;

  g_array_set_size (work->sorted, n);
  g_array_set_size (work->row_ends, n_rows);
  to = (Crossing *) work->sorted->data;
  ends = (guint *) work->row_ends->data;
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

static void
fill (Work  *work,
      guint  area)
{
  guint n = work->crossings->len;
  const Crossing *crossing = (const Crossing *) work->crossings->data;
  int first = G_MAXINT, last = -1;

  if (n < 2)
    return;
  for (guint i = 0; i < n; i++)
    {
      first = MIN (first, crossing[i].row);
      last = MAX (last, crossing[i].row);
    }
  sort_crossings (work, first, last - first + 1);
  crossing = (const Crossing *) work->sorted->data;
  for (guint i = 0; i + 1 < n; i += 2)
    {
      guint *head = &work->row_spans[crossing[i].row];
      Span span = { crossing[i].column, crossing[i + 1].column, area, *head };

      if (span.first == span.end)
        continue;
      *head = work->spans->len;
      g_array_append_val (work->spans, span);
    }
}

static void
trace_ring (Work                *work,
            const SgmShapeBlock *block,
            guint                ring,
            gboolean             filled,
            gboolean             lined)
{
  guint first = block->vertex_starts[ring];
  guint n = block->vertex_starts[ring + 1] - first;
  const float *xy = block->xy + 2 * (gsize) first;
  float *pixel;

  g_array_set_size (work->ring, 2 * n);
  pixel = (float *) work->ring->data;
  for (guint i = 0; i < n; i++)
    {
      pixel[2 * i] = (xy[2 * i] - work->offset_x) * work->pixels;
      pixel[2 * i + 1] = (xy[2 * i + 1] - work->offset_y) * work->pixels;
    }
  for (guint i = 0; filled && i + 1 < n; i++, pixel += 2)
    add_edge (work, pixel[0], pixel[1], pixel[2], pixel[3]);
  if (lined)
    sgm_border_mask_add_ring (work->mask, (const float *) work->ring->data, n);
}

static SgmBox
get_box (Work *work)
{
  const SgmRasterFrame *frame = work->frame;
  double margin = 4 * frame->scale / work->pixels;
  double width = frame->width / work->pixels;
  double height = frame->height / work->pixels;

  return (SgmBox) {
    sgm_mercator_longitude (frame->x - margin),
    sgm_mercator_latitude (frame->y + height + margin),
    sgm_mercator_longitude (frame->x + width + margin),
    sgm_mercator_latitude (frame->y - margin),
  };
}

/* The block that holds an area, which most often is the one before. */
static SgmShapeBlock *
get_block (Work          *work,
           SgmShapeBlock *block,
           SgmLevel       level,
           guint          area)
{
  if (block != NULL && area - block->first_area < block->n_areas)
    return block;
  g_clear_pointer (&block, sgm_shape_block_unref);
  return sgm_shapes_get_block (work->shapes, level, work->frame->zoom, area);
}

static gboolean
draw_level (Work     *work,
            SgmLevel  level)
{
  SgmBox box = get_box (work);
  g_autoptr (GArray) found = NULL;
  g_autoptr (SgmShapeBlock) block = NULL;
  gboolean filled = level == work->frame->level;
  double strength = sgm_border_style_get_strength (level, work->frame->zoom);

  found = sgm_area_set_query (sgm_shapes_get_areas (work->shapes), level, &box);
  sgm_border_mask_set_pen (work->mask, sgm_border_style_get_width (level) * work->frame->scale, strength);
  for (guint i = 0; i < found->len; i++)
    {
      guint area = g_array_index (found, guint, i);

      if (i % CANCEL_STEP == 0 && g_cancellable_is_cancelled (work->cancellable))
        return FALSE;
      block = get_block (work, block, level, area);
      g_array_set_size (work->crossings, 0);
      for (guint ring = block->ring_starts[area - block->first_area];
           ring < block->ring_starts[area - block->first_area + 1]; ring++)
        trace_ring (work, block, ring, filled, strength > 0);
      if (filled)
        fill (work, area);
    }
  return TRUE;
}

/* From the district down: a border of several levels is drawn as the highest
 * one's, and then known. Below the level that is filled, borders may be fading
 * in already. */
static gboolean
draw (Work *work)
{
  for (SgmLevel level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    if ((level <= work->frame->level || sgm_border_style_get_strength (level, work->frame->zoom) > 0)
        && !draw_level (work, level))
      return FALSE;
  return TRUE;
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
encode_row (const Work *work,
            guint       row,
            Columns    *columns, /* empty before and after */
            GArray     *runs)
{
  const Span *spans = (const Span *) work->spans->data;
  guint width = work->frame->width;
  guint row_start = runs->len;
  guint column = 0;

  for (guint i = work->row_spans[row]; i != NO_SPAN; i = spans[i].next)
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

static void
encode (const Work *work,
        SgmRaster  *raster)
{
  g_autoptr (GArray) runs = g_array_sized_new (FALSE, FALSE, sizeof (SgmRun), work->spans->len + raster->height);
  g_autofree guint *spans = g_new (guint, raster->width);
  g_autofree guint64 *starts = g_new0 (guint64, raster->width / 64 + 1);
  Columns columns = { spans, starts, raster->width / 64 + 1 };

  raster->row_starts = g_new (guint, raster->height + 1);
  for (int row = 0; row < raster->height; row++)
    {
      raster->row_starts[row] = runs->len;
      encode_row (work, row, &columns, runs);
    }
  raster->row_starts[raster->height] = runs->len;
  raster->runs = g_memdup2 (runs->data, runs->len * sizeof (SgmRun));
}

/**
 * sgm_raster_new:
 * @shapes: (transfer none): the outlines
 * @frame: what to show
 * @cancellable: (nullable): ends the work early
 *
 * May take some milliseconds; for a worker thread.
 *
 * Returns: (transfer full) (nullable): the raster, or %NULL where it was
 *   cancelled
 */
SgmRaster *
sgm_raster_new (SgmShapes            *shapes,
                const SgmRasterFrame *frame,
                GCancellable         *cancellable)
{
  g_autofree guint *row_spans = g_malloc (frame->height * sizeof (guint));
  g_autoptr (SgmBorderMask) mask = sgm_border_mask_new (frame->width, frame->height);
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (Crossing));
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Crossing));
  g_autoptr (GArray) row_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  Work work = {
    .shapes = shapes, .frame = frame, .cancellable = cancellable, .mask = mask, .ring = ring,
    .crossings = crossings, .sorted = sorted, .row_ends = row_ends, .spans = spans, .row_spans = row_spans,
  };
  SgmRaster *raster;
  double origin_x, origin_y;

  g_return_val_if_fail (frame->width > 0 && frame->width <= G_MAXUINT16, NULL);
  g_return_val_if_fail (frame->height > 0 && frame->height <= G_MAXUINT16, NULL);

  sgm_shapes_get_origin (shapes, &origin_x, &origin_y);
  work.pixels = 256 * exp2 (frame->zoom) * frame->scale;
  work.offset_x = frame->x - origin_x;
  work.offset_y = frame->y - origin_y;
  memset (row_spans, 0xff, frame->height * sizeof (guint)); /* NO_SPAN */
  if (!draw (&work))
    return NULL;

  raster = g_new0 (SgmRaster, 1);
  g_atomic_ref_count_init (&raster->ref_count);
  raster->width = frame->width;
  raster->height = frame->height;
  raster->phase = llrint (frame->x * work.pixels) + llrint (frame->y * work.pixels);
  encode (&work, raster);
  raster->borders = sgm_border_mask_take (mask);
  return raster;
}

SgmRaster *
sgm_raster_ref (SgmRaster *raster)
{
  g_atomic_ref_count_inc (&raster->ref_count);
  return raster;
}

void
sgm_raster_unref (SgmRaster *raster)
{
  if (!g_atomic_ref_count_dec (&raster->ref_count))
    return;

  g_free (raster->row_starts);
  g_free (raster->runs);
  g_free (raster->borders);
  g_free (raster);
}

/**
 * sgm_raster_get_size:
 *
 * Returns: the bytes that the raster keeps
 */
gsize
sgm_raster_get_size (const SgmRaster *raster)
{
  return sizeof *raster + (raster->height + 1) * sizeof (guint)
         + raster->row_starts[raster->height] * sizeof (SgmRun)
         + (gsize) raster->width * raster->height;
}

/**
 * sgm_raster_get_row:
 * @raster: a raster
 * @row: which row, from the top
 * @n_runs: (out): how many runs it has
 *
 * Returns: (transfer none) (array length=n_runs): the row's runs, from the left
 */
const SgmRun *
sgm_raster_get_row (const SgmRaster *raster,
                    guint            row,
                    guint           *n_runs)
{
  g_assert (row < (guint) raster->height);
  *n_runs = raster->row_starts[row + 1] - raster->row_starts[row];
  return raster->runs + raster->row_starts[row];
}

/**
 * sgm_raster_get_borders:
 * @raster: a raster
 * @row: which row, from the top
 *
 * Returns: (transfer none): how strongly borders cover the row's pixels, 0 to
 *   255
 */
const guint8 *
sgm_raster_get_borders (const SgmRaster *raster,
                        guint            row)
{
  g_assert (row < (guint) raster->height);
  return raster->borders + (gsize) row * raster->width;
}

/**
 * sgm_raster_get_width:
 *
 * Returns: device pixels
 */
int
sgm_raster_get_width (const SgmRaster *raster)
{
  return raster->width;
}

/**
 * sgm_raster_get_height:
 *
 * Returns: device pixels
 */
int
sgm_raster_get_height (const SgmRaster *raster)
{
  return raster->height;
}

/**
 * sgm_raster_get_phase:
 *
 * Returns: the sum of the pixels that lie west and north of the raster in the
 *   whole world, which fixes diagonal patterns to the ground
 */
gint64
sgm_raster_get_phase (const SgmRaster *raster)
{
  return raster->phase;
}
