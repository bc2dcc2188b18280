/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-border-style.h"

#include "draw/sgm-view.h"

static const struct
{
  double width; /* logical pixels */
  double strength;
} styles[] = {
  [SGM_LEVEL_DISTRICT] = { 2.5, 0.90 },
  [SGM_LEVEL_STREET] = { 2.0, 0.75 },
  [SGM_LEVEL_COMMUNITY] = { 1.4, 0.66 },
  [SGM_LEVEL_GRID] = { 1.0, 0.55 },
  [SGM_LEVEL_UNIT] = { 0.5, 0.50 },
};

/**
 * sgm_border_style_get_width:
 *
 * Returns: the width of the level's borders, logical pixels
 */
double
sgm_border_style_get_width (SgmLevel level)
{
  return styles[level].width;
}

/**
 * sgm_border_style_get_strength:
 *
 * Returns: how strong they are, 0 to 1; they fade in as the zoom grows
 */
double
sgm_border_style_get_strength (SgmLevel level,
                               double   zoom)
{
  return styles[level].strength * sgm_view_get_presence (level, zoom);
}

/**
 * sgm_border_style_get_color:
 * @dark: whether the map is dark
 *
 * Returns: the colour of borders at full strength, ARGB
 */
guint32
sgm_border_style_get_color (gboolean dark)
{
  return dark ? 0xffe6e6ea : 0xff3d383f;
}
