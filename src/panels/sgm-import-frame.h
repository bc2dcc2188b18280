/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-guess-row.h"
#include "panels/sgm-import-job.h"

G_BEGIN_DECLS

/**
 * SgmImportFrame:
 *
 * How a file is understood: rows of what was guessed, the first rows as they
 * come out, and whether the file has all there is. What the rows are is up to
 * those that derive from it; what a person says otherwise makes the job look
 * at the file again.
 */
#define SGM_TYPE_IMPORT_FRAME (sgm_import_frame_get_type ())
G_DECLARE_DERIVABLE_TYPE (SgmImportFrame, sgm_import_frame, SGM, IMPORT_FRAME, AdwBin)

/**
 * SgmImportFrameClass:
 * @fill: shows how the file is understood now; called while the job is not
 *   busy
 */
struct _SgmImportFrameClass
{
  AdwBinClass parent_class;
  void (*fill) (SgmImportFrame *self,
                SgmForeignFile *file);
};

void          sgm_import_frame_set_job        (SgmImportFrame        *self,
                                               SgmImportJob          *job);
SgmImportJob *sgm_import_frame_get_job        (SgmImportFrame        *self);

SgmGuessRow  *sgm_import_frame_add_row        (SgmImportFrame        *self,
                                               GtkListBox            *rows,
                                               const char            *title,
                                               GCallback              chosen);
GtkListBox   *sgm_import_frame_add_list       (SgmImportFrame        *self,
                                               const char            *title);

void          sgm_import_frame_set_summary    (SgmImportFrame        *self,
                                               const char            *summary,
                                               const char            *note);
void          sgm_import_frame_set_complete   (SgmImportFrame        *self,
                                               const char            *title,
                                               const char            *subtitle);
void          sgm_import_frame_begin_samples  (SgmImportFrame        *self,
                                               const char *const     *titles,
                                               guint                  n);
void          sgm_import_frame_add_sample     (SgmImportFrame        *self,
                                               gint64                 number,
                                               const char *const     *texts,
                                               guint                  n);

void          sgm_import_frame_fill_layers    (SgmGuessRow           *row,
                                               SgmForeignFile        *file,
                                               guint                  selected);
void          sgm_import_frame_fill_encodings (SgmGuessRow           *row,
                                               const SgmForeignLayer *layer);
void          sgm_import_frame_say_encoding   (SgmImportFrame        *self,
                                               guint                  choice);
void          sgm_import_frame_fill_datums    (SgmGuessRow           *row,
                                               SgmDatum               selected);

G_END_DECLS
