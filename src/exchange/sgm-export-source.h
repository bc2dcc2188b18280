/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "district/sgm-picture.h"
#include "district/sgm-selection.h"
#include "store/sgm-journal.h"

G_BEGIN_DECLS

/**
 * SgmExportEvents:
 * @all: those that have ended too, not only the open ones
 * @from: reported not before, UTC milliseconds; 0 for all
 * @until: reported before, UTC milliseconds; 0 for all
 *
 * Which events are meant.
 */
typedef struct
{
  gboolean all;
  gint64 from;
  gint64 until;
} SgmExportEvents;

/**
 * SgmExportSource:
 * @picture: the district
 * @events: (element-type SgmRecord): the events that are meant, by their ids
 * @head: the end of the journal
 * @at: the moment, UTC milliseconds
 * @chosen: (nullable): for each area of the picture whether it is to be
 *   exported; %NULL for all
 *
 * A district as it was at one moment, read on a connection of its own while
 * people go on working. Belongs to one thread at a time.
 */
typedef struct
{
  SgmPicture *picture;
  GPtrArray *events;
  SgmHead *head;
  gint64 at;
  gboolean *chosen;
} SgmExportSource;

SgmExportSource *sgm_export_source_new  (const char             *path,
                                         const SgmExportEvents  *events,
                                         const SgmSelection     *areas,
                                         GCancellable           *cancellable,
                                         GError                **error);
void             sgm_export_source_free (SgmExportSource        *source);

gboolean         sgm_export_source_has_area   (SgmExportSource  *source,
                                               const SgmArea    *area);
gboolean         sgm_export_source_has_id     (SgmExportSource  *source,
                                               gint64            area);
const char      *sgm_export_source_get_code   (SgmExportSource  *source,
                                               gint64            area);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmExportSource, sgm_export_source_free)

G_END_DECLS
