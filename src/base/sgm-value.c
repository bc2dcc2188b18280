/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-value.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"

/**
 * sgm_value_clear:
 * @value: a value
 *
 * Frees what @value holds and makes it null.
 */
void
sgm_value_clear (SgmValue *value)
{
  if (value->type == SGM_TYPE_TEXT)
    g_free (value->text);
  else if (value->type == SGM_TYPE_BYTES || value->type == SGM_TYPE_GEOMETRY)
    g_bytes_unref (value->bytes);
  memset (value, 0, sizeof *value);
}

/**
 * sgm_value_copy:
 * @source: a value
 * @target: (out caller-allocates): memory that holds no value yet
 *
 * Makes @target a value equal to @source.
 */
void
sgm_value_copy (const SgmValue *source,
                SgmValue       *target)
{
  *target = *source;
  if (source->type == SGM_TYPE_TEXT)
    target->text = g_strdup (source->text);
  else if (source->type == SGM_TYPE_BYTES || source->type == SGM_TYPE_GEOMETRY)
    g_bytes_ref (target->bytes);
}

/**
 * sgm_value_equal:
 *
 * Returns: whether the two values have the same type and content
 */
gboolean
sgm_value_equal (const SgmValue *a,
                 const SgmValue *b)
{
  if (a->type != b->type)
    return FALSE;

  switch (a->type)
    {
    case SGM_TYPE_INT:
      return a->i == b->i;
    case SGM_TYPE_REAL:
      return memcmp (&a->r, &b->r, sizeof a->r) == 0;
    case SGM_TYPE_TEXT:
      return g_str_equal (a->text, b->text);
    case SGM_TYPE_BYTES:
    case SGM_TYPE_GEOMETRY:
      return g_bytes_equal (a->bytes, b->bytes);
    case SGM_TYPE_NULL:
    default:
      return TRUE;
    }
}

/**
 * sgm_value_from_variant:
 * @variant: `x`, `d`, `s`, `ay`, `()` for null, or anything
 * @type: the type that the column asks for
 * @value: (out caller-allocates): memory that holds no value yet
 *
 * Returns: %FALSE with %SGM_ERROR_INVALID where @variant is not of @type;
 *   null is of every type
 */
gboolean
sgm_value_from_variant (GVariant  *variant,
                        SgmType    type,
                        SgmValue  *value,
                        GError   **error)
{
  SgmValue made = { type, { 0 } };

  if (g_variant_is_of_type (variant, G_VARIANT_TYPE_UNIT))
    made.type = SGM_TYPE_NULL;
  else if (type == SGM_TYPE_INT && g_variant_is_of_type (variant, G_VARIANT_TYPE_INT64))
    made.i = g_variant_get_int64 (variant);
  else if (type == SGM_TYPE_REAL && g_variant_is_of_type (variant, G_VARIANT_TYPE_DOUBLE))
    made.r = g_variant_get_double (variant);
  else if (type == SGM_TYPE_TEXT && g_variant_is_of_type (variant, G_VARIANT_TYPE_STRING))
    made.text = g_variant_dup_string (variant, NULL);
  else if ((type == SGM_TYPE_BYTES || type == SGM_TYPE_GEOMETRY)
           && g_variant_is_of_type (variant, G_VARIANT_TYPE_BYTESTRING))
    {
      /* A copy, so that a record kept for long does not hold the whole
       * journal entry it came in. */
      gsize size;
      const void *data = g_variant_get_fixed_array (variant, &size, 1);

      made.bytes = g_bytes_new (data, size);
    }
  else
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                   _("A value is of the wrong type (%s)."),
                   g_variant_get_type_string (variant));
      return FALSE;
    }

  *value = made;
  return TRUE;
}
