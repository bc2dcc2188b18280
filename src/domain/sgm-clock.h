/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/**
 * SgmCalendar:
 *
 * Which days are worked: Monday to Friday, but for the holidays and the
 * make-up working days (调休) added to it. Not thread-safe while it is filled;
 * may be read from any thread afterwards.
 */
typedef struct _SgmCalendar SgmCalendar;

SgmCalendar *sgm_calendar_new        (void);
void         sgm_calendar_free       (SgmCalendar       *calendar);
void         sgm_calendar_add        (SgmCalendar       *calendar,
                                      int                day,
                                      SgmDayKind         kind);
gboolean     sgm_calendar_is_working (const SgmCalendar *calendar,
                                      int                day);

gboolean     sgm_calendar_is_open    (const SgmCalendar *calendar,
                                      gint64             at);

gint64       sgm_clock_get_due       (SgmClock           clock,
                                      gint64             limit,
                                      gint64             from,
                                      const SgmCalendar *calendar);
gint64       sgm_clock_resume        (SgmClock           clock,
                                      gint64             due,
                                      gint64             paused_at,
                                      gint64             now,
                                      const SgmCalendar *calendar);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmCalendar, sgm_calendar_free)

G_END_DECLS
