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

/* Personal values are not in the bytes, and can be put back into the patch. */
static void
test_round_trip (void)
{
  const SgmPatchPlace place = { 0, PHONE, TRUE };
  g_autoptr (SgmPatch) patch = make_insert ();
  g_autoptr (SgmPatch) again = NULL;
  g_autoptr (GBytes) bytes = sgm_patch_encode (patch);
  g_autoptr (SgmRecord) thing = make_thing ();
  g_autoptr (SgmRecord) made = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (contains (bytes, "13800000000"));
  g_assert_true (contains (bytes, "南湾"));

  again = sgm_patch_decode (bytes, find_table, &error);
  g_assert_no_error (error);
  made = sgm_patch_op_apply (sgm_patch_get_op (again, 0), NULL, &error);
  g_assert_true (sgm_record_is_null (made, PHONE));
  g_clear_pointer (&made, sgm_record_unref);

  g_assert_true (sgm_patch_set_personal (again, &place, sgm_record_get_value (thing, PHONE), &error));
  made = sgm_patch_op_apply (sgm_patch_get_op (again, 0), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sgm_record_get_version (made), ==, 1);
  for (guint i = 0; i < table.n_columns; i++)
    g_assert_true (sgm_value_equal (sgm_record_get_value (made, i),
                                    sgm_record_get_value (thing, i)));
}

/* Only a personal column that changes has a place for a personal value. */
static void
test_wrong_place (void)
{
  static const SgmPatchPlace places[] = {
    { 1, PHONE, TRUE }, { 0, NAME, TRUE }, { 0, 99, FALSE },
  };
  g_autoptr (SgmPatch) patch = make_insert ();
  g_autoptr (GBytes) bytes = sgm_patch_encode (patch);
  g_autoptr (SgmPatch) again = sgm_patch_decode (bytes, find_table, NULL);
  SgmValue number = { SGM_TYPE_INT, { .i = 1 } };
  SgmValue text = { SGM_TYPE_TEXT, { .text = (char *) "x" } };
  const SgmPatchPlace right = { 0, PHONE, FALSE };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_assert_false (sgm_patch_set_personal (again, &places[i], &text, &error));
      g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_false (sgm_patch_set_personal (again, &right, &number, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
}

/* Erasing takes personal values away and says nowhere what they were. */
static void
test_erase (void)
{
  SgmPatchBuilder *builder = sgm_patch_builder_new ();
  g_autoptr (SgmRecord) before = make_thing ();
  g_autoptr (SgmRecord) now = NULL;
  g_autoptr (SgmPatch) patch = NULL;
  g_autoptr (GError) error = NULL;
  const SgmPatchOp *op;

  sgm_patch_builder_erase (builder, before);
  patch = sgm_patch_builder_end (builder);
  op = sgm_patch_get_op (patch, 0);
  g_assert_cmpuint (op->n_changes, ==, 1);
  g_assert_cmpuint (op->columns[0], ==, PHONE);
  g_assert_cmpint (op->before[0].type, ==, SGM_TYPE_NULL);
  now = sgm_patch_op_apply (op, before, &error);
  g_assert_no_error (error);
  g_assert_true (sgm_record_is_null (now, PHONE));
  g_assert_cmpstr (sgm_record_get_text (now, NAME), ==, "南湾");
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
  g_autoptr (GBytes) open = sgm_patch_encode (patch);
  gsize size;
  const guint8 *data;

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
        decoded = sgm_patch_decode (bytes, find_table, &error);
        g_assert_true ((decoded == NULL) == (error != NULL));
        g_clear_pointer (&decoded, sgm_patch_unref);
      }
}

/* The bytes are those that GVariant itself writes, whatever the sizes. */
static void
test_form (void)
{
  static const guint lengths[] = { 0, 1, 60, 200, 255, 256, 5000, 65500, 65535, 65536, 200000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      SgmPatchBuilder *builder = sgm_patch_builder_new ();
      g_autofree char *text = g_strnfill (lengths[i], 'x');
      g_autoptr (SgmRecord) before = make_thing ();
      g_autoptr (SgmRecord) after = sgm_record_copy (before);
      g_autoptr (SgmPatch) patch = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GVariant) read = NULL;
      g_autoptr (GVariant) written = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *printed = NULL;

      sgm_record_set_text (after, NAME, text);
      sgm_record_set_null (after, COUNT);
      for (guint j = 0; j < 1 + i % 3 * 20; j++)
        {
          sgm_patch_builder_insert (builder, before);
          sgm_patch_builder_update (builder, before, after);
          sgm_patch_builder_update (builder, before, before);
          sgm_patch_builder_delete (builder, before);
        }
      patch = sgm_patch_builder_end (builder);
      bytes = sgm_patch_encode (patch);
      read = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("a(ysxxa(uvv))"), bytes, FALSE));
      g_assert_true (g_variant_is_normal_form (read));
      printed = g_variant_print (read, TRUE);
      written = g_variant_parse (G_VARIANT_TYPE ("a(ysxxa(uvv))"), printed, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                       g_variant_get_data (written), g_variant_get_size (written));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/patch/round-trip", test_round_trip);
  g_test_add_func ("/patch/wrong-place", test_wrong_place);
  g_test_add_func ("/patch/erase", test_erase);
  g_test_add_func ("/patch/update", test_update);
  g_test_add_func ("/patch/hostile", test_hostile);
  g_test_add_func ("/patch/form", test_form);
  return g_test_run ();
}
