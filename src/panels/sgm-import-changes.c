/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-changes.h"

#include <glib/gi18n.h>

#include "domain/sgm-code.h"
#include "kit/sgm-bin.h"
#include "kit/sgm-fact-list.h"

/* Few areas of a change are seen at once. */
#define FEW 3

struct _SgmImportChanges
{
  AdwBin parent_instance;
  SgmFactList *facts;   /* of a table */
  GtkListBox *areas;
  GtkWidget *edition;
  GtkEditable *edition_name;
  GtkLabel *promise;

  SgmImportJob *job;
  GPtrArray *differences; /* that are shown; NULL where there are none */
  char *proposed;         /* as the edition's name */
};

enum
{
  SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmImportChanges, sgm_import_changes, ADW_TYPE_BIN)

/* Tables ---------------------------------------------------------------------- */

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
refresh_table (SgmImportChanges    *self,
               const SgmLedgerPlan *plan)
{
  sgm_fact_list_begin (self->facts);
  add_fact (self, _("Are added"), _("The district does not have them yet."), plan->n_new);
  add_fact (self, _("Change"), _("The file says something else of them."), plan->n_changed);
  add_fact (self, _("End"), _("The file has all there is, but not these."), plan->n_ended);
  add_fact (self, _("Stay as they are"), NULL, plan->n_same);
  add_fact (self, _("Rows left out"), _("What was found says why."), plan->n_left_out);
  sgm_fact_list_end (self->facts);
}

/* Areas ------------------------------------------------------------------------- */

static void
on_row_activated (SgmImportChanges *self,
                  GtkWidget        *row)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "difference"));

  g_signal_emit (self, signals[SHOWN], 0, self->differences->pdata[i]);
}

static void
set_texts (GtkWidget  *row,
           const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_widget_add_css_class (row, "compact");
}

static GtkWidget *
make_figure (guint n)
{
  g_autofree char *text = g_strdup_printf ("%'u", n);
  GtkWidget *figure = gtk_label_new (text);

  gtk_widget_add_css_class (figure, "caption");
  gtk_widget_add_css_class (figure, "numeric");
  return figure;
}

/* An area, to be shown on the map. */
static GtkWidget *
make_area_row (SgmImportChanges *self,
               guint             number)
{
  const SgmImportDifference *difference = self->differences->pdata[number];
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = sgm_import_difference_dup_title (difference);
  g_autofree char *details = sgm_import_difference_dup_details (difference);
  const char *level = sgm_level_get_name (sgm_code_get_level (difference->code));
  g_autofree char *subtitle = g_strdup_printf ("%s %s%s%s", level, difference->code, details != NULL ? " · " : "",
                                               details != NULL ? details : "");

  set_texts (row, title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _("Show it on the map"));
  g_object_set_data (G_OBJECT (row), "difference", GUINT_TO_POINTER (number));
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
make_more_row (guint n)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (ngettext ("and %'u more", "and %'u more", n), n);

  set_texts (row, title);
  gtk_widget_add_css_class (row, "dim-label");
  return row;
}

/* Returns: a row that unfolds to the first areas of a change */
static GtkWidget *
make_change_row (SgmImportChanges *self,
                 SgmImportChange   change,
                 guint             n)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), make_figure (n));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), n <= FEW);
  for (guint i = 0; i < self->differences->len; i++)
    {
      const SgmImportDifference *difference = self->differences->pdata[i];

      if (difference->change != change)
        continue;
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_area_row (self, i));
      n--;
    }
  if (n > 0)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_more_row (n));
  return row;
}

static GtkWidget *
make_plain_row (guint n)
{
  GtkWidget *row = adw_action_row_new ();

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_figure (n));
  return row;
}

static void
refresh_areas (SgmImportChanges *self)
{
  const char *const titles[SGM_N_IMPORT_CHANGES] = {
    [SGM_IMPORT_CHANGE_BEGINS] = _("Areas begin"),
    [SGM_IMPORT_CHANGE_MOVES] = _("Areas get another boundary"),
    [SGM_IMPORT_CHANGE_RENAMED] = _("Areas get another name or kind"),
    [SGM_IMPORT_CHANGE_ENDS] = _("Areas end"),
  };
  const SgmImportResult *result = sgm_import_job_get_change (self->job);
  GPtrArray *differences = sgm_import_job_get_differences (self->job);
  GtkWidget *row;

  if (self->differences == differences)
    return;
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->areas, 0))) != NULL)
    gtk_list_box_remove (self->areas, row);
  if (differences == NULL)
    return;
  self->differences = g_ptr_array_ref (differences);
  for (guint i = 0; i < SGM_N_IMPORT_CHANGES; i++)
    {
      guint n = sgm_import_result_count (result, i);

      row = n > 0 ? make_change_row (self, i, n) : make_plain_row (n);
      set_texts (row, titles[i]);
      gtk_list_box_append (self->areas, row);
    }
  row = make_plain_row (result->n_same);
  set_texts (row, _("Areas stay as they are"));
  gtk_list_box_append (self->areas, row);
}

/* The whole ----------------------------------------------------------------------- */

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

  if (ledger != NULL && ledger->plan != NULL)
    refresh_table (self, ledger->plan);
  refresh_areas (self);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), ledger != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->areas), ledger == NULL);
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
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->proposed, g_free);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_IMPORT_CHANGES);
  G_OBJECT_CLASS (sgm_import_changes_parent_class)->dispose (object);
}

static void
sgm_import_changes_class_init (SgmImportChangesClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_import_changes_dispose;
  /**
   * SgmImportChanges::shown:
   * @difference: an SgmImportDifference
   *
   * A person wants to see where it is.
   */
  signals[SHOWN] = g_signal_new ("shown", SGM_TYPE_IMPORT_CHANGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_type_ensure (SGM_TYPE_FACT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-import-changes.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmImportChanges, facts);
  gtk_widget_class_bind_template_child (widget_class, SgmImportChanges, areas);
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
