/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmXyzTemplate:
 *
 * The address of a tile with places to fill in: `{x}` (column from the west),
 * `{y}` (row from the north) or `{tmsy}` (row from the south), `{z}` (zoom),
 * and perhaps `{s}` (one of several servers) and `{key}` (the user's key,
 * which so never stands in the address itself). Immutable.
 */
typedef struct _SgmXyzTemplate SgmXyzTemplate;

SgmXyzTemplate *sgm_xyz_template_new       (const char            *text,
                                            const char            *servers,
                                            GError               **error);
void            sgm_xyz_template_free      (SgmXyzTemplate        *self);
const char     *sgm_xyz_template_get_text  (const SgmXyzTemplate  *self);
const char     *sgm_xyz_template_get_host  (const SgmXyzTemplate  *self);
gboolean        sgm_xyz_template_needs_key (const SgmXyzTemplate  *self);
guint           sgm_xyz_template_get_n_servers (const SgmXyzTemplate *self);
char           *sgm_xyz_template_expand    (const SgmXyzTemplate  *self,
                                            guint                  zoom,
                                            guint                  x,
                                            guint                  y,
                                            guint                  server,
                                            const char            *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmXyzTemplate, sgm_xyz_template_free)

G_END_DECLS
