/* See the header. A GSequence of items; each item remembers where it was put and in which state it
 * was counted, since the submission itself has changed by the time we hear of it. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-list.h"

#include "service/attest-reply.h"
#include "store/attest-state.h"

/* So many changes are told one by one, which lets a view keep its rows; more are told as one. */
#define FEW_CHANGES 8

typedef struct
{
  AttestSubmission *submission;
  gint64 position;
  AttestState state;
  GSequenceIter *iter;
} Item;

struct _AttestOutboxList
{
  GSequence *items;
  GHashTable *by_submission; /* AttestSubmission → Item, not owned */
  guint counts[ATTEST_N_STATES];
  AttestOutboxListChanged changed;
  gpointer user_data;
  gboolean gathers; /* instead of telling each change */
  guint n_before;   /* how many there were when that began */
  guint n_start;    /* how many at the start have not changed since */
  guint n_end;      /* and how many at the end */
};

static void
item_free (gpointer data)
{
  Item *item = data;

  g_object_unref (item->submission);
  g_free (item);
}

/**
 * attest_outbox_list_new:
 * @changed: called after each change
 * @user_data: for @changed
 *
 * Returns: (transfer full): an empty list
 */
AttestOutboxList *
attest_outbox_list_new (AttestOutboxListChanged changed, gpointer user_data)
{
  AttestOutboxList *self = g_new0 (AttestOutboxList, 1);

  self->items = g_sequence_new (item_free);
  self->by_submission = g_hash_table_new (NULL, NULL);
  self->changed = changed;
  self->user_data = user_data;
  return self;
}

/**
 * attest_outbox_list_free:
 * @self: a list
 */
void
attest_outbox_list_free (AttestOutboxList *self)
{
  g_hash_table_unref (self->by_submission);
  g_sequence_free (self->items);
  g_free (self);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Item *first = a;
  const Item *second = b;
  gint64 created_a = 0;
  gint64 created_b = 0;

  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;
  created_a = attest_submission_get_created (first->submission);
  created_b = attest_submission_get_created (second->submission);
  if (created_a != created_b)
    return created_a < created_b ? -1 : 1;
  return g_strcmp0 (attest_submission_get_id (first->submission),
                    attest_submission_get_id (second->submission));
}

/* Telling. */

static void
tell (AttestOutboxList *self, guint position, guint removed, guint added)
{
  guint length = attest_outbox_list_get_length (self);

  if (self->gathers)
    {
      self->n_start = MIN (self->n_start, position);
      self->n_end = MIN (self->n_end, length - position - added);
    }
  else
    self->changed (position, removed, added, self->user_data);
}

static void
gather (AttestOutboxList *self)
{
  self->gathers = TRUE;
  self->n_before = attest_outbox_list_get_length (self);
  self->n_start = self->n_before;
  self->n_end = self->n_before;
}

static void
tell_gathered (AttestOutboxList *self)
{
  guint length = attest_outbox_list_get_length (self);
  guint same = 0;

  if (!self->gathers)
    return;
  self->gathers = FALSE;
  same = self->n_start + self->n_end;
  if (same < length || same < self->n_before)
    self->changed (self->n_start, self->n_before - same, length - same, self->user_data);
}

/* Items. */

static void
remove_item (AttestOutboxList *self, Item *item)
{
  guint position = (guint) g_sequence_iter_get_position (item->iter);

  self->counts[item->state]--;
  g_hash_table_remove (self->by_submission, item->submission);
  g_sequence_remove (item->iter);
  tell (self, position, 1, 0);
}

static void
add_item (AttestOutboxList *self, AttestSubmission *submission)
{
  Item *item = g_new0 (Item, 1);

  item->submission = g_object_ref (submission);
  item->position = attest_submission_get_position (submission);
  item->state = attest_submission_get_state (submission);
  item->iter = g_sequence_insert_sorted (self->items, item, compare, NULL);
  self->counts[item->state]++;
  g_hash_table_insert (self->by_submission, submission, item);
  tell (self, (guint) g_sequence_iter_get_position (item->iter), 0, 1);
}

/* Whether it stands where it belongs; one that is not open belongs nowhere. */
static gboolean
is_in_place (AttestOutboxList *self, AttestSubmission *submission)
{
  Item *item = g_hash_table_lookup (self->by_submission, submission);
  gboolean open = attest_state_is_open (attest_submission_get_state (submission));

  if (item == NULL)
    return !open;
  return open && attest_submission_get_position (submission) == item->position;
}

static void
update_item (AttestOutboxList *self, AttestSubmission *submission)
{
  Item *item = g_hash_table_lookup (self->by_submission, submission);
  AttestState state = attest_submission_get_state (submission);

  if (!is_in_place (self, submission))
    {
      if (item != NULL)
        remove_item (self, item);
      if (attest_state_is_open (state))
        add_item (self, submission);
    }
  else if (item != NULL && item->state != state)
    {
      self->counts[item->state]--;
      self->counts[state]++;
      item->state = state;
    }
}

static gboolean
are_few (AttestOutboxList *self, GPtrArray *submissions)
{
  guint n = 0;

  for (guint i = 0; i < submissions->len && n <= FEW_CHANGES; i++)
    n += !is_in_place (self, g_ptr_array_index (submissions, i));
  return n <= FEW_CHANGES;
}

/**
 * attest_outbox_list_take_over:
 * @self: a list
 * @submissions: (element-type AttestSubmission): some that are new or have changed
 *
 * Adds, moves and removes as they are now. Many changes are told as one.
 */
void
attest_outbox_list_take_over (AttestOutboxList *self, GPtrArray *submissions)
{
  if (!are_few (self, submissions))
    gather (self);
  for (guint i = 0; i < submissions->len; i++)
    update_item (self, g_ptr_array_index (submissions, i));
  tell_gathered (self);
}

/**
 * attest_outbox_list_get_length:
 * @self: a list
 *
 * Returns: how many there are
 */
guint
attest_outbox_list_get_length (AttestOutboxList *self)
{
  return (guint) g_sequence_get_length (self->items);
}

/**
 * attest_outbox_list_get:
 * @self: a list
 * @position: a place in it
 *
 * Returns: (transfer none) (nullable): what stands there
 */
AttestSubmission *
attest_outbox_list_get (AttestOutboxList *self, guint position)
{
  if (position >= attest_outbox_list_get_length (self))
    return NULL;
  return ((Item *) g_sequence_get (g_sequence_get_iter_at_pos (self->items, (int) position)))
      ->submission;
}

/**
 * attest_outbox_list_find:
 * @self: a list
 * @id: the id of a submission
 *
 * Returns: (transfer full) (nullable): that submission; %NULL: it does not stand there
 */
AttestSubmission *
attest_outbox_list_find (AttestOutboxList *self, const char *id)
{
  GHashTableIter iter;
  gpointer submission = NULL;

  g_hash_table_iter_init (&iter, self->by_submission);
  while (g_hash_table_iter_next (&iter, &submission, NULL))
    if (g_str_equal (attest_submission_get_id (submission), id))
      return g_object_ref (submission);
  return NULL;
}

/* Whether they are of one bulk upload, and in the same state. */
static gboolean
go_together (AttestSubmission *a, AttestSubmission *b)
{
  const char *bulk = attest_submission_get_bulk (a);

  return bulk != NULL && g_strcmp0 (attest_submission_get_bulk (b), bulk) == 0
         && attest_submission_get_state (a) == attest_submission_get_state (b);
}

/**
 * attest_outbox_list_dup_bulk:
 * @self: a list
 * @submission: one in it
 *
 * Returns: (transfer full) (element-type AttestSubmission): all of its bulk upload that stand there
 *   in the same state, itself included; it alone where it is sent singly
 */
GPtrArray *
attest_outbox_list_dup_bulk (AttestOutboxList *self, AttestSubmission *submission)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (GSequenceIter *iter = g_sequence_get_begin_iter (self->items);
       !g_sequence_iter_is_end (iter);
       iter = g_sequence_iter_next (iter))
    {
      AttestSubmission *other = ((Item *) g_sequence_get (iter))->submission;

      if (other == submission || go_together (submission, other))
        g_ptr_array_add (all, g_object_ref (other));
    }
  return all;
}

/**
 * attest_outbox_list_count:
 * @self: a list
 * @state: a state
 *
 * Returns: how many are in it
 */
guint
attest_outbox_list_count (AttestOutboxList *self, AttestState state)
{
  return self->counts[state];
}

static gboolean
is_refused_by_name (const AttestClaimEnd *end, AttestSubmission *submission)
{
  for (guint i = 0; end->named != NULL && i < end->named->len; i++)
    if (((const AttestNamedMember *) end->named->pdata[i])->place
        == attest_submission_get_bulk_place (submission))
      return TRUE;
  return FALSE;
}

/**
 * attest_outbox_list_set_unwritten:
 * @self: a list
 * @end: how a submission, and its bulk upload with it, ended, which cannot be written down
 *
 * Those that stand there say so, each how it ended.
 */
void
attest_outbox_list_set_unwritten (AttestOutboxList *self, const AttestClaimEnd *end)
{
  g_autoptr (AttestSubmission) first = attest_outbox_list_find (self, end->id);
  g_autoptr (GPtrArray) all = first != NULL ? attest_outbox_list_dup_bulk (self, first) : NULL;

  for (guint i = 0; all != NULL && i < all->len; i++)
    attest_submission_set_unwritten (
        all->pdata[i], is_refused_by_name (end, all->pdata[i]) ? ATTEST_STATE_REFUSED : end->to);
}
