/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/sgm-entry.h"
#include "store/sgm-snapshot.h"

G_BEGIN_DECLS

/**
 * SgmTimeline:
 *
 * The district at any past moment. It holds every record and the whole
 * journal, stands at one entry of it, and goes to another moment by taking
 * entries back or making them again; an event keeps the area of its day, as
 * areas go back with it. Reads on a connection of its own, so that the work
 * of the day goes on beside it. May be used in any thread, in one at a time.
 */
typedef struct _SgmTimeline SgmTimeline;

SgmTimeline *sgm_timeline_open        (const char           *path,
                                       GError              **error);
void         sgm_timeline_open_async  (const char           *path,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
SgmTimeline *sgm_timeline_open_finish (GAsyncResult         *result,
                                       GError              **error);
void         sgm_timeline_free        (SgmTimeline          *timeline);

void         sgm_timeline_append      (SgmTimeline          *timeline,
                                       SgmEntry             *entry);
guint        sgm_timeline_get_n_entries (SgmTimeline        *timeline);
SgmEntry    *sgm_timeline_get_entry   (SgmTimeline          *timeline,
                                       guint                 index);
SgmSnapshot *sgm_timeline_show        (SgmTimeline          *timeline,
                                       gint64                at,
                                       GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTimeline, sgm_timeline_free)

G_END_DECLS
