/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-store.h"

/* A district small enough to be known by heart, for tests: one community of
 * one grid with two square units side by side, two full-time workers, one
 * part-time worker, one resident leader and two matters. */

enum
{
  SMALL_DISTRICT = 1,
  SMALL_STREET,
  SMALL_COMMUNITY,
  SMALL_GRID,
  SMALL_UNIT_WEST,
  SMALL_UNIT_EAST,
};

enum
{
  SMALL_WORKER_A = 1,
  SMALL_WORKER_B,
  SMALL_PART_TIME,
  SMALL_LEADER,
};

enum
{
  SMALL_MATTER_URGENT = 1,
  SMALL_MATTER_ORDINARY,
};

/* The middle of the western unit. */
#define SMALL_X 113.105
#define SMALL_Y 22.555

GPtrArray *small_district_make_records (void);
SgmStore  *small_district_open_new     (const char *path);
gint64     small_district_report       (SgmStore   *store,
                                        gint64      matter,
                                        const char *source_id);
