/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "map/sgm-map-view.h"
#include "store/sgm-store.h"

/* A window with nothing but the map of the patchwork district, on a real
 * store. */
typedef struct
{
  char *folder;
  SgmStore *store;
  SgmDistrict *district;
  GtkWidget *window;
  SgmMapView *map;
  GdkTexture *seen; /* by map_fixture_look() */
} MapFixture;

/* The middle of the district. */
#define MAP_FIXTURE_X 113.12
#define MAP_FIXTURE_Y 22.55

typedef gboolean (*MapFixtureTest) (MapFixture *f);

void     map_fixture_set_up   (MapFixture     *f,
                               gconstpointer   data);
void     map_fixture_tear_down (MapFixture    *f,
                               gconstpointer   data);
void     map_fixture_await    (MapFixture     *f,
                               MapFixtureTest  test);
void     map_fixture_rest     (MapFixture     *f);
void     map_fixture_settle   (MapFixture     *f,
                               guint           ms);
gint64   map_fixture_report   (MapFixture     *f,
                               gint64          unit,
                               double          longitude,
                               double          latitude);
void     map_fixture_do       (MapFixture     *f,
                               const char     *commands);
void     map_fixture_look     (MapFixture     *f);
void     map_fixture_get_pixel (MapFixture    *f,
                               double          x,
                               double          y,
                               guint8          rgb[3]);
void     map_fixture_project  (MapFixture     *f,
                               double          longitude,
                               double          latitude,
                               double         *x,
                               double         *y);
void     map_fixture_to_screen (MapFixture    *f,
                               double         *x,
                               double         *y);
void     map_fixture_save     (MapFixture     *f,
                               const char     *name);
