/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-export-note.h"

#include <inttypes.h>

#include <json-glib/json-glib.h>

struct _SgmExportNote
{
  GPtrArray *rows; /* of GStrv: a name and a text */
};

SgmExportNote *
sgm_export_note_new (void)
{
  SgmExportNote *note = g_new0 (SgmExportNote, 1);

  note->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return note;
}

void
sgm_export_note_free (SgmExportNote *note)
{
  g_ptr_array_unref (note->rows);
  g_free (note);
}

void
sgm_export_note_add (SgmExportNote *note,
                     const char    *name,
                     const char    *text)
{
  const char *const row[] = { name, text, NULL };

  g_ptr_array_add (note->rows, g_strdupv ((char **) row));
}

void
sgm_export_note_add_int (SgmExportNote *note,
                         const char    *name,
                         gint64         number)
{
  g_autofree char *text = g_strdup_printf ("%" PRId64, number);

  sgm_export_note_add (note, name, text);
}

/**
 * sgm_export_note_get_rows:
 *
 * Returns: (transfer none) (element-type GStrv): a name and a text for each
 */
GPtrArray *
sgm_export_note_get_rows (SgmExportNote *note)
{
  return note->rows;
}

/**
 * sgm_export_note_write:
 * @path: path of a file
 *
 * Writes the note as JSON.
 */
gboolean
sgm_export_note_write (SgmExportNote  *note,
                       const char     *path,
                       GError        **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < note->rows->len; i++)
    {
      char **row = note->rows->pdata[i];

      json_builder_set_member_name (builder, row[0]);
      json_builder_add_string_value (builder, row[1]);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_file_set_contents (path, text, -1, error);
}
