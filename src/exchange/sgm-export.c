/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-export.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "exchange/sgm-export-note.h"
#include "exchange/sgm-export-target.h"
#include "exchange/sgm-qgis-project.h"

/* Rows between two looks whether it was cancelled. */
#define ROWS_AT_ONCE 64

/* How much of the work reading and the end are; the rest is writing rows. */
#define READING_PART 0.15
#define ENDING_PART 0.1

typedef struct
{
  const SgmExportOptions *options;
  SgmProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;

  SgmExportTarget *target;
  SgmExportSource *source;
  SgmExportWriter *writer;
  SgmTheme *theme;
  SgmExported *exported;

  const char *what; /* for the progress */
  guint n_done;
  guint n_all;
} Work;

void
sgm_exported_free (SgmExported *exported)
{
  g_free (exported->path);
  g_free (exported->project);
  g_free (exported->hash);
  g_free (exported);
}

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->writer, sgm_export_writer_free);
  g_clear_pointer (&work->source, sgm_export_source_free);
  g_clear_pointer (&work->theme, sgm_theme_unref);
  g_clear_pointer (&work->target, sgm_export_target_free);
  g_clear_pointer (&work->exported, sgm_exported_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
tell (Work        *work,
      double       fraction,
      const char  *what,
      GError     **error)
{
  if (work->progress != NULL)
    work->progress (fraction, what, work->progress_data);
  return !g_cancellable_set_error_if_cancelled (work->cancellable, error);
}

/* Before ---------------------------------------------------------------------- */

static gboolean
check_options (const SgmExportOptions  *options,
               GError                 **error)
{
  if ((options->layers & SGM_EXPORT_ALL_LAYERS) == 0)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID, _("There is nothing to export: choose a layer."));
      return FALSE;
    }
  if (options->format == SGM_EXPORT_FORMAT_GEOJSON && options->epsg != SGM_EXPORT_GEOGRAPHIC)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID,
                           _("GeoJSON has longitude and latitude only. Choose another format for metres."));
      return FALSE;
    }
  return TRUE;
}

static char *
dup_layer_names (guint layers)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if ((layers & (1u << i)) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", sgm_export_schema_get (i)->name);
  return g_string_free (names, FALSE);
}

static char *
dup_area_codes (Work *work)
{
  SgmAreaSet *set = work->source->picture->areas;
  g_autoptr (GArray) areas = NULL;
  GString *codes = g_string_new (NULL);

  if (work->options->areas == NULL)
    return g_string_free (codes, FALSE);
  areas = sgm_selection_dup_areas (work->options->areas, set);
  for (guint i = 0; i < areas->len; i++)
    g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "",
                            sgm_area_set_get (set, g_array_index (areas, guint, i))->code);
  return g_string_free (codes, FALSE);
}

/* Who takes what out of the district is written down before it goes out, and
 * rights are checked where it is. */
static gboolean
write_log (Work      *work,
           SgmStore  *store,
           GError   **error)
{
  const SgmExportOptions *options = work->options;
  g_autoptr (SgmChange) change = sgm_change_new (options->personal ? SGM_CHANGE_EXPORT_PERSONAL : SGM_CHANGE_EXPORT,
                                                 0, 0);
  g_autoptr (SgmRecord) reading = sgm_record_new (&sgm_table_reading, 0);
  g_autofree char *names = dup_layer_names (options->layers);
  g_autofree char *what = g_strdup_printf ("%s%s: %s", sgm_export_format_get_id (options->format),
                                           options->personal ? " personal" : "", names);

  sgm_record_set_text (reading, SGM_READING_WHAT, what);
  sgm_change_set_who (change, options->who);
  sgm_change_set_origin (change, options->origin);
  sgm_change_set_why (change, options->why);
  sgm_change_add_record (change, reading);
  return sgm_store_submit (store, change, error) != 0;
}

static gboolean
read_source (Work        *work,
             const char  *path,
             GError     **error)
{
  const SgmExportOptions *options = work->options;

  if (!tell (work, 0, _("Reading the district"), error))
    return FALSE;
  work->source = sgm_export_source_new (path, &options->events, options->areas, work->cancellable, error);
  if (work->source == NULL)
    return FALSE;
  work->exported->seq = work->source->head->seq;
  work->exported->hash = g_strdup (work->source->head->hash);
  if (options->theme_kind >= 0 && sgm_theme_kind_get (options->theme_kind)->value != NULL)
    work->theme = sgm_theme_new_for_tallies (options->theme_kind, work->source->picture->tallies, options->theme);
  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if ((options->layers & (1u << i)) != 0)
      work->n_all += sgm_export_rows_count (work->source, i);
  return TRUE;
}

/* Layers ---------------------------------------------------------------------- */

static char *
dup_time (gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S+08:00");
}

static gboolean
write_row (const SgmExportRow  *row,
           gpointer             data,
           GError             **error)
{
  Work *work = data;

  if (work->n_done++ % ROWS_AT_ONCE == 0
      && !tell (work, READING_PART + (1 - READING_PART - ENDING_PART) * work->n_done / MAX (work->n_all, 1),
                work->what, error))
    return FALSE;
  return sgm_export_writer_add (work->writer, row, error);
}

static gboolean
write_layer (Work            *work,
             SgmExportLayer   layer,
             GError         **error)
{
  guint before = work->n_done;
  /* Translators: %s is a layer, such as “Grids” */
  g_autofree char *what = g_strdup_printf (_("Exporting: %s"), sgm_export_layer_get_title (layer));

  work->what = what;
  if (!sgm_export_writer_begin (work->writer, sgm_export_schema_get (layer), error)
      || !sgm_export_rows_each (work->source, layer, work->theme, write_row, work, error)
      || !sgm_export_writer_end (work->writer, error))
    return FALSE;
  work->exported->n_rows[layer] = work->n_done - before;
  return TRUE;
}

/* With personal values each row tells whose copy it is, wherever it ends up. */
static void
set_uses (Work *work)
{
  g_autofree char *when = dup_time (work->source->at);
  g_autofree char *mark = g_strdup_printf ("%s %s", work->options->who, when);

  sgm_export_writer_set_uses (work->writer, work->theme != NULL, work->options->personal ? mark : NULL);
}

static gboolean
write_layers (Work    *work,
              GError **error)
{
  const SgmExportOptions *options = work->options;

  work->writer = sgm_export_writer_new (options->format, sgm_export_target_get_folder (work->target),
                                        sgm_export_target_get_name (work->target), options->epsg, error);
  if (work->writer == NULL)
    return FALSE;
  set_uses (work);
  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if ((options->layers & (1u << i)) != 0 && !write_layer (work, i, error))
      return FALSE;
  return TRUE;
}

/* The note -------------------------------------------------------------------- */

static SgmExportNote *
make_note (Work *work)
{
  const SgmExportOptions *options = work->options;
  SgmExportNote *note = sgm_export_note_new ();
  g_autofree char *when = dup_time (work->source->at);
  g_autofree char *names = dup_layer_names (options->layers);
  g_autofree char *codes = dup_area_codes (work);
  g_autofree char *crs = g_strdup_printf ("EPSG:%d", options->epsg);
  const SgmArea *district = sgm_area_set_get (work->source->picture->areas, 0);

  sgm_export_note_add (note, "program", "Smart Grid Map " SGM_VERSION);
  sgm_export_note_add (note, "district", district->name);
  sgm_export_note_add (note, "exported_by", options->who);
  sgm_export_note_add (note, "exported_at", when);
  sgm_export_note_add (note, "reason", options->why != NULL ? options->why : "");
  sgm_export_note_add (note, "personal", options->personal ? "yes" : "no");
  sgm_export_note_add (note, "layers", names);
  sgm_export_note_add (note, "areas", codes);
  sgm_export_note_add (note, "coordinates", crs);
  sgm_export_note_add (note, "theme", work->theme != NULL ? sgm_theme_kind_get_id (options->theme_kind) : "");
  sgm_export_note_add_int (note, "journal_seq", work->source->head->seq);
  sgm_export_note_add (note, "journal_hash", work->source->head->hash);
  return note;
}

/* GLib's words name a file that has another name in the end. */
static gboolean
fail_file (const GError  *reason,
           GError       **error)
{
  if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    g_set_error_literal (error, SGM_ERROR, SGM_ERROR_NO_SPACE, _("There is no room left for the export."));
  else
    g_set_error_literal (error, SGM_ERROR, SGM_ERROR_IO, _("The export cannot be written."));
  return FALSE;
}

static gboolean
write_file (Work        *work,
            const char  *name,
            const char  *text,
            GError     **error)
{
  g_autofree char *path = g_build_filename (sgm_export_target_get_folder (work->target), name, NULL);
  g_autoptr (GError) reason = NULL;

  return g_file_set_contents (path, text, -1, &reason) || fail_file (reason, error);
}

static gboolean
write_note (Work    *work,
            GError **error)
{
  static const char *const fields[] = { "name", "value", NULL };
  g_autoptr (SgmExportNote) note = make_note (work);
  g_autoptr (GError) reason = NULL;
  g_autofree char *path = NULL;

  if (!sgm_export_format_is_folder (work->options->format))
    return sgm_export_writer_add_table (work->writer, "export", fields, sgm_export_note_get_rows (note), error);
  path = g_build_filename (sgm_export_target_get_folder (work->target), SGM_EXPORT_NOTE_NAME, NULL);
  return sgm_export_note_write (note, path, &reason) || fail_file (reason, error);
}

/* For QGIS ------------------------------------------------------------------- */

/* Beside the file of a layer, or in the one file, where QGIS looks for them. */
static gboolean
write_style_files (Work                *work,
                   const SgmQgisStyle  *style,
                   GError             **error)
{
  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if ((work->options->layers & (1u << i)) != 0 && sgm_export_schema_get (i)->shape != SGM_EXPORT_SHAPE_NONE)
      {
        g_autofree char *name = g_strconcat (sgm_export_schema_get (i)->name, ".qml", NULL);
        g_autofree char *text = sgm_qgis_style_dup_qml (style, i);

        if (!write_file (work, name, text, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
write_style_table (Work                *work,
                   const SgmQgisStyle  *style,
                   GError             **error)
{
  static const char *const fields[] = {
    "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD",
    "useAsDefault", "description", "owner", "ui", "update_time", NULL,
  };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *when = dup_time (work->source->at);

  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if ((work->options->layers & (1u << i)) != 0 && sgm_export_schema_get (i)->shape != SGM_EXPORT_SHAPE_NONE)
      {
        g_autofree char *text = sgm_qgis_style_dup_qml (style, i);
        const char *const row[] = {
          "", "", sgm_export_schema_get (i)->name, "geometry", "Smart Grid Map", text, "", "1", "", "", "", when, NULL,
        };

        g_ptr_array_add (rows, g_strdupv ((char **) row));
      }
  return sgm_export_writer_add_table (work->writer, "layer_styles", fields, rows, error);
}

static SgmBox
get_box (Work *work)
{
  SgmAreaSet *areas = work->source->picture->areas;
  SgmBox box = SGM_BOX_EMPTY;

  for (guint i = 0; i < sgm_area_set_get_n_areas (areas); i++)
    {
      const SgmArea *area = sgm_area_set_get (areas, i);
      const SgmBox *own = sgm_geometry_get_box (area->geometry);

      if (!sgm_export_source_has_area (work->source, area))
        continue;
      box = (SgmBox) { MIN (box.min_x, own->min_x), MIN (box.min_y, own->min_y), MAX (box.max_x, own->max_x),
                       MAX (box.max_y, own->max_y) };
    }
  return box;
}

static gboolean
write_project (Work    *work,
               GError **error)
{
  const SgmExportOptions *options = work->options;
  const SgmArea *district = sgm_area_set_get (work->source->picture->areas, 0);
  const SgmQgisProject project = {
    .title = district->name,
    .format = options->format,
    .file = sgm_export_format_is_folder (options->format) ? NULL : sgm_export_target_get_name (work->target),
    .epsg = options->epsg,
    .layers = options->layers,
    .theme = work->theme,
    .dark = options->dark,
    .box = get_box (work),
  };
  g_autofree char *path = sgm_export_target_dup_project (work->target);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = sgm_qgis_project_dup_text (&project);

  if (!write_file (work, name, text, error))
    return FALSE;
  work->exported->project = g_steal_pointer (&path);
  return TRUE;
}

static gboolean
write_styles (Work    *work,
              GError **error)
{
  const SgmQgisStyle style = { work->theme, work->options->dark };
  gboolean folder = sgm_export_format_is_folder (work->options->format);

  return (folder ? write_style_files (work, &style, error) : write_style_table (work, &style, error))
         && write_project (work, error);
}

/**
 * sgm_export_write:
 * @store: an open store, in which the export is logged
 * @options: what to export, and how
 * @progress: (nullable): is told in the calling thread
 *
 * Exports one state of the district while people work. Takes time; to be
 * called by a worker. Where it fails or is cancelled nothing is left, and what
 * was there before is as it was; the log has it all the same.
 *
 * Returns: (transfer full): what was exported
 */
SgmExported *
sgm_export_write (SgmStore                *store,
                  const SgmExportOptions  *options,
                  SgmProgress              progress,
                  gpointer                 data,
                  GCancellable            *cancellable,
                  GError                 **error)
{
  g_auto (Work) work = {
    .options = options,
    .progress = progress,
    .progress_data = data,
    .cancellable = cancellable,
    .exported = g_new0 (SgmExported, 1),
  };

  if (!check_options (options, error))
    return NULL;
  work.target = sgm_export_target_new (options->path, sgm_export_format_is_folder (options->format), options->replace,
                                       error);
  if (work.target == NULL || !write_log (&work, store, error)
      || !read_source (&work, sgm_store_get_path (store), error) || !write_layers (&work, error)
      || !write_note (&work, error) || !write_styles (&work, error) || !tell (&work, 1 - ENDING_PART, _("Checking the export"), error)
      || !sgm_export_writer_finish (work.writer, cancellable, error)
      || !tell (&work, 1 - ENDING_PART / 4, _("Checking the export"), error)
      || !sgm_export_target_commit (work.target, options->personal, error))
    return NULL;
  work.exported->path = g_canonicalize_filename (options->path, NULL);
  return g_steal_pointer (&work.exported);
}
