/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <stdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>

/* Measures how long a program takes to start:
 *
 *   bench-start window COMMAND …         until it shows a window
 *   bench-start picture FILE COMMAND …   until the screen looks as in FILE
 *   bench-start learn FILE COMMAND …     writes FILE: the screen when nothing
 *                                        has changed on it for some time
 *
 * Prints milliseconds of the clock on the wall, as JSON, and ends the program. There
 * must be nothing else on the screen. */

#define LOOK_MS 15
#define STILL_MS 3000
#define DEADLINE_MS 60000
#define MIN_WIDTH 500
#define MIN_HEIGHT 350

/* A screen looks the same where fewer pixels differ than this part of them:
 * clocks go on. */
#define SAME 0.02
#define SAME_CHANNEL 12

typedef struct
{
  Display *display;
  Window root;
  int width;
  int height;
} Desk;

static gboolean
has_window (Desk *screen)
{
  Window root, parent, *children = NULL;
  unsigned int n = 0;
  gboolean found = FALSE;

  XQueryTree (screen->display, screen->root, &root, &parent, &children, &n);
  for (unsigned int i = 0; i < n && !found; i++)
    {
      XWindowAttributes attributes;

      found = XGetWindowAttributes (screen->display, children[i], &attributes) != 0
              && attributes.map_state == IsViewable && !attributes.override_redirect
              && attributes.width >= MIN_WIDTH && attributes.height >= MIN_HEIGHT;
    }
  if (children != NULL)
    XFree (children);
  return found;
}

static GBytes *
take_picture (Desk *screen)
{
  XImage *image = XGetImage (screen->display, screen->root, 0, 0, screen->width, screen->height,
                             AllPlanes, ZPixmap);
  GBytes *bytes;

  if (image == NULL || image->bits_per_pixel != 32)
    g_error ("The screen cannot be read");
  bytes = g_bytes_new (image->data, (gsize) image->bytes_per_line * image->height);
  XDestroyImage (image);
  return bytes;
}

static gboolean
is_same (GBytes *a,
         GBytes *b)
{
  gsize size, other_size;
  const guint8 *one = g_bytes_get_data (a, &size);
  const guint8 *other = g_bytes_get_data (b, &other_size);
  gsize n_different = 0;

  if (size != other_size)
    g_error ("The picture is not one of this screen");
  for (gsize i = 0; i < size; i += 4)
    n_different += ABS (one[i] - other[i]) > SAME_CHANNEL || ABS (one[i + 1] - other[i + 1]) > SAME_CHANNEL
                   || ABS (one[i + 2] - other[i + 2]) > SAME_CHANNEL;
  return n_different < SAME * size / 4;
}

static GBytes *
learn (Desk *screen)
{
  GBytes *before = take_picture (screen);
  gint64 since = g_get_monotonic_time ();

  while (g_get_monotonic_time () < since + STILL_MS * 1000 || !has_window (screen))
    {
      GBytes *now;

      g_usleep (200 * 1000);
      now = take_picture (screen);
      if (!is_same (before, now))
        since = g_get_monotonic_time ();
      g_bytes_unref (before);
      before = now;
    }
  return before;
}

static GPid
start (char **command)
{
  GPid pid = fork ();

  if (pid != 0)
    return pid;
  setsid ();
  /* What is printed here are figures. */
  dup2 (STDERR_FILENO, STDOUT_FILENO);
  execvp (command[0], command);
  _exit (127);
}

static void
end (GPid pid)
{
  kill (-pid, SIGTERM);
  for (guint i = 0; i < 100; i++)
    {
      if (waitpid (pid, NULL, WNOHANG) == pid)
        return;
      g_usleep (50 * 1000);
    }
  kill (-pid, SIGKILL);
  waitpid (pid, NULL, 0);
}

static gboolean
is_there (Desk *screen,
          GBytes  *wanted)
{
  g_autoptr (GBytes) picture = NULL;

  if (!has_window (screen))
    return FALSE;
  if (wanted == NULL)
    return TRUE;
  picture = take_picture (screen);
  return is_same (picture, wanted);
}

/* Windows may go while they are asked about. */
static int
on_x_error (Display     *display,
            XErrorEvent *event)
{
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  gboolean to_window = argc > 2 && g_str_equal (argv[1], "window");
  gboolean to_learn = argc > 3 && g_str_equal (argv[1], "learn");
  gboolean to_picture = argc > 3 && g_str_equal (argv[1], "picture");
  g_autoptr (GBytes) wanted = NULL;
  Desk screen = { .display = XOpenDisplay (NULL) };
  gint64 begin;
  GPid pid;

  if ((!to_window && !to_learn && !to_picture) || screen.display == NULL)
    {
      g_printerr ("usage: bench-start window|picture FILE|learn FILE COMMAND …, on a display\n");
      return 2;
    }
  XSetErrorHandler (on_x_error);
  screen.root = DefaultRootWindow (screen.display);
  screen.width = DisplayWidth (screen.display, DefaultScreen (screen.display));
  screen.height = DisplayHeight (screen.display, DefaultScreen (screen.display));
  if (to_picture)
    {
      char *data;
      gsize size;

      if (!g_file_get_contents (argv[2], &data, &size, NULL))
        g_error ("%s cannot be read", argv[2]);
      wanted = g_bytes_new_take (data, size);
    }

  begin = g_get_monotonic_time ();
  pid = start (argv + (to_window ? 2 : 3));
  if (to_learn)
    {
      wanted = learn (&screen);
      if (!g_file_set_contents (argv[2], g_bytes_get_data (wanted, NULL), g_bytes_get_size (wanted), NULL))
        g_error ("%s cannot be written", argv[2]);
    }
  else
    {
      while (!is_there (&screen, wanted) && g_get_monotonic_time () < begin + DEADLINE_MS * 1000)
        g_usleep (LOOK_MS * 1000);
      printf ("{\"ms\": %.0f}\n", (g_get_monotonic_time () - begin) / 1e3);
    }
  end (pid);
  XCloseDisplay (screen.display);
  return 0;
}
