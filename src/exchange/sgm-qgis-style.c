/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-qgis-style.h"

#include <glib/gi18n-lib.h>

#include "draw/sgm-event-sign.h"
#include "draw/sgm-labels.h"
#include "draw/sgm-view.h"
#include "exchange/sgm-qgis-symbol.h"

#define HEAD "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"

/* What the files are written for; later versions read them too. */
#define QGIS_VERSION "3.22.16"

#define FONT "Noto Sans CJK SC"

/* The denominator of a zoom's scale, which QGIS reads as a whole number; 0 for
 * none. */
static char *
dup_scale (double zoom)
{
  return g_strdup_printf ("%.0f", zoom > 0 && zoom < 30 ? sgm_qgis_scale_of_zoom (zoom) : 0);
}

static char *
dup_number (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.8g", value));
}

static char *
dup_quoted (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "'", -1);
  g_autofree char *escaped = g_strjoinv ("''", parts);

  return g_strconcat ("'", escaped, "'", NULL);
}

/* Rules ----------------------------------------------------------------------- */

/* Symbols are written after the rules, in their order. */
typedef struct
{
  SgmQgisXml *xml;
  guint n_symbols;
} Rules;

static void
open_renderer (Rules      *rules,
               SgmQgisXml *xml,
               gboolean    ordered)
{
  rules->xml = xml;
  rules->n_symbols = 0;
  sgm_qgis_xml_open (xml, "renderer-v2", "type", "RuleRenderer", "forceraster", "0", "symbollevels", "0",
                     "enableorderby", ordered ? "1" : "0", NULL);
  sgm_qgis_xml_open (xml, "rules", "key", "{rules}", NULL);
}

static void
add_rule (Rules      *rules,
          const char *label,
          const char *filter)
{
  g_autofree char *symbol = g_strdup_printf ("%u", rules->n_symbols);
  g_autofree char *key = g_strdup_printf ("{rule-%u}", rules->n_symbols);

  rules->n_symbols++;
  sgm_qgis_xml_put (rules->xml, "rule", "key", key, "symbol", symbol, "label", label, "filter", filter, NULL);
}

/* The zooms at which an area's level is the one that is filled. */
static void
open_fill_rules (Rules    *rules,
                 SgmLevel  level)
{
  g_autofree char *from = dup_scale (sgm_view_get_first_zoom (level));
  g_autofree char *to = dup_scale (level < SGM_LEVEL_UNIT ? sgm_view_get_first_zoom (level + 1) : 0);

  sgm_qgis_xml_open (rules->xml, "rule", "key", "{fill}", "label", _("Colours"), "scalemaxdenom", from, "scalemindenom",
                     to, NULL);
}

static void
add_border_rule (Rules    *rules,
                 SgmLevel  level)
{
  double first = sgm_view_get_first_zoom (level);
  g_autofree char *symbol = g_strdup_printf ("%u", rules->n_symbols++);
  g_autofree char *from = dup_scale (first > 0 ? first - SGM_VIEW_FADE : 0);

  sgm_qgis_xml_put (rules->xml, "rule", "key", "{border}", "symbol", symbol, "label", _("Borders"), "scalemaxdenom", from,
                    "scalemindenom", "0", NULL);
}

/* Areas ------------------------------------------------------------------------ */

/* Each colour is a rule with the legend's words, which the areas' column has. */
static void
write_area_renderer (SgmQgisXml         *xml,
                     const SgmQgisStyle *style,
                     SgmLevel            level)
{
  guint first = 0, n = 0;
  Rules rules;

  if (style->theme != NULL && level > SGM_LEVEL_DISTRICT)
    sgm_theme_get_legend (style->theme, level, &first, &n);
  open_renderer (&rules, xml, FALSE);
  if (n > 0)
    {
      open_fill_rules (&rules, level);
      for (guint i = 0; i < n; i++)
        {
          const char *label = sgm_theme_get_class (style->theme, first + i)->label;
          g_autofree char *quoted = dup_quoted (label);
          g_autofree char *filter = g_strdup_printf ("\"theme_cls\" = %s", quoted);

          add_rule (&rules, label, filter);
        }
      sgm_qgis_xml_close (xml);
    }
  add_border_rule (&rules, level);
  sgm_qgis_xml_close (xml);

  sgm_qgis_xml_open (xml, "symbols", NULL);
  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      if (i < n)
        sgm_qgis_symbol_write_class (xml, name, sgm_theme_get_class (style->theme, first + i), style->dark);
      else
        sgm_qgis_symbol_write_border (xml, name, level, style->dark);
    }
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/* Where there is room for it, the code stands under the name. */
static char *
dup_label_expression (const SgmLabelStyle *look)
{
  g_autofree char *scale = dup_scale (look->code_from);

  if (look->code_from > look->to || look->code_from > 30)
    return g_strdup ("\"label\"");
  return g_strdup_printf ("\"label\" || CASE WHEN @map_scale <= %s THEN '\\n' || \"code\" ELSE '' END", scale);
}

static void
write_label_text (SgmQgisXml          *xml,
                  const SgmQgisStyle  *style,
                  const SgmLabelStyle *look)
{
  g_autofree char *expression = dup_label_expression (look);
  g_autofree char *size = dup_number (look->size * SGM_QGIS_PIXEL);
  g_autofree char *spacing = dup_number (look->spacing * SGM_QGIS_PIXEL);
  g_autofree char *halo = dup_number (SGM_LABEL_STYLE_HALO * SGM_QGIS_PIXEL);

  sgm_qgis_xml_open (xml, "text-style", "fieldName", expression, "isExpression", "1", "fontFamily", FONT, "fontSize", size,
                     "fontSizeUnit", "MM", "fontWeight", look->weight > PANGO_WEIGHT_NORMAL ? "57" : "50",
                     "fontLetterSpacing", spacing, "textColor", style->dark ? "242,242,242,255" : "46,46,46,255",
                     "textOpacity", "0.95", "multilineHeight", "1", NULL);
  sgm_qgis_xml_put (xml, "text-buffer", "bufferDraw", "1", "bufferSize", halo, "bufferSizeUnits", "MM", "bufferColor",
                    style->dark ? "26,26,26,255" : "255,255,255,255", "bufferOpacity", "0.8", "bufferNoFill", "1",
                    "bufferJoinStyle", "128", NULL);
  sgm_qgis_xml_close (xml);
}

static void
write_labels (SgmQgisXml         *xml,
              const SgmQgisStyle *style,
              SgmLevel            level)
{
  const SgmLabelStyle *look = sgm_label_style_get (level);
  g_autofree char *from = dup_scale (look->from);
  g_autofree char *to = dup_scale (look->to);
  g_autofree char *priority = g_strdup_printf ("%d", 11 - 2 * (int) level);

  sgm_qgis_xml_open (xml, "labeling", "type", "simple", NULL);
  sgm_qgis_xml_open (xml, "settings", "calloutType", "simple", NULL);
  write_label_text (xml, style, look);
  sgm_qgis_xml_put (xml, "text-format", "multilineAlign", "1", NULL);
  sgm_qgis_xml_put (xml, "placement", "placement", "4", "priority", priority, "polygonPlacementFlags", "2", NULL);
  /* Of the two scales QGIS calls the one seen from afar the larger. */
  sgm_qgis_xml_put (xml, "rendering", "scaleVisibility", "1", "scaleMax", from, "scaleMin", to, "fitInPolygonOnly",
                    level > SGM_LEVEL_STREET ? "1" : "0", "obstacle", "0", "drawLabels", "1", NULL);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/* Points ------------------------------------------------------------------------ */

/* Stages that look alike are one rule, as the map's key has them. */
static const struct
{
  SgmStage stage; /* one that looks so */
  const char *label;
} fillings[] = {
  { SGM_STAGE_FILED, N_("new") },
  { SGM_STAGE_IN_PROGRESS, N_("in progress") },
  { SGM_STAGE_REPORTED_BACK, N_("reported back") },
};

static char *
dup_stage_filter (SgmUrgency urgency,
                  SgmStage   alike)
{
  GString *stages = g_string_new (NULL);
  char *filter;

  for (int stage = SGM_STAGE_REPORTED; stage < SGM_N_STAGES; stage++)
    if (sgm_event_sign_looks_alike (stage, alike))
      g_string_append_printf (stages, "%s%d", stages->len > 0 ? ", " : "", stage);
  filter = g_strdup_printf ("\"urgency_no\" = %d AND \"stage_no\" IN (%s)", urgency, stages->str);
  g_string_free (stages, TRUE);
  return filter;
}

static void
write_event_renderer (SgmQgisXml         *xml,
                      const SgmQgisStyle *style)
{
  Rules rules;
  guint n = 0;

  open_renderer (&rules, xml, TRUE);
  for (int urgency = SGM_URGENCY_URGENT; urgency <= SGM_URGENCY_PLANNED; urgency++)
    for (guint i = 0; i < G_N_ELEMENTS (fillings); i++)
      {
        g_autofree char *filter = dup_stage_filter (urgency, fillings[i].stage);
        /* Translators: urgency and state of events in a legend, such as “Urgent, new” */
        g_autofree char *label = g_strdup_printf (_("%s, %s"), sgm_urgency_get_name (urgency), _(fillings[i].label));

        add_rule (&rules, label, filter);
      }
  sgm_qgis_xml_close (xml);

  sgm_qgis_xml_open (xml, "symbols", NULL);
  for (int urgency = SGM_URGENCY_URGENT; urgency <= SGM_URGENCY_PLANNED; urgency++)
    for (guint i = 0; i < G_N_ELEMENTS (fillings); i++)
      {
        g_autofree char *name = g_strdup_printf ("%u", n++);

        sgm_qgis_symbol_write_event (xml, name, urgency, fillings[i].stage, style->dark);
      }
  sgm_qgis_xml_close (xml);
  /* The most pressing is drawn last, on top. */
  sgm_qgis_xml_open (xml, "orderby", NULL);
  sgm_qgis_xml_open (xml, "orderByClause", "asc", "0", "nullsFirst", "0", NULL);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

static void
write_place_renderer (SgmQgisXml         *xml,
                      const SgmQgisStyle *style)
{
  sgm_qgis_xml_open (xml, "renderer-v2", "type", "singleSymbol", "forceraster", "0", "symbollevels", "0", "enableorderby",
                     "0", NULL);
  sgm_qgis_xml_open (xml, "symbols", NULL);
  sgm_qgis_symbol_write_place (xml, "0", style->dark);
  sgm_qgis_xml_close (xml);
  sgm_qgis_xml_close (xml);
}

/**
 * sgm_qgis_style_write:
 * @xml: a layer's element
 * @style: how layers look
 * @layer: a layer that has shapes
 *
 * Writes a layer's colours, signs and labels.
 */
void
sgm_qgis_style_write (SgmQgisXml         *xml,
                      const SgmQgisStyle *style,
                      SgmExportLayer      layer)
{
  SgmLevel level = sgm_export_layer_get_level (layer);

  if (level != SGM_LEVEL_NONE)
    {
      write_area_renderer (xml, style, level);
      write_labels (xml, style, level);
    }
  else if (layer == SGM_EXPORT_LAYER_EVENT)
    write_event_renderer (xml, style);
  else
    write_place_renderer (xml, style);
}

/**
 * sgm_qgis_style_dup_qml:
 * @style: how layers look
 * @layer: a layer that has shapes
 *
 * Returns: (transfer full): a style of QGIS' own (QML)
 */
char *
sgm_qgis_style_dup_qml (const SgmQgisStyle *style,
                        SgmExportLayer      layer)
{
  SgmQgisXml *xml = sgm_qgis_xml_new ();
  g_autofree char *text = NULL;

  sgm_qgis_xml_open (xml, "qgis", "version", QGIS_VERSION, "styleCategories", "Symbology|Labeling", "labelsEnabled",
                     sgm_export_layer_get_level (layer) != SGM_LEVEL_NONE ? "1" : "0", NULL);
  sgm_qgis_style_write (xml, style, layer);
  sgm_qgis_xml_close (xml);
  text = sgm_qgis_xml_end (xml);
  return g_strconcat (HEAD, text, NULL);
}
