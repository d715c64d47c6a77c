/* AttestStore: jobs for the one thread that has the database.
 *
 * `opening` belongs to the worker's thread from the first job to the last; all else to the main
 * thread. A job is a GTask: the worker runs it, and the main thread drops it after its callback, so
 * that what callers hand over is freed where it was made. */
#include "attest-config.h"
#include "store/attest-store-private.h"

#include "store/attest-notice.h"
#include "store/sqlite/attest-opening.h"
#include "store/sqlite/attest-worker.h"

#include <glib/gi18n-lib.h>

struct _AttestStore
{
  GObject parent_instance;

  char *folder;
  char *state_folder; /* (nullable) */
  AttestWorker *worker;
  AttestOpening opening; /* the worker's */
  gint64 data_version;   /* the worker's: as last seen */

  char *notice;
  GHashTable *submissions; /* id → AttestSubmission, not owned: those somebody holds */
  AttestStoreWatch *watch; /* (nullable): while open */
};

G_DEFINE_FINAL_TYPE (AttestStore, attest_store, G_TYPE_OBJECT)

enum
{
  CHANGED_ELSEWHERE,
  SUBMISSIONS_CHANGED,
  WRITTEN,
  WRITE_FAILED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  PROP_NOTICE = 1,
} AttestStoreProperty;

static GParamSpec *properties[PROP_NOTICE + 1];

typedef struct
{
  AttestStoreAccess access;
  AttestStoreJob run;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  GError *error; /* how it ended */
  char *notice;  /* (nullable): what is to be told since then */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  g_clear_error (&job->error);
  g_free (job->notice);
  g_free (job);
}

/* Hands a task to the worker, which returns it; its reference is dropped on the main thread. */
static void
push_task (AttestStore *self, GTask *task, AttestWorkerFunc func)
{
  g_signal_connect_after (task, "notify::completed", G_CALLBACK (g_object_unref), NULL);
  attest_worker_push (self->worker, func, task);
}

/* Opening and closing. */

static void
open_on_worker (gpointer data)
{
  GTask *task = data;
  AttestStore *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->opening.db == NULL
      && (!attest_opening_run (&self->opening, self->folder, self->state_folder, &error)
          || !attest_db_get_int (
              self->opening.db, "PRAGMA data_version", &self->data_version, &error)))
    {
      attest_opening_clear (&self->opening);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, g_strdup (self->opening.notice), g_free);
}

/**
 * attest_store_open_async:
 * @self: a store
 *
 * Opens the database; makes it if there is none. May be called again after it failed.
 */
void
attest_store_open_async (AttestStore *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_STORE (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_store_open_async);
  push_task (self, task, open_on_worker);
}

/**
 * attest_store_open_finish:
 * @error: return location of an %ATTEST_STORE_ERROR: what to tell the user
 *
 * Returns: whether the store is open; "notice" is set if there is something to be told
 */
gboolean
attest_store_open_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *notice = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  notice = g_task_propagate_pointer (G_TASK (result), &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  attest_store_set_notice (self, notice);
  if (self->watch == NULL)
    self->watch = attest_store_watch_new (self);
  return TRUE;
}

static void
close_on_worker (gpointer data)
{
  GTask *task = data;
  AttestStore *self = g_task_get_source_object (task);

  attest_opening_clear (&self->opening);
  g_task_return_boolean (task, TRUE);
}

/**
 * attest_store_close_async:
 * @self: a store
 *
 * Does every job given so far, then closes the database. Later jobs fail with
 * %ATTEST_STORE_ERROR_CLOSED.
 */
void
attest_store_close_async (AttestStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_STORE (self));
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_store_close_async);
  g_clear_pointer (&self->watch, attest_store_watch_free);
  push_task (self, task, close_on_worker);
}

/**
 * attest_store_close_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: never set: every job before has told its own
 *
 * Returns: whether the store is closed
 */
gboolean
attest_store_close_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Jobs. */

static gpointer
run_reading (AttestDb *db, Job *job, GCancellable *cancellable)
{
  gpointer result = NULL;

  attest_db_set_cancellable (db, cancellable);
  result = job->run (db, job->data, &job->error);
  attest_db_set_cancellable (db, NULL);
  return result;
}

static gpointer
run_writing (AttestStore *self, Job *job)
{
  AttestDb *db = self->opening.db;
  AttestGuard *guard = &self->opening.guard;
  gpointer result = NULL;

  if (!attest_guard_begin (guard, db, &job->error))
    return NULL;
  result = job->run (db, job->data, &job->error);
  if (job->error == NULL && attest_guard_commit (guard, db, &job->error))
    {
      if (guard->held)
        attest_notice_load (db, &job->notice, NULL);
      return result;
    }
  attest_db_rollback (db);
  if (result != NULL && job->free_result != NULL)
    job->free_result (result);
  return NULL;
}

static void
run_on_worker (gpointer data)
{
  GTask *task = data;
  AttestStore *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  gpointer result = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    ;
  else if (self->opening.db == NULL)
    g_set_error_literal (&job->error,
                         ATTEST_STORE_ERROR,
                         ATTEST_STORE_ERROR_CLOSED,
                         _ ("The drafts and the history are not open."));
  else if (job->access == ATTEST_STORE_WRITE)
    result = run_writing (self, job);
  else
    result = run_reading (self->opening.db, job, cancellable);
  if (job->error != NULL)
    g_task_return_error (task, g_error_copy (job->error));
  else
    g_task_return_pointer (task, result, job->free_result);
}

/* Whether writing works is worth telling whoever asked for it. */
static void
on_write_completed (GTask *task)
{
  AttestStore *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  if (job->notice != NULL)
    {
      attest_store_set_notice (self, job->notice);
      g_signal_emit (self, signals[CHANGED_ELSEWHERE], 0);
    }
  if (job->error == NULL)
    g_signal_emit (self, signals[WRITTEN], 0);
  else if (!g_error_matches (job->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && !g_error_matches (job->error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NOT_FOUND))
    g_signal_emit (self, signals[WRITE_FAILED], 0, job->error);
}

/**
 * attest_store_run_async:
 * @self: a store
 * @access: whether the job writes
 * @job: called on the store's thread, in its turn; must not touch objects of the main thread
 * @data: (nullable): what @job needs and may fill; freed with @free_data on this thread, after the
 *   callback
 * @free_result: (nullable): frees what @job returned if nobody takes it
 * @cancellable: (nullable): before its turn any job, during it only a reading one
 *
 * A writing job that fails leaves nothing behind. One whose callback is called without an error is
 * durable.
 */
void
attest_store_run_async (AttestStore *self,
                        AttestStoreAccess access,
                        AttestStoreJob job,
                        gpointer data,
                        GDestroyNotify free_data,
                        GDestroyNotify free_result,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = NULL;
  Job *task_data = NULL;

  g_return_if_fail (ATTEST_IS_STORE (self));
  task_data = g_new0 (Job, 1);
  *task_data = (Job){ access, job, data, free_data, free_result, NULL, NULL };
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_store_run_async);
  g_task_set_task_data (task, task_data, job_free);
  if (access == ATTEST_STORE_WRITE)
    {
      g_task_set_check_cancellable (task, FALSE);
      g_signal_connect (task, "notify::completed", G_CALLBACK (on_write_completed), NULL);
    }
  push_task (self, task, run_on_worker);
}

/**
 * attest_store_run_finish:
 * @error: return location of an %ATTEST_STORE_ERROR, or of whatever the job set
 *
 * Returns: (transfer full) (nullable): what the job returned
 */
gpointer
attest_store_run_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What other processes do. */

static void
look_on_worker (gpointer data)
{
  GTask *task = data;
  AttestStore *self = g_task_get_source_object (task);
  gint64 before = self->data_version;

  if (self->opening.db != NULL)
    attest_db_get_int (self->opening.db, "PRAGMA data_version", &self->data_version, NULL);
  g_task_return_boolean (task, self->data_version != before);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AttestStore *self = ATTEST_STORE (source);

  if (self->watch != NULL)
    attest_store_watch_looked (self->watch);
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    g_signal_emit (self, signals[CHANGED_ELSEWHERE], 0);
}

/* Asks the database whether another connection wrote to it; "changed-elsewhere" is the answer. */
void
attest_store_look (AttestStore *self)
{
  GTask *task = g_task_new (self, NULL, on_looked, NULL);

  g_task_set_source_tag (task, attest_store_look);
  push_task (self, task, look_on_worker);
}

/* The object. */

/* For attest-store-submissions.c. Returns: (transfer none): id → its Entry */
GHashTable *
attest_store_get_submissions (AttestStore *self)
{
  return self->submissions;
}

/* For the same; @submissions: #AttestSubmission objects, new or changed */
void
attest_store_emit_submissions_changed (AttestStore *self, GPtrArray *submissions)
{
  g_signal_emit (self, signals[SUBMISSIONS_CHANGED], 0, submissions);
}

static void
close_and_free (gpointer data)
{
  AttestOpening *opening = data;

  attest_opening_clear (opening);
  g_free (opening);
}

static void
attest_store_dispose (GObject *object)
{
  AttestStore *self = ATTEST_STORE (object);

  g_clear_pointer (&self->watch, attest_store_watch_free);
  G_OBJECT_CLASS (attest_store_parent_class)->dispose (object);
}

static void
attest_store_finalize (GObject *object)
{
  AttestStore *self = ATTEST_STORE (object);
  AttestOpening *opening = g_new (AttestOpening, 1);

  /* No job is left: each holds a reference to the store. */
  *opening = self->opening;
  attest_worker_push (self->worker, close_and_free, opening);
  attest_worker_free (self->worker);
  g_hash_table_unref (self->submissions);
  g_free (self->folder);
  g_free (self->state_folder);
  g_free (self->notice);
  G_OBJECT_CLASS (attest_store_parent_class)->finalize (object);
}

static void
attest_store_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AttestStore *self = ATTEST_STORE (object);

  switch ((AttestStoreProperty) id)
    {
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
attest_store_class_init (AttestStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = attest_store_dispose;
  object_class->finalize = attest_store_finalize;
  object_class->get_property = attest_store_get_property;
  properties[PROP_NOTICE] =
      g_param_spec_string ("notice", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED_ELSEWHERE] = g_signal_new (
      "changed-elsewhere", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SUBMISSIONS_CHANGED] = g_signal_new ("submissions-changed",
                                               type,
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               1,
                                               G_TYPE_PTR_ARRAY);
  signals[WRITTEN] =
      g_signal_new ("written", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WRITE_FAILED] = g_signal_new (
      "write-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
attest_store_init (AttestStore *self)
{
  self->opening.lock = -1;
  self->submissions = attest_store_make_submissions ();
  self->worker = attest_worker_new ("attest-store");
}

/**
 * attest_store_new:
 * @folder: where `attest.db` is or will be
 * @state_folder: (nullable): where it is noted, outside of @folder, how much was sent
 *
 * Returns: (transfer full): a store that is not open yet
 */
AttestStore *
attest_store_new (const char *folder, const char *state_folder)
{
  AttestStore *self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);
  self = g_object_new (ATTEST_TYPE_STORE, NULL);
  self->folder = g_strdup (folder);
  self->state_folder = g_strdup (state_folder);
  return self;
}

/**
 * attest_store_get_folder:
 * @self: a store
 *
 * Returns: (transfer none): where its file is or will be
 */
const char *
attest_store_get_folder (AttestStore *self)
{
  g_return_val_if_fail (ATTEST_IS_STORE (self), NULL);
  return self->folder;
}

/**
 * attest_store_get_notice:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): what the store had to do that a person should know,
 *   translated
 */
const char *
attest_store_get_notice (AttestStore *self)
{
  g_return_val_if_fail (ATTEST_IS_STORE (self), NULL);
  return self->notice;
}

/* Tells @notice, which stands in the database, from now on; %NULL: nothing */
void
attest_store_set_notice (AttestStore *self, const char *notice)
{
  if (g_strcmp0 (self->notice, notice) == 0)
    return;
  g_free (self->notice);
  self->notice = g_strdup (notice);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}
