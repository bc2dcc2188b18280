/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmElection:
 *
 * Finds the one among all processes that have a district open who delivers
 * its messages. Whoever stands is elected as soon as nobody else is.
 *
 * The office is a lock of the kernel on one byte of the district's lock file.
 * That is simpler and safer than a row in the database that says until when
 * it is whose: nothing is written to stay in office, no two clocks are
 * compared, a process that stands still for a while does not lose the office
 * without knowing it, and the kernel takes it from one that dies, however it
 * dies, in the same moment. Processes on another computer cannot stand, but
 * they cannot open the file either.
 */
#define SGM_TYPE_ELECTION (sgm_election_get_type ())
G_DECLARE_FINAL_TYPE (SgmElection, sgm_election, SGM, ELECTION, GObject)

SgmElection *sgm_election_new         (const char  *database);
void         sgm_election_stand       (SgmElection *self);
void         sgm_election_withdraw    (SgmElection *self);
gboolean     sgm_election_get_elected (SgmElection *self);
gboolean     sgm_election_is_held     (const char  *database);

G_END_DECLS
