/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-base-map-dialog.h"

#include <glib/gi18n.h>

#include "window/sgm-secrets.h"

struct _SgmBaseMapDialog
{
  AdwPreferencesWindow parent_instance;

  AdwPreferencesGroup *layers;
  GSettings *settings;
  SgmBaseMap *base_map;
  GPtrArray *specs; /* of SgmTileSpec, the lowest first */
  GPtrArray *rows;  /* of GtkWidget, the highest first */
  SgmTileSpec *open; /* the one that is being written down, not dereferenced */
  GtkFileChooserNative *chooser;
  AdwActionRow *rest;
  GtkButton *rest_button;
};

G_DEFINE_FINAL_TYPE (SgmBaseMapDialog, sgm_base_map_dialog, ADW_TYPE_PREFERENCES_WINDOW)

/* What a row is about; the rows are made anew where layers come, go or change
 * places. */
typedef struct
{
  SgmBaseMapDialog *dialog;
  SgmTileSpec *spec;
  GtkWidget *row;
} Layer;

static void fill (SgmBaseMapDialog *self);

static void
layer_free (gpointer  data,
            GClosure *closure)
{
  g_free (data);
}

/* A server without an address is none yet. */
static void
save (SgmBaseMapDialog *self)
{
  g_autoptr (GPtrArray) whole = g_ptr_array_new ();

  for (guint i = 0; i < self->specs->len; i++)
    if (sgm_tile_spec_check (self->specs->pdata[i], NULL))
      g_ptr_array_add (whole, self->specs->pdata[i]);
  sgm_base_map_set_specs (self->base_map, whole);
}

static void
say (SgmBaseMapDialog *self,
     const char       *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (escaped));
}

static guint
find (const Layer *layer)
{
  guint index = 0;

  g_ptr_array_find (layer->dialog->specs, layer->spec, &index);
  return index;
}

/* Changing layers ---------------------------------------------------------- */

static void
swap (Layer *layer,
      int    step)
{
  GPtrArray *specs = layer->dialog->specs;
  guint index = find (layer);
  gpointer other = specs->pdata[index + step];

  specs->pdata[index + step] = layer->spec;
  specs->pdata[index] = other;
  save (layer->dialog);
  fill (layer->dialog);
}

static void
on_up (GtkButton *button,
       gpointer   data)
{
  swap (data, 1);
}

static void
on_down (GtkButton *button,
         gpointer   data)
{
  swap (data, -1);
}

static void
on_remove (GtkButton *button,
           gpointer   data)
{
  Layer *layer = data;
  SgmBaseMapDialog *self = layer->dialog;

  g_ptr_array_remove_index (self->specs, find (layer));
  save (self);
  fill (self);
}

static void
on_opacity (GtkRange *range,
            gpointer  data)
{
  Layer *layer = data;

  layer->spec->opacity = gtk_range_get_value (range) / 100;
  save (layer->dialog);
}

static void
on_datum (GObject    *row,
          GParamSpec *pspec,
          gpointer    data)
{
  Layer *layer = data;

  layer->spec->datum = (SgmDatum) adw_combo_row_get_selected (ADW_COMBO_ROW (row));
  save (layer->dialog);
}

static void
set_text (char       **text,
          const char  *value)
{
  g_free (*text);
  *text = value != NULL && value[0] != '\0' ? g_strdup (value) : NULL;
}

/* An address that cannot be one stays in the entry, and the layer as it was. */
static gboolean
try_spec (Layer      *layer,
          GtkWidget  *entry,
          char      **text)
{
  g_autofree char *before = g_strdup (*text);
  g_autoptr (GError) error = NULL;

  set_text (text, gtk_editable_get_text (GTK_EDITABLE (entry)));
  if (sgm_tile_spec_check (layer->spec, &error))
    {
      gtk_widget_remove_css_class (entry, "error");
      save (layer->dialog);
      return TRUE;
    }
  set_text (text, before);
  gtk_widget_add_css_class (entry, "error");
  say (layer->dialog, error->message);
  return FALSE;
}

static gboolean
fill_later (gpointer data)
{
  fill (data);
  return G_SOURCE_REMOVE;
}

static void
on_address (AdwEntryRow *entry,
            gpointer     data)
{
  Layer *layer = data;

  /* An address may ask for a key now, or not any more; the entry lives until
   * it has told everybody. */
  layer->dialog->open = layer->spec;
  if (try_spec (layer, GTK_WIDGET (entry), &layer->spec->location))
    g_idle_add_full (G_PRIORITY_DEFAULT, fill_later, g_object_ref (layer->dialog), g_object_unref);
}

static void
on_servers (AdwEntryRow *entry,
            gpointer     data)
{
  Layer *layer = data;

  try_spec (layer, GTK_WIDGET (entry), &layer->spec->servers);
}

static void
on_key_kept (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (SgmBaseMapDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (sgm_secrets_keep_finish (result, &error))
    say (self, _("The key is kept by the desktop’s secret service."));
  else
    say (self, _("The key works until the program ends; there is no secret service that keeps it."));
}

static void
on_key (AdwEntryRow *entry,
        gpointer     data)
{
  Layer *layer = data;
  const char *key = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autofree char *name = sgm_tile_spec_dup_key_name (layer->spec);

  sgm_base_map_set_key (layer->dialog->base_map, name, key);
  sgm_secrets_keep_async (name, key, NULL, on_key_kept, g_object_ref (layer->dialog));
}

/* Rows --------------------------------------------------------------------- */

static void
connect (Layer      *layer,
         gpointer    object,
         const char *signal,
         GCallback   callback)
{
  g_signal_connect_data (object, signal, callback, g_memdup2 (layer, sizeof *layer), layer_free, 0);
}

static void
add_button (Layer      *layer,
            const char *icon,
            const char *name,
            gboolean    sensitive,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, sensitive);
  gtk_widget_add_css_class (button, "flat");
  connect (layer, button, "clicked", callback);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (layer->row), button);
}

static void
add_entry (Layer      *layer,
           GtkWidget  *entry,
           const char *title,
           const char *text,
           GCallback   callback)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
  connect (layer, entry, "apply", callback);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (layer->row), entry);
}

static void
add_opacity (Layer *layer)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 100, 5);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Opacity"));
  gtk_range_set_value (GTK_RANGE (scale), layer->spec->opacity * 100);
  gtk_scale_set_draw_value (GTK_SCALE (scale), TRUE);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_LEFT);
  gtk_widget_set_size_request (scale, 220, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Opacity"), -1);
  connect (layer, scale, "value-changed", G_CALLBACK (on_opacity));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), scale);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (layer->row), row);
}

/* In the order of SgmDatum. */
static void
add_datum (Layer *layer)
{
  const char *const names[] = { _("CGCS2000 or WGS-84"), _("GCJ-02 (Amap, Tencent)"), _("BD-09 (Baidu)"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Coordinates of This Map"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), layer->spec->datum);
  connect (layer, row, "notify::selected", G_CALLBACK (on_datum));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (layer->row), row);
}

static GtkWidget *
make_row (SgmBaseMapDialog *self,
          guint             index)
{
  SgmTileSpec *spec = self->specs->pdata[index];
  g_autofree char *name = sgm_tile_spec_dup_name (spec);
  g_autofree char *key_name = sgm_tile_spec_dup_key_name (spec);
  g_autofree char *title = g_markup_escape_text (name != NULL ? name : _("New tile server"), -1);
  g_autofree char *subtitle = g_markup_escape_text (spec->location != NULL ? spec->location : "", -1);
  Layer layer = { self, spec, adw_expander_row_new () };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (layer.row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (layer.row), subtitle);
  add_button (&layer, "user-trash-symbolic", _("Remove"), TRUE, G_CALLBACK (on_remove));
  add_button (&layer, "go-down-symbolic", _("Further Down"), index > 0, G_CALLBACK (on_down));
  add_button (&layer, "go-up-symbolic", _("Further Up"), index + 1 < self->specs->len, G_CALLBACK (on_up));
  if (spec->kind == SGM_TILE_KIND_XYZ)
    {
      add_entry (&layer, adw_entry_row_new (), _("Address with {x}, {y} or {tmsy}, {z}, {s}, {key}"), spec->location,
                 G_CALLBACK (on_address));
      add_entry (&layer, adw_entry_row_new (), _("What {s} stands for, with commas"), spec->servers,
                 G_CALLBACK (on_servers));
    }
  if (key_name != NULL)
    add_entry (&layer, adw_password_entry_row_new (), _("Your Key"), NULL, G_CALLBACK (on_key));
  add_opacity (&layer);
  if (spec->kind != SGM_TILE_KIND_TIANDITU_MAP && spec->kind != SGM_TILE_KIND_TIANDITU_IMAGERY)
    add_datum (&layer);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (layer.row), spec == self->open);
  return layer.row;
}

static void
fill (SgmBaseMapDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->layers, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = self->specs->len; i-- > 0;)
    {
      GtkWidget *row = make_row (self, i);

      adw_preferences_group_add (self->layers, row);
      g_ptr_array_add (self->rows, row);
    }
}

/* Adding layers ------------------------------------------------------------ */

static void
add (SgmBaseMapDialog *self,
     SgmTileKind       kind,
     const char       *location)
{
  self->open = sgm_tile_spec_new (kind, location);
  g_ptr_array_add (self->specs, self->open);
  save (self);
  fill (self);
}

static void
on_add (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  add (SGM_BASE_MAP_DIALOG (widget), (SgmTileKind) g_variant_get_int32 (parameter), NULL);
}

static void
on_file_chosen (SgmBaseMapDialog *self,
                int               response)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
  g_clear_object (&self->chooser);
  if (file != NULL && g_file_peek_path (file) != NULL)
    add (self, SGM_TILE_KIND_MBTILES, g_file_peek_path (file));
}

static void
on_add_file (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  SgmBaseMapDialog *self = SGM_BASE_MAP_DIALOG (widget);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_("Add a Map File"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               NULL, NULL);
  gtk_file_filter_set_name (filter, _("MBTiles files"));
  gtk_file_filter_add_suffix (filter, "mbtiles");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_chosen), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static GtkWidget *
make_add_button (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  const struct
  {
    const char *label;
    SgmTileKind kind;
  } kinds[] = {
    { _("The District’s Own Map"), SGM_TILE_KIND_DISTRICT },
    { _("Tianditu Street Map"), SGM_TILE_KIND_TIANDITU_MAP },
    { _("Tianditu Imagery"), SGM_TILE_KIND_TIANDITU_IMAGERY },
    { _("Tile Server"), SGM_TILE_KIND_XYZ },
  };

  g_menu_append (menu, _("Map File…"), "layers.add-file");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (kinds[i].label, NULL);

      g_menu_item_set_action_and_target (item, "layers.add", "i", (gint32) kinds[i].kind);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Add"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
make_cache_group (SgmBaseMapDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (1, 100000, 50);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Tiles from Servers"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Kept on This Computer, MB"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("What was seen once is there without a network, too."));
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  g_settings_bind (self->settings, "tile-cache-megabytes", spin, "value", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

/* The rest of the district's map ------------------------------------------- */

static void
update_rest (SgmBaseMapDialog *self)
{
  SgmMapDrawer *drawer = sgm_base_map_get_drawer (self->base_map);
  int percent = 100 * sgm_map_drawer_get_fraction (drawer);
  gboolean drawing = sgm_map_drawer_is_drawing (drawer);
  g_autofree char *text = NULL;

  if (sgm_map_drawer_get_notice (drawer) != NULL)
    text = g_markup_escape_text (sgm_map_drawer_get_notice (drawer), -1);
  else if (percent > 0)
    text = g_strdup_printf (_("%d %% is there; what is missing is shown enlarged."), percent);
  else
    text = g_strdup (_("What is missing is shown enlarged."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rest),
                                 drawing ? _("The District’s Map Is Being Drawn") : _("The District’s Map Is Unfinished"));
  adw_action_row_set_subtitle (self->rest, text);
  gtk_button_set_label (self->rest_button, drawing ? _("Stop") : _("Go On"));
  gtk_widget_set_visible (GTK_WIDGET (self->rest), sgm_map_drawer_get_fraction (drawer) < 1);
}

static void
on_rest_clicked (SgmBaseMapDialog *self)
{
  SgmMapDrawer *drawer = sgm_base_map_get_drawer (self->base_map);

  if (sgm_map_drawer_is_drawing (drawer))
    sgm_map_drawer_stop (drawer);
  else
    sgm_map_drawer_start (drawer, 0);
}

static GtkWidget *
make_rest_group (SgmBaseMapDialog *self)
{
  SgmMapDrawer *drawer = sgm_base_map_get_drawer (self->base_map);
  GtkWidget *group = adw_preferences_group_new ();

  self->rest = ADW_ACTION_ROW (adw_action_row_new ());
  self->rest_button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->rest_button), GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->rest, GTK_WIDGET (self->rest_button));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->rest));
  g_signal_connect_object (self->rest_button, "clicked", G_CALLBACK (on_rest_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drawer, "notify", G_CALLBACK (update_rest), self, G_CONNECT_SWAPPED);
  update_rest (self);
  return group;
}

static void
sgm_base_map_dialog_dispose (GObject *object)
{
  SgmBaseMapDialog *self = SGM_BASE_MAP_DIALOG (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_object (&self->base_map);
  G_OBJECT_CLASS (sgm_base_map_dialog_parent_class)->dispose (object);
}

static void
sgm_base_map_dialog_finalize (GObject *object)
{
  SgmBaseMapDialog *self = SGM_BASE_MAP_DIALOG (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->specs, g_ptr_array_unref);
  G_OBJECT_CLASS (sgm_base_map_dialog_parent_class)->finalize (object);
}

static void
sgm_base_map_dialog_class_init (SgmBaseMapDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sgm_base_map_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sgm_base_map_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "layers.add", "i", on_add);
  gtk_widget_class_install_action (widget_class, "layers.add-file", NULL, on_add_file);
}

static void
sgm_base_map_dialog_init (SgmBaseMapDialog *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * sgm_base_map_dialog_new:
 * @parent: the window it belongs to
 * @settings: the program's settings
 * @base_map: what is changed
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
sgm_base_map_dialog_new (GtkWindow  *parent,
                         GSettings  *settings,
                         SgmBaseMap *base_map)
{
  SgmBaseMapDialog *self = g_object_new (SGM_TYPE_BASE_MAP_DIALOG,
                                         "title", _("Base Map"),
                                         "transient-for", parent,
                                         "modal", TRUE,
                                         "search-enabled", FALSE,
                                         "default-width", 620,
                                         "default-height", 560,
                                         NULL);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  self->settings = g_object_ref (settings);
  self->base_map = g_object_ref (base_map);
  self->specs = sgm_base_map_dup_specs (base_map);
  self->layers = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->layers, _("Layers"));
  adw_preferences_group_set_description (self->layers, _("The first lies on top of the others."));
  adw_preferences_group_set_header_suffix (self->layers, make_add_button ());
  adw_preferences_page_add (page, self->layers);
  if (sgm_base_map_get_drawer (base_map) != NULL)
    adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (make_rest_group (self)));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (make_cache_group (self)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), page);
  fill (self);
  return GTK_WIDGET (self);
}
