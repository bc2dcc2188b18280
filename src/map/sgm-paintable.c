/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-paintable.h"

#include <math.h>

#define OVERLAP 1.0

struct _SgmPaintable
{
  GObject parent_instance;
  double width;
  double height;
  GskRenderNode *node; /* NULL where there is nothing to be seen */
};

static void sgm_paintable_interface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SgmPaintable, sgm_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE,
                                                      sgm_paintable_interface_init))

static void
sgm_paintable_snapshot (GdkPaintable *paintable,
                      GdkSnapshot  *snapshot,
                      double        width,
                      double        height)
{
  SgmPaintable *self = SGM_PAINTABLE (paintable);

  if (self->node == NULL)
    return;
  if (fabs (width - self->width) < 1e-6 && fabs (height - self->height) < 1e-6)
    {
      gtk_snapshot_append_node (snapshot, self->node);
      return;
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, width / self->width, height / self->height);
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}

static GdkPaintableFlags
sgm_paintable_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_SIZE | GDK_PAINTABLE_STATIC_CONTENTS;
}

static int
sgm_paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  return ceil (SGM_PAINTABLE (paintable)->width);
}

static int
sgm_paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  return ceil (SGM_PAINTABLE (paintable)->height);
}

static void
sgm_paintable_interface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = sgm_paintable_snapshot;
  iface->get_flags = sgm_paintable_get_flags;
  iface->get_intrinsic_width = sgm_paintable_get_intrinsic_width;
  iface->get_intrinsic_height = sgm_paintable_get_intrinsic_height;
}

static void
sgm_paintable_finalize (GObject *object)
{
  SgmPaintable *self = SGM_PAINTABLE (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  G_OBJECT_CLASS (sgm_paintable_parent_class)->finalize (object);
}

static void
sgm_paintable_class_init (SgmPaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sgm_paintable_finalize;
}

static void
sgm_paintable_init (SgmPaintable *self)
{
}

static GskRenderNode *
texture_node (cairo_surface_t       *surface,
              const graphene_rect_t *bounds)
{
  int stride = cairo_image_surface_get_stride (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  pixels = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                       (gsize) stride * height,
                                       (GDestroyNotify) cairo_surface_destroy,
                                       cairo_surface_reference (surface));
  texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                    GDK_MEMORY_DEFAULT, pixels, stride);
  return gsk_texture_node_new (texture, bounds);
}

/* Tiles are laid side by side at fractions of a pixel, where both
 * cover the pixels of their common edge only in part: a seam would be seen if
 * each did not reach a little under the next. */
static GskRenderNode *
cairo_node (cairo_surface_t       *surface,
            const graphene_rect_t *bounds,
            gboolean               is_tile)
{
  double overlap = is_tile ? OVERLAP : 0;
  GskRenderNode *node =
    gsk_cairo_node_new (&GRAPHENE_RECT_INIT (bounds->origin.x, bounds->origin.y,
                                             bounds->size.width + overlap, bounds->size.height + overlap));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_translate (cr, bounds->origin.x, bounds->origin.y);
  cairo_scale (cr, bounds->size.width / cairo_image_surface_get_width (surface),
               bounds->size.height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  if (is_tile)
    cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  return node;
}

static GskRenderNode *
make_node (cairo_surface_t       *surface,
           const graphene_rect_t *bounds,
           gboolean               is_tile,
           SgmPaintableKind       kind)
{
  cairo_surface_flush (surface);
  if (kind == SGM_PAINTABLE_CAIRO)
    return cairo_node (surface, bounds, is_tile);
  return texture_node (surface, bounds);
}

/**
 * sgm_paintable_new:
 * @surface: (transfer none): a finished image surface in ARGB32 that nobody
 *   draws on any more and whose device scale is 1
 * @width: how wide it is to be seen, in logical pixels
 * @height: how high
 * @is_tile: whether it is opaque and laid side by side with others
 * @kind: what the renderer likes, see sgm_paintable_kind_for()
 *
 * Returns: (transfer full): the picture
 */
SgmPaintable *
sgm_paintable_new (cairo_surface_t  *surface,
                   double            width,
                   double            height,
                   gboolean          is_tile,
                   SgmPaintableKind  kind)
{
  SgmPaintable *self = g_object_new (SGM_TYPE_PAINTABLE, NULL);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);

  self->width = width;
  self->height = height;
  self->node = make_node (surface, &bounds, is_tile, kind);
  return self;
}

/**
 * sgm_paintable_new_part:
 * @surface: (transfer none) (nullable): as in sgm_paintable_new(); %NULL where
 *   there is nothing to be seen
 * @bounds: where the surface is in the picture
 * @width: how wide the picture is to be seen, in logical pixels
 * @height: how high
 * @kind: what the renderer likes
 *
 * Returns: (transfer full): a picture that has nothing in it but the surface
 */
SgmPaintable *
sgm_paintable_new_part (cairo_surface_t       *surface,
                        const graphene_rect_t *bounds,
                        double                 width,
                        double                 height,
                        SgmPaintableKind       kind)
{
  SgmPaintable *self = g_object_new (SGM_TYPE_PAINTABLE, NULL);

  self->width = width;
  self->height = height;
  if (surface != NULL)
    self->node = make_node (surface, bounds, FALSE, kind);
  return self;
}

/**
 * sgm_paintable_kind_for:
 * @widget: a realized widget
 *
 * Returns: the kind of picture that the renderer of the widget's window likes
 */
SgmPaintableKind
sgm_paintable_kind_for (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;

  if (renderer != NULL && g_str_equal (G_OBJECT_TYPE_NAME (renderer), "GskCairoRenderer"))
    return SGM_PAINTABLE_CAIRO;
  return SGM_PAINTABLE_TEXTURE;
}
