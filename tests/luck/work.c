/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work.h"

#include "small-district.h"

/* Whether the long form of the tests is wanted (`./check --long`). */
gboolean
work_is_long (void)
{
  return g_getenv ("SGM_LONG") != NULL;
}

/* The change of a number in the work of one desk alone: each four are a
 * report, an order for it, the order taken back, and one that is given again.
 * Returns: (transfer full): the change */
static SgmChange *
make_step (guint number)
{
  gint64 event = number / 4 + 1;

  switch (number % 4)
    {
    case 1:
      return sgm_change_new_assign (event, 1, SMALL_WORKER_A);
    case 2:
      return sgm_change_new_withdraw (2 * event - 1, 1);
    default:
      return sgm_change_new_assign (event, 3, SMALL_WORKER_B);
    }
}

/* Returns: (transfer full): a change; of desk 0 all kinds, which need that
 * nobody else works, of others reports alone */
SgmChange *
work_make_change (guint number,
                  guint who)
{
  if (who == 0 && number % 4 != 0)
    return make_step (number);
  else
    {
      g_autofree char *id = g_strdup_printf ("%u-%u", who, number);
      SgmReport report = { SGM_SOURCE_HOTLINE, id, SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST,
                           SMALL_X, SMALL_Y, "报料人" };

      return sgm_change_new_report_event (&report);
    }
}

/* Returns: the number of the journal entry, 0 with an error */
gint64
work_do (SgmStore  *store,
         guint      number,
         guint      who,
         GError   **error)
{
  g_autoptr (SgmChange) change = work_make_change (number, who);

  return sgm_store_submit (store, change, error);
}

/* Returns: (transfer full): the store, which must be there */
SgmStore *
work_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  SgmStore *store = sgm_store_open (path, SGM_STORE_OPEN, &error);

  g_assert_no_error (error);
  return store;
}

/* Copies the files of a folder, which is in use by nobody. */
void
work_copy_files (const char *from,
                 const char *to)
{
  g_autoptr (GDir) folder = g_dir_open (from, 0, NULL);

  for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *content = NULL;
      gsize size;

      g_file_get_contents (source, &content, &size, &error);
      g_assert_no_error (error);
      g_file_set_contents_full (target, content, size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
      g_assert_no_error (error);
    }
}
