/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmExportNote:
 *
 * What an export says of itself: who made it when and what for, of which state
 * of which district. Names and texts in their order.
 */
typedef struct _SgmExportNote SgmExportNote;

SgmExportNote *sgm_export_note_new      (void);
void           sgm_export_note_free     (SgmExportNote  *note);
void           sgm_export_note_add      (SgmExportNote  *note,
                                         const char     *name,
                                         const char     *text);
void           sgm_export_note_add_int  (SgmExportNote  *note,
                                         const char     *name,
                                         gint64          number);
GPtrArray     *sgm_export_note_get_rows (SgmExportNote  *note);
gboolean       sgm_export_note_write    (SgmExportNote  *note,
                                         const char     *path,
                                         GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmExportNote, sgm_export_note_free)

G_END_DECLS
