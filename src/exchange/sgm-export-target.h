/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an export's folder has in it, so that it is known as one. */
#define SGM_EXPORT_NOTE_NAME "export.json"

/**
 * SgmExportTarget:
 *
 * Where an export will lie. It is made in a folder of its own beside that, and
 * gets its place and name at once, when it is whole and on the disk. What is
 * not put there is removed.
 */
typedef struct _SgmExportTarget SgmExportTarget;

SgmExportTarget *sgm_export_target_new        (const char       *path,
                                               gboolean          folder,
                                               gboolean          replace,
                                               GError          **error);
void             sgm_export_target_free       (SgmExportTarget  *target);
const char      *sgm_export_target_get_folder (SgmExportTarget  *target);
const char      *sgm_export_target_get_name   (SgmExportTarget  *target);
char            *sgm_export_target_dup_project (SgmExportTarget *target);
gboolean         sgm_export_target_commit     (SgmExportTarget  *target,
                                               gboolean          secret,
                                               GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmExportTarget, sgm_export_target_free)

G_END_DECLS
