/* Reading what a service lists: key → page → page → …
 *
 * Only asks, and by the rules of sending: the key goes to its own host, no redirects, nothing
 * unencrypted but to this computer, replies capped. All pages are read, as no service documents
 * their order; a list that could not be read to its end proves nothing and is an error. Main
 * thread. */
#include "attest-config.h"
#include "http/attest-remote-list.h"

#include "base/attest-str.h"

#include <glib/gi18n-lib.h>

#define MAX_PAGES 200
#define MAX_WORDS 500 /* characters of what a service says instead */
#define MAX_LINES 6
#define IDLE_TIMEOUT_MS (30 * 1000)
#define TOTAL_TIMEOUT_MS (60 * 1000) /* of a page */

typedef struct
{
  AttestRemote remote; /* its keyring owned */
  AttestPlace *place;
  AttestServiceList list; /* its path owned */
  SecretValue *key;
  guint page;
  GPtrArray *entries;
  char *words; /* (nullable): what is wrong with a proxy */
} RemoteList;

static void
remote_list_free (gpointer data)
{
  RemoteList *self = data;

  g_object_unref (self->remote.keyring);
  attest_place_free (self->place);
  g_clear_pointer (&self->key, secret_value_unref);
  g_ptr_array_unref (self->entries);
  g_free (self->words);
  g_free ((char *) self->list.path);
  g_free (self);
}

/* Takes @task. */
static void
fail (GTask *task, const char *why)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", why);
  g_object_unref (task);
}

static void read_page (GTask *task);

/* In the service's own words, or what its status means. */
static char *
explain_refusal (RemoteList *self, AttestResponse *response, AttestReply *reply)
{
  char *quote = NULL;

  if (response->status == 401 || response->status == 403)
    return g_strdup (_ ("The service does not accept the API key for reading its list."));
  quote = attest_reply_dup_quote (reply, self->place->service->name, MAX_WORDS, MAX_LINES);
  if (quote != NULL)
    return quote;
  return g_strdup_printf (_ ("%s did not send its list. It answered with code %u."),
                          self->place->service->name,
                          response->status);
}

/* Returns: (transfer full) (nullable): why there is no list */
static char *
take_refusal (RemoteList *self, AttestResponse *response, gboolean *is_last)
{
  g_autoptr (AttestReply) reply =
      self->place->service->read_reply (response->status, response->content_type, response->body);

  *is_last = self->list.none != NULL && response->status == 404
             && g_strcmp0 (attest_reply_get_code (reply), self->list.none) == 0;
  return *is_last ? NULL : explain_refusal (self, response, reply);
}

/* Returns: (transfer full) (nullable): why the page is of no use */
static char *
take_page (RemoteList *self, AttestResponse *response, gboolean *is_last)
{
  guint n_before = self->entries->len;
  guint n_pages = 0;

  if (response->status == 0 || response->body == NULL)
    return g_strdup (response->error != NULL ? response->error : _ ("There was no reply."));
  if (response->status != 200)
    return take_refusal (self, response, is_last);
  if (response->is_cut && response->error != NULL)
    return g_strdup (response->error);
  if (response->is_cut || !self->list.read_page (response->body, self->entries, &n_pages))
    return g_strdup_printf (_ ("The list from %s could not be read."), self->place->service->name);
  *is_last = n_pages > 0 ? self->page >= n_pages : self->entries->len == n_before;
  if (!*is_last && self->page >= MAX_PAGES)
    return g_strdup_printf (_ ("The list from %s is too long to be read to its end."),
                            self->place->service->name);
  return NULL;
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  RemoteList *self = g_task_get_task_data (task);

  if (attest_sign_in_find_finish (result) == ATTEST_SIGN_IN_FOUND)
    read_page (task);
  else
    fail (task, self->words);
}

/* Takes @task. */
static void
sign_in (GTask *task, AttestResponse *response)
{
  RemoteList *self = g_task_get_task_data (task);
  AttestSignInQuestion question = { response->proxy, response->login, self->remote.quiet };

  attest_str_set (&self->words, response->error);
  attest_sign_in_find_async (
      self->remote.route->sign_in, &question, g_task_get_cancellable (task), signed_in_cb, task);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  RemoteList *self = g_task_get_task_data (task);
  g_autoptr (AttestResponse) response = attest_post_finish (result);
  g_autofree char *why = NULL;
  gboolean is_last = FALSE;

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (response->proxy != NULL)
    {
      sign_in (task, response);
      return;
    }
  why = take_page (self, response, &is_last);
  if (why != NULL)
    fail (task, why);
  else if (!is_last)
    {
      self->page++;
      read_page (task);
    }
  else
    {
      g_task_return_pointer (
          task, g_ptr_array_ref (self->entries), (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
    }
}

/* Takes @task. */
static void
read_page (GTask *task)
{
  RemoteList *self = g_task_get_task_data (task);
  g_autofree char *url = attest_service_list_make_url (&self->list, self->place->host, self->page);
  AttestRequest request = {
    .url = url,
    .key_header = self->place->service->key_header,
    .key_prefix = self->place->service->key_prefix,
    .key = self->key,
    .idle_timeout = IDLE_TIMEOUT_MS,
    .total_timeout = TOTAL_TIMEOUT_MS,
    .route = self->remote.route,
  };

  if (url == NULL)
    fail (task, _ ("The address does not match the host this should have been sent to."));
  else
    attest_post_async (&request, g_task_get_cancellable (task), page_cb, task);
}

static void
key_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  RemoteList *self = g_task_get_task_data (task);
  GError *error = NULL;

  attest_keyring_call_finish (ATTEST_KEYRING (source), result, &self->key, &error);
  if (error == NULL)
    {
      read_page (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes @task. */
static void
begin (GTask *task)
{
  RemoteList *self = g_task_get_task_data (task);
  AttestKeyringVerb verb = self->remote.quiet ? ATTEST_KEYRING_PEEK : ATTEST_KEYRING_LOOKUP;

  if (self->list.path == NULL)
    fail (task, _ ("This service has no list to look in."));
  else if (self->place->environment == ATTEST_ENVIRONMENT_PRACTICE)
    read_page (task);
  else
    attest_keyring_call_async (self->remote.keyring,
                               &(AttestKeyringCall){ verb, self->place, NULL },
                               g_task_get_cancellable (task),
                               key_cb,
                               task);
}

/**
 * attest_remote_list_read_async:
 * @remote: how it is reached; copied
 * @place: where
 * @list: which of its service's lists is read; copied
 * @cancellable: (nullable): gives up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Reads all that a service lists, and sends nothing.
 */
void
attest_remote_list_read_async (const AttestRemote *remote,
                               const AttestPlace *place,
                               const AttestServiceList *list,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  RemoteList *self = g_new0 (RemoteList, 1);

  g_task_set_source_tag (task, attest_remote_list_read_async);
  self->remote = *remote;
  g_object_ref (remote->keyring);
  self->place = attest_place_copy (place);
  self->list = *list;
  self->list.path = g_strdup (list->path);
  self->page = 1;
  self->entries = g_ptr_array_new_with_free_func (list->free_entry);
  g_task_set_task_data (task, self, remote_list_free);
  begin (task);
}

/**
 * attest_remote_list_read_finish:
 * @result: what the callback was given
 * @error: return location for why it could not be read, in words; a keyring's error; cancelled
 *
 * Returns: (transfer full) (nullable) (element-type of the list): all there is
 */
GPtrArray *
attest_remote_list_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_remote_list_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
