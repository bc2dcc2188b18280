/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-tile-fetch.h"

#include "tiles/sgm-tile-check.h"

#define CHUNK (64 * 1024)

/* One request. Its own cancellable ends it when the time is over, too. */
typedef struct
{
  GInputStream *stream;
  GByteArray *body;
  GCancellable *cancellable;
  GSource *cancelled;
  GSource *deadline;
  gboolean late;
} Fetch;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
fetch_free (Fetch *fetch)
{
  clear_source (&fetch->cancelled);
  clear_source (&fetch->deadline);
  g_clear_object (&fetch->stream);
  g_byte_array_unref (fetch->body);
  g_object_unref (fetch->cancellable);
  g_free (fetch);
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      data)
{
  g_cancellable_cancel (((Fetch *) data)->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
on_deadline (gpointer data)
{
  Fetch *fetch = data;

  fetch->late = TRUE;
  g_cancellable_cancel (fetch->cancellable);
  return G_SOURCE_REMOVE;
}

static void
fail (GTask  *task,
      GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);

  clear_source (&fetch->cancelled);
  clear_source (&fetch->deadline);
  if (fetch->late)
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "The tile took too long");
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
on_chunk (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  GTask *task = data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (fetch->stream, result, &error);
  gsize size = chunk != NULL ? g_bytes_get_size (chunk) : 0;

  if (chunk == NULL)
    {
      fail (task, error);
    }
  else if (fetch->body->len + size > SGM_TILE_MAX_BYTES)
    {
      fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                                       "The tile is far too large"));
    }
  else if (size > 0)
    {
      g_byte_array_append (fetch->body, g_bytes_get_data (chunk, NULL), size);
      g_input_stream_read_bytes_async (fetch->stream, CHUNK, G_PRIORITY_DEFAULT,
                                       fetch->cancellable, on_chunk, task);
    }
  else
    {
      clear_source (&fetch->cancelled);
      clear_source (&fetch->deadline);
      g_task_return_pointer (task, g_bytes_new (fetch->body->data, fetch->body->len),
                             (GDestroyNotify) g_bytes_unref);
      g_object_unref (task);
    }
}

static void
on_sent (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (fetch->stream == NULL)
    fail (task, error);
  else
    g_input_stream_read_bytes_async (fetch->stream, CHUNK, G_PRIORITY_DEFAULT, fetch->cancellable,
                                     on_chunk, task);
}

static void
start_source (GSource    *source,
              GSourceFunc callback,
              Fetch      *fetch)
{
  g_source_set_callback (source, callback, fetch, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/**
 * sgm_tile_fetch_async:
 * @session: the session of HTTP
 * @message: what to send
 * @timeout: how long all of it may take, in milliseconds
 * @cancellable: (nullable): to give up
 * @callback: called in the same thread
 * @user_data: for @callback
 *
 * Sends a request and reads the body of its answer, whatever its status.
 */
void
sgm_tile_fetch_async (SoupSession         *session,
                      SoupMessage         *message,
                      guint                timeout,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->body = g_byte_array_new ();
  fetch->cancellable = g_cancellable_new ();
  fetch->deadline = g_timeout_source_new (timeout);
  start_source (fetch->deadline, on_deadline, fetch);
  if (cancellable != NULL)
    {
      fetch->cancelled = g_cancellable_source_new (cancellable);
      start_source (fetch->cancelled, G_SOURCE_FUNC (on_cancelled), fetch);
    }
  g_task_set_source_tag (task, sgm_tile_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, fetch->cancellable, on_sent, task);
}

/**
 * sgm_tile_fetch_finish:
 * @result: what the callback was given
 *
 * Returns: (transfer full): the body, or %NULL where there was no whole
 *   answer; %G_IO_ERROR_MESSAGE_TOO_LARGE where it is larger than any tile
 */
GBytes *
sgm_tile_fetch_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
