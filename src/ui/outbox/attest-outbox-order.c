/* Reordering: see the header. What is moved together ends up side by side, in the order it had.
 * Only queued ones are counted as places: the one on its way and those of unknown outcome have no
 * turn to come. Main thread. */
#include "attest-config.h"
#include "outbox/attest-outbox-order.h"

/* Returns: (transfer full) (element-type AttestSubmission): in the order of sending */
static GPtrArray *
dup_queued (AttestOutbox *outbox)
{
  GPtrArray *queued = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (outbox));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AttestSubmission) item = g_list_model_get_item (G_LIST_MODEL (outbox), i);

      if (attest_submission_get_state (item) == ATTEST_STATE_QUEUED)
        g_ptr_array_add (queued, g_steal_pointer (&item));
    }
  return queued;
}

/* The first place at @start or beyond, in steps of @step, that is not one of @moved. */
static guint
find_rest (GPtrArray *queued, GHashTable *moved, guint start, int step)
{
  /* Before the first, the sum wraps, which is beyond the last as well. */
  while (start < queued->len && g_hash_table_contains (moved, g_ptr_array_index (queued, start)))
    start += step;
  return start;
}

static gboolean
find_place (GPtrArray *queued,
            GHashTable *moved,
            guint first,
            guint last,
            AttestOrder order,
            guint *before)
{
  switch (order)
    {
    case ATTEST_ORDER_FIRST:
      *before = find_rest (queued, moved, 0, 1);
      return *before < queued->len;
    case ATTEST_ORDER_EARLIER:
      *before = find_rest (queued, moved, first, -1);
      return *before < queued->len;
    case ATTEST_ORDER_LATER:
      *before = find_rest (queued, moved, last, 1);
      if (*before >= queued->len)
        return FALSE;
      *before = find_rest (queued, moved, *before + 1, 1);
      return TRUE;
    case ATTEST_ORDER_LAST:
    default:
      *before = queued->len;
      return TRUE;
    }
}

/**
 * attest_outbox_reorder:
 * @outbox: an outbox
 * @moved: (element-type AttestSubmission): queued ones in it, in their order
 * @order: where they go
 *
 * Returns: whether there is such a place
 */
gboolean
attest_outbox_reorder (AttestOutbox *outbox, GPtrArray *moved, AttestOrder order)
{
  g_autoptr (GPtrArray) queued = dup_queued (outbox);
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);
  guint first = queued->len;
  guint last = 0;
  guint before;

  for (guint i = 0; i < moved->len; i++)
    g_hash_table_add (set, g_ptr_array_index (moved, i));
  for (guint i = 0; i < queued->len; i++)
    if (g_hash_table_contains (set, g_ptr_array_index (queued, i)))
      {
        first = MIN (first, i);
        last = i;
      }
  if (first == queued->len || !find_place (queued, set, first, last, order, &before))
    return FALSE;
  attest_outbox_writer_move (attest_outbox_get_writer (outbox),
                             moved,
                             before < queued->len ? g_ptr_array_index (queued, before) : NULL);
  return TRUE;
}

static guint
find_id (GPtrArray *queued, const char *id)
{
  for (guint i = 0; i < queued->len; i++)
    if (g_strcmp0 (attest_submission_get_id (g_ptr_array_index (queued, i)), id) == 0)
      return i;
  return queued->len;
}

/**
 * attest_outbox_drop:
 * @outbox: an outbox
 * @moved_id: what is moved
 * @target_id: the queued one it was dropped on
 * @below: on the lower half of it: @moved_id goes behind it, not before it
 *
 * Returns: whether both are still queued
 */
gboolean
attest_outbox_drop (AttestOutbox *outbox,
                    const char *moved_id,
                    const char *target_id,
                    gboolean below)
{
  g_autoptr (GPtrArray) queued = dup_queued (outbox);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  guint moved = find_id (queued, moved_id);
  guint place = find_id (queued, target_id);

  if (moved == queued->len || place == queued->len || moved == place)
    return FALSE;
  place += below ? 1 : 0;
  if (place == moved || place == moved + 1)
    return FALSE; /* it is there */
  g_ptr_array_add (one, g_ptr_array_index (queued, moved));
  attest_outbox_writer_move (attest_outbox_get_writer (outbox),
                             one,
                             place < queued->len ? g_ptr_array_index (queued, place) : NULL);
  return TRUE;
}

/**
 * attest_outbox_dup_next:
 * @outbox: an outbox
 *
 * Returns: (transfer full) (nullable): what is sent next
 */
AttestSubmission *
attest_outbox_dup_next (AttestOutbox *outbox)
{
  g_autoptr (GPtrArray) queued = dup_queued (outbox);

  return queued->len > 0 ? g_object_ref (g_ptr_array_index (queued, 0)) : NULL;
}
