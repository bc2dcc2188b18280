/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sgm-event-sign.h"
#include "map/sgm-paintable.h"

G_BEGIN_DECLS

/* The side of an event's sprite, in logical pixels; the sign is in its
 * middle. */
#define SGM_EVENT_SPRITE_SIZE 40

/**
 * SgmEventSprites:
 *
 * The pictures of events and of clusters, each made once per look.
 */
typedef struct _SgmEventSprites SgmEventSprites;

SgmEventSprites *sgm_event_sprites_new       (void);
void             sgm_event_sprites_free      (SgmEventSprites    *self);
void             sgm_event_sprites_set_look  (SgmEventSprites    *self,
                                              SgmPaintableKind    kind,
                                              int                 scale,
                                              gboolean            dark,
                                              const GdkRGBA      *accent);
GdkPaintable    *sgm_event_sprites_get_sign  (SgmEventSprites    *self,
                                              const SgmEventSign *sign);
GdkPaintable    *sgm_event_sprites_get_badge (SgmEventSprites    *self,
                                              guint               count,
                                              gboolean            urgent,
                                              gboolean            overdue);
GdkPaintable    *sgm_event_sprites_get_ring  (SgmEventSprites    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmEventSprites, sgm_event_sprites_free)

G_END_DECLS
