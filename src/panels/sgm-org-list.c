/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-org-list.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"

static void
add_org (SgmFactList *list,
         SgmRecord   *org,
         const char  *how)
{
  gint64 members = sgm_record_get_int (org, SGM_ORG_MEMBERS);
  gint64 groups = sgm_record_get_int (org, SGM_ORG_GROUPS);
  gint64 households = sgm_record_get_int (org, SGM_ORG_HOUSEHOLDS);
  const char *secretary = sgm_record_get_text (org, SGM_ORG_SECRETARY);
  g_autoptr (GString) text = g_string_new (NULL);

  if (secretary != NULL)
    {
      g_string_append_printf (text, _("Secretary: %s"), secretary);
      g_string_append (text, "\n");
    }
  g_string_append_printf (text, ngettext ("%d member", "%d members", members), (int) members);
  if (groups > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%d group", "%d groups", groups), (int) groups);
    }
  if (households > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%d contact household", "%d contact households", households),
                              (int) households);
    }
  sgm_fact_list_add (list, sgm_record_get_text (org, SGM_ORG_NAME), text->str, how);
}

static void
add_orgs (SgmFactList   *list,
          SgmDistrict   *district,
          const SgmArea *area)
{
  SgmCoverage coverage = sgm_district_get_coverage (district, area);
  g_autoptr (GPtrArray) orgs = sgm_district_dup_orgs (district, area);

  for (guint i = 0; i < orgs->len; i++)
    {
      SgmRecord *org = g_ptr_array_index (orgs, i);
      gboolean is_of_grid = sgm_record_get_int (org, SGM_ORG_LEVEL) == SGM_ORG_LEVEL_GRID;

      add_org (list, org, !is_of_grid ? NULL : coverage == SGM_COVERAGE_OWN ? _("own") : _("joint"));
    }
}

static void
add_coverage (SgmFactList   *list,
              SgmDistrict   *district,
              const SgmArea *area)
{
  SgmAreaSet *areas = sgm_district_get_areas (district);
  guint counts[SGM_COVERAGE_OWN + 1] = { 0 };
  g_autofree char *own = NULL;
  g_autofree char *joint = NULL;
  g_autofree char *none = NULL;
  guint first;
  guint end;

  sgm_area_set_get_level (areas, SGM_LEVEL_GRID, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmArea *grid = sgm_area_set_get (areas, i);

      if (sgm_area_set_get_ancestor (areas, grid, area->level) == area)
        counts[sgm_district_get_coverage (district, grid)]++;
    }
  own = g_strdup_printf ("%u", counts[SGM_COVERAGE_OWN]);
  joint = g_strdup_printf ("%u", counts[SGM_COVERAGE_JOINT]);
  none = g_strdup_printf ("%u", counts[SGM_COVERAGE_NONE]);
  sgm_fact_list_add (list, C_("coverage", "Own"), _("grids with an organization of their own"), own);
  sgm_fact_list_add (list, C_("coverage", "Joint"), _("grids that share one with others"), joint);
  sgm_fact_list_add (list, C_("coverage", "None"), _("grids without one"), none);
}

/* From the street's committee down to the area's own organization. */
static void
add_chain (SgmFactList   *list,
           SgmDistrict   *district,
           const SgmArea *area)
{
  SgmAreaSet *areas = sgm_district_get_areas (district);

  for (SgmLevel level = SGM_LEVEL_STREET; level <= MIN (area->level, SGM_LEVEL_GRID); level++)
    add_orgs (list, district, sgm_area_set_get_ancestor (areas, area, level));
}

/**
 * sgm_org_list_fill:
 * @choice: whose area to show
 *
 * Lists how the grids of the chosen area are covered where it has many of
 * them, and the chain of party organizations that it belongs to.
 */
void
sgm_org_list_fill (SgmFactList *list,
                   SgmChoice   *choice)
{
  SgmDistrict *district = sgm_choice_get_district (choice);
  const SgmArea *area = sgm_choice_get_area (choice);

  sgm_fact_list_begin (list);
  if (area->level < SGM_LEVEL_GRID)
    add_coverage (list, district, area);
  add_chain (list, district, area);
  sgm_fact_list_end (list);
}
