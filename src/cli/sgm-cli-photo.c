/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "photo/sgm-photo.h"
#include "store/sgm-photo-folder.h"

/* So much of a photo's hash is enough to say which one is meant. */
#define MIN_HASH_DIGITS 8

/* Finding ------------------------------------------------------------------- */

static GPtrArray *
find_by_text (SgmStore        *store,
              const SgmTable  *table,
              guint            column,
              const char      *text,
              GError         **error)
{
  SgmValue value = { SGM_TYPE_TEXT, { .text = (char *) text } };

  return sgm_store_find (store, table, column, &value, error);
}

static GPtrArray *
find_by_event (SgmStore        *store,
               const SgmTable  *table,
               guint            column,
               SgmRecord       *event,
               GError         **error)
{
  SgmValue value = { SGM_TYPE_INT, { .i = sgm_record_get_id (event) } };

  return sgm_store_find (store, table, column, &value, error);
}

/* Returns: (transfer full) (nullable): the event of a number, %NULL with an error */
static SgmRecord *
find_event (SgmStore    *store,
            const char  *number,
            GError     **error)
{
  g_autoptr (GPtrArray) events = find_by_text (store, &sgm_table_event, SGM_EVENT_NO, number, error);

  if (events == NULL)
    return NULL;
  if (events->len > 0)
    return sgm_record_ref (events->pdata[0]);
  g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("There is no event with the number “%s”."), number);
  return NULL;
}

static gboolean
read_event (SgmStore    *store,
            const char  *number,
            SgmRecord  **event,
            GPtrArray  **photos,
            GPtrArray  **steps,
            GError     **error)
{
  *event = find_event (store, number, error);
  *photos = *event != NULL ? find_by_event (store, &sgm_table_attachment, SGM_ATTACHMENT_EVENT, *event, error) : NULL;
  *steps = *photos != NULL ? find_by_event (store, &sgm_table_step, SGM_STEP_EVENT, *event, error) : NULL;
  return *steps != NULL;
}

/* Adding -------------------------------------------------------------------- */

/* Returns: whether the photo is with the event now */
static gboolean
add_one (SgmStore   *store,
         SgmRecord  *event,
         const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_photo_add (store, sgm_record_get_id (event), file, "sgm",
                                              sgm_cli_get_cancellable (), &error);

  if (entry != NULL)
    /* Translators: a file, and the number of an entry of the journal */
    g_print (_("%s: added by entry %" PRId64 "."), path, entry->seq);
  else if (g_error_matches (error, SGM_ERROR, SGM_ERROR_REPEATED))
    g_print (_("%s: the event has this photo already."), path);
  else
    {
      sgm_cli_error (error);
      return FALSE;
    }
  g_print ("\n");
  return TRUE;
}

static int
add (SgmStore  *store,
     char     **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmRecord) event = find_event (store, words[0], &error);
  gboolean all = TRUE;

  if (event == NULL)
    return sgm_cli_error (error);
  for (guint i = 1; words[i] != NULL && !g_cancellable_is_cancelled (sgm_cli_get_cancellable ()); i++)
    all = add_one (store, event, words[i]) && all;
  return all ? SGM_CLI_OK : SGM_CLI_FAILED;
}

/* Listing ------------------------------------------------------------------- */

static char *
dup_time (gint64 at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
}

static int
list (SgmStore  *store,
      char     **words)
{
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (GPtrArray) photos = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_event (store, words[0], &event, &photos, &steps, &error))
    return sgm_cli_error (error);
  for (guint i = 0; i < photos->len; i++)
    {
      g_autofree char *when = dup_time (sgm_record_get_int (photos->pdata[i], SGM_ATTACHMENT_AT));
      g_autofree char *size = g_format_size ((guint64) sgm_record_get_int (photos->pdata[i], SGM_ATTACHMENT_SIZE));

      g_print ("%s  %s  %s  %s\n", when, sgm_photo_is_after (photos->pdata[i], steps) ? _("after") : _("before"), size,
               sgm_record_get_text (photos->pdata[i], SGM_ATTACHMENT_HASH));
    }
  if (photos->len == 0)
    g_print ("%s\n", _("The event has no photos yet. “sgm photo add EVENT FILE” adds one."));
  return SGM_CLI_OK;
}

/* Saving -------------------------------------------------------------------- */

static gboolean
save_to (SgmStore   *store,
         SgmRecord  *photo,
         const char *path,
         gboolean    force)
{
  g_autoptr (GFile) target = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (!sgm_photo_save (store, photo, target, force, sgm_cli_get_cancellable (), &error))
    {
      sgm_cli_error (error);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        g_printerr ("%s\n", _("“--force” replaces the file that is there."));
      return FALSE;
    }
  g_print (_("The copy is in %s."), path);
  g_print ("\n");
  return TRUE;
}

static int
save_all (SgmStore   *store,
          const char *number,
          const char *folder,
          gboolean    force)
{
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (GPtrArray) photos = NULL;
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  gboolean all = TRUE;

  if (!read_event (store, number, &event, &photos, &steps, &error))
    return sgm_cli_error (error);
  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < photos->len; i++)
    {
      g_autofree char *name = sgm_photo_dup_name (number, sgm_photo_is_after (photos->pdata[i], steps), i + 1);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      all = save_to (store, photos->pdata[i], path, force) && all;
    }
  if (photos->len == 0)
    g_print ("%s\n", _("The event has no photos yet. “sgm photo add EVENT FILE” adds one."));
  return all ? SGM_CLI_OK : SGM_CLI_FAILED;
}

/* Returns: (transfer full) (nullable): the photo whose hash begins so */
static SgmRecord *
find_photo (SgmStore    *store,
            const char  *digits,
            GError     **error)
{
  g_autoptr (GPtrArray) photos = sgm_store_read_table (store, &sgm_table_attachment, error);
  SgmRecord *found = NULL;

  if (photos == NULL)
    return NULL;
  for (guint i = 0; i < photos->len; i++)
    {
      const char *hash = sgm_record_get_text (photos->pdata[i], SGM_ATTACHMENT_HASH);

      if (!g_str_has_prefix (hash, digits))
        continue;
      if (found != NULL && !g_str_equal (sgm_record_get_text (found, SGM_ATTACHMENT_HASH), hash))
        {
          g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("Several photos begin with “%s”. Say more digits."), digits);
          return NULL;
        }
      found = photos->pdata[i];
    }
  if (found != NULL)
    return sgm_record_ref (found);
  g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("There is no photo “%s”."), digits);
  return NULL;
}

static gboolean
is_hash (const char *word)
{
  return strlen (word) >= MIN_HASH_DIGITS && word[strspn (word, "0123456789abcdef")] == '\0';
}

static int
save (SgmStore  *store,
      char     **words,
      gboolean   force)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmRecord) photo = NULL;

  if (!is_hash (words[0]))
    return save_all (store, words[0], words[1], force);
  photo = find_photo (store, words[0], &error);
  if (photo == NULL)
    return sgm_cli_error (error);
  return save_to (store, photo, words[1], force) ? SGM_CLI_OK : SGM_CLI_FAILED;
}

/* What is wrong with the words, NULL where nothing is. */
static const char *
check_words (char     **words,
             gboolean   force)
{
  guint n = g_strv_length (words);

  if (n > 0 && g_str_equal (words[0], "add") && !force)
    return n >= 3 ? NULL : _("Say “add EVENT FILE”, with the number of an event and one picture or several.");
  if (n > 0 && g_str_equal (words[0], "list") && !force)
    return n == 2 ? NULL : _("Say “list EVENT”, with the number of an event.");
  if (n > 0 && g_str_equal (words[0], "save"))
    return n == 3 ? NULL : _("Say “save EVENT FOLDER” for all photos of an event, or “save HASH FILE” for one.");
  return force ? _("“--force” belongs to “save”.") : _("Say “add EVENT FILE”, “list EVENT” or “save EVENT FOLDER”.");
}

/**
 * sgm_cli_photo:
 *
 * `sgm photo`: adds photos to events, lists them and gives out copies.
 */
int
sgm_cli_photo (SgmCli  *cli,
               int      argc,
               char   **argv)
{
  gboolean force = FALSE;
  g_auto (GStrv) words = NULL;
  const GOptionEntry entries[] = {
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Replace the files that are there"), NULL },
    { NULL },
  };
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GError) error = NULL;
  const char *wrong;
  gboolean adds;

  if (!sgm_cli_parse_words (cli, entries, _("add EVENT FILE… | list EVENT | save EVENT FOLDER | save HASH FILE"),
                            _("Adds photos (JPEG, PNG, WebP) to an event, which is known by its number; lists its photos; saves copies. What a camera writes into a photo, such as the place, is left out, and large photos are made smaller. The photos are kept in a folder beside the district."),
                            &words, argc, argv))
    return SGM_CLI_USAGE;
  wrong = check_words (words, force);
  if (wrong != NULL)
    return sgm_cli_usage_error ("photo", wrong);

  adds = g_str_equal (words[0], "add");
  sgm_cli_get_cancellable ();
  store = sgm_store_open (cli->database, adds ? SGM_STORE_OPEN : SGM_STORE_READ, &error);
  if (store == NULL)
    return sgm_cli_error (error);
  if (adds)
    return add (store, words + 1);
  return g_str_equal (words[0], "list") ? list (store, words + 1) : save (store, words + 1, force);
}
