/* One POST through libsoup, with everything off that could make two of it.
 *
 * libsoup repeats a request by itself in four cases: a redirect, an authentication challenge, a
 * kept-alive connection that turned out to be closed, and HTTP/2's "not processed". So redirects
 * and authentication are off, every POST has a session and so a connection of its own, and ALPN
 * offers HTTP/1.1 alone. If a message were started a second time nevertheless, it is cancelled
 * before anything is written.
 *
 * "starting" is emitted once the connection (proxy and TLS included) stands and before the first
 * byte is written: up to there nothing can have left, from there on anything may have. */
#include "attest-config.h"
#include "outbox/attest-post.h"

#include "base/attest-text.h"
#include "outbox/attest-failure.h"
#include "outbox/attest-redact.h"
#include "service/attest-place.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define IDLE_TIMEOUT_MS (120 * 1000)
#define TOTAL_TIMEOUT_MS (600 * 1000)
#define MAX_HEADERS (64 * 1024) /* bytes that are kept */
#define MAX_TYPE 200            /* characters */
#define CHUNK (64 * 1024)

typedef enum
{
  REASON_NONE,
  REASON_IDLE,
  REASON_TOTAL,
  REASON_SECOND, /* libsoup was about to send it again */
} Reason;

typedef struct
{
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  char *key;
  GCancellable *cancellable; /* of our own: cancelled by the caller's and by the timers */
  GCancellable *callers;
  gulong callers_handler;
  guint idle_timeout;
  guint idle_source;
  guint total_source;
  guint n_started;
  GTlsCertificateFlags certificate; /* what is wrong with the host's */
  Reason reason;
  gboolean is_cut;
} Post;

static void
wipe (char *text)
{
  if (text == NULL)
    return;
  explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
post_free (Post *post)
{
  if (post->callers_handler != 0)
    g_cancellable_disconnect (post->callers, post->callers_handler);
  g_clear_object (&post->callers);
  g_clear_handle_id (&post->idle_source, g_source_remove);
  g_clear_handle_id (&post->total_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (post->message, post);
  g_clear_object (&post->stream);
  g_clear_object (&post->message);
  g_clear_object (&post->session);
  g_clear_object (&post->cancellable);
  g_clear_pointer (&post->body, g_byte_array_unref);
  wipe (post->key);
  g_free (post);
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
  g_free (self);
}

static gboolean
idle_cb (gpointer user_data)
{
  Post *post = user_data;

  post->idle_source = 0;
  post->reason = REASON_IDLE;
  g_cancellable_cancel (post->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
total_cb (gpointer user_data)
{
  Post *post = user_data;

  post->total_source = 0;
  post->reason = REASON_TOTAL;
  g_cancellable_cancel (post->cancellable);
  return G_SOURCE_REMOVE;
}

static void
made_progress (Post *post)
{
  g_clear_handle_id (&post->idle_source, g_source_remove);
  post->idle_source = g_timeout_add (post->idle_timeout, idle_cb, post);
}

static void
starting_cb (SoupMessage *message, Post *post)
{
  if (++post->n_started > 1)
    {
      post->reason = REASON_SECOND;
      g_cancellable_cancel (post->cancellable);
    }
  made_progress (post);
}

static void
network_event_cb (SoupMessage *message, GSocketClientEvent event, GIOStream *connection, Post *post)
{
  static const char *const http1[] = { "http/1.1", NULL };

  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (connection), http1);
  made_progress (post);
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
  g_cancellable_cancel (post->cancellable);
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
    case REASON_SECOND:
      return _ ("The connection was lost while the record was being sent.");
    case REASON_NONE:
    default:
      return NULL;
    }
}

static void
take_error (AttestResponse *response, Post *post, const GError *error)
{
  const AttestFailure failure = { error, post->certificate, post->n_started > 0 };
  g_autofree char *detail = NULL;

  if (error == NULL)
    return;
  response->error = g_strdup (describe_reason (post));
  if (response->error != NULL)
    return;
  response->error = attest_failure_describe (&failure);
  detail = attest_failure_dup_detail (&failure);
  response->detail = attest_redact_text (detail, post->key);
}

static char *
dup_type (const char *type, const char *key)
{
  g_autofree char *clean = attest_redact_text (type, key);

  return clean != NULL ? attest_text_shorten (clean, MAX_TYPE, 1) : NULL;
}

/* The end, whichever it was. Takes @error. */
static void
finish (GTask *task, GError *error)
{
  Post *post = g_task_get_task_data (task);
  AttestResponse *response = g_new0 (AttestResponse, 1);

  g_clear_handle_id (&post->idle_source, g_source_remove);
  g_clear_handle_id (&post->total_source, g_source_remove);
  response->may_have_left = post->n_started > 0;
  take_error (response, post, error);
  response->is_cut = post->is_cut || (error != NULL && post->stream != NULL);
  if (post->stream != NULL)
    {
      SoupMessageHeaders *headers = soup_message_get_response_headers (post->message);
      const char *type = soup_message_headers_get_one (headers, "Content-Type");

      response->status = soup_message_get_status (post->message);
      response->headers = dup_headers (post);
      response->content_type = dup_type (type, post->key);
      response->retry_after =
          attest_redact_text (soup_message_headers_get_one (headers, "Retry-After"), post->key);
      attest_redact (post->body, post->key);
      response->body = g_byte_array_free_to_bytes (g_steal_pointer (&post->body));
    }
  g_clear_error (&error);
  soup_session_abort (post->session);
  g_task_return_pointer (task, response, (GDestroyNotify) attest_response_free);
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
  if (post->body->len >= ATTEST_MAX_REPLY)
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
                                   MIN (CHUNK, ATTEST_MAX_REPLY - post->body->len),
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

static SoupSession *
make_session (const AttestRequest *request, GUri *uri)
{
  SoupSession *session = soup_session_new_with_options (
      "user-agent", "Attest/" ATTEST_VERSION, "timeout", 0, "max-conns", 1, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  /* Reached directly whatever proxy the system has. */
  if (attest_uri_is_loopback (uri))
    soup_session_set_proxy_resolver (session, NULL);
  if (request->trusted != NULL)
    soup_session_set_tls_database (session, request->trusted);
  return session;
}

/* One list for what is sent and for what attest_post_describe_headers() shows. */
static const struct
{
  const char *name;
  const char *value;
} fixed_headers[] = {
  { "Accept", "application/json" },
  { "Accept-Encoding", "identity" },
  { "Connection", "close" },
};

static SoupMessage *
make_message (const AttestRequest *request, GUri *uri)
{
  const char *method = request->body != NULL ? SOUP_METHOD_POST : SOUP_METHOD_GET;
  SoupMessage *message = soup_message_new_from_uri (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  for (guint i = 0; i < G_N_ELEMENTS (fixed_headers); i++)
    soup_message_headers_replace (headers, fixed_headers[i].name, fixed_headers[i].value);
  if (request->key != NULL && request->key_header != NULL)
    {
      char *value = g_strconcat (request->key_prefix, request->key, NULL);

      soup_message_headers_replace (headers, request->key_header, value);
      wipe (value);
    }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  return message;
}

static void
watch (Post *post, GCancellable *callers)
{
  g_signal_connect (post->message, "starting", G_CALLBACK (starting_cb), post);
  g_signal_connect (post->message, "network-event", G_CALLBACK (network_event_cb), post);
  g_signal_connect (post->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), post);
  g_signal_connect (post->message, "wrote-headers", G_CALLBACK (wrote_cb), post);
  g_signal_connect (post->message, "wrote-body-data", G_CALLBACK (wrote_data_cb), post);
  if (callers != NULL)
    {
      post->callers = g_object_ref (callers);
      post->callers_handler =
          g_cancellable_connect (callers, G_CALLBACK (cancelled_cb), post, NULL);
    }
}

static gboolean
already_cancelled (GTask *task, GCancellable *cancellable)
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
 * back up to %ATTEST_MAX_REPLY.
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
  if (already_cancelled (task, cancellable))
    return;
  uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, NULL);
  g_return_if_fail (uri != NULL);

  post = g_new0 (Post, 1);
  post->session = make_session (request, uri);
  post->message = make_message (request, uri);
  post->body = g_byte_array_new ();
  post->key = g_strdup (request->key);
  post->cancellable = g_cancellable_new ();
  post->idle_timeout = request->idle_timeout > 0 ? request->idle_timeout : IDLE_TIMEOUT_MS;
  g_task_set_task_data (task, post, (GDestroyNotify) post_free);
  watch (post, cancellable);
  made_progress (post);
  post->total_source = g_timeout_add (
      request->total_timeout > 0 ? request->total_timeout : TOTAL_TIMEOUT_MS, total_cb, post);
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
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * attest_post_describe_headers:
 * @key_header: (nullable): the header that carries the key; %NULL where none is sent
 * @key_prefix: (nullable): what stands in front of the key
 *
 * Returns: (transfer full): the headers that are sent, one a line, with a placeholder for the key
 */
char *
attest_post_describe_headers (const char *key_header, const char *key_prefix)
{
  GString *text = g_string_new ("Content-Type: application/json\n");

  for (guint i = 0; i < G_N_ELEMENTS (fixed_headers); i++)
    g_string_append_printf (text, "%s: %s\n", fixed_headers[i].name, fixed_headers[i].value);
  g_string_append (text, "User-Agent: Attest/" ATTEST_VERSION "\n");
  if (key_header != NULL)
    g_string_append_printf (
        text, "%s: %s[API key]\n", key_header, key_prefix != NULL ? key_prefix : "");
  return g_string_free (text, FALSE);
}
