/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-size-text.h"

#include <glib/gi18n.h>

/* From here on, the larger unit is the one that people say. */
#define KILOMETRE_FROM 1000.0
#define SQUARE_KILOMETRE_FROM 100000.0

/**
 * sgm_size_text_dup_length:
 * @metres: a length
 *
 * Returns: (transfer full): the length in m or km
 */
char *
sgm_size_text_dup_length (double metres)
{
  if (metres < KILOMETRE_FROM - 0.5)
    /* Translators: a length in metres */
    return g_strdup_printf (_("%.0f m"), metres);
  /* Translators: a length in kilometres */
  return g_strdup_printf (_("%.3f km"), metres / 1000);
}

/**
 * sgm_size_text_dup_area:
 * @square_metres: an area
 *
 * Returns: (transfer full): the area in m² or km²
 */
char *
sgm_size_text_dup_area (double square_metres)
{
  if (square_metres < SQUARE_KILOMETRE_FROM - 0.5)
    /* Translators: an area in square metres */
    return g_strdup_printf (_("%.0f m²"), square_metres);
  /* Translators: an area in square kilometres */
  return g_strdup_printf (_("%.3f km²"), square_metres / 1e6);
}
