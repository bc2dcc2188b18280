/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"
#include "panels/sgm-import-work.h"

G_BEGIN_DECLS

/**
 * SgmImportStage:
 * @SGM_IMPORT_STAGE_EMPTY: there is no file
 * @SGM_IMPORT_STAGE_OPEN: a file is open, and how it is to be understood has
 *   been guessed
 * @SGM_IMPORT_STAGE_READ: its areas lie beside the district
 * @SGM_IMPORT_STAGE_CHECKED: and have been checked
 * @SGM_IMPORT_STAGE_REAL: and have become the district's
 *
 * How far an import has come.
 */
typedef enum
{
  SGM_IMPORT_STAGE_EMPTY,
  SGM_IMPORT_STAGE_OPEN,
  SGM_IMPORT_STAGE_READ,
  SGM_IMPORT_STAGE_CHECKED,
  SGM_IMPORT_STAGE_REAL,
} SgmImportStage;

/**
 * SgmImportJob:
 *
 * The areas of one file, or a table of it, on their way into the district: the
 * file, how it is understood, the rows beside the district, what was found in
 * them and what came of it. It belongs to the main thread; what takes time it does in
 * another one, one thing after another. Whoever asks for something else while
 * it works makes it leave that and do this.
 *
 * Emits [signal@ImportJob::changed] when anything but the progress is another,
 * [signal@ImportJob::progress] while it works, and
 * [signal@ImportJob::failed] when something did not go well; the stage then
 * stays what it was.
 */
#define SGM_TYPE_IMPORT_JOB (sgm_import_job_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportJob, sgm_import_job, SGM, IMPORT_JOB, GObject)

SgmImportJob          *sgm_import_job_new            (SgmDistrict            *district);

void                   sgm_import_job_open           (SgmImportJob           *self,
                                                      const char             *path);
void                   sgm_import_job_check          (SgmImportJob           *self);
void                   sgm_import_job_repair         (SgmImportJob           *self);
void                   sgm_import_job_take_back      (SgmImportJob           *self);
void                   sgm_import_job_apply          (SgmImportJob           *self);
void                   sgm_import_job_cancel         (SgmImportJob           *self);

SgmImportPlan         *sgm_import_job_edit_plan      (SgmImportJob           *self);
SgmImportLedger       *sgm_import_job_get_ledger     (SgmImportJob           *self);
void                   sgm_import_job_read           (SgmImportJob           *self);
void                   sgm_import_job_set_encoding   (SgmImportJob           *self,
                                                      const char             *encoding);
void                   sgm_import_job_set_complete   (SgmImportJob           *self,
                                                      gboolean                complete);
void                   sgm_import_job_set_name       (SgmImportJob           *self,
                                                      const char             *name);

SgmImportStage         sgm_import_job_get_stage      (SgmImportJob           *self);
gboolean               sgm_import_job_is_busy        (SgmImportJob           *self);
double                 sgm_import_job_get_progress   (SgmImportJob           *self,
                                                      const char            **what);
SgmDistrict           *sgm_import_job_get_district   (SgmImportJob           *self);
SgmForeignFile        *sgm_import_job_get_file       (SgmImportJob           *self);
const SgmImportPlan   *sgm_import_job_get_plan       (SgmImportJob           *self);
gboolean               sgm_import_job_get_complete   (SgmImportJob           *self);
const char            *sgm_import_job_get_name       (SgmImportJob           *self);
const SgmImportView   *sgm_import_job_get_view       (SgmImportJob           *self);
guint                  sgm_import_job_get_n_left     (SgmImportJob           *self);
const SgmImportReport *sgm_import_job_get_report     (SgmImportJob           *self);
SgmImportShelf        *sgm_import_job_get_shelf      (SgmImportJob           *self);
guint                  sgm_import_job_get_n_batches  (SgmImportJob           *self);
guint                  sgm_import_job_get_n_repaired (SgmImportJob           *self);
const SgmImportResult *sgm_import_job_get_change     (SgmImportJob           *self);
GPtrArray             *sgm_import_job_get_differences (SgmImportJob         *self);
gboolean               sgm_import_job_has_changes    (SgmImportJob           *self);
GArray                *sgm_import_job_get_entries    (SgmImportJob           *self);

G_END_DECLS
