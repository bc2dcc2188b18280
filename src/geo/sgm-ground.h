/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmGroundKind:
 *
 * What something on the base map is, in the order of drawing: grounds
 * (polygons), waters (polygons, then lines), buildings (polygons), ways (lines)
 * and places (points, or polygons whose middle they are).
 */
typedef enum
{
  /* Grounds. */
  SGM_GROUND_DISTRICT,    /* the district itself, a little lighter than the rest */
  SGM_GROUND_FIELD,
  SGM_GROUND_WOOD,
  SGM_GROUND_RESIDENTIAL,
  SGM_GROUND_VILLAGE,     /* an old village core */
  SGM_GROUND_COMMERCIAL,
  SGM_GROUND_INDUSTRIAL,
  SGM_GROUND_PUBLIC,      /* offices, hospitals */
  SGM_GROUND_SCHOOL,
  SGM_GROUND_PARK,
  SGM_GROUND_SQUARE,
  /* Waters. */
  SGM_GROUND_POND,
  SGM_GROUND_WATER,       /* the surface of a river or lake */
  SGM_GROUND_STREAM,
  SGM_GROUND_CANAL,
  SGM_GROUND_RIVER,
  /* Buildings. */
  SGM_GROUND_BUILDING,
  /* Ways. */
  SGM_GROUND_PATH,
  SGM_GROUND_LANE,        /* within a block: yards, alleys, field tracks */
  SGM_GROUND_STREET,      /* residential */
  SGM_GROUND_TERTIARY,
  SGM_GROUND_SECONDARY,
  SGM_GROUND_PRIMARY,
  SGM_GROUND_TRUNK,
  SGM_GROUND_MOTORWAY,
  SGM_GROUND_RAILWAY,
  /* Places. */
  SGM_GROUND_SPOT,        /* something to find one's way by: a school, a station */
  SGM_GROUND_HAMLET,
  SGM_GROUND_QUARTER,     /* a village or community */
  SGM_GROUND_TOWN,        /* a town or street */
  SGM_GROUND_CITY,
} SgmGroundKind;

#define SGM_GROUND_N_KINDS (SGM_GROUND_CITY + 1)

/**
 * SgmGroundShape:
 *
 * How the points of a feature are to be understood.
 */
typedef enum
{
  SGM_GROUND_SHAPE_POINT,
  SGM_GROUND_SHAPE_LINE,
  SGM_GROUND_SHAPE_POLYGON,
} SgmGroundShape;

/**
 * SgmGroundFeature:
 * @level: 0 on the ground, above it (bridges) 1 and more, below it (tunnels)
 *   -1 and less
 * @width: of a line, in metres; 0 for the usual width of its kind
 * @rank: how much its name matters among those of its kind; 0 where unknown
 * @box: around it, in Web Mercator from 0 to 1
 * @n_points: number of points
 * @points: (array): x, y, x, y … in Web Mercator; a %NAN for x begins a new
 *   line or ring, and rings within rings are holes
 * @name: (nullable): what it is called on the map
 * @name_en: (nullable): the same in English
 */
typedef struct
{
  SgmGroundKind kind;
  SgmGroundShape shape;
  int level;
  double width;
  double rank;
  SgmBox box;
  guint n_points;
  double *points;
  const char *name;
  const char *name_en;
} SgmGroundFeature;

/**
 * SgmGround:
 *
 * What a base map is drawn from, wherever it comes from. Filled by one thread;
 * once it is sealed immutable and to be read from any.
 */
typedef struct _SgmGround SgmGround;

SgmGround              *sgm_ground_new            (void);
void                    sgm_ground_add            (SgmGround              *self,
                                                   const SgmGroundFeature *feature);
void                    sgm_ground_seal           (SgmGround              *self);
void                    sgm_ground_free           (SgmGround              *self);
guint                   sgm_ground_get_n_features (const SgmGround        *self);
const SgmGroundFeature *sgm_ground_get_feature    (const SgmGround        *self,
                                                   guint                   index);
void                    sgm_ground_find           (const SgmGround        *self,
                                                   SgmGroundKind           kind,
                                                   const SgmBox           *box,
                                                   GArray                 *found);

const char             *sgm_ground_kind_get_id    (SgmGroundKind           kind);
int                     sgm_ground_kind_find      (const char             *id);
SgmGroundShape          sgm_ground_kind_get_shape (SgmGroundKind           kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmGround, sgm_ground_free)

G_END_DECLS
