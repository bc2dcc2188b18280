/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/sgm-error.h"
#include "sample/sgm-verify.h"

/* What each finding is called for people. */
static const struct
{
  const char *name;
  const char *title;
} titles[] = {
  { "districts", N_("District") },
  { "streets", N_("Streets") },
  { "communities", N_("Villages and communities") },
  { "grids", N_("Grids") },
  { "units", N_("Minimal units") },
  { "full-time-workers", N_("Full-time grid workers") },
  { "part-time-workers", N_("Part-time grid workers") },
  { "resident-leaders", N_("Resident leaders") },
  { "grids-short-of-workers", N_("Grids with fewer than two workers") },
  { "grids-without-leader", N_("Grids without a resident leader") },
  { "areas-without-responsible", N_("Areas nobody answers for") },
  { "grid-organizations", N_("Grid party organizations") },
  { "grids-covered", N_("Grids covered by them") },
  { "matters", N_("Admitted matters") },
  { "items", N_("Information items") },
  { "duty-categories", N_("Categories of duties") },
  { "duties", N_("Duties") },
  { "events", N_("Events") },
  { "closed-share", N_("Closed of those to be closed") },
  { "events-misplaced", N_("Events outside of their unit") },
  { "codes", N_("Wrong codes") },
  { "chains", N_("Broken chains of responsibility") },
  { "polygons", N_("Invalid polygons") },
  { "containment", N_("Areas outside of their parent") },
  { "sizes", N_("Areas whose parts do not add up") },
  { "borders", N_("Areas whose parts leave gaps or overlap") },
  { "journal", N_("Breaks in the journal") },
  { "records", N_("Records that the journal does not explain") },
  { "photos", N_("Photos missing or changed on the disk") },
};

static const char *
get_title (const SgmFinding *finding)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].name, finding->name))
      return _(titles[i].title);
  return finding->name;
}

/* Shares are counted in hundredths of a percent. */
static char *
dup_number (const SgmFinding *finding,
            gint64            number)
{
  if (g_str_equal (finding->name, "closed-share"))
    return g_strdup_printf ("%.2f %%", number / 100.0);
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static char *
dup_expected (const SgmFinding *finding)
{
  g_autofree char *number = dup_number (finding, finding->expected);

  return g_strconcat (finding->at_least ? "≥ " : "", number, NULL);
}

/* How many columns of a terminal a text takes: Chinese characters take two. */
static int
get_width (const char *text)
{
  int width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
print_cell (const char *text,
            int         width,
            gboolean    right)
{
  int space = MAX (width - get_width (text), 0);

  g_print ("%*s%s%*s", right ? space : 0, "", text, right ? 0 : space, "");
}

static void
print_row (const char *cells[4],
           const int   widths[3],
           const char *mark)
{
  print_cell (cells[0], widths[0], FALSE);
  g_print ("  ");
  print_cell (cells[1], widths[1], TRUE);
  g_print ("  ");
  print_cell (cells[2], widths[2], TRUE);
  g_print ("  %s%s%s\n", mark, cells[3][0] != '\0' ? "  " : "", cells[3]);
}

static void
print_table (GPtrArray *findings)
{
  const char *heading[4] = { _("What"), _("Published"), _("Here"), "" };
  int widths[3] = { get_width (heading[0]), get_width (heading[1]), get_width (heading[2]) };

  for (int pass = 0; pass < 2; pass++)
    {
      if (pass == 1)
        print_row (heading, widths, " ");
      for (guint i = 0; i < findings->len; i++)
        {
          const SgmFinding *finding = findings->pdata[i];
          g_autofree char *expected = dup_expected (finding);
          g_autofree char *actual = dup_number (finding, finding->actual);
          const char *cells[4] = {
            get_title (finding), expected, actual, finding->detail != NULL ? finding->detail : "",
          };

          if (pass == 1)
            print_row (cells, widths, finding->ok ? "✓" : "✗");
          else
            for (guint j = 0; j < G_N_ELEMENTS (widths); j++)
              widths[j] = MAX (widths[j], get_width (cells[j]));
        }
    }
}

/* What does not fit into the table's line. */
static void
print_more (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const SgmFinding *finding = findings->pdata[i];

      for (guint j = 0; finding->more != NULL && j < finding->more->len; j++)
        g_print ("%s%s\n", j == 0 ? "\n" : "", (const char *) finding->more->pdata[j]);
    }
}

static guint
count_faults (GPtrArray *findings)
{
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += !((const SgmFinding *) findings->pdata[i])->ok;
  return n;
}

static void
add_finding (JsonBuilder      *json,
             const SgmFinding *finding)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "name");
  json_builder_add_string_value (json, finding->name);
  json_builder_set_member_name (json, "expected");
  json_builder_add_int_value (json, finding->expected);
  json_builder_set_member_name (json, "at_least");
  json_builder_add_boolean_value (json, finding->at_least);
  json_builder_set_member_name (json, "actual");
  json_builder_add_int_value (json, finding->actual);
  json_builder_set_member_name (json, "ok");
  json_builder_add_boolean_value (json, finding->ok);
  json_builder_set_member_name (json, "detail");
  if (finding->detail != NULL)
    json_builder_add_string_value (json, finding->detail);
  else
    json_builder_add_null_value (json);
  json_builder_set_member_name (json, "more");
  json_builder_begin_array (json);
  for (guint i = 0; finding->more != NULL && i < finding->more->len; i++)
    json_builder_add_string_value (json, finding->more->pdata[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_json (const char *database,
            GPtrArray  *findings)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *shown = g_filename_display_name (database);
  g_autofree char *text = NULL;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "database");
  json_builder_add_string_value (json, shown);
  json_builder_set_member_name (json, "ok");
  json_builder_add_boolean_value (json, count_faults (findings) == 0);
  json_builder_set_member_name (json, "findings");
  json_builder_begin_array (json);
  for (guint i = 0; i < findings->len; i++)
    add_finding (json, findings->pdata[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
}

/**
 * sgm_cli_verify:
 *
 * `sgm verify`: prints each published total beside what is in the database,
 * and fails where one is off or something is not sound.
 */
int
sgm_cli_verify (SgmCli  *cli,
                int      argc,
                char   **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON for other programs"), NULL },
    { NULL },
  };
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  guint n_faults;

  if (!sgm_cli_parse (cli, entries, _("Compares the district with the totals that it has published, and checks that it is sound."),
                      argc, argv))
    return SGM_CLI_USAGE;

  store = sgm_store_open (cli->database, SGM_STORE_READ, &error);
  if (store == NULL)
    return sgm_cli_error (error);
  findings = sgm_verify (store, &error);
  if (findings == NULL)
    return sgm_cli_error (error);

  n_faults = count_faults (findings);
  if (json)
    print_json (cli->database, findings);
  else
    {
      print_table (findings);
      print_more (findings);
      if (n_faults == 0)
        g_print ("\n%s\n", _("Everything agrees."));
      else
        {
          g_autofree char *text = g_strdup_printf (ngettext ("%u thing is off.", "%u things are off.",
                                                             n_faults), n_faults);

          g_print ("\n%s\n", text);
        }
    }
  return n_faults == 0 ? SGM_CLI_OK : SGM_CLI_FAILED;
}
