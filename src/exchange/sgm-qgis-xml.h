/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmQgisXml:
 *
 * A text of elements as QGIS' files have them, put together in order; names
 * and texts are escaped.
 */
typedef struct _SgmQgisXml SgmQgisXml;

SgmQgisXml *sgm_qgis_xml_new    (void);
char       *sgm_qgis_xml_end    (SgmQgisXml  *xml);
void        sgm_qgis_xml_free   (SgmQgisXml  *xml);

void        sgm_qgis_xml_open   (SgmQgisXml  *xml,
                                 const char  *name,
                                 ...) G_GNUC_NULL_TERMINATED;
void        sgm_qgis_xml_close  (SgmQgisXml  *xml);
void        sgm_qgis_xml_put    (SgmQgisXml  *xml,
                                 const char  *name,
                                 ...) G_GNUC_NULL_TERMINATED;
void        sgm_qgis_xml_text   (SgmQgisXml  *xml,
                                 const char  *name,
                                 const char  *text);
void        sgm_qgis_xml_value  (SgmQgisXml  *xml,
                                 const char  *name,
                                 const char  *type,
                                 const char  *text);
void        sgm_qgis_xml_option (SgmQgisXml  *xml,
                                 const char  *name,
                                 const char  *value);
void        sgm_qgis_xml_number (SgmQgisXml  *xml,
                                 const char  *name,
                                 double       value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmQgisXml, sgm_qgis_xml_free)

G_END_DECLS
