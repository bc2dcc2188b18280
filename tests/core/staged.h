/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-check.h"

/* Areas in a staging, made by hand for tests of the import. */

SgmStaging       *staged_new         (void);
void              staged_add         (SgmStaging             *staging,
                                      SgmLevel                level,
                                      const char             *code,
                                      const char             *name,
                                      const double           *v,
                                      guint                   n);
void              staged_add_box     (SgmStaging             *staging,
                                      SgmLevel                level,
                                      const char             *code,
                                      const char             *name,
                                      double                  west,
                                      double                  south,
                                      double                  east,
                                      double                  north);
void              staged_add_bytes   (SgmStaging             *staging,
                                      SgmLevel                level,
                                      const char             *code,
                                      const char             *parent,
                                      GBytes                 *wkb,
                                      const char             *fault);
SgmGeometry      *staged_dup         (SgmStaging             *staging,
                                      gint64                  id);
SgmImportReport  *staged_check       (SgmStaging             *staging,
                                      SgmImportPresent       *present,
                                      const SgmImportOptions *options);
SgmImportFinding *staged_find        (const SgmImportReport  *report,
                                      SgmImportKind           kind);
void              staged_assert_only (const SgmImportReport  *report,
                                      SgmImportKind           kind,
                                      guint                   n);
