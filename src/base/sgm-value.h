/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmType:
 *
 * The types that a column can have. %SGM_TYPE_GEOMETRY is little-endian
 * ISO WKB in EPSG:4490, x = longitude, y = latitude; the other four are
 * SQLite's storage classes.
 */
typedef enum
{
  SGM_TYPE_NULL,
  SGM_TYPE_INT,
  SGM_TYPE_REAL,
  SGM_TYPE_TEXT,
  SGM_TYPE_BYTES,
  SGM_TYPE_GEOMETRY,
} SgmType;

/**
 * SgmValue:
 *
 * One value of a record. All zero bytes are a valid %SGM_TYPE_NULL value.
 * @text and @bytes are owned by the value.
 */
typedef struct
{
  SgmType type;
  union
  {
    gint64 i;
    double r;
    char *text;
    GBytes *bytes;
  };
} SgmValue;

void      sgm_value_clear       (SgmValue       *value);
void      sgm_value_copy        (const SgmValue *source,
                                 SgmValue       *target);
gboolean  sgm_value_equal       (const SgmValue *a,
                                 const SgmValue *b);
gboolean  sgm_value_from_variant (GVariant       *variant,
                                  SgmType         type,
                                  SgmValue       *value,
                                  GError        **error);

G_END_DECLS
