/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "staged.h"

SgmStaging *
staged_new (void)
{
  g_autoptr (GError) error = NULL;
  SgmStaging *staging = sgm_staging_new (&error);

  g_assert_no_error (error);
  return staging;
}

void
staged_add_bytes (SgmStaging *staging,
                  SgmLevel    level,
                  const char *code,
                  const char *parent,
                  GBytes     *wkb,
                  const char *fault)
{
  g_autoptr (GError) error = NULL;
  SgmStagingRow row = {
    .number = sgm_staging_get_n_rows (staging) + 1,
    .level = level, .code = code, .name = "名", .parent = parent, .wkb = wkb, .fault = fault,
  };

  sgm_staging_add (staging, &row, &error);
  g_assert_no_error (error);
}

void
staged_add (SgmStaging   *staging,
            SgmLevel      level,
            const char   *code,
            const char   *name,
            const double *v,
            guint         n)
{
  const guint one = 1;
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_polygons (v, &n, 1, &one, 1);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (geometry);
  g_autoptr (GError) error = NULL;
  SgmStagingRow row = {
    .number = sgm_staging_get_n_rows (staging) + 1,
    .level = level, .code = code, .name = name, .wkb = wkb,
  };

  sgm_staging_add (staging, &row, &error);
  g_assert_no_error (error);
}

void
staged_add_box (SgmStaging *staging,
                SgmLevel    level,
                const char *code,
                const char *name,
                double      west,
                double      south,
                double      east,
                double      north)
{
  const double v[] = { west, south, east, south, east, north, west, north, west, south };

  staged_add (staging, level, code, name, v, 5);
}

static gboolean
take_geometry (const SgmStagingRow *row,
               gpointer             data)
{
  SgmGeometry **geometry = data;

  *geometry = sgm_geometry_new_from_wkb (row->wkb, NULL);
  return TRUE;
}

SgmGeometry *
staged_dup (SgmStaging *staging,
            gint64      id)
{
  SgmGeometry *geometry = NULL;

  g_assert_true (sgm_staging_get (staging, id, take_geometry, &geometry, NULL));
  g_assert_nonnull (geometry);
  return geometry;
}

SgmImportReport *
staged_check (SgmStaging             *staging,
              SgmImportPresent       *present,
              const SgmImportOptions *options)
{
  g_autoptr (GError) error = NULL;
  SgmImportReport *report = sgm_import_check (staging, present, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* The first finding of the kind, which must be there. */
SgmImportFinding *
staged_find (const SgmImportReport *report,
             SgmImportKind          kind)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      SgmImportFinding *finding = report->findings->pdata[i];

      g_assert_nonnull (finding->sentence);
      if (finding->kind == kind)
        return finding;
    }
  g_error ("nothing of the kind %s was found", sgm_import_kind_get_id (kind));
}

/* So many findings of the kind are there, and none of any other. */
void
staged_assert_only (const SgmImportReport *report,
                    SgmImportKind          kind,
                    guint                  n)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      const SgmImportFinding *finding = report->findings->pdata[i];

      if (finding->kind != kind)
        g_error ("%s: %s", sgm_import_kind_get_id (finding->kind), finding->sentence);
    }
  g_assert_cmpuint (report->findings->len, ==, n);
}
