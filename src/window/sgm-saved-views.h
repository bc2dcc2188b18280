/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmSavedView:
 * @longitude: of the map's middle, in degrees
 * @latitude: the same
 * @zoom: zoom level, from which the level of the areas follows
 * @theme: id of the theme
 *
 * A part of the map to come back to.
 */
typedef struct
{
  const char *name;
  double longitude;
  double latitude;
  double zoom;
  const char *theme;
} SgmSavedView;

/**
 * SgmSavedViews:
 *
 * The views that a user has saved of one district, in the order in which they
 * were saved. They are the user's own and lie in the settings, not in the
 * district. Emits `changed`.
 */
#define SGM_TYPE_SAVED_VIEWS (sgm_saved_views_get_type ())
G_DECLARE_FINAL_TYPE (SgmSavedViews, sgm_saved_views, SGM, SAVED_VIEWS, GObject)

SgmSavedViews *sgm_saved_views_new    (GSettings          *settings,
                                       const char         *database);
guint          sgm_saved_views_get_n  (SgmSavedViews      *self);
gboolean       sgm_saved_views_get    (SgmSavedViews      *self,
                                       guint               index,
                                       SgmSavedView       *view);
void           sgm_saved_views_save   (SgmSavedViews      *self,
                                       const SgmSavedView *view);
void           sgm_saved_views_remove (SgmSavedViews      *self,
                                       guint               index);

G_END_DECLS
