/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-data.h"

#include <gio/gio.h>

#include "sgm-data-resources.h"

/**
 * sgm_data_lookup:
 * @name: a path below `data/`, such as `lists/matters.csv`
 *
 * Returns: (transfer full): the content of a file that is built into the
 *   program
 */
GBytes *
sgm_data_lookup (const char  *name,
                 GError     **error)
{
  g_autofree char *path = NULL;
  static gsize registered = 0;

  if (g_once_init_enter (&registered))
    {
      sgm_data_register_resource ();
      g_once_init_leave (&registered, 1);
    }
  path = g_strconcat ("/io/github/smartgridmap/SmartGridMap/data/", name, NULL);
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/**
 * sgm_data_parse_csv:
 * @text: (array length=size): a list, of any origin
 * @size: how many bytes
 *
 * Returns: (transfer full) (element-type GStrv): the lines after the heading,
 *   as arrays of their fields; see sgm_data_lookup_csv()
 */
GPtrArray *
sgm_data_parse_csv (const char *text,
                    gsize       size)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *copy = g_strndup (text, size);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);

  for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++)
    {
      g_strchomp (lines[i]);
      if (lines[i][0] != '\0' && lines[i][0] != '#')
        g_ptr_array_add (rows, g_strsplit (lines[i], ",", -1));
    }
  return rows;
}

/**
 * sgm_data_lookup_csv:
 * @name: a path below `data/`, such as `lists/matters.csv`
 *
 * Reads one of the program's own lists. They have a heading line, and none of
 * their fields has a comma, quote or line break in it, so that this needs no
 * CSV library; files from elsewhere go through OGR instead.
 *
 * Returns: (transfer full) (element-type GStrv): the lines after the heading,
 *   as arrays of their fields
 */
GPtrArray *
sgm_data_lookup_csv (const char  *name,
                     GError     **error)
{
  g_autoptr (GBytes) bytes = sgm_data_lookup (name, error);

  if (bytes == NULL)
    return NULL;
  return sgm_data_parse_csv (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
