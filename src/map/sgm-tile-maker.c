/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-tile-maker.h"

#include <math.h>

#include "basemap/sgm-basemap-painter.h"
#include "geo/sgm-mercator.h"
#include "map/sgm-tile-read.h"

#define TILE_SIZE 256
#define MAX_SIZE 1024
/* How long the first picture waits for slow layers. */
#define PATIENCE_MS 300

/* A tile of a layer, or the part of it that the made tile covers. */
typedef struct
{
  SgmTileMaker *maker;
  double opacity;
  int x; /* where it lies on the made tile, in pixels of 256 a tile */
  int y;
  gboolean is_dark; /* made for a dark window */
  cairo_surface_t *surface;
} Part;

struct _SgmTileMaker
{
  grefcount ref_count;
  gboolean dark;
  SgmTileMade made; /* NULL once it was stopped */
  gpointer data;
  GCancellable *cancellable;
  GPtrArray *parts; /* of Part, the lowest first */
  guint n_pending;
  gboolean complete;
  gboolean painting;
  gboolean waiting; /* something has come while the rest was painted */
  guint patience_id; /* 0 when the patience is over */
};

static void paint (SgmTileMaker *self);

static void
part_free (gpointer data)
{
  Part *part = data;

  g_clear_pointer (&part->surface, cairo_surface_destroy);
  g_free (part);
}

static Part *
part_copy (const Part *part)
{
  Part *copy = g_memdup2 (part, sizeof *part);

  cairo_surface_reference (copy->surface);
  return copy;
}

static SgmTileMaker *
maker_ref (SgmTileMaker *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

static void
maker_unref (SgmTileMaker *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->parts);
  g_object_unref (self->cancellable);
  g_free (self);
}

/* Painting ----------------------------------------------------------------- */

typedef struct
{
  GPtrArray *parts;
  gboolean dark;
} Painting;

static void
painting_free (Painting *painting)
{
  g_ptr_array_unref (painting->parts);
  g_free (painting);
}

/* As fine as the finest of the parts. */
static int
choose_size (GPtrArray *parts)
{
  int size = TILE_SIZE;

  for (guint i = 0; i < parts->len; i++)
    size = MAX (size, cairo_image_surface_get_width (((Part *) g_ptr_array_index (parts, i))->surface));
  return MIN (size, MAX_SIZE);
}

/* A map for light windows that lies with one for dark windows. */
static cairo_surface_t *
darken_part (const Part *part)
{
  int width = cairo_image_surface_get_width (part->surface);
  int height = cairo_image_surface_get_height (part->surface);
  cairo_surface_t *copy = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (copy);

  cairo_set_source_surface (cr, part->surface, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  sgm_basemap_darken (copy);
  return copy;
}

static void
paint_part (cairo_t    *cr,
            const Part *part)
{
  double scale = (double) TILE_SIZE / cairo_image_surface_get_width (part->surface);

  cairo_save (cr);
  cairo_translate (cr, part->x, part->y);
  cairo_rectangle (cr, 0, 0, TILE_SIZE, TILE_SIZE);
  cairo_clip (cr);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, part->surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  if (part->opacity < 1)
    cairo_paint_with_alpha (cr, part->opacity);
  else
    cairo_paint (cr);
  cairo_restore (cr);
}

static gboolean
has_dark (GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    if (((Part *) g_ptr_array_index (parts, i))->is_dark)
      return TRUE;
  return FALSE;
}

static void
paint_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Painting *painting = task_data;
  int size = choose_size (painting->parts);
  gboolean is_dark;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (g_task_return_error_if_cancelled (task))
    return;
  is_dark = painting->dark && has_dark (painting->parts);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cr = cairo_create (surface);
  cairo_scale (cr, (double) size / TILE_SIZE, (double) size / TILE_SIZE);
  sgm_basemap_set_ground (cr, is_dark);
  cairo_paint (cr);
  for (guint i = 0; i < painting->parts->len; i++)
    {
      Part *part = g_ptr_array_index (painting->parts, i);

      if (is_dark && !part->is_dark)
        {
          cairo_surface_t *darkened = darken_part (part);

          cairo_surface_destroy (part->surface);
          part->surface = darkened;
        }
      paint_part (cr, part);
    }
  cairo_destroy (cr);
  if (painting->dark && !is_dark)
    sgm_basemap_darken (surface);
  g_task_return_pointer (task, surface, (GDestroyNotify) cairo_surface_destroy);
}

static void
give (SgmTileMaker    *self,
      cairo_surface_t *surface,
      gboolean         last)
{
  if (self->made != NULL)
    self->made (surface, last, self->complete, self->data);
}

static void
on_painted (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  SgmTileMaker *self = data;
  cairo_surface_t *surface = g_task_propagate_pointer (G_TASK (result), NULL);

  self->painting = FALSE;
  if (self->waiting)
    {
      paint (self);
    }
  else if (surface != NULL)
    {
      give (self, surface, self->n_pending == 0);
    }
  g_clear_pointer (&surface, cairo_surface_destroy);
  maker_unref (self);
}

/* Most maps have one layer, which is the tile as it has to look.
 * Returns: (transfer none) (nullable): that picture */
static cairo_surface_t *
get_only_picture (SgmTileMaker *self)
{
  const Part *part = self->parts->len == 1 ? g_ptr_array_index (self->parts, 0) : NULL;
  int size;

  if (part == NULL || part->surface == NULL || part->opacity < 1 || part->x != 0 || part->y != 0
      || part->is_dark != self->dark || cairo_image_surface_get_format (part->surface) != CAIRO_FORMAT_RGB24)
    return NULL;
  size = cairo_image_surface_get_width (part->surface);
  return size == cairo_image_surface_get_height (part->surface) && size >= TILE_SIZE && size <= MAX_SIZE
           ? part->surface : NULL;
}

/* Paints what there is. */
static void
paint (SgmTileMaker *self)
{
  cairo_surface_t *only = get_only_picture (self);
  g_autoptr (GTask) task = NULL;
  Painting *painting;

  self->waiting = self->painting;
  if (self->painting)
    return;
  if (only != NULL)
    {
      give (self, only, self->n_pending == 0);
      return;
    }
  painting = g_new0 (Painting, 1);
  painting->dark = self->dark;
  painting->parts = g_ptr_array_new_with_free_func (part_free);
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);

      if (part->surface != NULL)
        g_ptr_array_add (painting->parts, part_copy (part));
    }
  if (painting->parts->len == 0)
    {
      painting_free (painting);
      give (self, NULL, self->n_pending == 0);
      return;
    }
  self->painting = TRUE;
  task = g_task_new (NULL, self->cancellable, on_painted, maker_ref (self));
  g_task_set_source_tag (task, paint);
  g_task_set_task_data (task, painting, (GDestroyNotify) painting_free);
  g_task_run_in_thread (task, paint_in_thread);
}

/* Reading ------------------------------------------------------------------ */

static gboolean
has_surface (SgmTileMaker *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (((Part *) g_ptr_array_index (self->parts, i))->surface != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
on_patience_over (gpointer data)
{
  SgmTileMaker *self = data;

  self->patience_id = 0;
  if (self->n_pending == 0 || has_surface (self))
    paint (self);
  return G_SOURCE_REMOVE;
}

static void
on_read (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  Part *part = data;
  SgmTileMaker *self = part->maker;
  gboolean complete;

  part->surface = sgm_tile_read_finish (result, &part->is_dark, &complete);
  self->complete = self->complete && complete;
  self->n_pending--;
  if (self->n_pending == 0)
    g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->made != NULL
      && (self->n_pending == 0 || (self->patience_id == 0 && part->surface != NULL)))
    paint (self);
  maker_unref (self);
}

static void
read_part (SgmTileMaker       *self,
           const SgmTileLayer *layer,
           guint               zoom,
           guint               x,
           guint               y,
           int                 part_x,
           int                 part_y)
{
  Part *part = g_new0 (Part, 1);

  part->maker = self;
  part->opacity = layer->opacity;
  part->x = part_x;
  part->y = part_y;
  g_ptr_array_add (self->parts, part);
  self->n_pending++;
  maker_ref (self);
  sgm_tile_read_async (layer->provider, zoom, x, y, self->dark, self->cancellable, on_read, part);
}

/**
 * sgm_tile_maker_get_shift:
 * @datum: what a layer is measured against
 * @zoom: zoom level
 * @x: column of a tile of the map
 * @y: row of a tile of the map
 * @dx: (out): how far east the tile's content lies on the layer, pixels
 * @dy: (out): how far south
 *
 * Tells where a layer has what belongs on a tile. The shift of a datum changes
 * from place to place, by less than a pixel over half a tile at any zoom, so
 * each tile has one of its own, in whole pixels to stay crisp.
 */
void
sgm_tile_maker_get_shift (SgmDatum  datum,
                          guint     zoom,
                          guint     x,
                          guint     y,
                          int      *dx,
                          int      *dy)
{
  double n = exp2 (zoom);
  double longitude = sgm_mercator_longitude ((x + 0.5) / n);
  double latitude = sgm_mercator_latitude ((y + 0.5) / n);

  sgm_datum_convert (SGM_DATUM_CGCS2000, datum, &longitude, &latitude);
  *dx = lrint ((sgm_mercator_x (longitude) * n - x - 0.5) * TILE_SIZE);
  *dy = lrint ((sgm_mercator_y (latitude) * n - y - 0.5) * TILE_SIZE);
}

static gint64
floor_to_tile (gint64 pixel)
{
  return (pixel >= 0 ? pixel : pixel - TILE_SIZE + 1) / TILE_SIZE;
}

/* The up to four tiles of a layer that a tile of the map lies on. */
static void
read_layer (SgmTileMaker       *self,
            const SgmTileLayer *layer,
            guint               zoom,
            guint               x,
            guint               y)
{
  gint64 n = (gint64) 1 << zoom;
  gint64 left, top;
  int dx, dy;

  sgm_tile_maker_get_shift (layer->datum, zoom, x, y, &dx, &dy);
  left = (gint64) x * TILE_SIZE + dx;
  top = (gint64) y * TILE_SIZE + dy;
  for (gint64 row = floor_to_tile (top); row * TILE_SIZE < top + TILE_SIZE; row++)
    for (gint64 column = floor_to_tile (left); column * TILE_SIZE < left + TILE_SIZE; column++)
      if (row >= 0 && row < n && column >= 0 && column < n)
        read_part (self, layer, zoom, column, row, column * TILE_SIZE - left, row * TILE_SIZE - top);
}

/**
 * sgm_tile_maker_start:
 * @stack: the layers
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 * @dark: whether it is for a dark window: maps without dark tiles of their own
 *   are recoloured
 * @made: called, later, with what has been made; at least once
 * @data: for @made
 *
 * Begins to make a tile.
 *
 * Returns: (transfer full): the maker, to be stopped in the end
 */
SgmTileMaker *
sgm_tile_maker_start (SgmTileStack *stack,
                      guint         zoom,
                      guint         x,
                      guint         y,
                      gboolean      dark,
                      SgmTileMade   made,
                      gpointer      data)
{
  SgmTileMaker *self = g_new0 (SgmTileMaker, 1);

  g_ref_count_init (&self->ref_count);
  self->dark = dark;
  self->made = made;
  self->data = data;
  self->complete = TRUE;
  self->cancellable = g_cancellable_new ();
  self->parts = g_ptr_array_new_with_free_func (part_free);
  for (guint i = 0; i < sgm_tile_stack_get_n_layers (stack); i++)
    {
      const SgmTileLayer *layer = sgm_tile_stack_get_layer (stack, i);

      if (layer->opacity > 0)
        read_layer (self, layer, zoom, x, y);
    }
  self->patience_id = g_timeout_add (self->n_pending > 0 ? PATIENCE_MS : 0, on_patience_over, self);
  return self;
}

/**
 * sgm_tile_maker_stop:
 * @self: (transfer full): a maker
 *
 * Stops it, whether or not it has finished; nothing more is given.
 */
void
sgm_tile_maker_stop (SgmTileMaker *self)
{
  self->made = NULL;
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  maker_unref (self);
}
