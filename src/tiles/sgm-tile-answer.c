/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-tile-answer.h"

#include "tiles/sgm-tile-check.h"

#define SECOND ((gint64) 1000)
#define HOUR (3600 * SECOND)
#define DAY (24 * HOUR)

/* How long a tile is taken to be good when its server does not say, and the
 * longest and the shortest that is believed. */
#define USUAL_LIFE (7 * DAY)
#define LONGEST_LIFE (365 * DAY)
#define MISSING_LIFE DAY
#define LONGEST_WAIT DAY

static SgmTileAnswerKind
classify (guint   status,
          GBytes *body)
{
  switch (status)
    {
    case SOUP_STATUS_OK:
      if (body != NULL && sgm_tile_check (body) != SGM_TILE_FORMAT_NONE)
        return SGM_TILE_ANSWER_PICTURE;
      return SGM_TILE_ANSWER_FAILED;
    case SOUP_STATUS_NOT_MODIFIED:
      return SGM_TILE_ANSWER_SAME;
    case SOUP_STATUS_NO_CONTENT:
      return SGM_TILE_ANSWER_MISSING;
    case SOUP_STATUS_UNAUTHORIZED:
    case SOUP_STATUS_PAYMENT_REQUIRED:
    case SOUP_STATUS_FORBIDDEN:
    case SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED:
    case 418: /* how some services refuse a key */
    case 451: /* for legal reasons */
      return SGM_TILE_ANSWER_REFUSED;
    case 429: /* too many requests */
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
      return SGM_TILE_ANSWER_BUSY;
    case SOUP_STATUS_REQUEST_TIMEOUT:
      return SGM_TILE_ANSWER_FAILED;
    default:
      if (status >= 400 && status < 500)
        return SGM_TILE_ANSWER_MISSING;
      return SGM_TILE_ANSWER_FAILED;
    }
}

/* A number of seconds in milliseconds, or -1 where it is none. */
static gint64
read_seconds (const char *text,
              gint64      most)
{
  guint64 seconds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
    return -1;
  return MIN ((gint64) seconds * SECOND, most);
}

static gint64
read_date (const char *text)
{
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * SECOND : -1;
}

static gint64
read_wait (SoupMessageHeaders *headers,
           gint64              now)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  gint64 wait = read_seconds (text, LONGEST_WAIT);

  if (wait < 0 && read_date (text) > now)
    wait = read_date (text) - now;
  return CLAMP (wait, 0, LONGEST_WAIT);
}

static void
read_life (SgmTileAnswer      *self,
           SoupMessageHeaders *headers,
           gint64              now)
{
  const char *control = soup_message_headers_get_list (headers, "Cache-Control");
  gint64 expires = read_date (soup_message_headers_get_one (headers, "Expires"));
  gint64 life = -1;

  if (control != NULL)
    {
      GHashTable *words = soup_header_parse_param_list (control);

      if (g_hash_table_contains (words, "no-store"))
        self->keep = FALSE;
      if (g_hash_table_contains (words, "no-cache"))
        life = 0;
      else
        life = read_seconds (g_hash_table_lookup (words, "max-age"), LONGEST_LIFE);
      soup_header_free_param_list (words);
    }
  if (life < 0 && expires >= 0)
    life = CLAMP (expires - now, 0, LONGEST_LIFE);
  if (life < 0)
    life = USUAL_LIFE;
  self->fresh_until = now + life;
}

/**
 * sgm_tile_answer_read:
 * @self: (out): the answer
 * @status: the status of HTTP
 * @headers: the answer's headers
 * @body: (nullable): what came with it, whole
 * @now: the present, UTC milliseconds
 *
 * Judges an answer by its status, its headers and its body.
 */
void
sgm_tile_answer_read (SgmTileAnswer      *self,
                      guint               status,
                      SoupMessageHeaders *headers,
                      GBytes             *body,
                      gint64              now)
{
  *self = (SgmTileAnswer) { .kind = classify (status, body) };

  switch (self->kind)
    {
    case SGM_TILE_ANSWER_PICTURE:
    case SGM_TILE_ANSWER_SAME:
      self->keep = TRUE;
      read_life (self, headers, now);
      break;
    case SGM_TILE_ANSWER_MISSING:
      self->keep = TRUE;
      self->fresh_until = now + MISSING_LIFE;
      break;
    case SGM_TILE_ANSWER_REFUSED:
    case SGM_TILE_ANSWER_BUSY:
    case SGM_TILE_ANSWER_FAILED:
      self->wait = read_wait (headers, now);
      break;
    default:
      g_assert_not_reached ();
    }
}
