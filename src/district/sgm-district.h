/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "district/sgm-area-set.h"
#include "district/sgm-tally.h"
#include "domain/sgm-rank.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SgmDistrict:
 *
 * What the program knows now, in memory, owned by the main thread: loaded
 * from a snapshot of the store and kept true by applying each journal
 * entry's patch. Widgets and map layers read it and never run a query.
 * Records and areas handed out are borrowed and valid until the main loop
 * runs again; take a reference to keep a record.
 *
 * [signal@District::changed] tells that an entry has been applied, with the
 * entry; or, with %NULL, that everything was loaded anew because entries were
 * missed or an entry is too large to be applied one record at a time, so that
 * anything may have changed. The queue has changed already when it is
 * emitted. The area set is another object after it where an area has changed,
 * and the same object otherwise.
 */
#define SGM_TYPE_DISTRICT (sgm_district_get_type ())
G_DECLARE_FINAL_TYPE (SgmDistrict, sgm_district, SGM, DISTRICT, GObject)

/**
 * SgmCoverage:
 * @SGM_COVERAGE_NONE: no organization of its own or shared (未覆盖)
 * @SGM_COVERAGE_JOINT: an organization that covers other grids too (联建)
 * @SGM_COVERAGE_OWN: an organization that covers this grid alone (单建)
 *
 * How a grid is covered by grid party organizations (网格党组织).
 */
typedef enum
{
  SGM_COVERAGE_NONE,
  SGM_COVERAGE_JOINT,
  SGM_COVERAGE_OWN,
} SgmCoverage;

void         sgm_district_open_async     (SgmStore             *store,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
SgmDistrict *sgm_district_open_finish    (GAsyncResult         *result,
                                          GError              **error);
SgmDistrict *sgm_district_new            (SgmStore             *store,
                                          SgmSnapshot          *snapshot,
                                          GError              **error);

SgmStore    *sgm_district_get_store      (SgmDistrict          *self);
gint64       sgm_district_get_seq        (SgmDistrict          *self);
gint64       sgm_district_get_changed_at (SgmDistrict          *self);
gboolean     sgm_district_get_live       (SgmDistrict          *self);
gboolean     sgm_district_is_sample      (SgmDistrict          *self);
SgmAreaSet  *sgm_district_get_areas      (SgmDistrict          *self);
const SgmTallies *sgm_district_get_tallies (SgmDistrict        *self);
SgmRecord   *sgm_district_get_record     (SgmDistrict          *self,
                                          const SgmTable       *table,
                                          gint64                id);
GPtrArray   *sgm_district_dup_records    (SgmDistrict          *self,
                                          const SgmTable       *table);

/* Events */
GListModel  *sgm_district_get_queue      (SgmDistrict          *self);
GPtrArray   *sgm_district_dup_open_events_in (SgmDistrict      *self,
                                          const SgmArea        *area);
guint        sgm_district_count_open_events (SgmDistrict       *self,
                                          const SgmArea        *area);
guint        sgm_district_count_all_open_events (SgmDistrict   *self);
GPtrArray   *sgm_district_dup_steps      (SgmDistrict          *self,
                                          gint64                event);
SgmRecord   *sgm_district_get_active_task (SgmDistrict         *self,
                                          gint64                event);
SgmRecord   *sgm_district_get_message    (SgmDistrict          *self,
                                          gint64                task);
SgmRecord   *sgm_district_get_parked     (SgmDistrict          *self,
                                          gint64                event);

/* People */
GPtrArray   *sgm_district_dup_posts      (SgmDistrict          *self,
                                          const SgmArea        *area,
                                          SgmRole               role);
GPtrArray   *sgm_district_dup_posts_of   (SgmDistrict          *self,
                                          gint64                person);
GPtrArray   *sgm_district_dup_candidates (SgmDistrict          *self,
                                          gint64                event);
guint        sgm_district_get_load       (SgmDistrict          *self,
                                          gint64                person);

/* Party organizations */
SgmCoverage  sgm_district_get_coverage   (SgmDistrict          *self,
                                          const SgmArea        *grid);
GPtrArray   *sgm_district_dup_orgs       (SgmDistrict          *self,
                                          const SgmArea        *grid);

G_END_DECLS
