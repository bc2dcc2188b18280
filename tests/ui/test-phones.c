/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-phone-book.h"

#include "choice-fixture.h"
#include "domain/sgm-tables.h"
#include "panels/sgm-order-note.h"
#include "panels/sgm-people-list.h"

#include <string.h>

/* Telephone numbers are hidden but for those that somebody has asked for, for
 * a while. */

#define WHOLE "10000000000"
#define HIDDEN "100****0000"

static SgmRecord *
get_person (ChoiceFixture *f,
            gint64         id)
{
  return sgm_district_get_record (f->district, &sgm_table_person, id);
}

static void
assert_phone (ChoiceFixture *f,
              SgmPhoneBook  *phones,
              gint64         person,
              const char    *expected)
{
  g_autofree char *phone = sgm_phone_book_dup_phone (phones, get_person (f, person));

  g_assert_cmpstr (phone, ==, expected);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_time (ChoiceFixture *f,
           gconstpointer  data)
{
  g_autoptr (SgmPhoneBook) phones = sgm_phone_book_new (f->district);
  guint n = 0;

  g_signal_connect_swapped (phones, "changed", G_CALLBACK (count), &n);
  assert_phone (f, phones, SMALL_WORKER_A, HIDDEN);
  sgm_phone_book_show (phones, SMALL_WORKER_A, 60000);
  sgm_phone_book_show (phones, SMALL_WORKER_B, 100);
  g_assert_cmpuint (n, ==, 2);
  assert_phone (f, phones, SMALL_WORKER_A, WHOLE);
  assert_phone (f, phones, SMALL_WORKER_B, WHOLE);
  assert_phone (f, phones, SMALL_PART_TIME, HIDDEN);

  while (n == 2)
    g_main_context_iteration (NULL, TRUE);
  assert_phone (f, phones, SMALL_WORKER_B, HIDDEN);
  assert_phone (f, phones, SMALL_WORKER_A, WHOLE);
  sgm_phone_book_hide (phones, SMALL_WORKER_A);
  assert_phone (f, phones, SMALL_WORKER_A, HIDDEN);
  g_assert_cmpuint (n, ==, 4);
}

/* Where others look on, nothing shows, and what did does not come back. */
static void
test_sealed (ChoiceFixture *f,
             gconstpointer  data)
{
  g_autoptr (SgmPhoneBook) phones = sgm_phone_book_new (f->district);

  sgm_phone_book_show (phones, SMALL_WORKER_A, 60000);
  sgm_phone_book_set_sealed (phones, TRUE);
  assert_phone (f, phones, SMALL_WORKER_A, HIDDEN);
  g_assert_false (sgm_phone_book_can_show (phones, get_person (f, SMALL_WORKER_A)));
  sgm_phone_book_show (phones, SMALL_WORKER_A, 60000);
  sgm_phone_book_set_sealed (phones, FALSE);
  assert_phone (f, phones, SMALL_WORKER_A, HIDDEN);
  g_assert_true (sgm_phone_book_can_show (phones, get_person (f, SMALL_WORKER_A)));
}

static void
give_role (ChoiceFixture *f,
           const char    *name,
           SgmUserRole    role)
{
  g_autoptr (SgmRecord) user = sgm_record_new (&sgm_table_user, 0);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);

  sgm_record_set_text (user, SGM_USER_NAME, name);
  sgm_record_set_int (user, SGM_USER_ROLE, role);
  sgm_change_add_record (change, user);
  choice_fixture_submit (f, change);
}

/* Whose role does not allow it is not offered it, from the moment on. */
static void
test_roles (ChoiceFixture *f,
            gconstpointer  data)
{
  g_autoptr (SgmPhoneBook) phones = sgm_phone_book_new (f->district);
  guint n = 0;

  g_signal_connect_swapped (phones, "changed", G_CALLBACK (count), &n);
  g_assert_true (sgm_phone_book_can_show (phones, get_person (f, SMALL_WORKER_A)));
  give_role (f, "li", SGM_USER_ROLE_ADMINISTRATOR);
  g_assert_cmpuint (n, ==, 1);
  g_assert_false (sgm_phone_book_can_show (phones, get_person (f, SMALL_WORKER_A)));
}

/* Short numbers and what is no number are hidden as a whole. */
static void
test_odd (ChoiceFixture *f,
          gconstpointer  data)
{
  static const struct
  {
    const char *phone;
    const char *hidden;
  } cases[] = {
    { "110", "****" }, { "分机二", "****" }, { "", NULL }, { NULL, NULL }, { "0750-3861234", "075****1234" },
  };
  g_autoptr (SgmPhoneBook) phones = sgm_phone_book_new (f->district);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SgmRecord) person = sgm_record_new (&sgm_table_person, 99);
      g_autofree char *phone = NULL;

      sgm_record_set_text (person, SGM_PERSON_PHONE, cases[i].phone);
      phone = sgm_phone_book_dup_phone (phones, person);
      g_assert_cmpstr (phone, ==, cases[i].hidden);
    }
}

/* The text of all labels that are to be seen, and what buttons are for. */
static void
read_out (GtkWidget *widget,
          GString   *text)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_tooltip_text (widget) != NULL)
    g_string_append_printf (text, "[%s]\n", gtk_widget_get_tooltip_text (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    read_out (child, text);
}

static void
assert_says (GtkWidget  *widget,
             const char *words,
             gboolean    expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  read_out (widget, text);
  g_test_message ("%s", text->str);
  g_assert_cmpint (strstr (text->str, words) != NULL, ==, expected);
}

static void
test_people (ChoiceFixture *f,
             gconstpointer  data)
{
  g_autoptr (SgmPhoneBook) phones = sgm_phone_book_new (f->district);
  GtkWidget *list = g_object_ref_sink (g_object_new (SGM_TYPE_FACT_LIST, NULL));

  sgm_choice_choose_area (f->choice, SMALL_GRID);
  sgm_people_list_fill (SGM_FACT_LIST (list), f->choice, phones);
  assert_says (list, "[Show the number of 甲]", TRUE);
  assert_says (list, HIDDEN, TRUE);
  assert_says (list, WHOLE, FALSE);

  sgm_phone_book_show (phones, SMALL_WORKER_A, 60000);
  sgm_people_list_fill (SGM_FACT_LIST (list), f->choice, phones);
  assert_says (list, WHOLE, TRUE);
  assert_says (list, "[Hide the number of 甲]", TRUE);
  assert_says (list, "[Show the number of 乙]", TRUE);

  sgm_phone_book_set_sealed (phones, TRUE);
  sgm_people_list_fill (SGM_FACT_LIST (list), f->choice, phones);
  assert_says (list, WHOLE, FALSE);
  assert_says (list, "[Show the number of", FALSE);
  g_object_unref (list);
}

/* Where a worker has to be told, the number is at hand. */
static void
test_note (ChoiceFixture *f,
           gconstpointer  data)
{
  g_autoptr (SgmPhoneBook) phones = sgm_phone_book_new (f->district);
  GtkWidget *note = g_object_ref_sink (g_object_new (SGM_TYPE_ORDER_NOTE, NULL));
  gint64 event = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");

  sgm_order_note_set_choice (SGM_ORDER_NOTE (note), f->choice);
  sgm_order_note_set_phones (SGM_ORDER_NOTE (note), phones);
  sgm_choice_choose_event (f->choice, event);
  assert_says (note, "Number…", FALSE);
  choice_fixture_assign (f, event, SMALL_PART_TIME);
  assert_says (note, "Number…", TRUE);
  sgm_phone_book_show (phones, SMALL_WORKER_A, 60000);
  assert_says (note, WHOLE, FALSE);
  sgm_phone_book_show (phones, SMALL_PART_TIME, 60000);
  assert_says (note, WHOLE, TRUE);
  assert_says (note, "Number…", FALSE);
  g_object_unref (note);
}

#define ADD(name, function) \
  g_test_add ("/phones/" name, ChoiceFixture, NULL, choice_fixture_set_up, function, choice_fixture_tear_down)

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
  ADD ("time", test_time);
  ADD ("sealed", test_sealed);
  ADD ("roles", test_roles);
  ADD ("odd", test_odd);
  ADD ("people", test_people);
  ADD ("note", test_note);
  return g_test_run ();
}
