/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-patch.h"
#include "domain/sgm-change.h"

G_BEGIN_DECLS

/**
 * SgmLookup:
 * @get: returns (transfer full) (nullable) the record of an id, %NULL without
 *   an error where there is none
 * @find: returns (transfer full) the records whose column has a value, no more
 *   of them than a limit where that is not 0
 * @next_id: returns the smallest id that was never given in the table, and
 *   counts it as given
 * @get_patch: returns (transfer full) the patch of a journal entry, %NULL
 *   without an error where there is none
 * @data: handed to the four
 * @user: the operating system's user who asks, whose role counts; %NULL for
 *   the program itself
 *
 * How the rules look at what is now. The store's looks into the transaction,
 * the tests' into a hash table.
 */
typedef struct
{
  SgmRecord *(*get)     (gpointer         data,
                         const SgmTable  *table,
                         gint64           id,
                         GError         **error);
  GPtrArray *(*find)    (gpointer         data,
                         const SgmTable  *table,
                         guint            column,
                         const SgmValue  *value,
                         guint            limit,
                         GError         **error);
  gint64     (*next_id) (gpointer         data,
                         const SgmTable  *table,
                         GError         **error);
  SgmPatch  *(*get_patch) (gpointer       data,
                           gint64         seq,
                           GError       **error);
  gpointer data;
  const char *user;
} SgmLookup;

SgmPatch *sgm_decide (const SgmChange  *change,
                      gint64            now,
                      const SgmLookup  *lookup,
                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean  sgm_decide_may       (SgmChangeKind     kind,
                                SgmUserRole       role);
gboolean  sgm_decide_may_save  (const SgmTable   *table,
                                SgmUserRole       role);
char     *sgm_event_number_new (gint64 reported_at,
                                gint64 id);

G_END_DECLS
