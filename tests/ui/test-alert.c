/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-alert.h"

#include "choice-fixture.h"
#include "domain/sgm-tables.h"

#include <unistd.h>

/* An urgent event is told through the desktop, which is a service of the
 * session bus here that writes down what it is asked for. */

static const char interface[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'><arg type='s'/><arg type='u'/><arg type='s'/><arg type='s'/><arg type='s'/><arg type='as'/>"
  "<arg type='a{sv}'/><arg type='i'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "</interface></node>";

typedef struct
{
  ChoiceFixture base;
  GDBusConnection *desktop;
  guint name;
  gboolean owned;
  GPtrArray *told; /* of char: title and body */
  guint closed;    /* the last that was closed */
  GtkApplication *application;
  GtkWidget *window;
  SgmAlert *alert;
  char *shown; /* what the action was told */
} Fixture;

static void
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface_name,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               data)
{
  Fixture *f = data;
  const char *title, *body;

  if (g_str_equal (method, "CloseNotification"))
    {
      g_variant_get (arguments, "(u)", &f->closed);
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_variant_get_child (arguments, 3, "&s", &title);
  g_variant_get_child (arguments, 4, "&s", &body);
  g_ptr_array_add (f->told, g_strdup_printf ("%s|%s", title, body));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", f->told->len));
}

static void
on_owned (GDBusConnection *connection,
          const char      *name,
          gpointer         data)
{
  ((Fixture *) data)->owned = TRUE;
}

static void
start_desktop (Fixture *f)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);
  f->told = g_ptr_array_new_with_free_func (g_free);
  f->desktop = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                                | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                       NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (f->desktop, "/org/freedesktop/Notifications", node->interfaces[0], &vtable, f,
                                     NULL, &error);
  g_assert_no_error (error);
  f->name = g_bus_own_name_on_connection (f->desktop, "org.freedesktop.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE,
                                          on_owned, NULL, f, NULL);
  while (!f->owned)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_show_event (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  Fixture *f = data;
  const char *path;
  gint64 event;

  g_variant_get (parameter, "(&sx)", &path, &event);
  g_assert_cmpstr (path, ==, sgm_store_get_path (f->base.store));
  f->shown = g_strdup_printf ("%" G_GINT64_FORMAT, event);
}

static GtkWidget *
new_window (Fixture   *f,
            SgmAlert **alert)
{
  GtkWidget *window = gtk_application_window_new (f->application);
  GtkWidget *toasts = adw_toast_overlay_new ();

  gtk_window_set_child (GTK_WINDOW (window), toasts);
  *alert = sgm_alert_new (f->base.district, ADW_TOAST_OVERLAY (toasts));
  return window;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  static const GActionEntry entries[] = {
    { .name = "show-event", .activate = on_show_event, .parameter_type = "(sx)" },
  };
  g_autoptr (GError) error = NULL;

  choice_fixture_set_up (&f->base, NULL);
  start_desktop (f);
  f->application = gtk_application_new (data, G_APPLICATION_NON_UNIQUE);
  g_action_map_add_action_entries (G_ACTION_MAP (f->application), entries, G_N_ELEMENTS (entries), f);
  g_application_register (G_APPLICATION (f->application), NULL, &error);
  g_assert_no_error (error);
  g_application_set_default (G_APPLICATION (f->application));
  f->window = new_window (f, &f->alert);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_object_unref (f->alert);
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_application_set_default (NULL);
  g_object_unref (f->application);
  g_bus_unown_name (f->name);
  g_dbus_connection_close_sync (f->desktop, NULL, NULL);
  g_object_unref (f->desktop);
  g_ptr_array_unref (f->told);
  g_free (f->shown);
  choice_fixture_tear_down (&f->base, NULL);
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  g_assert_nonnull (answer);
  *(gboolean *) data = TRUE;
}

/* Until the desktop's answers are there, by whose numbers GIO closes what it
 * has told. */
static void
settle (Fixture *f)
{
  gboolean answered = FALSE;

  g_dbus_connection_flush_sync (f->desktop, NULL, NULL);
  g_dbus_connection_call (g_application_get_dbus_connection (G_APPLICATION (f->application)), "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetId", NULL, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answer, &answered);
  while (!answered)
    g_main_context_iteration (NULL, TRUE);
}

static void
await_told (Fixture *f,
            guint    n)
{
  while (f->told->len < n)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->told->len, ==, n);
  settle (f);
}

static void
test_told (Fixture       *f,
           gconstpointer  data)
{
  gint64 first, second;

  choice_fixture_report (&f->base, SMALL_MATTER_ORDINARY, "a");
  first = choice_fixture_report (&f->base, SMALL_MATTER_URGENT, "b");
  await_told (f, 1);
  g_assert_cmpstr (f->told->pdata[0], ==, "Urgent: 内涝积水|第一网格");
  second = choice_fixture_report (&f->base, SMALL_MATTER_URGENT, "c");
  await_told (f, 2);

  /* Somebody deals with it. */
  choice_fixture_assign (&f->base, first, SMALL_WORKER_A);
  while (f->closed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (f->closed, ==, 1);

  /* A click on the other one. */
  g_dbus_connection_emit_signal (f->desktop, NULL, "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                                 "ActionInvoked", g_variant_new ("(us)", 2, "default"), NULL);
  while (f->shown == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_ascii_strtoll (f->shown, NULL, 10), ==, second);
}

/* Makes the window the one that is worked in, as there is no window manager. */
static void
focus (Fixture *f)
{
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) hand = NULL;

  gtk_window_present (GTK_WINDOW (f->window));
  hand = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "xdotool",
                           "search", "--sync", "--onlyvisible", "--pid", pid, "windowfocus", NULL);
  g_assert_no_error (error);
  while (!gtk_window_is_active (GTK_WINDOW (f->window)))
    g_main_context_iteration (NULL, TRUE);
}

/* Whoever looks has nothing left to be told, and nothing more is, but for what
 * another window has to tell. */
static void
test_looked_at (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (SgmAlert) other_alert = NULL;
  GtkWidget *other;

  choice_fixture_report (&f->base, SMALL_MATTER_URGENT, "a");
  await_told (f, 1);
  focus (f);
  while (f->closed == 0)
    g_main_context_iteration (NULL, TRUE);
  other = new_window (f, &other_alert);
  choice_fixture_report (&f->base, SMALL_MATTER_URGENT, "b");
  await_told (f, 2);
  gtk_window_destroy (GTK_WINDOW (other));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GNOTIFICATION_BACKEND", "freedesktop", TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  adw_init ();
  /* An application may live a little longer than its test. */
  g_test_add ("/alert/told", Fixture, "io.github.smartgridmap.Told", set_up, test_told, tear_down);
  g_test_add ("/alert/looked-at", Fixture, "io.github.smartgridmap.LookedAt", set_up, test_looked_at, tear_down);
  return g_test_run ();
}
