/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sgm-outlines.h"
#include "exchange/sgm-staging.h"

G_BEGIN_DECLS

/**
 * SgmImportSample:
 * @number: the row's number in the file
 * @level: its level
 * @code: (nullable): its code
 * @name: (nullable): its name
 *
 * One of the first rows of the file, as it is understood.
 */
typedef struct
{
  gint64 number;
  SgmLevel level;
  char *code;
  char *name;
} SgmImportSample;

/**
 * SgmImportView:
 * @samples: (element-type SgmImportSample): the first rows
 * @outlines: the areas as they would be
 * @n_rows: how many areas of each level there are, and at %SGM_LEVEL_NONE of
 *   all
 *
 * What is to be seen of rows that lie beside the district.
 */
typedef struct
{
  GPtrArray *samples;
  SgmOutlines *outlines;
  guint n_rows[SGM_LEVEL_UNIT + 1];
} SgmImportView;

SgmImportView *sgm_import_view_new  (SgmStaging     *staging,
                                     GCancellable   *cancellable,
                                     GError        **error);
void           sgm_import_view_free (SgmImportView  *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportView, sgm_import_view_free)

G_END_DECLS
