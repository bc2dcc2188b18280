/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-order-print.h"

#include "base/sgm-error.h"
#include "choice-fixture.h"
#include "domain/sgm-tables.h"

#include <string.h>

#include <glib/gstdio.h>

/* An order on paper: what is on it, and what is not. */

static SgmRecord *
give_order (ChoiceFixture *f)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_URGENT, "a");

  choice_fixture_assign (f, event, SMALL_PART_TIME);
  return sgm_district_get_active_task (f->district, event);
}

static void
test_words (ChoiceFixture *f,
            gconstpointer  data)
{
  static const char *const there[] = {
    "江海区: Order (sample data)", "Number: JH20", "What: 内涝积水", "Urgency: Urgent",
    "Where: 江南街道 › 桥南社区 › 第一网格 › 西\n", "Coordinates: 113.105000, 22.555000", "Reported: 20",
    "To be done by: 20", "Given to: 丙 (Part-time grid worker)", "Date, signature: ",
  };
  static const char *const kept_back[] = { "10000000000", "报料人" };
  g_autoptr (SgmSlip) slip = sgm_order_print_new_slip (f->district, give_order (f));
  g_autofree char *text = sgm_slip_to_text (slip);

  g_test_message ("%s", text);
  for (guint i = 0; i < G_N_ELEMENTS (there); i++)
    g_assert_nonnull (strstr (text, there[i]));
  for (guint i = 0; i < G_N_ELEMENTS (kept_back); i++)
    g_assert_null (strstr (text, kept_back[i]));
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  cairo_surface_flush (surface);
  return ((guint32 *) (cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)))[x];
}

static cairo_surface_t *
draw (const SgmSlip *slip,
      int            width,
      int            height)
{
  cairo_surface_t *paper = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (paper);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  sgm_slip_draw (slip, cr, width, height);
  cairo_destroy (cr);
  return paper;
}

/* The map takes what is left of a sheet; where that is too little, it is left
 * out, and the words stay whole. */
static void
test_map (ChoiceFixture *f,
          gconstpointer  data)
{
  g_autoptr (SgmSlip) slip = sgm_order_print_new_slip (f->district, give_order (f));
  cairo_surface_t *map = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 640);
  cairo_t *cr = cairo_create (map);
  cairo_surface_t *sheet, *strip;

  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  sgm_slip_set_map (slip, map);
  cairo_surface_destroy (map);
  sgm_slip_set_foot (slip, "foot");
  sheet = draw (slip, 700, 1000);
  g_assert_cmphex (get_pixel (sheet, 350, 850) & 0xffffff, ==, 0xff0000);
  g_assert_cmphex (get_pixel (sheet, 350, 10) & 0xffffff, !=, 0xff0000);
  strip = draw (slip, 700, 520);
  for (int y = 0; y < 520; y++)
    g_assert_cmphex (get_pixel (strip, 350, y) & 0xffffff, !=, 0xff0000);
  cairo_surface_destroy (sheet);
  cairo_surface_destroy (strip);
}

static void
on_printed (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  gboolean *printed = data;

  *printed = sgm_order_print_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (*printed);
}

/* All of it, but for the printer: the map is drawn, and the words are on one
 * page. */
static void
test_pdf (ChoiceFixture *f,
          gconstpointer  data)
{
  g_autofree char *pdf = g_build_filename (f->folder, "order.pdf", NULL);
  g_autofree char *content = NULL;
  gboolean printed = FALSE;
  gsize length;

  sgm_order_print_async (f->district, give_order (f), NULL, pdf, on_printed, &printed);
  while (!printed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents (pdf, &content, &length, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF"));
  g_assert_nonnull (memmem (content, length, "/Count 1", strlen ("/Count 1")));
  g_assert_nonnull (memmem (content, length, "/Subtype /Image", strlen ("/Subtype /Image")));
}

static void
on_failed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  sgm_order_print_finish (result, data);
}

static void
test_failure (ChoiceFixture *f,
              gconstpointer  data)
{
  g_autofree char *pdf = g_build_filename (f->folder, "nowhere", "order.pdf", NULL);
  g_autoptr (GError) error = NULL;

  sgm_order_print_async (f->district, give_order (f), NULL, pdf, on_failed, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
}

#define ADD(name, function) \
  g_test_add ("/order-print/" name, ChoiceFixture, NULL, choice_fixture_set_up, function, choice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  ADD ("words", test_words);
  ADD ("map", test_map);
  ADD ("pdf", test_pdf);
  ADD ("failure", test_failure);
  return g_test_run ();
}
