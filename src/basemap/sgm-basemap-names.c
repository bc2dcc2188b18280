/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-names.h"

#include <math.h>
#include <string.h>

#include "basemap/sgm-basemap-lines.h"
#include "basemap/sgm-taken.h"
#include "draw/sgm-text.h"
#include "geo/sgm-index.h"
#include "geo/sgm-polyline.h"

/* All in pixels. */
#define TILE_SIZE 256
#define STEP 6.0
#define SPACING 14.0  /* to keep free around a name */
#define REPEAT 640.0  /* after which the name of a line comes again */
#define APART 420.0   /* between two of the same text */
#define HALO 1.4
#define BELOW_SPOT 9.0
#define CELL 64.0

/* The English name is smaller than the Chinese one above it. */
#define SMALLER 0.84
#define LINE_HEIGHT 1.25

/* How far a line may turn from letter to letter and under a whole name, and
 * up to where it counts as straight, in radians. */
#define MAX_TURN 0.3
#define MAX_BEND 1.2
#define STRAIGHT 0.09

/* Beyond this angle, in radians, a line is steep. */
#define STEEP 0.9

/* A polygon whose name is a little wider than it still gets it. */
#define OVERHANG 1.15

/* The pace of Chinese letters one below the other. */
#define DOWNWARDS 1.08

struct _SgmBasemapNames
{
  GArray *names;  /* SgmBasemapName */
  GArray *pieces; /* SgmBasemapPiece */
  GStringChunk *texts;
  SgmIndex *index; /* NULL where there are none */
};

/* What matters most first. */
static const SgmGroundKind order[] = {
  SGM_GROUND_CITY, SGM_GROUND_TOWN, SGM_GROUND_RIVER, SGM_GROUND_WATER, SGM_GROUND_MOTORWAY,
  SGM_GROUND_TRUNK, SGM_GROUND_PRIMARY, SGM_GROUND_QUARTER, SGM_GROUND_SECONDARY, SGM_GROUND_PARK,
  SGM_GROUND_WOOD, SGM_GROUND_CANAL, SGM_GROUND_TERTIARY, SGM_GROUND_HAMLET, SGM_GROUND_SPOT,
  SGM_GROUND_STREET, SGM_GROUND_STREAM, SGM_GROUND_SCHOOL, SGM_GROUND_PUBLIC, SGM_GROUND_INDUSTRIAL,
  SGM_GROUND_SQUARE, SGM_GROUND_POND, SGM_GROUND_COMMERCIAL, SGM_GROUND_RESIDENTIAL,
  SGM_GROUND_VILLAGE, SGM_GROUND_FIELD, SGM_GROUND_LANE, SGM_GROUND_PATH, SGM_GROUND_BUILDING,
  SGM_GROUND_RAILWAY,
};

/* Names being set. */
typedef struct
{
  SgmBasemapNames *names;
  const SgmGround *ground;
  const SgmBasemapStyle *style;
  SgmBasemapLanguage language;
  guint zoom;
  double size;        /* of the world */
  SgmTaken *taken;
  GHashTable *places; /* text → GArray of SgmPoint, where it is already */
  GArray *boxes;      /* SgmBox, of the name at hand */
} Setter;

/* A letter of a name, and where its middle is along the text. */
typedef struct
{
  const char *text;
  double middle;
  double width;
} Letter;

/* A text that goes along a line. */
typedef struct
{
  const SgmGroundFeature *feature;
  const char *text;
  double size;
  double width;
  double height;
  gboolean is_chinese; /* all of it, so that it can be written downwards */
  GArray *letters;
} Along;

/* Setting ------------------------------------------------------------------ */

/* Squares along a turned text that cover it. */
static void
add_boxes (Setter                *setter,
           const SgmBasemapPiece *piece,
           double                 width,
           double                 height)
{
  guint n = MAX (1, ceil (width / height));
  double half_length = width / n / 2;
  double c = cos (piece->angle);
  double s = sin (piece->angle);
  double half_x = half_length * fabs (c) + height / 2 * fabs (s);
  double half_y = half_length * fabs (s) + height / 2 * fabs (c);

  for (guint i = 0; i < n; i++)
    {
      double along = (2.0 * i + 1 - n) * half_length;
      double x = piece->x + along * c;
      double y = piece->y + along * s;
      SgmBox box = { x - half_x, y - half_y, x + half_x, y + half_y };

      g_array_append_val (setter->boxes, box);
    }
}

static void
begin_name (Setter *setter)
{
  g_array_set_size (setter->boxes, 0);
}

static void
add_piece (Setter     *setter,
           const char *text,
           double      size,
           double      x,
           double      y,
           double      angle,
           double      width,
           double      height)
{
  SgmBasemapPiece piece = {
    g_string_chunk_insert_const (setter->names->texts, text), size, x, y, angle,
  };

  g_array_append_val (setter->names->pieces, piece);
  add_boxes (setter, &piece, width, height);
}

static gboolean
is_apart (Setter     *setter,
          const char *text,
          double      x,
          double      y)
{
  GArray *places = g_hash_table_lookup (setter->places, text);

  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      SgmPoint place = g_array_index (places, SgmPoint, i);

      if (hypot (place.x - x, place.y - y) < APART)
        return FALSE;
    }
  return TRUE;
}

static void
note_place (Setter     *setter,
            const char *text,
            double      x,
            double      y)
{
  GArray *places = g_hash_table_lookup (setter->places, text);
  SgmPoint place = { x, y };

  if (places == NULL)
    {
      places = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
      g_hash_table_insert (setter->places, (gpointer) text, places);
    }
  g_array_append_val (places, place);
}

/* Keeps the pieces from @first on as a name where nothing else is near, and
 * forgets them otherwise. */
static gboolean
end_name (Setter                 *setter,
          const SgmGroundFeature *feature,
          guint                   first)
{
  SgmBasemapName name = { feature->kind, first, setter->names->pieces->len, SGM_BOX_EMPTY };

  for (guint i = 0; i < setter->boxes->len; i++)
    if (!sgm_taken_is_free (setter->taken, &g_array_index (setter->boxes, SgmBox, i), SPACING))
      {
        g_array_set_size (setter->names->pieces, first);
        return FALSE;
      }
  for (guint i = 0; i < setter->boxes->len; i++)
    {
      const SgmBox *box = &g_array_index (setter->boxes, SgmBox, i);

      sgm_taken_add (setter->taken, box);
      name.box.min_x = MIN (name.box.min_x, box->min_x);
      name.box.min_y = MIN (name.box.min_y, box->min_y);
      name.box.max_x = MAX (name.box.max_x, box->max_x);
      name.box.max_y = MAX (name.box.max_y, box->max_y);
    }
  g_array_append_val (setter->names->names, name);
  return TRUE;
}

static void
measure (const char *text,
         double      size,
         double     *width,
         double     *height)
{
  g_autoptr (PangoLayout) layout = sgm_text_new (text, size, PANGO_WEIGHT_NORMAL);

  sgm_text_get_size (layout, width, height);
}

/* The name in the wanted language, and the one that is set smaller below it. */
static const char *
choose_name (Setter                 *setter,
             const SgmGroundFeature *feature,
             const char            **below)
{
  *below = NULL;
  if (setter->language == SGM_BASEMAP_ENGLISH)
    return feature->name_en != NULL ? feature->name_en : feature->name;
  if (setter->language == SGM_BASEMAP_BOTH && g_strcmp0 (feature->name, feature->name_en) != 0)
    *below = feature->name_en;
  return feature->name;
}

/* Along lines --------------------------------------------------------------- */

static void
find_letters (Along *along)
{
  g_autoptr (PangoLayout) layout = sgm_text_new (along->text, along->size, PANGO_WEIGHT_NORMAL);
  const char *at = along->text;

  sgm_text_get_size (layout, &along->width, &along->height);
  along->letters = g_array_new (FALSE, FALSE, sizeof (Letter));
  along->is_chinese = TRUE;
  while (*at != '\0')
    {
      PangoRectangle place;
      Letter letter;
      g_autofree char *text = g_strndup (at, g_utf8_next_char (at) - at);

      pango_layout_index_to_pos (layout, at - along->text, &place);
      letter.text = g_intern_string (text);
      letter.width = place.width / (double) PANGO_SCALE;
      letter.middle = place.x / (double) PANGO_SCALE + letter.width / 2;
      along->is_chinese = along->is_chinese && g_unichar_iswide (g_utf8_get_char (at));
      g_array_append_val (along->letters, letter);
      at = g_utf8_next_char (at);
    }
}

/* The point of an evenly spread line at a distance along it. */
static SgmPoint
get_at (GArray *points,
        double  distance)
{
  double steps = CLAMP (distance / STEP, 0.0, points->len - 2.0);
  guint i = MIN ((guint) steps, points->len - 2);
  SgmPoint a = g_array_index (points, SgmPoint, i);
  SgmPoint b = g_array_index (points, SgmPoint, i + 1);

  return (SgmPoint) { a.x + (b.x - a.x) * (steps - i), a.y + (b.y - a.y) * (steps - i) };
}

static double
get_angle (GArray *points,
           double  distance,
           double  half)
{
  SgmPoint a = get_at (points, distance - half);
  SgmPoint b = get_at (points, distance + half);

  return atan2 (b.y - a.y, b.x - a.x);
}

/* How far the line bends under a text, or -1 where it turns too sharply. */
static double
get_bend (GArray *points,
          double  start,
          double  length)
{
  double first = get_angle (points, start, STEP);
  double last = first;
  double least = 0;
  double most = 0;
  double sum = 0;

  for (double at = STEP * 2; at <= length; at += STEP * 2)
    {
      double angle = get_angle (points, start + at, STEP);
      double turn = remainder (angle - last, 2 * G_PI);

      if (fabs (turn) > MAX_TURN)
        return -1;
      sum += turn;
      least = MIN (least, sum);
      most = MAX (most, sum);
      last = angle;
    }
  return most - least;
}

/* Letters one by one. @angle is the line's direction in which the text is
 * read; Chinese on a steep line is read downwards with its letters upright. */
static void
add_letters (Setter      *setter,
             const Along *along,
             GArray      *points,
             double       start,
             double       length,
             gboolean     backwards,
             gboolean     downwards)
{
  guint n = along->letters->len;

  for (guint i = 0; i < n; i++)
    {
      const Letter *letter = &g_array_index (along->letters, Letter, i);
      double pace = along->size * DOWNWARDS;
      double middle = downwards ? (i + 0.5) * pace : letter->middle;
      double half = MAX (downwards ? pace : letter->width, STEP) / 2;
      double at = start + (backwards ? length - middle : middle);
      double angle = get_angle (points, at, half) + (backwards ? G_PI : 0);
      SgmPoint point = get_at (points, at);

      if (g_str_equal (letter->text, " "))
        continue;
      if (downwards)
        angle -= G_PI / 2;
      add_piece (setter, letter->text, along->size, point.x, point.y, remainder (angle, 2 * G_PI),
                 letter->width, along->height);
    }
}

/* Sets the text on a line from a distance along it on, where the line is even
 * enough and nothing else is near. */
static gboolean
try_along (Setter      *setter,
           const Along *along,
           GArray      *points,
           double       start)
{
  guint first = setter->names->pieces->len;
  SgmPoint from = get_at (points, start);
  double chord = 0;
  double length = along->width;
  gboolean downwards;
  gboolean backwards;
  double bend;
  SgmPoint to = get_at (points, start + length);
  SgmPoint middle;

  chord = atan2 (to.y - from.y, to.x - from.x);
  downwards = along->is_chinese && fabs (remainder (chord, G_PI)) > STEEP;
  if (downwards)
    length = along->letters->len * along->size * DOWNWARDS;
  to = get_at (points, start + length);
  middle = get_at (points, start + length / 2);
  bend = get_bend (points, start, length);
  if (bend < 0 || bend > MAX_BEND || !is_apart (setter, along->text, middle.x, middle.y))
    return FALSE;

  backwards = downwards ? to.y < from.y : to.x < from.x;
  begin_name (setter);
  if (bend < STRAIGHT && !downwards)
    add_piece (setter, along->text, along->size, middle.x, middle.y,
               remainder (chord + (backwards ? G_PI : 0), 2 * G_PI), along->width, along->height);
  else
    add_letters (setter, along, points, start, length, backwards, downwards);
  if (!end_name (setter, along->feature, first))
    return FALSE;
  note_place (setter, along->text, middle.x, middle.y);
  return TRUE;
}

/* Tries from the middle of the line on, in both directions. */
static guint
set_along (Setter      *setter,
           const Along *along,
           GArray      *points)
{
  double room = (points->len - 1) * STEP - MAX (along->width, along->size * along->letters->len * DOWNWARDS);
  guint n_set = 0;

  for (double away = 0; away <= room / 2; away += 2 * STEP)
    for (int side = -1; side <= 1; side += 2)
      {
        if (away == 0 && side > 0)
          continue;
        n_set += try_along (setter, along, points, room / 2 + side * away);
      }
  return n_set;
}

static GArray *
get_even_points (Setter               *setter,
                 const SgmBasemapLine *line)
{
  g_autoptr (GArray) pixels = g_array_sized_new (FALSE, FALSE, sizeof (SgmPoint), line->points->len);
  g_autoptr (GArray) even = NULL;

  for (guint i = 0; i < line->points->len; i++)
    {
      SgmPoint point = g_array_index (line->points, SgmPoint, i);

      point.x *= setter->size;
      point.y *= setter->size;
      g_array_append_val (pixels, point);
    }
  even = sgm_polyline_resample (pixels, STEP);
  return sgm_polyline_average (even, 2);
}

static guint
set_text_on_line (Setter               *setter,
                  const SgmBasemapLine *line,
                  const char           *text)
{
  Along along = { line->feature, text };
  g_autoptr (GArray) points = NULL;
  guint n_set = 0;

  along.size = sgm_basemap_style_get_look (setter->style, line->feature->kind)->name_size;
  find_letters (&along);
  if (line->length * setter->size > along.width)
    {
      points = get_even_points (setter, line);
      if (points->len > 3)
        n_set = set_along (setter, &along, points);
    }
  g_array_unref (along.letters);
  return n_set;
}

static void
set_on_line (Setter               *setter,
             const SgmBasemapLine *line)
{
  const char *below;
  const char *name = choose_name (setter, line->feature, &below);

  if (below != NULL)
    {
      g_autofree char *both = g_strconcat (name, "  ", below, NULL);
      const char *kept = g_string_chunk_insert_const (setter->names->texts, both);

      if (set_text_on_line (setter, line, kept) > 0)
        return;
    }
  set_text_on_line (setter, line, name);
}

/* At places --------------------------------------------------------------- */

/* The middle of the largest ring of a polygon. */
static SgmPoint
find_middle (const SgmGroundFeature *feature)
{
  SgmPoint middle = { (feature->box.min_x + feature->box.max_x) / 2, (feature->box.min_y + feature->box.max_y) / 2 };
  g_autoptr (SgmGeometry) largest = NULL;
  const double *inside;
  double most = 0;
  guint first = 0;

  for (guint i = 0; i <= feature->n_points; i++)
    {
      guint n = i - first;
      const guint one = 1;
      g_autoptr (SgmGeometry) ring = NULL;
      double area;

      if (i < feature->n_points && !isnan (feature->points[2 * i]))
        continue;
      if (n >= 4)
        {
          const SgmBox *box;

          ring = sgm_geometry_new_polygons (feature->points + 2 * first, &n, 1, &one, 1);
          box = sgm_geometry_get_box (ring);
          area = (box->max_x - box->min_x) * (box->max_y - box->min_y);
          if (area > most)
            {
              most = area;
              g_clear_pointer (&largest, sgm_geometry_unref);
              largest = g_steal_pointer (&ring);
            }
        }
      first = i + 1;
    }
  if (largest == NULL)
    return middle;
  inside = sgm_geometry_get_label_point (largest);
  return (SgmPoint) { inside[0], inside[1] };
}

static gboolean
has_room (Setter                 *setter,
          const SgmGroundFeature *feature,
          double                  width,
          double                  height)
{
  if (feature->shape == SGM_GROUND_SHAPE_POINT || sgm_ground_kind_get_shape (feature->kind) == SGM_GROUND_SHAPE_POINT)
    return TRUE;
  return (feature->box.max_x - feature->box.min_x) * setter->size * OVERHANG >= width
         && (feature->box.max_y - feature->box.min_y) * setter->size >= height;
}

static gboolean
set_at_place (Setter                 *setter,
              const SgmGroundFeature *feature,
              const char             *text,
              const char             *below)
{
  double size = sgm_basemap_style_get_look (setter->style, feature->kind)->name_size;
  guint first = setter->names->pieces->len;
  double widths[2] = { 0, 0 };
  double heights[2] = { 0, 0 };
  SgmPoint middle;
  double y;

  measure (text, size, &widths[0], &heights[0]);
  if (below != NULL)
    measure (below, size * SMALLER, &widths[1], &heights[1]);
  if (!has_room (setter, feature, MAX (widths[0], widths[1]), heights[0] + heights[1]))
    return FALSE;

  middle = feature->shape == SGM_GROUND_SHAPE_POINT ? (SgmPoint) { feature->points[0], feature->points[1] }
                                                    : find_middle (feature);
  middle.x *= setter->size;
  middle.y *= setter->size;
  y = middle.y;
  if (feature->kind == SGM_GROUND_SPOT)
    y += BELOW_SPOT;
  if (below != NULL && feature->kind != SGM_GROUND_SPOT)
    y -= size * LINE_HEIGHT / 2 * SMALLER;
  begin_name (setter);
  add_piece (setter, text, size, middle.x, y, 0, widths[0], heights[0]);
  if (below != NULL)
    add_piece (setter, below, size * SMALLER, middle.x, y + size * LINE_HEIGHT, 0, widths[1], heights[1]);
  return end_name (setter, feature, first);
}

static int
compare_features (gconstpointer a,
                  gconstpointer b)
{
  const SgmGroundFeature *one = *(const SgmGroundFeature *const *) a;
  const SgmGroundFeature *other = *(const SgmGroundFeature *const *) b;
  double area = (one->box.max_x - one->box.min_x) * (one->box.max_y - one->box.min_y);
  double other_area = (other->box.max_x - other->box.min_x) * (other->box.max_y - other->box.min_y);

  if (one->rank != other->rank)
    return one->rank > other->rank ? -1 : 1;
  return (area < other_area) - (area > other_area);
}

static void
set_at_places (Setter        *setter,
               SgmGroundKind  kind)
{
  static const SgmBox world = { 0, 0, 1, 1 };
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) features = g_ptr_array_new ();

  sgm_ground_find (setter->ground, kind, &world, found);
  for (guint i = 0; i < found->len; i++)
    {
      const SgmGroundFeature *feature = sgm_ground_get_feature (setter->ground, g_array_index (found, guint, i));

      if (feature->name != NULL && feature->shape != SGM_GROUND_SHAPE_LINE)
        g_ptr_array_add (features, (gpointer) feature);
    }
  g_ptr_array_sort (features, compare_features);
  for (guint i = 0; i < features->len; i++)
    {
      const SgmGroundFeature *feature = g_ptr_array_index (features, i);
      const char *below;
      const char *name = choose_name (setter, feature, &below);

      if (below != NULL && set_at_place (setter, feature, name, below))
        continue;
      set_at_place (setter, feature, name, NULL);
    }
}

static void
set_on_lines (Setter        *setter,
              GPtrArray     *lines,
              SgmGroundKind  kind)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const SgmBasemapLine *line = g_ptr_array_index (lines, i);

      if (line->feature->kind == kind)
        set_on_line (setter, line);
    }
}

static void
index_names (SgmBasemapNames *self)
{
  g_autofree SgmBox *boxes = g_new (SgmBox, self->names->len);

  for (guint i = 0; i < self->names->len; i++)
    boxes[i] = g_array_index (self->names, SgmBasemapName, i).box;
  if (self->names->len > 0)
    self->index = sgm_index_new (boxes, self->names->len);
}

/**
 * sgm_basemap_names_new:
 * @ground: a sealed ground
 * @lines: (element-type SgmBasemapLine): the ground's lines as
 *   sgm_basemap_lines_join() gives them
 * @style: how it is drawn
 * @language: in which language names are written
 * @zoom: zoom level
 *
 * Chooses the names of a zoom for all of the map at once.
 *
 * Returns: (transfer full): the names
 */
SgmBasemapNames *
sgm_basemap_names_new (const SgmGround       *ground,
                       GPtrArray             *lines,
                       const SgmBasemapStyle *style,
                       SgmBasemapLanguage     language,
                       guint                  zoom)
{
  SgmBasemapNames *self = g_new0 (SgmBasemapNames, 1);
  g_autoptr (SgmTaken) taken = sgm_taken_new (CELL);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         (GDestroyNotify) g_array_unref);
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (SgmBox));
  Setter setter = { self, ground, style, language, zoom, TILE_SIZE * (double) (1u << zoom), taken, places, boxes };

  self->names = g_array_new (FALSE, FALSE, sizeof (SgmBasemapName));
  self->pieces = g_array_new (FALSE, FALSE, sizeof (SgmBasemapPiece));
  self->texts = g_string_chunk_new (4096);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const SgmBasemapLook *look = sgm_basemap_style_get_look (style, order[i]);

      if (look->names_from == 0 || zoom < look->names_from || zoom > look->names_to)
        continue;
      set_at_places (&setter, order[i]);
      set_on_lines (&setter, lines, order[i]);
    }
  index_names (self);
  return self;
}

void
sgm_basemap_names_free (SgmBasemapNames *self)
{
  g_clear_pointer (&self->index, sgm_index_free);
  g_array_unref (self->names);
  g_array_unref (self->pieces);
  g_string_chunk_free (self->texts);
  g_free (self);
}

guint
sgm_basemap_names_get_n (const SgmBasemapNames *self)
{
  return self->names->len;
}

const SgmBasemapName *
sgm_basemap_names_get (const SgmBasemapNames *self,
                       guint                  index)
{
  return &g_array_index (self->names, SgmBasemapName, index);
}

const SgmBasemapPiece *
sgm_basemap_names_get_piece (const SgmBasemapNames *self,
                             guint                  index)
{
  return &g_array_index (self->pieces, SgmBasemapPiece, index);
}

/* Drawing ------------------------------------------------------------------ */

static void
set_color (cairo_t         *cr,
           SgmBasemapColor  color)
{
  cairo_set_source_rgb (cr, (color >> 16 & 0xff) / 255.0, (color >> 8 & 0xff) / 255.0,
                        (color & 0xff) / 255.0);
}

static gboolean
is_water (SgmGroundKind kind)
{
  return kind >= SGM_GROUND_POND && kind <= SGM_GROUND_RIVER;
}

static void
draw_piece (const SgmBasemapPiece *piece,
            cairo_t               *cr,
            gboolean               halo)
{
  g_autoptr (PangoLayout) layout = sgm_text_new (piece->text, piece->size, PANGO_WEIGHT_NORMAL);
  double width;
  double height;

  sgm_text_get_size (layout, &width, &height);
  cairo_save (cr);
  cairo_translate (cr, piece->x, piece->y);
  cairo_rotate (cr, piece->angle);
  cairo_move_to (cr, -width / 2, -height / 2);
  if (halo)
    sgm_text_add_halo (layout, cr, HALO);
  else
    pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
}

static void
draw_name (const SgmBasemapNames *self,
           const SgmBasemapName  *name,
           const SgmBasemapStyle *style,
           SgmBasemapShade        shade,
           cairo_t               *cr)
{
  SgmBasemapColor text = sgm_basemap_style_get_look (style, name->kind)->text[shade];

  if (text == SGM_BASEMAP_NO_COLOR)
    return;
  /* On water a halo would look like an island. */
  if (!is_water (name->kind))
    {
      set_color (cr, sgm_basemap_style_get_halo (style, shade));
      for (guint i = name->first; i < name->end; i++)
        draw_piece (&g_array_index (self->pieces, SgmBasemapPiece, i), cr, TRUE);
    }
  set_color (cr, text);
  for (guint i = name->first; i < name->end; i++)
    draw_piece (&g_array_index (self->pieces, SgmBasemapPiece, i), cr, FALSE);
}

static gboolean
append_item (guint    item,
             gpointer data)
{
  g_array_append_val ((GArray *) data, item);
  return TRUE;
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  guint one = *(const guint *) a;
  guint other = *(const guint *) b;

  return (one > other) - (one < other);
}

/**
 * sgm_basemap_names_draw:
 * @self: the names of a zoom
 * @style: how they are drawn
 * @shade: for which window
 * @cr: a cairo context in the pixels of the world at that zoom
 * @box: the part of the world that is drawn
 *
 * May be called in any thread.
 */
void
sgm_basemap_names_draw (const SgmBasemapNames *self,
                        const SgmBasemapStyle *style,
                        SgmBasemapShade        shade,
                        cairo_t               *cr,
                        const SgmBox          *box)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  SgmBox around = {
    box->min_x - 2 * HALO, box->min_y - 2 * HALO, box->max_x + 2 * HALO, box->max_y + 2 * HALO,
  };

  if (self->index == NULL)
    return;
  sgm_index_query (self->index, &around, append_item, found);
  g_array_sort (found, compare_items);
  for (guint i = 0; i < found->len; i++)
    draw_name (self, sgm_basemap_names_get (self, g_array_index (found, guint, i)), style, shade, cr);
}
