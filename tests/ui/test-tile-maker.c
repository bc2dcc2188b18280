/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <shumate/shumate.h>

#include "base/sgm-error.h"
#include "map/sgm-tile-maker.h"
#include "map/sgm-tile-source.h"

/* Tiles painted over one another, and the source that gives them to the map. */

#define ZOOM 14
#define X 13337
#define Y 7140

/* A provider whose tiles are made here, and may come late or not at all. */
#define TEST_TYPE_PROVIDER (test_provider_get_type ())
G_DECLARE_FINAL_TYPE (TestProvider, test_provider, TEST, PROVIDER, SgmTileProvider)

struct _TestProvider
{
  SgmTileProvider parent_instance;
  guint32 color;
  gboolean numbered; /* each tile's east half is of a colour of its own */
  gboolean held;     /* nothing is answered */
  gboolean failing;
  guint n_reads;
  GTask *waiting;
};

G_DEFINE_FINAL_TYPE (TestProvider, test_provider, SGM_TYPE_TILE_PROVIDER)

static cairo_status_t
append (void                *data,
        const unsigned char *bytes,
        unsigned int         length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_png (guint32 color,
          guint32 east)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 256, 256);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < 256; y++)
    for (int x = 0; x < 256; x++)
      memcpy (data + y * stride + x * 4, x < 128 ? &color : &east, 4);
  cairo_surface_mark_dirty (surface);
  cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_provider_read_async (SgmTileProvider     *provider,
                          guint                zoom,
                          guint                x,
                          guint                y,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  TestProvider *self = TEST_PROVIDER (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  guint32 east = self->numbered ? 0xff000000 | (x & 0xff) << 8 | (y & 0xff) : self->color;

  self->n_reads++;
  if (self->held)
    {
      g_set_object (&self->waiting, task);
      g_object_unref (task);
      return;
    }
  if (self->failing)
    g_task_return_new_error (task, SGM_ERROR, SGM_ERROR_IO, "not now");
  else
    g_task_return_pointer (task, make_png (self->color, east), (GDestroyNotify) g_bytes_unref);
  g_object_unref (task);
}

static GBytes *
test_provider_read_finish (SgmTileProvider  *provider,
                           GAsyncResult     *result,
                           GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_provider_class_init (TestProviderClass *klass)
{
  SGM_TILE_PROVIDER_CLASS (klass)->read_async = test_provider_read_async;
  SGM_TILE_PROVIDER_CLASS (klass)->read_finish = test_provider_read_finish;
}

static void
test_provider_init (TestProvider *self)
{
}

static TestProvider *
add_layer (SgmTileStack *stack,
           guint32       color,
           double        opacity,
           SgmDatum      datum)
{
  TestProvider *provider = g_object_new (TEST_TYPE_PROVIDER, NULL);

  provider->color = color;
  sgm_tile_stack_add (stack, SGM_TILE_PROVIDER (provider), opacity, datum);
  g_object_unref (provider);
  return provider;
}

static SgmTileStack *
make_stack (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return sgm_tile_stack_new (none, NULL, NULL, NULL);
}

typedef struct
{
  cairo_surface_t *surface;
  guint n_made;
  gboolean last;
  gboolean complete;
} Outcome;

static void
on_made (cairo_surface_t *surface,
         gboolean         last,
         gboolean         complete,
         gpointer         data)
{
  Outcome *outcome = data;

  g_clear_pointer (&outcome->surface, cairo_surface_destroy);
  outcome->surface = surface != NULL ? cairo_surface_reference (surface) : NULL;
  outcome->n_made++;
  outcome->last = last;
  outcome->complete = complete;
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel, data + y * cairo_image_surface_get_stride (surface) + 4 * x, 4);
  return pixel;
}

static void
make_tile (SgmTileStack *stack,
           Outcome      *outcome)
{
  SgmTileMaker *maker = sgm_tile_maker_start (stack, ZOOM, X, Y, FALSE, on_made, outcome);

  while (!outcome->last)
    g_main_context_iteration (NULL, TRUE);
  sgm_tile_maker_stop (maker);
}

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->surface, cairo_surface_destroy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
test_opacity (void)
{
  g_autoptr (SgmTileStack) stack = make_stack ();
  g_auto (Outcome) outcome = { 0 };
  guint32 mixed;

  add_layer (stack, 0xff0000ff, 1, SGM_DATUM_CGCS2000);
  add_layer (stack, 0xffff0000, 0.5, SGM_DATUM_CGCS2000);
  add_layer (stack, 0x00000000, 1, SGM_DATUM_CGCS2000);
  add_layer (stack, 0xff00ff00, 0, SGM_DATUM_CGCS2000);
  make_tile (stack, &outcome);
  g_assert_true (outcome.complete);
  g_assert_cmpuint (outcome.n_made, ==, 1);
  mixed = get_pixel (outcome.surface, 100, 100);
  g_assert_cmpint (ABS ((int) (mixed >> 16 & 0xff) - 128), <=, 1);
  g_assert_cmpint (mixed >> 8 & 0xff, ==, 0);
  g_assert_cmpint (ABS ((int) (mixed & 0xff) - 128), <=, 1);
}

static void
test_no_layers (void)
{
  g_autoptr (SgmTileStack) stack = make_stack ();
  g_auto (Outcome) outcome = { 0 };

  make_tile (stack, &outcome);
  g_assert_null (outcome.surface);
  g_assert_true (outcome.complete);
}

/* Each pixel of a shifted layer is where its place is on the map: a tile's
 * east half tells which tile it is. */
static void
test_shift (void)
{
  g_autoptr (SgmTileStack) stack = make_stack ();
  g_auto (Outcome) outcome = { 0 };
  TestProvider *layer = add_layer (stack, 0xffffffff, 1, SGM_DATUM_GCJ02);
  int dx, dy;

  layer->numbered = TRUE;
  sgm_tile_maker_get_shift (SGM_DATUM_GCJ02, ZOOM, X, Y, &dx, &dy);
  g_test_message ("%d pixels to the east, %d to the south", dx, dy);
  g_assert_cmpint (dx, >, 50);
  g_assert_cmpint (dy, >, 20);
  make_tile (stack, &outcome);
  g_assert_cmpuint (layer->n_reads, ==, 4);
  for (int y = 0; y < 256; y += 5)
    for (int x = 0; x < 256; x += 5)
      {
        guint column = (X * 256 + x + dx) / 256;
        guint row = (Y * 256 + y + dy) / 256;
        guint32 expected = 0xffffffff;

        if ((X * 256 + x + dx) % 256 >= 128)
          expected = 0xff000000 | (column & 0xff) << 8 | (row & 0xff);
        g_assert_cmphex (get_pixel (outcome.surface, x, y), ==, expected);
      }
  sgm_tile_maker_get_shift (SGM_DATUM_CGCS2000, ZOOM, X, Y, &dx, &dy);
  g_assert_cmpint (dx, ==, 0);
  g_assert_cmpint (dy, ==, 0);
}

/* What is there is shown while another layer keeps one waiting. */
static void
test_slow_layer (void)
{
  g_autoptr (SgmTileStack) stack = make_stack ();
  g_auto (Outcome) outcome = { 0 };
  TestProvider *slow;
  SgmTileMaker *maker;

  add_layer (stack, 0xff0000ff, 1, SGM_DATUM_CGCS2000);
  slow = add_layer (stack, 0xffff0000, 1, SGM_DATUM_CGCS2000);
  slow->held = TRUE;
  maker = sgm_tile_maker_start (stack, ZOOM, X, Y, FALSE, on_made, &outcome);
  while (outcome.n_made == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (outcome.last);
  g_assert_cmphex (get_pixel (outcome.surface, 9, 9), ==, 0xff0000ff);

  g_task_return_pointer (slow->waiting, make_png (slow->color, slow->color),
                         (GDestroyNotify) g_bytes_unref);
  g_clear_object (&slow->waiting);
  while (!outcome.last)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmphex (get_pixel (outcome.surface, 9, 9), ==, 0xffff0000);
  sgm_tile_maker_stop (maker);
}

static void
test_stop (void)
{
  g_autoptr (SgmTileStack) stack = make_stack ();
  g_auto (Outcome) outcome = { 0 };
  TestProvider *layer = add_layer (stack, 0xff0000ff, 1, SGM_DATUM_CGCS2000);

  layer->held = TRUE;
  sgm_tile_maker_stop (sgm_tile_maker_start (stack, ZOOM, X, Y, FALSE, on_made, &outcome));
  g_task_return_pointer (layer->waiting, make_png (layer->color, layer->color),
                         (GDestroyNotify) g_bytes_unref);
  g_clear_object (&layer->waiting);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (outcome.n_made, ==, 0);
}

/* The source of the map --------------------------------------------------- */

static void
on_filled (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;

  shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* A tile that could not be had comes when it can be, and only it is asked for
 * again. */
static void
test_later (void)
{
  g_autoptr (SgmTileStack) stack = make_stack ();
  g_autoptr (SgmTileSource) source = sgm_tile_source_new ();
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (X, Y, 256, ZOOM);
  TestProvider *layer = add_layer (stack, 0xff0000ff, 1, SGM_DATUM_CGCS2000);
  gboolean filled = FALSE;
  GdkPaintable *empty;
  guint n_reads;

  layer->failing = TRUE;
  sgm_tile_source_set_stack (source, stack);
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), tile, NULL, on_filled, &filled);
  while (!filled)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (shumate_tile_get_state (tile), ==, SHUMATE_STATE_DONE);
  empty = shumate_tile_get_paintable (tile);

  layer->failing = FALSE;
  sgm_tile_provider_changed (SGM_TILE_PROVIDER (layer));
  while (shumate_tile_get_paintable (tile) == empty)
    g_main_context_iteration (NULL, TRUE);
  n_reads = layer->n_reads;
  sgm_tile_provider_changed (SGM_TILE_PROVIDER (layer));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (layer->n_reads, ==, n_reads);
}

static void
on_cancelled (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;

  shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) data = TRUE;
}

static void
test_out_of_view (void)
{
  g_autoptr (SgmTileStack) stack = make_stack ();
  g_autoptr (SgmTileSource) source = sgm_tile_source_new ();
  ShumateTile *tile = shumate_tile_new_full (X, Y, 256, ZOOM);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  TestProvider *layer = add_layer (stack, 0xff0000ff, 1, SGM_DATUM_CGCS2000);
  gboolean cancelled = FALSE;

  layer->held = TRUE;
  sgm_tile_source_set_stack (source, stack);
  shumate_map_source_fill_tile_async (SHUMATE_MAP_SOURCE (source), tile, cancellable, on_cancelled,
                                      &cancelled);
  g_cancellable_cancel (cancellable);
  while (!cancelled)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (tile);
  g_task_return_pointer (layer->waiting, NULL, NULL);
  g_clear_object (&layer->waiting);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_test_message ("There is no display");
      return 77;
    }
  g_test_add_func ("/tile-maker/opacity", test_opacity);
  g_test_add_func ("/tile-maker/no-layers", test_no_layers);
  g_test_add_func ("/tile-maker/shift", test_shift);
  g_test_add_func ("/tile-maker/slow-layer", test_slow_layer);
  g_test_add_func ("/tile-maker/stop", test_stop);
  g_test_add_func ("/tile-maker/later", test_later);
  g_test_add_func ("/tile-maker/out-of-view", test_out_of_view);
  return g_test_run ();
}
