/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-tile-preset.h"

#include "base/sgm-installation.h"

/* From the administrator's name of a setting to that of a layer's part. */
static const struct
{
  const char *setting;
  const char *part;
} parts[] = {
  { "tile-servers", "servers" },
  { "tile-datum", "datum" },
};

static void
add_server (GVariantBuilder *layers,
            const char      *server)
{
  GVariantBuilder layer;
  gboolean is_preset = g_str_has_prefix (server, "tianditu-");

  g_variant_builder_init (&layer, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&layer, "{sv}", "kind", g_variant_new_string (is_preset ? server : "xyz"));
  if (!is_preset)
    g_variant_builder_add (&layer, "{sv}", "location", g_variant_new_string (server));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *value = sgm_installation_dup_setting (parts[i].setting);

      if (value != NULL)
        g_variant_builder_add (&layer, "{sv}", parts[i].part, g_variant_new_string (value));
    }
  g_variant_builder_add (layers, "a{sv}", &layer);
}

/**
 * sgm_tile_preset_dup_specs:
 *
 * What the administrator wants the base map to be made of: the setting
 * `tile-server` is a server's address, as in a layer of the kind `xyz`, or one
 * of the kinds `tianditu-map` and `tianditu-imagery`. Under it lies the
 * district's own map, for when the server cannot be reached.
 *
 * Returns: (transfer full) (nullable) (element-type SgmTileSpec): the layers,
 *   the lowest first, or %NULL where nothing is set
 */
GPtrArray *
sgm_tile_preset_dup_specs (void)
{
  g_autofree char *server = sgm_installation_dup_setting ("tile-server");
  g_autoptr (GVariant) variant = NULL;
  GVariantBuilder layers;

  if (server == NULL)
    return NULL;
  g_variant_builder_init (&layers, G_VARIANT_TYPE (SGM_TILE_SPECS_TYPE));
  g_variant_builder_add_parsed (&layers, "{'kind': <'district'>}");
  add_server (&layers, server);
  variant = g_variant_ref_sink (g_variant_builder_end (&layers));
  return sgm_tile_specs_from_variant (variant);
}
