/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/sgm-patch.h"
#include "domain/sgm-change.h"

G_BEGIN_DECLS

/**
 * SgmEntry:
 * @seq: its number, from 1 without holes
 * @at: when it was written, UTC milliseconds
 * @who: the user who did it
 * @origin: the program it came from
 *
 * One entry of the journal: a change that became real. Immutable and
 * reference-counted.
 */
typedef struct
{
  gint64 seq;
  gint64 at;
  char *who;
  char *origin;
  SgmChangeKind kind;
  char *why;
  SgmPatch *patch;
} SgmEntry;

SgmEntry *sgm_entry_new   (void);
SgmEntry *sgm_entry_ref   (SgmEntry *entry);
void      sgm_entry_unref (SgmEntry *entry);

#define SGM_TYPE_ENTRY (sgm_entry_get_type ())
GType     sgm_entry_get_type (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmEntry, sgm_entry_unref)

G_END_DECLS
