/* Reading what the lists show: all of it when opening, and later what another process changed.
 * The reading happens on the store's thread, the lists change on the main thread. */
#include "attest-config.h"
#include "workspace/attest-workspace-private.h"

#include "store/attest-drafts-table.h"
#include "store/attest-hosts-table.h"
#include "store/attest-submission-private.h"

/* How long a deleted draft can be brought back. */
#define KEPT_AFTER_DELETION (24 * G_TIME_SPAN_HOUR)
/* The newest uploads the checks compare with: enough to be useful, little enough to be held. */
#define MAX_ACCEPTED "5000"

typedef struct
{
  gint64 after; /* in: what is known; 0: nothing */
  gint64 revision;
  GPtrArray *drafts;      /* of AttestDraftRow */
  GPtrArray *purged;      /* of ids */
  GPtrArray *submissions; /* of AttestSubmissionRow */
  GPtrArray *hosts;       /* of AttestHostRow */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_clear_pointer (&news->drafts, g_ptr_array_unref);
  g_clear_pointer (&news->purged, g_ptr_array_unref);
  g_clear_pointer (&news->submissions, g_ptr_array_unref);
  g_clear_pointer (&news->hosts, g_ptr_array_unref);
  g_free (news);
}

/* Nothing at first: all of them would be the whole history. */
static GPtrArray *
read_submissions (AttestDb *db, gint64 after, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db,
                         "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions"
                         " WHERE revision > ?1 AND ?1 > 0 ORDER BY created, id",
                         error);

  if (statement == NULL)
    return NULL;
  attest_statement_bind_int (statement, 1, after);
  return attest_submission_rows_read (statement, error);
}

static gboolean
read_all (AttestDb *db, News *news, GError **error)
{
  if (!attest_counters_get_revision (db, &news->revision, error))
    return FALSE;
  news->drafts = attest_drafts_table_list (db, news->after, error);
  if (news->drafts == NULL)
    return FALSE;
  news->purged = attest_drafts_table_list_purged (db, news->after, error);
  if (news->purged == NULL)
    return FALSE;
  news->submissions = read_submissions (db, news->after, error);
  if (news->submissions == NULL)
    return FALSE;
  news->hosts = attest_hosts_table_list (db, error);
  return news->hosts != NULL;
}

/* One state of the database for all of it. */
static gpointer
read_news (AttestDb *db, gpointer data, GError **error)
{
  gboolean done = attest_db_run (db, "BEGIN", error) && read_all (db, data, error);

  if (done)
    attest_db_commit (db, NULL);
  else
    attest_db_rollback (db);
  return NULL;
}

static gpointer
purge_old (AttestDb *db, gpointer data, GError **error)
{
  attest_drafts_table_purge_old (db, g_get_real_time () - KEPT_AFTER_DELETION, error);
  return NULL;
}

/* The newest accepted uploads, for the checks: nothing that is shown waits for them. */

static gpointer
read_accepted (AttestDb *db, gpointer data, GError **error)
{
  g_autoptr (AttestStatement) statement =
      attest_db_prepare (db,
                         "SELECT " ATTEST_SUBMISSION_COLUMNS " FROM submissions"
                         " WHERE state = 'accepted' ORDER BY created DESC, id DESC"
                         " LIMIT " MAX_ACCEPTED,
                         error);

  return statement != NULL ? attest_submission_rows_read (statement, error) : NULL;
}

static void
on_accepted_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWorkspace) self = ATTEST_WORKSPACE (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = attest_store_run_finish (ATTEST_STORE (source), result, &error);

  if (rows != NULL)
    attest_workspace_fill_accepted (self, rows);
  else
    g_debug ("What was accepted cannot be read: %s", error != NULL ? error->message : "");
}

/* Once the workspace is open; a short time later the peers know. */
void
attest_workspace_load_accepted (AttestWorkspace *self)
{
  attest_store_run_async (self->store,
                          ATTEST_STORE_READ,
                          read_accepted,
                          NULL,
                          NULL,
                          (GDestroyNotify) g_ptr_array_unref,
                          NULL,
                          on_accepted_read,
                          g_object_ref (self));
  attest_store_run_async (
      self->store, ATTEST_STORE_WRITE, purge_old, NULL, NULL, NULL, NULL, NULL, NULL);
}

/* Opening. */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  News *news = g_task_get_task_data (task);
  GError *error = NULL;

  attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->revision = news->revision;
  attest_workspace_take_hosts (self, news->hosts);
  attest_workspace_fill (self, news->drafts);
  g_task_return_boolean (task, TRUE);
}

/* Fills the lists of a workspace whose store was just opened. */
void
attest_workspace_load_async (AttestWorkspace *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  News *news = g_new0 (News, 1);

  g_task_set_source_tag (task, attest_workspace_load_async);
  g_task_set_task_data (task, news, news_free);
  attest_store_run_async (
      self->store, ATTEST_STORE_READ, read_news, news, NULL, NULL, cancellable, on_loaded, task);
}

/**
 * attest_workspace_load_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether all lists are filled
 */
gboolean
attest_workspace_load_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What another process changed. */

static void
take_news (AttestWorkspace *self, News *news)
{
  g_autoptr (GPtrArray) submissions = NULL;

  self->revision = news->revision;
  attest_workspace_take_hosts (self, news->hosts);
  /* In this order: one that was purged may have been written again. */
  for (guint i = 0; i < news->purged->len; i++)
    attest_workspace_drop_draft (self, g_ptr_array_index (news->purged, i));
  for (guint i = 0; i < news->drafts->len; i++)
    attest_workspace_take_draft (self, g_ptr_array_index (news->drafts, i));
  submissions = attest_store_take_submissions (self->store, g_steal_pointer (&news->submissions));
}

typedef struct
{
  AttestWorkspace *workspace; /* owned */
  News *news;                 /* owned */
} Reload;

static void
on_reloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reload *reload = user_data;
  g_autoptr (AttestWorkspace) self = reload->workspace;
  g_autoptr (GError) error = NULL;
  gboolean again = self->reload_again;

  attest_store_run_finish (ATTEST_STORE (source), result, &error);
  self->reloading = self->reload_again = FALSE;
  if (error != NULL)
    g_debug ("What another process changed cannot be read: %s", error->message);
  else if (self->is_open)
    take_news (self, reload->news);
  news_free (reload->news);
  if (again)
    attest_workspace_reload (self);
}

/* Takes in what changed since the last time. Asked for while it runs, it runs once more. */
void
attest_workspace_reload (AttestWorkspace *self)
{
  Reload *reload = NULL;

  if (!self->is_open)
    return;
  if (self->reloading)
    {
      self->reload_again = TRUE;
      return;
    }
  self->reloading = TRUE;
  reload = g_new (Reload, 1);
  *reload = (Reload){ g_object_ref (self), g_new0 (News, 1) };
  reload->news->after = MAX (self->revision, 1);
  attest_store_run_async (self->store,
                          ATTEST_STORE_READ,
                          read_news,
                          reload->news,
                          NULL,
                          NULL,
                          NULL,
                          on_reloaded,
                          reload);
}
