/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgmPaintableKind:
 * @SGM_PAINTABLE_TEXTURE: a texture, for renderers on a GPU
 * @SGM_PAINTABLE_CAIRO: a node that paints the surface itself, for GTK's cairo
 *   renderer, which would copy a texture anew in every frame
 *
 * What a picture gives to the renderer.
 */
typedef enum
{
  SGM_PAINTABLE_TEXTURE,
  SGM_PAINTABLE_CAIRO,
} SgmPaintableKind;

/**
 * SgmPaintable:
 *
 * A finished picture as the renderer likes it best. Immutable; made, drawn and
 * freed in the main thread, whichever thread painted the surface.
 */
#define SGM_TYPE_PAINTABLE (sgm_paintable_get_type ())
G_DECLARE_FINAL_TYPE (SgmPaintable, sgm_paintable, SGM, PAINTABLE, GObject)

SgmPaintable     *sgm_paintable_new      (cairo_surface_t  *surface,
                                          double            width,
                                          double            height,
                                          gboolean          is_tile,
                                          SgmPaintableKind  kind);
SgmPaintable     *sgm_paintable_new_part (cairo_surface_t       *surface,
                                          const graphene_rect_t *bounds,
                                          double                 width,
                                          double                 height,
                                          SgmPaintableKind       kind);
SgmPaintableKind  sgm_paintable_kind_for (GtkWidget        *widget);

G_END_DECLS
