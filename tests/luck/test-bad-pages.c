/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page of a district's file is spoiled in turn, in four ways. The
 * program never crashes over it; it says with a code that the file cannot be
 * read, or the check of the journal finds it, or what was spoiled holds
 * nothing of the district. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "work.h"

#include <string.h>

#define PAGE 4096
#define N_CHANGES 40
#define STRIDE_SHORT 4

typedef enum
{
  SPOIL_RUBBISH,
  SPOIL_ZERO,
  SPOIL_BITS,
  SPOIL_OTHER_PAGE,
  N_SPOILS,
} Spoil;

typedef struct
{
  char *content;
  gsize size;
  char *path;
  GPtrArray *tables; /* what is in it, of GPtrArray of SgmRecord */
  GRand *rand;
  guint n_refused;
  guint n_found;
  guint n_harmless;
} District;

/* A bit changed in every so many bytes, as bad memory does. */
static void
spoil (District *d,
       char     *page,
       Spoil     how)
{
  switch (how)
    {
    case SPOIL_RUBBISH:
      for (guint i = 0; i < PAGE; i++)
        page[i] = g_rand_int (d->rand);
      break;
    case SPOIL_ZERO:
      memset (page, 0, PAGE);
      break;
    case SPOIL_BITS:
      for (guint i = 0; i < 8; i++)
        page[g_rand_int_range (d->rand, 0, PAGE)] ^= 1 << g_rand_int_range (d->rand, 0, 8);
      break;
    case SPOIL_OTHER_PAGE:
    case N_SPOILS:
    default:
      memcpy (page, d->content + g_rand_int_range (d->rand, 1, d->size / PAGE) * PAGE, PAGE);
      break;
    }
}

/* Returns: (transfer full): what a store has, or NULL with an error */
static GPtrArray *
read_tables (SgmStore  *store,
             GError   **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; sgm_tables[i] != NULL; i++)
    {
      GPtrArray *records = sgm_store_read_table (store, sgm_tables[i], error);

      if (records == NULL)
        return NULL;
      g_ptr_array_add (tables, records);
    }
  return g_steal_pointer (&tables);
}

static gboolean
records_equal (SgmRecord *a,
               SgmRecord *b)
{
  if (sgm_record_get_id (a) != sgm_record_get_id (b) || sgm_record_get_version (a) != sgm_record_get_version (b))
    return FALSE;
  for (guint i = 0; i < sgm_record_get_table (a)->n_columns; i++)
    if (!sgm_value_equal (sgm_record_get_value (a, i), sgm_record_get_value (b, i)))
      return FALSE;
  return TRUE;
}

static gboolean
tables_equal (GPtrArray *a,
              GPtrArray *b)
{
  for (guint i = 0; i < a->len; i++)
    {
      GPtrArray *x = a->pdata[i];
      GPtrArray *y = b->pdata[i];

      if (x->len != y->len)
        return FALSE;
      for (guint j = 0; j < x->len; j++)
        if (!records_equal (x->pdata[j], y->pdata[j]))
          return FALSE;
    }
  return TRUE;
}

/* All that a day does with the file.
 * Returns: whether all of it went well */
static gboolean
use (District  *d,
     gboolean  *found,
     GError   **error)
{
  g_autoptr (SgmStore) store = sgm_store_open (d->path, SGM_STORE_OPEN, error);
  g_autoptr (SgmSnapshot) snapshot = store != NULL ? sgm_store_load (store, error) : NULL;
  g_autoptr (SgmAudit) audit = snapshot != NULL ? sgm_store_audit (store, NULL, error) : NULL;
  g_autoptr (GPtrArray) tables = NULL;

  if (audit == NULL)
    return FALSE;
  *found = !sgm_audit_is_sound (audit, error);
  if (*found)
    return FALSE;
  /* What the check calls sound is what was written. */
  tables = read_tables (store, error);
  g_assert_nonnull (tables);
  g_assert_true (tables_equal (tables, d->tables));
  return work_do (store, N_CHANGES, 0, error) != 0;
}

static void
try_page (District *d,
          gsize     page,
          Spoil     how)
{
  g_autofree char *spoiled = g_memdup2 (d->content, d->size);
  g_autofree char *log = g_strconcat (d->path, "-wal", NULL);
  g_autoptr (GError) written = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  spoil (d, spoiled + page * PAGE, how);
  g_file_set_contents_full (d->path, spoiled, d->size, G_FILE_SET_CONTENTS_NONE, 0600, &written);
  g_assert_no_error (written);
  g_file_set_contents (log, "", 0, &written);
  g_assert_no_error (written);
  if (use (d, &found, &error))
    d->n_harmless++;
  else if (found)
    d->n_found++;
  else
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == SGM_ERROR);
      g_assert_cmpuint (strlen (sgm_error_get_advice (error)), >, 20);
      d->n_refused++;
    }
}

static void
test_bad_pages (void)
{
  char *folder = scratch_new ();
  District d = { .path = g_build_filename (folder, "district.sgm", NULL) };
  SgmStore *store = small_district_open_new (d.path);
  gsize stride = work_is_long () ? 1 : STRIDE_SHORT;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_CHANGES; i++)
    work_do (store, i, 0, &error);
  d.tables = read_tables (store, &error);
  g_object_unref (store);
  g_file_get_contents (d.path, &d.content, &d.size, &error);
  g_assert_no_error (error);
  d.rand = g_rand_new_with_seed (g_test_rand_int ());
  for (gsize page = 0; page < d.size / PAGE; page++)
    if (page % stride == 0 || page < 2)
      for (Spoil how = 0; how < N_SPOILS; how++)
        try_page (&d, page, how);
  g_test_message ("%" G_GSIZE_FORMAT " pages, %u ways to spoil each: %u refused, %u found by the check, %u without harm",
                  d.size / PAGE, (guint) N_SPOILS, d.n_refused, d.n_found, d.n_harmless);
  g_assert_cmpuint (d.n_refused + d.n_found, >, d.n_harmless);
  g_rand_free (d.rand);
  g_ptr_array_unref (d.tables);
  g_free (d.content);
  g_free (d.path);
  scratch_free (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/luck/bad-pages", test_bad_pages);
  return g_test_run ();
}
