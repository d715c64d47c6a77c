/* See the header. `db` belongs to the thread from the first job to the last; all else is set before
 * the first one. */
#include "attest-config.h"
#include "store/attest-worker.h"

#include "store/attest-store-error.h"

#include <glib/gi18n-lib.h>

struct _AttestWorker
{
  char *folder;
  char *state_folder; /* (nullable) */
  const AttestEngine *engine;
  const AttestClock *clock;
  GThreadPool *thread; /* a single one: jobs wait for each other */
  AttestDb *db;        /* (nullable): while open */
  gboolean is_open;    /* it is to be open, though it may have to be opened again */
  gboolean is_full;    /* as in a job */
};

/* Jobs. */

static void
job_free (gpointer data)
{
  AttestJob *job = data;

  if (job->call.free_data != NULL)
    job->call.free_data (job->call.data);
  g_clear_pointer (&job->news, attest_news_free);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
complete_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestJob *job = g_task_get_task_data (task);

  job->complete (task, job);
  return G_SOURCE_REMOVE;
}

static void
work_cb (gpointer task, gpointer worker)
{
  AttestJob *job = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_idle_source_new ();

  job->work (worker, job, g_task_get_cancellable (task));
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, complete_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

/**
 * attest_worker_push:
 * @self: a worker
 * @task: (transfer full): what is done; its data is the job from now on
 * @tag: of the task
 * @job: what to do; taken with what it holds
 */
void
attest_worker_push (AttestWorker *self, GTask *task, gpointer tag, const AttestJob *job)
{
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_memdup2 (job, sizeof *job), job_free);
  g_thread_pool_push (self->thread, task, NULL);
}

/* On the thread. */

static gboolean
run_in_transaction (AttestWorker *self, AttestJob *job)
{
  AttestStoreCall *call = &job->call;

  if (!self->engine->begin (self->db, call->access == ATTEST_STORE_WRITE, &job->error))
    return FALSE;
  if (call->job (self->db, call->data, &job->error) && self->engine->commit (self->db, &job->error))
    return TRUE;
  g_assert (job->error != NULL);
  self->engine->rollback (self->db);
  return FALSE;
}

/* Again, if it is open. */
static gboolean
open_db (AttestWorker *self, GError **error)
{
  if (self->db != NULL)
    self->db = self->engine->renew (self->db, self->folder, self->state_folder, error);
  else
    self->db = self->engine->open (self->folder, self->state_folder, error);
  if (self->db != NULL)
    ((AttestDbBase *) self->db)->clock = self->clock;
  return self->db != NULL;
}

/* A file that was full, or went from its place and is there again, is opened anew. */
static gboolean
make_ready (AttestWorker *self, AttestJob *job)
{
  gboolean is_stale = job->call.access == ATTEST_STORE_WRITE && self->db != NULL
                      && self->engine->is_stale (self->db);

  if (!self->is_open)
    g_set_error_literal (&job->error,
                         ATTEST_STORE_ERROR,
                         ATTEST_STORE_ERROR_CLOSED,
                         _ ("The drafts and the history are not open."));
  if (!self->is_open || (self->db != NULL && !is_stale))
    return self->is_open;
  job->held = TRUE;
  return open_db (self, &job->error);
}

static gboolean
read_news_job (AttestDb *db, gpointer news, GError **error)
{
  return attest_news_read (db, news, error);
}

static void
read_news (AttestWorker *self, AttestJob *job)
{
  job->call = (AttestStoreCall){ .job = read_news_job, .data = job->news };
  job->news->is_read = run_in_transaction (self, job);
}

/* Opens the database, unless it is open, and reads the job's news. */
void
attest_worker_open (AttestWorker *self, AttestJob *job, GCancellable *cancellable)
{
  if (self->db != NULL || g_cancellable_set_error_if_cancelled (cancellable, &job->error)
      || !open_db (self, &job->error))
    return;
  read_news (self, job);
  if (!job->news->is_read)
    g_clear_pointer (&self->db, self->engine->close);
  self->is_open = self->db != NULL;
}

/* What changes nothing, or fits into what the file has already, is written on a full disk too. */
static void
note_room (AttestWorker *self, const GError *error)
{
  if (g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_FULL)
      || g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_DISK))
    self->is_full = TRUE;
  else if (error == NULL && self->is_full)
    self->is_full = !self->engine->has_room (self->db);
}

static void
run_call (AttestWorker *self, AttestJob *job, GCancellable *cancellable)
{
  if (job->call.access == ATTEST_STORE_READ)
    self->engine->set_cancellable (self->db, cancellable);
  run_in_transaction (self, job);
  self->engine->set_cancellable (self->db, NULL);
  if (job->call.access == ATTEST_STORE_WRITE)
    note_room (self, job->error);
  job->held = job->held || self->engine->was_held (self->db);
}

/* Makes the job's call. */
void
attest_worker_call (AttestWorker *self, AttestJob *job, GCancellable *cancellable)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    return;
  if (make_ready (self, job))
    run_call (self, job, cancellable);
  job->is_full =
      self->is_open && (self->is_full || self->db == NULL || self->engine->is_reading (self->db));
}

/* Reads the job's news, if others wrote, or they are due anyway. */
void
attest_worker_look (AttestWorker *self, AttestJob *job, GCancellable *cancellable)
{
  gboolean changed = FALSE;

  if (self->db == NULL || !self->engine->look (self->db, &changed, &job->error))
    return;
  if (!changed && !job->news->is_due)
    return;
  job->news->is_due = TRUE;
  read_news (self, job);
}

/* Closes the database. */
void
attest_worker_close (AttestWorker *self, AttestJob *job, GCancellable *cancellable)
{
  self->is_open = FALSE;
  g_clear_pointer (&self->db, self->engine->close);
}

/* The object. */

/**
 * attest_worker_new:
 * @folder: where the data is or will be
 * @state_folder: (nullable): where it is noted, outside of @folder, how much was sent
 *
 * Returns: (transfer full): a worker with nothing open
 */
AttestWorker *
attest_worker_new (const char *folder, const char *state_folder)
{
  AttestWorker *self = g_new0 (AttestWorker, 1);

  self->folder = g_strdup (folder);
  self->state_folder = g_strdup (state_folder);
  attest_worker_set_engine (self, &attest_sqlite_engine);
  self->thread = g_thread_pool_new (work_cb, self, 1, TRUE, NULL);
  g_assert (self->thread != NULL);
  return self;
}

/* Closes what is open. No job is left: each holds what has the worker. */
void
attest_worker_free (AttestWorker *self)
{
  g_thread_pool_free (self->thread, FALSE, TRUE);
  g_clear_pointer (&self->db, self->engine->close);
  g_free (self->folder);
  g_free (self->state_folder);
  g_free (self);
}

/* @engine: (transfer none): alive as long as the worker; its clock is the worker's from now on */
void
attest_worker_set_engine (AttestWorker *self, const AttestEngine *engine)
{
  self->engine = engine;
  self->clock = engine->clock;
}

/* What the next database that is opened keeps time by. */
void
attest_worker_set_clock (AttestWorker *self, const AttestClock *clock)
{
  self->clock = clock;
}

/* Returns: (transfer none): what time it is, and how long ago something was */
const AttestClock *
attest_worker_get_clock (AttestWorker *self)
{
  return self->clock;
}

/**
 * attest_worker_watch:
 * @self: a worker
 * @changed: called on the main thread when somebody may have written
 * @data: for @changed
 *
 * Returns: for attest_worker_unwatch()
 */
gpointer
attest_worker_watch (AttestWorker *self, GFunc changed, gpointer data)
{
  return self->engine->watch (self->folder, changed, data);
}

/* @watch: (nullable) (transfer full): what is over now */
void
attest_worker_unwatch (AttestWorker *self, gpointer watch)
{
  if (watch != NULL)
    self->engine->unwatch (watch);
}
