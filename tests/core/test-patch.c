/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"
#include "base/sgm-patch.h"

enum { NAME, COUNT, PHONE, SHAPE };

static const SgmColumn columns[] = {
  { "name", SGM_TYPE_TEXT, FALSE },
  { "count", SGM_TYPE_INT, FALSE },
  { "phone", SGM_TYPE_TEXT, TRUE },
  { "shape", SGM_TYPE_GEOMETRY, FALSE },
};
static const SgmTable table = { "thing", columns, G_N_ELEMENTS (columns) };

static const SgmTable *
find_table (const char *name)
{
  return g_str_equal (name, "thing") ? &table : NULL;
}

static SgmRecord *
make_thing (void)
{
  SgmRecord *record = sgm_record_new (&table, 7);
  g_autoptr (GBytes) shape = g_bytes_new_static ("\1\2\0\3", 4);

  sgm_record_set_text (record, NAME, "南湾");
  sgm_record_set_int (record, COUNT, -3);
  sgm_record_set_text (record, PHONE, "13800000000");
  sgm_record_set_bytes (record, SHAPE, shape);
  return record;
}

static SgmPatch *
make_insert (void)
{
  SgmPatchBuilder *builder = sgm_patch_builder_new ();
  g_autoptr (SgmRecord) thing = make_thing ();

  sgm_patch_builder_insert (builder, thing);
  return sgm_patch_builder_end (builder);
}

static gboolean
contains (GBytes     *bytes,
          const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strstr_len (data, size, text) != NULL
         || memmem (data, size, text, strlen (text)) != NULL;
}

static void
test_round_trip (void)
{
  g_autoptr (SgmPatch) patch = make_insert ();
  g_autoptr (SgmPatch) again = NULL;
  g_autoptr (GBytes) open = NULL;
  g_autoptr (GBytes) personal = NULL;
  g_autoptr (SgmRecord) thing = make_thing ();
  g_autoptr (SgmRecord) made = NULL;
  g_autoptr (GError) error = NULL;

  sgm_patch_encode (patch, &open, &personal);
  g_assert_nonnull (personal);
  g_assert_false (contains (open, "13800000000"));
  g_assert_true (contains (open, "南湾"));
  g_assert_false (contains (personal, "南湾"));

  again = sgm_patch_decode (open, personal, find_table, &error);
  g_assert_no_error (error);
  made = sgm_patch_op_apply (sgm_patch_get_op (again, 0), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sgm_record_get_version (made), ==, 1);
  for (guint i = 0; i < table.n_columns; i++)
    g_assert_true (sgm_value_equal (sgm_record_get_value (made, i),
                                    sgm_record_get_value (thing, i)));
}

static void
test_erased (void)
{
  g_autoptr (SgmPatch) patch = make_insert ();
  g_autoptr (SgmPatch) again = NULL;
  g_autoptr (GBytes) open = NULL;
  g_autoptr (GBytes) personal = NULL;
  g_autoptr (SgmRecord) made = NULL;
  g_autoptr (GError) error = NULL;

  sgm_patch_encode (patch, &open, &personal);
  again = sgm_patch_decode (open, NULL, find_table, &error);
  g_assert_no_error (error);
  made = sgm_patch_op_apply (sgm_patch_get_op (again, 0), NULL, &error);
  g_assert_true (sgm_record_is_null (made, PHONE));
  g_assert_cmpstr (sgm_record_get_text (made, NAME), ==, "南湾");
}

static void
test_update (void)
{
  g_autoptr (SgmRecord) before = make_thing ();
  g_autoptr (SgmRecord) after = sgm_record_copy (before);
  g_autoptr (SgmRecord) now = NULL;
  g_autoptr (SgmPatch) patch = NULL;
  g_autoptr (GError) error = NULL;
  SgmPatchBuilder *builder = sgm_patch_builder_new ();
  const SgmPatchOp *op;

  sgm_record_set_int (after, COUNT, 4);
  sgm_patch_builder_update (builder, before, after);
  patch = sgm_patch_builder_end (builder);
  op = sgm_patch_get_op (patch, 0);
  g_assert_cmpuint (op->n_changes, ==, 1);
  g_assert_cmpuint (op->columns[0], ==, COUNT);

  now = sgm_patch_op_apply (op, before, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sgm_record_get_version (now), ==, 2);
  g_assert_cmpint (sgm_record_get_int (now, COUNT), ==, 4);
  g_assert_null (sgm_patch_op_apply (op, now, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_CONFLICT);
}

/* Every truncation and every flipped byte gives a patch or an error. */
static void
test_hostile (void)
{
  g_autoptr (SgmPatch) patch = make_insert ();
  g_autoptr (GBytes) open = NULL;
  g_autoptr (GBytes) personal = NULL;
  gsize size;
  const guint8 *data;

  sgm_patch_encode (patch, &open, &personal);
  data = g_bytes_get_data (open, &size);
  for (gsize i = 0; i < size; i++)
    for (guint flip = 0; flip < 3; flip++)
      {
        g_autofree guint8 *copy = g_memdup2 (data, size);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GError) error = NULL;
        SgmPatch *decoded;

        if (flip > 0)
          copy[i] ^= flip == 1 ? 0xff : 0x01;
        bytes = g_bytes_new (copy, flip == 0 ? i : size);
        decoded = sgm_patch_decode (bytes, personal, find_table, &error);
        g_assert_true ((decoded == NULL) == (error != NULL));
        g_clear_pointer (&decoded, sgm_patch_unref);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patch/round-trip", test_round_trip);
  g_test_add_func ("/patch/personal-erased", test_erased);
  g_test_add_func ("/patch/update", test_update);
  g_test_add_func ("/patch/hostile", test_hostile);
  return g_test_run ();
}
