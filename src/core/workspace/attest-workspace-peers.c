/* What the checks of one record hear of the others of its kind: drafts and accepted uploads, at
 * once when one changes and little by little when a workspace is opened. Kinds are compared that
 * have an id for the entity. Main thread. */
#include "attest-config.h"

#include "store/attest-store-drafts.h"
#include "workspace/attest-workspace-private.h"

/* Told in one go: well under a frame. */
#define PEERS_AT_ONCE 200

/**
 * attest_workspace_get_peers:
 * @self: the workspace
 * @schema: a kind of record
 *
 * Returns: (transfer none) (nullable): what the other drafts of that kind say, kept up to date;
 *   %NULL: its records are not compared, since nothing in them tells one entity from another
 */
AttestPeers *
attest_workspace_get_peers (AttestWorkspace *self, const AttestSchema *schema)
{
  AttestPeers *peers = NULL;

  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);

  peers = g_hash_table_lookup (self->peers, schema);
  if (peers == NULL && schema->entity_id != NULL)
    {
      peers = attest_peers_new ();
      g_hash_table_insert (self->peers, (gpointer) schema, peers);
    }
  return peers;
}

/* What a draft says now. */
void
attest_workspace_tell_peers (AttestWorkspace *self, const AttestDraftRow *row)
{
  AttestPeers *peers = row->schema != NULL ? attest_workspace_get_peers (self, row->schema) : NULL;

  if (peers != NULL)
    attest_peers_set (peers, row->id, FALSE, row->title, row->entity, row->entity_id);
}

/* A draft that is no longer there, told already or not. */
void
attest_workspace_forget_peer (AttestWorkspace *self, const char *id)
{
  GHashTableIter iter;
  gpointer peers = NULL;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &peers))
    attest_peers_remove (peers, id);
}

static void load_after (AttestWorkspace *self, const char *id);

static void
peers_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AttestWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      attest_store_load_drafts_finish (ATTEST_STORE (source), result, &error);

  if (rows == NULL)
    g_debug ("What drafts are compared with cannot be read: %s", error->message);
  if (rows == NULL || self->store == NULL)
    return;
  for (guint i = 0; i < rows->len; i++)
    attest_workspace_tell_peers (self, g_ptr_array_index (rows, i));
  if (rows->len == ATTEST_DRAFTS_AT_ONCE && self->is_open)
    load_after (self, ((AttestDraftRow *) g_ptr_array_index (rows, rows->len - 1))->id);
}

static void
load_after (AttestWorkspace *self, const char *id)
{
  attest_store_load_drafts_async (self->store, id, NULL, peers_loaded_cb, g_object_ref (self));
}

/* Drafts of a workspace that is being opened: the peers hear of them little by little. */
void
attest_workspace_load_peers (AttestWorkspace *self)
{
  load_after (self, "");
}

static AttestPeers *
get_peers_of (AttestWorkspace *self, const AttestService *service)
{
  return service != NULL ? attest_workspace_get_peers (self, service->schema) : NULL;
}

/* What the owner of an accepted upload is called; its draft's id in front, for a draft is not
 * compared with itself. */
static void
tell_accepted (AttestPeers *peers,
               const char *draft_id,
               const char *id,
               const char *title,
               const char *entity,
               const char *entity_id)
{
  g_autofree char *owner = g_strconcat (draft_id != NULL ? draft_id : id, "/accepted", NULL);

  attest_peers_set (peers, owner, TRUE, title, entity, entity_id);
}

/* A submission that may have been accepted just now. */
void
attest_workspace_take_accepted (AttestWorkspace *self, AttestSubmission *submission)
{
  AttestPeers *peers = get_peers_of (self, attest_submission_get_service (submission));

  if (peers != NULL && attest_submission_get_state (submission) == ATTEST_STATE_ACCEPTED)
    tell_accepted (peers,
                   attest_submission_get_draft_id (submission),
                   attest_submission_get_id (submission),
                   attest_submission_get_title (submission),
                   attest_submission_get_entity (submission),
                   attest_submission_get_entity_id (submission));
}

/* The oldest first, so that the newest of a draft is what stays. */
static void
tell_next_peer (AttestWorkspace *self)
{
  g_autoptr (AttestAccepted) row =
      g_ptr_array_steal_index (self->new_accepted, self->new_accepted->len - 1);
  AttestPeers *peers = get_peers_of (self, row->service);

  if (peers != NULL)
    tell_accepted (peers, row->draft_id, row->id, row->title, row->entity, row->entity_id);
}

static gboolean
tell_some_peers_cb (gpointer data)
{
  AttestWorkspace *self = data;

  for (guint i = 0; i < PEERS_AT_ONCE; i++)
    {
      if (self->new_accepted->len == 0)
        {
          self->peers_source = 0;
          return G_SOURCE_REMOVE;
        }
      tell_next_peer (self);
    }
  return G_SOURCE_CONTINUE;
}

/* @accepted: (transfer full): the newest uploads, the newest first. The peers hear of them in the
 * same way. */
void
attest_workspace_fill_accepted (AttestWorkspace *self, GPtrArray *accepted)
{
  g_clear_pointer (&self->new_accepted, g_ptr_array_unref);
  self->new_accepted = accepted;
  if (self->peers_source == 0)
    self->peers_source = g_idle_add (tell_some_peers_cb, self);
}
