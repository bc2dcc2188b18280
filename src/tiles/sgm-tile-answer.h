/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SgmTileAnswerKind:
 * @SGM_TILE_ANSWER_PICTURE: here is the tile
 * @SGM_TILE_ANSWER_SAME: the tile that one has is still right
 * @SGM_TILE_ANSWER_MISSING: there is no such tile
 * @SGM_TILE_ANSWER_REFUSED: the key or the program is refused
 * @SGM_TILE_ANSWER_BUSY: too much is asked of the server
 * @SGM_TILE_ANSWER_FAILED: the server has a fault, or sent no picture
 *
 * What a server's answer comes down to.
 */
typedef enum
{
  SGM_TILE_ANSWER_PICTURE,
  SGM_TILE_ANSWER_SAME,
  SGM_TILE_ANSWER_MISSING,
  SGM_TILE_ANSWER_REFUSED,
  SGM_TILE_ANSWER_BUSY,
  SGM_TILE_ANSWER_FAILED,
} SgmTileAnswerKind;

/**
 * SgmTileAnswer:
 * @kind: what it comes down to
 * @keep: whether it may be kept on the disk
 * @fresh_until: until when it need not be asked for again, UTC milliseconds
 * @wait: how long the server wants to be left alone, milliseconds, or 0
 *
 * A server's answer to the request for a tile.
 */
typedef struct
{
  SgmTileAnswerKind kind;
  gboolean keep;
  gint64 fresh_until;
  gint64 wait;
} SgmTileAnswer;

void sgm_tile_answer_read (SgmTileAnswer      *self,
                           guint               status,
                           SoupMessageHeaders *headers,
                           GBytes             *body,
                           gint64              now);

G_END_DECLS
