/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-inside.h"
#include "feed/sgm-feeds.h"
#include "panels/sgm-choice.h"
#include "panels/sgm-phone-book.h"

G_BEGIN_DECLS

/**
 * SgmInspector:
 *
 * Everything about the chosen area: its name and code, the chain of
 * responsibility, its open events, people and party organizations, and the
 * order that Enter will send. Where there are several areas or a shape, what
 * is inside them instead of the one area.
 */
#define SGM_TYPE_INSPECTOR (sgm_inspector_get_type ())
G_DECLARE_FINAL_TYPE (SgmInspector, sgm_inspector, SGM, INSPECTOR, AdwBin)

void sgm_inspector_set_choice     (SgmInspector *self,
                                   SgmChoice    *choice,
                                   SgmPhoneBook *phones);
void sgm_inspector_show_inside    (SgmInspector *self,
                                   const SgmInside *inside,
                                   const char   *title);
void sgm_inspector_set_feeds      (SgmInspector *self,
                                   SgmFeeds     *feeds);
void sgm_inspector_show_tab       (SgmInspector *self,
                                   const char   *name);
void sgm_inspector_move_candidate (SgmInspector *self,
                                   int           step);

G_END_DECLS
