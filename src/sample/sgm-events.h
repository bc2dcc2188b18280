/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sample/sgm-area-tree.h"
#include "sample/sgm-lists.h"
#include "sample/sgm-people.h"
#include "sample/sgm-words.h"

G_BEGIN_DECLS

/**
 * SgmEvents:
 * @events: (element-type SgmRecord): the events of the past 18 months in the
 *   order in which they were reported
 * @steps: (element-type SgmRecord): the steps of each of them
 * @tasks: (element-type SgmRecord): the orders that were given for them
 *
 * The made-up events of the sample district.
 */
typedef struct
{
  GPtrArray *events;
  GPtrArray *steps;
  GPtrArray *tasks;
} SgmEvents;

SgmEvents *sgm_events_new  (const SgmAreaTree  *tree,
                            const SgmLists     *lists,
                            const SgmPeople    *people,
                            const SgmWords     *words,
                            guint32             seed,
                            gint64              now,
                            GCancellable       *cancellable,
                            GError            **error);
void       sgm_events_free (SgmEvents          *events);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmEvents, sgm_events_free)

G_END_DECLS
