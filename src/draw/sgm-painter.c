/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-painter.h"

#include <math.h>

#include "draw/sgm-labels.h"
#include "draw/sgm-paint.h"

static gboolean
paint_areas (SgmShapes       *shapes,
             SgmTheme        *theme,
             const SgmView   *view,
             cairo_surface_t *surface,
             GCancellable    *cancellable)
{
  double pixels = 256 * exp2 (view->zoom) * view->scale;
  int width = view->width * view->scale;
  int height = view->height * view->scale;
  SgmRasterFrame frame = {
    view->x - width / 2.0 / pixels, view->y - height / 2.0 / pixels,
    view->zoom, view->scale, width, height, sgm_view_get_level (view->zoom),
  };
  g_autoptr (SgmRaster) raster = sgm_raster_new (shapes, &frame, cancellable);
  g_autoptr (SgmPaints) paints = NULL;

  if (raster == NULL)
    return FALSE;
  paints = sgm_paints_new (theme, sgm_area_set_get_n_areas (sgm_shapes_get_areas (shapes)), view->dark);
  sgm_raster_paint (raster, paints, view->scale,
                    (guint32 *) cairo_image_surface_get_data (surface),
                    cairo_image_surface_get_stride (surface) / sizeof (guint32));
  cairo_surface_mark_dirty (surface);
  return TRUE;
}

static gboolean
paint_labels (SgmAreaSet      *areas,
              SgmTheme        *theme,
              const SgmView   *view,
              cairo_surface_t *surface,
              GCancellable    *cancellable)
{
  g_autoptr (GPtrArray) labels = sgm_labels_place (areas, theme, view, NULL, cancellable);
  cairo_t *cr;

  if (labels == NULL)
    return FALSE;
  cr = cairo_create (surface);
  sgm_labels_draw (labels, cr, view->dark);
  cairo_destroy (cr);
  return TRUE;
}

/**
 * sgm_painter_paint:
 * @shapes: the areas' outlines
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
sgm_painter_paint (SgmShapes       *shapes,
                   SgmTheme        *theme,
                   const SgmView   *view,
                   SgmPainterParts  parts,
                   GCancellable    *cancellable)
{
  cairo_surface_t *surface;
  gboolean painted;

  g_return_val_if_fail (shapes != NULL && view != NULL, NULL);
  g_return_val_if_fail (view->width > 0 && view->height > 0 && view->scale > 0, NULL);

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, view->width * view->scale,
                                        view->height * view->scale);
  cairo_surface_set_device_scale (surface, view->scale, view->scale);
  painted = cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS
            && (!(parts & SGM_PAINTER_AREAS) || paint_areas (shapes, theme, view, surface, cancellable))
            && (!(parts & SGM_PAINTER_LABELS)
                || paint_labels (sgm_shapes_get_areas (shapes), theme, view, surface, cancellable));
  if (!painted || g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&surface, cairo_surface_destroy);
  return surface;
}
