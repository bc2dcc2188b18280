/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-strip.h"

#include <glib/gi18n.h>

struct _SgmMapStrip
{
  GtkWidget parent_instance;

  GtkWidget *notice;
  GtkWidget *where;
  GtkWidget *place;
  GtkWidget *value;
  GtkWidget *line;
  GtkWidget *scale;
  GtkWidget *end;
  GtkWidget *coordinates;
  GtkWidget *attribution;
};

G_DEFINE_FINAL_TYPE (SgmMapStrip, sgm_map_strip, GTK_TYPE_WIDGET)

static void
sgm_map_strip_dispose (GObject *object)
{
  SgmMapStrip *self = SGM_MAP_STRIP (object);

  g_clear_pointer (&self->notice, gtk_widget_unparent);
  g_clear_pointer (&self->where, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  G_OBJECT_CLASS (sgm_map_strip_parent_class)->dispose (object);
}

static void
sgm_map_strip_class_init (SgmMapStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sgm_map_strip_dispose;

  g_type_ensure (SHUMATE_TYPE_SCALE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/smartgridmap/SmartGridMap/sgm-map-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmMapStrip, notice);
  gtk_widget_class_bind_template_child (widget_class, SgmMapStrip, where);
  gtk_widget_class_bind_template_child (widget_class, SgmMapStrip, place);
  gtk_widget_class_bind_template_child (widget_class, SgmMapStrip, value);
  gtk_widget_class_bind_template_child (widget_class, SgmMapStrip, line);
  gtk_widget_class_bind_template_child (widget_class, SgmMapStrip, scale);
  gtk_widget_class_bind_template_child (widget_class, SgmMapStrip, end);
  gtk_widget_class_bind_template_child (widget_class, SgmMapStrip, coordinates);
  gtk_widget_class_bind_template_child (widget_class, SgmMapStrip, attribution);
}

static void
sgm_map_strip_init (SgmMapStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (GtkWidget  *label,
          const char *text)
{
  gtk_widget_set_visible (label, text != NULL && text[0] != '\0');
  if (text != NULL && !g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
    gtk_label_set_text (GTK_LABEL (label), text);
}

static void
update_end (SgmMapStrip *self)
{
  gtk_widget_set_visible (self->end, gtk_widget_get_visible (self->coordinates)
                                     || gtk_widget_get_visible (self->attribution));
}

void
sgm_map_strip_set_viewport (SgmMapStrip     *self,
                            ShumateViewport *viewport)
{
  shumate_scale_set_viewport (SHUMATE_SCALE (self->scale), viewport);
}

/**
 * sgm_map_strip_set_place:
 * @self: a strip
 * @text: what is pointed at or selected; empty for nothing
 * @value: (nullable): what the map's theme tells of it
 */
void
sgm_map_strip_set_place (SgmMapStrip *self,
                         const char  *text,
                         const char  *value)
{
  set_text (self->place, text);
  set_text (self->value, value);
  gtk_widget_set_visible (self->where, gtk_widget_get_visible (self->place));
}

/**
 * sgm_map_strip_set_coordinates:
 * @self: a strip
 * @longitude: under the pointer, in degrees
 * @latitude: the same
 * @code: (nullable): of the grid there
 */
void
sgm_map_strip_set_coordinates (SgmMapStrip *self,
                               double       longitude,
                               double       latitude,
                               const char  *code)
{
  /* Translators: longitude and latitude in degrees; CGCS2000 is the datum */
  g_autofree char *place = g_strdup_printf (_("CGCS2000 %.5f° E, %.5f° N"), longitude, latitude);
  g_autofree char *text = code != NULL ? g_strdup_printf ("%s · %s", place, code)
                                       : g_strdup (place);

  set_text (self->coordinates, text);
  update_end (self);
}

void
sgm_map_strip_no_coordinates (SgmMapStrip *self)
{
  gtk_widget_hide (self->coordinates);
  update_end (self);
}

/**
 * sgm_map_strip_set_notice:
 * @self: a strip
 * @text: (nullable): what is wrong with the base map, a sentence on each line
 */
void
sgm_map_strip_set_notice (SgmMapStrip *self,
                          const char  *text)
{
  set_text (self->notice, text);
}

/**
 * sgm_map_strip_set_attribution:
 * @self: a strip
 * @text: (nullable): who made the base map
 */
void
sgm_map_strip_set_attribution (SgmMapStrip *self,
                               const char  *text)
{
  set_text (self->attribution, text);
  update_end (self);
}
