/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * SgmEventHit:
 * @event: the event, or the first (most urgent) one of a cluster
 * @n_events: how many stand there; more than 1 is a cluster
 * @longitude: where the sign or badge is, in degrees
 * @latitude: the same
 * @apart: zoom level at which the cluster falls apart, or more than the map
 *   has where all its events are in one place
 *
 * What is under the pointer.
 */
typedef struct
{
  gint64 event;
  guint n_events;
  double longitude;
  double latitude;
  double apart;
} SgmEventHit;

/**
 * SgmEventLayer:
 *
 * Open events as signs, all in one widget. Events that would cover each other
 * are one badge with their number. New events fade in.
 */
#define SGM_TYPE_EVENT_LAYER (sgm_event_layer_get_type ())
G_DECLARE_FINAL_TYPE (SgmEventLayer, sgm_event_layer, SGM, EVENT_LAYER, ShumateLayer)

SgmEventLayer *sgm_event_layer_new          (ShumateViewport *viewport);
void           sgm_event_layer_set_events   (SgmEventLayer   *self,
                                             GListModel      *queue);
void           sgm_event_layer_update       (SgmEventLayer   *self);
void           sgm_event_layer_set_dark     (SgmEventLayer   *self,
                                             gboolean         dark);
void           sgm_event_layer_set_selected (SgmEventLayer   *self,
                                             gint64           event);
gboolean       sgm_event_layer_find_at      (SgmEventLayer   *self,
                                             double           x,
                                             double           y,
                                             SgmEventHit     *hit);
GArray        *sgm_event_layer_dup_boxes    (SgmEventLayer   *self);
GArray        *sgm_event_layer_dup_events   (SgmEventLayer   *self,
                                             const SgmEventHit *hit);

G_END_DECLS
