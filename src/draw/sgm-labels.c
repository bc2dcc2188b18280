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

#define HALO 1.5 /* less than SGM_LABEL_HALO */
#define CODE_SIZE 9.0

/**
 * Style:
 * @from: the lowest zoom at which the level is labelled
 * @to: the first zoom at which it no longer is, since only a part of an area
 *   is in sight then
 * @code_from: the lowest zoom at which its code stands under the name
 * @size: of the letters, logical pixels
 * @spacing: between letters, logical pixels
 */
typedef struct
{
  double from;
  double to;
  double code_from;
  double size;
  double spacing;
  PangoWeight weight;
} Style;

static const Style styles[] = {
  [SGM_LEVEL_DISTRICT] = { 0, 10.5, 99, 16, 3, PANGO_WEIGHT_MEDIUM },
  [SGM_LEVEL_STREET] = { 10.5, 13.3, 99, 16, 2, PANGO_WEIGHT_MEDIUM },
  [SGM_LEVEL_COMMUNITY] = { 12.0, 15.5, 14.0, 13, 0, PANGO_WEIGHT_MEDIUM },
  [SGM_LEVEL_GRID] = { 14.1, 17.5, 15.4, 11.5, 0, PANGO_WEIGHT_NORMAL },
  [SGM_LEVEL_UNIT] = { 15.4, 99, 16.6, 10.5, 0, PANGO_WEIGHT_NORMAL },
};

/* What placing goes through. */
typedef struct
{
  SgmAreaSet *areas;
  const SgmView *view;
  GArray *obstacles;
  GPtrArray *labels;
} Placing;

static void
label_free (SgmLabel *label)
{
  g_clear_object (&label->name);
  g_clear_object (&label->code);
  g_free (label);
}

/* A grid that is called after its community need not say so within it. */
static const char *
get_short_name (SgmAreaSet    *areas,
                const SgmArea *area)
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
         / sgm_mercator_metres_per_pixel (area->label_y, placing->view->zoom);
}

static gboolean
is_free (Placing        *placing,
         const SgmLabel *label)
{
  const SgmView *view = placing->view;

  if (label->x < SPACING || label->y < SPACING
      || label->x + label->width > view->width - SPACING
      || label->y + label->height > view->height - SPACING)
    return FALSE;

  for (guint i = 0; i < placing->labels->len; i++)
    {
      const SgmLabel *other = g_ptr_array_index (placing->labels, i);

      if (label->x < other->x + other->width + SPACING
          && other->x < label->x + label->width + SPACING
          && label->y < other->y + other->height + SPACING
          && other->y < label->y + label->height + SPACING)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_hidden (Placing        *placing,
           const SgmLabel *label)
{
  for (guint i = 0; placing->obstacles != NULL && i < placing->obstacles->len; i++)
    {
      const SgmBox *box = &g_array_index (placing->obstacles, SgmBox, i);

      if (label->x < box->max_x && box->min_x < label->x + label->width
          && label->y < box->max_y && box->min_y < label->y + label->height)
        return TRUE;
    }
  return FALSE;
}

/* Puts the label's middle on the area's label point, moved down by @down. */
static void
move_to (Placing       *placing,
         const SgmArea *area,
         double         down,
         SgmLabel      *label)
{
  double x;
  double y;

  sgm_view_project (placing->view, area->label_x, area->label_y, &x, &y);
  label->x = x - label->width / 2;
  label->y = y - label->height / 2 + down;
}

/* Finds a free place near the label point, still in the area. */
static gboolean
find_place (Placing       *placing,
            const SgmArea *area,
            gboolean       hidden_too,
            SgmLabel      *label)
{
  static const double steps[] = { 0, 0.8, -0.8, 1.5, -1.5, 2.2, -2.2 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double longitude;
      double latitude;

      move_to (placing, area, steps[i] * label->height, label);
      if (!is_free (placing, label) || (!hidden_too && is_hidden (placing, label)))
        continue;
      sgm_view_unproject (placing->view, label->x + label->width / 2,
                          label->y + label->height / 2, &longitude, &latitude);
      if (sgm_geometry_contains (area->geometry, longitude, latitude))
        return TRUE;
    }
  return FALSE;
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
  taller.x = label->x + (label->width - taller.width) / 2;
  taller.y = label->y - height / 2;

  if (taller.width < get_side (placing, area) * 0.9
      && is_free (placing, &taller) && !is_hidden (placing, &taller))
    *label = taller;
  else
    g_object_unref (taller.code);
}

static void
try_label (Placing       *placing,
           const SgmArea *area)
{
  const Style *style = &styles[area->level];
  const char *text = get_short_name (placing->areas, area);
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

  /* Rather partly hidden than not there. */
  if (label->width > side * 1.1
      || (!find_place (placing, area, FALSE, label) && !find_place (placing, area, TRUE, label)))
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
 * @view: what part of the map
 * @obstacles: (nullable) (element-type SgmBox): what will be drawn over the
 *   labels, in the view's logical pixels
 * @cancellable: (nullable): to give up early
 *
 * Chooses the labels of a view: those of higher levels first, within a level
 * those of larger areas, none over another, none cut off at the edge. To be
 * called in the thread that draws them.
 *
 * Returns: (transfer full) (nullable) (element-type SgmLabel): the labels, or
 *   %NULL when cancelled
 */
GPtrArray *
sgm_labels_place (SgmAreaSet    *areas,
                  const SgmView *view,
                  GArray        *obstacles,
                  GCancellable  *cancellable)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) label_free);
  Placing placing = { areas, view, obstacles, labels };
  SgmBox box;

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
  sgm_text_add_halo (layout, cr, HALO);
  cairo_set_source_rgba (cr, ink, ink, ink, opacity);
  pango_cairo_show_layout (cr, layout);
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
  draw_text (cr, label->name, label->x + (label->width - width) / 2, label->y, 0.95, dark);
  if (label->code != NULL)
    {
      double y = label->y + height;

      sgm_text_get_size (label->code, &width, &height);
      draw_text (cr, label->code, label->x + (label->width - width) / 2, y, 0.7, dark);
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
