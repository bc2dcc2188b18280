/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli-import-print.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "exchange/sgm-import-repair.h"

/* So many findings of a kind are told unless all are wanted. */
#define FEW 10

/* Chinese characters are two columns wide. */
void
sgm_cli_import_print_cell (const char *text,
                           int         width)
{
  int used = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    used += g_unichar_iswide (g_utf8_get_char (at)) ? 2 : 1;
  g_print ("%s%*s", text, MAX (width - used, 1), "");
}

void
sgm_cli_import_print_layers (SgmForeignFile *file)
{
  g_print ("%s: %s\n", sgm_foreign_file_get_name (file), sgm_foreign_file_get_format (file));
  for (guint i = 0; i < sgm_foreign_file_get_n_layers (file); i++)
    {
      const SgmForeignLayer *layer = sgm_foreign_file_get_layer (file, i);
      g_autofree char *fields = g_strjoinv (", ", layer->fields);

      g_print ("%u  %s", i + 1, layer->name);
      if (layer->n_rows >= 0)
        g_print (_(" (%" PRId64 " rows)"), layer->n_rows);
      g_print ("\n   %s\n", fields);
      if (layer->crs_name != NULL)
        g_print ("   %s\n", layer->crs_name);
    }
}

/* The plan -------------------------------------------------------------------- */

static const char *
get_column (const SgmForeignLayer *layer,
            const SgmImportPlan   *plan,
            SgmImportColumn        column)
{
  return plan->columns[column] >= 0 ? layer->fields[plan->columns[column]] : "–";
}

static char *
dup_value (const SgmForeignLayer *layer,
           const SgmImportPlan   *plan,
           SgmImportAspect        aspect)
{
  switch (aspect)
    {
    case SGM_IMPORT_ASPECT_LAYER:
      return g_strdup (layer->name);
    case SGM_IMPORT_ASPECT_CODE:
      return g_strdup (get_column (layer, plan, SGM_IMPORT_COLUMN_CODE));
    case SGM_IMPORT_ASPECT_NAME:
      return g_strdup (get_column (layer, plan, SGM_IMPORT_COLUMN_NAME));
    case SGM_IMPORT_ASPECT_KIND:
      return g_strdup (get_column (layer, plan, SGM_IMPORT_COLUMN_KIND));
    case SGM_IMPORT_ASPECT_PARENT:
      return g_strdup (get_column (layer, plan, SGM_IMPORT_COLUMN_PARENT));
    case SGM_IMPORT_ASPECT_LEVEL:
      if (plan->levels == SGM_IMPORT_LEVELS_COLUMN)
        return g_strdup (get_column (layer, plan, SGM_IMPORT_COLUMN_LEVEL));
      if (plan->levels == SGM_IMPORT_LEVELS_CODE)
        return g_strdup (_("that of each code"));
      return g_strdup (plan->level != SGM_LEVEL_NONE ? sgm_level_get_name (plan->level) : "–");
    case SGM_IMPORT_ASPECT_CRS:
      return g_strdup (plan->crs_name != NULL ? plan->crs_name : "–");
    case SGM_IMPORT_ASPECT_DATUM:
      return g_strdup (sgm_import_datum_get_name (plan->datum));
    case SGM_N_IMPORT_ASPECTS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* How a file is understood, and why. */
void
sgm_cli_import_print_plan (SgmForeignFile      *file,
                           const SgmImportPlan *plan)
{
  const SgmForeignLayer *layer = sgm_foreign_file_get_layer (file, plan->layer);

  g_print ("%s: %s, %s\n", sgm_foreign_file_get_name (file), sgm_foreign_file_get_format (file), layer->encoding);
  for (guint i = 0; i < SGM_N_IMPORT_ASPECTS; i++)
    {
      const SgmImportGuess *guess = &plan->guesses[i];
      g_autofree char *value = dup_value (layer, plan, i);

      g_print ("  ");
      sgm_cli_import_print_cell (sgm_import_aspect_get_name (i), 26);
      sgm_cli_import_print_cell (value, 28);
      if (guess->reason != NULL)
        /* Translators: how sure something is, and why */
        g_print (_("%s: %s"), sgm_import_sureness_get_name (guess->sure), guess->reason);
      else
        g_print ("%s", sgm_import_sureness_get_name (guess->sure));
      g_print ("\n");
    }
}

/* The findings ---------------------------------------------------------------- */

static void
print_changes (const char            *heading,
               const SgmImportReport *before,
               const SgmImportReport *after,
               gboolean               fewer)
{
  gboolean any = FALSE;

  for (guint i = 0; i < SGM_N_IMPORT_KINDS; i++)
    if (fewer ? after->n_found[i] < before->n_found[i] : after->n_found[i] > before->n_found[i])
      {
        if (!any)
          g_print ("%s\n", heading);
        any = TRUE;
        g_print ("  ");
        sgm_cli_import_print_cell (sgm_import_kind_get_name (i), 32);
        g_print ("%u → %u\n", before->n_found[i], after->n_found[i]);
      }
}

/* Of which kinds there are fewer findings, and of which there are more. */
void
sgm_cli_import_print_repaired (const SgmImportReport *before,
                               const SgmImportReport *after)
{
  print_changes (_("Repaired:"), before, after, TRUE);
  print_changes (_("Come to light by the repairs:"), before, after, FALSE);
}

static void
print_finding (const SgmImportFinding *finding)
{
  g_print ("  ");
  for (guint i = 0; i < finding->rows->len && i < 2; i++)
    {
      if (g_array_index (finding->rows, SgmImportRef, i).number == 0)
        continue; /* made of its parts */
      g_print (i > 0 ? ", " : "");
      g_print (_("row %" PRId64), g_array_index (finding->rows, SgmImportRef, i).number);
    }
  if (finding->place.min_x <= finding->place.max_x)
    g_print ("%s%.5f, %.5f", finding->rows->len > 0 ? "  " : "", (finding->place.min_x + finding->place.max_x) / 2,
             (finding->place.min_y + finding->place.max_y) / 2);
  g_print ("  %s", finding->sentence);
  if (finding->repair != SGM_IMPORT_REPAIR_NONE)
    g_print (finding->proposal != NULL ? " [%s %s]" : " [%s]", sgm_import_repair_get_id (finding->repair),
             finding->proposal);
  g_print ("\n");
}

static void
print_kind (const SgmImportReport *report,
            SgmImportKind          kind,
            SgmImportSeverity      severity,
            gboolean               all)
{
  guint n = 0;

  for (guint i = 0; i < report->findings->len; i++)
    {
      const SgmImportFinding *finding = report->findings->pdata[i];

      if (finding->kind != kind || finding->severity != severity)
        continue;
      if (n++ == 0)
        g_print ("%s · %s\n", sgm_import_severity_get_name (severity), sgm_import_kind_get_name (kind));
      if (all || n <= FEW)
        print_finding (finding);
    }
  if (n > FEW && !all)
    {
      g_print ("  ");
      g_print (g_dngettext (GETTEXT_PACKAGE, "and %u more, which “--all” tells",
                            "and %u more, which “--all” tells", n - FEW), n - FEW);
      g_print ("\n");
    }
}

/* Findings by how bad they are and by kind, with row, place and what is
 * proposed. */
void
sgm_cli_import_print_report (const SgmImportReport *report,
                             gboolean               all)
{
  g_print (_("Rows: %u"), report->n_rows[SGM_LEVEL_NONE]);
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    if (report->n_rows[level] > 0)
      g_print ("; %s %u", sgm_level_get_name (level), report->n_rows[level]);
  g_print ("\n");
  if (report->findings->len == 0)
    g_print ("%s\n", _("Nothing is wrong with them."));
  for (int severity = SGM_IMPORT_BLOCKS; severity >= SGM_IMPORT_NOTE; severity--)
    for (guint kind = 0; kind < SGM_N_IMPORT_KINDS; kind++)
      print_kind (report, kind, severity, all);
}

/* What would change ----------------------------------------------------------- */

static void
print_difference (const SgmImportDifference *difference)
{
  g_autofree char *title = sgm_import_difference_dup_title (difference);
  g_autofree char *details = sgm_import_difference_dup_details (difference);

  g_print ("  %s  %s%s%s\n", difference->code, title, details != NULL ? "; " : "", details != NULL ? details : "");
}

static void
print_change (const SgmImportResult *result,
              const GPtrArray       *differences,
              SgmImportChange        change,
              const char            *heading)
{
  guint n = sgm_import_result_count (result, change);

  if (n > 0)
    g_print ("%s\n", heading);
  for (guint i = 0; i < differences->len; i++)
    {
      const SgmImportDifference *difference = differences->pdata[i];

      if (difference->change != change)
        continue;
      print_difference (difference);
      n--;
    }
  if (n > 0)
    {
      g_print ("  ");
      g_print (g_dngettext (GETTEXT_PACKAGE, "and %u more, which “--all” tells",
                            "and %u more, which “--all” tells", n), n);
      g_print ("\n");
    }
}

/* How many areas an import would change, and the first ones of them. */
void
sgm_cli_import_print_foreseen (const SgmImportResult *result,
                               const GPtrArray       *differences)
{
  const char *const headings[SGM_N_IMPORT_CHANGES] = {
    [SGM_IMPORT_CHANGE_BEGINS] = _("New:"),
    [SGM_IMPORT_CHANGE_MOVES] = _("With another boundary:"),
    [SGM_IMPORT_CHANGE_RENAMED] = _("With another name or kind:"),
    [SGM_IMPORT_CHANGE_ENDS] = _("Ended:"),
  };

  g_print (_("Areas: %u new, %u changed, %u ended, %u as they are."), result->n_new, result->n_changed,
           result->n_ended, result->n_same);
  g_print ("\n");
  for (guint i = 0; i < SGM_N_IMPORT_CHANGES; i++)
    print_change (result, differences, i, headings[i]);
}

/* How many of the proposed repairs are safe. */
guint
sgm_cli_import_count_safe (const SgmImportReport *report)
{
  guint n = 0;

  for (guint i = 0; i < report->findings->len; i++)
    {
      const SgmImportFinding *finding = report->findings->pdata[i];

      n += !finding->tried && (SGM_IMPORT_SAFE_REPAIRS >> finding->repair) & 1;
    }
  return n;
}
