/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-candidate-row.h"

#include "domain/sgm-tables.h"
#include "kit/sgm-wording.h"

struct _SgmCandidateRow
{
  GtkListBoxRow parent_instance;
  GtkLabel *name;
  GtkLabel *reason;
  GtkLabel *kind;
  gint64 person;
};

G_DEFINE_FINAL_TYPE (SgmCandidateRow, sgm_candidate_row, GTK_TYPE_LIST_BOX_ROW)

static void
sgm_candidate_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SGM_TYPE_CANDIDATE_ROW);
  G_OBJECT_CLASS (sgm_candidate_row_parent_class)->dispose (object);
}

static void
sgm_candidate_row_class_init (SgmCandidateRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_candidate_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-candidate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmCandidateRow, name);
  gtk_widget_class_bind_template_child (widget_class, SgmCandidateRow, reason);
  gtk_widget_class_bind_template_child (widget_class, SgmCandidateRow, kind);
}

static void
sgm_candidate_row_init (SgmCandidateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sgm_candidate_row_new:
 * @candidate: who; it is not kept
 */
GtkWidget *
sgm_candidate_row_new (SgmDistrict        *district,
                       const SgmCandidate *candidate)
{
  SgmCandidateRow *self = g_object_new (SGM_TYPE_CANDIDATE_ROW, NULL);
  gint64 person = sgm_record_get_id (candidate->person);
  g_autofree char *name = sgm_wording_dup_person (district, person);
  const char *kind = sgm_person_kind_get_name (sgm_record_get_int (candidate->person, SGM_PERSON_KIND));
  g_autofree char *why = sgm_candidate_dup_why (candidate);
  g_autofree char *accessible = g_strdup_printf ("%s, %s, %s", name, kind, why);

  self->person = person;
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->reason, why);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->reason), why);
  gtk_label_set_text (self->kind, kind);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible, -1);
  return GTK_WIDGET (self);
}

gint64
sgm_candidate_row_get_person (SgmCandidateRow *self)
{
  return self->person;
}
