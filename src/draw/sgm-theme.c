/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-theme.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/**
 * Step:
 * @division: the limits of its classes
 * @first: its first class among all
 * @n: how many classes it has, the last one for areas of which nothing is known
 *
 * The classes of one level.
 */
typedef struct
{
  SgmDivision division;
  guint first;
  guint n;
} Step;

/* @since tells the period that the limits belong to. */
struct _SgmTheme
{
  gatomicrefcount ref_count;
  guint kind;
  SgmAreaSet *areas;
  gint64 since;
  char *summary;
  Step steps[SGM_LEVEL_UNIT + 1];
  GArray *classes; /* of SgmThemeClass */
  guint8 *area_classes;
  guint32 *counts; /* for each area, or NULL where nothing is counted */
  guint n_areas;
};

#define UNCOUNTED G_MAXUINT32

#define UNCLASSED G_MAXUINT8

G_DEFINE_BOXED_TYPE (SgmTheme, sgm_theme, sgm_theme_ref, sgm_theme_unref)

static void
clear_class (SgmThemeClass *class)
{
  g_free (class->label);
}

static void
add_class (SgmTheme       *self,
           const SgmScale *scale,
           Step           *step,
           guint           index)
{
  SgmThemeClass class = { 0 };
  guint tone = 0;

  if (index < step->n - 1)
    {
      sgm_scale_get_look (scale, &step->division, index, &class.pattern, &tone);
      class.label = sgm_scale_dup_label (scale, &step->division, index);
    }
  else
    {
      class.pattern = SGM_PATTERN_MISSING;
      class.label = g_strdup (_("No data"));
    }
  class.light = sgm_palette_get_tone (scale->palette, tone, FALSE);
  class.dark = sgm_palette_get_tone (scale->palette, tone, TRUE);
  g_array_append_val (self->classes, class);
}

static gboolean
keeps_limits (const SgmTheme *last,
              SgmLevel        level,
              gint64          since)
{
  return last != NULL && last->since == since && last->steps[level].division.n > 1;
}

/* Numbers that stand for kinds of areas count nothing. */
static void
keep_counts (SgmTheme       *self,
             const SgmScale *scale,
             const double   *values,
             guint           first,
             guint           end)
{
  if (scale->format != SGM_FORMAT_COUNT || (scale->n_limits == 0 && scale->classify == NULL))
    return;
  if (self->counts == NULL)
    {
      self->counts = g_new (guint32, self->n_areas);
      memset (self->counts, 0xff, self->n_areas * sizeof (guint32));
    }
  for (guint i = first; i < end; i++)
    if (values[i - first] >= 0 && values[i - first] < UNCOUNTED)
      self->counts[i] = (guint32) values[i - first];
}

/* The classes of the areas of a level that have numbers of their own. */
static void
classify_level (SgmTheme       *self,
                const SgmTheme *last,
                SgmLevel        level,
                SgmThemeValue   value,
                gpointer        data)
{
  const SgmScale *scale = sgm_theme_kind_get_scale (sgm_theme_kind_get (self->kind), level);
  Step *step = &self->steps[level];
  g_autofree double *values = NULL;
  guint first, end;

  sgm_area_set_get_level (self->areas, level, &first, &end);
  values = g_new (double, end - first);
  for (guint i = first; i < end; i++)
    values[i - first] = value (sgm_area_set_get (self->areas, i), data);
  keep_counts (self, scale, values, first, end);

  if (keeps_limits (last, level, self->since))
    step->division = last->steps[level].division;
  else
    sgm_scale_divide (scale, values, end - first, &step->division);
  step->first = self->classes->len;
  step->n = sgm_scale_get_n_classes (scale, &step->division) + 1;
  for (guint i = 0; i < step->n; i++)
    add_class (self, scale, step, i);

  for (guint i = first; i < end; i++)
    {
      guint class = step->first + sgm_scale_find_class (scale, &step->division, values[i - first]);

      self->area_classes[i] = (guint8) class;
      g_array_index (self->classes, SgmThemeClass, class).count++;
    }
}

/* The areas of a level that look like those they lie in. */
static void
inherit_level (SgmTheme *self,
               SgmLevel  level)
{
  guint first, end;

  self->steps[level] = self->steps[level - 1];
  sgm_area_set_get_level (self->areas, level, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmArea *area = sgm_area_set_get (self->areas, i);

      if (area->parent != SGM_AREA_NONE)
        self->area_classes[i] = self->area_classes[area->parent];
    }
}

static SgmTheme *
make (guint           kind,
      SgmAreaSet     *areas,
      const SgmTheme *last,
      gint64          since,
      SgmThemeValue   value,
      gpointer        data)
{
  SgmTheme *self = g_new0 (SgmTheme, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->areas = sgm_area_set_ref (areas);
  self->since = since;
  self->classes = g_array_new (FALSE, TRUE, sizeof (SgmThemeClass));
  g_array_set_clear_func (self->classes, (GDestroyNotify) clear_class);
  self->n_areas = sgm_area_set_get_n_areas (areas);
  self->area_classes = g_malloc (self->n_areas);
  memset (self->area_classes, UNCLASSED, self->n_areas);
  for (SgmLevel level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT && value != NULL; level++)
    if (level <= sgm_theme_kind_get (kind)->smallest)
      classify_level (self, last, level, value, data);
    else
      inherit_level (self, level);
  return self;
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
  g_return_val_if_fail (kind < sgm_theme_kinds_get_n (), NULL);
  g_return_val_if_fail (areas != NULL, NULL);

  return make (kind, areas, NULL, 0, sgm_theme_kind_get (kind)->value != NULL ? value : NULL, data);
}

/* Returns: (transfer full): how many of how many there are */
static char *
dup_summary (const SgmThemeKind *kind,
             const SgmTallies   *tallies)
{
  SgmAreaSet *areas = sgm_tallies_get_areas (tallies);
  g_autofree char *percent = NULL;
  const SgmArea *district;
  guint part, whole;

  if (!kind->share || sgm_area_set_get_n_areas (areas) == 0)
    return NULL;

  district = sgm_area_set_get (areas, 0);
  part = sgm_tallies_get (tallies, district, kind->part);
  whole = sgm_tallies_get (tallies, district, kind->whole);
  if (whole == 0)
    return NULL;
  percent = sgm_format_dup (SGM_FORMAT_PERCENT, (double) part / whole);
  /* Translators: part, whole and share: “9 of 83 in all, 10.8%” */
  return g_strdup_printf (_("%u of %u in all, %s"), part, whole, percent);
}

/**
 * sgm_theme_new_for_tallies:
 * @kind: number of a theme
 * @tallies: what is counted for each area
 * @last: (nullable): the same theme as somebody sees it, whose limits of
 *   classes are kept where they are of the same day
 *
 * To be called by whom the tallies belong to, in any thread.
 *
 * Returns: (transfer full): the theme of the tallies' areas
 */
SgmTheme *
sgm_theme_new_for_tallies (guint             kind,
                           const SgmTallies *tallies,
                           const SgmTheme   *last)
{
  const SgmThemeKind *k = sgm_theme_kind_get (kind);
  SgmTheme *self;

  g_return_val_if_fail (k != NULL, NULL);
  g_return_val_if_fail (last == NULL || last->kind == kind, NULL);

  self = make (kind, sgm_tallies_get_areas (tallies), last, sgm_tallies_get_since (tallies), k->value,
               (gpointer) tallies);
  self->summary = dup_summary (k, tallies);
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
  g_return_val_if_fail (kind < sgm_theme_kinds_get_n (), NULL);
  g_return_val_if_fail (SGM_IS_DISTRICT (district), NULL);

  return sgm_theme_new_for_tallies (kind, sgm_district_get_tallies (district), NULL);
}

/**
 * sgm_theme_update:
 * @theme: what the map showed last
 * @district: the district, whose present state is taken
 *
 * Makes the same theme of what the district knows now. As long as the areas
 * and the day are the same, so are the limits of the classes: only areas whose
 * own numbers have changed look otherwise.
 *
 * Returns: (transfer full): the theme; @theme itself where nothing is different
 */
SgmTheme *
sgm_theme_update (SgmTheme    *theme,
                  SgmDistrict *district)
{
  gboolean same_areas;
  SgmTheme *next;

  g_return_val_if_fail (theme != NULL, NULL);
  g_return_val_if_fail (SGM_IS_DISTRICT (district), NULL);

  same_areas = theme->areas == sgm_district_get_areas (district);
  next = sgm_theme_new_for_tallies (theme->kind, sgm_district_get_tallies (district), same_areas ? theme : NULL);
  if (!sgm_theme_equal (theme, next))
    return next;
  sgm_theme_unref (next);
  return sgm_theme_ref (theme);
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
  g_array_unref (theme->classes);
  g_free (theme->summary);
  g_free (theme->area_classes);
  g_free (theme->counts);
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
 * sgm_theme_get_explanation:
 * @theme: a theme
 *
 * Returns: a translated line that says what it shows
 */
const char *
sgm_theme_get_explanation (const SgmTheme *theme)
{
  return sgm_theme_kind_get_explanation (theme->kind);
}

static char *
dup_count_of (SgmLevel level,
              guint    n)
{
  switch (level)
    {
    case SGM_LEVEL_STREET:
      return g_strdup_printf (ngettext ("How many of %u street", "How many of %u streets", n), n);
    case SGM_LEVEL_COMMUNITY:
      return g_strdup_printf (ngettext ("How many of %u village or community",
                                        "How many of %u villages and communities", n), n);
    case SGM_LEVEL_GRID:
      return g_strdup_printf (ngettext ("How many of %u grid", "How many of %u grids", n), n);
    case SGM_LEVEL_UNIT:
      return g_strdup_printf (ngettext ("How many of %u unit", "How many of %u units", n), n);
    case SGM_LEVEL_NONE:
    case SGM_LEVEL_DISTRICT:
    default:
      return NULL;
    }
}

/**
 * sgm_theme_dup_note:
 * @theme: a theme
 * @level: the level that the map shows
 *
 * Returns: (transfer full) (nullable): translated lines that say what the
 *   legend's numbers mean, and how many of how many there are in all
 */
char *
sgm_theme_dup_note (const SgmTheme *theme,
                    SgmLevel        level)
{
  const SgmThemeKind *kind = sgm_theme_kind_get (theme->kind);
  g_autofree char *count = NULL;
  guint first, end;

  if (kind->value == NULL)
    return NULL;

  level = MIN (level, kind->smallest);
  sgm_area_set_get_level (theme->areas, level, &first, &end);
  count = dup_count_of (level, end - first);
  if (theme->summary == NULL || count == NULL)
    return count != NULL ? g_steal_pointer (&count) : g_strdup (theme->summary);
  return g_strconcat (theme->summary, "\n", count, NULL);
}

/**
 * sgm_theme_get_n_classes:
 * @theme: a theme
 *
 * Returns: how many classes all levels have together; 0 where there is no
 *   legend
 */
guint
sgm_theme_get_n_classes (const SgmTheme *theme)
{
  return theme->classes->len;
}

const SgmThemeClass *
sgm_theme_get_class (const SgmTheme *theme,
                     guint           index)
{
  g_return_val_if_fail (index < theme->classes->len, NULL);

  return &g_array_index (theme->classes, SgmThemeClass, index);
}

/**
 * sgm_theme_get_legend:
 * @theme: a theme
 * @level: the level that the map shows
 * @first: (out): number of the first class for the legend
 * @n: (out): how many follow, with it; 0 where there is no legend
 *
 * Tells the classes of a level. Where something is known of every area, there
 * is none for missing data.
 */
void
sgm_theme_get_legend (const SgmTheme *theme,
                      SgmLevel        level,
                      guint          *first,
                      guint          *n)
{
  const Step *step = &theme->steps[MIN (level, SGM_LEVEL_UNIT)];

  *first = step->first;
  *n = step->n;
  if (*n > 0 && sgm_theme_get_class (theme, *first + *n - 1)->count == 0)
    (*n)--;
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
 * sgm_theme_get_count:
 * @theme: a theme
 * @area: index of an area in the set that the theme was made of
 * @count: (out): how many there are in it
 *
 * Returns: whether the theme counts something in each area of this level, and
 *   knows how many there are
 */
gboolean
sgm_theme_get_count (const SgmTheme *theme,
                     guint           area,
                     guint          *count)
{
  g_return_val_if_fail (area < theme->n_areas, FALSE);

  if (theme->counts == NULL || theme->counts[area] == UNCOUNTED)
    return FALSE;
  *count = theme->counts[area];
  return TRUE;
}

/**
 * sgm_theme_dup_value:
 * @theme: a theme
 * @district: the district that it shows
 * @area: an area of its present set
 *
 * Returns: (transfer full) (nullable): what the theme tells of the area now,
 *   such as “Open events: 2”, translated; %NULL where the theme has no colours
 */
char *
sgm_theme_dup_value (const SgmTheme *theme,
                     SgmDistrict    *district,
                     const SgmArea  *area)
{
  const SgmThemeKind *kind = sgm_theme_kind_get (theme->kind);
  g_autofree char *text = NULL;
  double value;

  if (kind->value == NULL)
    return NULL;
  if (area->level > kind->smallest)
    area = sgm_area_set_get_ancestor (sgm_district_get_areas (district), area, kind->smallest);
  if (area == NULL)
    return NULL;

  value = kind->value (area, (gpointer) sgm_district_get_tallies (district));
  text = sgm_scale_dup_value (sgm_theme_kind_get_scale (kind, area->level), value);
  /* Translators: what a theme tells of an area, such as “Open events: 2” */
  return g_strdup_printf (_("%s: %s"), sgm_theme_get_title (theme), text != NULL ? text : _("No data"));
}

static gboolean
has_equal_classes (const SgmTheme *a,
                   const SgmTheme *b)
{
  for (guint i = 0; i < a->classes->len; i++)
    if (!g_str_equal (sgm_theme_get_class (a, i)->label, sgm_theme_get_class (b, i)->label))
      return FALSE;
  return TRUE;
}

/**
 * sgm_theme_equal:
 * @a: a theme
 * @b: a theme
 *
 * Returns: whether the two, their legends and their counts look the same, so
 *   that nothing need be drawn again
 */
gboolean
sgm_theme_equal (const SgmTheme *a,
                 const SgmTheme *b)
{
  return a == b
         || (a->kind == b->kind
             && a->areas == b->areas
             && a->classes->len == b->classes->len
             && g_strcmp0 (a->summary, b->summary) == 0
             && has_equal_classes (a, b)
             && memcmp (a->area_classes, b->area_classes, a->n_areas) == 0
             && (a->counts == NULL) == (b->counts == NULL)
             && (a->counts == NULL
                 || memcmp (a->counts, b->counts, a->n_areas * sizeof (guint32)) == 0));
}
