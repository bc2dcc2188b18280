/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-weather.h"

/* What the months are like on the western side of the Pearl River's delta:
 * mean temperature in °C, days with rain, how many of a hundred of those are
 * downpours, and how many typhoons come near in ten years. Rounded after the
 * climate normals of 1991–2020 for Jiangmen. */
static const struct
{
  guint8 warmth;
  guint8 rain_days;
  guint8 downpours;
  guint8 typhoons;
} months[12] = {
  { 15, 6, 2, 0 },    { 16, 9, 2, 0 },   { 19, 13, 5, 0 },  { 23, 14, 12, 0 },
  { 26, 17, 20, 1 },  { 28, 19, 22, 6 }, { 29, 16, 18, 12 }, { 29, 17, 18, 13 },
  { 28, 13, 14, 12 }, { 25, 6, 8, 5 },   { 21, 5, 3, 1 },   { 16, 5, 2, 0 },
};

/* Rain comes in spells: so much likelier after a day with rain. */
#define SPELL 0.35

/* The days differ from their month's mean by so many degrees. */
#define WARMTH_SWING 4

static int
get_month (gint64 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);

  return g_date_time_get_month (date) - 1;
}

static SgmSky
draw_sky (GRand   *rand,
          int      month,
          gboolean was_wet)
{
  double chance = months[month].rain_days / 30.0;
  double wet = was_wet ? chance + SPELL * (1 - chance) : chance * (1 - SPELL);

  if (g_rand_double (rand) >= wet)
    return SGM_SKY_FINE;
  return g_rand_int_range (rand, 0, 100) < months[month].downpours ? SGM_SKY_DOWNPOUR : SGM_SKY_RAIN;
}

/**
 * sgm_weather_new:
 * @first_day: the first day, counted in Asia/Shanghai from 1 January 1970
 * @n_days: how many days
 * @seed: the same seed makes the same weather
 *
 * Returns: (transfer full) (element-type SgmWeather): the weather of each day,
 *   with wet summers, dry winters, and typhoons of two or three days
 */
GArray *
sgm_weather_new (gint64  first_day,
                 guint   n_days,
                 guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GArray *days = g_array_sized_new (FALSE, FALSE, sizeof (SgmWeather), n_days);
  gboolean wet = FALSE;
  int storm = 0;

  for (guint i = 0; i < n_days; i++)
    {
      int month = get_month (first_day + i);
      SgmWeather day = { SGM_SKY_FINE, months[month].warmth };

      day.sky = draw_sky (rand, month, wet);
      day.warmth += g_rand_int_range (rand, -WARMTH_SWING, WARMTH_SWING + 1);
      if (storm > 0)
        storm--;
      else if (g_rand_double (rand) < months[month].typhoons / 300.0)
        storm = g_rand_int_range (rand, 2, 4);
      if (storm > 0)
        day.sky = SGM_SKY_TYPHOON;
      wet = day.sky != SGM_SKY_FINE;
      g_array_append_val (days, day);
    }
  return days;
}
