/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <dlfcn.h>

#include <glib.h>

#include <sanitizer/tsan_interface.h>

/* ThreadSanitizer sees what code built with it does, and GLib is not: it would
 * take whatever GLib's locks and counters guard for a race. These stand in for
 * them in a test that is built with it, and tell it what they do. Nothing is
 * kept from it. */

void
g_mutex_lock (GMutex *mutex)
{
  static void (*real) (GMutex *);

  if (g_once_init_enter (&real))
    g_once_init_leave (&real, (void (*) (GMutex *)) dlsym (RTLD_NEXT, "g_mutex_lock"));
  __tsan_mutex_pre_lock (mutex, 0);
  real (mutex);
  __tsan_mutex_post_lock (mutex, 0, 0);
}

void
g_mutex_unlock (GMutex *mutex)
{
  static void (*real) (GMutex *);

  if (g_once_init_enter (&real))
    g_once_init_leave (&real, (void (*) (GMutex *)) dlsym (RTLD_NEXT, "g_mutex_unlock"));
  __tsan_mutex_pre_unlock (mutex, 0);
  real (mutex);
  __tsan_mutex_post_unlock (mutex, 0);
}

#undef g_atomic_ref_count_init
#undef g_atomic_ref_count_inc
#undef g_atomic_ref_count_dec
#undef g_atomic_ref_count_compare

void
g_atomic_ref_count_init (gatomicrefcount *count)
{
  __atomic_store_n (count, 1, __ATOMIC_RELAXED);
}

void
g_atomic_ref_count_inc (gatomicrefcount *count)
{
  __atomic_add_fetch (count, 1, __ATOMIC_RELAXED);
}

gboolean
g_atomic_ref_count_dec (gatomicrefcount *count)
{
  return __atomic_sub_fetch (count, 1, __ATOMIC_ACQ_REL) == 0;
}

gboolean
g_atomic_ref_count_compare (gatomicrefcount *count,
                            gint             value)
{
  return __atomic_load_n (count, __ATOMIC_ACQUIRE) == value;
}
