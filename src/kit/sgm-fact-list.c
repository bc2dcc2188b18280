/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-fact-list.h"

typedef struct
{
  char *title;
  char *subtitle;
  char *figure;
  const char *icon_name; /* of its button, NULL where it has none */
  char *label;
  const char *action;
  gint64 target;
} Fact;

struct _SgmFactList
{
  AdwBin parent_instance;
  GtkListBox *list;
  GtkLabel *empty;
  GPtrArray *facts; /* of Fact: as shown */
  GPtrArray *next;  /* of Fact: said since begin */
};

G_DEFINE_FINAL_TYPE (SgmFactList, sgm_fact_list, ADW_TYPE_BIN)

enum
{
  PROP_EMPTY_TEXT = 1,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  g_free (fact->title);
  g_free (fact->subtitle);
  g_free (fact->figure);
  g_free (fact->label);
  g_free (fact);
}

static gboolean
are_equal (GPtrArray *a,
           GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      Fact *x = g_ptr_array_index (a, i);
      Fact *y = g_ptr_array_index (b, i);

      if (g_strcmp0 (x->title, y->title) != 0 || g_strcmp0 (x->subtitle, y->subtitle) != 0
          || g_strcmp0 (x->figure, y->figure) != 0 || g_strcmp0 (x->icon_name, y->icon_name) != 0
          || g_strcmp0 (x->label, y->label) != 0 || g_strcmp0 (x->action, y->action) != 0 || x->target != y->target)
        return FALSE;
    }
  return TRUE;
}

static void
sgm_fact_list_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SgmFactList *self = SGM_FACT_LIST (object);

  switch (id)
    {
    case PROP_EMPTY_TEXT:
      gtk_label_set_text (self->empty, g_value_get_string (value));
      break;
    case PROP_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sgm_fact_list_finalize (GObject *object)
{
  SgmFactList *self = SGM_FACT_LIST (object);

  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->next, g_ptr_array_unref);
  G_OBJECT_CLASS (sgm_fact_list_parent_class)->finalize (object);
}

static void
sgm_fact_list_class_init (SgmFactListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->set_property = sgm_fact_list_set_property;
  object_class->finalize = sgm_fact_list_finalize;

  /* What to say where there are no facts, and the list's accessible name. */
  properties[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL,
                                                     G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_fact_list_init (SgmFactList *self)
{
  self->facts = g_ptr_array_new_with_free_func (fact_free);

  self->empty = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->empty, TRUE);
  gtk_label_set_justify (self->empty, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "placeholder");

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->list, GTK_WIDGET (self->empty));
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

static GtkWidget *
new_button (const Fact *fact)
{
  GtkWidget *button = gtk_button_new_from_icon_name (fact->icon_name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), fact->action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", fact->target);
  gtk_widget_set_tooltip_text (button, fact->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, fact->label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small-button");
  return button;
}

static GtkWidget *
new_row (const Fact *fact)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (fact->title, -1);
  g_autofree char *subtitle = fact->subtitle != NULL ? g_markup_escape_text (fact->subtitle, -1) : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "compact");
  if (fact->figure != NULL)
    {
      GtkWidget *figure = gtk_label_new (fact->figure);

      gtk_widget_add_css_class (figure, "caption");
      gtk_widget_add_css_class (figure, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), figure);
    }
  if (fact->icon_name != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (fact));
  return row;
}

void
sgm_fact_list_begin (SgmFactList *self)
{
  g_return_if_fail (SGM_IS_FACT_LIST (self) && self->next == NULL);

  self->next = g_ptr_array_new_with_free_func (fact_free);
}

/**
 * sgm_fact_list_add:
 * @subtitle: (nullable): the second line
 * @figure: (nullable): what stands at the end of the row
 */
void
sgm_fact_list_add (SgmFactList *self,
                   const char  *title,
                   const char  *subtitle,
                   const char  *figure)
{
  Fact *fact = g_new0 (Fact, 1);

  g_return_if_fail (SGM_IS_FACT_LIST (self) && self->next != NULL);

  fact->title = g_strdup (title);
  fact->subtitle = g_strdup (subtitle);
  fact->figure = g_strdup (figure);
  g_ptr_array_add (self->next, fact);
}

/**
 * sgm_fact_list_add_button:
 * @icon_name: a static string
 * @label: what it does, translated
 * @action: a static string: an action that takes a number
 * @target: the number
 *
 * Gives the fact that was added last a button at its end.
 */
void
sgm_fact_list_add_button (SgmFactList *self,
                          const char  *icon_name,
                          const char  *label,
                          const char  *action,
                          gint64       target)
{
  Fact *fact;

  g_return_if_fail (SGM_IS_FACT_LIST (self) && self->next != NULL && self->next->len > 0);

  fact = g_ptr_array_index (self->next, self->next->len - 1);
  fact->icon_name = icon_name;
  fact->label = g_strdup (label);
  fact->action = action;
  fact->target = target;
}

void
sgm_fact_list_end (SgmFactList *self)
{
  g_autoptr (GPtrArray) next = g_steal_pointer (&self->next);
  GtkListBoxRow *row;

  g_return_if_fail (SGM_IS_FACT_LIST (self) && next != NULL);

  if (are_equal (self->facts, next))
    return;
  g_ptr_array_unref (self->facts);
  self->facts = g_steal_pointer (&next);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->facts->len; i++)
    gtk_list_box_append (self->list, new_row (g_ptr_array_index (self->facts, i)));
}
