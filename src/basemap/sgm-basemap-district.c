/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-district.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "geo/sgm-mercator.h"
#include "geo/sgm-polyline.h"

static GArray *
project_rings (const SgmGeometry *geometry)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
  static const SgmPoint gap = { NAN, NAN };

  for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
    {
      guint n;
      const double *vertices = sgm_geometry_get_ring (geometry, ring, &n);

      if (ring > 0)
        g_array_append_val (points, gap);
      for (guint i = 0; i < n; i++)
        {
          SgmPoint point = { sgm_mercator_x (vertices[2 * i]), sgm_mercator_y (vertices[2 * i + 1]) };

          g_array_append_val (points, point);
        }
    }
  return points;
}

/**
 * sgm_basemap_district_new_ground:
 * @areas: the areas of a district, at least one
 *
 * Makes the ground of a district of which nothing is known but its areas: the
 * land that it covers. Their borders and names are drawn over the base map.
 *
 * Returns: (transfer full): the ground, sealed
 */
SgmGround *
sgm_basemap_district_new_ground (SgmAreaSet *areas)
{
  SgmGround *ground = sgm_ground_new ();
  g_autoptr (GArray) points = project_rings (sgm_area_set_get (areas, 0)->geometry);
  SgmGroundFeature feature = {
    .kind = SGM_GROUND_DISTRICT, .shape = SGM_GROUND_SHAPE_POLYGON,
    .n_points = points->len, .points = (double *) (void *) points->data,
  };

  sgm_ground_add (ground, &feature);
  sgm_ground_seal (ground);
  return ground;
}

/**
 * sgm_basemap_district_begin:
 * @path: name of the MBTiles file; one that is there is replaced
 * @areas: the areas of the district
 * @town: (nullable): what there is; %NULL where only the areas are known
 * @progress: (nullable) (scope call): told how far it is, in this thread
 * @cancellable: (nullable): to give up
 *
 * Begins the base map of a district that has none of its own. Takes seconds;
 * to be called in a thread of its own.
 *
 * Returns: whether the file was written; when not, nothing of it is left
 */
gboolean
sgm_basemap_district_begin (const char       *path,
                            SgmAreaSet       *areas,
                            const SgmGround  *town,
                            SgmProgress       progress,
                            gpointer          progress_data,
                            GCancellable     *cancellable,
                            GError          **error)
{
  SgmBasemapOptions options = { .attribution = NULL };
  g_autoptr (SgmGround) land = NULL;

  if (sgm_area_set_get_n_areas (areas) == 0)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID,
                           _("The district has no areas to draw yet."));
      return FALSE;
    }
  options.bounds = *sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);
  if (town != NULL)
    options.attribution = N_("Sample base map: made up, not surveyed");
  else
    land = sgm_basemap_district_new_ground (areas);
  return sgm_basemap_begin (path, town != NULL ? town : land, &options, progress, progress_data,
                            cancellable, error);
}
