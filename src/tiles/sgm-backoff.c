/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-backoff.h"

#define LONGEST (10 * 60 * 1000)

/**
 * sgm_backoff_may_try:
 * @now: the present
 *
 * Returns: whether a request may go out
 */
gboolean
sgm_backoff_may_try (const SgmBackoff *self,
                     gint64            now)
{
  return self->failures == 0 || (now >= self->until && !self->trying);
}

/**
 * sgm_backoff_start:
 *
 * A request goes out.
 */
void
sgm_backoff_start (SgmBackoff *self)
{
  self->trying = self->failures > 0;
}

/**
 * sgm_backoff_fail:
 * @now: the present
 * @first: the first pause
 * @at_least: how long the server itself asks for, or 0
 * @chance: 0 to 1, by chance
 *
 * A request has failed. Of several that were under way when the server began
 * to fail, only the first lengthens the pause.
 */
void
sgm_backoff_fail (SgmBackoff *self,
                  gint64      now,
                  guint       first,
                  gint64      at_least,
                  double      chance)
{
  gint64 pause;

  if (now < self->until && !self->trying)
    {
      self->until = MAX (self->until, now + at_least);
      return;
    }
  pause = MIN ((gint64) first << MIN (self->failures, 20), LONGEST);
  pause = MAX (pause, at_least);
  self->failures++;
  self->trying = FALSE;
  self->until = now + pause + (gint64) (chance * pause / 2);
}

/**
 * sgm_backoff_work:
 *
 * A request has worked: all is well.
 */
void
sgm_backoff_work (SgmBackoff *self)
{
  *self = (SgmBackoff) { 0 };
}

/**
 * sgm_backoff_give_up:
 *
 * A request was given up before it told anything.
 */
void
sgm_backoff_give_up (SgmBackoff *self)
{
  self->trying = FALSE;
}

gboolean
sgm_backoff_is_well (const SgmBackoff *self)
{
  return self->failures == 0;
}
