/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "sample/sgm-event-days.h"
#include "sample/sgm-event-figures.h"
#include "sample/sgm-town-figures.h"

/* The names of an enumeration's values, in its order. */
static const char *const skies[SGM_N_SKIES] = { N_("Dry"), N_("Rain"), N_("Downpour"), N_("Typhoon") };
static const char *const kinds[SGM_N_UNIT_KINDS] = {
  N_("Mixed"), N_("Housing estates"), N_("Shops"), N_("Factories"), N_("Village houses"), N_("Fields and ponds"),
};
static const char *const weekdays[7] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun") };
static const char *const paces[SGM_N_EVENT_PACES] = {
  N_("Filed"), N_("Dispatched"), N_("Work begun"), N_("Reported back"), N_("Closed"),
};

#define BAR 40
#define TOP_MATTERS 10

/* A line of a bar chart in a terminal. */
static void
print_bar (const char *label,
           double      value,
           double      longest,
           const char *text)
{
  guint length = longest > 0 ? (guint) (BAR * value / longest + 0.5) : 0;

  g_print ("  %s\t%-10s ", label, text);
  for (guint i = 0; i < length; i++)
    g_print ("▪");
  g_print ("\n");
}

static void
print_bars (const char        *heading,
            const char *const *labels,
            const double      *values,
            guint              n,
            const char        *format)
{
  double longest = 0;

  g_print ("%s\n", heading);
  for (guint i = 0; i < n; i++)
    longest = MAX (longest, values[i]);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = labels == NULL ? g_strdup_printf ("%02u", i) : NULL;
      g_autofree char *text = g_strdup_printf ("%.1f%s", values[i], format);

      print_bar (labels != NULL ? _(labels[i]) : number, values[i], longest, text);
    }
  g_print ("\n");
}

static double
get_share (guint part,
           guint whole)
{
  return whole > 0 ? 100.0 * part / whole : 0;
}

static double
get_rate (guint part,
          guint of)
{
  return of > 0 ? (double) part / of : 0;
}

static void
print_times (const SgmEventFigures *f)
{
  double hours[24], days[7], months[12], by_sky[SGM_N_SKIES];

  for (guint i = 0; i < 24; i++)
    hours[i] = get_share (f->hours[i], f->n_events);
  for (guint i = 0; i < 7; i++)
    days[i] = get_share (f->weekdays[i], f->n_events);
  for (guint i = 0; i < 12; i++)
    months[i] = get_rate (f->months[i], f->days_of_month[i]);
  for (guint i = 0; i < SGM_N_SKIES; i++)
    by_sky[i] = get_rate (f->skies[i], f->days_of_sky[i]);
  print_bars (_("Reported by hour of the day"), NULL, hours, 24, " %");
  print_bars (_("Reported by day of the week"), weekdays, days, 7, " %");
  g_print (_("Events on a working day: %.1f, on a day off: %.1f"), get_rate (f->working, f->working_days),
           get_rate (f->n_events - f->working, SGM_EVENT_DAYS - f->working_days));
  g_print ("\n\n%s\n", _("Events a day by month"));
  for (guint i = 0; i < 12; i++)
    g_print ("  %2u\t%.1f\n", i + 1, months[i]);
  g_print ("\n");
  print_bars (_("Events a day by weather"), skies, by_sky, SGM_N_SKIES, "");
}

static int
compare_counts (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  GArray *counts = data;
  guint left = g_array_index (counts, guint, *(const guint *) a);
  guint right = g_array_index (counts, guint, *(const guint *) b);

  return left > right ? -1 : left < right;
}

static void
print_matters (const SgmEventFigures *f,
               GPtrArray             *matters)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 1; i < f->matters->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_counts, f->matters);
  g_print ("%s\n", _("The most frequent matters"));
  for (guint i = 0; i < MIN (order->len, TOP_MATTERS); i++)
    {
      guint no = g_array_index (order, guint, i);
      const char *name = "";

      for (guint j = 0; j < matters->len; j++)
        if (sgm_record_get_int (matters->pdata[j], SGM_MATTER_NO) == no)
          name = sgm_record_get_text (matters->pdata[j], SGM_MATTER_NAME);
      g_print ("  %5.1f %%  %s\n", get_share (g_array_index (f->matters, guint, no), f->n_events), name);
    }
  g_print ("\n");
}

static void
print_places_and_paces (const SgmEventFigures *f)
{
  double by_kind[SGM_N_UNIT_KINDS];

  for (guint i = 0; i < SGM_N_UNIT_KINDS; i++)
    by_kind[i] = get_rate (f->kinds[i], f->units[i]);
  print_bars (_("Events in a unit of each kind"), kinds, by_kind, SGM_N_UNIT_KINDS, "");
  g_print ("%s\n", _("Hours after the report: a tenth, half, nine tenths of the closed events"));
  for (guint i = 0; i < SGM_N_EVENT_PACES; i++)
    g_print ("  %8.1f %8.1f %8.1f  %s\n", f->minutes[i][0] / 60, f->minutes[i][1] / 60, f->minutes[i][2] / 60,
             _(paces[i]));
  g_print ("\n");
  g_print (_("Closed in time: %.1f %%; work done twice: %.1f %%; reported back from 8 to 20 o’clock: %.1f %%"),
           100 * f->in_time, 100 * f->reworked, 100 * f->by_day);
  g_print ("\n");
}

static void
print_units (const GArray *figures)
{
  g_print ("\n%s\n", _("Units of each street: their number; hectares of the smallest, a tenth, half, nine tenths and the largest;"));
  g_print ("%s\n", _("4πA/P² of the least compact, a tenth and half; borders along ways and waters; neighbours"));
  for (guint i = 0; i < figures->len; i++)
    {
      const SgmTownFigures *f = &g_array_index (figures, SgmTownFigures, i);

      g_print ("  %7u  %6.2f %5.2f %5.2f %5.2f %5.2f  %5.2f %.2f %.2f  %5.1f %%  %.2f  %s\n", f->n_units,
               f->sizes[0], f->sizes[1], f->sizes[2], f->sizes[3], f->sizes[4],
               f->compactness[0], f->compactness[1], f->compactness[2],
               100 * f->along, f->n_neighbours, f->name);
    }
}

/* A sample of this version is made again, since a file does not say what lies
 * between its areas. */
static gboolean
tell_of_town (SgmStore  *store,
              GError   **error)
{
  g_autoptr (SgmTown) town = NULL;
  g_autoptr (GArray) figures = NULL;
  g_autoptr (GError) failure = NULL;
  guint32 seed;
  guint scale;

  if (sgm_town_find (store, &seed, &scale, &failure))
    town = sgm_town_new (seed, scale, NULL, NULL, sgm_cli_get_cancellable (), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (town == NULL)
    return TRUE;
  figures = sgm_town_figures_new (town);
  print_units (figures);
  return TRUE;
}

/**
 * sgm_cli_figures:
 *
 * `sgm figures`: tells how the sample's events are spread, and what its units
 * are like.
 */
int
sgm_cli_figures (SgmCli  *cli,
                 int      argc,
                 char   **argv)
{
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (SgmEventFigures) figures = NULL;
  g_autoptr (GPtrArray) matters = NULL;
  g_autoptr (GError) error = NULL;

  if (!sgm_cli_parse (cli, NULL, _("Tells how the events of a sample district are spread over hours, days, weather, matters and places, how long they take, and how large its units are."),
                      argc, argv))
    return SGM_CLI_USAGE;
  store = sgm_store_open (cli->database, SGM_STORE_READ, &error);
  if (store != NULL)
    figures = sgm_event_figures_new (store, &error);
  if (figures != NULL)
    matters = sgm_store_read_table (store, &sgm_table_matter, &error);
  if (matters == NULL)
    return sgm_cli_error (error);
  print_times (figures);
  print_matters (figures, matters);
  print_places_and_paces (figures);
  return tell_of_town (store, &error) ? SGM_CLI_OK : sgm_cli_error (error);
}
