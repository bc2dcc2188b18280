/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-finding.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id;
  const char *name;
} faults[SGM_N_LEDGER_FAULTS] = {
  [SGM_LEDGER_UNREADABLE] = { "unreadable", N_("Cannot be read") },
  [SGM_LEDGER_PHONE_BAD] = { "phone-bad", N_("Not a telephone number") },
  [SGM_LEDGER_MISSING] = { "missing", N_("Something is missing") },
  [SGM_LEDGER_AREA_UNKNOWN] = { "area-unknown", N_("Unknown area") },
  [SGM_LEDGER_AREA_UNSURE] = { "area-unsure", N_("Several areas of that name") },
  [SGM_LEDGER_AREA_MISSING] = { "area-missing", N_("Without an area") },
  [SGM_LEDGER_UNKNOWN] = { "unknown", N_("Unknown name") },
  [SGM_LEDGER_TWICE] = { "twice", N_("There twice") },
  [SGM_LEDGER_PHONE_SHARED] = { "phone-shared", N_("Two people with one phone") },
  [SGM_LEDGER_UNSURE] = { "unsure", N_("Perhaps somebody who is there") },
  [SGM_LEDGER_CONTRARY] = { "contrary", N_("Cells that contradict each other") },
  [SGM_LEDGER_OUTSIDE] = { "outside", N_("Outside of its area") },
  [SGM_LEDGER_SHIFTED] = { "shifted", N_("Shifted places") },
  [SGM_LEDGER_MIDDLE] = { "middle", N_("Put into the middle of its area") },
  [SGM_LEDGER_TOTAL] = { "total", N_("Not the published number") },
  [SGM_LEDGER_FEW_WORKERS] = { "few-workers", N_("Grids with fewer than two full-time workers") },
  [SGM_LEDGER_UNCOVERED] = { "uncovered", N_("Grids without an organization") },
  [SGM_LEDGER_IDLE] = { "idle", N_("Organizations that cover nothing") },
  [SGM_LEDGER_STAYS] = { "stays", N_("Stays as it is") },
  [SGM_LEDGER_ENDS] = { "ends", N_("Would end") },
};

/**
 * sgm_ledger_finding_new:
 * @row: the row's number in the file, or 0
 *
 * Returns: (transfer full): a finding without areas or a place
 */
SgmLedgerFinding *
sgm_ledger_finding_new (SgmLedgerFault    fault,
                        SgmImportSeverity severity,
                        gint64            row)
{
  SgmLedgerFinding *finding = g_new0 (SgmLedgerFinding, 1);

  finding->fault = fault;
  finding->severity = severity;
  finding->row = row;
  finding->field = -1;
  finding->areas = g_array_new (FALSE, FALSE, sizeof (gint64));
  finding->x = NAN;
  finding->y = NAN;
  return finding;
}

void
sgm_ledger_finding_free (SgmLedgerFinding *finding)
{
  g_array_unref (finding->areas);
  g_free (finding->sentence);
  g_free (finding->proposal);
  g_free (finding);
}

/**
 * sgm_ledger_fault_get_id:
 *
 * Returns: a stable English word for it
 */
const char *
sgm_ledger_fault_get_id (SgmLedgerFault fault)
{
  g_return_val_if_fail (fault < SGM_N_LEDGER_FAULTS, NULL);
  return faults[fault].id;
}

/**
 * sgm_ledger_fault_get_name:
 *
 * Returns: a heading for findings of that kind, translated
 */
const char *
sgm_ledger_fault_get_name (SgmLedgerFault fault)
{
  g_return_val_if_fail (fault < SGM_N_LEDGER_FAULTS, NULL);
  return _(faults[fault].name);
}

/**
 * sgm_ledger_dup_masked_name:
 * @name: a person's name
 *
 * Returns: (transfer full): its first character, and an asterisk for each
 *   other one, no more than two
 */
char *
sgm_ledger_dup_masked_name (const char *name)
{
  g_autofree char *first = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), 1));

  return g_strconcat (first, g_utf8_strlen (name, -1) > 2 ? "**" : "*", NULL);
}

/**
 * sgm_ledger_dup_masked_phone:
 * @phone: the text of a cell
 *
 * Returns: (transfer full): its first three and last two characters, with
 *   asterisks between them; less where it is short
 */
char *
sgm_ledger_dup_masked_phone (const char *phone)
{
  glong length = g_utf8_strlen (phone, -1);
  g_autofree char *head = g_utf8_substring (phone, 0, length >= 10 ? 3 : MIN (length, 1));
  g_autofree char *tail = g_utf8_substring (phone, length >= 10 ? length - 2 : length, length);

  return g_strconcat (head, "****", tail, NULL);
}
