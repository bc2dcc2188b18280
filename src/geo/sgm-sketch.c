/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-sketch.h"

#include "geo/sgm-measure.h"

/* A radius below this is a slip of the hand, in metres. */
#define MIN_RADIUS 0.01

struct _SgmSketch
{
  SgmSketchForm form;
  GArray *points; /* of double: x, y of each; the free end is the last */
  gboolean has_free_end;
};

SgmSketch *
sgm_sketch_new (SgmSketchForm form)
{
  SgmSketch *sketch = g_new0 (SgmSketch, 1);

  sketch->form = form;
  sketch->points = g_array_new (FALSE, FALSE, sizeof (double));
  return sketch;
}

void
sgm_sketch_free (SgmSketch *sketch)
{
  g_array_unref (sketch->points);
  g_free (sketch);
}

SgmSketchForm
sgm_sketch_get_form (const SgmSketch *sketch)
{
  return sketch->form;
}

static guint
count_points (const SgmSketch *sketch)
{
  return sketch->points->len / 2;
}

static const double *
get_point (const SgmSketch *sketch,
           guint            index)
{
  return &g_array_index (sketch->points, double, 2 * (gsize) index);
}

static void
drop_free_end (SgmSketch *sketch)
{
  if (sketch->has_free_end)
    g_array_set_size (sketch->points, sketch->points->len - 2);
  sketch->has_free_end = FALSE;
}

static void
append (SgmSketch *sketch,
        double     longitude,
        double     latitude)
{
  g_array_append_val (sketch->points, longitude);
  g_array_append_val (sketch->points, latitude);
}

/**
 * sgm_sketch_add:
 * @sketch: a sketch that is not full
 * @longitude: in degrees
 * @latitude: the same
 *
 * Sets a point. The same point twice counts once, so that a double click sets
 * one.
 */
void
sgm_sketch_add (SgmSketch *sketch,
                double     longitude,
                double     latitude)
{
  guint n;

  drop_free_end (sketch);
  g_return_if_fail (!sgm_sketch_is_full (sketch));

  n = count_points (sketch);
  if (n > 0 && get_point (sketch, n - 1)[0] == longitude && get_point (sketch, n - 1)[1] == latitude)
    return;
  append (sketch, longitude, latitude);
}

/**
 * sgm_sketch_move:
 * @sketch: a sketch
 * @longitude: in degrees
 * @latitude: the same
 *
 * Moves the free end, which there is as soon as one point is set and as long
 * as the sketch is not full.
 */
void
sgm_sketch_move (SgmSketch *sketch,
                 double     longitude,
                 double     latitude)
{
  drop_free_end (sketch);
  if (count_points (sketch) == 0 || sgm_sketch_is_full (sketch))
    return;
  append (sketch, longitude, latitude);
  sketch->has_free_end = TRUE;
}

/**
 * sgm_sketch_take_back:
 * @sketch: a sketch
 *
 * Takes back the point that was set last, and the free end.
 *
 * Returns: %FALSE where no point is set
 */
gboolean
sgm_sketch_take_back (SgmSketch *sketch)
{
  drop_free_end (sketch);
  if (sketch->points->len == 0)
    return FALSE;
  g_array_set_size (sketch->points, sketch->points->len - 2);
  return TRUE;
}

/**
 * sgm_sketch_end:
 * @sketch: a sketch
 *
 * Leaves what is set, without the free end.
 */
void
sgm_sketch_end (SgmSketch *sketch)
{
  drop_free_end (sketch);
}

/**
 * sgm_sketch_get_n_set:
 * @sketch: a sketch
 *
 * Returns: how many points are set, without the free end
 */
guint
sgm_sketch_get_n_set (const SgmSketch *sketch)
{
  return count_points (sketch) - sketch->has_free_end;
}

/**
 * sgm_sketch_is_full:
 * @sketch: a sketch
 *
 * Returns: whether the form has all the points that it takes
 */
gboolean
sgm_sketch_is_full (const SgmSketch *sketch)
{
  return (sketch->form == SGM_SKETCH_RECTANGLE || sketch->form == SGM_SKETCH_CIRCLE)
         && sgm_sketch_get_n_set (sketch) == 2;
}

/**
 * sgm_sketch_is_whole:
 * @sketch: a sketch
 *
 * Returns: whether there are points enough to have a length or an area, the
 *   free end included
 */
gboolean
sgm_sketch_is_whole (const SgmSketch *sketch)
{
  guint n = count_points (sketch);

  if (sketch->form == SGM_SKETCH_POLYGON || sketch->form == SGM_SKETCH_LASSO)
    return n >= 3;
  return n >= 2;
}

/**
 * sgm_sketch_get_points:
 * @sketch: a sketch
 * @n_points: (out): how many points, the free end included
 *
 * Returns: (transfer none): x, y of each
 */
const double *
sgm_sketch_get_points (const SgmSketch *sketch,
                       guint           *n_points)
{
  *n_points = count_points (sketch);
  return (const double *) sketch->points->data;
}

/**
 * sgm_sketch_crosses:
 * @sketch: a sketch
 *
 * Returns: whether it is a polygon whose outline crosses itself, so that it
 *   has no area to be told
 */
gboolean
sgm_sketch_crosses (const SgmSketch *sketch)
{
  return sketch->form == SGM_SKETCH_POLYGON
         && sgm_measure_crosses ((const double *) sketch->points->data, count_points (sketch));
}

static SgmGeometry *
new_rectangle (const double *a,
               const double *b)
{
  const double corners[] = { a[0], a[1], b[0], a[1], b[0], b[1], a[0], b[1] };

  if (a[0] == b[0] || a[1] == b[1])
    return NULL;
  return sgm_measure_new_polygon (corners, 4);
}

/**
 * sgm_sketch_dup_shape:
 * @sketch: a sketch
 *
 * Returns: (transfer full) (nullable): the ground that it encloses, the free
 *   end included; %NULL where it is a line or not whole
 */
SgmGeometry *
sgm_sketch_dup_shape (const SgmSketch *sketch)
{
  double radius;

  if (!sgm_sketch_is_whole (sketch) || sketch->form == SGM_SKETCH_LINE)
    return NULL;
  if (sketch->form == SGM_SKETCH_RECTANGLE)
    return new_rectangle (get_point (sketch, 0), get_point (sketch, 1));
  if (sketch->form != SGM_SKETCH_CIRCLE)
    return sgm_measure_new_polygon ((const double *) sketch->points->data, count_points (sketch));

  radius = sgm_sketch_get_length (sketch);
  if (radius < MIN_RADIUS)
    return NULL;
  return sgm_measure_new_circle (get_point (sketch, 0)[0], get_point (sketch, 0)[1], radius);
}

/**
 * sgm_sketch_get_length:
 * @sketch: a sketch
 *
 * Returns: metres on the ellipsoid: of the line so far, around a polygon, from
 *   the middle of a circle to its rim; 0 where it is not whole
 */
double
sgm_sketch_get_length (const SgmSketch *sketch)
{
  g_autoptr (SgmGeometry) shape = NULL;

  if (!sgm_sketch_is_whole (sketch))
    return 0;
  if (sketch->form == SGM_SKETCH_LINE || sketch->form == SGM_SKETCH_CIRCLE)
    return sgm_measure_length ((const double *) sketch->points->data, count_points (sketch));
  shape = sgm_sketch_dup_shape (sketch);
  return shape != NULL ? sgm_measure_perimeter (shape) : 0;
}

/**
 * sgm_sketch_get_area:
 * @sketch: a sketch that does not cross itself
 *
 * Returns: square metres in the plane of EPSG:4547; 0 where it has no area
 */
double
sgm_sketch_get_area (const SgmSketch *sketch)
{
  g_autoptr (SgmGeometry) shape = sgm_sketch_dup_shape (sketch);

  return shape != NULL ? sgm_measure_area (shape) : 0;
}
