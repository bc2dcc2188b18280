/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/sgm-error.h"
#include "tile-server.h"
#include "tiles/sgm-backoff.h"
#include "tiles/sgm-tile-answer.h"
#include "tiles/sgm-tile-check.h"
#include "tiles/sgm-tile-stack.h"
#include "tiles/sgm-xyz-template.h"

/* Addresses ---------------------------------------------------------------- */

static void
assert_expands (const char *text,
                const char *servers,
                guint       server,
                const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmXyzTemplate) template = sgm_xyz_template_new (text, servers, &error);
  g_autofree char *address = NULL;

  g_assert_no_error (error);
  address = sgm_xyz_template_expand (template, 3, 5, 1, server, "k/1");
  g_assert_cmpstr (address, ==, expected);
}

static void
test_template (void)
{
  assert_expands ("https://tiles.example.org/{z}/{x}/{y}.png", NULL, 0,
                  "https://tiles.example.org/3/5/1.png");
  assert_expands (" http://localhost:8080/{z}/{x}/{tmsy} ", NULL, 0, "http://localhost:8080/3/5/6");
  assert_expands ("https://{s}.example.org/{z}/{x}/{y}", NULL, 2, "https://c.example.org/3/5/1");
  assert_expands ("https://t{s}.example.org/{z}/{x}/{y}", "0, 1", 1, "https://t1.example.org/3/5/1");
  assert_expands ("https://example.org/?l={z}&c={x}&r={y}&k={key}", NULL, 0,
                  "https://example.org/?l=3&c=5&r=1&k=k%2F1");
}

static void
test_bad_templates (void)
{
  const struct
  {
    const char *text;
    const char *servers;
    const char *why;
  } cases[] = {
    { "", NULL, "{z}, {x}" },
    { "https://example.org/{z}/{x}.png", NULL, "{z}, {x}" },
    { "https://example.org/{z}/{x}/{y}/{tmsy}", NULL, "not both" },
    { "https://example.org/{z}/{x}/{q}", NULL, "{q}" },
    { "https://example.org/{z}/{x}/{y", NULL, "brace" },
    { "https://example.org/{z}/{x}/y}", NULL, "brace" },
    { "ftp://example.org/{z}/{x}/{y}", NULL, "http://" },
    { "file:///etc/{z}/{x}/{y}", NULL, "http://" },
    { "example.org/{z}/{x}/{y}", NULL, "valid" },
    { "https:///{z}/{x}/{y}", NULL, "server" },
    { "https://me:secret@example.org/{z}/{x}/{y}", NULL, "password" },
    { "https://{s}.org/{z}/{x}/{y}", "a,,b", "letters" },
    { "https://{s}.org/{z}/{x}/{y}", "a/b", "letters" },
    { "https://{s}.org/{z}/{x}/{y}", "1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g,h", "many" },
    { "https://example.org/\xff/{z}/{x}/{y}", NULL, "valid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (sgm_xyz_template_new (cases[i].text, cases[i].servers, &error));
      g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].why));
    }
}

/* Pauses ------------------------------------------------------------------- */

static void
test_pauses_double (void)
{
  SgmBackoff backoff = { 0 };
  gint64 now = 1000;
  gint64 expected[] = { 100, 200, 400, 800 };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_true (sgm_backoff_may_try (&backoff, now));
      sgm_backoff_start (&backoff);
      sgm_backoff_fail (&backoff, now, 100, 0, 0);
      g_assert_cmpint (backoff.until - now, ==, expected[i]);
      g_assert_false (sgm_backoff_may_try (&backoff, backoff.until - 1));
      now = backoff.until;
    }
  for (guint i = 0; i < 100; i++)
    {
      sgm_backoff_start (&backoff);
      sgm_backoff_fail (&backoff, now, 100, 0, 1);
      g_assert_cmpint (backoff.until - now, <=, 15 * 60 * 1000);
      now = backoff.until;
    }
  sgm_backoff_work (&backoff);
  g_assert_true (sgm_backoff_is_well (&backoff));
}

static void
test_one_try_at_a_time (void)
{
  SgmBackoff backoff = { 0 };

  sgm_backoff_start (&backoff);
  sgm_backoff_fail (&backoff, 0, 100, 0, 0);
  /* Those that were under way fail as well, which is one failure. */
  sgm_backoff_fail (&backoff, 5, 100, 0, 0);
  g_assert_cmpuint (backoff.failures, ==, 1);
  g_assert_true (sgm_backoff_may_try (&backoff, 100));
  sgm_backoff_start (&backoff);
  g_assert_false (sgm_backoff_may_try (&backoff, 100));
  sgm_backoff_give_up (&backoff);
  g_assert_true (sgm_backoff_may_try (&backoff, 100));
  sgm_backoff_start (&backoff);
  sgm_backoff_fail (&backoff, 100, 100, 60000, 0);
  g_assert_false (sgm_backoff_may_try (&backoff, 60099));
}

/* Answers ------------------------------------------------------------------ */

#define NOW G_GINT64_CONSTANT (1700000000000)
#define SECOND G_GINT64_CONSTANT (1000)

static SgmTileAnswer
read_answer (guint       status,
             const char *name,
             const char *value)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_autoptr (GBytes) body = make_picture (16);
  SgmTileAnswer answer;

  if (name != NULL)
    soup_message_headers_append (headers, name, value);
  sgm_tile_answer_read (&answer, status, headers, body, NOW);
  soup_message_headers_unref (headers);
  return answer;
}

static void
test_kinds_of_answers (void)
{
  const struct
  {
    guint status;
    SgmTileAnswerKind kind;
  } cases[] = {
    { 200, SGM_TILE_ANSWER_PICTURE }, { 304, SGM_TILE_ANSWER_SAME },
    { 204, SGM_TILE_ANSWER_MISSING }, { 404, SGM_TILE_ANSWER_MISSING },
    { 410, SGM_TILE_ANSWER_MISSING }, { 400, SGM_TILE_ANSWER_MISSING },
    { 401, SGM_TILE_ANSWER_REFUSED }, { 403, SGM_TILE_ANSWER_REFUSED },
    { 418, SGM_TILE_ANSWER_REFUSED }, { 429, SGM_TILE_ANSWER_BUSY },
    { 503, SGM_TILE_ANSWER_BUSY },    { 500, SGM_TILE_ANSWER_FAILED },
    { 408, SGM_TILE_ANSWER_FAILED },  { 302, SGM_TILE_ANSWER_FAILED },
    { 0, SGM_TILE_ANSWER_FAILED },    { 999, SGM_TILE_ANSWER_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (read_answer (cases[i].status, NULL, NULL).kind, ==, cases[i].kind);
}

static void
test_freshness (void)
{
  const struct
  {
    const char *name;
    const char *value;
    gint64 seconds;
  } cases[] = {
    { "Cache-Control", "public, max-age=60", 60 },
    { "Cache-Control", "no-cache, max-age=60", 0 },
    { "Cache-Control", "max-age=soon", 7 * 86400 },
    { "Cache-Control", "max-age=4000000000", 365 * 86400 },
    { "Expires", "Tue, 14 Nov 2023 22:14:20 GMT", 60 },
    { "Expires", "Tue, 14 Nov 2000 22:14:20 GMT", 0 },
    { "Expires", "0", 7 * 86400 },
    { "Server", "nobody", 7 * 86400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SgmTileAnswer answer = read_answer (200, cases[i].name, cases[i].value);

      g_assert_true (answer.keep);
      g_assert_cmpint (answer.fresh_until - NOW, ==, cases[i].seconds * SECOND);
    }
  g_assert_false (read_answer (200, "Cache-Control", "private, no-store").keep);
}

static void
test_waits (void)
{
  g_assert_cmpint (read_answer (429, "Retry-After", "30").wait, ==, 30 * SECOND);
  g_assert_cmpint (read_answer (429, "Retry-After", "-30").wait, ==, 0);
  g_assert_cmpint (read_answer (429, "Retry-After", "99999999").wait, ==, 86400 * SECOND);
  g_assert_cmpint (read_answer (503, "Retry-After", "Tue, 14 Nov 2023 22:14:20 GMT").wait, ==,
                   60 * SECOND);
  g_assert_cmpint (read_answer (503, NULL, NULL).wait, ==, 0);
}

static SgmTileFormat
check (const char *data,
       gsize       size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  return sgm_tile_check (bytes);
}

static void
test_pictures (void)
{
  g_autoptr (GBytes) good = make_picture (256);
  g_autoptr (GBytes) huge = make_picture (2049);
  static const char jpeg[] =
    "\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x0b\x08\x01\x00\x01\x00\x01\x01\x11\x00";
  static const char huge_jpeg[] =
    "\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x0b\x08\xff\x00\x01\x00\x01\x01\x11\x00";

  g_assert_cmpint (sgm_tile_check (good), ==, SGM_TILE_FORMAT_PNG);
  g_assert_cmpint (sgm_tile_check (huge), ==, SGM_TILE_FORMAT_NONE);
  g_assert_cmpint (check (jpeg, sizeof jpeg), ==, SGM_TILE_FORMAT_JPEG);
  g_assert_cmpint (check (huge_jpeg, sizeof huge_jpeg), ==, SGM_TILE_FORMAT_NONE);
  g_assert_cmpint (check ("", 0), ==, SGM_TILE_FORMAT_NONE);
  g_assert_cmpint (check ("GIF89a", 6), ==, SGM_TILE_FORMAT_NONE);
  for (gsize size = 0; size < sizeof jpeg; size++)
    check (jpeg, size);
  for (gsize size = 0; size < g_bytes_get_size (good) - 8; size++)
    g_assert_cmpint (check (g_bytes_get_data (good, NULL), size), ==, SGM_TILE_FORMAT_NONE);
}

/* Layers ------------------------------------------------------------------- */

static GPtrArray *
parse_specs (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE (SGM_TILE_SPECS_TYPE), text,
                                                  NULL, NULL, &error);

  g_assert_no_error (error);
  return sgm_tile_specs_from_variant (variant);
}

static void
test_specs (void)
{
  g_autoptr (GPtrArray) specs = parse_specs (
    "[{'kind': <'district'>}, {'kind': <'hologram'>}, {'opacity': <0.3>},"
    " {'kind': <'xyz'>, 'location': <'https://{s}.a.org/{z}/{x}/{y}?k={key}'>, 'servers': <'1,2'>,"
    "  'opacity': <0.5>, 'datum': <'gcj02'>},"
    " {'kind': <'mbtiles'>, 'location': <7>, 'opacity': <-3.0>, 'datum': <'mars'>}]");
  g_autoptr (GVariant) variant = g_variant_ref_sink (sgm_tile_specs_to_variant (specs));
  g_autoptr (GPtrArray) again = sgm_tile_specs_from_variant (variant);
  g_autofree char *key_name = NULL;
  SgmTileSpec *spec;

  g_assert_cmpuint (specs->len, ==, 3);
  g_assert_cmpuint (again->len, ==, 3);
  spec = g_ptr_array_index (again, 0);
  g_assert_cmpint (spec->kind, ==, SGM_TILE_KIND_DISTRICT);
  g_assert_cmpfloat (spec->opacity, ==, 1);
  spec = g_ptr_array_index (again, 1);
  g_assert_cmpint (spec->kind, ==, SGM_TILE_KIND_XYZ);
  g_assert_cmpstr (spec->location, ==, "https://{s}.a.org/{z}/{x}/{y}?k={key}");
  g_assert_cmpstr (spec->servers, ==, "1,2");
  g_assert_cmpfloat (spec->opacity, ==, 0.5);
  g_assert_cmpint (spec->datum, ==, SGM_DATUM_GCJ02);
  key_name = sgm_tile_spec_dup_key_name (spec);
  g_assert_cmpstr (key_name, ==, "1.a.org");
  spec = g_ptr_array_index (again, 2);
  g_assert_null (spec->location);
  g_assert_cmpfloat (spec->opacity, ==, 1);
  g_assert_false (sgm_tile_spec_check (spec, NULL));
}

static void
test_stack (void)
{
  g_autoptr (GPtrArray) specs = parse_specs (
    "[{'kind': <'district'>}, {'kind': <'xyz'>, 'location': <'nonsense'>},"
    " {'kind': <'tianditu-imagery'>, 'opacity': <0.4>}]");
  g_autoptr (SgmTileStack) stack = sgm_tile_stack_new (specs, NULL, NULL, NULL);
  g_autoptr (SgmTileStack) second = NULL;

  /* Neither the district's map, which is absent, nor the nonsense, but imagery
   * and its labels. */
  g_assert_cmpuint (sgm_tile_stack_get_n_layers (stack), ==, 2);
  g_assert_cmpfloat (sgm_tile_stack_get_layer (stack, 1)->opacity, ==, 0.4);
  g_assert_cmpuint (sgm_tile_provider_get_max_zoom (sgm_tile_stack_get_layer (stack, 0)->provider),
                    ==, 18);
  g_assert_nonnull (strstr (sgm_tile_stack_get_notice (stack), "{z}"));
  g_assert_nonnull (strstr (sgm_tile_stack_get_notice (stack), "Tianditu imagery"));
  g_assert_nonnull (strstr (sgm_tile_stack_get_attribution (stack), "Tianditu"));
  g_assert_null (strchr (sgm_tile_stack_get_attribution (stack), '\n'));

  sgm_tile_stack_set_key (stack, "tianditu", "secret");
  g_assert_null (strstr (sgm_tile_stack_get_notice (stack), "Tianditu imagery"));
  second = sgm_tile_stack_new (specs, NULL, NULL, stack);
  g_assert_true (sgm_tile_stack_get_layer (second, 0)->provider
                 == sgm_tile_stack_get_layer (stack, 0)->provider);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tile-sources/template", test_template);
  g_test_add_func ("/tile-sources/bad-templates", test_bad_templates);
  g_test_add_func ("/tile-sources/pauses-double", test_pauses_double);
  g_test_add_func ("/tile-sources/one-try-at-a-time", test_one_try_at_a_time);
  g_test_add_func ("/tile-sources/kinds-of-answers", test_kinds_of_answers);
  g_test_add_func ("/tile-sources/freshness", test_freshness);
  g_test_add_func ("/tile-sources/waits", test_waits);
  g_test_add_func ("/tile-sources/pictures", test_pictures);
  g_test_add_func ("/tile-sources/specs", test_specs);
  g_test_add_func ("/tile-sources/stack", test_stack);
  return g_test_run ();
}
