/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-outlines.h"

#include <math.h>

#include "geo/sgm-index.h"
#include "geo/sgm-mercator.h"

#define LINE_WIDTH 1.6

/* Of polygons that are this many device pixels across the lines are at their
 * full strength; where they are smaller the lines would cover the map. */
#define FULL_SIZE 24.0
#define LEAST_STRENGTH 0.35

/* Polygons between two looks at the cancellable. */
#define STEPS 512

struct _SgmOutlines
{
  gatomicrefcount ref_count;
  double tolerance; /* of the world, squared */
  double x;         /* what the vertices are relative to: the first one */
  double y;
  gboolean placed;
  GArray *xy;     /* of float: x, y of all vertices, Web Mercator */
  GArray *rings;  /* of guint: where each ring ends, in vertices */
  GArray *ends;   /* of guint: where each polygon ends, in rings */
  GArray *boxes;  /* of SgmBox: of each polygon, relative to the origin */
  SgmBox lon_lat; /* of all */
  double size;    /* sum of how large they are across */
  SgmIndex *index;
};

/**
 * sgm_outlines_new:
 * @tolerance: vertices that are nearer than this to the last one are left out,
 *   in metres on the equator; 0 for none
 */
SgmOutlines *
sgm_outlines_new (double tolerance)
{
  SgmOutlines *self = g_new0 (SgmOutlines, 1);
  double part = tolerance / (2 * G_PI * 6378137.0);

  g_atomic_ref_count_init (&self->ref_count);
  self->tolerance = part * part;
  self->xy = g_array_new (FALSE, FALSE, sizeof (float));
  self->rings = g_array_new (FALSE, FALSE, sizeof (guint));
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  self->boxes = g_array_new (FALSE, FALSE, sizeof (SgmBox));
  self->lon_lat = SGM_BOX_EMPTY;
  return self;
}

SgmOutlines *
sgm_outlines_ref (SgmOutlines *outlines)
{
  g_atomic_ref_count_inc (&outlines->ref_count);
  return outlines;
}

void
sgm_outlines_unref (SgmOutlines *outlines)
{
  if (!g_atomic_ref_count_dec (&outlines->ref_count))
    return;
  g_array_unref (outlines->xy);
  g_array_unref (outlines->rings);
  g_array_unref (outlines->ends);
  g_array_unref (outlines->boxes);
  g_clear_pointer (&outlines->index, sgm_index_free);
  g_free (outlines);
}

static void
widen (SgmBox *box,
       double  x,
       double  y)
{
  box->min_x = MIN (box->min_x, x);
  box->min_y = MIN (box->min_y, y);
  box->max_x = MAX (box->max_x, x);
  box->max_y = MAX (box->max_y, y);
}

/* The first and the last vertex stay, so that the ring is closed. */
static void
add_ring (SgmOutlines  *self,
          const double *v,
          guint         n,
          SgmBox       *box)
{
  double last_x = 0, last_y = 0;

  for (guint i = 0; i < n; i++)
    {
      double x = sgm_mercator_x (v[2 * i]) - self->x;
      double y = sgm_mercator_y (v[2 * i + 1]) - self->y;
      float at[2] = { x, y };

      if (i > 0 && i + 1 < n
          && (x - last_x) * (x - last_x) + (y - last_y) * (y - last_y) < self->tolerance)
        continue;
      g_array_append_vals (self->xy, at, 2);
      widen (box, x, y);
      last_x = x;
      last_y = y;
    }
  g_array_append_vals (self->rings, &(guint) { self->xy->len / 2 }, 1);
}

/**
 * sgm_outlines_add:
 * @outlines: outlines that sgm_outlines_end() has not been called for
 * @geometry: polygons in degrees; a point is passed over
 */
void
sgm_outlines_add (SgmOutlines       *outlines,
                  const SgmGeometry *geometry)
{
  const SgmBox *lon_lat = sgm_geometry_get_box (geometry);
  SgmBox box = SGM_BOX_EMPTY;

  g_return_if_fail (outlines->index == NULL);
  if (sgm_geometry_is_point (geometry) || sgm_geometry_get_n_rings (geometry) == 0)
    return;
  if (!outlines->placed)
    {
      outlines->x = sgm_mercator_x (lon_lat->min_x);
      outlines->y = sgm_mercator_y (lon_lat->min_y);
      outlines->placed = TRUE;
    }
  for (guint i = 0; i < sgm_geometry_get_n_rings (geometry); i++)
    {
      guint n;
      const double *v = sgm_geometry_get_ring (geometry, i, &n);

      add_ring (outlines, v, n, &box);
    }
  g_array_append_vals (outlines->ends, &(guint) { outlines->rings->len }, 1);
  g_array_append_val (outlines->boxes, box);
  widen (&outlines->lon_lat, lon_lat->min_x, lon_lat->min_y);
  widen (&outlines->lon_lat, lon_lat->max_x, lon_lat->max_y);
  outlines->size += hypot (box.max_x - box.min_x, box.max_y - box.min_y);
}

/**
 * sgm_outlines_end:
 * @outlines: outlines that all polygons were added to
 */
void
sgm_outlines_end (SgmOutlines *outlines)
{
  g_return_if_fail (outlines->index == NULL);
  outlines->index = sgm_index_new ((const SgmBox *) (void *) outlines->boxes->data,
                                   outlines->boxes->len);
}

/**
 * sgm_outlines_get_n:
 *
 * Returns: how many geometries were added
 */
guint
sgm_outlines_get_n (const SgmOutlines *outlines)
{
  return outlines->boxes->len;
}

/**
 * sgm_outlines_get_box:
 *
 * Returns: where they are, in degrees; empty where there are none
 */
const SgmBox *
sgm_outlines_get_box (const SgmOutlines *outlines)
{
  return &outlines->lon_lat;
}

typedef struct
{
  const SgmOutlines *outlines;
  SgmBorderMask *mask;
  GCancellable *cancellable;
  double pixels; /* device pixels in the world */
  double left;   /* of the view, in device pixels from the origin */
  double top;
  GArray *xy;    /* of float: one ring, reused */
  guint n_drawn;
} Drawing;

/* On a lattice of half a pixel what neighbours share is drawn once. */
static inline float
on_lattice (double value)
{
  return (float) (rint (value * 2) / 2);
}

static void
draw_ring (Drawing *drawing,
           guint    first,
           guint    end)
{
  const float *xy = (const float *) (void *) drawing->outlines->xy->data;
  float *last;

  g_array_set_size (drawing->xy, 0);
  for (guint i = first; i < end; i++)
    {
      float at[2] = { on_lattice (xy[2 * i] * drawing->pixels - drawing->left),
                      on_lattice (xy[2 * i + 1] * drawing->pixels - drawing->top) };

      last = drawing->xy->len > 0 ? &g_array_index (drawing->xy, float, drawing->xy->len - 2) : NULL;
      if (last == NULL || fabsf (at[0] - last[0]) > 0.5f || fabsf (at[1] - last[1]) > 0.5f || i + 1 == end)
        g_array_append_vals (drawing->xy, at, 2);
    }
  sgm_border_mask_add_ring (drawing->mask, (const float *) (void *) drawing->xy->data, drawing->xy->len / 2);
}

static gboolean
draw_polygon (guint    item,
              gpointer data)
{
  Drawing *drawing = data;
  const SgmOutlines *self = drawing->outlines;
  guint ring = item > 0 ? g_array_index (self->ends, guint, item - 1) : 0;
  guint end = g_array_index (self->ends, guint, item);

  for (; ring < end; ring++)
    draw_ring (drawing, ring > 0 ? g_array_index (self->rings, guint, ring - 1) : 0,
               g_array_index (self->rings, guint, ring));
  return ++drawing->n_drawn % STEPS != 0 || !g_cancellable_is_cancelled (drawing->cancellable);
}

/**
 * sgm_outlines_draw:
 * @outlines: outlines that are ready
 * @view: what is seen; the mask is as large as it, in device pixels
 * @mask: what to draw them on
 * @cancellable: (nullable): ends it early
 *
 * Draws what is in the view, more faintly where the polygons are small. It
 * takes as long as there are vertices in the view.
 *
 * Returns: %FALSE where it was cancelled
 */
gboolean
sgm_outlines_draw (const SgmOutlines *outlines,
                   const SgmView     *view,
                   SgmBorderMask     *mask,
                   GCancellable      *cancellable)
{
  g_autoptr (GArray) xy = g_array_new (FALSE, FALSE, sizeof (float));
  Drawing drawing = { outlines, mask, cancellable, 256 * exp2 (view->zoom) * view->scale, .xy = xy };
  double margin, size;
  SgmBox box;

  g_return_val_if_fail (outlines->index != NULL, FALSE);
  if (outlines->boxes->len == 0)
    return TRUE;
  drawing.left = (view->x - outlines->x) * drawing.pixels - view->width * view->scale / 2.0;
  drawing.top = (view->y - outlines->y) * drawing.pixels - view->height * view->scale / 2.0;
  margin = LINE_WIDTH * view->scale;
  box = (SgmBox) {
    (drawing.left - margin) / drawing.pixels, (drawing.top - margin) / drawing.pixels,
    (drawing.left + view->width * view->scale + margin) / drawing.pixels,
    (drawing.top + view->height * view->scale + margin) / drawing.pixels,
  };
  size = outlines->size / outlines->boxes->len * drawing.pixels / view->scale;
  sgm_border_mask_set_pen (mask, LINE_WIDTH * view->scale, CLAMP (size / FULL_SIZE, LEAST_STRENGTH, 1));
  sgm_index_query (outlines->index, &box, draw_polygon, &drawing);
  return !g_cancellable_is_cancelled (cancellable);
}
