/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-secrets.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  .name = SGM_APP_ID ".MapKey",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "service", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static void
on_looked_up (GObject      *object,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *key = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, key, (GDestroyNotify) secret_password_free);
}

/**
 * sgm_secrets_lookup_async:
 * @name: the service, as sgm_tile_spec_dup_key_name() gives it
 * @cancellable: (nullable): to give up
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Looks a key up. The desktop may ask the user to unlock the keys.
 */
void
sgm_secrets_lookup_async (const char          *name,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sgm_secrets_lookup_async);
  secret_password_lookup (&schema, cancellable, on_looked_up, task, "service", name, NULL);
}

/**
 * sgm_secrets_lookup_finish:
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): the key, to be freed with
 *   secret_password_free(); %NULL without an error where none is kept
 */
char *
sgm_secrets_lookup_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
return_whether_done (GTask    *task,
                     gboolean  done,
                     GError   *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, done);
  g_object_unref (task);
}

static void
on_stored (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  GError *error = NULL;
  gboolean stored = secret_password_store_finish (result, &error);

  return_whether_done (data, stored, error);
}

static void
on_cleared (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  return_whether_done (data, TRUE, error);
}

/**
 * sgm_secrets_keep_async:
 * @name: the service, as sgm_tile_spec_dup_key_name() gives it
 * @key: (nullable): its key; %NULL or empty to forget the one that is kept
 * @cancellable: (nullable): to give up
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Keeps a key for the user's later sessions, too.
 */
void
sgm_secrets_keep_async (const char          *name,
                        const char          *key,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  /* Translators: what a key is called among the user's passwords; %s is a map
   * service */
  g_autofree char *label = g_strdup_printf (_("Key of the map service %s"), name);

  g_task_set_source_tag (task, sgm_secrets_keep_async);
  if (key != NULL && key[0] != '\0')
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, key, cancellable, on_stored,
                           task, "service", name, NULL);
  else
    secret_password_clear (&schema, cancellable, on_cleared, task, "service", name, NULL);
}

/**
 * sgm_secrets_keep_finish:
 * @result: what the callback was given
 *
 * Returns: whether it was kept or forgotten
 */
gboolean
sgm_secrets_keep_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
