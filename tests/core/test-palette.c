/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "basemap/sgm-basemap-painter.h"
#include "draw/sgm-labels.h"
#include "draw/sgm-palette.h"
#include "draw/sgm-theme-kind.h"

/* Two colours of a map are told apart from such a distance in CIELAB on: three
 * times what is just noticeable side by side. */
#define APART 7.0

/* WCAG 2.1: 1.4.11 for what must be seen, 1.4.3 for text. */
#define SEEN 3.0
#define READ 4.5

typedef struct
{
  double r, g, b;
} Rgb;

typedef enum
{
  NORMAL,
  PROTANOPIA,
  DEUTERANOPIA,
  TRITANOPIA,
  N_VISIONS,
} Vision;

/* G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, “A Physiologically-based
 * Model for Simulation of Color Vision Deficiency”, IEEE TVCG 15 (6), 2009:
 * severity 1.0, for linear sRGB. */
static const double visions[N_VISIONS][3][3] = {
  [NORMAL] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  [PROTANOPIA] = {
    { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 },
  },
  [DEUTERANOPIA] = {
    { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 },
  },
  [TRITANOPIA] = {
    { 1.255528, -0.076749, -0.178779 },
    { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 },
  },
};

static double
to_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static Rgb
linearize (Rgb color)
{
  return (Rgb) { to_linear (color.r), to_linear (color.g), to_linear (color.b) };
}

/* As somebody sees a colour, in linear sRGB. */
static Rgb
see (Rgb    color,
     Vision vision)
{
  const double (*m)[3] = visions[vision];
  Rgb c = linearize (color);

  return (Rgb) {
    CLAMP (m[0][0] * c.r + m[0][1] * c.g + m[0][2] * c.b, 0, 1),
    CLAMP (m[1][0] * c.r + m[1][1] * c.g + m[1][2] * c.b, 0, 1),
    CLAMP (m[2][0] * c.r + m[2][1] * c.g + m[2][2] * c.b, 0, 1),
  };
}

static double
bend (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

/* From linear sRGB to CIELAB of D65. */
static void
to_lab (Rgb     c,
        double *lab)
{
  double x = bend ((0.4124564 * c.r + 0.3575761 * c.g + 0.1804375 * c.b) / 0.95047);
  double y = bend (0.2126729 * c.r + 0.7151522 * c.g + 0.0721750 * c.b);
  double z = bend ((0.0193339 * c.r + 0.1191920 * c.g + 0.9503041 * c.b) / 1.08883);

  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static double
get_distance (Rgb    a,
              Rgb    b,
              Vision vision)
{
  double one[3], other[3];

  to_lab (see (a, vision), one);
  to_lab (see (b, vision), other);
  return sqrt (pow (one[0] - other[0], 2) + pow (one[1] - other[1], 2) + pow (one[2] - other[2], 2));
}

static double
get_luminance (Rgb color)
{
  Rgb c = linearize (color);

  return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
}

static double
get_contrast (Rgb a,
              Rgb b)
{
  double one = get_luminance (a);
  double other = get_luminance (b);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

static Rgb
get_ground (gboolean dark)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel;

  sgm_basemap_set_ground (cr, dark);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixel = *(const guint32 *) (void *) cairo_image_surface_get_data (surface);
  cairo_surface_destroy (surface);
  return (Rgb) { (pixel >> 16 & 0xff) / 255.0, (pixel >> 8 & 0xff) / 255.0, (pixel & 0xff) / 255.0 };
}

static Rgb
lay_over (SgmColor color,
          Rgb      ground)
{
  return (Rgb) {
    color.a * color.r + (1 - color.a) * ground.r,
    color.a * color.g + (1 - color.a) * ground.g,
    color.a * color.b + (1 - color.a) * ground.b,
  };
}

/* The simulation itself: white and greys stay what they are, and red and green
 * of the same lightness come nearer to each other. */
static void
test_simulation (void)
{
  Rgb grey = { 0.5, 0.5, 0.5 };
  Rgb red = { 0.80, 0.25, 0.25 };
  Rgb green = { 0.25, 0.52, 0.25 };

  for (Vision vision = NORMAL; vision < N_VISIONS; vision++)
    {
      Rgb seen = see (grey, vision);

      g_assert_cmpfloat_with_epsilon (seen.r, to_linear (0.5), 1e-5);
      g_assert_cmpfloat_with_epsilon (seen.g, to_linear (0.5), 1e-5);
      g_assert_cmpfloat_with_epsilon (seen.b, to_linear (0.5), 1e-5);
    }
  g_assert_cmpfloat (get_distance (red, green, NORMAL), >, 80);
  g_assert_cmpfloat (get_distance (red, green, DEUTERANOPIA), <, 30);
  g_assert_cmpfloat_with_epsilon (get_contrast ((Rgb) { 1, 1, 1 }, (Rgb) { 0, 0, 0 }), 21, 1e-9);
}

/* Each tone is told from every other and from the ground, by everybody. */
static void
check_apart (SgmPalette palette,
             gboolean   dark)
{
  Rgb colors[SGM_PALETTE_TONES + 1] = { get_ground (dark) };

  for (guint i = 0; i < SGM_PALETTE_TONES; i++)
    colors[i + 1] = lay_over (sgm_palette_get_tone (palette, i, dark), colors[0]);
  for (Vision vision = NORMAL; vision < N_VISIONS; vision++)
    for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
      for (guint j = 0; j < i; j++)
        g_assert_cmpfloat (get_distance (colors[i], colors[j], vision), >, APART);

  /* They go one way in lightness, and the last one stands out. */
  for (guint i = 1; i < G_N_ELEMENTS (colors); i++)
    g_assert_cmpfloat (dark ? get_luminance (colors[i]) : -get_luminance (colors[i]), >,
                       dark ? get_luminance (colors[i - 1]) : -get_luminance (colors[i - 1]));
  g_assert_cmpfloat (get_contrast (colors[SGM_PALETTE_TONES], colors[0]), >, SEEN);
}

static void
test_apart (void)
{
  for (SgmPalette palette = 0; palette < SGM_N_PALETTES; palette++)
    for (gboolean dark = FALSE; dark <= TRUE; dark++)
      check_apart (palette, dark);
}

/* A label is read over every tone: its ink on its halo, laid over the fill. */
static void
test_labels (void)
{
  for (SgmPalette palette = 0; palette < SGM_N_PALETTES; palette++)
    for (guint tone = 0; tone < SGM_PALETTE_TONES; tone++)
      for (gboolean dark = FALSE; dark <= TRUE; dark++)
        {
          Rgb fill = lay_over (sgm_palette_get_tone (palette, tone, dark), get_ground (dark));
          float paper = dark ? 0.10f : 1.0f;
          float ink = dark ? 0.95f : 0.18f;
          Rgb halo = lay_over ((SgmColor) { paper, paper, paper, 0.8f }, fill);
          Rgb letters = lay_over ((SgmColor) { ink, ink, ink, 0.95f }, halo);

          g_assert_cmpfloat (get_contrast (letters, halo), >, READ);
        }
}

/* The figures of a label's badge are read on the theme's colour. */
static void
test_badges (void)
{
  for (SgmPalette palette = 0; palette < SGM_N_PALETTES; palette++)
    for (gboolean dark = FALSE; dark <= TRUE; dark++)
      {
        SgmColor color = sgm_palette_get_tone (palette, SGM_LABEL_BADGE_TONE, dark);
        double paper = dark ? 0.10 : 1.0;

        g_assert_cmpfloat (get_contrast ((Rgb) { color.r, color.g, color.b }, (Rgb) { paper, paper, paper }), >, READ);
      }
}

static void
check_classes (const SgmScale    *scale,
               const SgmDivision *division)
{
  guint n = sgm_scale_get_n_classes (scale, division);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      {
        SgmPattern one, other;
        guint tone, other_tone;

        sgm_scale_get_look (scale, division, i, &one, &tone);
        sgm_scale_get_look (scale, division, j, &other, &other_tone);
        g_assert_true (one != other || tone != other_tone);
        g_assert_cmpint (one, !=, SGM_PATTERN_MISSING);
      }
}

/* Within a theme no two classes look the same: they differ in their tones, which
 * are told apart, or in their patterns. */
static void
test_themes (void)
{
  const double values[] = { 0.1, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 3, 4, 5, 6, 7, 8, 9, 10 };

  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    for (SgmLevel level = SGM_LEVEL_STREET; level <= sgm_theme_kind_get (i)->smallest; level++)
      {
        const SgmScale *scale = sgm_theme_kind_get_scale (sgm_theme_kind_get (i), level);
        SgmDivision division;

        sgm_scale_divide (scale, values, G_N_ELEMENTS (values), &division);
        check_classes (scale, &division);
      }
}

static void
test_spread (void)
{
  g_assert_cmpuint (sgm_palette_spread (0, 1), ==, 2);
  for (guint n = 2; n <= SGM_PALETTE_TONES; n++)
    {
      g_assert_cmpuint (sgm_palette_spread (0, n), ==, 0);
      g_assert_cmpuint (sgm_palette_spread (n - 1, n), ==, SGM_PALETTE_TONES - 1);
      for (guint i = 1; i < n; i++)
        g_assert_cmpuint (sgm_palette_spread (i, n), >, sgm_palette_spread (i - 1, n));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/simulation", test_simulation);
  g_test_add_func ("/palette/apart", test_apart);
  g_test_add_func ("/palette/labels", test_labels);
  g_test_add_func ("/palette/badges", test_badges);
  g_test_add_func ("/palette/themes", test_themes);
  g_test_add_func ("/palette/spread", test_spread);
  return g_test_run ();
}
