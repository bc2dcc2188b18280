/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-cairo-layer.h"

#include <math.h>

#include "draw/sgm-shapes.h"
#include "draw/sgm-view.h"
#include "map/sgm-projection.h"

#define BORDER_WIDTH 0.5
/* At this zoom outlines are whole. */
#define WHOLE 17

struct _BenchCairoLayer
{
  ShumateLayer parent_instance;
  SgmShapes *shapes;
};

G_DEFINE_FINAL_TYPE (BenchCairoLayer, bench_cairo_layer, SHUMATE_TYPE_LAYER)

static void
add_area (BenchCairoLayer     *self,
          const SgmShapeBlock *block,
          guint                area,
          const SgmView       *view,
          cairo_t             *cr)
{
  double pixels = 256 * exp2 (view->zoom);
  double x, y;

  sgm_shapes_get_origin (self->shapes, &x, &y);
  x = (x - view->x) * pixels + view->width / 2.0;
  y = (y - view->y) * pixels + view->height / 2.0;
  for (guint ring = block->ring_starts[area]; ring < block->ring_starts[area + 1]; ring++)
    {
      for (guint i = block->vertex_starts[ring]; i + 1 < block->vertex_starts[ring + 1]; i++)
        cairo_line_to (cr, x + block->xy[2 * i] * pixels, y + block->xy[2 * i + 1] * pixels);
      cairo_close_path (cr);
    }
}

static void
bench_cairo_layer_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  BenchCairoLayer *self = BENCH_CAIRO_LAYER (widget);
  g_autoptr (GArray) found = NULL;
  SgmView view;
  SgmBox box;
  cairo_t *cr;

  sgm_projection_get_view (shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget, &view);
  sgm_view_get_box (&view, 2, &box);
  found = sgm_area_set_query (sgm_shapes_get_areas (self->shapes), SGM_LEVEL_UNIT, &box);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  cairo_set_line_width (cr, BORDER_WIDTH);
  for (guint i = 0; i < found->len; i++)
    {
      guint area = g_array_index (found, guint, i);
      g_autoptr (SgmShapeBlock) block = sgm_shapes_get_block (self->shapes, SGM_LEVEL_UNIT, WHOLE, area);

      add_area (self, block, area - block->first_area, &view, cr);
      cairo_set_source_rgba (cr, 0.9, 0.6, 0.2 + area % 5 * 0.15, 0.6);
      cairo_fill_preserve (cr);
      cairo_set_source_rgba (cr, 0.24, 0.22, 0.25, 0.5);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
bench_cairo_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (bench_cairo_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object, G_CONNECT_SWAPPED);
}

static void
bench_cairo_layer_finalize (GObject *object)
{
  sgm_shapes_unref (BENCH_CAIRO_LAYER (object)->shapes);
  G_OBJECT_CLASS (bench_cairo_layer_parent_class)->finalize (object);
}

static void
bench_cairo_layer_class_init (BenchCairoLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = bench_cairo_layer_constructed;
  object_class->finalize = bench_cairo_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = bench_cairo_layer_snapshot;
}

static void
bench_cairo_layer_init (BenchCairoLayer *self)
{
}

BenchCairoLayer *
bench_cairo_layer_new (ShumateViewport *viewport,
                       SgmAreaSet      *areas)
{
  BenchCairoLayer *self = g_object_new (BENCH_TYPE_CAIRO_LAYER, "viewport", viewport, NULL);

  self->shapes = sgm_shapes_new (areas);
  return self;
}
