/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-map-image.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "base/sgm-target.h"
#include "basemap/sgm-basemap-painter.h"
#include "district/sgm-event-item.h"
#include "domain/sgm-tables.h"
#include "draw/sgm-event-sign.h"
#include "draw/sgm-labels.h"
#include "draw/sgm-legend.h"
#include "draw/sgm-painter.h"
#include "draw/sgm-text.h"
#include "geo/sgm-mercator.h"

/* All in logical pixels. */
#define MARGIN 20.0
#define SIGN_SIZE 20.0
#define SMALL_SIGN_SIZE 9.0
#define PADDING 14.0
#define TITLE_SIZE 20.0
#define LINE_SIZE 12.5

/* One picture in the making. */
typedef struct
{
  SgmDistrict *district;
  const SgmMapImageOptions *options;
  const SgmArea *area;
  SgmView view;
  SgmTheme *theme;
  cairo_t *cr;
} Picture;

/* Moves what is shown to the right, away from the legend, as far as there is
 * room for it. */
static void
make_room (Picture      *picture,
           const SgmBox *box)
{
  SgmView *view = &picture->view;
  double size = 256 * exp2 (view->zoom);
  double shown = (sgm_mercator_x (box->max_x) - sgm_mercator_x (box->min_x)) * size;
  double free_space = (view->width - shown) / 2;
  double width;
  double height;

  sgm_legend_get_size (picture->theme, sgm_view_get_level (picture->view.zoom), &width, &height);
  view->x -= CLAMP (width + 2 * MARGIN - free_space, 0, MAX (0, free_space - MARGIN)) / size;
}

/* The part of the map to show: an area at its largest. */
static gboolean
find_view (Picture  *picture,
           GError  **error)
{
  const SgmMapImageOptions *options = picture->options;
  SgmAreaSet *areas = sgm_district_get_areas (picture->district);
  const SgmArea *area;

  if (options->width <= 0 || options->height <= 0 || options->scale <= 0
      || options->width > SGM_MAP_IMAGE_MAX_SIDE / options->scale
      || options->height > SGM_MAP_IMAGE_MAX_SIDE / options->scale)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                   _("A picture has 1 to %d pixels a side."), SGM_MAP_IMAGE_MAX_SIDE);
      return FALSE;
    }

  area = options->area != NULL ? sgm_area_set_find_code (areas, options->area)
                               : sgm_area_set_get (areas, 0);
  if (area == NULL)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                   _("There is no area with the code “%s”."), options->area);
      return FALSE;
    }

  picture->area = area;
  picture->view.width = options->width;
  picture->view.height = options->height;
  picture->view.scale = options->scale;
  picture->view.dark = options->dark;
  sgm_view_fit (&picture->view, sgm_geometry_get_box (area->geometry), MARGIN);
  if (options->zoom > 0)
    picture->view.zoom = CLAMP (options->zoom, 1.0, 20.0);
  make_room (picture, sgm_geometry_get_box (area->geometry));
  return TRUE;
}

static void
draw_areas (Picture *picture)
{
  g_autoptr (SgmShapes) shapes = sgm_shapes_new (sgm_district_get_areas (picture->district));
  cairo_surface_t *surface = sgm_painter_paint (shapes, picture->theme, &picture->view,
                                                SGM_PAINTER_AREAS, NULL);

  if (surface == NULL)
    return;
  cairo_set_source_surface (picture->cr, surface, 0, 0);
  cairo_paint (picture->cr);
  cairo_surface_destroy (surface);
}

/* The area that the picture is of, where it is a part of the district. */
static void
draw_outline (Picture *picture)
{
  const SgmGeometry *geometry = picture->area->geometry;

  for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
    {
      guint n_vertices;
      const double *vertices = sgm_geometry_get_ring (geometry, ring, &n_vertices);

      for (guint i = 0; i < n_vertices; i++)
        {
          double x, y;

          sgm_view_project (&picture->view, vertices[2 * i], vertices[2 * i + 1], &x, &y);
          cairo_line_to (picture->cr, x, y);
        }
      cairo_close_path (picture->cr);
      cairo_new_sub_path (picture->cr);
    }
  cairo_set_source_rgb (picture->cr, 0.11, 0.44, 0.85);
  cairo_set_line_width (picture->cr, 3);
  cairo_stroke (picture->cr);
}

/* Smaller where the whole district is small, so that one can be told from
 * another. */
static double
get_sign_size (const SgmView *view)
{
  return CLAMP (SIGN_SIZE - (13 - view->zoom) * 6, SMALL_SIGN_SIZE, SIGN_SIZE);
}

/* Where an event is, in logical pixels; returns whether that is in sight. */
static gboolean
find_event (Picture   *picture,
            SgmRecord *event,
            double    *x,
            double    *y)
{
  GBytes *wkb = sgm_record_get_bytes (event, SGM_EVENT_GEOMETRY);
  g_autoptr (SgmGeometry) place = wkb != NULL ? sgm_geometry_new_from_wkb (wkb, NULL) : NULL;
  const SgmBox *box;

  if (place == NULL)
    return FALSE;

  box = sgm_geometry_get_box (place);
  sgm_view_project (&picture->view, box->min_x, box->min_y, x, y);
  return *x > -SIGN_SIZE && *y > -SIGN_SIZE
         && *x < picture->view.width + SIGN_SIZE && *y < picture->view.height + SIGN_SIZE;
}

static void
draw_event (Picture   *picture,
            SgmRecord *event)
{
  gint64 reported_at = sgm_record_get_int (event, SGM_EVENT_REPORTED_AT);
  gint64 due_at = sgm_record_get_int (event, SGM_EVENT_DUE_AT);
  gint64 now = picture->options->now;
  SgmEventSign sign = { 0 };
  double x;
  double y;

  if (!find_event (picture, event, &x, &y))
    return;

  sign.urgency = sgm_record_get_int (event, SGM_EVENT_URGENCY);
  sign.stage = sgm_record_get_int (event, SGM_EVENT_STAGE);
  sign.overdue = !sgm_record_is_null (event, SGM_EVENT_DUE_AT) && due_at < now;
  sign.time_left = due_at > reported_at ? (due_at - now) / (double) (due_at - reported_at) : 0;
  sign.dark = picture->view.dark;
  sgm_event_sign_draw (&sign, picture->cr, x, y, get_sign_size (&picture->view));
}

/* The queue has the most pressing event first: it is drawn last, on top. */
static void
draw_events (Picture *picture)
{
  GListModel *queue = sgm_district_get_queue (picture->district);

  for (guint i = g_list_model_get_n_items (queue); i > 0; i--)
    {
      g_autoptr (SgmEventItem) item = g_list_model_get_item (queue, i - 1);

      draw_event (picture, sgm_event_item_get_record (item));
    }
}

/* What the signs of the events will cover. */
static GArray *
find_obstacles (Picture *picture)
{
  GListModel *queue = sgm_district_get_queue (picture->district);
  GArray *obstacles = g_array_new (FALSE, FALSE, sizeof (SgmBox));
  double half = get_sign_size (&picture->view) / 2;

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (SgmEventItem) item = g_list_model_get_item (queue, i);
      double x;
      double y;

      if (find_event (picture, sgm_event_item_get_record (item), &x, &y))
        {
          SgmBox box = { x - half, y - half, x + half, y + half };

          g_array_append_val (obstacles, box);
        }
    }
  return obstacles;
}

static void
get_legend_box (Picture *picture,
                SgmBox  *box)
{
  double width;
  double height;

  sgm_legend_get_size (picture->theme, sgm_view_get_level (picture->view.zoom), &width, &height);
  *box = (SgmBox) { MARGIN, picture->view.height - MARGIN - height, MARGIN + width,
                    picture->view.height - MARGIN };
}

static void
draw_labels (Picture *picture)
{
  g_autoptr (GArray) obstacles = find_obstacles (picture);
  g_autoptr (GArray) covers = g_array_new (FALSE, FALSE, sizeof (SgmBox));
  SgmLabelRoom room = { obstacles, covers };
  g_autoptr (GPtrArray) labels = NULL;
  SgmBox legend;

  get_legend_box (picture, &legend);
  g_array_append_val (covers, legend);
  labels = sgm_labels_place (sgm_district_get_areas (picture->district), picture->theme, &picture->view,
                             &room, NULL);
  sgm_labels_draw (labels, picture->cr, picture->view.dark);
}

/* Asia/Shanghai has been eight hours ahead of UTC without a change since 1991. */
static char *
format_time (gint64 time)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
}

/* Lines of text on a card, the first one as its heading. */
static void
draw_card (Picture     *picture,
           const char **lines,
           guint        n_lines)
{
  double ink = picture->view.dark ? 0.97 : 0.13;
  double widest = 0;
  double tallest = 0;
  double y = MARGIN + PADDING;

  for (int draw = 0; draw <= 1; draw++)
    {
      if (draw)
        sgm_legend_draw_card (picture->cr, picture->view.dark, MARGIN, MARGIN,
                              widest + 2 * PADDING, tallest + 2 * PADDING);
      for (guint i = 0; i < n_lines; i++)
        {
          g_autoptr (PangoLayout) layout = sgm_text_new (lines[i], i == 0 ? TITLE_SIZE : LINE_SIZE,
                                                         i == 0 ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
          double width;
          double height;

          sgm_text_get_size (layout, &width, &height);
          if (draw)
            {
              cairo_move_to (picture->cr, MARGIN + PADDING, y);
              cairo_set_source_rgba (picture->cr, ink, ink, ink, i == 0 ? 1 : 0.8);
              pango_cairo_show_layout (picture->cr, layout);
              y += height;
            }
          else
            {
              widest = MAX (widest, width);
              tallest += height;
            }
        }
    }
}

static void
draw_title (Picture *picture)
{
  guint n_open = picture->area->parent == SGM_AREA_NONE
                 ? sgm_district_count_all_open_events (picture->district)
                 : sgm_district_count_open_events (picture->district, picture->area);
  g_autofree char *title = g_strdup_printf ("%s · %s", picture->area->name,
                                            sgm_theme_get_title (picture->theme));
  g_autofree char *time = format_time (picture->options->now);
  g_autofree char *events = g_strdup_printf (ngettext ("%u open event", "%u open events", n_open),
                                             n_open);
  g_autofree char *line = g_strdup_printf ("%s · %s", events, time);
  const char *lines[] = {
    title, line, _("Sample data: grids, units, people and events are made up"),
  };

  draw_card (picture, lines, sgm_district_is_sample (picture->district) ? 3 : 2);
}

static void
draw_attribution (Picture *picture)
{
  const char *attribution = picture->options->tiles != NULL
                            ? sgm_mbtiles_get_attribution (picture->options->tiles) : NULL;
  g_autoptr (PangoLayout) layout = NULL;
  double ink = picture->view.dark ? 0.8 : 0.35;
  double paper = picture->view.dark ? 0.14 : 0.96;
  double width;
  double height;

  if (attribution == NULL)
    return;

  layout = sgm_text_new (attribution, 10.5, PANGO_WEIGHT_NORMAL);
  sgm_text_get_size (layout, &width, &height);
  cairo_move_to (picture->cr, picture->view.width - width - 8, picture->view.height - height - 5);
  cairo_set_source_rgb (picture->cr, paper, paper, paper);
  sgm_text_add_halo (layout, picture->cr, 2);
  cairo_set_source_rgb (picture->cr, ink, ink, ink);
  pango_cairo_show_layout (picture->cr, layout);
}

static void
draw_legend (Picture *picture)
{
  SgmBox box;

  get_legend_box (picture, &box);
  sgm_legend_draw (picture->theme, sgm_view_get_level (picture->view.zoom), picture->cr,
                   picture->view.dark, picture->view.scale, box.min_x, box.min_y);
}

static void
draw_all (Picture *picture)
{
  sgm_basemap_set_ground (picture->cr, picture->view.dark);
  cairo_paint (picture->cr);
  if (picture->options->tiles != NULL)
    sgm_basemap_paint (picture->options->tiles, picture->cr, &picture->view);

  draw_areas (picture);
  if (picture->area->parent != SGM_AREA_NONE)
    draw_outline (picture);
  draw_labels (picture);
  draw_events (picture);
  draw_title (picture);
  draw_legend (picture);
  draw_attribution (picture);
}

/**
 * sgm_map_image_draw:
 * @district: the district, whose present state is drawn
 * @options: what the picture shall show
 *
 * Draws the map as the window shows it: base map, areas, labels, events, with
 * a title and a legend. Needs no display, but the thread that owns the
 * district, and waits for the disk.
 *
 * Returns: (transfer full): an opaque image, or %NULL with %SGM_ERROR_INVALID
 *   where the size or the area's code is wrong
 */
cairo_surface_t *
sgm_map_image_draw (SgmDistrict               *district,
                    const SgmMapImageOptions  *options,
                    GError                   **error)
{
  Picture picture = { district, options };
  g_autoptr (SgmTheme) theme = NULL;
  cairo_surface_t *surface;
  cairo_status_t status;

  g_return_val_if_fail (SGM_IS_DISTRICT (district), NULL);
  g_return_val_if_fail (options->theme_kind < sgm_theme_kinds_get_n (), NULL);

  if (sgm_area_set_get_n_areas (sgm_district_get_areas (district)) == 0)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID,
                           _("The district has no areas to draw yet."));
      return NULL;
    }

  theme = sgm_theme_new (options->theme_kind, district);
  picture.theme = theme;
  if (!find_view (&picture, error))
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, options->width * options->scale,
                                        options->height * options->scale);
  cairo_surface_set_device_scale (surface, options->scale, options->scale);
  picture.cr = cairo_create (surface);
  draw_all (&picture);
  status = cairo_status (picture.cr);
  cairo_destroy (picture.cr);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The picture cannot be drawn: %s."),
                   cairo_status_to_string (status));
      g_clear_pointer (&surface, cairo_surface_destroy);
    }
  return surface;
}

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * sgm_map_image_render:
 * @path: name of the PNG file
 * @district: the district, whose present state is drawn
 * @options: what the picture shall show
 *
 * Draws the map like sgm_map_image_draw() into a file. A file that is there is
 * replaced, and only when the new one is complete; what is no file is left
 * alone.
 *
 * Returns: whether the file was written
 */
gboolean
sgm_map_image_render (const char                *path,
                      SgmDistrict               *district,
                      const SgmMapImageOptions  *options,
                      GError                   **error)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GError) local = NULL;
  cairo_surface_t *surface;

  if (!sgm_target_check (path, error))
    return FALSE;
  surface = sgm_map_image_draw (district, options, error);
  if (surface == NULL)
    return FALSE;

  cairo_surface_write_to_png_stream (surface, append_bytes, png);
  cairo_surface_destroy (surface);
  if (!g_file_set_contents (path, (const char *) png->data, png->len, &local))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The picture “%s” cannot be written: %s."),
                   name, local->message);
      return FALSE;
    }
  return TRUE;
}
