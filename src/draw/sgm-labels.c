/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-labels.h"

#include <math.h>
#include <string.h>

#include "draw/sgm-text.h"
#include "geo/sgm-mercator.h"

/* More labels than this make a map no clearer. */
#define MAX_LABELS 250

/* Logical pixels to keep free around a label. */
#define SPACING 4

#define CODE_SIZE 9.0

/* A name of which more than this part is hidden says nothing; those of streets
 * are large enough to be read still. */
#define MAX_HIDDEN 0.2

#define COUNT_SIZE 9.0
#define BADGE_PADDING 3.5
#define BADGE_GAP 3.0

static const SgmLabelStyle styles[] = {
  [SGM_LEVEL_DISTRICT] = { 0, 10.5, 99, 0, 16, 3, PANGO_WEIGHT_MEDIUM },
  [SGM_LEVEL_STREET] = { 10.5, 13.3, 99, 0, 16, 2, PANGO_WEIGHT_MEDIUM },
  [SGM_LEVEL_COMMUNITY] = { 12.0, 15.5, 14.0, 13.0, 13, 0, PANGO_WEIGHT_MEDIUM },
  [SGM_LEVEL_GRID] = { 14.1, 17.5, 15.4, 14.1, 11.5, 0, PANGO_WEIGHT_NORMAL },
  [SGM_LEVEL_UNIT] = { 15.4, 99, 16.6, 99, 10.5, 0, PANGO_WEIGHT_NORMAL },
};

/* Boxes in the order of their tops. */
typedef struct
{
  GArray *boxes; /* SgmBox */
  double tallest;
} Boxes;

/* What placing goes through. */
typedef struct
{
  SgmAreaSet *areas;
  const SgmTheme *theme;
  const SgmView *view;
  Boxes signs;
  Boxes covers;
  GPtrArray *labels;
} Placing;

/**
 * sgm_label_style_get:
 * @level: a level
 *
 * Returns: how its labels look, and when they are there
 */
const SgmLabelStyle *
sgm_label_style_get (SgmLevel level)
{
  g_return_val_if_fail (level >= SGM_LEVEL_DISTRICT && level <= SGM_LEVEL_UNIT, NULL);

  return &styles[level];
}

static void
label_free (SgmLabel *label)
{
  g_clear_object (&label->name);
  g_clear_object (&label->code);
  g_clear_object (&label->count);
  g_free (label);
}

/**
 * sgm_labels_get_short_name:
 * @areas: the areas
 * @area: one of them
 *
 * A grid that is called after its community need not say so within it.
 *
 * Returns: what stands on the area
 */
const char *
sgm_labels_get_short_name (const SgmAreaSet *areas,
                           const SgmArea    *area)
{
  const char *parent;
  gsize length;

  if (area->parent == SGM_AREA_NONE || area->level < SGM_LEVEL_GRID)
    return area->name;

  parent = sgm_area_set_get (areas, area->parent)->name;
  length = strlen (parent);
  if (length > 0 && g_str_has_prefix (area->name, parent) && area->name[length] != '\0')
    return area->name + length;
  return area->name;
}

/* The side of a square as large as the area, in logical pixels. */
static double
get_side (Placing       *placing,
          const SgmArea *area)
{
  return sqrt (area->size)
         / sgm_mercator_metres_per_pixel (sgm_geometry_get_box (area->geometry)->min_y, placing->view->zoom);
}

/* The first of the boxes, in the order of their tops, that is not above @top.
 * All are at most as tall as the tallest. */
static guint
find_first_box (GArray *boxes,
                double  tallest,
                double  top)
{
  guint first = 0;
  guint end = boxes->len;

  while (first < end)
    {
      guint middle = (first + end) / 2;

      if (g_array_index (boxes, SgmBox, middle).min_y + tallest < top)
        first = middle + 1;
      else
        end = middle;
    }
  return first;
}

/* How much of a label lies under some boxes, in square pixels; where they lie
 * over each other that counts twice. */
static double
get_overlap (const SgmLabel *label,
             const Boxes    *boxes)
{
  double overlap = 0;

  for (guint i = find_first_box (boxes->boxes, boxes->tallest, label->y); i < boxes->boxes->len; i++)
    {
      const SgmBox *box = &g_array_index (boxes->boxes, SgmBox, i);
      double width = MIN (label->x + label->width, box->max_x) - MAX (label->x, box->min_x);
      double height = MIN (label->y + label->height, box->max_y) - MAX (label->y, box->min_y);

      if (box->min_y > label->y + label->height)
        break;
      if (width > 0 && height > 0)
        overlap += width * height;
    }
  return overlap;
}

/* @own is the label itself where it is one of those that have their place. */
static gboolean
is_free (Placing        *placing,
         const SgmLabel *label,
         const SgmLabel *own)
{
  const SgmView *view = placing->view;

  if (label->x < SPACING || label->y < SPACING
      || label->x + label->width > view->width - SPACING
      || label->y + label->height > view->height - SPACING
      || get_overlap (label, &placing->covers) > 0)
    return FALSE;

  for (guint i = 0; i < placing->labels->len; i++)
    {
      const SgmLabel *other = g_ptr_array_index (placing->labels, i);

      if (other != own
          && label->x < other->x + other->width + SPACING
          && other->x < label->x + label->width + SPACING
          && label->y < other->y + other->height + SPACING
          && other->y < label->y + label->height + SPACING)
        return FALSE;
    }
  return TRUE;
}

/* Puts the label's middle near the area's label point, so many of its own
 * widths and heights aside. */
static void
move_to (Placing       *placing,
         const SgmArea *area,
         const double   aside[2],
         SgmLabel      *label)
{
  const double *point = sgm_geometry_get_label_point (area->geometry);
  double x;
  double y;

  sgm_view_project (placing->view, point[0], point[1], &x, &y);
  label->middle = x + aside[0] * label->width;
  label->x = label->middle - label->width / 2;
  label->y = y - label->height / 2 + aside[1] * label->height;
}

static gboolean
is_in_area (Placing        *placing,
            const SgmArea  *area,
            const SgmLabel *label,
            double          along)
{
  double longitude;
  double latitude;

  sgm_view_unproject (placing->view, label->x + label->width * along,
                      label->y + label->height / 2, &longitude, &latitude);
  return sgm_geometry_contains (area->geometry, longitude, latitude);
}

/* Finds a place near the label point, still in the area, that is free of other
 * labels and hidden the least by what is drawn over it. The nearest is tried
 * first; to the side only where most of the label stays in the area. */
static gboolean
find_place (Placing       *placing,
            const SgmArea *area,
            SgmLabel      *label)
{
  static const double places[][2] = {
    { 0, 0 }, { 0, 0.8 }, { 0, -0.8 }, { 0.4, 0 }, { -0.4, 0 }, { 0, 1.5 }, { 0, -1.5 },
    { 0.4, 0.9 }, { -0.4, 0.9 }, { 0.4, -0.9 }, { -0.4, -0.9 }, { 0.75, 0 }, { -0.75, 0 },
    { 0, 2.2 }, { 0, -2.2 }, { 0.75, 1.2 }, { -0.75, 1.2 }, { 0.75, -1.2 }, { -0.75, -1.2 },
  };
  double least = G_MAXDOUBLE;
  guint best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (places) && least > 0; i++)
    {
      gboolean beside = places[i][0] != 0;
      double hidden;

      move_to (placing, area, places[i], label);
      hidden = get_overlap (label, &placing->signs);
      if (hidden >= least || !is_free (placing, label, NULL) || !is_in_area (placing, area, label, 0.5)
          || (beside && !(is_in_area (placing, area, label, 0.1) && is_in_area (placing, area, label, 0.9))))
        continue;
      least = hidden;
      best = i;
    }
  move_to (placing, area, places[best], label);
  if (area->level <= SGM_LEVEL_STREET)
    return least < G_MAXDOUBLE;
  return least <= MAX_HIDDEN * label->width * label->height;
}

static int
compare_tops (gconstpointer a,
              gconstpointer b)
{
  double first = ((const SgmBox *) a)->min_y;
  double second = ((const SgmBox *) b)->min_y;

  return (first > second) - (first < second);
}

/* Returns: (transfer full): what the boxes in order are kept in */
static GArray *
sort_boxes (GArray *from,
            Boxes  *boxes)
{
  boxes->boxes = from != NULL ? g_array_copy (from) : g_array_new (FALSE, FALSE, sizeof (SgmBox));
  g_array_sort (boxes->boxes, compare_tops);
  for (guint i = 0; i < boxes->boxes->len; i++)
    {
      const SgmBox *box = &g_array_index (boxes->boxes, SgmBox, i);

      boxes->tallest = MAX (boxes->tallest, box->max_y - box->min_y);
    }
  return boxes->boxes;
}

static gboolean
has_room (Placing        *placing,
          const SgmLabel *label,
          const SgmLabel *own)
{
  return is_free (placing, label, own) && get_overlap (label, &placing->signs) <= 0;
}

/* Puts the code under the name unless the two together do not fit. */
static void
try_code (Placing       *placing,
          const SgmArea *area,
          SgmLabel      *label)
{
  SgmLabel taller = *label;
  double width;
  double height;

  taller.code = sgm_text_new (area->code, CODE_SIZE, PANGO_WEIGHT_NORMAL);
  sgm_text_get_size (taller.code, &width, &height);
  taller.width = MAX (label->width, width);
  taller.height = label->height + height;
  taller.x = label->middle - taller.width / 2;
  taller.y = label->y - height / 2;

  if (taller.width < get_side (placing, area) * 0.9 && has_room (placing, &taller, NULL))
    *label = taller;
  else
    g_object_unref (taller.code);
}

static void
get_badge_size (PangoLayout *count,
                double      *width,
                double      *height)
{
  sgm_text_get_size (count, width, height);
  *height = COUNT_SIZE + 4;
  *width = MAX (*width + 2 * BADGE_PADDING, *height);
}

/* Puts a badge beside the name, which stays where it is: after it, or else
 * before it. */
static void
try_count (Placing  *placing,
           SgmLabel *label)
{
  const SgmThemeKind *kind = sgm_theme_kind_get (sgm_theme_get_kind (placing->theme));
  g_autoptr (PangoLayout) layout = NULL;
  g_autofree char *text = NULL;
  double name_width, name_height, width, height;
  guint count;

  if (placing->view->zoom < styles[label->level].count_from
      || !sgm_theme_get_count (placing->theme, label->area, &count) || count == 0)
    return;

  text = sgm_format_dup (SGM_FORMAT_COUNT, count);
  layout = sgm_text_new (text, COUNT_SIZE, PANGO_WEIGHT_BOLD);
  get_badge_size (layout, &width, &height);
  sgm_text_get_size (label->name, &name_width, &name_height);
  for (int before = 0; before <= 1 && label->count == NULL; before++)
    {
      SgmLabel wider = *label;

      wider.badge_x = before ? label->middle - name_width / 2 - BADGE_GAP - width
                             : label->middle + name_width / 2 + BADGE_GAP;
      wider.x = MIN (label->x, wider.badge_x);
      wider.width = MAX (label->x + label->width, wider.badge_x + width) - wider.x;
      wider.scale = sgm_theme_kind_get_scale (kind, label->level);
      wider.count = g_object_ref (layout);
      if (has_room (placing, &wider, label))
        *label = wider;
      else
        g_object_unref (wider.count);
    }
}

static void
try_label (Placing       *placing,
           const SgmArea *area)
{
  const SgmLabelStyle *style = &styles[area->level];
  const char *text = sgm_labels_get_short_name (placing->areas, area);
  double side = get_side (placing, area);
  SgmLabel *label;

  /* Spares measuring the many that cannot fit. */
  if (text[0] == '\0' || side < 2 * style->size)
    return;

  label = g_new0 (SgmLabel, 1);
  label->area = area->index;
  label->level = area->level;
  label->name = sgm_text_new (text, style->size, style->weight);
  if (style->spacing > 0)
    sgm_text_space (label->name, style->spacing);
  sgm_text_get_size (label->name, &label->width, &label->height);

  if (label->width > side * 1.1 || !find_place (placing, area, label))
    {
      label_free (label);
      return;
    }
  if (placing->view->zoom >= style->code_from)
    try_code (placing, area, label);
  g_ptr_array_add (placing->labels, label);
}

static int
compare_sizes (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  SgmAreaSet *areas = data;
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;
  double difference = sgm_area_set_get (areas, second)->size - sgm_area_set_get (areas, first)->size;

  return difference > 0 ? 1 : difference < 0 ? -1 : (first > second) - (first < second);
}

/**
 * sgm_labels_place:
 * @areas: the areas
 * @theme: (nullable): what is counted in them, of a theme of the same areas
 * @view: what part of the map
 * @room: (nullable): where there is none
 * @cancellable: (nullable): to give up early
 *
 * Chooses the labels of a view: those of higher levels first, within a level
 * those of larger areas, none over another, none cut off at the edge; where
 * there is room, with the area's code and with a badge that has the theme's
 * count. To be called in the thread that draws them.
 *
 * Returns: (transfer full) (nullable) (element-type SgmLabel): the labels, or
 *   %NULL when cancelled
 */
GPtrArray *
sgm_labels_place (SgmAreaSet         *areas,
                  const SgmTheme     *theme,
                  const SgmView      *view,
                  const SgmLabelRoom *room,
                  GCancellable       *cancellable)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) label_free);
  g_autoptr (GArray) signs = NULL;
  g_autoptr (GArray) covers = NULL;
  Placing placing = { areas, theme, view, { 0 }, { 0 }, labels };
  SgmBox box;

  signs = sort_boxes (room != NULL ? room->signs : NULL, &placing.signs);
  covers = sort_boxes (room != NULL ? room->covers : NULL, &placing.covers);
  sgm_view_get_box (view, 0, &box);
  for (SgmLevel level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      g_autoptr (GArray) found = NULL;

      if (view->zoom < styles[level].from || view->zoom >= styles[level].to)
        continue;

      found = sgm_area_set_query (areas, level, &box);
      g_array_sort_with_data (found, compare_sizes, areas);
      for (guint i = 0; i < found->len && labels->len < MAX_LABELS; i++)
        {
          if (g_cancellable_is_cancelled (cancellable))
            return NULL;
          try_label (&placing, sgm_area_set_get (areas, g_array_index (found, guint, i)));
        }
    }
  /* No name goes without its place for a number. */
  for (guint i = 0; theme != NULL && i < labels->len; i++)
    try_count (&placing, g_ptr_array_index (labels, i));
  return g_steal_pointer (&labels);
}

static void
draw_text (cairo_t     *cr,
           PangoLayout *layout,
           double       x,
           double       y,
           double       opacity,
           gboolean     dark)
{
  double ink = dark ? 0.95 : 0.18;
  double paper = dark ? 0.10 : 1.0;

  cairo_move_to (cr, x, y);
  cairo_set_source_rgba (cr, paper, paper, paper, 0.8);
  sgm_text_add_halo (layout, cr, SGM_LABEL_STYLE_HALO);
  cairo_set_source_rgba (cr, ink, ink, ink, opacity);
  pango_cairo_show_layout (cr, layout);
}

/* A strong tone of the theme, with figures that can be read on it. */
static void
draw_badge (const SgmLabel *label,
            cairo_t        *cr,
            double          middle,
            gboolean        dark)
{
  SgmColor color = sgm_palette_get_tone (label->scale->palette, SGM_LABEL_BADGE_TONE, dark);
  double left = label->badge_x;
  double paper = dark ? 0.10 : 1.0;
  double width, height, text_width, text_height;

  get_badge_size (label->count, &width, &height);
  sgm_text_get_size (label->count, &text_width, &text_height);
  cairo_new_sub_path (cr);
  cairo_arc (cr, left + height / 2, middle, height / 2, G_PI / 2, 3 * G_PI / 2);
  cairo_arc (cr, left + width - height / 2, middle, height / 2, -G_PI / 2, G_PI / 2);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, paper, paper, paper, 0.8);
  cairo_set_line_width (cr, 2 * SGM_LABEL_STYLE_HALO);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, color.r, color.g, color.b);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, paper, paper, paper);
  cairo_move_to (cr, left + (width - text_width) / 2, middle - text_height / 2);
  pango_cairo_show_layout (cr, label->count);
}

/**
 * sgm_label_draw:
 * @label: a label
 * @cr: a cairo context in the view's logical pixels
 * @dark: whether the map is dark
 *
 * Draws a label in its place. Its halo reaches %SGM_LABEL_HALO out of its box.
 */
void
sgm_label_draw (const SgmLabel *label,
                cairo_t        *cr,
                gboolean        dark)
{
  double width;
  double height;

  sgm_text_get_size (label->name, &width, &height);
  draw_text (cr, label->name, label->middle - width / 2, label->y, 0.95, dark);
  if (label->count != NULL)
    draw_badge (label, cr, label->y + height / 2, dark);
  if (label->code != NULL)
    {
      double y = label->y + height;

      sgm_text_get_size (label->code, &width, &height);
      draw_text (cr, label->code, label->middle - width / 2, y, 0.7, dark);
    }
}

/**
 * sgm_labels_draw:
 * @labels: (element-type SgmLabel): what sgm_labels_place() gave
 * @cr: a cairo context in the view's logical pixels
 * @dark: whether the map is dark
 */
void
sgm_labels_draw (GPtrArray *labels,
                 cairo_t   *cr,
                 gboolean   dark)
{
  for (guint i = 0; i < labels->len; i++)
    sgm_label_draw (g_ptr_array_index (labels, i), cr, dark);
}
