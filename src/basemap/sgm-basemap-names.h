/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "basemap/sgm-basemap-style.h"

G_BEGIN_DECLS

/**
 * SgmBasemapLanguage:
 * @SGM_BASEMAP_BOTH: Chinese, with the English name below or behind it where
 *   there is room
 * @SGM_BASEMAP_CHINESE: Chinese alone
 * @SGM_BASEMAP_ENGLISH: English, and Chinese where there is no English name
 *
 * In which language names are written.
 */
typedef enum
{
  SGM_BASEMAP_BOTH,
  SGM_BASEMAP_CHINESE,
  SGM_BASEMAP_ENGLISH,
} SgmBasemapLanguage;

/**
 * SgmBasemapPiece:
 * @text: a line of text or, on a line that bends, a letter
 * @size: of the letters, pixels
 * @x: its middle, in pixels of the world at the names' zoom
 * @y: its middle
 * @angle: by which it is turned, in radians clockwise
 *
 * What is drawn of a name at one place.
 */
typedef struct
{
  const char *text;
  double size;
  double x;
  double y;
  double angle;
} SgmBasemapPiece;

/**
 * SgmBasemapName:
 * @kind: of what it is the name
 * @first: number of its first piece
 * @end: number after its last one
 * @box: around it, in pixels of the world at the names' zoom
 */
typedef struct
{
  SgmGroundKind kind;
  guint first;
  guint end;
  SgmBox box;
} SgmBasemapName;

/**
 * SgmBasemapNames:
 *
 * The names of a zoom in their places, on the whole map, so that they go on
 * from tile to tile and none covers another. Immutable, to be read from any
 * thread.
 */
typedef struct _SgmBasemapNames SgmBasemapNames;

SgmBasemapNames       *sgm_basemap_names_new       (const SgmGround       *ground,
                                                    GPtrArray             *lines,
                                                    const SgmBasemapStyle *style,
                                                    SgmBasemapLanguage     language,
                                                    guint                  zoom);
void                   sgm_basemap_names_free      (SgmBasemapNames       *self);
guint                  sgm_basemap_names_get_n     (const SgmBasemapNames *self);
const SgmBasemapName  *sgm_basemap_names_get       (const SgmBasemapNames *self,
                                                    guint                  index);
const SgmBasemapPiece *sgm_basemap_names_get_piece (const SgmBasemapNames *self,
                                                    guint                  index);
void                   sgm_basemap_names_draw      (const SgmBasemapNames *self,
                                                    const SgmBasemapStyle *style,
                                                    SgmBasemapShade        shade,
                                                    cairo_t               *cr,
                                                    const SgmBox          *box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmBasemapNames, sgm_basemap_names_free)

G_END_DECLS
