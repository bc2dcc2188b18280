/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-sign-key.h"

#include <glib/gi18n.h>

#include "draw/sgm-event-sign.h"

#define SIZE 32
#define SIGN_SIZE 20

struct _SgmSignKey
{
  GtkGrid parent_instance;
};

G_DEFINE_FINAL_TYPE (SgmSignKey, sgm_sign_key, GTK_TYPE_GRID)

static const struct
{
  const char *meaning;
  SgmUrgency urgency;
  SgmStage stage;
  double time_left;
  gboolean overdue;
} signs[] = {
  { N_("Triangle: urgent"), SGM_URGENCY_URGENT, SGM_STAGE_FILED, 1, FALSE },
  { N_("Circle: ordinary"), SGM_URGENCY_ORDINARY, SGM_STAGE_FILED, 1, FALSE },
  { N_("Square: planned"), SGM_URGENCY_PLANNED, SGM_STAGE_FILED, 1, FALSE },
  { N_("Half full: in progress"), SGM_URGENCY_ORDINARY, SGM_STAGE_IN_PROGRESS, 1, FALSE },
  { N_("Full: reported back"), SGM_URGENCY_ORDINARY, SGM_STAGE_REPORTED_BACK, 1, FALSE },
  { N_("Ring: the time that is left"), SGM_URGENCY_ORDINARY, SGM_STAGE_FILED, 0.3, FALSE },
  { N_("Halo: the time has run out"), SGM_URGENCY_ORDINARY, SGM_STAGE_FILED, 0, TRUE },
};

static void
draw (GtkDrawingArea *area,
      cairo_t        *cr,
      int             width,
      int             height,
      gpointer        data)
{
  guint i = GPOINTER_TO_UINT (data);
  SgmEventSign sign = {
    .urgency = signs[i].urgency,
    .stage = signs[i].stage,
    .time_left = signs[i].time_left,
    .overdue = signs[i].overdue,
    .dark = adw_style_manager_get_dark (adw_style_manager_get_default ()),
  };

  sgm_event_sign_draw (&sign, cr, width / 2.0, height / 2.0, SIGN_SIZE);
}

static void
sgm_sign_key_class_init (SgmSignKeyClass *class)
{
}

static void
add_words (SgmSignKey *self,
           const char *words,
           int         row)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_grid_attach (GTK_GRID (self), label, 1, row, 1, 1);
}

static void
sgm_sign_key_init (SgmSignKey *self)
{
  GtkWidget *number = gtk_label_new ("12");

  gtk_grid_set_column_spacing (GTK_GRID (self), 8);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      GtkWidget *picture = gtk_drawing_area_new ();

      gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (picture), SIZE);
      gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (picture), SIZE);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (picture), draw, GUINT_TO_POINTER (i), NULL);
      gtk_grid_attach (GTK_GRID (self), picture, 0, (int) i, 1, 1);
      add_words (self, _(signs[i].meaning), (int) i);
    }
  gtk_widget_add_css_class (number, "numeric");
  gtk_grid_attach (GTK_GRID (self), number, 0, G_N_ELEMENTS (signs), 1, 1);
  add_words (self, _("Number: so many events; red where one is overdue, orange where one is urgent"), G_N_ELEMENTS (signs));
}
