/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "base/sgm-installation.h"

G_DEFINE_QUARK (sgm-error-quark, sgm_error)

/* Title and advice for each code, in the enumeration's order; no advice where
 * it depends on the computer. */
static const struct
{
  const char *title;
  const char *advice;
} texts[] = {
  [SGM_ERROR_INVALID] = {
    N_("This cannot be understood"),
    N_("Nothing was changed. Correct the input and try again."),
  },
  [SGM_ERROR_REFUSED] = {
    N_("This is not allowed now"),
    N_("Nothing was changed. Look at the present state and choose another step."),
  },
  [SGM_ERROR_CONFLICT] = {
    N_("Somebody else was faster"),
    N_("Their change is kept and yours was not made. Look at the present state and decide again."),
  },
  [SGM_ERROR_NO_DATABASE] = {
    N_("There is no district here yet"),
    N_("Nothing was changed. Make the sample district, or open the file of another district."),
  },
  [SGM_ERROR_EXISTS] = {
    N_("There is a district already"),
    N_("It was left as it is. Choose another file name, or open the district that is there."),
  },
  [SGM_ERROR_CORRUPT] = {
    N_("The district's file is damaged"),
    NULL,
  },
  [SGM_ERROR_FOREIGN] = {
    N_("This file belongs to another program"),
    N_("It was not touched. Open a file that Smart Grid Map has made."),
  },
  [SGM_ERROR_NEWER] = {
    N_("A newer version made this district"),
    N_("It was not touched and all data are safe. Update Smart Grid Map on this computer, then open it again."),
  },
  [SGM_ERROR_READ_ONLY] = {
    N_("The district cannot be written"),
    N_("Nothing was changed. Give yourself the right to write the file and its folder, or copy it to a folder of your own."),
  },
  [SGM_ERROR_BUSY] = {
    N_("Another program is holding the district"),
    NULL,
  },
  [SGM_ERROR_NO_SPACE] = {
    N_("The disk is full"),
    N_("Everything acknowledged before is safe; this change was not made. Free some space and try again."),
  },
  [SGM_ERROR_NETWORK_FILE] = {
    N_("The district lies on a network drive"),
    N_("It was not touched. Files on network drives can be damaged by two computers writing at once: copy it to a local disk and open it there."),
  },
  [SGM_ERROR_NO_TILES] = {
    N_("There is no base map"),
    NULL,
  },
  [SGM_ERROR_BAD_TILES] = {
    N_("The base map cannot be read"),
    NULL,
  },
  [SGM_ERROR_IO] = {
    N_("Reading or writing failed"),
    N_("Everything acknowledged before is safe; this was not done. Check the disk and try again."),
  },
  [SGM_ERROR_REPEATED] = {
    N_("This came in before"),
    N_("It is kept once, and nothing was changed. There is nothing to do."),
  },
  [SGM_ERROR_DENIED] = {
    N_("You may not do this"),
    N_("Nothing was changed. Ask an administrator of the district to do it or to give you the right."),
  },
  [SGM_ERROR_BAD_PHOTO] = {
    N_("This photo cannot be taken in"),
    N_("Nothing was added, and the file is as it was. Open it in an image viewer, save it from there as JPEG, and add that."),
  },
  [SGM_ERROR_LOST_PHOTO] = {
    N_("A photo cannot be shown"),
    N_("The event and everything else are safe. Copy the folder of photos back from where you keep a copy of it, or add the photo again."),
  },
};

/* Of files that the system tells of, by its own codes. */
static const struct
{
  GIOErrorEnum code;
  const char *title;
  const char *advice;
} file_texts[] = {
  { G_IO_ERROR_NOT_FOUND, N_("It is not there"),
    N_("Nothing was changed. Check the name and the folder, and try again.") },
  { G_IO_ERROR_EXISTS, N_("It is there already"),
    N_("It was left as it is. Choose another name, or have it replaced.") },
  { G_IO_ERROR_PERMISSION_DENIED, N_("You have no right to this file or folder"),
    N_("Nothing was changed. Choose another place, or get the right to this one.") },
};

/* Returns: its number, or -1 where it is another error */
static int
find_file_text (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_texts); i++)
    if (g_error_matches (error, G_IO_ERROR, file_texts[i].code))
      return (int) i;
  return -1;
}

/**
 * sgm_error_get_title:
 * @error: an error of any domain
 *
 * Returns: a short translated heading for the error
 */
const char *
sgm_error_get_title (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (find_file_text (error) >= 0)
    return _(file_texts[find_file_text (error)].title);
  if (error->domain != SGM_ERROR || (guint) error->code >= G_N_ELEMENTS (texts))
    return _("Something went wrong");

  return _(texts[error->code].title);
}

/* Advice that names the tool as it is called on this computer. */
static const char *
get_advice_with_tool (int code)
{
  const char *tool = sgm_installation_get_tool ();
  g_autofree char *advice = NULL;

  switch (code)
    {
    case SGM_ERROR_CORRUPT:
      /* Translators: in this and the next three, %s is a command, such as “sgm” */
      advice = g_strdup_printf (_("It was not touched. Close all windows and run “%s recover”: that makes the district again from the last backup and what can be read of this file, which is kept."), tool);
      break;
    case SGM_ERROR_BUSY:
      advice = g_strdup_printf (_("Everything acknowledged is safe; what was not acknowledged was not done. Close the other program and try again. For work in other programs, give them a copy: from “The District’s File” in the menu, or with “%s snapshot”."), tool);
      break;
    case SGM_ERROR_NO_TILES:
      advice = g_strdup_printf (_("Areas and events work without it. Make the base map again with “%s basemap”, or name another one with “--tiles”."), tool);
      break;
    case SGM_ERROR_BAD_TILES:
    default:
      advice = g_strdup_printf (_("It was left as it is; areas and events work without it. Name an MBTiles file of pictures with “--tiles”, or make the district’s own base map again with “%s basemap”."), tool);
      break;
    }
  return g_intern_string (advice);
}

/**
 * sgm_error_get_advice:
 * @error: an error of any domain
 *
 * Returns: translated sentences that say what is safe and what to do next
 */
const char *
sgm_error_get_advice (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (find_file_text (error) >= 0)
    return _(file_texts[find_file_text (error)].advice);
  if (error->domain != SGM_ERROR || (guint) error->code >= G_N_ELEMENTS (texts))
    return _("Everything acknowledged before is safe. Try again.");

  if (texts[error->code].advice == NULL)
    return get_advice_with_tool (error->code);

  return _(texts[error->code].advice);
}
