/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tile-server.h"

#include <string.h>

#include <cairo.h>

#define TAG "\"first\""

static cairo_status_t
append (void                *closure,
        const unsigned char *data,
        unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
make_picture (guint side)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);

  cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
answer_with (SoupServerMessage *message,
             guint              status,
             GBytes            *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static void
answer_page (SoupServerMessage *message,
             guint              status)
{
  g_autoptr (GBytes) page = g_bytes_new_static ("<html>log in here</html>", 24);

  answer_with (message, status, page);
}

static void
answer_picture (TileServer        *self,
                SoupServerMessage *message,
                guint              side)
{
  g_autoptr (GBytes) picture = make_picture (side);
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (self->cache_control != NULL)
    soup_message_headers_append (headers, "Cache-Control", self->cache_control);
  if (self->has_tag)
    soup_message_headers_append (headers, "ETag", TAG);
  if (self->has_tag
      && g_strcmp0 (soup_message_headers_get_one (asked, "If-None-Match"), TAG) == 0)
    {
      self->n_same++;
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }
  answer_with (message, SOUP_STATUS_OK, picture);
}

static void
answer_huge_sides (SoupServerMessage *message)
{
  g_autoptr (GBytes) picture = make_picture (16);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
  g_autoptr (GBytes) huge = NULL;

  memcpy (data + 16, "\x00\x00\xff\xff\x00\x00\xff\xff", 8);
  huge = g_bytes_new (data, g_bytes_get_size (picture));
  answer_with (message, SOUP_STATUS_OK, huge);
}

static void
send_more (SoupServerMessage *message)
{
  static const guint8 zeros[256 * 1024];

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC,
                            zeros, sizeof zeros);
  soup_server_message_unpause (message);
}

static void
answer_endlessly (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (send_more), NULL);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (send_more), NULL);
}

static void
answer_cut (SoupServerMessage *message)
{
  g_autoptr (GBytes) picture = make_picture (16);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CONTENT_LENGTH);
  soup_message_headers_set_content_length (headers, 100000);
  answer_with (message, SOUP_STATUS_OK, picture);
  g_signal_connect_swapped (message, "wrote-chunk",
                            G_CALLBACK (g_socket_close),
                            soup_server_message_get_socket (message));
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  TileServer *self = data;
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  const char *query_text = g_uri_get_query (soup_server_message_get_uri (message));

  self->n_requests++;
  g_free (self->path);
  self->path = query_text != NULL ? g_strconcat (path, "?", query_text, NULL) : g_strdup (path);
  g_free (self->user_agent);
  self->user_agent = g_strdup (soup_message_headers_get_one (asked, "User-Agent"));

  switch (self->answer)
    {
    case ANSWER_PICTURE:
      answer_picture (self, message, 16);
      break;
    case ANSWER_STATUS:
      if (self->retry_after != NULL)
        soup_message_headers_append (soup_server_message_get_response_headers (message),
                                     "Retry-After", self->retry_after);
      answer_page (message, self->status);
      break;
    case ANSWER_PAGE:
      answer_page (message, SOUP_STATUS_OK);
      break;
    case ANSWER_HUGE_SIDES:
      answer_huge_sides (message);
      break;
    case ANSWER_ENDLESS:
      answer_endlessly (message);
      break;
    case ANSWER_CUT:
      answer_cut (message);
      break;
    case ANSWER_NOTHING:
      soup_server_message_pause (message);
      break;
    default:
      g_assert_not_reached ();
    }
}

TileServer *
tile_server_new (void)
{
  TileServer *self = g_new0 (TileServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
tile_server_stop (TileServer *self)
{
  soup_server_disconnect (self->server);
}

void
tile_server_free (TileServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->path);
  g_free (self->user_agent);
  g_free (self);
}

char *
tile_server_dup_address (TileServer *self,
                         const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}
