/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-orgs.h"

#include "domain/sgm-tables.h"
#include "geo/sgm-geometry.h"

/* How many organizations cover three grids; the others that are joint cover
 * two. */
#define N_TRIPLES 4

/* Secretaries are people of the neighbourhood, numbered apart from those who
 * hold a post. */
#define FIRST_NAME 12000

typedef struct
{
  SgmOrgs *orgs;
  const SgmAreaTree *tree;
  const SgmWords *words;
  GRand *rand;
  gint64 since;
} Maker;

typedef struct
{
  SgmRecord *grids[3];
  guint n;
} Group;

static SgmRecord *
add_org (Maker        *m,
         SgmOrgLevel   level,
         const char   *name,
         int           members,
         SgmRecord   **areas,
         guint         n_areas)
{
  gint64 id = m->orgs->orgs->len + 1;
  SgmRecord *org = sgm_record_new (&sgm_table_org, id);
  g_autofree char *secretary = sgm_words_dup_name (m->words, FIRST_NAME + (guint) id);

  members = g_rand_int_range (m->rand, members, 3 * members);
  sgm_record_set_int (org, SGM_ORG_LEVEL, level);
  sgm_record_set_text (org, SGM_ORG_NAME, name);
  sgm_record_set_text (org, SGM_ORG_SECRETARY, secretary);
  sgm_record_set_int (org, SGM_ORG_MEMBERS, members);
  sgm_record_set_int (org, SGM_ORG_GROUPS, 1 + members / 12);
  sgm_record_set_int (org, SGM_ORG_HOUSEHOLDS, members * g_rand_int_range (m->rand, 2, 6));
  g_ptr_array_add (m->orgs->orgs, org);

  for (guint i = 0; i < n_areas; i++)
    {
      SgmRecord *link = sgm_record_new (&sgm_table_org_area, m->orgs->org_areas->len + 1);

      sgm_record_set_int (link, SGM_ORG_AREA_ORG, id);
      sgm_record_set_int (link, SGM_ORG_AREA_AREA, sgm_record_get_id (areas[i]));
      sgm_record_set_int (link, SGM_ORG_AREA_VALID_FROM, m->since);
      g_ptr_array_add (m->orgs->org_areas, link);
    }
  return org;
}

static void
add_upper_orgs (Maker       *m,
                SgmLevel     level,
                SgmOrgLevel  org_level,
                const char  *suffix,
                int          members)
{
  GPtrArray *areas = sgm_area_tree_get_level (m->tree, level);

  for (guint i = 0; i < areas->len; i++)
    {
      SgmRecord *area = areas->pdata[i];
      g_autofree char *name = g_strconcat (sgm_record_get_text (area, SGM_AREA_NAME), suffix, NULL);

      add_org (m, org_level, name, members, &area, 1);
    }
}

/* Two neighbouring grids have corners in common. */
static GHashTable *
collect_vertices (SgmRecord  *grid,
                  GError    **error)
{
  g_autoptr (SgmGeometry) geometry = NULL;
  GHashTable *vertices;

  geometry = sgm_geometry_new_from_wkb (sgm_record_get_bytes (grid, SGM_AREA_GEOMETRY), error);
  if (geometry == NULL)
    return NULL;

  vertices = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                    NULL);
  for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
    {
      guint n;
      const double *xy = sgm_geometry_get_ring (geometry, ring, &n);

      for (guint i = 0; i < n; i++)
        g_hash_table_add (vertices, g_bytes_new (&xy[2 * i], 2 * sizeof (double)));
    }
  return vertices;
}

static gboolean
touch (GHashTable *a,
       GHashTable *b)
{
  GHashTableIter iter;
  gpointer vertex;
  guint shared = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &vertex, NULL))
    if (g_hash_table_contains (b, vertex) && ++shared >= 2)
      return TRUE;
  return FALSE;
}

/* Finds @size grids of a community that hang together; the first is one in
 * whose neighbourhood the others are. */
static gboolean
find_group (GPtrArray  *grids,
            guint       size,
            Group      *group,
            GError    **error)
{
  g_autoptr (GPtrArray) vertices = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  group->n = 0;
  for (guint i = 0; i < grids->len; i++)
    {
      GHashTable *own = collect_vertices (grids->pdata[i], error);

      if (own == NULL)
        return FALSE;
      g_ptr_array_add (vertices, own);
    }
  for (guint i = 0; i < grids->len && group->n < size; i++)
    {
      group->n = 0;
      group->grids[group->n++] = grids->pdata[i];
      for (guint j = 0; j < grids->len && group->n < size; j++)
        if (j != i && touch (vertices->pdata[i], vertices->pdata[j]))
          group->grids[group->n++] = grids->pdata[j];
    }
  if (group->n < size)
    group->n = 0;
  return TRUE;
}

static int
compare_grids (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (sgm_record_get_text (*(SgmRecord *const *) a, SGM_AREA_CODE),
                    sgm_record_get_text (*(SgmRecord *const *) b, SGM_AREA_CODE));
}

/* Named after the community and the grids' numbers in it. */
static void
add_grid_org (Maker     *m,
              SgmRecord *community,
              Group     *group)
{
  g_autoptr (GString) name = g_string_new (sgm_record_get_text (community, SGM_AREA_NAME));
  gsize prefix = strlen (sgm_record_get_text (community, SGM_AREA_CODE));

  qsort (group->grids, group->n, sizeof group->grids[0], compare_grids);
  for (guint i = 0; i < group->n; i++)
    {
      const char *code = sgm_record_get_text (group->grids[i], SGM_AREA_CODE);

      g_string_append_printf (name, "%s%d", i == 0 ? "第" : "、",
                              (int) g_ascii_strtoll (code + prefix, NULL, 10));
    }
  g_string_append (name, group->n > 1 ? "网格联合党支部" : "网格党支部");
  add_org (m, SGM_ORG_LEVEL_GRID, name->str, 8 * (int) group->n, group->grids, group->n);
}

static void
add_rest (Maker     *m,
          SgmRecord *community,
          Group     *joint)
{
  GPtrArray *grids = sgm_area_tree_get_children (m->tree, sgm_record_get_id (community));

  if (joint->n > 0)
    add_grid_org (m, community, joint);
  for (guint i = 0; i < grids->len; i++)
    {
      Group sole = { { grids->pdata[i] }, 1 };
      gboolean taken = FALSE;

      for (guint j = 0; j < joint->n; j++)
        taken = taken || joint->grids[j] == grids->pdata[i];
      if (!taken)
        add_grid_org (m, community, &sole);
    }
}

static guint *
shuffle (GRand *rand,
         guint  n)
{
  guint *order = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      guint kept = order[i - 1];

      order[i - 1] = order[j];
      order[j] = kept;
    }
  return order;
}

/* There are fewer organizations than grids, and each joint one of n grids
 * makes up for n − 1 of the difference. At most one in a community is joint. */
static gboolean
add_grid_orgs (Maker   *m,
               GError **error)
{
  GPtrArray *communities = sgm_area_tree_get_level (m->tree, SGM_LEVEL_COMMUNITY);
  guint n_grids = sgm_area_tree_get_level (m->tree, SGM_LEVEL_GRID)->len;
  guint surplus = MAX ((int) n_grids - SGM_PUBLISHED_GRID_ORGS, 0);
  g_autofree guint *order = shuffle (m->rand, communities->len);
  g_autofree Group *joints = g_new0 (Group, communities->len);
  guint triples = 0;

  for (guint i = 0; i < communities->len && surplus > 0; i++)
    {
      SgmRecord *community = communities->pdata[order[i]];
      GPtrArray *grids = sgm_area_tree_get_children (m->tree, sgm_record_get_id (community));
      Group *joint = &joints[order[i]];
      gboolean triple = triples < N_TRIPLES && surplus >= 2;

      if (!find_group (grids, triple ? 3 : 2, joint, error))
        return FALSE;
      if (joint->n == 0)
        continue;
      triples += triple;
      surplus -= joint->n - 1;
    }
  for (guint i = 0; i < communities->len; i++)
    add_rest (m, communities->pdata[i], &joints[i]);
  return TRUE;
}

/**
 * sgm_orgs_new:
 * @tree: the areas
 * @words: what names are made of
 * @seed: the same seed makes the same organizations
 * @since: since when they cover their grids, UTC milliseconds
 *
 * Returns: (transfer full): the organizations, or %NULL where a grid's
 *   geometry cannot be read
 */
SgmOrgs *
sgm_orgs_new (const SgmAreaTree  *tree,
              const SgmWords     *words,
              guint32             seed,
              gint64              since,
              GError            **error)
{
  g_autoptr (SgmOrgs) orgs = g_new0 (SgmOrgs, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Maker m = { orgs, tree, words, rand, since };

  orgs->orgs = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  orgs->org_areas = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  add_upper_orgs (&m, SGM_LEVEL_STREET, SGM_ORG_LEVEL_STREET, "党工委", 900);
  add_upper_orgs (&m, SGM_LEVEL_COMMUNITY, SGM_ORG_LEVEL_COMMUNITY, "党总支", 40);
  if (!add_grid_orgs (&m, error))
    return NULL;

  return g_steal_pointer (&orgs);
}

void
sgm_orgs_free (SgmOrgs *orgs)
{
  g_ptr_array_unref (orgs->orgs);
  g_ptr_array_unref (orgs->org_areas);
  g_free (orgs);
}
