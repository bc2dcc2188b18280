/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A folder of a test's own, removed with what is in it. */
char *scratch_new  (void);
void  scratch_free (char *folder);
