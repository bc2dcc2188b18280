/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-panel.h"

#include <glib/gi18n.h>

#include "base/sgm-error.h"
#include "kit/sgm-bin.h"
#include "kit/sgm-error-dialog.h"
#include "panels/sgm-import-changes.h"
#include "panels/sgm-import-columns.h"
#include "panels/sgm-import-fields.h"
#include "panels/sgm-import-findings.h"
#include "panels/sgm-import-marker.h"

typedef enum
{
  PAGE_FILE,
  PAGE_COLUMNS,
  PAGE_FINDINGS,
  PAGE_CHANGE,
  N_PAGES
} Page;

static const char *const page_names[N_PAGES] = { "file", "columns", "findings", "change" };

struct _SgmImportPanel
{
  AdwBin parent_instance;
  GtkLabel *file_name;
  GtkLabel *step;
  GtkStack *pages;
  SgmImportColumns *columns;
  SgmImportFields *fields;     /* of a table instead of the columns */
  SgmImportFindings *findings;
  GtkLabel *findings_summary;
  SgmImportChanges *changes;
  GtkRevealer *message_revealer;
  GtkLabel *message;
  GtkWidget *progress_box;
  GtkLabel *progress_text;
  GtkProgressBar *progress_bar;
  GtkWidget *buttons;
  GtkWidget *back;
  GtkWidget *take_back;
  GtkButton *repair;
  GtkButton *next;

  Page page;
  SgmImportJob *job; /* while an import is open */
  SgmImportMarker *marker;
};

enum
{
  MADE,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmImportPanel, sgm_import_panel, ADW_TYPE_BIN)

static const SgmLedgerPlan *
get_ledger_plan (SgmImportPanel *self)
{
  const SgmImportLedger *ledger = sgm_import_job_get_ledger (self->job);

  return ledger != NULL ? ledger->plan : NULL;
}

/* What is seen -------------------------------------------------------------- */

static void
say (SgmImportPanel *self,
     const char     *sentence)
{
  if (sentence != NULL)
    gtk_label_set_text (self->message, sentence);
  gtk_revealer_set_reveal_child (self->message_revealer, sentence != NULL);
}

static void
refresh_step (SgmImportPanel *self)
{
  const char *const titles[N_PAGES] = {
    _("Which file"), _("How it is understood"), _("What was found"), _("What would change"),
  };
  SgmForeignFile *file = sgm_import_job_get_file (self->job);
  /* Translators: a step of the import: its number, how many there are, what it is about */
  g_autofree char *step = g_strdup_printf (_("Step %d of %d: %s"), self->page + 1, N_PAGES, titles[self->page]);

  gtk_label_set_text (self->step, step);
  gtk_label_set_text (self->file_name, file != NULL ? sgm_foreign_file_get_name (file) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->file_name), file != NULL);
}

static void
append (GString *text,
        char    *part,
        guint    n)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
  g_free (part);
}

static char *
dup_findings_summary (guint n_blocks,
                      guint n_warns,
                      guint n_notes)
{
  GString *text = g_string_new (NULL);

  append (text, g_strdup_printf (ngettext ("%'u prevents the import", "%'u prevent the import", n_blocks), n_blocks),
          n_blocks);
  append (text, g_strdup_printf (ngettext ("%'u warning", "%'u warnings", n_warns), n_warns), n_warns);
  append (text, g_strdup_printf (ngettext ("%'u note", "%'u notes", n_notes), n_notes), n_notes);
  return g_string_free (text, FALSE);
}

static char *
dup_summary (SgmImportPanel *self)
{
  const SgmImportReport *report = sgm_import_job_get_report (self->job);
  const SgmLedgerPlan *plan = get_ledger_plan (self);
  guint n[SGM_IMPORT_BLOCKS + 1] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (n); i++)
    n[i] = plan != NULL ? sgm_import_ledger_count (plan, i) : report != NULL ? sgm_import_report_count (report, i) : 0;
  return dup_findings_summary (n[SGM_IMPORT_BLOCKS], n[SGM_IMPORT_WARNS], n[SGM_IMPORT_NOTE]);
}

static void
refresh_findings (SgmImportPanel *self)
{
  const SgmImportLedger *ledger = sgm_import_job_get_ledger (self->job);
  g_autofree char *text = NULL;

  if (sgm_import_job_is_busy (self->job))
    return;
  if (ledger != NULL)
    sgm_import_findings_set_ledger (self->findings, ledger);
  else
    sgm_import_findings_set_report (self->findings, sgm_import_job_get_report (self->job));
  text = dup_summary (self);
  gtk_label_set_text (self->findings_summary, text);
  gtk_widget_set_visible (GTK_WIDGET (self->findings_summary), *text != '\0');
}

static gboolean
can_go_on (SgmImportPanel *self)
{
  SgmImportStage stage = sgm_import_job_get_stage (self->job);
  const SgmImportReport *report = sgm_import_job_get_report (self->job);
  const SgmLedgerPlan *plan = get_ledger_plan (self);
  gboolean is_free = plan != NULL ? stage >= SGM_IMPORT_STAGE_CHECKED && !plan->blocked
                                  : report != NULL && !sgm_import_report_blocks (report);

  switch (self->page)
    {
    case PAGE_FILE:
      return stage >= SGM_IMPORT_STAGE_OPEN;
    case PAGE_COLUMNS:
      return stage >= SGM_IMPORT_STAGE_READ;
    case PAGE_FINDINGS:
      return is_free;
    case PAGE_CHANGE:
      return is_free && sgm_import_job_has_changes (self->job);
    case N_PAGES:
    default:
      return FALSE;
    }
}

static void
refresh_repair (SgmImportPanel *self)
{
  guint n = sgm_import_findings_get_n_chosen (self->findings);
  /* Translators: a button; %'u is how many findings are to be repaired */
  g_autofree char *label = g_strdup_printf (_("Repair %'u"), n);
  gboolean is_here = self->page == PAGE_FINDINGS;

  gtk_button_set_label (self->repair, label);
  gtk_widget_set_visible (GTK_WIDGET (self->repair), is_here && n > 0);
  gtk_widget_set_visible (self->take_back, is_here && sgm_import_job_get_n_batches (self->job) > 0);
}

/* One button is the suggested one: what a person would do next. */
static void
refresh_buttons (SgmImportPanel *self)
{
  gboolean repairs = self->page == PAGE_FINDINGS && sgm_import_findings_get_n_chosen (self->findings) > 0;
  GtkWidget *next = GTK_WIDGET (self->next);

  gtk_widget_set_visible (self->buttons, !sgm_import_job_is_busy (self->job));
  gtk_widget_set_visible (self->back, self->page > PAGE_FILE);
  refresh_repair (self);
  gtk_widget_set_visible (next, self->page != PAGE_FILE || can_go_on (self));
  gtk_widget_set_sensitive (next, can_go_on (self));
  gtk_button_set_label (self->next, self->page == PAGE_CHANGE ? _("Make Real") : _("Next"));
  if (repairs)
    gtk_widget_remove_css_class (next, "suggested-action");
  else
    gtk_widget_add_css_class (next, "suggested-action");
  if (repairs)
    gtk_widget_add_css_class (GTK_WIDGET (self->repair), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->repair), "suggested-action");
}

static void
on_progress (SgmImportPanel *self)
{
  const char *what = NULL;
  double fraction = sgm_import_job_get_progress (self->job, &what);

  gtk_label_set_text (self->progress_text, what != NULL ? what : "");
  gtk_progress_bar_set_fraction (self->progress_bar, fraction);
}

/* Whether keys are meant for the import: nothing else has the focus. */
static gboolean
has_focus (SgmImportPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return root != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

static void
focus_page (SgmImportPanel *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (!gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (gtk_widget_get_sensitive (GTK_WIDGET (self->next)) ? GTK_WIDGET (self->next)
                                                                             : self->back);
}

/* Where the focus was cannot be used while there is work: keys are heard by
 * the progress, and afterwards by the page again. */
static void
move_focus (SgmImportPanel *self,
            gboolean        is_busy)
{
  if (!has_focus (self))
    return;
  if (is_busy)
    gtk_widget_grab_focus (GTK_WIDGET (self->progress_bar));
  else if (gtk_widget_is_focus (GTK_WIDGET (self->progress_bar)))
    focus_page (self);
}

static void
refresh (SgmImportPanel *self)
{
  gboolean is_busy = sgm_import_job_is_busy (self->job);

  if (is_busy)
    {
      gtk_widget_set_visible (self->progress_box, TRUE);
      move_focus (self, TRUE);
    }
  refresh_step (self);
  refresh_findings (self);
  sgm_import_changes_refresh (self->changes);
  refresh_buttons (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pages), !is_busy || self->page == PAGE_COLUMNS);
  if (is_busy)
    return;
  move_focus (self, FALSE);
  gtk_widget_set_visible (self->progress_box, FALSE);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
}

static void
show_page (SgmImportPanel *self,
           Page            page)
{
  gboolean is_table = sgm_import_job_get_ledger (self->job) != NULL;

  say (self, NULL);
  if (page != PAGE_FINDINGS)
    sgm_import_marker_clear (self->marker);
  self->page = page;
  gtk_stack_set_visible_child_name (self->pages, page == PAGE_COLUMNS && is_table ? "fields" : page_names[page]);
  refresh (self);
  focus_page (self);
}

/* What happens -------------------------------------------------------------- */

static char *
dup_made_sentence (SgmImportPanel *self)
{
  const SgmImportResult *change = sgm_import_job_get_change (self->job);
  const SgmLedgerPlan *plan = get_ledger_plan (self);

  if (plan != NULL)
    return g_strdup_printf (_("Real now: %'u are added, %'u change, %'u end"), plan->n_new, plan->n_changed,
                            plan->n_ended);
  return g_strdup_printf (_("Real now: %'u areas begin, %'u change, %'u end"), change->n_new, change->n_changed,
                          change->n_ended);
}

static void
on_real (SgmImportPanel *self)
{
  g_autoptr (GArray) entries = g_array_ref (sgm_import_job_get_entries (self->job));
  g_autofree char *sentence = dup_made_sentence (self);

  sgm_import_panel_close (self);
  g_signal_emit (self, signals[MADE], 0, entries, sentence);
}

static void
on_changed (SgmImportPanel *self)
{
  if (!sgm_import_job_is_busy (self->job) && sgm_import_job_get_stage (self->job) == SGM_IMPORT_STAGE_REAL)
    {
      on_real (self);
      return;
    }
  if (!sgm_import_job_is_busy (self->job))
    sgm_import_marker_show_outlines (self->marker);
  else
    {
      say (self, NULL);
      sgm_import_marker_clear (self->marker);
    }
  if (self->page == PAGE_FILE && sgm_import_job_get_stage (self->job) >= SGM_IMPORT_STAGE_OPEN
      && !sgm_import_job_is_busy (self->job))
    show_page (self, PAGE_COLUMNS);
  else
    refresh (self);
}

/* How a file is understood can be put right at once; anything else is said as
 * errors are. */
static void
on_failed (SgmImportPanel *self,
           GError         *error)
{
  const char *advice = sgm_error_get_advice (error);
  g_autofree char *text = advice != NULL ? g_strdup_printf ("%s %s", error->message, advice) : NULL;

  if (self->page == PAGE_COLUMNS || self->page == PAGE_FILE)
    say (self, text != NULL && !g_error_matches (error, SGM_ERROR, SGM_ERROR_INVALID) ? text : error->message);
  else
    sgm_error_dialog_show (GTK_WIDGET (self), error);
}

static void
on_shown (SgmImportPanel *self,
          SgmFindingItem *item)
{
  sgm_import_marker_show_finding (self->marker, item);
}

static void
on_change_shown (SgmImportPanel            *self,
                 const SgmImportDifference *difference)
{
  sgm_import_marker_show_difference (self->marker, difference);
}

static void
on_toggled (SgmImportPanel *self)
{
  refresh_buttons (self);
}

static void
on_row_chosen (SgmImportPanel *self,
               gint64          row,
               guint           choice)
{
  sgm_ledger_options_choose (sgm_import_job_get_ledger (self->job)->options, row, choice);
  sgm_import_job_check (self->job);
}

static void
on_next (SgmImportPanel *self)
{
  if (!can_go_on (self) || sgm_import_job_is_busy (self->job))
    return;
  if (self->page == PAGE_CHANGE)
    {
      sgm_import_job_set_name (self->job, sgm_import_changes_get_name (self->changes));
      sgm_import_job_apply (self->job);
      return;
    }
  show_page (self, self->page + 1);
  if (self->page == PAGE_FINDINGS && sgm_import_job_get_stage (self->job) < SGM_IMPORT_STAGE_CHECKED)
    sgm_import_job_check (self->job);
}

static void
on_back (SgmImportPanel *self)
{
  if (self->page > PAGE_FILE)
    show_page (self, self->page - 1);
  else
    sgm_import_panel_close (self);
}

static void
on_repair (SgmImportPanel *self)
{
  sgm_import_job_repair (self->job);
}

static void
on_take_back (SgmImportPanel *self)
{
  sgm_import_job_take_back (self->job);
}

static void
on_cancel (SgmImportPanel *self)
{
  sgm_import_job_cancel (self->job);
}

static void
on_close (SgmImportPanel *self)
{
  sgm_import_panel_close (self);
}

static gboolean
on_go_on (SgmImportPanel *self)
{
  if (sgm_import_job_is_busy (self->job))
    return TRUE;
  if (gtk_widget_has_css_class (GTK_WIDGET (self->repair), "suggested-action"))
    on_repair (self);
  else
    on_next (self);
  return TRUE;
}

/* Enter, letters and digits mean something to the map's window, above all
 * “send the order”: here they mean nothing else. */
static gboolean
on_key (SgmImportPanel  *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  state)
{
  if ((state & GDK_CONTROL_MASK) != 0 && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter))
    return on_go_on (self);
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Escape)
    {
      if (sgm_import_job_is_busy (self->job))
        sgm_import_job_cancel (self->job);
      else
        on_back (self);
      return GDK_EVENT_STOP;
    }
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || gdk_keyval_to_unicode (keyval) >= ' ';
}

/* The widget ---------------------------------------------------------------- */

static void
sgm_import_panel_dispose (GObject *object)
{
  SgmImportPanel *self = SGM_IMPORT_PANEL (object);

  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      sgm_import_job_cancel (self->job);
    }
  g_clear_object (&self->marker);
  g_clear_object (&self->job);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_IMPORT_PANEL);
  G_OBJECT_CLASS (sgm_import_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, file_name);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, step);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, pages);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, columns);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, fields);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, findings);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, findings_summary);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, changes);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, message_revealer);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, message);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, progress_box);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, progress_text);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, buttons);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, back);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, take_back);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, repair);
  gtk_widget_class_bind_template_child (widget_class, SgmImportPanel, next);
}

static void
sgm_import_panel_class_init (SgmImportPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_import_panel_dispose;
  /**
   * SgmImportPanel::made:
   * @entries: (element-type gint64): numbers of the journal's entries, none
   *   where the file had nothing new
   * @sentence: what has happened
   *
   * What is in the file has become the district's.
   */
  signals[MADE] = g_signal_new ("made", SGM_TYPE_IMPORT_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_ARRAY, G_TYPE_STRING);
  /**
   * SgmImportPanel::closed:
   *
   * There is no import any more.
   */
  signals[CLOSED] = g_signal_new ("closed", SGM_TYPE_IMPORT_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (SGM_TYPE_IMPORT_CHANGES);
  g_type_ensure (SGM_TYPE_IMPORT_COLUMNS);
  g_type_ensure (SGM_TYPE_IMPORT_FIELDS);
  g_type_ensure (SGM_TYPE_IMPORT_FINDINGS);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-import-panel.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_change_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_repair);
  gtk_widget_class_bind_template_callback (widget_class, on_row_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_take_back);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
sgm_import_panel_init (SgmImportPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sgm_bin_keep_width (ADW_BIN (self));
}

/**
 * sgm_import_panel_start:
 * @district: where areas are to come in
 * @map: the map that shows it
 *
 * Begins an import without a file; one that is under way goes on.
 */
void
sgm_import_panel_start (SgmImportPanel *self,
                        SgmDistrict    *district,
                        SgmMapView     *map)
{
  if (self->job != NULL)
    return;
  self->job = sgm_import_job_new (district);
  self->marker = sgm_import_marker_new (self->job, map);
  g_signal_connect_swapped (self->job, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->job, "progress", G_CALLBACK (on_progress), self);
  g_signal_connect_swapped (self->job, "failed", G_CALLBACK (on_failed), self);
  sgm_import_frame_set_job (SGM_IMPORT_FRAME (self->columns), self->job);
  sgm_import_frame_set_job (SGM_IMPORT_FRAME (self->fields), self->job);
  sgm_import_changes_set_job (self->changes, self->job);
  show_page (self, PAGE_FILE);
}

/**
 * sgm_import_panel_open:
 * @path: a file or a folder
 *
 * Takes this file instead of the one there is.
 */
void
sgm_import_panel_open (SgmImportPanel *self,
                       const char     *path)
{
  g_return_if_fail (self->job != NULL);
  show_page (self, PAGE_FILE);
  sgm_import_job_open (self->job, path);
}

/**
 * sgm_import_panel_close:
 *
 * Ends the import; what is not real yet is forgotten.
 */
void
sgm_import_panel_close (SgmImportPanel *self)
{
  if (self->job == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->job, self);
  sgm_import_job_cancel (self->job);
  sgm_import_frame_set_job (SGM_IMPORT_FRAME (self->columns), NULL);
  sgm_import_frame_set_job (SGM_IMPORT_FRAME (self->fields), NULL);
  sgm_import_changes_set_job (self->changes, NULL);
  sgm_import_findings_set_report (self->findings, NULL);
  sgm_import_marker_end (self->marker);
  g_clear_object (&self->marker);
  g_clear_object (&self->job);
  g_signal_emit (self, signals[CLOSED], 0);
}
