/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-theme.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/**
 * ClassStyle:
 * @up_to: the largest value in the class
 *
 * A class as its theme declares it.
 */
typedef struct
{
  guint up_to;
  const char *label;
  SgmPattern pattern;
  guint32 light; /* 0xrrggbbaa */
  guint32 dark;
} ClassStyle;

/**
 * Kind:
 * @classes: by growing @up_to
 * @value: the number to show of an area; its data is the district
 *
 * A theme is one of these: a value for each area, limits that sort the values
 * into classes, and how a class looks.
 */
typedef struct
{
  const char *id;
  const char *title;
  const ClassStyle *classes;
  guint n_classes;
  SgmThemeValue value;
} Kind;

struct _SgmTheme
{
  gatomicrefcount ref_count;
  guint kind;
  SgmAreaSet *areas;
  char *note;
  SgmThemeClass *classes;
  guint8 *area_classes; /* UNCLASSED where none */
  guint n_areas;
};

#define UNCLASSED G_MAXUINT8

/* Open events: one hue, violet, that neither the base map nor an event's sign
 * has. It darkens on the light map and lightens on the dark one. */
static const ClassStyle event_classes[] = {
  { 0, N_("None"), SGM_PATTERN_EMPTY, 0x00000000, 0x00000000 },
  { 1, N_("1"), SGM_PATTERN_SOLID, 0xcdbdea8c, 0x5b4a888c },
  { 2, N_("2"), SGM_PATTERN_SOLID, 0xa98cd999, 0x755fa899 },
  { 5, N_("3 to 5"), SGM_PATTERN_SOLID, 0x8259c099, 0x967fd099 },
  { 10, N_("6 to 10"), SGM_PATTERN_SOLID, 0x5a2fa0a3, 0xbcaaeca3 },
  { G_MAXUINT - 1, N_("More than 10"), SGM_PATTERN_SOLID, 0x35106eb3, 0xe6defcb3 },
};

static guint
count_open_events (const SgmArea *area,
                   gpointer       district)
{
  return sgm_district_count_open_events (district, area);
}

/* Party organizations. The values put the best coverage first, as the legend
 * does. */
static const ClassStyle coverage_classes[] = {
  { 0, N_("Own organization"), SGM_PATTERN_SOLID, 0xa51d2d85, 0xcf3f4d85 },
  { 1, N_("Joint organization"), SGM_PATTERN_HATCHED, 0xd9828b80, 0x9a4f5880 },
  { 2, N_("No organization"), SGM_PATTERN_DASHED, 0xa51d2dd9, 0xf08a92d9 },
};

static guint
get_coverage (const SgmArea *area,
              gpointer       district)
{
  const SgmArea *grid = sgm_area_set_get_ancestor (sgm_district_get_areas (district),
                                                   area, SGM_LEVEL_GRID);

  if (grid == NULL)
    return G_MAXUINT;

  return SGM_COVERAGE_OWN - sgm_district_get_coverage (district, grid);
}

static const Kind kinds[] = {
  {
    "events", N_("Open events"),
    event_classes, G_N_ELEMENTS (event_classes), count_open_events,
  },
  {
    "coverage", N_("Party organizations"),
    coverage_classes, G_N_ELEMENTS (coverage_classes), get_coverage,
  },
  {
    "none", N_("Base map only"),
    NULL, 0, NULL,
  },
};

G_DEFINE_BOXED_TYPE (SgmTheme, sgm_theme, sgm_theme_ref, sgm_theme_unref)

/**
 * sgm_theme_kinds_get_n:
 *
 * Returns: how many themes there are to choose from
 */
guint
sgm_theme_kinds_get_n (void)
{
  return G_N_ELEMENTS (kinds);
}

/**
 * sgm_theme_kind_get_id:
 * @kind: number of a theme
 *
 * Returns: its stable name, for settings and the command line
 */
const char *
sgm_theme_kind_get_id (guint kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].id;
}

/**
 * sgm_theme_kind_get_title:
 * @kind: number of a theme
 *
 * Returns: its translated title
 */
const char *
sgm_theme_kind_get_title (guint kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);

  return _(kinds[kind].title);
}

/**
 * sgm_theme_kind_find:
 * @id: a theme's stable name
 *
 * Returns: its number, or -1
 */
gint
sgm_theme_kind_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].id, id) == 0)
      return i;
  return -1;
}

static SgmColor
unpack_color (guint32 color)
{
  return (SgmColor) {
    (color >> 24) / 255.0f,
    (color >> 16 & 0xff) / 255.0f,
    (color >> 8 & 0xff) / 255.0f,
    (color & 0xff) / 255.0f,
  };
}

static guint8
classify (const Kind *kind,
          guint       value)
{
  if (value == G_MAXUINT)
    return UNCLASSED;

  for (guint i = 0; i < kind->n_classes; i++)
    if (value <= kind->classes[i].up_to)
      return i;
  return UNCLASSED;
}

static char *
make_note (const Kind *kind,
           SgmAreaSet *areas)
{
  guint first;
  guint end;

  if (kind->n_classes == 0)
    return NULL;

  sgm_area_set_get_level (areas, SGM_LEVEL_GRID, &first, &end);
  return g_strdup_printf (ngettext ("How many of %u grid", "How many of %u grids", end - first),
                          end - first);
}

/**
 * sgm_theme_new_for_values:
 * @kind: number of a theme
 * @areas: the areas
 * @value: (scope call): gives the value of an area
 * @data: passed to @value
 *
 * Makes a theme of values that do not come from a district, such as those of
 * a past moment.
 *
 * Returns: (transfer full): the theme
 */
SgmTheme *
sgm_theme_new_for_values (guint          kind,
                          SgmAreaSet    *areas,
                          SgmThemeValue  value,
                          gpointer       data)
{
  SgmTheme *self;
  const Kind *k;

  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);
  g_return_val_if_fail (areas != NULL, NULL);

  k = &kinds[kind];
  self = g_new0 (SgmTheme, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->areas = sgm_area_set_ref (areas);
  self->note = make_note (k, areas);
  self->classes = g_new0 (SgmThemeClass, k->n_classes);
  self->n_areas = sgm_area_set_get_n_areas (areas);
  self->area_classes = g_malloc (self->n_areas);

  for (guint i = 0; i < k->n_classes; i++)
    {
      self->classes[i].label = _(k->classes[i].label);
      self->classes[i].pattern = k->classes[i].pattern;
      self->classes[i].light = unpack_color (k->classes[i].light);
      self->classes[i].dark = unpack_color (k->classes[i].dark);
    }
  for (guint i = 0; i < self->n_areas; i++)
    {
      const SgmArea *area = sgm_area_set_get (areas, i);
      guint8 class = value != NULL ? classify (k, value (area, data)) : UNCLASSED;

      self->area_classes[i] = class;
      if (class != UNCLASSED && area->level == SGM_LEVEL_GRID)
        self->classes[class].count++;
    }
  return self;
}

/**
 * sgm_theme_new:
 * @kind: number of a theme
 * @district: the district, whose present state is taken
 *
 * Makes a theme of what the district knows now. To be called on the main
 * thread.
 *
 * Returns: (transfer full): the theme
 */
SgmTheme *
sgm_theme_new (guint        kind,
               SgmDistrict *district)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);
  g_return_val_if_fail (SGM_IS_DISTRICT (district), NULL);

  return sgm_theme_new_for_values (kind, sgm_district_get_areas (district),
                                   kinds[kind].value, district);
}

SgmTheme *
sgm_theme_ref (SgmTheme *theme)
{
  g_atomic_ref_count_inc (&theme->ref_count);
  return theme;
}

void
sgm_theme_unref (SgmTheme *theme)
{
  if (!g_atomic_ref_count_dec (&theme->ref_count))
    return;

  sgm_area_set_unref (theme->areas);
  g_free (theme->note);
  g_free (theme->classes);
  g_free (theme->area_classes);
  g_free (theme);
}

guint
sgm_theme_get_kind (const SgmTheme *theme)
{
  return theme->kind;
}

/**
 * sgm_theme_get_title:
 * @theme: a theme
 *
 * Returns: the legend's translated heading
 */
const char *
sgm_theme_get_title (const SgmTheme *theme)
{
  return sgm_theme_kind_get_title (theme->kind);
}

/**
 * sgm_theme_get_note:
 * @theme: a theme
 *
 * Returns: (nullable): a translated line that says what the legend's numbers
 *   mean
 */
const char *
sgm_theme_get_note (const SgmTheme *theme)
{
  return theme->note;
}

/**
 * sgm_theme_get_n_classes:
 * @theme: a theme
 *
 * Returns: how many classes it has; 0 where there is no legend
 */
guint
sgm_theme_get_n_classes (const SgmTheme *theme)
{
  return kinds[theme->kind].n_classes;
}

const SgmThemeClass *
sgm_theme_get_class (const SgmTheme *theme,
                     guint           index)
{
  g_return_val_if_fail (index < kinds[theme->kind].n_classes, NULL);

  return &theme->classes[index];
}

/**
 * sgm_theme_get_area_class:
 * @theme: a theme
 * @area: index of an area in the set that the theme was made of
 *
 * Returns: number of the area's class, or %SGM_THEME_NO_CLASS
 */
guint
sgm_theme_get_area_class (const SgmTheme *theme,
                          guint           area)
{
  g_return_val_if_fail (area < theme->n_areas, SGM_THEME_NO_CLASS);

  return theme->area_classes[area] == UNCLASSED ? SGM_THEME_NO_CLASS : theme->area_classes[area];
}

/**
 * sgm_theme_equal:
 * @a: a theme
 * @b: a theme
 *
 * Returns: whether the two look the same, so that nothing need be drawn again
 */
gboolean
sgm_theme_equal (const SgmTheme *a,
                 const SgmTheme *b)
{
  return a == b
         || (a->kind == b->kind
             && a->areas == b->areas
             && memcmp (a->area_classes, b->area_classes, a->n_areas) == 0);
}
