/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-order-print.h"

#include <inttypes.h>

#include <glib/gi18n.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap.h"
#include "basemap/sgm-map-image.h"
#include "domain/sgm-tables.h"
#include "draw/sgm-theme-kind.h"
#include "geo/sgm-geometry.h"
#include "kit/sgm-ticker.h"
#include "kit/sgm-time-text.h"
#include "kit/sgm-wording.h"

/* The map's picture, sharp enough on paper. */
#define MAP_WIDTH 800
#define MAP_HEIGHT 640
#define MAP_SCALE 2

#define MARGIN_MM 15.0

/* What is printed; its map and the journal's end are read by a thread. */
typedef struct
{
  char *database;
  char *area; /* code of the grid that the map shows */
  SgmSlip *slip;
  cairo_surface_t *map; /* NULL where there is none */
  SgmHead *head;
  GtkWindow *parent; /* weak */
  char *pdf;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_clear_weak_pointer (&sheet->parent);
  g_clear_pointer (&sheet->map, cairo_surface_destroy);
  g_clear_pointer (&sheet->head, sgm_head_free);
  sgm_slip_free (sheet->slip);
  g_free (sheet->database);
  g_free (sheet->area);
  g_free (sheet->pdf);
  g_free (sheet);
}

/* Words -------------------------------------------------------------------- */

/* From the street down, as one says it. */
static char *
dup_place (SgmDistrict *district,
           SgmRecord   *event)
{
  SgmAreaSet *areas = sgm_district_get_areas (district);
  gint64 unit = sgm_record_get_int (event, SGM_EVENT_UNIT);
  const SgmArea *area = sgm_area_set_find_id (areas, unit != 0 ? unit : sgm_record_get_int (event, SGM_EVENT_GRID));
  g_autoptr (GString) text = g_string_new (NULL);

  for (; area != NULL && area->level > SGM_LEVEL_DISTRICT; area = sgm_area_set_get (areas, area->parent))
    {
      g_autofree char *before = g_strdup (text->str);

      g_string_printf (text, "%s%s%s", area->name, before[0] != '\0' ? " › " : "", before);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_point (SgmRecord *event)
{
  GBytes *wkb = sgm_record_get_bytes (event, SGM_EVENT_GEOMETRY);
  g_autoptr (SgmGeometry) point = wkb != NULL ? sgm_geometry_new_from_wkb (wkb, NULL) : NULL;
  const SgmBox *box;

  if (point == NULL || !sgm_geometry_is_point (point))
    return NULL;
  box = sgm_geometry_get_box (point);
  return g_strdup_printf ("%.6f, %.6f (CGCS2000)", box->min_x, box->min_y);
}

static char *
dup_worker (SgmDistrict *district,
            gint64       id)
{
  SgmRecord *person = sgm_district_get_record (district, &sgm_table_person, id);
  g_autofree char *name = sgm_wording_dup_person (district, id);

  if (person == NULL)
    return g_steal_pointer (&name);
  return g_strdup_printf ("%s (%s)", name, sgm_person_kind_get_name (sgm_record_get_int (person, SGM_PERSON_KIND)));
}

static char *
dup_moment (SgmRecord *record,
            guint      column)
{
  return sgm_record_is_null (record, column) ? NULL : sgm_time_text_dup_exact (sgm_record_get_int (record, column));
}

static void
add_event (SgmSlip     *slip,
           SgmDistrict *district,
           SgmRecord   *event)
{
  SgmRecord *matter = sgm_district_get_record (district, &sgm_table_matter,
                                               sgm_record_get_int (event, SGM_EVENT_MATTER));
  g_autofree char *place = dup_place (district, event);
  g_autofree char *point = dup_point (event);
  g_autofree char *reported = dup_moment (event, SGM_EVENT_REPORTED_AT);
  g_autofree char *due = dup_moment (event, SGM_EVENT_DUE_AT);

  sgm_slip_add (slip, C_("order on paper", "Number"), sgm_record_get_text (event, SGM_EVENT_NO));
  sgm_slip_add (slip, C_("order on paper", "What"), sgm_record_get_text (event, SGM_EVENT_TITLE));
  sgm_slip_add (slip, _("Matter"), matter != NULL ? sgm_record_get_text (matter, SGM_MATTER_NAME) : NULL);
  sgm_slip_add (slip, _("Urgency"), sgm_urgency_get_name (sgm_record_get_int (event, SGM_EVENT_URGENCY)));
  sgm_slip_add (slip, _("Where"), place);
  sgm_slip_add (slip, _("Coordinates"), point);
  sgm_slip_add (slip, C_("order on paper", "Reported"), reported);
  sgm_slip_add (slip, _("To be done by"), due);
}

/**
 * sgm_order_print_new_slip:
 * @task: an order
 *
 * Returns: (transfer full) (nullable): what is on the paper, but for the map;
 *   no telephone numbers, and not who has reported the event. %NULL where the
 *   event is not there any more
 */
SgmSlip *
sgm_order_print_new_slip (SgmDistrict *district,
                          SgmRecord   *task)
{
  SgmRecord *event = sgm_district_get_record (district, &sgm_table_event, sgm_record_get_int (task, SGM_TASK_EVENT));
  const SgmArea *all = sgm_area_set_get (sgm_district_get_areas (district), 0);
  g_autofree char *worker = dup_worker (district, sgm_record_get_int (task, SGM_TASK_PERSON));
  g_autofree char *given = dup_moment (task, SGM_TASK_ASSIGNED_AT);
  /* Translators: the heading of an order on paper; %s is a district */
  g_autofree char *heading = g_strdup_printf (_("%s: Order"), all->name);
  SgmSlip *slip;

  if (event == NULL)
    return NULL;
  slip = sgm_slip_new (heading, sgm_district_is_sample (district) ? _("sample data") : NULL);
  add_event (slip, district, event);
  sgm_slip_add (slip, _("Given to"), worker);
  sgm_slip_add (slip, _("Given at"), given);
  sgm_slip_add_blank (slip, _("What was done"));
  sgm_slip_add_blank (slip, _("Date, signature"));
  return slip;
}

/* The journal's end on paper proves later that nobody has rewritten it. */
static char *
dup_foot (const SgmHead *head)
{
  g_autofree char *now = sgm_time_text_dup_exact (sgm_ticker_get_now ());

  /* Translators: a user, a time, a number, a row of hexadecimal digits */
  return g_strdup_printf (_("Printed by %s, %s. Journal: entry %" PRId64 ", %s"), g_get_user_name (), now, head->seq,
                          head->hash);
}

/* The thread --------------------------------------------------------------- */

/* A paper without a map is better than none. */
static void
draw_map (Sheet    *sheet,
          SgmStore *store)
{
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (store, NULL);
  g_autoptr (SgmDistrict) district = snapshot != NULL ? sgm_district_new (store, snapshot, NULL) : NULL;
  g_autofree char *path = sgm_basemap_dup_path (sheet->database);
  g_autoptr (SgmMbtiles) tiles = sgm_mbtiles_open (path, NULL);
  SgmMapImageOptions options = {
    .width = MAP_WIDTH, .height = MAP_HEIGHT, .scale = MAP_SCALE, .area = sheet->area, .tiles = tiles,
    .theme_kind = (guint) MAX (sgm_theme_kind_find ("none"), 0), .now = g_get_real_time () / 1000,
  };

  if (district != NULL)
    sheet->map = sgm_map_image_draw (district, &options, NULL);
}

static void
prepare (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  Sheet *sheet = data;
  GError *error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (sheet->database, SGM_STORE_READ, &error);

  if (store != NULL)
    sheet->head = sgm_store_dup_head (store, &error);
  if (sheet->head == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  draw_map (sheet, store);
  g_task_return_boolean (task, TRUE);
}

/* Printing ----------------------------------------------------------------- */

static void
on_draw_page (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              gpointer           data)
{
  Sheet *sheet = g_task_get_task_data (data);

  sgm_slip_draw (sheet->slip, gtk_print_context_get_cairo_context (context), gtk_print_context_get_width (context),
                 gtk_print_context_get_height (context));
}

static void
on_done (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         gpointer                 data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_task_return_new_error (task, SGM_ERROR, SGM_ERROR_IO, _("The order cannot be printed: %s"), error->message);
    }
  else
    g_task_return_boolean (task, result == GTK_PRINT_OPERATION_RESULT_APPLY);
}

static void
print (GTask *task)
{
  Sheet *sheet = g_task_get_task_data (task);
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autofree char *foot = dup_foot (sheet->head);

  sgm_slip_set_map (sheet->slip, sheet->map);
  sgm_slip_set_foot (sheet->slip, foot);
  gtk_page_setup_set_top_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, MARGIN_MM, GTK_UNIT_MM);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, _("Order"));
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (sheet->pdf != NULL)
    gtk_print_operation_set_export_filename (operation, sheet->pdf);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page), task, 0);
  g_signal_connect (operation, "done", G_CALLBACK (on_done), g_object_ref (task));
  /* What goes wrong is told by “done”, too. */
  gtk_print_operation_run (operation, sheet->pdf != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT
                                                         : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           sheet->parent, NULL);
}

static void
on_prepared (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    print (task);
  else
    g_task_return_error (task, error);
}

static Sheet *
sheet_new (SgmDistrict *district,
           SgmRecord   *task,
           SgmSlip     *slip)
{
  SgmRecord *event = sgm_district_get_record (district, &sgm_table_event, sgm_record_get_int (task, SGM_TASK_EVENT));
  const SgmArea *grid = sgm_area_set_find_id (sgm_district_get_areas (district),
                                              sgm_record_get_int (event, SGM_EVENT_GRID));
  Sheet *sheet = g_new0 (Sheet, 1);

  sheet->database = g_strdup (sgm_store_get_path (sgm_district_get_store (district)));
  sheet->area = grid != NULL ? g_strdup (grid->code) : NULL;
  sheet->slip = slip;
  return sheet;
}

/**
 * sgm_order_print_async:
 * @task: an order
 * @parent: (nullable): the window that the dialog of the printer belongs to
 * @pdf: (nullable): path of a PDF file to make instead, without a dialog
 *
 * Draws the paper and has the user print it.
 */
void
sgm_order_print_async (SgmDistrict         *district,
                       SgmRecord           *task,
                       GtkWindow           *parent,
                       const char          *pdf,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) printing = g_task_new (district, NULL, callback, user_data);
  g_autoptr (GTask) preparing = NULL;
  SgmSlip *slip = sgm_order_print_new_slip (district, task);
  Sheet *sheet;

  g_task_set_source_tag (printing, sgm_order_print_async);
  if (slip == NULL)
    {
      g_task_return_new_error (printing, SGM_ERROR, SGM_ERROR_REFUSED, _("There is no such event."));
      return;
    }
  sheet = sheet_new (district, task, slip);
  g_set_weak_pointer (&sheet->parent, parent);
  sheet->pdf = g_strdup (pdf);
  g_task_set_task_data (printing, sheet, sheet_free);
  preparing = g_task_new (NULL, NULL, on_prepared, g_object_ref (printing));
  g_task_set_task_data (preparing, sheet, NULL);
  g_task_run_in_thread (preparing, prepare);
}

/**
 * sgm_order_print_finish:
 *
 * Returns: whether it was printed; %FALSE without an error where the user has
 *   changed their mind
 */
gboolean
sgm_order_print_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
