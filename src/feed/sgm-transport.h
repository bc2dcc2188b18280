/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-record.h"
#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/**
 * SgmDelivery:
 * @id: the message's number, the same each time that it is tried: a terminal
 *   that has it already acknowledges it and does nothing else
 * @message: what it is
 * @task: the order
 * @event: the event that the order is about
 * @person: whose terminal it is for
 *
 * A message on its way to a worker's terminal. The records are borrowed.
 */
typedef struct
{
  gint64 id;
  SgmMessage message;
  SgmRecord *task;
  SgmRecord *event;
  SgmRecord *person;
} SgmDelivery;

/**
 * SgmTransport:
 *
 * A way to workers' terminals.
 */
#define SGM_TYPE_TRANSPORT (sgm_transport_get_type ())
G_DECLARE_INTERFACE (SgmTransport, sgm_transport, SGM, TRANSPORT, GObject)

/**
 * SgmTransportInterface:
 * @send_async: takes what it needs of the delivery before it returns
 * @send_finish: whether the terminal has acknowledged the message;
 *   %SGM_ERROR_REFUSED where it never will and it makes no sense to try again.
 *   The error's message is shown to people and written into the records: a
 *   whole translated sentence, without personal data
 */
struct _SgmTransportInterface
{
  GTypeInterface parent_iface;

  void     (*send_async)  (SgmTransport         *self,
                           const SgmDelivery    *delivery,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
  gboolean (*send_finish) (SgmTransport         *self,
                           GAsyncResult         *result,
                           GError              **error);
};

void     sgm_transport_send_async  (SgmTransport         *self,
                                    const SgmDelivery    *delivery,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
gboolean sgm_transport_send_finish (SgmTransport         *self,
                                    GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
