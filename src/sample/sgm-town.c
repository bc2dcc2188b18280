/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-town.h"

#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"
#include "domain/sgm-tables.h"

/**
 * sgm_town_new:
 * @seed: the same seed makes the same town, to the last digit
 * @scale: how many times the published number of units
 * @progress: (nullable): told how far it is, up to 0.8
 * @progress_data: for @progress
 * @cancellable: (nullable): to end early
 * @error: return location
 *
 * Makes up a town on the real outline: first there are waters and main roads,
 * and between these come streets and communities (sgm-quarters); communities
 * are divided into grids and units along lesser ways (sgm-subdivision); at last
 * each edge gets its line (sgm-contour) and each unit its use (sgm-use).
 *
 * Returns: (transfer full): the town, or %NULL
 */
SgmTown *
sgm_town_new (guint32        seed,
              guint          scale,
              SgmProgress    progress,
              gpointer       progress_data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (SgmTown) town = g_new0 (SgmTown, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_return_val_if_fail (scale >= 1 && scale <= 100, NULL);

  town->plan = sgm_town_plan_new (error);
  town->quarters = town->plan != NULL ? sgm_quarters_new (town->plan, random, error) : NULL;
  if (town->quarters == NULL)
    return NULL;
  town->division = sgm_subdivision_new (town->quarters, town->plan, SGM_PUBLISHED_GRIDS,
                                     SGM_PUBLISHED_UNITS * scale, random, progress, progress_data,
                                     cancellable, error);
  if (town->division == NULL)
    return NULL;

  town->contour = sgm_contour_new (town->quarters->mesh, &town->plan->place, town->quarters->lines,
                                   random);
  if (progress != NULL)
    progress (0.8, _("Drawing boundaries"), progress_data);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  town->uses = sgm_use_choose (town->quarters, town->plan, town->division, random);
  return g_steal_pointer (&town);
}

void
sgm_town_free (SgmTown *town)
{
  g_clear_pointer (&town->plan, sgm_town_plan_free);
  g_clear_pointer (&town->quarters, sgm_quarters_free);
  g_clear_pointer (&town->division, sgm_subdivision_free);
  g_clear_pointer (&town->contour, sgm_contour_free);
  g_free (town->uses);
  g_free (town);
}

/* What the district's file says of itself, or 0. */
static gint64
get_number (GPtrArray  *metas,
            const char *key)
{
  for (guint i = 0; i < metas->len; i++)
    {
      const char *value = sgm_record_get_text (metas->pdata[i], SGM_META_VALUE);

      if (g_strcmp0 (sgm_record_get_text (metas->pdata[i], SGM_META_KEY), key) == 0 && value != NULL)
        return g_ascii_strtoll (value, NULL, 10);
    }
  return 0;
}

/**
 * sgm_town_find:
 * @store: a district's
 * @seed: (out): the seed that it was made with
 * @scale: (out) (optional): its scale
 * @error: return location
 *
 * Looks whether a district is a sample, of the present edition of towns.
 *
 * Returns: whether it is; %FALSE without an error where it is not
 */
gboolean
sgm_town_find (SgmStore  *store,
               guint32   *seed,
               guint     *scale,
               GError   **error)
{
  g_autoptr (GPtrArray) metas = sgm_store_read_table (store, &sgm_table_meta, error);

  if (metas == NULL || get_number (metas, "sample") != 1 || get_number (metas, "town") != SGM_TOWN_EDITION)
    return FALSE;
  *seed = (guint32) get_number (metas, "seed");
  if (scale != NULL)
    *scale = CLAMP (get_number (metas, "scale"), 1, 100);
  return TRUE;
}

/**
 * sgm_town_get_community:
 * @town: a town
 * @face: one of its units
 *
 * Returns: the number of the community that it is in
 */
guint
sgm_town_get_community (const SgmTown *town,
                        guint          face)
{
  return g_array_index (town->division->grids, guint,
                        g_array_index (town->division->units, guint, face));
}
