/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-division-plan.h"

#include "base/sgm-data.h"

/* How many units a community has before chance, and how large they are in
 * hectares, against each other. */
static const struct
{
  double n_units;
  double size;
} settings[] = {
  [SGM_SETTING_CITY] = { 60, 1.6 },
  [SGM_SETTING_TOWN] = { 42, 2.6 },
  [SGM_SETTING_VILLAGE] = { 32, 5.6 },
};

static void
part_clear (SgmDivisionPart *part)
{
  g_free (part->code);
  g_free (part->name);
}

static GArray *
make_parts (void)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (SgmDivisionPart));

  g_array_set_clear_func (parts, (GDestroyNotify) part_clear);
  return parts;
}

static SgmDivisionPart *
get_part (GArray *parts,
          guint   i)
{
  return &g_array_index (parts, SgmDivisionPart, i);
}

void
sgm_division_plan_free (SgmDivisionPlan *plan)
{
  part_clear (&plan->district);
  g_array_unref (plan->streets);
  g_array_unref (plan->communities);
  g_array_unref (plan->grids);
  g_free (plan);
}

static guint
find_street (const SgmDivisionPlan *plan,
             const char            *code)
{
  for (guint i = 0; i < plan->streets->len; i++)
    if (g_str_has_prefix (code, get_part (plan->streets, i)->code))
      return i;
  g_assert_not_reached ();
}

static void
add_community (SgmDivisionPlan *plan,
               SgmDivisionPart  part,
               gboolean         village)
{
  part.parent = find_street (plan, part.code);
  part.kind = village ? SGM_AREA_KIND_VILLAGE : SGM_AREA_KIND_COMMUNITY;
  if (village)
    part.setting = SGM_SETTING_VILLAGE;
  else
    part.setting = part.parent == 0 ? SGM_SETTING_CITY : SGM_SETTING_TOWN;
  g_array_append_val (plan->communities, part);
}

static gboolean
read_divisions (SgmDivisionPlan  *plan,
                GError          **error)
{
  g_autoptr (GPtrArray) rows = sgm_data_lookup_csv ("jianghai/divisions.csv", error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      SgmDivisionPart part = { .code = g_strdup (row[1]), .name = g_strdup (row[2]) };

      if (g_str_equal (row[0], "district"))
        plan->district = part;
      else if (g_str_equal (row[0], "street"))
        g_array_append_val (plan->streets, part);
      else
        add_community (plan, part, g_str_equal (row[0], "village"));
    }
  return TRUE;
}

/* Shares @total out by weights, at least @least to each; what rounding leaves
 * goes to the largest remainders. */
static guint *
share_out (guint         total,
           const double *weights,
           guint         n,
           guint         least)
{
  guint *counts = g_new (guint, n);
  g_autofree double *remainders = g_new (double, n);
  double sum = 0;
  guint left = total - n * least;
  guint given = 0;

  for (guint i = 0; i < n; i++)
    sum += weights[i];
  for (guint i = 0; i < n; i++)
    {
      double wanted = left * weights[i] / sum;

      counts[i] = least + (guint) wanted;
      given += (guint) wanted;
      remainders[i] = wanted - (guint) wanted;
    }
  for (; given < left; given++)
    {
      guint best = 0;

      for (guint i = 1; i < n; i++)
        if (remainders[i] > remainders[best])
          best = i;
      counts[best]++;
      remainders[best] -= 1;
    }
  return counts;
}

static void
plan_grids_of (SgmDivisionPlan *plan,
               guint            community,
               guint            n_grids,
               GRand           *random)
{
  const SgmDivisionPart *parent = get_part (plan->communities, community);
  g_autofree double *weights = g_new (double, n_grids);
  g_autofree guint *n_units = NULL;

  for (guint i = 0; i < n_grids; i++)
    weights[i] = g_rand_double_range (random, 0.8, 1.25);
  n_units = share_out (parent->n_units, weights, n_grids, 1);
  for (guint i = 0; i < n_grids; i++)
    {
      SgmDivisionPart grid = {
        .parent = community, .n_units = n_units[i], .weight = weights[i],
        .setting = parent->setting,
      };

      g_array_append_val (plan->grids, grid);
    }
}

/* Decides how many units and grids each community gets and how large it is
 * against its siblings. */
static void
set_numbers (SgmDivisionPlan *plan,
             guint            scale,
             GRand           *random)
{
  guint n = plan->communities->len;
  g_autofree double *weights = g_new (double, n);
  g_autofree guint *n_grids = NULL;
  g_autofree guint *n_units = NULL;

  for (guint i = 0; i < n; i++)
    {
      SgmDivisionPart *part = get_part (plan->communities, i);

      weights[i] = settings[part->setting].n_units * g_rand_double_range (random, 0.75, 1.3);
      part->weight = weights[i] * settings[part->setting].size
                     * g_rand_double_range (random, 0.85, 1.2);
      get_part (plan->streets, part->parent)->weight += part->weight;
    }
  n_grids = share_out (SGM_PUBLISHED_GRIDS, weights, n, 1);
  n_units = share_out (SGM_PUBLISHED_UNITS * scale, weights, n, 0);
  for (guint i = 0; i < n; i++)
    {
      SgmDivisionPart *part = get_part (plan->communities, i);

      part->n_units = n_units[i];
      get_part (plan->streets, part->parent)->n_units += n_units[i];
      plan_grids_of (plan, i, n_grids[i], random);
    }
}

/**
 * sgm_division_plan_new:
 * @scale: how many times the published number of units
 * @random: where all chance comes from
 * @error: return location
 *
 * Returns: (transfer full): a plan
 */
SgmDivisionPlan *
sgm_division_plan_new (guint    scale,
                       GRand   *random,
                       GError **error)
{
  g_autoptr (SgmDivisionPlan) plan = g_new0 (SgmDivisionPlan, 1);

  plan->streets = make_parts ();
  plan->communities = make_parts ();
  plan->grids = make_parts ();
  if (!read_divisions (plan, error))
    return NULL;

  set_numbers (plan, scale, random);
  return g_steal_pointer (&plan);
}
