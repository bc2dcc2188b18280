/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/sgm-event-sign.h"
#include "draw/sgm-labels.h"
#include "draw/sgm-legend.h"
#include "draw/sgm-paint.h"
#include "draw/sgm-painter.h"
#include "patchwork.h"

static SgmAreaSet *areas;
static SgmShapes *shapes;

typedef struct
{
  int r, g, b, a;
} Pixel;

/* A pixel as it is stored, premultiplied. */
static Pixel
get_pixel (cairo_surface_t *surface,
           double           x,
           double           y)
{
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 value = *(const guint32 *) (data + (int) y * stride + (int) x * 4);

  return (Pixel) { value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff, value >> 24 };
}

static gboolean
is_color (Pixel           pixel,
          const SgmColor *color)
{
  return ABS (pixel.a - 255 * color->a) <= 2
         && ABS (pixel.r - 255 * color->a * color->r) <= 2
         && ABS (pixel.g - 255 * color->a * color->g) <= 2
         && ABS (pixel.b - 255 * color->a * color->b) <= 2;
}

static SgmView
make_view (double zoom)
{
  SgmView view = { .width = 800, .height = 600, .scale = 1 };
  SgmBox box = { PATCHWORK_WEST, PATCHWORK_SOUTH, PATCHWORK_EAST, PATCHWORK_NORTH };

  sgm_view_fit (&view, &box, 10);
  if (zoom > 0)
    view.zoom = zoom;
  return view;
}

/* 0 to 2 by turns, so that each class of the coverage theme is there. */
static double
get_value (const SgmArea *area,
           gpointer       data)
{
  if (area->level < SGM_LEVEL_GRID)
    return NAN;
  if (area->level == SGM_LEVEL_UNIT)
    area = sgm_area_set_get_ancestor (areas, area, SGM_LEVEL_GRID);
  return area->index % 3;
}

static double
get_index (const SgmArea *area,
           gpointer       data)
{
  return area->index % 13;
}

/* Where the point for an area's label is in a view, logical pixels. */
static void
project_middle (const SgmView *view,
                const SgmArea *area,
                double        *x,
                double        *y)
{
  const double *middle = sgm_geometry_get_label_point (area->geometry);

  sgm_view_project (view, middle[0], middle[1], x, y);
}

/* A grid of a value near the middle of the district. */
static const SgmArea *
find_grid (guint value)
{
  const SgmArea *nearest = NULL;
  double least = G_MAXDOUBLE;
  guint first;
  guint end;

  sgm_area_set_get_level (areas, SGM_LEVEL_GRID, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmArea *grid = sgm_area_set_get (areas, i);
      const double *middle = sgm_geometry_get_label_point (grid->geometry);
      double distance = hypot (middle[0] - (PATCHWORK_WEST + PATCHWORK_EAST) / 2,
                               middle[1] - (PATCHWORK_SOUTH + PATCHWORK_NORTH) / 2);

      if (i % 3 == value && distance < least)
        {
          least = distance;
          nearest = grid;
        }
    }
  return nearest;
}

static void
test_view (void)
{
  SgmView view = make_view (0);
  SgmBox box;
  double x;
  double y;
  double longitude;
  double latitude;

  sgm_view_project (&view, PATCHWORK_WEST, PATCHWORK_NORTH, &x, &y);
  g_assert_cmpfloat (y, >, 9.99);
  g_assert_cmpfloat (x, >, 9.99);
  g_assert_true (x < 10.01 || y < 10.01);
  sgm_view_project (&view, PATCHWORK_EAST, PATCHWORK_SOUTH, &x, &y);
  g_assert_cmpfloat (x, <, 790.01);
  g_assert_cmpfloat (y, <, 590.01);

  sgm_view_unproject (&view, 123.25, 456.5, &longitude, &latitude);
  sgm_view_project (&view, longitude, latitude, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 123.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (y, 456.5, 1e-6);

  sgm_view_get_box (&view, 0, &box);
  g_assert_cmpfloat (box.min_x, <, PATCHWORK_WEST);
  g_assert_cmpfloat (box.max_y, >, PATCHWORK_NORTH);
  g_assert_cmpfloat (box.min_y, <, box.max_y);
}

static void
test_view_point (void)
{
  SgmView view = { .width = 100, .height = 100, .scale = 1 };
  SgmBox box = { 113, 22, 113, 22 };
  double x;
  double y;

  sgm_view_fit (&view, &box, 80);
  g_assert_cmpfloat (view.zoom, >, 17);
  g_assert_true (isfinite (view.zoom));
  sgm_view_project (&view, 113, 22, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 50, 1e-6);
  g_assert_cmpfloat_with_epsilon (y, 50, 1e-6);
}

static void
test_levels (void)
{
  SgmLevel last = SGM_LEVEL_STREET;

  for (double zoom = 0; zoom < 20; zoom += 0.1)
    {
      SgmLevel level = sgm_view_get_level (zoom);

      g_assert_cmpint (level, >=, last);
      g_assert_cmpint (level, <=, last + 1);
      g_assert_cmpfloat (sgm_view_get_presence (level, zoom), >=, 0.49);
      last = level;
    }
  g_assert_cmpint (last, ==, SGM_LEVEL_UNIT);
  g_assert_cmpfloat (sgm_view_get_presence (SGM_LEVEL_UNIT, 10), ==, 0);
  g_assert_cmpfloat (sgm_view_get_presence (SGM_LEVEL_DISTRICT, 3), ==, 1);
}

/* One of the grids' classes. */
static const SgmThemeClass *
get_class (SgmTheme *theme,
           guint     index)
{
  guint first, n;

  sgm_theme_get_legend (theme, SGM_LEVEL_GRID, &first, &n);
  g_assert_cmpuint (index, <, n);
  return sgm_theme_get_class (theme, first + index);
}

/* Fills, their absence, hatching and borders, at both scales. */
static void
check_fills (int scale)
{
  SgmView view = make_view (14);
  g_autoptr (SgmTheme) theme = sgm_theme_new_for_values (sgm_theme_kind_find ("coverage"), areas,
                                                         get_value, NULL);
  cairo_surface_t *surface;
  guint n_different = 0;
  double x;
  double y;

  view.scale = scale;
  surface = sgm_painter_paint (shapes, theme, &view, SGM_PAINTER_AREAS, NULL);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 800 * scale);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 600 * scale);

  project_middle (&view, find_grid (0), &x, &y);
  g_assert_true (is_color (get_pixel (surface, x * scale, y * scale),
                           &get_class (theme, 0)->light));

  project_middle (&view, find_grid (1), &x, &y);
  for (int i = 0; i < 12 * scale; i++)
    {
      Pixel pixel = get_pixel (surface, x * scale + i, y * scale);

      g_assert_cmpint (pixel.a, >, 100);
      n_different += !is_color (pixel, &get_class (theme, 1)->light);
    }
  g_assert_cmpuint (n_different, >, 1);
  g_assert_cmpuint (n_different, <, 10 * scale);

  project_middle (&view, find_grid (2), &x, &y);
  g_assert_cmpint (get_pixel (surface, x * scale, y * scale).a, ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_fills (void)
{
  check_fills (1);
  check_fills (2);
}

/* Neighbours of one class meet without a seam: within a grid no unit can be
 * made out. */
static void
test_seams (void)
{
  g_autoptr (SgmTheme) theme = sgm_theme_new_for_values (sgm_theme_kind_find ("coverage"), areas,
                                                         get_value, NULL);
  SgmView view = make_view (14.09);
  const SgmColor *color = &get_class (theme, 0)->light;
  const SgmArea *grid = find_grid (0);
  cairo_surface_t *surface = sgm_painter_paint (shapes, theme, &view, SGM_PAINTER_AREAS, NULL);
  double x;
  double y;

  g_assert_cmpfloat (sgm_view_get_presence (SGM_LEVEL_UNIT, view.zoom), ==, 0);
  project_middle (&view, grid, &x, &y);
  for (int i = -20; i < 20; i++)
    {
      g_assert_true (is_color (get_pixel (surface, x + i, y), color));
      g_assert_true (is_color (get_pixel (surface, x, y + i), color));
    }
  cairo_surface_destroy (surface);
}

static guint
count_inked (cairo_surface_t *surface,
             double           x1,
             double           y1,
             double           x2,
             double           y2)
{
  guint n = 0;

  for (double y = y1; y < y2; y++)
    for (double x = x1; x < x2; x++)
      n += get_pixel (surface, x, y).a > 15;
  return n;
}

static void
test_borders (void)
{
  SgmView view = make_view (14.8);
  cairo_surface_t *surface = sgm_painter_paint (shapes, NULL, &view, SGM_PAINTER_AREAS, NULL);
  guint first;
  guint end;
  guint n_seen = 0;

  /* Each unit in sight is enclosed: on the way east out of it is a border. */
  sgm_area_set_get_level (areas, SGM_LEVEL_UNIT, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmArea *unit = sgm_area_set_get (areas, i);
      const SgmBox *box = sgm_geometry_get_box (unit->geometry);
      double x;
      double y;
      double edge;
      double ignored;

      project_middle (&view, unit, &x, &y);
      sgm_view_project (&view, box->max_x, sgm_geometry_get_label_point (unit->geometry)[1], &edge, &ignored);
      if (x < 10 || y < 10 || edge > 790 || y > 590)
        continue;
      g_assert_cmpuint (count_inked (surface, x, y, edge + 2, y + 1), >, 0);
      n_seen++;
    }
  g_assert_cmpuint (n_seen, >, 50);
  g_assert_cmpuint (count_inked (surface, 0, 0, 800, 600), <, 800 * 600 / 5);
  cairo_surface_destroy (surface);
}

/* The district's border is always there. */
static void
test_district_border (void)
{
  for (double zoom = 9; zoom < 17; zoom += 1)
    {
      SgmView view = make_view (zoom);
      SgmBox box;
      cairo_surface_t *surface;

      view.x = (PATCHWORK_WEST + 180) / 360;
      sgm_view_get_box (&view, 0, &box);
      surface = sgm_painter_paint (shapes, NULL, &view, SGM_PAINTER_AREAS, NULL);
      g_assert_cmpuint (count_inked (surface, 340, 300, 460, 301), >=, 2);
      cairo_surface_destroy (surface);
    }
}

/* What moves with the map looks the same at its new place. */
static void
test_moved (void)
{
  g_autoptr (SgmTheme) theme = sgm_theme_new_for_values (sgm_theme_kind_find ("coverage"), areas,
                                                         get_value, NULL);
  SgmView view = make_view (14.3);
  SgmView moved = view;
  cairo_surface_t *before;
  cairo_surface_t *after;
  guint n_different = 0;

  moved.x += 50 / (256 * exp2 (view.zoom));
  moved.y += 30 / (256 * exp2 (view.zoom));
  before = sgm_painter_paint (shapes, theme, &view, SGM_PAINTER_AREAS, NULL);
  after = sgm_painter_paint (shapes, theme, &moved, SGM_PAINTER_AREAS, NULL);
  for (int y = 100; y < 500; y++)
    for (int x = 100; x < 700; x++)
      {
        Pixel a = get_pixel (before, x, y);
        Pixel b = get_pixel (after, x - 50, y - 30);

        n_different += ABS (a.a - b.a) + ABS (a.r - b.r) > 12;
      }
  g_assert_cmpuint (n_different, <, 20);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

static void
test_elsewhere (void)
{
  SgmView view = make_view (14);
  cairo_surface_t *surface;

  view.x = 0.1;
  view.y = 0.1;
  surface = sgm_painter_paint (shapes, NULL, &view, SGM_PAINTER_AREAS | SGM_PAINTER_LABELS, NULL);
  g_assert_cmpuint (count_inked (surface, 0, 0, 800, 600), ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_cancelled (void)
{
  SgmView view = make_view (14);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (sgm_painter_paint (shapes, NULL, &view, SGM_PAINTER_AREAS | SGM_PAINTER_LABELS,
                                    cancellable));
}

static gpointer
paint_in_thread (gpointer data)
{
  SgmView view = make_view (13.5);
  guint n = 0;

  for (guint i = 0; i < 5; i++)
    {
      cairo_surface_t *surface = sgm_painter_paint (shapes, data, &view,
                                                    SGM_PAINTER_AREAS | SGM_PAINTER_LABELS, NULL);

      n = count_inked (surface, 0, 0, 800, 600);
      cairo_surface_destroy (surface);
    }
  return GUINT_TO_POINTER (n);
}

static void
test_threads (void)
{
  g_autoptr (SgmTheme) theme = sgm_theme_new_for_values (sgm_theme_kind_find ("events"), areas,
                                                         get_index, NULL);
  guint expected = GPOINTER_TO_UINT (paint_in_thread (theme));
  GThread *threads[3];

  g_assert_cmpuint (expected, >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("painter", paint_in_thread, theme);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, expected);
}

static void
test_labels (void)
{
  for (double zoom = 9; zoom < 18; zoom += 0.25)
    {
      SgmView view = make_view (zoom);
      g_autoptr (GPtrArray) labels = sgm_labels_place (areas, NULL, &view, NULL, NULL);

      for (guint i = 0; i < labels->len; i++)
        {
          const SgmLabel *a = g_ptr_array_index (labels, i);

          g_assert_true (a->x >= 0 && a->y >= 0 && a->x + a->width <= 800
                         && a->y + a->height <= 600);
          for (guint j = 0; j < i; j++)
            {
              const SgmLabel *b = g_ptr_array_index (labels, j);

              g_assert_cmpint (b->level, <=, a->level);
              g_assert_true (a->x + a->width <= b->x || b->x + b->width <= a->x
                             || a->y + a->height <= b->y || b->y + b->height <= a->y);
            }
        }
      if (zoom > 12 && zoom < 16.5)
        g_assert_cmpuint (labels->len, >, 3);
    }
}

/* A label steps aside for what would hide it; where it cannot, only the large
 * ones of streets stay. */
static void
test_labels_signs (void)
{
  SgmView view = make_view (13);
  g_autoptr (GPtrArray) labels = sgm_labels_place (areas, NULL, &view, NULL, NULL);
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (GPtrArray) hidden = NULL;
  g_autoptr (GArray) signs = g_array_new (FALSE, FALSE, sizeof (SgmBox));
  SgmLabelRoom room = { .signs = signs };
  const SgmLabel *first = g_ptr_array_index (labels, 0);
  const SgmLabel *aside;
  SgmBox sign = { first->x + 3, first->y + 3, first->x + 20, first->y + 12 };
  SgmBox everything = { 0, 0, 800, 600 };

  g_array_append_val (signs, sign);
  moved = sgm_labels_place (areas, NULL, &view, &room, NULL);
  aside = g_ptr_array_index (moved, 0);
  g_assert_cmpuint (aside->area, ==, first->area);
  g_assert_true (aside->x >= sign.max_x || aside->x + aside->width <= sign.min_x
                 || aside->y >= sign.max_y || aside->y + aside->height <= sign.min_y);

  g_array_append_val (signs, everything);
  hidden = sgm_labels_place (areas, NULL, &view, &room, NULL);
  g_assert_cmpuint (hidden->len, >, 0);
  g_assert_cmpuint (hidden->len, <, labels->len);
  for (guint i = 0; i < hidden->len; i++)
    g_assert_cmpuint (((SgmLabel *) g_ptr_array_index (hidden, i))->level, ==, SGM_LEVEL_STREET);
}

/* Nothing is labelled under a card that lies on the map. */
static void
test_labels_covers (void)
{
  SgmView view = make_view (14.5);
  g_autoptr (GPtrArray) labels = sgm_labels_place (areas, NULL, &view, NULL, NULL);
  g_autoptr (GPtrArray) clear = NULL;
  g_autoptr (GArray) covers = g_array_new (FALSE, FALSE, sizeof (SgmBox));
  SgmLabelRoom room = { .covers = covers };
  SgmBox card = { 250, 150, 550, 450 };
  guint n_under = 0;

  for (guint i = 0; i < labels->len; i++)
    n_under += ((SgmLabel *) g_ptr_array_index (labels, i))->x < card.max_x
               && ((SgmLabel *) g_ptr_array_index (labels, i))->x > card.min_x;
  g_assert_cmpuint (n_under, >, 2);

  g_array_append_val (covers, card);
  clear = sgm_labels_place (areas, NULL, &view, &room, NULL);
  g_assert_cmpuint (clear->len, >, 3);
  for (guint i = 0; i < clear->len; i++)
    {
      const SgmLabel *label = g_ptr_array_index (clear, i);

      g_assert_true (label->x >= card.max_x || label->x + label->width <= card.min_x
                     || label->y >= card.max_y || label->y + label->height <= card.min_y);
    }
}

static double
count_three (const SgmArea *area,
             gpointer       data)
{
  return area->index % 2 == 0 ? 3 : 0;
}

/* What a theme counts stands beside the name, which keeps its place; nothing
 * does where there are none, and where a theme does not count. */
static void
test_labels_counts (void)
{
  g_autoptr (SgmTheme) events = sgm_theme_new_for_values (sgm_theme_kind_find ("events"), areas, count_three, NULL);
  g_autoptr (SgmTheme) coverage = sgm_theme_new_for_values (sgm_theme_kind_find ("coverage"), areas, get_index, NULL);
  guint n_counts = 0;

  for (double zoom = 11; zoom < 17; zoom += 0.5)
    {
      SgmView view = make_view (zoom);
      g_autoptr (GPtrArray) plain = sgm_labels_place (areas, NULL, &view, NULL, NULL);
      g_autoptr (GPtrArray) counted = sgm_labels_place (areas, events, &view, NULL, NULL);
      g_autoptr (GPtrArray) uncounted = sgm_labels_place (areas, coverage, &view, NULL, NULL);

      g_assert_cmpuint (counted->len, ==, plain->len);
      for (guint i = 0; i < plain->len; i++)
        {
          const SgmLabel *name = g_ptr_array_index (plain, i);
          const SgmLabel *label = g_ptr_array_index (counted, i);

          g_assert_cmpuint (label->area, ==, name->area);
          g_assert_cmpfloat (label->middle, ==, name->middle);
          g_assert_cmpfloat (label->y, ==, name->y);
          g_assert_null (((SgmLabel *) g_ptr_array_index (uncounted, i))->count);
          if (label->count == NULL)
            continue;
          n_counts++;
          g_assert_cmpuint (label->area % 2, ==, 0);
          g_assert_cmpstr (pango_layout_get_text (label->count), ==, "3");
          g_assert_true (label->badge_x >= label->x && label->badge_x + 8 < label->x + label->width);
          g_assert_cmpfloat (fabs (label->badge_x - label->middle), >, 12);
          g_assert_cmpuint (label->level, <, SGM_LEVEL_UNIT);
          for (guint j = 0; j < counted->len; j++)
            {
              const SgmLabel *other = g_ptr_array_index (counted, j);

              g_assert_true (i == j || label->x + label->width <= other->x || other->x + other->width <= label->x
                             || label->y + label->height <= other->y || other->y + other->height <= label->y);
            }
        }
    }
  g_assert_cmpuint (n_counts, >, 20);
}

static void
test_labels_show (void)
{
  SgmView view = make_view (14.5);
  g_autoptr (GPtrArray) labels = sgm_labels_place (areas, NULL, &view, NULL, NULL);
  cairo_surface_t *surface = sgm_painter_paint (shapes, NULL, &view, SGM_PAINTER_LABELS, NULL);
  const SgmLabel *label = g_ptr_array_index (labels, 0);

  g_assert_cmpuint (count_inked (surface, label->x, label->y, label->x + label->width,
                                 label->y + label->height), >, 30);
  cairo_surface_destroy (surface);
}

static void
test_legend (void)
{
  for (guint kind = 0; kind < sgm_theme_kinds_get_n (); kind++)
    {
      g_autoptr (SgmTheme) theme = sgm_theme_new_for_values (kind, areas, get_value, NULL);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 400);
      cairo_t *cr = cairo_create (surface);
      double width;
      double height;

      sgm_legend_get_size (theme, SGM_LEVEL_GRID, &width, &height);
      sgm_legend_draw (theme, SGM_LEVEL_GRID, cr, FALSE, 1, 10, 10);
      cairo_surface_flush (surface);
      if (sgm_theme_get_n_classes (theme) == 0)
        {
          g_assert_cmpuint (count_inked (surface, 0, 0, 400, 400), ==, 0);
        }
      else
        {
          g_assert_cmpfloat (width, <, 380);
          g_assert_cmpuint (count_inked (surface, 10, 10, 10 + width, 10 + height), >, 0.9 * width * height);
          g_assert_cmpuint (count_inked (surface, 0, 0, 400, 9), ==, 0);
          g_assert_cmpuint (count_inked (surface, 12 + width, 0, 400, 400), ==, 0);
          g_assert_cmpuint (count_inked (surface, 0, 12 + height, 400, 400), ==, 0);
        }
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* The same colours and stripes as on the map, and so many of them. */
static void
check_swatch (const SgmThemeClass *class,
              gboolean             dark,
              int                  scale)
{
  SgmPaint paint = sgm_paint_for_class (class, dark);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 30 * scale, 20 * scale);
  cairo_t *cr;
  guint n_stripes = 0;
  guint n = 0;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  sgm_legend_draw_swatch (class, cr, dark, scale, 0, 0, 30, 20);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 3 * scale; y < 17 * scale; y++)
    for (int x = 3 * scale; x < 27 * scale; x++, n++)
      {
        const guint8 *data = cairo_image_surface_get_data (surface);
        gsize at = (gsize) y * cairo_image_surface_get_stride (surface) + 4 * (gsize) x;
        guint32 pixel = *(const guint32 *) (const void *) (data + at);

        n_stripes += pixel == paint.stripe && paint.stripe != paint.color;
        if (class->pattern != SGM_PATTERN_SOLID)
          g_assert_true (pixel == paint.color || pixel == paint.stripe);
      }
  if (class->pattern == SGM_PATTERN_HATCHED || class->pattern == SGM_PATTERN_MISSING)
    g_assert_cmpfloat_with_epsilon (n_stripes / (double) n,
                                    SGM_PAINT_STRIPE_WIDTH / (double) SGM_PAINT_STRIPE_PERIOD, 0.03);
  else
    g_assert_cmpuint (n_stripes, ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_swatches (void)
{
  for (SgmPattern pattern = SGM_PATTERN_EMPTY; pattern <= SGM_PATTERN_MISSING; pattern++)
    for (gboolean dark = FALSE; dark <= TRUE; dark++)
      for (int scale = 1; scale <= 3; scale++)
        {
          SgmThemeClass class = {
            .pattern = pattern,
            .light = sgm_palette_get_tone (SGM_PALETTE_RED, 1, FALSE),
            .dark = sgm_palette_get_tone (SGM_PALETTE_RED, 1, TRUE),
          };

          check_swatch (&class, dark, scale);
        }
}

static char *
checksum_sign (const SgmEventSign *sign,
               int                 size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 48, 48);
  cairo_t *cr = cairo_create (surface);
  char *sum;

  sgm_event_sign_draw (sign, cr, 24, 24, size);
  cairo_surface_flush (surface);
  g_assert_cmpuint (count_inked (surface, 0, 0, 48, 48), >, size * size / 2);
  g_assert_cmpuint (count_inked (surface, 0, 0, 48, 6), ==, 0);
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, cairo_image_surface_get_data (surface),
                                     48 * cairo_image_surface_get_stride (surface));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return sum;
}

/* Urgency, stage, time left and being overdue all show. */
static void
test_event_signs (void)
{
  static const SgmStage stages[] = {
    SGM_STAGE_REPORTED, SGM_STAGE_IN_PROGRESS, SGM_STAGE_REPORTED_BACK,
  };
  static const double times[] = { 1, 0.6, 0.2 };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (gboolean dark = FALSE; dark <= TRUE; dark++)
    for (SgmUrgency urgency = SGM_URGENCY_URGENT; urgency <= SGM_URGENCY_PLANNED; urgency++)
      for (guint stage = 0; stage < G_N_ELEMENTS (stages); stage++)
        for (guint left = 0; left <= G_N_ELEMENTS (times); left++)
          {
            gboolean overdue = left == G_N_ELEMENTS (times);
            SgmEventSign sign = { urgency, stages[stage], overdue ? 0 : times[left], overdue, dark };

            g_hash_table_add (seen, checksum_sign (&sign, 18));
            n++;
          }
  g_assert_cmpuint (g_hash_table_size (seen), ==, n);
}

/* Numbers that no event has are drawn as something all the same. */
static void
test_event_sign_bad (void)
{
  SgmEventSign sign = { 77, 99, NAN, FALSE, FALSE };
  g_autofree char *sum = checksum_sign (&sign, 24);

  g_assert_nonnull (sum);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  areas = patchwork_new ();
  shapes = sgm_shapes_new (areas);

  g_test_add_func ("/draw/view/fit", test_view);
  g_test_add_func ("/draw/view/point", test_view_point);
  g_test_add_func ("/draw/view/levels", test_levels);
  g_test_add_func ("/draw/painter/fills", test_fills);
  g_test_add_func ("/draw/painter/seams", test_seams);
  g_test_add_func ("/draw/painter/borders", test_borders);
  g_test_add_func ("/draw/painter/district-border", test_district_border);
  g_test_add_func ("/draw/painter/moved", test_moved);
  g_test_add_func ("/draw/painter/elsewhere", test_elsewhere);
  g_test_add_func ("/draw/painter/cancelled", test_cancelled);
  g_test_add_func ("/draw/painter/threads", test_threads);
  g_test_add_func ("/draw/labels/apart", test_labels);
  g_test_add_func ("/draw/labels/signs", test_labels_signs);
  g_test_add_func ("/draw/labels/covers", test_labels_covers);
  g_test_add_func ("/draw/labels/counts", test_labels_counts);
  g_test_add_func ("/draw/labels/show", test_labels_show);
  g_test_add_func ("/draw/legend", test_legend);
  g_test_add_func ("/draw/legend/swatches", test_swatches);
  g_test_add_func ("/draw/event-sign/differ", test_event_signs);
  g_test_add_func ("/draw/event-sign/bad", test_event_sign_bad);

  result = g_test_run ();
  sgm_shapes_unref (shapes);
  sgm_area_set_unref (areas);
  return result;
}
