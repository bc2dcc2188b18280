/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-error.h"
#include "domain/sgm-clock.h"
#include "domain/sgm-decide.h"
#include "domain/sgm-tables.h"

G_BEGIN_DECLS

/* Which roles may make a change. An administrator may make any. */
#define SGM_MAY_DISPATCH (1u << SGM_USER_ROLE_DISPATCHER)
#define SGM_MAY_STREET (1u << SGM_USER_ROLE_STREET)
#define SGM_MAY_LEAD (1u << SGM_USER_ROLE_LEADER)

/* No area lies in more than this many. */
#define SGM_MAX_CHAIN 8

/**
 * SgmDecision:
 *
 * A change while it is being decided: what the rules of all kinds of change
 * share. Private to the rules.
 */
typedef struct
{
  const SgmChange *change;
  gint64 now;
  const SgmLookup *lookup;
  SgmPatchBuilder *patch;
  GHashTable *made; /* records that the change adds and others of it may refer to, or NULL */
} SgmDecision;

/* One function per kind of change adds to the patch what becomes of it, or
 * refuses. */
typedef gboolean (*SgmRule) (SgmDecision *d, GError **error);

gboolean   sgm_refuse                (GError         **error,
                                      SgmError         code,
                                      const char      *sentence);
gboolean   sgm_decision_need_why     (SgmDecision     *d,
                                      GError         **error);
gboolean   sgm_decision_check_score  (SgmDecision     *d,
                                      GError         **error);
gboolean   sgm_decision_check_until  (SgmDecision     *d,
                                      GError         **error);
SgmRecord *sgm_decision_need         (SgmDecision     *d,
                                      const SgmTable  *table,
                                      gint64           id,
                                      const char      *missing,
                                      GError         **error);
SgmRecord *sgm_decision_need_subject (SgmDecision     *d,
                                      const SgmTable  *table,
                                      const char      *missing,
                                      GError         **error);
SgmRecord *sgm_decision_need_event   (SgmDecision     *d,
                                      GError         **error);
GPtrArray *sgm_decision_find         (SgmDecision     *d,
                                      const SgmTable  *table,
                                      guint            column,
                                      gint64           number,
                                      GError         **error);
GPtrArray *sgm_decision_find_some    (SgmDecision     *d,
                                      const SgmTable  *table,
                                      guint            column,
                                      gint64           number,
                                      guint            limit,
                                      GError         **error);
GPtrArray *sgm_decision_find_text    (SgmDecision     *d,
                                      const SgmTable  *table,
                                      guint            column,
                                      const char      *text,
                                      GError         **error);
gboolean   sgm_decision_insert       (SgmDecision     *d,
                                      SgmRecord       *record,
                                      GError         **error);
SgmRecord *sgm_decision_new_record   (SgmDecision     *d,
                                      const SgmTable  *table,
                                      GError         **error);
gboolean   sgm_decision_add_step     (SgmDecision     *d,
                                      gint64           event,
                                      gint64           seq,
                                      SgmStage         stage,
                                      gint64           person,
                                      const char      *note,
                                      GError         **error);
gboolean   sgm_decision_add_next_step (SgmDecision    *d,
                                       gint64          event,
                                       SgmStage        stage,
                                       gint64          person,
                                       const char     *note,
                                       GError        **error);
SgmCalendar *sgm_decision_make_calendar (SgmDecision  *d,
                                         GError      **error);
gboolean   sgm_decision_end_tasks    (SgmDecision     *d,
                                      gint64           event,
                                      SgmTaskState     state,
                                      GError         **error);
gboolean   sgm_decision_send         (SgmDecision     *d,
                                      gint64           task,
                                      SgmMessage       message,
                                      gint64           person,
                                      gint64           not_before,
                                      GError         **error);
gboolean   sgm_decision_call_back    (SgmDecision     *d,
                                      SgmRecord       *task,
                                      GError         **error);
gboolean   sgm_record_is_valid_at    (SgmRecord       *record,
                                      guint            from,
                                      guint            to,
                                      gint64           when);

gboolean   sgm_check_geometry        (SgmRecord       *record,
                                      guint            column,
                                      gboolean         point,
                                      GError         **error);
gboolean   sgm_decision_find_boundary (SgmDecision    *d,
                                      gint64           area,
                                      SgmRecord      **boundary,
                                      SgmRecord      **edition,
                                      GError         **error);
SgmRecord *sgm_decision_dup_area     (SgmDecision     *d,
                                      SgmRecord       *area,
                                      GError         **error);
gboolean   sgm_decision_get_chain    (SgmDecision     *d,
                                      gint64           area,
                                      gint64          *chain,
                                      guint           *n_chain,
                                      GError         **error);
gboolean   sgm_decision_check_rights (SgmDecision     *d,
                                      guint            roles,
                                      const SgmTable  *subject,
                                      GError         **error);
gboolean   sgm_decision_check_rights_on (SgmDecision  *d,
                                         guint         roles,
                                         const SgmTable *subject,
                                         gint64        id,
                                         GError      **error);
gboolean   sgm_decision_check_table  (SgmDecision     *d,
                                      const SgmTable  *table,
                                      GError         **error);

gboolean   sgm_decide_import_sample  (SgmDecision *d, GError **error);
gboolean   sgm_decide_save           (SgmDecision *d, GError **error);
gboolean   sgm_decide_remove         (SgmDecision *d, GError **error);
gboolean   sgm_decide_undo           (SgmDecision *d, GError **error);
gboolean   sgm_decide_report         (SgmDecision *d, GError **error);
gboolean   sgm_decide_move           (SgmDecision *d, GError **error);
gboolean   sgm_decide_suspend        (SgmDecision *d, GError **error);
gboolean   sgm_decide_resume         (SgmDecision *d, GError **error);
gboolean   sgm_decide_extend         (SgmDecision *d, GError **error);
gboolean   sgm_decide_evaluate       (SgmDecision *d, GError **error);
gboolean   sgm_decide_erase_reporters (SgmDecision *d, GError **error);
gboolean   sgm_decide_assign         (SgmDecision *d, GError **error);
gboolean   sgm_decide_withdraw       (SgmDecision *d, GError **error);
gboolean   sgm_decide_advance        (SgmDecision *d, GError **error);
gboolean   sgm_decide_sent           (SgmDecision *d, GError **error);
gboolean   sgm_decide_not_sent       (SgmDecision *d, GError **error);
gboolean   sgm_decide_resend         (SgmDecision *d, GError **error);
gboolean   sgm_decide_whistle        (SgmDecision *d, GError **error);
gboolean   sgm_decide_check_in       (SgmDecision *d, GError **error);
gboolean   sgm_decide_score_call     (SgmDecision *d, GError **error);
gboolean   sgm_decide_escalate       (SgmDecision *d, GError **error);
gboolean   sgm_decide_hand_back      (SgmDecision *d, GError **error);
gboolean   sgm_decide_join           (SgmDecision *d, GError **error);
gboolean   sgm_decide_end_joint      (SgmDecision *d, GError **error);
gboolean   sgm_decide_start_mode     (SgmDecision *d, GError **error);
gboolean   sgm_decide_end_mode       (SgmDecision *d, GError **error);
gboolean   sgm_decide_reveal         (SgmDecision *d, GError **error);
gboolean   sgm_decide_export         (SgmDecision *d, GError **error);
gboolean   sgm_decide_prepare_edition (SgmDecision *d, GError **error);
gboolean   sgm_decide_add_boundaries (SgmDecision *d, GError **error);
gboolean   sgm_decide_activate_edition (SgmDecision *d, GError **error);
gboolean   sgm_decide_drop_edition   (SgmDecision *d, GError **error);

G_END_DECLS
