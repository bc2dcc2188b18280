/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "panels/sgm-choice.h"
#include "small-district.h"

/* A choice in the small district, and colleagues who change that. */
typedef struct
{
  char *folder;
  SgmStore *store;
  SgmDistrict *district;
  SgmChoice *choice;
} ChoiceFixture;

void   choice_fixture_set_up    (ChoiceFixture *f,
                                 gconstpointer  data);
void   choice_fixture_tear_down (ChoiceFixture *f,
                                 gconstpointer  data);
gint64 choice_fixture_report    (ChoiceFixture *f,
                                 gint64         matter,
                                 const char    *source_id);
void   choice_fixture_submit    (ChoiceFixture *f,
                                 SgmChange     *change);
void   choice_fixture_assign    (ChoiceFixture *f,
                                 gint64         event,
                                 gint64         person);
