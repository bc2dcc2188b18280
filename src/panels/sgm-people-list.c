/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-people-list.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-wording.h"

static void
add_post (SgmFactList *list,
          SgmDistrict *district,
          SgmRecord   *post)
{
  gint64 id = sgm_record_get_int (post, SGM_POST_PERSON);
  SgmRecord *person = sgm_district_get_record (district, &sgm_table_person, id);
  SgmRole role = sgm_record_get_int (post, SGM_POST_ROLE);
  guint load = sgm_district_get_load (district, id);
  g_autofree char *name = sgm_wording_dup_person (district, id);
  g_autofree char *phone = sgm_wording_dup_phone (person);
  g_autofree char *subtitle = NULL;
  g_autofree char *figure = NULL;
  const char *what;

  what = role == SGM_ROLE_WORKER ? sgm_person_kind_get_name (sgm_record_get_int (person, SGM_PERSON_KIND))
                                 : sgm_role_get_name (role);
  subtitle = phone != NULL ? g_strdup_printf ("%s · %s", what, phone) : g_strdup (what);
  if (load > 0)
    /* Translators: how many orders a person is dealing with */
    figure = g_strdup_printf (ngettext ("%u order", "%u orders", load), load);
  sgm_fact_list_add (list, name, subtitle, figure);
}

static void
add_role (SgmFactList   *list,
          SgmDistrict   *district,
          const SgmArea *area,
          SgmRole        role)
{
  g_autoptr (GPtrArray) posts = sgm_district_dup_posts (district, area, role);

  for (guint i = 0; i < posts->len; i++)
    add_post (list, district, g_ptr_array_index (posts, i));
}

/**
 * sgm_people_list_fill:
 * @choice: whose area to show
 *
 * Lists the people posted in the chosen area: unit leaders, responsible
 * persons, resident leaders and grid workers, with their load. Telephone
 * numbers are masked.
 */
void
sgm_people_list_fill (SgmFactList *list,
                      SgmChoice   *choice)
{
  SgmDistrict *district = sgm_choice_get_district (choice);
  const SgmArea *area = sgm_choice_get_area (choice);
  const SgmArea *grid = area;

  sgm_fact_list_begin (list);
  if (area->level == SGM_LEVEL_UNIT)
    {
      add_role (list, district, area, SGM_ROLE_UNIT_LEADER);
      grid = sgm_area_set_get (sgm_district_get_areas (district), area->parent);
    }
  add_role (list, district, grid, SGM_ROLE_RESPONSIBLE);
  add_role (list, district, grid, SGM_ROLE_RESIDENT_LEADER);
  add_role (list, district, grid, SGM_ROLE_WORKER);
  sgm_fact_list_end (list);
}
