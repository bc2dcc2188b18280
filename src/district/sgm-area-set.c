/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-area-set.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-index.h"

#define N_LEVELS (SGM_LEVEL_UNIT + 1)

struct _SgmAreaSet
{
  gatomicrefcount ref_count;
  GPtrArray *records; /* own the texts of the areas */
  SgmArea *areas;
  guint n_areas;
  guint level_end[N_LEVELS];
  SgmIndex *indexes[N_LEVELS];
  GHashTable *by_id;   /* id → area, keys within the areas */
  GHashTable *by_code; /* code → area */
};

typedef struct
{
  SgmRecord *record;
  guint parent;
} Entry;

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *left = a;
  const Entry *right = b;

  if (left->parent != right->parent)
    return left->parent < right->parent ? -1 : 1;
  return g_strcmp0 (sgm_record_get_text (left->record, SGM_AREA_CODE),
                    sgm_record_get_text (right->record, SGM_AREA_CODE));
}

static const char *
get_code (const SgmRecord *record)
{
  const char *code = sgm_record_get_text (record, SGM_AREA_CODE);

  return code != NULL ? code : "?";
}

static gboolean fail (GError     **error,
                      const char  *format,
                      ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError     **error,
      const char  *format,
      ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (SGM_ERROR, SGM_ERROR_INVALID,
                                                format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
fill_area (SgmArea    *area,
           SgmRecord  *record,
           GError    **error)
{
  GBytes *wkb = sgm_record_get_bytes (record, SGM_AREA_GEOMETRY);

  area->id = sgm_record_get_id (record);
  area->level = sgm_record_get_int (record, SGM_AREA_LEVEL);
  area->kind = sgm_record_get_int (record, SGM_AREA_KIND);
  area->code = sgm_record_get_text (record, SGM_AREA_CODE);
  area->name = sgm_record_get_text (record, SGM_AREA_NAME);
  if (area->code == NULL || area->name == NULL || wkb == NULL)
    return fail (error, _("Area %s lacks its code, name or boundary."), get_code (record));

  area->geometry = sgm_geometry_new_from_wkb (wkb, error);
  if (area->geometry == NULL)
    {
      g_prefix_error (error, _("Area %s: "), area->code);
      return FALSE;
    }
  if (sgm_geometry_is_point (area->geometry))
    return fail (error, _("The boundary of area %s is a point."), get_code (record));

  area->size = sgm_geometry_get_area (area->geometry);
  return TRUE;
}

static gboolean
append_area (SgmAreaSet   *set,
             const Entry  *entry,
             GError      **error)
{
  SgmArea *area = &set->areas[set->n_areas];

  area->index = set->n_areas++;
  area->parent = entry->parent;
  area->first_child = SGM_AREA_NONE;
  if (!fill_area (area, entry->record, error))
    return FALSE;

  if (entry->parent != SGM_AREA_NONE)
    {
      SgmArea *parent = &set->areas[entry->parent];

      if (parent->n_children++ == 0)
        parent->first_child = area->index;
    }
  if (!g_hash_table_insert (set->by_id, &area->id, area)
      || !g_hash_table_insert (set->by_code, (gpointer) area->code, area))
    return fail (error, _("Area %s is there twice."), get_code (entry->record));
  return TRUE;
}

/* The parent of a record, which stands in the level before. */
static gboolean
find_parent (SgmAreaSet       *set,
             const SgmRecord  *record,
             SgmLevel          level,
             guint            *parent,
             GError          **error)
{
  gint64 id = sgm_record_get_int (record, SGM_AREA_PARENT);
  const SgmArea *area = sgm_area_set_find_id (set, id);

  if (level == SGM_LEVEL_DISTRICT)
    {
      if (!sgm_record_is_null (record, SGM_AREA_PARENT))
        return fail (error, _("The district %s is said to be part of another area."), get_code (record));
      *parent = SGM_AREA_NONE;
      return TRUE;
    }
  if (area == NULL || area->level + 1 != level)
    return fail (error, _("The area that %s is part of is missing."), get_code (record));

  *parent = area->index;
  return TRUE;
}

static void
index_level (SgmAreaSet *set,
             SgmLevel    level)
{
  guint first, end;
  g_autofree SgmBox *boxes = NULL;

  sgm_area_set_get_level (set, level, &first, &end);
  boxes = g_new (SgmBox, end - first);
  for (guint i = first; i < end; i++)
    boxes[i - first] = *sgm_geometry_get_box (set->areas[i].geometry);
  set->indexes[level] = sgm_index_new (boxes, end - first);
}

/* Parents come in their order and so do their children, which therefore
 * stand together. */
static gboolean
append_level (SgmAreaSet  *set,
              SgmLevel     level,
              GPtrArray   *records,
              GError     **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint i = 0; i < records->len; i++)
    {
      Entry entry = { records->pdata[i], SGM_AREA_NONE };

      if (!find_parent (set, entry.record, level, &entry.parent, error))
        return FALSE;
      g_array_append_val (entries, entry);
    }
  if (level == SGM_LEVEL_DISTRICT && entries->len > 1)
    return fail (error, _("There is another district beside %s."), get_code (records->pdata[1]));

  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len; i++)
    if (!append_area (set, &g_array_index (entries, Entry, i), error))
      return FALSE;

  set->level_end[level] = set->n_areas;
  index_level (set, level);
  return TRUE;
}

static gboolean
sort_by_level (SgmAreaSet  *set,
               GPtrArray   *records,
               GPtrArray   *levels[N_LEVELS],
               GError     **error)
{
  for (guint i = 0; i < records->len; i++)
    {
      SgmRecord *record = records->pdata[i];
      gint64 level = sgm_record_get_int (record, SGM_AREA_LEVEL);

      if (!sgm_record_is_null (record, SGM_AREA_VALID_TO))
        continue;
      if (level < SGM_LEVEL_DISTRICT || level > SGM_LEVEL_UNIT)
        return fail (error, _("Area %s has no level."), get_code (record));

      g_ptr_array_add (levels[level], record);
      g_ptr_array_add (set->records, sgm_record_ref (record));
    }
  return TRUE;
}

/**
 * sgm_area_set_new:
 * @records: (element-type SgmRecord): records of `sgm_table_area`; those that
 *   are no longer valid are left out
 * @error: return location
 *
 * Reads every boundary, which takes tens of milliseconds: not for the main
 * thread.
 *
 * Returns: (transfer full): a set, or %NULL with %SGM_ERROR_INVALID where a
 *   code, name or boundary is missing or malformed, an id or code is there
 *   twice, a parent is missing or the district not alone
 */
SgmAreaSet *
sgm_area_set_new (GPtrArray  *records,
                  GError    **error)
{
  g_autoptr (SgmAreaSet) set = g_new0 (SgmAreaSet, 1);
  GPtrArray *levels[N_LEVELS] = { NULL };
  gboolean ok;

  g_atomic_ref_count_init (&set->ref_count);
  set->records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  set->areas = g_new0 (SgmArea, records->len);
  set->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  set->by_code = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint level = SGM_LEVEL_DISTRICT; level < N_LEVELS; level++)
    levels[level] = g_ptr_array_new ();
  ok = sort_by_level (set, records, levels, error);
  for (guint level = SGM_LEVEL_DISTRICT; level < N_LEVELS; level++)
    {
      ok = ok && append_level (set, level, levels[level], error);
      g_ptr_array_unref (levels[level]);
    }
  return ok ? g_steal_pointer (&set) : NULL;
}

SgmAreaSet *
sgm_area_set_ref (SgmAreaSet *set)
{
  g_atomic_ref_count_inc (&set->ref_count);
  return set;
}

void
sgm_area_set_unref (SgmAreaSet *set)
{
  if (!g_atomic_ref_count_dec (&set->ref_count))
    return;

  g_hash_table_unref (set->by_id);
  g_hash_table_unref (set->by_code);
  for (guint level = 0; level < N_LEVELS; level++)
    g_clear_pointer (&set->indexes[level], sgm_index_free);
  for (guint i = 0; i < set->n_areas; i++)
    g_clear_pointer (&set->areas[i].geometry, sgm_geometry_unref);
  g_free (set->areas);
  g_ptr_array_unref (set->records);
  g_free (set);
}

guint
sgm_area_set_get_n_areas (const SgmAreaSet *set)
{
  return set->n_areas;
}

/**
 * sgm_area_set_get:
 * @set: a set
 * @index: 0 to the number of areas − 1
 *
 * Returns: the area, which lives as long as the set
 */
const SgmArea *
sgm_area_set_get (const SgmAreaSet *set,
                  guint             index)
{
  g_assert (index < set->n_areas);
  return &set->areas[index];
}

/**
 * sgm_area_set_get_level:
 * @set: a set
 * @level: a level
 * @first: (out): index of the level's first area
 * @end: (out): index after that of its last; equal to @first where the level
 *   has none
 */
void
sgm_area_set_get_level (const SgmAreaSet *set,
                        SgmLevel          level,
                        guint            *first,
                        guint            *end)
{
  g_return_if_fail (level >= SGM_LEVEL_DISTRICT && level <= SGM_LEVEL_UNIT);
  *first = set->level_end[level - 1];
  *end = set->level_end[level];
}

/**
 * sgm_area_set_find_id:
 *
 * Returns: (nullable): the area of that id
 */
const SgmArea *
sgm_area_set_find_id (const SgmAreaSet *set,
                      gint64            id)
{
  return g_hash_table_lookup (set->by_id, &id);
}

/**
 * sgm_area_set_find_code:
 *
 * Returns: (nullable): the area of that code
 */
const SgmArea *
sgm_area_set_find_code (const SgmAreaSet *set,
                        const char       *code)
{
  return g_hash_table_lookup (set->by_code, code);
}

typedef struct
{
  const SgmAreaSet *set;
  guint first;
  double x;
  double y;
  const SgmArea *found;
} FindAt;

static gboolean
visit_find_at (guint    item,
               gpointer data)
{
  FindAt *find = data;
  const SgmArea *area = &find->set->areas[find->first + item];

  if (sgm_geometry_contains (area->geometry, find->x, find->y))
    find->found = area;
  return find->found == NULL;
}

/**
 * sgm_area_set_find_at:
 * @set: a set
 * @level: which level's area to find; no other's is given instead
 * @longitude: in degrees
 * @latitude: in degrees
 *
 * Takes about a microsecond.
 *
 * Returns: (nullable): the area that contains the point
 */
const SgmArea *
sgm_area_set_find_at (const SgmAreaSet *set,
                      SgmLevel          level,
                      double            longitude,
                      double            latitude)
{
  SgmBox box = { longitude, latitude, longitude, latitude };
  FindAt find = { set, 0, longitude, latitude, NULL };
  guint end;

  g_return_val_if_fail (level >= SGM_LEVEL_DISTRICT && level <= SGM_LEVEL_UNIT, NULL);
  sgm_area_set_get_level (set, level, &find.first, &end);
  sgm_index_query (set->indexes[level], &box, visit_find_at, &find);
  return find.found;
}

/**
 * sgm_area_set_get_ancestor:
 * @set: a set
 * @area: one of its areas
 * @level: a level
 *
 * Returns: (nullable): the area of @level that @area is part of, @area itself
 *   at its own level, %NULL at a lower one
 */
const SgmArea *
sgm_area_set_get_ancestor (const SgmAreaSet *set,
                           const SgmArea    *area,
                           SgmLevel          level)
{
  while (area->level > level && area->parent != SGM_AREA_NONE)
    area = &set->areas[area->parent];
  return area->level == level ? area : NULL;
}

typedef struct
{
  guint first;
  GArray *found;
} Query;

static gboolean
visit_query (guint    item,
             gpointer data)
{
  Query *query = data;
  guint index = query->first + item;

  g_array_append_val (query->found, index);
  return TRUE;
}

static int
compare_indexes (gconstpointer a,
                 gconstpointer b)
{
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  return left < right ? -1 : left > right;
}

/**
 * sgm_area_set_query:
 * @set: a set
 * @level: a level
 * @box: in degrees
 *
 * Returns: (transfer full) (element-type guint): indexes, in their order, of
 *   the level's areas whose rectangle meets @box
 */
GArray *
sgm_area_set_query (const SgmAreaSet *set,
                    SgmLevel          level,
                    const SgmBox     *box)
{
  Query query = { 0, g_array_new (FALSE, FALSE, sizeof (guint)) };
  guint end;

  g_return_val_if_fail (level >= SGM_LEVEL_DISTRICT && level <= SGM_LEVEL_UNIT, query.found);
  sgm_area_set_get_level (set, level, &query.first, &end);
  sgm_index_query (set->indexes[level], box, visit_query, &query);
  g_array_sort (query.found, compare_indexes);
  return query.found;
}
