/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmDatum:
 * @SGM_DATUM_CGCS2000: CGCS2000, which WGS-84 equals to within a metre
 * @SGM_DATUM_GCJ02: the shifted coordinates of most Chinese map services
 * @SGM_DATUM_BD09: those of Baidu, shifted once more
 *
 * What longitudes and latitudes are measured against.
 */
typedef enum
{
  SGM_DATUM_CGCS2000,
  SGM_DATUM_GCJ02,
  SGM_DATUM_BD09,
} SgmDatum;

void        sgm_datum_convert     (SgmDatum     from,
                                   SgmDatum     to,
                                   double      *longitude,
                                   double      *latitude);
const char *sgm_datum_get_id      (SgmDatum     datum);
gboolean    sgm_datum_from_id     (const char  *id,
                                   SgmDatum    *datum);

G_END_DECLS
