/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-qgis-symbol.h"

#include <math.h>
#include <string.h>

#include "draw/sgm-border-style.h"
#include "draw/sgm-event-sign.h"
#include "draw/sgm-paint.h"
#include "draw/sgm-view.h"

/* A scale's denominator where the world is 256 pixels wide, as in QGIS with Web
 * Mercator: 2π · 6378137 m over 256 pixels of 25.4/96 mm. */
#define SCALE_OF_ZOOM_0 591658710.909

/* How finely the ring of an event's sign tells the time that is left. */
#define RING_STEPS 4

/* As large as the map's own signs, which shrink where they would hide it. */
#define SIGN_PIXELS 20
#define SMALL_SIGN_PIXELS 9
#define SMALLER_BELOW_ZOOM 13
#define PIXELS_PER_ZOOM 6

/**
 * sgm_qgis_scale_of_zoom:
 * @zoom: a zoom level
 *
 * Returns: the denominator of the scale that QGIS shows for it
 */
double
sgm_qgis_scale_of_zoom (double zoom)
{
  return SCALE_OF_ZOOM_0 / exp2 (zoom);
}

/**
 * sgm_qgis_dup_zoom_expression:
 *
 * Returns: (transfer full): an expression of QGIS for the zoom level
 */
char *
sgm_qgis_dup_zoom_expression (void)
{
  return g_strdup_printf ("log(2, %.0f / @map_scale)", SCALE_OF_ZOOM_0);
}

static char *
dup_number (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.6g", value));
}

static char *
dup_color (double r,
           double g,
           double b,
           double a)
{
  return g_strdup_printf ("%ld,%ld,%ld,%ld", lrint (r * 255), lrint (g * 255), lrint (b * 255), lrint (a * 255));
}

/* From premultiplied ARGB. */
static char *
dup_paint_color (guint32 color)
{
  double a = (color >> 24) / 255.0;

  if (a == 0)
    return g_strdup ("0,0,0,0");
  return dup_color ((color >> 16 & 0xff) / 255.0 / a, (color >> 8 & 0xff) / 255.0 / a, (color & 0xff) / 255.0 / a, a);
}

/* What has to be laid over one colour to get another, both premultiplied: the
 * program mixes a stripe with the fill, QGIS draws it over that. */
static guint32
take_off (guint32 color,
          guint32 below)
{
  double a = (color >> 24) / 255.0;
  double under = (below >> 24) / 255.0;
  double above = under < 1 ? CLAMP ((a - under) / (1 - under), 0, 1) : 1;
  guint32 result = (guint32) lrint (above * 255) << 24;

  for (guint shift = 0; shift < 24; shift += 8)
    {
      double channel = (color >> shift & 0xff) - (1 - above) * (below >> shift & 0xff);

      result |= (guint32) lrint (CLAMP (channel, 0, above * 255)) << shift;
    }
  return result;
}

static void
open_symbol (SgmQgisXml *xml,
             const char *type,
             const char *name)
{
  sgm_qgis_xml_open (xml, "symbol", "type", type, "name", name, "alpha", "1", "clip_to_extent", "1", "force_rhr", "0",
                     NULL);
}

static void
open_layer (SgmQgisXml *xml,
            const char *class)
{
  sgm_qgis_xml_open (xml, "layer", "class", class, "enabled", "1", "locked", "0", "pass", "0", NULL);
  sgm_qgis_xml_open (xml, "Option", "type", "Map", NULL);
}

/* Ends the options; the layer goes on, for what follows them. */
static void
close_options (SgmQgisXml *xml)
{
  sgm_qgis_xml_close (xml);
}

/* A property of the symbol layer that an expression gives. */
static void
write_property (SgmQgisXml *xml,
                const char *name,
                const char *expression)
{
  sgm_qgis_xml_open (xml, "Option", "type", "Map", "name", name, NULL);
  sgm_qgis_xml_put (xml, "Option", "type", "bool", "name", "active", "value", "true", NULL);
  sgm_qgis_xml_option (xml, "expression", expression);
  sgm_qgis_xml_put (xml, "Option", "type", "int", "name", "type", "value", "3", NULL);
  sgm_qgis_xml_close (xml);
}

static void
open_properties (SgmQgisXml *xml)
{
  sgm_qgis_xml_open (xml, "data_defined_properties", NULL);
  sgm_qgis_xml_open (xml, "Option", "type", "Map", NULL);
  sgm_qgis_xml_option (xml, "name", "");
  sgm_qgis_xml_open (xml, "Option", "type", "Map", "name", "properties", NULL);
}

static void
close_properties (SgmQgisXml *xml)
{
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_option (xml, "type", "collection");
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/* Fills ---------------------------------------------------------------------- */

static void
write_fill (SgmQgisXml *xml,
            guint32     color)
{
  g_autofree char *text = dup_paint_color (color);

  open_layer (xml, "SimpleFill");
  sgm_qgis_xml_option (xml, "color", text);
  sgm_qgis_xml_option (xml, "style", color != 0 ? "solid" : "no");
  sgm_qgis_xml_option (xml, "outline_style", "no");
  close_options (xml);
  sgm_qgis_xml_close (xml);
}

/* Stripes that rise to the right; what is told of them along a row of pixels
 * is narrower across. */
static void
write_stripes (SgmQgisXml *xml,
               const char *name,
               guint32     color)
{
  g_autofree char *text = dup_paint_color (color);
  g_autofree char *line = g_strdup_printf ("@%s@1", name);

  open_layer (xml, "LinePatternFill");
  sgm_qgis_xml_number (xml, "angle", 45);
  sgm_qgis_xml_number (xml, "distance", SGM_PAINT_STRIPE_PERIOD * SGM_QGIS_PIXEL * G_SQRT2 / 2);
  sgm_qgis_xml_option (xml, "distance_unit", "MM");
  close_options (xml);
  open_symbol (xml, "line", line);
  open_layer (xml, "SimpleLine");
  sgm_qgis_xml_option (xml, "line_color", text);
  sgm_qgis_xml_number (xml, "line_width", SGM_PAINT_STRIPE_WIDTH * SGM_QGIS_PIXEL * G_SQRT2 / 2);
  sgm_qgis_xml_option (xml, "line_width_unit", "MM");
  close_options (xml);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/* A dashed rim inside the area. */
static void
write_dashes (SgmQgisXml *xml,
              guint32     color)
{
  double width = SGM_PAINT_DASH_WIDTH * SGM_QGIS_PIXEL;
  g_autofree char *text = dup_paint_color (color);
  g_autofree char *dash = dup_number (SGM_PAINT_DASH_LENGTH * SGM_QGIS_PIXEL);
  g_autofree char *gap = dup_number ((SGM_PAINT_DASH_PERIOD - SGM_PAINT_DASH_LENGTH) * SGM_QGIS_PIXEL);
  g_autofree char *dashes = g_strdup_printf ("%s;%s", dash, gap);

  open_layer (xml, "SimpleLine");
  sgm_qgis_xml_option (xml, "line_color", text);
  sgm_qgis_xml_number (xml, "line_width", width);
  sgm_qgis_xml_option (xml, "line_width_unit", "MM");
  sgm_qgis_xml_option (xml, "capstyle", "flat");
  sgm_qgis_xml_option (xml, "use_custom_dash", "1");
  sgm_qgis_xml_option (xml, "customdash", dashes);
  sgm_qgis_xml_option (xml, "customdash_unit", "MM");
  sgm_qgis_xml_number (xml, "offset", width / 2);
  sgm_qgis_xml_option (xml, "offset_unit", "MM");
  close_options (xml);
  sgm_qgis_xml_close (xml);
}

/**
 * sgm_qgis_symbol_write_class:
 * @name: name of the symbol within its renderer
 * @class: a class of a theme
 * @dark: whether it is seen on a dark map
 *
 * Writes how the class's areas are filled.
 */
void
sgm_qgis_symbol_write_class (SgmQgisXml          *xml,
                             const char          *name,
                             const SgmThemeClass *class,
                             gboolean             dark)
{
  SgmPaint paint = sgm_paint_for_class (class, dark);

  open_symbol (xml, "fill", name);
  write_fill (xml, paint.color);
  if (paint.stripe != paint.color)
    write_stripes (xml, name, take_off (paint.stripe, paint.color));
  if (paint.dash != 0)
    write_dashes (xml, paint.dash);
  sgm_qgis_xml_close (xml);
}

/* Borders -------------------------------------------------------------------- */

/* Two neighbours draw their border twice, which makes it stronger than the
 * map's own, where it is drawn once. */
static double
halve (double strength)
{
  return 1 - sqrt (1 - strength);
}

/**
 * sgm_qgis_symbol_write_border:
 * @name: name of the symbol within its renderer
 * @level: a level
 * @dark: whether it is seen on a dark map
 *
 * Writes how borders of the level look; they fade in as the map is zoomed.
 */
void
sgm_qgis_symbol_write_border (SgmQgisXml *xml,
                              const char *name,
                              SgmLevel    level,
                              gboolean    dark)
{
  guint32 color = sgm_border_style_get_color (dark);
  double strength = sgm_border_style_get_strength (level, 99);
  double first = sgm_view_get_first_zoom (level);
  g_autofree char *text = NULL;
  g_autofree char *zoom = sgm_qgis_dup_zoom_expression ();
  g_autofree char *expression = NULL;
  long alpha;

  if (level > SGM_LEVEL_DISTRICT)
    strength = halve (strength);
  alpha = lrint (strength * 255);
  text = g_strdup_printf ("%u,%u,%u,%ld", color >> 16 & 0xff, color >> 8 & 0xff, color & 0xff, alpha);
  open_symbol (xml, "fill", name);
  open_layer (xml, "SimpleFill");
  sgm_qgis_xml_option (xml, "style", "no");
  sgm_qgis_xml_option (xml, "outline_style", "solid");
  sgm_qgis_xml_option (xml, "outline_color", text);
  sgm_qgis_xml_number (xml, "outline_width", sgm_border_style_get_width (level) * SGM_QGIS_PIXEL);
  sgm_qgis_xml_option (xml, "outline_width_unit", "MM");
  sgm_qgis_xml_option (xml, "joinstyle", "round");
  close_options (xml);
  if (first > 0)
    {
      expression = g_strdup_printf ("color_rgba(%u, %u, %u, scale_linear(%s, %.2f, %.2f, 0, %ld))", color >> 16 & 0xff,
                                    color >> 8 & 0xff, color & 0xff, zoom, first - SGM_VIEW_FADE,
                                    first + SGM_VIEW_FADE, alpha);
      open_properties (xml);
      write_property (xml, "outlineColor", expression);
      close_properties (xml);
    }
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/* Points --------------------------------------------------------------------- */

static char *
dup_sign (SgmUrgency urgency,
          SgmStage   stage,
          double     time_left,
          gboolean   overdue,
          gboolean   dark)
{
  SgmEventSign sign = { urgency, stage, time_left, overdue, dark };
  g_autofree char *svg = sgm_event_sign_to_svg (&sign);
  g_autofree char *code = g_base64_encode ((const guchar *) svg, strlen (svg));

  return g_strconcat ("base64:", code, NULL);
}

/* Which picture it is: overdue, or with how much of the ring. */
static char *
dup_sign_expression (SgmUrgency urgency,
                     SgmStage   stage,
                     gboolean   dark)
{
  g_autofree char *overdue = dup_sign (urgency, stage, 0, TRUE, dark);
  GString *expression = g_string_new ("CASE");

  g_string_append_printf (expression, " WHEN \"overdue\" = 1 THEN '%s'", overdue);
  for (int i = RING_STEPS; i >= 0; i--)
    {
      g_autofree char *sign = dup_sign (urgency, stage, (double) i / RING_STEPS, FALSE, dark);
      g_autofree char *limit = dup_number ((i - 0.5) / RING_STEPS);

      if (i > 0)
        g_string_append_printf (expression, " WHEN \"time_left\" >= %s THEN '%s'", limit, sign);
      else
        g_string_append_printf (expression, " ELSE '%s' END", sign);
    }
  return g_string_free (expression, FALSE);
}

/**
 * sgm_qgis_symbol_write_event:
 * @name: name of the symbol within its renderer
 *
 * Writes the sign of events, with the ring or the halo that each event's time
 * gives it.
 */
void
sgm_qgis_symbol_write_event (SgmQgisXml *xml,
                             const char *name,
                             SgmUrgency  urgency,
                             SgmStage    stage,
                             gboolean    dark)
{
  double whole = 1 + 2 * SGM_EVENT_SIGN_HALO;
  g_autofree char *sign = dup_sign (urgency, stage, 1, FALSE, dark);
  g_autofree char *signs = dup_sign_expression (urgency, stage, dark);
  g_autofree char *zoom = sgm_qgis_dup_zoom_expression ();
  g_autofree char *pixel = dup_number (SGM_QGIS_PIXEL * whole);
  g_autofree char *size = g_strdup_printf ("clamp(%d, %d - %d * (%d - %s), %d) * %s", SMALL_SIGN_PIXELS, SIGN_PIXELS,
                                           PIXELS_PER_ZOOM, SMALLER_BELOW_ZOOM, zoom, SIGN_PIXELS, pixel);

  open_symbol (xml, "marker", name);
  open_layer (xml, "SvgMarker");
  sgm_qgis_xml_option (xml, "name", sign);
  sgm_qgis_xml_number (xml, "size", SIGN_PIXELS * SGM_QGIS_PIXEL * whole);
  sgm_qgis_xml_option (xml, "size_unit", "MM");
  sgm_qgis_xml_number (xml, "fixedAspectRatio", 0);
  close_options (xml);
  open_properties (xml);
  write_property (xml, "name", signs);
  write_property (xml, "size", size);
  close_properties (xml);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/**
 * sgm_qgis_symbol_write_place:
 * @name: name of the symbol within its renderer
 *
 * Writes a plain point.
 */
void
sgm_qgis_symbol_write_place (SgmQgisXml *xml,
                             const char *name,
                             gboolean    dark)
{
  open_symbol (xml, "marker", name);
  open_layer (xml, "SimpleMarker");
  sgm_qgis_xml_option (xml, "name", "diamond");
  sgm_qgis_xml_option (xml, "color", dark ? "222,221,218,255" : "94,92,100,255");
  sgm_qgis_xml_option (xml, "outline_color", dark ? "36,31,49,255" : "255,255,255,255");
  sgm_qgis_xml_number (xml, "size", 8 * SGM_QGIS_PIXEL);
  sgm_qgis_xml_option (xml, "size_unit", "MM");
  close_options (xml);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}
