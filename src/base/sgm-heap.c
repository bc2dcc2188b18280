/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-heap.h"

#include <malloc.h>

/* Glibc gives each thread that allocates a heap of its own, up to eight for
 * each processor, and returns little of them. The map's threads come and go;
 * two heaps are enough for those that work at the same time. */
#define N_HEAPS 2

/* The pictures of tiles come and go, a quarter of a megabyte or one each. From
 * this size on memory is asked for and given back by itself, in bytes; glibc
 * else puts such sizes into its heaps once some of them were freed, where they
 * leave holes. */
#define LARGE (128 * 1024)

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
  mallopt (M_MMAP_THRESHOLD, LARGE);
#endif
}
