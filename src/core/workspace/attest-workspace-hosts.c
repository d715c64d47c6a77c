/* Where each environment of a service is: the address the user set, else the practice service of
 * this run, else the one the service is known for. Main thread. */
#include "attest-config.h"
#include "workspace/attest-workspace-private.h"

#include "store/attest-hosts-table.h"

static char *
make_host_key (const AttestService *service, AttestEnvironment environment)
{
  return g_strdup_printf ("%s/%s", service->id, attest_environment_get_id (environment));
}

/**
 * attest_workspace_get_host:
 * @self: a workspace
 * @service: a service
 * @environment: one of its environments
 *
 * Returns: (transfer none) (nullable): the base URL to send to; %NULL: none is set
 */
const char *
attest_workspace_get_host (AttestWorkspace *self,
                           const AttestService *service,
                           AttestEnvironment environment)
{
  g_autofree char *key = NULL;
  const char *host = NULL;

  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (service != NULL && environment < ATTEST_N_ENVIRONMENTS, NULL);

  key = make_host_key (service, environment);
  host = g_hash_table_lookup (self->hosts, key);
  if (host == NULL && environment == ATTEST_ENVIRONMENT_PRACTICE)
    return g_hash_table_lookup (self->practice_urls, service->id);
  return host != NULL ? host : service->hosts[environment];
}

/* Whether the user set it. */
gboolean
attest_workspace_has_own_host (AttestWorkspace *self,
                               const AttestService *service,
                               AttestEnvironment environment)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (ATTEST_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (service != NULL && environment < ATTEST_N_ENVIRONMENTS, FALSE);

  key = make_host_key (service, environment);
  return g_hash_table_contains (self->hosts, key);
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

/* Takes over all hosts as they are in the database. */
void
attest_workspace_take_hosts (AttestWorkspace *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean same = TRUE;

  for (guint i = 0; i < rows->len; i++)
    {
      AttestHostRow *row = g_ptr_array_index (rows, i);
      char *key = make_host_key (row->service, row->environment);

      same = same && g_strcmp0 (g_hash_table_lookup (self->hosts, key), row->host) == 0;
      g_hash_table_insert (hosts, key, g_strdup (row->host));
    }
  if (same && g_hash_table_size (hosts) == g_hash_table_size (self->hosts))
    return;
  g_hash_table_unref (self->hosts);
  self->hosts = g_steal_pointer (&hosts);
  attest_workspace_emit_hosts_changed (self);
}

typedef struct
{
  const AttestService *service;
  AttestEnvironment environment;
  char *host;
} NewHost;

static void
new_host_free (gpointer data)
{
  g_free (((NewHost *) data)->host);
  g_free (data);
}

static gpointer
write_host (AttestDb *db, gpointer data, GError **error)
{
  NewHost *host = data;

  if (!attest_hosts_table_set (db, host->service, host->environment, host->host, error))
    return NULL;
  return attest_hosts_table_list (db, error);
}

static void
on_host_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) hosts = NULL;
  GError *error = NULL;

  hosts = attest_store_run_finish (ATTEST_STORE (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  attest_workspace_take_hosts (g_task_get_source_object (task), hosts);
  g_task_return_boolean (task, TRUE);
}

/**
 * attest_workspace_set_host_async:
 * @self: an open workspace
 * @service: a service
 * @environment: one of its environments; a practice host takes the place of the built-in service
 * @host: (nullable): an address as attest_service_find_base() takes it; %NULL: the one
 *   Attest knows of itself
 * @cancellable: (nullable): as long as writing has not begun
 *
 * A stored key belongs to its host: after a change another key is looked for.
 */
void
attest_workspace_set_host_async (AttestWorkspace *self,
                                 const AttestService *service,
                                 AttestEnvironment environment,
                                 const char *host,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = NULL;
  NewHost *data = NULL;
  g_autofree char *normal = NULL;
  GError *error = NULL;

  g_return_if_fail (ATTEST_IS_WORKSPACE (self));
  g_return_if_fail (service != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, attest_workspace_set_host_async);
  if (host != NULL)
    normal = attest_service_find_base (service, environment, host, NULL, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  data = g_new (NewHost, 1);
  *data = (NewHost){ service, environment, g_steal_pointer (&normal) };
  attest_store_run_async (self->store,
                          ATTEST_STORE_WRITE,
                          write_host,
                          data,
                          new_host_free,
                          (GDestroyNotify) g_ptr_array_unref,
                          cancellable,
                          on_host_written,
                          task);
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
  return g_task_propagate_boolean (G_TASK (result), error);
}
