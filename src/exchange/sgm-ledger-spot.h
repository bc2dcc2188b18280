/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-ledger-private.h"

G_BEGIN_DECLS

/**
 * SgmLedgerSpot:
 * @x: longitude in CGCS2000
 * @y: latitude
 * @area: (nullable): the smallest area that it lies in, as far as known
 * @rough: whether it is only the middle of an area
 */
typedef struct
{
  double x;
  double y;
  const SgmArea *area;
  gboolean rough;
} SgmLedgerSpot;

/**
 * SgmLedgerSpots:
 *
 * Finds where rows lie: by coordinates, by an address that is known, or by an
 * area.
 */
typedef struct _SgmLedgerSpots SgmLedgerSpots;

SgmLedgerSpots *sgm_ledger_spots_new   (SgmLedgerWork   *work,
                                        guint            x_field,
                                        guint            area_field,
                                        int              address_field,
                                        GHashTable      *addresses);
void            sgm_ledger_spots_free  (SgmLedgerSpots  *spots);
gboolean        sgm_ledger_spots_find  (SgmLedgerSpots  *spots,
                                        SgmLedgerSpot   *spot);
void            sgm_ledger_spots_check (SgmLedgerSpots  *spots);
gboolean        sgm_ledger_get_point   (GBytes          *wkb,
                                        double          *x,
                                        double          *y);
GBytes         *sgm_ledger_spot_to_wkb (const SgmLedgerSpot *spot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmLedgerSpots, sgm_ledger_spots_free)

G_END_DECLS
