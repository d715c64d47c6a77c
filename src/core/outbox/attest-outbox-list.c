/* See the header. A GSequence of items; each item remembers where it was put and in which state it
 * was counted, since the submission itself has changed by the time we hear of it. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-list.h"

#include "outbox/attest-state.h"

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

static void
remove_item (AttestOutboxList *self, Item *item)
{
  guint position = (guint) g_sequence_iter_get_position (item->iter);

  self->counts[item->state]--;
  g_hash_table_remove (self->by_submission, item->submission);
  g_sequence_remove (item->iter);
  self->changed (position, 1, 0, self->user_data);
}

static Item *
item_new (AttestSubmission *submission)
{
  Item *item = g_new0 (Item, 1);

  item->submission = g_object_ref (submission);
  item->position = attest_submission_get_position (submission);
  item->state = attest_submission_get_state (submission);
  return item;
}

static void
note_item (AttestOutboxList *self, Item *item, GSequenceIter *iter)
{
  item->iter = iter;
  self->counts[item->state]++;
  g_hash_table_insert (self->by_submission, item->submission, item);
}

/* Returns whether @submission needs a (new) place. */
static gboolean
update_item (AttestOutboxList *self, AttestSubmission *submission)
{
  Item *item = g_hash_table_lookup (self->by_submission, submission);
  AttestState state = attest_submission_get_state (submission);

  if (item == NULL)
    return attest_state_is_open (state);
  if (!attest_state_is_open (state)
      || attest_submission_get_position (submission) != item->position)
    {
      remove_item (self, item);
      return attest_state_is_open (state);
    }
  self->counts[item->state]--;
  self->counts[state]++;
  item->state = state;
  return FALSE;
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return compare (*(Item *const *) a, *(Item *const *) b, NULL);
}

/* Whether every one of @items, which are sorted, belongs behind what is there. */
static gboolean
all_behind (AttestOutboxList *self, GPtrArray *items)
{
  GSequenceIter *end = g_sequence_get_end_iter (self->items);

  if (g_sequence_iter_is_begin (end))
    return TRUE;
  return compare (g_sequence_get (g_sequence_iter_prev (end)), g_ptr_array_index (items, 0), NULL)
         < 0;
}

static void
insert_items (AttestOutboxList *self, GPtrArray *items)
{
  guint length = attest_outbox_list_get_length (self);
  gboolean behind = FALSE;

  if (items->len == 0)
    return;
  g_ptr_array_sort (items, compare_pointers);
  behind = all_behind (self, items);
  for (guint i = 0; i < items->len; i++)
    {
      Item *item = g_ptr_array_index (items, i);

      if (behind)
        note_item (self, item, g_sequence_append (self->items, item));
      else
        {
          note_item (self, item, g_sequence_insert_sorted (self->items, item, compare, NULL));
          self->changed ((guint) g_sequence_iter_get_position (item->iter), 0, 1, self->user_data);
        }
    }
  if (behind)
    self->changed (length, 0, items->len, self->user_data);
}

/**
 * attest_outbox_list_take_over:
 * @self: a list
 * @submissions: (element-type AttestSubmission): some that are new or have changed
 *
 * Adds, moves and removes as they are now. Those that come to stand at the end, as whatever was
 * just queued, are told as one change.
 */
void
attest_outbox_list_take_over (AttestOutboxList *self, GPtrArray *submissions)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < submissions->len; i++)
    {
      AttestSubmission *submission = g_ptr_array_index (submissions, i);

      if (g_hash_table_add (seen, submission) && update_item (self, submission))
        g_ptr_array_add (items, item_new (submission));
    }
  insert_items (self, items);
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

/**
 * attest_outbox_list_foreach:
 * @self: a list, not to be changed meanwhile
 * @func: (scope call): called for each, until it returns %FALSE
 * @user_data: for @func
 */
void
attest_outbox_list_foreach (AttestOutboxList *self, AttestOutboxListFunc func, gpointer user_data)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (self->items);

  while (!g_sequence_iter_is_end (iter))
    {
      Item *item = g_sequence_get (iter);

      if (!func (item->submission, user_data))
        return;
      iter = g_sequence_iter_next (iter);
    }
}
