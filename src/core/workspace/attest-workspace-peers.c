/* What the checks of a record compare it with: asked of the store for the record that is open, is
 * to be sent, or is to be kept, so that nothing of all the others is in memory. Main thread. */
#include "attest-config.h"

#include "workspace/attest-workspace-private.h"

/**
 * attest_workspace_add_asked:
 * @rows: (element-type AttestDraftRow): for attest_store_find_peers_async()
 * @owner: (nullable): the draft that the record is of
 * @record: what is to be checked; a kind without an id for the entity adds nothing
 *
 * On any thread that has @record to itself.
 */
void
attest_workspace_add_asked (GPtrArray *rows, const char *owner, AttestRecord *record)
{
  AttestDraftRow *row = NULL;
  const AttestSchema *schema = attest_record_get_schema (record);

  if (schema->entity_id == NULL)
    return;
  row = g_new0 (AttestDraftRow, 1);
  row->id = g_strdup (owner != NULL ? owner : "");
  row->schema = schema;
  row->title = g_strdup (attest_record_get_title (record));
  row->entity = g_strdup (attest_record_get_role (record, schema->entity));
  row->entity_id = g_strdup (attest_record_get_role (record, schema->entity_id));
  g_ptr_array_add (rows, row);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AttestPeers *peers = attest_store_find_peers_finish (ATTEST_STORE (source), result, &error);

  if (peers != NULL)
    g_task_return_pointer (task, peers, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * attest_workspace_find_peers_async:
 * @self: an open workspace
 * @owner: (nullable): the draft that the record is of, which is not compared with itself
 * @records: (element-type AttestRecord): what is to be checked; read before this returns
 * @cancellable: (nullable): to stop it
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Finds what other drafts and accepted uploads say of the same numbers and entities, as it is now.
 * Kinds are compared that have an id for the entity.
 */
void
attest_workspace_find_peers_async (AttestWorkspace *self,
                                   const char *owner,
                                   GPtrArray *records,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (attest_draft_row_free);
  GTask *task = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_find_peers_async);
  for (guint i = 0; i < records->len; i++)
    attest_workspace_add_asked (rows, owner, g_ptr_array_index (records, i));
  attest_store_find_peers_async (self->store, g_steal_pointer (&rows), cancellable, found_cb, task);
}

/**
 * attest_workspace_find_peers_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location of an %ATTEST_STORE_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): what was found
 */
AttestPeers *
attest_workspace_find_peers_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_find_peers_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Fills @context for the draft @owner, with what is known of the others. It is valid until the main
 * loop comes round. */
void
attest_workspace_init_check (AttestWorkspace *self,
                             AttestCheckContext *context,
                             const char *owner,
                             AttestPeers *peers)
{
  attest_check_context_init (context);
  context->owner = owner;
  context->peers = peers;
  context->details = attest_presets_get_details (self->presets);
  context->meanings = attest_meanings_get_table (self->meanings);
}
