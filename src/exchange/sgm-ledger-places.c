/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "exchange/sgm-ledger-spot.h"

/* Places (设施点位), known by kind and name, and addresses, known by what they
 * say. */

/* A place that moved no farther than this is where it was, in degrees: about a
 * centimetre. */
#define SAME_PLACE 1e-7

typedef struct
{
  const SgmTable *table;
  GHashTable *present;   /* key → present record */
  GHashTable *said;      /* key → row of the file */
  GHashTable *kinds;     /* kinds of places that the file has */
  GHashTable *addresses; /* key of a text → present address */
  SgmLedgerSpots *spots;
  guint area_column;
  guint geometry_column;
} Places;

static char *
make_place_key (const char *kind,
                const char *name)
{
  g_autofree char *kind_key = sgm_ledger_dup_key (kind != NULL ? kind : "");
  g_autofree char *name_key = sgm_ledger_dup_key (name != NULL ? name : "");

  return g_strconcat (kind_key, "\n", name_key, NULL);
}

static char *
make_record_key (SgmRecord *record)
{
  const char *text;

  if (sgm_record_get_table (record) == &sgm_table_place)
    return make_place_key (sgm_record_get_text (record, SGM_PLACE_KIND), sgm_record_get_text (record, SGM_PLACE_NAME));
  text = sgm_record_get_text (record, SGM_ADDRESS_TEXT);
  return sgm_ledger_dup_key (text != NULL ? text : "");
}

static GHashTable *
file_records (GPtrArray *records)
{
  GHashTable *filed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sgm_record_unref);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (filed, make_record_key (records->pdata[i]), sgm_record_ref (records->pdata[i]));
  return filed;
}

static gboolean
note_said (SgmLedgerWork *work,
           Places        *places,
           const char    *key)
{
  gint64 *before = g_hash_table_lookup (places->said, key);
  SgmLedgerFinding *finding;

  if (before == NULL)
    {
      g_hash_table_insert (places->said, g_strdup (key), g_memdup2 (&work->row->number, sizeof (gint64)));
      return TRUE;
    }
  finding = sgm_ledger_work_find (work, SGM_LEDGER_TWICE, SGM_IMPORT_WARNS, work->row->number,
                                  places->table == &sgm_table_place
                                  ? g_strdup_printf (_("Row %" PRId64 " has a place of the same kind and name."), *before)
                                  : g_strdup_printf (_("Row %" PRId64 " has the same address."), *before));
  finding->other_row = *before;
  finding->left_out = TRUE;
  work->left_out = TRUE;
  return FALSE;
}

/* A place in the middle of an area does not take the place of a better one in
 * that area. */
static gboolean
set_spot (Places              *places,
          SgmRecord           *record,
          const SgmLedgerSpot *spot)
{
  GBytes *wkb = sgm_record_get_bytes (record, places->geometry_column);
  g_autoptr (GBytes) point = sgm_ledger_spot_to_wkb (spot);
  double x, y;
  gboolean moved = wkb == NULL || !sgm_ledger_get_point (wkb, &x, &y)
                   || fabs (x - spot->x) > SAME_PLACE || fabs (y - spot->y) > SAME_PLACE;
  gboolean changed = FALSE;

  if (spot->rough && wkb != NULL)
    return FALSE;
  if (moved)
    sgm_record_set_bytes (record, places->geometry_column, point);
  if (spot->area != NULL)
    changed = sgm_ledger_set_int (record, places->area_column, spot->area->id);
  return moved || changed;
}

static void
save (SgmLedgerWork *work,
      SgmRecord     *record,
      gboolean       is_new,
      gboolean       changed)
{
  if (is_new || changed)
    sgm_ledger_work_save (work, record);
  work->plan->n_new += is_new;
  work->plan->n_changed += !is_new && changed;
  work->plan->n_same += !is_new && !changed;
}

static gboolean
take_place (SgmLedgerWork  *work,
            gpointer        data,
            GError        **error)
{
  Places *places = data;
  g_autoptr (SgmRecord) place = NULL;
  g_autofree char *key = NULL;
  SgmRecord *now;
  SgmLedgerSpot spot;
  gboolean good, changed;

  if (work->left_out)
    return TRUE;
  good = sgm_ledger_work_need (work, SGM_PLACES_KIND);
  good &= sgm_ledger_work_need (work, SGM_PLACES_NAME);
  good &= sgm_ledger_spots_find (places->spots, &spot);
  if (!good)
    return TRUE;
  key = make_place_key (work->cells[SGM_PLACES_KIND], work->cells[SGM_PLACES_NAME]);
  if (!note_said (work, places, key))
    return TRUE;
  g_hash_table_add (places->kinds, sgm_ledger_dup_key (work->cells[SGM_PLACES_KIND]));
  now = g_hash_table_lookup (places->present, key);
  place = now != NULL ? sgm_record_copy (now) : sgm_record_new (&sgm_table_place, 0);
  changed = set_spot (places, place, &spot);
  if (now == NULL)
    {
      sgm_record_set_text (place, SGM_PLACE_KIND, work->cells[SGM_PLACES_KIND]);
      sgm_record_set_text (place, SGM_PLACE_NAME, work->cells[SGM_PLACES_NAME]);
    }
  if (work->cells[SGM_PLACES_STATE] != NULL)
    changed |= sgm_ledger_set_text (place, SGM_PLACE_STATE, work->cells[SGM_PLACES_STATE]);
  save (work, place, now == NULL, changed);
  return TRUE;
}

static gboolean
take_address (SgmLedgerWork  *work,
              gpointer        data,
              GError        **error)
{
  Places *places = data;
  g_autoptr (SgmRecord) address = NULL;
  g_autofree char *key = NULL;
  SgmRecord *now;
  SgmLedgerSpot spot;
  gboolean good;

  if (work->left_out)
    return TRUE;
  good = sgm_ledger_work_need (work, SGM_ADDRESSES_TEXT);
  good &= sgm_ledger_spots_find (places->spots, &spot);
  if (!good)
    return TRUE;
  key = sgm_ledger_dup_key (work->cells[SGM_ADDRESSES_TEXT]);
  if (!note_said (work, places, key))
    return TRUE;
  now = g_hash_table_lookup (places->present, key);
  address = now != NULL ? sgm_record_copy (now) : sgm_record_new (&sgm_table_address, 0);
  if (now == NULL)
    sgm_record_set_text (address, SGM_ADDRESS_TEXT, work->cells[SGM_ADDRESSES_TEXT]);
  save (work, address, now == NULL, set_spot (places, address, &spot));
  return TRUE;
}

/* What is not in a complete file is removed; places only of the kinds that it
 * has. */
static void
remove_others (SgmLedgerWork *work,
               Places        *places)
{
  GHashTableIter iter;
  gpointer key, record;

  g_hash_table_iter_init (&iter, places->present);
  while (g_hash_table_iter_next (&iter, &key, &record))
    {
      if (g_hash_table_contains (places->said, key))
        continue;
      if (places->table == &sgm_table_place)
        {
          const char *kind = sgm_record_get_text (record, SGM_PLACE_KIND);
          g_autofree char *kind_key = sgm_ledger_dup_key (kind != NULL ? kind : "");

          if (!g_hash_table_contains (places->kinds, kind_key))
            continue;
        }
      g_ptr_array_add (work->plan->removed, sgm_record_ref (record));
      work->plan->n_ended++;
    }
  if (work->plan->n_ended > 0)
    sgm_ledger_work_find (work, SGM_LEDGER_ENDS, SGM_IMPORT_WARNS, 0,
                          g_strdup_printf (ngettext ("%u record is not in the file and would be removed.",
                                                     "%u records are not in the file and would be removed.",
                                                     work->plan->n_ended), work->plan->n_ended));
}

static gboolean
plan_all (SgmLedgerWork     *work,
          Places            *places,
          SgmLedgerRowFunc   take,
          GError           **error)
{
  gboolean done;

  places->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  places->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = sgm_ledger_work_each (work, take, places, TRUE, error);
  if (done)
    sgm_ledger_spots_check (places->spots);
  if (done && work->options->complete)
    remove_others (work, places);
  g_hash_table_unref (places->said);
  g_hash_table_unref (places->kinds);
  return done;
}

gboolean
sgm_ledger_plan_places (SgmLedgerWork  *work,
                        GError        **error)
{
  /* Addresses are no part of the district in memory. */
  g_autoptr (GPtrArray) known = sgm_store_read_table (work->store, &sgm_table_address, error);
  g_autoptr (GHashTable) addresses = known != NULL ? file_records (known) : NULL;
  g_autoptr (GHashTable) present = file_records (sgm_ledger_work_get_present (work, &sgm_table_place));
  g_autoptr (SgmLedgerSpots) spots = NULL;
  Places places = { &sgm_table_place, present, NULL, NULL, addresses, NULL, SGM_PLACE_AREA, SGM_PLACE_GEOMETRY };

  if (known == NULL)
    return FALSE;
  spots = sgm_ledger_spots_new (work, SGM_PLACES_X, SGM_PLACES_AREA, SGM_PLACES_ADDRESS, addresses);
  places.spots = spots;
  return plan_all (work, &places, take_place, error);
}

gboolean
sgm_ledger_plan_addresses (SgmLedgerWork  *work,
                           GError        **error)
{
  g_autoptr (GPtrArray) known = sgm_store_read_table (work->store, &sgm_table_address, error);
  g_autoptr (GHashTable) present = known != NULL ? file_records (known) : NULL;
  g_autoptr (SgmLedgerSpots) spots = sgm_ledger_spots_new (work, SGM_ADDRESSES_X, SGM_ADDRESSES_AREA, -1, NULL);
  Places places = { &sgm_table_address, present, NULL, NULL, NULL, spots, SGM_ADDRESS_AREA, SGM_ADDRESS_GEOMETRY };

  return known != NULL && plan_all (work, &places, take_address, error);
}
