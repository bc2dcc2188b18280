/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-event-sprites.h"

#include <math.h>

#define SIGN_SIZE 20
#define BADGE_RADIUS 13.0
#define RING_RADIUS 17.0
#define RING_WIDTH 3.0
/* A sign whose time runs gets a new sprite this many times in its life. */
#define TIME_STEPS 12

struct _SgmEventSprites
{
  SgmPaintableKind kind;
  int scale;
  gboolean dark;
  GdkRGBA accent;
  GHashTable *signs;  /* key of a look → SgmPaintable */
  GHashTable *badges; /* the same */
  GdkPaintable *ring;
};

/**
 * sgm_event_sprites_new:
 *
 * Returns: (transfer full): an empty set of sprites for a light map
 */
SgmEventSprites *
sgm_event_sprites_new (void)
{
  SgmEventSprites *self = g_new0 (SgmEventSprites, 1);

  self->scale = 1;
  self->signs = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->badges = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  return self;
}

void
sgm_event_sprites_free (SgmEventSprites *self)
{
  g_hash_table_unref (self->signs);
  g_hash_table_unref (self->badges);
  g_clear_object (&self->ring);
  g_free (self);
}

/**
 * sgm_event_sprites_set_look:
 * @self: sprites
 * @kind: what the renderer likes
 * @scale: device pixels in a logical one
 * @dark: whether they are seen on a dark map
 * @accent: the colour that marks what is selected
 *
 * Says how everything is to look; sprites of another look are forgotten.
 */
void
sgm_event_sprites_set_look (SgmEventSprites  *self,
                            SgmPaintableKind  kind,
                            int               scale,
                            gboolean          dark,
                            const GdkRGBA    *accent)
{
  if (self->kind == kind && self->scale == scale && self->dark == dark
      && gdk_rgba_equal (&self->accent, accent))
    return;

  self->kind = kind;
  self->scale = scale;
  self->dark = dark;
  self->accent = *accent;
  g_hash_table_remove_all (self->signs);
  g_hash_table_remove_all (self->badges);
  g_clear_object (&self->ring);
}

/* The origin of the context is the middle of the sprite. */
static cairo_t *
begin (SgmEventSprites  *self,
       cairo_surface_t **surface)
{
  int size = SGM_EVENT_SPRITE_SIZE * self->scale;
  cairo_t *cr;

  *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cr = cairo_create (*surface);
  cairo_scale (cr, self->scale, self->scale);
  cairo_translate (cr, SGM_EVENT_SPRITE_SIZE / 2.0, SGM_EVENT_SPRITE_SIZE / 2.0);
  return cr;
}

/* The part of a surface that something is drawn on, which is not nothing. */
static cairo_rectangle_int_t
find_drawn (cairo_surface_t *surface)
{
  const guint32 *pixels;
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface) / (int) sizeof (guint32);
  int left = width - 1, top = height - 1, right = 0, bottom = 0;

  cairo_surface_flush (surface);
  pixels = (const guint32 *) (void *) cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (pixels[y * stride + x] != 0)
        {
          left = MIN (left, x);
          right = MAX (right, x);
          top = MIN (top, y);
          bottom = MAX (bottom, y);
        }
  return (cairo_rectangle_int_t) { left, top, right - left + 1, bottom - top + 1 };
}

/* Only what is drawn on: most of a sign without a halo is nothing, which would
 * take its time in each frame. */
static GdkPaintable *
end (SgmEventSprites *self,
     cairo_t         *cr,
     cairo_surface_t *surface)
{
  cairo_rectangle_int_t drawn = find_drawn (surface);
  float scale = self->scale;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (drawn.x / scale, drawn.y / scale, drawn.width / scale,
                                               drawn.height / scale);
  cairo_surface_t *part = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, drawn.width, drawn.height);
  GdkPaintable *paintable;

  cairo_destroy (cr);
  cr = cairo_create (part);
  cairo_set_source_surface (cr, surface, -drawn.x, -drawn.y);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  paintable = GDK_PAINTABLE (sgm_paintable_new_part (part, &bounds, SGM_EVENT_SPRITE_SIZE,
                                                     SGM_EVENT_SPRITE_SIZE, self->kind));
  cairo_surface_destroy (part);
  return paintable;
}

/**
 * sgm_event_sprites_get_sign:
 * @self: sprites
 * @sign: an event's sign; whether it is dark is not looked at
 *
 * Returns: (transfer none): its picture
 */
GdkPaintable *
sgm_event_sprites_get_sign (SgmEventSprites    *self,
                            const SgmEventSign *sign)
{
  guint step = round (CLAMP (sign->time_left, 0, 1) * TIME_STEPS);
  guint key = (guint) sign->urgency << 16 | (guint) sign->stage << 8 | step << 1
              | (sign->overdue ? 1 : 0);
  GdkPaintable *sprite = g_hash_table_lookup (self->signs, GUINT_TO_POINTER (key));
  SgmEventSign drawn = *sign;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (sprite != NULL)
    return sprite;

  drawn.time_left = (double) step / TIME_STEPS;
  drawn.dark = self->dark;
  cr = begin (self, &surface);
  sgm_event_sign_draw (&drawn, cr, 0, 0, SIGN_SIZE);
  sprite = end (self, cr, surface);
  g_hash_table_insert (self->signs, GUINT_TO_POINTER (key), sprite);
  return sprite;
}

static void
draw_count (cairo_t    *cr,
            const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans Bold");
  PangoRectangle ink;

  pango_font_description_set_absolute_size (font, (strlen (text) > 2 ? 9.5 : 12) * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_extents (layout, &ink, NULL);
  cairo_move_to (cr, -ink.x - ink.width / 2.0, -ink.y - ink.height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

/**
 * sgm_event_sprites_get_badge:
 * @self: sprites
 * @count: how many events stand together
 * @urgent: whether one of them is urgent
 * @overdue: whether one of them is overdue
 *
 * Returns: (transfer none): the picture of such a cluster
 */
GdkPaintable *
sgm_event_sprites_get_badge (SgmEventSprites *self,
                             guint            count,
                             gboolean         urgent,
                             gboolean         overdue)
{
  guint shown = MIN (count, 1000);
  guint key = shown << 2 | (urgent ? 2u : 0) | (overdue ? 1u : 0);
  GdkPaintable *sprite = g_hash_table_lookup (self->badges, GUINT_TO_POINTER (key));
  g_autofree char *text = NULL;
  GdkRGBA paper, ink, ring;
  cairo_surface_t *surface;
  cairo_t *cr;

  if (sprite != NULL)
    return sprite;

  gdk_rgba_parse (&paper, self->dark ? "#303438" : "#ffffff");
  gdk_rgba_parse (&ink, self->dark ? "#ffffff" : "#2e3436");
  gdk_rgba_parse (&ring, self->dark ? "#9a9996" : "#77767b");
  if (overdue)
    gdk_rgba_parse (&ring, self->dark ? "#ff7b63" : "#c01c28");
  else if (urgent)
    gdk_rgba_parse (&ring, self->dark ? "#ffa348" : "#c64600");

  cr = begin (self, &surface);
  cairo_arc (cr, 0, 0, BADGE_RADIUS + 1.5, 0, 2 * G_PI);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.18);
  cairo_fill (cr);
  cairo_arc (cr, 0, 0, BADGE_RADIUS - 1, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &paper);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &ring);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &ink);
  text = shown < 1000 ? g_strdup_printf ("%u", shown) : g_strdup ("999+");
  draw_count (cr, text);
  sprite = end (self, cr, surface);
  g_hash_table_insert (self->badges, GUINT_TO_POINTER (key), sprite);
  return sprite;
}

/**
 * sgm_event_sprites_get_ring:
 *
 * Returns: (transfer none): what is drawn around the selected event
 */
GdkPaintable *
sgm_event_sprites_get_ring (SgmEventSprites *self)
{
  cairo_surface_t *surface;
  cairo_t *cr;

  if (self->ring != NULL)
    return self->ring;

  cr = begin (self, &surface);
  cairo_arc (cr, 0, 0, RING_RADIUS, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &(GdkRGBA) { self->accent.red, self->accent.green,
                                              self->accent.blue, 0.18f });
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &self->accent);
  cairo_set_line_width (cr, RING_WIDTH);
  cairo_stroke (cr);
  self->ring = end (self, cr, surface);
  return self->ring;
}
