/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-sweep.h"

#include <math.h>
#include <string.h>

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "exchange/sgm-foreign-private.h"
#include "exchange/sgm-foreign-reader.h"
#include "exchange/sgm-foreign-shape.h"
#include "exchange/sgm-gdal.h"
#include "exchange/sgm-import-crs.h"

/* What a file without a coordinate system is taken for. */
#define USUAL_CRS "EPSG:4490"

/* By how much a shifted datum may be off, in degrees. */
#define SHIFT 0.02

/* Well-known binary as sgm-foreign-shape.c writes it. */
enum
{
  WKB_POINT = 1,
  WKB_MULTILINE = 5,
};

/* Which closed lines of OpenStreetMap are areas, unless they say otherwise. The
 * longest is the last: GDAL 3.6 looks for none that is longer than that. */
#define OSM_AREAS "aeroway,amenity,boundary,building,craft,historic,landuse,leisure,man_made,military," \
  "natural,office,place,shop,sport,tourism,water,area:highway,public_transport"

struct _SgmForeignSweep
{
  SgmForeignFile *file;
  SgmDatum datum;
  SgmBox box;
  gboolean is_osm;
  char *config; /* GDAL's name of what it is told about OpenStreetMap's keys */
  GPtrArray *columns;

  guint layer; /* the one at hand, after the last one at the end */
  SgmForeignReader *reader;
  const SgmForeignRow *row;
  gint64 n_read;
  gint64 n_rows; /* of all layers, where that is known */
  double fraction;

  SgmImportCrs *crs; /* of the layer at hand */
  OGRFeatureH feature; /* of OpenStreetMap */
  OGRLayerH feature_layer;
  GHashTable *values; /* column → text, of that feature */
  GHashTable *numbers; /* column → number of the field + 1 in the layer at hand, 0 for none */

  GArray *points;
  SgmForeignThing thing;
  guint n_faults;
};

/* Opening -------------------------------------------------------------------- */

/* GDAL reads as columns the keys that it is told. */
static char *
write_config (GPtrArray *columns)
{
  static gint number;
  static const char *const layers[] = { "points", "lines", "multipolygons", "multilinestrings", "other_relations" };
  g_autoptr (GString) text = g_string_new ("attribute_name_laundering=no\nclosed_ways_are_polygons=" OSM_AREAS "\n");
  g_autoptr (GString) keys = g_string_new (NULL);
  char *name = g_strdup_printf ("/vsimem/sgm-osm-%d.ini", g_atomic_int_add (&number, 1));
  GByte *data;

  for (guint i = 0; i < columns->len; i++)
    {
      const char *column = g_ptr_array_index (columns, i);

      if (strpbrk (column, ",=\n\r") == NULL)
        g_string_append_printf (keys, "%s%s", keys->len > 0 ? "," : "", column);
    }
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    g_string_append_printf (text, "[%s]\nosm_id=no\nother_tags=no\nattributes=%s\n", layers[i], keys->str);
  data = VSIMalloc (text->len);
  if (data != NULL)
    {
      memcpy (data, text->str, text->len);
      VSIFCloseL (VSIFileFromMemBuffer (name, data, text->len, TRUE));
    }
  return name;
}

static gboolean
open_file (SgmForeignSweep  *self,
           const char       *path,
           GCancellable     *cancellable,
           GError          **error)
{
  sgm_gdal_init ();
  self->config = write_config (self->columns);
  CPLSetThreadLocalConfigOption ("OSM_CONFIG_FILE", self->config);
  self->file = sgm_foreign_file_open (path, cancellable, error);
  CPLSetThreadLocalConfigOption ("OSM_CONFIG_FILE", NULL);
  return self->file != NULL;
}

/* The rectangle in a layer's own coordinates, where they are degrees; others
 * are looked at row by row. */
static void
set_filter (SgmForeignSweep *self,
            SgmForeignTable *table)
{
  g_autoptr (SgmImportCrs) crs = sgm_import_crs_new (table->layer.crs != NULL ? table->layer.crs : USUAL_CRS, FALSE,
                                                     self->datum, NULL);

  if (crs != NULL && sgm_import_crs_is_degrees (crs) && !table->layer.is_sheet)
    OGR_L_SetSpatialFilterRect (table->handle, self->box.min_x - SHIFT, self->box.min_y - SHIFT,
                                self->box.max_x + SHIFT, self->box.max_y + SHIFT);
}

/**
 * sgm_foreign_sweep_new:
 * @path: a file or a folder
 * @columns: (element-type utf8): the columns that will be asked for
 * @box: what is wanted, longitude and latitude in CGCS2000
 * @datum: what the file's longitudes and latitudes are measured against
 * @cancellable: (nullable): a cancellable
 *
 * Returns: (transfer full): a sweep that stands before the first thing, or
 *   %NULL with %SGM_ERROR_INVALID, %SGM_ERROR_IO or %G_IO_ERROR_CANCELLED
 */
SgmForeignSweep *
sgm_foreign_sweep_new (const char    *path,
                       GPtrArray     *columns,
                       const SgmBox  *box,
                       SgmDatum       datum,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (SgmForeignSweep) self = g_new0 (SgmForeignSweep, 1);
  SgmGdalTrap trap;

  self->columns = g_ptr_array_ref (columns);
  self->box = *box;
  self->datum = datum;
  self->points = g_array_new (FALSE, FALSE, sizeof (double));
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  if (!open_file (self, path, cancellable, error))
    return NULL;

  self->is_osm = g_str_equal (sgm_foreign_file_get_format (self->file), "OpenStreetMap");
  sgm_gdal_trap_set (&trap);
  for (guint i = 0; i < sgm_foreign_file_get_n_layers (self->file); i++)
    {
      SgmForeignTable *table = sgm_foreign_file_get_table (self->file, i);

      set_filter (self, table);
      self->n_rows += MAX (table->layer.n_rows, 0);
    }
  sgm_gdal_trap_end (&trap);
  return g_steal_pointer (&self);
}

static void
drop_feature (SgmForeignSweep *self)
{
  g_hash_table_remove_all (self->values);
  if (self->feature != NULL)
    OGR_F_Destroy (self->feature);
  self->feature = NULL;
}

/**
 * sgm_foreign_sweep_free:
 * @self: (transfer full): a sweep
 */
void
sgm_foreign_sweep_free (SgmForeignSweep *self)
{
  SgmGdalTrap trap;

  sgm_gdal_trap_set (&trap);
  drop_feature (self);
  g_clear_pointer (&self->reader, sgm_foreign_reader_free);
  g_clear_pointer (&self->file, sgm_foreign_file_unref);
  if (self->config != NULL)
    VSIUnlink (self->config);
  sgm_gdal_trap_end (&trap);
  g_clear_pointer (&self->crs, sgm_import_crs_free);
  g_hash_table_unref (self->values);
  g_hash_table_unref (self->numbers);
  g_array_unref (self->points);
  g_ptr_array_unref (self->columns);
  g_free (self->config);
  g_free (self);
}

/* Shapes --------------------------------------------------------------------- */

static guint32
take_uint (const guint8 **at)
{
  guint32 value;

  memcpy (&value, *at, sizeof value);
  *at += sizeof value;
  return GUINT32_FROM_LE (value);
}

static void
take_points (SgmForeignSweep *self,
             const guint8   **at,
             guint            n)
{
  static const double gap[2] = { NAN, NAN };

  if (self->points->len > 0)
    g_array_append_vals (self->points, gap, 2);
  for (guint i = 0; i < 2 * n; i++)
    {
      guint64 raw;
      double value;

      memcpy (&raw, *at, sizeof raw);
      raw = GUINT64_FROM_LE (raw);
      memcpy (&value, &raw, sizeof value);
      *at += sizeof raw;
      g_array_append_val (self->points, value);
    }
}

/* Past the byte order and the kind of a part. */
static void
skip_header (const guint8 **at)
{
  *at += 1 + sizeof (guint32);
}

static SgmGroundShape
flatten (SgmForeignSweep *self,
         GBytes          *wkb)
{
  const guint8 *at = g_bytes_get_data (wkb, NULL);
  guint32 type;
  guint n_parts;

  g_array_set_size (self->points, 0);
  at++;
  type = take_uint (&at);
  if (type == WKB_POINT)
    {
      take_points (self, &at, 1);
      return SGM_GROUND_SHAPE_POINT;
    }
  n_parts = take_uint (&at);
  for (guint i = 0; i < n_parts; i++)
    {
      guint n_rings = 1;

      skip_header (&at);
      if (type != WKB_MULTILINE)
        n_rings = take_uint (&at);
      for (guint ring = 0; ring < n_rings; ring++)
        {
          guint n = take_uint (&at);

          take_points (self, &at, n);
        }
    }
  return type == WKB_MULTILINE ? SGM_GROUND_SHAPE_LINE : SGM_GROUND_SHAPE_POLYGON;
}

/* Brings the runs of points between gaps to where they are. */
static gboolean
convert (SgmForeignSweep *self)
{
  double *points = (double *) (void *) self->points->data;
  guint n = self->points->len / 2;
  guint first = 0;

  for (guint i = 0; i <= n; i++)
    if (i == n || isnan (points[2 * i]))
      {
        if (!sgm_import_crs_convert (self->crs, points + 2 * first, i - first))
          return FALSE;
        first = i + 1;
      }
  return TRUE;
}

static gboolean
is_inside (SgmForeignSweep *self)
{
  const double *points = (const double *) (const void *) self->points->data;
  SgmBox box = SGM_BOX_EMPTY;

  for (guint i = 0; i < self->points->len; i += 2)
    if (!isnan (points[i]))
      {
        box.min_x = MIN (box.min_x, points[i]);
        box.max_x = MAX (box.max_x, points[i]);
        box.min_y = MIN (box.min_y, points[i + 1]);
        box.max_y = MAX (box.max_y, points[i + 1]);
      }
  return box.min_x <= self->box.max_x && box.max_x >= self->box.min_x
         && box.min_y <= self->box.max_y && box.max_y >= self->box.min_y;
}

/* Whether the thing at hand is one that is wanted. */
static gboolean
take_shape (SgmForeignSweep *self,
            const char      *layer,
            GBytes          *wkb)
{
  self->thing.layer = layer;
  self->thing.shape = flatten (self, wkb);
  if (!convert (self))
    {
      self->n_faults++;
      return FALSE;
    }
  self->thing.n_points = self->points->len / 2;
  self->thing.points = (const double *) (const void *) self->points->data;
  return self->thing.n_points > 0 && is_inside (self);
}

static gboolean
use_crs (SgmForeignSweep        *self,
         const SgmForeignLayer  *layer,
         GError                **error)
{
  g_clear_pointer (&self->crs, sgm_import_crs_free);
  self->crs = sgm_import_crs_new (layer->crs != NULL ? layer->crs : USUAL_CRS, FALSE, self->datum, error);
  return self->crs != NULL;
}

/* OpenStreetMap --------------------------------------------------------------- */

static gboolean
take_feature (SgmForeignSweep *self)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef (self->feature);
  const char *layer = OGR_L_GetName (self->feature_layer);
  g_autofree char *fault = NULL;
  g_autoptr (GBytes) wkb = NULL;

  /* Routes and the like are no things of the ground. */
  if (geometry == NULL
      || (!g_str_equal (layer, "points") && !g_str_equal (layer, "lines") && !g_str_equal (layer, "multipolygons")))
    return FALSE;
  wkb = sgm_foreign_shape_to_wkb (geometry, FALSE, &fault);
  if (wkb == NULL)
    {
      self->n_faults += fault != NULL;
      return FALSE;
    }
  return take_shape (self, layer, wkb);
}

static int CPL_STDCALL
on_progress (double      fraction,
             const char *message,
             void       *data)
{
  return !g_cancellable_is_cancelled (data);
}

static gboolean
say_fault (SgmForeignSweep  *self,
           SgmGdalFault      fault,
           GError          **error)
{
  const char *name = sgm_foreign_file_get_name (self->file);

  if (fault == SGM_GDAL_FAULT_NO_SPACE)
    g_set_error (error, SGM_ERROR, SGM_ERROR_NO_SPACE, _("The disk is full: “%s” cannot be read."), name);
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                 _("“%s” is damaged, or of a kind that cannot be read here."), name);
  return FALSE;
}

/* All layers of the stream at once, as they come. */
static gboolean
next_of_osm (SgmForeignSweep        *self,
             const SgmForeignThing **thing,
             GCancellable           *cancellable,
             GError                **error)
{
  GDALDatasetH data = sgm_foreign_file_get_data (self->file);
  SgmGdalFault fault;
  gboolean found;
  SgmGdalTrap trap;

  if (self->crs == NULL && !use_crs (self, sgm_foreign_file_get_layer (self->file, 0), error))
    return FALSE;
  sgm_gdal_trap_set (&trap);
  do
    {
      OGRLayerH former = self->feature_layer;

      drop_feature (self);
      self->feature = GDALDatasetGetNextFeature (data, &self->feature_layer, &self->fraction, on_progress, cancellable);
      if (self->feature_layer != former)
        g_hash_table_remove_all (self->numbers);
      found = self->feature != NULL && take_feature (self);
    }
  while (self->feature != NULL && !found && !g_cancellable_is_cancelled (cancellable));
  fault = sgm_gdal_trap_end (&trap);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (self->feature == NULL && fault != SGM_GDAL_FAULT_NONE)
    return say_fault (self, fault, error);
  *thing = found ? &self->thing : NULL;
  return TRUE;
}

/* Other files ------------------------------------------------------------------ */

static gboolean
begin_layer (SgmForeignSweep  *self,
             GError          **error)
{
  const SgmForeignLayer *layer = sgm_foreign_file_get_layer (self->file, self->layer);
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (int));

  if (!use_crs (self, layer, error))
    return FALSE;
  g_hash_table_remove_all (self->numbers);
  for (guint i = 0; i < self->columns->len; i++)
    {
      int column = sgm_foreign_layer_find_field (layer, g_ptr_array_index (self->columns, i));

      g_array_append_val (wanted, column);
    }
  self->reader = sgm_foreign_reader_new (self->file, self->layer, error);
  if (self->reader == NULL)
    return FALSE;
  sgm_foreign_reader_set_columns (self->reader, (const int *) (const void *) wanted->data, wanted->len, TRUE);
  return TRUE;
}

static gboolean
next_of_layers (SgmForeignSweep        *self,
                const SgmForeignThing **thing,
                GCancellable           *cancellable,
                GError                **error)
{
  *thing = NULL;
  while (self->layer < sgm_foreign_file_get_n_layers (self->file))
    {
      const SgmForeignLayer *layer = sgm_foreign_file_get_layer (self->file, self->layer);

      if (layer->kind == SGM_FOREIGN_KIND_TABLE)
        {
          self->layer++;
          continue;
        }
      if (self->reader == NULL && !begin_layer (self, error))
        return FALSE;
      if (!sgm_foreign_reader_next (self->reader, &self->row, cancellable, error))
        return FALSE;
      if (self->row == NULL)
        {
          g_clear_pointer (&self->reader, sgm_foreign_reader_free);
          self->layer++;
          continue;
        }
      self->fraction = MIN (1, ++self->n_read / MAX (1.0, self->n_rows));
      if (self->row->geometry == NULL)
        {
          self->n_faults += self->row->fault != NULL;
          continue;
        }
      if (take_shape (self, layer->name, self->row->geometry))
        {
          *thing = &self->thing;
          return TRUE;
        }
    }
  return TRUE;
}

/**
 * sgm_foreign_sweep_next:
 * @self: a sweep
 * @thing: (out) (nullable) (transfer none): the next thing, until the next
 *   call, or %NULL at the end
 * @cancellable: (nullable): a cancellable
 *
 * Goes on. Things that cannot be read are passed over and counted.
 *
 * Returns: whether that was possible; else with %SGM_ERROR_INVALID,
 *   %SGM_ERROR_NO_SPACE, %SGM_ERROR_IO or %G_IO_ERROR_CANCELLED
 */
gboolean
sgm_foreign_sweep_next (SgmForeignSweep        *self,
                        const SgmForeignThing **thing,
                        GCancellable           *cancellable,
                        GError                **error)
{
  return self->is_osm ? next_of_osm (self, thing, cancellable, error)
                      : next_of_layers (self, thing, cancellable, error);
}

static int
find_number (SgmForeignSweep *self,
             const char      *column)
{
  if (self->is_osm)
    return OGR_FD_GetFieldIndex (OGR_L_GetLayerDefn (self->feature_layer), column);
  return sgm_foreign_layer_find_field (sgm_foreign_file_get_layer (self->file, self->layer), column);
}

static int
get_number (SgmForeignSweep *self,
            const char      *column)
{
  gpointer number;

  if (!g_hash_table_lookup_extended (self->numbers, column, NULL, &number))
    {
      number = GINT_TO_POINTER (find_number (self, column) + 1);
      g_hash_table_insert (self->numbers, (gpointer) column, number);
    }
  return GPOINTER_TO_INT (number) - 1;
}

static const char *
get_osm_value (SgmForeignSweep *self,
               const char      *column,
               int              number)
{
  if (!OGR_F_IsFieldSetAndNotNull (self->feature, number))
    return NULL;
  if (!g_hash_table_contains (self->values, column))
    g_hash_table_insert (self->values, (gpointer) column,
                         g_utf8_make_valid (OGR_F_GetFieldAsString (self->feature, number), -1));
  return g_hash_table_lookup (self->values, column);
}

/**
 * sgm_foreign_sweep_get_value:
 * @self: a sweep that stands at a thing
 * @column: one of the columns that the sweep was made with
 *
 * Returns: (nullable): what the column says of the thing, valid UTF-8
 */
const char *
sgm_foreign_sweep_get_value (SgmForeignSweep *self,
                             const char      *column)
{
  int number = get_number (self, column);

  if (number < 0)
    return NULL;
  if (self->is_osm)
    return self->feature != NULL ? get_osm_value (self, column, number) : NULL;
  return self->row != NULL ? self->row->values[number] : NULL;
}

/**
 * sgm_foreign_sweep_get_fraction:
 *
 * Returns: how much of the file was read, 0 to 1
 */
double
sgm_foreign_sweep_get_fraction (SgmForeignSweep *self)
{
  return CLAMP (self->fraction, 0, 1);
}

/**
 * sgm_foreign_sweep_get_n_faults:
 *
 * Returns: how many things could not be read, or lie nowhere on Earth
 */
guint
sgm_foreign_sweep_get_n_faults (SgmForeignSweep *self)
{
  return self->n_faults;
}

const char *
sgm_foreign_sweep_get_name (SgmForeignSweep *self)
{
  return sgm_foreign_file_get_name (self->file);
}

/**
 * sgm_foreign_sweep_is_osm:
 *
 * Returns: whether the file is one of OpenStreetMap
 */
gboolean
sgm_foreign_sweep_is_osm (SgmForeignSweep *self)
{
  return self->is_osm;
}
