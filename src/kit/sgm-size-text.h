/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sgm_size_text_dup_length (double metres);
char *sgm_size_text_dup_area   (double square_metres);

G_END_DECLS
