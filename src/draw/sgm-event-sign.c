/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-event-sign.h"

#include <math.h>

#include "draw/sgm-theme.h"

/* All as parts of the sign's radius. */
#define RING_RADIUS 0.88
#define RING_WIDTH 0.17
#define SHAPE_RADIUS 0.54
#define OUTLINE_WIDTH 0.15
#define HALO_RADIUS (1 + 2 * SGM_EVENT_SIGN_HALO)

/* Near the named colours of libadwaita: red 4, orange 4 and blue 4 on a light
 * map, lighter ones on a dark one. */
static const struct
{
  SgmColor light;
  SgmColor dark;
} colors[] = {
  [SGM_URGENCY_URGENT] = { { 0.75f, 0.11f, 0.16f, 1 }, { 1.00f, 0.48f, 0.39f, 1 } },
  [SGM_URGENCY_ORDINARY] = { { 0.85f, 0.37f, 0.00f, 1 }, { 1.00f, 0.66f, 0.32f, 1 } },
  [SGM_URGENCY_PLANNED] = { { 0.11f, 0.44f, 0.85f, 1 }, { 0.51f, 0.75f, 1.00f, 1 } },
};

static const SgmColor *
get_color (const SgmEventSign *sign)
{
  SgmUrgency urgency = sign->urgency;

  if (urgency < SGM_URGENCY_URGENT || urgency > SGM_URGENCY_PLANNED)
    urgency = SGM_URGENCY_ORDINARY;
  return sign->dark ? &colors[urgency].dark : &colors[urgency].light;
}

/* How much of the shape is filled: nothing where somebody must be sent, half
 * where somebody is at it, all where the result waits to be checked. */
static double
get_filling (SgmStage stage)
{
  switch (stage)
    {
    case SGM_STAGE_DISPATCHED:
    case SGM_STAGE_IN_PROGRESS:
    case SGM_STAGE_REWORK:
    case SGM_STAGE_SUSPENDED:
      return 0.5;

    case SGM_STAGE_REPORTED_BACK:
    case SGM_STAGE_CLOSED:
    case SGM_STAGE_EVALUATED:
      return 1;

    case SGM_STAGE_REPORTED:
    case SGM_STAGE_FILED:
    case SGM_STAGE_REFUSED:
    case SGM_STAGE_RETURNED:
    case SGM_STAGE_DISPUTED:
    case SGM_STAGE_VOID:
    default:
      return 0;
    }
}

/* The shapes are made to look equally large, which needs different radii. */
static void
add_shape (cairo_t    *cr,
           SgmUrgency  urgency,
           double      radius)
{
  switch (urgency)
    {
    case SGM_URGENCY_URGENT:
      cairo_move_to (cr, 0, -1.12 * radius);
      cairo_line_to (cr, 1.04 * radius, 0.68 * radius);
      cairo_line_to (cr, -1.04 * radius, 0.68 * radius);
      cairo_close_path (cr);
      break;

    case SGM_URGENCY_PLANNED:
      cairo_rectangle (cr, -0.82 * radius, -0.82 * radius, 1.64 * radius, 1.64 * radius);
      break;

    case SGM_URGENCY_ORDINARY:
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, 0, 0, 0.95 * radius, 0, 2 * G_PI);
      break;
    }
}

static void
draw_halo (cairo_t *cr,
           double   radius,
           gboolean dark)
{
  cairo_pattern_t *glow = cairo_pattern_create_radial (0, 0, radius * 0.9, 0, 0, radius * HALO_RADIUS);
  double green = dark ? 0.38 : 0.11;

  cairo_pattern_add_color_stop_rgba (glow, 0, 0.90, green, green, 0.80);
  cairo_pattern_add_color_stop_rgba (glow, 0.55, 0.90, green, green, 0.50);
  cairo_pattern_add_color_stop_rgba (glow, 1, 0.90, green, green, 0);
  cairo_arc (cr, 0, 0, radius * HALO_RADIUS, 0, 2 * G_PI);
  cairo_set_source (cr, glow);
  cairo_fill (cr);
  cairo_pattern_destroy (glow);
}

/* A disc that keeps the sign readable on any ground, and the ring on it. */
static void
draw_ring (const SgmEventSign *sign,
           cairo_t            *cr,
           double              radius)
{
  const SgmColor *color = get_color (sign);
  double paper = sign->dark ? 0.13 : 1.0;
  double track = sign->dark ? 0.34 : 0.86;
  double left = CLAMP (sign->time_left, 0.0, 1.0);

  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  cairo_set_source_rgba (cr, paper, paper, paper, 0.96);
  cairo_fill (cr);

  cairo_set_line_width (cr, RING_WIDTH * radius);
  cairo_arc (cr, 0, 0, RING_RADIUS * radius, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, track, track, track);
  cairo_stroke (cr);

  if (left > 0 && !sign->overdue)
    {
      cairo_arc (cr, 0, 0, RING_RADIUS * radius, -G_PI / 2, -G_PI / 2 + 2 * G_PI * left);
      cairo_set_source_rgb (cr, color->r, color->g, color->b);
      cairo_stroke (cr);
    }
}

static void
draw_shape (const SgmEventSign *sign,
            cairo_t            *cr,
            double              radius)
{
  const SgmColor *color = get_color (sign);
  double filling = get_filling (sign->stage);
  double extent = SHAPE_RADIUS * radius * 1.2;

  cairo_set_source_rgb (cr, color->r, color->g, color->b);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, OUTLINE_WIDTH * radius);
  add_shape (cr, sign->urgency, SHAPE_RADIUS * radius);
  cairo_stroke (cr);

  if (filling > 0)
    {
      cairo_save (cr);
      if (filling < 1)
        {
          cairo_rectangle (cr, -extent, 0, 2 * extent, extent);
          cairo_clip (cr);
        }
      add_shape (cr, sign->urgency, SHAPE_RADIUS * radius);
      cairo_fill (cr);
      cairo_restore (cr);
    }
}

/**
 * sgm_event_sign_draw:
 * @sign: what to draw
 * @cr: a cairo context
 * @x: the sign's middle
 * @y: the sign's middle
 * @size: its diameter, without the halo that reaches out for
 *   %SGM_EVENT_SIGN_HALO of it on each side; readable from 18 logical pixels
 *
 * Draws how an event looks.
 */
void
sgm_event_sign_draw (const SgmEventSign *sign,
                     cairo_t            *cr,
                     double              x,
                     double              y,
                     double              size)
{
  double radius = size / 2;

  g_return_if_fail (sign != NULL && cr != NULL);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_translate (cr, x, y);
  if (sign->overdue)
    draw_halo (cr, radius, sign->dark);
  draw_ring (sign, cr, radius);
  draw_shape (sign, cr, radius);
  cairo_restore (cr);
}

/**
 * sgm_event_sign_looks_alike:
 *
 * Returns: whether events in the two stages have the same sign
 */
gboolean
sgm_event_sign_looks_alike (SgmStage a,
                            SgmStage b)
{
  return get_filling (a) == get_filling (b);
}

/* As SVG ---------------------------------------------------------------------- */

/* The sign's radius in the picture's units. */
#define SVG_RADIUS 100.0

static void G_GNUC_PRINTF (2, 3)
add_svg (GString    *svg,
         const char *format,
         ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (svg, format, arguments);
  va_end (arguments);
}

/* Whole numbers, as a point is no comma in SVG. */
static int
to_svg (double part)
{
  return (int) lrint (part * SVG_RADIUS);
}

static void
add_svg_shape (GString             *svg,
               const SgmEventSign  *sign,
               const char          *color)
{
  int half = get_filling (sign->stage) * 2;
  int outline = to_svg (OUTLINE_WIDTH);
  int r = to_svg (SHAPE_RADIUS * 0.95);
  int side = to_svg (SHAPE_RADIUS * 0.82);
  int top = to_svg (SHAPE_RADIUS * -1.12), bottom = to_svg (SHAPE_RADIUS * 0.68), wide = to_svg (SHAPE_RADIUS * 1.04);
  g_autofree char *whole = NULL;
  g_autofree char *lower = NULL;

  switch (sign->urgency)
    {
    case SGM_URGENCY_URGENT:
      /* The sides are so wide in the middle, where the lower half begins. */
      whole = g_strdup_printf ("M0 %d L%d %d L%d %d Z", top, wide, bottom, -wide, bottom);
      lower = g_strdup_printf ("M%d 0 L%d 0 L%d %d L%d %d Z", wide * top / (bottom - top), -wide * top / (bottom - top),
                               wide, bottom, -wide, bottom);
      break;

    case SGM_URGENCY_PLANNED:
      whole = g_strdup_printf ("M%d %d H%d V%d H%d Z", -side, -side, side, side, -side);
      lower = g_strdup_printf ("M%d 0 H%d V%d H%d Z", -side, side, side, -side);
      break;

    case SGM_URGENCY_ORDINARY:
    default:
      whole = g_strdup_printf ("M%d 0 A%d %d 0 1 1 %d 0 A%d %d 0 1 1 %d 0 Z", -r, r, r, r, r, r, -r);
      lower = g_strdup_printf ("M%d 0 A%d %d 0 0 0 %d 0 Z", -r, r, r, r);
      break;
    }
  if (half > 0)
    add_svg (svg, "<path d=\"%s\" fill=\"%s\"/>", half == 2 ? whole : lower, color);
  add_svg (svg, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" stroke-linejoin=\"round\"/>", whole,
           color, outline);
}

static void
add_svg_ring (GString            *svg,
              const SgmEventSign *sign,
              const char         *color)
{
  int r = to_svg (RING_RADIUS), width = to_svg (RING_WIDTH);
  double left = CLAMP (sign->time_left, 0, 1);
  const char *paper = sign->dark ? "#212121" : "#ffffff";
  const char *track = sign->dark ? "#575757" : "#dbdbdb";

  add_svg (svg, "<circle r=\"%d\" fill=\"%s\"/>", to_svg (1), paper);
  add_svg (svg, "<circle r=\"%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>", r, track, width);
  if (sign->overdue || left == 0)
    return;
  if (left == 1)
    add_svg (svg, "<circle r=\"%d\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>", r, color, width);
  else
    add_svg (svg, "<path d=\"M0 %d A%d %d 0 %d 1 %d %d\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>", -r, r, r,
             left > 0.5, to_svg (RING_RADIUS * sin (2 * G_PI * left)), to_svg (-RING_RADIUS * cos (2 * G_PI * left)),
             color, width);
}

/**
 * sgm_event_sign_to_svg:
 * @sign: what to draw
 *
 * The same for other programs. The picture is larger than the sign by
 * %SGM_EVENT_SIGN_HALO on each side, whether there is a halo or not.
 *
 * Returns: (transfer full): an SVG picture
 */
char *
sgm_event_sign_to_svg (const SgmEventSign *sign)
{
  const SgmColor *c = get_color (sign);
  g_autofree char *color = g_strdup_printf ("#%02lx%02lx%02lx", lrint (c->r * 255), lrint (c->g * 255), lrint (c->b * 255));
  const char *glow = sign->dark ? "#e66161" : "#e61c1c";
  int halo = to_svg (HALO_RADIUS);
  GString *svg = g_string_new (NULL);

  add_svg (svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"%d %d %d %d\">", 2 * halo,
           2 * halo, -halo, -halo, 2 * halo, 2 * halo);
  if (sign->overdue)
    add_svg (svg,
             "<defs><radialGradient id=\"g\" gradientUnits=\"userSpaceOnUse\" cx=\"0\" cy=\"0\" r=\"%d\">"
             "<stop offset=\"0.62\" stop-color=\"%s\" stop-opacity=\"0.8\"/>"
             "<stop offset=\"0.83\" stop-color=\"%s\" stop-opacity=\"0.5\"/>"
             "<stop offset=\"1\" stop-color=\"%s\" stop-opacity=\"0\"/></radialGradient></defs>"
             "<circle r=\"%d\" fill=\"url(#g)\"/>",
             halo, glow, glow, glow, halo);
  add_svg_ring (svg, sign, color);
  add_svg_shape (svg, sign, color);
  g_string_append (svg, "</svg>");
  return g_string_free (svg, FALSE);
}
