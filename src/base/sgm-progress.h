/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmProgress:
 * @fraction: 0 to 1
 * @what: what is being done, translated, for a progress bar
 * @data: the caller's
 *
 * Tells how far long work has come. Called in the thread that does the work.
 */
typedef void (*SgmProgress) (double      fraction,
                             const char *what,
                             gpointer    data);

G_END_DECLS
