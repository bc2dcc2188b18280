/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"
#include "district/sgm-picture.h"
#include "district/sgm-queue.h"

G_BEGIN_DECLS

/* sgm-district.c keeps the picture true, the other files only read it.
 * There is always a picture once a district has been handed out. While a load
 * is under way, entries wait in @pending. */
struct _SgmDistrict
{
  GObject parent_instance;

  SgmStore *store;
  SgmPicture *picture;
  SgmQueue *queue;
  gint64 changed_at;

  gboolean loading;
  GQueue pending; /* of SgmEntry */
  GCancellable *cancellable;
  GSource *retry;
  guint retry_delay; /* milliseconds */
};

static inline GPtrArray *
sgm_district_get_related (SgmDistrict    *self,
                          const SgmTable *table,
                          guint           column,
                          gint64          id)
{
  return sgm_records_get_related (self->picture->records, table, column, id);
}

static inline gboolean
sgm_district_task_is_active (SgmRecord *task)
{
  return sgm_task_state_is_active (sgm_record_get_int (task, SGM_TASK_STATE));
}

G_END_DECLS
