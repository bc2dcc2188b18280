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
