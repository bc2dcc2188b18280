/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-xyz-template.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"

#define MAX_LENGTH 2000
#define MAX_SERVERS 16
#define DEFAULT_SERVERS "a,b,c"

typedef enum
{
  PART_TEXT,
  PART_X,
  PART_Y,
  PART_TMS_Y,
  PART_Z,
  PART_SERVER,
  PART_KEY,
  N_PARTS,
} PartKind;

static const char *const names[N_PARTS] = { NULL, "x", "y", "tmsy", "z", "s", "key" };

typedef struct
{
  PartKind kind;
  char *text;
} Part;

struct _SgmXyzTemplate
{
  char *text;
  char *host;
  char **servers;
  GArray *parts; /* of Part */
  gboolean has[N_PARTS];
};

static void
part_clear (gpointer part)
{
  g_free (((Part *) part)->text);
}

static gboolean
fail (GError     **error,
      const char  *sentence)
{
  g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID, sentence);
  return FALSE;
}

static void
add_part (SgmXyzTemplate *self,
          PartKind        kind,
          const char     *text,
          gsize           length)
{
  Part part = { kind, kind == PART_TEXT ? g_strndup (text, length) : NULL };

  self->has[kind] = TRUE;
  if (kind == PART_TEXT && length == 0)
    g_free (part.text);
  else
    g_array_append_val (self->parts, part);
}

static PartKind
find_part (const char *name,
           gsize       length)
{
  for (guint i = PART_X; i < N_PARTS; i++)
    if (strlen (names[i]) == length && strncmp (names[i], name, length) == 0)
      return i;
  return N_PARTS;
}

static gboolean
parse (SgmXyzTemplate  *self,
       GError         **error)
{
  const char *rest = self->text;

  for (;;)
    {
      gsize length = strcspn (rest, "{}");
      const char *end;
      PartKind kind;

      add_part (self, PART_TEXT, rest, length);
      rest += length;
      if (*rest == '\0')
        return TRUE;
      end = strchr (rest, '}');
      if (*rest == '}' || end == NULL)
        return fail (error, _("The address has a brace that is not closed or not opened."));
      kind = find_part (rest + 1, end - rest - 1);
      if (kind == N_PARTS)
        {
          g_autofree char *name = g_strndup (rest, end - rest + 1);

          g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                       /* Translators: something in braces, such as {q} */
                       _("The address has “%s”, which means nothing here."), name);
          return FALSE;
        }
      add_part (self, kind, NULL, 0);
      rest = end + 1;
    }
}

static gboolean
check_parts (SgmXyzTemplate  *self,
             GError         **error)
{
  if (!self->has[PART_Z] || !self->has[PART_X]
      || (!self->has[PART_Y] && !self->has[PART_TMS_Y]))
    return fail (error, _("The address needs {z}, {x} and either {y} or {tmsy}."));
  if (self->has[PART_Y] && self->has[PART_TMS_Y])
    return fail (error, _("The address needs either {y} or {tmsy}, not both."));
  return TRUE;
}

/* Looks at the address as it is when it is filled in. */
static gboolean
check_uri (SgmXyzTemplate  *self,
           GError         **error)
{
  g_autofree char *filled = sgm_xyz_template_expand (self, 0, 0, 0, 0, "key");
  g_autoptr (GUri) uri = g_uri_parse (filled, G_URI_FLAGS_HAS_PASSWORD, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (uri == NULL)
    return fail (error, _("This is not a valid address."));
  if (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0)
    return fail (error, _("The address must begin with http:// or https://."));
  if (g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0')
    return fail (error, _("The address names no server."));
  if (g_uri_get_user (uri) != NULL)
    return fail (error, _("The address must not hold a user name or password."));
  self->host = g_strdup (g_uri_get_host (uri));
  return TRUE;
}

static gboolean
set_servers (SgmXyzTemplate  *self,
             const char      *servers,
             GError         **error)
{
  self->servers = g_strsplit (servers != NULL && servers[0] != '\0' ? servers : DEFAULT_SERVERS,
                              ",", MAX_SERVERS + 1);
  if (g_strv_length (self->servers) > MAX_SERVERS)
    return fail (error, _("Too many servers are named."));
  for (guint i = 0; self->servers[i] != NULL; i++)
    {
      g_strstrip (self->servers[i]);
      for (const char *c = self->servers[i]; *c != '\0'; c++)
        if (!g_ascii_isalnum (*c) && *c != '-')
          return fail (error, _("Names of servers are letters and digits, with commas between them."));
      if (self->servers[i][0] == '\0')
        return fail (error, _("Names of servers are letters and digits, with commas between them."));
    }
  return TRUE;
}

/**
 * sgm_xyz_template_new:
 * @text: the address of a tile
 * @servers: (nullable): what `{s}` stands for in turn, with commas between;
 *   %NULL for a, b and c
 *
 * Returns: (transfer full): the template, or %NULL with %SGM_ERROR_INVALID and
 *   a sentence about what is wrong with the address
 */
SgmXyzTemplate *
sgm_xyz_template_new (const char  *text,
                      const char  *servers,
                      GError     **error)
{
  g_autoptr (SgmXyzTemplate) self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (SgmXyzTemplate, 1);
  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, part_clear);
  if (strlen (text) > MAX_LENGTH || !g_utf8_validate (text, -1, NULL))
    {
      fail (error, _("This is not a valid address."));
      return NULL;
    }
  self->text = g_strstrip (g_strdup (text));
  if (!parse (self, error)
      || !check_parts (self, error)
      || !set_servers (self, servers, error)
      || !check_uri (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sgm_xyz_template_free (SgmXyzTemplate *self)
{
  g_array_unref (self->parts);
  g_strfreev (self->servers);
  g_free (self->host);
  g_free (self->text);
  g_free (self);
}

/**
 * sgm_xyz_template_get_text:
 *
 * Returns: the address with its places unfilled, so without a key
 */
const char *
sgm_xyz_template_get_text (const SgmXyzTemplate *self)
{
  return self->text;
}

/**
 * sgm_xyz_template_get_host:
 *
 * Returns: the name of the server, of the first where there are several
 */
const char *
sgm_xyz_template_get_host (const SgmXyzTemplate *self)
{
  return self->host;
}

gboolean
sgm_xyz_template_needs_key (const SgmXyzTemplate *self)
{
  return self->has[PART_KEY];
}

/**
 * sgm_xyz_template_get_n_servers:
 *
 * Returns: how many servers the address can stand for
 */
guint
sgm_xyz_template_get_n_servers (const SgmXyzTemplate *self)
{
  return self->has[PART_SERVER] ? g_strv_length (self->servers) : 1;
}

/**
 * sgm_xyz_template_expand:
 * @self: a template
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 * @server: which of the servers, from 0
 * @key: (nullable): the user's key
 *
 * Returns: (transfer full): the address of a tile
 */
char *
sgm_xyz_template_expand (const SgmXyzTemplate *self,
                         guint                 zoom,
                         guint                 x,
                         guint                 y,
                         guint                 server,
                         const char           *key)
{
  GString *address = g_string_new (NULL);

  g_return_val_if_fail (server < g_strv_length (self->servers), NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      if (part->kind == PART_TEXT)
        g_string_append (address, part->text);
      else if (part->kind == PART_X)
        g_string_append_printf (address, "%u", x);
      else if (part->kind == PART_Y)
        g_string_append_printf (address, "%u", y);
      else if (part->kind == PART_TMS_Y)
        g_string_append_printf (address, "%u", (1u << zoom) - 1 - y);
      else if (part->kind == PART_Z)
        g_string_append_printf (address, "%u", zoom);
      else if (part->kind == PART_SERVER)
        g_string_append (address, self->servers[server]);
      else if (part->kind == PART_KEY && key != NULL)
        g_string_append_uri_escaped (address, key, NULL, FALSE);
    }
  return g_string_free (address, FALSE);
}
