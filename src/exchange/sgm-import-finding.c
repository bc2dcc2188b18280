/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-finding.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *id;
  const char *name;
} Word;

static const Word kinds[SGM_N_IMPORT_KINDS] = {
  [SGM_IMPORT_UNREADABLE] = { "unreadable", N_("Cannot be read") },
  [SGM_IMPORT_CODE_MISSING] = { "code-missing", N_("No code") },
  [SGM_IMPORT_CODE_BAD] = { "code-bad", N_("Not a code") },
  [SGM_IMPORT_CODE_TWICE] = { "code-twice", N_("Code used twice") },
  [SGM_IMPORT_CODE_ORPHAN] = { "code-orphan", N_("Code does not fit its parent’s") },
  [SGM_IMPORT_NAME_MISSING] = { "name-missing", N_("No name") },
  [SGM_IMPORT_RING_OPEN] = { "ring-open", N_("Ring not closed") },
  [SGM_IMPORT_RING_INVALID] = { "ring-invalid", N_("Lines cross") },
  [SGM_IMPORT_RING_ORDER] = { "ring-order", N_("Rings the other way round") },
  [SGM_IMPORT_VERTEX_TWICE] = { "vertex-twice", N_("Repeated points") },
  [SGM_IMPORT_TINY] = { "tiny", N_("Very small") },
  [SGM_IMPORT_OVERLAP] = { "overlap", N_("Overlap") },
  [SGM_IMPORT_GAP] = { "gap", N_("Gap") },
  [SGM_IMPORT_SLIVER] = { "sliver", N_("Sliver") },
  [SGM_IMPORT_BORDER] = { "border", N_("Borders not shared") },
  [SGM_IMPORT_OUTSIDE] = { "outside", N_("Reaches out of its parent") },
  [SGM_IMPORT_ACROSS] = { "across", N_("In two communities") },
  [SGM_IMPORT_SHIFTED] = { "shifted", N_("Shifted") },
  [SGM_IMPORT_TOTAL] = { "total", N_("Not the published number") },
  [SGM_IMPORT_ENDS] = { "ends", N_("Would end") },
  [SGM_IMPORT_POSTS] = { "posts", N_("People without an area") },
};

static const Word severities[] = {
  [SGM_IMPORT_NOTE] = { "note", N_("Note") },
  [SGM_IMPORT_WARNS] = { "warns", N_("Warning") },
  [SGM_IMPORT_BLOCKS] = { "blocks", N_("Prevents the import") },
};

static const Word repairs[SGM_N_IMPORT_REPAIRS] = {
  [SGM_IMPORT_REPAIR_NONE] = { "none", N_("Look at it") },
  [SGM_IMPORT_REPAIR_DATUM] = { "datum", N_("Convert the coordinates") },
  [SGM_IMPORT_REPAIR_CLOSE] = { "close", N_("Close the ring") },
  [SGM_IMPORT_REPAIR_VERTICES] = { "vertices", N_("Drop repeated points") },
  [SGM_IMPORT_REPAIR_ORDER] = { "order", N_("Turn the rings round") },
  [SGM_IMPORT_REPAIR_VALID] = { "valid", N_("Take the lines apart") },
  [SGM_IMPORT_REPAIR_RESHAPE] = { "reshape", N_("Take the lines apart, which changes the ground") },
  [SGM_IMPORT_REPAIR_SNAP] = { "snap", N_("Put the borders onto each other") },
  [SGM_IMPORT_REPAIR_GIVE] = { "give", N_("Give it to a neighbour") },
  [SGM_IMPORT_REPAIR_CODE] = { "code", N_("Set the code") },
  [SGM_IMPORT_REPAIR_LEAVE_OUT] = { "leave-out", N_("Leave the row out") },
};

/**
 * sgm_import_finding_new:
 *
 * Returns: (transfer full): a finding with neither rows nor a place
 */
SgmImportFinding *
sgm_import_finding_new (SgmImportKind     kind,
                        SgmImportSeverity severity)
{
  SgmImportFinding *finding = g_new0 (SgmImportFinding, 1);

  finding->kind = kind;
  finding->severity = severity;
  finding->rows = g_array_new (FALSE, FALSE, sizeof (SgmImportRef));
  finding->codes = g_ptr_array_new_with_free_func (g_free);
  finding->place = SGM_BOX_EMPTY;
  finding->size = NAN;
  return finding;
}

void
sgm_import_finding_free (SgmImportFinding *finding)
{
  g_array_unref (finding->rows);
  g_ptr_array_unref (finding->codes);
  g_clear_pointer (&finding->shape, sgm_geometry_unref);
  g_free (finding->sentence);
  g_free (finding->proposal);
  g_free (finding);
}

/**
 * sgm_import_finding_add_row:
 * @id: a row of the staging
 * @number: its number in the file
 * @code: (nullable): its code
 */
void
sgm_import_finding_add_row (SgmImportFinding *finding,
                            gint64            id,
                            gint64            number,
                            const char       *code)
{
  SgmImportRef ref = { id, number };

  g_array_append_val (finding->rows, ref);
  if (code != NULL)
    g_ptr_array_add (finding->codes, g_strdup (code));
}

/**
 * sgm_import_finding_dup_repair_key:
 *
 * Returns: (transfer full): the same text for the same repair of the same rows
 */
char *
sgm_import_finding_dup_repair_key (const SgmImportFinding *finding)
{
  g_autoptr (GChecksum) rows = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < finding->rows->len; i++)
    {
      gint64 id = g_array_index (finding->rows, SgmImportRef, i).id;

      g_checksum_update (rows, (const guchar *) &id, sizeof id);
    }
  return g_strdup_printf ("%s %s %d %s", sgm_import_repair_get_id (finding->repair),
                          finding->proposal != NULL ? finding->proposal : "", finding->level,
                          g_checksum_get_string (rows));
}

/**
 * sgm_import_kind_get_id:
 *
 * Returns: a stable English word for it
 */
const char *
sgm_import_kind_get_id (SgmImportKind kind)
{
  g_return_val_if_fail (kind < SGM_N_IMPORT_KINDS, NULL);
  return kinds[kind].id;
}

/**
 * sgm_import_kind_get_name:
 *
 * Returns: a heading for findings of that kind, translated
 */
const char *
sgm_import_kind_get_name (SgmImportKind kind)
{
  g_return_val_if_fail (kind < SGM_N_IMPORT_KINDS, NULL);
  return _(kinds[kind].name);
}

/**
 * sgm_import_severity_get_id:
 *
 * Returns: a stable English word for it
 */
const char *
sgm_import_severity_get_id (SgmImportSeverity severity)
{
  g_return_val_if_fail (severity < G_N_ELEMENTS (severities), NULL);
  return severities[severity].id;
}

/**
 * sgm_import_severity_get_name:
 *
 * Returns: how bad it is, translated
 */
const char *
sgm_import_severity_get_name (SgmImportSeverity severity)
{
  g_return_val_if_fail (severity < G_N_ELEMENTS (severities), NULL);
  return _(severities[severity].name);
}

/**
 * sgm_import_repair_get_id:
 *
 * Returns: a stable English word for it, as `sgm import --repair` takes it
 */
const char *
sgm_import_repair_get_id (SgmImportRepair repair)
{
  g_return_val_if_fail (repair < SGM_N_IMPORT_REPAIRS, NULL);
  return repairs[repair].id;
}

/**
 * sgm_import_repair_get_name:
 *
 * Returns: what it does, translated, for a button
 */
const char *
sgm_import_repair_get_name (SgmImportRepair repair)
{
  g_return_val_if_fail (repair < SGM_N_IMPORT_REPAIRS, NULL);
  return _(repairs[repair].name);
}

/**
 * sgm_import_repair_from_id:
 * @id: any text
 * @repair: (out): the repair of that word
 *
 * Returns: whether there is one; “none” is none
 */
gboolean
sgm_import_repair_from_id (const char      *id,
                           SgmImportRepair *repair)
{
  for (guint i = SGM_IMPORT_REPAIR_NONE + 1; i < SGM_N_IMPORT_REPAIRS; i++)
    if (g_str_equal (id, repairs[i].id))
      {
        *repair = i;
        return TRUE;
      }
  return FALSE;
}
