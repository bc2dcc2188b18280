/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-tracer.h"

#include <math.h>
#include <string.h>

#include "geo/sgm-mercator.h"

/* Lattice points per device pixel. */
#define LATTICE 2

/* How far outside the picture an edge may lie and still show, by the width
 * of its stroke; logical pixels. */
#define MARGIN 8

/* An edge between two lattice points, the smaller one first. All zero is no
 * edge, since its ends differ. */
typedef struct
{
  gint32 x1, y1, x2, y2;
} Edge;

struct _SgmTracer
{
  double size;    /* lattice points in the world's width */
  double left;    /* lattice point of the picture's left edge */
  double top;
  double step;    /* logical pixels between lattice points */
  gint32 min_x;   /* picture and margin, in lattice points from left, top */
  gint32 min_y;
  gint32 max_x;
  gint32 max_y;

  Edge *edges;    /* hash set with open addressing */
  guint n_edges;
  guint n_slots;  /* a power of two */
};

/**
 * sgm_tracer_new:
 * @view: the view that the paths are for
 *
 * Returns: (transfer full): a tracer, to be used by one thread
 */
SgmTracer *
sgm_tracer_new (const SgmView *view)
{
  SgmTracer *self = g_new0 (SgmTracer, 1);
  double per_pixel = LATTICE * view->scale;

  self->size = 256 * exp2 (view->zoom) * per_pixel;
  self->left = view->x * self->size - view->width / 2.0 * per_pixel;
  self->top = view->y * self->size - view->height / 2.0 * per_pixel;
  self->step = 1 / per_pixel;
  self->min_x = self->min_y = -MARGIN * per_pixel;
  self->max_x = (view->width + MARGIN) * per_pixel;
  self->max_y = (view->height + MARGIN) * per_pixel;

  self->n_slots = 4096;
  self->edges = g_new0 (Edge, self->n_slots);
  return self;
}

void
sgm_tracer_free (SgmTracer *self)
{
  g_free (self->edges);
  g_free (self);
}

/* The lattice point nearest to a vertex, counted from the whole lattice point
 * at the picture's corner. */
static inline void
snap (const SgmTracer *self,
      const double    *vertex,
      gint32          *x,
      gint32          *y)
{
  double left = floor (self->left);
  double top = floor (self->top);

  *x = lrint (CLAMP (sgm_mercator_x (vertex[0]) * self->size - left, -1e9, 1e9));
  *y = lrint (CLAMP (sgm_mercator_y (vertex[1]) * self->size - top, -1e9, 1e9));
}

static inline double
get_pixel_x (const SgmTracer *self,
             gint32           x)
{
  return (x - (self->left - floor (self->left))) * self->step;
}

static inline double
get_pixel_y (const SgmTracer *self,
             gint32           y)
{
  return (y - (self->top - floor (self->top))) * self->step;
}

/**
 * sgm_tracer_add_rings:
 * @self: a tracer
 * @cr: where the path goes
 * @geometry: polygons, in degrees
 *
 * Adds the closed rings of polygons, to be filled by the even-odd rule.
 */
void
sgm_tracer_add_rings (SgmTracer         *self,
                      cairo_t           *cr,
                      const SgmGeometry *geometry)
{
  guint n_rings = sgm_geometry_get_n_rings (geometry);

  for (guint ring = 0; ring < n_rings; ring++)
    {
      guint n_vertices;
      const double *vertices = sgm_geometry_get_ring (geometry, ring, &n_vertices);
      gint32 last_x = 0;
      gint32 last_y = 0;

      for (guint i = 0; i < n_vertices; i++)
        {
          gint32 x;
          gint32 y;

          snap (self, vertices + 2 * i, &x, &y);
          if (i == 0)
            cairo_move_to (cr, get_pixel_x (self, x), get_pixel_y (self, y));
          else if (x != last_x || y != last_y)
            cairo_line_to (cr, get_pixel_x (self, x), get_pixel_y (self, y));
          last_x = x;
          last_y = y;
        }
      cairo_close_path (cr);
    }
}

static inline guint
hash_edge (const Edge *edge)
{
  guint64 a = (guint64) (guint32) edge->x1 << 32 | (guint32) edge->y1;
  guint64 b = (guint64) (guint32) edge->x2 << 32 | (guint32) edge->y2;

  return (a * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
          ^ b * G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f)) >> 32;
}

static gboolean
is_edge (const Edge *edge)
{
  return edge->x1 != edge->x2 || edge->y1 != edge->y2;
}

/* The slot where @edge is or would be. */
static Edge *
find_slot (Edge       *edges,
           guint       n_slots,
           const Edge *edge)
{
  guint slot = hash_edge (edge) & (n_slots - 1);

  while (is_edge (&edges[slot]) && memcmp (&edges[slot], edge, sizeof *edge) != 0)
    slot = (slot + 1) & (n_slots - 1);
  return &edges[slot];
}

static void
grow (SgmTracer *self)
{
  guint n_slots = self->n_slots * 2;
  Edge *edges = g_new0 (Edge, n_slots);

  for (guint i = 0; i < self->n_slots; i++)
    if (is_edge (&self->edges[i]))
      *find_slot (edges, n_slots, &self->edges[i]) = self->edges[i];
  g_free (self->edges);
  self->edges = edges;
  self->n_slots = n_slots;
}

/* Returns whether the edge is new. */
static gboolean
remember_edge (SgmTracer *self,
               gint32     x1,
               gint32     y1,
               gint32     x2,
               gint32     y2)
{
  Edge edge = { x1, y1, x2, y2 };
  Edge *slot;

  if (x2 < x1 || (x2 == x1 && y2 < y1))
    edge = (Edge) { x2, y2, x1, y1 };

  slot = find_slot (self->edges, self->n_slots, &edge);
  if (is_edge (slot))
    return FALSE;

  *slot = edge;
  if (++self->n_edges * 2 > self->n_slots)
    grow (self);
  return TRUE;
}

static inline gboolean
can_show (const SgmTracer *self,
          gint32           x1,
          gint32           y1,
          gint32           x2,
          gint32           y2)
{
  return MAX (x1, x2) >= self->min_x && MIN (x1, x2) <= self->max_x
         && MAX (y1, y2) >= self->min_y && MIN (y1, y2) <= self->max_y;
}

/**
 * sgm_tracer_add_borders:
 * @self: a tracer
 * @cr: where the path goes
 * @geometry: polygons, in degrees
 *
 * Adds those edges of polygons that lie in the view and that this tracer has
 * not added before, to be stroked. Borders that areas share are drawn once,
 * and where the larger areas' borders were added first, the smaller areas'
 * ones do not run along under them.
 */
void
sgm_tracer_add_borders (SgmTracer         *self,
                        cairo_t           *cr,
                        const SgmGeometry *geometry)
{
  guint n_rings = sgm_geometry_get_n_rings (geometry);

  for (guint ring = 0; ring < n_rings; ring++)
    {
      guint n_vertices;
      const double *vertices = sgm_geometry_get_ring (geometry, ring, &n_vertices);
      gboolean pen_down = FALSE;
      gint32 x1 = 0;
      gint32 y1 = 0;

      for (guint i = 0; i < n_vertices; i++)
        {
          gint32 x2;
          gint32 y2;

          snap (self, vertices + 2 * i, &x2, &y2);
          if (i > 0 && x1 == x2 && y1 == y2)
            continue;

          if (i > 0 && can_show (self, x1, y1, x2, y2)
              && remember_edge (self, x1, y1, x2, y2))
            {
              if (!pen_down)
                cairo_move_to (cr, get_pixel_x (self, x1), get_pixel_y (self, y1));
              cairo_line_to (cr, get_pixel_x (self, x2), get_pixel_y (self, y2));
              pen_down = TRUE;
            }
          else
            {
              pen_down = FALSE;
            }
          x1 = x2;
          y1 = y2;
        }
    }
}
