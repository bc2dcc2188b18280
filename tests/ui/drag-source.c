/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file manager as small as can be: a window from which the file that it is
 * given can be dragged into another program's. It says “dragging” when that has
 * begun and “accepted” when the other program would take it, and ends when it
 * was dropped.
 *
 *     drag-source FILE */
#include <stdio.h>

#include <gtk/gtk.h>

static void
say (const char *word)
{
  puts (word);
  fflush (stdout);
}

static GdkContentProvider *
on_prepare (GtkDragSource *source,
            double         x,
            double         y,
            GFile         *file)
{
  return gdk_content_provider_new_typed (G_TYPE_FILE, file);
}

static void
on_selected (GdkDrag *drag)
{
  if (gdk_drag_get_selected_action (drag) == GDK_ACTION_COPY)
    say ("accepted");
}

static void
on_begin (GtkDragSource *source,
          GdkDrag       *drag)
{
  g_signal_connect (drag, "notify::selected-action", G_CALLBACK (on_selected), NULL);
  say ("dragging");
}

static void
on_end (GtkDragSource *source,
        GdkDrag       *drag,
        gboolean       delete_data,
        gboolean      *ended)
{
  *ended = TRUE;
  g_main_context_wakeup (NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GFile) file = NULL;
  GtkDragSource *source;
  GtkWidget *window, *label;
  gboolean ended = FALSE;

  gtk_init ();
  g_return_val_if_fail (argc == 2, 1);
  file = g_file_new_for_commandline_arg (argv[1]);
  window = gtk_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), "File");
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 120, 80);
  label = gtk_label_new ("File");
  gtk_window_set_child (GTK_WINDOW (window), label);
  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), file);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_begin), NULL);
  g_signal_connect (source, "drag-end", G_CALLBACK (on_end), &ended);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_widget_show (window);
  while (!ended)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
