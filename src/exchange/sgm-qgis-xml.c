/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-qgis-xml.h"

struct _SgmQgisXml
{
  GString *text;
  GPtrArray *open; /* names, the innermost last */
};

/**
 * sgm_qgis_xml_new:
 *
 * Returns: (transfer full): an empty text
 */
SgmQgisXml *
sgm_qgis_xml_new (void)
{
  SgmQgisXml *xml = g_new0 (SgmQgisXml, 1);

  xml->text = g_string_new (NULL);
  xml->open = g_ptr_array_new_with_free_func (g_free);
  return xml;
}

void
sgm_qgis_xml_free (SgmQgisXml *xml)
{
  g_string_free (xml->text, TRUE);
  g_ptr_array_unref (xml->open);
  g_free (xml);
}

/**
 * sgm_qgis_xml_end:
 * @xml: (transfer full): a text whose elements are all closed
 *
 * Returns: (transfer full): the text
 */
char *
sgm_qgis_xml_end (SgmQgisXml *xml)
{
  char *text;

  g_assert (xml->open->len == 0);
  text = g_strdup (xml->text->str);
  sgm_qgis_xml_free (xml);
  return text;
}

static void
indent (SgmQgisXml *xml)
{
  for (guint i = 0; i < xml->open->len; i++)
    g_string_append (xml->text, "  ");
}

static void
add_escaped (SgmQgisXml *xml,
             const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *escaped = g_markup_escape_text (valid, -1);

  g_string_append (xml->text, escaped);
}

static void
begin (SgmQgisXml *xml,
       const char *name,
       va_list     attributes)
{
  const char *attribute;

  indent (xml);
  g_string_append_printf (xml->text, "<%s", name);
  while ((attribute = va_arg (attributes, const char *)) != NULL)
    {
      g_string_append_printf (xml->text, " %s=\"", attribute);
      add_escaped (xml, va_arg (attributes, const char *));
      g_string_append_c (xml->text, '"');
    }
}

/**
 * sgm_qgis_xml_open:
 * @name: an element's name
 * @...: names and values of its attributes, ended by %NULL
 *
 * Begins an element.
 */
void
sgm_qgis_xml_open (SgmQgisXml *xml,
                   const char *name,
                   ...)
{
  va_list attributes;

  va_start (attributes, name);
  begin (xml, name, attributes);
  va_end (attributes);
  g_string_append (xml->text, ">\n");
  g_ptr_array_add (xml->open, g_strdup (name));
}

/**
 * sgm_qgis_xml_close:
 *
 * Ends the element that was begun last.
 */
void
sgm_qgis_xml_close (SgmQgisXml *xml)
{
  g_autofree char *name = g_ptr_array_steal_index (xml->open, xml->open->len - 1);

  indent (xml);
  g_string_append_printf (xml->text, "</%s>\n", name);
}

/**
 * sgm_qgis_xml_put:
 * @name: an element's name
 * @...: names and values of its attributes, ended by %NULL
 *
 * Adds an element without anything in it.
 */
void
sgm_qgis_xml_put (SgmQgisXml *xml,
                  const char *name,
                  ...)
{
  va_list attributes;

  va_start (attributes, name);
  begin (xml, name, attributes);
  va_end (attributes);
  g_string_append (xml->text, "/>\n");
}

/**
 * sgm_qgis_xml_text:
 * @name: an element's name
 * @text: what is in it
 */
void
sgm_qgis_xml_text (SgmQgisXml *xml,
                   const char *name,
                   const char *text)
{
  indent (xml);
  g_string_append_printf (xml->text, "<%s>", name);
  add_escaped (xml, text);
  g_string_append_printf (xml->text, "</%s>\n", name);
}

/**
 * sgm_qgis_xml_value:
 * @name: an element's name
 * @type: the type that QGIS calls its text
 * @text: what is in it
 */
void
sgm_qgis_xml_value (SgmQgisXml *xml,
                    const char *name,
                    const char *type,
                    const char *text)
{
  indent (xml);
  g_string_append_printf (xml->text, "<%s type=\"%s\">", name, type);
  add_escaped (xml, text);
  g_string_append_printf (xml->text, "</%s>\n", name);
}

/**
 * sgm_qgis_xml_option:
 * @name: an option's name
 * @value: its value
 *
 * Adds one of QGIS' options; they stand in an `Option` of the type `Map`.
 */
void
sgm_qgis_xml_option (SgmQgisXml *xml,
                     const char *name,
                     const char *value)
{
  sgm_qgis_xml_put (xml, "Option", "type", "QString", "name", name, "value", value, NULL);
}

void
sgm_qgis_xml_number (SgmQgisXml *xml,
                     const char *name,
                     double      value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  sgm_qgis_xml_option (xml, name, g_ascii_formatd (text, sizeof text, "%.8g", value));
}
