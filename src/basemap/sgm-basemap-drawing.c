/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-drawing.h"

#include <math.h>
#include <sys/resource.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "basemap/sgm-basemap-lines.h"
#include "basemap/sgm-basemap-tile.h"
#include "geo/sgm-mercator.h"

/* Pixels of a tile's side. Screens of twice the fineness show them as they
 * are, and so does a map that is enlarged between two zooms. */
#define TILE_SIZE 512

#define MAX_THREADS 4
#define IDLE_NICENESS 19

/* How often to look whether the work is still wanted, and how often to let
 * others see what is there, in microseconds. */
#define CANCEL_INTERVAL (100 * 1000)
#define COMMIT_INTERVAL (1000 * 1000)

/* How far the map goes beyond the district on each side, as a part of its
 * width and height: far at low zooms, where a window shows it. */
static const double margins[] = {
  [9] = 8, [10] = 6, [11] = 3, [12] = 1.5, [13] = 0.7, [14] = 0.35, [15] = 0.2, [16] = 0.1, [17] = 0.05,
};

G_STATIC_ASSERT (G_N_ELEMENTS (margins) == SGM_BASEMAP_MAX_ZOOM + 1);

/* A tile to make, and its picture once it is made. */
typedef struct
{
  SgmBasemapTile tile;
  double distance; /* from the middle, in tiles */
  GBytes *png;
} Task;

/* The drawing of tiles. The threads of the pool set their tasks' pictures and
 * push them onto the queue. */
typedef struct
{
  const SgmBasemapPlan *plan;
  SgmBasemapHaste haste;
  GArray *tasks;
  guint n_wanted; /* with those that are there already */
  GAsyncQueue *made;
  GCancellable *cancellable;
  GMutex mutex; /* over what follows */
  GPtrArray *lines;
  SgmBasemapNames *names[SGM_BASEMAP_MAX_ZOOM + 1];
} Drawing;

/**
 * sgm_basemap_get_margin:
 * @zoom: zoom level, %SGM_BASEMAP_MIN_ZOOM to %SGM_BASEMAP_MAX_ZOOM
 *
 * Returns: how far the map goes beyond its bounds on each side, as a part of
 *   their width and height
 */
double
sgm_basemap_get_margin (guint zoom)
{
  return margins[zoom];
}

static void
clear_task (gpointer data)
{
  Task *task = data;

  g_clear_pointer (&task->png, g_bytes_unref);
}

/* What comes first: low zooms, and in each the middle of the map. */
static int
compare_tasks (gconstpointer a,
               gconstpointer b)
{
  const Task *one = a;
  const Task *other = b;

  if (one->tile.zoom != other->tile.zoom)
    return one->tile.zoom < other->tile.zoom ? -1 : 1;
  if (one->distance != other->distance)
    return one->distance < other->distance ? -1 : 1;
  return (int) one->tile.shade - (int) other->tile.shade;
}

static void
add_task (Drawing          *drawing,
          SgmMbtilesWriter *writer,
          guint             zoom,
          guint             x,
          guint             y,
          double            distance)
{
  for (SgmBasemapShade shade = 0; shade < SGM_BASEMAP_N_SHADES; shade++)
    {
      Task task = { { zoom, x, y, TILE_SIZE, shade }, distance, NULL };

      drawing->n_wanted++;
      if (!sgm_mbtiles_writer_has (writer, shade == SGM_BASEMAP_DARK, zoom, x, y))
        g_array_append_val (drawing->tasks, task);
    }
}

/* The tiles of a zoom that meet the district and its margin. */
static void
add_tasks (Drawing          *drawing,
           SgmMbtilesWriter *writer,
           guint             zoom)
{
  const SgmBox *box = &drawing->plan->bounds;
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
      add_task (drawing, writer, zoom, x, y,
                hypot (x + 0.5 - (left + right) / 2 * n, y + 0.5 - (top + bottom) / 2 * n));
}

static Drawing *
drawing_new (const SgmBasemapPlan *plan,
             SgmMbtilesWriter     *writer,
             guint                 last_zoom,
             SgmBasemapHaste       haste,
             GCancellable         *cancellable)
{
  Drawing *drawing = g_new0 (Drawing, 1);

  drawing->plan = plan;
  drawing->haste = haste;
  drawing->tasks = g_array_new (FALSE, FALSE, sizeof (Task));
  drawing->made = g_async_queue_new ();
  drawing->cancellable = cancellable;
  g_mutex_init (&drawing->mutex);
  g_array_set_clear_func (drawing->tasks, clear_task);
  for (guint zoom = SGM_BASEMAP_MIN_ZOOM; zoom <= last_zoom; zoom++)
    add_tasks (drawing, writer, zoom);
  g_array_sort (drawing->tasks, compare_tasks);
  return drawing;
}

static void
drawing_free (Drawing *drawing)
{
  for (guint zoom = 0; zoom <= SGM_BASEMAP_MAX_ZOOM; zoom++)
    g_clear_pointer (&drawing->names[zoom], sgm_basemap_names_free);
  g_clear_pointer (&drawing->lines, g_ptr_array_unref);
  g_mutex_clear (&drawing->mutex);
  g_async_queue_unref (drawing->made);
  g_array_unref (drawing->tasks);
  g_free (drawing);
}

/* Set by the first thread that needs them. */
static const SgmBasemapNames *
get_names (Drawing *drawing,
           guint    zoom)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&drawing->mutex);
  const SgmBasemapPlan *plan = drawing->plan;

  if (drawing->lines == NULL)
    drawing->lines = sgm_basemap_lines_join (plan->ground);
  if (drawing->names[zoom] == NULL)
    drawing->names[zoom] = sgm_basemap_names_new (plan->ground, drawing->lines, plan->style, plan->language, zoom);
  return drawing->names[zoom];
}

static void
make_tile (gpointer item,
           gpointer data)
{
  Task *task = item;
  Drawing *drawing = data;

  if (g_cancellable_is_cancelled (drawing->cancellable))
    return;
  /* On Linux a thread has a niceness of its own. */
  if (drawing->haste == SGM_BASEMAP_ASIDE)
    setpriority (PRIO_PROCESS, gettid (), IDLE_NICENESS);
  task->png = sgm_basemap_tile_make (&task->tile, drawing->plan->ground, drawing->plan->style,
                                     get_names (drawing, task->tile.zoom));
  g_async_queue_push (drawing->made, task);
}

static gboolean
write_tile (SgmMbtilesWriter  *writer,
            Task              *task,
            GError           **error)
{
  const SgmBasemapTile *tile = &task->tile;
  gboolean written;

  if (tile->shade == SGM_BASEMAP_DARK)
    written = sgm_mbtiles_writer_add_dark (writer, tile->zoom, tile->x, tile->y, task->png, error);
  else
    written = sgm_mbtiles_writer_add (writer, tile->zoom, tile->x, tile->y, task->png, error);
  g_clear_pointer (&task->png, g_bytes_unref);
  return written;
}

/* Takes the tiles as they come out of the threads and writes them, in the
 * calling thread. */
static gboolean
write_tiles (Drawing           *drawing,
             SgmMbtilesWriter  *writer,
             gboolean           commit,
             SgmProgress        progress,
             gpointer           progress_data,
             GError           **error)
{
  guint n_there = drawing->n_wanted - drawing->tasks->len;
  gint64 committed = g_get_monotonic_time ();

  for (guint n_written = 0; n_written < drawing->tasks->len;)
    {
      Task *task = g_async_queue_timeout_pop (drawing->made, CANCEL_INTERVAL);

      if (g_cancellable_set_error_if_cancelled (drawing->cancellable, error))
        {
          if (commit)
            sgm_mbtiles_writer_commit (writer, NULL);
          return FALSE;
        }
      if (commit && g_get_monotonic_time () - committed > COMMIT_INTERVAL)
        {
          if (!sgm_mbtiles_writer_commit (writer, error))
            return FALSE;
          committed = g_get_monotonic_time ();
        }
      if (task == NULL)
        continue;
      if (!write_tile (writer, task, error))
        return FALSE;

      n_written++;
      if (progress != NULL)
        progress ((n_there + n_written) / (double) drawing->n_wanted, _("Drawing the base map"), progress_data);
    }
  return TRUE;
}

/**
 * sgm_basemap_draw:
 * @plan: what is drawn
 * @writer: where the tiles go
 * @last_zoom: the highest zoom to draw
 * @commit: whether others shall see each second what is there
 * @haste: how quickly
 * @progress: (nullable) (scope call): told how far it is, in this thread
 * @cancellable: (nullable): to give up
 *
 * Draws the tiles that are not there yet.
 *
 * Returns: whether all are there
 */
gboolean
sgm_basemap_draw (const SgmBasemapPlan  *plan,
                  SgmMbtilesWriter      *writer,
                  guint                  last_zoom,
                  gboolean               commit,
                  SgmBasemapHaste        haste,
                  SgmProgress            progress,
                  gpointer               progress_data,
                  GCancellable          *cancellable,
                  GError               **error)
{
  Drawing *drawing = drawing_new (plan, writer, last_zoom, haste, cancellable);
  guint n_threads = haste == SGM_BASEMAP_ASIDE ? 1 : CLAMP (g_get_num_processors (), 1, MAX_THREADS);
  GThreadPool *pool;
  gboolean written;

  /* Threads of their own, whose niceness stays among them. */
  pool = g_thread_pool_new (make_tile, drawing, n_threads, TRUE, NULL);
  for (guint i = 0; i < drawing->tasks->len; i++)
    g_thread_pool_push (pool, &g_array_index (drawing->tasks, Task, i), NULL);

  written = write_tiles (drawing, writer, commit, progress, progress_data, error);
  g_thread_pool_free (pool, TRUE, TRUE);
  drawing_free (drawing);
  return written;
}
