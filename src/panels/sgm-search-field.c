/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-search-field.h"

#include <glib/gi18n.h>

#include "district/sgm-search.h"
#include "draw/sgm-theme-kind.h"

#define LIMIT_PER_KIND 6
#define MIN_RESULTS_WIDTH 480

struct _SgmSearchField
{
  GtkWidget parent_instance;
  GtkSearchEntry *entry;
  GtkPopover *popover;
  GtkListBox *list;
  SgmDistrict *district;
  char *searched; /* the text whose results are listed */
};

G_DEFINE_FINAL_TYPE (SgmSearchField, sgm_search_field, GTK_TYPE_WIDGET)

/* What can be done by name. The labels are those of the shortcuts window. */
static const struct
{
  const char *label;
  const char *action;
  const char *target; /* or NULL */
} commands[] = {
  { N_("Show the whole district"), "win.show-all" },
  { N_("Show or hide the queue"), "win.queue" },
  { N_("Show or hide the inspector"), "win.inspector" },
  { N_("Show or hide the legend"), "win.legend-unfolded" },
  { N_("Start or pause the simulator"), "win.simulator" },
  { N_("Import a file"), "win.import-file" },
  { N_("Import a folder"), "win.import-folder" },
  { N_("Export to files"), "win.export" },
  { N_("Add photos of the chosen event"), "win.add-photos" },
  { N_("Full screen"), "win.fullscreen" },
  { N_("Dark appearance"), "app.color-scheme", "dark" },
  { N_("Light appearance"), "app.color-scheme", "light" },
  { N_("Keyboard shortcuts"), "win.show-help-overlay" },
  { N_("About Smart Grid Map"), "app.about" },
};

static const char *const group_titles[] = {
  [SGM_FOUND_AREA] = N_("Areas"),
  [SGM_FOUND_EVENT] = N_("Events"),
  [SGM_FOUND_PERSON] = N_("People"),
  [SGM_FOUND_ORG] = N_("Party organizations"),
};

static const char *const show_actions[] = {
  [SGM_FOUND_AREA] = "win.show-area",
  [SGM_FOUND_EVENT] = "win.show-event",
  [SGM_FOUND_PERSON] = "win.show-person",
  [SGM_FOUND_ORG] = "win.show-org",
};

static void
add_row (SgmSearchField *self,
         const char     *group,
         const char     *title,
         const char     *subtitle,
         const char     *action,
         GVariant       *target)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (subtitle != NULL)
    {
      GtkWidget *second = gtk_label_new (subtitle);

      gtk_label_set_ellipsize (GTK_LABEL (second), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (second, "caption");
      gtk_widget_add_css_class (second, "dim-label");
      gtk_box_append (GTK_BOX (box), second);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  g_object_set_data (G_OBJECT (row), "group", (gpointer) group);
  gtk_list_box_append (self->list, row);
}

static void
add_found (SgmSearchField *self,
           const char     *text)
{
  g_autoptr (GPtrArray) found = sgm_search (self->district, text, LIMIT_PER_KIND);

  for (guint i = 0; i < found->len; i++)
    {
      SgmFound *thing = g_ptr_array_index (found, i);

      add_row (self, group_titles[thing->kind], thing->title, thing->subtitle,
               show_actions[thing->kind], g_variant_new_int64 (thing->id));
    }
}

static void
add_commands (SgmSearchField *self,
              const char     *text)
{
  g_autofree char *needle = g_utf8_casefold (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *label = g_utf8_casefold (_(commands[i].label), -1);

      if (g_strstr_len (label, -1, needle) != NULL)
        add_row (self, N_("Commands"), _(commands[i].label), NULL, commands[i].action,
                 commands[i].target != NULL ? g_variant_new_string (commands[i].target) : NULL);
    }
  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    {
      /* Translators: a command that colours the map, such as “Theme: Open events” */
      g_autofree char *title = g_strdup_printf (_("Theme: %s"), sgm_theme_kind_get_title (i));
      g_autofree char *label = g_utf8_casefold (title, -1);

      if (g_strstr_len (label, -1, needle) != NULL)
        add_row (self, N_("Commands"), title, sgm_theme_kind_get_explanation (i), "win.map-theme",
                 g_variant_new_string (sgm_theme_kind_get_id (i)));
    }
}

static void
select_row (SgmSearchField *self,
            int             index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);
  graphene_rect_t bounds;
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->list);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  if (adjustment != NULL
      && gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static void
search (SgmSearchField *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  GtkListBoxRow *row;

  if (g_strcmp0 (text, self->searched) == 0)
    return;
  g_free (self->searched);
  self->searched = g_strdup (text);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (text[0] == '\0' || self->district == NULL)
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  add_found (self, text);
  add_commands (self, text);
  select_row (self, 0);
  gtk_widget_set_size_request (GTK_WIDGET (self->popover),
                               MAX (gtk_widget_get_width (GTK_WIDGET (self)), MIN_RESULTS_WIDTH), -1);
  gtk_popover_popup (self->popover);
}

static void
finish (SgmSearchField *self)
{
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
on_row_activated (SgmSearchField *self,
                  GtkListBoxRow  *row)
{
  g_autofree char *action = g_strdup (gtk_actionable_get_action_name (GTK_ACTIONABLE (row)));
  GVariant *target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (row));
  g_autoptr (GVariant) kept = target != NULL ? g_variant_ref (target) : NULL;

  finish (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-map", NULL);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), action, kept);
}

static void
on_activate (SgmSearchField *self)
{
  GtkListBoxRow *row;

  /* The entry tells of a change a moment late, and Enter may be faster. */
  search (self);
  row = gtk_list_box_get_selected_row (self->list);
  if (row != NULL)
    on_row_activated (self, row);
}

static void
on_stop (SgmSearchField *self)
{
  finish (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-map", NULL);
}

static gboolean
on_key (SgmSearchField *self,
        guint           keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down)
    select_row (self, index + 1);
  else if (keyval == GDK_KEY_Up)
    select_row (self, MAX (index - 1, 0));
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
on_focus_left (SgmSearchField *self)
{
  gtk_popover_popdown (self->popover);
}

static void
add_header (GtkListBoxRow *row,
            GtkListBoxRow *before,
            gpointer       data)
{
  const char *group = g_object_get_data (G_OBJECT (row), "group");
  const char *group_before = before != NULL ? g_object_get_data (G_OBJECT (before), "group") : NULL;
  GtkWidget *label;

  if (group == group_before)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_(group));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "search-group");
  gtk_list_box_row_set_header (row, label);
}

static void
sgm_search_field_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (SGM_SEARCH_FIELD (widget)->entry), orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*natural, 420);
}

static void
sgm_search_field_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  SgmSearchField *self = SGM_SEARCH_FIELD (widget);

  gtk_widget_allocate (GTK_WIDGET (self->entry), width, height, baseline, NULL);
  gtk_popover_present (self->popover);
}

static gboolean
sgm_search_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SGM_SEARCH_FIELD (widget)->entry));
}

static void
sgm_search_field_dispose (GObject *object)
{
  SgmSearchField *self = SGM_SEARCH_FIELD (object);

  g_clear_object (&self->district);
  g_clear_pointer (&self->searched, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), SGM_TYPE_SEARCH_FIELD);
  G_OBJECT_CLASS (sgm_search_field_parent_class)->dispose (object);
}

static void
sgm_search_field_class_init (SgmSearchFieldClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_search_field_dispose;
  widget_class->measure = sgm_search_field_measure;
  widget_class->size_allocate = sgm_search_field_size_allocate;
  widget_class->grab_focus = sgm_search_field_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-search-field.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmSearchField, entry);
  gtk_widget_class_bind_template_child (widget_class, SgmSearchField, popover);
  gtk_widget_class_bind_template_child (widget_class, SgmSearchField, list);
  gtk_widget_class_bind_template_callback (widget_class, search);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_left);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sgm_search_field_init (SgmSearchField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, add_header, NULL, NULL);
}

/**
 * sgm_search_field_set_district:
 * @district: (nullable): where to search
 */
void
sgm_search_field_set_district (SgmSearchField *self,
                               SgmDistrict    *district)
{
  g_return_if_fail (SGM_IS_SEARCH_FIELD (self));

  g_set_object (&self->district, district);
  gtk_widget_set_sensitive (GTK_WIDGET (self), district != NULL);
}
