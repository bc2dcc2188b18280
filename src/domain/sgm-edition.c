/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-edition.h"

#include "domain/sgm-tables.h"
#include "domain/sgm-terms.h"

/**
 * sgm_edition_is_real:
 * @edition: a record of `sgm_table_edition`
 *
 * Returns: whether its boundaries are those of the district, as far as no
 *   later edition has others
 */
gboolean
sgm_edition_is_real (SgmRecord *edition)
{
  return sgm_record_get_int (edition, SGM_EDITION_STATE) == SGM_EDITION_STATE_REAL;
}

/**
 * sgm_edition_is_later:
 * @edition: an edition that is real
 * @than: (nullable): another one that is real
 *
 * Returns: whether @edition comes before @than where both say something of an
 *   area; any edition does where there is no other
 */
gboolean
sgm_edition_is_later (SgmRecord *edition,
                      SgmRecord *than)
{
  gint64 a, b;

  if (than == NULL)
    return TRUE;
  a = sgm_record_get_int (edition, SGM_EDITION_VALID_FROM);
  b = sgm_record_get_int (than, SGM_EDITION_VALID_FROM);
  return a != b ? a > b : sgm_record_get_id (edition) > sgm_record_get_id (than);
}

/**
 * sgm_area_is_awaiting:
 * @area: a record of `sgm_table_area`
 *
 * Returns: whether it is by itself never valid: a new area of an edition, which
 *   is there only while that edition is real
 */
gboolean
sgm_area_is_awaiting (SgmRecord *area)
{
  return !sgm_record_is_null (area, SGM_AREA_VALID_FROM) && !sgm_record_is_null (area, SGM_AREA_VALID_TO)
         && sgm_record_get_int (area, SGM_AREA_VALID_FROM) == sgm_record_get_int (area, SGM_AREA_VALID_TO);
}

/**
 * sgm_area_new_of_edition:
 * @area: an area's own record
 * @boundary: what the latest edition that is real says of it
 * @edition: that edition
 *
 * Returns: (transfer full): the area as it is, with its own id and version
 */
SgmRecord *
sgm_area_new_of_edition (SgmRecord *area,
                         SgmRecord *boundary,
                         SgmRecord *edition)
{
  SgmRecord *is = sgm_record_copy (area);
  SgmBoundaryState state = sgm_record_get_int (boundary, SGM_BOUNDARY_STATE);
  gint64 since = sgm_record_get_int (edition, SGM_EDITION_VALID_FROM);

  if (state == SGM_BOUNDARY_STATE_ENDS)
    {
      sgm_record_set_int (is, SGM_AREA_VALID_TO, since);
      return is;
    }
  sgm_record_set_int (is, SGM_AREA_VALID_FROM, since);
  sgm_record_set_null (is, SGM_AREA_VALID_TO);
  if (state == SGM_BOUNDARY_STATE_CHANGES)
    {
      sgm_record_set_value (is, SGM_AREA_NAME, sgm_record_get_value (boundary, SGM_BOUNDARY_NAME));
      sgm_record_set_value (is, SGM_AREA_KIND, sgm_record_get_value (boundary, SGM_BOUNDARY_KIND));
      sgm_record_set_value (is, SGM_AREA_GEOMETRY, sgm_record_get_value (boundary, SGM_BOUNDARY_GEOMETRY));
    }
  return is;
}

/* There are few editions. */
static SgmRecord *
find_real (GPtrArray *editions,
           gint64     id)
{
  for (guint i = 0; i < editions->len; i++)
    if (sgm_record_get_id (editions->pdata[i]) == id)
      return sgm_edition_is_real (editions->pdata[i]) ? editions->pdata[i] : NULL;
  return NULL;
}

static guint
find_area (GPtrArray *areas,
           gint64     id)
{
  guint first = 0, end = areas->len;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (sgm_record_get_id (areas->pdata[middle]) < id)
        first = middle + 1;
      else
        end = middle;
    }
  return first < areas->len && sgm_record_get_id (areas->pdata[first]) == id ? first : G_MAXUINT;
}

static void
leave_out_awaiting (GPtrArray *areas)
{
  guint n = 0;

  for (guint i = 0; i < areas->len; i++)
    {
      SgmRecord *area = areas->pdata[i];

      if (sgm_area_is_awaiting (area))
        continue;
      /* Changing places keeps the array's references right. */
      areas->pdata[i] = areas->pdata[n];
      areas->pdata[n++] = area;
    }
  g_ptr_array_set_size (areas, n);
}

/**
 * sgm_areas_lay_editions:
 * @areas: (element-type SgmRecord): the areas' own records, by id; owns what is
 *   in it
 * @editions: (element-type SgmRecord): all editions
 * @boundaries: (element-type SgmRecord): at least those of the editions that
 *   are real
 *
 * Makes of the areas' own records what they are by the editions, and leaves
 * out the areas of editions that are not real.
 */
void
sgm_areas_lay_editions (GPtrArray *areas,
                        GPtrArray *editions,
                        GPtrArray *boundaries)
{
  g_autofree SgmRecord **latest = g_new0 (SgmRecord *, areas->len);
  g_autofree SgmRecord **of = g_new0 (SgmRecord *, areas->len);

  for (guint i = 0; i < boundaries->len; i++)
    {
      SgmRecord *boundary = boundaries->pdata[i];
      SgmRecord *edition = find_real (editions, sgm_record_get_int (boundary, SGM_BOUNDARY_EDITION));
      guint area = edition != NULL ? find_area (areas, sgm_record_get_int (boundary, SGM_BOUNDARY_AREA)) : G_MAXUINT;

      if (area == G_MAXUINT || !sgm_edition_is_later (edition, of[area]))
        continue;
      latest[area] = boundary;
      of[area] = edition;
    }
  for (guint i = 0; i < areas->len; i++)
    if (latest[i] != NULL)
      {
        SgmRecord *is = sgm_area_new_of_edition (areas->pdata[i], latest[i], of[i]);

        sgm_record_unref (areas->pdata[i]);
        areas->pdata[i] = is;
      }
  leave_out_awaiting (areas);
}
