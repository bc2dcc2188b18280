/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed/sgm-transport.h"

G_DEFINE_INTERFACE (SgmTransport, sgm_transport, G_TYPE_OBJECT)

static void
sgm_transport_default_init (SgmTransportInterface *iface)
{
}

/**
 * sgm_transport_send_async:
 * @self: a transport
 * @delivery: what to send; borrowed for this call
 * @cancellable: (nullable): ends the wait for the acknowledgement
 *
 * Hands a message to a terminal.
 */
void
sgm_transport_send_async (SgmTransport        *self,
                          const SgmDelivery   *delivery,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (SGM_IS_TRANSPORT (self));

  SGM_TRANSPORT_GET_IFACE (self)->send_async (self, delivery, cancellable, callback, user_data);
}

/**
 * sgm_transport_send_finish:
 *
 * Returns: whether the terminal has acknowledged the message
 */
gboolean
sgm_transport_send_finish (SgmTransport  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (SGM_IS_TRANSPORT (self), FALSE);

  return SGM_TRANSPORT_GET_IFACE (self)->send_finish (self, result, error);
}
