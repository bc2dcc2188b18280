/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/sgm-import-plan.h"

G_BEGIN_DECLS

/**
 * SgmGuessRow:
 *
 * Something that was guessed, with why, and a drop-down to say it otherwise.
 *
 * Emits [signal@GuessRow::chosen] (guint number of the choice) when a person
 * has chosen something else.
 */
#define SGM_TYPE_GUESS_ROW (sgm_guess_row_get_type ())
G_DECLARE_FINAL_TYPE (SgmGuessRow, sgm_guess_row, SGM, GUESS_ROW, GtkListBoxRow)

GtkWidget *sgm_guess_row_new         (const char           *title);
void       sgm_guess_row_set_choices (SgmGuessRow          *self,
                                      GPtrArray            *names,
                                      guint                 selected);
void       sgm_guess_row_set_guess   (SgmGuessRow          *self,
                                      SgmImportSureness     sure,
                                      const char           *reason);

G_END_DECLS
