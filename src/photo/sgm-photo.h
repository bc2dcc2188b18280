/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-store.h"

G_BEGIN_DECLS

/* Photos (照片) of events: what was to be seen before (处理前) and after (处理后)
 * the work. The record is an attachment; what is in it lies beside the
 * district. */

SgmEntry *sgm_photo_add      (SgmStore      *store,
                              gint64         event,
                              GFile         *file,
                              const char    *origin,
                              GCancellable  *cancellable,
                              GError       **error);
gboolean  sgm_photo_save     (SgmStore      *store,
                              SgmRecord     *photo,
                              GFile         *target,
                              gboolean       replace,
                              GCancellable  *cancellable,
                              GError       **error);
gboolean  sgm_photo_is_after (SgmRecord     *photo,
                              GPtrArray     *steps);
char     *sgm_photo_dup_name (const char    *event_number,
                              gboolean       after,
                              guint          index);

G_END_DECLS
