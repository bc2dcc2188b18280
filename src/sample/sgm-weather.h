/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmSky:
 * @SGM_SKY_FINE: no rain
 * @SGM_SKY_RAIN: rain as usual
 * @SGM_SKY_DOWNPOUR: so much of it that streets stand under water
 * @SGM_SKY_TYPHOON: a typhoon is over the district or near it
 *
 * What a day is like.
 */
typedef enum
{
  SGM_SKY_FINE,
  SGM_SKY_RAIN,
  SGM_SKY_DOWNPOUR,
  SGM_SKY_TYPHOON,
} SgmSky;

#define SGM_N_SKIES (SGM_SKY_TYPHOON + 1)

/**
 * SgmWeather:
 * @sky: what falls from the sky
 * @warmth: the mean temperature of the day in °C
 *
 * The made-up weather of one day of the sample.
 */
typedef struct
{
  SgmSky sky;
  int warmth;
} SgmWeather;

GArray *sgm_weather_new (gint64  first_day,
                         guint   n_days,
                         guint32 seed);

G_END_DECLS
