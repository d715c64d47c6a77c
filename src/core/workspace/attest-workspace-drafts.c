/* The workspace's drafts: saving and loading them. Main thread; all SQL runs on the store's. */
#include "attest-config.h"

#include "base/attest-ident.h"
#include "codec/attest-codec.h"
#include "store/attest-store-call.h"
#include "store/attest-store-drafts.h"
#include "workspace/attest-open-draft-private.h"
#include "workspace/attest-workspace-private.h"

#include <glib/gi18n-lib.h>

/* What anybody changed. */
void
attest_workspace_take_drafts (AttestWorkspace *self, GPtrArray *rows, GPtrArray *gone)
{
  const AttestDraftRow *only =
      rows->len == 1 && gone->len == 0 ? g_ptr_array_index (rows, 0) : NULL;

  if (rows->len + gone->len > 0)
    attest_open_drafts_compare_anew (self->open_drafts, only != NULL ? only->id : NULL);
}

/**
 * attest_workspace_new_register:
 * @self: an open workspace
 * @schema: the kind of record: that of a service
 *
 * Returns: (transfer full): its drafts as a register; all of them until it is told what to show
 */
AttestRegister *
attest_workspace_new_register (AttestWorkspace *self, const AttestSchema *schema)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  return attest_register_new (self->store, schema);
}

/**
 * attest_workspace_find_draft:
 * @self: a workspace
 * @id: (nullable): perhaps of a draft
 *
 * Looks at those that somebody holds: a list that shows it, an editor, the details of what was sent
 * of it.
 *
 * Returns: (transfer none) (nullable): the draft, unless it is deleted
 */
AttestDraft *
attest_workspace_find_draft (AttestWorkspace *self, const char *id)
{
  AttestDraft *draft = NULL;

  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  draft = id != NULL && self->store != NULL ? attest_store_peek_draft (self->store, id) : NULL;
  return draft != NULL && attest_draft_get_loaded (draft) && !attest_draft_get_deleted (draft)
             ? draft
             : NULL;
}

static void
draft_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) drafts =
      attest_store_read_drafts_finish (ATTEST_STORE (source), result, &error);
  AttestDraft *draft = NULL;

  if (drafts == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  draft =
      drafts->len > 0
          ? attest_workspace_find_draft (self, attest_draft_get_id (g_ptr_array_index (drafts, 0)))
          : NULL;
  g_task_return_pointer (task, draft != NULL ? g_object_ref (draft) : NULL, g_object_unref);
}

/**
 * attest_workspace_read_draft_async:
 * @self: an open workspace
 * @id: perhaps of a draft
 * @cancellable: (nullable): to stop it
 *
 * Finds a draft that nobody may hold.
 */
void
attest_workspace_read_draft_async (AttestWorkspace *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_read_draft_async);
  attest_store_read_drafts_async (
      self->store, (const char *const[]){ id, NULL }, cancellable, draft_read_cb, task);
}

/**
 * attest_workspace_read_draft_finish:
 * @draft: (out) (transfer full) (nullable): it; %NULL: there is none, or it is deleted
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: whether that is known
 */
gboolean
attest_workspace_read_draft_finish (AttestWorkspace *self,
                                    GAsyncResult *result,
                                    AttestDraft **draft,
                                    GError **error)
{
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_read_draft_async),
                        FALSE);
  *draft = g_task_propagate_pointer (G_TASK (result), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Saving. */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *drafts = attest_store_save_drafts_finish (ATTEST_STORE (source), result, &error);

  if (drafts == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, drafts, (GDestroyNotify) g_ptr_array_unref);
}

static AttestDraft *
finish_one (AttestWorkspace *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_autoptr (GPtrArray) drafts = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);
  drafts = g_task_propagate_pointer (G_TASK (result), error);
  return drafts != NULL ? g_object_ref (g_ptr_array_index (drafts, 0)) : NULL;
}

static void compare (GTask *task, GPtrArray *records);

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
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (ATTEST_IS_RECORD (record));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_add_draft_async);
  g_task_set_check_cancellable (task, FALSE);
  g_ptr_array_add (records, attest_record_copy (record));
  compare (task, records);
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
  return finish_one (self, result, attest_workspace_add_draft_async, error);
}

/* Many at once. */

/* Well under a frame. */
#define SUMMARIES_AT_ONCE 5

typedef struct
{
  GPtrArray *records; /* of AttestRecord */
  GPtrArray *rows;    /* of AttestDraftRow, as far as they are made */
  AttestPeers *peers; /* (nullable): what they are compared with */
  gint64 now;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  g_ptr_array_unref (adding->records);
  g_clear_pointer (&adding->rows, g_ptr_array_unref);
  g_clear_object (&adding->peers);
  g_free (adding);
}

/* Takes @user_data, a task, with its last call. */
static gboolean
summarize_some_cb (gpointer user_data)
{
  GTask *task = user_data;
  AttestWorkspace *self = g_task_get_source_object (task);
  Adding *adding = g_task_get_task_data (task);
  AttestCheckContext context;

  for (guint i = 0; i < SUMMARIES_AT_ONCE && adding->rows->len < adding->records->len; i++)
    {
      g_autofree char *id = attest_ident_new ();
      AttestDraftRow *row = NULL;

      attest_workspace_init_check (self, &context, id, adding->peers);
      row = attest_draft_summarize (
          id, g_ptr_array_index (adding->records, adding->rows->len), &context);
      /* The first is the newest, so that the list has them in their order. */
      row->created = row->changed = adding->now - adding->rows->len;
      g_ptr_array_add (adding->rows, row);
    }
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task))
      && adding->rows->len < adding->records->len)
    return G_SOURCE_CONTINUE;
  attest_store_save_drafts_async (
      self->store, g_steal_pointer (&adding->rows), g_task_get_cancellable (task), saved_cb, task);
  return G_SOURCE_REMOVE;
}

static void
peers_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Adding *adding = g_task_get_task_data (task);
  GError *error = NULL;

  adding->peers = attest_workspace_find_peers_finish (ATTEST_WORKSPACE (source), result, &error);
  if (adding->peers == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  adding->now = g_get_real_time ();
  g_idle_add (summarize_some_cb, g_steal_pointer (&task));
}

/* Takes @task. */
static void
compare (GTask *task, GPtrArray *records)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->records = g_ptr_array_ref (records);
  adding->rows = g_ptr_array_new_with_free_func (attest_draft_row_free);
  g_task_set_task_data (task, adding, adding_free);
  attest_workspace_find_peers_async (g_task_get_source_object (task),
                                     NULL,
                                     records,
                                     g_task_get_cancellable (task),
                                     peers_found_cb,
                                     task);
}

/**
 * attest_workspace_add_drafts_async:
 * @self: an open workspace
 * @records: (element-type AttestRecord): what to keep; not to be changed until this finishes
 * @cancellable: (nullable): as long as writing has not begun
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Makes a draft of each, all or none: one transaction, however many they are. They are in their
 * lists when this finishes, and durable. The window stays alive meanwhile.
 */
void
attest_workspace_add_drafts_async (AttestWorkspace *self,
                                   GPtrArray *records,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (records != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_add_drafts_async);
  g_task_set_check_cancellable (task, FALSE);
  compare (task, records);
}

/**
 * attest_workspace_add_drafts_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type AttestDraft): them, in the order of the records
 */
GPtrArray *
attest_workspace_add_drafts_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_add_drafts_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * attest_workspace_save_draft_async:
 * @self: an open workspace
 * @id: of the draft
 * @based_on: when the state of it was changed that @record was made from; 0: there was none
 * @record: what to keep instead of what is there; read before this returns
 *
 * Durable when this finishes. A draft that was deleted comes back. One that somebody else changed
 * since @based_on is left as it is, and @record becomes a new draft.
 */
void
attest_workspace_save_draft_async (AttestWorkspace *self,
                                   const char *id,
                                   gint64 based_on,
                                   AttestRecord *record,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GPtrArray *rows = NULL;
  AttestDraftRow *row = NULL;
  GTask *task = NULL;
  AttestCheckContext context;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (ATTEST_IS_RECORD (record));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_save_draft_async);
  attest_workspace_init_check (
      self, &context, id, attest_open_drafts_peek_peers (self->open_drafts, id));
  row = attest_draft_summarize (id, record, &context);
  row->based_on = based_on;
  rows = g_ptr_array_new_with_free_func (attest_draft_row_free);
  g_ptr_array_add (rows, row);
  attest_store_save_drafts_async (self->store, rows, NULL, saved_cb, task);
}

/**
 * attest_workspace_save_draft_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the draft that holds what was given: the one that was asked
 *   for, or a new one
 */
AttestDraft *
attest_workspace_save_draft_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  return finish_one (self, result, attest_workspace_save_draft_async, error);
}

/* Loading. */

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
record_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const AttestSchema *schema = NULL;
  GError *error = NULL;
  g_autofree char *json =
      attest_store_load_record_finish (ATTEST_STORE (source), result, &schema, &error);
  AttestRecord *record = json != NULL ? read_record (schema, json, &error) : NULL;

  if (record == NULL)
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

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_load_draft_async);
  attest_store_load_record_async (self->store, id, cancellable, record_loaded_cb, task);
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
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_load_draft_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
