/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"
#include "feed/sgm-transport.h"

G_BEGIN_DECLS

/**
 * SgmDeliverer:
 *
 * Brings the outbox to workers' terminals. Of all processes that have the
 * district open and a way to the terminals, one delivers: the one that is
 * elected ([class@Election]); when it ends, however it ends, another goes on.
 *
 * A message that was queued is tried when its hold is over, at least once,
 * until it is acknowledged; what came of it is a change like any other. After
 * a failure it is tried again, each time later, and then parked with the
 * reason until a person sends it again. How long to wait is measured on a
 * clock that does not jump.
 *
 * Emits [signal@Deliverer::tried].
 */
#define SGM_TYPE_DELIVERER (sgm_deliverer_get_type ())
G_DECLARE_FINAL_TYPE (SgmDeliverer, sgm_deliverer, SGM, DELIVERER, GObject)

/* So often a message is tried before it is parked. */
#define SGM_DELIVERER_MAX_TRIES 8

SgmDeliverer *sgm_deliverer_new            (SgmDistrict  *district);
void          sgm_deliverer_set_transport  (SgmDeliverer *self,
                                            SgmTransport *transport);
gboolean      sgm_deliverer_get_elected    (SgmDeliverer *self);
void          sgm_deliverer_set_patience   (SgmDeliverer *self,
                                            guint         first_pause,
                                            guint         answer);

gint64        sgm_deliverer_wait           (gint64        next_at,
                                            gint64        now);

G_END_DECLS
