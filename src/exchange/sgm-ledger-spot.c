/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-spot.h"

#include <math.h>

#include <glib/gi18n-lib.h>
#include <ogr_api.h>

#include "exchange/sgm-gdal.h"
#include "exchange/sgm-import-crs.h"
#include "geo/sgm-geometry.h"

/* Coordinates beyond are metres, of the zone around 114° E without or with its
 * number in front. */
#define MAX_DEGREES 360
#define MAX_EASTING 1e6
#define METRES "EPSG:4547"
#define METRES_WITH_ZONE "EPSG:4526"

/* From so many places on it can be told whether all are shifted. */
#define MIN_PLACES 5

struct _SgmLedgerSpots
{
  SgmLedgerWork *work;
  guint x_field;
  guint area_field;
  int address_field;
  GHashTable *addresses; /* key of a text → record of an address; borrowed */
  SgmImportCrs *crs;
  char *crs_name;

  /* How many places lie where they are said to, as they are and if they were of
   * each datum. */
  guint n_places;
  guint n_fit[SGM_DATUM_BD09 + 1];
};

/**
 * sgm_ledger_spots_new:
 * @x_field: the field of the first coordinate; that of the second follows it
 * @area_field: the field of areas' codes
 * @address_field: the field of addresses, or -1
 * @addresses: (nullable): addresses that are known
 *
 * Returns: (transfer full): what finds places for rows of @work
 */
SgmLedgerSpots *
sgm_ledger_spots_new (SgmLedgerWork *work,
                      guint          x_field,
                      guint          area_field,
                      int            address_field,
                      GHashTable    *addresses)
{
  SgmLedgerSpots *spots = g_new0 (SgmLedgerSpots, 1);

  spots->work = work;
  spots->x_field = x_field;
  spots->area_field = area_field;
  spots->address_field = address_field;
  spots->addresses = addresses;
  return spots;
}

void
sgm_ledger_spots_free (SgmLedgerSpots *spots)
{
  g_clear_pointer (&spots->crs, sgm_import_crs_free);
  g_free (spots->crs_name);
  g_free (spots);
}

/* Coordinates ------------------------------------------------------------------ */

static const char *
guess_crs (SgmLedgerSpots *spots,
           double          x)
{
  if (spots->work->layer->crs != NULL)
    return spots->work->layer->crs;
  if (fabs (x) <= MAX_DEGREES)
    return "EPSG:4490";
  return fabs (x) < MAX_EASTING ? METRES : METRES_WITH_ZONE;
}

static gboolean
fail (SgmLedgerSpots *spots,
      SgmLedgerFault  fault,
      char           *sentence)
{
  sgm_ledger_work_leave_out (spots->work, fault, spots->x_field, sentence);
  return FALSE;
}

static gboolean
convert (SgmLedgerSpots *spots,
         double         *v)
{
  const char *name = guess_crs (spots, v[0]);
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (name, spots->crs_name) != 0)
    {
      g_clear_pointer (&spots->crs, sgm_import_crs_free);
      g_free (spots->crs_name);
      spots->crs_name = g_strdup (name);
      spots->crs = sgm_import_crs_new (name, FALSE, spots->work->columns->datum, &error);
    }
  if (spots->crs == NULL)
    return fail (spots, SGM_LEDGER_UNREADABLE,
                 g_strdup (error != NULL ? error->message : _("The coordinate system is not known.")));
  return sgm_import_crs_convert (spots->crs, v, 1)
         || fail (spots, SGM_LEDGER_OUTSIDE, g_strdup (_("The place is not on the earth.")));
}

/* What a row says: two cells, or a point. */
static gboolean
read_coordinates (SgmLedgerSpots *spots,
                  gboolean       *has,
                  double         *v)
{
  SgmLedgerWork *work = spots->work;
  const char *x = work->cells[spots->x_field];
  const char *y = work->cells[spots->x_field + 1];

  *has = x != NULL || y != NULL;
  if (*has)
    return (x != NULL && y != NULL && sgm_ledger_parse_number (x, &v[0], NULL) && sgm_ledger_parse_number (y, &v[1], NULL))
           || fail (spots, SGM_LEDGER_UNREADABLE, g_strdup (_("The coordinates are no numbers.")));
  if (work->row->geometry == NULL)
    return TRUE;
  *has = TRUE;
  return sgm_ledger_get_point (work->row->geometry, &v[0], &v[1])
         || fail (spots, SGM_LEDGER_UNREADABLE, g_strdup (_("The row’s place is no point.")));
}

/* Whether a place lies where its row says, which is at least in the district. */
static gboolean
fits (SgmLedgerWork *work,
      const SgmArea *said,
      double         x,
      double         y)
{
  SgmLevel level = said != NULL ? said->level : SGM_LEVEL_DISTRICT;
  const SgmArea *there = sgm_area_set_find_at (work->set, level, x, y);

  return there != NULL && (said == NULL || there == said);
}

/* As if the coordinates were of another datum than they are said to be. */
static void
count_fits (SgmLedgerSpots *spots,
            const SgmArea  *said,
            const double   *v)
{
  spots->n_places++;
  for (SgmDatum datum = SGM_DATUM_CGCS2000; datum <= SGM_DATUM_BD09; datum++)
    {
      double x = v[0], y = v[1];

      sgm_datum_convert (datum, SGM_DATUM_CGCS2000, &x, &y);
      spots->n_fit[datum] += fits (spots->work, said, x, y);
    }
}

static const SgmArea *
find_smallest (SgmLedgerWork *work,
               double         x,
               double         y)
{
  const SgmArea *area = NULL;

  for (int level = SGM_LEVEL_UNIT; area == NULL && level >= SGM_LEVEL_DISTRICT; level--)
    area = sgm_area_set_find_at (work->set, level, x, y);
  return area;
}

static gboolean
take_coordinates (SgmLedgerSpots *spots,
                  const SgmArea  *said,
                  const double   *v,
                  SgmLedgerSpot  *spot)
{
  SgmLedgerFinding *finding;

  *spot = (SgmLedgerSpot) { v[0], v[1], find_smallest (spots->work, v[0], v[1]), FALSE };
  count_fits (spots, said, v);
  if (spot->area == NULL)
    {
      finding = sgm_ledger_work_leave_out (spots->work, SGM_LEDGER_OUTSIDE, spots->x_field,
                                           g_strdup_printf (_("%.5f, %.5f lies outside of the district."), v[0], v[1]));
      finding->x = v[0];
      finding->y = v[1];
      return FALSE;
    }
  if (said != NULL && !fits (spots->work, said, v[0], v[1]))
    {
      finding = sgm_ledger_work_find (spots->work, SGM_LEDGER_OUTSIDE, SGM_IMPORT_WARNS, spots->work->row->number,
                                      g_strdup_printf (_("%.5f, %.5f lies outside of %s %s, which the row names."), v[0],
                                                       v[1], said->code, said->name));
      finding->field = (int) spots->x_field;
      finding->x = v[0];
      finding->y = v[1];
      g_array_append_val (finding->areas, said->id);
    }
  return TRUE;
}

/* Without coordinates ------------------------------------------------------------ */

static gboolean
take_address (SgmLedgerSpots *spots,
              SgmLedgerSpot  *spot)
{
  const char *text = spots->address_field >= 0 ? spots->work->cells[spots->address_field] : NULL;
  g_autofree char *key = text != NULL ? sgm_ledger_dup_key (text) : NULL;
  SgmRecord *address = key != NULL && spots->addresses != NULL ? g_hash_table_lookup (spots->addresses, key) : NULL;
  GBytes *wkb = address != NULL ? sgm_record_get_bytes (address, SGM_ADDRESS_GEOMETRY) : NULL;
  double x, y;

  if (wkb == NULL || !sgm_ledger_get_point (wkb, &x, &y))
    return FALSE;
  *spot = (SgmLedgerSpot) { x, y, find_smallest (spots->work, x, y), FALSE };
  return TRUE;
}

static void
take_middle (SgmLedgerSpots *spots,
             const SgmArea  *said,
             SgmLedgerSpot  *spot)
{
  const double *middle = sgm_geometry_get_label_point (said->geometry);
  SgmLedgerFinding *finding;

  *spot = (SgmLedgerSpot) { middle[0], middle[1], said, TRUE };
  if (spots->work->left_out)
    return;
  finding = sgm_ledger_work_find (spots->work, SGM_LEDGER_MIDDLE, SGM_IMPORT_NOTE, spots->work->row->number,
                                  g_strdup_printf (_("It has no coordinates, and is put into the middle of %s %s."),
                                                   said->code, said->name));
  g_array_append_val (finding->areas, said->id);
}

/**
 * sgm_ledger_spots_find:
 * @spot: (out caller-allocates): where the row lies
 *
 * Returns: whether that is known; else the row is left out
 */
gboolean
sgm_ledger_spots_find (SgmLedgerSpots *spots,
                       SgmLedgerSpot  *spot)
{
  g_autoptr (GPtrArray) areas = g_ptr_array_new ();
  const SgmArea *said;
  double v[2] = { 0, 0 };
  gboolean has;
  gboolean good = sgm_ledger_work_get_areas (spots->work, spots->area_field, SGM_LEDGER_ANY_LEVEL, areas);

  good &= read_coordinates (spots, &has, v);
  if (!good)
    return FALSE;
  said = areas->len > 0 ? areas->pdata[0] : NULL;
  if (has)
    return convert (spots, v) && take_coordinates (spots, said, v, spot);
  if (take_address (spots, spot))
    return TRUE;
  if (said == NULL)
    return fail (spots, SGM_LEDGER_MISSING,
                 g_strdup (_("The row has neither coordinates nor a known address or area.")));
  take_middle (spots, said, spot);
  return TRUE;
}

/**
 * sgm_ledger_spots_check:
 *
 * Tells where the places look as if they were of another datum than is said.
 */
void
sgm_ledger_spots_check (SgmLedgerSpots *spots)
{
  guint n = spots->n_fit[SGM_DATUM_CGCS2000];
  SgmDatum best = spots->n_fit[SGM_DATUM_GCJ02] >= spots->n_fit[SGM_DATUM_BD09] ? SGM_DATUM_GCJ02 : SGM_DATUM_BD09;
  SgmLedgerFinding *finding;

  if (spots->n_places < MIN_PLACES || spots->n_fit[best] <= n || 10 * (spots->n_fit[best] - n) < spots->n_places)
    return;
  finding = sgm_ledger_work_find (spots->work, SGM_LEDGER_SHIFTED, SGM_IMPORT_WARNS, 0, NULL);
  if (best == SGM_DATUM_GCJ02)
    finding->sentence = g_strdup_printf (_("Only %u of %u places lie where they should; if the coordinates are GCJ-02, as those of Amap and Tencent, %u do."),
                                         n, spots->n_places, spots->n_fit[best]);
  else
    finding->sentence = g_strdup_printf (_("Only %u of %u places lie where they should; if the coordinates are BD-09, as those of Baidu, %u do."),
                                         n, spots->n_places, spots->n_fit[best]);
  finding->proposal = g_strdup (_("Say of which datum the coordinates are."));
}

/**
 * sgm_ledger_get_point:
 * @wkb: a shape in whatever coordinates
 * @x: (out): its first coordinate
 * @y: (out): its second
 *
 * Returns: whether it is a point
 */
gboolean
sgm_ledger_get_point (GBytes *wkb,
                      double *x,
                      double *y)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (wkb, &size);
  OGRGeometryH point = NULL;
  SgmGdalTrap trap;
  gboolean found;

  sgm_gdal_trap_set (&trap);
  found = size <= G_MAXINT && OGR_G_CreateFromWkb (data, NULL, &point, (int) size) == OGRERR_NONE
          && wkbFlatten (OGR_G_GetGeometryType (point)) == wkbPoint && !OGR_G_IsEmpty (point);
  if (found)
    {
      *x = OGR_G_GetX (point, 0);
      *y = OGR_G_GetY (point, 0);
    }
  if (point != NULL)
    OGR_G_DestroyGeometry (point);
  sgm_gdal_trap_end (&trap);
  return found && isfinite (*x) && isfinite (*y);
}

/**
 * sgm_ledger_spot_to_wkb:
 *
 * Returns: (transfer full): the place as a point
 */
GBytes *
sgm_ledger_spot_to_wkb (const SgmLedgerSpot *spot)
{
  g_autoptr (SgmGeometry) point = sgm_geometry_new_point (spot->x, spot->y);

  return sgm_geometry_to_wkb (point);
}
