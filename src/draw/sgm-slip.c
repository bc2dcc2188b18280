/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-slip.h"

#include "draw/sgm-text.h"

/* Sizes as parts of the width, which fit A4 as they fit A5. */
#define HEADING 0.036
#define TEXT 0.0215
#define SMALL 0.015
#define GAP 0.012
#define LABELS 0.2
#define BLANK 0.05

/* A map lower than this says nothing. */
#define MIN_MAP 0.15

typedef struct
{
  char *label;
  char *value; /* NULL for a blank */
} Line;

struct _SgmSlip
{
  char *heading;
  char *note;
  char *foot;
  GArray *lines; /* of Line */
  cairo_surface_t *map;
};

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->label);
  g_free (line->value);
}

/**
 * sgm_slip_new:
 * @heading: what it is
 * @note: (nullable): beside the heading, such as that it is only an example
 */
SgmSlip *
sgm_slip_new (const char *heading,
              const char *note)
{
  SgmSlip *slip = g_new0 (SgmSlip, 1);

  slip->heading = g_strdup (heading);
  slip->note = g_strdup (note);
  slip->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (slip->lines, line_clear);
  return slip;
}

void
sgm_slip_free (SgmSlip *slip)
{
  g_clear_pointer (&slip->map, cairo_surface_destroy);
  g_array_unref (slip->lines);
  g_free (slip->heading);
  g_free (slip->note);
  g_free (slip->foot);
  g_free (slip);
}

static void
add (SgmSlip    *slip,
     const char *label,
     const char *value)
{
  Line line = { g_strdup (label), g_strdup (value) };

  g_array_append_val (slip->lines, line);
}

/**
 * sgm_slip_add:
 * @value: (nullable): what is not known is left out
 */
void
sgm_slip_add (SgmSlip    *slip,
              const char *label,
              const char *value)
{
  if (value != NULL && value[0] != '\0')
    add (slip, label, value);
}

/**
 * sgm_slip_add_blank:
 * @label: what is to be written there by hand
 */
void
sgm_slip_add_blank (SgmSlip    *slip,
                    const char *label)
{
  add (slip, label, NULL);
}

/**
 * sgm_slip_set_map:
 * @map: (nullable): a picture, which takes the room that is left
 */
void
sgm_slip_set_map (SgmSlip         *slip,
                  cairo_surface_t *map)
{
  g_clear_pointer (&slip->map, cairo_surface_destroy);
  slip->map = map != NULL ? cairo_surface_reference (map) : NULL;
}

void
sgm_slip_set_foot (SgmSlip    *slip,
                   const char *foot)
{
  g_free (slip->foot);
  slip->foot = g_strdup (foot);
}

/**
 * sgm_slip_to_text:
 *
 * Returns: (transfer full): all words on it, line by line
 */
char *
sgm_slip_to_text (const SgmSlip *slip)
{
  GString *text = g_string_new (slip->heading);

  if (slip->note != NULL)
    g_string_append_printf (text, " (%s)", slip->note);
  for (guint i = 0; i < slip->lines->len; i++)
    {
      const Line *line = &g_array_index (slip->lines, Line, i);

      g_string_append_printf (text, "\n%s: %s", line->label, line->value != NULL ? line->value : "");
    }
  if (slip->foot != NULL)
    g_string_append_printf (text, "\n%s", slip->foot);
  return g_string_free (text, FALSE);
}

/* Returns: how high the text is */
static double
put_text (cairo_t     *cr,
          const char  *text,
          double       size,
          PangoWeight  weight,
          double       x,
          double       y,
          double       width)
{
  g_autoptr (PangoLayout) layout = sgm_text_new (text, size, weight);
  double text_width, text_height;

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  sgm_text_get_size (layout, &text_width, &text_height);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  return text_height;
}

static void
put_rule (cairo_t *cr,
          double   x,
          double   y,
          double   width,
          double   thickness)
{
  cairo_rectangle (cr, x, y - thickness, width, thickness);
  cairo_fill (cr);
}

/* Returns: where the next line begins */
static double
put_line (cairo_t    *cr,
          const Line *line,
          double      y,
          double      width)
{
  double labels = LABELS * width;
  double label_height = put_text (cr, line->label, TEXT * width, PANGO_WEIGHT_NORMAL, 0, y, labels - GAP * width);
  double value_height = 0;

  if (line->value != NULL)
    value_height = put_text (cr, line->value, TEXT * width, PANGO_WEIGHT_SEMIBOLD, labels, y, width - labels);
  else
    {
      value_height = BLANK * width;
      put_rule (cr, labels, y + label_height, width - labels, 0.001 * width);
    }
  return y + MAX (label_height, value_height) + GAP * width;
}

static void
put_map (cairo_t         *cr,
         cairo_surface_t *map,
         double           y,
         double           width,
         double           height)
{
  double scale_x, scale_y;
  double map_width, map_height;
  double scale;

  cairo_surface_get_device_scale (map, &scale_x, &scale_y);
  map_width = cairo_image_surface_get_width (map) / scale_x;
  map_height = cairo_image_surface_get_height (map) / scale_y;
  scale = MIN (width / map_width, height / map_height);
  cairo_save (cr);
  cairo_translate (cr, (width - map_width * scale) / 2, y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, map, 0, 0);
  cairo_rectangle (cr, 0, 0, map_width, map_height);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, 0.001 * width / scale);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * sgm_slip_draw:
 * @cr: a cairo context at the top left of the paper's printable part
 * @width: of that part, in the context's units
 * @height: of that part
 *
 * Draws the sheet in black. The map gets what room is left, and is left out
 * where that is little.
 */
void
sgm_slip_draw (const SgmSlip *slip,
               cairo_t       *cr,
               double         width,
               double         height)
{
  double foot = slip->foot != NULL ? 3 * SMALL * width : 0;
  double y;

  cairo_set_source_rgb (cr, 0, 0, 0);
  y = put_text (cr, slip->heading, HEADING * width, PANGO_WEIGHT_BOLD, 0, 0, 0.75 * width);
  if (slip->note != NULL)
    put_text (cr, slip->note, TEXT * width, PANGO_WEIGHT_NORMAL, 0.76 * width, 0.01 * width, 0.24 * width);
  y += GAP * width;
  put_rule (cr, 0, y, width, 0.002 * width);
  y += GAP * width;
  for (guint i = 0; i < slip->lines->len; i++)
    y = put_line (cr, &g_array_index (slip->lines, Line, i), y, width);
  y += GAP * width;
  if (slip->map != NULL && height - foot - y > MIN_MAP * height)
    put_map (cr, slip->map, y, width, height - foot - y);
  if (slip->foot != NULL)
    put_text (cr, slip->foot, SMALL * width, PANGO_WEIGHT_NORMAL, 0, height - foot + SMALL * width, width);
}
