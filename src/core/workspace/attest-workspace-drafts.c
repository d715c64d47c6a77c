/* The workspace's drafts: lists that change at once when this process writes, and the writing
 * itself. Main thread; all SQL runs on the store's. */
#include "attest-config.h"
#include "workspace/attest-workspace-private.h"

#include "base/attest-ident.h"
#include "codec/attest-codec.h"
#include "store/attest-drafts-table.h"
#include "store/attest-submission-private.h"
#include "workspace/attest-open-draft-private.h"

#include <glib/gi18n-lib.h>

/* Rows told to the peers in one go: well under a frame. */
#define PEERS_AT_ONCE 200

/* The list of one kind; NULL for a kind that is no draft of any service. */
AttestDraftList *
attest_workspace_get_list (AttestWorkspace *self, const AttestSchema *schema)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    if (services[i]->schema == schema)
      return self->lists[i];
  return NULL;
}

/* Peers: only certificates are compared. */

static gboolean
is_compared (const AttestSchema *schema)
{
  return schema == attest_service_get ("certsearch")->schema;
}

static void
tell_peers (AttestWorkspace *self, AttestDraft *draft)
{
  if (is_compared (attest_draft_get_schema (draft)))
    attest_peers_set (self->peers,
                      attest_draft_get_id (draft),
                      FALSE,
                      attest_draft_get_title (draft),
                      attest_draft_get_entity (draft),
                      attest_draft_get_entity_id (draft));
}

/* What the owner of an accepted upload is called; its draft's id in front, for a draft is not
 * compared with itself. */
static void
tell_accepted (AttestWorkspace *self,
               const char *draft_id,
               const char *id,
               const char *title,
               const char *entity,
               const char *entity_id)
{
  g_autofree char *owner = g_strconcat (draft_id != NULL ? draft_id : id, "/accepted", NULL);

  attest_peers_set (self->peers, owner, TRUE, title, entity, entity_id);
}

/* A submission that may have been accepted just now. */
void
attest_workspace_take_accepted (AttestWorkspace *self, AttestSubmission *submission)
{
  const AttestService *service = attest_submission_get_service (submission);

  if (service != NULL && is_compared (service->schema)
      && attest_submission_get_state (submission) == ATTEST_STATE_ACCEPTED)
    tell_accepted (self,
                   attest_submission_get_draft_id (submission),
                   attest_submission_get_id (submission),
                   attest_submission_get_title (submission),
                   attest_submission_get_entity (submission),
                   attest_submission_get_entity_id (submission));
}

static void
tell_next_peer (AttestWorkspace *self)
{
  if (self->new_peers->len > 0)
    {
      g_autoptr (AttestDraft) draft =
          g_ptr_array_steal_index (self->new_peers, self->new_peers->len - 1);

      if (attest_workspace_find_draft (self, attest_draft_get_id (draft)) == draft)
        tell_peers (self, draft);
    }
  else
    {
      /* The oldest first, so that the newest of a draft is what stays. */
      g_autoptr (AttestSubmissionRow) row =
          g_ptr_array_steal_index (self->new_accepted, self->new_accepted->len - 1);

      if (row->service != NULL && is_compared (row->service->schema))
        tell_accepted (self, row->draft_id, row->id, row->title, row->entity, row->entity_id);
    }
}

static gboolean
tell_some_peers (gpointer data)
{
  AttestWorkspace *self = data;

  for (guint i = 0; i < PEERS_AT_ONCE; i++)
    {
      if (self->new_peers->len == 0 && (self->new_accepted == NULL || self->new_accepted->len == 0))
        {
          self->peers_source = 0;
          return G_SOURCE_REMOVE;
        }
      tell_next_peer (self);
    }
  return G_SOURCE_CONTINUE;
}

static void
start_telling (AttestWorkspace *self)
{
  if (self->peers_source == 0)
    self->peers_source = g_idle_add (tell_some_peers, self);
}

/* Rows become drafts. */

/* Hides a draft; it can come back until it is purged. */
static void
hide_draft (AttestWorkspace *self, AttestDraft *draft)
{
  attest_draft_list_remove (attest_workspace_get_list (self, attest_draft_get_schema (draft)),
                            draft);
  attest_peers_remove (self->peers, attest_draft_get_id (draft));
}

/* A row as it is in the database now: makes, updates, shows or hides its draft. May take the texts
 * out of @row. Returns the draft, not owned; NULL if its kind is unknown. */
AttestDraft *
attest_workspace_take_draft (AttestWorkspace *self, AttestDraftRow *row)
{
  AttestDraftList *list = attest_workspace_get_list (self, row->schema);
  AttestDraft *draft = g_hash_table_lookup (self->drafts, row->id);
  gboolean deleted = row->deleted;

  if (list == NULL)
    return NULL;
  if (draft != NULL)
    attest_draft_update (draft, row);
  else
    {
      draft = attest_draft_new (row);
      g_hash_table_insert (self->drafts, g_strdup (attest_draft_get_id (draft)), draft);
    }
  if (deleted)
    hide_draft (self, draft);
  else
    {
      attest_draft_list_put (list, draft);
      tell_peers (self, draft);
    }
  return draft;
}

/* All rows of a workspace that is being opened. The peers hear of them little by little. */
void
attest_workspace_fill (AttestWorkspace *self, GPtrArray *rows)
{
  guint n_services = 0;
  const AttestService *const *services = attest_service_list (&n_services);

  for (guint i = 0; i < n_services; i++)
    {
      g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint j = 0; j < rows->len; j++)
        {
          AttestDraftRow *row = g_ptr_array_index (rows, j);
          AttestDraft *draft = NULL;

          if (row->schema != services[i]->schema)
            continue;
          draft = attest_draft_new (row);
          g_ptr_array_add (drafts, draft);
          g_ptr_array_add (self->new_peers, g_object_ref (draft));
          g_hash_table_insert (
              self->drafts, g_strdup (attest_draft_get_id (draft)), g_object_ref (draft));
        }
      attest_draft_list_fill (self->lists[i], drafts);
    }
  start_telling (self);
}

/* @accepted: (transfer full): the newest uploads, the newest first. The peers hear of them in the
 * same way. */
void
attest_workspace_fill_accepted (AttestWorkspace *self, GPtrArray *accepted)
{
  g_clear_pointer (&self->new_accepted, g_ptr_array_unref);
  self->new_accepted = accepted;
  start_telling (self);
}

/* A draft that is no longer in the database. */
void
attest_workspace_drop_draft (AttestWorkspace *self, const char *id)
{
  AttestDraft *draft = g_hash_table_lookup (self->drafts, id);

  if (draft == NULL)
    return;
  hide_draft (self, draft);
  g_hash_table_remove (self->drafts, id);
}

/**
 * attest_workspace_get_drafts:
 * @self: a workspace
 * @schema: the kind of record: that of a service
 *
 * Returns: (transfer none): the live list of #AttestDraft of that kind, the one changed last first;
 *   has a property "n-items" that notifies
 */
GListModel *
attest_workspace_get_drafts (AttestWorkspace *self, const AttestSchema *schema)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (attest_workspace_get_list (self, schema) != NULL, NULL);
  return G_LIST_MODEL (attest_workspace_get_list (self, schema));
}

/**
 * attest_workspace_find_draft:
 * @self: a workspace
 * @id: (nullable): perhaps of a draft
 *
 * Returns: (transfer none) (nullable): the draft, unless it is deleted
 */
AttestDraft *
attest_workspace_find_draft (AttestWorkspace *self, const char *id)
{
  AttestDraft *draft = NULL;

  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  draft = id != NULL ? g_hash_table_lookup (self->drafts, id) : NULL;
  if (draft == NULL
      || !attest_draft_list_contains (
          attest_workspace_get_list (self, attest_draft_get_schema (draft)), draft))
    return NULL;
  return draft;
}

/* Saving. */

static gpointer
save_row (AttestDb *db, gpointer data, GError **error)
{
  AttestDraftRow *row = data;

  return attest_drafts_table_save (db, row, error) ? attest_drafts_table_load (db, row->id, error)
                                                   : NULL;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  g_autoptr (AttestDraftRow) row = NULL;
  GError *error = NULL;

  row = attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (
        task, g_object_ref (attest_workspace_take_draft (self, row)), g_object_unref);
}

static void
save (AttestWorkspace *self, const char *id, AttestRecord *record, GTask *task)
{
  AttestDraftRow *row = attest_draft_summarize (id, record, self->peers);

  attest_store_run_async (self->store,
                          ATTEST_STORE_WRITE,
                          save_row,
                          row,
                          (GDestroyNotify) attest_draft_row_free,
                          (GDestroyNotify) attest_draft_row_free,
                          g_task_get_cancellable (task),
                          on_saved,
                          task);
}

/**
 * attest_workspace_add_draft_async:
 * @self: an open workspace
 * @record: what to keep; read before this returns
 * @cancellable: (nullable): as long as writing has not begun
 *
 * Makes a draft. It is in its list when this finishes, and durable.
 */
void
attest_workspace_add_draft_async (AttestWorkspace *self,
                                  AttestRecord *record,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autofree char *id = NULL;
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ATTEST_IS_RECORD (record));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_add_draft_async);
  g_task_set_check_cancellable (task, FALSE);
  id = attest_ident_new ();
  save (self, id, record, task);
}

/**
 * attest_workspace_add_draft_finish:
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the new draft
 */
AttestDraft *
attest_workspace_add_draft_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * attest_workspace_save_draft_async:
 * @self: an open workspace
 * @id: of the draft
 * @record: what to keep instead of what is there; read before this returns
 * @cancellable: (nullable): as long as writing has not begun
 *
 * Durable when this finishes. A draft that was deleted comes back.
 */
void
attest_workspace_save_draft_async (AttestWorkspace *self,
                                   const char *id,
                                   AttestRecord *record,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (ATTEST_IS_RECORD (record));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_save_draft_async);
  g_task_set_check_cancellable (task, FALSE);
  save (self, id, record, task);
}

/**
 * attest_workspace_save_draft_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether what was given is durable
 */
gboolean
attest_workspace_save_draft_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_autoptr (AttestDraft) draft = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  draft = g_task_propagate_pointer (G_TASK (result), error);
  return draft != NULL;
}

/* Loading. */

typedef struct
{
  char *id;
  const AttestSchema *schema; /* out */
} Loading;

static void
loading_free (gpointer data)
{
  g_free (((Loading *) data)->id);
  g_free (data);
}

static gpointer
load_record (AttestDb *db, gpointer data, GError **error)
{
  Loading *loading = data;

  return attest_drafts_table_load_record (db, loading->id, &loading->schema, error);
}

static AttestRecord *
read_record (const AttestSchema *schema, const char *json, GError **error)
{
  g_autoptr (GPtrArray) problems = NULL;

  if (schema != NULL)
    return attest_codec_read (schema, json, -1, ATTEST_CODEC_DRAFT, &problems, error);
  g_set_error_literal (error,
                       ATTEST_STORE_ERROR,
                       ATTEST_STORE_ERROR_NEWER,
                       _ ("This draft is of a kind this version of Attest does not know."));
  return NULL;
}

static void
on_record_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  g_autofree char *json = NULL;
  AttestRecord *record = NULL;
  GError *error = NULL;

  json = attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error == NULL)
    record = read_record (loading->schema, json, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, record, g_object_unref);
}

/**
 * attest_workspace_load_draft_async:
 * @self: an open workspace
 * @id: of a draft
 * @cancellable: (nullable): to stop it
 *
 * Reads the record of a draft, exactly as it was typed.
 */
void
attest_workspace_load_draft_async (AttestWorkspace *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = NULL;
  Loading *loading = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_load_draft_async);
  loading = g_new0 (Loading, 1);
  loading->id = g_strdup (id);
  g_task_set_task_data (task, loading, loading_free);
  attest_store_run_async (self->store,
                          ATTEST_STORE_READ,
                          load_record,
                          loading,
                          NULL,
                          g_free,
                          cancellable,
                          on_record_loaded,
                          task);
}

/**
 * attest_workspace_load_draft_finish:
 * @error: return location of an %ATTEST_STORE_ERROR or an %ATTEST_CODEC_ERROR
 *
 * Returns: (transfer full) (nullable): a record of its own
 */
AttestRecord *
attest_workspace_load_draft_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Deleting, restoring, purging. */

typedef struct
{
  AttestDraftsChange change;
  GStrv ids;
} Changing;

static void
changing_free (gpointer data)
{
  g_strfreev (((Changing *) data)->ids);
  g_free (data);
}

static void
unref_array (gpointer data)
{
  g_ptr_array_unref (data);
}

/* Returns the rows as they are afterwards; those that are gone are left out. */
static gpointer
change_rows (AttestDb *db, gpointer data, GError **error)
{
  Changing *changing = data;
  const char *const *ids = (const char *const *) changing->ids;
  GPtrArray *rows = NULL;

  if (!attest_drafts_table_change (db, ids, changing->change, g_get_real_time (), error))
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) attest_draft_row_free);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      AttestDraftRow *row = attest_drafts_table_load (db, ids[i], NULL);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  return rows;
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  Changing *changing = g_task_get_task_data (task);
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;

  rows = attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error != NULL)
    {
      /* What was hidden in advance is still there. */
      for (guint i = 0; changing->change == ATTEST_DRAFTS_DELETE && changing->ids[i] != NULL; i++)
        {
          AttestDraft *draft = g_hash_table_lookup (self->drafts, changing->ids[i]);

          if (draft != NULL)
            attest_draft_list_put (
                attest_workspace_get_list (self, attest_draft_get_schema (draft)), draft);
        }
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; changing->change == ATTEST_DRAFTS_PURGE && changing->ids[i] != NULL; i++)
    attest_workspace_drop_draft (self, changing->ids[i]);
  for (guint i = 0; i < rows->len; i++)
    attest_workspace_take_draft (self, g_ptr_array_index (rows, i));
  g_task_return_boolean (task, TRUE);
}

static void
change (AttestWorkspace *self,
        AttestDraftsChange what,
        const char *const *ids,
        gpointer tag,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Changing *changing = g_new (Changing, 1);

  *changing = (Changing){ what, g_strdupv ((char **) ids) };
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, changing, changing_free);
  attest_store_run_async (self->store,
                          ATTEST_STORE_WRITE,
                          change_rows,
                          changing,
                          NULL,
                          unref_array,
                          NULL,
                          on_changed,
                          task);
}

/**
 * attest_workspace_delete_drafts_async:
 * @self: an open workspace
 * @ids: (array zero-terminated=1): drafts; those that do not exist are passed over
 *
 * They leave their lists before this returns, and come back if the writing fails. What is still
 * unsaved of them in an editor is written first, so that restoring brings all of it back.
 */
void
attest_workspace_delete_drafts_async (AttestWorkspace *self,
                                      const char *const *ids,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ids != NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      AttestDraft *draft = attest_workspace_find_draft (self, ids[i]);

      if (draft != NULL)
        hide_draft (self, draft);
      attest_open_drafts_flush (self->open_drafts, ids[i]);
    }
  change (
      self, ATTEST_DRAFTS_DELETE, ids, attest_workspace_delete_drafts_async, callback, user_data);
}

/**
 * attest_workspace_restore_drafts_async:
 * @self: the workspace
 * @ids: %NULL-terminated ids of drafts; copied
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Brings deleted drafts back into their lists, as they were.
 */
void
attest_workspace_restore_drafts_async (AttestWorkspace *self,
                                       const char *const *ids,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ids != NULL);
  change (
      self, ATTEST_DRAFTS_RESTORE, ids, attest_workspace_restore_drafts_async, callback, user_data);
}

/**
 * attest_workspace_purge_drafts_async:
 * @self: the workspace
 * @ids: %NULL-terminated ids of drafts; copied
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes the deletion of drafts final; what was sent of them stays in the history.
 */
void
attest_workspace_purge_drafts_async (AttestWorkspace *self,
                                     const char *const *ids,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ids != NULL);
  change (self, ATTEST_DRAFTS_PURGE, ids, attest_workspace_purge_drafts_async, callback, user_data);
}

/**
 * attest_workspace_change_drafts_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: whether they are deleted, restored or purged: all of them or none
 */
gboolean
attest_workspace_change_drafts_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
