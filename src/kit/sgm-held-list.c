/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-held-list.h"

struct _SgmHeldList
{
  GObject parent_instance;
  GListModel *source;
  GPtrArray *items; /* as shown */
  gboolean held;
  guint pending;
};

enum
{
  PROP_PENDING = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return SGM_HELD_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SgmHeldList *self = SGM_HELD_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SgmHeldList, sgm_held_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
set_pending (SgmHeldList *self,
             guint        pending)
{
  if (self->pending == pending)
    return;
  self->pending = pending;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

static GPtrArray *
dup_source_items (SgmHeldList *self)
{
  guint n = self->source != NULL ? g_list_model_get_n_items (self->source) : 0;
  GPtrArray *items = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (self->source, i));
  return items;
}

/* Only what lies between the common beginning and the common end is told as
 * changed: a view keeps its place and its selection then. */
static void
catch_up (SgmHeldList *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);
  guint first = 0;
  guint end = 0;

  self->items = dup_source_items (self);
  set_pending (self, 0);
  while (first < old->len && first < self->items->len
         && old->pdata[first] == self->items->pdata[first])
    first++;
  while (first + end < old->len && first + end < self->items->len
         && old->pdata[old->len - 1 - end] == self->items->pdata[self->items->len - 1 - end])
    end++;
  if (first + end < old->len || first + end < self->items->len)
    g_list_model_items_changed (G_LIST_MODEL (self), first,
                                old->len - first - end, self->items->len - first - end);
}

static guint
count_new (SgmHeldList *self)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) now = dup_source_items (self);
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_add (shown, self->items->pdata[i]);
  for (guint i = 0; i < now->len; i++)
    n += !g_hash_table_contains (shown, now->pdata[i]);
  return n;
}

static void
on_source_changed (SgmHeldList *self)
{
  if (self->held)
    set_pending (self, count_new (self));
  else
    catch_up (self);
}

static void
sgm_held_list_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_PENDING:
      g_value_set_uint (value, SGM_HELD_LIST (object)->pending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sgm_held_list_finalize (GObject *object)
{
  SgmHeldList *self = SGM_HELD_LIST (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (sgm_held_list_parent_class)->finalize (object);
}

static void
sgm_held_list_class_init (SgmHeldListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = sgm_held_list_get_property;
  object_class->finalize = sgm_held_list_finalize;

  properties[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_held_list_init (SgmHeldList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

SgmHeldList *
sgm_held_list_new (void)
{
  return g_object_new (SGM_TYPE_HELD_LIST, NULL);
}

/**
 * sgm_held_list_set_source:
 * @source: (nullable): the list to follow
 */
void
sgm_held_list_set_source (SgmHeldList *self,
                          GListModel  *source)
{
  g_return_if_fail (SGM_IS_HELD_LIST (self));

  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    g_signal_connect_object (source, "items-changed", G_CALLBACK (on_source_changed), self,
                             G_CONNECT_SWAPPED);
  catch_up (self);
}

void
sgm_held_list_set_held (SgmHeldList *self,
                        gboolean     held)
{
  g_return_if_fail (SGM_IS_HELD_LIST (self));

  if (self->held == held)
    return;
  self->held = held;
  if (!held)
    catch_up (self);
}

guint
sgm_held_list_get_pending (SgmHeldList *self)
{
  return self->pending;
}
