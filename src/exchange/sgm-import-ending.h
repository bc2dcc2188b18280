/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-private.h"

G_BEGIN_DECLS

GPtrArray *sgm_import_find_ending (SgmAreaSet            *areas,
                                   SgmImportRows *const  *levels);

G_END_DECLS
