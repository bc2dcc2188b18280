/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmForeignSource:
 * @path: what somebody has chosen, as an absolute path
 * @name: what it is called in sentences
 * @target: what GDAL is to open: a path, or a name for something within @path
 * @driver: (nullable): the only driver of GDAL that is to open it
 * @options: (nullable): options for opening it
 * @memory: (nullable): a file in GDAL's memory that goes with the source
 *
 * What is to be opened where somebody has chosen a file or a folder.
 */
typedef struct
{
  char *path;
  char *name;
  char *target;
  const char *driver;
  const char *const *options;
  char *memory;
} SgmForeignSource;

SgmForeignSource *sgm_foreign_source_new  (const char        *path,
                                           GError           **error);
void              sgm_foreign_source_free (SgmForeignSource  *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmForeignSource, sgm_foreign_source_free)

G_END_DECLS
