/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-tile-spec.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "tiles/sgm-xyz-template.h"

#define MAX_LAYERS 16
#define TIANDITU_KEY "tianditu"

static const char *const kind_ids[] = {
  "district", "mbtiles", "xyz", "tianditu-map", "tianditu-imagery",
};

/**
 * sgm_tile_spec_new:
 * @kind: where the layer comes from
 * @location: (nullable): the path or the address
 *
 * Returns: (transfer full): a layer, opaque and in CGCS2000
 */
SgmTileSpec *
sgm_tile_spec_new (SgmTileKind  kind,
                   const char  *location)
{
  SgmTileSpec *self = g_new0 (SgmTileSpec, 1);

  self->kind = kind;
  self->location = g_strdup (location);
  self->opacity = 1;
  return self;
}

void
sgm_tile_spec_free (SgmTileSpec *self)
{
  g_free (self->location);
  g_free (self->servers);
  g_free (self);
}

/**
 * sgm_tile_spec_check:
 * @self: a layer
 *
 * Checks what can be checked without looking at a file or asking a server.
 *
 * Returns: %TRUE, or %FALSE with %SGM_ERROR_INVALID
 */
gboolean
sgm_tile_spec_check (const SgmTileSpec  *self,
                     GError            **error)
{
  g_autoptr (SgmXyzTemplate) template = NULL;

  switch (self->kind)
    {
    case SGM_TILE_KIND_XYZ:
      template = sgm_xyz_template_new (self->location != NULL ? self->location : "",
                                       self->servers, error);
      return template != NULL;
    case SGM_TILE_KIND_MBTILES:
      if (self->location != NULL && g_path_is_absolute (self->location))
        return TRUE;
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID, _("This is not the path of a file."));
      return FALSE;
    case SGM_TILE_KIND_DISTRICT:
    case SGM_TILE_KIND_TIANDITU_MAP:
    case SGM_TILE_KIND_TIANDITU_IMAGERY:
    default:
      return TRUE;
    }
}

/**
 * sgm_tile_spec_dup_name:
 *
 * Returns: (transfer full): what people call the layer
 */
char *
sgm_tile_spec_dup_name (const SgmTileSpec *self)
{
  g_autoptr (SgmXyzTemplate) template = NULL;

  switch (self->kind)
    {
    case SGM_TILE_KIND_DISTRICT:
      return g_strdup (_("The district’s own map"));
    case SGM_TILE_KIND_MBTILES:
      return g_filename_display_basename (self->location != NULL ? self->location : "");
    case SGM_TILE_KIND_TIANDITU_MAP:
      return g_strdup (_("Tianditu street map"));
    case SGM_TILE_KIND_TIANDITU_IMAGERY:
      return g_strdup (_("Tianditu imagery"));
    case SGM_TILE_KIND_XYZ:
    default:
      template = sgm_xyz_template_new (self->location != NULL ? self->location : "",
                                       self->servers, NULL);
      return g_strdup (template != NULL ? sgm_xyz_template_get_host (template) : self->location);
    }
}

/**
 * sgm_tile_spec_dup_key_name:
 *
 * Returns: (transfer full) (nullable): under which name the layer's key is
 *   kept, %NULL where it needs none
 */
char *
sgm_tile_spec_dup_key_name (const SgmTileSpec *self)
{
  g_autoptr (SgmXyzTemplate) template = NULL;

  if (self->kind == SGM_TILE_KIND_TIANDITU_MAP || self->kind == SGM_TILE_KIND_TIANDITU_IMAGERY)
    return g_strdup (TIANDITU_KEY);
  if (self->kind != SGM_TILE_KIND_XYZ || self->location == NULL)
    return NULL;
  template = sgm_xyz_template_new (self->location, self->servers, NULL);
  if (template == NULL || !sgm_xyz_template_needs_key (template))
    return NULL;
  return g_strdup (sgm_xyz_template_get_host (template));
}

/* Settings ----------------------------------------------------------------- */

/**
 * sgm_tile_specs_to_variant:
 * @specs: (element-type SgmTileSpec): layers, the lowest first
 *
 * Returns: (transfer floating): them, of type %SGM_TILE_SPECS_TYPE; no keys
 *   are in it
 */
GVariant *
sgm_tile_specs_to_variant (GPtrArray *specs)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (SGM_TILE_SPECS_TYPE));
  for (guint i = 0; i < specs->len; i++)
    {
      SgmTileSpec *spec = g_ptr_array_index (specs, i);
      GVariantDict dict;

      g_variant_dict_init (&dict, NULL);
      g_variant_dict_insert (&dict, "kind", "s", kind_ids[spec->kind]);
      if (spec->location != NULL)
        g_variant_dict_insert (&dict, "location", "s", spec->location);
      if (spec->servers != NULL)
        g_variant_dict_insert (&dict, "servers", "s", spec->servers);
      g_variant_dict_insert (&dict, "opacity", "d", spec->opacity);
      g_variant_dict_insert (&dict, "datum", "s", sgm_datum_get_id (spec->datum));
      g_variant_builder_add_value (&builder, g_variant_dict_end (&dict));
    }
  return g_variant_builder_end (&builder);
}

static gboolean
read_kind (GVariantDict *dict,
           SgmTileKind  *kind)
{
  const char *id = NULL;

  g_variant_dict_lookup (dict, "kind", "&s", &id);
  for (guint i = 0; i < G_N_ELEMENTS (kind_ids); i++)
    if (g_strcmp0 (id, kind_ids[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static SgmTileSpec *
read_spec (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (variant);
  SgmTileKind kind;
  SgmTileSpec *spec;
  const char *datum = NULL;

  if (!read_kind (&dict, &kind))
    return NULL;
  spec = sgm_tile_spec_new (kind, NULL);
  g_variant_dict_lookup (&dict, "location", "s", &spec->location);
  g_variant_dict_lookup (&dict, "servers", "s", &spec->servers);
  g_variant_dict_lookup (&dict, "opacity", "d", &spec->opacity);
  g_variant_dict_lookup (&dict, "datum", "&s", &datum);
  sgm_datum_from_id (datum, &spec->datum);
  /* Not a number is no opacity, either. */
  if (!(spec->opacity >= 0 && spec->opacity <= 1))
    spec->opacity = 1;
  return spec;
}

/**
 * sgm_tile_specs_from_variant:
 * @variant: layers of type %SGM_TILE_SPECS_TYPE
 *
 * Reads layers. Those of a kind that is not known are left out, and more than
 * a map can sensibly have.
 *
 * Returns: (transfer full) (element-type SgmTileSpec): the layers, the lowest
 *   first
 */
GPtrArray *
sgm_tile_specs_from_variant (GVariant *variant)
{
  GPtrArray *specs = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_tile_spec_free);
  GVariantIter iter;
  GVariant *child;

  g_return_val_if_fail (g_variant_is_of_type (variant, G_VARIANT_TYPE (SGM_TILE_SPECS_TYPE)), specs);

  g_variant_iter_init (&iter, variant);
  while (specs->len < MAX_LAYERS && (child = g_variant_iter_next_value (&iter)) != NULL)
    {
      SgmTileSpec *spec = read_spec (child);

      if (spec != NULL)
        g_ptr_array_add (specs, spec);
      g_variant_unref (child);
    }
  return specs;
}
