/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmMbtilesWriter:
 *
 * Makes an MBTiles file. A new one is written under a temporary name in the
 * same folder and takes its own name only when it is whole. It may be finished
 * with fewer tiles than it shall have one day, with the metadata
 * %SGM_MBTILES_UNFINISHED; then it can be read already while it is opened again
 * for the rest. Used by one thread at a time.
 *
 * Beside the tiles of every MBTiles file it may have those of a dark map, in a
 * table `tiles_dark` of the same form, and attachments, by name.
 */
typedef struct _SgmMbtilesWriter SgmMbtilesWriter;

SgmMbtilesWriter *sgm_mbtiles_writer_new          (const char        *path,
                                                   GError           **error);
SgmMbtilesWriter *sgm_mbtiles_writer_open         (const char        *path,
                                                   GError           **error);
void              sgm_mbtiles_writer_set_metadata (SgmMbtilesWriter  *self,
                                                   const char        *name,
                                                   const char        *value);
gboolean          sgm_mbtiles_writer_add          (SgmMbtilesWriter  *self,
                                                   guint              zoom,
                                                   guint              x,
                                                   guint              y,
                                                   GBytes            *image,
                                                   GError           **error);
gboolean          sgm_mbtiles_writer_add_dark     (SgmMbtilesWriter  *self,
                                                   guint              zoom,
                                                   guint              x,
                                                   guint              y,
                                                   GBytes            *image,
                                                   GError           **error);
gboolean          sgm_mbtiles_writer_has          (SgmMbtilesWriter  *self,
                                                   gboolean           dark,
                                                   guint              zoom,
                                                   guint              x,
                                                   guint              y);
gboolean          sgm_mbtiles_writer_attach       (SgmMbtilesWriter  *self,
                                                   const char        *name,
                                                   GBytes            *data,
                                                   GError           **error);
GBytes           *sgm_mbtiles_writer_dup_attachment (SgmMbtilesWriter *self,
                                                   const char        *name);
gboolean          sgm_mbtiles_writer_detach_all   (SgmMbtilesWriter  *self,
                                                   GError           **error);
gboolean          sgm_mbtiles_writer_commit       (SgmMbtilesWriter  *self,
                                                   GError           **error);
gboolean          sgm_mbtiles_writer_finish       (SgmMbtilesWriter  *self,
                                                   GError           **error);
void              sgm_mbtiles_writer_free         (SgmMbtilesWriter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmMbtilesWriter, sgm_mbtiles_writer_free)

G_END_DECLS
