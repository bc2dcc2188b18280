/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-phone-book.h"

#include "domain/sgm-decide.h"
#include "domain/sgm-tables.h"
#include "domain/sgm-users.h"
#include "kit/sgm-wording.h"

struct _SgmPhoneBook
{
  GObject parent_instance;
  SgmDistrict *district;
  GHashTable *shown; /* person id → gint64: when it hides, on the monotonic clock */
  gboolean sealed;
  guint source;
};

G_DEFINE_FINAL_TYPE (SgmPhoneBook, sgm_phone_book, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sgm_phone_book_finalize (GObject *object)
{
  SgmPhoneBook *self = SGM_PHONE_BOOK (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_object (&self->district);
  G_OBJECT_CLASS (sgm_phone_book_parent_class)->finalize (object);
}

static void
sgm_phone_book_class_init (SgmPhoneBookClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_phone_book_finalize;

  /**
   * SgmPhoneBook::changed:
   *
   * Other numbers are to be seen than before.
   */
  signals[CHANGED] = g_signal_new ("changed", SGM_TYPE_PHONE_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
sgm_phone_book_init (SgmPhoneBook *self)
{
  self->shown = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/* Roles are given and taken while the window is open. */
static void
on_district_changed (SgmPhoneBook *self,
                     SgmEntry     *entry)
{
  gboolean roles = entry == NULL;

  for (guint i = 0; !roles && i < sgm_patch_get_n_ops (entry->patch); i++)
    roles = sgm_patch_get_op (entry->patch, i)->table == &sgm_table_user;
  if (roles)
    g_signal_emit (self, signals[CHANGED], 0);
}

SgmPhoneBook *
sgm_phone_book_new (SgmDistrict *district)
{
  SgmPhoneBook *self = g_object_new (SGM_TYPE_PHONE_BOOK, NULL);

  self->district = g_object_ref (district);
  g_signal_connect_object (district, "changed", G_CALLBACK (on_district_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sgm_phone_book_dup_phone:
 * @person: a person's record
 *
 * Returns: (transfer full) (nullable): the person's telephone number, with its
 *   middle hidden unless it is shown; %NULL where there is none
 */
char *
sgm_phone_book_dup_phone (SgmPhoneBook *self,
                          SgmRecord    *person)
{
  if (sgm_phone_book_is_shown (self, sgm_record_get_id (person)))
    return g_strdup (sgm_record_get_text (person, SGM_PERSON_PHONE));
  return sgm_wording_dup_phone (person);
}

/**
 * sgm_phone_book_is_shown:
 * @person: record id of a person
 *
 * Returns: whether the whole number of the person is to be seen
 */
gboolean
sgm_phone_book_is_shown (SgmPhoneBook *self,
                         gint64        person)
{
  gint64 *until = g_hash_table_lookup (self->shown, &person);

  return until != NULL && *until > g_get_monotonic_time ();
}

/**
 * sgm_phone_book_can_show:
 * @person: a person's record
 *
 * Returns: whether to offer to show the number: the person has one, the user's
 *   role may look at it, and nobody else looks on
 */
gboolean
sgm_phone_book_can_show (SgmPhoneBook *self,
                         SgmRecord    *person)
{
  g_autoptr (GPtrArray) users = NULL;

  if (self->sealed || sgm_record_get_text (person, SGM_PERSON_PHONE) == NULL)
    return FALSE;
  users = sgm_district_dup_records (self->district, &sgm_table_user);
  return sgm_decide_may (SGM_CHANGE_REVEAL, sgm_users_get_role (users, g_get_user_name ()));
}

static gboolean on_time (gpointer data);

/* Wakes when the next number is to be hidden. */
static void
set_alarm (SgmPhoneBook *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 next = G_MAXINT64;
  GHashTableIter iter;
  gpointer until;

  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &until))
    next = MIN (next, *(gint64 *) until);
  if (next < G_MAXINT64)
    self->source = g_timeout_add ((guint) (MAX (next - now, 0) / 1000 + 1), on_time, self);
}

static gboolean
on_time (gpointer data)
{
  SgmPhoneBook *self = data;
  GHashTableIter iter;
  gpointer until;

  self->source = 0;
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, NULL, &until))
    if (*(gint64 *) until <= g_get_monotonic_time ())
      g_hash_table_iter_remove (&iter);
  set_alarm (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/**
 * sgm_phone_book_show:
 * @person: record id of a person
 * @milliseconds: for how long; that somebody looks has been written down
 */
void
sgm_phone_book_show (SgmPhoneBook *self,
                     gint64        person,
                     gint64        milliseconds)
{
  gint64 until = g_get_monotonic_time () + milliseconds * 1000;

  if (self->sealed || milliseconds <= 0)
    return;
  g_hash_table_insert (self->shown, g_memdup2 (&person, sizeof person), g_memdup2 (&until, sizeof until));
  set_alarm (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sgm_phone_book_hide:
 * @person: record id of a person
 */
void
sgm_phone_book_hide (SgmPhoneBook *self,
                     gint64        person)
{
  if (!g_hash_table_remove (self->shown, &person))
    return;
  set_alarm (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sgm_phone_book_set_sealed:
 * @sealed: whether others look on, as at a wall: then no number shows
 */
void
sgm_phone_book_set_sealed (SgmPhoneBook *self,
                           gboolean      sealed)
{
  if (self->sealed == sealed)
    return;
  self->sealed = sealed;
  g_hash_table_remove_all (self->shown);
  set_alarm (self);
  g_signal_emit (self, signals[CHANGED], 0);
}
