/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-election.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* The byte of the lock file; writing takes the first one. */
#define OFFICE 1

/* One candidate, shared with the thread that waits for the lock. The thread
 * cannot be called off while it waits: one whose candidate has withdrawn lets
 * go of the lock in the moment in which it gets it. */
typedef struct
{
  gatomicrefcount ref_count;
  char *path;
  GMainContext *context;
  GMutex mutex;
  SgmElection *election; /* NULL once it has withdrawn */
  int fd;                /* -1 unless it holds the lock */
} Candidate;

struct _SgmElection
{
  GObject parent_instance;
  char *path;
  Candidate *candidate; /* NULL while it does not stand */
  gboolean elected;
};

enum
{
  PROP_0,
  PROP_ELECTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SgmElection, sgm_election, G_TYPE_OBJECT)

static void
candidate_unref (gpointer data)
{
  Candidate *candidate = data;

  if (!g_atomic_ref_count_dec (&candidate->ref_count))
    return;
  if (candidate->fd >= 0)
    close (candidate->fd);
  g_mutex_clear (&candidate->mutex);
  g_main_context_unref (candidate->context);
  g_free (candidate->path);
  g_free (candidate);
}

static void
set_elected (SgmElection *self,
             gboolean     elected)
{
  if (self->elected == elected)
    return;
  self->elected = elected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELECTED]);
}

/* Only the thread of the context withdraws, and this is it. */
static gboolean
take_office (gpointer data)
{
  Candidate *candidate = data;

  if (candidate->election != NULL)
    set_elected (candidate->election, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
wait_for_lock (int fd)
{
  struct flock region = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = OFFICE, .l_len = 1 };

  while (fcntl (fd, F_OFD_SETLKW, &region) != 0)
    if (errno != EINTR)
      return FALSE;
  return TRUE;
}

/* Not g_main_context_invoke(): where nobody runs the context at the moment, that
 * would take the office here, in the waiting thread. */
static void
call_into_office (Candidate *candidate)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, take_office, candidate, candidate_unref);
  g_source_attach (source, candidate->context);
}

/* Where the file cannot be opened for writing, nothing can be recorded about
 * messages either: there is no office to hold. */
static gpointer
run_thread (gpointer data)
{
  Candidate *candidate = data;
  int fd = g_open (candidate->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  gboolean won = fd >= 0 && wait_for_lock (fd);

  g_mutex_lock (&candidate->mutex);
  won = won && candidate->election != NULL;
  if (won)
    candidate->fd = fd;
  g_mutex_unlock (&candidate->mutex);

  if (won)
    call_into_office (candidate);
  else
    {
      if (fd >= 0)
        close (fd);
      candidate_unref (candidate);
    }
  return NULL;
}

static void
sgm_election_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_ELECTED:
      g_value_set_boolean (value, sgm_election_get_elected (SGM_ELECTION (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_election_dispose (GObject *object)
{
  sgm_election_withdraw (SGM_ELECTION (object));
  G_OBJECT_CLASS (sgm_election_parent_class)->dispose (object);
}

static void
sgm_election_finalize (GObject *object)
{
  g_free (SGM_ELECTION (object)->path);
  G_OBJECT_CLASS (sgm_election_parent_class)->finalize (object);
}

static void
sgm_election_class_init (SgmElectionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = sgm_election_get_property;
  object_class->dispose = sgm_election_dispose;
  object_class->finalize = sgm_election_finalize;

  /**
   * SgmElection:elected:
   *
   * Whether this is the one. It stays so until it withdraws.
   */
  properties[PROP_ELECTED] =
    g_param_spec_boolean ("elected", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_election_init (SgmElection *self)
{
}

/**
 * sgm_election_new:
 * @database: path of the district
 *
 * Returns: (transfer full): an election in which this process does not stand
 *   yet
 */
SgmElection *
sgm_election_new (const char *database)
{
  SgmElection *self = g_object_new (SGM_TYPE_ELECTION, NULL);

  self->path = g_strconcat (database, ".lock", NULL);
  return self;
}

/**
 * sgm_election_stand:
 *
 * Asks for the office, and waits for it where somebody has it, for as long as
 * it takes. [property@Election:elected] becomes %TRUE in the main context of
 * the caller, not before this has returned.
 */
void
sgm_election_stand (SgmElection *self)
{
  Candidate *candidate;

  g_return_if_fail (SGM_IS_ELECTION (self));

  if (self->candidate != NULL)
    return;
  candidate = g_new0 (Candidate, 1);
  g_atomic_ref_count_init (&candidate->ref_count);
  g_atomic_ref_count_inc (&candidate->ref_count);
  g_mutex_init (&candidate->mutex);
  candidate->path = g_strdup (self->path);
  candidate->context = g_main_context_ref_thread_default ();
  candidate->election = self;
  candidate->fd = -1;
  self->candidate = candidate;
  g_thread_unref (g_thread_new ("election", run_thread, candidate));
}

/**
 * sgm_election_withdraw:
 *
 * Gives the office up, or does not ask for it any more.
 */
void
sgm_election_withdraw (SgmElection *self)
{
  Candidate *candidate;

  g_return_if_fail (SGM_IS_ELECTION (self));

  candidate = g_steal_pointer (&self->candidate);
  if (candidate == NULL)
    return;
  g_mutex_lock (&candidate->mutex);
  candidate->election = NULL;
  if (candidate->fd >= 0)
    close (candidate->fd);
  candidate->fd = -1;
  g_mutex_unlock (&candidate->mutex);
  candidate_unref (candidate);
  set_elected (self, FALSE);
}

/**
 * sgm_election_is_held:
 * @database: path of a district
 *
 * Returns: whether somebody has the office, in this process or in another one
 */
gboolean
sgm_election_is_held (const char *database)
{
  struct flock region = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = OFFICE, .l_len = 1 };
  g_autofree char *path = g_strconcat (database, ".lock", NULL);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean held;

  if (fd < 0)
    return FALSE;
  held = fcntl (fd, F_OFD_GETLK, &region) == 0 && region.l_type != F_UNLCK;
  close (fd);
  return held;
}

/**
 * sgm_election_get_elected:
 *
 * Returns: the value of [property@Election:elected]
 */
gboolean
sgm_election_get_elected (SgmElection *self)
{
  g_return_val_if_fail (SGM_IS_ELECTION (self), FALSE);

  return self->elected;
}
