/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-datum.h"
#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmImportCrs:
 *
 * Brings coordinates of a foreign file into the district's: CGCS2000
 * (EPSG:4490), x = longitude. Used by one thread.
 */
typedef struct _SgmImportCrs SgmImportCrs;

/**
 * SgmImportRingFunc:
 * @v: x, y, x, y … of a ring
 * @n: how many points
 */
typedef void (*SgmImportRingFunc) (const double *v,
                                   guint         n,
                                   gpointer      data);

SgmImportCrs *sgm_import_crs_new          (const char    *crs,
                                           gboolean       swapped,
                                           SgmDatum       datum,
                                           GError       **error);
void          sgm_import_crs_free         (SgmImportCrs  *crs);
const char   *sgm_import_crs_get_name     (SgmImportCrs  *crs);
gboolean      sgm_import_crs_is_degrees   (SgmImportCrs  *crs);
gboolean      sgm_import_crs_is_old       (SgmImportCrs  *crs);
double        sgm_import_crs_round        (double         degrees);
gboolean      sgm_import_crs_convert      (SgmImportCrs  *crs,
                                           double        *v,
                                           guint          n);
GBytes       *sgm_import_crs_convert_wkb  (SgmImportCrs  *crs,
                                           GBytes        *wkb);
gboolean      sgm_import_crs_each_ring    (GBytes        *wkb,
                                           SgmImportRingFunc func,
                                           gpointer       data);
gboolean      sgm_import_crs_get_point    (GBytes        *wkb,
                                           double        *x,
                                           double        *y);
gboolean      sgm_import_crs_get_box      (GBytes        *wkb,
                                           SgmBox        *box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportCrs, sgm_import_crs_free)

G_END_DECLS
