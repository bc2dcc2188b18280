/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmTileState:
 * @SGM_TILE_STATE_OK: tiles come, or none has been asked for yet
 * @SGM_TILE_STATE_OFFLINE: the server cannot be reached or does not answer
 * @SGM_TILE_STATE_FAILING: it answers with errors or with what is no picture
 * @SGM_TILE_STATE_BUSY: it says that too much is asked of it
 * @SGM_TILE_STATE_REFUSED: it refuses the key or the program
 * @SGM_TILE_STATE_NO_KEY: it needs a key, and there is none
 * @SGM_TILE_STATE_BROKEN: the file is missing or damaged
 *
 * How a source of tiles is.
 */
typedef enum
{
  SGM_TILE_STATE_OK,
  SGM_TILE_STATE_OFFLINE,
  SGM_TILE_STATE_FAILING,
  SGM_TILE_STATE_BUSY,
  SGM_TILE_STATE_REFUSED,
  SGM_TILE_STATE_NO_KEY,
  SGM_TILE_STATE_BROKEN,
} SgmTileState;

/**
 * SgmTileProvider:
 *
 * Where the pictures of map tiles come from: a file or a server. It belongs to
 * the thread that made it and never makes that thread wait.
 *
 * There are three answers to sgm_tile_provider_read_async(): a picture, which
 * may be damaged; no picture and no error, as there is no such tile; and an
 * error where the tile cannot be had at the moment. After the signal `changed`
 * it is worth asking again for what could not be had.
 *
 * Properties: `state` (an #SgmTileState) and `attribution` (text, may be
 * %NULL).
 */
#define SGM_TYPE_TILE_PROVIDER (sgm_tile_provider_get_type ())
G_DECLARE_DERIVABLE_TYPE (SgmTileProvider, sgm_tile_provider, SGM, TILE_PROVIDER, GObject)

/**
 * SgmTileProviderClass:
 * @read_async: begins to read the tile at zoom, column from the west and row
 *   from the north; only called for zooms that the provider has
 * @read_dark_async: (nullable): begins to read the tile that is made for a dark
 *   window; only called where sgm_tile_provider_has_dark()
 * @read_finish: gives the picture, %NULL without an error where there is none
 */
struct _SgmTileProviderClass
{
  GObjectClass parent_class;

  void   (*read_async)  (SgmTileProvider      *self,
                         guint                 zoom,
                         guint                 x,
                         guint                 y,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data);
  void   (*read_dark_async) (SgmTileProvider   *self,
                         guint                 zoom,
                         guint                 x,
                         guint                 y,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data);
  GBytes *(*read_finish) (SgmTileProvider      *self,
                         GAsyncResult         *result,
                         GError              **error);
};

void          sgm_tile_provider_read_async      (SgmTileProvider      *self,
                                                 guint                 zoom,
                                                 guint                 x,
                                                 guint                 y,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
void          sgm_tile_provider_read_dark_async (SgmTileProvider      *self,
                                                 guint                 zoom,
                                                 guint                 x,
                                                 guint                 y,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GBytes       *sgm_tile_provider_read_finish     (SgmTileProvider      *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
gboolean      sgm_tile_provider_has_dark        (SgmTileProvider      *self);
guint         sgm_tile_provider_get_min_zoom    (SgmTileProvider      *self);
guint         sgm_tile_provider_get_max_zoom    (SgmTileProvider      *self);
const char   *sgm_tile_provider_get_attribution (SgmTileProvider      *self);
SgmTileState  sgm_tile_provider_get_state       (SgmTileProvider      *self);
const char   *sgm_tile_provider_get_notice      (SgmTileProvider      *self);

/* For the kinds of providers. */
void          sgm_tile_provider_set_zooms       (SgmTileProvider      *self,
                                                 guint                 min_zoom,
                                                 guint                 max_zoom);
void          sgm_tile_provider_set_dark        (SgmTileProvider      *self,
                                                 gboolean              has_dark);
void          sgm_tile_provider_set_attribution (SgmTileProvider      *self,
                                                 const char           *attribution);
void          sgm_tile_provider_set_state       (SgmTileProvider      *self,
                                                 SgmTileState          state,
                                                 const char           *notice);
void          sgm_tile_provider_changed         (SgmTileProvider      *self);

G_END_DECLS
