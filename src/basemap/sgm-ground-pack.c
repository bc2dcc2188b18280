/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-ground-pack.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"

/* Of each feature: kind, shape, level, width, rank, names, and its points as
 * whole numbers of which the world has 2^32: less than a centimetre. */
#define FEATURE_TYPE "(yyiddmsmsau)"
#define GROUND_TYPE "a" FEATURE_TYPE
#define WORLD 4294967296.0
#define GAP G_MAXUINT32

/* What unpacks to more than this is no ground. */
#define MAX_SIZE ((gsize) 1024 * 1024 * 1024)

static guint32
shrink (double value)
{
  return CLAMP (value * WORLD, 0, WORLD - 2);
}

static GVariant *
pack_feature (const SgmGroundFeature *feature)
{
  g_autofree guint32 *points = g_new (guint32, 2 * (gsize) feature->n_points);

  for (guint i = 0; i < feature->n_points; i++)
    {
      gboolean gap = isnan (feature->points[2 * i]);

      points[2 * i] = gap ? GAP : shrink (feature->points[2 * i]);
      points[2 * i + 1] = gap ? GAP : shrink (feature->points[2 * i + 1]);
    }
  return g_variant_new ("(yyiddmsms@au)", (guchar) feature->kind, (guchar) feature->shape, feature->level,
                        feature->width, feature->rank, feature->name, feature->name_en,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, points, 2 * (gsize) feature->n_points,
                                                   sizeof (guint32)));
}

static GBytes *
convert (GBytes      *bytes,
         GConverter  *converter,
         gsize        limit,
         GError     **error)
{
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (plain, converter);
  g_autoptr (GByteArray) result = g_byte_array_new ();
  const gsize step = 1024 * 1024;
  gsize n;

  do
    {
      gsize length = result->len;

      g_byte_array_set_size (result, length + step);
      if (!g_input_stream_read_all (stream, result->data + length, step, &n, NULL, error))
        return NULL;
      g_byte_array_set_size (result, length + n);
      if (result->len > limit)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("it is far too large"));
          return NULL;
        }
    }
  while (n == step);
  return g_byte_array_free_to_bytes (g_steal_pointer (&result));
}

/**
 * sgm_ground_pack:
 * @ground: a sealed ground
 *
 * Returns: (transfer full): the ground in a form that can be kept in a file
 */
GBytes *
sgm_ground_pack (const SgmGround *ground)
{
  g_autoptr (GConverter) zip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 3));
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (GROUND_TYPE));
  for (guint i = 0; i < sgm_ground_get_n_features (ground); i++)
    g_variant_builder_add_value (&builder, pack_feature (sgm_ground_get_feature (ground, i)));
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  bytes = g_variant_get_data_as_bytes (variant);
  return convert (bytes, zip, G_MAXSIZE, NULL);
}

static gboolean
unpack_feature (SgmGround *ground,
                GVariant  *variant)
{
  SgmGroundFeature feature = { 0 };
  g_autoptr (GVariant) numbers = NULL;
  g_autofree double *points = NULL;
  const guint32 *values;
  guchar kind;
  guchar shape;
  gsize n;

  g_variant_get (variant, "(yyiddm&sm&s@au)", &kind, &shape, &feature.level, &feature.width, &feature.rank,
                 &feature.name, &feature.name_en, &numbers);
  values = g_variant_get_fixed_array (numbers, &n, sizeof (guint32));
  if (kind >= SGM_GROUND_N_KINDS || shape > SGM_GROUND_SHAPE_POLYGON || n < 2 || n % 2 != 0
      || values[0] == GAP || !isfinite (feature.width) || !isfinite (feature.rank))
    return FALSE;

  points = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    points[i] = values[i] == GAP ? NAN : values[i] / WORLD;
  feature.kind = kind;
  feature.shape = shape;
  feature.n_points = n / 2;
  feature.points = points;
  sgm_ground_add (ground, &feature);
  return TRUE;
}

/**
 * sgm_ground_unpack:
 * @bytes: what sgm_ground_pack() has given, or anything else
 *
 * Returns: (transfer full): the ground, sealed, or %NULL with
 *   %SGM_ERROR_BAD_TILES
 */
SgmGround *
sgm_ground_unpack (GBytes  *bytes,
                   GError **error)
{
  g_autoptr (GConverter) unzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr (GBytes) data = convert (bytes, unzip, MAX_SIZE, NULL);
  g_autoptr (SgmGround) ground = NULL;
  g_autoptr (GVariant) variant = NULL;
  gboolean good = data != NULL;

  if (good)
    {
      ground = sgm_ground_new ();
      variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (GROUND_TYPE), data, FALSE));
      for (gsize i = 0; good && i < g_variant_n_children (variant); i++)
        {
          g_autoptr (GVariant) child = g_variant_get_child_value (variant, i);

          good = unpack_feature (ground, child);
        }
    }
  if (!good)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_BAD_TILES,
                           _("What the rest of the base map is to be drawn from is damaged."));
      return NULL;
    }
  sgm_ground_seal (ground);
  return g_steal_pointer (&ground);
}
