/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-guess-row.h"

#include <glib/gi18n.h>

/* From so many choices on one can write what one looks for. */
#define MANY_CHOICES 12

#define TITLE_CHARS 10

struct _SgmGuessRow
{
  GtkListBoxRow parent_instance;
  GtkLabel *title;
  GtkDropDown *choices;
  GtkImage *icon;
  GtkLabel *reason;
  gboolean is_filling;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmGuessRow, sgm_guess_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_selected (SgmGuessRow *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHOSEN], 0, gtk_drop_down_get_selected (self->choices));
}

static void
set_up_item (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_item_set_child (item, label);
}

static void
bind_item (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (string));
}

/* In the button a long name gives way, in the list it is read as a whole. */
static void
set_factories (SgmGuessRow *self)
{
  g_autoptr (GtkListItemFactory) short_names = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  g_signal_connect (short_names, "setup", G_CALLBACK (set_up_item), NULL);
  g_signal_connect (short_names, "bind", G_CALLBACK (bind_item), NULL);
  gtk_drop_down_set_expression (self->choices, name);
  gtk_drop_down_set_factory (self->choices, short_names);
}

static void
sgm_guess_row_class_init (SgmGuessRowClass *class)
{
  /**
   * SgmGuessRow::chosen:
   * @choice: its number
   *
   * A person has chosen something.
   */
  signals[CHOSEN] = g_signal_new ("chosen", SGM_TYPE_GUESS_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static GtkWidget *
make_first_line (SgmGuessRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_width_chars (self->title, TITLE_CHARS);
  gtk_label_set_max_width_chars (self->title, TITLE_CHARS);
  gtk_label_set_wrap (self->title, TRUE);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->title));

  self->choices = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->choices), TRUE);
  set_factories (self);
  g_signal_connect_object (self->choices, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->choices));
  return line;
}

static GtkWidget *
make_second_line (SgmGuessRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_image_set_pixel_size (self->icon, 12);
  gtk_widget_set_valign (GTK_WIDGET (self->icon), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), "guess-icon");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->icon));

  self->reason = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->reason, 0);
  gtk_label_set_wrap (self->reason, TRUE);
  gtk_label_set_wrap_mode (self->reason, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (GTK_WIDGET (self->reason), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "dim-label");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->reason));
  return line;
}

static void
sgm_guess_row_init (SgmGuessRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_add_css_class (GTK_WIDGET (self), "guess");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_box_append (GTK_BOX (box), make_first_line (self));
  gtk_box_append (GTK_BOX (box), make_second_line (self));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/**
 * sgm_guess_row_new:
 * @title: what is guessed
 */
GtkWidget *
sgm_guess_row_new (const char *title)
{
  SgmGuessRow *self = g_object_new (SGM_TYPE_GUESS_ROW, NULL);

  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  /* Its button has the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->choices))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}

static gboolean
has_choices (SgmGuessRow *self,
             GPtrArray   *names)
{
  GListModel *model = gtk_drop_down_get_model (self->choices);

  if (model == NULL || g_list_model_get_n_items (model) != names->len)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), names->pdata[i]))
      return FALSE;
  return TRUE;
}

/**
 * sgm_guess_row_set_choices:
 * @names: (element-type utf8): what can be chosen
 * @selected: which of them is, or %GTK_INVALID_LIST_POSITION
 */
void
sgm_guess_row_set_choices (SgmGuessRow *self,
                           GPtrArray   *names,
                           guint        selected)
{
  self->is_filling = TRUE;
  if (!has_choices (self, names))
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

      for (guint i = 0; i < names->len; i++)
        gtk_string_list_append (list, names->pdata[i]);
      gtk_drop_down_set_model (self->choices, G_LIST_MODEL (list));
      gtk_drop_down_set_enable_search (self->choices, names->len >= MANY_CHOICES);
    }
  gtk_drop_down_set_selected (self->choices, selected);
  self->is_filling = FALSE;
}

static const char *
get_icon (SgmImportSureness sure)
{
  switch (sure)
    {
    case SGM_IMPORT_UNKNOWN:
      return "dialog-warning-symbolic";
    case SGM_IMPORT_UNSURE:
      return "dialog-question-symbolic";
    case SGM_IMPORT_LIKELY:
    case SGM_IMPORT_CERTAIN:
    case SGM_IMPORT_SAID:
    default:
      return "object-select-symbolic";
    }
}

/* Reasons are written to stand anywhere in a sentence. */
static char *
dup_capital (const char *text)
{
  g_autofree char *rest = NULL;
  char first[7] = "";

  if (text == NULL || *text == '\0')
    return g_strdup ("");
  first[g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), first)] = '\0';
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/**
 * sgm_guess_row_set_guess:
 * @sure: how sure it is
 * @reason: (nullable): why
 */
void
sgm_guess_row_set_guess (SgmGuessRow       *self,
                         SgmImportSureness  sure,
                         const char        *reason)
{
  g_autofree char *text = dup_capital (sure == SGM_IMPORT_SAID ? _("As you have said") : reason);

  gtk_image_set_from_icon_name (self->icon, get_icon (sure));
  gtk_label_set_text (self->reason, text);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->reason)), *text != '\0');
  if (sure <= SGM_IMPORT_UNSURE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unsure");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unsure");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}
