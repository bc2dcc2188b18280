/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmFoundKind:
 *
 * What kind of thing a search found.
 */
typedef enum
{
  SGM_FOUND_AREA,
  SGM_FOUND_EVENT,
  SGM_FOUND_PERSON,
  SGM_FOUND_ORG,
} SgmFoundKind;

/**
 * SgmFound:
 * @id: record id of the thing
 * @title: what to show
 * @subtitle: where it is or what it is
 */
typedef struct
{
  SgmFoundKind kind;
  gint64 id;
  char *title;
  char *subtitle;
} SgmFound;

void       sgm_found_free (SgmFound    *found);
GPtrArray *sgm_search     (SgmDistrict *district,
                           const char  *text,
                           guint        limit_per_kind);

G_END_DECLS
