/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap-names.h"
#include "basemap/sgm-basemap-tile.h"
#include "geo/sgm-mercator.h"
#include "tiles/sgm-mbtiles-writer.h"

#define N_THREADS 2

/* How often to look whether the work is still wanted, in microseconds. */
#define CANCEL_INTERVAL (100 * 1000)

/* How far the map goes beyond the district on each side, as a part of its
 * width and height: far at low zooms, where a window shows it. */
static const double margins[] = {
  [9] = 8, [10] = 8, [11] = 5, [12] = 2.5, [13] = 1, [14] = 0.5, [15] = 0.3, [16] = 0.1,
};

G_STATIC_ASSERT (G_N_ELEMENTS (margins) == SGM_BASEMAP_MAX_ZOOM + 1);

/* A tile to make, and its picture once it is made. */
typedef struct
{
  guint zoom;
  guint x;
  guint y;
  GBytes *png;
} Task;

/* The making of a base map. The threads of the pool read all of it, set their
 * tasks' pictures and push them onto the queue. */
typedef struct
{
  const SgmGround *ground;
  GArray *names[SGM_BASEMAP_MAX_ZOOM + 1];
  GArray *tasks;
  GAsyncQueue *made;
  GCancellable *cancellable;
} Making;

/**
 * sgm_basemap_dup_path:
 * @database: name of a district's file
 *
 * Returns: (transfer full): name of the base map that belongs to it: the same
 *   with the extension `.mbtiles`
 */
char *
sgm_basemap_dup_path (const char *database)
{
  g_autofree char *folder = g_path_get_dirname (database);
  g_autofree char *name = g_path_get_basename (database);
  g_autofree char *tiles_name = NULL;
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  tiles_name = g_strconcat (name, ".mbtiles", NULL);
  return g_build_filename (folder, tiles_name, NULL);
}

static void
clear_task (gpointer data)
{
  Task *task = data;

  g_clear_pointer (&task->png, g_bytes_unref);
}

/* The tiles of a zoom that meet the district and its margin. */
static void
add_tasks (GArray       *tasks,
           const SgmBox *box,
           guint         zoom)
{
  double left = sgm_mercator_x (box->min_x);
  double right = sgm_mercator_x (box->max_x);
  double top = sgm_mercator_y (box->max_y);
  double bottom = sgm_mercator_y (box->min_y);
  double margin_x = (right - left) * margins[zoom];
  double margin_y = (bottom - top) * margins[zoom];
  double n = 1u << zoom;
  guint last_x = MIN (n - 1, (right + margin_x) * n);
  guint last_y = MIN (n - 1, (bottom + margin_y) * n);

  for (guint y = MAX (0, (top - margin_y) * n); y <= last_y; y++)
    for (guint x = MAX (0, (left - margin_x) * n); x <= last_x; x++)
      {
        Task task = { zoom, x, y, NULL };

        g_array_append_val (tasks, task);
      }
}

static Making *
making_new (const SgmGround *ground,
            const SgmBox    *box,
            GCancellable    *cancellable)
{
  Making *making = g_new0 (Making, 1);

  making->ground = ground;
  making->tasks = g_array_new (FALSE, FALSE, sizeof (Task));
  making->made = g_async_queue_new ();
  making->cancellable = cancellable;
  g_array_set_clear_func (making->tasks, clear_task);
  for (guint zoom = SGM_BASEMAP_MIN_ZOOM; zoom <= SGM_BASEMAP_MAX_ZOOM; zoom++)
    {
      making->names[zoom] = sgm_basemap_names_place (making->ground, zoom);
      add_tasks (making->tasks, box, zoom);
    }
  return making;
}

static void
making_free (Making *making)
{
  for (guint zoom = SGM_BASEMAP_MIN_ZOOM; zoom <= SGM_BASEMAP_MAX_ZOOM; zoom++)
    g_array_unref (making->names[zoom]);
  g_async_queue_unref (making->made);
  g_array_unref (making->tasks);
  g_free (making);
}

static void
make_tile (gpointer item,
           gpointer data)
{
  Task *task = item;
  Making *making = data;

  if (g_cancellable_is_cancelled (making->cancellable))
    return;
  task->png = sgm_basemap_tile_make (making->ground, making->names[task->zoom],
                                     task->zoom, task->x, task->y);
  g_async_queue_push (making->made, task);
}

static void
describe (SgmMbtilesWriter        *writer,
          const SgmBasemapOptions *options)
{
  const SgmBox *box = &options->bounds;
  char numbers[4][G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *bounds = NULL;
  g_autofree char *min_zoom = g_strdup_printf ("%d", SGM_BASEMAP_MIN_ZOOM);
  g_autofree char *max_zoom = g_strdup_printf ("%d", SGM_BASEMAP_MAX_ZOOM);

  g_ascii_formatd (numbers[0], sizeof numbers[0], "%.5f", box->min_x);
  g_ascii_formatd (numbers[1], sizeof numbers[1], "%.5f", box->min_y);
  g_ascii_formatd (numbers[2], sizeof numbers[2], "%.5f", box->max_x);
  g_ascii_formatd (numbers[3], sizeof numbers[3], "%.5f", box->max_y);
  bounds = g_strjoin (",", numbers[0], numbers[1], numbers[2], numbers[3], NULL);

  sgm_mbtiles_writer_set_metadata (writer, "name",
                                   options->title != NULL ? options->title : "Smart Grid Map");
  sgm_mbtiles_writer_set_metadata (writer, "type", "baselayer");
  sgm_mbtiles_writer_set_metadata (writer, "version", "1.0");
  sgm_mbtiles_writer_set_metadata (writer, "bounds", bounds);
  sgm_mbtiles_writer_set_metadata (writer, "minzoom", min_zoom);
  sgm_mbtiles_writer_set_metadata (writer, "maxzoom", max_zoom);
  if (options->attribution != NULL)
    sgm_mbtiles_writer_set_metadata (writer, "attribution", options->attribution);
}

/* Takes the tiles as they come out of the threads and writes them, in the
 * calling thread. */
static gboolean
write_tiles (Making            *making,
             SgmMbtilesWriter  *writer,
             SgmProgress        progress,
             gpointer           progress_data,
             GError           **error)
{
  guint n_written = 0;

  while (n_written < making->tasks->len)
    {
      Task *task = g_async_queue_timeout_pop (making->made, CANCEL_INTERVAL);

      if (g_cancellable_set_error_if_cancelled (making->cancellable, error))
        return FALSE;
      if (task == NULL)
        continue;
      if (!sgm_mbtiles_writer_add (writer, task->zoom, task->x, task->y, task->png, error))
        return FALSE;

      g_clear_pointer (&task->png, g_bytes_unref);
      n_written++;
      if (progress != NULL)
        progress (n_written / (double) making->tasks->len, _("Drawing the base map"), progress_data);
    }
  return TRUE;
}

/**
 * sgm_basemap_make:
 * @path: name of the MBTiles file; one that is there is replaced
 * @ground: what there is, sealed
 * @options: what the map is of
 * @progress: (nullable) (scope call): told how far it is, in this thread
 * @cancellable: (nullable): to give up
 *
 * Draws a base map. Takes seconds; to be called in a thread of its own.
 *
 * Returns: whether the file was written; when not, nothing of it is left
 */
gboolean
sgm_basemap_make (const char               *path,
                  const SgmGround          *ground,
                  const SgmBasemapOptions  *options,
                  SgmProgress               progress,
                  gpointer                  progress_data,
                  GCancellable             *cancellable,
                  GError                  **error)
{
  g_autoptr (SgmMbtilesWriter) writer = NULL;
  Making *making;
  GThreadPool *pool;
  gboolean written;

  g_return_val_if_fail (path != NULL && ground != NULL && options != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  writer = sgm_mbtiles_writer_new (path, error);
  if (writer == NULL)
    return FALSE;

  describe (writer, options);
  making = making_new (ground, &options->bounds, cancellable);
  pool = g_thread_pool_new (make_tile, making, N_THREADS, FALSE, NULL);
  for (guint i = 0; i < making->tasks->len; i++)
    g_thread_pool_push (pool, &g_array_index (making->tasks, Task, i), NULL);

  written = write_tiles (making, writer, progress, progress_data, error);
  g_thread_pool_free (pool, TRUE, TRUE);
  making_free (making);
  return written && sgm_mbtiles_writer_finish (writer, error);
}
