/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

/* How a server of the tests' own answers. */
typedef enum
{
  ANSWER_PICTURE,
  ANSWER_STATUS,    /* TileServer.status with a page of HTML */
  ANSWER_PAGE,      /* 200, but HTML */
  ANSWER_HUGE_SIDES,
  ANSWER_ENDLESS,
  ANSWER_CUT,       /* ends before its Content-Length */
  ANSWER_NOTHING,
} AnswerKind;

typedef struct
{
  SoupServer *server;
  guint port;
  AnswerKind answer;
  guint status;
  const char *retry_after;
  const char *cache_control;
  gboolean has_tag;
  guint n_requests;
  guint n_same; /* answers with 304 */
  char *path;   /* of the last request, with its query */
  char *user_agent;
} TileServer;

TileServer *tile_server_new         (void);
void        tile_server_free        (TileServer *self);
void        tile_server_stop        (TileServer *self);
char       *tile_server_dup_address (TileServer *self,
                                     const char *path);
GBytes     *make_picture            (guint       side);
