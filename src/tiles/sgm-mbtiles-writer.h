/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmMbtilesWriter:
 *
 * Makes an MBTiles file. It is written under a temporary name in the same
 * folder and takes its own name only when it is complete, so that a file of
 * that name is always a whole one. Used by one thread at a time.
 */
typedef struct _SgmMbtilesWriter SgmMbtilesWriter;

SgmMbtilesWriter *sgm_mbtiles_writer_new    (const char        *path,
                                             GError           **error);
void              sgm_mbtiles_writer_set_metadata (SgmMbtilesWriter *self,
                                             const char        *name,
                                             const char        *value);
gboolean          sgm_mbtiles_writer_add    (SgmMbtilesWriter  *self,
                                             guint              zoom,
                                             guint              x,
                                             guint              y,
                                             GBytes            *image,
                                             GError           **error);
gboolean          sgm_mbtiles_writer_finish (SgmMbtilesWriter  *self,
                                             GError           **error);
void              sgm_mbtiles_writer_free   (SgmMbtilesWriter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmMbtilesWriter, sgm_mbtiles_writer_free)

G_END_DECLS
