/* One POST through libsoup, with everything off that could make two of it.
 *
 * libsoup repeats a request by itself in five cases: a redirect, an authentication challenge, a
 * kept-alive connection that turned out to be closed, HTTP/2's "not processed", and a 421. So
 * redirects and authentication are off, every POST has a session and so a connection of its own,
 * and ALPN offers HTTP/1.1 alone. If a message is started a second time nevertheless, it is
 * cancelled before anything is written; after a 421, which cannot be turned off, that was the
 * answer.
 *
 * "starting" is emitted once the connection (proxy and TLS included) stands and before the first
 * byte is written: up to there nothing can have left, and what came back is not the service's word;
 * from there on anything may have. */
#include "attest-config.h"
#include "http/attest-post.h"

#include "base/attest-text.h"
#include "http/attest-failure.h"
#include "http/attest-proxy.h"
#include "http/attest-redact.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define IDLE_TIMEOUT_MS (120 * 1000)
#define TOTAL_TIMEOUT_MS (600 * 1000)
#define MAX_HEADERS (64 * 1024) /* bytes that are kept */
#define MAX_TYPE 200            /* characters */
#define CHUNK (64 * 1024)
#define LONG_REPLY (64 * 1024) /* bytes; a longer one is searched on a thread of its own */
#define LAST_LOOK_MS 1000      /* for what lies ready when the time is over */

typedef enum
{
  REASON_NONE,
  REASON_IDLE,
  REASON_TOTAL,
  REASON_SECOND,      /* libsoup was about to send it again */
  REASON_MISDIRECTED, /* answered with a 421 */
  REASON_OLD_TLS,     /* the host can encrypt in ways only that are no longer safe */
} Reason;

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  SecretValue *secret;       /* (nullable) */
  const char *key;           /* (nullable): of @secret */
  GCancellable *cancellable; /* of our own: cancelled by the caller's and by the timers */
  GCancellable *callers;
  gulong callers_handler;
  guint idle_timeout;
  guint idle_source;
  guint cancel_source;
  guint total_source;
  guint n_started;
  GTlsCertificateFlags certificate; /* what is wrong with the host's */
  AttestSignIn *sign_in;            /* (nullable) */
  AttestProxy proxy;
  SoupMessage *connect; /* (nullable): what the proxy was asked */
  AttestResponse *response;
  GError *error;
  Reason reason;
  guint max_reply;
  gboolean is_cut;
  gboolean has_address; /* a connection was begun */
} Post;

/* Vector registers that went over the key (strchr() reads whole blocks) are put on the stack by the
 * dynamic linker when it resolves a function, and stay there below what is used. */
static G_NO_INLINE void
wipe_stack (void)
{
  char room[64 * 1024];

  explicit_bzero (room, sizeof room);
}

static void
post_free (Post *post)
{
  if (post->callers_handler != 0)
    g_cancellable_disconnect (post->callers, post->callers_handler);
  g_clear_object (&post->callers);
  g_clear_handle_id (&post->idle_source, g_source_remove);
  g_clear_handle_id (&post->cancel_source, g_source_remove);
  g_clear_handle_id (&post->total_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (post->message, post);
  g_signal_handlers_disconnect_by_data (post->session, post);
  if (post->connect != NULL)
    g_signal_handlers_disconnect_by_data (post->connect, post);
  g_clear_object (&post->connect);
  attest_proxy_clear (&post->proxy);
  g_clear_pointer (&post->response, attest_response_free);
  g_clear_error (&post->error);
  g_clear_object (&post->stream);
  g_clear_object (&post->message);
  g_clear_object (&post->session);
  g_clear_object (&post->cancellable);
  g_clear_pointer (&post->body, g_byte_array_unref);
  g_clear_pointer (&post->secret, secret_value_unref);
  g_free (post);
  wipe_stack ();
}

/**
 * attest_response_free:
 * @self: (nullable): a response
 */
void
attest_response_free (AttestResponse *self)
{
  if (self == NULL)
    return;
  g_free (self->headers);
  g_free (self->content_type);
  g_free (self->retry_after);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->error);
  g_free (self->detail);
  g_free (self->proxy);
  g_clear_pointer (&self->login, secret_value_unref);
  g_free (self);
}

static gboolean
cancel_cb (gpointer user_data)
{
  Post *post = user_data;

  post->cancel_source = 0;
  g_cancellable_cancel (post->cancellable);
  return G_SOURCE_REMOVE;
}

/* Not at once: libsoup up to 3.6.5 ends a message twice, and frees what it still has, if it is
 * cancelled between the moment its head was read and the moment it says so. Whatever is ready to be
 * dispatched by then goes first. */
static void
cancel_soon (Post *post)
{
  if (post->cancel_source == 0)
    post->cancel_source = g_idle_add_full (G_PRIORITY_LOW, cancel_cb, post, NULL);
}

static void
give_up (Post *post, Reason reason)
{
  if (post->reason == REASON_NONE)
    post->reason = reason;
  g_cancellable_cancel (post->cancellable);
}

static gboolean
idle_cb (gpointer user_data)
{
  Post *post = user_data;

  post->idle_source = 0;
  give_up (post, REASON_IDLE);
  return G_SOURCE_REMOVE;
}

static gboolean
last_look_cb (gpointer user_data)
{
  Post *post = user_data;

  post->total_source = 0;
  give_up (post, REASON_TOTAL);
  return G_SOURCE_REMOVE;
}

/* Not cancelled at once: when the computer slept, the reply may lie there to be read. */
static gboolean
total_cb (gpointer user_data)
{
  Post *post = user_data;

  post->total_source = g_timeout_add (LAST_LOOK_MS, last_look_cb, post);
  return G_SOURCE_REMOVE;
}

/* The timer comes after everything that can be read: what lies ready is progress. */
static void
made_progress (Post *post)
{
  g_clear_handle_id (&post->idle_source, g_source_remove);
  post->idle_source = g_timeout_add_full (G_PRIORITY_LOW, post->idle_timeout, idle_cb, post, NULL);
}

static void
starting_cb (SoupMessage *message, Post *post)
{
  if (++post->n_started > 1)
    give_up (post, REASON_SECOND);
  made_progress (post);
}

static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, Post *post)
{
  static const char *const http1[] = { "http/1.1", NULL };

  post->has_address = post->has_address || event == G_SOCKET_CLIENT_CONNECTING;
  attest_proxy_follow (&post->proxy, event, connection);
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), http1);
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED && G_IS_TLS_CONNECTION (connection)
      && g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection))
             < G_TLS_PROTOCOL_VERSION_TLS_1_2)
    give_up (post, REASON_OLD_TLS);
  made_progress (post);
}

/* A refusal is final: whatever else libsoup makes of it (after a 421 it asks again for ever) is of
 * no use. */
static void
connect_answered_cb (SoupMessage *message, Post *post)
{
  attest_proxy_take_answer (&post->proxy, message);
  made_progress (post);
  if (attest_proxy_is_in_the_way (&post->proxy))
    cancel_soon (post);
}

/* Before our message the session queues what asks a proxy for the connection. */
static void
queued_cb (SoupSession *session, SoupMessage *message, Post *post)
{
  SecretValue *login = NULL;

  if (soup_message_get_method (message) != SOUP_METHOD_CONNECT)
    return;
  if (post->connect != NULL)
    g_signal_handlers_disconnect_by_data (post->connect, post);
  g_set_object (&post->connect, message);
  if (post->sign_in != NULL && post->proxy.name != NULL)
    login = attest_sign_in_get (post->sign_in, post->proxy.name);
  attest_proxy_prepare (&post->proxy, login, message);
  g_signal_connect (message, "got-headers", G_CALLBACK (connect_answered_cb), post);
}

static void
append_header (const char *name, const char *value, gpointer user_data)
{
  GString *text = user_data;

  if (text->len + strlen (name) + strlen (value) < MAX_HEADERS)
    g_string_append_printf (text, "%s: %s\n", name, value);
}

static char *
dup_headers (Post *post)
{
  g_autoptr (GString) text = g_string_new (NULL);

  soup_message_headers_foreach (
      soup_message_get_response_headers (post->message), append_header, text);
  return attest_redact_text (text->str, post->key);
}

/* After a 421 libsoup would send it again, so its head is all of the answer that is taken. */
static void
got_headers_cb (SoupMessage *message, Post *post)
{
  made_progress (post);
  if (soup_message_get_status (message) != SOUP_STATUS_MISDIRECTED_REQUEST)
    return;
  if (post->reason == REASON_NONE)
    post->response->headers = dup_headers (post);
  post->reason = REASON_MISDIRECTED;
  cancel_soon (post);
}

/* Called for a certificate that is not right, which is never accepted. */
static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       Post *post)
{
  post->certificate = errors;
  return FALSE;
}

static void
wrote_cb (SoupMessage *message, Post *post)
{
  made_progress (post);
}

static void
wrote_data_cb (SoupMessage *message, guint size, Post *post)
{
  made_progress (post);
}

static void
cancelled_cb (GCancellable *callers, Post *post)
{
  cancel_soon (post);
}

/* Ended by ourselves. */
static const char *
describe_reason (Post *post)
{
  switch (post->reason)
    {
    case REASON_IDLE:
      return post->n_started > 0
                 ? _ ("The service did not answer in time.")
                 : _ ("The host could not be reached in time. Check the connection to the network, "
                      "or try again later.");
    case REASON_TOTAL:
      return _ ("The service took too long to answer.");
    case REASON_OLD_TLS:
      return _ ("The host supports only encryption that is no longer safe, so nothing was sent to "
                "it. Tell the service’s operator.");
    case REASON_SECOND:
      return _ ("The connection was lost while the record was being sent.");
    case REASON_MISDIRECTED:
    case REASON_NONE:
    default:
      return NULL;
    }
}

static void
take_error (Post *post)
{
  const AttestFailure failure = { post->error, post->certificate, post->n_started > 0 };
  AttestResponse *response = post->response;
  g_autofree char *detail = NULL;

  if (post->n_started == 0 && attest_proxy_is_in_the_way (&post->proxy)
      && !g_cancellable_is_cancelled (post->callers))
    {
      response->error = attest_proxy_describe (&post->proxy, post->error);
      detail = attest_proxy_dup_detail (&post->proxy);
      if (post->sign_in != NULL && attest_proxy_asks_to_sign_in (&post->proxy))
        response->proxy = g_strdup (post->proxy.name);
      response->login = g_steal_pointer (&post->proxy.login);
    }
  else if (post->error != NULL && post->reason != REASON_NONE)
    response->error = g_strdup (describe_reason (post));
  else if (post->error != NULL)
    response->error = attest_failure_describe (&failure);
  if (detail == NULL && post->error != NULL && post->reason == REASON_NONE)
    detail = attest_failure_dup_detail (&failure);
  response->detail = attest_redact_text (
      post->reason == REASON_OLD_TLS ? "The host offers nothing newer than TLS 1.1." : detail,
      post->key);
}

static char *
dup_type (const char *type, const char *key)
{
  g_autofree char *clean = attest_redact_text (type, key);

  return clean != NULL ? attest_text_shorten (clean, MAX_TYPE, 1) : NULL;
}

/* Of a reply everything but its body. */
static void
take_head (Post *post)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (post->message);
  AttestResponse *response = post->response;
  const char *type = soup_message_headers_get_one (headers, "Content-Type");

  response->status = soup_message_get_status (post->message);
  response->headers = dup_headers (post);
  response->content_type = dup_type (type, post->key);
  response->retry_after =
      attest_redact_text (soup_message_headers_get_one (headers, "Retry-After"), post->key);
}

/* Takes @task. */
static void
return_response (GTask *task)
{
  Post *post = g_task_get_task_data (task);

  if (post->response->status != 0)
    post->response->body = g_byte_array_free_to_bytes (g_steal_pointer (&post->body));
  g_task_return_pointer (
      task, g_steal_pointer (&post->response), (GDestroyNotify) attest_response_free);
  g_object_unref (task);
}

static void
search_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Post *post = task_data;

  attest_redact (post->body, post->key);
  g_task_return_boolean (task, TRUE);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  return_response (user_data);
}

/* Takes @task. The thread has body and key for itself as long as it runs. */
static void
search_body (GTask *task)
{
  Post *post = g_task_get_task_data (task);
  g_autoptr (GTask) thread = NULL;

  if (post->body->len < LONG_REPLY || post->key == NULL)
    {
      attest_redact (post->body, post->key);
      return_response (task);
      return;
    }
  thread = g_task_new (NULL, NULL, searched_cb, task);
  g_task_set_source_tag (thread, search_body);
  g_task_set_task_data (thread, post, NULL);
  g_task_run_in_thread (thread, search_thread);
}

/* Less than was promised is no error to libsoup 3.2. A body that was coded has another length than
 * what came. */
static void
check_length (Post *post)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (post->message);
  goffset promised = soup_message_headers_get_content_length (headers);

  if (post->error != NULL || post->is_cut
      || soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH
      || soup_message_headers_get_one (headers, "Content-Encoding") != NULL
      || post->body->len >= promised)
    return;
  post->error = g_error_new (G_IO_ERROR,
                             G_IO_ERROR_PARTIAL_INPUT,
                             "%u of %" G_GOFFSET_FORMAT " bytes arrived",
                             post->body->len,
                             promised);
}

/* Takes @task. What came back before anything left is not the service's. */
static void
conclude (GTask *task)
{
  Post *post = g_task_get_task_data (task);
  AttestResponse *response = post->response;

  if (post->stream != NULL && post->n_started > 0)
    check_length (post);
  take_error (post);
  response->may_have_left = post->n_started > 0;
  if (post->stream != NULL && post->n_started > 0)
    {
      response->is_cut = post->is_cut || post->error != NULL;
      take_head (post);
    }
  else if (post->reason == REASON_MISDIRECTED)
    {
      response->status = SOUP_STATUS_MISDIRECTED_REQUEST;
      g_clear_pointer (&response->error, g_free);
    }
  soup_session_abort (post->session);
  search_body (task);
}

static void
proxies_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Post *post = g_task_get_task_data (task);
  g_auto (GStrv) uris = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);

  attest_proxy_set_uris (&post->proxy, (const char *const *) uris);
  conclude (task);
}

/* The end, whichever it was. Takes @error. Where not even a connection was begun, that may be for a
 * proxy whose name nobody knows. */
static void
finish (GTask *task, GError *error)
{
  Post *post = g_task_get_task_data (task);
  GProxyResolver *proxies = soup_session_get_proxy_resolver (post->session);
  g_autofree char *url = NULL;

  g_clear_handle_id (&post->idle_source, g_source_remove);
  g_clear_handle_id (&post->total_source, g_source_remove);
  post->error = error;
  g_object_ref (task);
  if (error == NULL || proxies == NULL || post->has_address)
    {
      conclude (task);
      return;
    }
  url = g_uri_to_string (soup_message_get_uri (post->message));
  g_proxy_resolver_lookup_async (proxies, url, NULL, proxies_cb, task);
}

static void read_more (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Post *post = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      finish (task, error);
      return;
    }
  made_progress (post);
  g_byte_array_append (
      post->body, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  if (post->body->len >= post->max_reply)
    {
      post->is_cut = TRUE;
      finish (task, NULL);
    }
  else
    read_more (task);
}

static void
read_more (GTask *task)
{
  Post *post = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (post->stream,
                                   MIN (CHUNK, post->max_reply - post->body->len),
                                   G_PRIORITY_DEFAULT,
                                   post->cancellable,
                                   read_cb,
                                   g_object_ref (task));
}

static void
replied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Post *post = g_task_get_task_data (task);
  GError *error = NULL;

  post->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (post->stream == NULL)
    {
      finish (task, error);
      return;
    }
  made_progress (post);
  read_more (task);
}

static void
watch (Post *post, GCancellable *callers)
{
  g_signal_connect (post->session, "request-queued", G_CALLBACK (queued_cb), post);
  g_signal_connect (post->message, "starting", G_CALLBACK (starting_cb), post);
  g_signal_connect (post->message, "network-event", G_CALLBACK (network_event_cb), post);
  g_signal_connect (post->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), post);
  g_signal_connect (post->message, "wrote-headers", G_CALLBACK (wrote_cb), post);
  g_signal_connect (post->message, "wrote-body-data", G_CALLBACK (wrote_data_cb), post);
  g_signal_connect (post->message, "got-headers", G_CALLBACK (got_headers_cb), post);
  if (callers != NULL)
    {
      post->callers = g_object_ref (callers);
      post->callers_handler =
          g_cancellable_connect (callers, G_CALLBACK (cancelled_cb), post, NULL);
    }
}

/* However much goes on to come. */
static guint
get_total_timeout (const AttestRequest *request)
{
  if (request->route != NULL && request->route->total_timeout > 0)
    return request->route->total_timeout;
  return request->total_timeout > 0 ? request->total_timeout : TOTAL_TIMEOUT_MS;
}

/* Returns: whether nothing is to be sent any more, which @task has said then */
static gboolean
return_if_cancelled (GTask *task, GCancellable *cancellable)
{
  AttestResponse *response = NULL;

  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  response = g_new0 (AttestResponse, 1);
  response->error = g_strdup (_ ("Sending was cancelled."));
  g_task_return_pointer (task, response, (GDestroyNotify) attest_response_free);
  return TRUE;
}

/**
 * attest_post_async:
 * @request: what to send; its host was checked with attest_service_check_host()
 * @cancellable: (nullable): gives up; whether something had left then, the response says
 * @callback: called once, always
 * @user_data: for @callback
 *
 * Sends one POST (or, without a body, one GET) with a connection of its own, and reads what comes
 * back up to what @request allows.
 */
void
attest_post_async (const AttestRequest *request,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  /* The task itself does not look at @cancellable: how it ended is in the response. */
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GUri) uri = NULL;
  Post *post = NULL;

  g_return_if_fail (request != NULL && request->url != NULL);

  g_task_set_source_tag (task, attest_post_async);
  if (return_if_cancelled (task, cancellable))
    return;
  uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, NULL);
  g_return_if_fail (uri != NULL);

  post = g_new0 (Post, 1);
  post->sign_in = request->route != NULL ? request->route->sign_in : NULL;
  post->session = attest_route_open_session (request->route, uri);
  post->response = g_new0 (AttestResponse, 1);
  post->message = attest_request_make_message (request, uri);
  post->body = g_byte_array_new ();
  post->max_reply = request->max_reply > 0 ? request->max_reply : ATTEST_MAX_REPLY;
  if (request->key != NULL)
    post->secret = secret_value_ref (request->key);
  post->key = request->key != NULL ? secret_value_get_text (request->key) : NULL;
  post->cancellable = g_cancellable_new ();
  post->idle_timeout = request->idle_timeout > 0 ? request->idle_timeout : IDLE_TIMEOUT_MS;
  if (request->route != NULL && request->route->idle_timeout > 0)
    post->idle_timeout = request->route->idle_timeout;
  g_task_set_task_data (task, post, (GDestroyNotify) post_free);
  watch (post, cancellable);
  made_progress (post);
  post->total_source = g_timeout_add (get_total_timeout (request), total_cb, post);
  soup_session_send_async (post->session,
                           post->message,
                           G_PRIORITY_DEFAULT,
                           post->cancellable,
                           replied_cb,
                           g_steal_pointer (&task));
}

/**
 * attest_post_finish:
 * @result: what the callback was given
 *
 * Returns: (transfer full): how it ended
 */
AttestResponse *
attest_post_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, attest_post_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
