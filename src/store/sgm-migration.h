/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-database.h"

G_BEGIN_DECLS

/* The newest form of the database that this release knows: the number of the
 * last file in data/migrations. */
#define SGM_MIGRATION_NEWEST 4

#define SGM_APPLICATION_ID 0x53474d31 /* "SGM1" in the file's header */

gboolean sgm_migration_check (SgmDatabase  *database,
                              const char   *path,
                              gint64       *version,
                              GError      **error);
gboolean sgm_migration_run   (SgmDatabase  *database,
                              gint64        version,
                              GError      **error);

G_END_DECLS
