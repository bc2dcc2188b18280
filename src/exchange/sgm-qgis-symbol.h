/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"
#include "draw/sgm-theme.h"
#include "exchange/sgm-qgis-xml.h"

G_BEGIN_DECLS

/* The program's signs as QGIS' symbols. */

/* A logical pixel in millimetres, at 96 to the inch as QGIS draws. */
#define SGM_QGIS_PIXEL (25.4 / 96)

double sgm_qgis_scale_of_zoom       (double                zoom);
char  *sgm_qgis_dup_zoom_expression (void);
void   sgm_qgis_symbol_write_class  (SgmQgisXml           *xml,
                                     const char           *name,
                                     const SgmThemeClass  *class,
                                     gboolean              dark);
void   sgm_qgis_symbol_write_border (SgmQgisXml           *xml,
                                     const char           *name,
                                     SgmLevel              level,
                                     gboolean              dark);
void   sgm_qgis_symbol_write_event  (SgmQgisXml           *xml,
                                     const char           *name,
                                     SgmUrgency            urgency,
                                     SgmStage              stage,
                                     gboolean              dark);
void   sgm_qgis_symbol_write_place  (SgmQgisXml           *xml,
                                     const char           *name,
                                     gboolean              dark);

G_END_DECLS
