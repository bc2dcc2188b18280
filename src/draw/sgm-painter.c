/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-painter.h"

#include <math.h>

#include "draw/sgm-labels.h"
#include "draw/sgm-pattern.h"
#include "draw/sgm-tracer.h"

/* Areas after which to look whether the work is still wanted. */
#define CANCEL_STEP 64

/* Logical pixels by which a border may reach into the picture from outside. */
#define MARGIN 4

/**
 * Border:
 * @width: logical pixels
 *
 * How the borders of a level are drawn.
 */
typedef struct
{
  double width;
  SgmColor light;
  SgmColor dark;
} Border;

static const Border borders[] = {
  [SGM_LEVEL_DISTRICT] = { 2.5, { 0.24f, 0.22f, 0.27f, 0.90f }, { 0.96f, 0.96f, 0.96f, 0.85f } },
  [SGM_LEVEL_STREET] = { 2.0, { 0.30f, 0.28f, 0.33f, 0.80f }, { 0.90f, 0.90f, 0.90f, 0.70f } },
  [SGM_LEVEL_COMMUNITY] = { 1.4, { 0.36f, 0.35f, 0.39f, 0.75f }, { 0.85f, 0.85f, 0.85f, 0.60f } },
  [SGM_LEVEL_GRID] = { 1.0, { 0.42f, 0.41f, 0.45f, 0.65f }, { 0.80f, 0.80f, 0.80f, 0.50f } },
  [SGM_LEVEL_UNIT] = { 0.5, { 0.46f, 0.45f, 0.49f, 0.65f }, { 0.75f, 0.75f, 0.75f, 0.55f } },
};

/* One picture in the making. */
typedef struct
{
  SgmAreaSet *areas;
  SgmTheme *theme;
  const SgmView *view;
  GCancellable *cancellable;
  SgmBox box;
  cairo_t *cr;
} Painting;

static gboolean
is_cancelled (Painting *painting)
{
  return g_cancellable_is_cancelled (painting->cancellable);
}

/* Makes a path of the areas of one class; returns whether there are any. */
static gboolean
trace_class (Painting  *painting,
             SgmTracer *tracer,
             GArray    *found,
             guint      class)
{
  gboolean any = FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      guint index = g_array_index (found, guint, i);

      if (i % CANCEL_STEP == 0 && is_cancelled (painting))
        return FALSE;
      if (sgm_theme_get_area_class (painting->theme, index) != class)
        continue;
      sgm_tracer_add_rings (tracer, painting->cr,
                            sgm_area_set_get (painting->areas, index)->geometry);
      any = TRUE;
    }
  return any;
}

/* One path for all areas of a class: within it, neighbours leave no seam. */
static void
paint_fills (Painting *painting)
{
  const SgmView *view = painting->view;
  double size = 256 * exp2 (view->zoom);
  g_autoptr (SgmTracer) tracer = sgm_tracer_new (view);
  g_autoptr (GArray) found = sgm_area_set_query (painting->areas, sgm_view_get_level (view->zoom),
                                                 &painting->box);

  cairo_set_fill_rule (painting->cr, CAIRO_FILL_RULE_EVEN_ODD);
  for (guint class = 0; class < sgm_theme_get_n_classes (painting->theme); class++)
    {
      cairo_pattern_t *pattern = sgm_pattern_create (sgm_theme_get_class (painting->theme, class),
                                                     view->dark, view->scale,
                                                     view->width / 2.0 - view->x * size,
                                                     view->height / 2.0 - view->y * size);

      if (pattern == NULL)
        continue;
      if (trace_class (painting, tracer, found, class))
        {
          cairo_set_source (painting->cr, pattern);
          cairo_fill (painting->cr);
        }
      cairo_new_path (painting->cr);
      cairo_pattern_destroy (pattern);
    }
}

/* The inner half of a border of double width, so that neighbours of another
 * class keep clear of it. */
static void
paint_dashed_borders (Painting *painting)
{
  const SgmView *view = painting->view;
  SgmLevel level = sgm_view_get_level (view->zoom);
  g_autoptr (SgmTracer) tracer = sgm_tracer_new (view);
  g_autoptr (GArray) found = sgm_area_set_query (painting->areas, level, &painting->box);

  for (guint i = 0; i < found->len && !is_cancelled (painting); i++)
    {
      guint index = g_array_index (found, guint, i);
      guint number = sgm_theme_get_area_class (painting->theme, index);
      const SgmThemeClass *class;

      if (number == SGM_THEME_NO_CLASS)
        continue;
      class = sgm_theme_get_class (painting->theme, number);
      if (class->pattern != SGM_PATTERN_DASHED)
        continue;

      cairo_save (painting->cr);
      sgm_tracer_add_rings (tracer, painting->cr,
                            sgm_area_set_get (painting->areas, index)->geometry);
      cairo_clip_preserve (painting->cr);
      sgm_pattern_set_dashed_line (class, view->dark, painting->cr);
      cairo_set_line_width (painting->cr, 2 * MAX (1.8, borders[level].width));
      cairo_stroke (painting->cr);
      cairo_restore (painting->cr);
    }
}

/* From the district down, so that a border of several levels is drawn as the
 * highest one's. */
static void
paint_borders (Painting *painting)
{
  const SgmView *view = painting->view;
  g_autoptr (SgmTracer) tracer = sgm_tracer_new (view);

  cairo_set_line_join (painting->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (painting->cr, CAIRO_LINE_CAP_BUTT);
  for (SgmLevel level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      const SgmColor *color = view->dark ? &borders[level].dark : &borders[level].light;
      double presence = sgm_view_get_presence (level, view->zoom);
      g_autoptr (GArray) found = NULL;

      if (presence == 0)
        break;

      found = sgm_area_set_query (painting->areas, level, &painting->box);
      for (guint i = 0; i < found->len; i++)
        {
          guint index = g_array_index (found, guint, i);

          if (i % CANCEL_STEP == 0 && is_cancelled (painting))
            return;
          sgm_tracer_add_borders (tracer, painting->cr,
                                  sgm_area_set_get (painting->areas, index)->geometry);
        }
      cairo_set_source_rgba (painting->cr, color->r, color->g, color->b, color->a * presence);
      cairo_set_line_width (painting->cr, borders[level].width);
      cairo_stroke (painting->cr);
    }
}

static void
paint_labels (Painting *painting)
{
  g_autoptr (GPtrArray) labels = sgm_labels_place (painting->areas, painting->view,
                                                   painting->cancellable);

  if (labels != NULL)
    sgm_labels_draw (labels, painting->cr, painting->view->dark);
}

/**
 * sgm_painter_paint:
 * @areas: the areas
 * @theme: (nullable): what to fill them with, made of the same areas
 * @view: what part of the map
 * @parts: what of the picture
 * @cancellable: (nullable): to give up early
 *
 * Paints the areas as they look in a view, without a background. May be
 * called in any thread.
 *
 * Returns: (transfer full) (nullable): an image of the view's width and height
 *   times its scale in %CAIRO_FORMAT_ARGB32, with the scale as its device
 *   scale; %NULL when cancelled or when there is no memory for it
 */
cairo_surface_t *
sgm_painter_paint (SgmAreaSet      *areas,
                   SgmTheme        *theme,
                   const SgmView   *view,
                   SgmPainterParts  parts,
                   GCancellable    *cancellable)
{
  Painting painting = { areas, theme, view, cancellable };
  cairo_surface_t *surface;

  g_return_val_if_fail (areas != NULL && view != NULL, NULL);
  g_return_val_if_fail (view->width > 0 && view->height > 0 && view->scale > 0, NULL);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, view->width * view->scale,
                                        view->height * view->scale);
  cairo_surface_set_device_scale (surface, view->scale, view->scale);
  sgm_view_get_box (view, MARGIN, &painting.box);
  painting.cr = cairo_create (surface);

  if (parts & SGM_PAINTER_AREAS)
    {
      if (theme != NULL)
        paint_fills (&painting);
      paint_borders (&painting);
      if (theme != NULL)
        paint_dashed_borders (&painting);
    }
  if (parts & SGM_PAINTER_LABELS)
    paint_labels (&painting);

  cairo_destroy (painting.cr);
  if (is_cancelled (&painting) || cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    g_clear_pointer (&surface, cairo_surface_destroy);
  return surface;
}
