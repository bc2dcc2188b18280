/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-people-list.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-wording.h"

static gint64
get_person (GPtrArray *posts,
            guint      i)
{
  return sgm_record_get_int (g_ptr_array_index (posts, i), SGM_POST_PERSON);
}

static const char *
get_what (SgmRecord *post,
          SgmRecord *person)
{
  SgmRole role = sgm_record_get_int (post, SGM_POST_ROLE);

  if (role != SGM_ROLE_WORKER || person == NULL)
    return sgm_role_get_name (role);
  return sgm_person_kind_get_name (sgm_record_get_int (person, SGM_PERSON_KIND));
}

static void
add_phone_button (SgmFactList  *list,
                  SgmPhoneBook *phones,
                  SgmRecord    *person,
                  const char   *name)
{
  gboolean shown = sgm_phone_book_is_shown (phones, sgm_record_get_id (person));
  g_autofree char *label = NULL;

  if (!shown && !sgm_phone_book_can_show (phones, person))
    return;
  /* Translators: %s is a person */
  label = g_strdup_printf (shown ? _("Hide the number of %s") : _("Show the number of %s"), name);
  sgm_fact_list_add_button (list, shown ? "view-conceal-symbolic" : "view-reveal-symbolic", label,
                            shown ? "win.hide-phone" : "win.show-phone", sgm_record_get_id (person));
}

/* A person stands here once, with all that he or she is. */
static void
add_person (SgmFactList  *list,
            SgmDistrict  *district,
            SgmPhoneBook *phones,
            GPtrArray    *posts,
            guint         first)
{
  gint64 id = get_person (posts, first);
  SgmRecord *person = sgm_district_get_record (district, &sgm_table_person, id);
  guint load = sgm_district_get_load (district, id);
  g_autofree char *name = sgm_wording_dup_person (district, id);
  g_autofree char *phone = person != NULL ? sgm_phone_book_dup_phone (phones, person) : NULL;
  g_autoptr (GString) subtitle = g_string_new (NULL);
  g_autofree char *figure = NULL;

  for (guint i = 0; i < first; i++)
    if (get_person (posts, i) == id)
      return;
  for (guint i = first; i < posts->len; i++)
    if (get_person (posts, i) == id)
      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "",
                              get_what (g_ptr_array_index (posts, i), person));
  if (phone != NULL)
    g_string_append_printf (subtitle, " · %s", phone);
  if (load > 0)
    /* Translators: how many orders a person is dealing with */
    figure = g_strdup_printf (ngettext ("%u order", "%u orders", load), load);
  sgm_fact_list_add (list, name, subtitle->str, figure);
  if (person != NULL)
    add_phone_button (list, phones, person, name);
}

static void
add_role (GPtrArray     *all,
          SgmDistrict   *district,
          const SgmArea *area,
          SgmRole        role)
{
  g_autoptr (GPtrArray) posts = sgm_district_dup_posts (district, area, role);

  for (guint i = 0; i < posts->len; i++)
    g_ptr_array_add (all, sgm_record_ref (g_ptr_array_index (posts, i)));
}

/**
 * sgm_people_list_fill:
 * @choice: whose area to show
 * @phones: which telephone numbers are to be seen
 *
 * Lists the people posted in the chosen area: unit leaders, responsible
 * persons, resident leaders and grid workers, with their load.
 */
void
sgm_people_list_fill (SgmFactList  *list,
                      SgmChoice    *choice,
                      SgmPhoneBook *phones)
{
  SgmDistrict *district = sgm_choice_get_district (choice);
  const SgmArea *area = sgm_choice_get_area (choice);
  const SgmArea *grid = area;
  g_autoptr (GPtrArray) posts = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);

  if (area->level == SGM_LEVEL_UNIT)
    {
      add_role (posts, district, area, SGM_ROLE_UNIT_LEADER);
      grid = sgm_area_set_get (sgm_district_get_areas (district), area->parent);
    }
  add_role (posts, district, grid, SGM_ROLE_RESPONSIBLE);
  add_role (posts, district, grid, SGM_ROLE_RESIDENT_LEADER);
  add_role (posts, district, grid, SGM_ROLE_WORKER);

  sgm_fact_list_begin (list);
  for (guint i = 0; i < posts->len; i++)
    add_person (list, district, phones, posts, i);
  sgm_fact_list_end (list);
}
