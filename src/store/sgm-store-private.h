/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-engine.h"
#include "store/sgm-job.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

/* sgm-store.c has the thread, opening and changes, sgm-store-read.c what is
 * read. */

/* The engine belongs to the thread from the moment it starts. Jobs reach it
 * through the queue, one after another. Changes that wait in a row are made
 * real together. */
struct _SgmStore
{
  GObject parent_instance;

  char *path;
  GMainContext *context;
  SgmEngine *engine;
  GThread *thread;
  GAsyncQueue *jobs;
  int held_pages;  /* atomic */
  gint64 followed; /* last entry emitted; -1 until the district was loaded */
};

gpointer sgm_store_run       (SgmStore             *self,
                              SgmJob               *job,
                              GError              **error);
void     sgm_store_run_later (SgmStore             *self,
                              SgmJob               *job,
                              gpointer              source_tag,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
gboolean sgm_store_follow    (SgmStore             *self,
                              GError              **error);

G_END_DECLS
