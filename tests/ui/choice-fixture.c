/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice-fixture.h"

#include "domain/sgm-tables.h"
#include "scratch.h"

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  ChoiceFixture *f = data;
  g_autoptr (GError) error = NULL;

  f->district = sgm_district_open_finish (result, &error);
  g_assert_no_error (error);
}

void
choice_fixture_set_up (ChoiceFixture *f,
                       gconstpointer  data)
{
  g_autofree char *path = NULL;

  f->folder = scratch_new ();
  path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (path);
  sgm_district_open_async (f->store, NULL, on_opened, f);
  while (f->district == NULL)
    g_main_context_iteration (NULL, TRUE);
  f->choice = sgm_choice_new (f->district);
}

void
choice_fixture_tear_down (ChoiceFixture *f,
                          gconstpointer  data)
{
  g_clear_object (&f->choice);
  g_clear_object (&f->district);
  sgm_store_close (f->store);
  g_clear_object (&f->store);
  scratch_free (f->folder);
}

static void
await (ChoiceFixture *f,
       gint64         seq)
{
  while (sgm_district_get_seq (f->district) < seq)
    g_main_context_iteration (NULL, TRUE);
}

gint64
choice_fixture_report (ChoiceFixture *f,
                       gint64         matter,
                       const char    *source_id)
{
  GListModel *queue = sgm_district_get_queue (f->district);
  guint before = g_list_model_get_n_items (queue);

  await (f, small_district_report (f->store, matter, source_id));
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, before + 1);
  return before + 1; /* events are numbered from 1 */
}

void
choice_fixture_submit (ChoiceFixture *f,
                       SgmChange     *change)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = sgm_store_submit (f->store, change, &error);

  g_assert_no_error (error);
  await (f, seq);
}

void
choice_fixture_assign (ChoiceFixture *f,
                       gint64         event,
                       gint64         person)
{
  SgmRecord *record = sgm_district_get_record (f->district, &sgm_table_event, event);
  g_autoptr (SgmChange) change = sgm_change_new_assign (event, sgm_record_get_version (record), person);

  choice_fixture_submit (f, change);
}
