/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-error.h"
#include "domain/sgm-decide.h"
#include "domain/sgm-tables.h"
#include "small-district.h"

/* The rules by themselves: a world of records in a hash table, a clock that
 * the test sets, and patches applied to it. */

#define HOUR (G_GINT64_CONSTANT (3600) * 1000)
#define NOW G_GINT64_CONSTANT (1795406400000) /* 2026-11-23 12:00 in Shanghai */

typedef struct
{
  GHashTable *records; /* "table:id" → SgmRecord */
  GPtrArray *patches;  /* by the journal's number, from 1 on */
  gint64 now;
  const char *user;
} World;

SgmRecord *world_look (World *w, const SgmTable *table, gint64 id);
void world_put (World *w, SgmRecord *record);
gboolean world_try (World *w, SgmChange *change, int *code);
void world_must (World *w, SgmChange *change);
void world_must_not (World *w, SgmChange *change, SgmError expected);
void world_set_up (World *w, gconstpointer data);
void world_tear_down (World *w, gconstpointer data);
SgmChange *world_change_of (World *w, SgmChangeKind kind, const SgmTable *table, gint64 subject);
void world_act (World *w, SgmChangeKind kind, const SgmTable *table, gint64 subject);
void world_act_in_vain (World *w, SgmChangeKind kind, const SgmTable *table, gint64 subject, SgmError expected);
SgmRecord *world_find_only (World *w, const SgmTable *table);
gint64 world_report (World *w, const char *source_id);
gint64 world_get_int (World *w, const SgmTable *table, gint64 id, guint column);
SgmStage world_get_stage (World *w, gint64 event);
gint64 world_assign (World *w, gint64 event, gint64 person);
SgmChange *world_save_change (SgmChangeKind kind, SgmRecord *record);
