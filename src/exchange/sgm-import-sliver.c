/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-sliver.h"

#include "geo/sgm-geos.h"

/* Borders this near are in common, in degrees: a millimetre. */
#define NEAR 1e-8

/* Polygons below this size are crumbs of computing, in m². */
#define CRUMB 0.01

typedef struct
{
  SgmGeometry *geometry;
  GEOSGeometry *shape;
  double common; /* how long its border in common with the sliver is, in degrees */
  gboolean covers; /* the sliver is part of it */
} Neighbour;

static gboolean
read_row (const SgmStagingRow *row,
          gpointer             data)
{
  Neighbour *neighbour = data;

  if (row->wkb != NULL)
    neighbour->geometry = sgm_geometry_new_from_wkb (row->wkb, NULL);
  return TRUE;
}

static double
get_common (GEOSContextHandle_t  geos,
            const GEOSGeometry  *sliver,
            const GEOSGeometry  *shape)
{
  GEOSGeometry *border = GEOSBoundary_r (geos, sliver);
  GEOSGeometry *ring = GEOSBoundary_r (geos, shape);
  GEOSGeometry *wide = ring != NULL ? GEOSBuffer_r (geos, ring, NEAR, 2) : NULL;
  GEOSGeometry *common = border != NULL && wide != NULL ? GEOSIntersection_r (geos, border, wide) : NULL;
  GEOSGeometry *all[] = { border, ring, wide, common };
  double length = 0;

  if (common != NULL)
    GEOSLength_r (geos, common, &length);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i] != NULL)
      GEOSGeom_destroy_r (geos, all[i]);
  return length;
}

static void
neighbour_open (Neighbour           *neighbour,
                SgmStaging          *staging,
                gint64               id,
                const GEOSGeometry  *sliver,
                GEOSContextHandle_t  geos)
{
  GEOSGeometry *middle = GEOSPointOnSurface_r (geos, sliver);

  sgm_staging_get (staging, id, read_row, neighbour, NULL);
  if (neighbour->geometry != NULL)
    neighbour->shape = sgm_geos_make_valid (geos, sgm_geos_from_geometry (geos, neighbour->geometry));
  if (neighbour->shape != NULL)
    {
      neighbour->common = get_common (geos, sliver, neighbour->shape);
      neighbour->covers = middle != NULL && GEOSContains_r (geos, neighbour->shape, middle) == 1;
    }
  if (middle != NULL)
    GEOSGeom_destroy_r (geos, middle);
}

static void
neighbour_close (Neighbour           *neighbour,
                 GEOSContextHandle_t  geos)
{
  g_clear_pointer (&neighbour->geometry, sgm_geometry_unref);
  if (neighbour->shape != NULL)
    GEOSGeom_destroy_r (geos, neighbour->shape);
}

/* Takes the shape. Returns what of it is more than a crumb, NULL where nothing
 * is. */
static GBytes *
write_shape (GEOSContextHandle_t  geos,
             GEOSGeometry        *shape)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new ();
  g_autoptr (SgmGeometry) result = NULL;
  GEOSGeometry *all;

  for (int i = 0; shape != NULL && i < GEOSGetNumGeometries_r (geos, shape); i++)
    {
      const GEOSGeometry *piece = GEOSGetGeometryN_r (geos, shape, i);
      g_autoptr (SgmGeometry) geometry = sgm_geos_to_geometry (geos, piece);

      if (geometry != NULL && sgm_geometry_get_area (geometry) > CRUMB)
        g_ptr_array_add (pieces, GEOSGeom_clone_r (geos, piece));
    }
  if (shape != NULL)
    GEOSGeom_destroy_r (geos, shape);
  all = GEOSGeom_createCollection_r (geos, GEOS_GEOMETRYCOLLECTION, (GEOSGeometry **) pieces->pdata, pieces->len);
  if (pieces->len > 0)
    result = sgm_geos_to_geometry (geos, all);
  GEOSGeom_destroy_r (geos, all);
  return result != NULL ? sgm_geometry_to_wkb (result) : NULL;
}

/* The sliver becomes part of the neighbour. Its corners are put onto those of
 * the neighbour first, as they were computed. */
static GBytes *
unite (GEOSContextHandle_t  geos,
       const GEOSGeometry  *sliver,
       const Neighbour     *neighbour)
{
  GEOSGeometry *snapped = GEOSSnap_r (geos, sliver, neighbour->shape, NEAR);
  GEOSGeometry *united = snapped != NULL ? GEOSUnion_r (geos, neighbour->shape, snapped) : NULL;

  if (snapped != NULL)
    GEOSGeom_destroy_r (geos, snapped);
  return write_shape (geos, united);
}

/**
 * sgm_import_give_sliver:
 * @staging: a staging, in a batch of repairs
 * @finding: a gap or an overlap in it
 * @geos: a context
 * @given: (out): whether somebody got it
 *
 * A gap goes to the neighbour with the longest common border; an overlap stays
 * with the one that has it, and is taken from the others.
 *
 * Returns: %FALSE where the staging cannot be written
 */
gboolean
sgm_import_give_sliver (SgmStaging              *staging,
                        const SgmImportFinding  *finding,
                        GEOSContextHandle_t      geos,
                        gboolean                *given,
                        GError                 **error)
{
  guint n = finding->rows->len;
  g_autofree Neighbour *neighbours = g_new0 (Neighbour, MAX (n, 1));
  GEOSGeometry *sliver = finding->shape != NULL ? sgm_geos_from_geometry (geos, finding->shape) : NULL;
  const Neighbour *best = NULL;
  gboolean good = TRUE;

  *given = FALSE;
  for (guint i = 0; sliver != NULL && i < n; i++)
    {
      neighbour_open (&neighbours[i], staging, g_array_index (finding->rows, SgmImportRef, i).id, sliver, geos);
      if (neighbours[i].shape != NULL && (best == NULL || neighbours[i].common > best->common))
        best = &neighbours[i];
    }
  for (guint i = 0; best != NULL && good && i < n; i++)
    {
      gint64 id = g_array_index (finding->rows, SgmImportRef, i).id;
      g_autoptr (GBytes) wkb = NULL;

      if (&neighbours[i] == best && !best->covers)
        wkb = unite (geos, sliver, best);
      else if (&neighbours[i] != best && neighbours[i].covers)
        wkb = write_shape (geos, GEOSDifference_r (geos, neighbours[i].shape, sliver));
      if (wkb == NULL)
        continue;
      good = sgm_staging_set_geometry (staging, id, wkb, error);
      *given = TRUE;
    }
  for (guint i = 0; i < n; i++)
    neighbour_close (&neighbours[i], geos);
  if (sliver != NULL)
    GEOSGeom_destroy_r (geos, sliver);
  return good;
}
