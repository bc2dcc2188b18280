/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-crs.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <proj.h>

#include "base/sgm-error.h"

#define CGCS2000 "EPSG:4490"

#define RADIANS_OF_DEGREE (G_PI / 180)

struct _SgmImportCrs
{
  PJ_CONTEXT *context;
  PJ *to_degrees; /* NULL where the file has degrees of CGCS2000 or WGS-84 */
  char *name;
  gboolean degrees;
  gboolean old;
  gboolean swapped;
  SgmDatum datum;
};

/* What PROJ and ESRI call the datums that equal CGCS2000 for our purpose, and
 * those that do not: for these only rough parameters are public. */
static const char *const modern[] = {
  "China 2000", "China_2000", "China Geodetic Coordinate System 2000", "World Geodetic System 1984", "WGS 84", "WGS_1984",
};
static const char *const old[] = {
  "Beijing 1954", "Beijing_1954", "Xian 1980", "Xian_1980", "Xi'an 1980",
};

static gboolean
has_word (const char        *text,
          const char *const *words,
          guint              n)
{
  for (guint i = 0; i < n; i++)
    if (text != NULL && strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

void
sgm_import_crs_free (SgmImportCrs *crs)
{
  proj_destroy (crs->to_degrees);
  proj_context_destroy (crs->context);
  g_free (crs->name);
  g_free (crs);
}

/* Heights play no part. */
static PJ *
take_horizontal (PJ_CONTEXT *context,
                 PJ         *crs)
{
  PJ *part;

  if (crs == NULL || proj_get_type (crs) != PJ_TYPE_COMPOUND_CRS)
    return crs;
  part = proj_crs_get_sub_crs (context, crs, 0);
  proj_destroy (crs);
  return part;
}

static char *
dup_datum_name (PJ_CONTEXT *context,
                PJ         *crs)
{
  PJ *geodetic = proj_crs_get_geodetic_crs (context, crs);
  PJ *datum = geodetic != NULL ? proj_crs_get_datum_forced (context, geodetic) : NULL;
  char *name = datum != NULL ? g_strdup (proj_get_name (datum)) : NULL;

  proj_destroy (datum);
  proj_destroy (geodetic);
  return name;
}

static gboolean
is_geographic (PJ *crs)
{
  PJ_TYPE type = proj_get_type (crs);

  return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

static gboolean
has_degrees (PJ_CONTEXT *context,
             PJ         *crs)
{
  PJ *system = proj_crs_get_coordinate_system (context, crs);
  double factor = 0;

  if (system != NULL)
    proj_cs_get_axis_info (context, system, 0, NULL, NULL, NULL, &factor, NULL, NULL, NULL);
  proj_destroy (system);
  return fabs (factor - RADIANS_OF_DEGREE) < 1e-12;
}

static PJ *
make_projection (PJ_CONTEXT *context,
                 PJ         *from)
{
  PJ *to = proj_create (context, CGCS2000);
  PJ *plain = to != NULL ? proj_create_crs_to_crs_from_pj (context, from, to, NULL, NULL) : NULL;
  PJ *normal = plain != NULL ? proj_normalize_for_visualization (context, plain) : NULL;

  proj_destroy (plain);
  proj_destroy (to);
  return normal;
}

/* Only numbers of the EPSG's list and well-known text: PROJ's own language may
 * name files. */
static char *
dup_definition (const char *crs)
{
  const char *number = g_ascii_strncasecmp (crs, "EPSG:", 5) == 0 ? crs + 5 : crs;

  if (*number != '\0' && strlen (number) < 10 && strspn (number, "0123456789") == strlen (number))
    return g_strconcat ("EPSG:", number, NULL);
  return strchr (crs, '[') != NULL && *crs != '+' ? g_strdup (crs) : NULL;
}

static gboolean
load (SgmImportCrs *self,
      const char   *definition)
{
  PJ *crs = take_horizontal (self->context, proj_create (self->context, definition));
  g_autofree char *datum = NULL;
  gboolean same;

  if (crs == NULL || !proj_is_crs (crs))
    {
      proj_destroy (crs);
      return FALSE;
    }
  datum = dup_datum_name (self->context, crs);
  self->name = g_strdup (proj_get_name (crs));
  self->degrees = is_geographic (crs);
  self->old = has_word (datum, old, G_N_ELEMENTS (old));
  same = self->degrees && has_word (datum, modern, G_N_ELEMENTS (modern)) && has_degrees (self->context, crs);
  if (!same)
    self->to_degrees = make_projection (self->context, crs);
  proj_destroy (crs);
  return same || self->to_degrees != NULL;
}

/**
 * sgm_import_crs_new:
 * @crs: a coordinate system, as well-known text, as `EPSG:4547` or `4547`
 * @swapped: whether the latitude or the northing comes first
 * @datum: what longitudes and latitudes are measured against; for projected
 *   coordinates, those that come out
 *
 * Returns: (transfer full): the way from there to CGCS2000, or %NULL with
 *   %SGM_ERROR_INVALID
 */
SgmImportCrs *
sgm_import_crs_new (const char  *crs,
                    gboolean     swapped,
                    SgmDatum     datum,
                    GError     **error)
{
  g_autoptr (SgmImportCrs) self = g_new0 (SgmImportCrs, 1);
  g_autofree char *definition = dup_definition (crs);

  self->context = proj_context_create ();
  proj_log_level (self->context, PJ_LOG_NONE);
  proj_context_set_enable_network (self->context, FALSE);
  self->swapped = swapped;
  self->datum = datum;
  if (definition == NULL || !load (self, definition))
    {
      g_autofree char *head = g_utf8_substring (crs, 0, MIN (g_utf8_strlen (crs, -1), 60));

      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("“%s” is no coordinate system that is known here."), head);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * sgm_import_crs_get_name:
 *
 * Returns: what people call it, as the EPSG’s list has it
 */
const char *
sgm_import_crs_get_name (SgmImportCrs *crs)
{
  return crs->name;
}

/**
 * sgm_import_crs_is_degrees:
 *
 * Returns: whether its coordinates are longitudes and latitudes
 */
gboolean
sgm_import_crs_is_degrees (SgmImportCrs *crs)
{
  return crs->degrees;
}

/**
 * sgm_import_crs_is_old:
 *
 * Returns: whether it is one of Beijing 1954 or Xi'an 1980, from which only a
 *   rough way to CGCS2000 is public: places come out some ten metres off
 */
gboolean
sgm_import_crs_is_old (SgmImportCrs *crs)
{
  return crs->old;
}

/* A tenth of a millimetre, in parts of a degree. */
#define LATTICE 1e9

/**
 * sgm_import_crs_round:
 * @degrees: a longitude or a latitude that was computed
 *
 * What computing leaves behind the tenth of a millimetre would keep a border
 * from being the same, point for point, as that of areas which were not
 * computed, or were in another way.
 *
 * Returns: the same without it
 */
double
sgm_import_crs_round (double degrees)
{
  return rint (degrees * LATTICE) / LATTICE;
}

/**
 * sgm_import_crs_convert:
 * @crs: a coordinate system
 * @v: (inout) (array): x, y, x, y … in the file's coordinates; longitude,
 *   latitude in CGCS2000 afterwards
 * @n: how many points
 *
 * Returns: whether all of them are places on Earth
 */
gboolean
sgm_import_crs_convert (SgmImportCrs *crs,
                        double       *v,
                        guint         n)
{
  const gsize stride = 2 * sizeof *v;
  gboolean computes = crs->to_degrees != NULL || crs->datum != SGM_DATUM_CGCS2000;

  for (guint i = 0; crs->swapped && i < n; i++)
    {
      double x = v[2 * i];

      v[2 * i] = v[2 * i + 1];
      v[2 * i + 1] = x;
    }
  if (crs->to_degrees != NULL)
    proj_trans_generic (crs->to_degrees, PJ_FWD, v, stride, n, v + 1, stride, n, NULL, 0, 0, NULL, 0, 0);
  for (guint i = 0; i < n; i++)
    {
      /* Written so that NaN fails, too. */
      if (!(fabs (v[2 * i]) <= 180 && fabs (v[2 * i + 1]) <= 90))
        return FALSE;
      sgm_datum_convert (crs->datum, SGM_DATUM_CGCS2000, &v[2 * i], &v[2 * i + 1]);
    }
  for (guint i = 0; computes && i < 2 * n; i++)
    v[i] = sgm_import_crs_round (v[i]);
  return TRUE;
}

/* Well-known binary as sgm-foreign-shape.c writes it. */

static guint32
take_uint (guint8 **at)
{
  guint32 value;

  memcpy (&value, *at, sizeof value);
  *at += sizeof value;
  return GUINT32_FROM_LE (value);
}

enum
{
  WKB_POINT = 1,
  WKB_MULTIPOLYGON = 6,
};

static gboolean
is_area (GBytes *wkb)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (wkb, &size);

  return size >= 9 && data[1] == WKB_MULTIPOLYGON;
}

static void
swap_bytes (double *v,
            guint   n)
{
#if G_BYTE_ORDER != G_LITTLE_ENDIAN
  for (guint i = 0; i < n; i++)
    {
      guint64 raw;

      memcpy (&raw, v + i, sizeof raw);
      raw = GUINT64_SWAP_LE_BE (raw);
      memcpy (v + i, &raw, sizeof raw);
    }
#endif
}

/* Hands each ring to a function, with the vertices in a buffer from which they
 * are written back. */
typedef gboolean (*RingFunc) (double   *v,
                              guint     n,
                              gpointer  data);

static gboolean
visit_ring (guint8   **at,
            GArray    *buffer,
            RingFunc   func,
            gpointer   data)
{
  guint n = take_uint (at);
  gsize size = 2 * sizeof (double) * n;
  double *v;
  gboolean more;

  g_array_set_size (buffer, 2 * n);
  v = (double *) buffer->data;
  memcpy (v, *at, size);
  swap_bytes (v, 2 * n);
  more = func (v, n, data);
  swap_bytes (v, 2 * n);
  memcpy (*at, v, size);
  *at += size;
  return more;
}

static gboolean
visit_rings (guint8   *at,
             RingFunc  func,
             gpointer  data)
{
  g_autoptr (GArray) buffer = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_polygons;

  at += 5;
  n_polygons = take_uint (&at);
  for (guint polygon = 0; polygon < n_polygons; polygon++)
    {
      guint n_rings;

      at += 5;
      n_rings = take_uint (&at);
      for (guint ring = 0; ring < n_rings; ring++)
        if (!visit_ring (&at, buffer, func, data))
          return FALSE;
    }
  return TRUE;
}

static gboolean
convert_ring (double   *v,
              guint     n,
              gpointer  data)
{
  return sgm_import_crs_convert (data, v, n);
}

/**
 * sgm_import_crs_convert_wkb:
 * @crs: a coordinate system
 * @wkb: a shape as [struct@ForeignRow] has it, in the file's coordinates
 *
 * Returns: (transfer full) (nullable): the same in CGCS2000; %NULL where some
 *   of it lies nowhere on Earth, or where it is no MULTIPOLYGON
 */
GBytes *
sgm_import_crs_convert_wkb (SgmImportCrs *crs,
                            GBytes       *wkb)
{
  g_autofree guint8 *copy = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (wkb, &size);

  if (!is_area (wkb))
    return NULL;
  copy = g_memdup2 (data, size);
  if (!visit_rings (copy, convert_ring, crs))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&copy), size);
}

typedef struct
{
  SgmImportRingFunc func;
  gpointer data;
} Visit;

static gboolean
show_ring (double   *v,
           guint     n,
           gpointer  data)
{
  Visit *visit = data;

  visit->func (v, n, visit->data);
  return TRUE;
}

/**
 * sgm_import_crs_each_ring:
 * @wkb: a shape as [struct@ForeignRow] has it
 * @func: called for each ring
 *
 * Returns: whether it is a MULTIPOLYGON
 */
gboolean
sgm_import_crs_each_ring (GBytes            *wkb,
                          SgmImportRingFunc  func,
                          gpointer           data)
{
  Visit visit = { func, data };
  g_autofree guint8 *copy = NULL;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (wkb, &size);

  if (!is_area (wkb))
    return FALSE;
  copy = g_memdup2 (bytes, size);
  return visit_rings (copy, show_ring, &visit);
}

static void
add_ring (const double *v,
          guint         n,
          gpointer      data)
{
  SgmBox *box = data;

  for (guint i = 0; i < n; i++)
    {
      box->min_x = MIN (box->min_x, v[2 * i]);
      box->min_y = MIN (box->min_y, v[2 * i + 1]);
      box->max_x = MAX (box->max_x, v[2 * i]);
      box->max_y = MAX (box->max_y, v[2 * i + 1]);
    }
}

/**
 * sgm_import_crs_get_box:
 * @wkb: a shape as [struct@ForeignRow] has it
 * @box: (out): the box around it, in the same coordinates
 *
 * Returns: whether it is a MULTIPOLYGON
 */
gboolean
sgm_import_crs_get_box (GBytes *wkb,
                        SgmBox *box)
{
  *box = SGM_BOX_EMPTY;
  return sgm_import_crs_each_ring (wkb, add_ring, box);
}

/**
 * sgm_import_crs_get_point:
 * @wkb: a shape as [struct@ForeignRow] has it
 * @x: (out): its first coordinate
 * @y: (out): its second coordinate
 *
 * Returns: whether it is a POINT
 */
gboolean
sgm_import_crs_get_point (GBytes *wkb,
                          double *x,
                          double *y)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (wkb, &size);
  double v[2];

  if (size != 5 + sizeof v || data[1] != WKB_POINT)
    return FALSE;
  memcpy (v, data + 5, sizeof v);
  swap_bytes (v, 2);
  *x = v[0];
  *y = v[1];
  return TRUE;
}
