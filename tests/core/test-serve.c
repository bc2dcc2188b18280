/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <signal.h>

#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"

/* `sgm serve` and `sgm outbox` as processes of their own. */

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
} Fixture;

typedef struct
{
  GSubprocess *process;
  GDataInputStream *log;
  GString *said; /* all of it */
} Server;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

static gint64
submit (Fixture   *f,
        SgmChange *change)
{
  g_autoptr (GError) error = NULL;
  gint64 seq;

  sgm_change_set_who (change, "test");
  seq = sgm_store_submit (f->store, change, &error);
  g_assert_no_error (error);
  sgm_change_unref (change);
  return seq;
}

static SgmRecord *
dup_newest (Fixture        *f,
            const SgmTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sgm_store_read_table (f->store, table, &error);
  SgmRecord *newest = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    if (newest == NULL || sgm_record_get_id (records->pdata[i]) > sgm_record_get_id (newest))
      newest = records->pdata[i];
  return sgm_record_ref (newest);
}

/* Returns: a message that may go out at once: the recall of an order that a
 *   terminal has */
static gint64
call_back (Fixture *f)
{
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) order = NULL;
  g_autoptr (SgmRecord) task = NULL;
  g_autoptr (SgmRecord) recall = NULL;

  small_district_report (f->store, SMALL_MATTER_ORDINARY, NULL);
  event = dup_newest (f, &sgm_table_event);
  submit (f, sgm_change_new_assign (sgm_record_get_id (event), sgm_record_get_version (event), SMALL_WORKER_A));
  order = dup_newest (f, &sgm_table_outbox);
  submit (f, sgm_change_new (SGM_CHANGE_SENT, sgm_record_get_id (order), 1));
  task = dup_newest (f, &sgm_table_task);
  submit (f, sgm_change_new_withdraw (sgm_record_get_id (task), sgm_record_get_version (task)));
  recall = dup_newest (f, &sgm_table_outbox);
  return sgm_record_get_id (recall);
}

static Server
start (Fixture    *f,
       const char *option)
{
  g_autoptr (GError) error = NULL;
  Server server = { NULL };

  server.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("SGM_PROGRAM"),
                                     "--database", f->path, "serve", option, NULL);
  g_assert_no_error (error);
  server.log = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server.process));
  server.said = g_string_new (NULL);
  return server;
}

static void
server_clear (Server *server)
{
  g_clear_object (&server->log);
  g_clear_object (&server->process);
  g_string_free (server->said, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Server, server_clear)

static gboolean
hear (Server     *server,
      const char *what)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (server->log, NULL, NULL, &error);

      g_assert_no_error (error);
      if (line == NULL)
        return FALSE;
      g_string_append_printf (server->said, "%s\n", line);
      if (strstr (line, what) != NULL)
        return TRUE;
    }
}

static void
hear_acknowledged (Server *server,
                   gint64  message)
{
  g_autofree char *what = g_strdup_printf ("Message %" G_GINT64_FORMAT " was acknowledged.", message);

  g_assert_true (hear (server, what));
}

static void
end (Server *server)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (server->process, SIGTERM);
  g_assert_true (hear (server, "Ended."));
  g_assert_true (g_subprocess_wait_check (server->process, NULL, &error));
  g_assert_no_error (error);
}

/* One delivers; when it is killed, the other goes on in the same moment. */
static void
test_two (Fixture       *f,
          gconstpointer  data)
{
  g_auto (Server) first = start (f, NULL);
  g_auto (Server) second = { NULL };
  gint64 killed_at;

  g_assert_true (hear (&first, "This process delivers now."));
  second = start (f, NULL);
  g_assert_true (hear (&second, "Serving "));
  hear_acknowledged (&first, call_back (f));

  killed_at = g_get_monotonic_time ();
  g_subprocess_force_exit (first.process);
  g_assert_true (hear (&second, "This process delivers now."));
  g_test_message ("taken over after %.1f ms", (g_get_monotonic_time () - killed_at) / 1000.0);
  g_assert_false (hear (&first, "Ended."));
  hear_acknowledged (&second, call_back (f));

  end (&second);
  g_assert_null (strstr (first.said->str, "甲"));
  g_assert_null (strstr (second.said->str, "甲"));
  g_assert_null (strstr (second.said->str, "报料人"));
}

/* A process that stands still keeps the office, and messages are not lost. */
static void
test_standstill (Fixture       *f,
                 gconstpointer  data)
{
  g_auto (Server) first = start (f, NULL);
  g_auto (Server) second = { NULL };
  gint64 message;

  g_assert_true (hear (&first, "This process delivers now."));
  second = start (f, NULL);
  g_assert_true (hear (&second, "Serving "));
  g_subprocess_send_signal (first.process, SIGSTOP);
  message = call_back (f);
  end (&second);
  g_assert_null (strstr (second.said->str, "delivers now"));
  g_subprocess_send_signal (first.process, SIGCONT);
  hear_acknowledged (&first, message);
  end (&first);
}

static void
test_no_gateway (Fixture       *f,
                 gconstpointer  data)
{
  g_auto (Server) server = start (f, "--no-simulator");
  g_autoptr (SgmRecord) message = NULL;

  g_assert_true (hear (&server, "No terminal gateway is connected"));
  call_back (f);
  end (&server);
  message = dup_newest (f, &sgm_table_outbox);
  g_assert_cmpint (sgm_record_get_int (message, SGM_OUTBOX_TRIES), ==, 0);
  g_assert_cmpint (sgm_record_get_int (message, SGM_OUTBOX_STATE), ==, SGM_OUTBOX_STATE_WAITING);
}

static char *
run_outbox (Fixture    *f,
            const char *option,
            int         status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char *out = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error,
                              g_getenv ("SGM_PROGRAM"), "--database", f->path, "outbox", option, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_test_message ("%s", out);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
  return out;
}

static void
test_outbox (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *nothing = run_outbox (f, NULL, 0);
  g_autofree char *waits = NULL;
  g_autofree char *parked = NULL;
  g_autofree char *again = NULL;
  g_autofree char *none = NULL;
  g_autofree char *wrong = run_outbox (f, "--resend=x", 2);
  g_autofree char *unknown = run_outbox (f, "--resend=99", 1);
  gint64 message;
  SgmChange *change;

  g_assert_nonnull (strstr (nothing, "No message waits"));
  g_assert_nonnull (strstr (unknown, "There is no such message."));
  message = call_back (f);
  waits = run_outbox (f, NULL, 0);
  g_assert_nonnull (strstr (waits, "waits to be sent, not before 20"));
  change = sgm_change_new (SGM_CHANGE_NOT_SENT, message, 1);
  sgm_change_set_why (change, "out of reach");
  submit (f, change);
  parked = run_outbox (f, NULL, 0);
  g_assert_nonnull (strstr (parked, "could not be sent, 1 try: out of reach"));
  g_assert_null (strstr (parked, "甲"));
  again = run_outbox (f, "--resend=all", 0);
  g_assert_nonnull (strstr (again, "1 message will be sent again."));
  none = run_outbox (f, "--resend=all", 0);
  g_assert_nonnull (strstr (none, "0 messages"));
}

#define ADD(name, function) \
  g_test_add ("/serve/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("SGM_PROGRAM"));
  ADD ("two", test_two);
  ADD ("standstill", test_standstill);
  ADD ("no-gateway", test_no_gateway);
  ADD ("outbox", test_outbox);
  return g_test_run ();
}
