/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-names.h"

#include <math.h>

#include "geo/sgm-polyline.h"
#include "draw/sgm-text.h"

/* All in pixels. */
#define STEP 12.0
#define SPACING 40.0  /* to keep free around a name */
#define REPEAT 640.0  /* after which a name comes again */
#define HALO 1.5

/* A name is set along a line that bends no more than this: the ratio of the
 * distance to the way. */
#define STRAIGHT 0.985

/* Beyond this angle, in radians, a line is steep. */
#define STEEP 0.9

/* Of each kind, the lowest zoom of its names and the size of the letters. */
static const struct
{
  guint from;
  double size;
} styles[SGM_GROUND_N_KINDS] = {
  [SGM_GROUND_CANAL] = { 15, 10.5 },
  [SGM_GROUND_STREAM] = { 14, 11 },
  [SGM_GROUND_STREET] = { 16, 10.5 },
  [SGM_GROUND_TERTIARY] = { 14, 10.5 },
  [SGM_GROUND_RIVER] = { 11, 15 },
  [SGM_GROUND_PRIMARY] = { 13, 11 },
  [SGM_GROUND_MOTORWAY] = { 13, 11 },
};

static GArray *
get_pixels (const SgmGroundFeature *feature,
            double                  size)
{
  g_autoptr (GArray) points = g_array_sized_new (FALSE, FALSE, sizeof (SgmPoint), feature->n_points);

  for (guint i = 0; i < feature->n_points; i++)
    {
      SgmPoint point = { feature->points[2 * i] * size, feature->points[2 * i + 1] * size };

      g_array_append_val (points, point);
    }
  return sgm_polyline_resample (points, STEP);
}

/* The rectangle around a turned text. */
static SgmBox
get_box (const SgmGroundName *name,
         double               width,
         double               height)
{
  double c = fabs (cos (name->angle));
  double s = fabs (sin (name->angle));
  double half_width = (width * c + height * s) / 2;
  double half_height = (width * s + height * c) / 2;

  return (SgmBox) {
    name->x - half_width, name->y - half_height, name->x + half_width, name->y + half_height,
  };
}

static gboolean
boxes_meet (const SgmBox *a,
            const SgmBox *b,
            double        spacing)
{
  return a->min_x < b->max_x + spacing && b->min_x < a->max_x + spacing
         && a->min_y < b->max_y + spacing && b->min_y < a->max_y + spacing;
}

static gboolean
is_free (GArray       *names,
         const SgmBox *box)
{
  for (guint i = 0; i < names->len; i++)
    if (boxes_meet (&g_array_index (names, SgmGroundName, i).box, box, SPACING))
      return FALSE;
  return TRUE;
}

/* Puts a name on the @n points from @start on, where they run straight enough
 * and nothing else is near. */
static gboolean
try_place (GArray                 *names,
           const SgmGroundFeature *feature,
           GArray                 *points,
           guint                   start,
           guint                   n,
           double                  width,
           double                  height)
{
  SgmPoint from = g_array_index (points, SgmPoint, start);
  SgmPoint to = g_array_index (points, SgmPoint, start + n);
  SgmPoint middle = g_array_index (points, SgmPoint, start + n / 2);
  SgmGroundName name = { feature->name, feature->kind, styles[feature->kind].size };

  if (hypot (to.x - from.x, to.y - from.y) < STRAIGHT * n * STEP)
    return FALSE;

  name.x = middle.x;
  name.y = middle.y;
  name.angle = atan2 (to.y - from.y, to.x - from.x);
  if (name.angle > G_PI / 2)
    name.angle -= G_PI;
  else if (name.angle <= -G_PI / 2)
    name.angle += G_PI;
  name.box = get_box (&name, width, height);
  if (!is_free (names, &name.box))
    return FALSE;

  g_array_append_val (names, name);
  return TRUE;
}

static void
place_along (GArray                 *names,
             const SgmGroundFeature *feature,
             double                  size)
{
  g_autoptr (GArray) points = get_pixels (feature, size);
  g_autoptr (PangoLayout) layout = sgm_text_new (feature->name, styles[feature->kind].size,
                                                 PANGO_WEIGHT_NORMAL);
  double width;
  double height;
  guint n;
  guint i;

  sgm_text_get_size (layout, &width, &height);
  n = ceil (width * 1.2 / STEP);
  i = points->len > n + 2 ? ((points->len - n) / 2) % (guint) (REPEAT / STEP) : 1;
  while (i + n + 1 < points->len)
    i += try_place (names, feature, points, i, n, width, height) ? REPEAT / STEP : 2;
}

/**
 * sgm_basemap_names_place:
 * @ground: a ground
 * @zoom: zoom level
 *
 * Chooses the names of a zoom for all of the map at once, so that they go on
 * from tile to tile.
 *
 * Returns: (transfer full) (element-type SgmGroundName): the names
 */
GArray *
sgm_basemap_names_place (const SgmGround *ground,
                         guint            zoom)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (SgmGroundName));
  double size = 256.0 * (1u << zoom);

  for (guint i = sgm_ground_get_n_features (ground); i > 0; i--)
    {
      const SgmGroundFeature *feature = sgm_ground_get_feature (ground, i - 1);

      if (feature->name != NULL && styles[feature->kind].from > 0
          && zoom >= styles[feature->kind].from)
        place_along (names, feature, size);
    }
  return names;
}

static void
draw_text (cairo_t       *cr,
           const char    *text,
           double         size,
           SgmGroundKind  kind,
           double         x,
           double         y)
{
  g_autoptr (PangoLayout) layout = sgm_text_new (text, size, PANGO_WEIGHT_NORMAL);
  double width;
  double height;

  sgm_text_get_size (layout, &width, &height);
  cairo_move_to (cr, x - width / 2, y - height / 2);
  if (kind == SGM_GROUND_RIVER || kind == SGM_GROUND_CANAL || kind == SGM_GROUND_STREAM)
    {
      cairo_set_source_rgb (cr, 0.36, 0.49, 0.58);
    }
  else
    {
      cairo_set_source_rgba (cr, 0.96, 0.95, 0.93, 0.9);
      sgm_text_add_halo (layout, cr, HALO);
      cairo_set_source_rgb (cr, 0.50, 0.48, 0.45);
    }
  pango_cairo_show_layout (cr, layout);
}

/* Chinese is written from top to bottom along a steep line, each letter
 * upright on its own. */
static void
draw_downwards (const SgmGroundName *name,
                cairo_t             *cr)
{
  glong n = g_utf8_strlen (name->text, -1);
  const char *letter = name->text;

  cairo_rotate (cr, name->angle > 0 ? name->angle - G_PI / 2 : name->angle + G_PI / 2);
  for (glong i = 0; i < n; i++)
    {
      g_autofree char *text = g_strndup (letter, g_utf8_next_char (letter) - letter);

      draw_text (cr, text, name->size, name->kind, 0, (i - (n - 1) / 2.0) * name->size * 1.05);
      letter = g_utf8_next_char (letter);
    }
}

static void
draw_name (const SgmGroundName *name,
           cairo_t             *cr)
{
  cairo_save (cr);
  cairo_translate (cr, name->x, name->y);
  if (fabs (name->angle) > STEEP)
    {
      draw_downwards (name, cr);
    }
  else
    {
      cairo_rotate (cr, name->angle);
      draw_text (cr, name->text, name->size, name->kind, 0, 0);
    }
  cairo_restore (cr);
}

/**
 * sgm_basemap_names_draw:
 * @names: (element-type SgmGroundName): the names of a zoom
 * @cr: a cairo context in the pixels of the world at that zoom
 * @box: the part of the world that is drawn
 *
 * May be called in any thread.
 */
void
sgm_basemap_names_draw (GArray       *names,
                        cairo_t      *cr,
                        const SgmBox *box)
{
  for (guint i = 0; i < names->len; i++)
    {
      const SgmGroundName *name = &g_array_index (names, SgmGroundName, i);

      if (boxes_meet (&name->box, box, 2 * HALO))
        draw_name (name, cr);
    }
}
