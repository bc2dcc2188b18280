/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Pictures for tests, as cameras and others make them. */

GBytes *photo_maker_new      (const char *type,
                              int         width,
                              int         height,
                              guint       seed);
GBytes *photo_maker_new_exif (int         width,
                              int         height,
                              guint       orientation);
GFile  *photo_maker_write    (const char *folder,
                              const char *name,
                              GBytes     *content);
