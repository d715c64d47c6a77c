/* Decisions about submissions: see the header. Main thread; the jobs, and all SQL, run on the
 * store's. */
#include "attest-config.h"
#include "store/attest-store-deciding.h"

#include "store/attest-projection.h"
#include "store/attest-store-call.h"
#include "store/attest-submissions.h"

/* Both verbs work on this. */
typedef struct
{
  AttestDecision decision; /* its texts are its own, but for the id */
  GStrv ids;               /* whom it is about */
  GHashTable *moves; /* id → AttestRowMove: of these, and of what stands in their requests */
  GPtrArray *rows;   /* of AttestSubmissionRow: all of those, as they are then */
} Decision;

static void
decision_free (gpointer data)
{
  Decision *self = data;

  g_free ((char *) self->decision.remote_id);
  g_free ((char *) self->decision.note);
  g_strfreev (self->ids);
  g_hash_table_unref (self->moves);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* Of @row, that is the one of @id or stands in the same request. What waits is taken out of the
 * queue with all of that: the request is what was decided, or is none. */
static gboolean
decide (AttestDb *db,
        Decision *self,
        const char *id,
        const AttestSubmissionRow *row,
        GError **error)
{
  gboolean is_it = g_str_equal (row->id, id);
  AttestDecision decision = self->decision;
  AttestSubmissionRow *after = NULL;
  gboolean is_moved = FALSE;

  if (!is_it && !self->decision.together && self->decision.from != ATTEST_STATE_QUEUED)
    return TRUE;
  /* An id is that of one. */
  decision.remote_id = is_it ? self->decision.remote_id : NULL;
  if (!attest_submissions_decide (db, &decision, row, &is_moved, error)
      || !attest_projection_follow (db, row->id, error)
      || !attest_submissions_read_row (db, row->id, &after, error))
    return FALSE;
  if (after != NULL)
    g_ptr_array_add (self->rows, after);
  g_hash_table_insert (self->moves,
                       g_strdup (row->id),
                       GINT_TO_POINTER (is_moved ? ATTEST_ROW_MOVED : ATTEST_ROW_NOT_THERE));
  return TRUE;
}

static gboolean
decide_job (AttestDb *db, gpointer data, GError **error)
{
  Decision *self = data;

  for (guint n = 0; self->ids[n] != NULL; n++)
    {
      g_autoptr (GPtrArray) before = NULL;

      /* It went with another one of its request. */
      if (g_hash_table_contains (self->moves, self->ids[n]))
        continue;
      before = attest_submissions_read_together (db, self->ids[n], error);
      if (before == NULL)
        return FALSE;
      for (guint i = 0; i < before->len; i++)
        if (!decide (db, self, self->ids[n], g_ptr_array_index (before, i), error))
          return FALSE;
    }
  return TRUE;
}

static void
tell_decision (AttestStore *store, gpointer data)
{
  g_ptr_array_unref (attest_store_take_submissions (store, ((Decision *) data)->rows));
}

static Decision *
decision_new (const AttestDecision *decision, const char *const *ids)
{
  Decision *self = g_new0 (Decision, 1);

  self->decision = *decision;
  self->decision.id = NULL;
  self->decision.remote_id = g_strdup (decision->remote_id);
  self->decision.note = g_strdup (decision->note);
  self->ids = g_strdupv ((char **) ids);
  self->moves = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new_with_free_func (attest_submission_row_free);
  return self;
}

static AttestRowMove
get_move (const Decision *self, guint i)
{
  gpointer move = NULL;

  return g_hash_table_lookup_extended (self->moves, self->ids[i], NULL, &move)
             ? (AttestRowMove) GPOINTER_TO_INT (move)
             : ATTEST_ROW_NOT_THERE;
}

/**
 * attest_store_decide_async:
 * @self: an open store
 * @decision: copied; a person may move it so
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Moves a submission by a decision, if it is where it is believed to be.
 */
void
attest_store_decide_async (AttestStore *self,
                           const AttestDecision *decision,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const char *const ids[] = { decision->id, NULL };

  attest_store_decide_all_async (self, decision, ids, cancellable, callback, user_data);
}

/**
 * attest_store_decide_finish:
 * @self: a store
 * @result: what the callback was given
 * @move: (out): whether it was where it was believed to be
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether @move is known, and what was moved durable
 */
gboolean
attest_store_decide_finish (AttestStore *self,
                            GAsyncResult *result,
                            AttestRowMove *move,
                            GError **error)
{
  return attest_store_decide_all_finish (self, result, move, error);
}

/**
 * attest_store_decide_all_async:
 * @self: an open store
 * @decision: what is decided of each; copied, its id is not looked at; a person may move them so
 * @ids: (array zero-terminated=1): of submissions; copied
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Moves submissions by one decision, each that is where it is believed to be. It is written down
 * for all of them, or, where that fails, for none.
 */
void
attest_store_decide_all_async (AttestStore *self,
                               const AttestDecision *decision,
                               const char *const *ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (decision->from == decision->to
                    || attest_state_may_move (decision->from, decision->to, ATTEST_MOVER_USER));
  attest_store_call_async (self,
                           &(AttestStoreCall){ .access = ATTEST_STORE_WRITE,
                                               .job = decide_job,
                                               .tell = tell_decision,
                                               .data = decision_new (decision, ids),
                                               .free_data = decision_free,
                                               .tag = attest_store_decide_all_async },
                           cancellable,
                           callback,
                           user_data);
}

/**
 * attest_store_decide_all_finish:
 * @self: a store
 * @result: what the callback was given
 * @moves: (out caller-allocates): as many as there were ids, in their order: whether it was where
 *   it was believed to be
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether @moves are known, and what was moved durable
 */
gboolean
attest_store_decide_all_finish (AttestStore *self,
                                GAsyncResult *result,
                                AttestRowMove *moves,
                                GError **error)
{
  Decision *decision =
      attest_store_call_finish (self, result, attest_store_decide_all_async, error);

  if (decision == NULL)
    return FALSE;
  for (guint i = 0; decision->ids[i] != NULL; i++)
    moves[i] = get_move (decision, i);
  return TRUE;
}
