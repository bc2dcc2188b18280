/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-keeper.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "store/sgm-backup-folder.h"
#include "store/sgm-backup.h"

#define LOOK_MICROSECONDS (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define DAY_MICROSECONDS (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

/* Reading all of a file larger than this would be felt. */
#define MAX_CHECKED_BYTES (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)

/* What the thread knows; it may outlive its keeper for a moment, as nobody
 * waits for it. It holds the store only while it uses it. */
typedef struct
{
  gatomicrefcount ref_count;
  GWeakRef keeper;
  GWeakRef store;
  GMainContext *context;
  GCancellable *cancellable;
  char *path;
  gint64 delay_microseconds;
  gint64 erased_at; /* monotonic, 0 = never */
  gboolean told;    /* that backups fail */
  gboolean held;    /* that somebody holds the file */
} Watch;

struct _SgmKeeper
{
  GObject parent_instance;
  Watch *watch;
};

G_DEFINE_FINAL_TYPE (SgmKeeper, sgm_keeper, G_TYPE_OBJECT)

enum
{
  TROUBLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
watch_unref (gpointer data)
{
  Watch *watch = data;

  if (!g_atomic_ref_count_dec (&watch->ref_count))
    return;
  g_weak_ref_clear (&watch->keeper);
  g_weak_ref_clear (&watch->store);
  g_main_context_unref (watch->context);
  g_object_unref (watch->cancellable);
  g_free (watch->path);
  g_free (watch);
}

static Watch *
watch_ref (Watch *watch)
{
  g_atomic_ref_count_inc (&watch->ref_count);
  return watch;
}

/* Telling ------------------------------------------------------------------- */

typedef struct
{
  Watch *watch;
  GError *error;
} Trouble;

static gboolean
emit_trouble (gpointer data)
{
  Trouble *trouble = data;
  g_autoptr (SgmKeeper) keeper = g_weak_ref_get (&trouble->watch->keeper);

  if (keeper != NULL)
    g_signal_emit (keeper, signals[TROUBLE], 0, trouble->error);
  return G_SOURCE_REMOVE;
}

static void
trouble_free (gpointer data)
{
  Trouble *trouble = data;

  watch_unref (trouble->watch);
  g_error_free (trouble->error);
  g_free (trouble);
}

static void
tell (Watch        *watch,
      const GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Trouble *trouble = g_new0 (Trouble, 1);

  trouble->watch = watch_ref (watch);
  trouble->error = g_error_copy (error);
  g_source_set_callback (source, emit_trouble, trouble, trouble_free);
  g_source_attach (source, watch->context);
}

/* The thread ---------------------------------------------------------------- */

static void
check_pages (Watch *watch)
{
  g_autoptr (GError) error = NULL;
  GStatBuf about;

  if (g_stat (watch->path, &about) != 0 || about.st_size > MAX_CHECKED_BYTES)
    return;
  if (!sgm_backup_check_pages (watch->path, watch->cancellable, &error)
      && g_error_matches (error, SGM_ERROR, SGM_ERROR_CORRUPT))
    tell (watch, error);
}

/* It is done again tomorrow; whoever has no right to it leaves it to others. */
static void
erase_reporters (Watch *watch)
{
  g_autoptr (SgmStore) store = NULL;

  if (watch->erased_at != 0 && g_get_monotonic_time () - watch->erased_at < DAY_MICROSECONDS)
    return;
  store = g_weak_ref_get (&watch->store);
  if (store != NULL)
    sgm_store_erase_reporters (store, watch->cancellable, NULL, NULL);
  watch->erased_at = g_get_monotonic_time ();
}

static void
back_up (Watch *watch)
{
  g_autoptr (GError) error = NULL;

  if (sgm_backup_folder_keep (watch->path, g_get_real_time () / 1000, watch->cancellable, &error))
    {
      watch->told = FALSE;
      return;
    }
  if (!watch->told && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      watch->told = TRUE;
      tell (watch, error);
    }
}

static void
look_for_holders (Watch *watch)
{
  g_autoptr (SgmStore) store = g_weak_ref_get (&watch->store);
  gboolean held = store != NULL && sgm_store_is_held (store);
  g_autoptr (GError) error = NULL;

  if (held && !watch->held)
    {
      g_set_error (&error, SGM_ERROR, SGM_ERROR_BUSY,
                   _("Another program keeps reading the file %s, so that its log grows and grows."), watch->path);
      tell (watch, error);
    }
  watch->held = held;
}

/* Waits without being in the way of the end. */
static gboolean
wait_microseconds (Watch  *watch,
                   gint64  microseconds)
{
  GPollFD poll;

  if (g_cancellable_make_pollfd (watch->cancellable, &poll))
    {
      g_poll (&poll, 1, (int) (microseconds / 1000));
      g_cancellable_release_fd (watch->cancellable);
    }
  else
    g_usleep ((gulong) microseconds);
  return !g_cancellable_is_cancelled (watch->cancellable);
}

static gpointer
run_thread (gpointer data)
{
  Watch *watch = data;

  if (wait_microseconds (watch, watch->delay_microseconds))
    {
      check_pages (watch);
      do
        {
          erase_reporters (watch);
          back_up (watch);
          look_for_holders (watch);
        }
      while (wait_microseconds (watch, LOOK_MICROSECONDS));
    }
  watch_unref (watch);
  return NULL;
}

/* The object ---------------------------------------------------------------- */

/**
 * sgm_keeper_new:
 * @store: a store that can be written to
 * @delay_seconds: how long to wait before the first look, so that it is not in
 *   the way of opening
 *
 * Returns: (transfer full): a keeper, which stops when it is dropped
 */
SgmKeeper *
sgm_keeper_new (SgmStore *store,
                guint     delay_seconds)
{
  SgmKeeper *self = g_object_new (SGM_TYPE_KEEPER, NULL);
  Watch *watch = g_new0 (Watch, 1);

  g_atomic_ref_count_init (&watch->ref_count);
  g_weak_ref_init (&watch->keeper, self);
  g_weak_ref_init (&watch->store, store);
  watch->context = g_main_context_ref_thread_default ();
  watch->cancellable = g_cancellable_new ();
  watch->path = g_strdup (sgm_store_get_path (store));
  watch->delay_microseconds = delay_seconds * G_USEC_PER_SEC;
  self->watch = watch;
  g_thread_unref (g_thread_new ("keeper", run_thread, watch_ref (watch)));
  return self;
}

static void
sgm_keeper_finalize (GObject *object)
{
  SgmKeeper *self = SGM_KEEPER (object);

  g_cancellable_cancel (self->watch->cancellable);
  watch_unref (self->watch);
  G_OBJECT_CLASS (sgm_keeper_parent_class)->finalize (object);
}

static void
sgm_keeper_class_init (SgmKeeperClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_keeper_finalize;

  /**
   * SgmKeeper::trouble:
   * @error: what went wrong
   *
   * The file is damaged, backups cannot be made, or another program holds the
   * file.
   */
  signals[TROUBLE] = g_signal_new ("trouble", SGM_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sgm_keeper_init (SgmKeeper *self)
{
}
