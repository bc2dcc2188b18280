/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-border-mask.h"

#include <math.h>
#include <string.h>

/* Lines that were drawn lately are remembered here by their hash, as
 * neighbours have every line twice. A line that was forgotten is drawn again,
 * which costs time and changes nothing. */
#define N_REMEMBERED (1 << 14)

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
 * sgm_border_mask_take:
 * @mask: a mask
 *
 * Returns: (transfer full): its rows, one after another; the mask is of no use
 *   afterwards
 */
guint8 *
sgm_border_mask_take (SgmBorderMask *mask)
{
  return g_steal_pointer (&mask->pixels);
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

static inline void
blend (guint8 *pixel,
       float   value)
{
  guint8 strength = value;

  if (strength > *pixel)
    *pixel = strength;
}

/* The distance of a pixel's centre from the line gives its value. `u` runs
 * along the longer side, so that few pixels are looked at in vain. */
static void
add_steep_or_flat (SgmBorderMask *mask,
                   float          u0,
                   float          v0,
                   float          u1,
                   float          v1,
                   int            u_limit,
                   int            v_limit,
                   gsize          u_step,
                   gsize          v_step)
{
  float du = u1 - u0, dv = v1 - v0;
  float length_squared = du * du + dv * dv;
  float slope = dv / du;
  float inverse = 1 / length_squared;
  float spread = mask->reach * sqrtf (length_squared) / fabsf (du);
  int first = MAX (0, (int) ceilf (MIN (u0, u1) - mask->reach - 0.5f));
  int last = MIN (u_limit - 1, (int) floorf (MAX (u0, u1) + mask->reach - 0.5f));

  for (int u = first; u <= last; u++)
    {
      float pu = u + 0.5f - u0;
      float middle = v0 + slope * CLAMP (pu, MIN (du, 0), MAX (du, 0));
      int low = MAX (0, (int) ceilf (middle - spread - 0.5f));
      int high = MIN (v_limit - 1, (int) floorf (middle + spread - 0.5f));
      guint8 *pixel = mask->pixels + u * u_step + low * v_step;

      for (int v = low; v <= high; v++, pixel += v_step)
        {
          float pv = v + 0.5f - v0;
          float t = (pu * du + pv * dv) * inverse;
          float eu, ev, distance;

          t = CLAMP (t, 0, 1);
          eu = pu - t * du;
          ev = pv - t * dv;
          distance = sqrtf (eu * eu + ev * ev);
          if (distance < mask->reach)
            blend (pixel, mask->strength * MIN (1, mask->reach - distance));
        }
    }
}

/**
 * sgm_border_mask_add_line:
 * @mask: a mask with a pen
 * @x0: where it begins, device pixels from the mask's left
 * @y0: the same from its top
 * @x1: where it ends
 * @y1: the same
 *
 * Draws a line with round ends.
 */
void
sgm_border_mask_add_line (SgmBorderMask *mask,
                          float          x0,
                          float          y0,
                          float          x1,
                          float          y1)
{
  float reach = mask->reach;

  if (MAX (x0, x1) < -reach || MIN (x0, x1) > mask->width + reach
      || MAX (y0, y1) < -reach || MIN (y0, y1) > mask->height + reach
      || (x0 == x1 && y0 == y1) || is_known (mask, x0, y0, x1, y1))
    return;

  if (fabsf (x1 - x0) >= fabsf (y1 - y0))
    add_steep_or_flat (mask, x0, y0, x1, y1, mask->width, mask->height, 1, mask->width);
  else
    add_steep_or_flat (mask, y0, x0, y1, x1, mask->height, mask->width, mask->width, 1);
}
