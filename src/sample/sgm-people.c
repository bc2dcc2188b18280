/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-people.h"

#include "domain/sgm-tables.h"

#define FULL_TIME_IN_GRID 2
#define FULL_TIME_ON_DUTY 0.75
#define PART_TIME_ON_DUTY 0.4
#define UNITS_WITH_LEADER 0.93

/* Words of the departments or matters that a worker knows about. */
static const char *const skills[] = {
  "城市管理", "消防 应急", "市场", "纠纷", "卫生", "交通", "水利 河涌", "环境",
};

typedef struct
{
  SgmPeople *people;
  const SgmAreaTree *tree;
  const SgmWords *words;
  GRand *rand;
  gint64 since;
} Maker;

static SgmRecord *
add_person (Maker         *m,
            SgmPersonKind  kind,
            SgmChannel     channel,
            double         on_duty)
{
  gint64 id = m->people->persons->len + 1;
  SgmRecord *person = sgm_record_new (&sgm_table_person, id);
  g_autofree char *name = sgm_words_dup_name (m->words, (guint) id);
  g_autofree char *phone = sgm_words_dup_phone ((guint) id);

  sgm_record_set_int (person, SGM_PERSON_KIND, kind);
  sgm_record_set_text (person, SGM_PERSON_NAME, name);
  sgm_record_set_text (person, SGM_PERSON_PHONE, phone);
  sgm_record_set_int (person, SGM_PERSON_CHANNEL, channel);
  sgm_record_set_int (person, SGM_PERSON_DUTY, g_rand_double (m->rand) < on_duty);
  g_ptr_array_add (m->people->persons, person);
  return person;
}

static void
set_skill (Maker     *m,
           SgmRecord *person)
{
  sgm_record_set_text (person, SGM_PERSON_SKILLS,
                       skills[g_rand_int_range (m->rand, 0, G_N_ELEMENTS (skills))]);
}

static void
add_post (Maker     *m,
          SgmRecord *person,
          SgmRecord *area,
          SgmRole    role)
{
  SgmRecord *post = sgm_record_new (&sgm_table_post, m->people->posts->len + 1);

  sgm_record_set_int (post, SGM_POST_PERSON, sgm_record_get_id (person));
  sgm_record_set_int (post, SGM_POST_AREA, sgm_record_get_id (area));
  sgm_record_set_int (post, SGM_POST_ROLE, role);
  sgm_record_set_int (post, SGM_POST_VALID_FROM, m->since);
  g_ptr_array_add (m->people->posts, post);
}

static void
add_worker (Maker     *m,
            SgmRecord *person,
            SgmRecord *grid)
{
  gint64 id = sgm_record_get_id (grid);
  GPtrArray *workers = g_hash_table_lookup (m->people->workers, &id);

  add_post (m, person, grid, SGM_ROLE_WORKER);
  if (workers == NULL)
    {
      workers = g_ptr_array_new ();
      g_hash_table_insert (m->people->workers, g_memdup2 (&id, sizeof id), workers);
    }
  g_ptr_array_add (workers, person);
}

/* One official for the district and for each street and community. */
static void
add_officials (Maker *m)
{
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_COMMUNITY; level++)
    {
      GPtrArray *areas = sgm_area_tree_get_level (m->tree, level);

      for (guint i = 0; i < areas->len; i++)
        add_post (m, add_person (m, SGM_PERSON_KIND_OFFICIAL, SGM_CHANNEL_PHONE, 1),
                  areas->pdata[i], SGM_ROLE_RESPONSIBLE);
    }
}

static guint
count_units (Maker     *m,
             SgmRecord *grid)
{
  return sgm_area_tree_get_children (m->tree, sgm_record_get_id (grid))->len;
}

/* Marks the grids with the most units, which get the workers that are left
 * when each grid has its two. */
static gboolean *
mark_largest (Maker     *m,
              GPtrArray *grids,
              guint      n)
{
  gboolean *marked = g_new0 (gboolean, grids->len);

  for (; n > 0 && grids->len > 0; n--)
    {
      guint best = G_MAXUINT;

      for (guint i = 0; i < grids->len; i++)
        if (!marked[i]
            && (best == G_MAXUINT
                || count_units (m, grids->pdata[i]) > count_units (m, grids->pdata[best])))
          best = i;
      if (best == G_MAXUINT)
        break;
      marked[best] = TRUE;
    }
  return marked;
}

/* The first full-time worker of a grid also answers for it. */
static void
add_full_time (Maker *m)
{
  GPtrArray *grids = sgm_area_tree_get_level (m->tree, SGM_LEVEL_GRID);
  guint left = MAX ((int) SGM_PUBLISHED_FULL_TIME - FULL_TIME_IN_GRID * (int) grids->len, 0);
  g_autofree gboolean *larger = mark_largest (m, grids, left);

  for (guint i = 0; i < grids->len; i++)
    for (int j = 0; j < FULL_TIME_IN_GRID + larger[i]; j++)
      {
        SgmRecord *person = add_person (m, SGM_PERSON_KIND_FULL_TIME, SGM_CHANNEL_TERMINAL,
                                        FULL_TIME_ON_DUTY);

        set_skill (m, person);
        add_worker (m, person, grids->pdata[i]);
        if (j == 0)
          add_post (m, person, grids->pdata[i], SGM_ROLE_RESPONSIBLE);
      }
}

/* Spread by the number of units: after so many units there are so many
 * part-time workers. */
static void
add_part_time (Maker *m)
{
  GPtrArray *grids = sgm_area_tree_get_level (m->tree, SGM_LEVEL_GRID);
  guint64 n_units = sgm_area_tree_get_level (m->tree, SGM_LEVEL_UNIT)->len;
  guint64 passed = 0, made = 0;

  for (guint i = 0; i < grids->len && n_units > 0; i++)
    {
      passed += count_units (m, grids->pdata[i]);
      for (; made < SGM_PUBLISHED_PART_TIME * passed / n_units; made++)
        {
          SgmRecord *person = add_person (m, SGM_PERSON_KIND_PART_TIME, SGM_CHANNEL_PHONE,
                                          PART_TIME_ON_DUTY);

          if (g_rand_int_range (m->rand, 0, 8) == 0)
            set_skill (m, person);
          add_worker (m, person, grids->pdata[i]);
        }
    }
}

/* Each resident leader takes a run of neighbouring grids, and all grids are
 * taken. */
static void
add_resident_leaders (Maker *m)
{
  GPtrArray *grids = sgm_area_tree_get_level (m->tree, SGM_LEVEL_GRID);
  guint grid = 0;

  for (guint i = 1; i <= SGM_PUBLISHED_RESIDENT_LEADERS; i++)
    {
      SgmRecord *person = add_person (m, SGM_PERSON_KIND_RESIDENT_LEADER, SGM_CHANNEL_PHONE, 1);

      for (; grid < grids->len * i / SGM_PUBLISHED_RESIDENT_LEADERS; grid++)
        add_post (m, person, grids->pdata[grid], SGM_ROLE_RESIDENT_LEADER);
    }
}

static void
add_unit_leaders (Maker *m)
{
  GPtrArray *units = sgm_area_tree_get_level (m->tree, SGM_LEVEL_UNIT);

  for (guint i = 0; i < units->len; i++)
    if (g_rand_double (m->rand) < UNITS_WITH_LEADER)
      add_post (m, add_person (m, SGM_PERSON_KIND_UNIT_LEADER, SGM_CHANNEL_PHONE, 1),
                units->pdata[i], SGM_ROLE_UNIT_LEADER);
}

/**
 * sgm_people_new:
 * @tree: the areas
 * @words: what names are made of
 * @seed: the same seed makes the same people
 * @since: when their posts began, UTC milliseconds
 *
 * Returns: (transfer full): the people
 */
SgmPeople *
sgm_people_new (const SgmAreaTree *tree,
                const SgmWords    *words,
                guint32            seed,
                gint64             since)
{
  SgmPeople *people = g_new0 (SgmPeople, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Maker m = { people, tree, words, rand, since };

  people->persons = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  people->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  people->workers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify) g_ptr_array_unref);
  add_officials (&m);
  add_full_time (&m);
  add_part_time (&m);
  add_resident_leaders (&m);
  add_unit_leaders (&m);
  return people;
}

void
sgm_people_free (SgmPeople *people)
{
  g_hash_table_unref (people->workers);
  g_ptr_array_unref (people->persons);
  g_ptr_array_unref (people->posts);
  g_free (people);
}

/**
 * sgm_people_pick_worker:
 * @people: the people
 * @rand: where chance comes from
 * @grid: area id of a grid
 *
 * Returns: (transfer none): a worker of the grid, nearly always a full-time
 *   one
 */
SgmRecord *
sgm_people_pick_worker (const SgmPeople *people,
                        GRand           *rand,
                        gint64           grid)
{
  GPtrArray *workers = g_hash_table_lookup (people->workers, &grid);
  gboolean full_time = g_rand_double (rand) < 0.9;

  g_assert (workers != NULL);
  return workers->pdata[g_rand_int_range (rand, 0, full_time ? MIN (FULL_TIME_IN_GRID, workers->len)
                                                             : workers->len)];
}
