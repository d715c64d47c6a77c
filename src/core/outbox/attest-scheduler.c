/* There is one queue for each place: one is sent there after the other, with a pause in between,
 * and places do not wait for each other. When a place is due is known from what came of the one
 * before; where it is not known (another process may have sent something there), the answer to the
 * next claim says it. Times are of a clock that nobody can set, in microseconds. Main thread. */
#include "attest-config.h"
#include "outbox/attest-scheduler.h"

/* After a failure, or while another process has the first of a queue. */
#define AGAIN (2 * G_USEC_PER_SEC)

typedef struct
{
  AttestPlace *place;
  GSequence *items; /* in order */
  gboolean needs_network;
  gboolean is_busy;      /* one of it was taken */
  gboolean is_overtaken; /* since then it was asked to be due at another time */
  gint64 due;            /* 0: not known to have to wait */
  guint n_failures;      /* in a row */
} Queue;

typedef struct
{
  char *id;
  gint64 position;
  gboolean is_hurried;
  Queue *queue;
  GSequenceIter *iter;
} Item;

struct _AttestScheduler
{
  GHashTable *queues; /* AttestPlace → Queue */
  GHashTable *items;  /* id → Item */
  gboolean is_paused;
  gboolean is_offline;
};

static void
queue_free (gpointer data)
{
  Queue *queue = data;

  g_sequence_free (queue->items);
  attest_place_free (queue->place);
  g_free (queue);
}

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->id);
  g_free (item);
}

/**
 * attest_scheduler_new:
 *
 * Returns: (transfer full): a scheduler with nothing to send
 */
AttestScheduler *
attest_scheduler_new (void)
{
  AttestScheduler *self = g_new0 (AttestScheduler, 1);

  self->queues = g_hash_table_new_full (attest_place_hash, attest_place_equal, NULL, queue_free);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, item_free);
  return self;
}

/**
 * attest_scheduler_free:
 * @self: a scheduler
 */
void
attest_scheduler_free (AttestScheduler *self)
{
  g_hash_table_unref (self->queues);
  g_hash_table_unref (self->items);
  g_free (self);
}

static Queue *
get_queue (AttestScheduler *self, const AttestPlace *place)
{
  Queue *queue = g_hash_table_lookup (self->queues, place);

  if (queue != NULL)
    return queue;
  queue = g_new0 (Queue, 1);
  queue->place = attest_place_copy (place);
  queue->items = g_sequence_new (NULL);
  queue->needs_network = !attest_place_is_loopback (place);
  g_hash_table_insert (self->queues, queue->place, queue);
  return queue;
}

/* The hurried ones first; of equal ones the older, as ids are made in the order of time. */
static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Item *left = a;
  const Item *right = b;

  if (left->is_hurried != right->is_hurried)
    return left->is_hurried ? -1 : 1;
  if (left->position != right->position)
    return left->position < right->position ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

static void
leave (Item *item)
{
  if (item->queue != NULL)
    g_sequence_remove (item->iter);
  item->queue = NULL;
}

static void
enter (Item *item, Queue *queue)
{
  item->queue = queue;
  item->iter = g_sequence_insert_sorted (queue->items, item, compare, NULL);
}

/**
 * attest_scheduler_put:
 * @self: a scheduler
 * @id: of what is queued
 * @place: where it goes
 * @position: its place in the order, the smaller the earlier
 *
 * Adds it, or moves it if it is there.
 */
void
attest_scheduler_put (AttestScheduler *self,
                      const char *id,
                      const AttestPlace *place,
                      gint64 position)
{
  Queue *queue = get_queue (self, place);
  Item *item = g_hash_table_lookup (self->items, id);

  if (item != NULL && item->queue == queue && item->position == position)
    return;
  if (item == NULL)
    {
      item = g_new0 (Item, 1);
      item->id = g_strdup (id);
      g_hash_table_insert (self->items, item->id, item);
    }
  leave (item);
  item->position = position;
  enter (item, queue);
}

/**
 * attest_scheduler_remove:
 * @self: a scheduler
 * @id: of what is not queued any more; anything else is let be
 */
void
attest_scheduler_remove (AttestScheduler *self, const char *id)
{
  Item *item = g_hash_table_lookup (self->items, id);

  if (item == NULL)
    return;
  leave (item);
  g_hash_table_remove (self->items, id);
}

/* Also over what is under way there, which was begun without knowing of it. */
static void
forget_time (Queue *queue)
{
  queue->due = 0;
  queue->is_overtaken = queue->is_busy;
}

/**
 * attest_scheduler_hurry:
 * @self: a scheduler
 * @id: of something queued
 *
 * It is the next one at its place, without the pause after the one before, and stays so until it is
 * removed: a time the server itself asked to wait is kept to.
 */
void
attest_scheduler_hurry (AttestScheduler *self, const char *id)
{
  Item *item = g_hash_table_lookup (self->items, id);
  Queue *queue = item != NULL ? item->queue : NULL;

  if (queue == NULL)
    return;
  leave (item);
  item->is_hurried = TRUE;
  enter (item, queue);
  forget_time (queue);
}

/**
 * attest_scheduler_set_paused:
 * @self: a scheduler
 * @paused: whether nothing is to be sent
 */
void
attest_scheduler_set_paused (AttestScheduler *self, gboolean paused)
{
  self->is_paused = paused;
}

/**
 * attest_scheduler_set_offline:
 * @self: a scheduler
 * @offline: whether only this computer can be reached
 */
void
attest_scheduler_set_offline (AttestScheduler *self, gboolean offline)
{
  self->is_offline = offline;
}

/**
 * attest_scheduler_forget_times:
 * @self: a scheduler
 *
 * Places may be due earlier or later than was believed.
 */
void
attest_scheduler_forget_times (AttestScheduler *self)
{
  GHashTableIter iter;
  gpointer queue = NULL;

  g_hash_table_iter_init (&iter, self->queues);
  while (g_hash_table_iter_next (&iter, NULL, &queue))
    forget_time (queue);
}

/* Whether something of it is to be sent, be it later. */
static gboolean
is_waiting (AttestScheduler *self, const Queue *queue)
{
  return !self->is_paused && !queue->is_busy && !g_sequence_is_empty (queue->items);
}

/**
 * attest_turn_free:
 * @self: (nullable): a turn
 */
void
attest_turn_free (AttestTurn *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  attest_place_free (self->place);
  g_free (self);
}

static AttestTurn *
take (Queue *queue)
{
  const Item *item = g_sequence_get (g_sequence_get_begin_iter (queue->items));
  AttestTurn *turn = g_new0 (AttestTurn, 1);

  queue->is_busy = TRUE;
  turn->id = g_strdup (item->id);
  turn->place = attest_place_copy (queue->place);
  turn->is_hurried = item->is_hurried;
  return turn;
}

/**
 * attest_scheduler_take:
 * @self: a scheduler
 * @now: what time it is
 *
 * Until it is given back nothing else is sent to its place.
 *
 * Returns: (transfer full) (nullable): what is to be sent now; %NULL: nothing
 */
AttestTurn *
attest_scheduler_take (AttestScheduler *self, gint64 now)
{
  GHashTableIter iter;
  gpointer queue = NULL;

  g_hash_table_iter_init (&iter, self->queues);
  while (g_hash_table_iter_next (&iter, NULL, &queue))
    if (is_waiting (self, queue) && ((Queue *) queue)->due <= now
        && !(self->is_offline && ((Queue *) queue)->needs_network))
      return take (queue);
  return NULL;
}

/* Whether another one is to go without a pause. */
static gboolean
has_hurried (const Queue *queue, const char *but)
{
  GSequenceIter *iter = g_sequence_get_begin_iter (queue->items);
  const Item *item = NULL;

  for (; !g_sequence_iter_is_end (iter); iter = g_sequence_iter_next (iter))
    {
      item = g_sequence_get (iter);
      if (!g_str_equal (item->id, but))
        return item->is_hurried;
    }
  return FALSE;
}

/* Once may be by chance. */
static gboolean
is_failing (const Queue *queue)
{
  return queue->n_failures > 1;
}

/**
 * attest_scheduler_give_back:
 * @self: a scheduler
 * @turn: what was taken
 * @sent: what became of it
 * @wait: how long there has to be until the next one is sent there
 * @now: what time it is
 *
 * Returns: whether somebody should be told: it failed again and again
 */
gboolean
attest_scheduler_give_back (AttestScheduler *self,
                            const AttestTurn *turn,
                            AttestSent sent,
                            gint64 wait,
                            gint64 now)
{
  Queue *queue = g_hash_table_lookup (self->queues, turn->place);

  g_return_val_if_fail (queue != NULL && queue->is_busy, FALSE);

  if (sent == ATTEST_SENT_FAILED || sent == ATTEST_SENT_LOST)
    wait = MAX (wait, AGAIN);
  else if (queue->is_overtaken || (sent == ATTEST_SENT_DONE && has_hurried (queue, turn->id)))
    wait = 0; /* the next claim says whether there is one */
  queue->is_busy = queue->is_overtaken = FALSE;
  queue->due = wait > 0 ? now + wait : 0;
  queue->n_failures = sent == ATTEST_SENT_FAILED ? queue->n_failures + 1 : 0;
  return is_failing (queue);
}

/**
 * attest_scheduler_is_busy:
 * @self: a scheduler
 *
 * Returns: whether something that was taken was not given back
 */
gboolean
attest_scheduler_is_busy (AttestScheduler *self)
{
  GHashTableIter iter;
  gpointer queue = NULL;

  g_hash_table_iter_init (&iter, self->queues);
  while (g_hash_table_iter_next (&iter, NULL, &queue))
    if (((Queue *) queue)->is_busy)
      return TRUE;
  return FALSE;
}

/**
 * attest_scheduler_get_due:
 * @self: a scheduler
 *
 * Returns: when something is to be sent that is only waiting for its time; 0: nothing is
 */
gint64
attest_scheduler_get_due (AttestScheduler *self)
{
  GHashTableIter iter;
  gpointer data = NULL;
  gint64 due = 0;

  g_hash_table_iter_init (&iter, self->queues);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      const Queue *queue = data;

      if (is_waiting (self, queue) && queue->due > 0 && !(self->is_offline && queue->needs_network))
        due = due == 0 ? queue->due : MIN (due, queue->due);
    }
  return due;
}

/**
 * attest_scheduler_has_more:
 * @self: a scheduler
 * @place: a place
 *
 * Returns: whether anything is to be sent there, now or later
 */
gboolean
attest_scheduler_has_more (AttestScheduler *self, const AttestPlace *place)
{
  const Queue *queue = g_hash_table_lookup (self->queues, place);

  return queue != NULL && !g_sequence_is_empty (queue->items);
}

/**
 * attest_scheduler_waits_for_network:
 * @self: a scheduler
 *
 * Returns: whether something would be sent if there was a network
 */
gboolean
attest_scheduler_waits_for_network (AttestScheduler *self)
{
  GHashTableIter iter;
  gpointer queue = NULL;

  g_hash_table_iter_init (&iter, self->queues);
  while (self->is_offline && g_hash_table_iter_next (&iter, NULL, &queue))
    if (is_waiting (self, queue) && ((Queue *) queue)->needs_network)
      return TRUE;
  return FALSE;
}

/**
 * attest_scheduler_is_failing:
 * @self: a scheduler
 *
 * Returns: whether something is to be sent that cannot even be begun, again and again, so that when
 *   it is sent is not known
 */
gboolean
attest_scheduler_is_failing (AttestScheduler *self)
{
  GHashTableIter iter;
  gpointer queue = NULL;

  g_hash_table_iter_init (&iter, self->queues);
  while (g_hash_table_iter_next (&iter, NULL, &queue))
    if (is_failing (queue) && !g_sequence_is_empty (((Queue *) queue)->items))
      return TRUE;
  return FALSE;
}
