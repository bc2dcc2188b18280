/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-tile-stack.h"

#include <glib/gi18n-lib.h>

#include "tiles/sgm-mbtiles-provider.h"
#include "tiles/sgm-xyz-provider.h"

/* Tianditu's tiles by its WMTS interface, in Web Mercator ("w") and CGCS2000,
 * zooms 1 to 18, from the servers t0 to t7. */
#define TIANDITU_ADDRESS \
  "https://t{s}.tianditu.gov.cn/%s_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0" \
  "&LAYER=%s&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles" \
  "&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"
#define TIANDITU_SERVERS "0,1,2,3,4,5,6,7"
#define TIANDITU_MIN_ZOOM 1
#define TIANDITU_MAX_ZOOM 18
/* The map's own zooms; a server says nothing about those that it has. */
#define XYZ_MAX_ZOOM 18

typedef struct
{
  SgmTileLayer layer;
  char *id;       /* tells whether a provider serves another stack, too */
  char *key_name; /* NULL where it needs no key */
} Entry;

struct _SgmTileStack
{
  GObject parent_instance;
  GPtrArray *entries; /* of Entry */
  GPtrArray *faults;  /* sentences about layers that cannot be used at all */
  char *notice;
  char *attribution;
};

enum
{
  PROP_0,
  PROP_NOTICE,
  PROP_ATTRIBUTION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (SgmTileStack, sgm_tile_stack, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->layer.provider);
  g_free (entry->id);
  g_free (entry->key_name);
  g_free (entry);
}

static void
set_text (SgmTileStack *self,
          char        **place,
          char         *text,
          guint         property)
{
  if (g_strcmp0 (*place, text) == 0)
    {
      g_free (text);
      return;
    }
  g_free (*place);
  *place = text;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
add_line (GPtrArray  *lines,
          const char *line)
{
  if (line != NULL && line[0] != '\0' && !g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
    g_ptr_array_add (lines, (gpointer) line);
}

static char *
join (GPtrArray  *lines,
      const char *separator)
{
  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (separator, (char **) lines->pdata);
}

static void
update (SgmTileStack *self)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new ();
  g_autoptr (GPtrArray) attributions = g_ptr_array_new ();

  for (guint i = 0; i < self->faults->len; i++)
    add_line (notices, g_ptr_array_index (self->faults, i));
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      add_line (notices, sgm_tile_provider_get_notice (entry->layer.provider));
      add_line (attributions, sgm_tile_provider_get_attribution (entry->layer.provider));
    }
  set_text (self, &self->notice, join (notices, "\n"), PROP_NOTICE);
  set_text (self, &self->attribution, join (attributions, " · "), PROP_ATTRIBUTION);
}

static void
on_provider_changed (SgmTileStack *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
add_entry (SgmTileStack    *self,
           SgmTileProvider *provider,
           double           opacity,
           SgmDatum         datum,
           const char      *id,
           const char      *key_name)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->layer.provider = g_object_ref (provider);
  entry->layer.opacity = opacity;
  entry->layer.datum = datum;
  entry->id = g_strdup (id);
  entry->key_name = g_strdup (key_name);
  g_ptr_array_add (self->entries, entry);
  g_signal_connect_object (provider, "changed", G_CALLBACK (on_provider_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/* Making providers --------------------------------------------------------- */

static SgmTileProvider *
find_provider (SgmTileStack *former,
               const char   *id)
{
  if (former == NULL)
    return NULL;
  for (guint i = 0; i < former->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (former->entries, i);

      if (g_strcmp0 (entry->id, id) == 0)
        return g_object_ref (entry->layer.provider);
    }
  return NULL;
}

static void
add_file (SgmTileStack      *self,
          const SgmTileSpec *spec,
          SgmTileStack      *former)
{
  g_autofree char *id = g_strconcat ("file:", spec->location, NULL);
  g_autoptr (SgmTileProvider) provider = find_provider (former, id);

  /* A file that could not be opened may be there now. */
  if (provider == NULL || sgm_tile_provider_get_state (provider) == SGM_TILE_STATE_BROKEN)
    {
      g_clear_object (&provider);
      provider = sgm_mbtiles_provider_new_for_path (spec->location);
    }
  add_entry (self, provider, spec->opacity, spec->datum, id, NULL);
}

typedef struct
{
  const char *address;
  const char *servers;
  const char *name;
  const char *attribution;
  guint min_zoom;
  guint max_zoom;
} Server;

static gboolean
add_server (SgmTileStack       *self,
            const SgmTileSpec  *spec,
            const Server       *server,
            SgmTileCache       *cache,
            SgmTileStack       *former,
            GError            **error)
{
  g_autofree char *id = g_strconcat (server->address, "|", server->servers, NULL);
  g_autofree char *key_name = sgm_tile_spec_dup_key_name (spec);
  g_autoptr (SgmTileProvider) provider = find_provider (former, id);

  if (provider == NULL)
    {
      SgmXyzTemplate *address = sgm_xyz_template_new (server->address, server->servers, error);

      if (address == NULL)
        return FALSE;
      provider = sgm_xyz_provider_new (address, server->name, cache);
      sgm_tile_provider_set_zooms (provider, server->min_zoom, server->max_zoom);
      sgm_tile_provider_set_attribution (provider, server->attribution);
    }
  add_entry (self, provider, spec->opacity, spec->datum, id, key_name);
  return TRUE;
}

static void
add_tianditu (SgmTileStack      *self,
              const SgmTileSpec *spec,
              const char        *map,
              const char        *labels,
              SgmTileCache      *cache,
              SgmTileStack      *former)
{
  const char *layers[] = { map, labels };
  g_autofree char *name = sgm_tile_spec_dup_name (spec);

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *address = g_strdup_printf (TIANDITU_ADDRESS, layers[i], layers[i]);
      Server server = {
        address, TIANDITU_SERVERS, name,
        /* Translators: whom the map is owed to */
        _("© Tianditu, National Platform for Common Geospatial Information Services"),
        TIANDITU_MIN_ZOOM, TIANDITU_MAX_ZOOM,
      };

      add_server (self, spec, &server, cache, former, NULL);
    }
}

static void
add_xyz (SgmTileStack      *self,
         const SgmTileSpec *spec,
         SgmTileCache      *cache,
         SgmTileStack      *former)
{
  g_autofree char *name = sgm_tile_spec_dup_name (spec);
  g_autoptr (GError) error = NULL;
  Server server = { spec->location, spec->servers, name, NULL, 0, XYZ_MAX_ZOOM };

  if (!add_server (self, spec, &server, cache, former, &error))
    g_ptr_array_add (self->faults, g_strdup (error->message));
}

static void
add_spec (SgmTileStack      *self,
          const SgmTileSpec *spec,
          SgmMbtiles        *district,
          SgmTileCache      *cache,
          SgmTileStack      *former)
{
  g_autoptr (GError) error = NULL;

  if (!sgm_tile_spec_check (spec, &error))
    {
      g_ptr_array_add (self->faults, g_strdup (error->message));
      return;
    }
  switch (spec->kind)
    {
    case SGM_TILE_KIND_DISTRICT:
      if (district != NULL)
        {
          g_autoptr (SgmTileProvider) provider = sgm_mbtiles_provider_new (district);

          add_entry (self, provider, spec->opacity, spec->datum, NULL, NULL);
        }
      break;
    case SGM_TILE_KIND_MBTILES:
      add_file (self, spec, former);
      break;
    case SGM_TILE_KIND_XYZ:
      add_xyz (self, spec, cache, former);
      break;
    case SGM_TILE_KIND_TIANDITU_MAP:
      add_tianditu (self, spec, "vec", "cva", cache, former);
      break;
    case SGM_TILE_KIND_TIANDITU_IMAGERY:
      add_tianditu (self, spec, "img", "cia", cache, former);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The object --------------------------------------------------------------- */

static void
sgm_tile_stack_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SgmTileStack *self = SGM_TILE_STACK (object);

  switch (prop_id)
    {
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    case PROP_ATTRIBUTION:
      g_value_set_string (value, self->attribution);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sgm_tile_stack_finalize (GObject *object)
{
  SgmTileStack *self = SGM_TILE_STACK (object);

  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->faults);
  g_free (self->notice);
  g_free (self->attribution);
  G_OBJECT_CLASS (sgm_tile_stack_parent_class)->finalize (object);
}

static void
sgm_tile_stack_class_init (SgmTileStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sgm_tile_stack_get_property;
  object_class->finalize = sgm_tile_stack_finalize;

  /**
   * SgmTileStack:notice:
   *
   * What is wrong, a sentence on each line; %NULL where nothing is.
   */
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  /**
   * SgmTileStack:attribution:
   *
   * Whom the maps are owed to; may contain HTML.
   */
  properties[PROP_ATTRIBUTION] = g_param_spec_string ("attribution", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SgmTileStack::changed:
   *
   * Tiles that could not be had may be had now.
   */
  changed_signal = g_signal_new ("changed", SGM_TYPE_TILE_STACK, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sgm_tile_stack_init (SgmTileStack *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->faults = g_ptr_array_new_with_free_func (g_free);
}

/**
 * sgm_tile_stack_new:
 * @specs: (element-type SgmTileSpec): the layers, the lowest first
 * @district: (nullable): the base map that belongs to the district
 * @cache: (nullable): where tiles from servers are kept
 * @former: (nullable): a stack that this one replaces; what it knows of its
 *   servers is taken over
 *
 * Returns: (transfer full): the layers as they can be drawn
 */
SgmTileStack *
sgm_tile_stack_new (GPtrArray    *specs,
                    SgmMbtiles   *district,
                    SgmTileCache *cache,
                    SgmTileStack *former)
{
  SgmTileStack *self = g_object_new (SGM_TYPE_TILE_STACK, NULL);

  for (guint i = 0; i < specs->len; i++)
    add_spec (self, g_ptr_array_index (specs, i), district, cache, former);
  update (self);
  return self;
}

/**
 * sgm_tile_stack_add:
 * @self: a stack that is not shown yet
 * @provider: where the tiles come from
 * @opacity: 0 to 1
 * @datum: what they are measured against
 *
 * Adds a layer on top.
 */
void
sgm_tile_stack_add (SgmTileStack    *self,
                    SgmTileProvider *provider,
                    double           opacity,
                    SgmDatum         datum)
{
  g_return_if_fail (SGM_IS_TILE_STACK (self));

  add_entry (self, provider, opacity, datum, NULL, NULL);
  update (self);
}

guint
sgm_tile_stack_get_n_layers (SgmTileStack *self)
{
  return self->entries->len;
}

/**
 * sgm_tile_stack_get_layer:
 * @self: a stack
 * @index: from 0, the lowest, to below sgm_tile_stack_get_n_layers()
 *
 * Returns: (transfer none): a layer
 */
const SgmTileLayer *
sgm_tile_stack_get_layer (SgmTileStack *self,
                          guint         index)
{
  g_return_val_if_fail (index < self->entries->len, NULL);
  return &((Entry *) g_ptr_array_index (self->entries, index))->layer;
}

/**
 * sgm_tile_stack_set_key:
 * @self: a stack
 * @key_name: as sgm_tile_spec_dup_key_name() gives
 * @key: (nullable): the user's key
 *
 * Gives a key to the layers that need it.
 */
void
sgm_tile_stack_set_key (SgmTileStack *self,
                        const char   *key_name,
                        const char   *key)
{
  g_return_if_fail (SGM_IS_TILE_STACK (self));

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (g_strcmp0 (entry->key_name, key_name) == 0)
        sgm_xyz_provider_set_key (SGM_XYZ_PROVIDER (entry->layer.provider), key);
    }
}

/**
 * sgm_tile_stack_changed:
 *
 * Has tiles asked for again that could not be had.
 */
void
sgm_tile_stack_changed (SgmTileStack *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/**
 * sgm_tile_stack_get_notice:
 *
 * Returns: (nullable): what is wrong, a sentence on each line
 */
const char *
sgm_tile_stack_get_notice (SgmTileStack *self)
{
  return self->notice;
}

/**
 * sgm_tile_stack_get_attribution:
 *
 * Returns: (nullable): whom the maps are owed to; may contain HTML
 */
const char *
sgm_tile_stack_get_attribution (SgmTileStack *self)
{
  return self->attribution;
}
