/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-raster.h"

#include <math.h>

#include "draw/sgm-border-mask.h"
#include "draw/sgm-border-rows.h"
#include "draw/sgm-border-style.h"
#include "draw/sgm-scan.h"
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
  SgmBorderRows *borders;
  cairo_rectangle_int_t extents;
};

typedef struct
{
  SgmShapes *shapes;
  const SgmRasterFrame *frame;
  GCancellable *cancellable;
  double pixels;   /* device pixels across the world */
  double offset_x; /* the frame's corner from the shapes' origin, world units */
  double offset_y;
  SgmBorderMask *mask;
  SgmScan *scan;
  GArray *ring; /* float x, y in pixels */
} Work;

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
  if (filled)
    sgm_scan_add_ring (work->scan, pixel, n);
  if (lined)
    sgm_border_mask_add_ring (work->mask, pixel, n);
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
      for (guint ring = block->ring_starts[area - block->first_area];
           ring < block->ring_starts[area - block->first_area + 1]; ring++)
        trace_ring (work, block, ring, filled, strength > 0);
      if (filled)
        sgm_scan_fill (work->scan, area);
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
extend (cairo_rectangle_int_t *extents,
        guint                  row,
        int                    first,
        int                    end)
{
  int right = extents->x + extents->width;

  if (extents->height == 0)
    {
      *extents = (cairo_rectangle_int_t) { first, row, end - first, 1 };
      return;
    }
  extents->x = MIN (extents->x, first);
  extents->width = MAX (right, end) - extents->x;
  extents->height = row + 1 - extents->y;
}

/* What of the raster has areas or borders. */
static void
measure (SgmRaster *raster)
{
  for (int row = 0; row < raster->height; row++)
    {
      const SgmRun *runs = raster->runs + raster->row_starts[row];
      guint n = raster->row_starts[row + 1] - raster->row_starts[row];
      guint before = n > 1 && runs[0].area == SGM_AREA_NONE ? 1 : 0;
      guint after = runs[n - 1].area == SGM_AREA_NONE ? n - 1 : n;
      guint first, end;

      if (after > before)
        extend (&raster->extents, row, before > 0 ? runs[0].end : 0, runs[after - 1].end);
      if (sgm_border_rows_get_extent (raster->borders, row, &first, &end))
        extend (&raster->extents, row, first, end);
    }
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
  g_autoptr (SgmBorderMask) mask = sgm_border_mask_new (frame->width, frame->height);
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (SgmScan) scan = sgm_scan_new (frame->width, frame->height);
  Work work = {
    .shapes = shapes, .frame = frame, .cancellable = cancellable, .mask = mask, .scan = scan, .ring = ring,
  };
  SgmRaster *raster;
  double origin_x, origin_y;

  g_return_val_if_fail (frame->width > 0 && frame->width <= G_MAXUINT16, NULL);
  g_return_val_if_fail (frame->height > 0 && frame->height <= G_MAXUINT16, NULL);

  sgm_shapes_get_origin (shapes, &origin_x, &origin_y);
  work.pixels = 256 * exp2 (frame->zoom) * frame->scale;
  work.offset_x = frame->x - origin_x;
  work.offset_y = frame->y - origin_y;
  if (!draw (&work))
    return NULL;

  raster = g_new0 (SgmRaster, 1);
  g_atomic_ref_count_init (&raster->ref_count);
  raster->width = frame->width;
  raster->height = frame->height;
  raster->phase = llrint (frame->x * work.pixels) + llrint (frame->y * work.pixels);
  raster->runs = sgm_scan_get_runs (scan, &raster->row_starts);
  raster->borders = sgm_border_rows_new (sgm_border_mask_get (mask), frame->width, frame->height);
  measure (raster);
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
  sgm_border_rows_free (raster->borders);
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
         + sgm_border_rows_get_size (raster->borders);
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
 * @strengths: (out caller-allocates) (array): how strongly borders cover each
 *   of the row's pixels, 0 to 255
 */
void
sgm_raster_get_borders (const SgmRaster *raster,
                        guint            row,
                        guint8          *strengths)
{
  g_assert (row < (guint) raster->height);
  sgm_border_rows_unpack (raster->borders, row, strengths);
}

/**
 * sgm_raster_get_extents:
 *
 * Returns: (transfer none): the part that has areas or borders, without width
 *   and height where there are none
 */
const cairo_rectangle_int_t *
sgm_raster_get_extents (const SgmRaster *raster)
{
  return &raster->extents;
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
