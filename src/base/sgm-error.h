/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SGM_ERROR (sgm_error_quark ())

/**
 * SgmError:
 * @SGM_ERROR_INVALID: the input is malformed
 * @SGM_ERROR_REFUSED: a rule of the domain forbids the change
 * @SGM_ERROR_CONFLICT: somebody else changed the same record first
 * @SGM_ERROR_NO_DATABASE: there is no database at the path
 * @SGM_ERROR_EXISTS: there is a database already
 * @SGM_ERROR_CORRUPT: the file is damaged or no database at all
 * @SGM_ERROR_FOREIGN: a good database, but not one of this program
 * @SGM_ERROR_NEWER: written by a newer release
 * @SGM_ERROR_READ_ONLY: the file or its folder cannot be written
 * @SGM_ERROR_BUSY: another program holds the file
 * @SGM_ERROR_NO_SPACE: the disk is full
 * @SGM_ERROR_NETWORK_FILE: the file lies on a network file system
 * @SGM_ERROR_NO_TILES: the base map is missing
 * @SGM_ERROR_BAD_TILES: the base map is damaged
 * @SGM_ERROR_IO: reading or writing failed in another way
 * @SGM_ERROR_REPEATED: it was taken in before; whoever sent it may be told so
 * @SGM_ERROR_DENIED: the user's role does not allow it
 * @SGM_ERROR_BAD_PHOTO: a file is no photo that can be taken in
 * @SGM_ERROR_LOST_PHOTO: a photo is missing on the disk or not what it was
 *
 * What went wrong, as far as a person can act on it.
 *
 * The message of a `GError` in this domain is a whole translated sentence
 * that says what happened; sgm_error_get_advice() says what is safe and
 * what to do next.
 */
typedef enum
{
  SGM_ERROR_INVALID,
  SGM_ERROR_REFUSED,
  SGM_ERROR_CONFLICT,
  SGM_ERROR_NO_DATABASE,
  SGM_ERROR_EXISTS,
  SGM_ERROR_CORRUPT,
  SGM_ERROR_FOREIGN,
  SGM_ERROR_NEWER,
  SGM_ERROR_READ_ONLY,
  SGM_ERROR_BUSY,
  SGM_ERROR_NO_SPACE,
  SGM_ERROR_NETWORK_FILE,
  SGM_ERROR_NO_TILES,
  SGM_ERROR_BAD_TILES,
  SGM_ERROR_IO,
  SGM_ERROR_REPEATED,
  SGM_ERROR_DENIED,
  SGM_ERROR_BAD_PHOTO,
  SGM_ERROR_LOST_PHOTO,
} SgmError;

GQuark      sgm_error_quark      (void);
const char *sgm_error_get_title  (const GError *error);
const char *sgm_error_get_advice (const GError *error);

G_END_DECLS
