/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmSimulator:
 *
 * Makes events for a sample district as the terminals, the public and the
 * hotline would: a source like any other, through the one door.
 */
#define SGM_TYPE_SIMULATOR (sgm_simulator_get_type ())
G_DECLARE_FINAL_TYPE (SgmSimulator, sgm_simulator, SGM, SIMULATOR, GObject)

SgmSimulator *sgm_simulator_new          (SgmDistrict  *district,
                                          guint32       seed);
gboolean      sgm_simulator_get_running  (SgmSimulator *self);
void          sgm_simulator_set_running  (SgmSimulator *self,
                                          gboolean      running);
void          sgm_simulator_set_interval (SgmSimulator *self,
                                          guint         mean_milliseconds);

G_END_DECLS
