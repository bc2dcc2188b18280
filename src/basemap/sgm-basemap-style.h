/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-ground.h"

G_BEGIN_DECLS

#define SGM_BASEMAP_MIN_ZOOM 9
#define SGM_BASEMAP_MAX_ZOOM 17

/**
 * SgmBasemapShade:
 *
 * The two ways in which each base map is drawn, for light windows and for dark
 * ones.
 */
typedef enum
{
  SGM_BASEMAP_LIGHT,
  SGM_BASEMAP_DARK,
} SgmBasemapShade;

#define SGM_BASEMAP_N_SHADES (SGM_BASEMAP_DARK + 1)

/**
 * SgmBasemapColor:
 *
 * Red, green and blue of eight bits each, or %SGM_BASEMAP_NO_COLOR.
 */
typedef guint32 SgmBasemapColor;

#define SGM_BASEMAP_NO_COLOR G_MAXUINT32

/**
 * SgmBasemapLook:
 * @from: the lowest zoom at which things of the kind are drawn
 * @names_from: the lowest zoom at which their names are, or 0 for none
 * @names_to: the highest zoom at which they are
 * @name_size: of the letters, pixels
 * @widths: of a line, pixels at each zoom from %SGM_BASEMAP_MIN_ZOOM on; 0
 *   where it is not drawn
 * @metres: of a water that is a line, how wide it usually is
 * @fill: the colour of the ground, water, building or road
 * @casing: the colour of its edge
 * @text: the colour of its name
 *
 * How things of a kind are drawn.
 */
typedef struct
{
  guint from;
  guint names_from;
  guint names_to;
  double name_size;
  double widths[SGM_BASEMAP_MAX_ZOOM - SGM_BASEMAP_MIN_ZOOM + 1];
  double metres;
  SgmBasemapColor fill[SGM_BASEMAP_N_SHADES];
  SgmBasemapColor casing[SGM_BASEMAP_N_SHADES];
  SgmBasemapColor text[SGM_BASEMAP_N_SHADES];
} SgmBasemapLook;

/**
 * SgmBasemapColumn:
 *
 * What of a thing can be found in a column, or in the first of several that is
 * filled.
 */
typedef enum
{
  SGM_BASEMAP_COLUMN_NAME,
  SGM_BASEMAP_COLUMN_NAME_EN,
  SGM_BASEMAP_COLUMN_BRIDGE,
  SGM_BASEMAP_COLUMN_TUNNEL,
  SGM_BASEMAP_COLUMN_LEVEL,
  SGM_BASEMAP_COLUMN_WIDTH,
} SgmBasemapColumn;

#define SGM_BASEMAP_N_COLUMNS (SGM_BASEMAP_COLUMN_WIDTH + 1)

/**
 * SgmBasemapLookup:
 *
 * Returns: (nullable): what a column of a thing says
 */
typedef const char *(*SgmBasemapLookup) (const char *column,
                                         gpointer    data);

/**
 * SgmBasemapStyle:
 *
 * A style file: which things of a source are drawn as what, and what they look
 * like, in light and in dark. Immutable, to be read from any thread.
 */
typedef struct _SgmBasemapStyle SgmBasemapStyle;

SgmBasemapStyle      *sgm_basemap_style_new          (void);
SgmBasemapStyle      *sgm_basemap_style_new_from_text (const char            *text,
                                                      gssize                 length,
                                                      GError               **error);
SgmBasemapStyle      *sgm_basemap_style_load         (const char             *path,
                                                      GError                **error);
gboolean              sgm_basemap_style_write_default (const char            *path,
                                                      GError                **error);
SgmBasemapStyle      *sgm_basemap_style_ref          (SgmBasemapStyle        *self);
void                  sgm_basemap_style_unref        (SgmBasemapStyle        *self);
const char           *sgm_basemap_style_get_text     (SgmBasemapStyle        *self);

const SgmBasemapLook *sgm_basemap_style_get_look     (const SgmBasemapStyle  *self,
                                                      SgmGroundKind           kind);
SgmBasemapColor       sgm_basemap_style_get_land     (const SgmBasemapStyle  *self,
                                                      SgmBasemapShade         shade);
SgmBasemapColor       sgm_basemap_style_get_halo     (const SgmBasemapStyle  *self,
                                                      SgmBasemapShade         shade);

GPtrArray            *sgm_basemap_style_dup_keys     (const SgmBasemapStyle  *self);
int                   sgm_basemap_style_choose       (const SgmBasemapStyle  *self,
                                                      const char             *layer,
                                                      SgmGroundShape          shape,
                                                      SgmBasemapLookup        lookup,
                                                      gpointer                data);
const char           *sgm_basemap_style_find         (const SgmBasemapStyle  *self,
                                                      SgmBasemapColumn        column,
                                                      SgmBasemapLookup        lookup,
                                                      gpointer                data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmBasemapStyle, sgm_basemap_style_unref)

G_END_DECLS
