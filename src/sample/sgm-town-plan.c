/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-town-plan.h"

#include <math.h>

#include <json-glib/json-glib.h>

#include "base/sgm-data.h"

/* Where the plane of the mesh has its origin. */
#define LONGITUDE 113.110
#define LATITUDE 22.560

static void
clear_division (gpointer data)
{
  SgmTownDivision *division = data;

  g_free (division->code);
  g_free (division->name);
}

static void
clear_way (gpointer data)
{
  SgmTownWay *way = data;

  g_free (way->name);
  g_free (way->name_en);
  g_array_unref (way->points);
}

static void
clear_land (gpointer data)
{
  g_array_unref (((SgmTownLand *) data)->points);
}

static void
clear_spot (gpointer data)
{
  SgmTownSpot *spot = data;

  g_free (spot->name);
  g_free (spot->name_en);
}

void
sgm_town_plan_free (SgmTownPlan *plan)
{
  clear_division (&plan->district);
  g_clear_pointer (&plan->outline, g_array_unref);
  g_array_unref (plan->streets);
  g_array_unref (plan->communities);
  g_array_unref (plan->ways);
  g_array_unref (plan->lands);
  g_array_unref (plan->spots);
  g_free (plan);
}

/* Metres per degree at a latitude, on the ellipsoid. */
static void
set_place (SgmContourPlace *place)
{
  double phi = LATITUDE * G_PI / 180;

  place->longitude = LONGITUDE;
  place->latitude = LATITUDE;
  place->metres_per_latitude = 111132.95 - 559.85 * cos (2 * phi);
  place->metres_per_longitude = 111412.88 * cos (phi) - 93.5 * cos (3 * phi);
}

static SgmMeshPoint
read_point (const SgmContourPlace *place,
            JsonArray             *position)
{
  double longitude = json_array_get_double_element (position, 0);
  double latitude = json_array_get_double_element (position, 1);

  return (SgmMeshPoint) { (longitude - place->longitude) * place->metres_per_longitude,
                          (latitude - place->latitude) * place->metres_per_latitude };
}

static GArray *
read_points (const SgmContourPlace *place,
             JsonArray             *positions)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));

  for (guint i = 0; i < json_array_get_length (positions); i++)
    {
      SgmMeshPoint p = read_point (place, json_array_get_array_element (positions, i));

      g_array_append_val (points, p);
    }
  return points;
}

static JsonParser *
parse (const char  *name,
       GError     **error)
{
  g_autoptr (GBytes) bytes = sgm_data_lookup (name, error);
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (bytes == NULL
      || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), error))
    return NULL;
  return g_steal_pointer (&parser);
}

static JsonArray *
get_features (JsonParser *parser)
{
  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "features");
}

static JsonArray *
get_coordinates (JsonObject *feature)
{
  return json_object_get_array_member (json_object_get_object_member (feature, "geometry"),
                                       "coordinates");
}

/* The outline, and the first vertex not repeated. */
static void
turn_counter_clockwise (GArray *ring)
{
  SgmMeshPoint *points = (SgmMeshPoint *) (void *) ring->data;
  double doubled = 0;

  for (guint i = 0; i < ring->len; i++)
    {
      SgmMeshPoint a = points[i], b = points[(i + 1) % ring->len];

      doubled += a.x * b.y - b.x * a.y;
    }
  for (guint i = 0; doubled < 0 && i < ring->len / 2; i++)
    {
      SgmMeshPoint swap = points[i];

      points[i] = points[ring->len - 1 - i];
      points[ring->len - 1 - i] = swap;
    }
}

static gboolean
read_outline (SgmTownPlan  *plan,
              GError      **error)
{
  g_autoptr (JsonParser) parser = parse ("jianghai/outline.geojson", error);
  JsonArray *rings;

  if (parser == NULL)
    return FALSE;

  rings = get_coordinates (json_array_get_object_element (get_features (parser), 0));
  plan->outline = read_points (&plan->place, json_array_get_array_element (rings, 0));
  g_array_set_size (plan->outline, plan->outline->len - 1);
  turn_counter_clockwise (plan->outline);
  return TRUE;
}

static guint
find_street (const SgmTownPlan *plan,
             const char        *code)
{
  for (guint i = 0; i < plan->streets->len; i++)
    if (g_str_has_prefix (code, g_array_index (plan->streets, SgmTownDivision, i).code))
      return i;
  g_assert_not_reached ();
}

static gboolean
read_divisions (SgmTownPlan  *plan,
                GError      **error)
{
  g_autoptr (GPtrArray) rows = sgm_data_lookup_csv ("jianghai/divisions.csv", error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      SgmTownDivision division = { .code = g_strdup (row[1]), .name = g_strdup (row[2]) };

      if (g_str_equal (row[0], "district"))
        {
          plan->district = division;
          continue;
        }
      if (g_str_equal (row[0], "street"))
        {
          g_array_append_val (plan->streets, division);
          continue;
        }
      division.parent = find_street (plan, row[1]);
      division.kind = g_str_equal (row[0], "village") ? SGM_AREA_KIND_VILLAGE : SGM_AREA_KIND_COMMUNITY;
      g_array_append_val (plan->communities, division);
    }
  return rows != NULL;
}

static int
find_word (const char *const *words,
           guint              n,
           const char        *word)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (words[i], word))
      return i;
  g_assert_not_reached ();
}

static void
read_seat (SgmTownPlan *plan,
           JsonObject  *feature,
           JsonObject  *properties)
{
  static const char *const settings[] = { "city", "town", "industry", "village" };
  const char *code = json_object_get_string_member (properties, "code");

  for (guint i = 0; i < plan->communities->len; i++)
    {
      SgmTownDivision *community = &g_array_index (plan->communities, SgmTownDivision, i);

      if (!g_str_equal (community->code, code))
        continue;
      community->setting = find_word (settings, G_N_ELEMENTS (settings),
                                      json_object_get_string_member (properties, "setting"));
      community->seat = read_point (&plan->place, get_coordinates (feature));
    }
}

static void
read_way (SgmTownPlan *plan,
          JsonObject  *feature,
          JsonObject  *properties,
          const char  *role)
{
  static const char *const roles[] = { "bank", "border", "way", "above" };
  SgmTownWay way = {
    .role = find_word (roles, G_N_ELEMENTS (roles), role),
    .kind = sgm_ground_kind_find (json_object_get_string_member (properties, "kind")),
    .width = json_object_get_double_member (properties, "width"),
    .name = g_strdup (json_object_get_string_member (properties, "name")),
    .name_en = g_strdup (json_object_get_string_member (properties, "name_en")),
  };

  way.points = read_points (&plan->place, get_coordinates (feature));
  g_array_append_val (plan->ways, way);
}

static void
read_land (SgmTownPlan *plan,
           JsonObject  *feature,
           JsonObject  *properties)
{
  SgmTownLand land = {
    sgm_ground_kind_find (json_object_get_string_member (properties, "kind")),
    read_points (&plan->place, json_array_get_array_element (get_coordinates (feature), 0)),
  };

  g_array_append_val (plan->lands, land);
}

static void
read_spot (SgmTownPlan *plan,
           JsonObject  *feature,
           JsonObject  *properties)
{
  SgmTownSpot spot = {
    g_strdup (json_object_get_string_member (properties, "name")),
    g_strdup (json_object_get_string_member (properties, "name_en")),
    read_point (&plan->place, get_coordinates (feature)),
  };

  g_array_append_val (plan->spots, spot);
}

static gboolean
read_town (SgmTownPlan  *plan,
           GError      **error)
{
  g_autoptr (JsonParser) parser = parse ("jianghai/town.geojson", error);
  JsonArray *features;

  if (parser == NULL)
    return FALSE;

  features = get_features (parser);
  for (guint i = 0; i < json_array_get_length (features); i++)
    {
      JsonObject *feature = json_array_get_object_element (features, i);
      JsonObject *properties = json_object_get_object_member (feature, "properties");
      const char *role = json_object_get_string_member (properties, "role");

      if (g_str_equal (role, "seat"))
        read_seat (plan, feature, properties);
      else if (g_str_equal (role, "land"))
        read_land (plan, feature, properties);
      else if (g_str_equal (role, "spot"))
        read_spot (plan, feature, properties);
      else
        read_way (plan, feature, properties, role);
    }
  return TRUE;
}

/**
 * sgm_town_plan_new:
 * @error: return location
 *
 * Returns: (transfer full): what is built into the program
 */
SgmTownPlan *
sgm_town_plan_new (GError **error)
{
  g_autoptr (SgmTownPlan) plan = g_new0 (SgmTownPlan, 1);

  set_place (&plan->place);
  plan->streets = g_array_new (FALSE, TRUE, sizeof (SgmTownDivision));
  plan->communities = g_array_new (FALSE, TRUE, sizeof (SgmTownDivision));
  plan->ways = g_array_new (FALSE, TRUE, sizeof (SgmTownWay));
  plan->lands = g_array_new (FALSE, TRUE, sizeof (SgmTownLand));
  plan->spots = g_array_new (FALSE, TRUE, sizeof (SgmTownSpot));
  g_array_set_clear_func (plan->streets, clear_division);
  g_array_set_clear_func (plan->communities, clear_division);
  g_array_set_clear_func (plan->ways, clear_way);
  g_array_set_clear_func (plan->lands, clear_land);
  g_array_set_clear_func (plan->spots, clear_spot);
  if (!read_outline (plan, error) || !read_divisions (plan, error) || !read_town (plan, error))
    return NULL;
  return g_steal_pointer (&plan);
}
