/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-event-glyph.h"

#include "domain/sgm-tables.h"
#include "draw/sgm-event-sign.h"
#include "kit/sgm-ticker.h"

/* The ring of time left moves slowly: a picture in every half minute will do. */
#define TICKS_PER_PICTURE 30

struct _SgmEventGlyph
{
  GtkDrawingArea parent_instance;
  SgmRecord *event;
  guint ticks;
};

G_DEFINE_FINAL_TYPE (SgmEventGlyph, sgm_event_glyph, GTK_TYPE_DRAWING_AREA)

static double
get_time_left (SgmRecord *event,
               gint64     now)
{
  gint64 from = sgm_record_get_int (event, SGM_EVENT_REPORTED_AT);
  gint64 due = sgm_record_get_int (event, SGM_EVENT_DUE_AT);

  if (due <= from)
    return 1;
  return CLAMP ((double) (due - now) / (double) (due - from), 0, 1);
}

static void
draw (GtkDrawingArea *area,
      cairo_t        *cr,
      int             width,
      int             height,
      gpointer        data)
{
  SgmEventGlyph *self = SGM_EVENT_GLYPH (area);
  gint64 now = sgm_ticker_get_now ();
  SgmEventSign sign = { 0 };

  if (self->event == NULL)
    return;

  sign.urgency = sgm_record_get_int (self->event, SGM_EVENT_URGENCY);
  sign.stage = sgm_record_get_int (self->event, SGM_EVENT_STAGE);
  sign.time_left = get_time_left (self->event, now);
  sign.overdue = !sgm_record_is_null (self->event, SGM_EVENT_DUE_AT)
    && sgm_record_get_int (self->event, SGM_EVENT_DUE_AT) <= now;
  sign.dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  sgm_event_sign_draw (&sign, cr, width / 2.0, height / 2.0, MIN (width, height) * 0.7);
}

static void
on_tick (SgmTicker     *ticker,
         SgmEventGlyph *self)
{
  if (++self->ticks % TICKS_PER_PICTURE == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
sgm_event_glyph_finalize (GObject *object)
{
  SgmEventGlyph *self = SGM_EVENT_GLYPH (object);

  g_clear_pointer (&self->event, sgm_record_unref);
  G_OBJECT_CLASS (sgm_event_glyph_parent_class)->finalize (object);
}

static void
sgm_event_glyph_class_init (SgmEventGlyphClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_event_glyph_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sgm_event_glyph_init (SgmEventGlyph *self)
{
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self), 24);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self), 24);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self), draw, NULL, NULL);
  g_signal_connect_object (sgm_ticker_get_default (), "tick", G_CALLBACK (on_tick), self, 0);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * sgm_event_glyph_set_event:
 * @event: (nullable): the event's record
 */
void
sgm_event_glyph_set_event (SgmEventGlyph *self,
                           SgmRecord     *event)
{
  g_return_if_fail (SGM_IS_EVENT_GLYPH (self));

  if (self->event == event)
    return;
  g_clear_pointer (&self->event, sgm_record_unref);
  self->event = event != NULL ? sgm_record_ref (event) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
