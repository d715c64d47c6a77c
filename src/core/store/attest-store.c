/* AttestStore: calls, what they tell, and the feed of what changed.
 *
 * A call is a GTask: the worker's thread runs its job, the main thread tells of it, so that what
 * callers hand over is freed where it was made.
 *
 * What others write is read once, for everybody: all that is newer than `revision`, in one
 * transaction, so that the number and what it stands for belong together. */
#include "attest-config.h"
#include "store/attest-store.h"

#include "base/attest-str.h"
#include "store/attest-news.h"
#include "store/attest-store-call.h"
#include "store/attest-worker.h"

#include <glib/gi18n-lib.h>

/* After what others wrote could not be read. */
#define LOOK_AGAIN_SECONDS 1
/* How soon it is noticed that the disk has room again. */
#define ROOM_SECONDS 5

struct _AttestStore
{
  GObject parent_instance;

  AttestWorker *worker;
  char *notice;
  GHashTable *submissions; /* id → AttestSubmission, not owned: those somebody holds */
  GHashTable *drafts;      /* id → AttestDraft, likewise */
  AttestChoices choices;   /* as known */
  gint64 revision;         /* everything up to it is known */
  gboolean behind;         /* somebody wrote, and it was not read yet */
  guint look_source;
  guint room_source; /* while the disk is full */
  gpointer watch;    /* (nullable): while open */
  gboolean looking;
  gboolean look_again;
};

G_DEFINE_QUARK (attest - store - error - quark, attest_store_error)

G_DEFINE_FINAL_TYPE (AttestStore, attest_store, G_TYPE_OBJECT)

enum
{
  SUBMISSIONS_CHANGED,
  DRAFTS_CHANGED,
  SETTINGS_CHANGED,
  HOSTS_CHANGED,
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

/* Ends. */

static void
return_end (GTask *task, AttestJob *job)
{
  if (job->error != NULL)
    g_task_return_error (task, g_error_copy (job->error));
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
finish (AttestStore *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Calls. */

/* Whether writing works is worth telling whoever asked for it. */
static void
tell_writing (AttestStore *self, AttestJob *job)
{
  const GError *error = job->error;

  if (error == NULL && !job->is_full)
    g_signal_emit (self, signals[WRITTEN], 0);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           && !g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_NOT_FOUND)
           && !g_error_matches (error, ATTEST_STORE_ERROR, ATTEST_STORE_ERROR_OUTDATED))
    g_signal_emit (self, signals[WRITE_FAILED], 0, error);
}

static void try_writing (AttestStore *self);

static gboolean
room_cb (gpointer user_data)
{
  AttestStore *self = user_data;

  self->room_source = 0;
  try_writing (self);
  return G_SOURCE_REMOVE;
}

static void
call_complete (GTask *task, AttestJob *job)
{
  AttestStore *self = g_task_get_source_object (task);

  if (job->is_full && self->watch != NULL && self->room_source == 0)
    self->room_source = g_timeout_add_seconds (ROOM_SECONDS, room_cb, self);
  if (job->call.access == ATTEST_STORE_WRITE)
    tell_writing (self, job);
  if (job->held)
    attest_store_read_again (self);
  if (job->error == NULL && job->call.tell != NULL)
    job->call.tell (self, job->call.data);
  if (job->error != NULL && job->call.undo != NULL)
    job->call.undo (self, job->call.data);
  return_end (task, job);
}

/**
 * attest_store_call_async:
 * @self: a store
 * @call: what to do; its data is freed on this thread, after the callback
 * @cancellable: (nullable): before its turn any call, during it only a reading one
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * A writing call that fails leaves nothing behind. One whose callback is called without an error is
 * durable, and everybody was told.
 */
void
attest_store_call_async (AttestStore *self,
                         const AttestStoreCall *call,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_STORE (self));
  task = g_task_new (self, cancellable, callback, user_data);
  /* What is written down is told. */
  g_task_set_check_cancellable (task, call->access == ATTEST_STORE_READ);
  attest_worker_push (
      self->worker,
      task,
      call->tag,
      &(AttestJob){ .work = attest_worker_call, .complete = call_complete, .call = *call });
}

static gboolean
do_nothing (AttestDb *db, gpointer data, GError **error)
{
  return TRUE;
}

/* For what it tells: nobody else may have anything to write. */
static void
try_writing (AttestStore *self)
{
  attest_store_call_async (
      self,
      &(AttestStoreCall){ .access = ATTEST_STORE_WRITE, .job = do_nothing, .tag = try_writing },
      NULL,
      NULL,
      NULL);
}

/**
 * attest_store_call_finish:
 * @self: a store
 * @result: what the callback was given
 * @tag: as in the call
 * @error: return location of an %ATTEST_STORE_ERROR, cancelled, or whatever the job set
 *
 * Returns: (transfer none) (nullable): the data of the call, alive as long as @result
 */
gpointer
attest_store_call_finish (AttestStore *self, GAsyncResult *result, gpointer tag, GError **error)
{
  if (!finish (self, result, tag, error))
    return NULL;
  return ((AttestJob *) g_task_get_task_data (G_TASK (result)))->call.data;
}

/* The feed. */

/**
 * attest_store_adopt_submission:
 * @store: a store
 * @placeholder: (nullable): an object without an id, used for the row if there is none of that id
 * @row: a row as read; one that is older than what is known changes nothing
 *
 * Returns: (transfer full): the one object of that id, up to date; is it another one than
 *   @placeholder, it must take its place in lists
 */
AttestSubmission *
attest_store_adopt_submission (AttestStore *store,
                               AttestSubmission *placeholder,
                               const AttestSubmissionRow *row)
{
  return attest_submission_adopt (store->submissions, placeholder, row);
}

/* The same without a placeholder. */
AttestSubmission *
attest_store_ref_submission (AttestStore *store, const AttestSubmissionRow *row)
{
  return attest_store_adopt_submission (store, NULL, row);
}

/**
 * attest_store_take_submissions:
 * @store: a store
 * @rows: (element-type AttestSubmissionRow): rows that were just written, or found to be changed
 *
 * Brings the objects of @rows up to date and tells everybody.
 *
 * Returns: (transfer full) (element-type AttestSubmission): them, in the same order
 */
GPtrArray *
attest_store_take_submissions (AttestStore *store, GPtrArray *rows)
{
  GPtrArray *submissions = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (submissions, attest_store_ref_submission (store, g_ptr_array_index (rows, i)));
  if (submissions->len > 0)
    g_signal_emit (store, signals[SUBMISSIONS_CHANGED], 0, submissions);
  return submissions;
}

/* The same for one; @row: (nullable): there is none, and nothing happens */
void
attest_store_take_submission (AttestStore *store, AttestSubmissionRow *row)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GPtrArray) submissions = NULL;

  if (row != NULL)
    g_ptr_array_add (rows, row);
  submissions = attest_store_take_submissions (store, rows);
}

/* Returns: (transfer full): the one object of that draft, empty if nobody held it */
AttestDraft *
attest_store_ref_draft (AttestStore *store, const AttestSchema *schema, const char *id)
{
  return attest_draft_ref_in (store->drafts, schema, id);
}

/* Returns: (transfer none) (nullable): the object of that draft, if somebody holds it */
AttestDraft *
attest_store_peek_draft (AttestStore *store, const char *id)
{
  return g_hash_table_lookup (store->drafts, id);
}

/* For the verbs; @rows: (element-type AttestDraftRow): new or changed; @gone: ids */
void
attest_store_tell_drafts (AttestStore *self, GPtrArray *rows, GPtrArray *gone)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const AttestDraftRow *row = g_ptr_array_index (rows, i);
      AttestDraft *draft = g_hash_table_lookup (self->drafts, row->id);

      if (draft != NULL)
        attest_draft_update (draft, row);
    }
  for (guint i = 0; i < gone->len; i++)
    {
      AttestDraft *draft = g_hash_table_lookup (self->drafts, g_ptr_array_index (gone, i));

      if (draft != NULL)
        attest_draft_set_deleted (draft);
    }
  if (rows->len > 0 || gone->len > 0)
    g_signal_emit (self, signals[DRAFTS_CHANGED], 0, rows, gone);
}

/* For the verbs; @hosts: whether it is a host that is new, or else a setting */
void
attest_store_tell_choices (AttestStore *self, gboolean hosts)
{
  g_signal_emit (self, signals[hosts ? HOSTS_CHANGED : SETTINGS_CHANGED], 0);
  if (attest_str_set (&self->notice,
                      g_hash_table_lookup (self->choices.settings, ATTEST_SETTING_NOTICE)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

/* Takes all of them as they stand in the database. A setting that is still being written is not
 * taken back by what was read before it. */
static void
take_choices (AttestStore *self, AttestChoices *from)
{
  AttestChoices *choices = &self->choices;

  if (choices->n_writing == 0 && attest_choices_take (&choices->settings, &from->settings))
    attest_store_tell_choices (self, FALSE);
  if (attest_choices_take (&choices->hosts, &from->hosts))
    attest_store_tell_choices (self, TRUE);
}

static void
take_news (AttestStore *self, AttestNews *news)
{
  g_autoptr (GPtrArray) submissions = NULL;

  self->revision = news->revision;
  take_choices (self, &news->choices);
  attest_store_tell_drafts (self, news->drafts, news->gone);
  submissions = attest_store_take_submissions (self, news->submissions);
}

static void look (AttestStore *self);

static gboolean
look_again_cb (gpointer user_data)
{
  AttestStore *self = user_data;

  self->look_source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
look_complete (GTask *task, AttestJob *job)
{
  AttestStore *self = g_task_get_source_object (task);
  gboolean again = self->look_again;

  self->looking = self->look_again = FALSE;
  /* What became due while this one was under way still is. */
  self->behind = self->behind || (job->news->is_due && !job->news->is_read);
  if (job->error != NULL)
    g_debug ("What others wrote cannot be read: %s", job->error->message);
  if (job->news->is_read)
    take_news (self, job->news);
  else if (self->behind && self->watch != NULL && self->look_source == 0)
    self->look_source = g_timeout_add_seconds (LOOK_AGAIN_SECONDS, look_again_cb, self);
  g_task_return_boolean (task, TRUE);
  if (again)
    look (self);
}

/* Somebody may have written: many causes while one is looked at are one more look. */
static void
look (AttestStore *self)
{
  if (self->watch == NULL)
    return;
  if (self->looking)
    {
      self->look_again = TRUE;
      return;
    }
  self->looking = TRUE;
  attest_worker_push (self->worker,
                      g_task_new (self, NULL, NULL, NULL),
                      look,
                      &(AttestJob){ .work = attest_worker_look,
                                    .complete = look_complete,
                                    .news = attest_news_new (self->revision, self->behind) });
  self->behind = FALSE;
}

/* For verbs that do not know how it stands any more. */
void
attest_store_read_again (AttestStore *self)
{
  self->behind = TRUE;
  look (self);
}

static void
changed_cb (gpointer self, gpointer unused)
{
  look (self);
}

/* Opening and closing. */

static void
open_complete (GTask *task, AttestJob *job)
{
  AttestStore *self = g_task_get_source_object (task);

  if (job->news->is_read)
    take_news (self, job->news);
  if (job->error == NULL && self->watch == NULL)
    self->watch = attest_worker_watch (self->worker, changed_cb, self);
  return_end (task, job);
}

/**
 * attest_store_open_async:
 * @self: a store
 * @cancellable: (nullable): gives up before its turn
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Opens the database; makes it if there is none. May be called again after it failed. While the
 * disk is too full for it, it can be read, and is written as soon as there is room.
 */
void
attest_store_open_async (AttestStore *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_STORE (self));
  attest_worker_push (self->worker,
                      g_task_new (self, cancellable, callback, user_data),
                      attest_store_open_async,
                      &(AttestJob){ .work = attest_worker_open,
                                    .complete = open_complete,
                                    .news = attest_news_new (0, TRUE) });
}

/**
 * attest_store_open_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR: what to tell the user
 *
 * Returns: whether the store is open; "notice" is set if there is something to be told
 */
gboolean
attest_store_open_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, attest_store_open_async, error);
}

static void
close_complete (GTask *task, AttestJob *job)
{
  g_task_return_boolean (task, TRUE);
}

static void
stop_looking (AttestStore *self)
{
  attest_worker_unwatch (self->worker, g_steal_pointer (&self->watch));
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_handle_id (&self->room_source, g_source_remove);
}

/**
 * attest_store_close_async:
 * @self: a store
 * @callback: (nullable): called on the main thread
 * @user_data: for @callback
 *
 * Does every call given so far, then closes the database. Later ones fail with
 * %ATTEST_STORE_ERROR_CLOSED.
 */
void
attest_store_close_async (AttestStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_STORE (self));
  stop_looking (self);
  attest_worker_push (self->worker,
                      g_task_new (self, NULL, callback, user_data),
                      attest_store_close_async,
                      &(AttestJob){ .work = attest_worker_close, .complete = close_complete });
}

/**
 * attest_store_close_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: never set: every call before has told its own
 *
 * Returns: %TRUE: the store is closed
 */
gboolean
attest_store_close_finish (AttestStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, attest_store_close_async, error);
}

/* The object. */

static void
attest_store_dispose (GObject *object)
{
  stop_looking (ATTEST_STORE (object));
  G_OBJECT_CLASS (attest_store_parent_class)->dispose (object);
}

static void
attest_store_finalize (GObject *object)
{
  AttestStore *self = ATTEST_STORE (object);

  /* No call is left: each holds a reference to the store. */
  attest_worker_free (self->worker);
  g_hash_table_unref (self->submissions);
  g_hash_table_unref (self->drafts);
  attest_choices_clear (&self->choices);
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
add_signal (AttestStoreClass *klass, guint signal, const char *name, guint n_params, GType type)
{
  signals[signal] = g_signal_new (name,
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  n_params,
                                  type,
                                  type);
}

static void
attest_store_class_init (AttestStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = attest_store_dispose;
  object_class->finalize = attest_store_finalize;
  object_class->get_property = attest_store_get_property;
  properties[PROP_NOTICE] =
      g_param_spec_string ("notice", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  add_signal (klass, SUBMISSIONS_CHANGED, "submissions-changed", 1, G_TYPE_PTR_ARRAY);
  add_signal (klass, DRAFTS_CHANGED, "drafts-changed", 2, G_TYPE_PTR_ARRAY);
  add_signal (klass, SETTINGS_CHANGED, "settings-changed", 0, G_TYPE_NONE);
  add_signal (klass, HOSTS_CHANGED, "hosts-changed", 0, G_TYPE_NONE);
  add_signal (klass, WRITTEN, "written", 0, G_TYPE_NONE);
  add_signal (klass, WRITE_FAILED, "write-failed", 1, G_TYPE_ERROR);
}

static void
attest_store_init (AttestStore *self)
{
  self->submissions = g_hash_table_new (g_str_hash, g_str_equal);
  self->drafts = g_hash_table_new (g_str_hash, g_str_equal);
  attest_choices_init (&self->choices);
}

/**
 * attest_store_new:
 * @folder: where the data is or will be
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
  self->worker = attest_worker_new (folder, state_folder);
  return self;
}

/* What an open one keeps time by from its next opening on. */
void
attest_store_set_clock (AttestStore *self, const AttestClock *clock)
{
  attest_worker_set_clock (self->worker, clock);
}

/* @engine: (transfer none): alive as long as the store; its clock is the store's from now on */
void
attest_store_set_engine (AttestStore *self, const AttestEngine *engine)
{
  attest_worker_set_engine (self->worker, engine);
}

/**
 * attest_store_get_now:
 * @self: a store
 *
 * Returns: microseconds since 1970, UTC: for people
 */
gint64
attest_store_get_now (AttestStore *self)
{
  const AttestClock *clock = NULL;

  g_return_val_if_fail (ATTEST_IS_STORE (self), 0);
  clock = attest_worker_get_clock (self->worker);
  return clock->get_real (clock->data);
}

/**
 * attest_store_get_steady:
 * @self: a store
 *
 * Returns: microseconds by a clock that nobody can set and that does not stop while the computer
 *   sleeps: for differences
 */
gint64
attest_store_get_steady (AttestStore *self)
{
  const AttestClock *clock = NULL;

  g_return_val_if_fail (ATTEST_IS_STORE (self), 0);
  clock = attest_worker_get_clock (self->worker);
  return clock->get_steady (clock->data);
}

/* For attest-store-choices.c. Returns: (transfer none) */
AttestChoices *
attest_store_get_choices (AttestStore *self)
{
  return &self->choices;
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
