/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-border-mask.h"

#include <math.h>
#include <string.h>

/* Lines that were drawn lately are remembered here by their hash, as
 * neighbours have every line twice. A line that was forgotten is drawn again,
 * which costs time and changes nothing. */
#define N_REMEMBERED (1 << 14)

/* The cosine of the angle from which on a corner is rounded. */
#define MIN_COSINE 0.94f

struct _SgmBorderMask
{
  int width;
  int height;
  float reach;    /* half the pen's width and half a pixel */
  float strength; /* 0 to 255 */
  guint8 *pixels;
  guint64 remembered[N_REMEMBERED];
};

SgmBorderMask *
sgm_border_mask_new (int width,
                     int height)
{
  SgmBorderMask *mask = g_new0 (SgmBorderMask, 1);

  mask->width = width;
  mask->height = height;
  mask->pixels = g_malloc0 ((gsize) width * height);
  return mask;
}

void
sgm_border_mask_free (SgmBorderMask *mask)
{
  g_free (mask->pixels);
  g_free (mask);
}

/**
 * sgm_border_mask_get:
 * @mask: a mask
 *
 * Returns: (transfer none): its rows, one after another
 */
const guint8 *
sgm_border_mask_get (const SgmBorderMask *mask)
{
  return mask->pixels;
}

/**
 * sgm_border_mask_set_pen:
 * @mask: a mask
 * @width: device pixels
 * @strength: how dark the line's middle is, 0 to 1
 */
void
sgm_border_mask_set_pen (SgmBorderMask *mask,
                         double         width,
                         double         strength)
{
  mask->reach = width / 2 + 0.5;
  mask->strength = 255 * strength;
}

static guint64
bits (float a,
      float b)
{
  union { float f[2]; guint64 u; } both = { .f = { a, b } };

  return both.u;
}

/* The line's two directions give the same number. */
static gboolean
is_known (SgmBorderMask *mask,
          float          x0,
          float          y0,
          float          x1,
          float          y1)
{
  const guint64 odd = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 a = bits (x0, y0) * odd;
  guint64 b = bits (x1, y1) * odd;
  guint64 hash = ((a ^ a >> 29) + (b ^ b >> 29)) * odd;
  guint64 *slot = &mask->remembered[hash >> 50];

  if (*slot == hash)
    return TRUE;
  *slot = hash;
  return FALSE;
}

static inline int
round_up (float value)
{
  int whole = (int) value;

  return whole + (whole < value);
}

/* Diagonals, of which there are many on a lattice, are on one side of it
 * whatever rounding does to them. */
static inline gboolean
is_flat (float dx,
         float dy)
{
  return fabsf (dx) * 1.01f >= fabsf (dy);
}

/* A line that is flatter than steep, or with u and v exchanged. In each column
 * of pixels it is drawn by how far their centres are from the line across it.
 * A column belongs to the line that its middle is in, so that a chain of lines
 * has every column once and no caps. */
static void
add_columns (SgmBorderMask *mask,
             float          u0,
             float          v0,
             float          u1,
             float          v1,
             int            u_limit,
             int            v_limit,
             gsize          u_step,
             gsize          v_step)
{
  int first = MAX (0, round_up (MIN (u0, u1) - 0.5f));
  int end = MIN (u_limit, round_up (MAX (u0, u1) - 0.5f));
  float slope, cosine, spread, step, peak;
  int n;

  if (first >= end)
    return;
  slope = (v1 - v0) / (u1 - u0);
  cosine = 1 / sqrtf (1 + slope * slope);
  spread = mask->reach / cosine;
  step = mask->strength * cosine;
  peak = mask->strength * mask->reach;
  n = (int) (2 * spread) + 1;
  for (int u = first; u < end; u++)
    {
      float middle = v0 + slope * (u + 0.5f - u0) - 0.5f;
      int low = round_up (middle - spread);
      int high = MIN (low + n, v_limit);
      guint8 *pixel;

      low = MAX (low, 0);
      pixel = mask->pixels + u * u_step + low * v_step;
      for (int v = low; v < high; v++, pixel += v_step)
        {
          float value = peak - fabsf (v - middle) * step;
          int strength = CLAMP (value, 0, mask->strength);

          *pixel = MAX (*pixel, strength);
        }
    }
}

static void
add_line (SgmBorderMask *mask,
          const float   *from,
          const float   *to)
{
  if (is_flat (to[0] - from[0], to[1] - from[1]))
    add_columns (mask, from[0], from[1], to[0], to[1], mask->width, mask->height, 1, mask->width);
  else
    add_columns (mask, from[1], from[0], to[1], to[0], mask->height, mask->width, mask->width, 1);
}

static void
add_dot (SgmBorderMask *mask,
         const float   *at)
{
  float reach = mask->reach;
  int left = MAX (0, round_up (at[0] - reach - 0.5f));
  int top = MAX (0, round_up (at[1] - reach - 0.5f));
  int right = MIN (mask->width, round_up (at[0] + reach - 0.5f));
  int bottom = MIN (mask->height, round_up (at[1] + reach - 0.5f));

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        guint8 *pixel = mask->pixels + (gsize) y * mask->width + x;
        float dx = x + 0.5f - at[0], dy = y + 0.5f - at[1];
        float value = mask->strength * (reach - sqrtf (dx * dx + dy * dy));
        int strength = CLAMP (value, 0, mask->strength);

        *pixel = MAX (*pixel, strength);
      }
}

/* Where lines meet at an angle, or one goes by columns and the other by rows,
 * something of the outer side is left open. */
static gboolean
needs_dot (const float *before,
           const float *at,
           const float *after)
{
  float ax = at[0] - before[0], ay = at[1] - before[1];
  float bx = after[0] - at[0], by = after[1] - at[1];
  float product = ax * bx + ay * by;

  return is_flat (ax, ay) != is_flat (bx, by) || product <= 0
         || product * product < MIN_COSINE * MIN_COSINE * (ax * ax + ay * ay) * (bx * bx + by * by);
}

static gboolean
is_outside (const SgmBorderMask *mask,
            const float         *from,
            const float         *to)
{
  float reach = mask->reach;

  return MAX (from[0], to[0]) < -reach || MIN (from[0], to[0]) > mask->width + reach
         || MAX (from[1], to[1]) < -reach || MIN (from[1], to[1]) > mask->height + reach;
}

/**
 * sgm_border_mask_add_ring:
 * @mask: a mask with a pen
 * @xy: (array length=n): x, y of the vertices, device pixels from the mask's
 *   left and top
 * @n: how many there are; the last repeats the first
 *
 * Draws the ring's lines.
 */
void
sgm_border_mask_add_ring (SgmBorderMask *mask,
                          const float   *xy,
                          guint          n)
{
  for (guint i = 0; i + 1 < n; i++)
    {
      const float *from = xy + 2 * i;
      const float *to = from + 2;
      const float *after = i + 2 < n ? to + 2 : xy + 2;

      if (is_outside (mask, from, to))
        continue;
      if (!is_known (mask, from[0], from[1], to[0], to[1]))
        add_line (mask, from, to);
      if (needs_dot (from, to, after) && !is_known (mask, to[0], to[1], to[0], to[1]))
        add_dot (mask, to);
    }
}
