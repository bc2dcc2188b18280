/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "area-file.h"
#include "exchange/sgm-import-apply.h"
#include "exchange/sgm-import-plan.h"
#include "exchange/sgm-import-repair.h"

/**
 * Importing:
 *
 * A district of a test's own and what is being imported into it.
 */
typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
  SgmImportPresent *present;
  SgmForeignFile *file;
  SgmImportPlan *plan;
  SgmStaging *staging;
  SgmImportReport *report;
  SgmImportOptions options;
} Importing;

#define IMPORTING_SMALL GUINT_TO_POINTER (1)
#define IMPORTING_TOWN GUINT_TO_POINTER (2)

void     importing_set_up     (Importing        *i,
                               gconstpointer     district);
void     importing_tear_down  (Importing        *i,
                               gconstpointer     data);
char    *importing_get_path   (Importing        *i,
                               const char       *name);
void     importing_write      (Importing        *i,
                               const char       *name,
                               GPtrArray        *shapes,
                               const AreaFile   *file);
void     importing_guess      (Importing        *i,
                               const char       *name);
void     importing_read       (Importing        *i);
void     importing_check      (Importing        *i,
                               guint             repairs);
gint64   importing_apply      (Importing        *i);
gint64   importing_undo       (Importing        *i,
                               gint64            seq);
void     importing_assert_town (Importing       *i,
                               double            tolerance);
void     importing_assert_audit (Importing      *i);
