/* Where each environment of a service is: the address the user set, else the practice service of
 * this run, else the one the service is known for. Main thread. */
#include "attest-config.h"

#include "store/attest-store-choices.h"
#include "workspace/attest-workspace-private.h"

/**
 * attest_workspace_get_host:
 * @self: a workspace
 * @service: a service
 * @environment: one of its environments
 *
 * Returns: (transfer none) (nullable): the base URL to send to; %NULL: none is set. It stays as it
 *   is to the end of the program: what goes there is decided over many turns of the main loop, and
 *   in each of them somebody else may set another host.
 */
const char *
attest_workspace_get_host (AttestWorkspace *self,
                           const AttestService *service,
                           AttestEnvironment environment)
{
  const char *host = NULL;

  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (service != NULL && environment < ATTEST_N_ENVIRONMENTS, NULL);

  host = attest_store_get_host (self->store, service, environment);
  if (host == NULL && environment == ATTEST_ENVIRONMENT_PRACTICE)
    host = g_hash_table_lookup (self->practice_urls, service->id);
  else if (host == NULL)
    host = service->hosts[environment];
  return g_intern_string (host);
}

/* Whether the user set it. */
gboolean
attest_workspace_has_own_host (AttestWorkspace *self,
                               const AttestService *service,
                               AttestEnvironment environment)
{
  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (service != NULL && environment < ATTEST_N_ENVIRONMENTS, FALSE);

  return attest_store_get_host (self->store, service, environment) != NULL;
}

/* Where the practice service of this run listens; @url NULL: it does not. */
void
attest_workspace_set_practice_url (AttestWorkspace *self,
                                   const AttestService *service,
                                   const char *url)
{
  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (service != NULL);

  if (url != NULL)
    g_hash_table_replace (self->practice_urls, (gpointer) service->id, g_strdup (url));
  else
    g_hash_table_remove (self->practice_urls, service->id);
  attest_outbox_set_practice_host (
      self->outbox,
      service,
      attest_workspace_has_own_host (self, service, ATTEST_ENVIRONMENT_PRACTICE) ? NULL : url);
  attest_workspace_emit_hosts_changed (self);
}

static void
host_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (attest_store_set_host_finish (ATTEST_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * attest_workspace_set_host_async:
 * @self: an open workspace
 * @place: a service, one of its environments (a practice host takes the place of the built-in
 *   service), and an address as attest_service_find_base() takes it; %NULL: the one Attest knows of
 *   itself
 * @cancellable: (nullable): as long as writing has not begun
 *
 * A stored key belongs to its host: after a change another key is looked for.
 */
void
attest_workspace_set_host_async (AttestWorkspace *self,
                                 const AttestPlace *place,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  AttestPlace found = { NULL };
  g_autofree char *normal = NULL;
  GError *error = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (place->service != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_set_host_async);
  if (place->host != NULL)
    normal =
        attest_service_find_base (place->service, place->environment, place->host, NULL, &error);
  found = (AttestPlace){ place->service, place->environment, normal };
  if (error != NULL)
    g_task_return_error (task, error);
  else
    attest_store_set_host_async (
        self->store, &found, cancellable, host_set_cb, g_steal_pointer (&task));
}

/**
 * attest_workspace_set_host_finish:
 * @self: the workspace
 * @result: what the callback was given
 * @error: return location: no possible address, or an %ATTEST_STORE_ERROR
 *
 * Returns: whether the host is set and durable
 */
gboolean
attest_workspace_set_host_finish (AttestWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_workspace_set_host_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
