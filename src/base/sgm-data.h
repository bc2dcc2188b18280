/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes    *sgm_data_lookup     (const char  *name,
                                GError     **error);
GPtrArray *sgm_data_parse_csv  (const char  *text,
                                gsize        size);
GPtrArray *sgm_data_lookup_csv (const char  *name,
                                GError     **error);

G_END_DECLS
