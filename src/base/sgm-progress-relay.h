/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"

G_BEGIN_DECLS

void sgm_progress_relay_tell (GTask       *task,
                              SgmProgress  progress,
                              gpointer     data,
                              double       fraction,
                              const char  *what);

G_END_DECLS
