/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "draw/sgm-png.h"
#include "tiles/sgm-tile-answer.h"
#include "tiles/sgm-tile-check.h"

/* What a tile server may send: a line with the status, lines of headers, an
 * empty line, and a picture, or anything. */

#define NOW G_GINT64_CONSTANT (1767225600000)

static const char *
read_line (const char  *at,
           const char  *end,
           char       **line)
{
  const char *stop = memchr (at, '\n', end - at);

  *line = g_strndup (at, (stop != NULL ? stop : end) - at);
  return stop != NULL ? stop + 1 : end;
}

static const char *
read_headers (const char         *at,
              const char         *end,
              SoupMessageHeaders *headers)
{
  while (at < end)
    {
      g_autofree char *line = NULL;
      char *value;

      at = read_line (at, end, &line);
      if (line[0] == '\0')
        return at;
      value = strchr (line, ':');
      if (value == NULL || strpbrk (line, "\r") != NULL)
        continue;
      *value++ = '\0';
      /* libsoup hands on no others. */
      if (line[0] == '\0' || strpbrk (line, " \t") != NULL)
        continue;
      soup_message_headers_append (headers, line, g_strstrip (value));
    }
  return at;
}

static void
check_answer (const SgmTileAnswer *answer,
              GBytes              *body)
{
  g_assert_true (answer->kind <= SGM_TILE_ANSWER_FAILED);
  g_assert_true (answer->wait >= 0);
  g_assert_true (answer->fresh_until < NOW + G_GINT64_CONSTANT (400) * 24 * 3600 * 1000);
  if (answer->kind == SGM_TILE_ANSWER_PICTURE)
    g_assert_true (sgm_tile_check (body) != SGM_TILE_FORMAT_NONE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *at = (const char *) data;
  const char *end = at + size;
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_autofree char *status = NULL;
  g_autoptr (GBytes) body = NULL;
  SgmTileAnswer answer = { 0 };

  at = read_line (at, end, &status);
  at = read_headers (at, end, headers);
  body = g_bytes_new (at, end - at);
  sgm_tile_answer_read (&answer, (guint) atoi (status), headers, body, NOW);
  check_answer (&answer, body);
  if (sgm_tile_check (body) == SGM_TILE_FORMAT_PNG)
    {
      cairo_surface_t *surface = sgm_png_decode (body);

      if (surface != NULL)
        {
          g_assert_cmpint (cairo_image_surface_get_width (surface), <=, SGM_TILE_MAX_SIDE);
          g_assert_cmpint (cairo_image_surface_get_height (surface), <=, SGM_TILE_MAX_SIDE);
          cairo_surface_destroy (surface);
        }
    }
  soup_message_headers_unref (headers);
  return 0;
}
