/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "district/sgm-district.h"
#include "draw/sgm-slip.h"

G_BEGIN_DECLS

/* Prints the order about an event, for a worker who gets it on paper. */

SgmSlip *sgm_order_print_new_slip (SgmDistrict          *district,
                                   SgmRecord            *task);
void     sgm_order_print_async    (SgmDistrict          *district,
                                   SgmRecord            *task,
                                   GtkWindow            *parent,
                                   const char           *pdf,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean sgm_order_print_finish   (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
