/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-changes.h"

#include <glib/gi18n.h>

#include "kit/sgm-bin.h"
#include "kit/sgm-fact-list.h"

struct _SgmImportChanges
{
  AdwBin parent_instance;
  SgmFactList *facts;
  GtkWidget *edition;
  GtkEditable *edition_name;
  GtkLabel *promise;

  SgmImportJob *job;
  char *proposed; /* as the edition's name */
};

G_DEFINE_FINAL_TYPE (SgmImportChanges, sgm_import_changes, ADW_TYPE_BIN)

static void
add_fact (SgmImportChanges *self,
          const char       *title,
          const char       *subtitle,
          guint             n)
{
  g_autofree char *figure = g_strdup_printf ("%'u", n);

  sgm_fact_list_add (self->facts, title, subtitle, figure);
}

static void
add_of_table (SgmImportChanges    *self,
              const SgmLedgerPlan *plan)
{
  add_fact (self, _("Are added"), _("The district does not have them yet."), plan->n_new);
  add_fact (self, _("Change"), _("The file says something else of them."), plan->n_changed);
  add_fact (self, _("End"), _("The file has all there is, but not these."), plan->n_ended);
  add_fact (self, _("Stay as they are"), NULL, plan->n_same);
  add_fact (self, _("Rows left out"), _("What was found says why."), plan->n_left_out);
}

static void
add_of_areas (SgmImportChanges      *self,
              const SgmImportResult *change)
{
  add_fact (self, _("Areas begin"), _("They are new."), change->n_new);
  add_fact (self, _("Areas change"), _("Their border, their name or both are other ones."), change->n_changed);
  add_fact (self, _("Areas end"), _("The file has all of its level, but not these."), change->n_ended);
  add_fact (self, _("Areas stay as they are"), NULL, change->n_same);
}

/* What a person has written stays until another file is opened. */
static void
propose_name (SgmImportChanges *self)
{
  const char *name = sgm_import_job_get_name (self->job);

  if (g_strcmp0 (name, self->proposed) == 0)
    return;
  g_free (self->proposed);
  self->proposed = g_strdup (name);
  gtk_editable_set_text (self->edition_name, name);
}

/**
 * sgm_import_changes_refresh:
 *
 * Shows what the job says now.
 */
void
sgm_import_changes_refresh (SgmImportChanges *self)
{
  const SgmImportLedger *ledger = sgm_import_job_get_ledger (self->job);
  const char *promise;

  sgm_fact_list_begin (self->facts);
  if (ledger != NULL && ledger->plan != NULL)
    add_of_table (self, ledger->plan);
  else if (ledger == NULL)
    add_of_areas (self, sgm_import_job_get_change (self->job));
  sgm_fact_list_end (self->facts);
  if (!sgm_import_job_has_changes (self->job))
    promise = _("The file has nothing that is not there already.");
  else if (ledger != NULL)
    promise = _("All of it becomes real or nothing. Undo takes all of it back.");
  else
    promise = _("Past events keep the area that they happened in. Posts and events go on with their areas. "
                "Undo brings the former areas back.");
  gtk_label_set_text (self->promise, promise);
  gtk_widget_set_visible (self->edition, ledger == NULL);
  propose_name (self);
}

static void
sgm_import_changes_dispose (GObject *object)
{
  SgmImportChanges *self = SGM_IMPORT_CHANGES (object);

  g_clear_object (&self->job);
  g_clear_pointer (&self->proposed, g_free);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_IMPORT_CHANGES);
  G_OBJECT_CLASS (sgm_import_changes_parent_class)->dispose (object);
}

static void
sgm_import_changes_class_init (SgmImportChangesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_import_changes_dispose;
  g_type_ensure (SGM_TYPE_FACT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-import-changes.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmImportChanges, facts);
  gtk_widget_class_bind_template_child (widget_class, SgmImportChanges, edition);
  gtk_widget_class_bind_template_child (widget_class, SgmImportChanges, edition_name);
  gtk_widget_class_bind_template_child (widget_class, SgmImportChanges, promise);
}

static void
sgm_import_changes_init (SgmImportChanges *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sgm_import_changes_set_job:
 * @job: (nullable): whose changes they are
 */
void
sgm_import_changes_set_job (SgmImportChanges *self,
                            SgmImportJob     *job)
{
  g_set_object (&self->job, job);
  g_clear_pointer (&self->proposed, g_free);
}

/**
 * sgm_import_changes_get_name:
 *
 * Returns: what the edition is to be called
 */
const char *
sgm_import_changes_get_name (SgmImportChanges *self)
{
  return gtk_editable_get_text (self->edition_name);
}
