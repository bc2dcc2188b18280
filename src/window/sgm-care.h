/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "store/sgm-audit.h"
#include "store/sgm-photo-check.h"

G_BEGIN_DECLS

/* What a person has done with the file of a district, while it is open here
 * and elsewhere: copies and checks, in threads. */

/**
 * SgmCareView:
 * @size: bytes of the file and of the log beside it
 * @n_backups: how many backups the folder has
 * @backed_up_at: when the newest was made, UTC milliseconds, 0 where there is
 *   none
 */
typedef struct
{
  gint64 size;
  guint n_backups;
  gint64 backed_up_at;
} SgmCareView;

/**
 * SgmCareCopy:
 * @head: the end of the copy's journal
 * @n_photos: how many photos lie beside the copy
 * @n_lost: how many could not be copied, as they are damaged
 * @without_photos: whether there are photos, but no place beside the copy
 */
typedef struct
{
  SgmHead *head;
  guint n_photos;
  guint n_lost;
  gboolean without_photos;
} SgmCareCopy;

/**
 * SgmCareCheck:
 * @audit: what was found in the file
 * @photos: what was found beside it
 */
typedef struct
{
  SgmAudit *audit;
  SgmPhotoCheck *photos;
} SgmCareCheck;

void      sgm_care_copy_free    (SgmCareCopy          *copy);
void      sgm_care_check_free   (SgmCareCheck         *check);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmCareCopy, sgm_care_copy_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmCareCheck, sgm_care_check_free)

void      sgm_care_look_async   (const char           *database,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean  sgm_care_look_finish  (GAsyncResult         *result,
                                 SgmCareView          *view,
                                 GError              **error);

void      sgm_care_copy_async   (const char           *database,
                                 const char           *target,
                                 SgmProgress           progress,
                                 gpointer              progress_data,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
SgmCareCopy  *sgm_care_copy_finish  (GAsyncResult     *result,
                                     GError          **error);

void      sgm_care_check_async  (const char           *database,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
SgmCareCheck *sgm_care_check_finish (GAsyncResult     *result,
                                     GError          **error);

G_END_DECLS
