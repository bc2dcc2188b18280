/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed/sgm-agenda.h"

typedef struct
{
  gint64 due; /* monotonic microseconds */
  gint64 id;
} Item;

typedef struct
{
  GSource source;
  SgmAgenda *agenda;
} AgendaSource;

struct _SgmAgenda
{
  SgmAgendaFunc func;
  gpointer data;
  GSource *source;
  GTree *items;        /* of Item, the next first */
  GHashTable *by_id;   /* id → Item, which the tree owns */
};

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const Item *first = a;
  const Item *second = b;

  if (first->due != second->due)
    return first->due < second->due ? -1 : 1;
  return (first->id > second->id) - (first->id < second->id);
}

static const Item *
get_next (SgmAgenda *agenda)
{
  GTreeNode *node = g_tree_node_first (agenda->items);

  return node != NULL ? g_tree_node_key (node) : NULL;
}

static void
set_alarm (SgmAgenda *agenda)
{
  const Item *next = get_next (agenda);

  g_source_set_ready_time (agenda->source, next != NULL ? next->due : -1);
}

static gboolean
dispatch (GSource     *source,
          GSourceFunc  callback,
          gpointer     data)
{
  SgmAgenda *agenda = ((AgendaSource *) source)->agenda;
  const Item *next = get_next (agenda);

  /* One at a time: what is called may do anything with the agenda, even free
   * it; the alarm goes off again at once where more is due. */
  if (next != NULL && next->due <= g_source_get_time (source))
    {
      SgmAgendaFunc func = agenda->func;
      gpointer func_data = agenda->data;
      gint64 id = next->id;

      sgm_agenda_remove (agenda, id);
      func (id, func_data);
    }
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

/**
 * sgm_agenda_new:
 * @func: called for each thing that is due, which is off the agenda then
 *
 * Returns: (transfer full): an empty agenda in the thread's main context
 */
SgmAgenda *
sgm_agenda_new (SgmAgendaFunc func,
                gpointer      data)
{
  SgmAgenda *agenda = g_new0 (SgmAgenda, 1);

  agenda->func = func;
  agenda->data = data;
  agenda->items = g_tree_new_full (compare_items, NULL, g_free, NULL);
  agenda->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  agenda->source = g_source_new (&source_funcs, sizeof (AgendaSource));
  ((AgendaSource *) agenda->source)->agenda = agenda;
  g_source_attach (agenda->source, g_main_context_get_thread_default ());
  return agenda;
}

void
sgm_agenda_free (SgmAgenda *agenda)
{
  g_source_destroy (agenda->source);
  g_source_unref (agenda->source);
  g_hash_table_unref (agenda->by_id);
  g_tree_unref (agenda->items);
  g_free (agenda);
}

static void
drop (SgmAgenda *agenda,
      gint64     id)
{
  Item *item = g_hash_table_lookup (agenda->by_id, &id);

  if (item == NULL)
    return;
  g_hash_table_remove (agenda->by_id, &id);
  g_tree_remove (agenda->items, item);
}

/**
 * sgm_agenda_put:
 * @id: what is to be done
 * @milliseconds: from now
 *
 * Takes the place of what the agenda said about @id.
 */
void
sgm_agenda_put (SgmAgenda *agenda,
                gint64     id,
                gint64     milliseconds)
{
  Item *item = g_new (Item, 1);

  drop (agenda, id);
  item->due = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;
  item->id = id;
  g_tree_insert (agenda->items, item, item);
  g_hash_table_insert (agenda->by_id, &item->id, item);
  set_alarm (agenda);
}

void
sgm_agenda_remove (SgmAgenda *agenda,
                   gint64     id)
{
  drop (agenda, id);
  set_alarm (agenda);
}

gboolean
sgm_agenda_has (SgmAgenda *agenda,
                gint64     id)
{
  return g_hash_table_contains (agenda->by_id, &id);
}

void
sgm_agenda_clear (SgmAgenda *agenda)
{
  g_hash_table_remove_all (agenda->by_id);
  g_tree_remove_all (agenda->items);
  set_alarm (agenda);
}
