/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmTileKey:
 * @source: names the map that the tile is of; holds no secret
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 *
 * Which tile.
 */
typedef struct
{
  const char *source;
  guint zoom;
  guint x;
  guint y;
} SgmTileKey;

/**
 * SgmTileEntry:
 * @image: (nullable): the picture, %NULL where the server has no such tile
 * @tag: (nullable): what the server calls this state of it (ETag)
 * @modified: (nullable): when it was made, in the server's words
 * @fresh_until: until when it need not be asked for again, UTC milliseconds
 *
 * What is known of a tile.
 */
typedef struct
{
  GBytes *image;
  char *tag;
  char *modified;
  gint64 fresh_until;
} SgmTileEntry;

void sgm_tile_entry_clear (SgmTileEntry *self);

/**
 * SgmTileCache:
 *
 * Tiles from servers, kept in one file that never grows over its limit: what
 * was not used for the longest time goes, and its space is given back. It only
 * ever helps: where the disk is full or the file damaged, less is remembered;
 * a damaged file is replaced by an empty one.
 *
 * It may be used from any thread, and by several processes; calls wait for the
 * disk. Nothing is opened before the first read or write.
 */
typedef struct _SgmTileCache SgmTileCache;

#define SGM_TILE_CACHE_MIN_LIMIT (1024 * 1024)

SgmTileCache *sgm_tile_cache_new       (const char         *path,
                                        gint64              limit);
SgmTileCache *sgm_tile_cache_ref       (SgmTileCache       *self);
void          sgm_tile_cache_unref     (SgmTileCache       *self);
gboolean      sgm_tile_cache_read      (SgmTileCache       *self,
                                        const SgmTileKey   *key,
                                        SgmTileEntry       *entry);
gboolean      sgm_tile_cache_write     (SgmTileCache       *self,
                                        const SgmTileKey   *key,
                                        const SgmTileEntry *entry);
gboolean      sgm_tile_cache_renew     (SgmTileCache       *self,
                                        const SgmTileKey   *key,
                                        gint64              fresh_until);
void          sgm_tile_cache_set_limit (SgmTileCache       *self,
                                        gint64              limit);
gint64        sgm_tile_cache_get_size  (SgmTileCache       *self);
gboolean      sgm_tile_cache_empty     (SgmTileCache       *self);

void          sgm_tile_cache_read_async  (SgmTileCache        *self,
                                          const SgmTileKey    *key,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
gboolean      sgm_tile_cache_read_finish (GAsyncResult        *result,
                                          SgmTileEntry        *entry);
void          sgm_tile_cache_write_later (SgmTileCache        *self,
                                          const SgmTileKey    *key,
                                          SgmTileEntry        *entry);
void          sgm_tile_cache_renew_later (SgmTileCache        *self,
                                          const SgmTileKey    *key,
                                          gint64               fresh_until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTileCache, sgm_tile_cache_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgmTileEntry, sgm_tile_entry_clear)

G_END_DECLS
