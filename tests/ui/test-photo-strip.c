/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photos of an event: the strip that shows them, what adds them, and one large. */
#include "panels/sgm-photo-strip.h"

#include "choice-fixture.h"
#include "domain/sgm-tables.h"
#include "panels/sgm-photo-viewer.h"
#include "photo-maker.h"
#include "photo/sgm-photo.h"
#include "store/sgm-photo-folder.h"
#include "window/sgm-photo-adder.h"

#include <string.h>

#include <glib/gstdio.h>

/* Looking ------------------------------------------------------------------- */

static guint
count_thumbnails (GtkWidget *widget)
{
  guint n = GTK_IS_PICTURE (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_thumbnails (child);
  return n;
}

static gboolean
says (GtkWidget  *widget,
      const char *words)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

/* In whichever window it is. */
static gboolean
is_said (const char *words)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (says (window->data, words))
      return TRUE;
  return FALSE;
}

static void
await_words (const char *words)
{
  while (!is_said (words))
    g_main_context_iteration (NULL, TRUE);
}

static void
await_thumbnails (GtkWidget *strip,
                  guint      n)
{
  while (count_thumbnails (strip) != n)
    g_main_context_iteration (NULL, TRUE);
}

/* Adding -------------------------------------------------------------------- */

static GFile *
write_photo (ChoiceFixture *f,
             const char    *name,
             int            width,
             guint          seed)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", width, 40, seed);

  return photo_maker_write (f->folder, name, content);
}

static void
add (ChoiceFixture *f,
     gint64         event,
     int            width,
     guint          seed)
{
  g_autoptr (GFile) file = write_photo (f, "photo.jpg", width, seed);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_photo_add (f->store, event, file, "test", NULL, &error);

  g_assert_no_error (error);
}

static GtkWidget *
new_strip (ChoiceFixture *f)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *strip = g_object_new (SGM_TYPE_PHOTO_STRIP, NULL);

  gtk_window_set_child (GTK_WINDOW (window), strip);
  sgm_photo_strip_set_choice (SGM_PHOTO_STRIP (strip), f->choice);
  gtk_window_present (GTK_WINDOW (window));
  return strip;
}

/* Photos that others add appear; those of another event go, and no room is
 * taken where there are none. */
static void
test_strip (ChoiceFixture *f,
            gconstpointer  data)
{
  gint64 first = choice_fixture_report (f, SMALL_MATTER_URGENT, "a");
  gint64 second = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "b");
  GtkWidget *strip = new_strip (f);

  sgm_choice_choose_event (f->choice, first);
  g_assert_false (gtk_widget_get_visible (strip));
  add (f, second, 60, 9);
  add (f, first, 60, 1);
  add (f, first, 4000, 30);
  await_thumbnails (strip, 2);
  g_assert_true (says (strip, "Before"));
  g_assert_false (says (strip, "After"));
  sgm_choice_choose_event (f->choice, second);
  g_assert_false (gtk_widget_get_visible (strip));
  await_thumbnails (strip, 1);
  sgm_choice_choose_area (f->choice, SMALL_DISTRICT);
  g_assert_false (gtk_widget_get_visible (strip));
  sgm_choice_choose_event (f->choice, first);
  await_thumbnails (strip, 2);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (strip)));
}

static void
advance (ChoiceFixture *f,
         gint64         event,
         SgmTaskState   state)
{
  SgmRecord *task = sgm_district_get_active_task (f->district, event);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_ADVANCE, sgm_record_get_id (task),
                                                 sgm_record_get_version (task));

  sgm_change_set_number (change, state);
  choice_fixture_submit (f, change);
}

/* What is added once the worker has reported back is from after the work. */
static void
test_after (ChoiceFixture *f,
            gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_URGENT, "a");
  GtkWidget *strip = new_strip (f);

  sgm_choice_choose_event (f->choice, event);
  add (f, event, 60, 1);
  await_thumbnails (strip, 1);
  choice_fixture_assign (f, event, SMALL_WORKER_A);
  for (SgmTaskState state = SGM_TASK_STATE_DELIVERED; state <= SGM_TASK_STATE_DONE; state++)
    advance (f, event, state);
  g_assert_false (says (strip, "After"));
  add (f, event, 60, 30);
  await_thumbnails (strip, 2);
  g_assert_true (says (strip, "Before"));
  g_assert_true (says (strip, "After"));
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (strip)));
}

typedef struct
{
  GApplication *application;
  GtkWidget *window;
  SgmDispatch *dispatch;
  SgmPhotoAdder *adder;
} Desk;

static void
desk_set_up (Desk          *desk,
             ChoiceFixture *f)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  desk->application = g_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  g_application_set_default (desk->application);
  desk->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (desk->window), toasts);
  gtk_window_present (GTK_WINDOW (desk->window));
  desk->dispatch = sgm_dispatch_new (f->choice, ADW_TOAST_OVERLAY (toasts));
  desk->adder = sgm_photo_adder_new (f->district, desk->dispatch, ADW_TOAST_OVERLAY (toasts));
}

static void
desk_tear_down (Desk *desk)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  g_object_unref (desk->adder);
  g_object_unref (desk->dispatch);
  for (GList *window = windows; window != NULL; window = window->next)
    gtk_window_destroy (window->data);
  g_application_set_default (NULL);
  g_object_unref (desk->application);
}

static guint
count_photos (ChoiceFixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) photos = sgm_store_read_table (f->store, &sgm_table_attachment, &error);

  g_assert_no_error (error);
  return photos->len;
}

/* Of several files those are added that are photos, and the others are told;
 * one undo takes all of them back. */
static void
test_adder (ChoiceFixture *f,
            gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_URGENT, "a");
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) text = g_bytes_new_static ("text", 4);
  Desk desk;

  desk_set_up (&desk, f);
  add (f, event, 60, 1);
  g_ptr_array_add (files, write_photo (f, "same.jpg", 60, 1));
  g_ptr_array_add (files, write_photo (f, "two.jpg", 60, 20));
  g_ptr_array_add (files, write_photo (f, "three.jpg", 60, 40));
  g_ptr_array_add (files, photo_maker_write (f->folder, "text.jpg", text));
  g_ptr_array_add (files, g_file_new_for_path ("/nowhere/photo.jpg"));
  g_assert_true (sgm_photo_adder_may (desk.adder));
  sgm_photo_adder_add (desk.adder, event, files);
  await_words ("2 photos added, 1 was there already");
  await_words ("“text.jpg” is not a JPEG, PNG or WebP picture.");
  g_assert_true (is_said ("/nowhere/photo.jpg"));
  g_assert_cmpuint (count_photos (f), ==, 3);
  sgm_dispatch_undo (desk.dispatch);
  await_words ("Taken back: all is as it was before");
  g_assert_cmpuint (count_photos (f), ==, 1);
  desk_tear_down (&desk);
}

/* Who cancels has no more added than was before that, and can begin again. */
static void
test_cancel (ChoiceFixture *f,
             gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_URGENT, "a");
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) more = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_first;
  Desk desk;

  desk_set_up (&desk, f);
  g_ptr_array_add (files, write_photo (f, "one.jpg", 60, 1));
  g_ptr_array_add (others, write_photo (f, "two.jpg", 60, 20));
  g_ptr_array_add (others, write_photo (f, "three.jpg", 60, 40));
  g_ptr_array_add (more, write_photo (f, "four.jpg", 80, 1));
  g_ptr_array_add (more, write_photo (f, "five.jpg", 80, 20));
  g_ptr_array_add (more, write_photo (f, "six.jpg", 80, 40));
  sgm_photo_adder_add (desk.adder, event, files);
  sgm_photo_adder_cancel (desk.adder);
  /* It may have been too late. */
  while (!is_said ("Cancelled: no photo was added") && !is_said ("1 photo added"))
    g_main_context_iteration (NULL, TRUE);
  n_first = is_said ("1 photo added") ? 1 : 0;
  g_assert_cmpuint (count_photos (f), ==, n_first);
  sgm_photo_adder_add (desk.adder, event, others);
  sgm_photo_adder_add (desk.adder, event, more); /* comes after them */
  await_words ("5 photos added");
  g_assert_cmpuint (count_photos (f), ==, n_first + 5);
  desk_tear_down (&desk);
}

/* What is told quickly after each other replaces what was told before. */
static void
test_hurry (ChoiceFixture *f,
            gconstpointer  data)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 entry = 1;
  Desk desk;

  desk_set_up (&desk, f);
  g_array_append_val (entries, entry);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (gtk_window_get_child (GTK_WINDOW (desk.window))),
                               adw_toast_new ("Something else"));
  await_words ("Something else");
  sgm_dispatch_add_deed (desk.dispatch, entries, "One deed");
  await_words ("One deed");
  sgm_dispatch_add_deed (desk.dispatch, entries, "Another deed");
  await_words ("Another deed");
  while (is_said ("One deed"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (is_said ("Another deed"));
  desk_tear_down (&desk);
}

/* One large: it is shown, a copy is saved, and one that is lost says so. */
static void
test_viewer (ChoiceFixture *f,
             gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_URGENT, "a");
  g_autoptr (GPtrArray) photos = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "copy.jpg", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *away = g_build_filename (f->folder, "away", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (path);
  GtkWidget *viewer;

  add (f, event, 60, 1);
  add (f, event, 60, 30);
  photos = sgm_store_read_table (f->store, &sgm_table_attachment, &error);
  viewer = sgm_photo_viewer_new (NULL, f->district, photos, 1, 0);
  gtk_window_present (GTK_WINDOW (viewer));
  await_words ("Before the Work · 1 of 2");
  gtk_widget_activate_action (viewer, "photo.next", NULL);
  await_words ("After the Work · 2 of 2");
  sgm_photo_viewer_save (SGM_PHOTO_VIEWER (viewer), target);
  await_words ("The copy is saved");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));

  folder = sgm_photo_folder_dup_path (sgm_store_get_path (f->store));
  g_assert_cmpint (g_rename (folder, away), ==, 0);
  gtk_widget_activate_action (viewer, "photo.previous", NULL);
  await_words ("A photo cannot be shown");
  await_words ("is missing.");
  gtk_window_destroy (GTK_WINDOW (viewer));
}

#define ADD(name) \
  g_test_add ("/photo-strip/" #name, ChoiceFixture, NULL, choice_fixture_set_up, test_##name, choice_fixture_tear_down)

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
  adw_init ();
  ADD (strip);
  ADD (after);
  ADD (adder);
  ADD (cancel);
  ADD (hurry);
  ADD (viewer);
  return g_test_run ();
}
