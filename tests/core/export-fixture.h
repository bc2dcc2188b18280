/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-export.h"

/* A small district with a party organization, a place, a figure, two events
 * and a unit of an odd shape, to be exported. */
typedef struct
{
  char *folder;
  char *path; /* of the district */
  SgmStore *store;
} ExportFixture;

/* A format in one of its coordinate systems. */
typedef struct
{
  SgmExportFormat format;
  int epsg;
} ExportWay;

void             export_fixture_set_up       (ExportFixture          *f,
                                              gconstpointer           data);
void             export_fixture_tear_down    (ExportFixture          *f,
                                              gconstpointer           data);
SgmExportOptions export_fixture_make_options (const char             *path,
                                              SgmExportFormat         format);
char            *export_fixture_dup_target   (ExportFixture          *f,
                                              SgmExportFormat         format);
SgmExported     *export_fixture_export       (ExportFixture          *f,
                                              const SgmExportOptions *options);
void             export_fixture_add_test     (const char             *name,
                                              const ExportWay        *way,
                                              void                  (*test) (ExportFixture *f,
                                                                             gconstpointer  data));
