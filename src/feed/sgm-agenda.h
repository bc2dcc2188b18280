/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmAgendaFunc:
 * @id: what is due
 * @data: the caller's
 */
typedef void (*SgmAgendaFunc) (gint64   id,
                               gpointer data);

/**
 * SgmAgenda:
 *
 * What is to be done about records, and when. Counts on the clock that never
 * jumps, and wakes the main context when the next is due and not before.
 */
typedef struct _SgmAgenda SgmAgenda;

SgmAgenda *sgm_agenda_new    (SgmAgendaFunc  func,
                              gpointer       data);
void       sgm_agenda_free   (SgmAgenda     *agenda);
void       sgm_agenda_put    (SgmAgenda     *agenda,
                              gint64         id,
                              gint64         milliseconds);
void       sgm_agenda_remove (SgmAgenda     *agenda,
                              gint64         id);
gboolean   sgm_agenda_has    (SgmAgenda     *agenda,
                              gint64         id);
void       sgm_agenda_clear  (SgmAgenda     *agenda);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmAgenda, sgm_agenda_free)

G_END_DECLS
