/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-heap.h"

#include <malloc.h>

#include <gio/gio.h>

/* Glibc gives each thread that allocates a heap of its own, up to eight for
 * each processor, and returns little of them. The map's threads come and go;
 * two heaps are enough for those that work at the same time. */
#define N_HEAPS 2

/**
 * sgm_heap_set_up:
 *
 * Keeps the memory of a program with many threads small. Called first, before
 * any other thread is started.
 */
void
sgm_heap_set_up (void)
{
#ifdef M_ARENA_MAX
  mallopt (M_ARENA_MAX, N_HEAPS);
#endif
}

static void
trim_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
#ifdef __GLIBC__
  malloc_trim (0);
#endif
  g_task_return_boolean (task, TRUE);
}

/**
 * sgm_heap_tidy:
 *
 * Gives back to the system what lies unused between the blocks of the heap,
 * such as the tiles of where the map was before: a hundred megabytes after a
 * tour of it. Takes some ten milliseconds, in which nobody gets memory: for a
 * moment of rest. Returns at once, a thread does it.
 */
void
sgm_heap_tidy (void)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, sgm_heap_tidy);
  g_task_run_in_thread (task, trim_in_thread);
}
