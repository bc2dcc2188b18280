/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-source.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap-drawing.h"
#include "basemap/sgm-ground-cut.h"
#include "exchange/sgm-foreign-sweep.h"
#include "geo/sgm-mercator.h"

/* What the memory of an office computer bears. */
#define MAX_POINTS 20000000

/* The longest name that is set, in letters, and the widest road in metres. */
#define MAX_NAME 60
#define MAX_WIDTH 100.0

/* How often to tell of progress, in things. */
#define PROGRESS_STEP 2000

/* A source being read. */
typedef struct
{
  SgmForeignSweep *sweep;
  SgmBasemapStyle *style;
  SgmGround *ground;
  SgmBox boxes[SGM_BASEMAP_MAX_ZOOM + 2]; /* what is drawn at each zoom, degrees */
  SgmBox drawn; /* all that is drawn, in Web Mercator */
  GArray *points;
  gsize n_points;
  SgmBasemapSource *source;
} Reading;

static SgmBox
get_surroundings (const SgmBox *bounds,
                  guint         zoom)
{
  double margin = sgm_basemap_get_margin (CLAMP (zoom, SGM_BASEMAP_MIN_ZOOM, SGM_BASEMAP_MAX_ZOOM));
  double x = (bounds->max_x - bounds->min_x) * margin;
  double y = (bounds->max_y - bounds->min_y) * margin;
  /* Tiles are drawn whole. */
  double tile = 360.0 / (1u << CLAMP (zoom, SGM_BASEMAP_MIN_ZOOM, SGM_BASEMAP_MAX_ZOOM));

  return (SgmBox) {
    MAX (bounds->min_x - x - tile, -180), MAX (bounds->min_y - y - tile, -SGM_MERCATOR_MAX_LATITUDE),
    MIN (bounds->max_x + x + tile, 180), MIN (bounds->max_y + y + tile, SGM_MERCATOR_MAX_LATITUDE),
  };
}

static SgmBox
project_box (const SgmBox *box)
{
  return (SgmBox) {
    sgm_mercator_x (box->min_x), sgm_mercator_y (box->max_y), sgm_mercator_x (box->max_x), sgm_mercator_y (box->min_y),
  };
}

static const char *
look_up (const char *column,
         gpointer    data)
{
  return sgm_foreign_sweep_get_value (data, column);
}

static const char *
find (Reading          *reading,
      SgmBasemapColumn  column)
{
  return sgm_basemap_style_find (reading->style, column, look_up, reading->sweep);
}

static gboolean
is_yes (const char *value)
{
  static const char *const no[] = { "no", "0", "F", "f", "false", "N", "否", NULL };

  return value != NULL && !g_strv_contains (no, value);
}

/* Bridges and tunnels, and which of several lies on top. */
static int
find_level (Reading *reading)
{
  const char *text = find (reading, SGM_BASEMAP_COLUMN_LEVEL);
  int level = text != NULL ? CLAMP (g_ascii_strtoll (text, NULL, 10), -5, 5) : 0;

  if (is_yes (find (reading, SGM_BASEMAP_COLUMN_BRIDGE)))
    return MAX (level, 1);
  if (is_yes (find (reading, SGM_BASEMAP_COLUMN_TUNNEL)))
    return MIN (level, -1);
  return 0;
}

static double
find_width (Reading *reading)
{
  const char *text = find (reading, SGM_BASEMAP_COLUMN_WIDTH);
  double width = text != NULL ? g_ascii_strtod (text, NULL) : 0;

  return width > 0 && width <= MAX_WIDTH ? width : 0;
}

/* A name on one line, without what cannot be set. */
static char *
clean_name (const char *name)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  guint n = 0;

  for (; name != NULL && *name != '\0' && n < MAX_NAME; name = g_utf8_next_char (name))
    {
      gunichar letter = g_utf8_get_char (name);

      if (g_unichar_isspace (letter))
        letter = ' ';
      if (!g_unichar_isprint (letter))
        continue;
      g_string_append_unichar (clean, letter);
      n++;
    }
  g_strstrip (clean->str);
  return clean->str[0] != '\0' ? g_string_free (g_steal_pointer (&clean), FALSE) : NULL;
}

static gboolean
is_near (Reading               *reading,
         SgmGroundKind          kind,
         const SgmForeignThing *thing)
{
  guint from = sgm_basemap_style_get_look (reading->style, kind)->from;
  const SgmBox *wanted = &reading->boxes[MIN (from, SGM_BASEMAP_MAX_ZOOM + 1)];
  SgmBox box = SGM_BOX_EMPTY;

  for (guint i = 0; i < thing->n_points; i++)
    if (!isnan (thing->points[2 * i]))
      {
        box.min_x = MIN (box.min_x, thing->points[2 * i]);
        box.max_x = MAX (box.max_x, thing->points[2 * i]);
        box.min_y = MIN (box.min_y, thing->points[2 * i + 1]);
        box.max_y = MAX (box.max_y, thing->points[2 * i + 1]);
      }
  return box.min_x <= wanted->max_x && box.max_x >= wanted->min_x
         && box.min_y <= wanted->max_y && box.max_y >= wanted->min_y;
}

static void
project (Reading               *reading,
         const SgmForeignThing *thing)
{
  g_array_set_size (reading->points, 2 * thing->n_points);
  for (guint i = 0; i < thing->n_points; i++)
    {
      double *point = &g_array_index (reading->points, double, 2 * i);
      gboolean gap = isnan (thing->points[2 * i]);

      point[0] = gap ? NAN : sgm_mercator_x (thing->points[2 * i]);
      point[1] = gap ? NAN : sgm_mercator_y (CLAMP (thing->points[2 * i + 1], -SGM_MERCATOR_MAX_LATITUDE,
                                                    SGM_MERCATOR_MAX_LATITUDE));
    }
}

static gboolean
add (Reading                *reading,
     const SgmForeignThing  *thing,
     GError                **error)
{
  int kind = sgm_basemap_style_choose (reading->style, thing->layer, thing->shape, look_up, reading->sweep);
  SgmGroundFeature feature = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *name_en = NULL;

  if (kind < 0)
    {
      reading->source->n_other++;
      return TRUE;
    }
  if (!is_near (reading, kind, thing))
    return TRUE;
  reading->n_points += thing->n_points;
  if (reading->n_points > MAX_POINTS)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                   _("“%s” has more than %d million points here. Leave kinds out of the style file, or cut the file to the district’s surroundings."),
                   sgm_foreign_sweep_get_name (reading->sweep), MAX_POINTS / 1000000);
      return FALSE;
    }

  project (reading, thing);
  name = clean_name (find (reading, SGM_BASEMAP_COLUMN_NAME));
  name_en = clean_name (find (reading, SGM_BASEMAP_COLUMN_NAME_EN));
  feature.kind = kind;
  feature.shape = thing->shape;
  feature.level = find_level (reading);
  feature.width = find_width (reading);
  feature.name = name != NULL ? name : name_en;
  feature.name_en = name_en;
  feature.n_points = thing->n_points;
  feature.points = (double *) (void *) reading->points->data;
  sgm_ground_add_cut (reading->ground, &feature, &reading->drawn);
  reading->source->n_drawn++;
  return TRUE;
}

static gboolean
read_all (Reading       *reading,
          SgmProgress    progress,
          gpointer       progress_data,
          GCancellable  *cancellable,
          GError       **error)
{
  const SgmForeignThing *thing;

  for (guint n = 1;; n++)
    {
      if (!sgm_foreign_sweep_next (reading->sweep, &thing, cancellable, error))
        return FALSE;
      if (thing == NULL)
        return TRUE;
      if (!add (reading, thing, error))
        return FALSE;
      if (progress != NULL && n % PROGRESS_STEP == 0)
        progress (sgm_foreign_sweep_get_fraction (reading->sweep), _("Reading the map’s source"), progress_data);
    }
}

/* A little lighter than what is around it, as on the sample's map. */
static void
add_district (Reading           *reading,
              const SgmGeometry *district)
{
  SgmGroundFeature feature = { .kind = SGM_GROUND_DISTRICT, .shape = SGM_GROUND_SHAPE_POLYGON };

  g_array_set_size (reading->points, 0);
  for (guint ring = 0; ring < sgm_geometry_get_n_rings (district); ring++)
    {
      static const double gap[2] = { NAN, NAN };
      guint n;
      const double *vertices = sgm_geometry_get_ring (district, ring, &n);

      if (ring > 0)
        g_array_append_vals (reading->points, gap, 2);
      for (guint i = 0; i < n; i++)
        {
          double point[2] = { sgm_mercator_x (vertices[2 * i]), sgm_mercator_y (vertices[2 * i + 1]) };

          g_array_append_vals (reading->points, point, 2);
        }
    }
  feature.n_points = reading->points->len / 2;
  feature.points = (double *) (void *) reading->points->data;
  sgm_ground_add_cut (reading->ground, &feature, &reading->drawn);
}

static gboolean
check (Reading  *reading,
       GError  **error)
{
  const char *name = sgm_foreign_sweep_get_name (reading->sweep);

  if (reading->source->n_drawn > 0)
    return TRUE;
  if (reading->source->n_other > 0)
    g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                 ngettext ("“%s” has %u thing here, but the style does not draw it. Write the style file with “sgm basemap --write-style” and add a rule for it.",
                           "“%s” has %u things here, but the style draws none of them. Write the style file with “sgm basemap --write-style” and add a rule for them.",
                           reading->source->n_other),
                 name, reading->source->n_other);
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                 _("There is nothing in “%s” in the surroundings of the district. Perhaps its coordinates are others than you think."),
                 name);
  return FALSE;
}

/**
 * sgm_basemap_source_read:
 * @path: a file or a folder: whatever [struct@ForeignFile] reads, an
 *   OpenStreetMap extract among them
 * @style: says as what its things are drawn
 * @district: what the map is of; of what lies around it, so much is taken as is
 *   drawn
 * @datum: what the file's longitudes and latitudes are measured against
 * @source: (out caller-allocates): what came of it
 * @progress: (nullable) (scope call): told how far it is, in this thread
 * @cancellable: (nullable): to give up
 *
 * Reads a map's source. To be called in a thread of its own.
 *
 * Returns: (transfer full): the ground, sealed, or %NULL with
 *   %SGM_ERROR_INVALID where the file cannot be read or has nothing to draw,
 *   %SGM_ERROR_NO_SPACE, %SGM_ERROR_IO or %G_IO_ERROR_CANCELLED
 */
SgmGround *
sgm_basemap_source_read (const char        *path,
                         SgmBasemapStyle   *style,
                         const SgmGeometry *district,
                         SgmDatum           datum,
                         SgmBasemapSource  *source,
                         SgmProgress        progress,
                         gpointer           progress_data,
                         GCancellable      *cancellable,
                         GError           **error)
{
  g_autoptr (GPtrArray) columns = sgm_basemap_style_dup_keys (style);
  g_autoptr (SgmForeignSweep) sweep = NULL;
  g_autoptr (SgmGround) ground = sgm_ground_new ();
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (double));
  Reading reading = { NULL, style, ground, .points = points, .source = source };

  *source = (SgmBasemapSource) { 0 };
  for (guint zoom = 0; zoom < G_N_ELEMENTS (reading.boxes); zoom++)
    reading.boxes[zoom] = get_surroundings (sgm_geometry_get_box (district), zoom);
  reading.drawn = project_box (&reading.boxes[SGM_BASEMAP_MIN_ZOOM]);
  sweep = sgm_foreign_sweep_new (path, columns, &reading.boxes[SGM_BASEMAP_MIN_ZOOM], datum, cancellable, error);
  if (sweep == NULL)
    return NULL;
  reading.sweep = sweep;
  source->is_osm = sgm_foreign_sweep_is_osm (sweep);
  if (!read_all (&reading, progress, progress_data, cancellable, error))
    return NULL;
  source->n_faults = sgm_foreign_sweep_get_n_faults (sweep);
  if (!check (&reading, error))
    return NULL;
  add_district (&reading, district);
  sgm_ground_seal (ground);
  return g_steal_pointer (&ground);
}
