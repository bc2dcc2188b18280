/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap-style.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/sgm-data.h"
#include "base/sgm-error.h"

#define DEFAULT_STYLE "basemap/style.json"
#define FORMAT 1
#define MAX_FILE_SIZE (1024 * 1024)
#define MAX_WIDTH 200
#define MAX_METRES 5000
#define MIN_NAME_SIZE 6
#define MAX_NAME_SIZE 60

#define N_ZOOMS (SGM_BASEMAP_MAX_ZOOM - SGM_BASEMAP_MIN_ZOOM + 1)

/* One of @keys has one of @values. */
typedef struct
{
  char **keys;
  GPtrArray *values; /* of GPatternSpec */
} Condition;

typedef struct
{
  GPtrArray *layers; /* of GPatternSpec; empty for any */
  GPtrArray *conditions;
  SgmGroundKind kind;
} Rule;

struct _SgmBasemapStyle
{
  gatomicrefcount ref_count;
  char *text; /* the file, NULL for the default */
  SgmBasemapColor land[SGM_BASEMAP_N_SHADES];
  SgmBasemapColor halo[SGM_BASEMAP_N_SHADES];
  SgmBasemapLook looks[SGM_GROUND_N_KINDS];
  char **columns[SGM_BASEMAP_N_COLUMNS];
  GPtrArray *rules;
};

static const char *const shade_ids[SGM_BASEMAP_N_SHADES] = { "light", "dark" };

static const char *const column_ids[SGM_BASEMAP_N_COLUMNS] = {
  "name", "name-en", "bridge", "tunnel", "level", "width",
};

/* Reading ------------------------------------------------------------------ */

static gboolean fail (GError     **error,
                      const char  *format,
                      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError     **error,
      const char  *format,
      ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: what is wrong with it */
  g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("The style file cannot be used: %s."), reason);
  return FALSE;
}

static void
condition_free (gpointer data)
{
  Condition *condition = data;

  g_strfreev (condition->keys);
  g_ptr_array_unref (condition->values);
  g_free (condition);
}

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_ptr_array_unref (rule->layers);
  g_ptr_array_unref (rule->conditions);
  g_free (rule);
}

/* "a|b*": patterns, without regard to upper and lower case. */
static GPtrArray *
split_patterns (const char *text)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_pattern_spec_free);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) parts = g_strsplit (folded, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (patterns, g_pattern_spec_new (parts[i]));
  return patterns;
}

static const char *
get_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static gboolean
get_number (JsonNode *node,
            double    min,
            double    max,
            double   *number)
{
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  type = json_node_get_value_type (node);
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *number = json_node_get_double (node);
  return *number >= min && *number <= max;
}

static gboolean
parse_color (const char      *text,
             SgmBasemapColor *color)
{
  if (text == NULL || strlen (text) != 7 || text[0] != '#'
      || strspn (text + 1, "0123456789abcdefABCDEF") != 6)
    return FALSE;
  *color = strtoul (text + 1, NULL, 16);
  return TRUE;
}

static gboolean
read_shades (JsonNode         *node,
             const char       *what,
             SgmBasemapColor  *colors,
             GError          **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, _("“%s” needs a colour for “light” and for “dark”"), what);
  for (guint shade = 0; shade < SGM_BASEMAP_N_SHADES; shade++)
    {
      JsonNode *color = json_object_get_member (json_node_get_object (node), shade_ids[shade]);

      if (color != NULL && !parse_color (get_string (color), &colors[shade]))
        return fail (error, _("a colour of “%s” is not written like #aabbcc"), what);
    }
  return TRUE;
}

/* The colours of one shade of a look. */
static gboolean
read_look_colors (SgmBasemapLook   *look,
                  SgmBasemapShade   shade,
                  JsonNode         *node,
                  const char       *kind,
                  GError          **error)
{
  const struct
  {
    const char *name;
    SgmBasemapColor *color;
  } colors[] = {
    { "fill", &look->fill[shade] },
    { "casing", &look->casing[shade] },
    { "text", &look->text[shade] },
  };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, _("the colours of “%s” are no object"), kind);
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      JsonNode *color = json_object_get_member (json_node_get_object (node), colors[i].name);

      if (color != NULL && !parse_color (get_string (color), colors[i].color))
        return fail (error, _("a colour of “%s” is not written like #aabbcc"), kind);
    }
  return TRUE;
}

/* Widths at some zooms; between them they grow by the same factor from zoom to
 * zoom, and beyond the last they stay. */
static gboolean
read_widths (SgmBasemapLook  *look,
             JsonNode        *node,
             const char      *kind,
             GError         **error)
{
  double known[N_ZOOMS] = { 0 };
  int last = -1;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, _("the widths of “%s” are no object of zooms and pixels"), kind);
  for (guint i = 0; i < N_ZOOMS; i++)
    {
      g_autofree char *zoom = g_strdup_printf ("%u", SGM_BASEMAP_MIN_ZOOM + i);
      JsonNode *width = json_object_get_member (json_node_get_object (node), zoom);

      look->widths[i] = 0;
      if (width != NULL && !get_number (width, 0, MAX_WIDTH, &known[i]))
        return fail (error, _("a width of “%s” is no number of pixels"), kind);
      if (width == NULL || known[i] <= 0)
        continue;
      for (int between = last + 1; last >= 0 && between < (int) i; between++)
        look->widths[between] = known[last] * pow (known[i] / known[last],
                                                   (between - last) / (double) ((int) i - last));
      look->widths[i] = known[i];
      last = i;
    }
  for (int beyond = last + 1; last >= 0 && beyond < N_ZOOMS; beyond++)
    look->widths[beyond] = known[last];
  return TRUE;
}

static gboolean
read_look_numbers (SgmBasemapLook  *look,
                   JsonObject      *object,
                   const char      *kind,
                   GError         **error)
{
  struct
  {
    const char *name;
    double min;
    double max;
    double value;
  } numbers[] = {
    { "from", 0, SGM_BASEMAP_MAX_ZOOM + 1, look->from },
    { "names-from", 0, SGM_BASEMAP_MAX_ZOOM + 1, look->names_from },
    { "names-to", 0, SGM_BASEMAP_MAX_ZOOM, look->names_to },
    { "name-size", MIN_NAME_SIZE, MAX_NAME_SIZE, look->name_size },
    { "metres", 0, MAX_METRES, look->metres },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      JsonNode *node = json_object_get_member (object, numbers[i].name);

      if (node != NULL && !get_number (node, numbers[i].min, numbers[i].max, &numbers[i].value))
        return fail (error, _("“%s” of “%s” is no number from %g to %g"), numbers[i].name, kind,
                     numbers[i].min, numbers[i].max);
    }
  look->from = numbers[0].value;
  look->names_from = numbers[1].value;
  look->names_to = numbers[2].value;
  look->name_size = numbers[3].value;
  look->metres = numbers[4].value;
  return TRUE;
}

static gboolean
read_look (SgmBasemapLook  *look,
           JsonNode        *node,
           const char      *kind,
           GError         **error)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, _("the look of “%s” is no object"), kind);
  object = json_node_get_object (node);
  if (!read_look_numbers (look, object, kind, error))
    return FALSE;
  if (json_object_has_member (object, "width")
      && !read_widths (look, json_object_get_member (object, "width"), kind, error))
    return FALSE;
  for (guint shade = 0; shade < SGM_BASEMAP_N_SHADES; shade++)
    if (json_object_has_member (object, shade_ids[shade])
        && !read_look_colors (look, shade, json_object_get_member (object, shade_ids[shade]), kind, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_looks (SgmBasemapStyle  *self,
            JsonNode         *node,
            GError          **error)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *look;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, _("“%s” is no object"), "looks");
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &id, &look))
    {
      int kind = sgm_ground_kind_find (id);

      if (kind < 0)
        return fail (error, _("there is no kind “%s”"), id);
      if (!read_look (&self->looks[kind], look, id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_conditions (Rule      *rule,
                 JsonNode  *node,
                 GError   **error)
{
  JsonObjectIter iter;
  const char *keys;
  JsonNode *values;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, _("“%s” is no object"), "if");
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &keys, &values))
    {
      Condition *condition;

      if (get_string (values) == NULL)
        return fail (error, _("what “%s” shall be is no text"), keys);
      condition = g_new0 (Condition, 1);
      condition->keys = g_strsplit (keys, "|", -1);
      condition->values = split_patterns (get_string (values));
      g_ptr_array_add (rule->conditions, condition);
    }
  return TRUE;
}

static gboolean
read_rule (SgmBasemapStyle  *self,
           JsonNode         *node,
           GError          **error)
{
  JsonObject *object;
  const char *id;
  const char *layer;
  Rule *rule;
  int kind;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, _("a rule is no object"));
  object = json_node_get_object (node);
  id = get_string (json_object_get_member (object, "kind"));
  kind = id != NULL ? sgm_ground_kind_find (id) : -1;
  if (kind < 0)
    return fail (error, _("there is no kind “%s”"), id != NULL ? id : "");
  layer = get_string (json_object_get_member (object, "layer"));

  rule = g_new0 (Rule, 1);
  rule->kind = kind;
  rule->conditions = g_ptr_array_new_with_free_func (condition_free);
  rule->layers = layer != NULL ? split_patterns (layer) : g_ptr_array_new ();
  g_ptr_array_add (self->rules, rule);
  return !json_object_has_member (object, "if")
         || read_conditions (rule, json_object_get_member (object, "if"), error);
}

static gboolean
read_rules (SgmBasemapStyle  *self,
            JsonNode         *node,
            GError          **error)
{
  JsonArray *rules;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, _("“%s” is no list"), "rules");
  rules = json_node_get_array (node);
  g_ptr_array_set_size (self->rules, 0);
  for (guint i = 0; i < json_array_get_length (rules); i++)
    if (!read_rule (self, json_array_get_element (rules, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_columns (SgmBasemapStyle  *self,
              JsonNode         *node,
              GError          **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, _("“%s” is no object"), "columns");
  for (guint i = 0; i < SGM_BASEMAP_N_COLUMNS; i++)
    {
      JsonNode *list = json_object_get_member (json_node_get_object (node), column_ids[i]);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
      JsonArray *array;

      if (list == NULL)
        continue;
      if (!JSON_NODE_HOLDS_ARRAY (list))
        return fail (error, _("“%s” is no list"), column_ids[i]);
      array = json_node_get_array (list);
      for (guint j = 0; j < json_array_get_length (array); j++)
        {
          const char *name = get_string (json_array_get_element (array, j));

          if (name == NULL)
            return fail (error, _("a name in “%s” is no text"), column_ids[i]);
          g_strv_builder_add (builder, name);
        }
      g_strfreev (self->columns[i]);
      self->columns[i] = g_strv_builder_end (builder);
    }
  return TRUE;
}

static gboolean
read_style (SgmBasemapStyle  *self,
            JsonObject       *object,
            GError          **error)
{
  double format;

  if (!get_number (json_object_get_member (object, "format"), FORMAT, FORMAT, &format))
    return fail (error, _("its “format” is not %d"), FORMAT);
  return (!json_object_has_member (object, "land")
          || read_shades (json_object_get_member (object, "land"), "land", self->land, error))
         && (!json_object_has_member (object, "halo")
             || read_shades (json_object_get_member (object, "halo"), "halo", self->halo, error))
         && (!json_object_has_member (object, "columns")
             || read_columns (self, json_object_get_member (object, "columns"), error))
         && (!json_object_has_member (object, "rules")
             || read_rules (self, json_object_get_member (object, "rules"), error))
         && (!json_object_has_member (object, "looks")
             || read_looks (self, json_object_get_member (object, "looks"), error));
}

static gboolean
read_text (SgmBasemapStyle  *self,
           const char       *text,
           gssize            length,
           GError          **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  JsonNode *root;

  if (!g_utf8_validate (text, length, NULL))
    return fail (error, _("it is no text in UTF-8"));
  if (!json_parser_load_from_data (parser, text, length, &local))
    /* Translators: what a library says about where it stumbled */
    return fail (error, _("it is not written as JSON (%s)"), local->message);
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return fail (error, _("it is not written as JSON (%s)"), "{");
  return read_style (self, json_node_get_object (root), error);
}

/* The object --------------------------------------------------------------- */

static void
init_looks (SgmBasemapStyle *self)
{
  for (guint kind = 0; kind < SGM_GROUND_N_KINDS; kind++)
    {
      SgmBasemapLook *look = &self->looks[kind];

      look->names_to = SGM_BASEMAP_MAX_ZOOM;
      look->name_size = 11;
      for (guint shade = 0; shade < SGM_BASEMAP_N_SHADES; shade++)
        look->fill[shade] = look->casing[shade] = look->text[shade] = SGM_BASEMAP_NO_COLOR;
    }
}

/**
 * sgm_basemap_style_new:
 *
 * Returns: (transfer full): the style that is built in
 */
SgmBasemapStyle *
sgm_basemap_style_new (void)
{
  SgmBasemapStyle *self = g_new0 (SgmBasemapStyle, 1);
  g_autoptr (GBytes) bytes = sgm_data_lookup (DEFAULT_STYLE, NULL);
  g_autoptr (GError) error = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  init_looks (self);
  if (!read_text (self, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    g_error ("%s", error->message);
  return self;
}

/**
 * sgm_basemap_style_new_from_text:
 * @text: what a style file says
 * @length: its length in bytes
 *
 * Reads a style. What it does not say is as in the style that is built in;
 * rules are its own or those of that style, never both.
 *
 * Returns: (transfer full): the style, or %NULL with %SGM_ERROR_INVALID
 */
SgmBasemapStyle *
sgm_basemap_style_new_from_text (const char  *text,
                                 gssize       length,
                                 GError     **error)
{
  g_autoptr (SgmBasemapStyle) self = sgm_basemap_style_new ();

  if (!read_text (self, text, length, error))
    return NULL;
  self->text = length < 0 ? g_strdup (text) : g_strndup (text, length);
  return g_steal_pointer (&self);
}

/**
 * sgm_basemap_style_load:
 * @path: name of a style file
 *
 * Returns: (transfer full): the style, or %NULL with %SGM_ERROR_INVALID or
 *   %SGM_ERROR_IO
 */
SgmBasemapStyle *
sgm_basemap_style_load (const char  *path,
                        GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  stream = g_file_read (file, NULL, &local);
  if (stream != NULL)
    {
      text = g_malloc (MAX_FILE_SIZE + 1);
      g_input_stream_read_all (G_INPUT_STREAM (stream), text, MAX_FILE_SIZE + 1, &length, NULL, &local);
    }
  if (local != NULL)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The style file cannot be read: %s."), local->message);
      return NULL;
    }
  if (length > MAX_FILE_SIZE)
    {
      fail (error, _("it is far too large"));
      return NULL;
    }
  return sgm_basemap_style_new_from_text (text, length, error);
}

/**
 * sgm_basemap_style_write_default:
 * @path: name of the file; one that is there is not replaced
 *
 * Writes the style that is built in, to be changed.
 *
 * Returns: whether the file was written
 */
gboolean
sgm_basemap_style_write_default (const char  *path,
                                 GError     **error)
{
  g_autoptr (GBytes) bytes = sgm_data_lookup (DEFAULT_STYLE, error);
  g_autoptr (GError) local = NULL;

  if (bytes == NULL)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("The file %s exists already."), path);
      return FALSE;
    }
  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &local))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The style file cannot be written: %s."),
                   local->message);
      return FALSE;
    }
  return TRUE;
}

SgmBasemapStyle *
sgm_basemap_style_ref (SgmBasemapStyle *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sgm_basemap_style_unref (SgmBasemapStyle *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < SGM_BASEMAP_N_COLUMNS; i++)
    g_strfreev (self->columns[i]);
  g_ptr_array_unref (self->rules);
  g_free (self->text);
  g_free (self);
}

/**
 * sgm_basemap_style_get_text:
 * @self: a style
 *
 * Returns: (nullable): the style file, %NULL for the style that is built in
 */
const char *
sgm_basemap_style_get_text (SgmBasemapStyle *self)
{
  return self->text;
}

const SgmBasemapLook *
sgm_basemap_style_get_look (const SgmBasemapStyle *self,
                            SgmGroundKind          kind)
{
  return &self->looks[kind];
}

/**
 * sgm_basemap_style_get_land:
 *
 * Returns: the colour of where nothing is known
 */
SgmBasemapColor
sgm_basemap_style_get_land (const SgmBasemapStyle *self,
                            SgmBasemapShade        shade)
{
  return self->land[shade];
}

/**
 * sgm_basemap_style_get_halo:
 *
 * Returns: the colour around letters
 */
SgmBasemapColor
sgm_basemap_style_get_halo (const SgmBasemapStyle *self,
                            SgmBasemapShade        shade)
{
  return self->halo[shade];
}

/* Asking ------------------------------------------------------------------- */

static void
add_keys (GPtrArray  *keys,
          char      **more)
{
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (keys, more[i], g_str_equal, NULL))
      g_ptr_array_add (keys, g_strdup (more[i]));
}

/**
 * sgm_basemap_style_dup_keys:
 * @self: a style
 *
 * Returns: (transfer full) (element-type utf8): names of all columns that the
 *   style looks at
 */
GPtrArray *
sgm_basemap_style_dup_keys (const SgmBasemapStyle *self)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < SGM_BASEMAP_N_COLUMNS; i++)
    add_keys (keys, self->columns[i]);
  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = g_ptr_array_index (self->rules, i);

      for (guint j = 0; j < rule->conditions->len; j++)
        add_keys (keys, ((Condition *) g_ptr_array_index (rule->conditions, j))->keys);
    }
  return keys;
}

static gboolean
matches_any (GPtrArray  *patterns,
             const char *text)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;
  folded = g_utf8_casefold (text, -1);
  for (guint i = 0; i < patterns->len; i++)
    if (g_pattern_spec_match_string (g_ptr_array_index (patterns, i), folded))
      return TRUE;
  return FALSE;
}

static gboolean
is_met (const Condition  *condition,
        SgmBasemapLookup  lookup,
        gpointer          data)
{
  for (guint i = 0; condition->keys[i] != NULL; i++)
    {
      const char *value = lookup (condition->keys[i], data);

      if (value != NULL && value[0] != '\0' && matches_any (condition->values, value))
        return TRUE;
    }
  return FALSE;
}

/* A place may be a polygon, in whose middle its name is set. */
static gboolean
fits (SgmGroundKind  kind,
      SgmGroundShape shape)
{
  SgmGroundShape wanted = sgm_ground_kind_get_shape (kind);

  return wanted == shape
         || (wanted == SGM_GROUND_SHAPE_POINT && shape == SGM_GROUND_SHAPE_POLYGON);
}

static gboolean
applies (const Rule       *rule,
         const char       *layer,
         SgmGroundShape    shape,
         SgmBasemapLookup  lookup,
         gpointer          data)
{
  if (!fits (rule->kind, shape))
    return FALSE;
  if (rule->layers->len > 0 && !matches_any (rule->layers, layer))
    return FALSE;
  for (guint i = 0; i < rule->conditions->len; i++)
    if (!is_met (g_ptr_array_index (rule->conditions, i), lookup, data))
      return FALSE;
  return TRUE;
}

/**
 * sgm_basemap_style_choose:
 * @self: a style
 * @layer: name of a layer of the source
 * @shape: the shape of a thing in it
 * @lookup: tells the thing's columns
 * @data: for @lookup
 *
 * Finds the first rule that applies to a thing.
 *
 * Returns: the kind (an #SgmGroundKind) as which it is drawn, or -1 for none
 */
int
sgm_basemap_style_choose (const SgmBasemapStyle *self,
                          const char            *layer,
                          SgmGroundShape         shape,
                          SgmBasemapLookup       lookup,
                          gpointer               data)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (applies (rule, layer, shape, lookup, data))
        return rule->kind;
    }
  return -1;
}

/**
 * sgm_basemap_style_find:
 * @self: a style
 * @column: what is wanted of a thing
 * @lookup: tells the thing's columns
 * @data: for @lookup
 *
 * Returns: (nullable): the first column for it that is filled
 */
const char *
sgm_basemap_style_find (const SgmBasemapStyle *self,
                        SgmBasemapColumn       column,
                        SgmBasemapLookup       lookup,
                        gpointer               data)
{
  for (guint i = 0; self->columns[column] != NULL && self->columns[column][i] != NULL; i++)
    {
      const char *value = lookup (self->columns[column][i], data);

      if (value != NULL && value[0] != '\0')
        return value;
    }
  return NULL;
}
